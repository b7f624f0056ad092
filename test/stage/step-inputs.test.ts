import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodeFiles } from "../../src/host/node-files.ts";
import { parseInput } from "../../src/pipeline/paths.ts";
import type { Input, Step } from "../../src/pipeline/pipeline.ts";
import { stepInputs, withheldFiles } from "../../src/stage/step-inputs.ts";
import { need, pipelineOf, stepOf } from "../rig/graphs.ts";
import { createRepo, type Repo } from "../rig/repo.ts";
import { output } from "../run/host-step.ts";

const inputsOf = (...texts: readonly string[]): readonly Input[] =>
  texts.map((text) => {
    const parsed = parseInput(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    return parsed.value;
  });

const sourceOf = (repo: Repo, steps: readonly Step[], root = ".") => ({
  files: nodeFiles,
  root: join(repo.path, root),
  pipeline: pipelineOf(steps),
});

async function filesOf(
  repo: Repo,
  step: Step,
  others: readonly Step[] = [],
  root = ".",
): Promise<readonly string[]> {
  return (await stepInputs(sourceOf(repo, [step, ...others], root), step)).files;
}

const committed = {
  "src/a.py": "",
  "src/gen/b.py": "",
  "data/raw.csv": "",
  ".gitignore": "*.log\nout/\nmodel.pt\n",
};

describe("a step without inputs", () => {
  test("gets what git tracks or does not ignore, whatever that is worth", async () => {
    using repo = createRepo(committed, { git: true });
    for (const path of ["new.txt", "x.log", "out/1", ".env", ".stepops/runs/1/x", "deep/er/new"])
      repo.write(path, "");
    repo.remove("data/raw.csv");
    mkdirSync(repo.at("empty/deep"), { recursive: true });
    symlinkSync("src/a.py", repo.at("link"));
    symlinkSync("src", repo.at("folder"));
    expect(await filesOf(repo, stepOf("s"))).toEqual([
      ".gitignore",
      "deep/er/new",
      "folder",
      "link",
      "new.txt",
      "src/a.py",
      "src/gen/b.py",
    ]);
  });

  test("and what its needs wrote, ignored or not, but nothing of other steps", async () => {
    using repo = createRepo(committed, { git: true });
    for (const path of [
      "model.pt",
      "out/far/1",
      "out/far/2.log",
      "out/mine",
      "report",
      "src/gen/c.py",
      "ckpt/1",
    ])
      repo.write(path, "");
    const others = [
      stepOf("near", { outputs: [output("model.pt"), output("out/far/")] }),
      stepOf("far", { outputs: [output("report"), output("src/gen/c.py")], checkpoint: "ckpt" }),
    ];
    const step = stepOf("s", { needs: [need("near")], outputs: [output("out/mine")] });
    expect(await filesOf(repo, step, others)).toEqual([
      ".gitignore",
      "data/raw.csv",
      "model.pt",
      "out/far/1",
      "out/far/2.log",
      "src/a.py",
      "src/gen/b.py",
    ]);
  });

  test("of a pipeline below the top gets what lies below, by paths from there", async () => {
    using repo = createRepo({ ...committed, "p/x": "", "p/q/y": "", "pq/z": "" }, { git: true });
    repo.write("p/new", "");
    repo.write("p/x.log", "");
    expect(await filesOf(repo, stepOf("s"), [], "p")).toEqual(["new", "q/y", "x"]);
  });

  test("gets submodules, and repositories that lie inside, with all that they hold", async () => {
    using other = createRepo({ a: "", "b/c": "" }, { git: true });
    using repo = createRepo(committed, { git: true });
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", other.path, "sub");
    repo.git("-c", "protocol.file.allow=always", "clone", "-q", other.path, "lib/clone");
    repo.write("sub/built.o", "");
    repo.write("lib/clone/.gitignore", "built.o\n");
    repo.write("lib/clone/built.o", "");
    const found = await filesOf(repo, stepOf("s"));
    expect(found.filter((path) => /^(sub|lib)/.test(path))).toEqual([
      ...["lib/clone/.gitignore", "lib/clone/a", "lib/clone/b/c", "lib/clone/built.o"],
      ...["sub/a", "sub/b/c", "sub/built.o"],
    ]);
  });

  test("gets everything where there is no git to ask, or none that answers", async () => {
    using repo = createRepo({ ...committed, "x.log": "", "out/1": "" });
    const all = [".gitignore", "data/raw.csv", "out/1", "src/a.py", "src/gen/b.py", "x.log"];
    expect(await filesOf(repo, stepOf("s"))).toEqual(all);
    using other = createRepo({ ...committed, "x.log": "", "out/1": "" }, { git: true });
    const step = stepOf("s");
    const source = { ...sourceOf(other, [step]), runGit: async () => undefined };
    expect((await stepInputs(source, step)).files).toEqual(all);
  });

  test("starts git once", async () => {
    using repo = createRepo(committed, { git: true });
    const step = stepOf("s");
    const calls: string[] = [];
    const runGit = async (args: readonly string[], cwd: string) => {
      calls.push(cwd);
      return args.includes("ls-files") ? "src/a.py\0" : undefined;
    };
    expect((await stepInputs({ ...sourceOf(repo, [step]), runGit }, step)).files).toEqual(["src/a.py"]);
    expect(calls).toEqual([repo.path]);
  });

  test("is not given a folder as it is where git leaves something of it out", async () => {
    using repo = createRepo({ ...committed, "logs/a": "" }, { git: true });
    repo.write("logs/b.log", "");
    const { folders } = await stepInputs(sourceOf(repo, [stepOf("s")]), stepOf("s"));
    expect(folders.get("src")).toBe(true);
    expect(folders.get("logs")).toBe(false);
  });
});

describe("a step with inputs", () => {
  test("gets those, whatever git thinks of them", async () => {
    using repo = createRepo(committed, { git: true });
    for (const path of ["x.log", "out/1", "new"]) repo.write(path, "");
    const step = stepOf("s", { inputs: inputsOf("src/", "x.log", "out/", "!src/gen/") });
    expect(await filesOf(repo, step)).toEqual(["out/1", "src/a.py", "x.log"]);
    expect(await filesOf(repo, stepOf("s", { inputs: [] }))).toEqual([]);
  });

  test("is given no folder as it is that another step writes to meanwhile", async () => {
    using repo = createRepo({ "data/a": "", "data/deep/b": "", "src/c": "" });
    const step = stepOf("s", { inputs: inputsOf("data/", "src/") });
    const other = stepOf("o", { outputs: [output("data/deep/out")], checkpoint: "ckpt/x" });
    const { files, folders } = await stepInputs(sourceOf(repo, [step, other]), step);
    expect(files).toEqual(["data/a", "data/deep/b", "src/c"]);
    expect(Object.fromEntries(folders)).toEqual({ data: false, "data/deep": false, src: true });
  });
});

describe("what a step was not given", () => {
  test("is what git keeps of the folder, by paths from there", async () => {
    using repo = createRepo({ ...committed, "p/x": "", "p/q/y": "", "p/z": "" }, { git: true });
    repo.write("p/x.log", "");
    const step = stepOf("s", { inputs: inputsOf("x") });
    const source = sourceOf(repo, [step], "p");
    expect(await withheldFiles(source, await stepInputs(source, step))).toEqual(["q/y", "z"]);
  });

  test("is not known without git", async () => {
    using repo = createRepo(committed);
    const step = stepOf("s", { inputs: [] });
    const source = sourceOf(repo, [step]);
    expect(await withheldFiles(source, await stepInputs(source, step))).toEqual([]);
  });
});
