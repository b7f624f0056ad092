import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { artifactDomain, latestKey, manifestKey, readable, treeKey } from "../../src/artifact/domain.ts";
import type { Manifest, StoredEntry } from "../../src/artifact/manifest.ts";
import { readManifestAt } from "../../src/artifact/read-manifest.ts";
import { treeDigest } from "../../src/artifact/tree-digest.ts";
import { putText } from "../../src/store/put.ts";
import { host, lay, must, Rig, signal } from "./rig.ts";

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.remove());

const nonce = "0123456789abcdef0123456789abcdef";
const sha256 = "a".repeat(64);
const own = "trusted/42/";

const folder = (path: string): StoredEntry => ({ kind: "directory", path, mode: 0o755 });
const file = (path: string, key = `${own}outputs/${nonce}/out/f`): StoredEntry => {
  return { kind: "file", path, mode: 0o644, size: 1, sha256, key };
};
const link = (path: string, target: string): StoredEntry => ({ kind: "link", path, target });

const nothing = null as unknown as StoredEntry;

const outputOf = (entries: readonly StoredEntry[], change: object = {}): object => ({
  ...{ path: "out", size: 1, files: 1, isDirectory: entries[0]?.kind === "directory" },
  ...{ digest: entries.includes(nothing) ? sha256 : treeDigest(entries), entries },
  ...change,
});

const manifestOf = (outputs: readonly object[], change: object = {}): object => ({
  ...{ version: 1, step: "train", run: { id: "r", pipeline: "p.yaml", trustDomain: "trusted" } },
  ...{ at: 1, durationMs: 1, nonce, values: {}, outputs },
  ...change,
});

async function plant(value: unknown, prefix = own): Promise<void> {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  must(await putText({ ...host, signal, sink: rig.store.sink, key: manifestKey(prefix, "k"), text }));
}

const good = [folder(""), file("a"), folder("b"), file("b/c"), link("b/d", "../a")];

/** Entries of one output that a reader must not believe. */
const badTrees: Readonly<Record<string, readonly StoredEntry[]>> = {
  "nothing at all": [],
  "no folder at its top": [file("a")],
  "a link at its top": [link("", "elsewhere")],
  "a path with ..": [folder(""), file("../x")],
  "a path that is ..": [folder(""), folder("..")],
  "a path with .. in its midst": [folder(""), file("a/../../x")],
  "a path with .": [folder(""), file("./x")],
  "an absolute path": [folder(""), file("/etc/passwd")],
  "an empty name": [folder(""), folder("a"), file("a//b")],
  "a slash at its end": [folder(""), folder("a"), folder("a/")],
  "a NUL": [folder(""), file("a\0b")],
  "half a character": [folder(""), file("a\ud800")],
  "a name that is too long": [folder(""), file("n".repeat(256))],
  "a name that is too long in bytes": [folder(""), file("ü".repeat(128))],
  "a path twice": [folder(""), file("a"), file("a")],
  "another order": [folder(""), file("b"), file("a")],
  "something below a link": [folder(""), link("a", "b"), file("a/x")],
  "something below a file": [folder(""), file("a"), file("a/x")],
  "something below a file at its top": [file(""), file("a")],
  "something below nothing": [folder(""), file("a/x")],
  "an absolute link": [folder(""), link("a", "/etc/passwd")],
  "a link out": [folder(""), link("a", "../../x")],
  "a link far out": [folder(""), folder("b"), link("b/a", "../../../../etc")],
  "a link out through another one": [folder(""), link("a", "."), link("b", "a/../../x")],
  "a link out through one that comes later": [folder(""), link("a", "z/../../x"), link("z", ".")],
  "a link to nothing": [folder(""), link("a", "")],
  "a link with a NUL": [folder(""), link("a", "b\0")],
  "a link that is too long": [folder(""), link("a", "x/".repeat(2100))],
  setuid: [{ ...folder(""), mode: 0o4755 } as StoredEntry],
  "a negative mode": [folder(""), { ...file("a"), mode: -1 } as StoredEntry],
  "a mode that is text": [folder(""), { ...file("a"), mode: "0644" } as unknown as StoredEntry],
  "a negative size": [folder(""), { ...file("a"), size: -1 } as StoredEntry],
  "half a byte": [folder(""), { ...file("a"), size: 0.5 } as StoredEntry],
  "no digest": [folder(""), { ...file("a"), sha256: "abc" } as StoredEntry],
  "an unknown kind": [folder(""), { ...folder("a"), kind: "device" } as unknown as StoredEntry],
  "no path": [folder(""), { kind: "directory", mode: 0o755 } as unknown as StoredEntry],
  "an entry that is none": [nothing],
  "no target": [folder(""), { kind: "link", path: "a" } as unknown as StoredEntry],
  "a key of another domain": [folder(""), file("a", `untrusted/pr-7/42/outputs/${nonce}/x`)],
  "a key of another repository": [folder(""), file("a", `trusted/43/outputs/${nonce}/x`)],
  "a key that is no output's": [folder(""), file("a", `${own}manifests/k.json`)],
  "a key without a name": [folder(""), file("a", `${own}outputs/${nonce}/`)],
  "a key that leads out": [folder(""), file("a", `${own}../43/outputs/${nonce}/x`)],
  "no key": [folder(""), { ...file("a"), key: undefined } as unknown as StoredEntry],
};

const badManifests: Readonly<Record<string, unknown>> = {
  "no JSON": "{",
  nothing: "",
  "a list": [],
  null: "null",
  "another version": manifestOf([outputOf(good)], { version: 2 }),
  "no outputs": manifestOf([], { outputs: undefined }),
  "no nonce": manifestOf([outputOf(good)], { nonce: "abc" }),
  "no run": manifestOf([outputOf(good)], { run: null }),
  "a run without an id": manifestOf([outputOf(good)], { run: { pipeline: "p", trustDomain: "t" } }),
  "a value that is a number": manifestOf([outputOf(good)], { values: { a: 1 } }),
  "a fingerprint that is a list": manifestOf([outputOf(good)], { fingerprint: [] }),
  "no time": manifestOf([outputOf(good)], { at: "now" }),
  "an output without a path": manifestOf([outputOf(good, { path: undefined })]),
  "an output out of the folder": manifestOf([outputOf(good, { path: "../out" })]),
  "an absolute output": manifestOf([outputOf(good, { path: "/out" })]),
  "an empty output path": manifestOf([outputOf(good, { path: "" })]),
  "an output twice": manifestOf([outputOf(good), outputOf(good)]),
  "another digest": manifestOf([outputOf(good, { digest: sha256 })]),
  "a file that says it is a folder": manifestOf([outputOf([file("")], { isDirectory: true })]),
  "no size": manifestOf([outputOf(good, { size: "1" })]),
  "metrics that are text": manifestOf([outputOf(good, { metrics: { loss: "1" } })]),
  "a link of one output out through another one": manifestOf([
    outputOf([folder(""), link("a", ".")]),
    outputOf([folder(""), link("b", "../out/a/../../x")], { path: "out2" }),
  ]),
};

describe("a manifest", () => {
  test("that is right is read, from the own domain before the trusted one", async () => {
    const domain = rig.domainOf("pr-7");
    expect(await rig.read("k", domain)).toEqual({ ok: true, value: undefined });
    await plant(manifestOf([outputOf(good)]));
    expect(must(await rig.read("k", domain))?.at).toBe("trusted/42/manifests/k.json");
    const mine = good.map((entry) =>
      entry.kind === "file" ? file(entry.path, `${domain.own}outputs/${nonce}/x`) : entry,
    );
    await plant(manifestOf([outputOf(mine)]), domain.own);
    expect(must(await rig.read("k", domain))?.at).toBe("untrusted/pr-7/42/manifests/k.json");
  });

  test.each(Object.entries(badTrees))("whose tree has %s is not believed", async (_what, entries) => {
    await plant(manifestOf([outputOf(entries)]));
    expect(await rig.read()).toMatchObject({ ok: false, error: { reason: "invalid" } });
  });

  test.each(Object.entries(badManifests))("with %s is not believed", async (_what, value) => {
    await plant(value);
    const done = await rig.read();
    expect(done).toMatchObject({
      ok: false,
      error: { reason: "invalid", message: expect.stringContaining("k.json") },
    });
  });

  test("of an untrusted run is never read by a trusted one", async () => {
    const domain = rig.domainOf("pr-7");
    lay(rig.root, { out: "planted" });
    must(await rig.publish(["out"], { domain }));
    expect(await rig.read("k", rig.domain)).toEqual({ ok: true, value: undefined });
    expect(await rig.read("k", rig.domainOf("pr-8"))).toEqual({ ok: true, value: undefined });
    const { store } = rig;
    const at = manifestKey(domain.own, "k");
    const request = { ...host, signal, store };
    expect(must(await readManifestAt({ ...request, domain }, at))).toBeDefined();
    const refused = await readManifestAt({ ...request, domain: rig.domain }, at);
    expect(refused).toMatchObject({ ok: false, error: { reason: "invalid" } });
  });

  test("of a trusted run stands on trusted files alone", async () => {
    const domain = rig.domainOf("pr-7");
    await plant(manifestOf([outputOf([folder(""), file("a", `${domain.own}outputs/${nonce}/x`)])]));
    expect(await rig.read("k", domain)).toMatchObject({ ok: false, error: { reason: "invalid" } });
  });
});

describe("a domain's keys", () => {
  test.each([
    { trustDomain: "trusted", repositoryId: "42", own: "p/trusted/42/", also: [] },
    { trustDomain: "pr-7", repositoryId: "42", own: "p/untrusted/pr-7/42/", also: ["p/trusted/42/"] },
    {
      ...{ trustDomain: "branch-main", repositoryId: "git@example.com:a/b.git" },
      ...{ own: "p/untrusted/branch-main/85f742d73871d25d/", also: ["p/trusted/85f742d73871d25d/"] },
    },
  ])("of $trustDomain in $repositoryId begin with $own", ({ trustDomain, repositoryId, own: mine, also }) => {
    const domain = artifactDomain("p/", { trustDomain, repositoryId });
    expect(domain.own).toBe(mine);
    expect(readable(domain)).toEqual([mine, ...also]);
    expect(treeKey(mine, "d")).toBe(`${mine}trees/d.json`);
    expect(latestKey(mine, "a/b.yaml")).toMatch(/\/latest\/[0-9a-f]{64}\.json$/);
  });

  test.each(["", "..", "a/b", ".hidden", "a\0"])("are never made of the domain %j", (trustDomain) => {
    expect(() => artifactDomain("", { trustDomain, repositoryId: "42" })).toThrow();
  });
});

test("a manifest that was published is believed as it is", async () => {
  lay(rig.root, { out: "o" });
  const { manifest } = must(await rig.publish(["out"]));
  expect(await rig.found()).toEqual(manifest as Manifest);
});
