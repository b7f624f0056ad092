import { dirname, resolve, sep } from "node:path";
import { Annotations } from "../report/annotations.ts";
import type { OutputName } from "../report/artifact-list.ts";
import { githubReporter } from "../report/github.ts";
import { findCheckout } from "../run/git.ts";
import type { RunRecord } from "../run/record.ts";
import { listRuns, readRun, runsDirectory } from "../run/run-folder.ts";
import { resume } from "../stepops.ts";
import { type ActionIo, appendSummary, repositoryPath, writeSummary } from "./action-io.ts";
import type { Artifacts } from "./artifacts.ts";
import { pipelineInput, readArtifactInputs } from "./inputs.ts";
import { reopenArtifacts } from "./open-artifacts.ts";
import { annotate, finishArtifacts, messageOf, tailsOf } from "./run-action.ts";
import { states } from "./toolkit.ts";

/** What GitHub leaves for a cancelled job is five minutes in all. */
const finallyMs = 120_000;
/** For artifacts, and then some are left for the runner itself. */
const uploadMs = 120_000;

/** The post part: ends what main left, runs `finally`, writes the summary. Its own trouble is a warning, never a failed job. */
export async function postAction(io: ActionIo): Promise<void> {
  const annotations = new Annotations();
  try {
    const found = await findRun(io);
    if (found) await wrapUp(found, io, annotations);
  } catch (error) {
    annotate(io, annotations, "warning", `cleaning up was not complete: ${messageOf(error)}`);
  }
  for (const command of annotations.rest()) io.write(`${command}\n`);
}

interface FoundRun {
  readonly directory: string;
  readonly record: RunRecord;
}

/**
 * The run of this action step. The saved state is a hint only, because a step's output might have forged it: what
 * counts is that the folder lies where runs lie and that its journal names this workflow run and this run key.
 */
async function findRun(io: ActionIo): Promise<FoundRun | undefined> {
  const { host, toolkit } = io;
  const parent = await runsOf(io);
  const listed = await listRuns(host.files, parent);
  const saved = await host.files.realpath(toolkit.getState(states.run) || parent);
  const candidates = listed
    .map(({ directory }) => directory)
    .sort((a, b) => Number(b === saved) - Number(a === saved));
  for (const directory of candidates) {
    const record = await ownRecord(directory, parent, io);
    if (record) return { directory, record };
  }
  return undefined;
}

/** Where main put its run, links followed. */
async function runsOf({ env, cwd, host: { files }, toolkit }: ActionIo): Promise<string> {
  const folder = dirname(resolve(cwd, pipelineInput(toolkit.getInput)));
  const { root } = await findCheckout(files, (await files.realpath(folder)) ?? folder);
  const runs = runsDirectory(env, root);
  return (await files.realpath(runs)) ?? runs;
}

async function ownRecord(
  directory: string,
  parent: string,
  { env, host, toolkit }: ActionIo,
): Promise<RunRecord | undefined> {
  // A link among the runs could lead to another job's folder.
  if (!((await host.files.realpath(directory)) ?? "").startsWith(parent + sep)) return undefined;
  const stored = await readRun(host.files, directory);
  if (!stored.ok) return undefined;
  const { run } = stored.value.record;
  return run.runId === env.GITHUB_RUN_ID && run.runKey === toolkit.getInput("run-key")
    ? stored.value.record
    : undefined;
}

async function wrapUp(
  { directory, record }: FoundRun,
  io: ActionIo,
  annotations: Annotations,
): Promise<void> {
  const artifacts = await artifactsOf(directory, io, annotations);
  const last =
    record.result === undefined
      ? ((await finishRun(directory, io, { annotations, artifacts })) ?? record)
      : record;
  const tails = await tailsOf(io, last, directory);
  const tail = (leg: string): readonly string[] => tails.get(leg) ?? [];
  const deadline = new AbortController();
  const more = await before(io, uploadMs, deadline, () =>
    finishArtifacts(artifacts, last, { tail, signal: deadline.signal }),
  );
  if (artifacts && deadline.signal.aborted) tellLate(artifacts.left(last), io, annotations);
  if (io.toolkit.getState(states.summary) === "") writeSummary(io, last, tail, more);
  else if (more !== "") appendSummary(io, () => more);
}

function tellLate(left: readonly OutputName[], io: ActionIo, annotations: Annotations): void {
  const names = left.slice(0, 5).map(({ leg, path }) => `${path} of ${leg}`);
  const more = left.length > 5 ? ` and ${left.length - 5} more` : "";
  const what = left.length > 0 ? `: ${names.join(", ")}${more}` : "";
  const message = `not all artifacts could be uploaded in the time that the end of a job has${what}`;
  annotate(io, annotations, "warning", message);
}

/** What main left to upload. */
async function artifactsOf(
  directory: string,
  io: ActionIo,
  annotations: Annotations,
): Promise<Artifacts | undefined> {
  const inputs = readArtifactInputs(io.toolkit.getInput);
  const warn = (message: string): void => annotate(io, annotations, "warning", message);
  return inputs.ok ? await reopenArtifacts(io, { inputs: inputs.value, warn }, directory) : undefined;
}

/** The controller is aborted where the work takes longer. */
async function before<T>(
  { host }: ActionIo,
  ms: number,
  deadline: AbortController,
  work: () => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const late = host.clock.sleep(ms, done.signal).then(
    () => deadline.abort(),
    () => undefined,
  );
  try {
    return await work();
  } finally {
    done.abort();
    await late;
  }
}

async function finishRun(
  directory: string,
  io: ActionIo,
  {
    annotations,
    artifacts,
  }: { readonly annotations: Annotations; readonly artifacts: Artifacts | undefined },
): Promise<RunRecord | undefined> {
  const { env, host, write, signal } = io;
  const done = new AbortController();
  const kill = new AbortController();
  // `finally` may hang; whoever waits for the job does not know why.
  const deadline = host.clock.sleep(finallyMs, done.signal).then(
    () => kill.abort({ reason: "signal", signal: "SIGKILL" }),
    () => undefined,
  );
  const end = () => ({});
  const reporter = githubReporter({ write, annotations, repositoryPath: repositoryPath(io), end });
  try {
    const request = {
      directory,
      env,
      signal,
      kill: kill.signal,
      finallyOnCancel: "now" as const,
      onlyFinally: true,
    };
    const { record, refused, diagnostics } = await resume(request, host, [
      reporter,
      ...(artifacts ? [artifacts] : []),
    ]);
    if (refused) annotate(io, annotations, "warning", refused.message);
    for (const { message } of record ? [] : diagnostics) annotate(io, annotations, "warning", message);
    return record;
  } finally {
    done.abort();
    await deadline;
  }
}
