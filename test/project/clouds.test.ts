import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const dist = join(import.meta.dirname, "../../dist");
const clouds = ["aws.js", "google.js", "azure.js"];
const text = new Map(
  readdirSync(join(dist, "chunks")).map((name) => [name, readFileSync(join(dist, "chunks", name), "utf8")]),
);

/** All that is loaded in the end, by whatever import, unless a cloud's registry is met. */
function withoutClouds(): ReadonlySet<string> {
  const found = new Set<string>();
  const entries = ["cli.js", "main.js", "post.js"].map((name) => readFileSync(join(dist, name), "utf8"));
  const pending = entries.flatMap(importsOf);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name) || clouds.includes(name)) continue;
    found.add(name);
    pending.push(...importsOf(text.get(name) ?? ""));
  }
  return found;
}

const importsOf = (source: string): string[] =>
  [...source.matchAll(/\b(?:from |import ?\(?)"\.\/(?:chunks\/)?([^"]+)"/g)].map(([, name = ""]) => name);

const marks = /amz-sdk-invocation-id|\bgaxios\b|\bmsal\b/i;

// They are larger than all the rest together, and most runs meet none of their registries.
test("a cloud's SDK is loaded by whoever meets its registry, and by nothing else", () => {
  const loaded = [...withoutClouds()];
  expect(loaded).toEqual(expect.arrayContaining(["check.js", "engine.js", "executor.js"]));
  expect(loaded.filter((name) => marks.test(text.get(name) ?? ""))).toEqual([]);
  expect(clouds.filter((name) => !marks.test(text.get(name) ?? ""))).toEqual([]);
  const edges = loaded.flatMap((name) =>
    [...(text.get(name) ?? "").matchAll(/(.{7})"\.\/(aws|google|azure)\.js"/g)].map(([, before]) => before),
  );
  expect(edges).toHaveLength(clouds.length);
  expect(edges.filter((before) => before !== "import(")).toEqual([]);
});
