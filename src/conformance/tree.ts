import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Files } from "../host/host.ts";
import { expect } from "./expectation.ts";

/** What lies below a folder, by path: `folder 755`, `link TARGET`, `file 644 SHA-256`. */
export type Tree = ReadonlyMap<string, string>;

export async function treeOf(files: Files, root: string): Promise<Tree> {
  const tree = new Map<string, string>();
  await walk(files, root, "", tree);
  return tree;
}

async function walk(files: Files, root: string, path: string, tree: Map<string, string>): Promise<void> {
  for (const name of (await files.list(join(root, path))) ?? []) {
    const below = path === "" ? name : `${path}/${name}`;
    const stat = await files.stat(join(root, below));
    const mode = ((stat?.mode ?? 0) & 0o777).toString(8);
    if (stat?.kind === "directory") {
      tree.set(below, `folder ${mode}`);
      await walk(files, root, below, tree);
    } else if (stat?.kind === "link") tree.set(below, `link ${await files.readlink(join(root, below))}`);
    else if (stat?.kind === "file") tree.set(below, `file ${mode} ${await digest(files, join(root, below))}`);
    else tree.set(below, "something that is no file");
  }
}

async function digest(files: Files, path: string): Promise<string> {
  const hash = createHash("sha256");
  for (let at = 0; ; ) {
    const bytes = await files.readFrom(path, at, 1024 * 1024);
    if (!bytes || bytes.length === 0) return hash.digest("hex");
    hash.update(bytes);
    at += bytes.length;
  }
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Ends the check with the first difference in what is expected; what else there is does not count. */
export function expectTree(what: string, tree: Tree, expected: Readonly<Record<string, string>>): void {
  for (const [path, wanted] of Object.entries(expected)) {
    const found = tree.get(path) ?? "not there";
    expect(found === wanted, () => `${what}: ${path} should be ${wanted}, and is ${found}`);
  }
}

/** Ends the check with the first difference of two folders that should hold the same. */
export function expectSame(what: string, one: Tree, other: Tree): void {
  for (const path of new Set([...one.keys(), ...other.keys()])) {
    const [first, second] = [one.get(path) ?? "not there", other.get(path) ?? "not there"];
    expect(first === second, () => `${what}: ${path} was ${first} and then ${second}`);
  }
}
