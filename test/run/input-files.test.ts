import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeFiles } from "../../src/host/node-files.ts";
import { matches } from "../../src/pipeline/glob.ts";
import { compareCodePoints, parseInput } from "../../src/pipeline/paths.ts";
import type { Input } from "../../src/pipeline/pipeline.ts";
import { listInputs } from "../../src/run/input-files.ts";

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "stepops-inputs-")));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), path);
  }
}

const parse = (text: string): Input => {
  const parsed = parseInput(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
};

const list = (...texts: string[]) => listInputs(nodeFiles, root, texts.map(parse));
const names = async (...texts: string[]) => (await list(...texts)).files;

test("folders, files, globs and excludes in code-point order", async () => {
  write(
    "src/b.py",
    "src/a/x.py",
    "src/a.py",
    "src/.hidden",
    "src/ﬁ.py",
    "src/😀.py",
    "data/1.csv",
    "data/2.txt",
    "README",
  );
  expect(await names("src/")).toEqual([
    "src/.hidden",
    "src/a.py",
    "src/a/x.py",
    "src/b.py",
    "src/ﬁ.py",
    "src/😀.py",
  ]);
  expect(await names("src/*.py", "README", "src/a.py")).toEqual([
    "README",
    "src/a.py",
    "src/b.py",
    "src/ﬁ.py",
    "src/😀.py",
  ]);
  expect(await names("**/*.{csv,txt}", "missing", "missing/*")).toEqual(["data/1.csv", "data/2.txt"]);
  expect(await names("src/*/")).toEqual(["src/a/x.py"]);
  expect(await names(".", "!src/", "!*.txt")).toEqual(["README", "data/1.csv", "data/2.txt"]);
  expect(await names("!data/2.txt", "data/")).toEqual(["data/1.csv", "data/2.txt"]);
  expect(await names("data/", "!data/*", "data/2.txt")).toEqual(["data/2.txt"]);
});

test("what belongs to git, stepops, a login or a developer comes only when it is named", async () => {
  write(
    ".git/config",
    "a/.git/config",
    ".stepops/x",
    ".env",
    "a/.env",
    "gha-creds-12.json",
    "a/b",
    ".environment",
  );
  expect(await names(".")).toEqual([".environment", "a/b"]);
  expect(await names("**")).toEqual([".environment", "a/b"]);
  expect(await names("a/.env", "gha-creds-12.json")).toEqual(["a/.env", "gha-creds-12.json"]);
});

test("links: inside is an entry, outside is named, to nothing is skipped, the named one is followed", async () => {
  write("real/x", "real/y", "src/a");
  symlinkSync("../real", join(root, "src/folder"));
  symlinkSync("a", join(root, "src/file"));
  symlinkSync("..", join(root, "src/up"));
  symlinkSync("/etc/hostname", join(root, "src/out"));
  symlinkSync("../..", join(root, "src/above"));
  symlinkSync("nothing", join(root, "src/dangling"));
  symlinkSync("loop", join(root, "src/loop"));
  symlinkSync("real", join(root, "current"));
  symlinkSync(tmpdir(), join(root, "tmp"));
  expect(await list("src/")).toMatchObject({
    files: ["src/a", "src/file", "src/folder", "src/up"],
    escaping: ["src/above", "src/out"],
  });
  expect(await names("current/")).toEqual(["current/x", "current/y"]);
  expect(await names("current/*")).toEqual(["current/x", "current/y"]);
  expect(await list("tmp/")).toMatchObject({ files: [], escaping: ["tmp"] });
  expect(await list("tmp/*", "src/", "!src/above", "!src/out", "!tmp")).toMatchObject({ escaping: [] });
});

test.skipIf(process.platform === "win32")("a pipe in the way is passed by", async () => {
  write("src/a");
  execFileSync("mkfifo", [join(root, "src/pipe")]);
  expect(await names("src/", "src/pipe")).toEqual(["src/a"]);
});

test("for any tree and inputs the list is that of testing every file", async () => {
  const name = fc.constantFrom("a", "b", "ab", ".c");
  const files = fc.uniqueArray(
    fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
    { maxLength: 12 },
  );
  const part = fc.constantFrom("a", "b", "ab", "*", "**", "?", "a*", "[!a]*");
  const text = fc
    .tuple(
      fc.constantFrom("", "!"),
      fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
      fc.constantFrom("", "/"),
    )
    .map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(files, fc.array(text, { maxLength: 4 }), async (paths, texts) => {
      rmSync(root, { recursive: true, force: true });
      mkdirSync(root);
      const written = paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
      write(...written);
      const taken = written.filter((path) => {
        let belongs = false;
        for (const each of texts) {
          const pattern = each.replace(/^!/, "");
          // A literal path with a slash too many names the file all the same.
          const isLiteral = !each.startsWith("!") && !/[*?[]/.test(pattern);
          const fits = matches(isLiteral ? pattern.replace(/\/$/, "") : pattern, path);
          if (fits) belongs = !each.startsWith("!");
        }
        return belongs;
      });
      expect(await names(...texts)).toEqual(taken.sort(compareCodePoints));
    }),
    { numRuns: 150 },
  );
});
