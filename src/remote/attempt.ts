import { join } from "node:path";
import { optional } from "../pipeline/own.ts";
import type { Step } from "../pipeline/pipeline.ts";
import { AttemptFrame } from "../run/attempt-frame.ts";
import type { Event, Failure, JobEndStatus } from "../run/event.ts";
import type { Attempt, Outcome } from "../run/executor.ts";
import { type ActiveJob, endingOf } from "./active-job.ts";
import { findEarlier } from "./adoption.ts";
import { slept } from "./call.ts";
import { checkpointSaver } from "./checkpoint.ts";
import { conclude, type EndedJob } from "./conclusion.ts";
import { Deadlines, type Limit } from "./deadlines.ts";
import type { EndingJob } from "./endings.ts";
import { faultFailure } from "./failures.ts";
import { JobLog, type Mark } from "./job-log.ts";
import { type Prepared, prepare } from "./preparation.ts";
import type { RemoteShared } from "./shared.ts";
import { submit } from "./submission.ts";
import { type WatchEnd, watchJob } from "./watch.ts";

const keptLines = 200;
/** Whoever cancels waits no longer; the end itself is waited for by who comes after. */
const acknowledgedMs = 5000;

/** One attempt of a step that runs on an operator. */
export class RemoteAttempt {
  readonly #shared: RemoteShared;
  readonly #frame: AttemptFrame;
  readonly #deadlines: Deadlines;
  /** The last that the step printed. */
  #tail: readonly string[] = [];

  constructor(shared: RemoteShared, attempt: Attempt, emit: (event: Event) => void, signal: AbortSignal) {
    this.#shared = shared;
    this.#frame = new AttemptFrame(shared, attempt, emit, signal);
    this.#deadlines = new Deadlines(shared.host.clock);
  }

  async run(): Promise<Outcome> {
    try {
      return await this.#frame.run(() => this.#runAll());
    } finally {
      this.#deadlines.close();
    }
  }

  async #runAll(): Promise<Outcome> {
    const prepared = await prepare(this.#shared, this.#frame);
    if (this.#frame.isCancelled) return this.#frame.cancelled();
    if (!prepared.ok) return this.#frame.failure(prepared.error);
    const { outputs } = this.#shared;
    const { step } = this.#frame.attempt;
    const cleared = await outputs.prepare(step);
    if (!cleared.ok) return this.#frame.failure(cleared.error);
    let outcome: Outcome | undefined;
    try {
      outcome = await this.#runPrepared(prepared.value);
      return outcome;
    } finally {
      if (outcome?.result === "failure") this.#endStray(prepared.value);
      // What lies there from now on is nobody's but who puts it there.
      if (outcome?.result !== "success") await outputs.abandon(step);
    }
  }

  async #runPrepared(prepared: Prepared): Promise<Outcome> {
    const since = this.#shared.host.clock.now();
    const job = await this.#obtain(prepared);
    if ("result" in job) return job;
    this.#shared.seen.set(job.key, job.handle);
    const log = this.#logOf(prepared, job);
    this.#limit(job);
    const watched = { shared: this.#shared, frame: this.#frame, job, log };
    const place = { ...watched, prepared, since, tail: () => this.#tail };
    const { operator } = prepared;
    const end = await watchJob({ ...watched, operator, deadlines: this.#deadlines });
    switch (end.kind) {
      case "stopped":
        return this.#cancel({ ...job, ...this.#endingOf(prepared) });
      case "refused":
        return this.#frame.failure(this.#refused(prepared, job, end));
      case "late":
        return this.#stopLate(place, end.limit);
      case "ended":
        this.#tellEnd(job, end.observation.status);
        return conclude({ ...place, observation: end.observation });
      default:
        return end satisfies never;
    }
  }

  /** Nobody looks after a job of a step that failed, as where its submit was not answered in time. */
  #endStray(prepared: Prepared): void {
    const { endings, jobsOf } = this.#shared;
    const why = "the step failed";
    for (const job of jobsOf(this.#frame.attempt.step.id))
      if (job.ended === undefined && !job.isRemoved)
        void endings.start(endingOf(job, { ...this.#endingOf(prepared), why }));
  }

  /** A job of an earlier attempt that is still good, or a new one. */
  async #obtain(prepared: Prepared): Promise<ActiveJob | Outcome> {
    const context = { shared: this.#shared, frame: this.#frame, prepared };
    const earlier = await findEarlier(context);
    if (!earlier.ok)
      return this.#frame.isCancelled ? this.#frame.cancelled() : this.#frame.failure(earlier.error);
    if (earlier.value.kind === "adopted") return earlier.value.job;
    if (this.#frame.isCancelled) return this.#frame.cancelled();
    this.#deadlines.pending(this.#frame.attempt.step.pendingTimeoutMs, 0);
    const submitted = await submit({ ...context, late: this.#deadlines.signal }, earlier.value);
    if (!submitted.ok)
      return this.#frame.isCancelled ? this.#frame.cancelled() : this.#frame.failure(submitted.error);
    if (submitted.value.kind === "submitted") return submitted.value.job;
    const { key, nonce, digest, intendedAt } = submitted.value.intent;
    return this.#cancel({ key, nonce, digest, intendedAt, ...this.#endingOf(prepared) });
  }

  #endingOf({
    operator,
  }: Prepared): Omit<EndingJob, "key" | "nonce" | "digest" | "intendedAt" | "handle" | "id"> {
    const leg = this.#frame.attempt.step.id;
    const save = checkpointSaver(this.#shared, this.#frame.attempt.step, operator);
    const why = "the run was cancelled";
    return { leg, operator, why, discards: "unless-succeeded", ...optional("save", save) };
  }

  /** What passed before this process took the job up only the other clock can tell, which may have jumped meanwhile. */
  #limit({ isFresh, phases, intendedAt }: ActiveJob): void {
    if (isFresh) return;
    const { timeoutMs, pendingTimeoutMs } = this.#frame.attempt.step;
    const now = this.#shared.host.clock.now();
    const begun = phases.find(({ status }) => status === "running" || status === "uploading");
    if (begun) this.#deadlines.running(timeoutMs, now - begun.at);
    else this.#deadlines.pending(pendingTimeoutMs, now - intendedAt);
  }

  #logOf({ operator, jobWith }: Prepared, { handle, marker, logged, key }: ActiveJob): JobLog {
    const { host, masker } = this.#shared;
    return new JobLog({
      ...{ host, masker, handle, logged },
      operator: operator.operator,
      marker: jobWith(marker).setup && marker,
      onLines: (phase, stream, lines) => this.#print(phase, stream, lines),
      onMark: (mark) => this.#mark(key, mark),
    });
  }

  #print(phase: "setup" | "command", stream: "stdout" | "stderr", lines: readonly string[]): void {
    this.#tail = [...this.#tail, ...lines].slice(-keptLines);
    this.#frame.output(phase, stream, lines);
  }

  /** The log file is written before anybody goes on, so its length says up to where it has the job's log. */
  async #mark(key: ActiveJob["key"], mark: Mark): Promise<void> {
    const { host, folder, emit, logOf } = this.#shared;
    const { step, attempt } = this.#frame.attempt;
    const log = logOf(step.id);
    const bytes = log === undefined ? 0 : ((await host.files.stat(join(folder.logs, log)))?.size ?? 0);
    emit({ type: "job-logged", at: host.clock.now(), leg: step.id, attempt, key, bytes, ...mark });
  }

  #tellEnd({ key }: ActiveJob, status: JobEndStatus): void {
    const { host, emit } = this.#shared;
    emit({ type: "job-ended", at: host.clock.now(), leg: this.#frame.attempt.step.id, key, status });
  }

  async #cancel(ending: EndingJob): Promise<Outcome> {
    const { acknowledged } = this.#shared.endings.start(ending);
    await this.#within(acknowledgedMs, acknowledged);
    return this.#frame.cancelled();
  }

  async #within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
    const over = new AbortController();
    const limit = slept(this.#shared.host.clock, ms, over.signal).then(() => undefined);
    const first = await Promise.race([promise, limit]);
    over.abort();
    return first;
  }

  #refused(
    { operator }: Prepared,
    { handle }: ActiveJob,
    end: Extract<WatchEnd, { kind: "refused" }>,
  ): Failure {
    const failure = faultFailure(end.fault, `${operator.name} does not tell how job ${handle.id} stands`);
    return failure.cause === "permission" ? failure : { ...failure, cause: "infrastructure" };
  }

  async #stopLate(place: Omit<EndedJob, "observation">, limit: Limit): Promise<Outcome> {
    const { prepared, job } = place;
    const failure = lateFailure(this.#frame.attempt.step, job, limit);
    const ending = {
      ...job,
      ...this.#endingOf(prepared),
      why: failure.message,
      discards: "nothing" as const,
    };
    const { endings } = this.#shared;
    const status = await endings.await(endings.start(ending), prepared.operator, this.#frame.stop);
    if (this.#frame.isCancelled) return this.#frame.cancelled();
    if (status === undefined) return this.#stillRunning(prepared, job);
    // One that was done before the order came has kept its limit as far as anybody can tell.
    const why = status === "succeeded" ? undefined : failure;
    return conclude({ ...place, observation: { status }, ...optional("failure", why) });
  }

  /** A cause that is not tried again by itself: two attempts at once would write over each other. */
  #stillRunning({ operator }: Prepared, { handle }: ActiveJob): Outcome {
    const message = `job ${handle.id} may still run, as ${operator.name} does not say that it is over: end it there by hand${handle.console === undefined ? "" : `, at ${handle.console}`}`;
    return this.#frame.failure({ cause: "lost", message });
  }
}

function lateFailure(
  { timeoutMs = 0, pendingTimeoutMs = 0 }: Step,
  { handle }: ActiveJob,
  limit: Limit,
): Failure {
  if (limit === "timeout") {
    const message = `command was stopped at the step's timeout of ${timeoutMs / 1000} s`;
    return { cause: limit, phase: "command", message };
  }
  const message = `job ${handle.id} had not begun to run within the step's pending_timeout of ${pendingTimeoutMs / 1000} s, and was stopped`;
  return { cause: limit, message };
}
