import type { JobKey } from "../operator/operator.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { own } from "../pipeline/own.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import type { RunIdentity } from "../run/event.ts";
import { sha256Of } from "../run/sha256.ts";

export type JobRun = Pick<RunIdentity, "repositoryId" | "runId" | "runKey" | "pipelinePath" | "trustDomain">;

/** The same for one leg of one run wherever it is taken up again, so never with the attempt of a workflow run in it. */
export function jobKey(run: JobRun, leg: LegId, submission: number): JobKey {
  const { repositoryId, runId, runKey, pipelinePath } = run;
  const text = JSON.stringify([repositoryId, runId, runKey, pipelinePath, leg]);
  return `${sha256Of(text).slice(0, 40)}-${submission}` as JobKey;
}

/** One submission as its intent tells it apart from all others. */
export interface JobIntent {
  readonly key: JobKey;
  readonly nonce: string;
  readonly digest: string;
}

export const nonceLength = 32;

/** What a job bears, so that whoever finds it knows whose it is. */
export function jobLabels(run: JobRun, leg: LegId, intent: JobIntent): Mapping<string> {
  return {
    "stepops.repository": run.repositoryId,
    "stepops.run": run.runId,
    "stepops.step": leg,
    "stepops.key": intent.key,
    "stepops.domain": run.trustDomain,
    "stepops.nonce": intent.nonce,
    "stepops.digest": intent.digest,
  };
}

/**
 * Whose job this is. `foreign`: somebody else made it, by chance or on purpose, and nothing of it is to be touched or believed.
 * `changed`: ours, but it was asked for something else.
 */
export function ownerOf(
  found: { readonly key: string; readonly labels: Mapping<string> },
  expected: { readonly run: JobRun; readonly leg: LegId; readonly intent: JobIntent },
): "ours" | "changed" | "foreign" {
  const { "stepops.digest": digest, ...identity } = jobLabels(expected.run, expected.leg, expected.intent);
  const bears = ([name, value]: readonly [string, string]): boolean => own(found.labels, name) === value;
  if (found.key !== expected.intent.key || !Object.entries(identity).every(bears)) return "foreign";
  return own(found.labels, "stepops.digest") === digest ? "ours" : "changed";
}

/** What the start script prints between setup and command: as random as the nonce, and known again after a crash. */
export const markerOf = (nonce: string): string => `stepops-${sha256Of(nonce).slice(0, 32)}`;
