import { describe, expect, test } from "vitest";
import { withheldHint } from "../../src/stage/withheld.ts";

const withheld = [
  "README",
  "R/util.R",
  "config/app.json",
  "data.csv",
  "data/train set.csv",
  "lib/deep/index.js",
  "lib/util.js",
  "model",
  "pkg/__init__.py",
  "pkg/util.py",
  "src/helpers.py",
  "sub/local.txt",
  "train.py",
  "ünï/größe.txt",
];
const hint = (workingDirectory: string, ...lines: readonly string[]) =>
  withheldHint({ lines, withheld, workingDirectory, seenAs: "/stepops" });

/** As these programs print them. */
const lines: readonly (readonly [string, string | undefined])[] = [
  ["FileNotFoundError: [Errno 2] No such file or directory: 'data/train set.csv'", "data/train set.csv"],
  ["FileNotFoundError: [Errno 2] No such file or directory: PosixPath('data.csv')", "data.csv"],
  ["FileNotFoundError: File data.csv does not exist", "data.csv"],
  ["python3: can't open file '/stepops/work/train.py': [Errno 2] No such file or directory", "train.py"],
  ["ModuleNotFoundError: No module named 'pkg.util'", "pkg/util.py"],
  ["ModuleNotFoundError: No module named 'pkg'", "pkg/__init__.py"],
  ["ModuleNotFoundError: No module named 'helpers'", "src/helpers.py"],
  ["ModuleNotFoundError: No module named 'numpy'", undefined],
  ["ModuleNotFoundError: No module named 'pkg.utilities'", undefined],
  ["Error: Cannot find module './lib/util'", "lib/util.js"],
  ["Error: Cannot find module '../util.js'", undefined],
  ["Error: Cannot find module '../util'", "lib/util.js"],
  ["Error: Cannot find module './deep'", "lib/deep/index.js"],
  ["Error: Cannot find module 'lodash'", undefined],
  ["Error: Cannot find module '/stepops/work/lib/util.js'", "lib/util.js"],
  [
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/stepops/work/lib/util.js' imported from /stepops/work/main.js",
    "lib/util.js",
  ],
  ["Error: ENOENT: no such file or directory, open 'config/app.json'", "config/app.json"],
  ["  cannot open file 'R/util.R': No such file or directory", "R/util.R"],
  ["  cannot open file ‘data.csv’: No such file or directory", "data.csv"],
  ["cat: data.csv: No such file or directory", "data.csv"],
  ["cat: ünï/größe.txt: No such file or directory", "ünï/größe.txt"],
  ["grep: ./data.csv: No such file or directory", "data.csv"],
  ["sh: 1: ./train.py: not found", "train.py"],
  ["bash: line 1: ../data.csv: No such file or directory", "data.csv"],
  ["cat: README: No such file or directory", "README"],
  ["open data.csv.", "data.csv"],
  // A word is no file's name, and one name may be part of another.
  ["Epoch 3: saving the model", undefined],
  ["model: training failed, see the README", undefined],
  ["cat: mydata.csv: No such file or directory", undefined],
  ["cat: data.csv.gz: No such file or directory", undefined],
  ["cat: old-data.csv: No such file or directory", undefined],
  ["cat: other/data.csv: No such file or directory", undefined],
  ["cat: network/data.csv: No such file or directory", undefined],
  ["cat: /data.csv: No such file or directory", undefined],
  ["cat: data.csv/x: No such file or directory", undefined],
  ["ZeroDivisionError: division by zero", undefined],
  ["", undefined],
];

describe("a line of a program", () => {
  test.each(lines)("%s", (line, path) => {
    const expected =
      path === undefined
        ? undefined
        : `${path} is in the folder but not among the step's inputs: add it to inputs`;
    expect(hint(".", "something before", line, "something after")).toBe(expected);
  });
});

test("a path as it is seen from the working directory, and from the folder", () => {
  const expected = "sub/local.txt is in the folder but not among the step's inputs: add it to inputs";
  for (const name of ["local.txt", "./local.txt", "sub/local.txt", "/stepops/work/sub/local.txt"])
    expect(hint("sub", `cat: ${name}: No such file or directory`)).toBe(expected);
  expect(hint(".", "cat: local.txt: No such file or directory")).toBeUndefined();
});

test("of many the first three are named", () => {
  expect(hint(".", "data.csv train.py config/app.json", "lib/util.js")).toBe(
    "config/app.json, data.csv, lib/util.js are in the folder but not among the step's inputs: add them to inputs",
  );
});

test("only the last that was printed counts, so that the search has an end", () => {
  expect(hint(".", "cat: data.csv: No such file", "x".repeat(70_000))).toBeUndefined();
  expect(hint(".", "x".repeat(70_000), "cat: data.csv: No such file")).toContain("data.csv is");
});
