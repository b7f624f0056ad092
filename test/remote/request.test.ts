import { mkdirSync, symlinkSync, unlinkSync, utimesSync } from "node:fs";
import { expect, test } from "vitest";
import { nodeFiles } from "../../src/host/node-files.ts";
import type { Step } from "../../src/pipeline/pipeline.ts";
import { contentDigest } from "../../src/remote/content.ts";
import { jobRequest, requestDigest, unmet } from "../../src/remote/request.ts";
import { listInputs } from "../../src/run/input-files.ts";
import { createRepo } from "../rig/repo.ts";
import { output, script } from "../run/host-step.ts";
import { lab, remoteStep } from "./rig.ts";

const all = { gpu: true, spot: true, multiNode: true, logs: true, data: "directory" } as const;
const plain = { accelerators: [], useSpot: false, numNodes: 1 } as const;

interface Asked {
  readonly step?: Partial<Step>;
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: string;
  readonly image?: string;
  readonly content?: string;
}

function digestOf({
  step: rest = {},
  env = {},
  command = "x",
  image = "i@sha256:1",
  content = "c",
}: Asked): string {
  const step = remoteStep("s", "", rest);
  const request = jobRequest({ step, name: "p", image, capabilities: {} });
  return requestDigest({
    ...{ request, operator: lab, content },
    attempt: { step, command: script(command), env },
  });
}

test("a digest tells what a step would do, in whatever order it is told", () => {
  const digest = digestOf({ env: { A: "1", B: "2" } });
  expect(digestOf({ env: { B: "2", A: "1" } })).toBe(digest);
  const others = [
    digestOf({}),
    digestOf({ env: { A: "1", B: "3" } }),
    digestOf({ env: { A: "1", B: "2" }, command: "y" }),
    digestOf({ env: { A: "1", B: "2" }, image: "i@sha256:2" }),
    digestOf({ env: { A: "1", B: "2" }, content: "d" }),
    digestOf({ env: { A: "1", B: "2" }, step: { outputs: [output("out")] } }),
    digestOf({ env: { A: "1", B: "2" }, step: { settings: { queue: "b" } } }),
    digestOf({
      env: { A: "1", B: "2" },
      step: { resources: [{ ...plain, cpus: { value: 2, atLeast: false } }] },
    }),
    digestOf({ env: { A: "1", B: "2" }, step: { secrets: ["KEY"] } }),
  ];
  expect(new Set([digest, ...others]).size).toBe(others.length + 1);
});

test("content counts, and neither time nor place", async () => {
  using repo = createRepo({ "in/a": "1", "in/b": "2" });
  using other = createRepo({ "in/a": "1", "in/b": "2" });
  const digest = async (root = repo.path): Promise<string> => {
    const inputs = await listInputs(nodeFiles, root, [{ kind: "path", path: "in", isDirectory: true }]);
    return contentDigest({ files: nodeFiles, root, inputs });
  };
  const first = await digest();
  utimesSync(repo.at("in/a"), 1, 1);
  expect(await digest()).toBe(first);
  expect(await digest(other.path)).toBe(first);
  const changes: readonly (() => void)[] = [
    () => repo.write("in/a", "3"),
    () => repo.write("in/a", "1", 0o755),
    () => mkdirSync(repo.at("in/empty")),
    () => unlinkSync(repo.at("in/b")),
    () => symlinkSync("a", repo.at("in/b")),
  ];
  const seen = new Set([first]);
  for (const change of changes) {
    change();
    seen.add(await digest());
  }
  expect(seen.size).toBe(changes.length + 1);
});

test("the backend's deadline comes after the step's timeout, and is never more than it can keep", () => {
  const deadline = (timeoutMs: number, maxRuntimeSeconds?: number): number =>
    jobRequest({
      ...{ step: remoteStep("s", "", { timeoutMs }), name: "p", image: undefined },
      capabilities: maxRuntimeSeconds === undefined ? {} : { maxRuntimeSeconds },
    }).deadlineSeconds;
  expect(deadline(60_000)).toBe(660);
  expect(deadline(60_000, 300)).toBe(300);
});

test.each<
  readonly [string, Partial<Step>, Partial<typeof all> | Record<string, boolean>, string | undefined]
>([
  ["nothing", {}, { gpu: false, spot: false }, undefined],
  [
    "an accelerator",
    { resources: [{ ...plain, accelerators: [{ name: "A100", count: 2 }] }] },
    {},
    undefined,
  ],
  [
    "an accelerator",
    { resources: [{ ...plain, accelerators: [{ name: "A100", count: 2 }] }] },
    { gpu: false },
    "A100:2",
  ],
  ["spot", { resources: [{ ...plain, useSpot: true }] }, { spot: false }, "spot"],
  ["nodes", { resources: [{ ...plain, numNodes: 2 }] }, {}, undefined],
  ["nodes", { resources: [{ ...plain, numNodes: 2 }] }, { multiNode: false }, "2 nodes"],
  ["no network", { network: "none" }, {}, "network: none"],
  ["a user", { user: "1000" }, {}, "a user"],
])("a step that asks for %s", (_, step, less, expected) => {
  const said = unmet(remoteStep("s", "", step), lab, { ...all, ...less } as typeof all);
  if (expected === undefined) expect(said).toBeUndefined();
  else expect(said).toContain(expected);
});
