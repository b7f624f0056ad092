import { expect, test } from "vitest";
import { checkEngines } from "../../src/container/preflight.ts";
import type { SpawnCommand } from "../../src/host/host.ts";
import type { Mapping } from "../../src/pipeline/draft.ts";
import type { Resources, Step } from "../../src/pipeline/pipeline.ts";
import { pipelineOf, stepOf } from "../rig/graphs.ts";
import { type Script, virtualHost } from "../rig/virtual-host.ts";

const image = { kind: "reference", reference: "busybox:1" } as const;
const docker = (settings: Mapping<string> = {}) => ({ name: "gpu", flavor: "docker", settings });
const file = { path: "pipeline.yaml", text: "" };
const at: Step["at"] = (key) => ({ file: { ...file, path: key }, range: { start: 0, end: 0 } });
const asks = (rest: Partial<Resources>): Step["resources"] => [
  { accelerators: [], useSpot: false, numNodes: 1, ...rest },
];

const says = (text: string, code = 0, stream: "stdout" | "stderr" = "stdout"): Script => ({
  output: [{ stream, text }],
  end: { afterMs: 1, end: { kind: "exited", code } },
});
const info = (rest: object = {}): Script =>
  says(JSON.stringify({ ServerVersion: "28", OSType: "linux", NCPU: 4, MemTotal: 8e9, ...rest }));
const down = says(
  "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?",
  1,
  "stderr",
);

async function check(steps: readonly Step[], script: (args: string) => Script = () => info()) {
  const asked: string[] = [];
  const host = virtualHost({
    script: ({ args }: SpawnCommand) => {
      asked.push(args.join(" "));
      return script(args.join(" "));
    },
  });
  const found = await host.clock.run(checkEngines({ pipeline: pipelineOf(steps), host, env: {}, cwd: "/" }));
  return {
    asked,
    found: found.map(({ code, message, location, hint }) => ({
      code,
      message,
      hint,
      at: location.file.path,
    })),
  };
}

test("each engine is asked once, and only for steps that run in containers", async () => {
  const { asked, found } = await check([
    stepOf("host"),
    stepOf("a", { image }),
    stepOf("b", { image }),
    stepOf("c", { image, operator: docker({ host: "ssh://gpu" }) }),
    stepOf("d", { image, operator: { name: "sm", flavor: "sagemaker", settings: {} } }),
  ]);
  expect(found).toEqual([]);
  expect(asked.sort()).toEqual(["--host ssh://gpu info --format {{json .}}", "info --format {{json .}}"]);
  expect((await check([stepOf("host")])).asked).toEqual([]);
});

test("one that does not answer is told once, where the first of its steps asks for it", async () => {
  const { found } = await check(
    [stepOf("a", { image, at }), stepOf("b", { image }), stepOf("c", { image })],
    () => down,
  );
  expect(found).toEqual([
    {
      code: "docker-unavailable",
      message:
        '"a" and 2 more would run in a container, but Docker does not answer: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
      hint: "Start the Docker engine, or correct DOCKER_HOST or the docker context",
      at: "image",
    },
  ]);
});

test("of several the one that does not answer is told, at the operator that names it", async () => {
  const { found } = await check(
    [stepOf("a", { image, at }), stepOf("b", { image, at, operator: docker({ context: "gpu" }) })],
    (args) => (args.startsWith("--context") ? down : info()),
  );
  expect(found).toMatchObject([{ code: "docker-unavailable", at: "step_operator" }]);
  expect(found[0]?.message).toMatch(
    /^"b" would run in a container, but Docker of the context gpu does not answer/,
  );
});

test("containers of Windows run no step", async () => {
  const { found } = await check([stepOf("a", { image })], () => info({ OSType: "windows" }));
  expect(found).toMatchObject([
    {
      code: "docker-unavailable",
      message: '"a" would run in a container, but the Docker engine runs Windows containers',
      hint: "Switch it to Linux containers",
      at: "pipeline.yaml",
    },
  ]);
});

test("an engine elsewhere is asked whether it has what steps ask for; this machine is asked by others", async () => {
  const cpus = { value: 8, atLeast: false };
  const memory = { value: 16, atLeast: true };
  const operator = docker({ host: "ssh://gpu" });
  const { found } = await check([
    stepOf("here", { image, at, resources: asks({ cpus }) }),
    stepOf("cores", { image, at, operator, resources: asks({ cpus }) }),
    stepOf("memory", { image, at, operator, resources: asks({ memory }) }),
    stepOf("fits", { image, at, operator, resources: asks({ cpus: { value: 4, atLeast: false } }) }),
    stepOf("any", { image, at, operator, resources: [...asks({ cpus }), ...asks({})] }),
    stepOf("gpus", { image, at, operator, resources: asks({ accelerators: [{ name: "L4", count: 8 }] }) }),
  ]);
  expect(found.map(({ code, message, at: where }) => [code, where, message])).toEqual([
    ["resources-exceed", "resources", '"cores" asks for 8 cpus, where that engine has 4'],
    ["resources-exceed", "resources", '"memory" asks for 16 GB of memory, where that engine has 8.0'],
  ]);
});
