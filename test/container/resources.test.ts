import { expect, test } from "vitest";
import { fittingResources } from "../../src/container/resources.ts";
import type { Resources } from "../../src/pipeline/pipeline.ts";

const resources = (rest: Partial<Resources>): Resources => ({
  accelerators: [],
  useSpot: false,
  numNodes: 1,
  ...rest,
});
const cpus = (value: number) => resources({ cpus: { value, atLeast: false } });
const memory = (value: number) => resources({ memory: { value, atLeast: true } });
const gpus = (count: number) => resources({ accelerators: [{ name: "L4", count }] });

const engine = { cpus: 4, memoryGb: 16, accelerators: 1 };

const cases: readonly (readonly [string, readonly [Resources, ...Resources[]], number])[] = [
  ["the only one", [cpus(64)], 0],
  ["the first that fits", [cpus(64), cpus(4), cpus(1)], 1],
  ["the first of all, where all fit", [resources({}), cpus(1)], 0],
  ["none fits: the first", [cpus(64), memory(64)], 0],
  ["by memory, at least so much included", [memory(17), memory(16)], 1],
  ["by GPUs", [gpus(8), gpus(1)], 1],
  ["none but the one without a GPU", [gpus(2), resources({})], 1],
];
test.each(cases)("%s", (_name, alternatives, index) => {
  expect(fittingResources(alternatives, engine)).toBe(alternatives[index]);
});
