import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Manifest } from "../../src/artifact/manifest.ts";
import type { CacheShared } from "../../src/cache/cache-shared.ts";
import { CachedAttempt } from "../../src/cache/cached-attempt.ts";
import { type Fingerprint, fingerprintOf } from "../../src/cache/fingerprint.ts";
import type { Found, Kept, StepStore, StoreFault } from "../../src/cache/step-store.ts";
import { openUnkept } from "../../src/cache/unkept.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { err, ok, type Result } from "../../src/pipeline/result.ts";
import type { Event } from "../../src/run/event.ts";
import type { Attempt, Outcome } from "../../src/run/executor.ts";
import { openLedger } from "../../src/run/ledger.ts";
import { openOutputs } from "../../src/run/outputs.ts";
import { stepOf } from "../rig/graphs.ts";
import { createRepo, type Repo } from "../rig/repo.ts";
import { output } from "../run/host-step.ts";

const step = stepOf("train", { inputs: [], outputs: [output("out")], values: ["v"] });
const attempt: Attempt = { step, attempt: 1, command: { kind: "argv", args: ["x"] }, env: {} };
const work = (setup = "1"): Fingerprint =>
  fingerprintOf({
    ...{ attempt, repositoryId: "1", image: undefined, machine: "linux/x64", accelerators: undefined },
    ...{ params: {}, inputs: { in: setup }, buckets: {} },
  });

let repo: Repo;
let outputs: ReturnType<typeof openOutputs>;
beforeEach(() => {
  repo = createRepo({ in: "x" });
  outputs = openOutputs({
    files: nodeHost.files,
    root: repo.path,
    ledger: openLedger(nodeHost.files, repo.path),
  });
});
afterEach(() => repo[Symbol.dispose]());

interface Script {
  readonly found?: Found;
  readonly isHere?: boolean;
  readonly chosen?: boolean;
  readonly keep?: (kept: Kept) => Result<string, StoreFault> | Promise<Result<string, StoreFault>>;
  readonly identify?: CacheShared["identify"];
  readonly freeBytes?: number;
  readonly restore?: (to: string) => Promise<Result<void, StoreFault>>;
}

/** One attempt against a scripted store; `ran`: how often the command did. */
function rig(script: Script) {
  const events: Event[] = [];
  const kept: Kept[] = [];
  const stop = new AbortController();
  let ran = 0;
  const store: StepStore = {
    ready: async () => undefined,
    find: async () => ok(script.found),
    use: async () => ok(undefined),
    last: async () => undefined,
    async keep(one) {
      kept.push(one);
      return script.keep?.(one) ?? ok("manifests/k.json");
    },
    isHere: async () => script.isHere ?? false,
    restore: ({ to }) => script.restore?.(to) ?? Promise.resolve(ok(undefined)),
    noteRun: async () => ok(undefined),
    close: async () => {},
  };
  const shared: CacheShared = {
    host: nodeHost,
    store,
    outputs,
    root: repo.path,
    unkept: openUnkept({ files: nodeHost.files, directory: repo.at(".stepops/runs/r"), outputs }),
    scratch: repo.at(".stepops/restoring"),
    identify: script.identify ?? (async () => ok(work())),
    isForced: () => false,
    isStoreChosen: script.chosen ?? false,
    freeBytes: () => script.freeBytes ?? Number.POSITIVE_INFINITY,
    nothingKept: "nothing is kept of it yet",
    warned: new Set(),
    async execute(): Promise<Outcome> {
      ran += 1;
      const prepared = await outputs.prepare(step);
      if (!prepared.ok) return { result: "failure", failure: prepared.error, values: {} };
      repo.write("out", "made");
      const published = await outputs.publish(step, 0);
      if (!published.ok) return { result: "failure", failure: published.error, values: {} };
      return { result: "success", values: { v: "1" }, outputs: published.value };
    },
  };
  return {
    kept,
    events,
    stop,
    ran: () => ran,
    run: () => new CachedAttempt(shared, attempt, (event) => events.push(event), stop.signal).run(),
    said: () => events.flatMap((event) => (event.type === "notice" ? [event.message] : [])),
  };
}

const away: StoreFault = { reason: "other", message: "the store is away" };

function earlier(rest: Partial<Manifest> = {}): Found {
  const stored = { path: "out", isDirectory: false, size: 4, files: 1, digest: "d", entries: [] };
  const manifest: Manifest = {
    ...{ version: 1, step: step.id, at: 1, durationMs: 1, nonce: "n", values: { v: "0" }, outputs: [stored] },
    run: { id: "earlier", pipeline: "p", trustDomain: "local" },
    ...rest,
  };
  return { manifest, at: "manifests/k.json" };
}

describe("work that was done is never done again because of the store", () => {
  test("what could not be kept is sent by the next attempt, without the command", async () => {
    const faults: Result<string, StoreFault>[] = [err(away)];
    const { run, ran, kept, said } = rig({
      chosen: true,
      keep: () => faults.shift() ?? ok("manifests/k.json"),
    });
    expect(await run()).toMatchObject({
      result: "failure",
      failure: { cause: "infrastructure", phase: "outputs" },
    });
    expect(await run()).toMatchObject({
      result: "success",
      values: { v: "1" },
      manifest: "manifests/k.json",
      outputs: [{ path: "out", size: 4 }],
    });
    expect([ran(), kept.length]).toEqual([1, 2]);
    expect(said()).toEqual([expect.stringContaining("its command was done before")]);
    // And is forgotten then.
    await run();
    expect(ran()).toBe(2);
  });

  test.each([
    ["outputs were changed since", () => repo.write("out", "other")],
    ["outputs are gone", () => repo.remove("out")],
  ])("unless its %s", async (_, change) => {
    const faults: Result<string, StoreFault>[] = [err(away)];
    const { run, ran } = rig({ chosen: true, keep: () => faults.shift() ?? ok("k") });
    await run();
    change();
    await run();
    // The command itself decides what becomes of files that somebody changed.
    expect(ran()).toBe(2);
  });

  test("unless it would be other work by now", async () => {
    const faults: Result<string, StoreFault>[] = [err(away)];
    const all = [work(), work(), work("2"), work("2")];
    const { run, ran } = rig({
      chosen: true,
      keep: () => faults.shift() ?? ok("k"),
      identify: async () => ok(all.shift() ?? work("2")),
    });
    await run();
    await run();
    expect(ran()).toBe(2);
  });

  test("a stop while outputs are sent ends as cancelled, and a resume sends them", async () => {
    const script: { stop?: AbortController } = {};
    const first = rig({
      chosen: true,
      keep: () => {
        script.stop?.abort({ reason: "signal", signal: "SIGINT" });
        return err(away);
      },
    });
    script.stop = first.stop;
    expect(await first.run()).toMatchObject({ result: "cancelled", stopped: { signal: "SIGINT" } });
    const second = rig({ chosen: true });
    expect(await second.run()).toMatchObject({ result: "success" });
    expect([first.ran(), second.ran()]).toEqual([1, 0]);
  });

  test("what no store could keep is the pipeline's fault, so that nobody tries it again", async () => {
    const { run } = rig({ chosen: true, keep: () => err({ reason: "unkeepable", message: "a pipe" }) });
    expect(await run()).toMatchObject({ failure: { cause: "config" } });
  });

  test("with the checkout's own store a fault is a warning, once a run", async () => {
    const { run, said } = rig({ keep: () => err(away) });
    expect(await run()).toMatchObject({ result: "success" });
    expect(await run()).toMatchObject({ result: "success" });
    expect(said()).toEqual([expect.stringContaining("the store is away")]);
  });

  test("and it is left alone where the disk is nearly full", async () => {
    const { run, kept, said } = rig({ freeBytes: 1e9 + 3 });
    expect(await run()).toMatchObject({ result: "success" });
    expect(kept).toEqual([]);
    expect(said()).toEqual([expect.stringContaining("less than 1 GB")]);
  });
});

describe("what an earlier run did", () => {
  test("is looked at as if it had just run, so metrics are what is asked for today", async () => {
    repo.write("out", "made");
    const { run, ran } = rig({ found: earlier(), isHere: true });
    expect(await run()).toMatchObject({
      result: "success",
      values: { v: "0" },
      cached: { run: "earlier", at: 1 },
      outputs: [{ path: "out", size: 4 }],
    });
    expect(ran()).toBe(0);
  });

  test.each([
    ["outputs", earlier({ outputs: [] })],
    ["values", earlier({ values: { v: "0", planted: "1" } })],
  ])("is not believed where its %s are not the step's", async (_, found) => {
    const { run, ran } = rig({ found, isHere: true });
    expect(await run()).toMatchObject({ result: "success", values: { v: "1" } });
    expect(ran()).toBe(1);
  });

  test("that cannot be had is done again, and the reason is told", async () => {
    const { run, ran, events, said } = rig({
      found: earlier(),
      restore: async () => err({ reason: "damaged", message: "it came twice with other content" }),
    });
    expect(await run()).toMatchObject({ result: "success", values: { v: "1" } });
    expect(ran()).toBe(1);
    expect(said()[0]).toContain("run earlier left of it cannot be used, so it runs again: it came twice");
    expect(events).toContainEqual(expect.objectContaining({ why: "what is kept of it cannot be used" }));
  });
});

test("somebody's files in the place of its outputs end a step that was done before, with one failure", async () => {
  repo.write("out", "mine");
  const { run, ran, said } = rig({ found: earlier(), restore: async () => ok(undefined) });
  expect(await run()).toMatchObject({
    result: "failure",
    failure: { cause: "config", message: expect.stringContaining("lies what no run left there") },
  });
  expect([ran(), said(), repo.read("out")]).toEqual([0, [], "mine"]);
});

test("an input that cannot be read is no reason to fail: the step runs, and is not kept", async () => {
  const denied = Object.assign(new Error("EACCES: permission denied, scandir 'in'"), {
    code: "EACCES",
    syscall: "scandir",
  });
  const { run, kept, events } = rig({
    identify: async () => {
      throw denied;
    },
  });
  expect(await run()).toMatchObject({ result: "success" });
  expect(kept).toEqual([]);
  expect(events).toContainEqual(expect.objectContaining({ why: expect.stringContaining("EACCES") }));
});
