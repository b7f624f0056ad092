import { join } from "node:path";
import { createExecutors, type Executors } from "./executors.ts";
import { hashFiles } from "./host/hash-files.ts";
import type { Host } from "./host/host.ts";
import type { Machine } from "./host/machine.ts";
import { endAll } from "./leftovers.ts";
import type { Mapping } from "./pipeline/draft.ts";
import type { LegId, Pipeline } from "./pipeline/pipeline.ts";
import { guard } from "./report/guard.ts";
import type { Reporter } from "./report/reporter.ts";
import type { RunResult, RunResumed, RunStarted, StopReason } from "./run/event.ts";
import type { RecordFold } from "./run/fold.ts";
import { openJournal } from "./run/journal.ts";
import { openLogFiles } from "./run/log-files.ts";
import type { RunRecord } from "./run/record.ts";
import { Recorder } from "./run/recorder.ts";
import { type RunFolder, writeRecord } from "./run/run-folder.ts";
import type { Schedule } from "./run/schedule.ts";
import { schedule } from "./run/scheduler.ts";

/** One process's work on a run: from an open journal and a held lock to the end of all it started. */
export interface Session {
  readonly pipeline: Pipeline;
  /** The pipeline's folder. */
  readonly root: string;
  readonly checkout: string;
  readonly folder: RunFolder;
  readonly env: Mapping<string>;
  readonly machine: Machine;
  /** Of what the journal holds: nothing but the event that begins it, or what an earlier process left. */
  readonly fold: RecordFold;
  readonly opening: RunStarted | RunResumed;
  /** Length of the journal's whole lines. */
  readonly validBytes: number;
  readonly selected: ReadonlySet<LegId> | undefined;
  readonly given: Schedule["given"];
  readonly notices: readonly string[];
  readonly signal: AbortSignal;
  readonly kill: AbortSignal;
  readonly finallyOnCancel: "now" | "later";
}

export interface Ended {
  readonly result: RunResult | "left";
  readonly record: RunRecord;
}

/** Runs what is left of a run. "error" when the journal could not be written, whatever the steps came to. */
export async function runSession(
  session: Session,
  host: Host,
  reporters: readonly Reporter[],
): Promise<Ended> {
  const { folder, fold, validBytes, signal } = session;
  const broken = new AbortController();
  cutLogs(session, host);
  const reporting = guard(reporters);
  let executors: Executors | undefined;
  const recorder: Recorder = new Recorder({
    fold,
    journal: openJournal(host.files, folder.journal, validBytes),
    logs: openLogFiles(host.files, folder.logs),
    listener: (event, record) => {
      executors?.heard(event);
      reporting.handle(event, record);
    },
    onError: (message) => broken.abort({ reason: "error", message } satisfies StopReason),
  });
  const stop = AbortSignal.any([signal, broken.signal]);
  executors = createExecutors({ ...session, host, record: () => recorder.record, emit: recorder.emit });
  const scheduled = await scheduleSession(session, host, { recorder, executors, signal: stop });
  const { isOver, unknown } = await executors.close(waitsForJobs(session, scheduled) ? jobsMs : 0);
  // Whoever comes after this process sees to their ends, and only then to the run's.
  const result = isOver || scheduled !== "cancelled" || !leavesRest(session) ? scheduled : "left";
  const left = await endAll(host, { directory: folder.directory, env: session.env });
  for (const message of [...(unknown === undefined ? [] : [unknown]), ...left])
    recorder.emit({ type: "notice", at: host.clock.now(), level: "warning", message });
  await finish({ host, folder, recorder, result });
  await reporting.close(recorder.record);
  return { result: recorder.error === undefined ? result : "error", record: recorder.record };
}

/** How long the end of a run waits for jobs that were told to stop. */
const jobsMs = 120_000;

const leavesRest = ({ finallyOnCancel }: Session): boolean => finallyOnCancel === "later";

/** A runner that is cancelled kills this process soon; what comes after has more time. */
const waitsForJobs = (session: Session, result: RunResult | "left"): boolean =>
  !leavesRest(session) || (result !== "cancelled" && result !== "left");

function scheduleSession(
  session: Session,
  host: Host,
  work: { readonly recorder: Recorder; readonly executors: Executors; readonly signal: AbortSignal },
): Promise<RunResult | "left"> {
  const { pipeline, root, machine, selected, given, kill, finallyOnCancel } = session;
  const { recorder, executors, signal } = work;
  const { emit } = recorder;
  emit(session.opening);
  for (const message of session.notices)
    emit({ type: "notice", at: host.clock.now(), level: "notice", message });
  return schedule({
    pipeline,
    github: recorder.record.run.github,
    hashFiles: (patterns) => hashFiles(root, patterns),
    capacity: { ...machine, slots: pipeline.maxParallel ?? machine.cpus },
    execute: executors.execute,
    clock: host.clock,
    random: host.random,
    earlier: recorder.record,
    signal,
    kill,
    finallyOnCancel,
    emit,
    ...(selected && { selected }),
    ...(given && { given }),
  });
}

/** Lines of a job's log that nobody marked are asked for again, so that none is lost and none stands there twice. */
export function cutLogs(
  { fold, folder }: Pick<Session, "fold" | "folder">,
  { files }: Pick<Host, "files">,
): void {
  for (const { planned, state, attempt, jobs = [] } of fold.record.steps.values()) {
    const marked = jobs.findLast(({ logged }) => logged !== undefined)?.logged;
    if (state === "ended" || marked?.attempt !== attempt) continue;
    files.appender(join(folder.logs, planned.log), marked.bytes).close();
  }
}

/** A run whose `finally` is still owed has no end yet: the process that comes after writes it. */
async function finish(input: {
  readonly host: Host;
  readonly folder: RunFolder;
  readonly recorder: Recorder;
  readonly result: RunResult | "left";
}): Promise<void> {
  const { host, folder, recorder, result } = input;
  const { error } = recorder;
  const at = host.clock.now();
  if (error !== undefined) recorder.emit({ type: "run-ended", at, result: "error", error });
  else if (result !== "left") recorder.emit({ type: "run-ended", at, result });
  recorder.close();
  if (error === undefined) await writeRecord(host.files, folder, recorder.record);
}
