import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Answer, Handle, Job, StepOperator } from "../operator/operator.ts";
import type { Bench } from "./bench.ts";
import { type Check, check } from "./check.ts";
import { expect, show } from "./expectation.ts";
import { expectListed, expectOneRun, expectSameHandle, forever, witness } from "./identity.ts";
import { expectSame, treeOf } from "./tree.ts";
import type { Moment, Wire } from "./wire.ts";

const signal = new AbortController().signal;
const moments: readonly Moment[] = ["before", "amid", "after"];
/** How long a program may have worked when it is killed, in milliseconds. */
const delays = [0, 5, 25, 100];

/** What happens when the program is killed around a message. */
export const killChecks: readonly Check[] = [
  check(
    "The program killed around submit leaves one job or none, and submit again gives the one",
    killAroundSubmit,
  ),
  check("The program killed around cancel: cancel again ends the job", async (bench) => {
    for (const moment of moments) {
      const operator = await bench.open();
      const handle = await bench.start(operator, { script: forever });
      await killed(bench, operator, {
        method: "cancel",
        moment,
        call: () => operator.cancel(handle, "the test asks for it", signal),
      });
      await bench.value("cancel", (signal) => operator.cancel(handle, "the test asks for it", signal));
      await bench.endAs(operator, handle, "cancelled");
    }
  }),
  check("The program killed around collect: collect again gives all that the job left", async (bench) => {
    const operator = await bench.open();
    const script =
      "mkdir out\nfor i in 1 2 3 4 5 6 7 8 9; do echo $i > out/$i; done\nhead -c 3000000 /dev/zero > large";
    const handle = await bench.runTo(operator, { script }, "succeeded");
    const tree = await treeOf(bench.host.files, join(await bench.collect(operator, handle), "work"));
    for (const moment of moments) {
      await killed(bench, operator, {
        method: "collect",
        moment,
        call: () => operator.collect(handle, signal),
      });
      const again = await treeOf(bench.host.files, join(await bench.collect(operator, handle), "work"));
      expectSame("collect after the program was killed", tree, again);
    }
  }),
  check("The program killed around cleanup: cleanup again takes all of the job away", async (bench) => {
    for (const moment of moments) {
      const operator = await bench.open();
      const handle = await bench.runTo(operator, { script: "echo x > file" }, "succeeded");
      await killed(bench, operator, {
        method: "cleanup",
        moment,
        call: () => operator.cleanup(handle, signal),
      });
      await bench.value("cleanup", (signal) => operator.cleanup(handle, signal));
      await expectListed(bench, operator, []);
    }
  }),
  check(
    "The program killed around check, plan, find, list, poll and follow answers them all the same",
    killAroundQuestions,
  ),
];

interface Kill<T> {
  readonly method: string;
  readonly moment: Moment;
  readonly delayMs?: number;
  readonly call: () => Promise<Answer<T>>;
}

/** Makes a call around which the program is killed; it may well have answered before that. */
async function killed<T>(
  bench: Bench,
  operator: StepOperator,
  { method, moment, delayMs, call }: Kill<T>,
): Promise<Answer<T>> {
  const wire: Wire = bench.wireOf(operator);
  wire.killAt(method, moment, delayMs);
  const answer = await call();
  await wire.ended;
  return answer;
}

async function killAroundSubmit(bench: Bench): Promise<void> {
  const orders = moments.flatMap((moment) =>
    (moment === "amid" ? delays : [0]).map((delayMs) => ({ moment, delayMs })),
  );
  for (const order of orders) {
    const operator = await bench.open();
    const inputs = { large: { kind: "file", text: "0123456789abcdef".repeat(100_000) } } as const;
    const job = await bench.job({
      script: `[ "$(wc -c < large | tr -d ' ')" = 1600000 ]\necho ran >> '${join(bench.directory, "ran")}'`,
      inputs,
    });
    await killed(bench, operator, { method: "submit", ...order, call: () => operator.submit(job, signal) });
    await oneJob(bench, await bench.open(), job);
    await bench.host.files.remove(join(bench.directory, "ran"));
  }
}

async function oneJob(bench: Bench, operator: StepOperator, job: Job): Promise<void> {
  const found = await bench.value("find", (signal) => operator.find(job.key, signal));
  const handle = await bench.submit(operator, job);
  if (found) expectSameHandle("find after the kill", found, handle);
  const listed = (await bench.value("list", (signal) => operator.list(bench.labels, signal))).filter(
    ({ key }) => key === job.key,
  );
  expect(listed.length === 1, () => `There should be one job of the key, and list gives ${listed.length}`);
  await bench.endAs(operator, handle, "succeeded");
  const runs = (await bench.text(bench.directory, "ran"))?.trim().split("\n").length ?? 1;
  expect(runs === 1, () => `The command should run once, and ran ${runs} times`);
}

async function killAroundQuestions(bench: Bench): Promise<void> {
  const operator = await bench.open();
  const job = await bench.job({ script: `${witness(bench)}echo one` });
  const handle = await bench.submit(operator, job);
  await bench.endAs(operator, handle, "succeeded");
  for (const [method, call] of questions(operator, { job, handle, labels: bench.labels })) {
    const before = await bench.value(method, call);
    for (const moment of moments) {
      await killed(bench, operator, { method, moment, call: () => call(signal) });
      const after = await bench.value(`${method} after the program was killed`, call);
      expect(
        isDeepStrictEqual(after, before),
        () =>
          `${method} should answer the same after the program was killed, ${show(before)}, and answered ${show(after)}`,
      );
    }
  }
  await expectOneRun(bench);
}

type Question = (signal: AbortSignal) => Promise<Answer<unknown>>;

function questions(
  operator: StepOperator,
  about: { readonly job: Job; readonly handle: Handle; readonly labels: Job["labels"] },
): readonly (readonly [method: string, call: Question])[] {
  const { job, handle, labels } = about;
  const poll: Question = async (signal) => {
    const answer = await operator.poll([handle], signal);
    return answer.ok ? { ok: true, value: [...answer.value] } : answer;
  };
  return [
    ["plan", (signal) => operator.plan(job, signal)],
    ["find", (signal) => operator.find(handle.key, signal)],
    ["list", (signal) => operator.list(labels, signal)],
    ["poll", poll],
    ...(operator.capabilities.logs
      ? [["follow", (signal: AbortSignal) => operator.logs(handle, undefined, signal)] as const]
      : []),
  ];
}
