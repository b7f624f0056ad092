import { join } from "node:path";
import type { Files } from "../host/host.ts";

/** Files below a folder, by their path in it. */
export interface StoredFiles {
  /** Bytes. */
  readonly sizes: ReadonlyMap<string, number>;
  /** What is neither a file nor a folder. */
  readonly strange: readonly string[];
}

/** At once: more would only queue up. */
const width = 64;

/** Through no link. A folder that is not there has no files. */
export async function filesBelow(files: Files, top: string): Promise<StoredFiles> {
  const sizes = new Map<string, number>();
  const strange: string[] = [];
  const visit = async (path: string): Promise<void> => {
    const stat = await files.stat(join(top, path));
    if (stat?.kind === "file") sizes.set(path, stat.size);
    else if (stat?.kind === "directory") await visitAll(path);
    else if (stat) strange.push(path);
  };
  const visitAll = async (path: string): Promise<void> => {
    const names = (await files.list(join(top, path))) ?? [];
    for (let at = 0; at < names.length; at += width)
      await Promise.all(names.slice(at, at + width).map((name) => visit(join(path, name))));
  };
  await visit("");
  return { sizes, strange };
}

export const sameFiles = (left: StoredFiles["sizes"], right: StoredFiles["sizes"]): boolean =>
  left.size === right.size && [...left].every(([path, size]) => right.get(path) === size);

export const totalSize = (sizes: StoredFiles["sizes"]): number =>
  [...sizes.values()].reduce((sum, size) => sum + size, 0);

/** Moves what is below `from` to where there is nothing yet: what a store holds never changes, so nothing is lost. */
export async function graft(files: Files, from: string, to: string): Promise<void> {
  const [source, target] = [await files.stat(from), await files.stat(to)];
  if (!source) return;
  if (!target) return files.move(from, to);
  if (source.kind !== "directory" || target.kind !== "directory") return;
  for (const name of (await files.list(from)) ?? []) await graft(files, join(from, name), join(to, name));
}
