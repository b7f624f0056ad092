import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeFiles } from "../../src/host/node-files.ts";
import { relinkOutputs } from "../../src/stage/relink.ts";

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "stepops-relink-"));
  for (const path of ["out/deep/file", "data/x", "other"]) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), path);
  }
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

const cases: readonly (readonly [string, string, string])[] = [
  ["out/l", "/stepops/work/out/deep/file", "deep/file"],
  ["out/deep/l", "/stepops/work/out/deep/file", "file"],
  ["out/deep/l", "/stepops/work/data/x", "../../data/x"],
  ["out/deep/l", "/stepops/work/out/deep", "."],
  ["out/l", "/stepops/work/", ".."],
  ["out/l", "/stepops/work", ".."],
  // These lead where they did, or nowhere, as they did.
  ["out/l", "deep/file", "deep/file"],
  ["out/l", "../data/x", "../data/x"],
  ["out/l", "/etc/hostname", "/etc/hostname"],
  ["out/l", "/stepops/workshop", "/stepops/workshop"],
  ["out/l", "/stepops/home/x", "/stepops/home/x"],
];
test.each(cases)("%s to %s is one to %s", async (path, target, expected) => {
  symlinkSync(target, join(work, path));
  await relinkOutputs({ files: nodeFiles, work, seenAs: "/stepops" }, ["out"]);
  expect(readlinkSync(join(work, path))).toBe(expected);
});

test("an output may be such a link itself; what is no output stays as it is", async () => {
  symlinkSync("/stepops/work/data/x", join(work, "best"));
  symlinkSync("/stepops/work/data/x", join(work, "scratch"));
  await relinkOutputs({ files: nodeFiles, work, seenAs: "/stepops" }, ["best", "missing", "out"]);
  expect(readlinkSync(join(work, "best"))).toBe("data/x");
  expect(readFileSync(join(work, "best"), "utf8")).toBe("data/x");
  expect(readlinkSync(join(work, "scratch"))).toBe("/stepops/work/data/x");
});
