import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeFiles } from "../../src/host/node-files.ts";
import { matches } from "../../src/pipeline/glob.ts";
import { compareCodePoints, parseInput } from "../../src/pipeline/paths.ts";
import type { Input } from "../../src/pipeline/pipeline.ts";
import { listAll, listInputs } from "../../src/run/input-files.ts";

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

describe("a folder is given as it is", () => {
  const folders = async (...texts: string[]) => Object.fromEntries((await list(...texts)).folders);

  test("where all that lies in it is an input", async () => {
    write("src/a", "src/sub/b", "data/x");
    mkdirSync(join(root, "src/empty"));
    const src = { src: true, "src/sub": true, "src/empty": true };
    expect(await folders("src/")).toEqual(src);
    expect(await folders("src/sub/")).toEqual({ "src/sub": true });
    expect(await folders(".")).toEqual({ ".": true, data: true, ...src });
    expect(await folders("src/a", "nothing/")).toEqual({});
  });

  const partly: readonly (readonly [string, readonly string[], Readonly<Record<string, boolean>>])[] = [
    ["not where a glob looks into it", ["src/**"], { src: false, "src/sub": false }],
    ["not where something is taken away", ["src/", "!src/sub/b"], { src: false, "src/sub": false }],
    ["where something is taken away beside it", ["src/", "!src/a"], { src: false, "src/sub": true }],
    ["where what was taken away comes back", ["src/", "!src/sub/b", "src/"], { src: true, "src/sub": true }],
    ["where a glob looks into it afterwards", ["src/", "src/*"], { src: true, "src/sub": true }],
    ["where a glob looked into it before", ["src/sub/*", "src/"], { src: true, "src/sub": true }],
    ["where nothing is taken away", ["src/", "!src/x*"], { src: true, "src/sub": true }],
  ];
  test.each(partly)("%s", async (_name, texts, expected) => {
    write("src/a", "src/sub/b");
    expect(await folders(...texts)).toEqual(expected);
  });

  const holes: readonly (readonly [string, () => void])[] = [
    ["an environment", () => write("src/sub/.env")],
    ["a repository", () => write("src/sub/.git/config")],
    ["a login", () => write("src/sub/gha-creds-1.json")],
    ["a pipe", () => execFileSync("mkfifo", [join(root, "src/sub/pipe")])],
    ["a link to nothing", () => symlinkSync("nowhere", join(root, "src/sub/l"))],
    ["a link that leaves", () => symlinkSync("/etc/hostname", join(root, "src/sub/l"))],
    [
      "an absolute link, which means something else there",
      () => symlinkSync(join(root, "src/a"), join(root, "src/sub/l")),
    ],
  ];
  test.each(holes)("not with %s in it, nor what lies around that", async (_name, plant) => {
    write("src/a", "src/sub/b", "src/other/c");
    plant();
    expect(await folders("src/")).toEqual({ src: false, "src/sub": false, "src/other": true });
  });

  test("with links in it that mean the same there", async () => {
    write("src/a", "src/sub/b");
    symlinkSync("../a", join(root, "src/sub/l"));
    symlinkSync("sub", join(root, "src/m"));
    expect(await folders("src/")).toEqual({ src: true, "src/sub": true });
  });

  test("by the name of a link, but not with links in it; what lies around is not", async () => {
    write("src/a", "src/sub/b", "top/x");
    symlinkSync("../src", join(root, "top/current"));
    expect(await folders("top/current/")).toEqual({ "top/current": true, "top/current/sub": true });
    expect(await folders("top/", "top/current/")).toMatchObject({ top: false, "top/current": true });
    symlinkSync("../a", join(root, "src/sub/l"));
    expect(await folders("top/current/")).toEqual({ "top/current": false, "top/current/sub": false });
  });
});

test("a link to a file that an input names is followed, one that is only found is not", async () => {
  write("data/x", "src/a");
  symlinkSync("../data/x", join(root, "src/l"));
  symlinkSync("data", join(root, "folder"));
  const followed = async (...texts: string[]) => [...(await list(...texts)).followed];
  expect(await followed("src/")).toEqual([]);
  expect(await followed("src/*", "folder/")).toEqual([]);
  expect(await followed("src/l")).toEqual(["src/l"]);
  expect(await list("src/", "src/l")).toMatchObject({
    files: ["src/a", "src/l"],
    folders: new Map([["src", false]]),
  });
});

describe("all files", () => {
  const all = (isKept: (path: string) => boolean) => listAll(nodeFiles, root, isKept);

  test("are those that are kept, and nothing below a folder that is not", async () => {
    write("a", "src/b", "src/sub/c", "out/d", ".env", ".stepops/x", ".git/config");
    const asked: string[] = [];
    const found = await all((path) => {
      asked.push(path);
      return !["out", "src/b"].includes(path);
    });
    expect(found.files).toEqual(["a", "src/sub/c"]);
    expect(Object.fromEntries(found.folders)).toEqual({ ".": false, src: false, "src/sub": true });
    expect(asked.sort()).toEqual(["a", "out", "src", "src/b", "src/sub", "src/sub/c"]);
  });

  test("have links as entries, and name those that leave", async () => {
    write("src/a");
    symlinkSync("src", join(root, "l"));
    symlinkSync("/etc/hostname", join(root, "away"));
    expect(await all(() => true)).toMatchObject({ files: ["l", "src/a"], escaping: ["away"] });
    expect(await all((path) => path !== "away")).toMatchObject({ files: ["l", "src/a"], escaping: [] });
  });

  test("are none where nothing is kept", async () => {
    write("a", "src/b");
    expect(await all(() => false)).toMatchObject({ files: [], escaping: [] });
  });
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
