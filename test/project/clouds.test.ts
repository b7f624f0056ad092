import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const dist = join(import.meta.dirname, "../../dist");
const text = new Map(
  readdirSync(join(dist, "chunks")).map((name) => [name, readFileSync(join(dist, "chunks", name), "utf8")]),
);
const entries = ["cli.js", "main.js", "post.js"].map((name) => readFileSync(join(dist, name), "utf8"));

/** What opens a cloud: its registry's logins, its buckets. */
const openers = ["openAws", "openGoogle", "openAzure", "openS3", "openGcs", "openAzureBlobs"];

/** The chunk behind the one import that an opener is called of. */
const clouds = openers.map((opener) => {
  const pattern = new RegExp(String.raw`await import\("\./([^"]+)"\)\)\.${opener}\(`, "g");
  const found = [...text.values()].flatMap((source) =>
    [...source.matchAll(pattern)].map(([, name = ""]) => name),
  );
  return { opener, found };
});
const names = new Set(clouds.flatMap(({ found }) => found));

const importsOf = (source: string): string[] =>
  [...source.matchAll(/\b(?:from |import ?\(?)"\.\/(?:chunks\/)?([^"]+)"/g)].map(([, name = ""]) => name);

/** All that is loaded in the end, by whatever import; `stops`: where nobody looks further. */
function reached(sources: readonly string[], stops: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  const pending = sources.flatMap(importsOf);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name) || stops.has(name)) continue;
    found.add(name);
    pending.push(...importsOf(text.get(name) ?? ""));
  }
  return [...found];
}

const marks = /amz-sdk-invocation-id|\bgaxios\b|\bmsal\b|fast-xml-parser/i;
const marked = (chunks: readonly string[]): readonly string[] =>
  chunks.filter((name) => marks.test(text.get(name) ?? ""));

// They are larger than all the rest together, and most runs meet none of their registries and buckets.
test("a cloud's SDK is loaded by whoever meets its registry or bucket, and by nothing else", () => {
  expect(clouds.map(({ opener, found }) => [opener, found.length])).toEqual(openers.map((name) => [name, 1]));
  const loaded = reached(entries, names);
  expect(loaded).toEqual(expect.arrayContaining(["check.js", "engine.js", "executor.js", "buckets.js"]));
  expect(marked(loaded)).toEqual([]);
  for (const name of names)
    expect(marked([name, ...reached([text.get(name) ?? ""], new Set())]), name).not.toEqual([]);
});
