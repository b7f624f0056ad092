import { describe, expect, test } from "vitest";
import { checkAvailability } from "../../src/operator/availability.ts";
import { faults, marked, pipelineOf, place, resolveText, shown, stepOf } from "./resolving.ts";

const steps = "steps: {a: {command: [x], step_operator: gpu}}\n";
const aws = "  aws: {secrets: {K: 'arn:x'}, step_operators: {gpu: {type: sagemaker, role: r}}}\n";
const lab = "  lab: {step_operators: {gpu: {type: custom, command: [op]}}}\n";

const chosen = (text: string, options?: Parameters<typeof pipelineOf>[1]) => {
  const { name, chosen: isChosen } = pipelineOf(text, options).stack;
  return [name, isChosen];
};

test("a flag wins over the file's stack; local is the default only where no stack is defined", () => {
  const both = `stacks:\n${aws}${lab}`;
  expect(chosen(steps)).toEqual(["local", false]);
  expect(chosen(`stack: local\n${steps}`)).toEqual(["local", true]);
  expect(chosen(steps, { stackName: "local" })).toEqual(["local", true]);
  expect(chosen(`${both}stack: aws\n${steps}`)).toEqual(["aws", true]);
  expect(chosen(`${both}stack: aws\n${steps}`, { stackName: "lab" })).toEqual(["lab", true]);
  expect(chosen(`${both}${steps}`, { stackName: "local" })).toEqual(["local", true]);
  expect(chosen(`stack: lab\n${steps}`, { stacks: `stacks:\n${lab}` })).toEqual(["lab", true]);
});

test.each<[string, string, object, string]>([
  ["defined and none chosen", `▸stacks:\n${aws}${steps}`, {}, "stack-not-chosen"],
  ["defined beside and none chosen", `▸${steps}`, { stacks: `stacks:\n${lab}` }, "stack-not-chosen"],
  ["an unknown one in the file", `stacks:\n${aws}stack: ▸awz\n${steps}`, {}, "unknown-stack"],
  [
    "an unknown one from a flag",
    `▸stacks:\n${aws}stack: aws\n${steps}`,
    { stackName: "awz" },
    "unknown-stack",
  ],
  ["a definition of local", `stacks:\n  ▸local: {}\n${steps}`, { stackName: "local" }, "invalid-id"],
  [
    "an operator that the stack lacks",
    `stacks:\n${aws}stack: aws\n${steps.replace("gpu", "▸gpuu")}`,
    {},
    "unknown-operator",
  ],
])("%s", (_, given, options, code) => {
  const { text, places } = marked(given);
  expect(faults(text, options)).toEqual(places.map((at) => `${code} ${at}`));
});

test("a stack that both files define is shown in both", () => {
  const { diagnostics } = resolveText(`stacks:\n${lab}stack: lab\n${steps}`, { stacks: `stacks:\n${lab}` });
  expect(diagnostics.map(shown)).toEqual(["duplicate-key stacks.yaml:2:3"]);
  expect(diagnostics[0]?.related?.map(({ location }) => place(location))).toEqual(["2:3"]);
});

test("an unknown operator is shown at the step and at the stack, with the one that was meant", () => {
  const [found] = resolveText(`stacks:\n${aws}stack: aws\n${steps.replace("gpu", "gpuu")}`).diagnostics;
  expect(found?.hint).toBe('Did you mean "gpu"?');
  expect(found?.related?.map(({ location }) => place(location))).toEqual(["2:3"]);
});

describe("where a step runs", () => {
  test("on the operator of the stack, with its settings and defaults", () => {
    const step = stepOf(`stacks:\n${aws}stack: aws\n${steps}`, "a");
    expect(step.operator).toEqual({ name: "gpu", flavor: "sagemaker", settings: { role: "r" } });
    expect([step.timeoutMs, step.pendingTimeoutMs, step.retry.maxAttempts]).toEqual([
      21_600_000, 3_600_000, 3,
    ]);
    expect(step.retry.on).toEqual(["preempted", "capacity", "infrastructure"]);
  });

  test("on this machine under local, whatever operator it names", () => {
    const step = stepOf(steps, "a");
    expect([step.operatorName, step.operator, step.timeoutMs, step.pendingTimeoutMs]).toEqual([
      "gpu",
      undefined,
      undefined,
      undefined,
    ]);
    expect([step.retry.maxAttempts, step.retry.on]).toEqual([1, []]);
  });
});

describe("what this version cannot run", () => {
  const check = (text: string) => checkAvailability(pipelineOf(text)).map(shown);

  test("is refused where the step says so, and once for all its legs", () => {
    const { text, places } = marked(
      `stacks:\n${aws}stack: aws\nsteps: {a: {command: [x], step_operator: ▸gpu, strategy: {matrix: {i: [1, 2]}}}}\n`,
    );
    expect(check(text)).toEqual([`operator-unavailable ${places[0]}`]);
    expect(check(`stack: local\n${steps}`)).toEqual([]);
  });

  test("an image on this machine runs, and so does a step on a docker operator", () => {
    expect(check("defaults: {image: 'x:1'}\nsteps: {a: {command: [x]}}\n")).toEqual([]);
    const box = "stacks: {lab: {step_operators: {box: {type: docker, base_image: 'x:1'}}}}\nstack: lab\n";
    expect(check(`${box}steps: {a: {command: [x], step_operator: box}}\n`)).toEqual([]);
  });
});
