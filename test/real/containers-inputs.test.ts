import { symlinkSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Repo } from "../rig/repo.ts";
import { repoOf, runTold, stagesIn, type ToldRun, tagImages } from "./containers.ts";

const folder = (name: string) => ({
  [`${name}/a.csv`]: "a",
  [`${name}/b.csv`]: "b",
  [`${name}/c.txt`]: "c",
  [`${name}/deep/d.csv`]: "d",
});
/** What the folder must still be after all of this. */
const files = {
  ".gitignore": "ignored/\n*.log\n",
  ".env": "KEY=1\n",
  "ignored/secret.txt": "ignored",
  "noise.log": "ignored",
  "src/train.py": "train",
  "src/pkg/__init__.py": "init",
  "src/pkg/util.py": "util",
  "other.txt": "other",
  ...folder("data"),
  ...folder("mixed"),
  ...folder("mixed_deep"),
  ...folder("mixed_locked"),
};

const list = "find . -type f | sort";
const listOf = (path: string) => `find ${path} -type f | sort`;
/** Prints what it may do. */
const attempts = (path: string) => `
try() { if (eval "$1") 2> /dev/null; then echo "$1"; fi; }
try 'echo x > ${path}/a.csv'
try 'echo x >> ${path}/a.csv'
try 'rm ${path}/a.csv'
try 'mv ${path}/a.csv ${path}/z.csv'
try 'chmod 777 ${path}/a.csv'
try 'echo x > ${path}/deep/d.csv'
try 'rm -r ${path}/deep'
try 'echo x > other.txt'
try 'rm other.txt'
`;

const steps = {
  made: {
    outputs: ["ignored/made/", "made.log"],
    command: "mkdir ignored/made; echo m > ignored/made/m; echo m > made.log",
  },
  unasked: { outputs: ["unasked/"], command: "mkdir unasked; echo u > unasked/u" },
  waits: { inputs: ["unasked/"], command: "true" },
  all: { needs: ["made", "waits"], inputs: undefined, command: list },
  none: { command: list },
  folder: { inputs: ["data/"], command: list },
  globs: { inputs: ["data/**/*.csv", "!data/b.csv", "src/*.py"], command: list },
  inside: {
    inputs: ["mixed/", "!mixed/deep/"],
    outputs: ["mixed/out.csv"],
    command: `${list}; cp mixed/a.csv mixed/out.csv`,
  },
  inside_deep: {
    inputs: ["mixed_deep/"],
    outputs: ["mixed_deep/deep/new/"],
    command: `${list}; mkdir mixed_deep/deep/new; cp mixed_deep/a.csv mixed_deep/deep/new/x`,
  },
  read_only: {
    inputs: ["data/", "other.txt"],
    command: `${attempts("data")}try 'echo x > data/new'\ntry 'mkdir data/new'\ntry 'chmod 777 data'`,
  },
  read_only_beside_output: {
    inputs: ["mixed_locked/", "other.txt"],
    outputs: ["mixed_locked/out.csv"],
    command: `${attempts("mixed_locked")}echo x > mixed_locked/out.csv`,
  },
  links_and_targets: {
    inputs: ["links/", "data/"],
    command: "cat links/relative links/absolute links/folder/d.csv; readlink links/absolute",
  },
  link_alone: { inputs: ["links/relative"], command: `cat links/relative; ${listOf("links")}` },
  leads_out: {
    image: null,
    outputs: ["leads_out/"],
    command: "mkdir leads_out; ln -s /etc/hostname leads_out/link",
  },
  is_led_out: { inputs: ["leads_out/"], command: "cat leads_out/link" },
  lacks: { inputs: ["src/train.py"], command: "cat src/pkg/util.py" },
  lacks_relative: { inputs: ["src/train.py"], working_directory: "src", command: "cat ./pkg/util.py" },
  lacks_module: {
    inputs: ["src/train.py"],
    command: "echo \"ModuleNotFoundError: No module named 'pkg'\" >&2; exit 1",
  },
  fails_otherwise: { inputs: ["src/train.py"], command: "echo util is broken >&2; exit 1" },
};

let repo: Repo;
let run: ToldRun;
beforeAll(async () => {
  tagImages();
  repo = repoOf(steps, { files, git: true });
  repo.write("links/.keep", "");
  symlinkSync("../data/a.csv", repo.at("links/relative"));
  symlinkSync(repo.at("data/b.csv"), repo.at("links/absolute"));
  symlinkSync("../data/deep", repo.at("links/folder"));
  repo.commit();
  run = await runTold(repo);
});
afterAll(() => repo[Symbol.dispose]());

const seen = (leg: string): readonly string[] => run.leg(leg).stdout.split("\n");
const below = (name: string): readonly string[] => Object.keys(folder(name)).map((path) => `./${path}`);

describe("what a step sees", () => {
  test("without inputs, what git keeps and what its needs wrote: nothing ignored, no .env, no other step's outputs", () => {
    const tracked = Object.keys(files).filter((path) => !/^(\.env|ignored\/.*|noise\.log)$/.test(path));
    const links = ["links/.keep"];
    const needed = ["ignored/made/m", "made.log"];
    const expected = ["pipeline.yaml", ...tracked, ...links, ...needed].map((path) => `./${path}`);
    expect(seen("all")).toEqual(expected.sort());
  });

  test("of no inputs at all, nothing", () => {
    expect(seen("none")).toEqual([""]);
  });

  test("a folder comes whole", () => {
    expect(seen("folder")).toEqual(below("data"));
  });

  test("globs bring what they match, less what is excluded", () => {
    expect(seen("globs")).toEqual(["./data/a.csv", "./data/deep/d.csv", "./src/train.py"]);
  });

  test("a folder of inputs may hold an output as well, also deep in it", () => {
    expect(seen("inside")).toEqual(below("mixed").filter((path) => !path.includes("deep")));
    expect(repo.read("mixed/out.csv")).toBe("a");
    expect(seen("inside_deep")).toEqual(below("mixed_deep"));
    expect(repo.read("mixed_deep/deep/new/x")).toBe("a");
  });

  test("links lead to what they led to, where that is an input too or the link itself is named", () => {
    expect(run.leg("links_and_targets").stdout).toBe("abd../data/b.csv");
    expect(run.leg("link_alone").stdout).toBe("alinks/relative");
  });

  test("a link that leaves the folder is no input, and is named", () => {
    const { failure, command } = run.leg("is_led_out");
    expect(failure).toMatchObject({ cause: "config", message: expect.stringContaining("leads_out/link") });
    expect(command).toBe("");
  });
});

describe("inputs", () => {
  test("cannot be written, added to, replaced or removed", () => {
    expect(run.leg("read_only")).toMatchObject({ outcome: "success", stdout: "" });
    expect(run.leg("read_only_beside_output")).toMatchObject({ outcome: "success", stdout: "" });
  });

  test("are what they were in the folder", () => {
    for (const [path, text] of Object.entries(files)) expect(repo.read(path), path).toBe(text);
    expect(repo.git("diff", "--stat", "HEAD")).toBe("");
    expect(repo.list("data")).toEqual(["a.csv", "b.csv", "c.txt", "deep"]);
  });
});

describe("a step that fails for want of a file that it does not declare", () => {
  test.each([
    ["lacks", "src/pkg/util.py"],
    ["lacks_relative", "src/pkg/util.py"],
    ["lacks_module", "src/pkg/__init__.py"],
  ])("%s is told that %s is not among its inputs", (leg, path) => {
    const message = expect.stringContaining(`${path} is in the folder but not among the step's inputs`);
    expect(run.leg(leg)).toMatchObject({ outcome: "failure", failure: { cause: "user", message } });
  });

  test("and for any other reason is told nothing of the kind", () => {
    expect(run.leg("fails_otherwise").failure?.message).toBe("command failed with exit code 1");
  });
});

test("no folder that a container worked in is left", () => {
  expect(stagesIn(repo)).toEqual([]);
});

test("more inputs beside an output than a command line can name are told as what they are", async () => {
  using crowded = repoOf({
    beside: { inputs: ["data/"], outputs: ["data/out.csv"], command: "echo x > data/out.csv" },
    apart: { inputs: ["data/"], outputs: ["out.csv"], command: "ls data | wc -l > out.csv" },
  });
  for (let index = 0; index < 12_000; index++) crowded.write(`data/${"long-name-".repeat(20)}${index}`, "");
  const told = await runTold(crowded, ["--only", "beside"]);
  const message = expect.stringContaining("give outputs and checkpoint a folder of their own");
  expect(told.leg("beside").failure).toMatchObject({ cause: "config", message });
  const again = await runTold(crowded, ["--only", "apart"]);
  expect([again.leg("apart").outcome, crowded.read("out.csv")]).toEqual(["success", "12000\n"]);
});
