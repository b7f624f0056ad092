import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeFiles } from "../../src/host/node-files.ts";
import { parseInput, parseOutput } from "../../src/pipeline/paths.ts";
import type { Input, LegId, Output, Pipeline, Step, StepId } from "../../src/pipeline/pipeline.ts";
import type { Location } from "../../src/pipeline/source.ts";
import type { RunGit } from "../../src/run/git.ts";
import { checkWorkspace } from "../../src/run/workspace.ts";

const host = { files: nodeFiles };
const file = { path: "pipeline.yaml", text: "x".repeat(1_000) };

let outside: string;
let root: string;

beforeEach(() => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), "stepops-workspace-")));
  root = join(outside, "repo");
  mkdirSync(root);
});
afterEach(() => rmSync(outside, { recursive: true, force: true }));

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (!path.endsWith("/")) writeFileSync(join(root, path), path);
    else mkdirSync(join(root, path), { recursive: true });
  }
}

function link(path: string, target: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(target, join(root, path));
}

const at = (start: number): Location => ({ file, range: { start, end: start + 1 } });

function input(text: string, start: number): Input {
  const parsed = parseInput(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return { ...parsed.value, location: at(start) };
}

function output(text: string, start: number): Output {
  const parsed = parseOutput(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return { ...parsed.value, role: "output", location: at(start) };
}

type Sketch = Partial<Omit<Step, "inputs" | "outputs">> & { in?: string[]; out?: string[] };

/** The place of a step is 100 × its position; its inputs follow from 10 and its outputs from 50. */
function pipelineOf(sketches: Record<string, Sketch>): Pipeline {
  const steps = Object.entries(sketches).map(([id, { in: inputs, out = [], ...rest }], step) => ({
    id: id as LegId,
    step: id.replace(/\[.*/, "") as StepId,
    workingDirectory: ".",
    location: at(step * 100),
    ...(inputs ? { inputs: inputs.map((text, each) => input(text, step * 100 + 10 + each)) } : {}),
    outputs: out.map((text, each) => output(text, step * 100 + 50 + each)),
    ...rest,
  }));
  return { file, steps } as unknown as Pipeline;
}

const noGit: RunGit = () => {
  throw new Error("git was started");
};

async function check(sketches: Record<string, Sketch>, options: { git?: RunGit; root?: string } = {}) {
  const found = await checkWorkspace({
    pipeline: pipelineOf(sketches),
    root: options.root ?? root,
    checkout: root,
    host,
    git: options.git !== undefined,
    runGit: options.git ?? noGit,
  });
  return found.map(({ code, location, message, hint }) => {
    expect(hint).toMatch(/^[A-Z].*[^.]$/);
    return `${code}@${location.range.start}: ${message}`;
  });
}

describe("links", () => {
  test("that leave the folder are refused wherever a step names them", async () => {
    mkdirSync(join(outside, "big"));
    write("src/");
    link("data", join(outside, "big"));
    link("src/up", "../..");
    const found = await check({
      a: { in: ["data/", "data/x/*.csv", "src/up/big/"], out: ["data/new/", "src/up/x"] },
      b: { workingDirectory: "data", checkpoint: "data/ck" },
      c: { image: { kind: "build", context: "data", dockerfile: "src/up/Dockerfile", args: {} } },
    });
    const escapes = found.filter((each) => each.startsWith("link-escapes"));
    expect(escapes.map((each) => each.replace(/ is behind.*/, ""))).toEqual([
      'link-escapes@10: The input "data"',
      'link-escapes@11: The input "data/x"',
      'link-escapes@12: The input "src/up/big"',
      'link-escapes@50: The output "data/new"',
      'link-escapes@51: The output "src/up/x"',
      'link-escapes@100: The working directory "data"',
      'link-escapes@100: The checkpoint "data/ck"',
      'link-escapes@200: The build context "data"',
      'link-escapes@200: The Dockerfile "src/up/Dockerfile"',
    ]);
    expect(escapes[0]).toContain(join(outside, "big"));
  });

  test("that stay inside are fine, also where the folder itself is reached through one", async () => {
    write("real/x.csv", "src/");
    link("data", "real");
    link("src/abs", join(root, "real"));
    symlinkSync(root, join(outside, "alias"));
    const sketch = {
      a: { in: ["data/", "data/*.csv", "src/abs/x.csv"], out: ["data/new"], workingDirectory: "data" },
    };
    expect(await check(sketch)).toEqual([]);
    expect(await check(sketch, { root: join(outside, "alias") })).toEqual([]);
  });

  test("to nothing are no place to write, and no input", async () => {
    link("gone", join(outside, "missing"));
    link("loop", "loop");
    expect(await check({ a: { out: ["gone/x", "loop"] }, b: { in: ["gone2"] } })).toEqual([
      'link-escapes@50: The output "gone/x" is behind the link "gone", which leads nowhere',
      'link-escapes@51: The output "loop" is behind the link "loop", which leads nowhere',
      'input-missing@110: The input "gone2" does not exist, and no step writes it',
    ]);
  });
});

describe("inputs", () => {
  test.each<[why: string, sketches: Record<string, Sketch>, expected: string[]]>([
    ["a file that is there", { a: { in: ["src/a.py", "src/", "src", "."] } }, []],
    [
      "a missing file",
      { a: { in: ["nope"] } },
      ['10: The input "nope" does not exist, and no step writes it'],
    ],
    [
      "a missing folder",
      { a: { in: ["nope/"] } },
      ['10: The input "nope/" does not exist, and no step writes it'],
    ],
    [
      "below a file",
      { a: { in: ["src/a.py/x"] } },
      ['10: The input "src/a.py/x" does not exist, and no step writes it'],
    ],
    [
      "a file as a folder",
      { a: { in: ["src/a.py/"] } },
      ['10: The input "src/a.py/" is a file, though its / says that it is a folder'],
    ],
    ["a glob that fits", { a: { in: ["src/*.py", "**/*.py", "src/", "!src/*"] } }, []],
    [
      "a glob that fits nothing",
      { a: { in: ["src/*.R"] } },
      ['10: The input "src/*.R" fits no file, and no step writes one'],
    ],
    [
      "private files fit no glob",
      { a: { in: [".git*/*", "**/.env"] } },
      [
        '10: The input ".git*/*" fits no file, and no step writes one',
        '11: The input "**/.env" fits no file, and no step writes one',
      ],
    ],
    ["but may be named", { a: { in: [".env"] } }, []],
    ["another step's output", { a: { out: ["out/"] }, b: { in: ["out/x", "out/", "out/*.csv"] } }, []],
    ["above another step's output", { a: { out: ["models/a/w"] }, b: { in: ["models/"] } }, []],
    [
      "a sibling of it",
      { a: { out: ["out/"] }, b: { in: ["out2"] } },
      ['110: The input "out2" does not exist, and no step writes it'],
    ],
    [
      "its own output",
      { a: { in: ["out/"], out: ["out/"] } },
      ['10: The input "out/" does not exist, and no step writes it'],
    ],
    [
      "of legs of its own step",
      { "a[1]": { in: ["o/"], out: ["o/1"] }, "a[2]": { out: ["o/2"] } },
      ['10: The input "o/" does not exist, and no step writes it'],
    ],
    ["a step without inputs", { a: {} }, []],
  ])("%s", async (_, sketches, expected) => {
    write("src/a.py", ".git/x", ".env");
    expect(await check(sketches)).toEqual(expected.map((each) => `input-missing@${each}`));
  });

  test("what a bucket brings is there", async () => {
    const bucket: Input = { kind: "bucket", from: "s3://b/v3/", path: "data/raw" };
    const named = ["data/raw/x.csv", "data/*/*.csv", "data/"].map((text) => input(text, 5));
    expect(await check({ a: { ...({ inputs: [bucket, ...named] } as object) } })).toEqual([]);
  });

  test("one fault of all legs is told once, at the step where an input has no place", async () => {
    const inputs: Input[] = [{ kind: "path", path: "nope", isDirectory: false }];
    const legs = { location: at(7), ...({ inputs } as object) };
    expect(await check({ "a[1]": legs, "a[2]": legs })).toEqual([
      'input-missing@7: The input "nope" does not exist, and no step writes it',
    ]);
  });
});

describe("the state directory", () => {
  test.each([
    ["a link", () => link(".stepops", outside)],
    ["a file", () => write(".stepops")],
  ])("is not %s", async (kind, make) => {
    make();
    expect(await check({ a: {} })).toEqual([
      `state-directory@0: .stepops is ${kind}, where stepops keeps its runs`,
    ]);
  });

  test("may be there as a folder", async () => {
    write(".stepops/runs/x");
    expect(await check({ a: {} })).toEqual([]);
  });
});

describe("git", () => {
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
    });

  test("is not started unless asked", async () => {
    git("init", "-q");
    write("m.json");
    git("add", ".");
    expect(await check({ a: { out: ["m.json"] } })).toEqual([]);
  });

  test("tells which outputs it tracks, in one call", async () => {
    const { runGit } = await import("../../src/run/git.ts");
    git("init", "-q");
    write(
      "sub/m.json",
      "sub/data/a",
      "sub/data/b/1",
      "sub/data/b/2",
      "sub/data/b/3",
      "sub/data2/x",
      "sub/[x]",
    );
    write(".stepops/runs/1", "sub/it's/a", "other/m.json");
    git("add", "-f", ".");
    write("sub/new/x");
    let calls = 0;
    const counted: RunGit = (args, cwd) => {
      calls++;
      return runGit(args, cwd);
    };
    const sketches = {
      a: { out: ["m.json", "data/", "new/", "dat", "x"] },
      b: { out: ["it's/"] },
    };
    expect(await check(sketches, { git: counted, root: join(root, "sub") })).toEqual([
      "state-directory@0: Git tracks .stepops/runs/1, where stepops keeps its runs",
      `output-tracked@50: Git tracks sub/m.json in the place of the output "m.json"`,
      `output-tracked@51: Git tracks sub/data/a, sub/data/b/1, sub/data/b/2 and 1 more in the place of the output "data/"`,
      `output-tracked@150: Git tracks sub/it's/a in the place of the output "it's/"`,
    ]);
    expect(calls).toBe(1);
  });

  test("that fails says nothing", async () => {
    git("init", "-q");
    write("m.json");
    expect(await check({ a: { out: ["m.json"] } }, { git: async () => undefined })).toEqual([]);
  });

  test("is not asked where there is no checkout", async () => {
    write("m.json");
    expect(await check({ a: { out: ["m.json"] } }, { git: noGit })).toEqual([]);
  });
});
