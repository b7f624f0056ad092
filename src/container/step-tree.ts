import { join } from "node:path";
import type { Files } from "../host/host.ts";

/** Opens the owner's way into a folder that a step closed (Go's module cache is all read-only), so that it can be moved. */
export async function openFolder(files: Files, path: string): Promise<void> {
  const stat = await files.stat(path);
  if (stat?.kind === "directory" && (stat.mode & 0o700) !== 0o700)
    await files.makeDirectory(path, (stat.mode & 0o777) | 0o700);
}

/** Removes what a step left, folders that it closed included; throws where something of it is not ours. */
export async function removeTree(files: Files, path: string): Promise<void> {
  try {
    await files.remove(path);
  } catch {
    await openFolders(files, path);
    await files.remove(path);
  }
}

async function openFolders(files: Files, path: string): Promise<void> {
  if ((await files.stat(path))?.kind !== "directory") return;
  await openFolder(files, path);
  for (const name of (await files.list(path)) ?? []) await openFolders(files, join(path, name));
}
