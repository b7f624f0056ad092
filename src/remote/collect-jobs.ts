import type { Host } from "../host/host.ts";
import type { Handle, JobKey, Observation } from "../operator/operator.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { LegId, Operator } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { RunRecord } from "../run/record.ts";
import { callOperator } from "./call.ts";
import { type EndedJob, endJob } from "./end-job.ts";
import { type JobContext, judgeJob, type KnownRun, type Verdict } from "./judge-job.ts";
import { liveJobs } from "./leftovers.ts";
import type { OpenOperator } from "./opening.ts";
import { openOperators } from "./operators.ts";
import type { RunOperator, RunOperators } from "./run-operator.ts";

/** What became of one job. `removable`: a dry run would have removed it. */
export interface CollectedJob {
  readonly kind: "job";
  /** What the backend calls it; its key where that is not known. */
  readonly name: string;
  readonly operator: string;
  readonly fate: "removed" | "removable" | "left" | "failed";
  /** A sentence. */
  readonly why: string;
  /** What a person may type where it was left to them. */
  readonly command?: string;
  readonly key: string;
  readonly run?: string;
  readonly step?: string;
  readonly console?: string;
}

/** An operator that could not be asked: what is wrong, and what to do. */
export interface UnaskedOperator {
  readonly message: string;
  readonly hint: string;
}

export interface JobCollection {
  readonly items: readonly CollectedJob[];
  readonly unasked: readonly UnaskedOperator[];
}

/** An operator, and the folder of the pipeline whose stack names it. */
export interface AskedOperator {
  readonly operator: Operator;
  readonly root: string;
}

export interface CollectJobsInput extends Omit<JobContext, "now"> {
  readonly env: Mapping<string>;
  readonly operators: readonly AskedOperator[];
  /** For what operators keep while they are asked. */
  readonly directory: string;
  readonly dryRun: boolean;
  /** Ends the jobs of a run that nobody works on, by its record. Error: a sentence. */
  readonly endRun: (run: KnownRun) => Promise<Result<RunRecord, string>>;
  /** Instead of what the flavors bring. */
  readonly openOperator?: OpenOperator;
}

interface Found {
  readonly at: RunOperator;
  readonly handle: Handle;
  readonly status: Observation["status"] | undefined;
}

interface Judged extends Found {
  readonly verdict: Verdict;
}

/** Stops and removes the jobs of a repository that nobody looks after any more. */
export async function collectJobs(input: CollectJobsInput, host: Host): Promise<JobCollection> {
  const opened = input.operators.map((asked, index) => openOne(asked, { input, host, index }));
  try {
    const answers = await Promise.all(
      opened.map(async ({ name, operator }) => ({ name, found: await ask(await operator, input, host) })),
    );
    const unasked = answers.flatMap(({ name, found }) =>
      found.ok ? [] : [unaskedOperator(name, found.error)],
    );
    const found = distinct(answers.flatMap((each) => (each.found.ok ? each.found.value : [])));
    const context = { ...input, now: host.clock.now() };
    const judged = found.map((each) => ({ ...each, verdict: judgeJob(each.handle, each.status, context) }));
    const items = input.dryRun ? judged.map(dryItem) : await settle(judged, input, host);
    return { items, unasked };
  } finally {
    await Promise.all(opened.map(({ all }) => all.close()));
  }
}

const unaskedOperator = (name: string, why: string): UnaskedOperator => ({
  message: `the operator ${name} could not be asked for its jobs: ${why}`,
  hint: "see that it can be reached, then run the same command again",
});

function openOne(
  { operator, root }: AskedOperator,
  { input, host, index }: { readonly input: CollectJobsInput; readonly host: Host; readonly index: number },
): {
  readonly name: string;
  readonly operator: Promise<Result<RunOperator, string>>;
  readonly all: RunOperators;
} {
  // Two stacks may call different operators by one name.
  const directory = `${input.directory}/${index}`;
  const opening = { host, env: input.env, root, directory, secrets: {}, onNotice: () => {} };
  const all = openOperators(opening, input.openOperator);
  const get = async (): Promise<Result<RunOperator, string>> => {
    const got = await all.get(operator, new AbortController().signal);
    return got.ok ? got : err(got.error.message);
  };
  return { name: operator.name, operator: get(), all };
}

const tryMs = 60_000;

async function ask(
  operator: Result<RunOperator, string>,
  { repositoryId }: CollectJobsInput,
  host: Host,
): Promise<Result<readonly Found[], string>> {
  if (!operator.ok) return operator;
  const at = operator.value;
  const calls = { host, signal: new AbortController().signal, tryMs, limitMs: tryMs };
  const labels = { "stepops.repository": repositoryId };
  const listed = await callOperator({ ...calls, make: (over) => at.operator.list(labels, over) });
  if (!listed.ok) return err(listed.error.message);
  if (listed.value.length === 0) return ok([]);
  const seen = await callOperator({ ...calls, make: (over) => at.operator.poll(listed.value, over) });
  if (!seen.ok) return err(seen.error.message);
  return ok(listed.value.map((handle) => ({ at, handle, status: seen.value.get(handle.key)?.status })));
}

/** Two operators may lead to one backend. */
const distinct = (found: readonly Found[]): readonly Found[] => [
  ...new Map(found.map((each) => [`${each.handle.key} ${each.handle.id}`, each])).values(),
];

function itemOf({ at, handle }: Found): Omit<CollectedJob, "fate" | "why"> {
  const { key, id, labels, console } = handle;
  const { "stepops.run": run, "stepops.step": step } = labels;
  return {
    ...{ kind: "job", name: id, operator: at.name, key },
    ...(run !== undefined && { run }),
    ...(step !== undefined && { step }),
    ...(console !== undefined && { console }),
  };
}

function dryItem({ verdict, ...found }: Judged): CollectedJob {
  const { why } = verdict;
  if (verdict.kind === "goes") return { ...itemOf(found), fate: "removable", why };
  return leftItem(found, verdict);
}

const leftItem = (found: Found, { why, command }: Extract<Verdict, { kind: "stays" }>): CollectedJob => ({
  ...itemOf(found),
  fate: "left",
  why,
  ...(command !== undefined && { command }),
});

/** First by the records, whose journals then have it and whose checkpoints are kept; then what no record has at work. */
async function settle(
  judged: readonly Judged[],
  input: CollectJobsInput,
  host: Host,
): Promise<readonly CollectedJob[]> {
  const going = new Set(
    judged.flatMap(({ verdict }) => (verdict.kind === "goes" ? (verdict.run ?? []) : [])),
  );
  // Jobs that no operator lists have an end, too, which only the record lacks.
  const over = input.runs.filter((run) => run.state === "over" || going.has(run));
  const ended = await endRuns(
    over.filter(({ record }) => liveJobs(record).length > 0),
    input.endRun,
  );
  const items = await Promise.all(judged.map((each) => settleOne(each, ended, host)));
  const listed = new Set(judged.map(({ handle }) => handle.key));
  return [...items, ...[...ended].flatMap(([run, result]) => unlisted(run, result, listed))];
}

type Ends = ReadonlyMap<KnownRun, Result<RunRecord, string>>;

/** One after another: each takes the lock of the checkout. */
async function endRuns(runs: readonly KnownRun[], endRun: CollectJobsInput["endRun"]): Promise<Ends> {
  const ended = new Map<KnownRun, Result<RunRecord, string>>();
  for (const run of runs) ended.set(run, await endRun(run));
  return ended;
}

async function settleOne({ verdict, ...found }: Judged, ended: Ends, host: Host): Promise<CollectedJob> {
  if (verdict.kind === "stays") return leftItem(found, verdict);
  const item = itemOf(found);
  const { why, run, isWhole } = verdict;
  const result = run && ended.get(run);
  if (result && !result.ok) return { ...item, fate: "failed", why: result.error };
  const job = result && jobIn(result.value, found.handle.key);
  if (job?.isRemoved) return { ...item, fate: "removed", why };
  const end = await endJob({ ...found, leg: (item.step ?? "") as LegId, isWhole, why }, host);
  return { ...item, ...fateOf(end, { why, run: run?.record.run.id }) };
}

const jobIn = ({ steps }: RunRecord, key: JobKey) =>
  [...steps.values()].flatMap(({ jobs = [] }) => jobs).find((job) => job.key === key);

function fateOf(
  end: EndedJob,
  { why, run }: { readonly why: string; readonly run: string | undefined },
): Pick<CollectedJob, "fate" | "why" | "command"> {
  switch (end.kind) {
    case "removed":
      return { fate: "removed", why };
    case "kept":
      return {
        fate: "left",
        why: "it ended well before it was stopped, and nobody has taken what it left",
        ...(run !== undefined && { command: `stepops run --resume ${run}` }),
      };
    case "unsure":
      return { fate: "failed", why: end.why };
    default:
      return end satisfies never;
  }
}

/** Jobs of a record that no operator lists, and of which nobody knows that they are over. */
function unlisted(
  { record }: KnownRun,
  result: Result<RunRecord, string>,
  listed: ReadonlySet<string>,
): readonly CollectedJob[] {
  const now = result.ok ? result.value : record;
  return [...now.steps.values()].flatMap(({ planned, jobs = [] }) =>
    jobs
      .filter(({ ended, isRemoved, key }) => ended === undefined && !isRemoved && !listed.has(key))
      .map(({ key, handle }) => ({
        ...{ kind: "job", name: handle?.id ?? key, operator: planned.where, key, fate: "failed" },
        ...{ run: record.run.id, step: planned.id, command: `stepops cancel ${record.run.id}` },
        ...(handle?.console !== undefined && { console: handle.console }),
        why: result.ok ? "its operator does not say that it is over" : result.error,
      })),
  );
}
