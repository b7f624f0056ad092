import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Handle, JobKey, StepOperator } from "../operator/operator.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Bench } from "./bench.ts";
import { type Check, check } from "./check.ts";
import { expect, show } from "./expectation.ts";

export const forever = "sleep 600";

export function expectSameHandle(what: string, found: Handle | undefined, handle: Handle): void {
  const same =
    found?.key === handle.key && found.id === handle.id && isDeepStrictEqual(found.labels, handle.labels);
  expect(same, () => `${what} should give the handle of the job, ${show(handle)}, and gave ${show(found)}`);
}

/** Keys of the jobs of this check. */
export async function listed(
  bench: Bench,
  operator: StepOperator,
  labels: Mapping<string> = bench.labels,
): Promise<readonly string[]> {
  const handles = await bench.value("list", (signal) => operator.list(labels, signal));
  return handles.map(({ key }) => key).sort();
}

export async function expectListed(
  bench: Bench,
  operator: StepOperator,
  keys: readonly JobKey[],
): Promise<void> {
  const found = await listed(bench, operator);
  const wanted = [...keys].sort();
  expect(
    isDeepStrictEqual(found, wanted),
    () =>
      `list should give ${wanted.length} handle${wanted.length === 1 ? "" : "s"} of these labels: ${show(wanted)}, and gave ${found.length}: ${show(found)}`,
  );
}

/** A line of a script that notes each run of it where the step runs on this machine. */
export const witness = (bench: Bench): string => {
  const folder = join(bench.directory, "..");
  return `if [ -d '${folder}' ]; then echo ran >> '${ranFile(bench)}'; fi\n`;
};

const ranFile = (bench: Bench): string => `${bench.directory}.ran`;

/** Ends the check where the step ran more than once; on another machine it leaves no trace here. */
export async function expectOneRun(bench: Bench): Promise<void> {
  const runs = (await bench.text(ranFile(bench)))?.trim().split("\n").length ?? 0;
  expect(runs <= 1, () => `The command should run once, and ran ${runs} times`);
}

/** Who a job is, and how it is found. */
export const identityChecks: readonly Check[] = [
  check("The same key submitted twice gives one job and the same handle", async (bench) => {
    const operator = await bench.open();
    const job = await bench.job({ script: `${witness(bench)}${forever}` });
    const handle = await bench.submit(operator, job);
    expectSameHandle("A second submit", await bench.submit(operator, job), handle);
    await bench.running(operator, handle);
    expectSameHandle("A submit of a job that runs", await bench.submit(operator, job), handle);
    await expectListed(bench, operator, [job.key]);
    await bench.value("cancel", (signal) => operator.cancel(handle, "the test is over", signal));
    await bench.end(operator, handle);
    await expectOneRun(bench);
  }),
  check("The key of a job that has ended, submitted again, does not run again", async (bench) => {
    const operator = await bench.open();
    const job = await bench.job({ script: witness(bench) });
    const handle = await bench.submit(operator, job);
    await bench.endAs(operator, handle, "succeeded");
    expectSameHandle("A submit of a job that has ended", await bench.submit(operator, job), handle);
    await bench.endAs(operator, handle, "succeeded");
    await expectListed(bench, operator, [job.key]);
    await expectOneRun(bench);
  }),
  check("The same key submitted by two processes at once gives one job", async (bench) => {
    const operators = [await bench.open(), await bench.open()];
    const job = await bench.job({ script: `${witness(bench)}${forever}` });
    const [one, two] = await Promise.all(operators.map((operator) => bench.submit(operator, job)));
    const [operator] = operators;
    if (!one || !operator) return;
    expectSameHandle("Both submits", two, one);
    await expectListed(bench, operator, [job.key]);
    await bench.running(operator, one);
    await expectOneRun(bench);
  }),
  check("A job is found by its key once it was submitted, and not before", async (bench) => {
    const operator = await bench.open();
    const job = await bench.job({ script: forever });
    const before = await bench.value("find", (signal) => operator.find(job.key, signal));
    expect(
      before === undefined,
      () => `find should give null for a key that was never submitted, and gave ${show(before)}`,
    );
    const handle = await bench.submit(operator, job);
    expect(handle.key === job.key, () => `The handle's key should be ${job.key}, and is ${handle.key}`);
    const after = await bench.value("find", (signal) => operator.find(job.key, signal));
    expectSameHandle("find", after, handle);
  }),
  check("Labels come back as they were", async (bench) => {
    const operator = await bench.open();
    const labels = { step: "train[lr=0.1]", words: 'it\'s a "text" with $HOME, \\ and für', empty: "" };
    const handle = await bench.start(operator, { script: "true", labels });
    const wanted = { ...bench.labels, ...labels };
    expect(
      isDeepStrictEqual({ ...handle.labels }, wanted),
      () => `The handle's labels should be ${show(wanted)}, and are ${show(handle.labels)}`,
    );
    const found = await bench.value("find", (signal) => operator.find(handle.key, signal));
    expectSameHandle("find", found, handle);
    const keys = await listed(bench, operator, wanted);
    expect(
      isDeepStrictEqual(keys, [handle.key]),
      () => `list should find the job by all of its labels, and gave ${show(keys)}`,
    );
  }),
  check("Jobs are listed by labels that they bear all of, ended ones too", async (bench) => {
    const operator = await bench.open();
    const one = await bench.runTo(
      operator,
      { script: "true", labels: { step: "a", kind: "x" } },
      "succeeded",
    );
    const two = await bench.start(operator, { script: forever, labels: { step: "b", kind: "x" } });
    await expectListed(bench, operator, [one.key, two.key]);
    const cases: readonly (readonly [Mapping<string>, readonly string[]])[] = [
      [{ ...bench.labels, kind: "x" }, [one.key, two.key].sort()],
      [{ ...bench.labels, step: "b" }, [two.key]],
      [{ ...bench.labels, step: "b", kind: "y" }, []],
      [{ ...bench.labels, step: "c" }, []],
      [{ ...bench.labels, other: "x" }, []],
    ];
    for (const [labels, wanted] of cases) {
      const found = await listed(bench, operator, labels);
      expect(
        isDeepStrictEqual(found, wanted),
        () => `list by ${show(labels)} should give ${show(wanted)}, and gave ${show(found)}`,
      );
    }
    const all = await listed(bench, operator, {});
    for (const { key } of [one, two])
      expect(
        all.includes(key),
        () => "list without labels should give all jobs of the operator, and left one out",
      );
  }),
  check("One poll tells how many jobs stand, and leaves out those that it does not know", async (bench) => {
    const operator = await bench.open();
    const handles = await Promise.all([
      bench.start(operator, { script: "true" }),
      bench.start(operator, { script: "exit 4" }),
      bench.start(operator, { script: forever }),
    ]);
    const [good, bad, long] = handles;
    if (!good || !bad || !long) return;
    for (const each of [good, bad]) await bench.end(operator, each);
    await bench.running(operator, long);
    const stranger: Handle = { ...good, key: `${bench.host.random.hex(40)}-7` as JobKey };
    const states = await bench.value("poll", (signal) => operator.poll([stranger, ...handles], signal));
    const found = [stranger, good, bad, long].map(({ key }) => states.get(key)?.status ?? "left out");
    const wanted = ["left out", "succeeded", "failed", "running"];
    expect(
      isDeepStrictEqual(found, wanted),
      () =>
        `poll of an unknown job, and three that have succeeded, failed and run, should give ${show(wanted)}, and gave ${show(found)}`,
    );
    const none = await bench.value("poll of no job", (signal) => operator.poll([stranger], signal));
    expect(
      none.size === 0,
      () => `poll of an unknown job alone should give nothing, and gave ${show([...none.values()])}`,
    );
  }),
];
