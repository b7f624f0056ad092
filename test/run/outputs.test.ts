import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodeFiles } from "../../src/host/node-files.ts";
import type { Step } from "../../src/pipeline/pipeline.ts";
import { openLedger } from "../../src/run/ledger.ts";
import { openOutputs } from "../../src/run/outputs.ts";
import { stepOf } from "../rig/graphs.ts";
import { createRepo, type Repo } from "../rig/repo.ts";
import { hostSteps, output, script } from "./host-step.ts";

const write = (path: string, text = "x"): string => `printf '%s' '${text}' > '${path}'`;

describe("what a step leaves", () => {
  test("is published with its size; parents are there before it starts", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    const outputs = [output("a/b/file.txt"), output("c/d/"), output("c/empty/")];
    const command = script(
      `${write("a/b/file.txt", "12345")}; mkdir c/d c/d/e c/empty; ${write("c/d/1", "1")}; ${write("c/d/e/2", "22")}`,
    );
    expect((await steps.success(command, { step: { outputs } })).outputs).toEqual([
      { path: "a/b/file.txt", size: 5, files: 1 },
      { path: "c/d", size: 3, files: 2 },
      { path: "c/empty", size: 0, files: 0 },
    ]);
  });

  test("paths are relative to the pipeline's folder", async () => {
    using repo = createRepo({ "p/sub/x": "" });
    const steps = await hostSteps(repo, { root: "p" });
    const step = { workingDirectory: "sub", outputs: [output("out.txt")] };
    await steps.success(script(write("../out.txt")), { step });
    const wrong = await steps.failure(script(write("out.txt")), { step });
    expect(wrong.message).toContain(
      "out.txt (sub/out.txt is there; paths of outputs are relative to the pipeline's folder)",
    );
  });

  const faults: readonly (readonly [string, readonly string[], string, RegExp])[] = [
    ["all that are missing are named", ["a", "b/", "c"], write("c"), /did not write the outputs a, b\/$/],
    ["one that is missing", ["model.pt"], ":", /did not write the output model.pt$/],
    [
      "a near miss",
      ["model.pt"],
      write("modle.pt"),
      /did not write the output model.pt \(it wrote modle.pt\)$/,
    ],
    ["a near miss in a folder", ["m/best.pt"], write("m/Best.pt"), /m\/best.pt \(it wrote m\/Best.pt\)$/],
    ["what was there before is no near miss", ["old.tx"], ":", /did not write the output old.tx$/],
    [
      "a directory for a file",
      ["a"],
      "mkdir a",
      /^output a is a directory: write it as a\/ in the pipeline$/,
    ],
    ["a file for a directory", ["a/"], write("a"), /^output a\/ is a file: write it as a in the pipeline$/],
    ["a link to nothing", ["a"], "ln -s nowhere a", /^output a is a link to nothing$/],
    [
      "a link that leaves",
      ["a/"],
      "ln -s /tmp a",
      /^output a\/ is a link that leaves the pipeline's folder$/,
    ],
    ["a pipe", ["a"], "mkfifo a", /^output a is neither a file nor a directory$/],
  ];
  test.each(faults)("%s", async (_name, paths, command, message) => {
    using repo = createRepo({ "old.txt": "" });
    utimesSync(repo.at("old.txt"), 1, 1);
    const steps = await hostSteps(repo);
    const failure = await steps.failure(script(command), {
      step: { outputs: paths.map((path) => output(path)) },
    });
    expect(failure).toMatchObject({
      cause: "config",
      phase: "outputs",
      message: expect.stringMatching(message),
    });
  });

  test("a parent that the command made a link out of the folder", async () => {
    using repo = createRepo({ "p/x": "" });
    const steps = await hostSteps(repo, { root: "p" });
    const step = { outputs: [output("a/b")] };
    const failure = await steps.failure(script(`rmdir a; ln -s .. a; ${write("a/b")}`), { step });
    expect(failure.message).toBe("output a/b lies behind a link that leaves the pipeline's folder");
  });

  test("a link that stays inside is as good as what it names", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    const command = script(`mkdir -p v1; ${write("v1/x", "123")}; ln -s v1 latest`);
    const { outputs } = await steps.success(command, { step: { outputs: [output("latest/")] } });
    expect(outputs).toEqual([{ path: "latest", size: 3, files: 1 }]);
    await steps.success(command, { step: { outputs: [output("latest/")] } });
    expect(repo.read("v1/x")).toBe("123");
  });
});

describe("whose files these are", () => {
  const step = { outputs: [output("out/"), output("report.txt")] };
  const good = script(`mkdir out; ${write("out/a")}; ${write("out/b")}; ${write("report.txt")}`);

  async function ran(repo: Repo) {
    const steps = await hostSteps(repo);
    await steps.success(good, { step });
    return steps;
  }

  test("what an earlier run left is removed before the command starts", async () => {
    using repo = createRepo();
    const steps = await ran(repo);
    await steps.success(script("test ! -e out; test ! -e report.txt; mkdir out; echo new > report.txt"), {
      step,
    });
    expect(repo.has("out/a")).toBe(false);
  });

  test("so is what a failed attempt left", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    await steps.failure(script(`mkdir out; ${write("out/half")}; exit 1`), { step });
    await steps.success(good, { step, attempt: 2 });
    expect(repo.has("out/half")).toBe(false);
  });

  const theirs: readonly (readonly [string, (repo: Repo) => void, string])[] = [
    ["a file added to an output", (repo) => repo.write("out/notes.md", "mine"), "out/notes.md"],
    ["a file changed in its place", (repo) => repo.write("out/a", "edited"), "out/a"],
    [
      "a file of the same size, written anew",
      (repo) => {
        repo.remove("report.txt");
        repo.write("report.txt", "y");
      },
      "report.txt",
    ],
    ["a file deep below", (repo) => repo.write("out/x/y/z", "mine"), "out/x/y/z"],
    ["a link in an output", (repo) => symlinkSync("/etc", repo.at("out/link")), "out/link"],
  ];
  test.each(theirs)("%s is named, and nothing is deleted", async (_name, change, named) => {
    using repo = createRepo();
    const steps = await ran(repo);
    change(repo);
    const failure = await steps.failure(good, { step });
    expect(failure).toMatchObject({
      cause: "config",
      message: expect.stringContaining(`changed since: ${named};`),
    });
    for (const path of ["out/a", "out/b", "report.txt", named]) expect(repo.has(path)).toBe(true);
  });

  test("files that no run made", async () => {
    using repo = createRepo({
      "out/1": "",
      "out/2": "",
      "out/3": "",
      "out/4": "",
      "out/5": "",
      "out/6": "",
      "out/7": "",
      "report.txt": "mine",
    });
    const steps = await hostSteps(repo);
    const failure = await steps.failure(good, { step });
    expect(failure.message).toContain("out/1, out/2, out/3, out/4, out/5 and 2 more");
    expect(failure.message).toContain("report.txt");
    expect(repo.read("report.txt")).toBe("mine");
  });

  test("what somebody changed after a failed attempt is theirs too", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    await steps.failure(script(`mkdir out; ${write("out/half")}; exit 1`), { step });
    repo.write("out/half", "repaired by hand");
    expect((await steps.failure(good, { step })).message).toContain("out/half");
    expect(repo.read("out/half")).toBe("repaired by hand");
  });

  test("folders without a file are nobody's loss; a file that is gone needs no leave", async () => {
    using repo = createRepo();
    mkdirSync(repo.at("out/x/y"), { recursive: true });
    const steps = await ran(repo);
    repo.remove("out/a");
    repo.remove("report.txt");
    await steps.success(good, { step });
  });

  test("after a crash in the middle of a step all that lies there is ours", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    const hanging = steps.start(script(`mkdir out; ${write("out/half")}; echo there; exec sleep 600`), {
      step,
    });
    while (!hanging.lines().includes("there")) await new Promise((resolve) => setImmediate(resolve));
    // While it runs the ledger is as a crash would leave it.
    await (await hostSteps(repo)).success(good, { step });
    expect(repo.has("out/half")).toBe(false);
    hanging.cancel();
    await hanging.outcome;
  });

  test("what somebody changed after a cancelled attempt is theirs", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    const stopped = steps.start(script(`mkdir out; ${write("out/half")}; echo there; exec sleep 600`), {
      step,
    });
    while (!stopped.lines().includes("there")) await new Promise((resolve) => setImmediate(resolve));
    stopped.cancel();
    expect(await stopped.outcome).toMatchObject({ result: "cancelled" });
    repo.write("out/mine", "by hand");
    expect((await steps.failure(good, { step })).message).toContain("out/mine");
    repo.remove("out/mine");
    await steps.success(good, { step });
  });

  test("a damaged ledger makes everything somebody else's", async () => {
    using repo = createRepo();
    const steps = await ran(repo);
    for (const name of repo.list(".stepops/outputs")) repo.write(`.stepops/outputs/${name}`, "{");
    expect((await steps.failure(good, { step })).message).toContain("out/a, out/b");
    expect(repo.has("out/a")).toBe(true);
  });
});

describe("places", () => {
  test("a parent that is a link out of the folder is refused, and nothing behind it is touched", async () => {
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    using repo = createRepo();
    symlinkSync(outside, repo.at("data"));
    const steps = await hostSteps(repo);
    const failure = await steps.failure(script(":"), { step: { outputs: [output("data/out/x")] } });
    expect(failure.message).toBe(
      "output data/out/x lies behind the link data, which leaves the pipeline's folder",
    );
    expect(() => rmSync(join(outside, "out"))).toThrow();
    rmSync(outside, { recursive: true });
  });

  test("a parent that is a file", async () => {
    using repo = createRepo({ data: "" });
    const steps = await hostSteps(repo);
    const failure = await steps.failure(script(":"), { step: { outputs: [output("data/out/x")] } });
    expect(failure.message).toBe("output data/out/x cannot be made, because data is a file");
  });

  test("a link that an earlier run left is removed, not what it names", async () => {
    using repo = createRepo({ "kept/x": "kept" });
    const steps = await hostSteps(repo);
    const step = { outputs: [output("out/")] };
    await steps.success(script("ln -s kept out"), { step });
    await steps.success(script("mkdir out"), { step });
    expect(repo.read("kept/x")).toBe("kept");
  });

  test("a checkpoint is made, and kept over attempts", async () => {
    using repo = createRepo();
    const steps = await hostSteps(repo);
    const step = { checkpoint: "ckpt" };
    await steps.failure(script("echo 5 > ckpt/epoch; exit 1"), { step });
    await steps.success(script("grep -q 5 ckpt/epoch"), { step, attempt: 2 });
  });
});

describe("metrics", () => {
  const cases: readonly (readonly [string, string, object])[] = [
    [
      "m.json",
      '{"acc": 0.9, "per": {"a": 1, "b": -2e3}, "name": "x", "ok": true, "list": [1, 2]}',
      { acc: 0.9, "per.a": 1, "per.b": -2000 },
    ],
    ["m.yaml", "acc: 0.9\nper: {a: 1}\nnone: .nan\n", { acc: 0.9, "per.a": 1 }],
    ["m.json", "{}", {}],
  ];
  test.each(cases)("%s: %s", async (path, text, metrics) => {
    using repo = createRepo({ "text.in": text });
    const steps = await hostSteps(repo);
    const { outputs } = await steps.success(script(`cp text.in ${path}`), {
      step: { outputs: [output(path, { role: "metrics" })] },
    });
    expect(outputs).toEqual([{ path, size: text.length, files: 1, metrics }]);
  });

  const faults: readonly (readonly [string, string, RegExp])[] = [
    ["no JSON", "acc=1", /^metrics file m.json cannot be read: /],
    ["Python's NaN", '{"acc": NaN}', /NaN is no number in JSON: write null/],
    [
      "a declared number that is missing",
      '{"acurracy": 1}',
      /^metrics file m.json has no number accuracy: did you mean acurracy\?$/,
    ],
    ["an empty file", "", /^metrics file m.json cannot be read/],
  ];
  test.each(faults)("%s", async (_name, text, message) => {
    using repo = createRepo({ "text.in": text });
    const steps = await hostSteps(repo);
    const outputs = [output("m.json", { role: "metrics", metrics: { accuracy: {} } })];
    const failure = await steps.failure(script("cp text.in m.json"), { step: { outputs } });
    expect(failure).toMatchObject({ cause: "config", message: expect.stringMatching(message) });
  });
});

describe("what a step left in a folder of its own", () => {
  const since = 0;

  /** A pipeline's folder, the folder that a step worked in, and what takes over from one to the other. */
  function opened(files: Readonly<Record<string, string>> = {}, left: Readonly<Record<string, string>> = {}) {
    const repo = createRepo({ ...files, ".work/.keep": "" });
    for (const [path, text] of Object.entries(left)) repo.write(`.work/${path}`, text);
    const ledger = openLedger(nodeFiles, repo.path);
    const outputs = openOutputs({ files: nodeFiles, root: repo.path, ledger });
    const adopt = (step: Step) => outputs.adopt(step, repo.at(".work"), since);
    return { repo, outputs, adopt };
  }

  const stepWith = (...paths: readonly string[]) =>
    stepOf("s", { outputs: paths.map((path) => output(path)) });

  test("that lie in one another come once, whichever is named first", async () => {
    const left = { "out/m/m.json": "{}", "out/m/model": "x" };
    for (const paths of [
      ["out/m/", "out/m/m.json"],
      ["out/m/m.json", "out/m/"],
    ]) {
      const { repo, adopt } = opened({}, left);
      using _ = repo;
      expect((await adopt(stepWith(...paths))).ok).toBe(true);
      expect([repo.read("out/m/m.json"), repo.read("out/m/model")]).toEqual(["{}", "x"]);
    }
  });

  test("takes its place in the pipeline's, with parents, and leaves the other folder", async () => {
    const { repo, adopt } = opened({}, { "a/b/file": "12345", "c/d/1": "1", "c/d/e/2": "22", scratch: "x" });
    using _ = repo;
    mkdirSync(repo.at(".work/empty"));
    expect(await adopt(stepWith("a/b/file", "c/d/", "empty/"))).toEqual({
      ok: true,
      value: [
        { path: "a/b/file", size: 5, files: 1 },
        { path: "c/d", size: 3, files: 2 },
        { path: "empty", size: 0, files: 0 },
      ],
    });
    expect([repo.read("a/b/file"), repo.read("c/d/1"), repo.read("c/d/e/2")]).toEqual(["12345", "1", "22"]);
    expect([repo.list("empty"), repo.list(".work"), repo.list(".work/a/b")]).toEqual([
      [],
      [".keep", "a", "c", "scratch"],
      [],
    ]);
  });

  const olds: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ["a file", { out: "old" }],
    ["a folder", { "out/old": "old", "out/deep/older": "old" }],
  ];
  test.each(olds)("takes the place of %s that an earlier run left, whole", async (_name, old) => {
    const { repo, adopt } = opened(old, { "out/new": "new" });
    using _ = repo;
    expect((await adopt(stepWith("out/"))).ok).toBe(true);
    expect([repo.list("out"), repo.read("out/new")]).toEqual([["new"], "new"]);
  });

  test("takes the place of a link, not of what it names", async () => {
    const { repo, adopt } = opened({ "kept/x": "kept" }, { "out/new": "new" });
    using _ = repo;
    symlinkSync("kept", repo.at("out"));
    expect((await adopt(stepWith("out/"))).ok).toBe(true);
    expect([repo.list("kept"), repo.read("kept/x"), repo.read("out/new")]).toEqual([["x"], "kept", "new"]);
  });

  const faulty: readonly (readonly [
    string,
    Readonly<Record<string, string>>,
    (repo: Repo) => void,
    RegExp,
  ])[] = [
    ["one is missing", { b: "new" }, () => {}, /did not write the output a$/],
    ["one has nearly the name", { b: "new", A: "" }, () => {}, /did not write the output a \(it wrote A\)$/],
    ["one is a folder", { "a/x": "", b: "new" }, () => {}, /^output a is a directory/],
    [
      "one is a link to nothing",
      { b: "new" },
      (repo) => symlinkSync("none", repo.at(".work/a")),
      /^output a is a link to nothing$/,
    ],
    [
      "one is a link that leaves its folder",
      { b: "new" },
      (repo) => symlinkSync("../a", repo.at(".work/a")),
      /^output a is a link that leaves the pipeline's folder$/,
    ],
  ];
  test.each(faulty)("comes all or none: %s", async (_name, left, also, message) => {
    const { repo, adopt } = opened({ a: "old a", b: "old b" }, left);
    using _ = repo;
    also(repo);
    expect(await adopt(stepWith("a", "b"))).toMatchObject({
      ok: false,
      error: { cause: "config", phase: "outputs", message: expect.stringMatching(message) },
    });
    expect([repo.read("a"), repo.read("b"), repo.read(".work/b")]).toEqual(["old a", "old b", "new"]);
  });

  test("moves nothing where its metrics cannot be read", async () => {
    const { repo, adopt } = opened({ model: "old" }, { model: "new", "m.json": '{"acc": NaN}' });
    using _ = repo;
    const outputs = [output("model"), output("m.json", { role: "metrics" })];
    const ended = await adopt(stepOf("s", { outputs }));
    expect(ended).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining("NaN is no number") },
    });
    expect([repo.read("model"), repo.has("m.json")]).toEqual(["old", false]);
    repo.write(".work/m.json", '{"acc": 0.5}');
    expect(await adopt(stepOf("s", { outputs }))).toMatchObject({
      ok: true,
      value: [{ path: "model" }, { path: "m.json", metrics: { acc: 0.5 } }],
    });
  });

  test("is this run's: the next clears it, unless somebody changed it since", async () => {
    const { repo, outputs, adopt } = opened({}, { "out/a": "a", report: "r" });
    using _ = repo;
    const step = stepWith("out/", "report");
    await outputs.prepare(step);
    await adopt(step);
    expect(await outputs.prepare(step)).toEqual({ ok: true, value: undefined });
    expect([repo.has("out"), repo.has("report")]).toEqual([false, false]);
    for (const [path, text] of [
      [".work/out/a", "a"],
      [".work/report", "r"],
    ] as const)
      repo.write(path, text);
    await adopt(step);
    repo.write("out/a", "by hand");
    expect(await outputs.prepare(step)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining("changed since: out/a;") },
    });
    expect(repo.read("out/a")).toBe("by hand");
  });
});
