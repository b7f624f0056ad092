import type { Observation, OperatorFault } from "../operator/operator.ts";
import type { AttemptFrame } from "../run/attempt-frame.ts";
import type { JobEndStatus } from "../run/event.ts";
import type { ActiveJob } from "./active-job.ts";
import type { Deadlines, Limit } from "./deadlines.ts";
import type { JobLog } from "./job-log.ts";
import { advance, hasBegun, isEnd } from "./progress.ts";
import type { RunOperator } from "./run-operator.ts";
import type { RemoteShared } from "./shared.ts";
import type { Seen } from "./watcher.ts";

/** How the watch over a job ended. */
export type WatchEnd =
  | { readonly kind: "ended"; readonly observation: Observation & { readonly status: JobEndStatus } }
  | { readonly kind: "late"; readonly limit: Limit }
  | { readonly kind: "refused"; readonly fault: OperatorFault }
  | { readonly kind: "stopped" };

export interface JobWatch {
  readonly shared: RemoteShared;
  readonly frame: AttemptFrame;
  readonly operator: RunOperator;
  readonly job: ActiveJob;
  readonly log: JobLog;
  readonly deadlines: Deadlines;
}

/** Calls for the logs of all jobs together come to about 1.7 a job and minute, however many there are. */
const logPauseMs = (live: number): number => (live <= 7 ? 0 : live * 700);

/** Follows a job to its end, to one of its limits or to the end of the run. */
export async function watchJob(watch: JobWatch): Promise<WatchEnd> {
  const { frame, operator, job, deadlines } = watch;
  const watched = operator.watcher.watch(job.handle, { isFresh: job.isFresh });
  const tracker = new Tracker(watch);
  let hasLooked = false;
  try {
    for (;;) {
      // A limit that has passed while nobody could look may be one that the job has kept.
      const mayBeLate = hasLooked && deadlines.passed === undefined;
      const signal = mayBeLate ? AbortSignal.any([frame.stop, deadlines.signal]) : frame.stop;
      const seen = await watched.next(signal);
      if (frame.stop.aborted) return { kind: "stopped" };
      const end = seen && tracker.take(seen);
      if (end) return end;
      hasLooked ||= seen !== undefined;
      if (hasLooked && deadlines.passed && !operator.watcher.isBlind)
        return { kind: "late", limit: deadlines.passed };
      if (seen) await pullLog(watch, signal);
    }
  } finally {
    watched.close();
  }
}

async function pullLog({ operator, log }: JobWatch, signal: AbortSignal): Promise<void> {
  if (log.age >= logPauseMs(operator.watcher.live)) await log.pull(signal);
}

/** What a job's observations come to: events, limits, and warnings once each. */
class Tracker {
  readonly #watch: JobWatch;
  #status: Observation["status"] | undefined;
  #isWarned = false;

  constructor(watch: JobWatch) {
    this.#watch = watch;
    this.#status = watch.job.phases.at(-1)?.status;
  }

  take(seen: Seen): WatchEnd | undefined {
    const { frame, job } = this.#watch;
    switch (seen.kind) {
      case "refused":
        return { kind: "refused", fault: seen.fault };
      case "missing":
        frame.notice("warning", `the operator does not know job ${job.handle.id} any more`);
        return { kind: "ended", observation: { status: "lost" } };
      case "observed":
        return this.#observe(seen.observation);
      default:
        return seen satisfies never;
    }
  }

  #observe(observation: Observation): WatchEnd | undefined {
    const { status } = observation;
    const step = advance(this.#status, status);
    if (step.kind === "odd") this.#warn(step.why);
    if (step.kind === "forward") this.#tell(observation);
    // Whatever was said before: an end is final.
    if (isEnd(status)) return { kind: "ended", observation: { ...observation, status } };
    return undefined;
  }

  #warn(why: string): void {
    const { frame, job, operator } = this.#watch;
    if (this.#isWarned) return;
    this.#isWarned = true;
    frame.notice(
      "warning",
      `the operator ${operator.name} ${why} of job ${job.handle.id}: it is watched further`,
    );
  }

  #tell({ status, message }: Observation): void {
    const { shared, frame, job, deadlines } = this.#watch;
    const { step } = frame.attempt;
    this.#status = status;
    const at = shared.host.clock.now();
    const told = message !== undefined && { message: shared.masker.mask(message) };
    shared.emit({ type: "job-status", at, leg: step.id, key: job.key, status, ...told });
    if (hasBegun(status)) deadlines.running(step.timeoutMs, 0);
  }
}
