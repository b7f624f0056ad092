import { basename, dirname, join } from "node:path";
import type { Files } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { foldEvents, type RecordFold, recordToJson } from "./fold.ts";
import { isOnActions } from "./github.ts";
import { readJournal } from "./journal.ts";
import type { RunRecord } from "./record.ts";
import { stateDirectory } from "./state-directory.ts";

/** Where everything of one run lies; the paths are absolute. */
export interface RunFolder {
  /** The folder's name, which is the run's id. */
  readonly id: string;
  readonly directory: string;
  readonly journal: string;
  /** Written when the run ends; the journal alone decides. */
  readonly record: string;
  readonly logs: string;
  readonly scripts: string;
  readonly sources: string;
}

export function runFolder(directory: string): RunFolder {
  const at = (name: string): string => join(directory, name);
  return {
    id: basename(directory),
    directory,
    journal: at("journal.jsonl"),
    record: at("record.json"),
    logs: at("logs"),
    scripts: at("scripts"),
    sources: at("sources"),
  };
}

/** Where runs of a checkout lie: below RUNNER_TEMP on Actions, where no later job finds them. */
export function runsDirectory(env: Mapping<string>, checkout: string): string {
  const temp = env.RUNNER_TEMP;
  return isOnActions(env) && temp ? join(temp, "stepops", "runs") : join(checkout, ".stepops", "runs");
}

/** Makes the folder of a new run below `parent`; where the id is taken, the next of `id-2`, `id-3`, … */
export async function createRunFolder(files: Files, parent: string, wantedId: string): Promise<RunFolder> {
  if (basename(dirname(parent)) === ".stepops") await stateDirectory(files, dirname(dirname(parent)));
  for (let n = 1; ; n++) {
    const folder = runFolder(join(parent, n === 1 ? wantedId : `${wantedId}-${n}`));
    if ((await files.stat(folder.directory)) !== undefined) continue;
    await files.makeDirectory(folder.directory);
    // Of two processes that came here at once, the one that creates the journal has the folder.
    if (await files.create(folder.journal, "")) return folder;
  }
}

export interface StoredRun {
  readonly fold: RecordFold;
  readonly record: RunRecord;
  /** For the appender that goes on with the journal. */
  readonly validBytes: number;
}

/** `missing`: no run; `empty`: it died before its first event; `damaged`: see the message. */
export interface RunFault {
  readonly reason: "missing" | "empty" | "damaged";
  readonly message: string;
}

/** The run of a folder, from its journal. */
export async function readRun(files: Files, directory: string): Promise<Result<StoredRun, RunFault>> {
  const { journal } = runFolder(directory);
  const text = await readJournal(files, journal);
  if (!text) return err({ reason: "missing", message: `there is no run in ${directory}` });
  if (!text.ok) return err({ reason: "damaged", message: `${journal} is damaged: ${text.error.message}` });
  const { events, validBytes } = text.value;
  if (events.length === 0)
    return err({ reason: "empty", message: `the run in ${directory} ended before it began` });
  const fold = foldEvents(events);
  if (!fold) return err({ reason: "damaged", message: `${journal} does not begin with the run's start` });
  return ok({ fold, record: fold.record, validBytes });
}

export interface ListedRun {
  readonly id: string;
  readonly directory: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** Runs below `parent`, newest first; those that died before their first event are left out. */
export async function listRuns(files: Files, parent: string): Promise<readonly ListedRun[]> {
  const names = (await files.list(parent)) ?? [];
  const runs = await Promise.all(names.map((name) => listedRun(files, join(parent, name))));
  return runs.filter((run) => run !== undefined).sort((left, right) => right.startedAt - left.startedAt);
}

/** From the journal's first bytes: a first line with 10,000 steps has megabytes. */
async function listedRun(files: Files, directory: string): Promise<ListedRun | undefined> {
  const { id, journal } = runFolder(directory);
  const head = await files.readFrom(journal, 0, 100);
  const [, at] =
    /^\{"type":"run-started","at":([\d.]+)/.exec(head ? Buffer.from(head).toString("utf8") : "") ?? [];
  return at === undefined ? undefined : { id, directory, startedAt: Number(at) };
}

/** The record as JSON, for people and programs; whole or not at all. */
export function writeRecord(files: Files, folder: RunFolder, record: RunRecord): Promise<void> {
  return files.replace(folder.record, `${JSON.stringify(recordToJson(record), undefined, 2)}\n`);
}
