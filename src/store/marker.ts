import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Files } from "../host/host.ts";
import type { BucketTree } from "./bucket-tree.ts";

/** Says that a folder holds all of a listing, and how its files looked when they were whole. */
export interface Marker {
  readonly files: readonly (readonly [path: string, size: number, mtimeMs: number])[];
}

const fileOf = (place: string): string => join(place, "complete.json");

export async function readMarker(files: Files, place: string): Promise<Marker | undefined> {
  try {
    const value = JSON.parse((await files.read(fileOf(place))) ?? "null") as Partial<Marker> | null;
    return value && Array.isArray(value.files) ? (value as Marker) : undefined;
  } catch {
    return undefined;
  }
}

export async function writeMarker(
  files: Files,
  place: string,
  { from, tree }: { readonly from: string; readonly tree: BucketTree },
): Promise<void> {
  const noted: Marker["files"][number][] = [];
  for (const { path } of tree.files) {
    const stat = await files.stat(join(place, "data", path));
    noted.push([path, stat?.size ?? -1, stat?.mtimeMs ?? -1]);
  }
  await files.replace(fileOf(place), JSON.stringify({ from, files: noted }));
  // What runs that were killed left.
  await files.remove(join(place, "partial"));
}

/** A kill from here on is noticed: what lies there is looked at file by file. */
export const removeMarker = (files: Files, place: string): Promise<void> => files.remove(fileOf(place));

/** A step may have got names for these very files, and root may write to whatever it likes. */
export async function isIntact(files: Files, data: string, marker: Marker): Promise<boolean> {
  let looked = 0;
  for (const [path, size, mtimeMs] of marker.files) {
    const stat = await files.stat(join(data, path));
    if (stat?.kind !== "file" || stat.size !== size || stat.mtimeMs !== mtimeMs) return false;
    looked += 1;
    // The file system answers at once, so without a pause a large tree would hold up everything else.
    if (looked % 512 === 0) await nextTurn();
  }
  return true;
}
