import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nodeHost } from "../../src/host/node-host.ts";
import type { Event } from "../../src/run/event.ts";
import { endLeftovers, runMark } from "../../src/run/leftovers.ts";
import { openGate } from "../rig/gate.ts";
import { createRepo } from "../rig/repo.ts";
import { skippingClock } from "../rig/skipping-clock.ts";
import { argv, bash, hostSteps, type StepOptions, script } from "./host-step.ts";

const isAlive = (pid: number): boolean => nodeHost.processes.startToken(pid) !== undefined;

describe("how a step ends", () => {
  const cases: readonly (readonly [string, Parameters<typeof script>[0] | readonly string[], object])[] = [
    [
      "exit code",
      "exit 3",
      { cause: "user", exitCode: 3, phase: "command", message: "command failed with exit code 3" },
    ],
    ["sh -e", "false\nexit 0", { cause: "user", exitCode: 1 }],
    [
      "a program that a script lacks",
      "no-such-program",
      { exitCode: 127, message: expect.stringMatching(/did not find a program/) },
    ],
    ["a signal", "kill -SEGV $$", { cause: "user", signal: "SIGSEGV", message: "command crashed (SIGSEGV)" }],
    [
      "SIGKILL from outside",
      "kill -KILL $$",
      { signal: "SIGKILL", message: expect.stringMatching(/most likely because memory ran out/) },
    ],
    [
      "a program that is not there",
      ["no-such-program"],
      {
        cause: "user",
        exitCode: 127,
        message: expect.stringMatching(/no-such-program was not found.*PATH, which is \//),
      },
    ],
    [
      "a path that is not there",
      ["./no.sh"],
      {
        cause: "user",
        exitCode: 127,
        message: expect.stringMatching(/^the program \.\/no\.sh was not found in \//),
      },
    ],
    [
      "no execute bit",
      ["./plain.sh"],
      { cause: "user", exitCode: 126, message: expect.stringMatching(/chmod \+x \.\/plain\.sh/) },
    ],
    [
      "a directory",
      ["./sub"],
      { cause: "user", exitCode: 126, message: "./sub is a directory, not a program" },
    ],
    [
      "a missing interpreter",
      ["./strange.sh"],
      { cause: "user", exitCode: 127, message: expect.stringMatching(/names an interpreter/) },
    ],
    [
      "arguments too long together",
      [
        "true",
        ..."x"
          .repeat(40)
          .split("")
          .map(() => "y".repeat(100_000)),
      ],
      { cause: "config", message: expect.stringMatching(/too long together/) },
    ],
    [
      "one argument too long",
      ["true", "x".repeat(140_000)],
      { cause: "config", message: expect.stringMatching(/^argument 1 of the command has 140001 bytes/) },
    ],
    ["a NUL in an argument", ["true", "a\0b"], { cause: "config", message: expect.stringMatching(/NUL/) }],
  ];
  test.each(cases)("%s", async (_name, command, failure) => {
    using repo = createRepo({ "plain.sh": "exit 0\n", "sub/x": "" });
    repo.write("strange.sh", "#!/no/such/interpreter\n", 0o755);
    const steps = await hostSteps(repo);
    expect(
      await steps.failure(typeof command === "string" ? script(command) : argv(...command)),
    ).toMatchObject(failure);
  });

  test("bash stops at a failure inside a pipe, sh does not", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    expect(await steps.failure(bash("false | true\necho not here"))).toMatchObject({ exitCode: 1 });
    await steps.success(script("false | true"));
  });

  test("a variable of over 128 KiB is named before anything starts", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    const options: StepOptions = { env: { BIG: "x".repeat(131_072 - 4) } };
    expect(await steps.failure(script("touch ran"), options)).toMatchObject({
      cause: "config",
      message: expect.stringMatching(/^the environment variable BIG has 131073 bytes/),
    });
    expect(repo.has("ran")).toBe(false);
    await steps.success(script("touch ran"), { env: { BIG: "x".repeat(131_072 - 5) } });
  });

  test("a working directory that is not there", async () => {
    using repo = createRepo({ file: "" });
    const steps = await hostSteps(repo);
    expect(await steps.failure(script(":"), { step: { workingDirectory: "no" } })).toMatchObject({
      cause: "config",
      message: "working_directory no does not exist",
    });
    expect(await steps.failure(script(":"), { step: { workingDirectory: "file" } })).toMatchObject({
      message: "working_directory file is not a directory",
    });
  });
});

describe("what a step is given", () => {
  test("its folder, empty stdin, an argv as it is", async () => {
    using repo = createRepo({ "p/sub/x": "" });
    const steps = await hostSteps(repo, { root: "p" });
    const { lines } = await steps.run(script("pwd; cat"), { step: { workingDirectory: "sub" } });
    expect(lines()).toEqual([repo.at("p/sub")]);
    const odd = ["$HOME", "a  b", "`x`", "*", ""];
    const printed = await steps.run(argv("printf", "%s|", ...odd));
    expect(printed.lines()).toEqual([odd.map((text) => `${text}|`).join("")]);
  });

  test("setup first, as a phase of its own, with the same environment", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    const { events } = await steps.run(script('echo "b $X"'), {
      setup: script('echo "a $X"'),
      env: { X: "1" },
    });
    expect(events).toMatchObject([
      { phase: "setup", lines: ["a 1"], stream: "stdout", attempt: 1, leg: "s" },
      { phase: "command", lines: ["b 1"] },
    ]);
    const failed = await steps.failure(script("touch ran"), { setup: script("exit 4") });
    expect(failed).toMatchObject({ phase: "setup", exitCode: 4 });
    expect(repo.has("ran")).toBe(false);
  });

  test("an allow-listed environment, its own variables, its own secrets and bindings", async () => {
    using repo = createRepo();
    const env = {
      HOME: "/h",
      LC_ALL: "C",
      CI: "true",
      RUNNER_TEMP: "/t",
      GITHUB_SHA: "abc",
      AWS_PROFILE: "no",
      ACTIONS_RUNTIME_TOKEN: "no",
      ACTIONS_ID_TOKEN_REQUEST_URL: "no",
      GITHUB_TOKEN: "no",
      GITHUB_ENV: "no",
      GITHUB_PATH: "no",
      GITHUB_OUTPUT: "no",
      GITHUB_STATE: "no",
      GITHUB_STEP_SUMMARY: "no",
      INPUT_X: "no",
      KEY_A: "secret-a",
      KEY_B: "secret-b",
    };
    const steps = await hostSteps(repo, { env, secrets: ["KEY_A", "KEY_B"] });
    const { lines } = await steps.run(script("env", { STEPOPS_1: "b" }), {
      attempt: 2,
      step: { secrets: ["KEY_A"] },
      env: { MINE: "1", HOME: "/other" },
    });
    const seen = Object.fromEntries(
      lines().map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    const {
      PATH: _path,
      PWD: _pwd,
      OLDPWD: _old,
      SHLVL: _level,
      _: _last,
      STEPOPS_VALUES: values,
      MASTER_PORT: port,
      ...rest
    } = seen;
    expect(rest).toEqual({
      HOME: "/other",
      LC_ALL: "C",
      CI: "true",
      RUNNER_TEMP: "/t",
      GITHUB_SHA: "abc",
      MINE: "1",
      KEY_A: "***",
      STEPOPS_1: "b",
      STEPOPS_RUN_DIR: steps.folder.directory,
      [runMark(steps.folder.directory)]: steps.folder.directory,
      STEPOPS_STEP: "s",
      STEPOPS_ATTEMPT: "2",
      STEPOPS_NUM_NODES: "1",
      STEPOPS_NODE_RANK: "0",
      STEPOPS_NUM_GPUS_PER_NODE: "0",
      STEPOPS_NODE_IPS: "127.0.0.1",
      MASTER_ADDR: "127.0.0.1",
    });
    expect(values).toMatch(/^\/.*values/);
    expect(Number(port)).toBeGreaterThanOrEqual(20_000);
  });

  test("a secret that is not set", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    expect(await steps.failure(script(":"), { step: { secrets: ["NO_KEY"] } })).toMatchObject({
      cause: "config",
      message: expect.stringContaining("NO_KEY"),
    });
  });
});

describe("the values file", () => {
  test.each(["mkfifo", "mkdir", "ln -s /etc/hosts"])(
    "made anew with %s is a fault, never read",
    async (make) => {
      using repo = createRepo();
      const steps = await hostSteps(repo);
      const step = { values: ["v"] };
      expect(await steps.failure(script(`${make} "$STEPOPS_VALUES"`), { step })).toMatchObject({
        message: "the values file was replaced by something that is no file",
      });
    },
  );
});

describe("what it prints", () => {
  test("secrets of every step are masked, in lines and in messages", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo, { env: { KEY: "s3cret-value" }, secrets: ["KEY"] });
    const { lines } = await steps.run(
      script('printf "s3cr"; printf "et-value\\n"; echo "x s3cret-value y" >&2'),
    );
    expect(lines().toSorted()).toEqual(["***", "x *** y"]);
    expect(await steps.failure(argv("s3cret-value-program"))).toMatchObject({
      message: expect.stringMatching(/^the program \*\*\*-program/),
    });
  });

  test("100 MB, and one line of 1 MB, pass through in bounded memory", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo, { env: { KEY: "s3cret-value" }, secrets: ["KEY"] });
    const program = `
      const line = "x".repeat(99) + "\\n";
      const chunk = line.repeat(10_000);
      for (let n = 0; n < 100; n++) require("fs").writeSync(1, chunk);
      require("fs").writeSync(1, "y".repeat(1_000_000) + "\\n");`;
    let bytes = 0;
    let highest = 0;
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const onEvent = (event: Event) => {
      if (event.type === "output") for (const line of event.lines) bytes += line.length + 1;
      highest = Math.max(highest, process.memoryUsage().rss);
    };
    await steps.success(argv(process.execPath, "-e", program), { onEvent });
    expect(bytes).toBeGreaterThanOrEqual(101_000_000);
    expect(highest - before).toBeLessThan(150 * 2 ** 20);
  });
});

describe("values", () => {
  test("what the command wrote, and nothing of it on disk", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    const step = { values: ["rows", "note"] };
    expect((await steps.success(script('echo rows=344 >> "$STEPOPS_VALUES"'), { step })).values).toEqual({
      rows: "344",
    });
    expect(await nodeHost.files.list(`${steps.folder.directory}/values`)).toEqual([]);
  });

  test("a fault fails the step; a command that failed keeps its own failure and its values", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    const step = { values: ["rows"] };
    expect(await steps.failure(script('echo row=1 >> "$STEPOPS_VALUES"'), { step })).toMatchObject({
      cause: "config",
      phase: "outputs",
      message: expect.stringContaining("did you mean rows?"),
    });
    const { ended } = await steps.run(script('echo rows=1 >> "$STEPOPS_VALUES"; echo x; exit 3'), { step });
    expect(ended).toMatchObject({ result: "failure", failure: { exitCode: 3 }, values: { rows: "1" } });
  });
});

describe("stopping", () => {
  test("a step that heeds SIGTERM", async () => {
    using repo = createRepo();
    using gate = openGate();
    const steps = await hostSteps(repo);
    const run = steps.start(argv(...gate.command("a")));
    const held = await gate.started("a");
    run.cancel();
    expect(await run.outcome).toEqual({
      result: "cancelled",
      stopped: { reason: "signal", signal: "SIGINT" },
    });
    await held.gone;
  });

  test("one that ignores it is killed after five seconds, with its whole group", async () => {
    using repo = createRepo();
    using gate = openGate();
    const clock = skippingClock();
    const steps = await hostSteps(repo, { host: { ...nodeHost, clock } });
    const run = steps.start(script(`trap '' TERM\n${gate.line("a")}; :`));
    const held = await gate.started("a");
    await held.tell({ catch: "SIGTERM" });
    run.cancel();
    await held.caught("SIGTERM");
    expect(isAlive(held.pid)).toBe(true);
    clock.skip(5000);
    expect(await run.outcome).toMatchObject({ result: "cancelled" });
    await held.gone;
  });

  test("a shell dies at once, but what it runs has its five seconds to save its work", async () => {
    using repo = createRepo();
    using gate = openGate();
    const steps = await hostSteps(repo);
    const run = steps.start(script(`${gate.line("a")}; :`));
    const held = await gate.started("a");
    await held.tell({ catch: "SIGTERM" });
    run.cancel();
    await held.caught("SIGTERM");
    await held.tell({ print: "saved\n", exit: 0 });
    expect(await run.outcome).toMatchObject({ result: "cancelled" });
    expect(run.lines()).toEqual(["saved"]);
  });

  test("its own timeout covers setup and command", async () => {
    using repo = createRepo();
    using gate = openGate();
    const clock = skippingClock();
    const steps = await hostSteps(repo, { host: { ...nodeHost, clock } });
    const run = steps.start(argv(...gate.command("a")), {
      setup: argv(...gate.command("setup")),
      step: { timeoutMs: 60_000 },
    });
    const setup = await gate.started("setup");
    clock.skip(40_000);
    await setup.exit(0);
    await gate.started("a");
    clock.skip(20_000);
    expect(await run.outcome).toMatchObject({
      result: "failure",
      failure: {
        cause: "timeout",
        phase: "command",
        message: "command was stopped at the step's timeout of 60 s",
      },
    });
  });

  test("before it began", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    const run = steps.start(script("touch ran"), { setup: script("touch ran") });
    run.cancel();
    expect(await run.outcome).toMatchObject({ result: "cancelled" });
    expect(repo.has("ran")).toBe(false);
  });
});

describe("nothing is left behind", () => {
  test("a process in the background ends with its step", async () => {
    using repo = createRepo();
    using gate = openGate();
    const steps = await hostSteps(repo);
    const run = steps.start(argv(...gate.command("a")));
    const held = await gate.started("a");
    const [quiet = 0] = await held.tell({ background: { session: false } });
    const [loud = 0] = await held.tell({ background: { session: false, keepPipes: true } });
    expect([quiet, loud].map(isAlive)).toEqual([true, true]);
    await held.exit(0);
    expect(await run.outcome).toMatchObject({ result: "success" });
    expect([quiet, loud].map(isAlive)).toEqual([false, false]);
  });

  test("one that left for a session of its own is found by the run's mark", async () => {
    using repo = createRepo();
    using gate = openGate();
    const steps = await hostSteps(repo);
    const run = steps.start(argv(...gate.command("a")));
    const held = await gate.started("a");
    const [escaped = 0] = await held.tell({ background: { session: true, keepPipes: true } });
    await held.exit(0);
    await run.outcome;
    expect(isAlive(escaped)).toBe(true);
    expect(await endLeftovers(nodeHost, steps.folder.directory)).toBe(1);
    expect(isAlive(escaped)).toBe(false);
  });

  test("a script stays, to be read; it holds names of variables, never their values", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    await steps.success(script('echo "${STEPOPS_1}"', { STEPOPS_1: "value" }), { setup: script(":") });
    expect(await nodeHost.files.read(`${steps.folder.scripts}/s.sh`)).toBe('echo "${STEPOPS_1}"\n');
    expect(existsSync(`${steps.folder.scripts}/s.setup.sh`)).toBe(true);
  });
});

describe("out of memory", () => {
  test("the kernel's counter tells it from another SIGKILL", async () => {
    using repo = createRepo();
    const counts = ["oom_kill 4\n", "oom_kill 5\n"];
    const read = async (path: string) => (path === "/proc/vmstat" ? counts.shift() : undefined);
    const steps = await hostSteps(repo, { host: { ...nodeHost, files: { ...nodeHost.files, read } } });
    expect(await steps.failure(script("kill -KILL $$"))).toMatchObject({
      cause: "oom",
      signal: "SIGKILL",
      message: "command was killed because memory ran out",
    });
  });
});

test("a machine that refuses is no fault of the step's", async () => {
  using repo = createRepo();
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
    code: "ENOSPC",
    syscall: "write",
  });
  const write = async () => {
    throw full;
  };
  const steps = await hostSteps(repo, { host: { ...nodeHost, files: { ...nodeHost.files, write } } });
  expect(await steps.failure(script(":"))).toMatchObject({
    cause: "infrastructure",
    message: expect.stringContaining("no space left"),
  });
});
