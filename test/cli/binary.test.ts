import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openGate } from "../rig/gate.ts";
import { createRepo } from "../rig/repo.ts";

const cli = join(import.meta.dirname, "../../dist/cli.js");
const good = { "pipeline.yaml": "name: good\nsteps: {one: {command: 'echo said'}}\n" };

/** What a process of an older Node would see; the entry must answer before it loads anything. */
const olderNode = `data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.1' } });",
)}`;

test("an older Node says in one line how to go on", async () => {
  using repo = createRepo(good);
  const { code, stdout, stderr } = await repo.run(["run", "my file.yaml", "--param", "a=b"], {
    env: { NODE_OPTIONS: `--import "${olderNode}"` },
  });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toBe(
    `stepops needs Node 24, this is 20.11.1; go on with: npx -y -p node@24 node ${cli} run 'my file.yaml' --param a=b\n`,
  );
});

test.each([
  [{}, false],
  [{ FORCE_COLOR: "1" }, true],
  [{ FORCE_COLOR: "1", NO_COLOR: "1" }, true],
  [{ NO_COLOR: "1" }, false],
])("colours in a pipe with %j: %s", async (env, colours) => {
  using repo = createRepo(good);
  const { stdout } = await repo.run(["validate"], { env });
  expect(stdout.includes("\u001B[")).toBe(colours);
});

test("a reader that has seen enough ends the command quietly", () => {
  using repo = createRepo({
    "pipeline.yaml": `steps:\n${Array.from({ length: 3000 }, (_, index) => `  s${index}: {command: 'true'}\n`).join("")}`,
  });
  const script = `"${process.execPath}" "${cli}" graph 2> errors | head -1; echo "\${PIPESTATUS[0]}"`;
  expect(execFileSync("bash", ["-c", script], { cwd: repo.path, encoding: "utf8" })).toBe(
    "flowchart LR\n0\n",
  );
  expect(repo.read("errors")).toBe("");
});

test("a run whose reader is gone stops its steps and cancels", async () => {
  using gate = openGate();
  using repo = createRepo({
    "pipeline.yaml": `steps: {hold: {command: ${JSON.stringify(gate.command("hold"))}}}\n`,
  });
  const run = repo.start(["run"]);
  const held = await gate.started("hold");
  run.child.stdout?.destroy();
  await held.tell({ print: "more\n" });
  await held.gone;
  const { code, stderr } = await run.finished;
  expect([code, stderr]).toEqual([130, ""]);
});

test("Ctrl-C stops the step and runs finally", async () => {
  using gate = openGate();
  using repo = createRepo({
    "pipeline.yaml": `steps: {hold: {command: ${JSON.stringify(gate.command("hold"))}}}\nfinally: {tidy: {command: touch tidied}}\n`,
  });
  const run = repo.start(["run"]);
  const held = await gate.started("hold");
  run.kill("SIGINT");
  await held.gone;
  const { code, stdout } = await run.finished;
  expect(code).toBe(130);
  expect(stdout).toContain("■ hold cancelled");
  expect(stdout).toMatch(/Next +stepops run --resume /);
  expect(repo.has("tidied")).toBe(true);
});

test("a second Ctrl-C leaves at once and names what still ran", async () => {
  using gate = openGate();
  using repo = createRepo({
    "pipeline.yaml": `steps: {hold: {command: ${JSON.stringify(gate.command("hold"))}}}\n`,
  });
  const run = repo.start(["run"]);
  const held = await gate.started("hold");
  await held.tell({ catch: "SIGTERM" });
  await held.tell({ catch: "SIGINT" });
  run.kill("SIGINT");
  await run.printed("cancelling");
  run.kill("SIGINT");
  const { code, stderr } = await run.finished;
  expect(code).toBe(130);
  expect(stderr).toContain("these steps were still running: hold");
  await held.gone;
});

test("logs --follow prints what a run prints, and ends with it", async () => {
  using gate = openGate();
  using repo = createRepo({
    "pipeline.yaml": `steps: {hold: {command: ${JSON.stringify(gate.command("hold"))}}}\n`,
  });
  const run = repo.start(["run"]);
  const held = await gate.started("hold");
  await held.tell({ print: "first\n" });
  const logs = repo.start(["logs", "--follow"]);
  await logs.printed("first");
  expect((await repo.run(["status"])).stdout).toContain(`it runs, process ${run.pid}`);
  await held.tell({ print: "second\n" });
  await logs.printed("second");
  await held.exit(0);
  expect((await run.finished).code).toBe(0);
  expect(await logs.finished).toMatchObject({ code: 0, stdout: "first\nsecond\n" });
});

test("a Ctrl-C that ends the reader too leaves the steps their time, and finally its turn", async () => {
  using gate = openGate();
  const step = (name: string): string => `{${name}: {command: ${JSON.stringify(gate.command(name))}}}`;
  using repo = createRepo({ "pipeline.yaml": `steps: ${step("hold")}\nfinally: ${step("tidy")}\n` });
  const run = repo.start(["run"]);
  const held = await gate.started("hold");
  await held.tell({ catch: "SIGTERM" });
  run.child.stdout?.destroy();
  run.kill("SIGINT");
  await held.caught("SIGTERM");
  await held.tell({ print: "saving\n", write: { path: "saved", text: "all" }, exit: 1 });
  await (await gate.started("tidy")).exit();
  const { code, stderr } = await run.finished;
  expect([code, stderr, repo.read("saved")]).toEqual([130, "", "all"]);
});

test.runIf(existsSync("/dev/full"))("a run whose output finds the disk full goes on", () => {
  using repo = createRepo({
    "pipeline.yaml": "steps: {one: {command: 'echo said'}, two: {needs: one, command: 'echo done > two'}}\n",
  });
  const script = `"${process.execPath}" "${cli}" run > /dev/full 2> errors; echo "$?"`;
  expect(execFileSync("sh", ["-c", script], { cwd: repo.path, encoding: "utf8" })).toBe("0\n");
  expect(repo.read("two")).toBe("done\n");
  expect(repo.read("errors")).toMatch(/^warning: the run goes on, but its output cannot be written: ENOSPC/);
});
