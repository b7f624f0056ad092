import { expect, test } from "vitest";
import { treeOf } from "../../src/store/bucket-tree.ts";

const objects = (...keys: readonly string[]) => keys.map((key) => ({ key, size: 1, version: "1" }));

test.each([
  [["p/../x"], /leads? to another place/],
  [["p/a/./x"], /another place/],
  [["p//x"], /empty name/],
  [["p//etc/passwd"], /empty name/],
  [["p/a\0b"], /NUL/],
  [["p/\ud800"], /Unicode/],
  [[`p/${"x".repeat(256)}`], /255 bytes/],
  [["p/A.txt", "p/a.txt"], /one file on some disks/],
  [["p/é", "p/e\u0301"], /one file on some disks/],
  [["p/D/x", "p/d/y"], /one file on some disks/],
  [["p/a", "p/a/b"], /one file on some disks/],
  [["p/a/b", "p/a"], /one file on some disks/],
  [["p/x/"], /name of a folder/],
])("refuses %j", (keys, message) => {
  expect(treeOf(objects(...keys), "p/")).toEqual({ ok: false, error: expect.stringMatching(message) });
});

test("makes files and folders of keys", () => {
  const marks = ["p/", "p/empty/"].map((key) => ({ key, size: 0, version: "0" }));
  const folder = { key: "p/real", size: 0, version: "0", isFolder: true };
  const tree = treeOf([...marks, folder, ...objects("p/real/x", "p/a/b/c", "p/..x", "p/\\")], "p/");
  expect(tree.ok && tree.value.files.map(({ path }) => path)).toEqual(["real/x", "a/b/c", "..x", "\\"]);
  expect(tree.ok && tree.value.folders).toEqual(["a", "a/b", "empty", "real"]);
});

test("what is left out may be called what it likes", () => {
  const tree = treeOf(objects("p/a", "p/A"), "p/", (path) => path === "A");
  expect(tree.ok && tree.value.files.map(({ path }) => path)).toEqual(["a"]);
});
