import { err, ok, type Result } from "../pipeline/result.ts";
import type { AttemptFrame } from "../run/attempt-frame.ts";
import type { Failure } from "../run/event.ts";
import type { JobRecord } from "../run/record.ts";
import { type ActiveJob, activeJob, endingOf } from "./active-job.ts";
import { callOperator, slept } from "./call.ts";
import { faultFailure } from "./failures.ts";
import { ownerOf } from "./identity.ts";
import type { Prepared } from "./preparation.ts";
import type { RemoteShared } from "./shared.ts";

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
/** For one that must be over before the next is asked for. */
const endLimitMs = 120_000;

/** Looks after the jobs that the leg had: takes on one that is still good, and sees to it that no other one runs beside the next. */
export async function findEarlier(context: Context): Promise<Result<Earlier, Failure>> {
  const jobs = context.shared.jobsOf(context.frame.attempt.step.id);
  const last = jobs.at(-1);
  const candidate = last && isAdoptable(last) ? last : undefined;
  for (const job of jobs) {
    if (job === candidate || isOver(job)) continue;
    const failure = await endEarlier(context, job);
    if (failure) return err(failure);
  }
  const next = (last?.submission ?? 0) + 1;
  return candidate ? adopt(context, candidate, next) : ok({ kind: "none", submission: next });
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
  const { operator } = prepared.operator;
  const make = (over: AbortSignal) => operator.find(job.key, over);
  const limits = { tryMs: findTryMs, limitMs: frame.attempt.step.pendingTimeoutMs ?? findLimitMs };
  const found = await callOperator({ ...limits, host: shared.host, make, signal: frame.stop });
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
  const { ended } = shared.endings.start(endingOf(job, { leg, operator, why, discards: "all" }));
  const late = new AbortController();
  const limit = slept(shared.host.clock, endLimitMs, AbortSignal.any([late.signal, frame.stop]));
  const status = await Promise.race([ended, limit.then(() => undefined)]);
  late.abort();
  if (status !== undefined || frame.isCancelled) return undefined;
  const which = job.handle ? `job ${job.handle.id}` : `a job with the key ${job.key}`;
  return {
    cause: "lost",
    message: `${which} of an earlier attempt may still run on ${operator.name}, and two at once would spoil each other's work: end it there, and run the step again`,
  };
}
