import { describe, expect, test } from "vitest";
import { accelerators, canonicalAccelerator } from "../../src/catalog/accelerators.ts";
import { checkMachine } from "../../src/pipeline/machine.ts";
import { faults, marked, pipelineOf, place, stepOf } from "./resolving.ts";

const file = (resources: string, top = "stack: local") =>
  `${top}\nsteps:\n  a: {command: [x], checkpoint: c/, strategy: {matrix: {gpu: [T4]}}, resources: ${resources}}\n`;

const read = (resources: string) => stepOf(file(resources), "a[gpu=T4]").resources;

const plain = { accelerators: [], useSpot: false, numNodes: 1 };

test.each([
  ["{}", [plain]],
  [
    "{cpus: 0.5, memory: 16+}",
    [{ ...plain, cpus: { value: 0.5, atLeast: false }, memory: { value: 16, atLeast: true } }],
  ],
  ["{disk_size: 100, shm_size: '8'}", [{ ...plain, diskSize: 100, shmSize: 8 }]],
  ["{accelerators: a10g}", [{ ...plain, accelerators: [{ name: "A10G", count: 1 }] }]],
  ["{accelerators: '${{ matrix.gpu }}:4'}", [{ ...plain, accelerators: [{ name: "T4", count: 4 }] }]],
  [
    "{accelerators: [H100:8, 'A100-80GB : 8', tpu-v5e-8:1]}",
    [
      {
        ...plain,
        accelerators: [
          { name: "H100", count: 8 },
          { name: "A100-80GB", count: 8 },
          { name: "tpu-v5e-8", count: 1 },
        ],
      },
    ],
  ],
  [
    "{num_nodes: 2, instance_type: ml.p4d, use_spot: '${{ true }}'}",
    [{ ...plain, numNodes: 2, instanceType: "ml.p4d", useSpot: true }],
  ],
  [
    "{cpus: 4, use_spot: true, any_of: [{accelerators: T4}, {cpus: 8, use_spot: false}]}",
    [
      {
        ...plain,
        cpus: { value: 4, atLeast: false },
        useSpot: true,
        accelerators: [{ name: "T4", count: 1 }],
      },
      { ...plain, cpus: { value: 8, atLeast: false } },
    ],
  ],
])("%s", (resources, expected) => {
  expect(read(resources)).toEqual(expected);
});

test.each([
  ["{accelerators: ▸H1000}", "unknown-accelerator"],
  ["{accelerators: [T4, ▸'']}", "invalid-value"],
  ["{accelerators: ▸'T4:0'}", "accelerator-count"],
  ["{accelerators: ▸'T4:x'}", "accelerator-count"],
  ["{accelerators: ▸'T4:1.5'}", "accelerator-count"],
  ["{cpus: ▸'${{ matrix.gpu }}'}", "invalid-size"],
  ["{disk_size: ▸'${{ 1 }}+'}", "invalid-size"],
  ["{num_nodes: ▸'${{ 0 }}'}", "invalid-value"],
  ["{use_spot: ▸'${{ matrix.gpu }}'}", "invalid-value"],
  ["{any_of: [{accelerators: T4}, {accelerators: ▸K9}]}", "unknown-accelerator"],
])("%s gives %s", (resources, code) => {
  const { text, places } = marked(file(resources));
  expect(faults(text)).toEqual(places.map((at) => `${code} ${at}`));
});

test("spot without a checkpoint warns, accelerators under a local that nobody chose are refused", () => {
  const { text, places } = marked(
    "steps:\n  a: {command: [x], resources: ▸{accelerators: T4, use_spot: true}}\n",
  );
  const [at] = places;
  expect(faults(text)).toEqual([`spot-without-checkpoint ${at}`, `local-accelerators ${at}`]);
  expect(faults(text, { stackName: "local" })).toEqual([`spot-without-checkpoint ${at}`]);
});

describe("the catalog", () => {
  test("no name or alias stands for two accelerators", () => {
    const names = accelerators.flatMap(([name, ...aliases]) =>
      [name, ...aliases].map((each) => [each, name] as const),
    );
    for (const [given, name] of names) expect([given, canonicalAccelerator(given)]).toEqual([given, name]);
  });

  test.each([
    ["rtx 3090", "RTX3090"],
    ["A100_80GB", "A100-80GB"],
    ["a100-40gb", "A100"],
    ["TPU-V5E-008", "tpu-v5e-8"],
    ["tpu-v6e", "tpu-v6e"],
    ["tpu-v1-8", undefined],
    ["constructor", undefined],
    ["", undefined],
  ])("%s is %s", (given, name) => {
    expect(canonicalAccelerator(given)).toBe(name);
  });
});

describe("what this machine has", () => {
  const machine = { cpus: 4, memoryGb: 16, accelerators: 1 };
  const check = (resources: string, top = "stacks: {lab: {}}\nstack: lab") => {
    const { diagnostics, notices } = checkMachine(pipelineOf(file(resources, top)), machine);
    return { places: diagnostics.map(({ code, location }) => `${code} ${place(location)}`), notices };
  };

  test.each([
    "{cpus: 4+, memory: 16, accelerators: T4}",
    "{accelerators: ['A10G:2', 'T4:1']}",
    "{cpus: 64, any_of: [{memory: 1}, {cpus: 2}]}",
  ])("%s fits", (resources) => {
    expect(check(resources)).toEqual({ places: [], notices: [] });
  });

  test.each([
    "{cpus: 5}",
    "{memory: 17+}",
    "{accelerators: 'T4:2'}",
    "{num_nodes: 2}",
    "{instance_type: x}",
    "{use_spot: true}",
  ])("%s is too much, and a notice under a local that was asked for", (resources) => {
    expect(check(resources).places).toEqual(["resources-exceed 4:81"]);
    const lenient = check(resources, "stack: local");
    expect([lenient.places.length, lenient.notices.length]).toEqual([0, 1]);
  });
});
