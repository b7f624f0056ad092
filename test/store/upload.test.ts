import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Files } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { createOnce, putText } from "../../src/store/put.ts";
import type { SourceFault } from "../../src/store/source.ts";
import { type UploadTask, upload } from "../../src/store/upload.ts";
import { UploadBudget } from "../../src/store/upload-budget.ts";
import { memoryFiles, seededRandom, virtualClock } from "../rig/virtual-host.ts";
import { type Call, type ScriptedSink, scriptedSink, type Trouble } from "./scripted-sink.ts";

const sumOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString("latin1");
const reset: SourceFault = { reason: "unreachable", message: "it hung up" };
const busy: SourceFault = { reason: "busy", message: "slow down", retryAfter: "3" };
const denied: SourceFault = { reason: "denied", message: "no" };

const path = "/work/file";
const key = "p/key";
/** Three parts of ten bytes, the last one shorter. */
const three = "0123456789abcdefghijklm";
const changed = { ok: false, error: { reason: "changed", message: `${path} changed while it was uploaded` } };

/** A file with this text, and what sends it. */
async function open(sink: ScriptedSink, text = three) {
  const clock = virtualClock();
  const files = memoryFiles();
  await files.write(path, text);
  let told = 0;
  const bytes = Buffer.from(text);
  const task: UploadTask = {
    ...{
      clock,
      random: seededRandom(1),
      signal: new AbortController().signal,
      budget: new UploadBudget(1e6),
    },
    ...{ files, sink, path, key, expected: { size: bytes.length, sha256: sumOf(bytes) } },
    onBytes: (count) => {
      told += count;
    },
  };
  const send = (more: Partial<UploadTask> = {}) => clock.run(upload({ ...task, ...more }));
  return { clock, files, task, send, told: () => told };
}

/** Troubles for calls by their name, each as often as it stands there. */
function troubling(sink: ScriptedSink, troubles: readonly (readonly [Call, Trouble])[]): void {
  const left = [...troubles];
  sink.onCall = (call) => {
    const at = left.findIndex(([name]) => name === call);
    return at < 0 ? undefined : left.splice(at, 1)[0]?.[1];
  };
}

const troubles = fc.array(fc.option(fc.constantFrom<Trouble>("lost", reset, busy), { nil: undefined }), {
  maxLength: 7,
});

test("whatever is sent arrives byte for byte, however often the way breaks, and in bounded memory", async () => {
  const cases = fc.record({
    bytes: fc.uint8Array({ maxLength: 60 }),
    partSize: fc.integer({ min: 1, max: 20 }),
    partsAtOnce: fc.integer({ min: 1, max: 5 }),
    budget: fc.integer({ min: 1, max: 40 }),
    troubles,
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ bytes, partSize, partsAtOnce, budget, troubles }) => {
      const sink = scriptedSink({ partSize, partsAtOnce });
      sink.onCall = () => troubles.shift();
      const text = Buffer.from(bytes).toString("latin1");
      const { send, told } = await open(sink, text);
      const size = Buffer.byteLength(text);
      expect(await send({ budget: new UploadBudget(budget) })).toEqual({ ok: true, value: undefined });
      expect(Buffer.from(sink.objects.get(key) ?? "none").toString()).toBe(text);
      expect([told(), sink.left(), sink.calls.includes("abandon")]).toEqual([size, 0, false]);
      expect(sink.mostAtOnce).toBeLessThanOrEqual(
        Math.max(partSize, Math.min(budget, partsAtOnce * partSize)),
      );
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["", ["put"]],
  ["0", ["put"]],
  ["0123456789", ["put"]],
  ["0123456789a", ["begin", "part 0", "part 1", "finish"]],
  [three, ["begin", "part 0", "part 1", "part 2", "finish"]],
])("%j goes in as few parts as it fits into", async (text, calls) => {
  const sink = scriptedSink({ partSize: 10 });
  const { send } = await open(sink, text);
  await send();
  expect([sink.calls, textOf(sink.objects.get(key))]).toEqual([calls, text]);
});

test("parts go at once where the store takes them so, and one after the other where it does not", async () => {
  const most = async (partsAtOnce: number) => {
    const sink = scriptedSink({ partSize: 10, partsAtOnce });
    const { send, clock } = await open(sink, "x".repeat(100));
    sink.onCall = async () => void (await clock.sleep(1));
    await send();
    return sink.mostAtOnce;
  };
  expect([await most(4), await most(1)]).toEqual([40, 10]);
});

describe("a fault", () => {
  test.each(["part 0", "part 1", "part 2"] as const)("that passes has %s alone sent again", async (call) => {
    const sink = scriptedSink({ partSize: 10 });
    troubling(sink, [
      [call, reset],
      [call, "lost"],
      [call, busy],
    ]);
    const { send } = await open(sink);
    expect(await send()).toMatchObject({ ok: true });
    const counts = ["begin", "part 0", "part 1", "part 2", "finish"].map(
      (each) => sink.calls.filter((one) => one === each).length,
    );
    expect(counts).toEqual(counts.map((_, index) => (index === Number(call.at(-1)) + 1 ? 4 : 1)));
    expect(textOf(sink.objects.get(key))).toBe(three);
  });

  test.each([
    ["put", "tiny", []],
    ["begin", three, []],
    ["part 0", three, ["abandon"]],
    ["part 2", three, ["abandon"]],
    ["finish", three, ["abandon"]],
  ] as const)("at %s that does not pass ends it, and nothing is left", async (call, text, ending) => {
    const sink = scriptedSink({ partSize: 10 });
    troubling(sink, [[call, denied]]);
    const { send } = await open(sink, text);
    expect(await send()).toEqual({ ok: false, error: denied });
    expect(sink.calls.filter((each) => each === call)).toHaveLength(1);
    expect([sink.calls.filter((each) => each === "abandon"), sink.objects.size, sink.left()]).toEqual([
      ending,
      0,
      0,
    ]);
  });

  test("that lasts is told with the number of tries", async () => {
    const sink = scriptedSink({ partSize: 10 });
    sink.onCall = (call) => (call === "part 1" ? reset : undefined);
    const { send } = await open(sink);
    expect(await send()).toMatchObject({ error: { message: "it hung up (tried 8 times)" } });
    expect(sink.calls.at(-1)).toBe("abandon");
  });

  test("of one part stops the others, and they have ended before it is abandoned", async () => {
    const sink = scriptedSink({ partSize: 10 });
    let isOver = false;
    sink.onCall = async (call, signal) => {
      if (call === "part 0") return denied;
      if (call === "abandon") expect(isOver).toBe(true);
      if (call !== "part 1") return undefined;
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await new Promise((resolve) => setImmediate(resolve));
      isOver = true;
      return undefined;
    };
    const { send } = await open(sink);
    expect([await send(), isOver]).toEqual([{ ok: false, error: denied }, true]);
  });

  test("of the disk is thrown, and nothing is left", async () => {
    const sink = scriptedSink({ partSize: 10 });
    const { send, files } = await open(sink);
    const reader: Files["reader"] = async (from) => {
      const opened = await files.reader(from);
      return (
        opened && {
          ...opened,
          async read(offset, limit) {
            if (offset > 0) throw new Error("EIO");
            return opened.read(offset, limit);
          },
        }
      );
    };
    await expect(send({ files: { ...files, reader } })).rejects.toThrow("EIO");
    expect([sink.calls.at(-1), sink.objects.size, sink.left()]).toEqual(["abandon", 0, 0]);
  });
});

describe("a file that is not what was expected", () => {
  const changes: Readonly<Record<string, (files: Files, text: string) => Promise<void>>> = {
    "has other content": (files, text) => files.write(path, `${text.slice(0, -1)}!`),
    "is shorter": (files, text) => files.write(path, text.slice(0, -1)),
    "is longer": (files, text) => files.write(path, `${text}!`),
    "is empty": (files) => files.write(path, ""),
    "is gone": (files) => files.remove(path),
    "is a folder": async (files) => {
      await files.remove(path);
      await files.makeDirectory(path);
    },
  };
  const times = ["before", "opened", "read"] as const;
  const cases = Object.keys(changes).flatMap((change) =>
    ["tiny", three].flatMap((text) => times.map((time) => [change, text, time] as const)),
  );

  test.each(cases)("because it %s is not published (%s, when it is %s)", async (change, text, time) => {
    const sink = scriptedSink({ partSize: 10 });
    const { send, files } = await open(sink, text);
    const act = () => changes[change]?.(files, text);
    if (time === "before") await act();
    const reader: Files["reader"] = async (from) => {
      const opened = await files.reader(from);
      if (!opened) return undefined;
      if (time === "opened") await act();
      const read: typeof opened.read = async (offset, limit) => {
        const bytes = Buffer.from(await opened.read(offset, limit));
        // Of what was read already nothing is to be seen, but the size of what is left and whether it is there.
        if (time === "read") await act();
        return bytes;
      };
      return { ...opened, read };
    };
    const sent = await send({ files: { ...files, reader } });
    const isUnseen = time === "read" && change === "has other content" && text === "tiny";
    if (isUnseen) expect([sent.ok, textOf(sink.objects.get(key))]).toEqual([true, text]);
    else expect([sent, sink.objects.size, sink.left()]).toEqual([changed, 0, 0]);
    expect(sink.calls).not.toContain(isUnseen ? "abandon" : "finish");
  });

  test("is named, whatever has its place", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stepops-upload-"));
    const at = (name: string) => join(folder, name);
    const sink = scriptedSink({ partSize: 10 });
    const { task } = await open(sink);
    writeFileSync(at("real"), three);
    symlinkSync("real", at("link"));
    mkdirSync(at("folder"));
    const ends: unknown[] = [];
    execFileSync("mkfifo", [at("pipe")]);
    for (const name of ["real", "link", "folder", "pipe", "none"]) {
      const sent = await upload({ ...task, ...nodeHost, path: at(name) });
      ends.push(sent.ok || sent.error.message.slice(folder.length + 1));
    }
    for (const name of ["link", "folder", "pipe", "none"])
      expect(await nodeHost.files.reader(at(name))).toBeUndefined();
    rmSync(folder, { recursive: true });
    const message = (name: string) => `${name} changed while it was uploaded`;
    expect(ends).toEqual([true, ...["link", "folder", "pipe", "none"].map(message)]);
    expect(textOf(sink.objects.get(key))).toBe(three);
  });

  test("but took the name of what was expected does not get into its parts", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stepops-upload-"));
    const real = join(folder, "file");
    const sink = scriptedSink({ partSize: 10, partsAtOnce: 1 });
    sink.onCall = (call) => {
      if (call === "part 0") renameSync(`${real}.other`, real);
      return undefined;
    };
    const { task } = await open(sink);
    writeFileSync(real, three);
    writeFileSync(`${real}.other`, three.toUpperCase());
    const sent = await upload({ ...task, ...nodeHost, path: real });
    rmSync(folder, { recursive: true });
    expect([sent.ok, textOf(sink.objects.get(key))]).toEqual([true, three]);
  });
});

describe("an abort", () => {
  const stopped = { ok: false, error: { reason: "unreachable", message: "it was stopped" } };

  test.each(["begin", "part 0", "part 2", "finish"] as const)("at %s leaves nothing", async (call) => {
    const sink = scriptedSink({ partSize: 10 });
    const stop = new AbortController();
    sink.onCall = (each, signal) => {
      if (each === call) stop.abort();
      if (each === "abandon") expect(signal.aborted).toBe(false);
      return undefined;
    };
    const { send } = await open(sink);
    expect(await send({ signal: stop.signal })).toMatchObject({ ok: false });
    expect([sink.objects.size, sink.left()]).toEqual([0, 0]);
    expect(sink.calls.includes("abandon")).toBe(call !== "begin");
  });

  test("ends a pause, and a wait for memory", async () => {
    const sink = scriptedSink({ partSize: 10 });
    const stop = new AbortController();
    const { send, clock, task } = await open(sink);
    sink.onCall = () => ({ ...busy, retryAfter: "60" });
    void clock.sleep(1_000).then(() => stop.abort());
    const before = clock.monotonic();
    const budget = new UploadBudget(10);
    expect(await send({ signal: stop.signal, budget })).toMatchObject({ ok: false });
    expect(clock.monotonic() - before).toBe(1_000);
    const held = await budget.take(10, task.signal);
    sink.onCall = () => undefined;
    const again = new AbortController();
    void clock.sleep(1_000).then(() => again.abort());
    expect(await send({ signal: again.signal, budget })).toEqual(stopped);
    held?.();
    expect(await send({ budget })).toMatchObject({ ok: true });
  });

  test("waits ten seconds at most for a store that does not answer", async () => {
    const sink = scriptedSink({ partSize: 10 });
    sink.onCall = (call) => {
      if (call === "part 0") return denied;
      return call === "abandon" ? new Promise(() => {}) : undefined;
    };
    const { send, clock } = await open(sink);
    const before = clock.monotonic();
    expect(await send()).toEqual({ ok: false, error: denied });
    expect(clock.monotonic() - before).toBe(10_000);
  });
});

test("many files at once share one budget, and none waits for ever", async () => {
  const sink = scriptedSink({ partSize: 10, partsAtOnce: 4 });
  const budget = new UploadBudget(25);
  const { clock, task, files } = await open(sink);
  sink.onCall = async () => void (await clock.sleep(1));
  const texts = Array.from({ length: 12 }, (_, index) => String(index % 10).repeat(index * 9));
  const all = texts.map(async (text, index) => {
    const name = `/work/${index}`;
    await files.write(name, text);
    const expected = { size: text.length, sha256: sumOf(Buffer.from(text)) };
    return upload({ ...task, budget, path: name, key: name, expected });
  });
  expect((await clock.run(Promise.all(all))).every(({ ok }) => ok)).toBe(true);
  expect(texts.map((_, index) => textOf(sink.objects.get(`/work/${index}`)))).toEqual(texts);
  expect(sink.mostAtOnce).toBeLessThanOrEqual(25);
  expect(sink.mostAtOnce).toBeGreaterThan(10);
});

test("whoever stops waiting for memory lets those behind go on", async () => {
  const budget = new UploadBudget(10);
  const { signal } = new AbortController();
  const stop = new AbortController();
  const first = await budget.take(6, signal);
  const large = budget.take(100, stop.signal);
  const small = budget.take(4, signal);
  stop.abort();
  expect(await large).toBeUndefined();
  (await small)?.();
  first?.();
  expect(await budget.take(100, signal)).toBeTypeOf("function");
});

describe("a small object", () => {
  const openPut = (sink: ScriptedSink) => {
    const clock = virtualClock();
    const task = { clock, random: seededRandom(1), signal: new AbortController().signal, sink, key };
    return {
      once: (text: string) => clock.run(createOnce({ ...task, text })),
      put: (text: string) => clock.run(putText({ ...task, text })),
    };
  };

  test("is created by one of two", async () => {
    const sink = scriptedSink({ partSize: 10 });
    const { once } = openPut(sink);
    expect([await once("first"), await once("second")]).toMatchObject([
      { value: "written" },
      { value: "exists" },
    ]);
    expect(textOf(sink.objects.get(key))).toBe("first");
  });

  test("exists where the answer to its own creation got lost, and can be read back", async () => {
    const sink = scriptedSink({ partSize: 10 });
    troubling(sink, [["put", "lost"]]);
    expect(await openPut(sink).once("mine")).toEqual({ ok: true, value: "exists" });
    expect(textOf(sink.objects.get(key))).toBe("mine");
  });

  test("is written over what is there, again where it did not arrive", async () => {
    const sink = scriptedSink({ partSize: 10 });
    sink.objects.set(key, Buffer.from("old"));
    troubling(sink, [
      ["put", busy],
      ["put", "lost"],
    ]);
    expect(await openPut(sink).put("new")).toEqual({ ok: true, value: undefined });
    expect([textOf(sink.objects.get(key)), sink.calls.length]).toEqual(["new", 3]);
  });
});
