import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cancelEvents } from "../../src/cli/cancel-events.ts";
import { stopProcess } from "../../src/cli/cancel-process.ts";
import type { Event } from "../../src/run/event.ts";
import { foldEvents } from "../../src/run/fold.ts";
import type { RunRecord } from "../../src/run/record.ts";
import { virtualClock, virtualHost, virtualProcesses } from "../rig/virtual-host.ts";
import { leg, planned, runStarted, writer } from "../run/events.ts";
import { operatorProject } from "./operator-project.ts";

test("a run that goes on is stopped, and waited for", async () => {
  using project = operatorProject();
  const { repo, options } = project;
  const running = repo.start(["run"], options);
  await running.printed("begins");
  const { code, stdout, stderr } = await repo.run(["cancel"], options);
  expect(stdout).toContain(`run ${project.run()} is cancelled, and 1 job stopped\n`);
  expect(stderr).toMatch(new RegExp(`was told to stop; waiting for process ${running.pid}, and in it job `));
  expect(code).toBe(0);
  expect((await running.finished).code).toBe(130);
  expect(project.jobs()).toEqual([]);
}, 60_000);

test("of a run that was killed the job is stopped, and nothing else is run; a second cancel has nothing to do", async () => {
  using project = operatorProject();
  const { repo, options } = project;
  await project.killed();
  expect(project.jobs()).toHaveLength(1);
  const dead = await repo.run(["status"], options);
  expect(dead.stdout).toContain(`it left 1 job that may still run, and cost`);
  expect(dead.stdout).toContain(`Jobs     train: job ${project.jobs()[0]?.slice(0, 8)} on lab, running`);
  const first = await repo.run(["cancel", project.run(), "--json"], options);
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(first.stdout)).toMatchObject({
    ...{ run: project.run(), result: "cancelled", wasOver: false, isOver: true, warnings: [] },
    jobs: [{ step: "train", operator: "lab", state: "cancelled", isOver: true }],
  });
  expect(project.jobs()).toEqual([]);
  expect(project.journal()).toMatch(
    /"job-ended".*"cancelled".*\n(.*\n)*.*"run-ended","at":\d+,"result":"cancelled"/,
  );
  const status = JSON.parse((await repo.run(["status", "--json"], options)).stdout);
  expect(status).toMatchObject({ state: "ended", result: "cancelled" });
  const again = await repo.run(["cancel"], options);
  expect(again).toMatchObject({ code: 0, stdout: `run ${project.run()} had ended already: cancelled\n` });
  // What was cancelled can still be gone on with.
  repo.write("go", "");
  expect(await repo.run(["run", "--resume", project.run()], options)).toMatchObject({ code: 0 });
  expect(repo.read("model.txt")).toBe("trained\n");
}, 60_000);

test("38: a job that cannot be stopped is named, with what to do, and is stopped by the next try", async () => {
  using project = operatorProject();
  const { repo, options } = project;
  await project.killed();
  const id = project.jobs()[0]?.slice(0, 8);
  project.breakOperator();
  const { code, stdout } = await repo.run(["cancel"], options);
  expect(code).toBe(3);
  expect(stdout).toContain(`run ${project.run()} is not over: of 1 job nobody knows that it has ended`);
  expect(stdout).toContain(`job ${id} on lab: step train`);
  expect(stdout).toContain(`stepops cancel ${project.run()}`);
  expect(project.journal()).not.toContain("run-ended");
  project.mend();
  expect(await repo.run(["cancel"], options)).toMatchObject({ code: 0 });
  expect(project.jobs()).toEqual([]);
}, 60_000);

test("a job that ended well meanwhile keeps what it left, for a resume", async () => {
  using project = operatorProject();
  const { repo, options } = project;
  await project.killed();
  repo.write("go", "");
  await expect.poll(() => repo.has(`jobs/${project.jobs()[0]}/end`)).toBe(true);
  const { code, stdout } = await repo.run(["cancel"], options);
  expect(code).toBe(0);
  expect(stdout).toContain(`stepops run --resume ${project.run()} takes what it left`);
  expect(project.jobs()).toHaveLength(1);
  const resumed = await repo.run(["run", "--resume", project.run()], options);
  expect(resumed.stdout).toContain("which was submitted before");
  expect(repo.read("model.txt")).toBe("trained\n");
  expect(project.jobs()).toEqual([]);
}, 60_000);

test.each([
  ["is stopped although another run has the checkout", "", 0, 1],
  [
    "has to wait for the other run where a checkpoint would come into the checkout",
    ", checkpoint: ckpt",
    3,
    2,
  ],
])(
  "the job of a killed run %s",
  async (_, more, expected, left) => {
    using project = operatorProject(more);
    const { repo, options } = project;
    await project.killed();
    const dead = project.run();
    const other = repo.start(["run"], options);
    await other.printed("begins");
    expect(project.jobs()).toHaveLength(2);
    const { code, stderr } = await repo.run(["cancel", dead], options);
    expect(code, stderr).toBe(expected);
    expect(stderr).toContain(expected === 0 ? "" : "another run uses this checkout");
    expect(project.jobs()).toHaveLength(left);
    repo.write("go", "");
    expect((await other.finished).code).toBe(0);
  },
  60_000,
);

test("who leaves at once is told which job goes on, and how to stop it", async () => {
  using project = operatorProject();
  const { repo, options } = project;
  const running = repo.start(["run"], options);
  await running.printed("begins");
  const [key = ""] = project.jobs();
  project.hang();
  running.kill("SIGINT");
  await running.printed("cancelling");
  running.kill("SIGINT");
  const { code, stderr } = await running.finished;
  expect(code).toBe(130);
  expect(stderr).toContain(
    `job ${key.slice(0, 8)} on lab, of train, may still run, and cost\nstepops cancel ${project.run()} stops it\n`,
  );
}, 60_000);

test("a run of a machine that cannot be seen from here is not touched", async () => {
  using project = operatorProject();
  const { repo, options } = project;
  await project.killed();
  const journal = repo.at(`.stepops/runs/${project.run()}/journal.jsonl`);
  writeFileSync(journal, project.journal().replace(/"hostname":"[^"]*"/, '"hostname":"elsewhere"'));
  const { code, stderr } = await repo.run(["cancel"], options);
  expect(code).toBe(3);
  expect(stderr).toContain("is on elsewhere");
  expect(stderr).toContain(`stepops gc --run ${project.run()}`);
  expect(project.jobs()).toHaveLength(1);
}, 60_000);

const recordOf = (...events: readonly Event[]): RunRecord => {
  const fold = foldEvents([runStarted(planned("a"), planned("b", ["a"])), ...events]);
  if (!fold) throw new Error("no run");
  return fold.record;
};
const started: Event = { type: "step-started", at: 1001, leg: leg("a"), attempt: 1 };
const cancelling: Event = {
  type: "run-cancelling",
  at: 1002,
  why: { reason: "signal", signal: "SIGINT" },
};

test("what was running is cancelled and what waited is skipped; a run that has an end gets no other one", () => {
  const record = recordOf(started);
  const events = cancelEvents(record, 1500);
  expect(events.map((event) => ("outcome" in event ? [event.leg, event.outcome] : event.type))).toEqual([
    "run-cancelling",
    ["a", "cancelled"],
    ["b", "skipped"],
    "run-ended",
  ]);
  expect(recordOf(started, ...events)).toMatchObject({ result: "cancelled" });
  expect(cancelEvents(recordOf(started, ...events), 1600)).toEqual([]);
});

test.each<[string, readonly Event[], number]>([
  ["SIGINT is sent once", [started], 1],
  [
    "one that is cancelling already is only waited for: a second SIGINT would make it leave its jobs",
    [started, cancelling],
    0,
  ],
])("%s", async (_, events, sent) => {
  const clock = virtualClock();
  const calls: string[] = [];
  let isAlive = true;
  const { spawn } = virtualHost();
  const host = {
    ...virtualHost(),
    clock,
    spawn: (command: Parameters<typeof spawn>[0]) => {
      calls.push(command.args.join(" "));
      return {
        pid: 5,
        onOutput: () => {},
        signal: () => false,
        ended: Promise.resolve({ kind: "exited" as const, code: 0 }),
      };
    },
    processes: {
      ...virtualProcesses(),
      ...{ hostname: writer.hostname, bootId: writer.bootId },
      startToken: () => (isAlive ? writer.startToken : undefined),
    },
  };
  void clock.sleep(40_000).then(() => {
    isAlive = false;
  });
  const waits: number[] = [];
  const end = await clock.run(
    stopProcess(recordOf(...events), {
      ...{ host, env: {}, signal: new AbortController().signal, read: async () => undefined },
      onWait: (_record, waitedMs) => waits.push(waitedMs),
    }),
  );
  expect(end).toBe("ended");
  expect(calls).toEqual(Array.from({ length: sent }, () => `-c kill -INT "$0" ${writer.pid}`));
  expect(waits).toEqual([0, 30_000]);
});
