import type { Host } from "../host/host.ts";
import type {
  Answer,
  Handle,
  JobKey,
  Observation,
  OperatorFault,
  StepOperator,
} from "../operator/operator.ts";
import { mayPass, pauseMs, slept, tryOnce } from "./call.ts";

/** What the operator said of one job. */
export type Seen =
  | { readonly kind: "observed"; readonly observation: Observation }
  /** It does not know the job, and has said so again and again. */
  | { readonly kind: "missing" }
  /** It has refused to tell for minutes. */
  | { readonly kind: "refused"; readonly fault: OperatorFault };

export interface Watched {
  /** The newest that is known and was not handed out yet, as soon as there is something; undefined when the signal cuts the wait short. */
  next(signal: AbortSignal): Promise<Seen | undefined>;
  close(): void;
}

export interface WatcherInput {
  readonly host: Pick<Host, "clock" | "random">;
  readonly operator: Pick<StepOperator, "poll">;
  /** Of the operator, for messages. */
  readonly name: string;
  readonly onNotice: (level: "notice" | "warning", message: string) => void;
}

/** Between two answers about the same jobs. */
const cadenceMs = 5000;
/** After a stop order: most jobs are over then. */
const soonMs = 1000;
/** Some backends do not show at once what they have taken; from its submit on, in milliseconds. */
export const freshMs = 60_000;
const mostMissing = 3;
const refusalMs = 10 * 60_000;
const tryMs = 60_000;
const longestPauseMs = 60_000;
/** Failures in a row before people are told. */
const toldFailures = 3;

interface Entry {
  readonly handle: Handle;
  readonly freshUntil: number;
  missing: number;
  seen: Seen | undefined;
  wake: () => void;
}

/** Asks one operator how all jobs of a run stand, in one call for all of them and never two at once. */
export class Watcher {
  readonly #input: WatcherInput;
  readonly #entries = new Map<JobKey, Entry>();
  #running = false;
  #notBefore = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #refusedSince: number | undefined;
  readonly #closed = new AbortController();
  #early = new AbortController();

  constructor(input: WatcherInput) {
    this.#input = input;
  }

  /** Jobs under watch. */
  get live(): number {
    return this.#entries.size;
  }

  /** The operator did not answer the last time: nothing that is not known may be concluded from. */
  get isBlind(): boolean {
    return this.#failures > 0;
  }

  /** `isFresh`: it was submitted just now. */
  watch(handle: Handle, { isFresh }: { readonly isFresh: boolean }): Watched {
    const now = this.#input.host.clock.monotonic();
    const freshUntil = isFresh ? now + freshMs : now;
    const entry: Entry = { handle, freshUntil, missing: 0, seen: undefined, wake: () => {} };
    this.#entries.set(handle.key, entry);
    if (!this.#running) void this.#run();
    return {
      next: (signal) => nextOf(entry, signal),
      close: () => {
        if (this.#entries.get(handle.key) === entry) this.#entries.delete(handle.key);
      },
    };
  }

  /** Asks soon, once: something is known to be about to change, and somebody waits for it. */
  hurry(): void {
    const soon = this.#input.host.clock.monotonic() + soonMs;
    if (this.isBlind || soon >= this.#notBefore) return;
    this.#notBefore = soon;
    this.#early.abort();
  }

  close(): void {
    this.#closed.abort();
    this.#early.abort();
    this.#entries.clear();
  }

  async #run(): Promise<void> {
    this.#running = true;
    const { clock } = this.#input.host;
    const { signal } = this.#closed;
    while (this.#entries.size > 0 && !signal.aborted) {
      const waitMs = this.#notBefore - clock.monotonic();
      this.#early = new AbortController();
      if (waitMs > 0 && !(await slept(clock, waitMs, this.#early.signal))) continue;
      const asked = [...this.#entries.values()];
      if (asked.length === 0) break;
      this.#notBefore = clock.monotonic() + cadenceMs;
      const handles = asked.map(({ handle }) => handle);
      const make = (ended: AbortSignal) => this.#input.operator.poll(handles, ended);
      this.#take(asked, await tryOnce({ clock, make, signal, tryMs }));
    }
    this.#running = false;
  }

  #take(asked: readonly Entry[], answer: Answer<ReadonlyMap<JobKey, Observation>>): void {
    if (this.#closed.signal.aborted) return;
    if (!answer.ok) {
      this.#failed(asked, answer.error);
      return;
    }
    if (this.#failures >= toldFailures)
      this.#input.onNotice("notice", `the operator ${this.#input.name} answers again`);
    this.#failures = 0;
    this.#refusedSince = undefined;
    for (const entry of asked) this.#tell(entry, answer.value.get(entry.handle.key));
  }

  #tell(entry: Entry, observation: Observation | undefined): void {
    if (observation) {
      entry.missing = 0;
      hand(entry, { kind: "observed", observation });
      return;
    }
    if (this.#input.host.clock.monotonic() < entry.freshUntil) return;
    entry.missing += 1;
    if (entry.missing >= mostMissing) hand(entry, { kind: "missing" });
  }

  #failed(asked: readonly Entry[], fault: OperatorFault): void {
    const { host, name, onNotice } = this.#input;
    const now = host.clock.monotonic();
    const pause = pauseMs({ failures: this.#failures, fault, random: host.random, longestPauseMs });
    this.#notBefore = Math.max(this.#notBefore, now + pause);
    this.#failures += 1;
    if (mayPass(fault)) {
      this.#refusedSince = undefined;
      if (this.#failures === toldFailures)
        onNotice("warning", `the operator ${name} cannot be asked (${fault.message}): its jobs go on`);
      return;
    }
    if (this.#refusedSince === undefined)
      onNotice("warning", `the operator ${name} does not tell how its jobs stand: ${fault.message}`);
    this.#refusedSince ??= now;
    if (now - this.#refusedSince < refusalMs) return;
    for (const entry of asked) hand(entry, { kind: "refused", fault });
  }
}

function hand(entry: Entry, seen: Seen): void {
  entry.seen = seen;
  entry.wake();
}

async function nextOf(entry: Entry, signal: AbortSignal): Promise<Seen | undefined> {
  if (!entry.seen && !signal.aborted) await woken(entry, signal);
  const { seen } = entry;
  entry.seen = undefined;
  return seen;
}

function woken(entry: Entry, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    // It is asked every few seconds for hours, so no listener may stay behind.
    const wake = () => {
      signal.removeEventListener("abort", wake);
      resolve();
    };
    entry.wake = wake;
    signal.addEventListener("abort", wake, { once: true });
  });
}
