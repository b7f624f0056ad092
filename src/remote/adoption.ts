import type { Answer, Handle } from "../operator/operator.ts";
import { optional } from "../pipeline/own.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { AttemptFrame } from "../run/attempt-frame.ts";
import type { Failure } from "../run/event.ts";
import type { JobRecord } from "../run/record.ts";
import { type ActiveJob, activeJob, endingOf } from "./active-job.ts";
import { callOperator, slept } from "./call.ts";
import { checkpointSaver } from "./checkpoint.ts";
import { faultFailure } from "./failures.ts";
import { ownerOf } from "./identity.ts";
import type { Prepared } from "./preparation.ts";
import type { RemoteShared } from "./shared.ts";
import { freshMs } from "./watcher.ts";

/** What an attempt finds of the ones before. */
export type Earlier =
  | { readonly kind: "adopted"; readonly job: ActiveJob }
  /** It was asked for and never came to be: the same key is asked for once more, with the same nonce. */
  | { readonly kind: "again"; readonly job: JobRecord }
  | { readonly kind: "none"; readonly submission: number };

interface Context {
  readonly shared: RemoteShared;
  readonly frame: AttemptFrame;
  readonly prepared: Prepared;
}

const findTryMs = 30_000;
const findLimitMs = 10 * 60_000;
const hiddenPauseMs = 5000;

/** Looks after the jobs that the leg had: takes on one that is still good, and sees to it that no other one runs beside the next. */
export async function findEarlier(context: Context): Promise<Result<Earlier, Failure>> {
  const jobsNow = () => context.shared.jobsOf(context.frame.attempt.step.id);
  for (const job of jobsNow()) {
    if (isOver(job) || (job.key === jobsNow().at(-1)?.key && isAdoptable(job))) continue;
    const failure = await endEarlier(context, job);
    if (failure) return err(failure);
  }
  // One that was told to stop may have ended well before it heard of it.
  const last = jobsNow().at(-1);
  const next = (last?.submission ?? 0) + 1;
  return last && isAdoptable(last) ? adopt(context, last, next) : ok({ kind: "none", submission: next });
}

const isOver = ({ ended, isRemoved }: JobRecord): boolean => ended !== undefined || isRemoved;

/**
 * What came of a settled one is in the record. But where nobody knows whether it was taken nothing has come of it, and one that ended
 * well and is still there has results that could not be put in their place.
 */
const isAdoptable = ({ stopping, isSettled, isRemoved, handle, ended }: JobRecord): boolean =>
  !isRemoved &&
  (ended === "succeeded" ||
    (stopping === undefined && (!isSettled || (handle === undefined && ended === undefined))));

async function adopt(
  context: Context,
  job: JobRecord,
  submission: number,
): Promise<Result<Earlier, Failure>> {
  const { shared, frame, prepared } = context;
  const found = await look(context, job);
  if (frame.stop.aborted) return err(stoppedBefore);
  if (!found.ok) return err(faultFailure(found.error, "the step's earlier job cannot be looked for"));
  if (!found.value) return ok(vanished(context, job, submission));
  const leg = frame.attempt.step.id;
  const owner = ownerOf(found.value, { run: shared.run, leg, intent: job });
  if (owner === "foreign") {
    leaveAlone(context, found.value.id, job.key);
    return ok({ kind: "none", submission });
  }
  if (owner === "changed" || job.digest !== prepared.digest) {
    frame.notice(
      "notice",
      `the step has changed since job ${found.value.id} was submitted, which is stopped`,
    );
    const failure = await endEarlier(context, job);
    return failure ? err(failure) : ok({ kind: "none", submission });
  }
  frame.notice("notice", `goes on with job ${found.value.id}, which was submitted before`);
  if (job.handle === undefined) tellSubmitted(context, job, found.value);
  return ok({ kind: "adopted", job: activeJob(job, found.value, false) });
}

/** A backend may not show at once what it has taken, and a job that is not seen is not one that is gone. */
async function look(
  { shared, frame, prepared }: Context,
  job: JobRecord,
): Promise<Answer<Handle | undefined>> {
  const { host } = shared;
  const { operator } = prepared.operator;
  const make = (over: AbortSignal) => operator.find(job.key, over);
  const limits = {
    tryMs: findTryMs,
    limitMs: Math.max(findLimitMs, frame.attempt.step.pendingTimeoutMs ?? 0),
  };
  const began = host.clock.monotonic();
  const isFresh = (): boolean =>
    host.clock.now() - job.intendedAt < freshMs && host.clock.monotonic() - began < freshMs;
  for (;;) {
    const found = await callOperator({ ...limits, host, make, signal: frame.stop });
    if (!found.ok || found.value || !job.handle || job.ended !== undefined || !isFresh()) return found;
    if (!(await slept(host.clock, hiddenPauseMs, frame.stop))) return found;
  }
}

const stoppedBefore: Failure = {
  cause: "cancelled",
  message: "the step was stopped while its earlier job was looked for",
};

function vanished({ shared, frame, prepared }: Context, job: JobRecord, submission: number): Earlier {
  if (job.handle === undefined && job.digest === prepared.digest) return { kind: "again", job };
  const leg = frame.attempt.step.id;
  const { handle, key } = job;
  if (handle)
    frame.notice(
      "warning",
      `job ${handle.id}, which was submitted before, is not known any more: another one takes its place`,
    );
  if (job.ended === undefined)
    shared.emit({ type: "job-ended", at: shared.host.clock.now(), leg, key, status: "lost" });
  tellRemoved({ shared, frame }, key);
  return { kind: "none", submission };
}

export function tellSubmitted(
  { shared, frame }: Pick<Context, "shared" | "frame">,
  { key }: Pick<JobRecord, "key">,
  handle: ActiveJob["handle"],
): void {
  const leg = frame.attempt.step.id;
  shared.emit({ type: "job-submitted", at: shared.host.clock.now(), leg, key, handle });
}

/** A job of our name that is not ours: whoever made it may have meant that we believe it, or that we stop it. */
export function leaveAlone(
  { shared, frame }: Pick<Context, "shared" | "frame">,
  id: string,
  key: JobRecord["key"],
): void {
  frame.notice(
    "warning",
    `job ${id} bears this step's key and was not submitted by this run: it is left alone, and the step is submitted under another key`,
  );
  tellRemoved({ shared, frame }, key);
}

/** There is none of ours under this key, so nobody need look for it any more. */
export function tellRemoved(
  { shared, frame }: Pick<Context, "shared" | "frame">,
  key: JobRecord["key"],
): void {
  const leg = frame.attempt.step.id;
  shared.emit({ type: "job-removed", at: shared.host.clock.now(), leg, key });
}

async function endEarlier(
  { shared, frame, prepared }: Context,
  job: JobRecord,
): Promise<Failure | undefined> {
  const { operator } = prepared;
  const leg = frame.attempt.step.id;
  const why = "another attempt of the step takes its place";
  const discards = job.digest === prepared.digest ? "unless-succeeded" : "all";
  const save = optional("save", checkpointSaver(shared, frame.attempt.step, operator));
  const ending = shared.endings.start({ ...endingOf(job, { leg, operator, why, discards }), ...save });
  const status = await shared.endings.await(ending, operator, frame.stop);
  if (status !== undefined || frame.isCancelled) return undefined;
  const which = job.handle ? `job ${job.handle.id}` : `a job with the key ${job.key}`;
  return {
    cause: "lost",
    message: `${which} of an earlier attempt may still run on ${operator.name}, and two at once would spoil each other's work: end it there, and run the step again`,
  };
}
