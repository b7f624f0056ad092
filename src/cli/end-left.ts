import { basename, dirname, join } from "node:path";
import type { Host } from "../host/host.ts";
import { endAll } from "../leftovers.ts";
import { loadPipeline, readSources } from "../load.ts";
import { trustOf } from "../obstacles.ts";
import type { Diagnostic } from "../pipeline/diagnostic.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { LegId, Pipeline } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { findPlace } from "../place.ts";
import { endJobs, liveJobs } from "../remote/leftovers.ts";
import type { OpenOperator } from "../remote/opening.ts";
import { acquireLock, type LockHeld } from "../run/lock.ts";
import type { RunRecord } from "../run/record.ts";
import { readRun, runFolder, type StoredRun } from "../run/run-folder.ts";
import { writerState } from "../run/writer.ts";

/** Why nothing was stopped, and what to do. */
export interface NotEnded {
  readonly message: string;
  readonly hint?: string;
}

export interface LeftEnded {
  readonly stored: StoredRun;
  /** Sentences about what may go on all the same. */
  readonly warnings: readonly string[];
}

export interface EndLeftInput {
  readonly host: Host;
  readonly env: Mapping<string>;
  /** Somebody said that it is dead, though its process cannot be seen from here. */
  readonly isNamed: boolean;
  /** Instead of what the flavors bring. */
  readonly openOperator?: OpenOperator;
  /** Is called with all that came of it, before anybody else may take the run up. */
  readonly onEnded?: (ended: LeftEnded) => Promise<void>;
}

/** What GitHub leaves for a cancelled job is five minutes in all. */
const limitMs = 120_000;

/** Stops the jobs of a run that no process works on, by its record, and runs nothing else; its journal has what came of it. */
export async function endLeft(directory: string, input: EndLeftInput): Promise<Result<LeftEnded, NotEnded>> {
  const { host, env } = input;
  const first = await readRun(host.files, directory);
  if (!first.ok) return err(first.error);
  const { run } = first.value.record;
  const lock = await acquireLock(host, run.checkout, directory);
  if (!lock.ok) return endBeside(directory, lock.error, input);
  try {
    const { deadRun } = lock.value;
    for (const dead of new Set([directory, ...(deadRun === undefined ? [] : [deadRun])]))
      await endAll(host, { directory: dead, env });
    return await endUnderLock(directory, input);
  } finally {
    await lock.value.release();
  }
}

/**
 * Nobody can take this run up while another one has the checkout, and what costs should not have to wait for that. But a checkpoint
 * goes into the checkout, where the other run may be at work on the same step.
 */
async function endBeside(
  directory: string,
  held: LockHeld,
  input: EndLeftInput,
): Promise<Result<LeftEnded, NotEnded>> {
  const { message, hint } = held;
  if (held.runDirectory === directory) return err({ message, hint });
  return endUnderLock(directory, input, { message, hint });
}

async function endUnderLock(
  directory: string,
  input: EndLeftInput,
  refusesCheckpoints?: NotEnded,
): Promise<Result<LeftEnded, NotEnded>> {
  const { host, env, openOperator, onEnded, isNamed } = input;
  // Only now: another process may have gone on with it meanwhile.
  const stored = await readRun(host.files, directory);
  if (!stored.ok) return err(stored.error);
  const { record, fold, validBytes } = stored.value;
  const alive = aliveStill(record, host, isNamed);
  if (alive !== undefined) return err({ message: alive });
  if (liveJobs(record).length === 0) {
    const ended = { stored: stored.value, warnings: [] };
    await onEnded?.(ended);
    return ok(ended);
  }
  const loaded = await pipelineOf(directory, record, { host, env });
  if (!loaded.ok) return loaded;
  const { pipeline, root } = loaded.value;
  if (refusesCheckpoints && savesCheckpoint(record, pipeline)) return err(refusesCheckpoints);
  const { checkout } = record.run;
  const left = { fold, validBytes, folder: runFolder(directory), pipeline, root, checkout, env };
  const { warnings, validBytes: grown } = await endJobs(
    { ...left, ...(openOperator && { openOperator }) },
    host,
    limitMs,
  );
  const ended = { stored: { fold, record: fold.record, validBytes: grown }, warnings };
  await onEnded?.(ended);
  return ok(ended);
}

function aliveStill(record: RunRecord, { processes }: Host, isNamed: boolean): string | undefined {
  const { run, result, writer } = record;
  const state = result === undefined ? writerState(processes, writer) : "dead";
  if (state === "alive") return `run ${run.id} goes on, in process ${writer.pid}`;
  if (state === "dead" || isNamed) return undefined;
  return `run ${run.id} is on ${writer.hostname}: whether its process lives cannot be seen from here`;
}

const savesCheckpoint = ({ steps }: RunRecord, pipeline: Pipeline): boolean =>
  pipeline.steps.some(
    ({ id, checkpoint }) =>
      checkpoint !== undefined &&
      (steps.get(id as LegId)?.jobs ?? []).some(({ ended, isRemoved }) => ended === undefined && !isRemoved),
  );

/** The pipeline as the run began with it, by the rules of today. */
async function pipelineOf(
  directory: string,
  { run }: RunRecord,
  { host, env }: { readonly host: Host; readonly env: Mapping<string> },
): Promise<Result<{ readonly pipeline: Pipeline; readonly root: string }, NotEnded>> {
  const path = join(run.checkout, run.pipelinePath);
  const place = await findPlace({ file: path, cwd: run.checkout, env }, host);
  const { operatorsRefused } = trustOf(place, env);
  if (operatorsRefused !== undefined)
    return err({ message: `no operator may be asked from here: ${operatorsRefused}` });
  const { sources: folder } = runFolder(directory);
  const sources = await readSources(host.files, join(folder, basename(path)), folder);
  if (!sources.ok) return err(asNotEnded(run.id, sources.error));
  const { pipeline, diagnostics } = loadPipeline(sources.value, {
    params: Object.fromEntries(Object.entries(run.params).map(([name, value]) => [name, String(value)])),
    github: run.github,
    standIns: false,
    folderName: basename(dirname(path)),
    ...(run.stackChosen && { stack: run.stack }),
  });
  return pipeline ? ok({ pipeline, root: place.root }) : err(asNotEnded(run.id, diagnostics[0]));
}

const asNotEnded = (id: string, fault: Diagnostic | undefined): NotEnded => ({
  message: `what run ${id} keeps of its pipeline cannot be read${fault ? `: ${fault.message}` : ""}`,
  hint: "stop its jobs by hand where they run",
});
