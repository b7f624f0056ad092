import type { Handle, JobKey, StepOperator } from "../operator/operator.ts";
import type { Bench } from "./bench.ts";
import { type Check, check } from "./check.ts";
import { expect, show } from "./expectation.ts";
import { forever } from "./identity.ts";
import { readLog } from "./log-reading.ts";

const why = "the test asks for it";
const mostMs = 5000;

const cancel = (bench: Bench, operator: StepOperator, handle: Handle): Promise<void> =>
  bench.value("cancel", (signal) => operator.cancel(handle, why, signal));

/** Waits until the command itself runs, where that can be seen. */
async function begun(bench: Bench, operator: StepOperator, handle: Handle): Promise<void> {
  await bench.running(operator, handle);
  if (operator.capabilities.logs)
    await readLog(bench, operator, handle, { isEnough: (lines) => lines.includes("begun") });
}

/** Processes of this machine with a text in their arguments; none where there is no /proc. */
export async function processesWith(bench: Bench, text: string): Promise<readonly string[]> {
  const { files } = bench.host;
  const pids = ((await files.list("/proc")) ?? []).filter((name) => /^\d+$/.test(name));
  const found: string[] = [];
  for (const pid of pids) {
    // It may end between being listed and being read.
    const line = await files.read(`/proc/${pid}/cmdline`).catch(() => undefined);
    if (line?.includes(text)) found.push(line.replaceAll("\0", " ").trim());
  }
  return found;
}

/** A sleep that no other process has in its arguments. */
const ownSleep = (bench: Bench): string =>
  `600.${[...bench.host.random.hex(12)].map((digit) => Number.parseInt(digit, 16) % 10).join("")}1`;

async function expectNone(bench: Bench, sleep: string): Promise<void> {
  await bench.until("all processes of the step to be gone", async () =>
    (await processesWith(bench, `sleep\0${sleep}`)).length === 0 ? true : undefined,
  );
}

const saving = `trap 'echo saved > saved; exit 0' TERM
echo begun
while :; do sleep 1 & wait "$!" || true; done`;

const deaf = (sleep: string): string => `trap '' TERM
sleep ${sleep} &
echo begun
while :; do sleep 1 || true; done`;

/** How jobs are made to end, by people, by their deadline, and for good. */
export const stopChecks: readonly Check[] = [
  check("A job that is cancelled gets SIGTERM, may save its work, and ends as cancelled", async (bench) => {
    const operator = await bench.open();
    const handle = await bench.start(operator, { script: saving });
    await begun(bench, operator, handle);
    await cancel(bench, operator, handle);
    await cancel(bench, operator, handle);
    await bench.endAs(operator, handle, "cancelled");
    if (!operator.capabilities.logs) return;
    const saved = await bench.text(await bench.collect(operator, handle), "work", "saved");
    expect(
      saved === "saved\n",
      () => "What the step wrote when it got SIGTERM should come back, and did not",
    );
  }),
  check("A job is cancelled right after it was submitted", async (bench) => {
    const operator = await bench.open();
    const handle = await bench.start(operator, { script: forever });
    await cancel(bench, operator, handle);
    await bench.endAs(operator, handle, "cancelled");
    await bench.endAs(await bench.open(), handle, "cancelled");
  }),
  check("A cancel of a job that has ended, or isn't known, changes nothing and succeeds", async (bench) => {
    const operator = await bench.open();
    const handle = await bench.runTo(operator, { script: "true" }, "succeeded");
    await cancel(bench, operator, handle);
    await bench.endAs(operator, handle, "succeeded");
    const key = `${bench.host.random.hex(40)}-1` as JobKey;
    await cancel(bench, operator, { ...handle, key });
    const found = await bench.value("find", (signal) => operator.find(key, signal));
    expect(found === undefined, () => "A cancel of an unknown job should make none, and find gives one");
  }),
  check("A step that ignores SIGTERM is killed in the end, with all that it started", async (bench) => {
    const operator = await bench.open();
    const sleep = ownSleep(bench);
    const handle = await bench.start(operator, { script: deaf(sleep) });
    await begun(bench, operator, handle);
    await cancel(bench, operator, handle);
    await bench.endAs(operator, handle, "cancelled");
    await expectNone(bench, sleep);
  }),
  check("A deadline ends a job with nobody watching, and its cause is timeout", async (bench) => {
    const operator = await bench.open();
    const sleep = ownSleep(bench);
    const handle = await bench.start(operator, { script: `echo begun\nsleep ${sleep}`, deadlineSeconds: 2 });
    await begun(bench, operator, handle);
    await bench.leave(operator);
    await expectNone(bench, sleep);
    const end = await bench.endAs(await bench.open(), handle, "failed");
    expect(end.cause === "timeout", () => `The cause should be timeout, and poll says ${show(end)}`);
  }),
  check(
    "A cleanup stops a job that runs, and can be made again; nothing is found after it",
    async (bench) => {
      const operator = await bench.open();
      const sleep = ownSleep(bench);
      const handle = await bench.start(operator, { script: `echo begun\nsleep ${sleep}` });
      await begun(bench, operator, handle);
      for (const who of [operator, operator, await bench.open()]) {
        await bench.value("cleanup", (signal) => who.cleanup(handle, signal));
        await expectGone(bench, who, handle);
      }
      await expectNone(bench, sleep);
    },
  ),
  check("A cleanup takes away what a step made read-only", async (bench) => {
    const operator = await bench.open();
    const script = "mkdir -p cache/deep\necho x > cache/deep/file\nchmod 555 cache/deep cache";
    const handle = await bench.runTo(operator, { script }, "succeeded");
    const folder = await bench.collect(operator, handle);
    const place = (await bench.text(folder, "results", "started"))?.trim();
    await bench.value("cleanup", (signal) => operator.cleanup(handle, signal));
    await expectGone(bench, operator, handle);
    const left = place === undefined ? undefined : await bench.host.files.stat(place);
    expect(
      left === undefined,
      () => `The folder where the step ran, ${place}, should be gone after cleanup, and is still there`,
    );
  }),
  check("20 jobs at once are cancelled within 5 s", cancelMany, { isAlone: true }),
];

async function expectGone(bench: Bench, operator: StepOperator, handle: Handle): Promise<void> {
  const found = await bench.value("find", (signal) => operator.find(handle.key, signal));
  expect(found === undefined, () => `find should give null after cleanup, and gave ${show(found)}`);
  const handles = await bench.value("list", (signal) => operator.list(bench.labels, signal));
  expect(handles.length === 0, () => `list should give nothing after cleanup, and gave ${show(handles)}`);
  const state = await bench.look(operator, handle);
  expect(state === undefined, () => `poll should leave the job out after cleanup, and says ${show(state)}`);
  await bench.fault("collect of a job that was cleaned up", ["gone"], (signal) =>
    operator.collect(handle, signal),
  );
}

async function cancelMany(bench: Bench): Promise<void> {
  const operator = await bench.open();
  const { clock } = bench.host;
  const handles = await Promise.all(
    Array.from({ length: 20 }, () => bench.start(operator, { script: forever })),
  );
  await bench.value("poll", (signal) => operator.poll(handles, signal));
  const since = clock.monotonic();
  await Promise.all(handles.map((handle) => cancel(bench, operator, handle)));
  const tookMs = clock.monotonic() - since;
  expect(
    tookMs <= mostMs,
    () =>
      `20 cancels at once should be answered within 5 s, and took ${(tookMs / 1000).toFixed(1)} s; how many calls the program works on at once is max_open_calls`,
  );
  for (const handle of handles) await bench.endAs(operator, handle, "cancelled");
}
