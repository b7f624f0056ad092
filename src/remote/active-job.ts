import type { Handle } from "../operator/operator.ts";
import { optional } from "../pipeline/own.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import type { JobRecord } from "../run/record.ts";
import type { EndingJob } from "./endings.ts";
import { type JobIntent, markerOf } from "./identity.ts";
import type { RunOperator } from "./run-operator.ts";

/** A job that the operator has, and that is this attempt's. */
export interface ActiveJob extends JobIntent {
  readonly handle: Handle;
  readonly marker: string;
  /** It was submitted by this process just now. */
  readonly isFresh: boolean;
  /** What earlier processes and attempts saw of it. */
  readonly phases: JobRecord["phases"];
  readonly logged: JobRecord["logged"];
  /** In milliseconds since 1970. */
  readonly intendedAt: number;
}

export function activeJob(
  { key, nonce, digest, phases, logged, intendedAt }: Omit<JobRecord, "isSettled" | "isRemoved">,
  handle: Handle,
  isFresh: boolean,
): ActiveJob {
  return { key, nonce, digest, handle, isFresh, phases, logged, intendedAt, marker: markerOf(nonce) };
}

/** A job of the record as one that is to end. Its handle is asked for anew: only the operator is believed. */
export function endingOf(
  { key, nonce, digest, handle, intendedAt }: JobRecord,
  rest: {
    readonly leg: LegId;
    readonly operator: RunOperator;
    readonly why: string;
    readonly discards: EndingJob["discards"];
  },
): EndingJob {
  return { key, nonce, digest, intendedAt, ...optional("id", handle?.id), ...rest };
}
