import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Code } from "../../src/pipeline/diagnostic.ts";
import { createRepo, type Repo } from "../rig/repo.ts";

interface Found {
  readonly file: string;
  readonly code: Code;
  readonly severity: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly hint?: string;
  readonly related: readonly { readonly line: number }[];
}

/** What is wrong, as text → the code and the 1-based line that it must be found at, and the line of the other place. */
type Row = readonly [what: string, text: string, code: Code, line: number, related?: number];

const step = (lines: string): string =>
  `steps:\n  a:\n    command: echo\n${lines.replaceAll(/^/gm, "    ")}\n`;
const steps = (count: number): string =>
  `steps:\n${Array.from({ length: count }, (_, i) => `  s${i}: {command: c}\n`).join("")}`;
const nested = (depth: number): string => `x-deep: ${"[".repeat(depth)}${"]".repeat(depth)}\n${step("")}`;
const bomb = ["x-a: &a [x,x,x,x,x,x,x,x,x]"];
for (let i = 1; i < 9; i++)
  bomb.push(
    `x-${i}: &b${i} [${Array(9)
      .fill(i === 1 ? "*a" : `*b${i - 1}`)
      .join(",")}]`,
  );

const rows: readonly Row[] = [
  ["an empty file", "", "yaml-empty", 1],
  ["comments only", "# nothing\n# at all\n", "yaml-empty", 1],
  ["NUL bytes", "steps:\n  a: {command: \0}\n", "file-encoding", 2],
  ["a tab as indent", "steps:\n\ta: {command: c}\n", "yaml-syntax", 2],
  [
    "a duplicate key",
    "steps:\n  a: {command: c}\n  b: {command: c}\n  a: {command: d}\n",
    "duplicate-key",
    4,
    2,
  ],
  ['1: beside "1":', 'steps:\n  a: {command: c, settings: {1: x, "1": y}}\n', "duplicate-key", 2, 2],
  [
    "two documents",
    "steps: {a: {command: c}}\n---\nsteps: {b: {command: c}}\n",
    "yaml-multiple-documents",
    2,
  ],
  ["a list at the top", "- a\n- b\n", "wrong-type", 1],
  ["an alias bomb", `${bomb.join("\n")}\n${step("")}`, "yaml-alias", 6],
  ["an alias of itself", "x-a: &a [*a]\nsteps: {a: {command: c}}\n", "yaml-alias", 1],
  ["nesting 1,000 deep", nested(1000), "yaml-nesting", 1],
  ["over 1 MiB", `# ${"x".repeat(1024 * 1024)}\n${step("")}`, "file-too-large", 1],
  ["%YAML 1.1", "%YAML 1.1\n---\nsteps: {a: {command: c}}\n", "yaml-version", 1],
  ["yes for a boolean", step("cache: yes"), "yaml-boolean", 4],
  ["a tag", step("description: !!binary aGk="), "yaml-tag", 4],
  ["__proto__ as a key", step("__proto__: {polluted: true}"), "invalid-id", 4],
  ["constructor as a step", "steps:\n  constructor: {command: c}\n", "invalid-id", 2],
  ["an unknown key", step("retries: 3"), "unknown-key", 4],
  ["a foreign spelling", step("timeout-minutes: 3"), "unknown-key", 4],
  ["a wrong type", step("needs: {b: true}"), "wrong-type", 4],
  ["a missing command", "steps:\n  a: {description: d}\n", "missing-key", 2],
  ["3.10 unquoted in a matrix", step("strategy: {matrix: {python: [3.9, 3.10]}}"), "number-spelling", 4],
  ["an integer over 2^53", step("env: {N: 9007199254740993}"), "number-range", 4],
  [".inf", step("env: {N: .inf}"), "number-range", 4],
  [".nan", step("env: {N: .nan}"), "number-range", 4],
  ["a bad duration", step("timeout: 4 hours"), "invalid-duration", 4],
  ["a negative duration", step("timeout: -5"), "invalid-duration", 4],
  ["a bad size", step("resources: {memory: 16 gigs}"), "invalid-size", 4],
  ["a negative size", step("resources: {disk_size: -1}"), "invalid-size", 4],
  ["a cycle", "steps:\n  a: {command: c, needs: b}\n  b: {command: c, needs: a}\n", "cycle", 2],
  ["an unknown need", step("needs: prepair"), "unknown-need", 4],
  ["a need of itself", step("needs: a"), "self-need", 4],
  ["ids that collide", "steps:\n  a_b: {command: c}\n  a-b: {command: c}\n", "id-collision", 3, 2],
  ["an illegal id", "steps:\n  a b: {command: c}\n", "invalid-id", 2],
  ["an id that is too long", `steps:\n  ${"a".repeat(100)}: {command: c}\n`, "invalid-id", 2],
  ["10,001 steps", steps(10_001), "too-many-steps", 2],
  ["257 legs", step(`strategy: {matrix: {n: [${[...Array(257).keys()]}]}}`), "matrix-too-large", 4],
  ["an unclosed ${{", step("env: {A: '${{ params.x'}"), "expression-syntax", 4],
  ["an unknown name", step("env: {A: '${{ params.epoch }}'}"), "unknown-name", 4],
  [
    "a value that its step does not declare",
    `${step("values: [n]")}  b: {command: "echo \${{ needs.a.values.m }}"}\n`,
    "unknown-value",
    5,
  ],
  ["../ in a path", step("inputs: [../secret]"), "path-escapes", 4],
  ["an absolute path", step("inputs: [/etc/passwd]"), "path-escapes", 4],
  ["~ in a path", step("inputs: [~/data]"), "path-escapes", 4],
  ["NUL in a path", step('inputs: ["a\\0b"]'), "invalid-path", 4],
  [
    "overlapping outputs",
    "steps:\n  a: {command: c, outputs: [out/]}\n  b: {command: c, outputs: [out/x]}\n",
    "overlapping-outputs",
    3,
    2,
  ],
  ["an artifact's name with a colon", step('outputs: ["a:b"]'), "artifact-name", 4],
  ["stacks defined and none chosen", "stacks: {aws: {}}\nsteps: {a: {command: c}}\n", "stack-not-chosen", 1],
  ["accelerators under an implicit local", step("resources: {accelerators: T4}"), "local-accelerators", 4],
  [
    "needs.* in a path",
    "steps:\n  b: {command: c, values: [v]}\n  a: {command: c, needs: b, outputs: ['${{ needs.b.values.v }}']}\n",
    "unknown-name",
    3,
  ],
  ["a glob in outputs", step("outputs: ['out/*.bin']"), "glob-in-output", 4],
  ["an env name with =", step('env: {"A=B": c}'), "env-name", 4],
  ["NUL in an env value", step('env: {A: "a\\0b"}'), "invalid-value", 4],
  ["an env value over 128 KiB", step(`env: {A: ${"x".repeat(131_072)}}`), "env-too-large", 4],
  ["GITHUB_* in env", step("env: {GITHUB_TOKEN: x}"), "env-reserved", 4],
  ["a bad image reference", step('image: "Python:3"'), "invalid-image", 4],
  ["an unknown accelerator", step("resources: {accelerators: A1000}"), "unknown-accelerator", 4],
  ["no accelerator at all", step('resources: {accelerators: "A100:0"}'), "accelerator-count", 4],
  [
    "a GitHub workflow",
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: []\n",
    "github-workflow",
    2,
  ],
  ["a glob that never ends", step("inputs: ['a[b']"), "invalid-glob", 4],
  [
    "an expression inside single quotes",
    step("").replace("echo", "echo '${{ github.sha }}'"),
    "expression-quoting",
    3,
  ],
  [
    "a literal secret on its way to a cloud",
    `stack: c\nstacks: {c: {step_operators: {g: {type: custom, command: [x]}}}}\n${step("step_operator: g\nenv: {K: AKIAIOSFODNN7EXAMPLE}")}`,
    "literal-secret",
    7,
  ],
  [
    "an unknown operator",
    `stack: c\nstacks: {c: {step_operators: {gpu: {type: custom, command: [x]}}}}\n${step("step_operator: gpus")}`,
    "unknown-operator",
    6,
  ],
];

const accepted: readonly (readonly [what: string, text: string])[] = [
  ["a BOM and CRLF", `\uFEFF${step("needs: []").replaceAll("\n", "\r\n")}`],
  [
    "120 honest aliases",
    `x-a: &a {A: b}\nsteps:\n${Array.from({ length: 120 }, (_, i) => `  s${i}: {command: c, env: *a}\n`).join("")}`,
  ],
  ["x-* keys and <<", "x-base: &base {timeout: 5m}\nsteps:\n  a: {<<: *base, command: c, x-note: n}\n"],
  [
    "siblings with one prefix",
    "steps:\n  a: {command: c, outputs: [out/]}\n  b: {command: c, outputs: [out2/]}\n",
  ],
  ["10,000 steps", steps(10_000)],
  ["256 legs", step(`strategy: {matrix: {n: [${[...Array(256).keys()]}]}}`)],
];

const nameOf = (what: string): string =>
  `f${[...rows, ...accepted].findIndex(([name]) => name === what)}-${what.replaceAll(/[^a-z0-9]+/gi, "-")}.yaml`;

describe("bad input, found by the real binary", () => {
  let repo: Repo;
  let found: readonly Found[];

  beforeAll(async () => {
    repo = createRepo(Object.fromEntries([...rows, ...accepted].map(([what, text]) => [nameOf(what), text])));
    const files = [...rows, ...accepted].map(([what]) => nameOf(what));
    const { code, stdout, stderr } = await repo.run(["validate", "--json", ...files]);
    expect(stderr).toBe("");
    expect(code).toBe(2);
    found = JSON.parse(stdout);
  }, 120_000);
  afterAll(() => repo[Symbol.dispose]());

  const expected = rows.map(([what, , code, line, related]) => ({ what, code, line, related }));
  it.each(expected)("$what", ({ what, code, line, related }) => {
    const here = found.filter(({ file }) => file === nameOf(what));
    const hit = here.find((one) => one.code === code);
    expect(here.map((one) => `${one.code} ${one.line}`)).toContain(`${code} ${line}`);
    expect(hit?.severity).toBe("error");
    expect(hit?.column).toBeGreaterThan(0);
    expect(hit?.hint, "every fault says what to do next").toBeTruthy();
    if (related !== undefined) expect(hit?.related.map((place) => place.line)).toContain(related);
    expect(
      here.filter(({ severity }) => severity === "error").length,
      "nothing follows from the one fault",
    ).toBe(1);
  });

  it.each(accepted)("accepts %s", (what) => {
    expect(found.filter(({ file, severity }) => file === nameOf(what) && severity === "error")).toEqual([]);
  });
});

describe("what is no file, or no text", () => {
  it.each(["validate", "run", "plan", "graph"])(
    "%s refuses a directory, a FIFO, a device, UTF-16 and a missing file",
    async (command) => {
      using repo = createRepo();
      mkdirSync(repo.at("dir"));
      execFileSync("mkfifo", [repo.at("fifo")]);
      repo.write("utf16", Buffer.from("steps: {}\n", "utf16le").toString("latin1"));
      for (const path of ["dir", "fifo", "/dev/zero", "utf16", "missing"]) {
        const { code, stdout, stderr } = await repo.run([command, path]);
        expect(code).toBe(2);
        expect(stdout + stderr).toMatch(/file-unreadable|file-encoding/);
      }
    },
  );
});

describe("what only the disk and git know", () => {
  const run = async (files: Record<string, string>, prepare: (repo: Repo) => void = () => {}) => {
    using repo = createRepo(files);
    prepare(repo);
    const { code, stderr, stdout } = await repo.run(["run"]);
    expect(code).toBe(2);
    expect(repo.has(".stepops/runs")).toBe(false);
    return stderr + stdout;
  };

  it("an output that git tracks", async () => {
    const text = await run({ "pipeline.yaml": step("outputs: [model.bin]"), "model.bin": "x" }, (repo) => {
      repo.git("init", "-q");
      repo.commit();
    });
    expect(text).toContain("output-tracked");
    expect(text).toContain("pipeline.yaml:4");
  });

  it("a link that leaves the folder", async () => {
    const text = await run({ "pipeline.yaml": step("inputs: [data/]") }, (repo) =>
      symlinkSync("/etc", repo.at("data")),
    );
    expect(text).toContain("link-escapes");
  });

  it("an input that is not there and that no step writes", async () => {
    expect(await run({ "pipeline.yaml": step("inputs: [data/none.csv]") })).toContain("input-missing");
  });

  it("a secret that the environment does not have", async () => {
    expect(await run({ "pipeline.yaml": step("secrets: [TOKEN]") })).toContain("secret-missing");
  });

  it("a param without a value, one that is none and one of the wrong type", async () => {
    using repo = createRepo({ "pipeline.yaml": `params: {n: {type: integer}}\n${step("")}` });
    for (const [args, code] of [
      [[], "param-missing"],
      [["--param", "m=1"], "unknown-param"],
      [["--param", "n=many"], "param-type"],
    ] as const) {
      const { code: exit, stderr } = await repo.run(["run", ...args]);
      expect(exit).toBe(2);
      expect(stderr).toContain(code);
    }
    expect((await repo.run(["validate"])).code).toBe(0);
  });

  it("a .stepops that is a link", async () => {
    using repo = createRepo({ "pipeline.yaml": step("") });
    symlinkSync("/tmp", repo.at(".stepops"));
    const { code, stderr } = await repo.run(["run"]);
    expect(code).toBe(2);
    expect(stderr).toContain("state-directory");
  });
});

describe("10,000 steps", () => {
  it("validate in a small heap", async () => {
    using repo = createRepo({ "pipeline.yaml": steps(10_000) });
    const { code, stderr } = await repo.run(["validate"], {
      env: { NODE_OPTIONS: "--max-old-space-size=150" },
    });
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });
});
