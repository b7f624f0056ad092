import { join, relative, sep } from "node:path";
import type { Digests } from "../cache/digests.ts";
import type { FileStat, Files } from "../host/host.ts";
import { compareCodePoints } from "../pipeline/paths.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { breathe } from "../run/breathe.ts";
import { isWithin, realpath } from "../run/links.ts";
import { below, pathFault, shown } from "./entry-path.ts";
import { linkFault } from "./link-target.ts";
import type { TreeEntry } from "./manifest.ts";
import { treeDigest } from "./tree-digest.ts";

/** An output on this disk. */
export interface Tree {
  /** Where it lies, absolute: what the output leads to, where that is a link. */
  readonly at: string;
  readonly entries: readonly TreeEntry[];
  /** Bytes, over all files. */
  readonly size: number;
  /** SHA-256 (hex) over all entries. */
  readonly digest: string;
}

export interface TreeRequest {
  readonly files: Files;
  readonly digests: Digests;
  /** The pipeline's folder, absolute. */
  readonly root: string;
  /** Of the output, absolute. */
  readonly path: string;
  readonly signal: AbortSignal;
}

/** All of an output, by its content; no link below it is followed. The error names what cannot be kept, or changed meanwhile. */
export async function readTree(request: TreeRequest): Promise<Result<Tree, string>> {
  try {
    return await read(request);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!(error instanceof Error) || typeof code !== "string") throw error;
    return err(`${shownIn(request, "")} cannot be read: ${message}`);
  }
}

async function read(request: TreeRequest): Promise<Result<Tree, string>> {
  const place = await placeOf(request);
  if (!place.ok) return place;
  const found = await look(request, place.value.at);
  if (!found.ok) return found;
  const links = await linksFault(request, place.value, found.value);
  if (links !== undefined) return err(links);
  const digested = await digest(request, place.value.at, found.value);
  if (!digested.ok) return digested;
  const entries = digested.value.toSorted((one, other) => compareCodePoints(one.path, other.path));
  const size = entries.reduce((sum, entry) => sum + (entry.kind === "file" ? entry.size : 0), 0);
  return ok({ at: place.value.at, entries, size, digest: treeDigest(entries) });
}

interface Place {
  readonly at: string;
  /**
   * Links must not lead out of it: the pipeline's folder. Where a link led here that is the output itself, since from the
   * place where it comes back other links of it would lead elsewhere.
   */
  readonly fence: string;
}

async function placeOf(request: TreeRequest): Promise<Result<Place, string>> {
  const { files, root, path } = request;
  const [at, top] = [await realpath(files, path), (await files.realpath(root)) ?? root];
  if (at === undefined) return err(`${shownIn(request, "")} is not there any more`);
  if (!isWithin(top, at)) return err(`${shownIn(request, "")} leads out of the pipeline's folder, to ${at}`);
  return ok({ at, fence: at === join(top, relative(root, path)) ? top : at });
}

interface Seen {
  readonly path: string;
  readonly stat: FileStat;
  /** Of a link. */
  readonly target?: string;
}

/** Everything at and below a path. */
async function look(request: TreeRequest, at: string): Promise<Result<readonly Seen[], string>> {
  const { files } = request;
  const found: Seen[] = [];
  const ahead = [""];
  for (let path = ahead.pop(); path !== undefined; path = ahead.pop()) {
    await breathe();
    const stat = await files.stat(join(at, path));
    const fault = path === "" ? undefined : pathFault(path);
    if (fault !== undefined) return err(`${shownIn(request, path)} ${fault}: rename it`);
    if (!stat) return err(`${shownIn(request, path)} ${vanished(path)}`);
    if (stat.kind === "other")
      return err(
        `${shownIn(request, path)} is a pipe, a socket or a device, which cannot be kept: remove it`,
      );
    const target = stat.kind === "link" ? await files.readlink(join(at, path)) : undefined;
    found.push({ path, stat, ...(target !== undefined && { target }) });
    if (stat.kind !== "directory") continue;
    const names = await files.list(join(at, path));
    if (!names) return err(`${shownIn(request, path)} ${vanished(path)}`);
    for (const name of names.toReversed()) ahead.push(path === "" ? name : `${path}/${name}`);
  }
  return ok(found);
}

/** Node puts U+FFFD for bytes that are no UTF-8, under which nothing is found. */
const vanished = (path: string): string =>
  path.includes("\ufffd") ? "has a name that is not valid Unicode: rename it" : "vanished while it was read";

async function linksFault(
  request: TreeRequest,
  { at, fence }: Place,
  found: readonly Seen[],
): Promise<string | undefined> {
  const { files } = request;
  const place = (path: string): string =>
    below(relative(fence, at).replaceAll(sep, "/"), path).replace(/^\//, "");
  const links = new Map(
    found.flatMap(({ path, target }) => (target === undefined ? [] : [[place(path), target] as const])),
  );
  for (const { path, target } of found) {
    if (target === undefined) continue;
    // Links of other outputs and inputs count as well, as far as they are there.
    const real = await realpath(files, join(at, path));
    const isOut = real !== undefined && !isWithin(fence, real);
    const fault = linkFault(links, place(path)) ?? (isOut ? "leads out of the pipeline's folder" : undefined);
    if (fault !== undefined)
      return `the link ${shownIn(request, path)} to ${shown(target)} ${fault}: make it a relative link to something inside, or a copy`;
  }
  return undefined;
}

/** The content of files, and then whether folders still hold what they held. */
async function digest(
  request: TreeRequest,
  at: string,
  found: readonly Seen[],
): Promise<Result<readonly TreeEntry[], string>> {
  const { files, digests, signal } = request;
  const regular = found.filter(({ stat }) => stat.kind === "file");
  const digested = await digests.of(
    regular.map(({ path }) => join(at, path)),
    signal,
  );
  if (!digested.ok) return digested;
  const entries: TreeEntry[] = [];
  for (const [index, { path }] of regular.entries()) {
    const one = digested.value[index];
    if (!one) throw new Error(`${path} was given no digest`);
    const { size, mode } = one.stat;
    entries.push({ kind: "file", path, mode: mode & 0o777, size, sha256: one.sha256 });
  }
  for (const { path, stat, target } of found) {
    if (target !== undefined) entries.push({ kind: "link", path, target });
    if (stat.kind !== "directory") continue;
    await breathe();
    const now = await files.stat(join(at, path));
    if (now?.kind !== "directory" || now.mtimeMs !== stat.mtimeMs || now.mode !== stat.mode)
      return err(`${shownIn(request, path)} changed while it was read: nothing may write to it any more`);
    entries.push({ kind: "directory", path, mode: stat.mode & 0o777 });
  }
  return ok(entries);
}

function shownIn({ root, path: output }: TreeRequest, path: string): string {
  return shown(below(relative(root, output).replaceAll(sep, "/"), path));
}
