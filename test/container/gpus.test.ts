import { expect, test } from "vitest";
import { createDevices } from "../../src/container/devices.ts";
import { gpusFor } from "../../src/container/gpus.ts";

type Prepared = Parameters<typeof gpusFor>[1];

test.each<[string, number, number, object, ReturnType<typeof gpusFor>]>([
  ["none asked for", 0, 4, {}, undefined],
  ["by index on this machine", 2, 4, {}, [0, 1]],
  ["what there is, where more was asked for", 4, 2, {}, [0, 1]],
  ["none, where there is none", 1, 0, {}, undefined],
  ["by number on another machine", 2, 0, { host: "ssh://gpu" }, 2],
  ["by number in another context", 2, 0, { context: "gpu" }, 2],
])("%s", (_, count, accelerators, place, gpus) => {
  const resources = { accelerators: count === 0 ? [] : [{ name: "A100", count }] };
  const prepared = { runEngine: { engine: { place } }, resources } as unknown as Prepared;
  const machine = { cpus: 1, memoryGb: 1, accelerators };
  expect(gpusFor({ machine, devices: createDevices(accelerators) }, prepared)).toEqual(gpus);
});
