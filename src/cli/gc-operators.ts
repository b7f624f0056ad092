import { basename, dirname, join } from "node:path";
import type { Host } from "../host/host.ts";
import { readSources, type Sources } from "../load.ts";
import { checkPipeline, checkStacks } from "../pipeline/check.ts";
import type { Mapping, StackDraft } from "../pipeline/draft.ts";
import { parse } from "../pipeline/parse.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { findPlace, type Place } from "../place.ts";
import type { AskedOperator } from "../remote/collect-jobs.ts";
import type { KnownRun } from "../remote/judge-job.ts";
import { operatorsFolder } from "../remote/operators.ts";
import { listRuns, readRun, runFolder } from "../run/run-folder.ts";
import { writerState } from "../run/writer.ts";
import type { Io } from "./io.ts";

/** Runs that had steps on operators, with whether anybody works on them. What cannot be read is nobody's to judge by. */
export async function runsWithJobs(host: Host, parents: readonly string[]): Promise<readonly KnownRun[]> {
  const listed = (await Promise.all(parents.map((parent) => listRuns(host.files, parent)))).flat();
  const known = await Promise.all(listed.map(({ directory }) => knownRun(host, directory)));
  return known.filter((run) => run !== undefined);
}

async function knownRun(host: Host, directory: string): Promise<KnownRun | undefined> {
  if ((await host.files.stat(join(directory, operatorsFolder))) === undefined) return undefined;
  const stored = await readRun(host.files, directory);
  if (!stored.ok) return undefined;
  const { record } = stored.value;
  return { directory, record, ...stateOf(record, host) };
}

function stateOf(
  { result, writer }: KnownRun["record"],
  { processes }: Host,
): Pick<KnownRun, "state" | "why"> {
  if (result !== undefined) return { state: "over", why: "its run has ended" };
  const { pid, hostname } = writer;
  switch (writerState(processes, writer)) {
    case "alive":
      return { state: "alive", why: `its run goes on, in process ${pid}` };
    case "dead":
      return { state: "over", why: `the process ${pid} of its run is gone` };
    case "unknown":
      return { state: "unknown", why: `its run is on ${hostname}, which cannot be seen from here` };
  }
}

export interface OperatorsHere {
  readonly place: Place;
  readonly operators: readonly AskedOperator[];
}

/** Operators of one's own in the stacks of a pipeline file. The drafts are enough: a step that is wrong must not hide them. */
export async function operatorsOfFile(
  asked: { readonly file: string; readonly stack: string | undefined },
  io: Pick<Io, "cwd" | "env">,
  host: Host,
): Promise<Result<OperatorsHere, string>> {
  const place = await findPlace({ file: asked.file, cwd: io.cwd, env: io.env }, host);
  const sources = await readSources(host.files, asked.file, io.cwd);
  if (!sources.ok) return err(sources.error.message);
  const stacks = stacksOf(sources.value);
  if (!stacks) return err(`what ${asked.file} says of stacks cannot be read`);
  const { stack } = asked;
  if (stack !== undefined && stack !== "local" && !Object.hasOwn(stacks, stack))
    return err(`there is no stack ${stack} in ${asked.file}`);
  const chosen = Object.entries(stacks).filter(([name]) => stack === undefined || name === stack);
  return ok({ place, operators: chosen.flatMap(([, each]) => operatorsIn(each, place.root)) });
}

/** Operators that runs here had jobs on which may still be there, by each run's own copy of its pipeline. */
export async function operatorsOfRuns(
  host: Host,
  runs: readonly KnownRun[],
): Promise<readonly AskedOperator[]> {
  const found = await Promise.all(runs.map((run) => operatorsOfRun(host, run)));
  return found.flat();
}

async function operatorsOfRun(
  host: Host,
  { directory, record }: KnownRun,
): Promise<readonly AskedOperator[]> {
  const { checkout, pipelinePath, stack } = record.run;
  const used = new Set(
    [...record.steps.values()].flatMap(({ planned, jobs = [] }) =>
      jobs.some(({ isRemoved }) => !isRemoved) ? [planned.where] : [],
    ),
  );
  if (used.size === 0) return [];
  const { sources: folder } = runFolder(directory);
  const sources = await readSources(host.files, join(folder, basename(pipelinePath)), folder);
  const chosen = sources.ok ? stacksOf(sources.value)?.[stack] : undefined;
  const root = dirname(join(checkout, pipelinePath));
  return chosen ? operatorsIn(chosen, root).filter(({ operator }) => used.has(operator.name)) : [];
}

function stacksOf({ pipeline, stacks }: Sources): Mapping<StackDraft> | undefined {
  const { document } = parse(pipeline);
  const draft = document && checkPipeline(document, pipeline).draft;
  if (!draft) return undefined;
  const text = stacks && parse(stacks).document;
  const beside = stacks && text && checkStacks(text, stacks).draft;
  return { ...beside?.value.stacks, ...draft.value.stacks };
}

const operatorsIn = (
  { step_operators: operators = {} }: StackDraft,
  root: string,
): readonly AskedOperator[] =>
  Object.entries(operators)
    .filter(([, { type }]) => type === "custom")
    .map(([name, { type, ...settings }]) => ({ operator: { name, flavor: type, settings }, root }));

/** Each once, whatever stacks and runs name it. */
export function distinctOperators(operators: readonly AskedOperator[]): readonly AskedOperator[] {
  const keyOf = ({ operator, root }: AskedOperator): string =>
    JSON.stringify([
      root,
      operator.flavor,
      Object.entries(operator.settings).sort(([a], [b]) => (a < b ? -1 : 1)),
    ]);
  return [...new Map(operators.toReversed().map((each) => [keyOf(each), each])).values()].reverse();
}
