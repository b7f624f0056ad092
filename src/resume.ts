import { basename, dirname, join } from "node:path";
import type { Host } from "./host/host.ts";
import type { Machine } from "./host/machine.ts";
import { endAll } from "./leftovers.ts";
import { type Bindings, loadPipeline, readSources } from "./load.ts";
import { findObstacles } from "./obstacles.ts";
import { type Diagnostic, hasErrors } from "./pipeline/diagnostic.ts";
import type { LegId, Pipeline } from "./pipeline/pipeline.ts";
import { err, ok, type Result } from "./pipeline/result.ts";
import { findPlace } from "./place.ts";
import { earlierValues } from "./run/earlier-values.ts";
import type { RunResumed, StopReason } from "./run/event.ts";
import type { RunRecord } from "./run/record.ts";
import { finallyToReset, legsToReset } from "./run/reset.ts";
import { readRun, runFolder, type StoredRun } from "./run/run-folder.ts";
import { select, selectedPart } from "./run/selection.ts";
import { sha256Of } from "./run/sha256.ts";
import { thisWriter, writerState } from "./run/writer.ts";
import type { Ran, Refusal, ResumeRequest } from "./run-request.ts";
import type { Session } from "./session.ts";

interface Prepared {
  readonly session: Session;
  readonly diagnostics: readonly Diagnostic[];
}

/** A stored run that no process works on. */
export async function findStopped(directory: string, host: Host): Promise<Result<StoredRun, Refusal>> {
  const stored = await readRun(host.files, directory);
  if (!stored.ok) return err(refusal(stored.error));
  const { writer, result, run } = stored.value.record;
  if (result !== undefined || writerState(host.processes, writer) !== "alive") return stored;
  return err({ reason: "busy", message: `run ${run.id} still goes on, in process ${writer.pid}` });
}

/**
 * Takes up a stored run: its pipeline from the copies in its folder, judged again by today's rules. Only under the lock
 * of its checkout: another resume would add to the journal that is read here, and start what is ended here.
 */
export async function resumeRun(
  request: ResumeRequest,
  machine: Machine,
  host: Host,
): Promise<Result<Prepared, Omit<Ran, "diagnostics"> & Partial<Pick<Ran, "diagnostics">>>> {
  const { directory } = request;
  const stored = await findStopped(directory, host);
  if (!stored.ok) return err({ refused: stored.error });
  const { record } = stored.value;
  const reloaded = await reload(request, record, machine, host);
  if (!reloaded.ok) return err({ diagnostics: reloaded.error });
  const { pipeline, selected, root, diagnostics } = reloaded.value;
  const left = await endAll(host, { directory, env: request.env });
  const ended = await endJobsOf({ request, stored: stored.value, pipeline, root }, host);
  const notices = [...reloaded.value.notices, ...left, ...ended.warnings];
  const given =
    selected &&
    (await earlierValues({
      files: host.files,
      runs: dirname(directory),
      pipeline,
      selected,
      pipelinePath: record.run.pipelinePath,
      before: record.startedAt,
    }));
  const { validBytes } = ended;
  const session = sessionOf({
    ...{ request, pipeline, root, machine, host },
    stored: { ...stored.value, validBytes },
  });
  return ok({ diagnostics, session: { ...session, notices, selected, given } });
}

/** Whoever only runs `finally` starts nothing more, so that jobs that go on would go on for nothing; a resume takes them up. */
async function endJobsOf(
  left: {
    readonly request: ResumeRequest;
    readonly stored: StoredRun;
    readonly pipeline: Pipeline;
    readonly root: string;
  },
  host: Host,
): Promise<{ readonly validBytes: number; readonly warnings: readonly string[] }> {
  const { request, stored, pipeline, root } = left;
  const { fold, record, validBytes } = stored;
  if (!request.onlyFinally || !pipeline.steps.some(({ operator }) => operator))
    return { validBytes, warnings: [] };
  const { endJobs } = await import("./remote/leftovers.ts");
  const { checkout } = record.run;
  const folder = runFolder(request.directory);
  return endJobs({ fold, validBytes, folder, pipeline, root, checkout, env: request.env }, host, jobsMs);
}

/** What GitHub leaves for a cancelled job is five minutes in all. */
const jobsMs = 120_000;

function refusal({ reason, message }: { readonly reason: string; readonly message: string }): Refusal {
  if (reason === "damaged") return { reason: "damaged", message, hint: "start a new run with `stepops run`" };
  return { reason: "usage", message, hint: "list the runs of this checkout with `stepops status`" };
}

interface Reloaded {
  readonly pipeline: Pipeline;
  readonly selected: ReadonlySet<LegId> | undefined;
  readonly root: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly notices: readonly string[];
}

async function reload(
  request: ResumeRequest,
  record: RunRecord,
  machine: Machine,
  host: Host,
): Promise<Result<Reloaded, readonly Diagnostic[]>> {
  const { run } = record;
  const path = join(run.checkout, run.pipelinePath);
  const { sources: folder } = runFolder(request.directory);
  const sources = await readSources(host.files, join(folder, basename(path)), folder);
  if (!sources.ok) return err([sources.error]);
  const bindings: Bindings = {
    params: Object.fromEntries(Object.entries(run.params).map(([name, value]) => [name, String(value)])),
    github: run.github,
    standIns: false,
    folderName: basename(dirname(path)),
    ...(run.stackChosen && { stack: run.stack }),
  };
  const { diagnostics, pipeline } = loadPipeline(sources.value, bindings);
  if (!pipeline) return err(diagnostics);
  const place = await findPlace({ file: path, cwd: run.checkout, env: request.env }, host);
  const selection = select(pipeline, run.selection);
  const selected = selection.ok ? selection.value : undefined;
  const part = selectedPart(pipeline, legsLeft(request, record));
  const found = await findObstacles(
    { pipeline: part, place, env: request.env, machine, purpose: "resume" },
    host,
  );
  const all = [...diagnostics, ...found.diagnostics];
  if (hasErrors(all)) return err(all);
  const notices = [...(await changedSources(run, host)), ...found.notices];
  return ok({ pipeline, selected, root: place.root, diagnostics: all, notices });
}

/** What this process may start: what has ended needs neither its inputs nor its secrets any more. */
function legsLeft({ onlyFinally = false }: ResumeRequest, record: RunRecord): ReadonlySet<LegId> {
  const again = new Set(onlyFinally ? finallyToReset(record) : legsToReset(record));
  const left = [...record.steps.values()].filter(
    ({ planned, state }) =>
      (state !== "ended" || again.has(planned.id)) && (planned.isFinally || !onlyFinally),
  );
  return new Set(left.map(({ planned }) => planned.id));
}

/** The copy is what this run was; that the file is another one by now must not be found out by its results. */
async function changedSources(
  { checkout, sources }: RunRecord["run"],
  { files }: Host,
): Promise<readonly string[]> {
  const texts = await Promise.all(
    sources.map(async ({ path }) => (await files.read(join(checkout, path))) ?? ""),
  );
  const changed = sources.filter(({ sha256 }, i) => sha256 !== sha256Of(texts[i] as string));
  return changed.map(
    ({ path }) =>
      `${path} has changed since this run began, which goes on with the file as it was; stepops run --from STEP uses the new one`,
  );
}

function sessionOf(input: {
  readonly request: ResumeRequest;
  readonly stored: StoredRun;
  readonly pipeline: Pipeline;
  readonly root: string;
  readonly machine: Machine;
  readonly host: Host;
}): Omit<Session, "notices" | "selected" | "given"> {
  const { request, stored, pipeline, root, machine, host } = input;
  const { env, kill, finallyOnCancel, onlyFinally = false } = request;
  const { record, fold, validBytes } = stored;
  const reset = onlyFinally ? finallyToReset(record) : legsToReset(record);
  const opening: RunResumed = {
    type: "run-resumed",
    at: host.clock.now(),
    writer: thisWriter(host.processes),
    reset,
  };
  const signal = onlyFinally ? AbortSignal.abort(cancelReason(record)) : request.signal;
  return {
    pipeline,
    root,
    machine,
    env,
    kill,
    signal,
    finallyOnCancel,
    fold,
    opening,
    validBytes,
    checkout: record.run.checkout,
    folder: runFolder(request.directory),
  };
}

/** Without a journalled signal the process was killed outright. */
function cancelReason({ cancelling }: RunRecord): StopReason {
  return cancelling?.reason === "signal" ? cancelling : { reason: "signal", signal: "SIGKILL" };
}
