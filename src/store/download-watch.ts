import type { Clock } from "../host/host.ts";
import { idleMs, Silence } from "./silence.ts";

const isOver = "it is over";

/**
 * What comes of one body, or that nothing comes any more: as `notSilent`, with one timer for all pieces. A body comes in thousands
 * of them, and a timer for each would cost more than the piece. A silence is noticed at once to twice its time after it began.
 */
export class DownloadWatch {
  readonly #body: AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal;
  readonly #over = new AbortController();
  /** Of whoever waits for the next piece. */
  #giveUp: ((error: Error) => void) | undefined;
  #pieces = 0;

  constructor(
    body: AsyncIterator<Uint8Array>,
    { clock, signal }: { readonly clock: Pick<Clock, "sleep">; readonly signal: AbortSignal },
  ) {
    this.#body = body;
    this.#signal = signal;
    signal.addEventListener("abort", this.#stop, { once: true });
    void this.#notice(clock);
  }

  /** Undefined after the last one. */
  next(): Promise<Uint8Array | Error | undefined> {
    return new Promise((resolve) => {
      this.#pieces += 1;
      this.#giveUp = resolve;
      if (this.#signal.aborted) this.#stop();
      this.#body.next().then(({ done, value }) => {
        this.#giveUp = undefined;
        resolve(done ? undefined : value);
      }, resolve);
    });
  }

  close(): void {
    this.#signal.removeEventListener("abort", this.#stop);
    this.#over.abort(isOver);
  }

  readonly #stop = (): void => this.#giveUp?.(new Silence("it was stopped"));

  async #notice(clock: Pick<Clock, "sleep">): Promise<void> {
    for (let known = -1; ; ) {
      const isLate = await clock.sleep(idleMs, this.#over.signal).then(
        () => true,
        () => false,
      );
      if (!isLate) return;
      // What is on its way to the disk is not silent, however long that takes.
      if (this.#giveUp && this.#pieces === known) return this.#giveUp(new Silence());
      known = this.#giveUp ? this.#pieces : -1;
    }
  }
}
