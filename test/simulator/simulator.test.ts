import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type Plan, planOf } from "./plan.ts";
import { shrink } from "./shrink.ts";
import { trial } from "./trial.ts";

const script = new URL("../../scripts/simulate.ts", import.meta.url).pathname;

/** As processes of their own: both cores work, and it is what the command does. */
async function simulated(...args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [script, ...args], { maxBuffer: 2 ** 26 });
  const { stdout } = await run.catch((error: { readonly stdout: string; readonly stderr: string }) => ({
    stdout: error.stdout + error.stderr,
  }));
  return stdout;
}

test("43: 2,000 random runs, with crashes, cancels and faults of the service, break no rule", async () => {
  const halves = ["1", "1001"].map((from) => simulated("--seeds", "1000", "--from", from));
  for (const told of await Promise.all(halves)) expect(told).toMatch(/^1000 seeds from \d+ in [\d.]+ s\n$/);
}, 300_000);

test("43: one run that is killed, or loses its power, at every single call breaks no rule", async () => {
  expect(await simulated("--every-call")).toMatch(
    /^crashed at each of \d{3,} calls, in \d ways, in [\d.]+ s\n$/,
  );
}, 300_000);

/** Longer than anybody could wait for it. */
const hidden: Plan = {
  ...planOf(1),
  legs: planOf(1).legs.map((leg) => ({
    ...leg,
    needs: [],
    scripts: leg.scripts.map((job) => ({
      ...job,
      queuedMs: 0,
      runMs: 600_000,
      hiddenMs: 300_000,
      end: "success",
    })),
  })),
  faults: [],
  stints: [
    { pauseMs: 0, mode: "run", finallyOnCancel: "now", crash: { call: 150, when: "before", kind: "kill" } },
    { pauseMs: 0, mode: "run", finallyOnCancel: "now" },
  ],
};

test("a service that denies the jobs it has is found out, and the plan is made smaller", async () => {
  const found = await trial(hidden);
  const rule = "never two live jobs of a leg";
  expect(found.map((each) => each.rule)).toContain(rule);
  const least = await shrink(hidden, async (plan) => (await trial(plan)).some((each) => each.rule === rule));
  expect(least.legs).toHaveLength(1);
  expect(least.stints.length).toBeLessThanOrEqual(2);
  expect(least.faults).toEqual([]);
}, 60_000);

test("equal seeds tell equal stories", async () => {
  const told = async (): Promise<readonly string[]> => {
    const lines: string[] = [];
    await trial(planOf(162), (line) => lines.push(line));
    return lines;
  };
  const first = await told();
  expect(first.length).toBeGreaterThan(50);
  expect(await told()).toEqual(first);
});
