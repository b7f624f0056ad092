import { expect, test } from "vitest";
import type { Results } from "../../src/job/results.ts";
import type { Observation } from "../../src/operator/operator.ts";
import { jobFailure } from "../../src/remote/failures.ts";

const begun: Results = { started: true, seesNoGpu: false, phase: "command" };
const exit = (exitCode: number): Results => ({ ...begun, exitCode });

test.each<readonly [string, Observation, Results | undefined, object | undefined]>([
  ["it went well", { status: "succeeded" }, exit(0), undefined],
  [
    "the script's code counts",
    { status: "failed", exitCode: 1 },
    exit(3),
    { cause: "user", exitCode: 3, phase: "command" },
  ],
  ["whatever the operator says", { status: "succeeded" }, exit(3), { cause: "user", exitCode: 3 }],
  ["setup failed", { status: "failed" }, { ...exit(4), phase: "setup" }, { cause: "user", phase: "setup" }],
  [
    "only the operator knows the code",
    { status: "failed", exitCode: 5 },
    begun,
    { cause: "user", exitCode: 5 },
  ],
  ["killed before it could tell", { status: "succeeded" }, begun, { cause: "infrastructure" }],
  ["killed, and nobody says why", { status: "failed" }, begun, { cause: "infrastructure" }],
  [
    "out of memory, by the kernel",
    { status: "failed" },
    { ...exit(137), isOutOfMemory: true },
    { cause: "oom", exitCode: 137 },
  ],
  [
    "out of memory, by the operator",
    { status: "failed", cause: "oom" },
    exit(137),
    { cause: "oom", exitCode: 137 },
  ],
  ["preempted", { status: "failed", cause: "preempted" }, exit(143), { cause: "preempted" }],
  ["the image has no sh", { status: "failed", cause: "image" }, undefined, { cause: "image" }],
  [
    "the image has no bash",
    { status: "failed", exitCode: 120 },
    { ...begun, fault: { cause: "image", message: "no bash" } },
    { cause: "image", message: "no bash" },
  ],
  ["it never began", { status: "failed" }, undefined, { cause: "infrastructure" }],
  [
    "it never began, and is called a success",
    { status: "succeeded" },
    { started: false, seesNoGpu: false },
    { cause: "infrastructure" },
  ],
  [
    "it never began, and had a code",
    { status: "failed", cause: "user", exitCode: 9 },
    undefined,
    { cause: "user", exitCode: 9 },
  ],
  [
    "what it left did not come",
    { status: "failed", cause: "infrastructure" },
    exit(0),
    { cause: "infrastructure" },
  ],
  ["it ended well and failed", { status: "failed" }, exit(0), { cause: "infrastructure" }],
  ["lost", { status: "lost" }, undefined, { cause: "lost" }],
  ["cancelled by somebody else", { status: "cancelled" }, exit(143), { cause: "cancelled" }],
])("%s", (_, observation, results, expected) => {
  const failure = jobFailure({ operator: "lab", id: "j1", observation, results });
  if (expected === undefined) expect(failure).toBeUndefined();
  else expect(failure).toMatchObject(expected);
});

test("what the operator says is handed on", () => {
  const observation: Observation = { status: "failed", cause: "preempted", message: "spot was reclaimed." };
  expect(jobFailure({ operator: "lab", id: "j1", observation, results: undefined })?.message).toBe(
    "job j1 on lab failed: its machine was taken away: give the step a checkpoint, and retry on preempted (spot was reclaimed)",
  );
});
