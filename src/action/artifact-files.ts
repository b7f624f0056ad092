import { basename, join, relative, sep } from "node:path";
import type { Files } from "../host/host.ts";

/** What of an output goes into an archive, as it is on the disk right now. */
export interface Listing {
  /** Absolute, in code-point order; an empty folder ends with a slash. */
  readonly paths: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** Another text once a file comes, goes or changes. */
  readonly fingerprint: string;
  /** What is left out, and why. */
  readonly omitted: readonly string[];
}

interface Entry {
  readonly path: string;
  readonly size: number;
  readonly mark: string;
}

interface Walk {
  readonly files: Files;
  readonly root: string;
  /** `root`, links resolved: nothing outside it goes into an archive. */
  readonly top: string;
  readonly entries: Entry[];
  readonly omitted: string[];
}

/** At once: more would only queue up. */
const width = 64;

/**
 * The files at and below `places`, relative to `root`. Links are followed, as the archive holds what they lead to; but
 * never out of the root, nor in a circle, and credentials that a checkout holds stay here.
 */
export async function listFiles(files: Files, root: string, places: readonly string[]): Promise<Listing> {
  const top = (await files.realpath(root)) ?? root;
  const walk: Walk = { files, root, top, entries: [], omitted: [] };
  for (const place of places) await visit(walk, join(root, place), []);
  // A metrics file may be an output by itself and lie in another one.
  const entries = [...new Map(walk.entries.map((entry) => [entry.path, entry])).values()];
  entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    paths: entries.map(({ path }) => path),
    size: entries.reduce((sum, { size }) => sum + size, 0),
    fingerprint: entries.map(({ path, mark }) => `${path}\0${mark}`).join("\0"),
    omitted: walk.omitted,
  };
}

async function visit(walk: Walk, path: string, above: readonly string[]): Promise<void> {
  const { files, root, top, entries, omitted } = walk;
  const omit = (why: string): void => void omitted.push(`${relative(root, path)} ${why}`);
  const real = await files.realpath(path);
  if (real === undefined) return omit("is a link to nothing");
  if (real !== top && !real.startsWith(top + sep)) return omit("is a link that leaves the pipeline's folder");
  if (isPrivate(real.slice(top.length)) || isPrivate(basename(path))) return omit("may hold credentials");
  const stat = await files.stat(real);
  if (stat?.kind === "directory") return visitFolder(walk, { path, real, above });
  if (stat?.kind !== "file") return omit("is neither a file nor a directory");
  const { size, mtimeMs, ino } = stat;
  if (!(await isReadable(files, real))) return omit("cannot be read");
  entries.push({ path, size, mark: `${size} ${mtimeMs} ${ino}` });
}

async function visitFolder(
  walk: Walk,
  { path, real, above }: { readonly path: string; readonly real: string; readonly above: readonly string[] },
): Promise<void> {
  if (above.includes(real)) {
    walk.omitted.push(`${relative(walk.root, path)} is a link to a folder that it lies in`);
    return;
  }
  const names = (await walk.files.list(path)) ?? [];
  if (names.length === 0) walk.entries.push({ path: `${path}/`, size: 0, mark: "" });
  for (let at = 0; at < names.length; at += width) {
    const slice = names.slice(at, at + width);
    await Promise.all(slice.map((name) => visit(walk, join(path, name), [...above, real])));
  }
}

/** Never packed, wherever they lie. */
const privateNames = /(?:^|\/)(?:\.git|\.env|gha-creds-[^/]*\.json)(?:\/|$)/;

const isPrivate = (path: string): boolean => privateNames.test(path);

/** The archiver takes a file that it may not open for the end of the world. */
async function isReadable(files: Files, path: string): Promise<boolean> {
  try {
    return (await files.readFrom(path, 0, 1)) !== undefined;
  } catch {
    return false;
  }
}
