import { createHash, type Hash } from "node:crypto";
import { closeSync, lstatSync, openSync, readdirSync, readSync, type Stats, statSync } from "node:fs";
import { isAbsolute, join, posix, relative, sep } from "node:path";
import {
  compilePlainGlob,
  descend,
  type Glob,
  type GlobCursor,
  globBase,
  globCursor,
} from "../pipeline/glob.ts";
import { compareCodePoints } from "../pipeline/paths.ts";

interface Pattern {
  readonly negated: boolean;
  readonly glob: Glob;
}

/** Patterns on their way down the tree. */
type Cursors = readonly {
  readonly negated: boolean;
  /** Undefined: neither this place nor anything below can match. */
  readonly at: GlobCursor | undefined;
}[];

/**
 * GitHub's `hashFiles`: SHA-256 (hex) over the SHA-256 digests of all files below `root` that the patterns name, ""
 * when there is none. A later `!pattern` takes away what earlier ones named, `#` lines are comments, folders count with
 * all that they hold, linked folders are not entered. Unlike GitHub's it never reads `.stepops`, which changes while a
 * run goes on. Throws for a pattern with `..`,
 * and Node's error when a file cannot be read.
 */
export function hashFiles(root: string, patterns: readonly string[]): string {
  const lines = patterns.flatMap((pattern) => pattern.split(/\r?\n/)).map((line) => line.trim());
  const compiled = lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .flatMap((line) => compile(root, line));
  const total = createHash("sha256");
  let count = 0;
  for (const start of searchPaths(compiled)) {
    for (const path of walk(root, start, compiled)) {
      total.update(hashFile(join(root, path)));
      count++;
    }
  }
  return count === 0 ? "" : total.digest("hex");
}

function compile(root: string, line: string): readonly Pattern[] {
  const bare = line.replace(/^(!\s*)+/, "");
  const negated = (line.slice(0, line.length - bare.length).match(/!/g)?.length ?? 0) % 2 === 1;
  // As GitHub does: ignoring it would give a key that never changes.
  if (bare.split("/").includes("..")) throw new Error(`hashFiles takes no .. in a pattern: ${line}`);
  const path = isAbsolute(bare) ? below(root, bare) : bare;
  return path === undefined ? [] : [{ negated, glob: compilePlainGlob(withoutTail(path)) }];
}

/** On GitHub a last `**` also fits the name before it, file or folder, and the name alone brings all that it holds. */
const withoutTail = (pattern: string): string =>
  /^(\*\*\/?)+$/.test(pattern) ? "**" : pattern.replace(/(\/\*\*)+(?=\/?$)/, "");

/** Where GitHub starts to look: what stands before each pattern's first wildcard, in order, none below another. */
function searchPaths(patterns: readonly Pattern[]): readonly string[] {
  const bases = new Set(patterns.filter(({ negated }) => !negated).map(({ glob }) => globBase(glob)));
  const isBelowAnother = (path: string): boolean => {
    if (path === ".") return false;
    const parent = posix.dirname(path);
    return bases.has(parent) || isBelowAnother(parent);
  };
  return [...bases].filter((path) => !isBelowAnother(path));
}

/** `${{ github.workspace }}/src/**` is a habit; what lies outside is ignored, as on GitHub. */
function below(root: string, path: string): string | undefined {
  const way = relative(root, path);
  if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) return undefined;
  return (sep === "/" ? way : way.replaceAll(sep, "/")) + (path.endsWith("/") ? "/" : "");
}

/** In GitHub's order: names by code point, and what a folder holds where its name stands. */
function* walk(root: string, start: string, patterns: readonly Pattern[]): Generator<string> {
  let cursors: Cursors = patterns.map(({ negated, glob }) => ({ negated, at: globCursor(glob) }));
  for (const name of start === "." ? [] : start.split("/")) cursors = descendAll(cursors, name);
  const stack = [{ path: start, cursors }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { path, cursors } = top;
    const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (stats?.isDirectory() || path === ".") stack.push(...children(root, path, cursors).reverse());
    else if (stats && isTaken(cursors) && isReadable(join(root, path), stats)) yield path;
  }
}

const children = (root: string, path: string, cursors: Cursors) =>
  readdirSync(join(root, path))
    .filter((name) => name !== ".stepops")
    .sort(compareCodePoints)
    .map((name) => ({ path: path === "." ? name : `${path}/${name}`, cursors: descendAll(cursors, name) }))
    .filter((each) => each.cursors.some(({ negated, at }) => at && !negated));

const descendAll = (cursors: Cursors, name: string): Cursors =>
  cursors.map(({ negated, at }) => ({ negated, at: at && descend(at, name) }));

function isTaken(cursors: Cursors): boolean {
  let taken = false;
  for (const { negated, at } of cursors) if (at?.matchesFile) taken = !negated;
  return taken;
}

/** A link to a folder or to nothing is skipped, and so is a pipe, on which reading would wait for ever. */
const isReadable = (path: string, stats: Stats): boolean =>
  stats.isFile() || (stats.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile() === true);

function hashFile(path: string): Buffer {
  const hash = createHash("sha256");
  const file = openSync(path, "r");
  try {
    feed(hash, file);
  } finally {
    closeSync(file);
  }
  return hash.digest();
}

/** In pieces, because a data set may be larger than memory. */
function feed(hash: Hash, file: number): void {
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
    hash.update(buffer.subarray(0, read));
}
