import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
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
