import { basename, dirname, join } from "node:path";
import type { Files, Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import type { Writer } from "../run/event.ts";
import { type RunFolder, runFolder, runsDirectory } from "../run/run-folder.ts";
import { stateDirectory } from "../run/state-directory.ts";
import { thisWriter } from "../run/writer.ts";

/** Which process has opened a shell. The note is there before the folder and goes after it, so that no folder is nobody's. */
export interface ShellNote {
  readonly writer: Writer;
  readonly leg: LegId;
}

const suffix = ".json";

/** Where the folders of open shells lie, beside those of runs. */
export const shellsDirectory = (env: Mapping<string>, checkout: string): string =>
  join(dirname(runsDirectory(env, checkout)), "shells");

export const isShellFolder = (directory: string): boolean => basename(dirname(directory)) === "shells";

/** The folder of one shell, laid out like a run's. */
export async function createShellFolder(
  host: Host,
  input: { readonly env: Mapping<string>; readonly checkout: string; readonly leg: LegId },
): Promise<RunFolder> {
  const { env, checkout, leg } = input;
  const parent = shellsDirectory(env, checkout);
  if (basename(dirname(parent)) === ".stepops") await stateDirectory(host.files, checkout);
  await host.files.makeDirectory(parent);
  const note = JSON.stringify({ writer: thisWriter(host.processes), leg } satisfies ShellNote);
  for (;;) {
    const folder = runFolder(join(parent, host.random.hex(12)));
    if (!(await host.files.create(folder.directory + suffix, note))) continue;
    await host.files.makeDirectory(folder.directory);
    return folder;
  }
}

/** Undefined where there is none, or none that can be read. */
export async function readShellNote(files: Files, directory: string): Promise<ShellNote | undefined> {
  try {
    const note = JSON.parse((await files.read(directory + suffix)) ?? "null") as ShellNote | null;
    return note?.writer ? note : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export async function removeShellFolder(files: Files, directory: string): Promise<void> {
  await files.remove(directory);
  await files.remove(directory + suffix);
}

/** Folders below `parent`, also those of which only the note is there. */
export async function listShellFolders(files: Files, parent: string): Promise<readonly string[]> {
  const names = (await files.list(parent)) ?? [];
  const folders = names.map((name) => (name.endsWith(suffix) ? name.slice(0, -suffix.length) : name));
  return [...new Set(folders)].map((name) => join(parent, name));
}
