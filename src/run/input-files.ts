import { join } from "node:path";
import type { Files } from "../host/host.ts";
import {
  compileGlob,
  descend,
  type Glob,
  type GlobCursor,
  globBase,
  globCursor,
  matches,
} from "../pipeline/glob.ts";
import { compareCodePoints } from "../pipeline/paths.ts";
import type { Input } from "../pipeline/pipeline.ts";
import { isWithin, realpath } from "./links.ts";

/** Paths relative to the pipeline's folder, in code-point order. */
export interface InputFiles {
  /** Files, and links that stay in the folder (a link to a folder is one entry and is not walked). */
  readonly files: readonly string[];
  /** Links that leave the folder: what a step must not be given. */
  readonly escaping: readonly string[];
}

interface Found {
  readonly path: string;
  readonly escapes: boolean;
}

interface Tree {
  readonly files: Files;
  readonly root: string;
  /** `root`, links followed. */
  readonly top: string;
}

/** What git, stepops, a login step or a developer keeps beside the work; only naming it makes it an input. */
const isPrivate = (name: string): boolean => /^(\.git|\.stepops|\.env|gha-creds-.*\.json)$/.test(name);

/** The files that declared inputs name on this disk. Missing ones are no error here; an unreadable folder throws. */
export async function listInputs(files: Files, root: string, inputs: readonly Input[]): Promise<InputFiles> {
  const tree: Tree = { files, root, top: (await files.realpath(root)) ?? root };
  const found = new Map<string, Found>();
  for (const input of inputs) {
    if (input.kind === "bucket") continue;
    if (input.kind === "exclude") remove(found, compileGlob(input.pattern));
    else for await (const each of inputEntries(tree, input)) found.set(each.path, each);
  }
  const paths = (escapes: boolean): string[] =>
    [...found.values()].filter((each) => each.escapes === escapes).map(({ path }) => path);
  return { files: paths(false).sort(compareCodePoints), escaping: paths(true).sort(compareCodePoints) };
}

function remove(found: Map<string, Found>, glob: Glob): void {
  for (const path of found.keys()) if (matches(glob, path)) found.delete(path);
}

/** Whether a glob names any file on this disk; it stops at the first. */
export async function globFindsAny(files: Files, root: string, pattern: string): Promise<boolean> {
  const tree: Tree = { files, root, top: (await files.realpath(root)) ?? root };
  for await (const _ of inputEntries(tree, { kind: "glob", pattern })) return true;
  return false;
}

async function* inputEntries(
  tree: Tree,
  input: Exclude<Input, { kind: "exclude" | "bucket" }>,
): AsyncGenerator<Found> {
  const glob = input.kind === "glob" ? compileGlob(input.pattern) : undefined;
  const base = input.kind === "glob" && glob ? globBase(glob) : (input as { path: string }).path;
  const target = await realpath(tree.files, join(tree.root, base));
  if (target === undefined) return;
  if (!isWithin(tree.top, target)) yield { path: base, escapes: true };
  else yield* walk(tree, base, glob && cursorAt(glob, base), (await tree.files.stat(target))?.kind);
}

function cursorAt(glob: Glob, base: string): GlobCursor | undefined {
  let cursor: GlobCursor | undefined = globCursor(glob);
  for (const name of base === "." ? [] : base.split("/")) cursor = cursor && descend(cursor, name);
  return cursor;
}

/** Below `start`, which may be a link; without a cursor everything counts. */
async function* walk(
  tree: Tree,
  start: string,
  from: GlobCursor | undefined,
  kind: string | undefined,
): AsyncGenerator<Found> {
  if (kind === "file" && (!from || from.matchesFile)) yield { path: start, escapes: false };
  const stack = kind === "directory" ? [{ path: start, cursor: from }] : [];
  for (let folder = stack.pop(); folder; folder = stack.pop()) {
    for (const name of (await tree.files.list(join(tree.root, folder.path))) ?? []) {
      const cursor = folder.cursor && descend(folder.cursor, name);
      if (isPrivate(name) || (folder.cursor && !cursor)) continue;
      const path = folder.path === "." ? name : `${folder.path}/${name}`;
      const entry = await tree.files.stat(join(tree.root, path));
      if (entry?.kind === "directory") stack.push({ path, cursor });
      else if (!cursor || cursor.matchesFile) yield* leaf(tree, path, entry?.kind);
    }
  }
}

/** Pipes, sockets and links to nothing have no content that a step could be given. */
async function* leaf(tree: Tree, path: string, kind: string | undefined): AsyncGenerator<Found> {
  if (kind === "file") yield { path, escapes: false };
  if (kind !== "link") return;
  const target = await realpath(tree.files, join(tree.root, path));
  if (target !== undefined) yield { path, escapes: !isWithin(tree.top, target) };
}
