import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { stepJob } from "../../src/job/step-job.ts";
import { loadPipeline } from "../../src/load.ts";
import type { Job, OperatorFault } from "../../src/operator/operator.ts";
import type { Resources, Step } from "../../src/pipeline/pipeline.ts";
import { describeResources } from "../../src/remote/choice.ts";
import { jobFolder } from "../job/start-run.ts";
import { script } from "../run/host-step.ts";
import { type RemoteEnd, type RemoteRig, remoteRig, remoteStep } from "./rig.ts";
import type { Trouble } from "./scripted-operator.ts";

const minute = 60_000;
const all = { gpu: true, spot: true, multiNode: true, logs: true, data: "directory" } as const;
const a100: Resources = { accelerators: [{ name: "A100", count: 8 }], useSpot: false, numNodes: 1 };
const a10g: Resources = { ...a100, accelerators: [{ name: "A10G", count: 4 }] };
const retry = {
  maxAttempts: 4,
  on: ["preempted", "capacity", "quota", "infrastructure"],
  exitCodes: [],
  backoff: { initialMs: 1000, factor: 2, maxMs: 1000 },
} as const;

const fault = (reason: OperatorFault["reason"], message: string): Trouble => ({
  kind: "fault",
  fault: { reason, message },
});

interface Rig extends RemoteRig {
  /** What each job that came to be was asked with. */
  readonly asked: Job[];
}

function rigOf(resources: Step["resources"], rest: Partial<Step> = {}, text = "echo done"): Rig {
  const rig = remoteRig([remoteStep("s", text, { resources, retry, ...rest })]);
  rig.backend.capabilities = all;
  const asked: Job[] = [];
  rig.backend.script = (job) => {
    asked.push(job as Job);
    return { runMs: minute };
  };
  return Object.assign(rig, { asked });
}

const described = ({ asked }: Rig): readonly string[] =>
  asked.map(({ resources: { accelerators, useSpot, numNodes } }) =>
    describeResources({ accelerators: accelerators ? [accelerators] : [], useSpot, numNodes }),
  );

const notices = ({ events }: RemoteEnd): readonly string[] =>
  events.flatMap((event) => (event.type === "notice" && event.level === "notice" ? [event.message] : []));

test.each(["capacity", "quota"] as const)(
  "27: no %s: the next of any_of is asked for, and told",
  async (reason) => {
    using rig = rigOf([a100, a10g]);
    rig.backend.fail("submit", fault(reason, "none left"));
    const end = await rig.run();
    expect(end.step()).toMatchObject({ result: "success", attempt: 2, retried: [reason] });
    expect(described(rig)).toEqual(["A10G:4"]);
    expect(notices(end)).toEqual([`no ${reason} for A100:8; asks for A10G:4 next`]);
    expect(end.jobs().map(({ submission }) => submission)).toEqual([1, 2]);
  },
);

test("27: no room for anything: a clear failure after as many attempts as there may be", async () => {
  using rig = rigOf([a100, a10g], { retry: { ...retry, maxAttempts: 3 } });
  rig.backend.trouble = (verb) => (verb === "submit" ? fault("capacity", "none left") : undefined);
  const end = await rig.run();
  expect(end.failure()).toMatchObject({ cause: "capacity", message: "the job was not submitted: none left" });
  expect(rig.backend.count("submit")).toBe(3);
  expect(notices(end)).toEqual([
    "no capacity for A100:8; asks for A10G:4 next",
    "no capacity for A10G:4; asks for A100:8 next",
  ]);
});

test("27: a job that ends for want of room is one, too", async () => {
  using rig = rigOf([{ ...a100, accelerators: [...a100.accelerators, ...a10g.accelerators] }]);
  const { script: ordinary } = rig.backend;
  rig.backend.script = (job) => ({
    ...ordinary(job),
    ...(job.key.endsWith("-1") && { lines: [], end: { status: "failed", cause: "capacity" } as const }),
  });
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(described(rig)).toEqual(["A100:8", "A10G:4"]);
});

test("26: after two preemptions in a row spot is given up, and the checkpoint is kept", async () => {
  using rig = rigOf(
    [{ ...a100, useSpot: true }],
    { checkpoint: "ckpt" },
    "cat ckpt/at 2> /dev/null || true; echo x >> ckpt/at",
  );
  const { script: ordinary } = rig.backend;
  rig.backend.script = (job) => ({
    ...ordinary(job),
    ...(/-[12]$/.test(job.key) && { end: { status: "failed", cause: "preempted" } as const }),
  });
  const end = await rig.run();
  expect(end.step()).toMatchObject({
    result: "success",
    attempt: 3,
    failures: 2,
    retried: ["preempted", "preempted"],
  });
  expect(described(rig)).toEqual(["A100:8 on spot", "A100:8 on spot", "A100:8"]);
  expect(notices(end)).toEqual([
    "preempted 2 times in a row with A100:8 on spot; asks for A100:8 on demand next",
  ]);
  expect(rig.repo.read("ckpt/at")).toBe("x\nx\nx\n");
});

test("a process that comes after asks for what was asked for last, and takes up its job", async () => {
  using rig = rigOf([a100, a10g]);
  rig.backend.fail("submit", fault("capacity", "none left"));
  let isAlive = true;
  const { script: ordinary } = rig.backend;
  rig.backend.script = (job) => ({ ...ordinary(job), runMs: 10 * minute });
  // It never hears of the second job's end.
  void rig.start({ isAlive: () => isAlive });
  await rig.clock.run(rig.clock.sleep(5 * minute));
  isAlive = false;
  expect(described(rig)).toEqual(["A10G:4"]);
  const end = await rig.run();
  expect(end.step().result).toBe("success");
  expect(rig.backend.submitted).toHaveLength(1);
  expect(notices(end).some((message) => message.startsWith("goes on with job"))).toBe(true);
});

test("what the operator can never give is passed over, and all of it is a failure without a submit", async () => {
  using rig = rigOf([{ ...a100, numNodes: 2 }, a10g, a100]);
  rig.backend.capabilities = { ...all, multiNode: false };
  rig.backend.fail("plan", fault("invalid", "there is no A10G"));
  expect((await rig.run()).step().result).toBe("success");
  expect(described(rig)).toEqual(["A100:8"]);

  using other = rigOf([a100, a10g]);
  other.backend.trouble = (verb) =>
    verb === "plan" ? fault("invalid", "there is no such thing") : undefined;
  expect((await other.run()).failure()).toEqual({
    cause: "config",
    message: "the job cannot run there: there is no such thing",
  });
  expect(other.backend.count("submit")).toBe(0);
});

test("a plan that is not answered keeps nothing from running, and one choice needs none", async () => {
  using rig = rigOf([a100, a10g]);
  rig.backend.trouble = (verb) => (verb === "plan" ? { kind: "hangs" } : undefined);
  expect((await rig.run()).step().result).toBe("success");
  expect(described(rig)).toEqual(["A100:8"]);

  using other = rigOf([a100]);
  await other.run();
  expect(other.backend.count("plan")).toBe(0);
});

const nodes = (numNodes: number, accelerators: Resources["accelerators"] = []): Step["resources"] => [
  { accelerators, useSpot: false, numNodes },
];

test("many nodes are asked for where the operator has them; what it does not say of a node fails the step", async () => {
  using rig = rigOf(nodes(3));
  const end = await rig.run();
  expect(rig.asked[0]?.resources.numNodes).toBe(3);
  expect(end.failure()).toMatchObject({ cause: "config" });
  expect(end.failure().message).toContain("asked for 3 nodes");

  using without = rigOf(nodes(3));
  without.backend.capabilities = { ...all, multiNode: false };
  expect((await without.run()).failure()).toMatchObject({
    cause: "config",
    message: "the step asks the operator lab for 3 nodes, and each of its jobs has one",
  });
});

test.each([
  ["with accelerators", 8, "8"],
  ["without", 0, "1"],
])(
  "a node %s is told which of them it is by its operator, and torchrun by the start script",
  (_, count, perNode) => {
    const accelerators = count === 0 ? [] : [{ name: "A100", count }];
    const step = remoteStep("s", "", { resources: nodes(2, accelerators) });
    const names =
      "STEPOPS_NUM_NODES STEPOPS_NODE_RANK STEPOPS_NUM_GPUS_PER_NODE STEPOPS_NODE_IPS MASTER_ADDR MASTER_PORT PET_NNODES PET_NODE_RANK PET_NPROC_PER_NODE PET_MASTER_ADDR PET_MASTER_PORT PET_MAX_RESTARTS";
    const command = script(`for n in ${names}; do eval "printf '%s=%s\\n' $n \\"\\$$n\\""; done`);
    const env = { MASTER_PORT: "1", PET_NNODES: "7", PET_MAX_RESTARTS: "3" };
    const job = stepJob({
      ...{ attempt: { step, attempt: 1, command, env }, secrets: {}, carried: {}, userName: "u" },
      ...{ marker: "m", portKey: "p", ownsProcesses: false, spansNodes: true },
    });
    using folder = jobFolder(job);
    const told = {
      STEPOPS_NODE_RANK: "1",
      STEPOPS_NODE_IPS: "10.0.0.1\n10.0.0.2",
      MASTER_ADDR: "10.0.0.1",
      MASTER_PORT: "29500",
    };
    const { stdout, status } = spawnSync("sh", [folder.at("control/start.sh"), folder.path], {
      env: { PATH: process.env.PATH, ...told },
      encoding: "utf8",
    });
    expect(status).toBe(0);
    expect(stdout.replace("This step sees no GPU\n", "")).toBe(
      `STEPOPS_NUM_NODES=2
STEPOPS_NODE_RANK=1
STEPOPS_NUM_GPUS_PER_NODE=${count}
STEPOPS_NODE_IPS=10.0.0.1
10.0.0.2
MASTER_ADDR=10.0.0.1
MASTER_PORT=29500
PET_NNODES=2
PET_NODE_RANK=1
PET_NPROC_PER_NODE=${perNode}
PET_MASTER_ADDR=10.0.0.1
PET_MASTER_PORT=29500
PET_MAX_RESTARTS=3
`,
    );
  },
);

test.each([
  ["any_of: [{accelerators: A100}, {accelerators: T4}]", "", true],
  ["accelerators: [A100, T4]", "", true],
  ["accelerators: [A100, T4]", "retry: {max_attempts: 5}", true],
  ["accelerators: [A100, T4]", "retry: {on: [capacity]}", false],
  ["accelerators: A100", "", false],
])("27: with %s %s no quota makes the step ask for what comes next: %s", (resources, retrying, expected) => {
  const text = `
stack: lab
stacks: {lab: {artifact_store: {type: local, path: /s}, step_operators: {lab: {type: custom, command: [./op]}}}}
steps:
  train: {step_operator: lab, command: x, resources: {${resources}}, ${retrying}}
`;
  const { pipeline } = loadPipeline(
    { pipeline: { path: "pipeline.yaml", text } },
    { params: {}, github: {}, standIns: false, folderName: "p" },
  );
  expect(pipeline?.steps[0]?.retry.on.includes("quota")).toBe(expected);
});
