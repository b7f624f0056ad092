import { spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { outcomes, scratch } from "../conformance/suite.ts";
import { blocks, readPage, root } from "../docs/markdown.ts";

const guide = readPage("docs/guide/custom-operators.md");
const cli = join(root, "src/cli.ts");
const path = `${dirname(process.execPath)}:${process.env.PATH}`;

/** The operator that the guide builds, part by part. */
function guideOperator(): string {
  const parts = blocks(guide, "python");
  const isLast = (part: string): boolean => part.startsWith("# The last lines.");
  return [...parts.filter((part) => !isLast(part)), ...parts.filter(isLast)].join("\n\n");
}

/** Runs stepops' source in a folder, and resolves with what it printed when it has ended well. */
function stepops(cwd: string, ...args: readonly string[]): string {
  const env = { PATH: path, HOME: cwd };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    encoding: "utf8",
    env,
  });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

test("the operator that the guide builds keeps every promise of an operator", async () => {
  using folder = scratch();
  writeFileSync(folder.at("tiny_operator.py"), guideOperator());
  const jobs = folder.at("jobs");
  const command = ["python3", folder.at("tiny_operator.py")] as const;
  const found = await outcomes({ command, settings: { folder: jobs }, keeps: [jobs] });
  expect([...found].filter(([, outcome]) => outcome !== "kept")).toEqual([]);
  expect(guide.text).toContain(`${found.size} of ${found.size} checks`);
}, 180_000);

test("the guide's pipeline runs on the guide's operator", () => {
  using folder = scratch();
  writeFileSync(folder.at("tiny_operator.py"), guideOperator());
  chmodSync(folder.at("tiny_operator.py"), 0o755);
  writeFileSync(folder.at("pipeline.yaml"), blocks(guide, "yaml")[0] ?? "");
  stepops(folder.path, "run", "pipeline.yaml");
  expect(readFileSync(folder.at("squares.txt"), "utf8")).toMatch(/^1000 1000000$/m);
}, 60_000);

test("the ssh example runs its pipeline on this machine", () => {
  using folder = scratch();
  cpSync(join(root, "examples/operators/ssh"), folder.path, { recursive: true });
  // Its folder of jobs would be shared with others of this machine.
  const stacks = readFileSync(folder.at("stacks.yaml"), "utf8");
  writeFileSync(folder.at("stacks.yaml"), stacks.replaceAll("/tmp/stepops-jobs", folder.at("jobs")));
  stepops(folder.path, "run", "pipeline.yaml");
  expect(readFileSync(folder.at("out/squares.txt"), "utf8")).toMatch(/^1000 1000000$/m);
}, 60_000);

test("the queue example runs its pipeline on a worker", () => {
  using folder = scratch();
  cpSync(join(root, "examples/operators/queue"), folder.path, { recursive: true });
  const worker = spawn("python3", ["worker.py", ".queue"], { cwd: folder.path, stdio: "ignore" });
  try {
    expect(stepops(folder.path, "run", "-v", "pipeline.yaml")).toContain("pi is about 3.1");
  } finally {
    worker.kill();
  }
}, 60_000);

test.each(["queue", "ssh"])("the settings of the example %s are checked before anything starts", (name) => {
  using folder = scratch();
  cpSync(join(root, "examples/operators", name), folder.path, { recursive: true });
  expect(JSON.parse(stepops(folder.path, "validate", "--json", "pipeline.yaml"))).toEqual([]);
  const stacks = readFileSync(folder.at("stacks.yaml"), "utf8");
  writeFileSync(folder.at("stacks.yaml"), stacks.replaceAll(/(queue|folder): (\S*[./])/g, "$1s: $2"));
  const { status, stdout } = spawnSync(process.execPath, [cli, "validate", "pipeline.yaml"], {
    cwd: folder.path,
    encoding: "utf8",
    env: { PATH: path },
  });
  expect(status, stdout).toBe(2);
  expect(stdout).toContain("unknown-setting");
});

test.each(
  ["queue/queue_operator.py", "queue/worker.py", "queue/shared.py", "queue/protocol.py"].concat(
    ["operator.js", "remote.js", "remote.sh", "protocol.js"].map((name) => `ssh/${name}`),
  ),
)("examples/operators/%s can be read at one go", (name) => {
  const lines = readFileSync(join(root, "examples/operators", name), "utf8").split("\n").length;
  expect(lines).toBeLessThan(150);
});
