import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { containerRepo, docker, dockerEnv } from "../rig/docker.ts";
import type { Repo } from "../rig/repo.ts";

const cli = join(import.meta.dirname, "../../dist/cli.js");
const image = "stepops-test/busybox:1";

const pipeline = `name: shells
params: {n: {type: integer, default: 3}}
steps:
  one: {command: 'echo "v=from one" >> "$STEPOPS_VALUES"', values: [v]}
  train:
    image: ${image}
    setup: 'echo "set up" > /tmp/setup'
    command: |
      echo "\${{ params.n }} \${{ needs.one.values.v }} $COLOR $KEY $(cat data/a.txt)" > out/model
      cat out/model /tmp/setup; pwd; id -u; env | sort | grep -v '^HOSTNAME\\|^MASTER_PORT\\|^SHLVL\\|^STEPOPS_EXPR'
    inputs: [data/, "odd name, \\"ü\\".txt"]
    outputs: [out/model]
    checkpoint: saved
    network: none
    resources: {cpus: 1, memory: 0.2, shm_size: 0.1}
    env: {COLOR: "dark blue"}
    secrets: [KEY]
  hold: {image: ${image}, command: 'echo ready; exec sleep 600', inputs: [data/]}
  nosh: {image: "stepops-test/nosh:1", command: [/app/true], inputs: [data/]}
  user: {image: "stepops-test/odd:1", user: image, command: 'id -u > out/user; cat out/user', inputs: [data/], outputs: [out/user]}
`;

const files = {
  "pipeline.yaml": pipeline,
  "data/a.txt": "a\n",
  'odd name, "ü".txt': "odd\n",
  "saved/state": "begun\n",
  ".gitignore": "saved\nout\n",
};

const open = (): Repo => containerRepo(files, { git: true });

/** A shell whose input the test types. Use with `using`. */
class Shell implements Disposable {
  readonly child: ChildProcessWithoutNullStreams;
  readonly code: Promise<number | null>;
  output = "";
  errors = "";
  #look = (): void => {};

  constructor(repo: Repo, step: string, { terminal = false, env = {} }: ShellOptions = {}) {
    const words = [process.execPath, cli, "shell", step];
    const line = words.map((word) => `'${word}'`).join(" ");
    const [file = "", ...args] = terminal ? ["script", "-qec", line, "/dev/null"] : words;
    this.child = spawn(file, args, {
      cwd: repo.path,
      env: { PATH: process.env.PATH, HOME: "/tmp", KEY: "the secret", ...dockerEnv(), ...env },
    });
    this.child.stdout.on("data", (chunk: Buffer) => {
      this.output += chunk;
      this.#look();
    });
    this.child.stderr.on("data", (chunk: Buffer) => {
      this.errors += chunk;
    });
    this.child.stdin.on("error", () => {});
    this.code = new Promise((resolve) => this.child.once("close", resolve));
  }

  async printed(text: RegExp): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#look = () => text.test(this.output) && resolve();
      this.#look();
      void this.code.then(() =>
        reject(new Error(`it ended without ${text}:\n${this.output}\n${this.errors}`)),
      );
    });
  }

  type(text: string): void {
    this.child.stdin.write(text);
  }

  /** Types all there is, and gives the shell's own code. */
  async finish(text: string): Promise<number | null> {
    this.child.stdin.end(text);
    return this.code;
  }

  /** After a test that failed halfway. */
  [Symbol.dispose](): void {
    this.child.kill("SIGTERM");
  }
}

interface ShellOptions {
  readonly terminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

const left = (repo: Repo): readonly string[] =>
  repo.has(".stepops/shells") ? repo.list(".stepops/shells") : [];

/** Ids of the containers of a checkout's runs and shells. */
function containers(repo: Repo): readonly string[] {
  const format = '{{.ID}} {{.Label "stepops.directory"}}';
  const listed = docker("ps", "--all", "--no-trunc", "--filter", "label=stepops.run", "--format", format);
  const lines = listed.split("\n").map((line) => line.split(" "));
  return lines.flatMap(([id = "", path = ""]) => (path.startsWith(`${repo.path}/`) ? [id] : []));
}

const state = (id: string | undefined): string =>
  docker("inspect", "--format", "{{.State.Status}}", id ?? "");

async function runOne(repo: Repo): Promise<void> {
  expect(await repo.run(["run", "--only", "one"])).toMatchObject({ code: 0 });
}

describe("shell", () => {
  test("a step's command prints in it what it prints in a run", async () => {
    using repo = open();
    await runOne(repo);
    const env = { KEY: "the secret" };
    expect(await repo.run(["run", "--only", "train"], { env: { ...env } })).toMatchObject({ code: 0 });
    const logs = repo.list(".stepops/runs").map((id) => `.stepops/runs/${id}/logs/train.log`);
    const log = repo.read(logs.find((path) => repo.has(path)) ?? "");
    const printed = log.slice(log.indexOf("3 from one"));
    using shell = new Shell(repo, "train");
    expect(await shell.finish("sh /stepops/setup; cd /; sh /stepops/command; exit 9\n")).toBe(9);
    // A log hides the secret and says which attempt it is; the shell of a person hides nothing.
    expect(shell.output.replaceAll("the secret", "***")).toBe(printed);
    expect([left(repo), containers(repo)]).toEqual([[], []]);
  });

  test("its container is made as the step's is", async () => {
    using repo = open();
    await runOne(repo);
    const of = (id: string | undefined): unknown => {
      const [inspected] = JSON.parse(docker("inspect", id ?? "")) as Inspected[];
      const { Config, HostConfig, Mounts } = inspected as Inspected;
      const { Memory, MemorySwap, NanoCpus, ShmSize, NetworkMode, Init, DeviceRequests } = HostConfig;
      const { User, Image, Labels, Entrypoint } = Config;
      const mounts = Mounts.map(({ Destination, RW }) => ({ Destination, RW })).filter(
        // The step's own checkpoint; a shell has a copy.
        ({ Destination }) => Destination !== "/stepops/work/saved",
      );
      const own = { Memory, MemorySwap, NanoCpus, ShmSize, NetworkMode, Init, DeviceRequests };
      return { own, User, Image, Entrypoint, step: Labels["stepops.step"], mounts: new Set(mounts) };
    };
    repo.write("pipeline.yaml", pipeline.replace("env | sort", "echo ready; sleep 600; env | sort"));
    const run = repo.start(["run", "--only", "train"], { env: { KEY: "x" } });
    await run.printed("ready");
    const [stepContainer] = containers(repo);
    const step = of(stepContainer);
    run.kill("SIGTERM");
    await run.finished;
    using shell = new Shell(repo, "train");
    shell.type("echo ready\n");
    await shell.printed(/ready/);
    expect(of(containers(repo)[0])).toEqual(step);
    expect(await shell.finish("exit\n")).toBe(0);
  });

  test("nothing of the checkout changes, whatever is done in it", async () => {
    using repo = open();
    await runOne(repo);
    repo.write("out/model", "of an earlier run\n");
    using shell = new Shell(repo, "train");
    const typed = [
      "cat saved/state; ls out; echo changed > saved/state; echo new > saved/new; echo x > out/model; echo y > extra",
      "echo z > data/a.txt; rm data/a.txt",
      "",
    ];
    expect(await shell.finish(typed.join("\n"))).not.toBe(0);
    expect(shell.output).toBe("begun\n");
    expect(shell.errors).toMatch(/data\/a\.txt: Read-only file system/);
    expect([
      repo.read("saved/state"),
      repo.list("saved"),
      repo.read("out/model"),
      repo.read("data/a.txt"),
    ]).toEqual(["begun\n", ["state"], "of an earlier run\n", "a\n"]);
    expect(repo.git("status", "--porcelain")).toBe("");
    expect(left(repo)).toEqual([]);
  });

  test("at a terminal it has one of its own, with Ctrl-C for what runs in it", async () => {
    using repo = open();
    using shell = new Shell(repo, "hold", { terminal: true });
    await shell.printed(/\/stepops\/work [#$] /);
    shell.type('tty; sh -c \'trap : INT; echo wait""ing; sleep 600\'; echo af""ter $?\r');
    await shell.printed(/waiting/);
    shell.type("\x03");
    await shell.printed(/after \d+\s[\s\S]*[#$] /);
    shell.type("exit 5\r");
    expect(await shell.code).toBe(5);
    expect(shell.output).toContain("/dev/pts/0");
    expect([left(repo), containers(repo)]).toEqual([[], []]);
  });

  test("an engine that has other files is sent them, also where the image's user works", async () => {
    using repo = open();
    await runOne(repo);
    await using far = await farEngine();
    using shell = new Shell(repo, "train", { env: far.env });
    expect(await shell.finish("cat data/a.txt saved/state; sh /stepops/command | head -1; exit 6\n")).toBe(6);
    expect(shell.output).toBe("a\nbegun\n3 from one dark blue the secret a\n");
    using other = new Shell(repo, "user");
    expect(await other.finish("sh /stepops/command; exit 4\n")).toBe(4);
    expect(other.output).toBe("1234\n");
    expect([left(repo), containers(repo)]).toEqual([[], []]);
  });

  test("an image without a shell is said to have none", async () => {
    using repo = open();
    using shell = new Shell(repo, "nosh");
    expect(await shell.finish("")).toBe(2);
    expect(shell.errors).toMatch(
      /error: the image stepops-test\/nosh:1 has no sh, .*: use an image with a shell\n$/,
    );
    expect([left(repo), containers(repo)]).toEqual([[], []]);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s removes it", async (signal) => {
    using repo = open();
    using shell = new Shell(repo, "hold");
    shell.type("echo ready; sleep 600\n");
    await shell.printed(/ready/);
    expect(containers(repo)).toHaveLength(1);
    shell.child.kill(signal);
    expect(await shell.code).toBe(130);
    expect([left(repo), containers(repo)]).toEqual([[], []]);
  });
});

interface Inspected {
  readonly Config: {
    readonly User: string;
    readonly Image: string;
    readonly Entrypoint: readonly string[];
    readonly Labels: Readonly<Record<string, string>>;
  };
  readonly HostConfig: Readonly<Record<string, unknown>>;
  readonly Mounts: readonly { readonly Destination: string; readonly RW: boolean }[];
}

/** The engine of the tests behind a network, where nobody takes it for one of this machine. */
async function farEngine(): Promise<AsyncDisposable & { readonly env: { readonly DOCKER_HOST: string } }> {
  const path = dockerEnv().DOCKER_HOST.replace(/^unix:\/\//, "");
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ path, allowHalfOpen: true });
    near.pipe(far).pipe(near);
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    env: { DOCKER_HOST: `tcp://127.0.0.1:${port}` },
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe("gc", () => {
  test("what a killed run left goes, and what a living run needs stays", async () => {
    using dead = open();
    using alive = open();
    const args = ["run", "--only", "hold"];
    const [killed, living] = [dead.start(args), alive.start(args)];
    await Promise.all([killed.printed("ready"), living.printed("ready")]);
    const [kept] = containers(alive);
    killed.kill("SIGKILL");
    await killed.finished;
    const [orphan] = containers(dead);
    expect(state(orphan)).toBe("running");
    const [id = ""] = dead.list(".stepops/runs");
    const stages = `.stepops/runs/${id}/containers`;
    expect(dead.list(stages)).toEqual(["engines.json", "hold.1"]);

    const dry = await dead.run(["gc", "--dry-run"]);
    expect(dry).toMatchObject({ code: 0, stderr: "" });
    expect(dry.stdout).toMatch(/^would remove {2}stepops-\S+-hold\.1 .*the process \d+ of its run is gone$/m);
    expect(dry.stdout).toMatch(/^left alone {4}stepops-\S+-hold\.1 .*its run goes on, in process \d+$/m);
    expect(state(orphan)).toBe("running");

    // From whichever checkout: it is a container of this machine.
    const found = await alive.run(["gc", "--json"]);
    expect(JSON.parse(found.stdout).items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: orphan, fate: "removed", step: "hold" }),
        expect.objectContaining({ id: kept, fate: "left" }),
      ]),
    );
    expect(containers(dead)).toEqual([]);
    expect(dead.list(stages)).toEqual(["engines.json", "hold.1"]);
    expect(await dead.run(["gc"])).toMatchObject({ code: 0 });
    expect(dead.list(stages)).toEqual(["engines.json"]);

    expect(state(kept)).toBe("running");
    living.kill("SIGTERM");
    expect(await living.finished).toMatchObject({ code: 130 });
    expect(containers(alive)).toEqual([]);
    // What it spared is enough to go on.
    const again = dead.start(["run", "--resume", id]);
    await again.printed("ready");
    again.kill("SIGTERM");
    expect(await again.finished).toMatchObject({ code: 130 });
  });

  test("a killed shell goes, an open one stays", async () => {
    using repo = open();
    using killed = new Shell(repo, "hold");
    using opened = new Shell(repo, "hold");
    for (const shell of [killed, opened]) {
      shell.type("echo ready\n");
      await shell.printed(/ready/);
    }
    killed.child.kill("SIGKILL");
    await killed.code;
    expect(await repo.run(["gc"])).toMatchObject({ code: 0, stderr: "" });
    expect(containers(repo)).toHaveLength(1);
    expect(left(repo)).toHaveLength(2);
    opened.type("echo still here\n");
    await opened.printed(/still here/);
    expect(await opened.finish("exit 3\n")).toBe(3);
    expect([left(repo), containers(repo)]).toEqual([[], []]);
  });

  test("a run that ended leaves nothing to remove", async () => {
    using repo = open();
    await runOne(repo);
    expect(await repo.run(["run", "--only", "user"])).toMatchObject({ code: 0 });
    const { stdout } = await repo.run(["gc", "--json", "--dry-run"]);
    const { items } = JSON.parse(stdout) as { items: { name: string; why: string }[] };
    expect(items.filter(({ name }) => name.startsWith(repo.path) || name.includes("user"))).toEqual([]);
  });
});
