import { err, ok, type Result } from "../pipeline/result.ts";
import type { BucketObject } from "./source.ts";

/** Objects as files below one folder. Paths are relative to it. */
export interface BucketTree {
  readonly files: readonly { readonly path: string; readonly object: BucketObject }[];
  /** All that files lie in, and what a bucket keeps as a folder without files; parents first. */
  readonly folders: readonly string[];
}

const maxNameBytes = 255;

/**
 * What a listing is on a disk. An error where that would not be the same on every disk, or would leave the folder: nothing is
 * renamed and nothing left out. `isLeftOut`: by its path.
 */
export function treeOf(
  objects: readonly BucketObject[],
  prefix: string,
  isLeftOut: (path: string) => boolean = () => false,
): Result<BucketTree, string> {
  const files: { path: string; object: BucketObject }[] = [];
  const folders = new Set<string>();
  const names = new Names();
  for (const object of objects) {
    const { key, size } = object;
    const isFolder = object.isFolder === true || key.endsWith("/");
    const path = key.slice(prefix.length).replace(/\/$/, "");
    // What consoles make where somebody creates a folder.
    if (path === "" && isFolder && size === 0) continue;
    if (path !== "" && isLeftOut(path)) continue;
    const fault =
      pathFault(path) ?? (isFolder && size > 0 ? "has content and the name of a folder" : undefined);
    if (fault !== undefined) return err(`${shown(key)} ${fault}`);
    const clash = names.add(path, isFolder ? "folder" : "file");
    if (clash !== undefined)
      return err(`${shown(key)} and ${shown(prefix + clash)} would be one file on some disks`);
    if (!isFolder) files.push({ path, object });
    for (const folder of isFolder ? [path, ...parentsOf(path)] : parentsOf(path)) folders.add(folder);
  }
  return ok({ files, folders: [...folders].sort() });
}

function pathFault(path: string): string | undefined {
  const names = path.split("/");
  if (path.includes("\0")) return "has a NUL character, which no file's name may have";
  if (names.some((name) => name === "." || name === ".."))
    return "has . or .. in it, which would lead to another place";
  if (names.includes("")) return "has an empty name in it, which no disk knows";
  if (!path.isWellFormed()) return "is not valid Unicode";
  if (names.some((name) => Buffer.byteLength(name) > maxNameBytes))
    return `has a name of more than ${maxNameBytes} bytes, which no disk takes`;
  return undefined;
}

/** Disks differ in whether `A` and `a`, or the two ways to write `é`, are one name. */
const fold = (path: string): string => path.normalize("NFC").toLowerCase().normalize("NFC");

class Names {
  readonly #known = new Map<string, { readonly path: string; readonly kind: "file" | "folder" }>();

  /** The path that is there already and is not the same. */
  add(path: string, kind: "file" | "folder"): string | undefined {
    for (const folder of parentsOf(path)) {
      const clash = this.#claim(folder, "folder");
      if (clash !== undefined) return clash;
    }
    return this.#claim(path, kind);
  }

  #claim(path: string, kind: "file" | "folder"): string | undefined {
    const key = fold(path);
    const known = this.#known.get(key);
    if (!known) this.#known.set(key, { path, kind });
    return known && (known.path !== path || known.kind !== kind || kind === "file") ? known.path : undefined;
  }
}

export function* parentsOf(path: string): Generator<string> {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
    yield path.slice(0, end);
}

/** As JSON, so that no character of it does anything on a terminal. */
const shown = (key: string): string => JSON.stringify(key.slice(0, 200));
