import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DigestMemory } from "../../src/cache/digest-memory.ts";
import { openDigests } from "../../src/cache/digests.ts";
import { InlineHasher } from "../../src/cache/hash-inline.ts";
import type { Hasher, HashJob } from "../../src/cache/hash-job.ts";
import type { FileStat, Files } from "../../src/host/host.ts";
import { nodeFiles } from "../../src/host/node-files.ts";

const never = new AbortController().signal;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

let top: string;
let root: string;
let memory: string;
/** Far from the times of all files, unless a test says otherwise. */
let now: () => number;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), "stepops-digests-"));
  root = join(top, "checkout");
  memory = join(root, ".stepops/digests.json");
  mkdirSync(root);
  now = () => Date.now() + 3_600_000;
});
afterEach(() => rmSync(top, { recursive: true }));

/** Reads when it is told to. */
class HeldHasher implements Hasher {
  readonly jobs: HashJob[] = [];
  readonly #asked: (() => void)[] = [];
  drops = 0;

  async read(jobs: readonly HashJob[]): Promise<void> {
    this.jobs.push(...jobs);
    for (const tell of this.#asked.splice(0)) tell();
  }

  drop(): void {
    this.drops += 1;
  }

  async close(): Promise<void> {}

  /** Resolves once there are so many. */
  async asked(count: number): Promise<HashJob[]> {
    while (this.jobs.length < count) await new Promise<void>((resolve) => this.#asked.push(resolve));
    return this.jobs;
  }
}

/** Notes what is really read. */
class NotingHasher extends InlineHasher {
  readonly paths: string[] = [];

  override async read(jobs: readonly HashJob[]): Promise<void> {
    this.paths.push(...jobs.map(({ path }) => path.slice(root.length + 1)));
    await super.read(jobs);
  }
}

const open = <T extends Hasher>(hasher: T, files: Partial<Files> = {}) => ({
  hasher,
  digests: openDigests({
    host: {
      files: { ...nodeFiles, ...files },
      clock: { now: () => now(), monotonic: () => 0, sleep: async () => {} },
    },
    file: memory,
    root,
    hasher,
  }),
});

function put(name: string, text: string): string {
  const path = join(root, name);
  writeFileSync(path, text);
  return path;
}

/** What a new run makes of these files, and which of them it reads. */
async function look(names: readonly string[], files: Partial<Files> = {}) {
  const { digests, hasher } = open(new NotingHasher(), files);
  const found = await digests.of(
    names.map((name) => join(root, name)),
    never,
  );
  await digests.save();
  const digested = found.ok ? found.value.map((each) => each.sha256) : found.error;
  return { digested, read: hasher.paths };
}

test("what was digested once is not read again, in the same run and in later ones", async () => {
  const path = put("a", "one");
  const { digests, hasher } = open(new NotingHasher());
  const expected = { sha256: sha256("one"), stat: await nodeFiles.stat(path) };
  for (let times = 0; times < 2; times++)
    expect(await digests.of([path], never)).toMatchObject({ ok: true, value: [expected] });
  expect(hasher.paths).toEqual(["a"]);
  await digests.save();
  expect(await look(["a"])).toEqual({ digested: [sha256("one")], read: [] });
});

test("digests come in the order of the paths, and one that is named twice is read once", async () => {
  put("a", "one");
  put("b", "two");
  expect(await look(["b", "a", "b"])).toEqual({
    digested: [sha256("two"), sha256("one"), sha256("two")],
    read: ["b", "a"],
  });
  expect(await look([])).toEqual({ digested: [], read: [] });
});

test.each([
  ["has another size", () => put("a", "three"), "three"],
  ["has other bytes of the same number", () => put("a", "two"), "two"],
  ["was only touched", () => utimesSync(join(root, "a"), 1, 1), "one"],
  [
    "was replaced by one of the same size and time",
    () => {
      const { atime, mtime } = statSync(join(root, "a"));
      utimesSync(put("b", "two"), atime, mtime);
      renameSync(join(root, "b"), join(root, "a"));
    },
    "two",
  ],
])("a file that %s is read again, and then remembered", async (_what, change, text) => {
  utimesSync(put("a", "one"), 1_000_000, 1_000_000);
  await look(["a"]);
  change();
  expect(await look(["a"])).toEqual({ digested: [sha256(text)], read: ["a"] });
  expect(await look(["a"])).toEqual({ digested: [sha256(text)], read: [] });
});

test.each(["size", "mtimeMs", "ctimeMs", "ino"] as const)(
  "a file is read again where nothing but %s differs",
  async (field) => {
    put("a", "one");
    await look(["a"]);
    const stat = async (path: string) => {
      const found = await nodeFiles.stat(path);
      // The least by which a time at this size can differ.
      return (
        found && { ...found, [field]: found[field] + 0.25 * 2 ** -10 * (field.endsWith("Ms") ? 1 : 2 ** 12) }
      );
    };
    expect(await look(["a"], { stat })).toEqual({ digested: [sha256("one")], read: ["a"] });
    expect(await look(["a"])).toEqual({ digested: [sha256("one")], read: [] });
  },
);

test.each([
  [0, "two"],
  [2_000, "two"],
  [2_100, "two"],
  [2_101, "one"],
])(
  "when a file was read %i ms after its last change, the memory says %j of bytes that came with the very same stat",
  async (age, says) => {
    const path = put("a", "one");
    const stat = (await nodeFiles.stat(path)) as FileStat;
    now = () => stat.ctimeMs + age;
    await look(["a"]);
    writeFileSync(path, "two");
    // As within one tick of the file system's clock; after more than a tick no file system shows it like this.
    expect((await look(["a"], { stat: async () => stat })).digested).toEqual([sha256(says)]);
  },
);

test("a file whose time lies in the future is read each time", async () => {
  const future = (now() + 10_000) / 1000;
  utimesSync(put("a", "one"), future, future);
  await look(["a"]);
  expect((await look(["a"])).read).toEqual(["a"]);
});

test("a moved checkout remembers, and files outside of it are remembered too", async () => {
  put("a", "one");
  writeFileSync(join(top, "outside"), "two");
  await look(["a", "../outside"]);
  renameSync(root, join(top, "moved"));
  root = join(top, "moved");
  memory = join(root, ".stepops/digests.json");
  expect(await look(["a", "../outside"])).toEqual({ digested: [sha256("one"), sha256("two")], read: [] });
});

test("nothing is written where nothing changed", async () => {
  put("a", "one");
  await look(["a"]);
  rmSync(memory);
  const { digests } = open(new NotingHasher());
  await digests.save();
  expect(existsSync(memory)).toBe(false);
  await look(["a"]);
  const before = lstatSync(memory).ino;
  await look(["a"]);
  expect(lstatSync(memory).ino).toBe(before);
});

const line = ["a", 3, 1, 1, 1, "0".repeat(64)];

test.each([
  ["empty", ""],
  ["torn", '{"version":1,"files":[["a",3,'],
  ["null", "null"],
  ["a list", "[]"],
  ["without files", '{"version":1}'],
  ["of another version", JSON.stringify({ version: 2, files: [line] })],
  ["with a line too short", JSON.stringify({ version: 1, files: [line, line.slice(1)] })],
  ["with a digest that is none", JSON.stringify({ version: 1, files: [[...line.slice(0, 5), "x"]] })],
  ["with a word for a number", JSON.stringify({ version: 1, files: [["a", "3", 1, 1, 1, "0".repeat(64)]] })],
])("a memory that is %s is forgotten and written anew", async (_what, text) => {
  put("a", "one");
  await nodeFiles.write(memory, text);
  expect(await look(["a"])).toEqual({ digested: [sha256("one")], read: ["a"] });
  expect((await look(["a"])).read).toEqual([]);
});

test("where the memory can be neither read nor written, all goes on without", async () => {
  put("a", "one");
  mkdirSync(memory, { recursive: true });
  expect(await look(["a"])).toEqual({ digested: [sha256("one")], read: ["a"] });
  rmSync(memory, { recursive: true });
  const { digests } = open(new NotingHasher(), {
    replace: async () => {
      throw Object.assign(new Error("full"), { code: "ENOSPC" });
    },
  });
  await digests.of([join(root, "a")], never);
  await digests.save();
  expect(existsSync(memory)).toBe(false);
});

test("what a run did not ask for is kept, unless its file is gone", async () => {
  for (const name of ["a", "b", "c"]) put(name, name);
  await look(["a", "b", "c"]);
  rmSync(join(root, "b"));
  put("d", "d");
  await look(["d"]);
  expect(readFileSync(memory, "utf8")).not.toContain('"b"');
  expect((await look(["a", "c", "d"])).read).toEqual([]);
});

test("of too many files those go first that were not asked for the longest", async () => {
  const keeping = async (names: readonly string[]) => {
    const kept = new DigestMemory({ files: nodeFiles, file: memory, root, most: 3 });
    await kept.load();
    for (const name of names) {
      const path = join(root, name);
      if (!existsSync(path)) put(name, name);
      const stat = (await nodeFiles.stat(path)) as FileStat;
      if (kept.find(path, stat) === undefined) kept.keep(path, { sha256: sha256(name), stat, began: now() });
    }
    await kept.save();
    const { files } = JSON.parse(readFileSync(memory, "utf8")) as { readonly files: readonly [string][] };
    return files.map(([name]) => name);
  };
  expect(await keeping(["a", "b", "c"])).toEqual(["a", "b", "c"]);
  expect(await keeping(["a", "d"])).toEqual(["c", "a", "d"]);
  expect(await keeping(["e", "f", "g", "h"])).toEqual(["f", "g", "h"]);
});

test.each([
  ["and told when", (changed: number) => ({ began: changed + 2_101 }), []],
  ["just after it was written", (changed: number) => ({ began: changed + 2_100 }), ["a"]],
  ["and told nothing of when", () => ({}), ["a"]],
])("what somebody else read %s", async (_what, moment, read) => {
  const path = put("a", "one");
  const stat = (await nodeFiles.stat(path)) as FileStat;
  const { digests, hasher } = open(new NotingHasher());
  digests.learn(path, { sha256: sha256("one"), stat, ...moment(stat.ctimeMs) });
  await digests.of([path], never);
  expect(hasher.paths).toEqual(read);
  await digests.save();
  expect((await look(["a"])).read).toEqual([]);
});

test("what was learned before anything was asked does not cost what was remembered", async () => {
  put("a", "one");
  put("b", "one");
  await look(["a", "b"]);
  const path = put("b", "two");
  const { digests } = open(new NotingHasher());
  digests.learn(path, { ...digestOf(path, "two"), began: now() });
  await digests.save();
  expect(await look(["a", "b"])).toEqual({ digested: [sha256("one"), sha256("two")], read: [] });
  expect(readFileSync(memory, "utf8").match(/"b"/g)).toHaveLength(1);
});

test.each([
  ["vanished", () => rmSync(join(root, "b")), "b is not there any more"],
  [
    "became a link",
    () => {
      rmSync(join(root, "b"));
      symlinkSync("a", join(root, "b"));
    },
    "b is a link by now, not a file",
  ],
  [
    "became a folder",
    () => {
      rmSync(join(root, "b"));
      mkdirSync(join(root, "b"));
    },
    "b is not a file",
  ],
])("the error names a remembered file that %s", async (_what, change, error) => {
  put("a", "one");
  put("b", "two");
  await look(["a", "b"]);
  change();
  expect((await look(["a", "b"])).digested).toBe(error);
});

const digestOf = (path: string, text: string) => ({ sha256: sha256(text), stat: stat(path) });

function stat(path: string): FileStat {
  const { size, mtimeMs, ctimeMs, mode, ino } = lstatSync(path);
  return { kind: "file", size, mtimeMs, ctimeMs, mode, ino };
}

test("two that ask for a file before it is read share one reading", async () => {
  const path = put("a", "one");
  const other = put("b", "two");
  const { digests, hasher } = open(new HeldHasher());
  const both = [digests.of([path], never), digests.of([path, other], never)];
  const [a, b] = await hasher.asked(2);
  for (const job of [a, b]) job?.begin();
  a?.end(digestOf(path, "one"));
  b?.end(digestOf(other, "two"));
  const [one, two] = await Promise.all(both);
  expect(one).toMatchObject({ ok: true, value: [{ sha256: sha256("one") }] });
  expect(two).toMatchObject({ ok: true, value: [{ sha256: sha256("one") }, { sha256: sha256("two") }] });
  expect(hasher.jobs.length).toBe(2);
});

test.each([
  ["does not read again", () => {}, 3_600_000, "one", 1],
  [
    "reads again where the file changed since",
    (path: string) => writeFileSync(path, "three"),
    3_600_000,
    "three",
    2,
  ],
  ["reads again where a change since could not be seen", () => {}, 1_000, "one", 2],
])("who asks while a file is read %s", async (_what, change, age, text, readings) => {
  const path = put("a", "one");
  const { ctimeMs } = stat(path);
  now = () => ctimeMs + age;
  const { digests, hasher } = open(new HeldHasher());
  const first = digests.of([path], never);
  const [reading] = await hasher.asked(1);
  reading?.begin();
  const digest = digestOf(path, "one");
  change(path);
  const second = digests.of([path], never);
  // Whoever asks has joined in after this turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  reading?.end(digest);
  expect(await first).toMatchObject({ ok: true, value: [{ sha256: sha256("one") }] });
  if (readings === 2) {
    const [, again] = await hasher.asked(2);
    again?.begin();
    again?.end(digestOf(path, text));
  }
  expect(await second).toMatchObject({ ok: true, value: [{ sha256: sha256(text) }] });
  expect(hasher.jobs.length).toBe(readings);
});

test("what went wrong with a reading that had begun before is no fault of who asks meanwhile", async () => {
  const path = put("a", "one");
  const { digests, hasher } = open(new HeldHasher());
  const first = digests.of([path], never);
  const [reading] = await hasher.asked(1);
  reading?.begin();
  const second = digests.of([path], never);
  await new Promise((resolve) => setImmediate(resolve));
  reading?.end({ fault: "changed while it was read" });
  expect(await first).toEqual({ ok: false, error: "a changed while it was read" });
  const [, again] = await hasher.asked(2);
  again?.begin();
  again?.end(digestOf(path, "one"));
  expect(await second).toMatchObject({ ok: true, value: [{ sha256: sha256("one") }] });
});

test("who stops waiting ends a reading only where nobody else waits", async () => {
  const path = put("a", "one");
  const { digests, hasher } = open(new HeldHasher());
  const [stopFirst, stopSecond] = [new AbortController(), new AbortController()];
  const first = digests.of([path], stopFirst.signal);
  const second = digests.of([path], stopSecond.signal);
  const [job] = await hasher.asked(1);
  await new Promise((resolve) => setImmediate(resolve));
  stopFirst.abort();
  const stopped = { ok: false, error: "files were not read to their end: the run was stopped" };
  expect(await first).toEqual(stopped);
  expect([job?.isWanted, hasher.drops]).toEqual([true, 0]);
  stopSecond.abort();
  expect(await second).toEqual(stopped);
  expect([job?.isWanted, hasher.drops]).toEqual([false, 1]);
  expect(await digests.of([path], stopFirst.signal)).toEqual(stopped);
  const third = digests.of([path], never);
  const [, again] = await hasher.asked(2);
  again?.begin();
  again?.end(digestOf(path, "one"));
  expect(await third).toMatchObject({ ok: true, value: [{ sha256: sha256("one") }] });
});

test("the first fault ends the waiting, and the other files are wanted no more", async () => {
  const paths = [put("a", "one"), put("b", "two")];
  const { digests, hasher } = open(new HeldHasher());
  const asked = digests.of(paths, never);
  const [first, second] = await hasher.asked(2);
  first?.begin();
  first?.end({ fault: "is not a file" });
  expect(await asked).toEqual({ ok: false, error: "a is not a file" });
  expect([second?.isWanted, hasher.drops]).toEqual([false, 1]);
});

test.each([
  ["few small files", 3, 10],
  ["a file of several MiB", 1, 9 * 1024 * 1024],
  ["many files", 501, 10],
])("%s are digested, wherever they are read", async (_what, count, bytes) => {
  const texts = Array.from({ length: count }, (_, index) => `${index}`.padEnd(bytes, "x"));
  const paths = texts.map((text, index) => put(`${index}`, text));
  const digests = openDigests({
    host: {
      files: nodeFiles,
      clock: { now: () => now(), monotonic: () => 0, sleep: async () => {} },
    },
    file: memory,
    root,
  });
  const found = await digests.of(paths, never);
  await digests.close();
  expect(found).toMatchObject({ ok: true, value: texts.map((text) => ({ sha256: sha256(text) })) });
});
