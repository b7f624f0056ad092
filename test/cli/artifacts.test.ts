import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseAge } from "../../src/cli/gc-store.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { say } from "./fake-io.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "stepops-artifacts-")));
  mkdirSync(join(folder, ".git"));
  writeFileSync(join(folder, ".git", "HEAD"), "ref: refs/heads/main\n");
  write("pipeline.yaml", pipeline);
  write("data.txt", "data\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const read = (path: string): string => readFileSync(join(folder, path), "utf8");

const pipeline = `name: vision
steps:
  train:
    strategy: {matrix: {lr: [1, 2]}}
    inputs: [data.txt]
    outputs: ["models/\${{ matrix.lr }}/"]
    command: mkdir models/\${{ matrix.lr }} && (cat data.txt; echo \${{ matrix.lr }}) > models/\${{ matrix.lr }}/m
  report:
    inputs: [models/1/, models/2/]
    outputs: [report.html]
    command: cat models/*/m > report.html
  quiet: {command: "true", outputs: []}
`;

const env = { PATH: process.env.PATH ?? "" };
const here = (...argv: string[]) => say(argv, { cwd: folder, env });

/** Runs the pipeline and resolves with the run's id. */
async function run(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await here("run", "--json", ...argv);
  expect(code, stdout + stderr).toBe(0);
  const [first = ""] = stdout.split("\n");
  return (JSON.parse(first) as { run: { id: string } }).run.id;
}

const storeFiles = (): readonly string[] =>
  readdirSync(join(folder, ".stepops/store"), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

const removeObjects = (kind: string): void => {
  for (const path of storeFiles()) if (path.includes(`/${kind}/`)) rmSync(path);
};

describe("artifacts list", () => {
  test("shows what each leg of the newest run left, and where it lies", async () => {
    const id = await run();
    const { code, stdout, stderr } = await here("artifacts", "list");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [head, columns, ...rows] = stdout.trimEnd().split("\n");
    expect(head).toBe(`run ${id} in ${folder}/.stepops/store`);
    expect(columns).toMatch(/^Step +Path +Size +Files +Where$/);
    expect(
      rows.map((row) => row.replaceAll(/ {2,}/g, " ").replace(/\S*\/outputs\/[0-9a-f]{32}\//, "…/")),
    ).toEqual([
      "train[lr=1] models/1/ 7 B 1 …/models/1/",
      "train[lr=2] models/2/ 7 B 1 …/models/2/",
      "report report.html 14 B 1 …/report.html",
    ]);
  });

  test("as JSON, of a run that had everything from another one", async () => {
    await run();
    const id = await run();
    const { code, stdout } = await here("artifacts", "list", "--json");
    const listed = JSON.parse(stdout) as { outputs: { uris: string[] }[] };
    expect(code).toBe(0);
    expect(listed).toMatchObject({
      ...{ run: id, store: join(folder, ".stepops/store"), missing: [] },
      outputs: [
        { step: "train[lr=1]", path: "models/1", isDirectory: true, size: 7, files: 1, cached: true },
        { step: "train[lr=2]", path: "models/2" },
        { step: "report", path: "report.html", isDirectory: false, size: 14 },
      ],
    });
    for (const { uris } of listed.outputs) expect(uris.map((uri) => existsSync(uri))).toEqual([true]);
  });

  test("a run that is not on this machine any more is found in the store", async () => {
    const id = await run();
    const before = JSON.parse((await here("artifacts", "list", "--json")).stdout) as unknown;
    rmSync(join(folder, ".stepops/runs"), { recursive: true });
    const found = await here("artifacts", "list", id, "--json");
    expect(JSON.parse(found.stdout)).toEqual(before);
    expect(await here("artifacts", "list")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("there is no run here yet"),
    });
    expect(await here("artifacts", "list", "../x")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("there is no run ../x here, and none of this repository in"),
    });
    const [index = ""] = storeFiles().filter((path) => path.includes("/runs/"));
    rmSync(index);
    writeFileSync(index, '{"version":2}');
    expect(await here("artifacts", "list", id)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("cannot be understood\n  another version of stepops wrote it"),
    });
  });

  test("what is gone is named", async () => {
    await run();
    removeObjects("manifests");
    const { code, stdout, stderr } = await here("artifacts", "list");
    expect(code).toBe(0);
    expect(stdout).toContain("has nothing in the artifact store");
    expect(stderr).toContain(
      "warning: what report left: it is not in the store any more: `stepops gc --store` may have removed it, so run the step again\n",
    );
  });

  test("a file with faults, and a stack that there is not", async () => {
    const id = await run();
    expect(await here("artifacts", "list", id, "--stack", "nope")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("nope"),
    });
    expect(await here("artifacts", "list", id, "--file", "none.yaml")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("there is no such file"),
    });
  });

  test("a store that does not answer", async () => {
    write("stacks.yaml", "stacks:\n  cloud:\n    artifact_store: {type: s3, uri: s3://bucket/x}\n");
    await run("--stack", "local");
    const nobody = {
      ...env,
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      AWS_ACCESS_KEY_ID: "a",
      AWS_SECRET_ACCESS_KEY: "b",
    };
    const clock = { ...nodeHost.clock, sleep: async () => {} };
    const host = async () => ({ ...nodeHost, clock });
    const found = await say(["artifacts", "list", "--stack", "cloud"], { cwd: folder, env: nobody, host });
    expect(found.code).toBe(3);
    expect(found.stderr).toMatch(/^error: .*127\.0\.0\.1:9.*\(tried 8 times\)\n/);
  });
});

describe("artifacts get", () => {
  test("steps with all their legs, and paths, laid out as in the pipeline", async () => {
    const id = await run();
    const got = await here("artifacts", "get", "train", "./report.html");
    expect({ code: got.code, stderr: got.stderr }).toEqual({ code: 0, stderr: "" });
    expect(got.stdout).toContain(`3 outputs in artifacts/${id}: 3 files, 28 B\n`);
    for (const path of ["models/1/m", "models/2/m", "report.html"])
      expect(read(`artifacts/${id}/${path}`)).toBe(read(path));
    expect(readdirSync(join(folder, "artifacts", id))).toEqual(["models", "report.html"]);
  });

  test("of one leg, of an earlier run, to a folder of one's own", async () => {
    const id = await run();
    write("data.txt", "other\n");
    await run();
    expect(await here("artifacts", "get", id.slice(0, -1), "train[lr=2]", "--to", "old")).toMatchObject({
      code: 0,
    });
    expect(read("old/models/2/m")).toBe("data\n2\n");
    expect(existsSync(join(folder, "old/models/1"))).toBe(false);
  });

  test("never over what is there, but with --force", async () => {
    await run();
    write("to/report.html", "mine");
    write("to/models/1/mine", "mine");
    const kept = await here("artifacts", "get", "report", "models/1/", "models/2/", "--to", "to");
    expect(kept).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /to\/report\.html.* are there already\n {2}choose another folder with --to DIR/,
      ),
    });
    expect(readdirSync(join(folder, "to/models"))).toEqual(["1"]);
    expect(read("to/report.html")).toBe("mine");
    const forced = await here("artifacts", "get", "report", "models/1", "--to", "to", "--force");
    expect(forced).toMatchObject({ code: 0, stderr: "" });
    expect(read("to/report.html")).toBe(read("report.html"));
    expect(readdirSync(join(folder, "to/models/1"))).toEqual(["m"]);
    expect(readdirSync(join(folder, "to"))).toEqual(["models", "report.html"]);
  });

  test("nothing is written through a link", async () => {
    await run();
    mkdirSync(join(folder, "elsewhere"));
    mkdirSync(join(folder, "to"));
    symlinkSync("../elsewhere", join(folder, "to/models"));
    expect(await here("artifacts", "get", "models/1", "--to", "to", "--force")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("to/models is in the way: it is no folder"),
    });
    expect(readdirSync(join(folder, "elsewhere"))).toEqual([]);
  });

  test("what is not what was kept does not arrive, and nothing else does", async () => {
    await run();
    const [object = ""] = storeFiles().filter((path) => path.endsWith("report.html"));
    rmSync(object);
    writeFileSync(object, "<html>...</ht>");
    const got = await here("artifacts", "get", "train", "report", "--to", "to");
    expect(got.code).toBe(3);
    expect(got.stderr).toContain("what report left cannot be fetched");
    expect(readdirSync(join(folder, "to"))).toEqual([]);
    removeObjects("outputs");
    expect(await here("artifacts", "get", "report")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("is not there any more"),
    });
  });

  test.each([
    [["trian"], 'the run has no step and no output trian\n  Did you mean "train"?'],
    [["models/1/m"], "models/1/m is only a part of the output models/1\n  get models/1"],
    [["quiet"], "quiet left nothing in the artifact store"],
    [["20260131-120000-1f2e"], "which outputs of run 20260131-120000-1f2e?"],
    [["20260131-120000-1f2e", "train"], "there is no run 20260131-120000-1f2e here"],
  ])("%j: what to do", async (words, message) => {
    await run();
    expect(await here("artifacts", "get", ...words)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message),
    });
  });

  test("what gc removed", async () => {
    await run();
    removeObjects("manifests");
    expect(await here("artifacts", "get", "report")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        "it is not in the store any more: `stepops gc --store` may have removed it",
      ),
    });
  });

  test("says on a terminal how far it is", async () => {
    await run();
    const parts: string[] = [];
    const { io } = await import("./fake-io.ts").then(({ fakeIo }) => fakeIo({ cwd: folder, env }));
    const stderr = Object.assign(io.stderr, { isTTY: true, write: (text: string) => parts.push(text) > 0 });
    expect(await say(["artifacts", "get", "report"], { cwd: folder, env, stderr })).toMatchObject({
      code: 0,
    });
    expect(parts.join("")).toBe("\r\u001B[K14 B of 14 B fetched\r\u001B[K");
  });
});

describe("gc --store", () => {
  const days = 86_400_000;
  /** Everything in the store is as old as that. */
  const age = (ms: number): void => {
    for (const path of storeFiles()) utimesSync(path, (Date.now() - ms) / 1000, (Date.now() - ms) / 1000);
  };
  /** The same machine, some days later. */
  const later = (ms: number, ...argv: string[]) => {
    const clock = { ...nodeHost.clock, now: () => Date.now() + ms };
    return say(argv, { cwd: folder, env, host: async () => ({ ...nodeHost, clock }) });
  };

  test("removes what is too old, after it said so, and keeps what the newest run needs", async () => {
    await run();
    age(0);
    const dry = await later(31 * days, "gc", "--store", "--dry-run");
    expect(dry).toMatchObject({ code: 0, stderr: "" });
    expect(dry.stdout).toMatch(/^would remove {2}tree +31 d +\d+ B {2}/);
    expect(dry.stdout).toMatch(
      /\n3 uploads, 3 manifests, 1 run, 3 trees, 1 index would be removed, \d\.\d kB in all\n$/,
    );
    expect(await later(29 * days, "gc", "--store")).toMatchObject({
      code: 0,
      stdout: "there is nothing to remove\n",
    });
    const done = await later(31 * days, "gc", "--store");
    expect(done.stdout.replaceAll("removed  ", "would remove  ").split("\n").slice(0, -2)).toHaveLength(
      dry.stdout.split("\n").slice(0, -2).length,
    );
    expect(done.stdout).toContain(" removed, ");
    expect(storeFiles()).toEqual([]);
    expect(await here("artifacts", "get", "train")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("run the step again"),
    });
  });

  test("as JSON; what an earlier run left stays as long as a later one needs it", async () => {
    await run();
    write("data.txt", "other\n");
    const id = await run();
    const objects = storeFiles().filter((path) => path.includes("/outputs/")).length;
    const now = Date.now();
    for (const path of storeFiles()) {
      if (path.endsWith(`${id}.json`)) utimesSync(path, now / 1000, now / 1000 + 20 * 86_400);
    }
    const { code, stdout } = await later(31 * days, "gc", "--store", "--json");
    const { items, ...rest } = JSON.parse(stdout) as { items: { kind: string; fate: string }[] };
    expect(code).toBe(0);
    expect(rest).toEqual({ dryRun: false, store: join(folder, ".stepops/store") });
    expect(items.filter(({ kind }) => kind === "run")).toHaveLength(1);
    expect(items.every(({ fate }) => fate === "removed")).toBe(true);
    expect(storeFiles().filter((path) => path.includes("/outputs/"))).toHaveLength(objects / 2);
    expect(await here("artifacts", "get", "train", "report")).toMatchObject({ code: 0 });
  });

  test("what cannot be understood is named, and all that it might name stays", async () => {
    await run();
    const [one = ""] = storeFiles().filter((path) => path.includes("/manifests/"));
    rmSync(one);
    writeFileSync(one, "{}");
    const done = await later(31 * days, "gc", "--store");
    expect(done.code).toBe(0);
    expect(done.stdout).toContain("not understood  manifest");
    expect(done.stdout).toContain("all outputs that it might name stay");
    expect(done.stdout).toContain(", 1 not understood\n");
    expect(storeFiles().filter((path) => path.includes("/outputs/"))).toHaveLength(3);
  });

  test.each([
    [["--older-than", "5d"], "--older-than says what goes of a store\n  add --store"],
    [["--store", "--older-than", "23h"], "--older-than is 1d or more"],
    [["--store", "--older-than", "soon"], '--older-than: "soon" is not a duration'],
    [["--store", "--stack", "nope"], "nope"],
  ])("%j: what to do", async (words, message) => {
    expect(await here("gc", ...words)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });

  test.each([
    ["30d", 30 * days],
    ["1.5d", 1.5 * days],
    ["400d12h", 400.5 * days],
    ["48h", 2 * days],
    ["86400", days],
  ])("an age of %s", (text, ms) => {
    expect(parseAge(text)).toEqual({ ok: true, value: ms });
  });
});
