import { describe, expect, test } from "vitest";
import type { Answer, StepOperator } from "../../../src/operator/operator.ts";
import { type Act, faultOf, granted, handleOf, job, key, type Life, rig, signal, until } from "./rig.ts";

const initialized = (change: object, capabilities: object = {}): Act => ({
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
      max_open_calls: 8,
      ...capabilities,
    },
    ...change,
  },
});

describe("what ends the process, answers the open call with unavailable, and passes with the next life", () => {
  const cases: readonly (readonly [string, Act, RegExp])[] = [
    [
      "a line that is no JSON",
      { raw: "Hello!\n" },
      /no JSON: "Hello!" \(what is for people belongs on stderr\)/,
    ],
    ["a line that is no object", { raw: "[1]\n" }, /no JSON object/],
    ["NaN", { raw: '{"jsonrpc":"2.0","id":2,"result":NaN}\n' }, /no JSON/],
    ["what is no UTF-8", { raw: "eyL/In0K", isBase64: true }, /no JSON/],
    ["no jsonrpc", { raw: '{"id":2,"result":{}}\n' }, /without "jsonrpc": "2.0": "id": 2/],
    ["another version of it", { raw: '{"jsonrpc":"1.0","id":2,"result":{}}\n' }, /without "jsonrpc": "2.0"/],
    [
      "a wrong id",
      { raw: '{"jsonrpc":"2.0","id":77,"result":{}}\n' },
      /an id that no open call has: "id": 77/,
    ],
    [
      "an id that is a text",
      { raw: '{"jsonrpc":"2.0","id":"2","result":{}}\n' },
      /an id that no open call has/,
    ],
    [
      "no id",
      { raw: '{"jsonrpc":"2.0","error":{"code":-32700,"message":"?"}}\n' },
      /an id that no open call has/,
    ],
    ["neither result nor error", { raw: '{"jsonrpc":"2.0","id":2}\n' }, /either a result or an error/],
    ["both", { raw: '{"jsonrpc":"2.0","id":2,"result":{},"error":{}}\n' }, /either a result or an error/],
    [
      "an error without a message",
      { error: { code: 1 } },
      /answer to check is not right: error.message is missing/,
    ],
    ["an error with a fraction", { error: { code: 1.5, message: "x" } }, /error.code must be a whole number/],
    [
      "a wrong retry_after",
      { error: { code: 1, message: "x", data: { retry_after: -1 } } },
      /error.data.retry_after/,
    ],
    ["a missing key", { result: {} }, /answer to check is not right: findings is missing/],
    ["a slip of the pen", { result: { finding: [] } }, /unknown key "finding": did you mean "findings"/],
    ["a wrong type", { result: { findings: "none" } }, /findings must be a list, not "none"/],
    [
      "a wrong word deep inside",
      { result: { findings: [{ level: "fine", message: "x" }] } },
      /findings\[0\].level must be one of ok, warning, error, not "fine"/,
    ],
    [
      "a request",
      { raw: '{"jsonrpc":"2.0","id":1,"method":"check"}\n' },
      /it sent a request, which only stepops does/,
    ],
    [
      "an unknown notification",
      { notify: [{ method: "logs" }] },
      /a notification that there is none of: "logs"/,
    ],
    [
      "a wrong log",
      { notify: [{ method: "log", params: {} }] },
      /notification log is not right: params.key is missing/,
    ],
    [
      "a line feed in a line of a log",
      {
        notify: [
          { method: "log", params: { key: key("a"), cursor: "1", stream: "stdout", lines: ["a\nb"] } },
        ],
      },
      /params.lines\[0\] must be a line without a line feed/,
    ],
    [
      "a wrong progress",
      { notify: [{ method: "progress", params: { id: "x" } }] },
      /progress is not right: params.id/,
    ],
    ["an end", { exit: 0 }, /it exited with code 0/],
    [
      "an end with words on stderr",
      { stderr: "no licence\n", exit: 3 },
      /exited with code 3; its last lines on stderr: no licence/,
    ],
    ["half a line and an end", { raw: '{"jsonrpc":"2.0","id":2', exit: 1 }, /exited with code 1/],
    [
      "a line without an end",
      { flood: 17 * 1024 * 1024 },
      /wrote more than 16777216 bytes on stdout without a line feed/,
    ],
  ];
  test.each(cases)("%s", async (_name, act, message) => {
    await using it = rig([{ check: [act] }, {}]);
    const operator = await it.opened();
    const fault = faultOf(await operator.check(signal));
    expect(fault.reason).toBe("unavailable");
    expect(fault.message).toMatch(message);
    expect(fault.message).toMatch(/^The program of the operator "gpu" failed: it/);
    expect(granted(await operator.check(signal))).toEqual([]);
    expect(it.noted().filter(({ started }) => started !== undefined)).toHaveLength(2);
  });
});

describe("what is wrong before it has introduced itself", () => {
  const cases: readonly (readonly [string, Life, RegExp])[] = [
    ["a greeting", { start: [{ raw: "Welcome to slurm 1.2\n" }] }, /no JSON: "Welcome to slurm 1.2"/],
    [
      "a notification",
      { initialize: [{ notify: [{ method: "progress", params: { id: 1 } }] }] },
      /before its answer to initialize/,
    ],
    [
      "an end",
      { start: [{ stderr: "Traceback\n", exit: 1 }] },
      /exited with code 1; its last lines on stderr: Traceback/,
    ],
    [
      "a missing capability",
      { initialize: [initialized({ capabilities: {} })] },
      /answer to initialize is not right: capabilities.gpu is missing/,
    ],
    [
      "another kind of data",
      { initialize: [initialized({}, { data: "store" })] },
      /capabilities.data must be "directory", not "store"/,
    ],
    ["no version", { initialize: [{ result: {} }] }, /protocol_version is missing/],
  ];
  test.each(cases)("%s", async (_name, life, message) => {
    await using it = rig([life]);
    const fault = faultOf(await it.open());
    expect(fault).toMatchObject({ reason: "unavailable", message: expect.stringMatching(message) });
  });

  test("a program that is not there, or may not be run, is not tried again", async () => {
    for (const [command, message] of [
      ["./nowhere", 'there is no ./nowhere; "command" is looked for from the pipeline\'s folder'],
      [
        import.meta.filename,
        `${import.meta.filename} is not executable; try chmod +x ${import.meta.filename}`,
      ],
    ] as const) {
      await using it = rig([], {
        operator: { name: "gpu", flavor: "custom", settings: { command: [command] } },
      });
      const message_ = `The program of the operator "gpu" failed: it could not be started: ${message}`;
      expect(faultOf(await it.open())).toEqual({ reason: "invalid", message: message_ });
    }
  });

  test("another version of the protocol is one clear line, whatever the rest of the answer looks like", async () => {
    await using it = rig([{ initialize: [{ result: { protocol_version: "2", abilities: [] } }] }]);
    expect(faultOf(await it.open())).toEqual({
      reason: "invalid",
      message:
        'The program of the operator "gpu" speaks version 2 of the operator protocol and stepops 0.1.0 speaks version 1: use a release of the program that speaks version 1, or another version of stepops',
    });
    expect(it.methods()).toEqual(["initialize"]);
  });

  test("what it says itself is passed on", async () => {
    const error = { code: -32000, message: "No login at login.lab", data: { reason: "denied" } };
    await using it = rig([{ initialize: [{ error }] }]);
    expect(faultOf(await it.open())).toEqual({ reason: "denied", message: "No login at login.lab" });
  });
});

describe("answers that do not fit what was asked", () => {
  const handle = { key: key("b"), id: "1", labels: {} };
  test.each<readonly [string, Life, (operator: StepOperator) => Promise<Answer<unknown>>, RegExp]>([
    [
      "submit",
      { submit: [{ result: { handle } }] },
      (operator) => operator.submit(job("a"), signal),
      /handle.key is b+-1, and a+-1 was asked for/,
    ],
    [
      "find",
      { find: [{ result: { handle } }] },
      (operator) => operator.find(key("a"), signal),
      /handle.key is b+-1/,
    ],
    [
      "list",
      { list: [{ result: { handles: [handle] } }] },
      (operator) => operator.list({ run: "r" }, signal),
      /does not bear the labels/,
    ],
    [
      "poll",
      { poll: [{ result: { observations: { [key("b")]: { status: "running" } } } }] },
      (operator) => operator.poll([handleOf("a")], signal),
      /observations holds b+-1, which was not asked for/,
    ],
    [
      "collect",
      { collect: [{ result: { directory: "out" } }] },
      (operator) => operator.collect(handleOf("a"), signal),
      /directory must be an absolute path, not "out"/,
    ],
    [
      "a large handle",
      { find: [{ result: { handle: { ...handle, data: "x".repeat(70_000) } } }] },
      (operator) => operator.find(key("b"), signal),
      /handle must have at most 65536 characters/,
    ],
    [
      "endless depth",
      {
        plan: [
          {
            raw: `{"jsonrpc":"2.0","id":2,"result":{"request":${"[".repeat(100_000)}${"]".repeat(100_000)}}}\n`,
          },
        ],
      },
      (operator) => operator.plan(job("a"), signal),
      /request is nested more than 64 deep/,
    ],
  ])("%s", async (_name, life, call, message) => {
    await using it = rig([life]);
    const operator = await it.opened();
    const fault = faultOf(await call(operator));
    expect(fault).toMatchObject({ reason: "unavailable", message: expect.stringMatching(message) });
  });
});

describe("the program ends before its answer, or after it, and the same call is made again", () => {
  const handle = { key: key("a"), id: "1", labels: { run: "r" } };
  const observations = { [key("a")]: { status: "running" } };
  const calls: readonly (readonly [string, object, (operator: StepOperator) => Promise<Answer<unknown>>])[] =
    [
      ["check", { findings: [] }, (operator) => operator.check(signal)],
      ["plan", {}, (operator) => operator.plan(job("a"), signal)],
      ["submit", { handle }, (operator) => operator.submit(job("a"), signal)],
      ["find", { handle }, (operator) => operator.find(key("a"), signal)],
      ["list", { handles: [handle] }, (operator) => operator.list({ run: "r" }, signal)],
      ["poll", { observations }, (operator) => operator.poll([handle], signal)],
      ["follow", {}, (operator) => operator.logs(handle, "", signal)],
      ["cancel", {}, (operator) => operator.cancel(handle, "why", signal)],
      ["collect", { directory: "/tmp/out" }, (operator) => operator.collect(handle, signal)],
      ["cleanup", {}, (operator) => operator.cleanup(handle, signal)],
    ];
  test.each(calls)("%s", async (method, result, call) => {
    const good = { [method]: [{ result }] };
    await using it = rig([{ [method]: [{ exit: 1 }] }, { [method]: [{ result, exit: 1 }] }, good]);
    const operator = await it.opened();
    expect(faultOf(await call(operator)).reason).toBe("unavailable");
    const answer = granted(await call(operator));
    const [, second] = it.noted().flatMap(({ started }) => started ?? []);
    await until(() => !isAlive(second ?? 0));
    // That it has ended may be heard of only now.
    const again = await call(operator);
    expect(again.ok ? again.value : granted(await call(operator))).toEqual(answer);
    const sent = it.noted().filter((each) => each.method === method);
    expect(new Set(sent.map(({ params }) => JSON.stringify(params))).size).toBe(1);
  });
});

describe("time limits", () => {
  test.each([
    ["check", 60_000],
    ["submit", 900_000],
    ["collect", 900_000],
  ] as const)("%s that hangs ends the process, with all that it started", async (method, limitMs) => {
    await using it = rig([{ [method]: [{ grandchild: true }], find: [{ on: "never" }] }, {}]);
    const operator = await it.opened();
    const calls = {
      check: () => operator.check(signal),
      submit: () => operator.submit(job("a"), signal),
      collect: () => operator.collect(handleOf("a"), signal),
    };
    const hanging = calls[method]();
    await it.clock.asked(limitMs);
    const other = operator.find(key("a"), signal);
    await until(() => it.noted().some(({ grandchild }) => grandchild !== undefined));
    it.clock.pass(limitMs);
    expect(faultOf(await hanging).message).toMatch(/it gave no answer to \w+ within (60|900) s/);
    expect(faultOf(await other).reason).toBe("unavailable");
    const pid = it.noted().find(({ grandchild }) => grandchild !== undefined)?.grandchild ?? 0;
    await until(() => !isAlive(pid));
    expect(granted(await operator.find(key("a"), signal))).toBeUndefined();
  });

  test("a sign of life gives a call its whole time again", async () => {
    const progress = (message: string) => ({ method: "progress", params: { id: "$id", message } });
    await using it = rig([{ submit: [{ on: "check", notify: [progress("half of it")] }] }, {}]);
    const operator = await it.opened();
    const submitting = operator.submit(job("a"), signal);
    await it.clock.asked(900_000);
    it.clock.pass(800_000);
    await operator.check(signal);
    await until(() => it.progress.length > 0);
    expect(it.progress).toEqual(["submit: half of it"]);
    it.clock.pass(800_000);
    expect(granted(await operator.find(key("a"), signal))).toBeUndefined();
    it.clock.pass(100_001);
    expect(faultOf(await submitting).message).toMatch("it gave no answer to submit within 900 s");
  });

  test("a caller that has lost interest waits for nothing, and a late answer does no harm", async () => {
    await using it = rig([{ check: [{ on: "find", result: { findings: [] } }] }]);
    const operator = await it.opened();
    const stop = new AbortController();
    const checking = operator.check(stop.signal);
    await it.clock.asked(60_000);
    stop.abort();
    expect(faultOf(await checking).reason).toBe("unavailable");
    expect(granted(await operator.find(key("a"), signal))).toBeUndefined();
    expect(granted(await operator.list({}, signal))).toEqual([]);
    expect(faultOf(await operator.check(stop.signal)).reason).toBe("unavailable");
  });
});

describe("starting again", () => {
  test("waits longer each time, up to half a minute, and ends after five failures in a row", async () => {
    await using it = rig([{ check: [{ exit: 7 }] }], { float: 0.5 });
    const operator = await it.opened();
    for (const pauseMs of [500, 1000, 2000, 4000]) {
      expect(faultOf(await operator.check(signal)).reason).toBe("unavailable");
      const waiting = faultOf(await operator.check(signal));
      expect(waiting.reason).toBe("unavailable");
      expect(waiting.message).toMatch("it exited with code 7");
      expect(waiting.retryAfterMs).toBeLessThanOrEqual(pauseMs);
      expect(waiting.retryAfterMs).toBeGreaterThan(pauseMs / 2);
      it.clock.pass(pauseMs);
    }
    expect(faultOf(await operator.check(signal)).reason).toBe("unavailable");
    it.clock.pass(3_600_000);
    const over = faultOf(await operator.check(signal));
    expect(over).toMatchObject({
      reason: "invalid",
      message: expect.stringMatching(
        /^The operator "gpu" is not started again, since it failed 5 times in a row\..*code 7/,
      ),
    });
    expect(it.noted().filter(({ started }) => started !== undefined)).toHaveLength(5);
  });

  test("a good answer makes the failures count anew", async () => {
    const life: Life = { check: [{ result: { findings: [] } }, { exit: 1 }] };
    await using it = rig([life]);
    const operator = await it.opened();
    for (let time = 0; time < 7; time++) {
      expect((await operator.check(signal)).ok).toBe(true);
      expect(faultOf(await operator.check(signal)).reason).toBe("unavailable");
    }
  });

  test("many calls at once share one start", async () => {
    await using it = rig([{ check: [{ exit: 1 }] }, {}]);
    const operator = await it.opened();
    await operator.check(signal);
    const answers = await Promise.all(["a", "b", "c"].map((digit) => operator.find(key(digit), signal)));
    expect(answers.map(granted)).toEqual([undefined, undefined, undefined]);
    expect(it.noted().filter(({ started }) => started !== undefined)).toHaveLength(2);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
