import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { operatorProject } from "../cli/operator-project.ts";
import { createRepo, type Repo } from "../rig/repo.ts";

const root = join(import.meta.dirname, "../..");

test("9: a post that gets SIGINT while it stops what main left goes on, and ends it", async () => {
  using project = operatorProject();
  const { repo } = project;
  const env = {
    ...{ GITHUB_ACTIONS: "true", GITHUB_RUN_ID: "77", GITHUB_REPOSITORY: "acme/penguins" },
    ...{
      GITHUB_WORKSPACE: repo.path,
      RUNNER_TEMP: repo.at("temp"),
      GITHUB_STEP_SUMMARY: repo.at("summary.md"),
    },
    ...{ INPUT_PIPELINE: "pipeline.yaml" },
  };
  const main = repo.start(["run"], { env, entry: "src/cli.ts" });
  await main.printed("begins");
  main.kill("SIGKILL");
  await main.finished;
  project.hang();
  const post = repo.start([], { env, entry: "src/post.ts" });
  await expect.poll(() => repo.has("jobs.asked"), { timeout: 30_000 }).toBe(true);
  post.kill("SIGINT");
  post.kill("SIGTERM");
  repo.remove("jobs.hang");
  const { code, stdout, stderr } = await post.finished;
  expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: "" });
  expect(project.jobs()).toEqual([]);
  const [run] = repo.list("temp/stepops/runs");
  expect(repo.read(`temp/stepops/runs/${run}/journal.jsonl`)).toMatch(
    /"run-ended","at":\d+,"result":"cancelled"/,
  );
  expect(repo.read("summary.md")).toContain("cancelled");
}, 60_000);

/** The queue example with a worker, and a step of its own. Use with `using`. */
function queueProject(command: string): Disposable & { readonly repo: Repo } {
  const repo = createRepo();
  cpSync(join(root, "examples/operators/queue"), repo.path, { recursive: true });
  const worker = readFileSync(repo.at("worker.py"), "utf8");
  // Nobody need wait as long as a real step may take to end itself.
  writeFileSync(repo.at("worker.py"), worker.replace(/^GRACE = 10/m, "GRACE = 1"));
  const step = `  big:\n    step_operator: workers\n    inputs: []\n    outputs: []\n    command: |\n`;
  const lines = command.replaceAll(/^/gm, "      ");
  repo.write("pipeline.yaml", `name: queue\nstack: queue\nsteps:\n${step}${lines}\n`);
  const started: ChildProcess = spawn("python3", ["worker.py", ".queue"], {
    cwd: repo.path,
    stdio: "ignore",
  });
  return {
    repo,
    [Symbol.dispose]() {
      started.kill();
      repo[Symbol.dispose]();
    },
  };
}

const entry = "src/cli.ts";
const MB = 1e6;

async function peakOf(
  command: string,
): Promise<{ readonly peak: number; readonly log: number; readonly text: string }> {
  using project = queueProject(command);
  const { repo } = project;
  const env = {
    NODE_OPTIONS: `--import=file://${join(import.meta.dirname, "../remote/peak.js")}`,
    PEAK_FILE: repo.at("peak"),
  };
  const { code, stderr } = await repo.run(["run", "--quiet"], { env, entry });
  expect(code, stderr).toBe(0);
  const [run] = repo.list(".stepops/runs");
  const log = `.stepops/runs/${run}/logs/big.log`;
  return {
    peak: Number(repo.read("peak")),
    log: statSync(repo.at(log)).size,
    text: repo.read(log).slice(-100),
  };
}

test("31: 100 MB of log and a line of 1 MB take no memory that grows with them", async () => {
  const short = await peakOf("echo end");
  const long = await peakOf(
    "head -c 1000000 /dev/zero | tr '\\000' y; echo\nhead -c 100000000 /dev/zero | tr '\\000' x | fold -w 99\necho; echo end",
  );
  expect(long.log).toBeGreaterThan(101 * MB);
  expect(long.text).toMatch(/x\nend\n$/);
  // With 300 MB it is the same: all that it takes is what V8 lets lie about. To keep the log would take as much as it has, beside that.
  expect(long.peak - short.peak).toBeLessThan(170 * MB);
}, 240_000);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("36: a step and its child that both ignore SIGTERM are killed with their whole group", async () => {
  using project = queueProject(`trap '' TERM
sh -c 'trap "" TERM; echo "child $$ is there"; while :; do sleep 1; done' &
echo "parent $$ is there"
while :; do sleep 1; done`);
  const { repo } = project;
  const running = repo.start(["run"], { entry });
  await Promise.all([running.printed("child "), running.printed("parent ")]);
  running.kill("SIGINT");
  const { code, stdout } = await running.finished;
  expect(code).toBe(130);
  const pids = [...stdout.matchAll(/(?:child|parent) (\d+) is there/g)].map(([, pid]) => Number(pid));
  expect(pids).toHaveLength(2);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(repo.list(".queue/jobs")).toEqual([]);
}, 60_000);
