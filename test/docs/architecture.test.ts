import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocks, readPage, root } from "./markdown.ts";

/** Each line of the tree names files or folders first; indentation says below what. */
function listedPaths(): readonly string[] {
  const [tree = ""] = blocks(readPage("docs/architecture.md"), "text");
  const parents: string[] = [];
  return tree.split("\n").flatMap((line) => {
    const names = /^(?:[\w.-]+\/?(?:[\w-]+\/)?(?: |$))+/.exec(line.trimStart())?.[0].trim().split(" ") ?? [];
    const depth = (line.length - line.trimStart().length) / 2;
    const paths = names
      .filter((name) => /[./]/.test(name))
      .map((name) => [...parents.slice(0, depth), name].join(""));
    const [folder] = names;
    if (folder?.endsWith("/")) parents.splice(depth, parents.length, folder);
    return paths;
  });
}

test("docs/architecture.md names files and folders that exist", () => {
  const paths = listedPaths();
  expect(paths.length).toBeGreaterThan(60);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("docs/architecture.md names every folder and top file of src", () => {
  const entries = readdirSync(join(root, "src"), { withFileTypes: true });
  const names = entries
    .map((entry) => `src/${entry.name}${entry.isDirectory() ? "/" : ""}`)
    .filter((name) => name !== "src/version.ts");
  expect(listedPaths()).toEqual(expect.arrayContaining(names));
});
