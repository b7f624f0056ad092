import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashFiles } from "../../src/host/hash-files.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "stepops-hash-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const sha256 = (content: string | Buffer): Buffer => createHash("sha256").update(content).digest();
const expected = (...contents: (string | Buffer)[]): string =>
  contents.length === 0
    ? ""
    : createHash("sha256")
        .update(Buffer.concat(contents.map(sha256)))
        .digest("hex");

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), path);
  }
}

test.each<[patterns: string[], files: string[]]>([
  [["a/x"], ["a/x"]],
  [["missing", "missing/**"], []],
  [[], []],
  [["", "  ", "# comment"], []],
  [["a"], ["a/.h", "a/x", "a/y/z"]],
  [["a/"], ["a/.h", "a/x", "a/y/z"]],
  [["a/*"], ["a/.h", "a/x", "a/y/z"]],
  [["*.txt"], ["a.txt", "b.txt"]],
  [["**/x"], ["a/x", "b/x"]],
  // A folder's files stand where its name does: a before a.txt, though "a.txt" is less than "a/x".
  [["**"], ["a/.h", "a/x", "a/y/z", "a.txt", "b/x", "b.txt", "{c,d}"]],
  // Without a common folder the order of the patterns counts.
  [
    ["b/**", "a/x"],
    ["b/x", "a/x"],
  ],
  [
    ["a/x", "b/**"],
    ["a/x", "b/x"],
  ],
  [
    ["a/y/z", "a", "a/x"],
    ["a/.h", "a/x", "a/y/z"],
  ],
  [
    ["a/**", "!a/y/**"],
    ["a/.h", "a/x"],
  ],
  [
    ["!a/y/**", "a/**"],
    ["a/.h", "a/x", "a/y/z"],
  ],
  [["a/**\n!**/x\n# none\r\nb/x"], ["a/.h", "a/y/z", "b/x"]],
  [["{c,d}"], ["{c,d}"]],
  [["./a/x"], ["a/x"]],
  [["a/x/**"], ["a/x"]],
  [
    ["./**/**", "!?/**"],
    ["a.txt", "b.txt", "{c,d}"],
  ],
  [["[ab]/x"], ["a/x", "b/x"]],
  [["/etc/hostname", "/**/x"], []],
])("%j hashes %j", (patterns, files) => {
  write("a/x", "a/.h", "a/y/z", "a.txt", "b/x", "b.txt", "{c,d}", ".stepops/runs/1");
  expect(hashFiles(root, patterns)).toBe(expected(...files));
});

test("absolute patterns below the folder are patterns of it", () => {
  write("a/x", "b/x");
  expect(hashFiles(root, [`${root}/**/x`])).toBe(expected("a/x", "b/x"));
  expect(hashFiles(root, [`${root}`])).toBe(expected("a/x", "b/x"));
});

test("linked files are read, linked folders and broken ends are not", () => {
  write("a/x");
  symlinkSync("x", join(root, "a/file"));
  symlinkSync("..", join(root, "a/folder"));
  symlinkSync("nothing", join(root, "a/broken"));
  expect(hashFiles(root, ["a/**"])).toBe(expected("a/x", "a/x"));
});

test("a file larger than one piece", () => {
  const content = Buffer.alloc(3 * 1024 * 1024 + 17, "ab");
  writeFileSync(join(root, "big"), content);
  expect(hashFiles(root, ["big"])).toBe(expected(content));
});

test("a pattern that leads upwards is an error, not an empty hash", () => {
  expect(() => hashFiles(root, ["../**"])).toThrow("..");
  expect(() => hashFiles(root, ["a/../b"])).toThrow("..");
});
