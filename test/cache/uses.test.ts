import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { artifactDomain, runKey } from "../../src/artifact/domain.ts";
import type { Manifest } from "../../src/artifact/manifest.ts";
import { parseRunIndex } from "../../src/artifact/run-index.ts";
import { type OpenStore, putLegs } from "../../src/cache/run-note.ts";
import type { Found } from "../../src/cache/step-store.ts";
import { Uses } from "../../src/cache/uses.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { openLocalStore } from "../../src/store/local.ts";
import { readText } from "../../src/store/read-text.ts";
import { stepOf } from "../rig/graphs.ts";

const { signal } = new AbortController();
const dayMs = 86_400_000;
let folder: string;
let opened: OpenStore;
let puts: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stepops-"));
  puts = 0;
  const store = openLocalStore(folder, nodeHost);
  const run = { id: "r", pipelinePath: "p.yaml", trustDomain: "trusted", repositoryId: "1" };
  const sink: typeof store.sink = {
    ...store.sink,
    put: (...args) => {
      puts += 1;
      return store.sink.put(...args);
    },
  };
  opened = { host: nodeHost, run, store: { ...store, sink }, domain: artifactDomain("", run) } as OpenStore;
});
afterEach(() => rmSync(folder, { recursive: true }));

const found = (name: string, ageMs: number): Found => ({
  at: `trusted/1/manifests/${name}.json`,
  manifest: { at: Date.now() - ageMs } as Manifest,
});

async function legs() {
  const text = await readText(opened.store.source, runKey("trusted/1/", "r"), { ...nodeHost, signal });
  return text.ok && text.value !== undefined ? parseRunIndex(text.value)?.legs : undefined;
}

test("what is old enough to be cleared up is noted before it is used, and what is young is not", async () => {
  const uses = new Uses();
  await uses.note(opened, { step: stepOf("young"), found: found("y", 1000), signal });
  expect(await legs()).toBeUndefined();
  await uses.note(opened, { step: stepOf("old"), found: found("o", 2 * dayMs), signal });
  expect(await legs()).toEqual({ old: { manifest: "trusted/1/manifests/o.json", cached: true } });
});

test("steps that come at once share a note, and each waits until its own is there", async () => {
  const uses = new Uses();
  const names = Array.from({ length: 20 }, (_, index) => `s${index}`);
  await Promise.all(
    names.map(async (name) => {
      const noted = await uses.note(opened, { step: stepOf(name), found: found(name, 2 * dayMs), signal });
      expect(noted.ok).toBe(true);
      expect(Object.keys((await legs()) ?? {})).toContain(name);
    }),
  );
  expect(Object.keys((await legs()) ?? {})).toHaveLength(20);
  expect(puts).toBeLessThanOrEqual(3);
});

test("what an earlier process of the run noted stays", async () => {
  await putLegs(opened, { a: { manifest: "trusted/1/manifests/a.json", cached: false } }, signal);
  await putLegs(opened, {}, signal);
  await putLegs(opened, { b: { manifest: "trusted/1/manifests/b.json", cached: true } }, signal);
  expect(Object.keys((await legs()) ?? {})).toEqual(["a", "b"]);
});
