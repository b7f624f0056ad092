import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodeFiles } from "../../../src/host/node-files.ts";
import { type Act, faultOf, granted, handleOf, key, type Life, rig, signal, until } from "./rig.ts";

const introduced = (most?: number): Act => ({
  result: {
    protocol_version: "1",
    name: "x",
    version: "1",
    capabilities: {
      gpu: false,
      spot: false,
      multi_node: false,
      logs: true,
      data: "directory",
      ...(most !== undefined && { max_open_calls: most }),
    },
  },
});

test("the program sees its folder, an allow-list, the run's mark and its own secrets", async () => {
  const secret = "s3cr3t-value";
  await using it = rig([{ check: [{ environment: true }] }], {
    marks: { STEPOPS_RUN_MARK_X: "/run" },
    secrets: { SLURM_TOKEN: secret },
    env: {
      PATH: process.env.PATH ?? "",
      HOME: "/home/me",
      GITHUB_TOKEN: "no",
      AWS_PROFILE: "no",
      GITHUB_RUN_ID: "7",
    },
  });
  const [finding] = granted(await (await it.opened()).check(signal));
  const { cwd, env } = JSON.parse(finding?.message ?? "") as { cwd: string; env: Record<string, string> };
  expect(cwd).toBe(it.folder);
  expect(env).toMatchObject({
    HOME: "/home/me",
    STEPOPS_RUN_MARK_X: "/run",
    SLURM_TOKEN: secret,
    GITHUB_RUN_ID: "7",
  });
  expect(Object.keys(env).filter((name) => /^(GITHUB_TOKEN|AWS_PROFILE)$/.test(name))).toEqual([]);
  const scratch = await nodeFiles.stat(join(it.folder, "scratch"));
  expect((scratch?.mode ?? 0) & 0o777).toBe(0o700);
});

test("secrets are masked in stderr, in faults, in findings and in what is said of jobs", async () => {
  const life: Life = {
    check: [
      {
        stderr: "login with s3cr3t-value\n",
        result: { findings: [{ level: "ok", message: "s3cr3t-value", hint: "s3cr3t-value" }] },
      },
    ],
    find: [{ error: { code: 1, message: "bad token s3cr3t-value", data: { reason: "denied" } } }],
    poll: [{ result: { observations: { [key("a")]: { status: "failed", message: "used s3cr3t-value" } } } }],
    list: [{ raw: "s3cr3t-value\n" }],
  };
  await using it = rig([life], { secretValues: ["s3cr3t-value"] });
  const operator = await it.opened();
  const told = [
    granted(await operator.check(signal)),
    faultOf(await operator.find(key("a"), signal)),
    [...granted(await operator.poll([handleOf("a")], signal)).values()],
    faultOf(await operator.list({}, signal)),
  ];
  await until(() => it.diagnostics.length > 0);
  expect(it.diagnostics).toEqual(["login with ***"]);
  expect(JSON.stringify(told)).not.toContain("s3cr3t");
  expect(JSON.stringify(told).match(/\*\*\*/g)).toHaveLength(6);
});

describe("faults", () => {
  test.each([
    ["busy with a time", { reason: "busy", retry_after: 1.5 }, { reason: "busy", retryAfterMs: 1500 }],
    ["gone", { reason: "gone" }, { reason: "gone" }],
    ["quota with more", { reason: "quota", limit: 8 }, { reason: "quota" }],
    ["an unknown reason", { reason: "tired" }, { reason: "invalid" }],
    ["no reason", {}, { reason: "invalid" }],
    ["no data", undefined, { reason: "invalid" }],
  ])("%s", async (_name, data, expected) => {
    const error = { code: -32000, message: "Words", ...(data && { data }) };
    await using it = rig([{ check: [{ error }] }]);
    expect(faultOf(await (await it.opened()).check(signal))).toEqual({ message: "Words", ...expected });
  });
});

describe("how many calls are open at once", () => {
  const first = (most?: number): Life => ({
    initialize: [introduced(most)],
    check: [{ on: "find", result: { findings: [] } }],
  });

  test("as many as the program says", async () => {
    await using it = rig([first(2)]);
    const operator = await it.opened();
    const checking = operator.check(signal);
    granted(await operator.find(key("a"), signal));
    expect(granted(await checking)).toEqual([]);
  });

  test("one where it says nothing, and cancel goes before those that wait", async () => {
    const life: Life = { initialize: [introduced()], check: [{ notify: [], on: "never" }] };
    await using it = rig([life, { initialize: [introduced()] }]);
    const operator = await it.opened();
    const checking = operator.check(signal);
    await it.clock.asked(60_000);
    const stop = new AbortController();
    const waiting = [operator.list({}, signal), operator.find(key("a"), stop.signal)];
    const cancelling = operator.cancel(handleOf("a"), "enough", signal);
    stop.abort();
    await until(() => it.methods().includes("check"));
    expect(it.methods()).toEqual(["initialize", "check"]);
    it.clock.pass(60_000);
    const answers = await Promise.all([checking, ...waiting, cancelling]);
    expect(answers.map(faultOf).map(({ reason }) => reason)).toEqual(Array(4).fill("unavailable"));
  });

  test("what waits is sent when there is room, stop orders first, and never what nobody waits for", async () => {
    const life: Life = { initialize: [introduced()], check: [{ result: { findings: [] } }] };
    await using it = rig([life]);
    const operator = await it.opened();
    const stop = new AbortController();
    const calls = [
      operator.check(signal),
      operator.list({}, signal),
      operator.find(key("a"), stop.signal),
      operator.cancel(handleOf("a"), "enough", signal),
    ];
    stop.abort();
    await Promise.all(calls);
    await until(() => it.methods().length === 4);
    expect(it.methods()).toEqual(["initialize", "check", "cancel", "list"]);
  });
});

test("200 handles are the most of one poll", async () => {
  await using it = rig([{}]);
  const operator = await it.opened();
  const handles = Array.from({ length: 401 }, (_, at) => ({
    ...handleOf("a"),
    key: `${"a".repeat(40)}-${at + 1}` as never,
  }));
  expect(granted(await operator.poll(handles, signal)).size).toBe(0);
  const polls = it.noted().filter(({ method }) => method === "poll");
  expect(polls.map(({ params }) => (params as { handles: unknown[] }).handles.length)).toEqual([200, 200, 1]);
  granted(await operator.poll([], signal));
  expect(it.methods().filter((method) => method === "poll")).toHaveLength(3);
});

describe("close", () => {
  test("asks the program to end, and no call is made after it", async () => {
    await using it = rig([{}]);
    const operator = await it.opened();
    await operator.close();
    expect(it.methods()).toEqual(["initialize", "shutdown"]);
    expect(isAlive(it.noted()[0]?.started ?? 0)).toBe(false);
    expect(faultOf(await operator.check(signal))).toEqual({
      reason: "unavailable",
      message: 'The operator "gpu" was closed',
    });
  });

  test("ends a program that does not answer, with what it started", async () => {
    await using it = rig([{ shutdown: [{ grandchild: true }] }]);
    const operator = await it.opened();
    const closing = operator.close();
    await it.clock.asked(5000);
    await until(() => it.noted().some(({ grandchild }) => grandchild !== undefined));
    it.clock.pass(5000);
    await closing;
    await until(() => it.noted().every(({ started, grandchild }) => !isAlive(started ?? grandchild ?? -1)));
  });

  test("ends a program that answers and stays", async () => {
    await using it = rig([{ shutdown: [{ result: {} }], start: [{ stays: true }] }]);
    const operator = await it.opened();
    const closing = operator.close();
    await until(() => it.methods().includes("shutdown"));
    await it.clock.asked(5000);
    let isClosed = false;
    void closing.then(() => {
      isClosed = true;
    });
    await until(() => {
      it.clock.pass(5000);
      return isClosed;
    });
    await until(() => !isAlive(it.noted()[0]?.started ?? 0));
  });
});

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("a sentence of a megabyte is cut", async () => {
  await using it = rig([{ check: [{ error: { code: 1, message: "x".repeat(1_000_000) } }] }]);
  expect(faultOf(await (await it.opened()).check(signal)).message).toHaveLength(4096);
});
