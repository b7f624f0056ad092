import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { collectStore } from "../../src/artifact/collect.ts";
import { decide, doomedTrees, leastMs } from "../../src/artifact/collect-decision.ts";
import type { ListedUpload } from "../../src/artifact/collect-listing.ts";
import { collectPartials } from "../../src/artifact/collect-partials.ts";
import type { CollectRequest } from "../../src/artifact/collect-removal.ts";
import { ownScope, repositoryScope } from "../../src/artifact/collect-scope.ts";
import type { ListedManifest, ListedRun, ListedTree, Survey } from "../../src/artifact/collect-survey.ts";
import { runKey } from "../../src/artifact/domain.ts";
import type { Manifest } from "../../src/artifact/manifest.ts";
import type { PublishRequest } from "../../src/artifact/publish.ts";
import type { RunIndex } from "../../src/artifact/run-index.ts";
import type { ObjectStore } from "../../src/store/object-store.ts";
import { host, lay, must, Rig, signal } from "./rig.ts";

const dayMs = 86_400_000;
const limit = 30 * dayMs;
const now = Date.UTC(2026, 0, 31);
const trusted = "trusted/42/";
const pull = "untrusted/pr-1/42/";
const scope = repositoryScope("", "42");

const upload = (name: string, days: number | undefined, domain = trusted): ListedUpload => ({
  ...{ domain, prefix: `${domain}outputs/${name}/`, objects: 1, bytes: 10 },
  modifiedAt: days === undefined ? undefined : now - days * dayMs,
});

const manifest = (
  name: string,
  days: number,
  uploads: readonly string[] | undefined,
  domain = trusted,
): ListedManifest => ({
  ...{
    domain,
    key: `${domain}manifests/${name}.json`,
    size: 5,
    version: "1",
    modifiedAt: now - days * dayMs,
  },
  content: uploads && {
    ...{ step: name, at: now - days * dayMs },
    uploads: uploads.map((each) => (each.includes("/") ? each : `${domain}outputs/${each}/`)),
  },
});

const run = (
  id: string,
  days: number,
  manifests: readonly string[] | undefined,
  domain = trusted,
): ListedRun => ({
  ...{ domain, key: runKey(domain, id), size: 3, version: "1", modifiedAt: now - days * dayMs },
  index: manifests && {
    at: now - days * dayMs,
    legs: Object.fromEntries(
      manifests.map((name) => [
        name,
        { manifest: name.includes("/") ? name : `${domain}manifests/${name}.json`, cached: false },
      ]),
    ),
  },
});

const judge = (found: Partial<Survey>, olderThanMs = limit) =>
  decide({
    ...{ scope, now, olderThanMs },
    found: { manifests: [], runs: [], uploads: [], latest: [], ...found },
  });

/** The last names of what goes. */
const gone = (found: Partial<Survey>, olderThanMs?: number): readonly string[] => {
  const { manifests, uploads, runs, latest } = judge(found, olderThanMs);
  return [
    ...[...manifests, ...runs, ...latest].map(({ what }) => what.key),
    ...uploads.map(({ what }) => what.prefix.slice(0, -1)),
  ].map(
    (key) => (key.startsWith("un") ? "pr:" : "") + key.split("/").slice(-2).join("/").replace(".json", ""),
  );
};

describe("what goes, and what stays", () => {
  const u = upload("u", 40);
  test.each<[string, Partial<Survey>, readonly string[]]>([
    ["nothing names it", { uploads: [u] }, ["outputs/u"]],
    ["it may be on its way", { uploads: [upload("u", 29)] }, []],
    ["its age is not known", { uploads: [upload("u", undefined)] }, []],
    [
      "only an old manifest names it",
      { uploads: [u], manifests: [manifest("m", 40, ["u"])] },
      ["manifests/m", "outputs/u"],
    ],
    ["a new manifest names it", { uploads: [u], manifests: [manifest("m", 29, ["u"])] }, []],
    [
      "an old manifest names it, which a kept run needs",
      { uploads: [u], manifests: [manifest("m", 40, ["u"])], runs: [run("r", 29, ["m"])] },
      [],
    ],
    [
      "the run is old as well",
      { uploads: [u], manifests: [manifest("m", 40, ["u"])], runs: [run("r", 31, ["m"])] },
      ["manifests/m", "runs/r", "outputs/u"],
    ],
    [
      "a new manifest names what an old one brought",
      { uploads: [u], manifests: [manifest("m", 40, ["u"]), manifest("n", 1, ["u"])] },
      ["manifests/m"],
    ],
    [
      "a pull request's run needs what a trusted run left",
      {
        uploads: [u],
        manifests: [manifest("m", 40, ["u"])],
        runs: [run("r", 1, [`${trusted}manifests/m.json`], pull)],
      },
      [],
    ],
    [
      "a pull request's manifest names what a trusted run uploaded",
      { uploads: [u], manifests: [manifest("m", 1, [u.prefix], pull)] },
      [],
    ],
    [
      "a pull request's own",
      { uploads: [upload("u", 40, pull)], manifests: [manifest("m", 40, ["u"], pull)] },
      ["pr:manifests/m", "pr:outputs/u"],
    ],
    [
      "a manifest that cannot be understood keeps all uploads of its domain, and of the one that it may read",
      {
        uploads: [u, upload("v", 40, pull), upload("w", 40, "untrusted/pr-2/42/")],
        manifests: [manifest("m", 40, undefined, pull), manifest("n", 40, ["u"])],
      },
      ["manifests/n", "pr:outputs/w"],
    ],
    [
      "a young run that cannot be understood keeps all manifests",
      { uploads: [u], manifests: [manifest("m", 40, ["u"])], runs: [run("r", 1, undefined)] },
      [],
    ],
    [
      "an old run that cannot be understood keeps itself alone",
      { uploads: [u], manifests: [manifest("m", 40, ["u"])], runs: [run("r", 40, undefined)] },
      ["manifests/m", "outputs/u"],
    ],
    [
      "the clock of who wrote it was wrong, that of the store was not",
      { runs: [{ ...run("r", 40, []), modifiedAt: now - dayMs }] },
      [],
    ],
    [
      "an index of a pipeline that runs no more",
      { latest: [{ ...run("l", 40, []), key: `${trusted}latest/l.json` }] },
      ["latest/l"],
    ],
    [
      "an index of a pipeline that runs",
      { latest: [{ ...run("l", 4, []), key: `${trusted}latest/l.json` }] },
      [],
    ],
  ])("%s", (_, found, expected) => {
    expect(gone(found)).toEqual(expected);
  });

  test("an upload has a day to be named, whatever the limit is", () => {
    expect(gone({ uploads: [upload("u", 0.9)] }, dayMs / 24)).toEqual([]);
    expect(gone({ uploads: [upload("u", 1.1)] }, dayMs / 24)).toEqual(["outputs/u"]);
  });

  test("what cannot be understood is named", () => {
    const { unclear } = judge({
      manifests: [manifest("m", 40, undefined)],
      runs: [run("r", 1, undefined), run("s", 40, undefined)],
    });
    expect(unclear.map(({ what, why }) => `${what.key}: ${why}`)).toEqual([
      "trusted/42/manifests/m.json: this manifest cannot be understood, so all outputs that it might name stay",
      "trusted/42/runs/r.json: this index of a run cannot be understood, so all manifests that it might name stay",
      "trusted/42/runs/s.json: this index of a run cannot be understood",
    ]);
  });

  test("trees go that name what goes, what is not there, or nothing that is understood", () => {
    const tree = (key: string, uploads: readonly string[] | undefined, days = 40): ListedTree => ({
      ...{ key, domain: trusted, size: 1, version: "1", modifiedAt: now - days * dayMs },
      uploads: uploads?.map((name) => `${trusted}outputs/${name}/`),
    });
    const found = [u, upload("v", 40)];
    const trees = [
      ...[tree("going", ["v", "u"]), tree("fine", ["v"]), tree("lost", ["x"]), tree("new", ["x"], 0.5)],
      ...[tree("odd", undefined), tree("empty", [])],
    ];
    const doomed = doomedTrees(trees, { uploads: [{ what: u, why: "" }], found, now });
    expect(doomed.map(({ what: { key } }) => key)).toEqual(["going", "lost", "odd"]);
  });
});

test("nothing that a needed manifest names is ever removed", () => {
  const domain = fc.constantFrom(trusted, pull, "untrusted/pr-2/42/");
  const days = fc.integer({ min: 0, max: 60 });
  const few = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 3 });
  const unknown = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 12 });
  const one = fc.tuple(fc.constantFrom("a", "b", "c", "d"), days, unknown(few), domain);
  const survey = fc.record({
    manifests: fc.array(
      one.map(([name, age, uploads, where]) => manifest(name, age, uploads, where)),
      { maxLength: 6 },
    ),
    runs: fc.array(
      one.map(([name, age, manifests, where]) => run(name, age, manifests, where)),
      { maxLength: 4 },
    ),
    uploads: fc.array(
      fc.tuple(fc.constantFrom("a", "b", "c", "d"), unknown(days), domain).map((args) => upload(...args)),
      {
        maxLength: 8,
      },
    ),
  });
  fc.assert(
    fc.property(survey, (found) => {
      const { manifests, uploads, runs } = judge(found);
      const goes = new Set<unknown>([...manifests, ...uploads, ...runs].map(({ what }) => what));
      const stays = found.manifests.filter((each) => !goes.has(each));
      const named = new Set(stays.flatMap(({ content }) => content?.uploads ?? []));
      for (const each of found.uploads) if (named.has(each.prefix)) expect(goes).not.toContain(each);
      for (const each of found.runs.filter((run) => !goes.has(run)))
        if (each.modifiedAt !== undefined && now - each.modifiedAt <= limit)
          for (const { manifest: key } of Object.values(each.index?.legs ?? {}))
            expect(manifests.map(({ what }) => what.key)).not.toContain(key);
      // A second look at what is left finds nothing more that a manifest held.
      for (const { what } of manifests) expect(what.content).toBeDefined();
    }),
  );
});

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.remove());

const past = { ...host, clock: { ...host.clock, now: () => Date.now() - 40 * dayMs } };

/** As if all that lies in the store had been written 40 days ago. */
function makeOld(): void {
  const [at, store] = [(Date.now() - 40 * dayMs) / 1000, join(rig.folder, "store")];
  for (const name of readdirSync(store, { recursive: true, encoding: "utf8" }))
    utimesSync(join(store, name), at, at);
}

const publishOld = async (outputs: readonly string[], options: Partial<PublishRequest> = {}) => {
  const published = must(await rig.publish(outputs, { host: past, key: "old", ...options }));
  makeOld();
  return published;
};

const noteRun = async (id: string, days: number, manifests: readonly string[], domain = rig.domain) => {
  const legs = Object.fromEntries(
    manifests.map((at, index) => [`leg${index}`, { manifest: at, cached: false }]),
  );
  const index: RunIndex = { version: 1, id, pipeline: "pipeline.yaml", at: Date.now() - days * dayMs, legs };
  const key = runKey(domain.own, id);
  must(await rig.store.sink.put({ key, bytes: Buffer.from(JSON.stringify(index)) }, signal));
  const at = index.at / 1000;
  utimesSync(join(rig.folder, "store", key), at, at);
};

const gc = (options: Partial<CollectRequest> = {}) =>
  collectStore({ ...host, store: rig.store, scope, signal, olderThanMs: limit, dryRun: false, ...options });

/** Every manifest names what is there, and comes back whole. */
async function expectWhole(): Promise<void> {
  for (const key of (await rig.keys()).filter((each) => each.includes("/manifests/"))) {
    const domain = rig.domainOf(key.startsWith("trusted/") ? "trusted" : (key.split("/")[1] ?? ""));
    const found = must(await rig.read(key.split("/").at(-1)?.replace(".json", ""), domain));
    if (!found) throw new Error(`${key} cannot be read`);
    await expectBack(found.manifest);
  }
}

/** Each output by itself, since one that lies in another one has keys of its own. */
async function expectBack(manifest: Manifest): Promise<void> {
  for (const { path } of manifest.outputs) {
    must(await rig.restore(manifest, { outputs: [path] }));
    rmSync(rig.back, { recursive: true, force: true });
  }
}

const tree = { "out/a": "one", "out/b/c": "two", "out/empty": { folder: 0o755 } } as const;

describe("on a store of this disk", () => {
  test("what no run needs goes, down to the last folder", async () => {
    lay(rig.root, tree);
    const { at } = await publishOld(["out"]);
    await noteRun("r", 35, [at]);
    const before = await rig.keys();
    const dry = must(await gc({ dryRun: true }));
    expect(await rig.keys()).toEqual(before);
    const done = must(await gc());
    expect(await rig.keys()).toEqual([]);
    expect(readdirSync(join(rig.folder, "store"))).toEqual([".partial"]);
    expect(done.items.map(({ kind }) => kind)).toEqual(["tree", "manifest", "outputs", "run"]);
    expect(done.items.map((item) => ({ ...item, fate: "removable" }))).toEqual(dry.items);
    expect(done.items[2]).toMatchObject({ fate: "removed", bytes: 6, objects: 2 });
  });

  test("what a kept run stands on stays, with all that came with it", async () => {
    lay(rig.root, { ...tree, other: "three" });
    const { at } = await publishOld(["out"]);
    await publishOld(["other"], { key: "other" });
    await noteRun("r", 3, [at]);
    const done = must(await gc());
    expect(done.items.map(({ kind }) => kind)).toEqual(["tree", "manifest", "outputs"]);
    expect(await rig.read("other")).toEqual({ ok: true, value: undefined });
    must(await rig.restore(await rig.found("old")));
  });

  test("other repositories, and what is of no kind that is known, are left alone", async () => {
    const odd = [
      "trusted/4/outputs/x",
      "trusted/42/notes/x",
      "untrusted/pr-1/421/runs/r.json",
      "untrusted/x",
    ];
    for (const key of odd) must(await rig.store.sink.put({ key, bytes: Buffer.from("x") }, signal));
    makeOld();
    expect(must(await gc()).items).toEqual([]);
    expect(await rig.keys()).toEqual(odd);
  });

  test("an untrusted run on a runner clears up after its own domain alone", async () => {
    lay(rig.root, tree);
    await publishOld(["out"]);
    const domain = rig.domainOf("pr-1");
    await publishOld(["out"], { domain });
    await publishOld(["out"], { domain: rig.domainOf("pr-2") });
    must(await gc({ scope: ownScope(domain) }));
    const left = new Set((await rig.keys()).map((key) => key.split("/").slice(0, 2).join("/")));
    expect([...left]).toEqual(["trusted/42", "untrusted/pr-2"]);
    must(await gc());
    expect(await rig.keys()).toEqual([]);
  });

  test("what goes wrong half-way leaves whole what is left, and the next time ends it", async () => {
    lay(rig.root, tree);
    await publishOld(["out"]);
    await publishOld(["out/a"], { key: "other" });
    let calls = 0;
    for (let failing = 1; (await rig.keys()).length > 0; failing++) {
      calls = 0;
      const store = hooked(rig.store, async (call) => {
        if (call !== "remove") return;
        calls += 1;
        if (calls === 2) throw new Error("no");
      });
      const sink: ObjectStore["sink"] = {
        ...store.sink,
        remove: (...args) =>
          store.sink
            .remove(...args)
            .catch(() => ({ ok: false, error: { reason: "denied", message: "no" } }) as const),
      };
      const done = must(await gc({ store: { ...store, sink } }));
      await expectWhole();
      if (done.fault) expect(done.items.map(({ fate }) => fate)).toContain("failed");
      expect(failing).toBeLessThan(20);
    }
  });

  test("a store that does not answer is an error, and nothing is removed", async () => {
    lay(rig.root, tree);
    await publishOld(["out"]);
    const before = await rig.keys();
    const list = async () => ({ ok: false, error: { reason: "denied", message: "who are you?" } }) as const;
    expect(await gc({ store: { ...rig.store, source: { ...rig.store.source, list } } })).toEqual({
      ok: false,
      error: { reason: "denied", message: "who are you?" },
    });
    expect(await rig.keys()).toEqual(before);
  });

  test("files of killed writers go after a day", async () => {
    const folder = join(rig.folder, "store");
    mkdirSync(join(folder, ".partial"), { recursive: true });
    for (const [name, ms] of [
      ["old", leastMs + 60_000],
      ["new", leastMs - 60_000],
    ] as const) {
      writeFileSync(join(folder, ".partial", name), "xyz");
      utimesSync(join(folder, ".partial", name), (Date.now() - ms) / 1000, (Date.now() - ms) / 1000);
    }
    const options = { ...host, dryRun: true };
    const dry = await collectPartials(folder, options);
    expect(dry).toMatchObject([{ kind: "partial", bytes: 3, fate: "removable" }]);
    expect(await collectPartials(folder, { ...options, dryRun: false })).toMatchObject([{ fate: "removed" }]);
    expect(readdirSync(join(folder, ".partial"))).toEqual(["new"]);
    expect(await collectPartials(join(folder, "none"), options)).toEqual([]);
  });
});

type Call = "list" | "look" | "read" | "put" | "begin" | "remove";

/** Calls back before each call to the store. */
function hooked(
  { source, sink, ...rest }: ObjectStore,
  before: (call: Call, ...args: readonly unknown[]) => Promise<void>,
): ObjectStore {
  const wrap =
    <A extends readonly unknown[], R>(call: Call, act: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await before(call, ...args);
      return act(...args);
    };
  return {
    ...rest,
    source: {
      list: wrap("list", source.list),
      look: wrap("look", source.look),
      read: wrap("read", source.read),
    },
    sink: {
      ...sink,
      put: wrap("put", sink.put),
      begin: wrap("begin", sink.begin),
      remove: wrap("remove", sink.remove),
    },
  };
}

/**
 * A manifest is looked at and removed at once, as far as a store without conditional removals allows: one that took its place
 * in between would be lost, and its step would run again.
 */
const isAtOnce = ([call, keys]: readonly unknown[]): boolean =>
  call === "remove" && Array.isArray(keys) && String(keys[0]).includes("/manifests/");

/** What a run that goes on publishes, of a tree that the store holds since long. */
const publications: readonly (readonly [string, readonly string[], Partial<PublishRequest>])[] = [
  ["the same tree", ["out"], { key: "new" }],
  ["the same tree for the same work, told to do it again", ["out"], { key: "old", force: true }],
  ["the same tree among others", ["out", "fresh"], { key: "new" }],
  ["the same tree and a part of it", ["out", "out/b"], { key: "new" }],
];

describe.each(publications)("while a run publishes: %s", (_, outputs, options) => {
  const prepare = async () => {
    lay(rig.root, { ...tree, fresh: "four" });
    await noteRun("r", 35, [(await publishOld(["out"])).at]);
  };
  const publish = (store: ObjectStore = rig.store) => rig.publish(outputs, { store, ...options });
  const expectPublished = async () => {
    await expectWhole();
    await expectBack(await rig.found(options.key));
  };

  /** Does something before the first call, before the second, and so on. */
  const atEach = async (
    first: (store: ObjectStore) => Promise<{ ok: boolean }>,
    other: () => Promise<{ ok: boolean }>,
  ) => {
    for (let at = 0, isOver = false; !isOver; at++) {
      rig.remove();
      rig = new Rig();
      await prepare();
      let calls = 0;
      const store = hooked(rig.store, async (...call) => {
        if (!isAtOnce(call) && calls++ === at) expect(await other()).toMatchObject({ ok: true });
      });
      expect(await first(store)).toMatchObject({ ok: true });
      isOver = calls <= at;
      if (!isOver) await expectPublished();
      expect(at).toBeLessThan(300);
    }
  };

  test("between any two calls of clearing up", () => atEach((store) => gc({ store }), publish));

  test("it is cleared up between any two of its calls", () => atEach(publish, gc));

  test("both at once, in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (choices) => {
        rig.remove();
        rig = new Rig();
        await prepare();
        const waiting: (() => void)[] = [];
        const store = hooked(rig.store, async (...call) => {
          if (!isAtOnce(call)) await new Promise<void>((resolve) => waiting.push(resolve));
        });
        let isOver = false;
        const both = Promise.all([publish(store), gc({ store })]).finally(() => {
          isOver = true;
        });
        while (!isOver) {
          await new Promise((resolve) => setImmediate(resolve));
          const [choice = 0] = waiting.length > 0 ? [choices.next().value] : [];
          const [next] = waiting.splice(choice % Math.max(1, waiting.length), 1);
          next?.();
        }
        const [published, collected] = await both;
        must(published);
        must(collected);
        await expectPublished();
      }),
      { numRuns: 12 },
    );
  });
});

test("what a run needs again meanwhile is said to be kept", async () => {
  lay(rig.root, tree);
  const { at } = await publishOld(["out"]);
  let calls = 0;
  const store = hooked(rig.store, async (call) => {
    if (call === "remove" && calls++ === 0) await noteRun("r", 0, [at]);
  });
  const done = must(await gc({ store }));
  expect(done.items.map(({ kind, fate }) => `${kind} ${fate}`)).toEqual([
    "tree removed",
    "manifest rescued",
    "outputs rescued",
  ]);
  expect(existsSync(join(rig.folder, "store", at))).toBe(true);
  await expectWhole();
});

test("what a manifest might name stays that changes just when it is to go", async () => {
  lay(rig.root, { ...tree, other: "three" });
  const { at } = await publishOld(["out"]);
  await publishOld(["other"], { domain: rig.domainOf("pr-1") });
  let looks = 0;
  const source: ObjectStore["source"] = {
    ...rig.store.source,
    async look(key, end) {
      const found = await rig.store.source.look(key, end);
      if (key === at) looks += 1;
      // The first two read it.
      return found.ok && key === at && looks === 3
        ? { ok: true, value: { ...found.value, version: "other" } }
        : found;
    },
  };
  const done = must(await gc({ store: { ...rig.store, source } }));
  const fates = done.items.map(
    ({ kind, fate, uri }) => `${uri.includes("/pr-1/") ? "pr " : ""}${kind} ${fate}`,
  );
  expect(fates.toSorted()).toEqual([
    ...["manifest rescued", "outputs rescued", "pr manifest removed", "pr outputs removed"],
    ...["pr tree removed", "tree removed"],
  ]);
  await expectWhole();
});
