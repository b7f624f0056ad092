import { dirname } from "node:path";
import type { InputFiles } from "../run/input-files.ts";

/**
 * How a step's fresh folder is laid out of its inputs. Folders that hold an output are real, so that the step can write there;
 * everything else is mounted read-only at its path. Paths are relative to the pipeline's folder, parents first.
 */
export interface Layout {
  /** Real folders. */
  readonly directories: readonly string[];
  /** Folders that are given as they are. */
  readonly folders: readonly string[];
  /** Folders of which only some files are inputs: these get names in a folder of our own, which is mounted. */
  readonly parts: readonly Part[];
  /** Inputs that lie in real folders. */
  readonly files: readonly string[];
  /** All of it, for where nothing can be mounted. */
  readonly copied: { readonly directories: readonly string[]; readonly files: readonly string[] };
}

export interface Part {
  readonly path: string;
  readonly files: readonly string[];
  /** Folders to make: those of `folders` that lie inside, so that they can be mounted there, empty ones, and where the step works. */
  readonly inner: readonly string[];
}

export function layoutOf(input: {
  readonly inputs: Pick<InputFiles, "files" | "folders">;
  /** What the step writes: outputs, its checkpoint. None of it is an input. */
  readonly written: readonly string[];
  readonly workingDirectory: string;
}): Layout {
  const { inputs, written, workingDirectory } = input;
  const own = new Set(written);
  const real = new Set(written.flatMap((path) => ancestors(path)).concat("."));
  const isOwn = (path: string): boolean => own.has(path) || ancestors(path).some((folder) => own.has(folder));
  const isWhole = (path: string): boolean => inputs.folders.get(path) === true && !real.has(path);
  const folders = [...inputs.folders.keys()]
    .filter((path) => isWhole(path) && !ancestors(path).some(isWhole) && !isOwn(path))
    .sort();
  const given = withoutFolders(inputs, real).filter((path) => !isOwn(path));
  const rest = given.filter((path) => !ancestors(path).some(isWhole));
  const links = new Set(rest);
  const place = [workingDirectory, ...ancestors(workingDirectory)];
  // A link that is an input leads there all the same.
  const isThere = place.some((path) => folders.includes(path) || links.has(path));
  const others = [...inputs.folders.keys()].filter((path) => !isOwn(path));
  const empty = others.filter((path) => !isWhole(path) && !ancestors(path).some(isWhole));
  const parts = partsOf({ rest, folders, real, empty: isThere ? empty : [...empty, workingDirectory] });
  const covered = new Set([...folders, ...parts.map(({ path }) => path)]);
  const isCovered = (path: string): boolean => [path, ...ancestors(path)].some((each) => covered.has(each));
  const files = rest.filter((path) => !isCovered(path));
  const made = [
    ...real,
    ...others.filter((path) => !isCovered(path)),
    ...[...covered].flatMap((path) => ancestors(path).filter((each) => !isCovered(each))),
    ...(isThere || isCovered(workingDirectory) ? [] : place),
  ];
  const directories = [...new Set(made)].sort();
  const copied = new Set([...directories, ...others, ...(isThere ? [] : place)]);
  return {
    directories,
    folders,
    parts,
    files,
    copied: { directories: [...copied].sort(), files: given },
  };
}

/** Without links that stand where a folder must: one that the step writes to, or that an input names by the link's name. */
function withoutFolders(
  { files, folders }: Pick<InputFiles, "files" | "folders">,
  real: ReadonlySet<string>,
): readonly string[] {
  const around = [...new Set([...files.map((path) => dirname(path)), ...folders.keys()])];
  const holders = new Set(around.flatMap((folder) => [folder, ...ancestors(folder)]));
  return files.filter((path) => !real.has(path) && !holders.has(path));
}

/** Grouped by the outermost folder that need not be real. */
function partsOf(input: {
  readonly rest: readonly string[];
  readonly folders: readonly string[];
  readonly real: ReadonlySet<string>;
  /** Folders of which there may be nothing but the name. */
  readonly empty: readonly string[];
}): readonly Part[] {
  const outermost = (path: string): string | undefined =>
    ancestors(path)
      .toReversed()
      .find((folder) => !input.real.has(folder));
  const found = new Map<string, { path: string; files: string[]; inner: string[] }>();
  const partAt = (path: string) => {
    const part = found.get(path) ?? { path, files: [], inner: [] };
    found.set(path, part);
    return part;
  };
  for (const file of input.rest) {
    const path = outermost(file);
    if (path !== undefined) partAt(path).files.push(file);
  }
  for (const folder of input.folders) {
    const path = outermost(folder);
    if (path !== undefined) partAt(path).inner.push(folder);
  }
  for (const folder of input.empty) found.get(outermost(folder) ?? "")?.inner.push(folder);
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Folders around a path, innermost first, `.` last. */
function ancestors(path: string): readonly string[] {
  const found: string[] = [];
  for (let at = path; at !== "."; ) {
    at = dirname(at);
    found.push(at);
  }
  return found;
}
