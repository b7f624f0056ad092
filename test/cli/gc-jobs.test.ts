import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { operatorProject, type Project } from "./operator-project.ts";

interface Item {
  readonly kind: string;
  readonly fate: string;
  readonly why: string;
  readonly command?: string;
}

/** `stepops gc` with what it says of jobs. */
async function gc(
  { repo, options }: Project,
  ...args: readonly string[]
): Promise<{
  readonly code: number | undefined;
  readonly jobs: readonly Item[];
  readonly unasked: readonly string[];
}> {
  // No engine is there to be asked for containers.
  const { code, stdout, stderr } = await repo.run(["gc", "--json", ...args], options);
  if (stdout === "") throw new Error(stderr);
  const found = JSON.parse(stdout) as { items: Item[]; unasked: { message: string }[] };
  const unasked = found.unasked
    .map(({ message }) => message)
    .filter((message) => message.includes("operator"));
  return { code, unasked, jobs: found.items.filter(({ kind }) => kind === "job") };
}

function relabel(project: Project, from: RegExp, to: string): void {
  const path = project.repo.at(`jobs/${project.jobs()[0]}/labels`);
  writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
}

test("6: the job of a run whose process is gone is named, then stopped, and its journal has it", async () => {
  using project = operatorProject();
  await project.killed();
  const key = project.jobs()[0];
  const named = {
    kind: "job",
    name: key?.slice(0, 8),
    operator: "lab",
    key,
    run: project.run(),
    step: "train",
  };
  expect((await gc(project, "--dry-run")).jobs).toEqual([
    { ...named, fate: "removable", why: expect.stringMatching(/^the process \d+ of its run is gone$/) },
  ]);
  expect(project.jobs()).toHaveLength(1);
  expect((await gc(project)).jobs).toMatchObject([{ ...named, fate: "removed" }]);
  expect(project.jobs()).toEqual([]);
  expect(project.journal()).toContain('"job-removed"');
  expect((await gc(project)).jobs).toEqual([]);
  // Nothing of the programs that were asked is left in the checkout.
  expect(project.repo.list(".stepops").filter((name) => name.startsWith("gc-") || name === "lock")).toEqual(
    [],
  );
}, 60_000);

test("the job of a run that goes on is left alone", async () => {
  using project = operatorProject();
  const running = project.repo.start(["run"], project.options);
  await running.printed("begins");
  expect((await gc(project)).jobs).toMatchObject([
    {
      fate: "left",
      why: `its run goes on, in process ${running.pid}`,
      command: `stepops cancel ${project.run()}`,
    },
  ]);
  project.repo.write("go", "");
  expect((await running.finished).code).toBe(0);
}, 60_000);

test("the job of a run that nothing here knows is left and named, until somebody says that it is dead", async () => {
  using project = operatorProject();
  await project.killed();
  const run = project.run();
  project.repo.remove(".stepops");
  expect((await gc(project)).jobs).toMatchObject([
    { fate: "left", why: expect.stringContaining("may go on elsewhere"), command: `stepops gc --run ${run}` },
  ]);
  expect((await gc(project, "--run", "another")).jobs).toMatchObject([{ fate: "left" }]);
  const shown = await project.repo.run(["gc"], project.options);
  expect(shown.stdout).toContain(
    `left alone  job ${project.jobs()[0]?.slice(0, 8)} on lab (train of run ${run})`,
  );
  expect(shown.stdout).toContain(`For the jobs that are left:\n  stepops gc --run ${run}\n`);
  expect((await gc(project, "--run", run)).jobs).toMatchObject([{ fate: "removed" }]);
  expect(project.jobs()).toEqual([]);
}, 60_000);

test("a job past its stepops.detached-until goes; before that it stays", async () => {
  using project = operatorProject();
  await project.killed();
  project.repo.remove(".stepops");
  relabel(project, /\}$/, ',"stepops.detached-until":"2999-01-01T00:00:00Z"}');
  expect((await gc(project)).jobs).toMatchObject([{ fate: "left" }]);
  relabel(project, /2999/, "2001");
  expect((await gc(project)).jobs).toMatchObject([{ fate: "removed" }]);
  expect(project.jobs()).toEqual([]);
}, 60_000);

test.each<[string, RegExp, string]>([
  ["another nonce than the journal has", /("stepops.nonce":")[0-9a-f]{32}/, `$1${"0".repeat(32)}`],
  ["a nonce that is none", /("stepops.nonce":")[0-9a-f]{32}/, "$1x"],
  ["the key of another job", /("stepops.key":")[0-9a-f]/, "$1_"],
  ["no domain", /"stepops.domain":"[^"]*",/, ""],
])(
  "8: a job with %s is left alone and named, whoever says that its run is dead",
  async (_, from, to) => {
    using project = operatorProject();
    await project.killed();
    relabel(project, from, to);
    // The record is what another test is about.
    const { code, jobs } = await gc(project, "--run", project.run());
    expect(jobs.filter(({ fate }) => fate === "left")).toHaveLength(1);
    expect(project.jobs()).toHaveLength(1);
    expect(project.repo.has(`jobs/${project.jobs()[0]}/end`)).toBe(false);
    expect(code).toBeDefined();
  },
  60_000,
);

test("a job that ended well, and that nobody has taken, is left for a resume", async () => {
  using project = operatorProject();
  await project.killed();
  project.repo.write("go", "");
  await expect.poll(() => project.repo.has(`jobs/${project.jobs()[0]}/end`)).toBe(true);
  expect((await gc(project)).jobs).toMatchObject([
    {
      fate: "left",
      why: expect.stringContaining("ended well"),
      command: `stepops run --resume ${project.run()}`,
    },
  ]);
  const resumed = await project.repo.run(["run", "--resume", project.run()], project.options);
  expect(resumed).toMatchObject({ code: 0 });
  expect(project.repo.read("model.txt")).toBe("trained\n");
}, 60_000);

test("an operator that cannot be asked is named, and the exit code tells", async () => {
  using project = operatorProject();
  await project.killed();
  project.breakOperator();
  const { code, unasked, jobs } = await gc(project);
  expect(code).toBe(3);
  expect(unasked).toEqual([
    expect.stringMatching(/^the operator lab could not be asked for its jobs: .*version/),
  ]);
  expect(jobs).toMatchObject([{ fate: "failed", command: `stepops cancel ${project.run()}` }]);
  expect(project.jobs()).toHaveLength(1);
}, 60_000);

test("operators of a run are asked although the pipeline file does not name them any more", async () => {
  using project = operatorProject();
  await project.killed();
  project.repo.remove("pipeline.yaml");
  expect((await gc(project)).jobs).toMatchObject([{ fate: "removed" }]);
  expect(project.jobs()).toEqual([]);
}, 60_000);

test("what --stack and --file name has to be there", async () => {
  using project = operatorProject();
  const said = (...args: readonly string[]) => project.repo.run(["gc", ...args], project.options);
  expect(await said("--stack", "lap")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("no stack lap"),
  });
  expect(await said("--file", "no.yaml")).toMatchObject({ code: 2 });
  expect(await said("--older-than", "3d")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--store"),
  });
}, 60_000);
