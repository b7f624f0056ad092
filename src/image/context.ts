import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Clock, FileStat, Files } from "../host/host.ts";
import { compareCodePoints } from "../pipeline/paths.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { sha256Of } from "../run/sha256.ts";
import type { Dockerignore } from "./dockerignore.ts";

/** A file, link or folder of a context, with all of it that can change an image on whichever machine it is built. */
export interface ContextEntry {
  /** Relative to the context, with slashes. */
  readonly path: string;
  /** `other`: a pipe, socket or device, which has no content. */
  readonly kind: FileStat["kind"];
  /** Other permissions are the umask's of whoever made the checkout. */
  readonly isExecutable: boolean;
  /** Of a file's content, or of a link's target as it stands there; empty for the rest. */
  readonly sha256: string;
}

export interface Context {
  /** In code-point order. */
  readonly entries: readonly ContextEntry[];
  /** Of what Docker would send: those that do not count, `.git` and `.stepops`. */
  readonly leftOut: readonly string[];
}

export interface ContextRequest {
  readonly files: Files;
  readonly clock: Pick<Clock, "sleep">;
  /** The context's folder, absolute. */
  readonly folder: string;
  readonly ignore: Dockerignore;
  /** The Dockerfile or the ignore file asks for `.git` by its name. */
  readonly countsGit: boolean;
  readonly signal: AbortSignal;
}

interface Reading extends ContextRequest {
  /** Called for every entry and every piece. */
  readonly pace: () => Promise<void>;
}

interface Found {
  readonly path: string;
  readonly stat: FileStat;
}

/**
 * What a build's context holds, read in bounded memory. `.stepops` never counts: it is our own and changes while a run goes on.
 * `.git` is another one at every checkout of the same files, so it counts only where the Dockerfile or a `!` of the ignore file
 * names it: else no image would ever be built just once. What does not count is not sent either where the client can be told so.
 * The error is a sentence: a file is not what it was a moment ago, or cannot be read.
 */
export async function readContext(request: ContextRequest): Promise<Result<Context, string>> {
  const reading = { ...request, pace: pacer(request) };
  try {
    const { found, leftOut } = await find(reading);
    const entries: ContextEntry[] = [];
    for (const each of found.sort((left, right) => compareCodePoints(left.path, right.path))) {
      entries.push(await readEntry(reading, each));
    }
    return ok({ entries, leftOut });
  } catch (error) {
    if (error instanceof Unreadable || isSystemError(error)) return err(error.message);
    throw error;
  }
}

/** The same for the same context, on whichever machine. */
export function contextDigest({ entries }: Pick<Context, "entries">): string {
  const lines = entries.map(({ path, kind, isExecutable, sha256 }) => [path, kind, isExecutable, sha256]);
  return sha256Of(JSON.stringify(lines));
}

class Unreadable extends Error {
  override name = "Unreadable";
}

/** What the file system refused, as against a bug. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && "code" in error;

async function find(reading: Reading): Promise<{ found: Found[]; leftOut: string[] }> {
  const found: Found[] = [];
  const leftOut: string[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const each of await listFolder(reading, folder)) {
      const isIgnored = reading.ignore.ignores(each.path);
      if (isOwn(reading, each.path)) {
        if (!isIgnored) leftOut.push(each.path);
        continue;
      }
      if (!isIgnored) found.push(each);
      const isOpen = !isIgnored || reading.ignore.mayBringBelow(each.path);
      if (each.stat.kind === "directory" && isOpen) folders.push(each.path);
    }
  }
  return { found, leftOut: leftOut.sort(compareCodePoints) };
}

/** At any depth: a checkout may lie in another's folder, and so may a pipeline. */
function isOwn({ countsGit }: Reading, path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name === ".stepops" || (name === ".git" && !countsGit);
}

async function listFolder({ files, folder: top, pace }: Reading, folder: string): Promise<Found[]> {
  const names = await files.list(join(top, folder));
  if (names === undefined) throw new Unreadable(`${folder}/ is gone since a moment ago`);
  const found: Found[] = [];
  for (const name of names) {
    const path = folder === "" ? name : `${folder}/${name}`;
    await pace();
    found.push({ path, stat: await present(files, join(top, path), path) });
  }
  return found;
}

async function present(files: Files, absolute: string, path: string): Promise<FileStat> {
  const stat = await files.stat(absolute);
  if (stat === undefined) throw new Unreadable(`${path} is gone since a moment ago`);
  return stat;
}

async function readEntry(reading: Reading, { path, stat }: Found): Promise<ContextEntry> {
  const { kind } = stat;
  await reading.pace();
  if (kind === "file") {
    const isExecutable = (stat.mode & 0o100) !== 0;
    return { path, kind, isExecutable, sha256: await hashFile(reading, { path, stat }) };
  }
  if (kind !== "link") return { path, kind, isExecutable: false, sha256: "" };
  const target = await reading.files.readlink(join(reading.folder, path));
  if (target === undefined) throw new Unreadable(`${path} is gone since a moment ago`);
  return { path, kind, isExecutable: false, sha256: sha256Of(target) };
}

const breathEvery = 256;

/** Files are read synchronously inside, and a signal must get through while a large context is. */
function pacer({ clock, signal }: ContextRequest): () => Promise<void> {
  let count = 0;
  return async () => {
    count += 1;
    if (count % breathEvery === 0) await clock.sleep(0, signal);
  };
}

const pieceBytes = 1024 * 1024;

async function hashFile({ files, folder, pace }: Reading, { path, stat }: Found): Promise<string> {
  const absolute = join(folder, path);
  const hash = createHash("sha256");
  let offset = 0;
  while (offset < stat.size) {
    const bytes = await files.readFrom(absolute, offset, pieceBytes);
    if (bytes === undefined || bytes.length === 0) break;
    hash.update(bytes);
    offset += bytes.length;
    await pace();
  }
  const now = await present(files, absolute, path);
  const isSame = now.size === stat.size && now.mtimeMs === stat.mtimeMs && now.ino === stat.ino;
  if (!isSame || offset !== stat.size) throw new Unreadable(`${path} changes while it is read`);
  return hash.digest("hex");
}
