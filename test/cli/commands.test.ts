import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { say } from "./fake-io.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "stepops-cli-")));
  mkdirSync(join(folder, ".git"));
  writeFileSync(join(folder, ".git", "HEAD"), "ref: refs/heads/main\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const here = (...argv: string[]) => say(argv, { cwd: folder, env: { PATH: process.env.PATH ?? "" } });
const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);

const good = `name: good
params: {n: {type: integer}}
steps:
  one: {command: "echo \${{ params.n }}", outputs: []}
  two: {needs: one, strategy: {matrix: {k: [1, 2]}}, command: "echo \${{ matrix.k }}"}
`;

describe("validate", () => {
  test("a file with more faults than a call may have arguments", async () => {
    write("pipeline.yaml", `steps: {a: {command: x, needs: [${"b, ".repeat(130_000)}]}}`);
    expect(await here("validate", "--json")).toMatchObject({ code: 2 });
  });

  test("a good file: how many steps", async () => {
    write("pipeline.yaml", good);
    expect(await here("validate")).toEqual({
      code: 0,
      stderr: "",
      stdout: "✓ pipeline.yaml: 2 steps, 3 with every leg of a matrix\n",
    });
  });

  test("--json of several files is one list with every field", async () => {
    write("a.yaml", good);
    write("b.yaml", "name: b\nsteps:\n  one: {comand: [true]}\n");
    const { code, stdout } = await here("validate", "a.yaml", "b.yaml", "none.yaml", "--json");
    expect(code).toBe(2);
    const found = JSON.parse(stdout) as { file: string }[];
    expect(new Set(found.map(({ file }) => file))).toEqual(new Set(["b.yaml", "none.yaml"]));
    const keys = ["file", "code", "severity", "message", "line", "column", "endLine", "endColumn", "related"];
    for (const one of found) expect(Object.keys(one)).toEqual(expect.arrayContaining(keys));
  });
});

describe("graph", () => {
  test("as JSON: nodes by leg, an edge from a step to the one that needs it", async () => {
    write("pipeline.yaml", good);
    const { code, stdout } = await here("graph", "--format", "json");
    const graph = JSON.parse(stdout) as { nodes: { id: string }[]; edges: unknown[] };
    expect(code).toBe(0);
    expect(Object.keys(graph)).toEqual(["nodes", "edges"]);
    expect(graph.nodes.map(({ id }) => id)).toEqual(["one", "two[k=1]", "two[k=2]"]);
    expect(graph.edges).toEqual([
      { from: "one", to: "two[k=1]" },
      { from: "one", to: "two[k=2]" },
    ]);
  });

  test("of a bad file prints no graph", async () => {
    write("pipeline.yaml", "steps: {a: {needs: a, command: x}}");
    const { code, stdout, stderr } = await here("graph");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("self-need");
  });
});

describe("plan", () => {
  test("as JSON names each leg, and what is left out", async () => {
    write("pipeline.yaml", good);
    const { code, stdout } = await here("plan", "--offline", "--json", "--param", "n=1", "--only", "two");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [],
      steps: [
        { id: "one", action: "skip", needs: [] },
        { id: "two[k=1]", action: "run", needs: ["one"] },
        { id: "two[k=2]", action: "run", needs: ["one"] },
      ],
    });
  });

  test("needs a value for each required param, and a step that there is", async () => {
    write("pipeline.yaml", good);
    expect(await here("plan", "--offline")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("param-missing"),
    });
    expect(await here("plan", "--offline", "--param", "n=1", "--only", "thre")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("thre"),
    });
  });
});

describe("init", () => {
  test("writes a pipeline that is right and a workflow, and keeps what exists", async () => {
    expect(await here("init", "--yes", "--name", "vision")).toMatchObject({ code: 0, stderr: "" });
    expect(await here("validate")).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, ".github/workflows/pipeline.yml"), "utf8")).toContain("contents: read");
    write("pipeline.yaml", "mine");
    const again = await here("init", "--yes");
    expect(again.stdout).toContain("pipeline.yaml kept, it exists already");
    expect(readFileSync(join(folder, "pipeline.yaml"), "utf8")).toBe("mine");
    await here("init", "--yes", "--force");
    expect(readFileSync(join(folder, "pipeline.yaml"), "utf8")).not.toBe("mine");
  });

  test("its pipeline runs, and status and logs tell of it", async () => {
    await here("init", "--yes", "--workflow", "no");
    const ran = await here("run", "--param", "rows=4");
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(join(folder, "out/report.txt"), "utf8")).toBe(
      "out/models/1/model.txt 2.5\nout/models/2/model.txt 5\n",
    );
    const status = JSON.parse((await here("status", "--json")).stdout) as {
      state: string;
      result: string;
      steps: unknown[];
    };
    expect(status).toMatchObject({ state: "ended", result: "success" });
    expect(status.steps).toHaveLength(4);
    expect((await here("logs", "report")).stdout).toBe(
      "out/models/1/model.txt 2.5\nout/models/2/model.txt 5\n",
    );
    expect(await here("logs", "reprot")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean "report"?'),
    });
  });
});

describe("run", () => {
  test("--json prints one event a line, and faults as events too", async () => {
    write("pipeline.yaml", good);
    const events = (await here("run", "--json", "--param", "n=1")).stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string });
    expect(events[0]?.type).toBe("run-started");
    expect(events.at(-1)).toMatchObject({ type: "run-ended", result: "success" });
    const bad = await here("run", "--json");
    expect(bad.code).toBe(2);
    expect(JSON.parse(bad.stdout)).toMatchObject({ type: "diagnostic", code: "param-missing", line: 2 });
  });

  test("a failed step: code 1, its last lines and what to type next", async () => {
    write("pipeline.yaml", "steps: {bad: {command: 'echo gone wrong >&2; exit 7'}}");
    const { code, stdout } = await here("run", "-q");
    expect(code).toBe(1);
    expect(stdout).toContain("  │ gone wrong");
    const loud = await here("run");
    expect(loud.stdout).toMatch(/Next +stepops logs \S+ bad\n/);
  });

  test("what it suggests carries the params, and its paths open from here", async () => {
    mkdirSync(join(folder, "sub"));
    write(
      "sub/pipeline.yaml",
      `params: {text: a, n: 1}
steps:
  one: {command: "echo '{}' > m.json; echo 1 > o", outputs: [o], metrics: [m.json]}
  two: {needs: one, command: 'true'}
  off: {continue_on_error: true, command: 'false'}
`,
    );
    const { code, stdout } = await here(
      "run",
      "sub/pipeline.yaml",
      "--param",
      "text=it's",
      "--stack",
      "local",
    );
    expect(code).toBe(0);
    const again = "stepops run sub/pipeline.yaml --stack local --param 'text=it'\\''s' --from two ";
    expect(stdout).toContain(again);
    expect(stdout).toMatch(/Next +stepops logs \S+ off\n/);
    expect(stdout).not.toContain("--resume");
    expect(stdout).toContain("Outputs  sub/m.json (3 B)\n         sub/o (2 B)\n");
    expect(stdout).toContain("2 succeeded, 1 failed (allowed)");
    expect((await here("status")).stdout).toContain(again);
  });

  test("--resume runs again what did not succeed, and nothing else", async () => {
    write(
      "pipeline.yaml",
      "steps: {one: {command: 'echo once >> ran'}, two: {needs: one, command: 'test -f fixed'}}",
    );
    expect((await here("run")).code).toBe(1);
    write("fixed", "");
    const { id } = (JSON.parse((await here("status", "--json")).stdout) as { run: { id: string } }).run;
    expect((await here("run", "--resume", id.slice(0, -1))).code).toBe(0);
    expect(readFileSync(join(folder, "ran"), "utf8")).toBe("once\n");
  });
});

test("stack list names the built-in stack, those of the file and those of stacks.yaml", async () => {
  write(
    "pipeline.yaml",
    "stack: lab\nstacks: {lab: {description: ours, step_operators: {gpu: {type: custom, command: [./op]}}}}\nsteps: {a: {command: 'true'}}\n",
  );
  write("stacks.yaml", "stacks: {other: {description: theirs}}\n");
  const { code, stdout } = await here("stack", "list", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(
    expect.arrayContaining([
      {
        name: "lab",
        chosen: true,
        builtin: false,
        description: "ours",
        operators: [{ name: "gpu", flavor: "custom" }],
      },
      { name: "other", chosen: false, builtin: false, description: "theirs", operators: [] },
      {
        name: "local",
        chosen: false,
        builtin: true,
        description: "every step on this machine",
        operators: [],
      },
    ]),
  );
});

test("step-operator flavors: all that the design names", async () => {
  const names = (
    JSON.parse((await here("step-operator", "flavors", "--json")).stdout) as { name: string }[]
  ).map(({ name }) => name);
  expect(names).toEqual(["docker", "sagemaker", "vertex", "azureml", "kubernetes", "spark", "custom"]);
});

test.each(["pipeline", "stacks"])("the schema %s is the file that editors load", async (name) => {
  const file = join(import.meta.dirname, "../../schema", `${name}.schema.json`);
  expect(JSON.parse((await here("schema", name)).stdout)).toEqual(JSON.parse(readFileSync(file, "utf8")));
});
