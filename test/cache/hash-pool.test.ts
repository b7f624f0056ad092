import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { FileReading } from "../../src/cache/hash-file.ts";
import { InlineHasher } from "../../src/cache/hash-inline.ts";
import { type Hasher, HashJob } from "../../src/cache/hash-job.ts";
import { HashPool } from "../../src/cache/hash-pool.ts";
import { waitForAll } from "../../src/cache/hash-wait.ts";

const folder = mkdtempSync(join(tmpdir(), "stepops-pool-"));
afterAll(() => rmSync(folder, { recursive: true }));

const never = new AbortController().signal;

interface Outcome {
  readonly readings: ReadonlyMap<string, FileReading>;
  readonly fault: string | undefined;
}

async function readAll(hasher: Hasher, paths: readonly string[], signal = never): Promise<Outcome> {
  const jobs = paths.map((path) => new HashJob(path, Date.now));
  const readings = new Map<string, FileReading>();
  const fault = await waitForAll(jobs, {
    signal,
    begin: () => hasher.read(jobs),
    onEnd: (job, reading) => {
      readings.set(job.path, reading);
      return "fault" in reading ? reading.fault : undefined;
    },
  });
  hasher.drop();
  return { readings, fault };
}

function writeAll(contents: readonly (string | Uint8Array)[]): readonly string[] {
  return contents.map((bytes, index) => {
    const path = join(folder, `${index}`);
    writeFileSync(path, bytes);
    return path;
  });
}

/** A thread that runs this. */
const threadOf = (code: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from "node:worker_threads"; ${code}`)}`,
  );

test("threads and the thread that asks find the same digests, which are Node's", async () => {
  const pool = new HashPool({ size: 2 });
  const inline = new InlineHasher();
  const cases = fc.asyncProperty(
    fc.array(fc.uint8Array({ maxLength: 2000 }), { minLength: 1, maxLength: 80 }),
    async (contents) => {
      const paths = writeAll(contents);
      const [threads, here] = [await readAll(pool, paths), await readAll(inline, paths)];
      expect(threads).toEqual(here);
      const digests = paths.map((path) => threads.readings.get(path));
      expect(digests).toMatchObject(
        contents.map((bytes) => ({ sha256: createHash("sha256").update(bytes).digest("hex") })),
      );
    },
  );
  await fc.assert(cases, { numRuns: 20 });
  await pool.close();
});

test.each([
  ["threads", () => new HashPool({ size: 2 })],
  ["the thread that asks", () => new InlineHasher()],
])("%s say of a link what it is, and read what is asked for later", async (_who, open) => {
  const hasher = open();
  const [file = ""] = writeAll(["x"]);
  const link = join(folder, "link");
  rmSync(link, { force: true });
  symlinkSync(file, link);
  expect((await readAll(hasher, [file, link])).fault).toBe("is a link by now, not a file");
  expect((await readAll(hasher, [file])).fault).toBeUndefined();
  await hasher.close();
  expect((await readAll(hasher, [file])).fault).toBeUndefined();
  await hasher.close();
});

test.each([
  ["ends", "parentPort.on('message', () => process.exit(1))", "was not read: its thread ended"],
  ["throws", "parentPort.on('message', () => { throw new Error('no memory') })", "was not read: no memory"],
  ["cannot start", "throw new Error('no memory')", "was not read: no memory"],
])("a thread that %s is a fault, for each who asks", async (_what, code, fault) => {
  const pool = new HashPool({ size: 2, file: threadOf(code) });
  const paths = Array.from({ length: 300 }, (_, index) => `/${index}`);
  expect((await readAll(pool, paths)).fault).toBe(fault);
  expect((await readAll(pool, paths)).fault).toBe(fault);
  await pool.close();
});

test("a thread that dies takes only its own files with it", async () => {
  const code = `parentPort.on("message", (paths) =>
    paths.includes("/bad") ? process.exit(1) : parentPort.postMessage(paths.map((path) => ["sha of " + path, 1, 1, 1, 1, 1])))`;
  const pool = new HashPool({ size: 1, file: threadOf(code) });
  const paths = Array.from({ length: 100 }, (_, index) => `/${index}`);
  const bad = readAll(pool, ["/bad"]);
  const good = readAll(pool, paths);
  expect((await bad).fault).toBe("was not read: its thread ended");
  // Also those that waited behind it in the same thread.
  expect((await good).readings.get("/0")).toMatchObject({ sha256: "sha of /0" });
  expect((await readAll(pool, paths)).readings.get("/99")).toMatchObject({ sha256: "sha of /99" });
  await pool.close();
});

test("a signal ends the waiting though the thread never answers, and the next one gets another thread", async () => {
  const code = `let seen = 0; parentPort.on("message", (paths) => {
    if (paths.includes("/slow")) for (;;);
    parentPort.postMessage(paths.map((path) => "read by the " + ++seen)); })`;
  const pool = new HashPool({ size: 1, file: threadOf(code) });
  const stop = new AbortController();
  const slow = readAll(pool, ["/slow", "/behind", "/it"], stop.signal);
  stop.abort();
  expect((await slow).fault).toBe("files were not read to their end: the run was stopped");
  expect((await readAll(pool, ["/other"])).fault).toBe("read by the 1");
  await pool.close();
});

test("a thread goes on as long as one waits for any of its files", async () => {
  const code = `let seen = 0; parentPort.on("message", (paths) =>
    parentPort.postMessage(paths.map(() => ["of thread " + ++seen, 1, 1, 1, 1, 1])))`;
  const pool = new HashPool({ size: 1, file: threadOf(code) });
  const stop = new AbortController();
  const gone = readAll(pool, ["/a"], stop.signal);
  const stays = readAll(pool, ["/b"]);
  stop.abort();
  await gone;
  // The second that this thread was given, so it was not ended with the first.
  expect((await stays).readings.get("/b")).toMatchObject({ sha256: "of thread 2" });
  await pool.close();
});

test("closing it fails what is under way and what waits", async () => {
  const pool = new HashPool({ size: 2, file: threadOf("parentPort.on('message', () => {})") });
  const reading = readAll(
    pool,
    Array.from({ length: 300 }, (_, index) => `/${index}`),
  );
  await pool.close();
  expect((await reading).fault).toBe("was not read: its reading was ended");
});

test("between slices of reading on the thread that asks, others get their turn", async () => {
  const bytes = Buffer.alloc(1024 * 1024, "x");
  const paths = writeAll(Array.from({ length: 8 }, () => bytes));
  let readAtTurn: number | undefined;
  const jobs = paths.map((path) => new HashJob(path, Date.now));
  let ended = 0;
  await waitForAll(jobs, {
    signal: never,
    begin: async () => {
      setImmediate(() => {
        readAtTurn = ended;
      });
      await new InlineHasher().read(jobs);
    },
    onEnd: () => {
      ended += 1;
      return undefined;
    },
  });
  expect(ended).toBe(8);
  expect(readAtTurn).toBeLessThan(8);
});

test("a process ends by itself though its threads were never closed", () => {
  const paths = writeAll(Array.from({ length: 600 }, (_, index) => `content ${index}`));
  const source = (name: string) => JSON.stringify(new URL(`../../src/${name}`, import.meta.url).href);
  const script = `
    const { openDigests } = await import(${source("cache/digests.ts")});
    const { nodeFiles } = await import(${source("host/node-files.ts")});
    const host = { files: nodeFiles, clock: { now: Date.now } };
    const digests = openDigests({ host, file: "/nowhere/digests.json", root: "/" });
    const found = await digests.of(${JSON.stringify(paths)}, new AbortController().signal);
    console.log(found.value.at(-1).sha256, process.report.getReport().workers.length);`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  const digest = createHash("sha256").update("content 599").digest("hex");
  expect(output).toMatch(new RegExp(`^${digest} [1-9]`));
});
