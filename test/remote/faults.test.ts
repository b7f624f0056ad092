import { appendFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { JobKey } from "../../src/operator/operator.ts";
import type { LegId, Step } from "../../src/pipeline/pipeline.ts";
import { jobKey } from "../../src/remote/identity.ts";
import type { Event } from "../../src/run/event.ts";
import { crashingHost } from "../rig/virtual-host.ts";
import { output } from "../run/host-step.ts";
import { type RemoteRig, remoteRig, remoteStep } from "./rig.ts";
import { denied, type Trouble, unavailable } from "./scripted-operator.ts";

const minute = 60_000;
const steps = (rest: Partial<Step> = {}, script = "echo done"): readonly Step[] => [
  remoteStep("s", script, rest),
];
const sigint = { reason: "signal", signal: "SIGINT" } as const;
const retried = {
  retry: {
    maxAttempts: 3,
    on: ["preempted", "capacity", "infrastructure"],
    exitCodes: [],
    backoff: { initialMs: 1000, factor: 2, maxMs: 1000 },
  },
} as const;

/** Stops the run some time after its start. */
function cancelAt(rig: RemoteRig, ms: number): AbortSignal {
  const stop = new AbortController();
  void rig.clock.sleep(ms).then(() => stop.abort(sigint));
  return stop.signal;
}

/** The run's process dies at that moment: nothing of it has an effect any more. */
async function killedAt(rig: RemoteRig, ms: number, signal = new AbortController().signal): Promise<void> {
  const { host } = crashingHost(rig.host, Number.POSITIVE_INFINITY);
  let isAlive = true;
  const dead = rig.clock.sleep(ms).then(() => {
    isAlive = false;
  });
  const frozen = freeze(host, () => isAlive);
  void rig.start({ host: frozen, isAlive: () => isAlive, signal });
  await rig.clock.run(dead);
}

/** Its calls never come back once it is dead. */
function freeze(host: RemoteRig["host"], isAlive: () => boolean): RemoteRig["host"] {
  const never = <T>(call: () => T): T => {
    if (!isAlive()) return new Promise(() => {}) as T;
    const result = call();
    if (!(result instanceof Promise)) return result;
    return new Promise((resolve, reject) => {
      result.then(
        (value) => isAlive() && resolve(value),
        (error) => isAlive() && reject(error),
      );
    }) as T;
  };
  const files = Object.fromEntries(
    Object.entries(host.files).map(([name, method]) => [
      name,
      name === "appender"
        ? (...args: Parameters<typeof host.files.appender>) => {
            const appender = host.files.appender(...args);
            return { ...appender, write: (text: string) => void (isAlive() && appender.write(text)) };
          }
        : (...args: unknown[]) => never(() => (method as (...all: unknown[]) => unknown)(...args)),
    ]),
  ) as unknown as typeof host.files;
  const clock = {
    ...host.clock,
    sleep: (ms: number, signal?: AbortSignal) => never(() => host.clock.sleep(ms, signal)),
  };
  return { ...host, files, clock };
}

test("1: a run that is stopped before the submit has made no job", async () => {
  using rig = remoteRig(steps());
  const end = await rig.run({ signal: AbortSignal.abort(sigint) });
  expect(end.result).toBe("cancelled");
  expect(rig.backend.calls).toEqual([]);
});

test.each<readonly [string, Trouble | undefined]>([
  ["and its answer comes", undefined],
  ["and its answer is lost", { kind: "lost" }],
  ["and never answered", { kind: "hangs" }],
])(
  "2: stopped while the submit is under way, %s: the job is found by its key and stopped",
  async (_, trouble) => {
    using rig = remoteRig(steps());
    rig.backend.script = () => ({ runMs: 1000 * minute });
    if (trouble) rig.backend.fail("submit", trouble);
    const stop = new AbortController();
    let isFirst = true;
    rig.backend.onCall = (verb) => {
      if (verb !== "submit" || !isFirst) return;
      isFirst = false;
      stop.abort(sigint);
      // One that hangs has gone through all the same.
      if (trouble?.kind === "hangs") rig.backend.onCall = () => {};
    };
    const end = await rig.run({ signal: stop.signal });
    expect(end.result).toBe("cancelled");
    expect(rig.backend.live).toEqual([]);
    expect(end.isOver).toBe(true);
  },
);

test("3: stopped with 20 jobs at work: all stop calls are sent at once, and acknowledged within 5 s", async () => {
  using rig = remoteRig(Array.from({ length: 20 }, (_, i) => remoteStep(`s${i}`, "true")));
  rig.backend.script = () => ({ runMs: 1000 * minute, stopMs: 8000 });
  const end = await rig.run({ signal: cancelAt(rig, 30_000), closeMs: 0 });
  const cancels = rig.backend.calls.filter(({ verb }) => verb === "cancel");
  expect(new Set(cancels.map(({ key }) => key)).size).toBe(20);
  expect(Math.max(...cancels.map(({ at }) => at))).toBeLessThan(31_000);
  expect(end.result).toBe("cancelled");
  expect(end.events.filter(({ type }) => type === "job-stopping")).toHaveLength(20);
  // Main leaves, and what comes after waits for the ends.
  expect(end.isOver).toBe(false);
  expect(await rig.post()).toEqual([]);
  expect(rig.backend.live).toEqual([]);
  expect(rig.backend.removed).toHaveLength(20);
});

test("3: the command line, which nothing comes after, waits for the ends itself", async () => {
  using rig = remoteRig(steps());
  rig.backend.script = () => ({ runMs: 1000 * minute, stopMs: 20_000 });
  const end = await rig.run({ signal: cancelAt(rig, 30_000) });
  expect(end.isOver).toBe(true);
  expect(end.jobs()).toMatchObject([
    { stopping: "the run was cancelled", ended: "cancelled", isRemoved: true },
  ]);
});

test("5: what a process that was killed left is stopped by whoever comes after", async () => {
  using rig = remoteRig(steps());
  rig.backend.script = () => ({ runMs: 1000 * minute });
  await killedAt(rig, minute);
  expect(rig.backend.live).toHaveLength(1);
  expect(await rig.post()).toEqual([]);
  expect(rig.backend.live).toEqual([]);
});

test("6: every job is given a deadline of its own, some time after the step's timeout", async () => {
  using rig = remoteRig(steps({ timeoutMs: 30 * minute }));
  rig.backend.script = () => ({ runMs: 1000 * minute });
  await killedAt(rig, minute);
  const [job] = rig.backend.live;
  expect(job?.job.deadlineSeconds).toBe(40 * 60);
  await rig.clock.run(rig.clock.sleep(41 * minute));
  expect(rig.backend.live).toEqual([]);
});

test("8: a journal that names somebody else's job does not make us touch it", async () => {
  using rig = remoteRig(steps());
  rig.backend.script = () => ({ runMs: 1000 * minute });
  await killedAt(rig, minute);
  const [ours] = rig.backend.live;
  const labels = { "stepops.repository": "theirs" };
  const theirs = `${"f".repeat(40)}-1` as JobKey;
  rig.backend.plant(theirs, labels);
  const forged: readonly Event[] = [
    {
      type: "job-intended",
      at: 1,
      leg: "s" as LegId,
      key: theirs,
      attempt: 1,
      submission: 2,
      nonce: "n",
      digest: "d",
    },
    {
      type: "job-submitted",
      at: 1,
      leg: "s" as LegId,
      key: theirs,
      handle: { key: theirs, id: "x", labels },
    },
  ];
  appendFileSync(rig.folder.journal, forged.map((event) => `${JSON.stringify(event)}\n`).join(""));
  await rig.post();
  expect(rig.backend.live.map(({ job }) => job.key)).toEqual([theirs]);
  expect(rig.backend.calls.filter(({ verb, key }) => key === theirs && verb !== "find")).toEqual([]);
  expect(ours?.ended).toEqual({ status: "cancelled" });
});

test.each([
  ["while it still runs", 2 * minute],
  ["when it has ended by then", 90 * minute],
])("10: a run that goes on after a kill takes up its job %s, and makes no second one", async (_, pause) => {
  using rig = remoteRig([remoteStep("s", "echo hello; echo x > out.txt", { outputs: [output("out.txt")] })]);
  rig.backend.script = () => ({ runMs: 60 * minute });
  await killedAt(rig, minute);
  await rig.clock.run(rig.clock.sleep(pause));
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(rig.backend.submitted).toHaveLength(1);
  expect(end.log()).toBe("hello\n");
  expect(rig.repo.read("out.txt")).toBe("x\n");
});

test("10: where the step's inputs have changed meanwhile the old job is stopped before the new one is submitted", async () => {
  using rig = remoteRig(
    steps({ inputs: [{ kind: "path", path: "in.txt", isDirectory: false }] }, "cat in.txt"),
    {
      files: { "in.txt": "old\n" },
    },
  );
  rig.backend.script = () => ({ runMs: 60 * minute, stopMs: 3000 });
  await killedAt(rig, minute);
  rig.repo.write("in.txt", "new\n");
  let most = 0;
  rig.backend.onCall = () => {
    most = Math.max(most, rig.backend.live.length);
  };
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(end.log()).toBe("new\n");
  expect(most).toBe(1);
  expect(end.jobs().map(({ submission, ended }) => [submission, ended])).toEqual([
    [1, "cancelled"],
    [2, "succeeded"],
  ]);
});

test("10: a job that was told to stop is not taken up again", async () => {
  using rig = remoteRig(steps());
  rig.backend.script = () => ({ runMs: 60 * minute, stopMs: 30_000 });
  await killedAt(rig, minute, cancelAt(rig, minute - 1000));
  expect(rig.backend.live).toHaveLength(1);
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(end.jobs().map(({ ended }) => ended)).toEqual(["cancelled", "succeeded"]);
});

test("11: a submit whose answer is lost is found by its key", async () => {
  using rig = remoteRig(steps());
  rig.backend.fail("submit", { kind: "lost" });
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(rig.backend.count("submit")).toBe(1);
  expect(rig.backend.count("find")).toBe(1);
});

test("12: too many calls: the pause that was asked for is kept, and more", async () => {
  using rig = remoteRig(steps());
  const busy: Trouble = {
    kind: "fault",
    fault: { reason: "busy", message: "slow down", retryAfterMs: 20_000 },
  };
  rig.backend.fail("submit", busy, busy);
  rig.backend.fail("poll", busy);
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  for (const verb of ["submit", "poll"] as const) {
    const at = rig.backend.calls.filter((call) => call.verb === verb).map((call) => call.at);
    const pauses = at.slice(1).map((time, i) => time - (at[i] ?? 0));
    expect(pauses.length).toBeGreaterThan(0);
    for (const pause of pauses) expect(pause).toBeGreaterThan(20_000);
  }
  expect(end.warnings()).toEqual([]);
});

test.each(["submit", "find", "poll", "logs", "collect", "cleanup"] as const)(
  "13: a backend that is away for three calls of %s changes nothing",
  async (verb) => {
    using rig = remoteRig(steps());
    rig.backend.fail("submit", { kind: "lost" });
    rig.backend.fail(verb, unavailable, unavailable, unavailable);
    const end = await rig.run();
    expect(end.step().result).toBe("success");
    expect(end.log()).toBe("done\n");
    expect(rig.backend.submitted).toHaveLength(1);
    expect(rig.backend.removed).toHaveLength(1);
  },
);

test("14: what is not allowed is tried once, and the permission is named", async () => {
  using rig = remoteRig(steps(retried));
  rig.backend.fail("submit", denied);
  const end = await rig.run();
  expect(end.failure()).toMatchObject({
    cause: "permission",
    message: expect.stringContaining("jobs:Do is not allowed"),
  });
  expect(rig.backend.count("submit")).toBe(1);
});

test("14: what can never succeed is tried once", async () => {
  using rig = remoteRig(steps(retried));
  rig.backend.fail("submit", { kind: "fault", fault: { reason: "invalid", message: "no such queue: blue" } });
  const end = await rig.run();
  expect(end.failure()).toMatchObject({
    cause: "config",
    message: "the job was not submitted: no such queue: blue",
  });
  expect(rig.backend.count("submit")).toBe(1);
});

test("14: a job whose state may not be seen any more fails after ten minutes, and no sooner", async () => {
  using rig = remoteRig(steps());
  rig.backend.script = () => ({ runMs: 1000 * minute });
  rig.backend.trouble = (verb) => (verb === "poll" && rig.backend.live.length > 0 ? denied : undefined);
  const end = await rig.run();
  expect(end.failure()).toMatchObject({
    cause: "permission",
    message: expect.stringContaining("jobs:Do is not allowed"),
  });
  expect(end.step().durationMs).toBeGreaterThan(10 * minute);
  expect(rig.backend.live).toEqual([]);
});

test("15: a job that is not known right after its submit is asked for again, for a minute", async () => {
  using rig = remoteRig(steps());
  rig.backend.script = () => ({ runMs: 90_000, odd: { untilMs: 59_000, observation: undefined } });
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(end.warnings()).toEqual([]);
});

test.each([
  ["unknown", { status: "hibernating" } as never],
  ["backward", { status: "queued" } as const],
])("16: a status that is %s is warned of once, and the job is watched further", async (_, observation) => {
  using rig = remoteRig(steps());
  let polls = 0;
  rig.backend.onCall = (verb) => {
    if (verb === "poll") polls += 1;
  };
  rig.backend.script = () =>
    ({
      runMs: 2 * minute,
      get odd() {
        return polls > 2 && polls < 8 ? { untilMs: Number.POSITIVE_INFINITY, observation } : undefined;
      },
    }) as never;
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(end.warnings()).toHaveLength(1);
});

test.each([
  ["ten minutes", 10 * minute],
  ["longer than the step's timeout", 3 * 60 * minute],
])("22: an API that is away for %s does not fail a job that goes on", async (_, away) => {
  using rig = remoteRig(steps({ timeoutMs: 60 * minute }));
  rig.backend.script = () => ({ runMs: 50 * minute });
  const from = minute;
  const isAway = (): boolean => rig.clock.monotonic() > from && rig.clock.monotonic() < from + away;
  rig.backend.trouble = () => (isAway() ? unavailable : undefined);
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(end.log()).toBe("done\n");
  expect(end.warnings()).toHaveLength(1);
});

test.each([-15 * minute, 15 * minute])(
  "25: the clock jumps by %d ms, and no limit passes for that",
  async (jump) => {
    using rig = remoteRig(steps({ timeoutMs: 10 * minute, pendingTimeoutMs: 10 * minute }));
    rig.backend.script = () => ({ queuedMs: 8 * minute, runMs: 8 * minute });
    void rig.clock.sleep(4 * minute).then(() => rig.clock.jump(jump));
    void rig.clock.sleep(12 * minute).then(() => rig.clock.jump(-jump));
    const end = await rig.run();
    expect(end.step().result).toBe("success");
  },
);

test("25: a step that runs too long is stopped at its timeout, whatever the clock says", async () => {
  using rig = remoteRig(steps({ timeoutMs: 10 * minute }));
  rig.backend.script = () => ({ runMs: 1000 * minute, stopMs: 10_000 });
  void rig.clock.sleep(4 * minute).then(() => rig.clock.jump(-15 * minute));
  const end = await rig.run();
  expect(end.failure()).toMatchObject({ cause: "timeout", message: expect.stringContaining("600 s") });
  expect(end.step().durationMs).toBeLessThan(11 * minute);
  expect(rig.backend.live).toEqual([]);
});

test.each([
  ["capacity", "there is no A100 left"],
  ["quota", "the account may have 8 GPUs"],
] as const)("27: no %s is a clear failure, after the tries that the step allows", async (reason, message) => {
  using rig = remoteRig(steps(retried));
  rig.backend.trouble = (verb) =>
    verb === "submit" ? { kind: "fault", fault: { reason, message } } : undefined;
  const end = await rig.run();
  expect(end.failure()).toMatchObject({ cause: reason, message: `the job was not submitted: ${message}` });
  expect(rig.backend.count("submit")).toBe(reason === "capacity" ? 3 : 1);
});

test("28: a job that never begins to run is stopped at the step's pending_timeout", async () => {
  using rig = remoteRig(steps({ pendingTimeoutMs: 20 * minute }));
  rig.backend.script = () => ({ queuedMs: Number.POSITIVE_INFINITY });
  const end = await rig.run();
  expect(end.failure()).toMatchObject({
    cause: "pending_timeout",
    message: expect.stringContaining("1200 s"),
  });
  expect(rig.backend.live).toEqual([]);
  expect(end.step().durationMs).toBeLessThan(21 * minute);
});

test("29: a job that somebody deleted is lost, and nobody waits for it", async () => {
  using rig = remoteRig(steps());
  rig.backend.script = () => ({ runMs: 60 * minute });
  void rig.clock.sleep(10 * minute).then(() => rig.backend.jobs.clear());
  const end = await rig.run();
  expect(end.failure().cause).toBe("lost");
  expect(end.step().durationMs).toBeLessThan(11 * minute);
});

test("30: a log whose pages are cut, lost and repeated has every line once", async () => {
  const lines = Array.from({ length: 57 }, (_, i) => ({ stream: "stdout" as const, text: `line ${i}` }));
  using rig = remoteRig(steps());
  rig.backend.pageSize = 10;
  rig.backend.script = () => ({ runMs: minute, lines });
  rig.backend.fail("logs", { kind: "lost" }, unavailable, { kind: "lost" });
  let calls = 0;
  rig.backend.trouble = (verb) => (verb === "logs" && calls++ % 3 === 1 ? { kind: "lost" } : undefined);
  const end = await rig.run();
  expect(end.log()).toBe(lines.map(({ text }) => `${text}\n`).join(""));
});

test("38: a stop that fails again and again is named with job and operator", async () => {
  using rig = remoteRig(steps());
  rig.backend.script = () => ({ runMs: 1000 * minute });
  rig.backend.trouble = (verb) => (verb === "cancel" ? denied : undefined);
  const end = await rig.run({ signal: cancelAt(rig, minute) });
  expect(end.result).toBe("cancelled");
  expect(end.isOver).toBe(false);
  expect(end.warnings().join("\n")).toContain("jobs:Do is not allowed");
  expect(end.warnings().at(-1)).toBe(
    "job j1 (https://lab.example/j1) may still run on the operator lab, and cost: it does not say that it is over. End it there by hand",
  );
});

test("38: a job that cannot be stopped at its timeout fails the step, and is not tried again", async () => {
  using rig = remoteRig(
    steps({ timeoutMs: 10 * minute, retry: { ...retried.retry, on: ["timeout", "infrastructure"] } }),
  );
  rig.backend.script = () => ({ runMs: 1000 * minute });
  rig.backend.trouble = (verb) => (verb === "cancel" ? unavailable : undefined);
  const end = await rig.run();
  expect(end.failure()).toMatchObject({
    cause: "lost",
    message: expect.stringContaining("job j1 may still run"),
  });
  expect(rig.backend.submitted).toHaveLength(1);
});

test("44: a job of our name with another nonce is left alone, and the step gets another key", async () => {
  using rig = remoteRig(steps());
  const run = {
    repositoryId: "repo-1",
    runId: "r",
    runKey: "",
    pipelinePath: "pipeline.yaml",
    trustDomain: "local",
  };
  const key = jobKey(run, "s" as LegId, 1);
  rig.backend.plant(key, {
    "stepops.repository": "repo-1",
    "stepops.run": "r",
    "stepops.step": "s",
    "stepops.key": key,
    "stepops.domain": "local",
    "stepops.nonce": "0".repeat(32),
    "stepops.digest": "0".repeat(64),
  });
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(end.warnings()).toEqual([expect.stringContaining("was not submitted by this run")]);
  expect(rig.backend.live.map(({ job }) => job.key)).toEqual([key]);
  expect(rig.backend.calls.filter((call) => call.key === key).map(({ verb }) => verb)).toEqual(["submit"]);
  expect(rig.backend.submitted.map((each) => each.slice(-2))).toEqual(["-2"]);
});

test("43: killed at any call of the host, and resumed: the same end, one job at a time, every line and output once", async () => {
  const lines = Array.from({ length: 25 }, (_, i) => ({ stream: "stdout" as const, text: `line ${i}` }));
  const story = async (at: number, when: "before" | "after") => {
    using rig = remoteRig([
      remoteStep("a", "true", { values: [] }),
      remoteStep("b", "true", { needs: [{ leg: "a" as LegId, step: "a" as never, via: "needs" }] }),
    ]);
    rig.backend.pageSize = 10;
    rig.backend.script = () => ({ queuedMs: 6000, runMs: 12_000, lines });
    let most = 0;
    rig.backend.onCall = () => {
      most = Math.max(most, rig.backend.live.length);
    };
    const crashing = crashingHost(rig.host, at, when);
    const isAlive = (): boolean => crashing.calls() <= at;
    let whole: Awaited<ReturnType<typeof rig.start>> | undefined;
    const first = rig.start({ host: crashing.host, isAlive }).then((end) => {
      whole = end;
    });
    await rig.clock.run(Promise.race([first.catch(() => {}), crashing.crashed]));
    // A journal that cannot be written ends a run in good order; but this process is dead.
    const end = whole && isAlive() ? whole : await rig.run();
    const place = `${when} call ${at} of ${crashing.calls()}`;
    expect(
      [...end.steps.values()].map(({ result }) => result),
      place,
    ).toEqual(["success", "success"]);
    for (const id of ["a", "b"])
      expect(end.log(id), place).toBe(lines.map(({ text }) => `${text}\n`).join(""));
    expect(most, place).toBeLessThanOrEqual(1);
    expect(new Set(rig.backend.submitted).size, place).toBe(rig.backend.submitted.length);
    expect(rig.backend.submitted.length, place).toBeLessThanOrEqual(2);
    return { calls: crashing.calls(), isWhole: whole !== undefined };
  };
  const { calls } = await story(Number.MAX_SAFE_INTEGER, "before");
  expect(calls).toBeGreaterThan(100);
  for (let at = 1; at <= calls; at++) await story(at, at % 2 === 0 ? "before" : "after");
}, 120_000);

test("43: killed at any call of the host: what comes after stops whatever was left", async () => {
  const story = async (at: number) => {
    using rig = remoteRig(steps());
    rig.backend.script = () => ({ queuedMs: 6000, runMs: 60 * minute });
    const crashing = crashingHost(rig.host, at, at % 2 === 0 ? "before" : "after");
    const isAlive = (): boolean => crashing.calls() <= at;
    void rig.start({ host: crashing.host, isAlive }).catch(() => {});
    await rig.clock.run(Promise.race([crashing.crashed, rig.clock.sleep(minute)]));
    const hasCrashed = !isAlive();
    if (hasCrashed && rig.repo.read(".stepops/runs/r/journal.jsonl") !== "") await rig.post();
    if (hasCrashed) expect(rig.backend.live, `call ${at}`).toEqual([]);
    return hasCrashed;
  };
  let at = 1;
  while (await story(at)) at++;
  expect(at).toBeGreaterThan(30);
}, 60_000);

test("26: a job whose machine was taken away is tried again, under another key", async () => {
  using rig = remoteRig(steps(retried));
  rig.backend.script = ({ key }) =>
    key.endsWith("-1")
      ? {
          runMs: minute,
          lines: [],
          end: { status: "failed", cause: "preempted", message: "spot was reclaimed" },
        }
      : { runMs: minute };
  const end = await rig.run();
  expect(end.step()).toMatchObject({ result: "success", failures: 1, attempt: 2 });
  expect(end.events).toContainEqual(
    expect.objectContaining({
      type: "step-retrying",
      failure: expect.objectContaining({
        cause: "preempted",
        message: expect.stringContaining("spot was reclaimed"),
      }),
    }),
  );
  expect(end.jobs().map(({ ended, isRemoved }) => [ended, isRemoved])).toEqual([
    ["failed", true],
    ["succeeded", true],
  ]);
});

test("26: a checkpoint is there again in the attempt after", async () => {
  using rig = remoteRig(
    steps({ ...retried, checkpoint: "ckpt" }, "cat ckpt/at 2> /dev/null || true; echo 7 > ckpt/at"),
  );
  rig.backend.script = ({ key }) =>
    key.endsWith("-1") ? { runMs: minute, end: { status: "failed", cause: "preempted" } } : { runMs: minute };
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(end.log()).toBe("7\n");
  expect(rig.repo.read("ckpt/at")).toBe("7\n");
});

test("a job that ended well and cannot be collected now is collected by a resume", async () => {
  using rig = remoteRig(steps({ outputs: [output("out.txt")] }, "echo x > out.txt"));
  let isDenied = true;
  rig.backend.trouble = (verb) => (verb === "collect" && isDenied ? denied : undefined);
  const first = await rig.run();
  expect(first.failure()).toMatchObject({ cause: "permission" });
  isDenied = false;
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(rig.repo.read("out.txt")).toBe("x\n");
  expect(rig.backend.submitted).toHaveLength(1);
  expect(rig.backend.removed).toHaveLength(1);
});

test("a job that ended well just before it was stopped is collected by a resume", async () => {
  using rig = remoteRig(steps());
  rig.backend.script = () => ({ runMs: minute + 500, stopMs: 1000 });
  const first = await rig.run({ signal: cancelAt(rig, minute) });
  expect(first.step().result).toBe("cancelled");
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(rig.backend.submitted).toHaveLength(1);
});

test("50 jobs: one poll for all of them, and all calls together come to at most two a job and minute", async () => {
  const lines = [{ stream: "stdout" as const, text: "hello" }];
  using rig = remoteRig(Array.from({ length: 50 }, (_, i) => remoteStep(`s${i}`, "true")));
  rig.backend.script = () => ({ runMs: 60 * minute, lines });
  let open = 0;
  rig.backend.onCall = (verb) => {
    if (verb === "poll") open += 1;
  };
  await rig.run();
  const polls = rig.backend.calls.filter(({ verb }) => verb === "poll").map(({ at }) => at);
  expect(open).toBe(polls.length);
  for (const [i, at] of polls.slice(1).entries()) expect(at - (polls[i] ?? 0)).toBeGreaterThanOrEqual(5000);
  const whileRunning = rig.backend.calls.filter(({ at }) => at > minute && at < 59 * minute);
  expect(whileRunning.length / 50 / 58).toBeLessThanOrEqual(2);
});

test("4: a stop call that is not answered while main is there is made again by what comes after", async () => {
  using rig = remoteRig(steps());
  rig.backend.script = () => ({ runMs: 1000 * minute });
  rig.backend.fail("cancel", ...Array.from({ length: 3 }, (): Trouble => ({ kind: "hangs" })));
  const end = await rig.run({ signal: cancelAt(rig, minute), closeMs: 0 });
  expect(end.result).toBe("cancelled");
  expect(end.step().durationMs).toBeLessThan(minute + 6000);
  expect(rig.backend.live).toHaveLength(1);
  expect(await rig.post()).toEqual([]);
  expect(rig.backend.live).toEqual([]);
});

test("32: where a full disk has no room for the outputs the operator's copy stays, and is taken later", async () => {
  using rig = remoteRig(steps({ ...retried, outputs: [output("out.txt")] }, "echo x > out.txt"));
  let isFull = true;
  const move = async (from: string, to: string): Promise<void> => {
    if (isFull) {
      isFull = false;
      throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC", syscall: "write" });
    }
    await rig.host.files.move(from, to);
  };
  const end = await rig.run({ host: { ...rig.host, files: { ...rig.host.files, move } } });
  expect(end.events).toContainEqual(
    expect.objectContaining({
      type: "step-retrying",
      failure: expect.objectContaining({ message: expect.stringContaining("lab keeps it as job j1") }),
    }),
  );
  expect(end.step().result).toBe("success");
  expect(rig.repo.read("out.txt")).toBe("x\n");
  expect(rig.backend.submitted).toHaveLength(1);
  expect(rig.backend.removed).toHaveLength(1);
});

test("37: where a step fails under on_failure cancel the jobs of all others are stopped before the run ends", async () => {
  using rig = remoteRig([remoteStep("bad", "exit 1"), remoteStep("s1", "true"), remoteStep("s2", "true")], {
    onFailure: "cancel",
  });
  rig.backend.script = ({ labels }) =>
    labels["stepops.step"] === "bad" ? { runMs: minute } : { runMs: 1000 * minute, stopMs: 20_000 };
  const end = await rig.run();
  expect(end.result).toBe("failure");
  expect(["s1", "s2"].map((id) => [end.step(id).result, end.jobs(id)[0]?.ended])).toEqual([
    ["cancelled", "cancelled"],
    ["cancelled", "cancelled"],
  ]);
  expect(rig.backend.live).toEqual([]);
});

test.each(["stopped here", "stopped by what comes after"])(
  "a checkpoint comes here from a job that was %s",
  async (how) => {
    using rig = remoteRig(steps({ checkpoint: "ckpt", timeoutMs: 600 * minute }));
    rig.backend.script = () => ({ runMs: 100 * minute });
    // The job has written that by the time it is stopped.
    rig.backend.onCall = (verb) => {
      if (verb === "cancel")
        for (const job of rig.backend.live) writeFileSync(`${job.folder}/work/ckpt/at`, "7");
    };
    const signal = cancelAt(rig, minute);
    if (how === "stopped here") await rig.run({ signal });
    else {
      await killedAt(rig, minute - 1000);
      await rig.post();
    }
    expect(rig.repo.read("ckpt/at")).toBe("7");
    expect(rig.backend.removed).toHaveLength(1);
  },
);

test("intent and handle are on the disk before anything else happens, and nothing else waits for it", async () => {
  using rig = remoteRig(steps());
  const synced: string[] = [];
  const appender: typeof rig.host.files.appender = (path, truncateTo) => {
    const real = rig.host.files.appender(path, truncateTo);
    let last = "";
    return {
      ...real,
      write: (text) => {
        last = text;
        real.write(text);
      },
      sync: () => void synced.push(JSON.parse(last).type),
    };
  };
  let before: readonly string[] = [];
  rig.backend.onCall = (verb) => {
    if (verb === "submit") before = [...synced];
  };
  await rig.run({ host: { ...rig.host, files: { ...rig.host.files, appender } } });
  expect(before).toEqual(["job-intended"]);
  expect(synced).toEqual(["job-intended", "job-submitted"]);
});

test("8: a journal that says that somebody else's job is over does not make us clean it up", async () => {
  using rig = remoteRig(steps());
  rig.backend.script = () => ({ runMs: 1000 * minute });
  await killedAt(rig, minute);
  const theirs = `${"f".repeat(40)}-1` as JobKey;
  const labels = { "stepops.repository": "theirs" };
  rig.backend.plant(theirs, labels);
  const at = { at: 1, leg: "s" as LegId, key: theirs };
  const forged: readonly Event[] = [
    { type: "job-intended", ...at, attempt: 1, submission: 2, nonce: "n", digest: "d" },
    { type: "job-submitted", ...at, handle: { key: theirs, id: "x", labels } },
    { type: "job-ended", ...at, status: "failed" },
    {
      type: "step-retrying",
      at: 1,
      leg: "s" as LegId,
      attempt: 1,
      failure: { cause: "infrastructure", message: "" },
      delayMs: 0,
    },
  ];
  appendFileSync(rig.folder.journal, forged.map((event) => `${JSON.stringify(event)}\n`).join(""));
  await rig.post();
  expect(rig.backend.live.map(({ job }) => job.key)).toEqual([theirs]);
});

test("38: where what comes after cannot ask the operator it names the job", async () => {
  using rig = remoteRig(steps());
  rig.backend.script = () => ({ runMs: 1000 * minute });
  await killedAt(rig, minute);
  rig.backend.trouble = () => unavailable;
  const warnings = await rig.post(20_000);
  expect(warnings.at(-1)).toContain("job j1 may still run on the operator lab");
});

test("an operator whose own code fails takes neither the run nor other jobs with it", async () => {
  using rig = remoteRig([remoteStep("a", "true"), remoteStep("b", "true")]);
  let isBroken = false;
  rig.backend.script = () => ({ runMs: 10 * minute });
  rig.backend.onCall = (verb) => {
    if (verb !== "poll") return;
    isBroken = !isBroken;
    if (isBroken) throw new TypeError("x is undefined");
  };
  const end = await rig.run();
  expect([end.step("a").result, end.step("b").result]).toEqual(["success", "success"]);
});
