import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { hashFile } from "../../src/cache/hash-file.ts";

// The very object that hash-file.ts calls.
const fs = process.getBuiltinModule("node:fs");
const folder = mkdtempSync(join(tmpdir(), "stepops-hash-"));
const path = join(folder, "data");
const buffer = Buffer.alloc(16);
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  [
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  ],
])("the digest of %j is the standard's", (text, digest) => {
  writeFileSync(path, text);
  const { size, mtimeMs, ctimeMs, mode, ino } = statSync(path);
  expect(hashFile(path, buffer)).toEqual({
    sha256: digest,
    stat: { kind: "file", size, mtimeMs, ctimeMs, mode, ino },
  });
});

test("whatever the size of file and buffer, all bytes count once", () => {
  const cases = fc.property(
    fc.uint8Array({ maxLength: 300 }),
    fc.integer({ min: 1, max: 64 }),
    (bytes, size) => {
      writeFileSync(path, bytes);
      expect(hashFile(path, Buffer.alloc(size))).toMatchObject({ sha256: sha256(bytes) });
    },
  );
  fc.assert(cases, { numRuns: 300 });
});

test("a system that reads fewer bytes than it is asked for changes nothing", () => {
  const { readSync } = fs;
  vi.spyOn(fs, "readSync").mockImplementation(((file, into, offset, length, at) =>
    readSync(file, into, offset, Math.min(length, 3), at)) as ReadFive as typeof readSync);
  for (const text of ["0123456789", "0123456789".repeat(10)]) {
    writeFileSync(path, text);
    expect(hashFile(path, buffer)).toMatchObject({ sha256: sha256(text) });
  }
});

type ReadFive = (file: number, into: Uint8Array, offset: number, length: number, at: number) => number;

/** Does it at the first reading, or at each. */
function meanwhile(act: () => void, times: number): void {
  const { readSync } = fs;
  let left = times;
  vi.spyOn(fs, "readSync").mockImplementation(((file, into, offset, length, at) => {
    const read = readSync(file, into, offset, length, at);
    if (left-- > 0) act();
    return read;
  }) as ReadFive as typeof readSync);
}

const rewrite = () => {
  writeFileSync(path, "B".repeat(40));
  utimesSync(path, 1, 1);
};

test.each([
  ["grows", () => appendFileSync(path, "more")],
  ["shrinks", () => truncateSync(path, 20)],
  ["is emptied", () => truncateSync(path, 0)],
  ["is written anew with as many bytes", rewrite],
])("a file that %s while it is read is a fault", (_what, act) => {
  writeFileSync(path, "A".repeat(40));
  meanwhile(act, 1);
  expect(hashFile(path, buffer)).toEqual({
    fault: "changed while it was read: something still writes to it",
  });
});

test("a small file that grows within the very call that reads it is a fault", () => {
  writeFileSync(path, "abc");
  const { fstatSync } = fs;
  // The size from before, then what is there.
  vi.spyOn(fs, "fstatSync").mockImplementationOnce(((file: number) => {
    const before = fstatSync(file);
    appendFileSync(path, "d");
    return before;
  }) as typeof fstatSync);
  expect(hashFile(path, buffer)).toMatchObject({ fault: expect.stringContaining("changed") });
});

test.each([
  ["gets another mode", () => chmodSync(path, 0o600)],
  ["gets a second name", () => linkSync(path, join(folder, "second"))],
  ["gets another name", () => renameSync(path, join(folder, "renamed"))],
  ["loses its name", () => rmSync(path)],
])("a file that %s while it is read is no fault", (_what, act) => {
  rmSync(path, { force: true });
  writeFileSync(path, "A".repeat(40));
  const { ino } = statSync(path);
  meanwhile(act, 1);
  expect(hashFile(path, buffer)).toMatchObject({ sha256: sha256("A".repeat(40)), stat: { ino, size: 40 } });
});

// Not by changing one: what happens within a tick of the clock leaves the time as it is.
test.each([
  ["once, which counts as it is then", [1, 2], { sha256: sha256("abc"), stat: { ctimeMs: 2 } }, 2],
  ["all the while, which is a fault", [1, 2, 3, 4], { fault: expect.stringContaining("changed") }, 3],
])("a file is read again whose names or mode change %s", (_what, times, outcome, readings) => {
  writeFileSync(path, "abc");
  const { fstatSync } = fs;
  const left = [...times];
  vi.spyOn(fs, "fstatSync").mockImplementation(((file: number) =>
    Object.assign(fstatSync(file), {
      ctimeMs: left.length > 1 ? left.shift() : left[0],
    })) as typeof fstatSync);
  const read = vi.spyOn(fs, "readSync");
  expect(hashFile(path, buffer)).toMatchObject(outcome);
  expect(read).toHaveBeenCalledTimes(readings);
});

test("neither a link nor anything but a file is read, and nothing waits for a pipe's writer", async () => {
  const at = (name: string) => join(folder, name);
  writeFileSync(at("file"), "x");
  mkdirSync(at("folder"));
  symlinkSync("file", at("link"));
  symlinkSync("nothing", at("dangling"));
  execFileSync("mkfifo", [at("pipe")]);
  const server = createServer().listen(at("socket"));
  await new Promise((resolve) => server.once("listening", resolve));
  const faults = ["folder", "link", "dangling", "pipe", "socket", "missing", "file/below"].map((name) => [
    name,
    hashFile(at(name), buffer),
  ]);
  server.close();
  expect(Object.fromEntries(faults)).toEqual({
    folder: { fault: "is not a file" },
    link: { fault: "is a link by now, not a file" },
    dangling: { fault: "is a link by now, not a file" },
    pipe: { fault: "is not a file" },
    socket: { fault: "is not a file" },
    missing: { fault: "is not there any more" },
    "file/below": { fault: "is not there any more" },
  });
});

test.runIf(process.platform === "linux")(
  "a file of /proc, which tells no size, is not taken for empty",
  () => {
    expect(hashFile("/proc/version", buffer)).toMatchObject({ fault: expect.stringContaining("changed") });
  },
);

test.each([
  ["openSync", "EACCES", "cannot be read: check its permissions"],
  ["openSync", "EPERM", "cannot be read: check its permissions"],
  ["readSync", "EIO", "cannot be read (EIO: no luck)"],
  ["closeSync", "EIO", "cannot be read (EIO: no luck)"],
] as const)("where %s says %s the file is named as unreadable", (call, code, fault) => {
  writeFileSync(path, "abc");
  vi.spyOn(fs, call).mockImplementationOnce(() => {
    throw Object.assign(new Error(`${code}: no luck`), { code });
  });
  expect(hashFile(path, buffer)).toEqual({ fault });
});

test("no file stays open", () => {
  const { openSync, closeSync } = fs;
  const open = new Set<number>();
  vi.spyOn(fs, "openSync").mockImplementation((...args) => {
    const file = openSync(...args);
    open.add(file);
    return file;
  });
  vi.spyOn(fs, "closeSync").mockImplementation((file) => {
    open.delete(file);
    closeSync(file);
  });
  writeFileSync(path, "abc");
  for (const each of [path, folder]) hashFile(each, buffer);
  meanwhile(() => truncateSync(path, 0), 1);
  expect(hashFile(path, buffer)).toMatchObject({ fault: expect.stringContaining("changed") });
  expect([...open]).toEqual([]);
});
