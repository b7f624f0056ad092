import { dirname, isAbsolute, join } from "node:path";
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
import { breathe } from "./breathe.ts";
import { isWithin, realpath } from "./links.ts";

/** Paths relative to the pipeline's folder, in code-point order. */
export interface InputFiles {
  /** Files, and links that stay in the folder (a link to a folder is one entry and is not walked). */
  readonly files: readonly string[];
  /** Links that leave the folder: what a step must not be given. */
  readonly escaping: readonly string[];
  /** Links that an input names itself, to files: the step gets what they lead to, under their name. */
  readonly followed: ReadonlySet<string>;
  /** Folders on the way; true where everything that lies in one is among `files`, so that it can be given as it is. */
  readonly folders: ReadonlyMap<string, boolean>;
  /** Files and folders that do not lie in the pipeline's folder, as data of buckets, and where they do; absolute. */
  readonly elsewhere?: ReadonlyMap<string, string>;
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
  readonly folders: Map<string, boolean>;
  readonly followed: Set<string>;
  /** What inputs name by way of a link, files and folders: what lies around holds less, or something else, under that name. */
  readonly renamed: Set<string>;
}

/** What git, stepops, a login step or a developer keeps beside the work; only naming it makes it an input. */
export const isPrivate = (name: string): boolean => /^(\.git|\.stepops|\.env|gha-creds-.*\.json)$/.test(name);

/** The files that declared inputs name on this disk. Missing ones are no error here; an unreadable folder throws. */
export async function listInputs(files: Files, root: string, inputs: readonly Input[]): Promise<InputFiles> {
  const tree = await openTree(files, root);
  const found = new Map<string, Found>();
  for (const input of inputs) {
    if (input.kind === "bucket") continue;
    if (input.kind === "exclude") remove(found, tree, compileGlob(input.pattern));
    else for await (const each of inputEntries(tree, input)) found.set(each.path, each);
  }
  return inputFiles(found, tree);
}

/** All files of the pipeline's folder that `isKept` names, a folder's path before what lies in it. */
export async function listAll(
  files: Files,
  root: string,
  isKept: (path: string) => boolean,
): Promise<InputFiles> {
  const tree = await openTree(files, root);
  const found = new Map<string, Found>();
  for await (const each of walk(tree, { start: ".", from: undefined, kind: "directory", isKept }))
    found.set(each.path, each);
  return inputFiles(found, tree);
}

async function openTree(files: Files, root: string): Promise<Tree> {
  const top = (await files.realpath(root)) ?? root;
  return { files, root, top, folders: new Map(), followed: new Set(), renamed: new Set() };
}

function inputFiles(found: ReadonlyMap<string, Found>, { folders, followed, renamed }: Tree): InputFiles {
  const paths = (escapes: boolean): string[] =>
    [...found.values()].filter((each) => each.escapes === escapes).map(({ path }) => path);
  const escaping = paths(true).sort(compareCodePoints);
  for (const path of [...escaping, ...renamed]) leaveOut(folders, path);
  return { files: paths(false).sort(compareCodePoints), escaping, followed, folders };
}

/** What lies around a path that is left out is no longer whole. */
function leaveOut(folders: Map<string, boolean>, path: string): void {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (folders.has(folder)) folders.set(folder, false);
    if (folder === ".") return;
  }
}

function remove(found: Map<string, Found>, { folders }: Tree, glob: Glob): void {
  for (const path of found.keys()) {
    if (!matches(glob, path)) continue;
    found.delete(path);
    leaveOut(folders, path);
  }
}

/** Whether a glob names any file on this disk; it stops at the first. */
export async function globFindsAny(files: Files, root: string, pattern: string): Promise<boolean> {
  const tree = await openTree(files, root);
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
  else {
    const kind = (await tree.files.stat(target))?.kind;
    if (target !== join(tree.top, base)) tree.renamed.add(base);
    if (kind === "file" && !glob && (await tree.files.readlink(join(tree.root, base))) !== undefined)
      tree.followed.add(base);
    yield* walk(tree, { start: base, from: glob && cursorAt(glob, base), kind });
  }
}

function cursorAt(glob: Glob, base: string): GlobCursor | undefined {
  let cursor: GlobCursor | undefined = globCursor(glob);
  for (const name of base === "." ? [] : base.split("/")) cursor = cursor && descend(cursor, name);
  return cursor;
}

interface Walk {
  /** It may be a link. */
  readonly start: string;
  /** Undefined: everything below counts. */
  readonly from: GlobCursor | undefined;
  readonly kind: string | undefined;
  readonly isKept?: (path: string) => boolean;
}

async function* walk(tree: Tree, { start, from, kind, isKept }: Walk): AsyncGenerator<Found> {
  if (kind === "file" && (!from || from.matchesFile)) yield { path: start, escapes: false };
  const stack = kind === "directory" ? [{ path: start, cursor: from }] : [];
  for (let folder = stack.pop(); folder; folder = stack.pop()) {
    // What an earlier entry walked whole stays so, whatever a glob picks of it again.
    if (tree.folders.get(folder.path) !== true) tree.folders.set(folder.path, folder.cursor === undefined);
    for (const name of (await tree.files.list(join(tree.root, folder.path))) ?? []) {
      const cursor = folder.cursor && descend(folder.cursor, name);
      const path = folder.path === "." ? name : `${folder.path}/${name}`;
      if (isPrivate(name) || (folder.cursor && !cursor) || isKept?.(path) === false) {
        if (!folder.cursor) leaveOut(tree.folders, path);
        continue;
      }
      const entry = await tree.files.stat(join(tree.root, path));
      await breathe();
      if (entry?.kind === "directory") stack.push({ path, cursor });
      else if (!cursor || cursor.matchesFile) yield* leaf(tree, path, entry?.kind);
    }
  }
}

/** Pipes, sockets and links to nothing have no content that a step could be given. */
async function* leaf(tree: Tree, path: string, kind: string | undefined): AsyncGenerator<Found> {
  if (kind === "file") yield { path, escapes: false };
  else if (kind !== "link") leaveOut(tree.folders, path);
  if (kind !== "link") return;
  const target = await realpath(tree.files, join(tree.root, path));
  if (target === undefined || !(await keepsMeaning(tree, path))) leaveOut(tree.folders, path);
  if (target !== undefined) yield { path, escapes: !isWithin(tree.top, target) };
}

/**
 * Whether a link leads to the same in a folder that is given as it is: an absolute one does not where the pipeline's folder
 * bears another name, nor does any below a folder that is reached by a link.
 */
async function keepsMeaning({ files, root, top }: Tree, path: string): Promise<boolean> {
  if (isAbsolute((await files.readlink(join(root, path))) ?? "")) return false;
  const folder = dirname(path);
  return (await realpath(files, join(root, folder))) === join(top, folder);
}
