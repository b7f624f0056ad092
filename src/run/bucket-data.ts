import { posix } from "node:path";
import { isBucket } from "../pipeline/bucket-paths.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { compileGlob, matches } from "../pipeline/glob.ts";
import type { Step } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { AttemptFrame } from "./attempt-frame.ts";
import type { Failure } from "./event.ts";

/** Data of a bucket on this disk. */
export interface BucketData {
  /** The folder that holds all of it, or where the URI names one object that file; absolute. Nobody writes to it. */
  readonly at: string;
  /** Relative to that folder; one empty name for a file. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

export interface BucketIdentityRequest {
  readonly from: string;
  /** Objects that the step does not want, by their path below the URI. */
  readonly isLeftOut: (path: string) => boolean;
  /** Ends the waiting of this step; others may want the data still. */
  readonly signal: AbortSignal;
}

export interface BucketRequest extends BucketIdentityRequest {
  /** Two requests with the same key and URI leave out the same. */
  readonly leftOutKey: string;
  readonly onLine: (line: string) => void;
}

/** Brings the data of buckets here, each once a run, however many steps share it. */
export interface Buckets {
  fetch(request: BucketRequest): Promise<Result<BucketData, Failure>>;
  /** What the data is today, by its listing; nothing is fetched. */
  identify(request: BucketIdentityRequest): Promise<Result<string, Failure>>;
}

/** Data with its place for one step. */
export interface StepData {
  readonly from: string;
  /** Relative to the pipeline's folder. */
  readonly path: string;
  readonly data: BucketData;
}

/** The data of all of a step's bucket inputs, fetched where it is not here yet, within the step's pending_timeout. */
export async function stepData(
  buckets: Pick<Buckets, "fetch">,
  frame: AttemptFrame,
): Promise<Result<readonly StepData[], Failure>> {
  const wanted = wantedBy(frame.attempt.step);
  if (wanted.length === 0) return ok([]);
  return frame.whilePending("inputs", async (signal) => {
    const found: StepData[] = [];
    for (const { from, path, ...rest } of wanted) {
      const onLine = (line: string) => frame.output("inputs", "stdout", [line]);
      const data = await buckets.fetch({ from, ...rest, onLine, signal });
      if (!data.ok) return err({ ...data.error, phase: "inputs" });
      found.push({ from, path, data: data.value });
    }
    return ok(found);
  });
}

/** Path → what its bucket holds for the step today. */
export async function bucketDigests(
  buckets: Pick<Buckets, "identify">,
  step: Pick<Step, "inputs">,
  signal: AbortSignal,
): Promise<Result<Mapping<string>, Failure>> {
  const found: [path: string, digest: string][] = [];
  for (const { from, path, isLeftOut } of wantedBy(step)) {
    const digest = await buckets.identify({ from, isLeftOut, signal });
    if (!digest.ok) return digest;
    found.push([path, digest.value]);
  }
  return ok(Object.fromEntries(found));
}

type Wanted = Pick<BucketRequest, "from" | "leftOutKey" | "isLeftOut"> & Pick<StepData, "path">;

/** What an exclude takes away of a bucket is not fetched. */
function wantedBy({ inputs = [] }: Pick<Step, "inputs">): readonly Wanted[] {
  return inputs.flatMap((input, index) => {
    if (!isBucket(input)) return [];
    const { from, path } = input;
    const patterns = inputs.slice(index).flatMap((each) => (each.kind === "exclude" ? [each.pattern] : []));
    const globs = patterns.map(compileGlob);
    const isLeftOut = (inner: string): boolean => {
      const whole = posix.join(path, inner);
      return globs.some((glob) => matches(glob, whole));
    };
    return [
      { from, path, isLeftOut, leftOutKey: patterns.length === 0 ? "" : JSON.stringify([path, patterns]) },
    ];
  });
}
