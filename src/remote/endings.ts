import type { Clock, Host } from "../host/host.ts";
import type { Handle } from "../operator/operator.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import type { JobEndStatus, JobEvent, Notice, Untimed } from "../run/event.ts";
import { callOperator, mayPass, slept } from "./call.ts";
import { type JobIntent, type JobRun, ownerOf } from "./identity.ts";
import { isEnd } from "./progress.ts";
import type { RunOperator } from "./run-operator.ts";
import { freshMs } from "./watcher.ts";

/** A job that is to end, or may be there at all. */
export interface EndingJob extends JobIntent {
  readonly leg: LegId;
  readonly operator: RunOperator;
  /** Undefined: it was asked for, and nobody knows whether the operator has it. */
  readonly handle?: Handle;
  /** As people know it, where that is known all the same. */
  readonly id?: string;
  /** In milliseconds since 1970. */
  readonly intendedAt: number;
  readonly why: string;
  /** What the operator need not keep of it. One that ended well before the order came has work in it, which a resume collects. */
  readonly discards: "all" | "unless-succeeded" | "nothing";
  /** Takes out of it what is to stay, before the rest goes. */
  readonly save?: (handle: Handle, signal: AbortSignal) => Promise<void>;
}

/** An end under way. Neither promise rejects. */
export interface Ending {
  /** Resolves once the operator has taken the order, or there is nothing to stop. */
  readonly acknowledged: Promise<void>;
  /** Undefined: it is not known to be over, and nobody goes on trying. */
  readonly ended: Promise<JobEndStatus | undefined>;
}

export interface EndingsInput {
  readonly host: Pick<Host, "clock" | "random">;
  readonly run: JobRun;
  readonly emit: (event: JobEvent | Notice) => void;
}

/** One try of a stop call. Who pressed Ctrl-C waits less long for it, and the call goes on; one that hangs is made again while there is time. */
const stopTryMs = 15_000;
const longestStopPauseMs = 5000;
const tryMs = 30_000;
/** From a stop order to the end: SIGTERM, a grace, SIGKILL, and what the backend takes for its books. */
const endLimitMs = 120_000;
const awayLimitMs = 15 * 60_000;
/** A submit that was cut off may still come through: so often, and so far apart, its key is asked for. */
const findPausesMs = [1000, 4000, 10_000];
const longestFindPauseMs = 10_000;

/** Stops jobs, and sees to it that they are over: what is left of a job costs money, so nobody may lose sight of it. */
export class Endings {
  readonly #input: EndingsInput;
  readonly #open = new Map<string, { readonly job: EndingJob; readonly ending: Ending }>();
  readonly #over = new AbortController();

  constructor(input: EndingsInput) {
    this.#input = input;
  }

  start(job: EndingJob): Ending {
    const known = this.#open.get(job.key);
    if (known) return known.ending;
    const acknowledged = Promise.withResolvers<void>();
    const ended = this.#end(job, acknowledged.resolve).finally(acknowledged.resolve);
    const ending = { acknowledged: acknowledged.promise, ended };
    this.#open.set(job.key, { job, ending });
    void ended.then((status) => {
      if (status !== undefined) this.#open.delete(job.key);
    });
    return ending;
  }

  /**
   * How it ended; undefined once it had time enough, or at the signal. As long as the operator cannot be asked nothing is known of it,
   * so that does not count, up to a limit of its own.
   */
  async await(
    { acknowledged, ended }: Ending,
    { watcher }: RunOperator,
    signal: AbortSignal,
  ): Promise<JobEndStatus | undefined> {
    const { clock } = this.#input.host;
    const began = clock.monotonic();
    const done = new AbortController();
    const over = AbortSignal.any([done.signal, signal]);
    const wait = (ms: number) => slept(clock, ms, over).then(() => undefined);
    const limit = wait(awayLimitMs);
    await Promise.race([acknowledged, ended, limit]);
    for (;;) {
      const status = await Promise.race([ended, wait(endLimitMs), limit]);
      const isLate = signal.aborted || clock.monotonic() - began >= awayLimitMs;
      if (status === undefined && watcher.isBlind && !isLate) continue;
      done.abort();
      return status;
    }
  }

  /** Waits for the ends, names what is not over by then, and stops trying. True where all are over. */
  async close(limitMs: number): Promise<boolean> {
    const { clock } = this.#input.host;
    const waits = [...this.#open.values()].map(({ ending }) => ending.ended);
    const late = new AbortController();
    await Promise.race([Promise.all(waits), slept(clock, limitMs, late.signal)]);
    late.abort();
    const left = [...this.#open.values()];
    this.#over.abort();
    if (limitMs > 0) for (const { job } of left) this.#warn(job);
    return left.length === 0;
  }

  #warn({ leg, key, handle, id = handle?.id, operator }: EndingJob): void {
    const which = id === undefined ? `a job with the key ${key}` : `job ${id}${consoleOf(handle)}`;
    const message = `${which} may still run on the operator ${operator.name}, and cost: it does not say that it is over. End it there by hand`;
    this.#input.emit({ type: "notice", at: this.#input.host.clock.now(), level: "warning", leg, message });
  }

  async #end(job: EndingJob, onAcknowledged: () => void): Promise<JobEndStatus | undefined> {
    const { signal } = this.#over;
    const handle = await this.#find(job, signal);
    if (handle === "unknown") return undefined;
    if (handle === "absent") return this.#ended(job, "cancelled");
    const stopped = await this.#stop(job, handle, signal);
    if (!stopped) return undefined;
    this.#tell({ type: "job-stopping", leg: job.leg, key: job.key, why: job.why });
    onAcknowledged();
    job.operator.watcher.hurry();
    const status = await this.#awaitEnd(job, handle, signal);
    if (status === undefined) return undefined;
    const isDiscarded =
      job.discards === "all" || (job.discards === "unless-succeeded" && status !== "succeeded");
    // Before its end is told: after a crash in between all of it is done again.
    if (isDiscarded)
      await job.save?.(handle, signal).catch((error: Error) => this.#tellLoss(job, error.message));
    this.#ended(job, status);
    if (isDiscarded) await this.#remove(job, handle, signal);
    return status;
  }

  #ended({ leg, key }: EndingJob, status: JobEndStatus): JobEndStatus {
    this.#tell({ type: "job-ended", leg, key, status });
    return status;
  }

  /** Also of what the journal says there is a handle the operator's own: the journal might have been tampered with. */
  async #find(job: EndingJob, signal: AbortSignal): Promise<Handle | "absent" | "unknown"> {
    if (job.handle) return job.handle;
    const { host, run } = this.#input;
    const { operator } = job.operator;
    const isHidden = mayBeHidden(host.clock, job);
    for (let tries = 0; tries <= findPausesMs.length || isHidden(); tries++) {
      const pause = tries === 0 ? 0 : (findPausesMs[tries - 1] ?? longestFindPauseMs);
      if (pause > 0 && !(await slept(host.clock, pause, signal))) return "unknown";
      const make = (over: AbortSignal) => operator.find(job.key, over);
      const found = await callOperator({ host, make, signal, tryMs, longestPauseMs: longestStopPauseMs });
      if (!found.ok) return "unknown";
      if (!found.value) continue;
      const owner = ownerOf(found.value, { run, leg: job.leg, intent: job });
      // Somebody else's is left alone, whatever it does.
      return owner === "foreign" ? "absent" : found.value;
    }
    return "absent";
  }

  /** What cannot be stopped for want of a permission is tried again, too: nothing else would end it sooner. */
  async #stop(job: EndingJob, handle: Handle, signal: AbortSignal): Promise<boolean> {
    const { host } = this.#input;
    const { operator } = job.operator;
    for (let tries = 0; ; tries++) {
      const make = (over: AbortSignal) => operator.cancel(handle, job.why, over);
      const limits = { tryMs: stopTryMs, longestPauseMs: longestStopPauseMs };
      const stopped = await callOperator({ host, make, signal, ...limits });
      if (stopped.ok || stopped.error.reason === "gone") return true;
      if (signal.aborted || mayPass(stopped.error)) return false;
      if (tries === 0) this.#warnOfRefusal(job, stopped.error.message);
      if (!(await slept(host.clock, longestStopPauseMs, signal))) return false;
    }
  }

  #warnOfRefusal({ leg, operator }: EndingJob, why: string): void {
    const message = `the operator ${operator.name} does not stop the step's job: ${why}`;
    this.#input.emit({ type: "notice", at: this.#input.host.clock.now(), level: "warning", leg, message });
  }

  #tellLoss({ leg }: EndingJob, why: string): void {
    const message = `the checkpoint of the step was not brought here: ${why}`;
    this.#input.emit({ type: "notice", at: this.#input.host.clock.now(), level: "warning", leg, message });
  }

  async #awaitEnd(job: EndingJob, handle: Handle, signal: AbortSignal): Promise<JobEndStatus | undefined> {
    const isFresh = mayBeHidden(this.#input.host.clock, job)();
    const watched = job.operator.watcher.watch(handle, { isFresh });
    try {
      for (;;) {
        const seen = await watched.next(signal);
        if (!seen || seen.kind === "refused") return undefined;
        if (seen.kind === "missing") return "cancelled";
        if (isEnd(seen.observation.status)) return seen.observation.status;
      }
    } finally {
      watched.close();
    }
  }

  async #remove({ leg, key, operator }: EndingJob, handle: Handle, signal: AbortSignal): Promise<void> {
    const { host } = this.#input;
    const make = (over: AbortSignal) => operator.operator.cleanup(handle, over);
    const removed = await callOperator({ host, make, signal, tryMs, limitMs: tryMs });
    if (removed.ok) this.#tell({ type: "job-removed", leg, key });
  }

  #tell(event: Untimed<JobEvent>): void {
    this.#input.emit({ ...event, at: this.#input.host.clock.now() });
  }
}

/** Whether it was asked for so short a time ago that its operator may not show it yet; both clocks must say so, as one may jump. */
function mayBeHidden(clock: Clock, { intendedAt }: EndingJob): () => boolean {
  const began = clock.monotonic();
  return () => clock.now() - intendedAt < freshMs && clock.monotonic() - began < freshMs;
}

const consoleOf = (handle: Handle | undefined): string =>
  handle?.console === undefined ? "" : ` (${handle.console})`;
