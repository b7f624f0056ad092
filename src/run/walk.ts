import { join } from "node:path";
import type { FileStat, Files } from "../host/host.ts";
import { breathe } from "./breathe.ts";

export interface Found {
  /** Relative to where the walk began, with slashes; empty for that place itself. */
  readonly path: string;
  readonly stat: FileStat;
}

/** At once: more would only queue up. */
const width = 64;

/** Everything at and below a path that is no directory, in code-point order of each folder; links are not followed. */
export async function walk(files: Files, root: string): Promise<readonly Found[]> {
  const stat = await files.stat(root);
  if (!stat) return [];
  if (stat.kind !== "directory") return [{ path: "", stat }];
  const found: Found[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await listFolder(files, root, folder)) {
      if (entry.stat.kind === "directory") folders.push(entry.path);
      else found.push(entry);
    }
  }
  return found;
}

async function listFolder(files: Files, root: string, folder: string): Promise<Found[]> {
  const names = (await files.list(join(root, folder))) ?? [];
  const found: Found[] = [];
  for (let at = 0; at < names.length; at += width) {
    await breathe();
    const slice = names.slice(at, at + width).map((name) => (folder === "" ? name : `${folder}/${name}`));
    const stats = await Promise.all(slice.map((path) => files.stat(join(root, path))));
    for (const [index, path] of slice.entries()) {
      const stat = stats[index];
      // Undefined: gone since the folder was listed.
      if (stat) found.push({ path, stat });
    }
  }
  return found;
}
