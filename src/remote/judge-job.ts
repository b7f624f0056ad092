import type { Handle, Observation } from "../operator/operator.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { own } from "../pipeline/own.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import type { JobRecord, RunRecord, StepRecord } from "../run/record.ts";
import { jobLabels, nonceLength, ownerOf } from "./identity.ts";

/** A run that left its journal here. */
export interface KnownRun {
  readonly directory: string;
  readonly record: RunRecord;
  readonly state: "alive" | "over" | "unknown";
  /** A sentence. */
  readonly why: string;
}

/** What is known of the world in which a job is found. */
export interface JobContext {
  readonly repositoryId: string;
  /** Where only jobs of one trust domain may be touched. */
  readonly domain: string | undefined;
  readonly runs: readonly KnownRun[];
  /** Ids of runs that somebody says are dead. */
  readonly named: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is to become of a job. `why` is a sentence. */
export type Verdict =
  | {
      readonly kind: "goes";
      readonly why: string;
      /** Whose record has it. */
      readonly run?: KnownRun;
      /** With what it left, though it ended well and nobody has taken that. */
      readonly isWhole: boolean;
    }
  | { readonly kind: "stays"; readonly why: string; readonly command?: string };

/** Until when nobody need watch a job, as milliseconds since 1970 or as ISO 8601 has it. */
export const detachedLabel = "stepops.detached-until";

/** Decides by the job's labels and by the records of this checkout; whatever is not known to be dead stays. Pure. */
export function judgeJob(
  handle: Pick<Handle, "key" | "labels">,
  status: Observation["status"] | undefined,
  context: JobContext,
): Verdict {
  const { labels } = handle;
  if (!isOurs(handle, context.repositoryId))
    return stays("its labels are not those of a job of this repository, so somebody else may have made it");
  const domain = labels["stepops.domain"];
  if (context.domain !== undefined && domain !== context.domain)
    return stays(`it belongs to the trust domain ${domain}, and this is ${context.domain}`);
  const known = findRecorded(handle, context.runs);
  return known ? judgeRecorded(handle, status, { ...known, context }) : judgeUnknown(labels, status, context);
}

const stays = (why: string, command?: string): Verdict => ({
  kind: "stays",
  why,
  ...(command !== undefined && { command }),
});

const labelNames = Object.keys(
  jobLabels({ repositoryId: "", runId: "", runKey: "", pipelinePath: "", trustDomain: "" }, "" as LegId, {
    key: "" as Handle["key"],
    nonce: "",
    digest: "",
  }),
);
const nonceForm = new RegExp(`^[0-9a-f]{${nonceLength}}$`);

function isOurs({ key, labels }: Pick<Handle, "key" | "labels">, repositoryId: string): boolean {
  return (
    labelNames.every((name) => (own(labels, name) ?? "") !== "") &&
    labels["stepops.key"] === key &&
    labels["stepops.repository"] === repositoryId &&
    nonceForm.test(labels["stepops.nonce"] ?? "")
  );
}

interface Recorded {
  readonly run: KnownRun;
  readonly step: StepRecord;
  readonly job: JobRecord;
}

function findRecorded({ key }: Pick<Handle, "key">, runs: readonly KnownRun[]): Recorded | undefined {
  for (const run of runs)
    for (const step of run.record.steps.values()) {
      const job = step.jobs?.find((each) => each.key === key);
      if (job) return { run, step, job };
    }
  return undefined;
}

function judgeRecorded(
  handle: Pick<Handle, "key" | "labels">,
  status: Observation["status"] | undefined,
  { run, step, job, context }: Recorded & { readonly context: JobContext },
): Verdict {
  const { record, state, why } = run;
  const { id, runId } = record.run;
  const expected = { run: record.run, leg: step.planned.id, intent: job };
  if (ownerOf(handle, expected) === "foreign")
    return stays(`it bears the key of a job of run ${id}, and that run did not submit it`);
  if (state === "alive") return stays(why, `stepops cancel ${id}`);
  const isNamed = context.named.has(id) || context.named.has(runId);
  if (state === "unknown" && !isNamed) return stays(why, `stepops gc --run ${id}`);
  const isTaken = step.outcome === "success";
  if (status === "succeeded" && !isTaken && !isNamed) return stays(untaken, `stepops run --resume ${id}`);
  return { kind: "goes", why: isNamed ? named : why, run, isWhole: isNamed || isTaken };
}

const untaken = "it ended well, and nobody has taken what it left";
const named = "--run says that its run is dead";

function judgeUnknown(
  labels: Mapping<string>,
  status: Observation["status"] | undefined,
  context: JobContext,
): Verdict {
  const run = labels["stepops.run"] ?? "";
  const alive = context.runs.find(({ record, state }) => record.run.runId === run && state === "alive");
  if (alive) return stays(`${alive.why}, and that run's journal does not name it`);
  if (context.named.has(run)) return { kind: "goes", why: named, isWhole: true };
  const until = detachedUntil(labels);
  if (until !== undefined && until <= context.now) {
    const date = new Date(until).toISOString();
    if (status === "succeeded") return stays(untaken, naming(run));
    return { kind: "goes", why: `nobody need have watched it any longer than ${date}`, isWhole: false };
  }
  return stays(`nothing here knows its run ${run}, which may go on elsewhere`, naming(run));
}

/** Whoever made the job chose the label, and people paste what they are shown into a shell. */
const naming = (run: string): string | undefined =>
  /^[\w.-]+$/.test(run) && !run.startsWith("-") ? `stepops gc --run ${run}` : undefined;

function detachedUntil(labels: Mapping<string>): number | undefined {
  const text = own(labels, detachedLabel);
  if (text === undefined) return undefined;
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Math.abs(at) <= 8.64e15 ? at : undefined;
}
