import type { Clock } from "../host/host.ts";

export type Limit = "pending_timeout" | "timeout";

/**
 * How long a job may wait, and from its start how long it may run. Both on the clock that never jumps; what passed before this
 * process took the job up is all that is known by the other one.
 */
export class Deadlines {
  readonly #clock: Pick<Clock, "sleep">;
  #over = new AbortController();
  #late = new AbortController();
  #passed: Limit | undefined;
  #running = false;

  constructor(clock: Pick<Clock, "sleep">) {
    this.#clock = clock;
  }

  /** Aborted where a limit passes; another one once the job runs. */
  get signal(): AbortSignal {
    return this.#late.signal;
  }

  get passed(): Limit | undefined {
    return this.#passed;
  }

  pending(limitMs: number | undefined, alreadyMs: number): void {
    this.#arm("pending_timeout", limitMs, alreadyMs);
  }

  /** Only the first call counts. */
  running(limitMs: number | undefined, alreadyMs: number): void {
    if (this.#running) return;
    this.#running = true;
    // While nobody looked it did not wait too long: it has begun.
    if (this.#passed === "pending_timeout") {
      this.#passed = undefined;
      this.#late = new AbortController();
    }
    this.#arm("timeout", limitMs, alreadyMs);
  }

  close(): void {
    this.#over.abort();
  }

  #arm(limit: Limit, limitMs: number | undefined, alreadyMs: number): void {
    this.#over.abort();
    this.#over = new AbortController();
    if (limitMs === undefined) return;
    const leftMs = Math.max(0, limitMs - Math.max(0, alreadyMs));
    const expire = () => {
      this.#passed = limit;
      this.#late.abort();
    };
    this.#clock.sleep(leftMs, this.#over.signal).then(expire, () => {});
  }
}
