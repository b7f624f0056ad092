import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeHost } from "../../src/host/node-host.ts";
import { resume, run } from "../../src/stepops.ts";
import { createRepo, type Repo } from "../rig/repo.ts";

const program = join(import.meta.dirname, "folder-operator.js");

/** The step tells that it began, and ends once the file `go` is there. */
function project(last = "finally: {clean: {command: echo cleaned}}"): Repo {
  const repo = createRepo();
  repo.write(
    "pipeline.yaml",
    `
name: demo
stack: lab
stacks:
  lab:
    artifact_store: {type: local, path: ${repo.at("store")}}
    step_operators:
      lab: {type: custom, command: ["${process.execPath}", "${program}", "${repo.at("jobs")}"]}
steps:
  train:
    step_operator: lab
    command: |
      echo begins; test "$TOKEN" = "se-cret-1" && echo "token $TOKEN"
      until test -e ${repo.at("go")}; do sleep 0.1; done
      cat data.txt > model.txt; echo rows=3 >> "$STEPOPS_VALUES"; touch "$HOME/x"
    secrets: [TOKEN]
    inputs: [data.txt]
    outputs: [model.txt]
    values: [rows]
  report:
    command: echo "rows \${{ needs.train.values.rows }}"; cat model.txt
    inputs: [model.txt]
${last}
`,
  );
  repo.write("data.txt", "abc\n");
  return repo;
}

const env = { TOKEN: "se-cret-1" };
const options = { env, entry: "src/cli.ts" };
const jobsOf = (repo: Repo): readonly string[] => repo.list("jobs");
const runOf = (repo: Repo): string => repo.list(".stepops/runs")[0] ?? "";

test("a pipeline whose step runs on a program of the user's own", async () => {
  using repo = project();
  repo.write("go", "");
  const { code, stdout } = await repo.run(["run"], options);
  expect(stdout).toContain("begins\n");
  expect(stdout).toContain("token ***");
  expect(stdout).toContain("rows 3\n");
  expect(stdout).toContain("abc\n");
  expect(code).toBe(0);
  expect(repo.read("model.txt")).toBe("abc\n");
  expect(jobsOf(repo)).toEqual([]);
  expect(repo.read(`.stepops/runs/${runOf(repo)}/journal.jsonl`)).not.toContain("se-cret-1");
}, 60_000);

test("killed, and resumed: the job that went on is taken up", async () => {
  using repo = project();
  const first = repo.start(["run"], options);
  await first.printed("token ***");
  first.kill("SIGKILL");
  await first.finished;
  expect(jobsOf(repo)).toHaveLength(1);
  repo.write("go", "");
  const { code, stdout } = await repo.run(["run", "--resume", runOf(repo)], options);
  expect(code).toBe(0);
  expect(stdout).toContain("which was submitted before");
  expect(repo.read(`.stepops/runs/${runOf(repo)}/logs/train.log`)).toBe("begins\ntoken ***\n");
  expect(repo.read("model.txt")).toBe("abc\n");
}, 60_000);

test("SIGINT stops the job and waits for its end", async () => {
  using repo = project();
  const running = repo.start(["run"], options);
  await running.printed("token ***");
  running.kill("SIGINT");
  const { code, stdout } = await running.finished;
  expect(code).toBe(130);
  expect(stdout).toContain("cleaned\n");
  expect(jobsOf(repo)).toEqual([]);
}, 60_000);

test.each([
  ["cancelled", "finally: {clean: {command: echo cleaned}}"],
  ["cancelled", ""],
  ["killed", ""],
])(
  "what the action's main leaves when it is %s, its post ends; with %j",
  async (how, last) => {
    using repo = project(last);
    const stop = new AbortController();
    const request = {
      ...{ file: "pipeline.yaml", params: {}, cwd: repo.path, runKey: "", selection: { only: [], from: [] } },
      env: { ...env, PATH: process.env.PATH ?? "" },
      signal: stop.signal,
      kill: new AbortController().signal,
    };
    const printed = Promise.withResolvers<void>();
    const reporter = {
      handle: (event: { readonly type: string; readonly lines?: readonly string[] }) => {
        if (event.type === "output" && event.lines?.includes("token ***")) printed.resolve();
      },
      close: async () => {},
    };
    if (how === "killed") {
      const first = repo.start(["run"], options);
      await first.printed("token ***");
      first.kill("SIGKILL");
      await first.finished;
    } else {
      // Another process than the one that comes after.
      const processes = { ...nodeHost.processes, startToken: () => "main" };
      const main = run({ ...request, finallyOnCancel: "later" }, { ...nodeHost, processes }, [reporter]);
      await printed.promise;
      stop.abort({ reason: "signal", signal: "SIGTERM" });
      expect((await main).result).toBe("left");
    }
    const directory = repo.at(`.stepops/runs/${runOf(repo)}`);
    const again = { ...request, directory, signal: new AbortController().signal };
    const ran = await resume({ ...again, finallyOnCancel: "now", onlyFinally: true }, nodeHost, []);
    expect(ran.result).toBe("cancelled");
    if (last !== "") expect(ran.record?.steps.get("clean" as never)?.result).toBe("success");
    expect(ran.record?.steps.get("train" as never)?.jobs?.[0]).toMatchObject({
      ended: "cancelled",
      isRemoved: true,
    });
    expect(jobsOf(repo)).toEqual([]);
  },
  60_000,
);

test("a new run says that one before it left a job", async () => {
  using repo = project("");
  const first = repo.start(["run"], options);
  await first.printed("token ***");
  first.kill("SIGKILL");
  await first.finished;
  const id = runOf(repo);
  repo.write("go", "");
  const { code, stdout } = await repo.run(["run"], options);
  expect(code).toBe(0);
  expect(stdout).toContain(`run ${id} left a job on operators`);
  expect(jobsOf(repo)).toHaveLength(1);
}, 60_000);
