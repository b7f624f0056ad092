import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Files, SpawnCommand } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { type Script, scriptedSpawn, virtualProcesses } from "../rig/virtual-host.ts";
import { type Said, say } from "./fake-io.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "stepops-gc-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Container {
  readonly id: string;
  /** Of its run's folder, relative to the checkout. */
  readonly directory: string;
  readonly hostname?: string;
}

/** What engines answer: by default there are these containers, and all of them can be removed. */
interface Engines {
  readonly containers?: readonly Container[];
  readonly answer?: (args: readonly string[]) => Script | undefined;
  readonly files?: Files;
}

const exit = (code: number, text = "", stream: "stdout" | "stderr" = "stdout"): Script => ({
  output: text === "" ? [] : [{ stream, text }],
  end: { afterMs: 1, end: { kind: "exited", code } },
});

const missing: Script = {
  end: { afterMs: 0, end: { kind: "not-started", error: Object.assign(new Error(), { code: "ENOENT" }) } },
};

/** `stepops gc` on a machine called `virtual`, whose process 1 lives, with what it called Docker with. */
async function gc(
  { containers = [], answer, files = nodeHost.files }: Engines,
  ...argv: readonly string[]
): Promise<Said & { readonly calls: readonly string[] }> {
  const calls: string[] = [];
  const line = ({ id, directory, hostname = "virtual" }: Container) =>
    JSON.stringify([id, `stepops-${id}`, "train", join(folder, directory), hostname]);
  const script = ({ args }: SpawnCommand): Script => {
    calls.push(args.join(" "));
    const own = answer?.(args);
    if (own) return own;
    return args.includes("ps") ? exit(0, containers.map((each) => `${line(each)}\n`).join("")) : exit(0);
  };
  const spawn = scriptedSpawn(nodeHost.clock, script);
  const host = { ...nodeHost, files, spawn, processes: virtualProcesses() };
  const said = await say(["gc", ...argv], { cwd: folder, host: async () => host });
  return { ...said, calls };
}

const fates = ({ stdout }: Said): Readonly<Record<string, string>> => {
  const { items } = JSON.parse(stdout) as { items: { name: string; fate: string }[] };
  return Object.fromEntries(items.map(({ name, fate }) => [name.replace(`${folder}/`, ""), fate]));
};

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

const writer = { pid: 1, hostname: "virtual", bootId: "boot-1", startToken: "start-1" };
const dead = { ...writer, startToken: "another" };

/** A run's journal, with a folder that a container of it works in. */
function run(id: string, by: typeof writer, ...events: readonly object[]): void {
  const started = { type: "run-started", at: 1, schema: 1, version: "0", run: { id }, writer: by, steps: [] };
  const lines = [started, ...events].map((event) => `${JSON.stringify(event)}\n`);
  write(`.stepops/runs/${id}/journal.jsonl`, lines.join(""));
  write(`.stepops/runs/${id}/containers/train.1/job/work/x`, "");
  engines(id, {});
}

const engines = (id: string, ...places: readonly object[]): void =>
  write(`.stepops/runs/${id}/containers/engines.json`, JSON.stringify({ label: id, places }));

const ended = { type: "run-ended", at: 2, result: "failure" };
const resumed = { type: "run-resumed", at: 3, writer, reset: [] };

describe("what is removed, and what is left alone", () => {
  test.each<[string, string, () => void, Partial<Container>?]>([
    ["the folder of its run is gone", "removed", () => {}],
    ["its run has ended", "removed", () => run("r", writer, ended)],
    ["the process of its run is gone", "removed", () => run("r", dead)],
    ["its run goes on", "left", () => run("r", writer)],
    ["its run goes on, taken up by another process", "left", () => run("r", dead, ended, resumed)],
    ["its run is on another machine", "left", () => run("r", { ...writer, hostname: "elsewhere" })],
    ["it was made by another machine", "left", () => run("r", dead), { hostname: "elsewhere" }],
    ["the journal is damaged", "left", () => write(".stepops/runs/r/journal.jsonl", "{}\n{}\n")],
    ["the run never began", "left", () => write(".stepops/runs/r/journal.jsonl", "")],
    ["its shell is gone", "removed", () => shell("s", dead), { directory: ".stepops/shells/s" }],
    ["its shell is open", "left", () => shell("s", writer), { directory: ".stepops/shells/s" }],
    ["its shell has no note", "removed", () => {}, { directory: ".stepops/shells/s" }],
    ["the note is damaged", "removed", () => write(".stepops/shells/s.json", "{"), shellDirectory],
  ])("%s: %s", async (_, fate, prepare, more) => {
    prepare();
    const container = { id: "abc", directory: ".stepops/runs/r", ...more };
    const found = await gc({ containers: [container] }, "--json");
    expect(fates(found)["stepops-abc"]).toBe(fate);
    expect(found.calls.filter((call) => call.startsWith("rm"))).toEqual(
      fate === "removed" ? ["rm --force --volumes abc"] : [],
    );
    expect(found.code).toBe(0);
  });

  test("a folder that may not be looked into is somebody else's", async () => {
    const stat: Files["stat"] = async (path) => {
      if (!path.endsWith("runs/r")) return nodeHost.files.stat(path);
      throw Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
    };
    const files = { ...nodeHost.files, stat };
    const found = await gc({ containers: [{ id: "abc", directory: ".stepops/runs/r" }], files }, "--json");
    expect(fates(found)).toEqual({ "stepops-abc": "left" });
    expect(found.stdout).toContain("cannot be read: EACCES: permission denied");
  });

  test("containers of one engine go with one call", async () => {
    const containers = ["a", "b", "c"].map((id) => ({ id, directory: ".stepops/runs/r" }));
    const { calls } = await gc({ containers });
    expect(calls.slice(1)).toEqual(["rm --force --volumes a b c"]);
  });
});

const shellDirectory = { directory: ".stepops/shells/s" };

function shell(id: string, by: typeof writer): void {
  write(`.stepops/shells/${id}.json`, JSON.stringify({ writer: by, leg: "train" }));
  write(`.stepops/shells/${id}/containers/train.1/job/work/x`, "");
}

describe("folders", () => {
  test("those of dead runs and shells go; what a resume needs, and what is in use, stays", async () => {
    run("dead", dead);
    run("alive", writer);
    shell("closed", dead);
    shell("open", writer);
    const found = await gc({}, "--json");
    expect(fates(found)).toEqual({
      ".stepops/runs/dead/containers/train.1": "removed",
      ".stepops/shells/closed": "removed",
    });
    const inside = (path: string) => readdirSync(join(folder, ".stepops", path)).sort();
    expect(inside("runs/dead")).toEqual(["containers", "journal.jsonl"]);
    expect(inside("runs/dead/containers")).toEqual(["engines.json"]);
    expect(inside("runs/alive/containers")).toEqual(["engines.json", "train.1"]);
    expect(inside("shells")).toEqual(["open", "open.json"]);
  });

  test("a folder stays as long as its container, which the exit code tells", async () => {
    run("r", dead);
    const found = await gc(
      {
        containers: [{ id: "abc", directory: ".stepops/runs/r" }],
        answer: (args) =>
          args[0] === "rm" ? exit(1, "cannot remove container abc: busy", "stderr") : undefined,
      },
      "--json",
    );
    expect(found.code).toBe(3);
    expect(JSON.parse(found.stdout).items).toMatchObject([
      {
        fate: "failed",
        why: "cannot remove container abc: busy",
        command: "docker rm --force --volumes stepops-abc",
      },
    ]);
    expect(readdirSync(join(folder, ".stepops/runs/r/containers"))).toContain("train.1");
  });

  test("a dry run removes nothing", async () => {
    run("r", dead);
    const found = await gc({ containers: [{ id: "abc", directory: ".stepops/runs/r" }] }, "--dry-run");
    expect(found.stdout).toBe(
      [
        "would remove  stepops-abc                         the process 1 of its run is gone",
        "would remove  .stepops/runs/r/containers/train.1  the process 1 of its run is gone",
        "1 container and 1 folder would be removed",
        "",
      ].join("\n"),
    );
    expect(found.calls).toHaveLength(1);
    expect(readdirSync(join(folder, ".stepops/runs/r/containers"))).toContain("train.1");
  });
});

describe("engines", () => {
  test("each one that a run here used is asked, and a container that two names lead to counts once", async () => {
    run("r", dead);
    engines("r", { host: "ssh://gpu" }, { context: "box" });
    const found = await gc({ containers: [{ id: "abc", directory: ".stepops/runs/r" }] }, "--json");
    expect(
      found.calls.filter((call) => call.includes(" --all ")).map((call) => call.split(" ps ")[0]),
    ).toEqual([expect.stringMatching(/^ps --all/), "--host ssh://gpu", "--context box"]);
    expect(Object.keys(fates(found))).toEqual(["stepops-abc", ".stepops/runs/r/containers/train.1"]);
  });

  test("one that does not answer is named, and keeps the folders of its runs", async () => {
    run("r", dead);
    engines("r", { host: "ssh://gpu" });
    const answer = (args: readonly string[]) =>
      args.includes("ssh://gpu") ? exit(1, "error during connect: no route", "stderr") : undefined;
    const found = await gc({ answer });
    expect(found).toMatchObject({ code: 3, stdout: "nothing was removed\n" });
    expect(found.stderr).toMatch(
      /^error: Docker at ssh:\/\/gpu does not answer.*\n {2}Start the Docker engine/,
    );
    expect(readdirSync(join(folder, ".stepops/runs/r/containers"))).toContain("train.1");
  });

  test("one that is no more, of runs that left nothing, is no trouble", async () => {
    run("r", writer, ended);
    rmSync(join(folder, ".stepops/runs/r/containers/train.1"), { recursive: true });
    engines("r", { host: "ssh://gone" });
    const answer = (args: readonly string[]) =>
      args.includes("ssh://gone") ? exit(1, "error during connect: no route", "stderr") : undefined;
    expect(await gc({ answer })).toMatchObject({
      code: 0,
      stdout: "there is nothing to remove\n",
      stderr: "",
    });
  });

  test("without Docker there is nothing to remove, unless a run here used it", async () => {
    expect(await gc({ answer: () => missing })).toMatchObject({
      code: 0,
      stdout: "there is nothing to remove\n",
      stderr: "",
    });
    run("r", dead);
    const found = await gc({ answer: () => missing });
    expect(found.code).toBe(3);
    expect(found.stderr).toContain("there is no docker command on PATH");
  });

  test("another machine's container is left with the command that removes it", async () => {
    run("r", dead);
    engines("r", { context: "box" });
    const list = `${JSON.stringify(["abc", "stepops-abc", "train", "/x/runs/r", "laptop"])}\n`;
    const answer = (args: readonly string[]) =>
      args.includes("ps") ? exit(0, args.includes("box") ? list : "") : undefined;
    const found = await gc({ answer });
    expect(found.stdout.split("\n")).toEqual([
      expect.stringMatching(
        /^left alone {2}stepops-abc {2}.* it was made by laptop, which cannot be seen from here$/,
      ),
      expect.stringMatching(/^removed /),
      "To remove what is left all the same:",
      "  docker --context box rm --force --volumes stepops-abc",
      "0 containers and 1 folder removed, 1 left alone",
      "",
    ]);
  });
});
