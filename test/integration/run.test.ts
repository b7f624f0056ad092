import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeProcesses } from "../../src/host/node-processes.ts";
import { thisWriter } from "../../src/run/writer.ts";
import { type Gate, openGate } from "../rig/gate.ts";
import { createRepo, type Repo } from "../rig/repo.ts";

/** A pipeline file of gated steps: id → further lines of the step. */
function pipeline(gate: Gate, steps: Readonly<Record<string, string>>, rest = ""): string {
  const step = ([id, lines]: readonly [string, string]) =>
    `  ${id}:\n    command: ${JSON.stringify(gate.command(id))}\n${lines.replaceAll(/^/gm, "    ")}\n`;
  return `name: test\n${rest}\nsteps:\n${Object.entries(steps).map(step).join("")}`;
}

const runId = (repo: Repo): string => repo.list(".stepops/runs").at(-1) as string;

async function status(
  repo: Repo,
): Promise<{ readonly result?: string; readonly state: string; readonly steps: Record<string, string> }> {
  const { stdout } = await repo.run(["status", "--json"]);
  const record = JSON.parse(stdout);
  const steps = record.steps.map((step: { planned: { id: string }; outcome?: string; state: string }) => [
    step.planned.id,
    step.outcome ?? step.state,
  ]);
  return { ...record, steps: Object.fromEntries(steps) };
}

/** A zombie counts as gone: nobody but its parent can do more about it. */
const isAlive = (pid: number): boolean => {
  const state = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  return state !== "" && !state.startsWith("Z");
};

describe("a run on this machine", () => {
  it("starts what is ready side by side, then what needs it, and passes values on", async () => {
    using gate = openGate();
    const steps = {
      a: "values: [size]",
      b: "",
      c: "needs: [a, b]\nenv: {SIZE: '${{ needs.a.values.size }}'}",
    };
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, steps, "max_parallel: 2") });
    const running = repo.start(["run"]);
    const [a, b] = await Promise.all([gate.started("a"), gate.started("b")]);
    await a.tell({ values: "size=42\n", exit: 0 });
    await b.exit();
    const c = await gate.started("c");
    expect(c.env.SIZE).toBe("42");
    expect(c.cwd).toBe(repo.path);
    await c.exit();
    expect((await running.finished).code).toBe(0);
    expect((await status(repo)).result).toBe("success");
  });

  it("exits with 1 when a step fails, names what it kept from running, and shows the end of its log", async () => {
    using gate = openGate();
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, { a: "", b: "needs: a" }) });
    const running = repo.start(["run"]);
    await (await gate.started("a")).tell({ printError: "no such column: weight\n", exit: 7 });
    const { code, stdout } = await running.finished;
    expect(code).toBe(1);
    expect(stdout).toContain("no such column: weight");
    expect(stdout).toMatch(/exit code 7/);
    expect((await status(repo)).steps).toEqual({ a: "failure", b: "skipped" });
    const logs = await repo.run(["logs", runId(repo), "a"]);
    expect(logs.stdout).toContain("no such column: weight");
  });

  it("gives a step only what it declares of the environment, and never prints a secret", async () => {
    using gate = openGate();
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, { a: "secrets: [TOKEN]", b: "" }) });
    const env = { TOKEN: "s3cr3t-value", OTHER: "x", GITHUB_ENV: "/tmp/env", ACTIONS_RUNTIME_TOKEN: "t" };
    const running = repo.start(["run"], { env });
    const [a, b] = await Promise.all([gate.started("a"), gate.started("b")]);
    expect(a.env.TOKEN).toBe("s3cr3t-value");
    for (const name of ["TOKEN", "OTHER", "GITHUB_ENV", "ACTIONS_RUNTIME_TOKEN"])
      expect(b.env).not.toHaveProperty(name);
    await a.tell({
      print: `it is s3cr3t-value, ${Buffer.from("s3cr3t-value").toString("base64")}\n`,
      exit: 0,
    });
    await b.exit();
    const { stdout, stderr } = await running.finished;
    const everything = [stdout, stderr, ...(await filesOf(repo, ".stepops"))].join("\n");
    expect(everything).toContain("it is ***");
    expect(everything).not.toContain("s3cr3t-value");
    expect(everything).not.toContain(Buffer.from("s3cr3t-value").toString("base64"));
  });

  it("refuses a second run of the same checkout while one goes on", async () => {
    using gate = openGate();
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, { a: "" }) });
    const first = repo.start(["run"]);
    const a = await gate.started("a");
    const second = await repo.run(["run"]);
    expect(second.code).toBe(3);
    expect(second.stderr).toContain(`process ${first.pid}`);
    expect(repo.list(".stepops/runs")).toHaveLength(1);
    await a.exit();
    expect((await first.finished).code).toBe(0);
  });

  it("runs just what --only names, with values of the run before", async () => {
    using gate = openGate();
    const steps = { a: "values: [n]", b: "env: {N: '${{ needs.a.values.n }}'}" };
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, steps) });
    const first = repo.start(["run"]);
    await (await gate.started("a")).tell({ values: "n=5\n", exit: 0 });
    await (await gate.started("b")).exit();
    await first.finished;
    const second = repo.start(["run", "--only", "b"]);
    const b = await gate.started("b");
    expect(b.env.N).toBe("5");
    await b.exit();
    expect((await second.finished).code).toBe(0);
    expect(gate.log).toEqual(["a", "b", "b"]);
  });

  it("gives each step that --only leaves out the values of the newest run that came to it", async () => {
    using gate = openGate();
    const steps = {
      first: "",
      a: "needs: first\nvalues: [n]",
      b: "needs: a\nenv: {N: '${{ needs.a.values.n }}'}",
    };
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, steps) });
    const whole = repo.start(["run"]);
    await (await gate.started("first")).exit();
    await (await gate.started("a")).tell({ values: "n=5\n", exit: 0 });
    await (await gate.started("b")).exit();
    await whole.finished;
    const early = repo.start(["run"]);
    await (await gate.started("first")).exit(1);
    await early.finished;
    const only = repo.start(["run", "--only", "b"]);
    const b = await gate.started("b");
    expect(b.env.N).toBe("5");
    await b.exit();
    expect((await only.finished).code).toBe(0);
  });

  it("stops with an error when a step removes the run's own folder", async () => {
    using gate = openGate();
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, { a: "", b: "needs: a" }) });
    const running = repo.start(["run"]);
    const a = await gate.started("a");
    repo.remove(".stepops");
    await a.exit();
    const { code, stdout } = await running.finished;
    expect(code).toBe(3);
    expect(stdout).toContain("journal.jsonl was removed while the run went on");
    expect(gate.log).toEqual(["a"]);
  });

  it("refuses a part that builds on what never ran, and asks of a part just what it needs", async () => {
    using gate = openGate();
    const steps = {
      a: "values: [n]\noutputs: [out/data.txt]",
      b: "env: {N: '${{ needs.a.values.n }}'}",
      c: "inputs: [out/data.txt]",
      d: "secrets: [TOKEN]",
      e: "",
    };
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, steps) });
    const b = await repo.run(["run", "--only", "b"]);
    expect([b.code, b.stderr]).toEqual([2, expect.stringContaining("--from a")]);
    const planned = await repo.run(["plan", "--only", "b"]);
    expect([planned.code, planned.stderr]).toEqual([2, expect.stringContaining("--from a")]);
    const c = await repo.run(["run", "--only", "c"]);
    expect([c.code, c.stderr]).toEqual([2, expect.stringContaining("input-missing")]);
    const e = repo.start(["run", "--only", "e"]);
    await (await gate.started("e")).exit();
    expect((await e.finished).code).toBe(0);
    expect(gate.log).toEqual(["e"]);
  });

  it("ends what a failed attempt left in a session of its own before the next attempt starts", async () => {
    using gate = openGate();
    const retry = "retry: {max_attempts: 2, exit_codes: [1], backoff: {initial: 0}}";
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, { a: retry }) });
    const running = repo.start(["run"]);
    const first = await gate.started("a");
    const pids = await first.tell({ background: { session: true } });
    expect(pids.map(isAlive)).toEqual([true]);
    await first.exit(1);
    const second = await gate.started("a");
    expect(pids.map(isAlive)).toEqual([false]);
    await second.exit();
    expect((await running.finished).code).toBe(0);
  });

  it("fails a step whose output is missing and tells which", async () => {
    using gate = openGate();
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, { a: "outputs: [out/model.bin]" }) });
    const running = repo.start(["run"]);
    await (await gate.started("a")).exit();
    const { code, stdout } = await running.finished;
    expect(code).toBe(1);
    expect(stdout).toContain("out/model.bin");
  });
});

describe("cancel", () => {
  it("ends a command that ignores SIGTERM, with all it started, runs finally and exits with 130", async () => {
    using gate = openGate();
    const file = `${pipeline(gate, { a: "", b: "needs: a" })}finally:\n  f: {command: ${JSON.stringify(gate.command("f"))}}\n`;
    using repo = createRepo({ "pipeline.yaml": file });
    const running = repo.start(["run"]);
    const a = await gate.started("a");
    const pids = await a.tell({ catch: "SIGTERM", background: { session: true } });
    running.kill("SIGINT");
    await a.caught("SIGTERM");
    await (await gate.started("f")).exit();
    expect((await running.finished).code).toBe(130);
    for (const pid of [a.pid, ...pids]) expect(isAlive(pid)).toBe(false);
    expect((await status(repo)).steps).toEqual({ a: "cancelled", b: "skipped", f: "success" });
  });

  it("leaves at once at a second signal, and leaves nothing running", async () => {
    using gate = openGate();
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, { a: "" }) });
    const running = repo.start(["run"]);
    const a = await gate.started("a");
    await a.tell({ catch: "SIGTERM" });
    running.kill("SIGINT");
    await a.caught("SIGTERM");
    running.kill("SIGINT");
    const { code, stderr } = await running.finished;
    expect(code).toBe(130);
    expect(stderr).toContain("a");
    await a.gone;
    expect(isAlive(a.pid)).toBe(false);
  });
});

describe("stepops in a step", () => {
  it("what the inner run started goes with the outer one", async () => {
    using gate = openGate();
    const cli = join(import.meta.dirname, "../../dist/cli.js");
    const inner = `cd inner && exec '${process.execPath}' '${cli}' run`;
    using repo = createRepo({
      "pipeline.yaml": `name: outer\nsteps: {a: {command: ${JSON.stringify(inner)}}}\n`,
      "inner/pipeline.yaml": pipeline(gate, { deep: "" }),
    });
    const outer = repo.start(["run"]);
    const deep = await gate.started("deep");
    await deep.tell({ catch: "SIGTERM" });
    outer.kill("SIGINT");
    await deep.caught("SIGTERM");
    outer.kill("SIGTERM");
    expect((await outer.finished).code).toBe(130);
    await deep.gone;
  });
});

describe("after kill -9", () => {
  it("resume ends what was left, runs no finished step again and comes to the end", async () => {
    using gate = openGate();
    const steps = {
      a: "values: [n]",
      b: "needs: a",
      c: "env: {N: '${{ needs.a.values.n }}'}\nneeds: [a, b]",
    };
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, steps) });
    const first = repo.start(["run"]);
    await (await gate.started("a")).tell({ values: "n=5\n", exit: 0 });
    const orphan = await gate.started("b");
    first.kill("SIGKILL");
    await first.finished;
    expect(isAlive(orphan.pid)).toBe(true);
    expect((await repo.run(["status"])).stdout).toMatch(/its process \d+ ended before the run did/);
    const resumed = repo.start(["run", "--resume", runId(repo)]);
    const again = await gate.started("b");
    expect(isAlive(orphan.pid)).toBe(false);
    await again.exit();
    const c = await gate.started("c");
    expect(c.env.N).toBe("5");
    await c.exit();
    expect((await resumed.finished).code).toBe(0);
    expect(gate.log).toEqual(["a", "b", "b", "c"]);
    expect(repo.list(".stepops/runs")).toHaveLength(1);
  });

  it("resume of a --only run still has the values of the run before it", async () => {
    using gate = openGate();
    const steps = { a: "", m: "needs: a\nvalues: [n]", c: "needs: m\nenv: {N: '${{ needs.m.values.n }}'}" };
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, steps) });
    const whole = repo.start(["run"]);
    await (await gate.started("a")).exit();
    await (await gate.started("m")).tell({ values: "n=7\n", exit: 0 });
    await (await gate.started("c")).exit();
    await whole.finished;
    const before = repo.list(".stepops/runs");
    const killed = repo.start(["run", "--only", "a,c"]);
    await gate.started("a");
    killed.kill("SIGKILL");
    await killed.finished;
    const id = repo.list(".stepops/runs").find((run) => !before.includes(run)) as string;
    const resumed = repo.start(["run", "--resume", id]);
    await (await gate.started("a")).exit();
    const c = await gate.started("c");
    expect(c.env.N).toBe("7");
    await c.exit();
    expect((await resumed.finished).code).toBe(0);
  });

  it("a resume that comes second touches nothing of the first", async () => {
    using gate = openGate();
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, { a: "" }) });
    const first = repo.start(["run"]);
    const a = await gate.started("a");
    first.kill("SIGKILL");
    await first.finished;
    // As the first resume leaves it between taking the lock and its first event.
    repo.write(
      ".stepops/lock",
      JSON.stringify({ writer: thisWriter(nodeProcesses), runDirectory: "", since: 0 }),
    );
    const second = await repo.run(["run", "--resume", runId(repo)]);
    expect([second.code, isAlive(a.pid)]).toEqual([3, true]);
    repo.remove(".stepops/lock");
    const third = repo.start(["run", "--resume", runId(repo)]);
    await (await gate.started("a")).exit();
    expect((await third.finished).code).toBe(0);
    expect(isAlive(a.pid)).toBe(false);
  });

  it("resume asks for the inputs of steps that are left, not of those that are done", async () => {
    using gate = openGate();
    const steps = { a: "inputs: [in.txt]", b: "needs: a" };
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, steps), "in.txt": "" });
    const first = repo.start(["run"]);
    await (await gate.started("a")).exit();
    await gate.started("b");
    first.kill("SIGKILL");
    await first.finished;
    repo.remove("in.txt");
    const resumed = repo.start(["run", "--resume", runId(repo)]);
    await (await gate.started("b")).exit();
    expect((await resumed.finished).code).toBe(0);
  });

  it("a new run ends what the dead one left", async () => {
    using gate = openGate();
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, { a: "" }) });
    const first = repo.start(["run"]);
    const orphan = await gate.started("a");
    first.kill("SIGKILL");
    await first.finished;
    const second = repo.start(["run"]);
    const a = await gate.started("a");
    expect(isAlive(orphan.pid)).toBe(false);
    await a.exit();
    expect((await second.finished).code).toBe(0);
  });

  it("resume of a run that failed runs what failed, and what it kept from running", async () => {
    using gate = openGate();
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, { a: "", b: "needs: a", c: "needs: b" }) });
    const first = repo.start(["run"]);
    await (await gate.started("a")).exit();
    await (await gate.started("b")).exit(1);
    expect((await first.finished).code).toBe(1);
    repo.write("pipeline.yaml", `${repo.read("pipeline.yaml")}# changed\n`);
    const resumed = repo.start(["run", "--resume", runId(repo)]);
    await (await gate.started("b")).exit();
    await (await gate.started("c")).exit();
    const { code, stdout } = await resumed.finished;
    expect(code).toBe(0);
    expect(stdout).toContain("pipeline.yaml has changed since this run began");
    expect(gate.log).toEqual(["a", "b", "b", "c"]);
  });

  it("goes on behind a torn line of the journal", async () => {
    using gate = openGate();
    using repo = createRepo({ "pipeline.yaml": pipeline(gate, { a: "", b: "needs: a" }) });
    const first = repo.start(["run"]);
    await (await gate.started("a")).exit();
    await gate.started("b");
    first.kill("SIGKILL");
    await first.finished;
    const journal = `.stepops/runs/${runId(repo)}/journal.jsonl`;
    repo.write(journal, repo.read(journal).slice(0, -9));
    const resumed = repo.start(["run", "--resume", runId(repo)]);
    await (await gate.started("b")).exit();
    expect((await resumed.finished).code).toBe(0);
    expect(gate.log).toEqual(["a", "b", "b"]);
    for (const line of repo.read(journal).trimEnd().split("\n")) JSON.parse(line);
  });
});

async function filesOf(repo: Repo, directory: string): Promise<readonly string[]> {
  const { readdir, readFile } = await import("node:fs/promises");
  const entries = await readdir(repo.at(directory), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((file) => readFile(`${file.parentPath}/${file.name}`, "utf8")));
}
