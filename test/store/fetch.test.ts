import {
  chmodSync,
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
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Clock } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { parseBucketUri } from "../../src/pipeline/bucket.ts";
import { type Fetched, fetchBucket, type Progress } from "../../src/store/fetch.ts";
import { idleMs } from "../../src/store/silence.ts";
import { type ScriptedSource, scriptedSource, type Trouble } from "./scripted-source.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "stepops-fetch-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const { signal } = new AbortController();
/** Pauses are over at once, and silence is noticed once nothing else is left to do. */
function clockOf(noticesSilence = true): Clock {
  async function sleep(ms: number, end?: AbortSignal): Promise<void> {
    for (let turns = 0; ms >= idleMs && (turns < 50 || !noticesSilence); turns++) {
      if (end?.aborted) throw new Error("aborted");
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { ...nodeHost.clock, sleep };
}

const base = (noticesSilence = true) => ({ ...nodeHost, clock: clockOf(noticesSilence) });

async function get(
  source: ScriptedSource,
  options: {
    from?: string;
    isLeftOut?: (path: string) => boolean;
    host?: ReturnType<typeof base>;
    signal?: AbortSignal;
  } = {},
) {
  const { from = "s3://b/p/", isLeftOut = () => false, host = base() } = options;
  const uri = parseBucketUri(from);
  if (!uri.ok) throw new Error(uri.error.message);
  const progress: Progress[] = [];
  const result = await fetchBucket({
    ...{ host, source, from, uri: uri.value, directory, isLeftOut, signal: options.signal ?? signal },
    onProgress: (each) => progress.push(each),
  });
  return { result, progress };
}

function contentOf({ at, files }: Fetched): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(at, name)).toString("latin1")]));
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

async function expectContent(source: ScriptedSource, prefix = "p/"): Promise<void> {
  const { result } = await get(source);
  if (!result.ok) throw new Error(result.error.message);
  const wanted = [...source.objects].map(([key, bytes]) => [key.slice(prefix.length), text(bytes)]);
  expect(contentOf(result.value)).toEqual(Object.fromEntries(wanted));
}

const names = fc.stringMatching(/^[a-z0-9 +%&'ü🙂.-]{1,8}$/u).filter((name) => !/^\.\.?$/.test(name));
const paths = fc.array(names, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const trees = fc.uniqueArray(fc.tuple(paths, fc.uint8Array({ maxLength: 60 })), {
  minLength: 1,
  maxLength: 8,
  selector: ([path]) => path.split("/")[0]?.normalize("NFC").toLowerCase(),
});
const troubles = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom("break", "truncate", "silence"),
      after: fc.nat(50),
    }) as fc.Arbitrary<Trouble>,
    fc.constant<Trouble>({ kind: "fault", fault: { reason: "busy", message: "busy", retryAfter: "3" } }),
    fc.constant<Trouble>({ kind: "fault", fault: { reason: "unreachable", message: "reset" } }),
  ),
  { maxLength: 6 },
);

test("whatever lies in a bucket arrives byte for byte, however often the way breaks", async () => {
  await fc.assert(
    fc.asyncProperty(trees, troubles, async (tree, some) => {
      const source = scriptedSource(Object.fromEntries(tree.map(([path, bytes]) => [`p/${path}`, bytes])));
      source.troubles.push(...some);
      await expectContent(source);
      source.reads.length = 0;
      await expectContent(source);
      expect(source.reads).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

describe("a fetch", () => {
  const two = () =>
    scriptedSource({ "p/a.txt": "content of a, long enough", "p/d/b.txt": "content of b", "other/x": "x" });

  test("goes on behind the last byte that came", async () => {
    const source = scriptedSource({ "p/a": "0123456789abcdefghij" });
    source.troubles.push(
      { kind: "break", after: 10 },
      { kind: "truncate", after: 3 },
      { kind: "silence", after: 0 },
    );
    await expectContent(source);
    expect(source.reads).toEqual([
      ["p/a", 0],
      ["p/a", 10],
      ["p/a", 13],
      ["p/a", 13],
    ]);
  });

  test("of one object gives that file", async () => {
    const { result } = await get(two(), { from: "s3://b/p/d/b.txt" });
    if (!result.ok) throw new Error(result.error.message);
    expect(result.value.files).toEqual([""]);
    expect(readFileSync(result.value.at, "utf8")).toBe("content of b");
  });

  test("leaves out what is not wanted, as another listing", async () => {
    const source = two();
    const { result } = await get(source, { isLeftOut: (path) => path.startsWith("d/") });
    expect(result.ok && result.value.files).toEqual(["a.txt"]);
    await expectContent(
      scriptedSource(Object.fromEntries([...source.objects].filter(([key]) => key.startsWith("p/")))),
    );
  });

  test("takes what came wrong a second time, and gives up at the third", async () => {
    const once = scriptedSource({ "p/a": "abc" });
    once.troubles.push({ kind: "corrupt" });
    await expectContent(once);
    rmSync(directory, { recursive: true });
    const twice = scriptedSource({ "p/a": "abc" });
    twice.troubles.push({ kind: "corrupt" }, { kind: "corrupt" });
    const { result } = await get(twice);
    expect(result).toMatchObject({
      ok: false,
      error: { cause: "infrastructure", message: expect.stringContaining("came twice") },
    });
    expect(twice.reads).toHaveLength(2);
    const [place = ""] = readdirSync(directory);
    expect(readdirSync(join(directory, place, "data"))).toEqual([]);
  });

  test("lists again where an object changed or went meanwhile", async () => {
    const source = scriptedSource({ "p/a": "old", "p/b": "b" });
    let isFirst = true;
    source.onRead = () => {
      if (isFirst) source.objects.set("p/a", Buffer.from("new")).delete("p/b");
      isFirst = false;
    };
    const { result, progress } = await get(source);
    expect(result.ok && contentOf(result.value)).toEqual({ a: "new" });
    expect(progress.map(({ kind }) => kind)).toContain("changed");
  });

  test("gives up where the bucket changes all the time", async () => {
    const source = scriptedSource({ "p/a": "0" });
    let version = 0;
    source.onRead = () => source.objects.set("p/a", Buffer.from(String(++version)));
    expect((await get(source)).result).toMatchObject({ ok: false, error: { cause: "infrastructure" } });
    expect(version).toBe(3);
  });

  test.each([
    ["denied", "permission", 1],
    ["refused", "infrastructure", 1],
    ["busy", "infrastructure", 8],
  ] as const)("that is %s fails for %s after %i tries", async (reason, cause, tries) => {
    const source = scriptedSource({ "p/a": "a" });
    const fault = { reason, message: "no" } as const;
    source.troubles.push(...Array.from({ length: 20 }, () => ({ kind: "fault", fault }) as const));
    const { result } = await get(source);
    expect(result).toMatchObject({ ok: false, error: { cause, message: expect.stringContaining("no") } });
    expect(source.reads).toHaveLength(tries);
  });

  test("of nothing is a fault of the file", async () => {
    const { result } = await get(scriptedSource({ "p/": "", "q/x": "x" }));
    expect(result).toMatchObject({ ok: false, error: { cause: "config" } });
  });

  test("that was killed goes on with the files that it lacks", async () => {
    const source = two();
    source.objects.delete("other/x");
    const stop = new AbortController();
    source.onRead = (key) => {
      if (key === "p/d/b.txt") stop.abort();
    };
    await get(source, { signal: stop.signal });
    source.onRead = () => {};
    source.reads.length = 0;
    await expectContent(source);
    expect(source.reads.length).toBeLessThanOrEqual(2);
    const [place = ""] = readdirSync(directory);
    expect(readdirSync(join(directory, place)).sort()).toEqual(["complete.json", "data"]);
  });

  test("notices what somebody did to the files, and takes those anew", async () => {
    const source = two();
    source.objects.delete("other/x");
    const { result } = await get(source);
    if (!result.ok) throw new Error(result.error.message);
    const file = join(result.value.at, "a.txt");
    chmodSync(file, 0o644);
    writeFileSync(file, "CONTENT OF A, LONG ENOUGH");
    source.reads.length = 0;
    await expectContent(source);
    expect(source.reads).toEqual([["p/a.txt", 0]]);
  });

  test("never writes by way of a link", async () => {
    const source = two();
    source.objects.delete("other/x");
    const { result } = await get(source);
    if (!result.ok) throw new Error(result.error.message);
    const outside = join(directory, "outside");
    mkdirSync(outside);
    rmSync(join(result.value.at, "d"), { recursive: true });
    symlinkSync(outside, join(result.value.at, "d"));
    await expectContent(source);
    expect(readdirSync(outside)).toEqual([]);
  });

  test("of two at once both have all of it", async () => {
    const source = scriptedSource(
      Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`p/${n}`, `content ${n}`])),
    );
    await Promise.all([expectContent(source), expectContent(source), expectContent(source)]);
    await expectContent(source);
  });

  test("gives files that nobody may write to", async () => {
    const { result } = await get(two());
    if (!result.ok) throw new Error(result.error.message);
    expect(statSync(join(result.value.at, "a.txt")).mode & 0o222).toBe(0);
  });

  test("ends with the signal, and leaves nothing half", async () => {
    const source = scriptedSource({ "p/a": "abcdefghijkl" });
    source.troubles.push({ kind: "silence", after: 7 });
    const stop = new AbortController();
    const fetching = get(source, { signal: stop.signal, host: base(false) });
    while (source.reads.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect((await fetching).result.ok).toBe(false);
    const [place = ""] = readdirSync(directory);
    expect(readdirSync(join(directory, place, "data"))).toEqual([]);
    expect(readdirSync(join(directory, place, "partial"))).toEqual([]);
  });
});
