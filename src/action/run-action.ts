import { exitCodeOf, exitCodes } from "../cli/exit.ts";
import { type Diagnostic, hasErrors } from "../pipeline/diagnostic.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { Annotations } from "../report/annotations.ts";
import { artifactsSection } from "../report/artifact-list.ts";
import { diagnosticAnnotations, githubReporter } from "../report/github.ts";
import { inertLines } from "../report/inert.ts";
import { logTail } from "../report/log-tail.ts";
import { renderSummary } from "../report/summary.ts";
import type { RunRecord } from "../run/record.ts";
import { check, type Ran, type Request, run } from "../stepops.ts";
import { type ActionIo, repositoryPath, writeSummary } from "./action-io.ts";
import type { Artifacts } from "./artifacts.ts";
import { type Inputs, readArtifactInputs, readCacheInput, readInputs } from "./inputs.ts";
import { ArtifactsOfRun } from "./open-artifacts.ts";
import { setArtifactsOutput, setOutputs } from "./outputs.ts";
import { beginStoreCache } from "./store-cache-begin.ts";
import { states } from "./toolkit.ts";

/** The main part of the action; resolves with the exit code. */
export async function runAction(io: ActionIo): Promise<number> {
  const annotations = new Annotations();
  try {
    return await checkAndRun(io, annotations);
  } catch (error) {
    annotate(io, annotations, "error", `stepops failed: ${messageOf(error)}`);
    return exitCodes.ourFault;
  } finally {
    for (const command of annotations.rest()) io.write(`${command}\n`);
  }
}

async function checkAndRun(io: ActionIo, annotations: Annotations): Promise<number> {
  const inputs = readInputs(io.toolkit.getInput);
  if (!inputs.ok) return refuse(io, annotations, inputs.error);
  const uploads = readArtifactInputs(io.toolkit.getInput);
  if (!uploads.ok) return refuse(io, annotations, uploads.error);
  const cache = readCacheInput(io.toolkit.getInput);
  if (!cache.ok) return refuse(io, annotations, cache.error);
  if (io.platform === "win32")
    return refuse(io, annotations, "stepops runs steps on Linux and macOS only: choose such a runner");
  const { pipeline: file, stack, params } = inputs.value;
  const { cwd, env, host } = io;
  const request: Request = { file, params, cwd, env, ...(stack === undefined ? {} : { stack }) };
  const checked = await check(request, host);
  if (checked.pipeline) maskSecrets(checked.pipeline, io);
  await showDiagnostics(checked.diagnostics, io, annotations);
  if (!checked.pipeline || hasErrors(checked.diagnostics)) return refuse(io, annotations);
  const warn = (message: string): void => annotate(io, annotations, "warning", message);
  const parcels = new ArtifactsOfRun(io, { inputs: uploads.value, steps: checked.pipeline.steps, warn });
  const { runKey } = inputs.value;
  const store = await beginStoreCache(
    cache.value,
    { file, cwd, runKey, pipeline: checked.pipeline, warn },
    io,
  );
  const ran = await runPipeline(request, inputs.value, io, { annotations, parcels });
  await showDiagnostics(newIn(ran.diagnostics, checked.diagnostics), io, annotations);
  const code = await finish(ran, io, { annotations, parcels });
  // Not in post: later steps of the job may fail, and what is left of a cancelled job's time has other uses.
  if (ran.record && !io.signal.aborted) await store?.save(ran.record);
  return code;
}

/** Before anything prints that could hold one. */
function maskSecrets({ steps }: Pipeline, { env, toolkit }: ActionIo): void {
  const names = new Set(steps.flatMap(({ secrets }) => secrets));
  for (const name of names) {
    const value = env[name];
    // The runner complains about an empty mask.
    if (value !== undefined && value.trim() !== "") toolkit.setSecret(value);
  }
}

/** What lives as long as the run. */
interface Accompanying {
  readonly annotations: Annotations;
  readonly parcels: ArtifactsOfRun;
}

function runPipeline(
  request: Request,
  inputs: Inputs,
  io: ActionIo,
  { annotations, parcels }: Accompanying,
): Promise<Ran> {
  const { host, toolkit, write, signal, kill } = io;
  const { selection, runKey } = inputs;
  // Before the first step: after a SIGKILL, `post` finds the run by it.
  const onFolder = (directory: string): void => {
    toolkit.saveState(states.run, directory);
    parcels.begin(directory);
  };
  // The folder is not named: it lies in RUNNER_TEMP and goes with the job.
  const end = () => ({});
  const reporter = githubReporter({ write, annotations, repositoryPath: repositoryPath(io), end });
  return run({ ...request, selection, runKey, signal, kill, finallyOnCancel: "later", onFolder }, host, [
    reporter,
    parcels,
  ]);
}

/** What the full check found, less what was shown before the run. */
function newIn(all: readonly Diagnostic[], shown: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = ({ code, message, location }: Diagnostic): string =>
    `${code} ${location.file.path} ${location.range.start} ${message}`;
  const known = new Set(shown.map(key));
  return all.filter((diagnostic) => !known.has(key(diagnostic)));
}

async function showDiagnostics(
  diagnostics: readonly Diagnostic[],
  io: ActionIo,
  annotations: Annotations,
): Promise<void> {
  if (diagnostics.length === 0) return;
  const { renderDiagnostics } = await import("../report/diagnostics.ts");
  const text = renderDiagnostics(diagnostics, { color: false });
  for (const line of inertLines(text.trimEnd())) io.write(`${line}\n`);
  for (const command of diagnosticAnnotations(diagnostics, annotations, repositoryPath(io)))
    io.write(`${command}\n`);
}

async function finish(
  { refused, record, directory, result }: Ran,
  io: ActionIo,
  { annotations, parcels: { artifacts } }: Accompanying,
): Promise<number> {
  if (refused) {
    const text = refused.hint === undefined ? refused.message : `${refused.message}: ${refused.hint}`;
    return refuse(
      io,
      annotations,
      text,
      refused.reason === "usage" ? exitCodes.badInput : exitCodes.ourFault,
    );
  }
  if (result === undefined || !record) return refuse(io, annotations);
  // `post` runs what is left of a cancelled run, and then sums up all of it.
  if (result === "left") await artifacts?.leave();
  else await summarize(io, record, directory ?? "", { annotations, artifacts });
  setArtifactsOutput(io.toolkit, artifacts);
  const word = result === "left" ? "cancelled" : result;
  const omitted = setOutputs(io.toolkit, word, record);
  if (omitted !== undefined) annotate(io, annotations, "warning", omitted);
  return exitCodeOf(word);
}

/** A report that cannot be written never fails a run that went well. */
async function summarize(
  io: ActionIo,
  record: RunRecord,
  directory: string,
  {
    annotations,
    artifacts,
  }: { readonly annotations: Annotations; readonly artifacts: Artifacts | undefined },
): Promise<void> {
  try {
    const tails = await tailsOf(io, record, directory);
    const tail = (leg: string): readonly string[] => tails.get(leg) ?? [];
    const more = await finishArtifacts(artifacts, record, { tail, signal: io.signal });
    if (writeSummary(io, record, tail, more)) io.toolkit.saveState(states.summary, "written");
  } catch (error) {
    annotate(io, annotations, "warning", `the job summary is missing: ${messageOf(error)}`);
  }
}

/** Uploads the rest of them, and the summary as it is by then. */
export async function finishArtifacts(
  artifacts: Artifacts | undefined,
  record: RunRecord,
  { tail, signal }: { readonly tail: (leg: string) => readonly string[]; readonly signal: AbortSignal },
): Promise<string> {
  if (!artifacts) return "";
  const section = (): string => artifactsSection(artifacts.list, artifacts.link);
  await artifacts.finish(record, signal, () => renderSummary(record, { tail }) + section());
  return section();
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The last lines of each failed step's log. */
export async function tailsOf(
  { host }: Pick<ActionIo, "host">,
  record: RunRecord,
  directory: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const failed = [...record.steps.values()].filter(({ outcome }) => outcome === "failure").slice(0, 20);
  const tails = failed.map(async ({ planned }) => {
    const lines = await logTail(host.files, `${directory}/logs/${planned.log}`);
    return [planned.id, lines] as const;
  });
  return new Map(await Promise.all(tails));
}

/** Nothing ran, or nothing more: the job fails and its outputs say so. */
function refuse(
  io: ActionIo,
  annotations: Annotations,
  message?: string,
  code: number = exitCodes.badInput,
): number {
  if (message !== undefined) annotate(io, annotations, "error", message);
  setOutputs(io.toolkit, code === exitCodes.badInput ? "failure" : "error", undefined);
  setArtifactsOutput(io.toolkit, undefined);
  return code;
}

export function annotate(
  io: ActionIo,
  annotations: Annotations,
  level: "error" | "warning",
  message: string,
): void {
  const command = annotations.add(level, message, { title: "stepops" });
  if (command) io.write(`${command}\n`);
}
