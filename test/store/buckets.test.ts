import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeHost } from "../../src/host/node-host.ts";
import { err, ok } from "../../src/pipeline/result.ts";
import { AttemptFrame, openFrame } from "../../src/run/attempt-frame.ts";
import { type BucketRequest, stepData } from "../../src/run/bucket-data.ts";
import type { Event } from "../../src/run/event.ts";
import type { Access } from "../../src/store/access.ts";
import { type OpenBuckets, openBuckets } from "../../src/store/buckets.ts";
import { stepOf } from "../rig/graphs.ts";
import { createRepo, type Repo } from "../rig/repo.ts";
import { type ScriptedSource, scriptedSource } from "./scripted-source.ts";

let repo: Repo;
let source: ScriptedSource;
let asked: Access[];
beforeEach(() => {
  repo = createRepo();
  source = scriptedSource({ "p/a": "a", "p/d/b": "b" });
  asked = [];
});
afterEach(() => repo[Symbol.dispose]());

function bucketsOf(options: { readonly refused?: string; readonly fails?: string } = {}): OpenBuckets {
  const { fails, ...rest } = options;
  const open = async (_uri: unknown, access: Access) => {
    asked.push(access);
    access.identity.onSecret("s3cret-token");
    return fails === undefined ? ok(source) : err(fails);
  };
  return openBuckets({ host: nodeHost, checkout: repo.path, env: {}, open, ...rest });
}

function requestOf(more: Partial<BucketRequest> = {}): BucketRequest {
  const { signal } = new AbortController();
  return { from: "s3://b/p/", leftOutKey: "", isLeftOut: () => false, onLine: () => {}, signal, ...more };
}

test("many that want the same share one listing and one fetch", async () => {
  const buckets = bucketsOf();
  const got = await Promise.all([1, 2, 3].map(() => buckets.fetch(requestOf())));
  await buckets.fetch(requestOf());
  expect([source.lists, source.reads.length, asked.length]).toEqual([1, 2, 1]);
  for (const data of got) expect(data.ok && readFileSync(join(data.value.at, "d/b"), "utf8")).toBe("b");
  await buckets.fetch(requestOf({ leftOutKey: "without a", isLeftOut: (path) => path === "a" }));
  expect(source.lists).toBe(2);
});

test("a failure is shared by who waited, and whoever comes later tries anew", async () => {
  const buckets = bucketsOf();
  source.troubles.push({ kind: "fault", fault: { reason: "denied", message: "no" } });
  const both = await Promise.all([buckets.fetch(requestOf()), buckets.fetch(requestOf())]);
  expect(both.map((each) => each.ok)).toEqual([false, false]);
  expect(await buckets.fetch(requestOf())).toMatchObject({ ok: true });
});

test("whoever stops waiting does not stop the others", async () => {
  const buckets = bucketsOf();
  const stop = new AbortController();
  const stopped = buckets.fetch(requestOf({ signal: stop.signal }));
  const other = buckets.fetch(requestOf());
  stop.abort();
  expect([await stopped, await other]).toMatchObject([
    { ok: false, error: { cause: "cancelled" } },
    { ok: true },
  ]);
});

test("a run that may use no credentials asks as nobody, and a refusal says why", async () => {
  const buckets = bucketsOf({ refused: "it comes from a fork" });
  source.troubles.push({ kind: "fault", fault: { reason: "denied", message: "no" } });
  const refused = await buckets.fetch(requestOf());
  expect(asked.map(({ asNobody }) => asNobody)).toEqual([true]);
  expect(refused).toMatchObject({
    error: { cause: "permission", message: expect.stringContaining("a fork") },
  });
});

test("no secret of an identity stands in what is told", async () => {
  const failed = await bucketsOf({ fails: "the token s3cret-token is bad" }).fetch(requestOf());
  expect(failed).toMatchObject({
    error: { cause: "permission", message: expect.stringContaining("is bad") },
  });
  expect(JSON.stringify(failed)).not.toContain("s3cret-token");
});

test("a link in the place of the folder is refused", async () => {
  repo.write(".stepops/x", "");
  symlinkSync("/tmp", repo.at(".stepops/buckets"));
  expect(await bucketsOf().fetch(requestOf())).toMatchObject({ error: { cause: "config" } });
});

test("a step waits for its data no longer than its pending_timeout", async () => {
  const events: Event[] = [];
  const { signal } = new AbortController();
  const input = { kind: "bucket", from: "s3://b/p/", path: "data" } as const;
  const step = stepOf("s", { inputs: [input], pendingTimeoutMs: 5_000 });
  const attempt = { step, attempt: 1, env: {}, command: { kind: "argv", args: ["true"] } } as const;
  const host = { ...nodeHost, clock: { ...nodeHost.clock, sleep: async () => {} } };
  const shared = openFrame({ host, env: {}, pipeline: { steps: [step] } });
  const frame = new AttemptFrame(shared, attempt, (event) => events.push(event), signal);
  const never = {
    fetch: ({ signal: end, onLine }: BucketRequest) => {
      onLine("begun");
      return new Promise<ReturnType<typeof err<never>>>((resolve) =>
        end.addEventListener("abort", () => resolve(err({ cause: "cancelled", message: "" }) as never)),
      );
    },
  };
  expect(await stepData(never as never, frame)).toMatchObject({
    error: { cause: "pending_timeout", phase: "inputs", message: expect.stringContaining("5 s") },
  });
  expect(events).toMatchObject([{ type: "output", phase: "inputs", lines: ["begun"] }]);
});
