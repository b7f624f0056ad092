import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { outcomes, scratch, sshStandIn } from "./suite.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What the operator does wrong, which check finds it, and in which words. */
const faults: readonly (readonly [fault: string, check: string, words: string])[] = [
  ["doubles jobs", "The same key submitted twice", "A second submit should give the handle of the job"],
  ["runs a job again", "The key of a job that has ended", "The command should run once, and ran 2 times"],
  ["takes its jobs along", "A job goes on when the program", "The job should end as succeeded"],
  ["keeps jobs in memory", "A new process finds", "find should give the handle of the job"],
  ["lists everything", "Jobs are listed by labels", "which does not bear the labels that were asked for"],
  ["lists nothing", "Jobs are listed by labels", "list should give 2 handles of these labels"],
  ["loses logs", "A log has all lines", 'line 4 should be "line 4", and is "line 5"'],
  ["doubles logs", "A log has all lines", 'line 2 should be "line 2", and is "line 1"'],
  ["wrong cursor", "A log goes on from any of its cursors", "line 1"],
  ["trims lines", "A log has all lines", 'should be "  two  ", and is "two"'],
  ["ignores cancel", "A job is cancelled right after", "Waited 8 s for the job"],
  ["ignores cleanup", "A cleanup takes away", "find should give null after cleanup"],
  ["ignores deadlines", "A deadline ends a job", "Waited 8 s for all processes of the step to be gone"],
  ["ignores resources", "Resources that cannot be had", "plan of a job with 1000000 cpus should be answered"],
  [
    "ignores settings",
    "A setting of a step",
    "the setting no_such_setting should be answered with the fault invalid",
  ],
  ["ignores images", "An image that cannot be had", "should be refused, or fail with the cause image"],
  ["plan submits", "plan starts nothing", "There should be no job after plan"],
  ["tells failures as success", "A command that fails", "The job should end as failed"],
  ["tells cancelled as failed", "A job is cancelled right after", "The job should end as cancelled"],
  ["tells a wrong exit code", "A command that fails", "exit_code should be 3 or left out, and is 1"],
  ["leaks a secret on stderr", "No value of a secret is in a message", "No message and no line on stderr"],
  ["leaks a secret in arguments", "No value of a secret is in a message", "No process should have the value"],
  ["wrong shape", "A job runs to its end", 'has an unknown key "state"'],
  ["greets on stdout", "A job runs to its end", 'it wrote a line on stdout that is no JSON: "Hello"'],
  ["one folder for all", "collect gives a fresh folder", "collect should give another folder each time"],
  ["loses modes", "A job runs to its end", "out/file should be file 640"],
  ["refuses unknown keys", "keys of requests that it does not know", "Unknown key not_known_yet"],
  ["claims any version", "The program tells the version that it speaks", "speaks version 1000"],
  ["outlives its input", "The program exits when its stdin ends", "in vain"],
];

/** The operator with a fault, on some checks. */
async function found(fault: string, only: readonly string[]): Promise<ReadonlyMap<string, string>> {
  using home = scratch();
  const operator = here("../../examples/operators/ssh/operator.js");
  const standIn = JSON.stringify(sshStandIn(home.path));
  const command = [process.execPath, here("broken-operator.ts"), fault, operator, standIn] as const;
  return await outcomes({ command, settings: {}, patienceMs: 8000, only });
}

it.concurrent.for(faults)(
  "An operator that %s is found by the check: %s…",
  async ([fault, check, words], { expect }) => {
    const broken = await found(fault, [check]);
    expect([...broken.values()]).toEqual([expect.stringContaining(words)]);
  },
);

it("An operator without any fault keeps all of this", async () => {
  const checks = [...new Set(faults.map(([, check]) => check))];
  const kept = await found("none", checks);
  expect(kept.size).toBe(checks.length);
  expect([...kept].filter(([, outcome]) => outcome !== "kept")).toEqual([]);
}, 60_000);
