import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Manifest, StoredEntry } from "../../src/artifact/manifest.ts";
import type { Files } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { ok } from "../../src/pipeline/result.ts";
import type { ObjectStore } from "../../src/store/object-store.ts";
import { host, lay, must, Rig, snapshot } from "./rig.ts";

let rig: Rig;
let manifest: Manifest;
beforeEach(async () => {
  rig = new Rig();
  lay(rig.root, {
    "out/a": { content: "content of a", mode: 0o640 },
    "out/tool": { content: "#!/bin/sh", mode: 0o755 },
    "out/closed": { folder: 0o555 },
    "out/closed/b": { content: "b", mode: 0o444 },
    "out/to-a": { link: "a" },
  });
  must(await rig.publish(["out"]));
  manifest = await rig.found();
});
afterEach(() => {
  chmodSync(join(rig.root, "out/closed"), 0o755);
  rig.remove();
});

const keyOf = (path: string): string => {
  const entry = manifest.outputs[0]?.entries.find((each) => each.path === path);
  if (entry?.kind !== "file") throw new Error(`no file ${path}`);
  return entry.key;
};

/** Writes to an object in spite of its mode. */
function spoil(path: string, act: (file: string) => void): void {
  const file = rig.store.uriOf(keyOf(path));
  chmodSync(file, 0o644);
  act(file);
}

/** A store whose answers to the first reads of an object are not what lies there. */
function corrupting(times: number): { readonly store: ObjectStore; readonly reads: string[] } {
  const reads: string[] = [];
  const { source } = rig.store;
  const store: ObjectStore = {
    ...rig.store,
    source: {
      ...source,
      async read(object, offset, signal) {
        const reading = await source.read(object, offset, signal);
        if (!reading.ok || object.key !== keyOf("a")) return reading;
        reads.push(object.key);
        if (reads.length > times) return reading;
        const wrong: Uint8Array[] = [];
        for await (const bytes of reading.value.body) wrong.push(bytes.map((byte) => byte ^ 1));
        // A service that is wrong about the content is wrong about its checksum, too.
        const base64 = createHash("md5").update(Buffer.concat(wrong)).digest("base64");
        return ok({ body: Readable.from(wrong), checksum: { algorithm: "md5", base64 } });
      },
    },
  };
  return { store, reads };
}

const filesThat = (change: Partial<Files>): typeof host => ({
  ...host,
  files: { ...nodeHost.files, ...change },
});

describe("a file that comes other than it was", () => {
  test("is fetched again", async () => {
    const { store, reads } = corrupting(1);
    must(await rig.restore(manifest, { store }));
    expect(reads).toHaveLength(2);
    expect(snapshot(rig.back, "out")).toEqual(snapshot(rig.root, "out"));
  });

  test("a second time is an error that names it and its key, and nothing stays", async () => {
    const { store, reads } = corrupting(2);
    const done = await rig.restore(manifest, { store });
    expect(reads).toHaveLength(2);
    expect(done).toMatchObject({ ok: false, error: { message: expect.stringContaining('"out/a"') } });
    expect(done).toMatchObject({ ok: false, error: { message: expect.stringContaining(keyOf("a")) } });
    expect(existsSync(rig.back)).toBe(false);
  });

  test.each([
    { what: "with other content", act: (file: string) => writeFileSync(file, "content of b") },
    { what: "truncated", act: (file: string) => truncateSync(file, 3) },
    { what: "empty", act: (file: string) => truncateSync(file, 0) },
    { what: "longer", act: (file: string) => writeFileSync(file, "content of a, and more") },
    { what: "gone", act: (file: string) => rmSync(file) },
  ])("because it is $what in the store is an error, and nothing stays", async ({ act }) => {
    spoil("a", act);
    const done = await rig.restore(manifest);
    expect(done).toMatchObject({ ok: false, error: { message: expect.stringContaining('"out/a"') } });
    expect(done).toMatchObject({ ok: false, error: { message: expect.stringContaining(keyOf("a")) } });
    expect(existsSync(rig.back)).toBe(false);
  });
});

describe("what comes back", () => {
  test("has its permissions whatever the umask, but never more than permissions", async () => {
    const old = process.umask(0o077);
    try {
      must(await rig.restore(manifest));
    } finally {
      process.umask(old);
    }
    expect(snapshot(rig.back, "out")).toEqual(snapshot(rig.root, "out"));
  });

  test("is no longer setuid", async () => {
    chmodSync(join(rig.root, "out/tool"), 0o4755);
    must(await rig.publish(["out"], { key: "setuid" }));
    must(await rig.restore(await rig.found("setuid")));
    expect(statSync(join(rig.back, "out/tool")).mode & 0o7777).toBe(0o755);
  });

  test("never takes the place of what has the same name on this disk", async () => {
    // As a disk that knows no case: a name is taken where it is there in any case.
    const taken = new Set<string>();
    const claim = (path: string): void => {
      const name = path.toLowerCase();
      if (taken.has(name))
        throw Object.assign(new Error(`EEXIST: ${path}`), { code: "EEXIST", syscall: "link" });
      taken.add(name);
    };
    const caseless = filesThat({
      link: async (from, to) => {
        claim(to);
        await nodeHost.files.link(from, to);
      },
    });
    lay(rig.root, { "two/A": "1", "two/a": "2" });
    must(await rig.publish(["two"], { key: "two" }));
    const done = await rig.restore(await rig.found("two"), { host: caseless });
    expect(done).toMatchObject({
      ok: false,
      error: { reason: "disk", message: expect.stringMatching(/are one on this disk/) },
    });
    expect(existsSync(rig.back)).toBe(false);
  });

  test.each([
    { what: "a file", planted: (path: string) => writeFileSync(path, "planted") },
    { what: "a folder", planted: (path: string) => mkdirSync(path) },
  ])("is refused where $what of that name is there", async ({ planted }) => {
    for (const path of ["a", "to-a", "closed"]) {
      mkdirSync(rig.back, { recursive: true });
      const seen = filesThat({
        makeDirectory: async (folder, mode) => {
          await nodeHost.files.makeDirectory(folder, mode);
          if (folder === join(rig.back, "out")) planted(join(folder, path));
        },
      });
      const done = await rig.restore(manifest, { host: seen });
      expect(done).toMatchObject({ ok: false, error: { reason: "disk" } });
      expect(existsSync(rig.back)).toBe(false);
    }
  });

  test("of a full disk is nothing, and the fault says so", async () => {
    const full = filesThat({
      writer: async () => ({
        write: async () => {
          throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
        },
        close: async () => {},
      }),
    });
    const done = await rig.restore(manifest, { host: full });
    expect(done).toMatchObject({
      ok: false,
      error: { reason: "disk", message: expect.stringMatching(/disk is full/) },
    });
    expect(existsSync(rig.back)).toBe(false);
    // What is in the store is none the worse for it.
    must(await rig.restore(manifest));
  });

  test("of a restore that is stopped is nothing", async () => {
    const stop = new AbortController();
    const done = await rig.restore(manifest, { signal: stop.signal, onProgress: () => stop.abort() });
    expect(done).toMatchObject({ ok: false, error: { message: "it was stopped" } });
    expect(existsSync(rig.back)).toBe(false);
  });
});

test("links that would lead out of the folder only together are refused", async () => {
  const link = (path: string, target: string): StoredEntry => ({ kind: "link", path, target });
  const [output] = manifest.outputs;
  if (!output) throw new Error("no output");
  const entries = [...output.entries, link("x", "."), link("y", "x/../..")];
  const done = await rig.restore({ ...manifest, outputs: [{ ...output, entries }] });
  expect(done).toMatchObject({
    ok: false,
    error: { reason: "damaged", message: expect.stringContaining('"out/y"') },
  });
  expect(existsSync(rig.back)).toBe(false);
});
