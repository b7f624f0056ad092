import { expect, test } from "vitest";
import type { LegId } from "../../src/pipeline/pipeline.ts";
import { type JobRun, jobKey, jobLabels, markerOf, ownerOf } from "../../src/remote/identity.ts";

const run: JobRun = {
  repositoryId: "7",
  runId: "42",
  runKey: "",
  pipelinePath: "pipeline.yaml",
  trustDomain: "trusted",
};
const leg = "train[lr=0.1]" as LegId;

test("a key is the same whenever it is asked for, and tells runs, uses and legs apart", () => {
  const key = jobKey(run, leg, 1);
  expect(key).toMatch(/^[0-9a-f]{40}-1$/);
  expect(jobKey({ ...run, trustDomain: "pr-1" }, leg, 1)).toBe(key);
  const others = [
    jobKey({ ...run, repositoryId: "8" }, leg, 1),
    jobKey({ ...run, runId: "43" }, leg, 1),
    jobKey({ ...run, runKey: "a" }, leg, 1),
    jobKey({ ...run, pipelinePath: "a/pipeline.yaml" }, leg, 1),
    jobKey(run, "train[lr=0.2]" as LegId, 1),
    jobKey(run, leg, 2),
    // No two parts run into each other.
    jobKey({ ...run, repositoryId: "74", runId: "2" }, leg, 1),
  ];
  expect(new Set([key, ...others]).size).toBe(others.length + 1);
});

const intent = { key: jobKey(run, leg, 1), nonce: "a".repeat(32), digest: "b".repeat(64) };
const labels = jobLabels(run, leg, intent);
const found = (changed: Readonly<Record<string, string>> = {}, key: string = intent.key) => ({
  key,
  labels: { ...labels, ...changed },
});

test.each([
  ["all of it", found(), "ours"],
  ["more labels", found({ team: "x" }), "ours"],
  ["another digest", found({ "stepops.digest": "c" }), "changed"],
  ["another nonce", found({ "stepops.nonce": "c" }), "foreign"],
  ["another repository", found({ "stepops.repository": "8" }), "foreign"],
  ["another domain", found({ "stepops.domain": "pr-1" }), "foreign"],
  ["another step", found({ "stepops.step": "x" }), "foreign"],
  ["another key", found({}, jobKey(run, leg, 2)), "foreign"],
  ["no labels", { key: intent.key, labels: {} }, "foreign"],
  ["a label by inheritance", { key: intent.key, labels: Object.create(labels) }, "foreign"],
])("a job with %s", (_, job, owner) => {
  expect(ownerOf(job, { run, leg, intent })).toBe(owner);
});

test("a marker is known again by the nonce, and does not tell it", () => {
  expect(markerOf(intent.nonce)).toBe(markerOf(intent.nonce));
  expect(markerOf(intent.nonce)).not.toContain(intent.nonce);
});
