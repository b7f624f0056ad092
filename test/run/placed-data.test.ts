import { linkSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeFiles } from "../../src/host/node-files.ts";
import type { StepData } from "../../src/run/bucket-data.ts";
import { openLedger } from "../../src/run/ledger.ts";
import { placeInCheckout } from "../../src/run/placed-data.ts";
import { createRepo, type Repo } from "../rig/repo.ts";

let repo: Repo;
beforeEach(() => {
  repo = createRepo();
});
afterEach(() => repo[Symbol.dispose]());

/** Fetched data, which a run of its own places. */
function dataOf(name: string, files: Readonly<Record<string, string>>): StepData["data"] {
  for (const [path, text] of Object.entries(files)) repo.write(`.stepops/buckets/${name}/${path}`, text);
  mkdirSync(repo.at(`.stepops/buckets/${name}/empty`), { recursive: true });
  return { at: repo.at(`.stepops/buckets/${name}`), files: Object.keys(files), folders: ["empty"] };
}
const place = (data: StepData["data"], path = "data/raw", placed = aRun()) =>
  placed.place({ from: "s3://b/x/", path, data });
const aRun = () =>
  placeInCheckout({ files: nodeFiles, root: repo.path, ledger: openLedger(nodeFiles, repo.path) });
const inode = (path: string): number => statSync(repo.at(path)).ino;

test("data lies at its path, as second names of the same files", async () => {
  expect(await place(dataOf("1", { "a/b": "x", c: "y" }))).toEqual({ ok: true });
  expect([repo.read("data/raw/a/b"), repo.list("data/raw")]).toEqual(["x", ["a", "c", "empty"]]);
  expect(inode("data/raw/c")).toBe(inode(".stepops/buckets/1/c"));
});

test("one object is one file", async () => {
  dataOf("1", { "one.csv": "x" });
  await place({ at: repo.at(".stepops/buckets/1/one.csv"), files: [""], folders: [] }, "data/renamed.csv");
  expect(repo.read("data/renamed.csv")).toBe("x");
});

test("what an earlier run placed is replaced, and the same data is left as it is", async () => {
  const data = dataOf("1", { a: "old", gone: "" });
  await place(data);
  const folder = inode("data/raw");
  await place(data);
  expect(inode("data/raw")).toBe(folder);
  await place(dataOf("2", { a: "new" }));
  expect([repo.list("data/raw"), repo.read("data/raw/a")]).toEqual([["a", "empty"], "new"]);
});

test.each<readonly [string, () => void, RegExp]>([
  ["a file of somebody's", () => repo.write("data/raw/mine", "m"), /data\/raw\/mine; move or delete it/],
  ["a file in the way", () => repo.write("data", "m"), /cannot be made, because data is a file/],
  ["a link out of the folder", () => symlinkSync("/tmp", repo.at("data")), /behind the link data/],
])("%s is named and left alone", async (_what, prepare, message) => {
  prepare();
  const placed = await place(dataOf("1", { a: "x" }));
  expect(placed).toEqual({
    ok: false,
    error: { cause: "config", phase: "inputs", message: expect.stringMatching(message) },
  });
  if (repo.has("data/raw/mine")) expect(repo.list("data/raw")).toEqual(["mine"]);
});

test("a file that somebody put beside the data keeps it from being replaced", async () => {
  await place(dataOf("1", { a: "x" }));
  writeFileSync(repo.at("data/raw/note"), "n");
  expect(await place(dataOf("2", { a: "y" }))).toMatchObject({ ok: false });
  expect(repo.read("data/raw/note")).toBe("n");
});

test("within a run it is placed once for all steps", async () => {
  const placed = aRun();
  const data = dataOf("1", { a: "x" });
  await Promise.all([place(data, "data/raw", placed), place(data, "data/raw", placed)]);
  // Of what a step does there no later one is robbed.
  linkSync(repo.at("data/raw/a"), repo.at("data/raw/b"));
  expect(await place(data, "data/raw", placed)).toEqual({ ok: true });
  expect(repo.list("data/raw")).toEqual(["a", "b", "empty"]);
});
