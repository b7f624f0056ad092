import { expect, test } from "vitest";
import type { Answer, Finding, JobPlan, StepOperator } from "../../src/operator/operator.ts";
import type { LegId, Step } from "../../src/pipeline/pipeline.ts";
import { err, ok } from "../../src/pipeline/result.ts";
import { checkOperators } from "../../src/remote/check-operators.ts";
import { lab, remoteStep } from "../remote/rig.ts";
import { Backend } from "../remote/scripted-operator.ts";
import { pipelineOf } from "../rig/graphs.ts";
import { createRepo, type Repo } from "../rig/repo.ts";
import { virtualClock, virtualHost } from "../rig/virtual-host.ts";
import { type Said, say } from "./fake-io.ts";

/** A program of somebody's own. It writes down each call, and its settings say what it answers. */
const program = `
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";
let settings;
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
const methods = {
  initialize({ operator, directory }) {
    settings = operator.settings;
    note("initialize " + directory);
    const capabilities = { gpu: true, spot: true, multi_node: false, logs: true, data: "directory", ...settings.capabilities };
    return { protocol_version: "1", name: "asked", version: "1", capabilities };
  },
  check: () => ({ findings: settings.findings ?? [] }),
  plan({ job }) {
    note("plan " + job.name + " " + (job.resources.accelerators?.name ?? "-") + " " + ("directory" in job));
    if (job.resources.accelerators?.name === settings.lacks)
      throw { message: "No node has " + settings.lacks + ".", data: { reason: "invalid" } };
    if (settings.away) throw { message: "The lab is away", data: { reason: "unavailable" } };
    return { instance_type: "lab-large", hourly_cost: 1.5, request: { gres: job.resources.accelerators?.name ?? "none" } };
  },
  shutdown: () => ({}),
};
const note = (text) => appendFileSync(settings.log, text + "\\n");
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  try {
    send({ id, result: methods[method](params) });
  } catch ({ message, data }) {
    send({ id, error: { code: -32000, message, data } });
  }
  if (method === "shutdown") { note("shutdown"); process.exit(0); }
}
`;

interface Lab {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Of the step `train`. */
  readonly train?: Readonly<Record<string, unknown>>;
  readonly command?: readonly string[];
}

/** Steps as JSON, which is YAML. */
function project({ settings = {}, train = {}, command }: Lab = {}): Repo {
  const repo = createRepo({ "op.mjs": program });
  const operator = {
    type: "custom",
    command: command ?? [process.execPath, repo.at("op.mjs")],
    log: repo.at("log"),
    ...settings,
  };
  const pipeline = {
    name: "demo",
    stack: "lab",
    stacks: {
      lab: { artifact_store: { type: "local", path: repo.at("store") }, step_operators: { lab: operator } },
    },
    steps: {
      prepare: { command: "echo prepare" },
      train: {
        step_operator: "lab",
        resources: { accelerators: "A10G:1" },
        ...train,
        command: "echo train",
      },
    },
  };
  repo.write("pipeline.yaml", JSON.stringify(pipeline, undefined, 2));
  return repo;
}

const env = { PATH: process.env.PATH ?? "" };
const here = (repo: Repo, ...argv: readonly string[]): Promise<Said> =>
  say(argv, { cwd: repo.path, env: { ...env, TMPDIR: repo.at("tmp") } });
const logged = (repo: Repo): readonly string[] =>
  repo.has("log") ? repo.read("log").trimEnd().split("\n") : [];

test("a plan says what an operator would give, and what that costs", async () => {
  using repo = project();
  const { code, stdout, stderr } = await here(repo, "plan");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^train\s+run\s+lab: lab-large, \$1\.50\/h\s/m);
  expect(stdout).toMatch(/^prepare\s+run\s+host\s/m);
  const [started, planned, ended, ...rest] = logged(repo);
  expect([planned, ended, rest]).toEqual(["plan demo train A10G false", "shutdown", []]);
  const scratch = started?.replace("initialize ", "") ?? "";
  expect(scratch.startsWith(repo.at("tmp"))).toBe(true);
  expect(repo.list("tmp")).toEqual([]);
  expect(repo.has(".stepops/runs")).toBe(false);
});

test("as JSON, with what would be sent", async () => {
  using repo = project({
    train: { resources: { accelerators: "A10G:1", use_spot: true }, checkpoint: "ckpt" },
  });
  const { stdout } = await here(repo, "plan", "--json");
  const { steps, notices } = JSON.parse(stdout) as {
    readonly steps: readonly { readonly id: string; readonly job?: unknown }[];
    readonly notices: readonly string[];
  };
  expect(steps.map(({ id, job }) => [id, job])).toEqual([
    ["prepare", undefined],
    [
      "train",
      { resources: "A10G:1 on spot", instanceType: "lab-large", hourlyCost: 1.5, request: { gres: "A10G" } },
    ],
  ]);
  expect(notices).toEqual([]);
});

test.each([["plan", "--offline"], ["validate"], ["graph"], ["plan", "--only", "prepare"]])(
  "%s %s starts no operator",
  async (...argv) => {
    using repo = project();
    expect((await here(repo, ...argv.filter((each) => each !== undefined))).code).toBe(0);
    expect(logged(repo)).toEqual([]);
  },
);

test("legs that ask for the same are asked about once", async () => {
  using repo = project({ train: { strategy: { matrix: { n: [1, 2, 3] } } } });
  const { stdout } = await here(repo, "plan");
  expect(stdout.match(/lab-large/g)).toHaveLength(3);
  expect(logged(repo).filter((line) => line.startsWith("plan"))).toHaveLength(1);
});

test.each<readonly [string, Lab, string, string]>([
  [
    "an accelerator that is not there",
    { settings: { lacks: "A10G" } },
    '"train" cannot run on "lab": No node has A10G',
    "resources",
  ],
  [
    "an accelerator where there are none",
    { settings: { capabilities: { gpu: false } } },
    '"train" cannot run on "lab": the step asks the operator lab for A10G:1, and it has no accelerators',
    "resources",
  ],
  [
    "many nodes where a job has one",
    { train: { resources: { num_nodes: 2 } } },
    '"train" cannot run on "lab": the step asks the operator lab for 2 nodes, and each of its jobs has one',
    "resources",
  ],
])("%s is refused where the file asks for it, by plan and run alike", async (_, given, message, key) => {
  using repo = project(given);
  const planned = await here(repo, "plan", "--json");
  expect(planned.code).toBe(2);
  const { diagnostics } = JSON.parse(planned.stdout);
  expect(diagnostics).toMatchObject([{ code: "operator-refuses", severity: "error", message }]);
  const [{ line }] = diagnostics as readonly [{ readonly line: number }];
  expect(repo.read("pipeline.yaml").split("\n").slice(0, line).join("\n")).toContain(`"${key}"`);
  const ran = await here(repo, "run");
  expect(ran.code).toBe(2);
  expect(ran.stderr + ran.stdout).toContain(message);
  expect(repo.has(".stepops/runs")).toBe(false);
});

test("what of any_of cannot be had is passed over, and told", async () => {
  using repo = project({
    settings: { lacks: "A100" },
    train: { resources: { any_of: [{ accelerators: ["A100:8", "H100:8"] }, { accelerators: "A10G:4" }] } },
  });
  const { code, stderr, stdout } = await here(repo, "plan");
  expect(code).toBe(0);
  expect(stderr).toBe("notice: train passes over A100:8, which lab cannot give: No node has A100\n");
  expect(stdout).toContain("lab: lab-large");
  expect(JSON.parse((await here(repo, "plan", "--json")).stdout).steps[1].job.resources).toBe("H100:8");
});

test("an operator that is not ready: nothing starts, and its own words are shown", async () => {
  const findings = [
    { level: "ok", message: "Logged in." },
    { level: "warning", message: "2 of 8 nodes are down." },
    { level: "error", message: "/scratch is full.", hint: "Remove old jobs." },
  ];
  using repo = project({ settings: { findings } });
  for (const verb of ["plan", "run"]) {
    const { code, stderr, stdout } = await here(repo, verb);
    expect(code).toBe(2);
    const said = stderr + stdout;
    expect(said).toContain('The operator "lab" is not ready: /scratch is full\n');
    expect(said).toContain("Remove old jobs");
    expect(said).toContain("operator-not-ready");
  }
  expect(repo.has(".stepops/runs")).toBe(false);
});

test("its warnings are notices", async () => {
  using repo = project({
    settings: { findings: [{ level: "warning", message: "2 of 8\nnodes are down." }] },
  });
  const { code, stderr } = await here(repo, "plan");
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: "notice: the operator lab warns: 2 of 8 nodes are down\n",
  });
});

test("an operator that is away is a warning", async () => {
  using repo = project({ settings: { away: true } });
  const { code, stderr, stdout } = await here(repo, "plan");
  expect(code).toBe(0);
  expect(stderr).toContain("operator-unreachable");
  expect(stderr).toContain("The lab is away");
  expect(stdout).toMatch(/^train\s+run\s+lab\s/m);
});

test("a program that cannot be started is found before anything runs", async () => {
  using repo = project({ command: ["./no-such-program"] });
  const { code, stderr } = await here(repo, "run");
  expect(code).toBe(2);
  expect(stderr).toContain("operator-not-ready");
  expect(stderr).toContain("no-such-program");
});

test("a run that may not use operators starts none", async () => {
  using repo = project();
  const repos = { head: { repo: { id: 2 } }, base: { repo: { id: 1 } } };
  repo.write("event.json", JSON.stringify({ pull_request: { number: 7, ...repos } }));
  const event = {
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_EVENT_PATH: repo.at("event.json"),
  };
  for (const verb of ["plan", "run"]) {
    const { code, stderr, stdout } = await say([verb], { cwd: repo.path, env: { ...env, ...event } });
    expect(code).toBe(2);
    expect(stderr + stdout).toContain("trust-refused");
  }
  expect(logged(repo)).toEqual([]);
});

test.each([
  ["network", "none"],
  ["user", "1000"],
])("%s: %s on a program of one's own is found by validate", async (key, value) => {
  using repo = project({ train: { [key]: value, image: "python:3.13-slim" } });
  const { code, stdout, stderr } = await here(repo, "validate");
  expect(code).toBe(2);
  expect(stdout + stderr).toContain("container-only");
  expect(stdout + stderr).toContain(`${key}: ${value}`);
  expect(logged(repo)).toEqual([]);
});

/** Operators that answer by script, each with a name of its own, under a virtual clock. */
async function asked(
  steps: readonly Step[],
  operators: Readonly<Record<string, Partial<StepOperator>>>,
  cancelAtMs = Number.POSITIVE_INFINITY,
) {
  const stop = new AbortController();
  const clock = virtualClock();
  const host = { ...virtualHost(), clock };
  using backend = new Backend(clock);
  const began = clock.monotonic();
  const closed: string[] = [];
  const opened: string[] = [];
  if (cancelAtMs < Number.POSITIVE_INFINITY) void clock.sleep(cancelAtMs).then(() => stop.abort());
  const found = await clock.run(
    checkOperators({
      ...{ host, env: {}, root: "/p", signal: stop.signal },
      pipeline: { ...pipelineOf(steps), file: { path: "pipeline.yaml", text: "" } },
      open: async ({ name }) => {
        opened.push(name);
        return ok({
          ...backend.operator(),
          ...operators[name],
          close: async () => void closed.push(name),
        });
      },
    }),
  );
  return { found, opened, closed, ms: clock.monotonic() - began };
}

const on = (name: string, id: string): Step => remoteStep(id, "", { operator: { ...lab, name } });
const never = (): Promise<never> => new Promise(() => {});

test("each operator is started once, all at once, and one that hangs holds up nobody for more than 30 s", async () => {
  const fine = { plan: async (): Promise<Answer<JobPlan>> => ok({ instanceType: "big" }) };
  const steps = [on("slow", "a"), on("slow", "b"), on("fine", "c"), on("stuck", "d")];
  const { found, opened, closed, ms } = await asked(steps, {
    slow: { check: never, plan: never },
    stuck: { check: never },
    fine,
  });
  expect(ms).toBe(30_000);
  expect(opened.toSorted()).toEqual(["fine", "slow", "stuck"]);
  expect(closed.toSorted()).toEqual(["fine", "slow", "stuck"]);
  expect(found.diagnostics.map(({ code, message }) => [code, message.includes("slow")])).toEqual([
    ["operator-unreachable", true],
    ["operator-unreachable", false],
  ]);
  expect(found.jobs.get("c" as LegId)).toEqual({ instanceType: "big" });
});

test("no permission is an error, and so is what one operator says beside another", async () => {
  const findings: readonly Finding[] = [{ level: "error", message: "no login" }];
  const { found } = await asked([on("one", "a"), on("two", "b")], {
    one: { check: async () => err({ reason: "denied", message: "jobs:List is not allowed" }) },
    two: { check: async () => ok(findings) },
  });
  expect(found.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'operator-not-ready: The operator "one" does not say whether it is ready: jobs:List is not allowed',
    'operator-not-ready: The operator "two" is not ready: no login',
  ]);
});

test("a run that is cancelled meanwhile does not wait for an answer", async () => {
  const { ms, closed } = await asked([on("slow", "a")], { slow: { check: never, plan: never } }, 2000);
  expect([ms, closed]).toEqual([2000, ["slow"]]);
});
