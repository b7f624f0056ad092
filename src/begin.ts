import { basename, dirname, join } from "node:path";
import { valuesGiven } from "./given.ts";
import type { Host } from "./host/host.ts";
import type { Machine } from "./host/machine.ts";
import { type Sources, STACKS_FILE } from "./load.ts";
import type { LegId, Pipeline } from "./pipeline/pipeline.ts";
import { err, ok, type Result } from "./pipeline/result.ts";
import type { Place } from "./place.ts";
import type { RunIdentity, RunStarted } from "./run/event.ts";
import { startRecord } from "./run/fold.ts";
import { identify } from "./run/identity.ts";
import { plannedSteps } from "./run/planned.ts";
import { createRunFolder, type RunFolder, runsDirectory } from "./run/run-folder.ts";
import { sha256Of } from "./run/sha256.ts";
import { thisWriter } from "./run/writer.ts";
import type { Refusal, RunRequest } from "./run-request.ts";
import type { Session } from "./session.ts";
import { version } from "./version.ts";

export interface Beginning {
  readonly request: RunRequest;
  readonly place: Place;
  readonly sources: Sources;
  readonly pipeline: Pipeline;
  /** Undefined: all. */
  readonly selected: ReadonlySet<LegId> | undefined;
  readonly machine: Machine;
  readonly trustDomain: string;
  readonly notices: readonly string[];
}

/** Makes the folder of a new run, with copies of its sources, and all that a session needs. */
export async function beginRun(input: Beginning, host: Host): Promise<Result<Session, Refusal>> {
  const { request, place, sources, pipeline, selected, machine, notices } = input;
  const { env, runKey, signal, kill, finallyOnCancel } = request;
  const runs = runsDirectory(env, place.checkout);
  const identity = identify({ env, host, runKey, ...place, remote: place.remote });
  const given = await valuesGiven({ env, place, pipeline, selected }, host);
  if (!given.ok) return err({ reason: "usage", message: given.error });
  const folder = await createRunFolder(host.files, runs, identity.id);
  await copySources(host, folder, sources);
  request.onFolder?.(folder.directory);
  const run: RunIdentity = { ...identity, id: folder.id, ...describe(input) };
  const opening = startEvent(run, pipeline, host);
  return ok({
    pipeline,
    root: place.root,
    checkout: place.checkout,
    folder,
    env,
    machine,
    fold: startRecord(opening),
    opening,
    validBytes: 0,
    selected,
    given: given.value,
    notices,
    signal,
    kill,
    finallyOnCancel,
  });
}

function startEvent(run: RunIdentity, pipeline: Pipeline, host: Host): RunStarted {
  const steps = plannedSteps(pipeline);
  const writer = thisWriter(host.processes);
  return { type: "run-started", at: host.clock.now(), schema: 1, version, run, writer, steps };
}

function describe({
  request,
  place,
  sources,
  pipeline,
  trustDomain,
}: Beginning): Omit<RunIdentity, "id" | "runId" | "repositoryId"> {
  const { runKey, selection } = request;
  const { checkout, pipelinePath, github, head } = place;
  return {
    runKey,
    selection,
    checkout,
    pipelinePath,
    github,
    trustDomain,
    pipelineName: pipeline.name,
    stack: pipeline.stack.name,
    stackChosen: pipeline.stack.chosen,
    params: pipeline.params,
    sources: digests(pipelinePath, sources),
    ...(head?.commit !== undefined && { commit: head.commit }),
  };
}

function digests(pipelinePath: string, { pipeline, stacks }: Sources): RunIdentity["sources"] {
  const digest = (path: string, text: string) => ({
    path,
    sha256: sha256Of(text),
  });
  const beside = join(dirname(pipelinePath), STACKS_FILE);
  return [digest(pipelinePath, pipeline.text), ...(stacks ? [digest(beside, stacks.text)] : [])];
}

/** A resume runs what this run was, even where the file has changed since. */
async function copySources({ files }: Host, folder: RunFolder, { pipeline, stacks }: Sources): Promise<void> {
  await files.write(join(folder.sources, basename(pipeline.path)), pipeline.text);
  if (stacks) await files.write(join(folder.sources, STACKS_FILE), stacks.text);
}
