import { createHash } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Files } from "../../src/host/host.ts";
import { nodeClock } from "../../src/host/node-clock.ts";
import { nodeFiles } from "../../src/host/node-files.ts";
import { type ContextRequest, contextDigest, readContext } from "../../src/image/context.ts";
import { parseDockerignore } from "../../src/image/dockerignore.ts";

let top: string;
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), "stepops-context-")));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(path: string, text = path): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
}

const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

function read(ignore = "", options: Partial<ContextRequest> = {}): ReturnType<typeof readContext> {
  return readContext({
    files: nodeFiles,
    clock: nodeClock,
    folder: top,
    ignore: parseDockerignore(ignore),
    countsGit: false,
    signal: new AbortController().signal,
    ...options,
  });
}

async function pathsOf(ignore = "", options: Partial<ContextRequest> = {}): Promise<readonly string[]> {
  const context = await read(ignore, options);
  return context.ok ? context.value.entries.map(({ path }) => path) : [context.error];
}

async function digest(): Promise<string> {
  const context = await read();
  return context.ok ? contextDigest(context.value) : context.error;
}

describe("an ignore file", () => {
  test.each<readonly [string, string, readonly string[], readonly string[]]>([
    ["nothing", "", [], ["a", "a/b"]],
    ["a name at the top only, with all that it holds", "a", ["a", "a/b", "a/b/c"], ["b/a", "ab"]],
    ["a slash at either end", "/a/", ["a", "a/b"], ["b/a"]],
    ["a path that is not tidy", "./x/../a//b", ["a/b", "a/b/c"], ["a", "x"]],
    ["a star within a name", "*.py", ["x.py", ".py", "x.py/y"], ["a/x.py", "xpy"]],
    ["a star for one folder", "*/b", ["a/b", "a/b/c"], ["b", "a/c/b"]],
    ["a question mark", "a?", ["ab"], ["a", "abc", "a/b"]],
    ["two stars for any number of folders", "**/b", ["b", "a/b", "a/x/b", "b/c"], ["ab"]],
    ["two stars in between", "a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["a", "b", "x/a/b"]],
    ["two stars at the end, which spare the folder itself", "a/**", ["a/b", "a/b/c"], ["a"]],
    ["characters of a class", "[a-c]x", ["ax", "bx"], ["dx"]],
    ["characters out of a class", "[^a]x", ["bx"], ["ax"]],
    ["a class that is none, which Docker refuses", "[z-a]", [], ["z", "a"]],
    ["an escaped star", "\\*", ["*"], ["a"]],
    ["names that would be syntax elsewhere", "a+(b){c}|^$.d", ["a+(b){c}|^$.d"], ["aab", "a"]],
    ["case", "Readme", ["Readme"], ["README", "readme"]],
    ["what a later line brings back", "*.md\n!README.md", ["x.md"], ["README.md"]],
    ["what a still later line takes away again", "a\n!a/b\na/b/c", ["a", "a/x", "a/b/c"], ["a/b", "a/b/d"]],
    ["the last line that fits, be it of a folder around", "!a/b\na", ["a", "a/b"], []],
    ["nothing that some builders keep", "a\n!a/b\na", ["a", "a/c"], ["a/b", "a/b/c"]],
    ["nothing that some builders bring back", "*\n!**b\n!x", ["a", "bc"], ["b", "ab", "ab/c", "x/y"]],
    ["comments, blanks and Windows line ends", "# a\r\n\r\n  b  \r\n! b/c\r\n", ["b"], ["a", "b/c", "# a"]],
    ["a line that only looks like a comment", " #a", ["#a"], ["a"]],
    ["a byte order mark", "\uFEFFa", ["a"], []],
    ["lines that say nothing", ".\n/\n!\n..", [], ["a", ".a"]],
  ])("takes %s", (_title, text, ignored, kept) => {
    const ignore = parseDockerignore(text);
    expect([...ignored, ...kept].filter((path) => ignore.ignores(path))).toEqual(ignored);
  });

  test("folders are passed over where nothing in them can come back", () => {
    const { mayBringBelow } = parseDockerignore("*\n!src/app\n!lib/*.so");
    expect(["src", "src/app", "src/app/x", "lib", "lib/x"].map(mayBringBelow)).toEqual(Array(5).fill(true));
    expect(["data", "src/other", "srcs"].map(mayBringBelow)).toEqual(Array(3).fill(false));
    expect(parseDockerignore("*\n!**/x").mayBringBelow("any/where")).toBe(true);
  });
});

describe("the files of a context", () => {
  test("have kind, content and executable bit, in code-point order; links are what they say", async () => {
    write("b/run.sh", "run");
    chmodSync(join(top, "b/run.sh"), 0o755);
    write("a", "text");
    mkdirSync(join(top, "empty"));
    symlinkSync("../nowhere", join(top, "b/link"));
    for (const name of ["b.txt", "\u{1F600}", "\uFFFD"]) write(name, "");
    const entry = (path: string, kind: string, content?: string) => ({
      path,
      kind,
      isExecutable: false,
      sha256: content === undefined ? "" : sha256(content),
    });
    expect(await read()).toEqual({
      ok: true,
      value: {
        leftOut: [],
        entries: [
          entry("a", "file", "text"),
          entry("b", "directory"),
          entry("b.txt", "file", ""),
          entry("b/link", "link", "../nowhere"),
          { ...entry("b/run.sh", "file", "run"), isExecutable: true },
          entry("empty", "directory"),
          entry("\uFFFD", "file", ""),
          entry("\u{1F600}", "file", ""),
        ],
      },
    });
  });

  test("are found in folders that are left out but for them", async () => {
    for (const path of ["src/app/a", "src/b", "data/c"]) write(path);
    expect(await pathsOf("*\n!src/app")).toEqual(["src/app", "src/app/a"]);
  });

  test("are not looked for where nothing can come back", async () => {
    write("data/deep/c");
    const listed: string[] = [];
    const files: Files = {
      ...nodeFiles,
      list: (path) => {
        listed.push(path);
        return nodeFiles.list(path);
      },
    };
    expect(await pathsOf("data", { files })).toEqual([]);
    expect(listed).toEqual([top]);
  });

  test("are neither stepops' own nor git's, unless the build asks for those", async () => {
    for (const path of [".git/HEAD", ".stepops/runs/x", "sub/.git", ".gitignore"]) write(path);
    const context = await read();
    expect(context.ok && context.value.leftOut).toEqual([".git", ".stepops", "sub/.git"]);
    expect(await pathsOf()).toEqual([".gitignore", "sub"]);
    expect(await pathsOf("", { countsGit: true })).toEqual([
      ".git",
      ".git/HEAD",
      ".gitignore",
      "sub",
      "sub/.git",
    ]);
    const ignored = await read(".git\n.stepops\n**/.git");
    expect(ignored.ok && ignored.value.leftOut).toEqual([]);
  });

  test("are read in pieces, so that memory does not grow with them", async () => {
    write("large", "");
    truncateSync(join(top, "large"), 5 * 2 ** 20 + 1);
    const limits: number[] = [];
    const files: Files = {
      ...nodeFiles,
      readFrom: (path, offset, limit) => {
        limits.push(limit);
        return nodeFiles.readFrom(path, offset, limit);
      },
    };
    const context = await read("", { files });
    expect(context.ok && context.value.entries[0]?.sha256).toBe(sha256(Buffer.alloc(5 * 2 ** 20 + 1)));
    expect(limits).toEqual(Array(6).fill(2 ** 20));
  });
});

describe("a context that does not hold still", () => {
  const whileReading = (act: () => void): Partial<ContextRequest> => ({
    files: {
      ...nodeFiles,
      readFrom: async (path, offset, limit) => {
        const bytes = await nodeFiles.readFrom(path, offset, limit);
        act();
        return bytes;
      },
    },
  });

  test.each<readonly [string, () => void, string]>([
    ["a file that grows", () => appendFileSync(join(top, "a"), "more"), "a changes while it is read"],
    ["one that shrinks", () => truncateSync(join(top, "a"), 0), "a changes while it is read"],
    ["one that is written anew", () => utimesSync(join(top, "a"), 1, 1), "a changes while it is read"],
    ["one that goes", () => rmSync(join(top, "a")), "a is gone since a moment ago"],
  ])("%s is an error", async (_title, act, error) => {
    write("a");
    expect(await read("", whileReading(act))).toEqual({ ok: false, error });
  });

  test("a folder that goes is an error", async () => {
    write("a/b");
    const list: Files["list"] = async (path) => (path === top ? nodeFiles.list(path) : undefined);
    expect(await pathsOf("", { files: { ...nodeFiles, list } })).toEqual(["a/ is gone since a moment ago"]);
  });

  test("what cannot be read is an error that says so", async () => {
    write("a");
    const readFrom: Files["readFrom"] = async (path) => {
      throw Object.assign(new Error(`EACCES: permission denied, open '${path}'`), {
        code: "EACCES",
        syscall: "open",
      });
    };
    expect(await pathsOf("", { files: { ...nodeFiles, readFrom } })).toEqual([
      expect.stringContaining("EACCES"),
    ]);
  });

  test("a stop gets through", async () => {
    for (let count = 0; count < 400; count++) write(`many/${count}`);
    const stop = new AbortController();
    const reading = read("", { ...whileReading(() => stop.abort()), signal: stop.signal });
    await expect(reading).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  });
});

describe("the digest of a context", () => {
  test("tells every change of name, content, kind and executable bit apart, and nothing else", async () => {
    write("a", "1");
    const digests = [await digest()];
    const change = async (act: () => void): Promise<void> => {
      act();
      digests.push(await digest());
    };
    await change(() => write("a", "2"));
    await change(() => chmodSync(join(top, "a"), 0o755));
    await change(() => write("b", ""));
    await change(() => {
      rmSync(join(top, "b"));
      symlinkSync("a", join(top, "b"));
    });
    await change(() => {
      rmSync(join(top, "b"));
      mkdirSync(join(top, "b"));
    });
    expect(new Set(digests).size).toBe(digests.length);
    utimesSync(join(top, "a"), 1, 1);
    chmodSync(join(top, "a"), 0o711);
    expect(await digest()).toBe(digests.at(-1));
  });
});
