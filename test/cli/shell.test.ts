import { spawn as spawnChild } from "node:child_process";
import { EventEmitter } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listenForShell } from "../../src/cli/shell-signals.ts";
import type { Attach } from "../../src/host/attach.ts";
import type { ChildEnd, SpawnCommand } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { openGate } from "../rig/gate.ts";
import { createRepo, type Repo } from "../rig/repo.ts";
import { type Script, scriptedSpawn } from "../rig/virtual-host.ts";
import { say } from "./fake-io.ts";

const shellFolders = (repo: Repo): readonly string[] =>
  repo.has(".stepops/shells") ? repo.list(".stepops/shells") : [];

const env = (more: Readonly<Record<string, string>> = {}) => ({
  PATH: process.env.PATH ?? "",
  HOME: "/somewhere",
  ...more,
});

/** Stands in for the terminal: a real child that reads `typed`, whose output is kept. */
class Typist implements Attach {
  readonly isTerminal: boolean;
  readonly commands: SpawnCommand[] = [];
  readonly #typed: string;
  output = "";

  constructor(typed: string, isTerminal = false) {
    this.#typed = typed;
    this.isTerminal = isTerminal;
  }

  readonly spawn: Attach["spawn"] = (command) => {
    this.commands.push(command);
    const { file, args, cwd, env: variables } = command;
    const child = spawnChild(file, args, { cwd, env: variables, stdio: "pipe" });
    const ended = new Promise<ChildEnd>((resolve) => {
      child.once("error", (error) => resolve({ kind: "not-started", error }));
      child.once("close", (code) => resolve({ kind: "exited", code: code ?? 0 }));
    });
    child.stdout.on("data", (chunk: Buffer) => {
      this.output += chunk;
    });
    child.stdin.on("error", () => {});
    child.stdin.end(this.#typed);
    return { pid: child.pid, onOutput: () => {}, signal: (signal) => child.kill(signal), ended };
  };
}

const pipeline = `name: shells
params: {n: {type: integer, default: 3}}
steps:
  one: {command: 'echo "v=from one" >> "$STEPOPS_VALUES"', values: [v]}
  bare: {command: [echo, "it's", "\${{ params.n }}"]}
  here:
    working_directory: "sub dir"
    setup: 'echo "setting up \${{ params.n }}"'
    command: |
      echo "\${{ needs.one.values.v }} with $COLOR" > result.txt
      cat result.txt; false; echo not reached
    env: {COLOR: "dark \${{ params.n }}"}
    secrets: [KEY]
    outputs: ["sub dir/result.txt"]
  many: {strategy: {matrix: {k: [1, 2]}}, command: 'echo "\${{ matrix.k }}"'}
  away: {working_directory: nowhere, command: 'true'}
`;

const files = {
  "pipeline.yaml": pipeline,
  "sub dir/result.txt": "old\n",
  ".gitignore": "sub dir/result.txt\n",
};

/** Gives the step `here` what it reads. */
async function runFirst(repo: Repo): Promise<void> {
  expect(await say(["run", "--only", "one"], { cwd: repo.path, env: env() })).toMatchObject({ code: 0 });
}

describe("a step of this machine", () => {
  test("opens the user's shell in the step's folder, with its environment and what it reads of others", async () => {
    using repo = createRepo(files, { git: true });
    await runFirst(repo);
    const typist = new Typist('pwd; echo "$COLOR|$KEY|$STEPOPS_STEP|$GITHUB_TOKEN"; exit 7\n');
    const said = await say(["shell", "here", "--param", "n=4"], {
      cwd: repo.path,
      env: env({ SHELL: "/bin/sh", KEY: "secret", GITHUB_TOKEN: "no", TERM: "vt100" }),
      attach: async () => typist,
    });
    expect(said).toMatchObject({ code: 7, stdout: "" });
    expect(typist.output).toBe(`${repo.at("sub dir")}\ndark 4|secret|here|\n`);
    expect(typist.commands).toMatchObject([{ file: "/bin/sh", args: [], env: { TERM: "vt100" } }]);
    expect(said.stderr.replaceAll(/shells\/\w+/g, "shells/ID").split("\n")).toEqual([
      "here on this machine, at sub dir; it is the step's own folder, so what changes there stays",
      `setup has not run, sh ${repo.path}/.stepops/shells/ID/setup runs it`,
      `sh ${repo.path}/.stepops/shells/ID/command runs the command:`,
      '  echo "${STEPOPS_EXPR_1} with $COLOR" > result.txt',
      "  cat result.txt; false; echo not reached",
      "",
    ]);
    expect(shellFolders(repo)).toEqual([]);
    expect(repo.read("sub dir/result.txt")).toBe("old\n");
  });

  test("setup and command run as the step would run them, from wherever, and can be pasted", async () => {
    using repo = createRepo(files, { git: true });
    await runFirst(repo);
    const typist = new Typist(
      'cd /; sh "$STEPOPS_RUN_DIR/setup"; sh "$STEPOPS_RUN_DIR/command"; echo "$?"; echo "${STEPOPS_EXPR_1}"\n',
    );
    const io = { cwd: repo.path, env: env({ KEY: "secret" }), attach: async () => typist };
    expect(await say(["shell", "here"], io)).toMatchObject({ code: 0 });
    expect(typist.output).toBe("setting up 3\nfrom one with dark 3\n1\nfrom one\n");
    expect(typist.commands).toMatchObject([{ file: "sh" }]);
  });

  test("a command that is a list is shown as one would type it", async () => {
    using repo = createRepo(files);
    const typist = new Typist('sh "$STEPOPS_RUN_DIR/command"\n');
    const said = await say(["shell", "bare"], { cwd: repo.path, env: env(), attach: async () => typist });
    expect(said.stderr).toMatch(/command runs the command:\n {2}echo 'it'\\''s' 3\n$/);
    expect(typist.output).toBe("it's 3\n");
  });

  test("while it is open, its folder says whose it is", async () => {
    using repo = createRepo(files);
    const typist = new Typist('cat "$STEPOPS_RUN_DIR.json"\n');
    await say(["shell", "many[k=2]"], { cwd: repo.path, env: env(), attach: async () => typist });
    expect(JSON.parse(typist.output)).toMatchObject({ leg: "many[k=2]", writer: { pid: process.pid } });
  });

  test.each<[string, number, string, Readonly<Record<string, string>>?]>([
    ["heer", 2, 'error: no step is called "heer"\n  Did you mean "here"?\n'],
    ["many", 2, "error: many has 2 legs\n  name one: 'many[k=1]', 'many[k=2]'\n"],
    ["many[k=3]", 2, "error: there is no leg many[k=3]\n  name one: 'many[k=1]', 'many[k=2]'\n"],
    [
      "here",
      2,
      "error: here reads one, which is left out and has not succeeded in an earlier run",
      { KEY: "x" },
    ],
    ["here", 2, "error secret-missing"],
    ["away", 2, "error: the step's working_directory "],
    ["bare", 2, "error: the shell /no/shell could not be started", { SHELL: "/no/shell" }],
  ])("%s: exit code %i, %s", async (name, code, message, more = {}) => {
    using repo = createRepo(files);
    const typist = new Typist("");
    const said = await say(["shell", name], { cwd: repo.path, env: env(more), attach: async () => typist });
    expect([said.code, said.stdout]).toEqual([code, ""]);
    expect(said.stderr).toContain(message);
    expect(shellFolders(repo)).toEqual([]);
  });
});

const cli = join(import.meta.dirname, "../../dist/cli.js");

describe("signals", () => {
  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s ends the shell and all that it runs",
    async (signal) => {
      using gate = openGate();
      using repo = createRepo(files);
      const child = spawnChild(process.execPath, [cli, "shell", "bare"], { cwd: repo.path, env: env() });
      child.stdin.write(`${gate.line("hold")}\n`);
      const held = await gate.started("hold");
      expect(shellFolders(repo)).toHaveLength(2);
      child.kill(signal);
      await held.gone;
      const code = await new Promise((resolve) => child.once("close", resolve));
      expect(code).toBe(130);
      expect(shellFolders(repo)).toEqual([]);
    },
  );

  test("Ctrl-C is the shell's once it is open; the second of the others leaves at once", () => {
    const source = new EventEmitter();
    const seconds: number[] = [];
    const signals = listenForShell(() => void seconds.push(1), source);
    signals.leaveInterrupts();
    source.emit("SIGINT", "SIGINT");
    expect(signals.signal.aborted).toBe(false);
    source.emit("SIGHUP", "SIGHUP");
    expect(signals.signal.reason).toEqual({ reason: "signal", signal: "SIGHUP" });
    source.emit("SIGHUP", "SIGHUP");
    expect(seconds).toEqual([]);
    source.emit("SIGTERM", "SIGTERM");
    source.emit("SIGTERM", "SIGTERM");
    expect(seconds).toEqual([1]);
    signals.dispose();
    expect(source.eventNames()).toEqual([]);
  });

  test("Ctrl-C before that stops what is being made ready", () => {
    const source = new EventEmitter();
    const signals = listenForShell(() => {}, source);
    source.emit("SIGINT", "SIGINT");
    expect(signals.signal.aborted).toBe(true);
  });
});

const image = `busybox@sha256:${"a".repeat(64)}`;
const inContainer = `name: shells
steps:
  train:
    image: ${image}
    setup: 'true'
    command: 'echo "\${{ github.sha }}"'
    inputs: [data/]
    outputs: [out/model]
    checkpoint: saved
    network: none
    resources: {cpus: 1, memory: 0.5}
    env: {COLOR: dark}
    secrets: [KEY]
`;
const data = { "pipeline.yaml": inContainer, "data/a.txt": "a\n", "saved/state": "begun\n" };

const exit = (code: number, text = "", stream: "stdout" | "stderr" = "stdout"): Script => ({
  output: text === "" ? [] : [{ stream, text }],
  end: { afterMs: 1, end: { kind: "exited", code } },
});

const info = JSON.stringify({ ServerVersion: "28", OSType: "linux", NCPU: 64, MemTotal: 1e12 });

/** A Docker engine that has the image, and a terminal at which `typed` is what the shell does in the job's folder. */
class FakeDocker implements Attach {
  readonly calls: (readonly string[])[] = [];
  readonly isTerminal: boolean;
  readonly #typed: (job: string) => number;
  readonly #answers: (args: readonly string[]) => Script | undefined;

  constructor(options: {
    readonly isTerminal?: boolean;
    readonly typed?: (job: string) => number;
    readonly answers?: (args: readonly string[]) => Script | undefined;
  }) {
    this.isTerminal = options.isTerminal ?? true;
    this.#typed = options.typed ?? (() => 0);
    this.#answers = options.answers ?? (() => undefined);
  }

  /** The job's folder on this machine, of the container that was made last. */
  get #job(): string {
    const copied = this.calls.findLast(([verb, from]) => verb === "cp" && from?.endsWith("/."));
    if (copied) return (copied[1] as string).slice(0, -2);
    const mount = this.created.find((arg) => arg.endsWith(",target=/stepops")) ?? "";
    return mount.replace(/^type=bind,source=/, "").replace(/,target=.*$/, "");
  }

  get created(): readonly string[] {
    return this.calls.findLast(([verb]) => verb === "create") ?? [];
  }

  readonly #script = ({ args }: SpawnCommand): Script => {
    this.calls.push(args);
    const own = this.#answers(args);
    if (own) return own;
    const [verb, from, to = ""] = args;
    if (verb === "cp" && from?.endsWith(":/stepops/results")) {
      mkdirSync(to);
      opened(join(to, ".."));
    }
    if (args[0] === "info") return exit(0, info);
    return args[0] === "image" ? exit(0, `sha256:${"a".repeat(64)} []\n`) : exit(0);
  };

  readonly #engine = scriptedSpawn(nodeHost.clock, this.#script);

  readonly spawn: Attach["spawn"] = (command) => {
    this.calls.push(command.args);
    const job = this.#job;
    const code = this.#typed(job);
    return scriptedSpawn(nodeHost.clock, () => exit(code))(command);
  };

  async shell(repo: Repo, ...argv: readonly string[]) {
    const spawn = (command: SpawnCommand) =>
      command.file === "docker" ? this.#engine(command) : nodeHost.spawn(command);
    return say(["shell", "train", ...argv], {
      cwd: repo.path,
      env: env({ KEY: "secret", USER: "ada" }),
      attach: async () => this,
      host: async () => ({ ...nodeHost, spawn }),
    });
  }

  verbs(): readonly string[] {
    return this.calls.map(([verb = ""]) => verb).filter((verb) => verb !== "info" && verb !== "image");
  }
}

/** What the start script leaves of a shell that opens. */
const opened = (job: string): void => writeFileSync(join(job, "results/started"), "");

const openedFor = (code: number) => (job: string) => {
  opened(job);
  return code;
};

describe("a step in a container", () => {
  test("makes the step's container for a terminal, and removes it with its folder", async () => {
    using repo = createRepo(data, { git: true });
    const seen: Record<string, string> = {};
    const docker = new FakeDocker({
      typed(job) {
        opened(job);
        for (const name of ["env.sh", "secrets.sh", "setup.run.sh"])
          seen[name] = readFileSync(join(job, "control", name), "utf8");
        for (const name of ["setup", "command"]) seen[name] = readFileSync(join(job, name), "utf8");
        return 7;
      },
    });
    const said = await docker.shell(repo);
    expect(said.stderr).toMatch(
      /^train in a container of busybox@sha256:a+, at \/stepops\/work; what is written there is not kept\nsetup has not run, sh \/stepops\/setup runs it\nsh \/stepops\/command runs the command:\n {2}echo "\$\{STEPOPS_EXPR_1\}"\n$/,
    );
    expect([said.code, said.stdout]).toEqual([7, ""]);
    expect(docker.verbs()).toEqual(["create", "cp", "start", "rm"]);
    const line = docker.created.join(" ");
    for (const option of [
      "--network none",
      "--cpus 1",
      "--memory 500000000",
      "--interactive --tty",
      "--init",
    ])
      expect(line).toContain(option);
    expect(line).toMatch(/\/stepops\/control\/start\.sh \/stepops shell$/);
    expect(line).not.toContain("secret ");
    expect(seen["env.sh"]).toContain("export COLOR='dark'");
    expect(seen["env.sh"]).toMatch(/^export STEPOPS_EXPR_1=/m);
    expect(seen["secrets.sh"]).toBe("export KEY='secret'\n");
    expect(seen.command).toContain("cd '/stepops/work'");
    expect(docker.calls.find(([verb]) => verb === "start")).toEqual(
      expect.arrayContaining(["--attach", "--interactive"]),
    );
    expect(shellFolders(repo)).toEqual([]);
    expect(repo.has("out")).toBe(false);
  });

  test("without a terminal the container gets none", async () => {
    using repo = createRepo(data);
    const docker = new FakeDocker({ isTerminal: false, typed: openedFor(0) });
    expect(await docker.shell(repo)).toMatchObject({ code: 0 });
    expect(docker.created).toContain("--interactive");
    expect(docker.created).not.toContain("--tty");
  });

  test("its checkpoint is a copy: the one in the checkout stays as it is", async () => {
    using repo = createRepo(data);
    let text = "";
    const docker = new FakeDocker({
      typed(job) {
        opened(job);
        const state = join(job, "work/saved/state");
        text = readFileSync(state, "utf8");
        writeFileSync(state, "changed\n");
        return 0;
      },
    });
    await docker.shell(repo);
    expect([text, repo.read("saved/state")]).toEqual(["begun\n", "begun\n"]);
    expect(docker.created.filter((arg) => arg.includes("saved"))).toEqual([]);
  });

  test.each<[string, (args: readonly string[]) => Script | undefined]>([
    [
      "says so",
      (args) => (args.some((arg) => arg.includes("type=bind")) ? exit(1, blind, "stderr") : undefined),
    ],
    ["has another folder there", (args) => (args[0] === "cp" && args[2] === "-" ? exit(1) : undefined)],
  ])("an engine that does not see our files, and %s, is sent them", async (_, answers) => {
    using repo = createRepo(data);
    const inputs: string[] = [];
    const docker = new FakeDocker({
      answers,
      typed(job) {
        inputs.push(readFileSync(join(job, "work/data/a.txt"), "utf8"));
        return 4;
      },
    });
    const said = await docker.shell(repo);
    expect(said.code).toBe(4);
    expect(inputs).toEqual(["a\n"]);
    expect(docker.created.join(" ")).not.toContain("type=bind");
    expect(docker.verbs().filter((verb) => verb === "create")).toHaveLength(2);
    expect(shellFolders(repo)).toEqual([]);
  });

  test.each<[string, number, string, ConstructorParameters<typeof FakeDocker>[0]]>([
    [
      "the engine refuses",
      3,
      "error: Docker refused: no luck",
      { answers: (args) => (args[0] === "create" ? exit(1, "no luck", "stderr") : undefined) },
    ],
    [
      "the image has no shell",
      2,
      `the image ${image} has no sh`,
      {
        answers: (args) =>
          args[0] === "inspect" ? exit(0, 'exec: "sh": executable file not found in $PATH') : undefined,
      },
    ],
    ["the image's init finds no shell", 2, `the image ${image} has no sh`, { typed: () => 127 }],
    ["the image's user may not write", 2, "cannot write in the step's folder", { typed: () => 120 }],
    [
      "the start script finds fault",
      2,
      `working_directory x is not among the step's inputs (image ${image})`,
      {
        typed(job) {
          opened(job);
          writeFileSync(
            join(job, "results/fault"),
            "config\nworking_directory x is not among the step's inputs\n",
          );
          return 120;
        },
      },
    ],
    [
      "no engine answers",
      2,
      "error docker-unavailable",
      { answers: () => exit(1, "Cannot connect to the Docker daemon", "stderr") },
    ],
  ])("%s: exit code %i", async (_, code, message, options) => {
    using repo = createRepo(data);
    const docker = new FakeDocker(options);
    const said = await docker.shell(repo);
    expect(said.code).toBe(code);
    expect(said.stderr).toContain(message);
    expect(shellFolders(repo)).toEqual([]);
    expect(repo.has(".stepops/runs")).toBe(false);
  });
});

const blind =
  'Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /x';

test("on Windows it says what is missing", async () => {
  expect(await say(["shell", "a"], { platform: "win32" })).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^error: shell opens what run would start/),
  });
});
