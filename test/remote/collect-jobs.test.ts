import { expect, test } from "vitest";
import type { Handle, JobKey, Observation } from "../../src/operator/operator.ts";
import { err, ok } from "../../src/pipeline/result.ts";
import { type CollectJobsInput, collectJobs } from "../../src/remote/collect-jobs.ts";
import { type JobIntent, jobLabels } from "../../src/remote/identity.ts";
import { type JobContext, judgeJob, type KnownRun } from "../../src/remote/judge-job.ts";
import type { Event } from "../../src/run/event.ts";
import { foldEvents } from "../../src/run/fold.ts";
import { seededRandom, virtualClock, virtualHost } from "../rig/virtual-host.ts";
import { leg, planned, runStarted } from "../run/events.ts";
import { lab } from "./rig.ts";
import { Backend, denied, unavailable } from "./scripted-operator.ts";

const intent: JobIntent = { key: `${"a".repeat(40)}-1` as JobKey, nonce: "b".repeat(32), digest: "d" };
const started = runStarted({ ...planned("s"), where: "lab" });
const identity = started.run;
const labels = jobLabels(identity, leg("s"), intent);
const handle: Handle = { key: intent.key, id: "j1", labels };
const at = 2000;

const intended: Event = { type: "job-intended", at, leg: leg("s"), attempt: 1, submission: 1, ...intent };
const ended = (outcome: "success" | "failure"): Event => ({
  ...{ type: "step-ended", at, leg: leg("s"), result: outcome, outcome, durationMs: 1 },
  ...{ values: {}, outputs: [] },
});

function known(state: KnownRun["state"], ...events: readonly Event[]): KnownRun {
  const record = foldEvents([started, ...events])?.record;
  if (!record) throw new Error("no run");
  return { directory: "/r", record, state, why: `it is ${state}` };
}

const context = (more: Partial<JobContext> = {}): JobContext => ({
  ...{ repositoryId: identity.repositoryId, domain: undefined, runs: [], named: new Set(), now: at },
  ...more,
});

const detached = (until: string): Handle => ({
  ...handle,
  labels: { ...labels, "stepops.detached-until": until },
});

test.each<[string, "goes" | "stays", Handle, Observation["status"], Partial<JobContext>]>([
  ["its run is over", "goes", handle, "running", { runs: [known("over", intended)] }],
  ["its run goes on", "stays", handle, "running", { runs: [known("alive", intended)] }],
  [
    "its run goes on, and is called dead",
    "stays",
    handle,
    "running",
    { runs: [known("alive", intended)], named: new Set(["r"]) },
  ],
  ["its run is on another machine", "stays", handle, "running", { runs: [known("unknown", intended)] }],
  [
    "its run is on another machine, and is called dead",
    "goes",
    handle,
    "running",
    { runs: [known("unknown", intended)], named: new Set(["r"]) },
  ],
  ["it ended well, and its step has not", "stays", handle, "succeeded", { runs: [known("over", intended)] }],
  [
    "it ended well, and so did its step",
    "goes",
    handle,
    "succeeded",
    { runs: [known("over", intended, ended("success"))] },
  ],
  [
    "it ended well and its step failed for want of room",
    "stays",
    handle,
    "succeeded",
    { runs: [known("over", intended, ended("failure"))] },
  ],
  ["it failed", "goes", handle, "failed", { runs: [known("over", intended)] }],
  ["no journal names it", "stays", handle, "running", { runs: [known("over")] }],
  ["nothing knows its run", "stays", handle, "running", {}],
  ["nothing knows its run, which is called dead", "goes", handle, "succeeded", { named: new Set(["r"]) }],
  ["it is of another trust domain", "stays", handle, "running", { domain: "trusted", named: new Set(["r"]) }],
  ["it is of the own trust domain", "goes", handle, "running", { domain: "local", named: new Set(["r"]) }],
  ["it is of another repository", "stays", handle, "running", { repositoryId: "x", named: new Set(["r"]) }],
  ["it is past its detached-until", "goes", detached("1999"), "running", {}],
  ["it is not yet past its detached-until", "stays", detached("2001"), "running", {}],
  ["its detached-until says nothing", "stays", detached("soon"), "running", {}],
  ["it is past its detached-until and ended well", "stays", detached("1999"), "succeeded", {}],
  [
    "it bears another nonce",
    "stays",
    { ...handle, labels: { ...labels, "stepops.nonce": "c".repeat(32) } },
    "running",
    { runs: [known("over", intended)], named: new Set(["r"]) },
  ],
  [
    "it bears no nonce",
    "stays",
    { ...handle, labels: { ...labels, "stepops.nonce": "" } },
    "running",
    { named: new Set(["r"]) },
  ],
  [
    "it bears another key than it has",
    "stays",
    { ...handle, key: "x" as JobKey },
    "running",
    { named: new Set(["r"]) },
  ],
])("%s: it %s", (_, kind, found, status, more) => {
  expect(judgeJob(found, status, context(more)).kind).toBe(kind);
});

test("what a label holds is shown in no command unless it is a plain word", () => {
  const run = "r; rm -rf /";
  const found = { ...handle, labels: { ...labels, "stepops.run": run } };
  expect(judgeJob(found, "running", context())).not.toHaveProperty("command");
  expect(judgeJob(handle, "running", context())).toHaveProperty("command", "stepops gc --run r");
});

/** A backend that has the job already, and what becomes of it. */
function collecting(more: Partial<CollectJobsInput> = {}) {
  const clock = virtualClock();
  const backend = new Backend(clock);
  const host = { ...virtualHost(), clock, random: seededRandom(7) };
  backend.plant(intent.key, labels);
  const input: CollectJobsInput = {
    ...{ ...context(), env: {}, operators: [{ operator: lab, root: "/" }], directory: "/gc", dryRun: false },
    named: new Set(["r"]),
    endRun: async () => err("there is no record"),
    openOperator: async (_, { scratch }) => ok(backend.operator(undefined, scratch)),
    ...more,
  };
  return {
    backend,
    collect: () => clock.run(collectJobs(input, host)),
    [Symbol.dispose]: () => backend[Symbol.dispose](),
  };
}

test("a job is stopped, its end is waited for, and then it is removed", async () => {
  using rig = collecting();
  expect((await rig.collect()).items).toMatchObject([
    { name: "j1", operator: "lab", fate: "removed", run: "r", step: "s" },
  ]);
  const order = rig.backend.calls.map(({ verb }) => verb);
  expect(order).toEqual(["list", "poll", "cancel", "poll", "cleanup"]);
  expect(rig.backend.removed).toEqual([intent.key]);
});

test("a dry run asks, and stops nothing", async () => {
  using rig = collecting({ dryRun: true });
  expect((await rig.collect()).items).toMatchObject([{ fate: "removable" }]);
  expect(rig.backend.calls.map(({ verb }) => verb)).toEqual(["list", "poll"]);
});

test("calls that fail are made again", async () => {
  using rig = collecting();
  for (const verb of ["list", "poll", "cancel", "cleanup"] as const) rig.backend.fail(verb, unavailable);
  expect((await rig.collect()).items).toMatchObject([{ fate: "removed" }]);
});

test("38: a job whose stop fails again and again is named with its operator", async () => {
  using rig = collecting();
  rig.backend.trouble = (verb) => (verb === "cancel" ? denied : undefined);
  const { items } = await rig.collect();
  expect(items).toMatchObject([{ fate: "failed", why: expect.stringContaining("jobs:Do is not allowed") }]);
  expect(items[0]?.why).toContain("job j1 (https://lab.example/j1) may still run on the operator lab");
});

test("what an operator keeps of a job that is over is told", async () => {
  using rig = collecting();
  rig.backend.trouble = (verb) => (verb === "cleanup" ? denied : undefined);
  expect((await rig.collect()).items).toMatchObject([
    { fate: "failed", why: expect.stringContaining("is over") },
  ]);
});

test("an operator that does not answer is named, and the others are asked all the same", async () => {
  using rig = collecting({
    operators: [
      { operator: { ...lab, name: "away" }, root: "/" },
      { operator: lab, root: "/" },
    ],
    openOperator: async ({ name }) =>
      name === "away" ? err({ reason: "denied", message: "no key" }) : ok(rig.backend.operator()),
  });
  const { items, unasked } = await rig.collect();
  expect(items).toMatchObject([{ fate: "removed" }]);
  expect(unasked).toMatchObject([
    { message: expect.stringContaining("the operator away could not be asked") },
  ]);
});

test("two operators that lead to one backend have one job", async () => {
  using rig = collecting({
    operators: [
      { operator: lab, root: "/" },
      { operator: { ...lab, name: "same" }, root: "/" },
    ],
  });
  expect((await rig.collect()).items).toHaveLength(1);
});

test("jobs of a record are ended by it, and what it cannot end is told once", async () => {
  const run = known("over", intended);
  let calls = 0;
  using rig = collecting({
    runs: [run],
    named: new Set(),
    endRun: async () => {
      calls += 1;
      return err("its operator is away");
    },
  });
  expect((await rig.collect()).items).toMatchObject([{ fate: "failed", why: "its operator is away" }]);
  expect(calls).toBe(1);
  expect(rig.backend.count("cancel")).toBe(0);
});
