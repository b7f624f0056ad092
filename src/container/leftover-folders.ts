import { join } from "node:path";
import type { Files } from "../host/host.ts";
import { isShellFolder, listShellFolders, removeShellFolder } from "./shell-folder.ts";

/** What containers of one run or shell worked in. */
export interface LeftoverFolders {
  /** Of the run or the shell. */
  readonly directory: string;
  /** Absolute; what a run needs to be resumed is not among them. */
  readonly paths: readonly string[];
}

/** `parents`: where folders of runs lie, and of shells. Folders of living ones too: who lists must ask afterwards. */
export async function listFolders(
  files: Files,
  parents: { readonly runs: readonly string[]; readonly shells: readonly string[] },
): Promise<readonly LeftoverFolders[]> {
  const shells = (await Promise.all(parents.shells.map((parent) => listShellFolders(files, parent)))).flat();
  const runs = (await Promise.all(parents.runs.map((parent) => runsBelow(files, parent)))).flat();
  return [
    ...(await Promise.all(runs.map((directory) => stagesOf(files, directory)))),
    ...shells.map((directory) => ({ directory, paths: [directory] })),
  ];
}

const runsBelow = async (files: Files, parent: string): Promise<readonly string[]> =>
  ((await files.list(parent)) ?? []).map((name) => join(parent, name));

/** A folder for each container, beside the note of engines, which a resume needs. */
async function stagesOf(files: Files, directory: string): Promise<LeftoverFolders> {
  const parent = join(directory, "containers");
  const paths: string[] = [];
  for (const name of (await files.list(parent)) ?? []) {
    const path = join(parent, name);
    if ((await files.stat(path))?.kind === "directory") paths.push(path);
  }
  return { directory, paths };
}

/** Why a folder is still there; undefined when it is gone. */
export async function removeFolder(files: Files, path: string): Promise<string | undefined> {
  try {
    await (isShellFolder(path) ? removeShellFolder(files, path) : files.remove(path));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
