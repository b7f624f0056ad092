import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { treeKey } from "../../src/artifact/domain.ts";
import type { Manifest } from "../../src/artifact/manifest.ts";
import type { Digests } from "../../src/cache/digests.ts";
import { faultyStore, isCrash, type Trouble } from "./faulty-store.ts";
import { host, lay, must, plainDigests, Rig, signal, snapshot } from "./rig.ts";

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.remove());

const plan = { "out/a": "content of a", "out/big": "b".repeat(3500), "out/sub/c": "c", single: "s" };
const outputs = ["out", "single"];

const objectsOf = (manifest: Manifest): readonly string[] =>
  manifest.outputs.flatMap(({ entries }) => entries.flatMap((entry) => ("key" in entry ? [entry.key] : [])));

/** Whoever reads finds nothing, or a manifest that brings back all. */
async function expectWholeOrNothing(): Promise<"whole" | "nothing"> {
  const found = must(await rig.read());
  if (!found) return "nothing";
  const to = join(rig.folder, "check");
  must(await rig.restore(found.manifest, { to }));
  for (const path of outputs) expect(snapshot(to, path)).toEqual(snapshot(rig.root, path));
  rmSync(to, { recursive: true });
  return "whole";
}

/** Trees that are kept name what is there, too. */
async function expectSoundTrees(): Promise<void> {
  const keys = new Set(await rig.keys());
  for (const key of keys) {
    if (!key.includes("/trees/")) continue;
    const { entries } = JSON.parse(await readText(key)) as { entries: Manifest["outputs"][0]["entries"] };
    for (const entry of entries) if ("key" in entry) expect(keys).toContain(entry.key);
  }
}

const readText = async (key: string): Promise<string> => (await host.files.read(rig.store.uriOf(key))) ?? "";

async function publishInto(
  trouble: (call: number, name: string) => Trouble | Promise<Trouble>,
  force = false,
) {
  const store = faultyStore(rig.store, trouble);
  try {
    return { result: await rig.publish(outputs, { store, force }), calls: store.calls };
  } catch (error) {
    if (!isCrash(error)) throw error;
    return { result: undefined, calls: store.calls };
  }
}

describe.each([
  { what: "a crash", trouble: "crash" },
  { what: "a call that never comes back", trouble: "lost" },
  { what: "a store that is away from there on", trouble: "fault" },
  { what: "a store that refuses from there on", trouble: "denied" },
] as const)("$what at any call", ({ trouble }) => {
  test.each([
    { name: "of a first publication", before: false, force: false },
    { name: "of one that reuses trees and replaces a manifest", before: true, force: true },
  ])(
    "$name leaves all or nothing, and the next publication succeeds",
    async ({ before, force }) => {
      lay(rig.root, plan);
      const prepare = async () => {
        rmSync(join(rig.folder, "store"), { recursive: true, force: true });
        if (before) must(await rig.publish(outputs));
      };
      await prepare();
      const { calls } = await publishInto(() => undefined, force);
      expect(calls.length).toBeGreaterThan(5);
      for (let at = 1; at <= calls.length; at++) {
        await prepare();
        const isHit = (call: number) => (trouble === "lost" ? call === at : call >= at);
        const { result } = await publishInto((call) => (isHit(call) ? trouble : undefined), force);
        const left = await expectWholeOrNothing();
        if (result?.ok) expect(left).toBe("whole");
        await expectSoundTrees();
        const again = must(await rig.publish(outputs, { force: true }));
        expect(again.won).toBe(true);
        expect(await expectWholeOrNothing()).toBe("whole");
      }
    },
    60_000,
  );
});

describe("a publication", () => {
  test("that fails before its manifest takes back what it sent", async () => {
    lay(rig.root, plan);
    const { result } = await publishInto((_call, name) => (name === "finish" ? "denied" : undefined));
    expect(result).toMatchObject({ ok: false, error: { reason: "denied" } });
    expect(await rig.keys()).toEqual([]);
  });

  test("whose manifest is refused takes back what it sent", async () => {
    lay(rig.root, { single: "s" });
    const store = faultyStore(rig.store, (_call, name) => {
      const puts = store.calls.filter((each) => each === "put").length;
      return name === "put" && puts === 2 ? "denied" : undefined;
    });
    expect(await rig.publish(["single"], { store })).toMatchObject({
      ok: false,
      error: { reason: "denied" },
    });
    expect(await rig.keys()).toEqual([]);
  });

  test("whose answer got lost has won all the same", async () => {
    lay(rig.root, { single: "s" });
    const store = faultyStore(rig.store, (_call, name) => {
      const puts = store.calls.filter((each) => each === "put").length;
      return name === "put" && puts === 2 ? "lost" : undefined;
    });
    const done = must(await rig.publish(["single"], { store }));
    expect(done.won).toBe(true);
    expect(await rig.found()).toEqual(done.manifest);
  });

  test("that cannot tell whether its manifest is there leaves what it names", async () => {
    lay(rig.root, plan);
    let isAway = false;
    const store = faultyStore(rig.store, (_call, name) => {
      const isManifest = name === "put" && store.calls.filter((each) => each === "put").length > 3;
      isAway ||= isManifest;
      if (isManifest) return "lost";
      return isAway && name !== "remove" ? "fault" : undefined;
    });
    expect(await rig.publish(outputs, { store })).toMatchObject({
      ok: false,
      error: { reason: "unreachable" },
    });
    expect(await expectWholeOrNothing()).toBe("whole");
  });

  test("of what the domain holds already sends no file", async () => {
    lay(rig.root, plan);
    must(await rig.publish(outputs));
    const store = faultyStore(rig.store, () => undefined);
    must(await rig.publish(outputs, { store, key: "other" }));
    expect(store.calls.filter((name) => name === "put" || name === "begin")).toEqual(["put"]);
    expect(objectsOf(await rig.found("other"))).toEqual(objectsOf(await rig.found()));
  });

  test("does not make use of another domain's trees", async () => {
    lay(rig.root, plan);
    must(await rig.publish(outputs));
    const domain = rig.domainOf("pr-7");
    must(await rig.publish(outputs, { domain }));
    const found = must(await rig.read("k", domain));
    for (const key of objectsOf(found?.manifest as Manifest)) expect(key).toMatch(/^untrusted\/pr-7\/42\//);
  });

  test.each([
    { what: "a missing object", spoil: (path: string) => rmSync(path) },
    {
      what: "an object of another size",
      spoil: (path: string) => {
        rmSync(path);
        writeFileSync(path, "");
      },
    },
  ])("sends a tree again that has $what", async ({ spoil }) => {
    lay(rig.root, plan);
    must(await rig.publish(outputs));
    for (const key of objectsOf(await rig.found()).slice(0, 1)) spoil(rig.store.uriOf(key));
    expect(must(await rig.publish(outputs, { key: "other" })).won).toBe(true);
    must(await rig.restore(await rig.found("other")));
  });

  test("sends a tree again whose note in the store is nonsense", async () => {
    lay(rig.root, { single: "s" });
    must(await rig.publish(["single"]));
    const digest = (await rig.found()).outputs[0]?.digest ?? "";
    const path = rig.store.uriOf(treeKey(rig.domain.own, digest));
    rmSync(path);
    writeFileSync(path, '{"entries":[{"kind":"file","path":"","key":"elsewhere"}]}');
    must(await rig.publish(["single"], { key: "other" }));
    must(await rig.restore(await rig.found("other")));
  });

  test.each([
    { what: "a tree", again: outputs },
    { what: "a tree and a part of it", again: ["out", "out/sub"] },
    { what: "a tree and something of its own", again: ["out", "late"] },
  ])(
    "notices that $what which it reuses is being cleared away, and sends it after all",
    async ({ again }) => {
      lay(rig.root, { ...plan, late: "late" });
      must(await rig.publish(outputs));
      const old = objectsOf(await rig.found());
      // As a collector does: first what says that the trees are there, then, when the manifest is written, their objects.
      const store = faultyStore(rig.store, async (_call, name) => {
        if (name !== "put") return undefined;
        for (const key of await rig.keys()) if (key.includes("/trees/")) rmSync(rig.store.uriOf(key));
        return undefined;
      });
      const done = must(await rig.publish(again, { store, key: "other" }));
      must(await rig.store.sink.remove(old, signal));
      expect(await rig.found("other")).toEqual(done.manifest);
      must(await rig.restore(done.manifest));
      await expectSoundTrees();
    },
  );

  test("of a second run that came to the same is refused in the first one's favour and leaves nothing", async () => {
    lay(rig.root, plan);
    const first = must(await rig.publish(outputs));
    const before = await rig.keys();
    expect(must(await rig.publish(outputs))).toEqual({ ...first, won: false });
    expect(await rig.keys()).toEqual(before);
  });

  test("of a second run that came to something else keeps that for this run alone", async () => {
    lay(rig.root, plan);
    const first = must(await rig.publish(outputs));
    writeFileSync(join(rig.root, "single"), "another result");
    const second = must(await rig.publish(outputs));
    expect(second).toMatchObject({ won: false, at: expect.not.stringMatching(first.at) });
    expect(await rig.found()).toEqual(first.manifest);
    must(await rig.restore(second.manifest));
    for (const path of outputs) expect(snapshot(rig.back, path)).toEqual(snapshot(rig.root, path));
    await expectSoundTrees();
  });

  test("takes the place of a manifest that nobody can use", async () => {
    lay(rig.root, { single: "s" });
    const { at } = must(await rig.publish(["single"]));
    truncateSync(rig.store.uriOf(at), 20);
    expect(await rig.read()).toMatchObject({ ok: false, error: { reason: "invalid" } });
    expect(must(await rig.publish(["single"])).won).toBe(true);
    await rig.found();
  });

  test("takes the place of a manifest whose files are gone", async () => {
    lay(rig.root, { single: "s" });
    const first = must(await rig.publish(["single"]));
    must(await rig.store.sink.remove(objectsOf(first.manifest), signal));
    expect(must(await rig.publish(["single"])).won).toBe(true);
    must(await rig.restore(await rig.found()));
  });

  test("that is forced takes the place of what is there", async () => {
    lay(rig.root, { single: "s" });
    must(await rig.publish(["single"]));
    writeFileSync(join(rig.root, "single"), "another result");
    const forced = must(await rig.publish(["single"], { force: true }));
    expect(forced.won).toBe(true);
    expect(await rig.found()).toEqual(forced.manifest);
  });

  test("of two at once leaves one manifest, and all that it names", async () => {
    lay(rig.root, plan);
    const other = new Rig();
    try {
      lay(other.root, { ...plan, single: "another result" });
      for (let round = 0; round < 20; round++) {
        const key = `k${round}`;
        const both = await Promise.all([
          rig.publish(outputs, { key }),
          rig.publish(outputs, { key, root: other.root }),
        ]);
        const [one, two] = both.map(must);
        expect([one?.won, two?.won].toSorted()).toEqual([false, true]);
        const found = await rig.found(key);
        expect(found).toEqual((one?.won ? one : two)?.manifest);
        must(await rig.restore(found));
        const winner = one?.won ? rig.root : other.root;
        for (const path of outputs) expect(snapshot(rig.back, path)).toEqual(snapshot(winner, path));
        rmSync(rig.back, { recursive: true });
      }
    } finally {
      other.remove();
    }
  });

  test("of two processes at once leaves one manifest a key, and all that it names", async () => {
    const rounds = 15;
    const roots = ["one", "two"].map((name) => join(rig.folder, name));
    for (const root of roots)
      lay(root, { "out/same": "same", "out/own": root, "out/big": root.repeat(200_000) });
    const child = join(import.meta.dirname, "publish-child.ts");
    const run = (root: string) =>
      promisify(execFile)(process.execPath, [child, rig.folder, root, `${rounds}`]);
    const printed = await Promise.all(roots.map(run));
    const [one = [], two = []] = printed.map(({ stdout }) => stdout.trim().split("\n"));
    const named = new Set<string>();
    for (let at = 0; at < rounds; at++) {
      expect([one[at], two[at]].toSorted()).toEqual(["false", "true"]);
      const manifest = await rig.found(`k${at}`);
      must(await rig.restore(manifest));
      const winner = one[at] === "true" ? roots[0] : roots[1];
      expect(snapshot(rig.back, "out")).toEqual(snapshot(winner ?? "", "out"));
      rmSync(rig.back, { recursive: true });
      for (const key of objectsOf(manifest)) named.add(key);
    }
    // Whoever came second has a manifest of its own for what it sent.
    const keys = await rig.keys();
    for (const key of keys.filter((each) => /\/k\d+-[0-9a-f]{32}\.json$/.test(each)))
      for (const object of objectsOf(JSON.parse(readFileSync(rig.store.uriOf(key), "utf8"))))
        named.add(object);
    expect(keys.filter((key) => key.includes("/outputs/") && !named.has(key))).toEqual([]);
  }, 60_000);

  test("that is stopped leaves nothing", async () => {
    lay(rig.root, plan);
    const stop = new AbortController();
    const store = faultyStore(rig.store, (_call, name) => {
      if (name === "part") stop.abort();
      return undefined;
    });
    const done = await rig.publish(outputs, { store, signal: stop.signal });
    expect(done).toMatchObject({ ok: false, error: { message: "it was stopped" } });
    expect(await rig.keys()).toEqual([]);
  });
});

describe("a file that is not what it was while it is packed", () => {
  /** Digests as they are, and then something happens to the files. */
  const digestsThen = (act: () => void): Digests => {
    const digests = plainDigests();
    return {
      ...digests,
      async of(paths, end) {
        const found = await digests.of(paths, end);
        if (paths.some((path) => path.endsWith("big"))) act();
        return found;
      },
    };
  };

  test.each([
    { what: "is gone", act: (path: string) => rmSync(path) },
    { what: "is longer", act: (path: string) => writeFileSync(path, "b".repeat(3501)) },
    { what: "is shorter", act: (path: string) => writeFileSync(path, "b".repeat(10)) },
    {
      what: "has other content of the same size",
      act: (path: string) => writeFileSync(path, "c".repeat(3500)),
    },
  ])("because it $what is named, and nothing is kept", async ({ act }) => {
    lay(rig.root, plan);
    const big = join(rig.root, "out/big");
    // Looked at by the publication itself only after its folder was: so the folder is as it was.
    const store = faultyStore(rig.store, (call) => {
      if (call === 1) act(big);
      return undefined;
    });
    const done = await rig.publish(outputs, { store });
    expect(done).toMatchObject({
      ok: false,
      error: { reason: "changed", message: expect.stringContaining(big) },
    });
    expect(await rig.keys()).toEqual([]);
  });

  test("because it came while its folder was read is an error that names the folder", async () => {
    lay(rig.root, plan);
    const digests = digestsThen(() => writeFileSync(join(rig.root, "out/late"), "late"));
    const done = await rig.publish(outputs, { digests });
    expect(done).toMatchObject({ ok: false, error: { message: expect.stringMatching(/"out" changed/) } });
    expect(existsSync(join(rig.folder, "store"))).toBe(false);
  });

  test("because it differs between an output and one that lies in it is named", async () => {
    lay(rig.root, plan);
    let isFirst = true;
    const digests = digestsThen(() => {
      if (isFirst) writeFileSync(join(rig.root, "out/sub/c"), "d");
      isFirst = false;
    });
    const done = await rig.publish(["out", "out/sub"], { digests });
    expect(done).toMatchObject({
      ok: false,
      error: { reason: "changed", message: expect.stringMatching(/out\/sub\/c/) },
    });
  });
});
