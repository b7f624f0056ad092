import { dirname, resolve, sep } from "node:path";
import { Annotations } from "../report/annotations.ts";
import { githubReporter } from "../report/github.ts";
import { findCheckout } from "../run/git.ts";
import type { RunRecord } from "../run/record.ts";
import { listRuns, readRun, runsDirectory } from "../run/run-folder.ts";
import { resume } from "../stepops.ts";
import { type ActionIo, repositoryPath, writeSummary } from "./action-io.ts";
import { pipelineInput } from "./inputs.ts";
import { annotate, messageOf, tailsOf } from "./run-action.ts";
import { states } from "./toolkit.ts";

/** What GitHub leaves for a cancelled job is five minutes in all. */
const finallyMs = 120_000;

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
  const last =
    record.result === undefined ? ((await finishRun(directory, io, annotations)) ?? record) : record;
  if (io.toolkit.getState(states.summary) !== "") return;
  const tails = await tailsOf(io, last, directory);
  writeSummary(io, last, (leg) => tails.get(leg) ?? []);
}

async function finishRun(
  directory: string,
  io: ActionIo,
  annotations: Annotations,
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
    const { record, refused, diagnostics } = await resume(request, host, [reporter]);
    if (refused) annotate(io, annotations, "warning", refused.message);
    for (const { message } of record ? [] : diagnostics) annotate(io, annotations, "warning", message);
    return record;
  } finally {
    done.abort();
    await deadline;
  }
}
