import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Files } from "../../src/host/host.ts";
import { nodeFiles } from "../../src/host/node-files.ts";
import { memoryFiles } from "../rig/virtual-host.ts";

let real: string;
beforeEach(() => {
  real = mkdtempSync(join(tmpdir(), "files-"));
});
afterEach(() => rmSync(real, { recursive: true }));

// What tests run on must be what production runs on.
const kinds: readonly (readonly [
  string,
  () => { readonly files: Files; readonly at: (name: string) => string },
])[] = [
  ["of the machine", () => ({ files: nodeFiles, at: (name) => join(real, name) })],
  ["in memory", () => ({ files: memoryFiles(), at: (name) => join("/top", name) })],
];

describe.each(kinds)("files %s", (_name, make) => {
  test("what is not there is undefined", async () => {
    const { files, at } = make();
    await files.write(at("file"), "x");
    for (const path of [at("no"), at("no/deeper")]) {
      expect(await files.read(path)).toBeUndefined();
      expect(await files.stat(path)).toBeUndefined();
      expect(await files.list(path)).toBeUndefined();
      expect(await files.realpath(path)).toBeUndefined();
      expect(await files.readFrom(path, 0, 10)).toBeUndefined();
      await files.remove(path);
    }
  });

  test("write, replace and create make parents; create never replaces", async () => {
    const { files, at } = make();
    await files.write(at("a/b/c"), "one");
    await files.replace(at("d/e"), "two");
    expect(await files.create(at("f/g"), "three")).toBe(true);
    expect(await files.create(at("f/g"), "four")).toBe(false);
    expect(await Promise.all([at("a/b/c"), at("d/e"), at("f/g")].map(files.read))).toEqual([
      "one",
      "two",
      "three",
    ]);
    expect(await files.list(at("d"))).toEqual(["e"]);
    expect(await files.list(at("f"))).toEqual(["g"]);
  });

  test("of many that create at once, one succeeds", async () => {
    const { files, at } = make();
    const won = await Promise.all(Array.from({ length: 20 }, (_, n) => files.create(at("lock"), String(n))));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await files.read(at("lock"))).toBe(String(won.indexOf(true)));
  });

  test("an appender goes on, or cuts off first", async () => {
    const { files, at } = make();
    const first = files.appender(at("x/log"));
    first.write("one\ntw");
    first.close();
    const second = files.appender(at("x/log"), 4);
    second.write("three\n");
    second.close();
    expect(await files.read(at("x/log"))).toBe("one\nthree\n");
    files.appender(at("x/log"), 1000).close();
    expect(await files.read(at("x/log"))).toBe("one\nthree\n");
  });

  test("reading from an offset", async () => {
    const { files, at } = make();
    await files.write(at("log"), "0123456789");
    const read = async (offset: number, limit: number) =>
      Buffer.from((await files.readFrom(at("log"), offset, limit)) ?? []).toString();
    expect([await read(0, 3), await read(8, 100), await read(10, 5), await read(99, 5)]).toEqual([
      "012",
      "89",
      "",
      "",
    ]);
  });

  test("names come in code-point order", async () => {
    const { files, at } = make();
    for (const name of ["b", "B", "a", "\u{1F600}", "\uFF5E", "é"]) await files.write(at(`d/${name}`), "");
    expect(await files.list(at("d"))).toEqual(["B", "a", "b", "é", "\uFF5E", "\u{1F600}"]);
  });

  test("rename and remove take what lies below with them", async () => {
    const { files, at } = make();
    await files.write(at("a/b/c"), "x");
    await files.rename(at("a"), at("z"));
    expect(await files.read(at("z/b/c"))).toBe("x");
    expect(await files.stat(at("a"))).toBeUndefined();
    await files.remove(at("z"));
    expect(await files.list(at("."))).toEqual([]);
  });

  test("a move takes what lies below with it, and a link is the same content under a second name", async () => {
    const { files, at } = make();
    await files.write(at("a/b/c"), "x");
    await files.makeDirectory(at("y"));
    await files.move(at("a"), at("y/z"));
    expect(await files.read(at("y/z/b/c"))).toBe("x");
    expect(await files.stat(at("a"))).toBeUndefined();
    await files.link(at("y/z/b/c"), at("new/folder/d"));
    expect(await files.read(at("new/folder/d"))).toBe("x");
    expect(await files.readlink(at("new/folder/d"))).toBeUndefined();
    expect(await files.readlink(at("nothing"))).toBeUndefined();
    await expect(files.move(at("no"), at("x"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("every other failure is thrown", async () => {
    const { files, at } = make();
    await files.write(at("d/f"), "");
    await expect(files.read(at("d"))).rejects.toMatchObject({ code: "EISDIR" });
    await expect(files.rename(at("no"), at("x"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("links", () => {
  test("are seen, resolved, and never followed by remove", async () => {
    mkdirSync(join(real, "kept"));
    writeFileSync(join(real, "kept/file"), "x");
    mkdirSync(join(real, "out"));
    symlinkSync("../kept", join(real, "out/link"));
    symlinkSync("nowhere", join(real, "dangling"));
    expect(await nodeFiles.stat(join(real, "out/link"))).toMatchObject({ kind: "link" });
    expect(await nodeFiles.realpath(join(real, "out/link"))).toMatch(/kept$/);
    expect(await nodeFiles.realpath(join(real, "dangling"))).toBeUndefined();
    await nodeFiles.remove(join(real, "out"));
    expect(readFileSync(join(real, "kept/file"), "utf8")).toBe("x");
  });
});

describe("no half-written file", () => {
  test("a failed replace leaves the old text and nothing else", async () => {
    mkdirSync(join(real, "target/full"), { recursive: true });
    await expect(nodeFiles.replace(join(real, "target"), "x")).rejects.toThrow();
    expect(readdirSync(real)).toEqual(["target"]);
  });

  test("a mode is set, on a file that was there too", async () => {
    await nodeFiles.write(join(real, "f"), "x");
    await nodeFiles.write(join(real, "f"), "y", 0o600);
    expect(statSync(join(real, "f")).mode & 0o777).toBe(0o600);
  });
});

describe("a folder", () => {
  test("has the mode that is asked for, whatever the umask, and its parents have theirs", async () => {
    const old = process.umask(0o077);
    try {
      await nodeFiles.makeDirectory(join(real, "a/b"), 0o777);
      await nodeFiles.makeDirectory(join(real, "a/c"));
    } finally {
      process.umask(old);
    }
    const mode = (path: string) => statSync(join(real, path)).mode & 0o777;
    expect([mode("a"), mode("a/b"), mode("a/c")]).toEqual([0o700, 0o777, 0o700]);
    await nodeFiles.makeDirectory(join(real, "a/b"), 0o700);
    await nodeFiles.makeDirectory(join(real, "a/b"));
    expect(mode("a/b")).toBe(0o700);
  });
});

describe("a link", () => {
  test("keeps its target as it is given, makes its parents, and is read as it stands", async () => {
    for (const [index, target] of ["../x", "/etc/hostname", ".", "a b/ü", "nowhere/"].entries()) {
      const path = join(real, "deep/er", String(index));
      await nodeFiles.symlink(target, path);
      expect([readlinkSync(path), await nodeFiles.readlink(path)]).toEqual([target, target]);
    }
    await expect(nodeFiles.symlink("x", join(real, "deep/er/0"))).rejects.toMatchObject({ code: "EEXIST" });
    mkdirSync(join(real, "folder"));
    expect(await nodeFiles.readlink(join(real, "folder"))).toBeUndefined();
  });
});

describe("a copy", () => {
  test("is a file of its own, with the mode that is asked for, and never takes another's place", async () => {
    writeFileSync(join(real, "a"), "a");
    chmodSync(join(real, "a"), 0o600);
    const old = process.umask(0o077);
    try {
      await nodeFiles.copy(join(real, "a"), join(real, "deep/er/a"), 0o666);
    } finally {
      process.umask(old);
    }
    const [one, two] = [statSync(join(real, "a")), statSync(join(real, "deep/er/a"))];
    expect([one.mode & 0o777, two.mode & 0o777, one.ino === two.ino]).toEqual([0o600, 0o666, false]);
    expect(readFileSync(join(real, "deep/er/a"), "utf8")).toBe("a");
    await expect(nodeFiles.copy(join(real, "a"), join(real, "deep/er/a"), 0o666)).rejects.toMatchObject({
      code: "EEXIST",
    });
  });

  test("a mode is set later, too, of files and of folders", async () => {
    mkdirSync(join(real, "d"));
    writeFileSync(join(real, "d/f"), "");
    await nodeFiles.setMode(join(real, "d"), 0o711);
    await nodeFiles.setMode(join(real, "d/f"), 0o640);
    expect([statSync(join(real, "d")).mode & 0o777, statSync(join(real, "d/f")).mode & 0o777]).toEqual([
      0o711, 0o640,
    ]);
    await expect(nodeFiles.setMode(join(real, "no"), 0o600)).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("a second name", () => {
  test("is of the same file, and never takes another's place", async () => {
    writeFileSync(join(real, "a"), "a");
    writeFileSync(join(real, "b"), "b");
    await nodeFiles.link(join(real, "a"), join(real, "deep/er/a"));
    expect(statSync(join(real, "deep/er/a")).ino).toBe(statSync(join(real, "a")).ino);
    await expect(nodeFiles.link(join(real, "a"), join(real, "b"))).rejects.toMatchObject({ code: "EEXIST" });
    expect(readFileSync(join(real, "b"), "utf8")).toBe("b");
  });
});

/** Linux has a file system in memory beside that of the disk. */
const elsewhere = "/dev/shm";
const isElsewhere = existsSync(elsewhere) && statSync(elsewhere).dev !== statSync(tmpdir()).dev;

describe.skipIf(!isElsewhere)("from another file system", () => {
  let other: string;
  beforeEach(() => {
    other = mkdtempSync(join(elsewhere, "files-"));
  });
  afterEach(() => rmSync(other, { recursive: true }));

  test("a second name is a copy with the file's mode, and never takes another's place", async () => {
    writeFileSync(join(other, "run"), "#!", { mode: 0o750 });
    chmodSync(join(other, "run"), 0o750);
    await nodeFiles.link(join(other, "run"), join(real, "deep/run"));
    expect(readFileSync(join(real, "deep/run"), "utf8")).toBe("#!");
    expect(statSync(join(real, "deep/run")).mode & 0o777).toBe(0o750);
    await expect(nodeFiles.link(join(other, "run"), join(real, "deep/run"))).rejects.toMatchObject({
      code: "EEXIST",
    });
  });

  test("a file is moved", async () => {
    writeFileSync(join(other, "a"), "a");
    await nodeFiles.move(join(other, "a"), join(real, "b"));
    expect(readFileSync(join(real, "b"), "utf8")).toBe("a");
    expect([readdirSync(other), readdirSync(real)]).toEqual([[], ["b"]]);
  });

  test("a tree is moved as it is: links, modes, times, empty folders", async () => {
    mkdirSync(join(other, "t/sub/empty"), { recursive: true });
    writeFileSync(join(other, "t/sub/run"), "x");
    chmodSync(join(other, "t/sub/run"), 0o755);
    utimesSync(join(other, "t/sub/run"), 1000, 2000);
    const links = { up: "../run", away: "/etc/hostname", dangling: "nowhere", folder: "sub" };
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(other, "t", name));
    await nodeFiles.move(join(other, "t"), join(real, "t"));
    expect(readdirSync(join(real, "t")).sort()).toEqual(["away", "dangling", "folder", "sub", "up"]);
    for (const [name, target] of Object.entries(links))
      expect(readlinkSync(join(real, "t", name))).toBe(target);
    expect(readdirSync(join(real, "t/sub")).sort()).toEqual(["empty", "run"]);
    const { mode, mtimeMs } = statSync(join(real, "t/sub/run"));
    expect([mode & 0o777, mtimeMs]).toEqual([0o755, 2_000_000]);
    expect([readdirSync(other), readdirSync(real)]).toEqual([[], ["t"]]);
  });

  test("a link is moved, not what it names", async () => {
    writeFileSync(join(other, "a"), "a");
    symlinkSync("a", join(other, "l"));
    await nodeFiles.move(join(other, "l"), join(real, "l"));
    expect(lstatSync(join(real, "l")).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(real, "l"))).toBe("a");
    expect(readdirSync(other)).toEqual(["a"]);
  });

  test("of what cannot be copied whole nothing arrives, and nothing is lost", async () => {
    mkdirSync(join(other, "t"));
    writeFileSync(join(other, "t/a"), "a");
    execFileSync("mkfifo", [join(other, "t/pipe")]);
    await expect(nodeFiles.move(join(other, "t"), join(real, "t"))).rejects.toThrow();
    expect(readdirSync(real)).toEqual([]);
    expect(readdirSync(join(other, "t"))).toEqual(["a", "pipe"]);
  });
});
