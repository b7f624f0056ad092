import type { Job, JobKey, StepOperator } from "../operator/operator.ts";
import type { Bench, JobRequest } from "./bench.ts";
import { type Check, check } from "./check.ts";
import { expect, show } from "./expectation.ts";
import { forever } from "./identity.ts";

/** What no backend has. */
const impossible: readonly (readonly [string, JobRequest["resources"]])[] = [
  ["1000000 cpus", { cpus: 1_000_000 }],
  ["1000000 GB of memory", { memory: 1_000_000 }],
  ["1000000000 GB of disk", { diskSize: 1_000_000_000 }],
  ["1000000 GB of shared memory", { shmSize: 1_000_000 }],
  ["an instance type that does not exist", { instanceType: "no-such-type" }],
];

const unknownImage = `registry.invalid/no/such@sha256:${"0".repeat(64)}`;

/** What an operator must say no to, and what it only answers. */
export const refusalChecks: readonly Check[] = [
  check("check tells how things stand, and finds no error", async (bench) => {
    const operator = await bench.open();
    const findings = await bench.value("check", (signal) => operator.check(signal));
    expect(
      findings.length > 0,
      () => "check should tell at least one finding, so that doctor has something to show",
    );
    const fault = findings.find(({ level }) => level === "error");
    expect(
      fault === undefined,
      () => `check should find no error where jobs are to run, and found: ${fault?.message}`,
    );
  }),
  check("plan starts nothing", async (bench) => {
    const operator = await bench.open();
    const job = await bench.job({ script: forever });
    await bench.value("plan", (signal) => operator.plan(job, signal));
    await expectNone(bench, operator, job, "plan");
  }),
  check("Resources that cannot be had are refused, not ignored", async (bench) => {
    const operator = await bench.open();
    for (const [what, resources] of impossible)
      await expectRefused(bench, operator, { what, resources: resources ?? {} });
  }),
  check("An image that cannot be had is refused, not ignored", async (bench) => {
    const operator = await bench.open();
    const job = await bench.job({ script: "true", image: unknownImage });
    const answer = await operator.submit(job, new AbortController().signal);
    if (!answer.ok) return expectReason(answer.error, `submit of a job with the image ${unknownImage}`);
    const end = await bench.end(operator, await bench.submit(operator, job));
    expect(
      end.status === "failed" && end.cause === "image",
      () =>
        `A job whose image does not exist should be refused, or fail with the cause image, and poll says ${show(end)}`,
    );
  }),
  check("A setting of a step that the operator does not know is refused, not ignored", async (bench) => {
    const operator = await bench.open();
    await expectRefused(bench, operator, {
      what: "the setting no_such_setting",
      settings: { no_such_setting: 1 },
    });
  }),
  check("A job that does not exist is gone for logs and collect", async (bench) => {
    const operator = await bench.open();
    const handle = { key: `${bench.host.random.hex(40)}-1` as JobKey, id: "none", labels: {} };
    await bench.fault("collect of an unknown job", ["gone"], (signal) => operator.collect(handle, signal));
    if (operator.capabilities.logs)
      await bench.fault("follow of an unknown job", ["gone"], (signal) =>
        operator.logs(handle, undefined, signal),
      );
    await bench.value("cleanup of an unknown job", (signal) => operator.cleanup(handle, signal));
  }),
];

async function expectRefused(
  bench: Bench,
  operator: StepOperator,
  request: {
    readonly what: string;
    readonly resources?: Partial<Job["resources"]>;
    readonly settings?: Job["settings"];
  },
): Promise<void> {
  const { what, ...rest } = request;
  const job = await bench.job({ script: "true", ...rest });
  const signal = new AbortController().signal;
  for (const method of ["plan", "submit"] as const) {
    const answer = await operator[method](job, signal);
    // For the end of the check to take it away.
    if (answer.ok && method === "submit") await bench.submit(operator, job);
    expect(
      !answer.ok,
      () =>
        `${method} of a job with ${what} should be answered with the fault invalid, and succeeded: what a job asks for is honoured or refused`,
    );
    if (!answer.ok) expectReason(answer.error, `${method} of a job with ${what}`);
  }
  await expectNone(bench, operator, job, "a submit that was refused");
}

function expectReason(
  { reason, message }: { readonly reason: string; readonly message: string },
  what: string,
): void {
  const isRight = ["invalid", "capacity", "quota"].includes(reason);
  expect(
    isRight,
    () =>
      `${what} should be answered with the fault invalid, capacity or quota, and the fault was ${reason}: ${message}`,
  );
}

async function expectNone(bench: Bench, operator: StepOperator, job: Job, what: string): Promise<void> {
  const found = await bench.value("find", (signal) => operator.find(job.key, signal));
  expect(found === undefined, () => `There should be no job after ${what}, and find gives ${show(found)}`);
}
