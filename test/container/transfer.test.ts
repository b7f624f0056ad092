import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { copyIn, copyOut, seesFiles } from "../../src/container/transfer.ts";
import { nodeFiles } from "../../src/host/node-files.ts";
import { replaceTree, settleTree } from "../../src/run/replace-tree.ts";
import { type Said, scriptedEngine } from "../image/scripted-engine.ts";

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), "stepops-transfer-"));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
}

const { signal } = new AbortController();

describe("a job's folder is copied in", () => {
  test("whole, to where the start script looks for it", async () => {
    const engine = scriptedEngine(() => ({}));
    expect(await copyIn({ engine, container: "c", job: "/run/job", signal })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(engine.asked).toEqual(["cp /run/job/. c:/stepops"]);
  });

  test("or not, for a reason", async () => {
    const engine = scriptedEngine(() => ({ code: 1, stderr: "write /x: no space left on device" }));
    expect(await copyIn({ engine, container: "c", job: "/run/job", signal })).toMatchObject({
      ok: false,
      error: { reason: "no-space" },
    });
  });
});

describe("what a step left is brought back", () => {
  /** An engine whose container has these, by path below /stepops; a copy that fails leaves half of it. */
  function holding(content: Readonly<Record<string, string | Said>>) {
    const engine = scriptedEngine((args) => {
      const [, path = "", to = ""] = /^cp c:\/stepops\/(\S+) (\S+)$/.exec(args) ?? [];
      const found = content[path];
      if (found === undefined)
        return {
          code: 1,
          stderr: `Error response from daemon: Could not find the file /stepops/${path} in container c`,
        };
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, typeof found === "string" ? found : "half");
      return typeof found === "string" ? {} : found;
    });
    return copyOut({
      engine,
      container: "c",
      files: nodeFiles,
      job: top,
      paths: ["results", "work/a", "work/deep/b"],
      stop: new AbortController().signal,
    });
  }

  test("in the place of what is there", async () => {
    write("work/a/old", "old");
    expect(await holding({ results: "r", "work/a": "a", "work/deep/b": "b" })).toEqual([]);
    expect(["results", "work/a", "work/deep/b"].map((path) => readFileSync(join(top, path), "utf8"))).toEqual(
      ["r", "a", "b"],
    );
  });

  test("what is not there is none, and takes nothing's place", async () => {
    write("work/a", "what was copied in");
    expect(await holding({ results: "r" })).toEqual([]);
    expect([existsSync(join(top, "work/a")), existsSync(join(top, "work/deep/b"))]).toEqual([false, false]);
  });

  test("what is not there, in the words of an old client", async () => {
    const old = { code: 1, stderr: "Error: No such container:path: c:/stepops/work/a\n" };
    expect(await holding({ results: "r", "work/a": old, "work/deep/b": "b" })).toEqual([]);
  });

  test("half of it is nothing, and that is told; the rest comes", async () => {
    const lost = { code: 1, stderr: "error during connect: EOF" };
    expect(await holding({ results: "r", "work/a": lost, "work/deep/b": "b" })).toEqual([
      "work/a: Docker does not answer: error during connect: EOF",
    ]);
    expect(existsSync(join(top, "work/a"))).toBe(false);
    expect(readFileSync(join(top, "work/deep/b"), "utf8")).toBe("b");
  });
});

describe("whether an engine sees this machine's files", () => {
  const look = (script: (args: string) => Said | undefined) => {
    const engine = scriptedEngine(script);
    const { signal } = new AbortController();
    const probe = { image: "img", name: "probe", labels: { a: "b" }, job: '/run/a "b",c' };
    const seen = seesFiles({ engine, ...probe, signal });
    return seen.then((sees) => ({ sees, asked: engine.asked }));
  };

  test("is asked of a container that never starts", async () => {
    expect(await look(() => ({}))).toEqual({
      sees: true,
      asked: [
        'create --name probe --label a=b --pull never --mount type=bind,"source=/run/a ""b"",c",target=/stepops img sh',
        "cp probe:/stepops/control/start.sh -",
      ],
    });
  });

  test("no where it refuses the mount, and where it made an empty folder of that name", async () => {
    const refuses = await look(() => ({ code: 1, stderr: "bind source path does not exist" }));
    expect([refuses.sees, refuses.asked.length]).toEqual([false, 1]);
    const missing = {
      code: 1,
      stderr:
        "Error response from daemon: Could not find the file /stepops/control/start.sh in container probe",
    };
    expect((await look((args) => (args.startsWith("cp") ? missing : {}))).sees).toBe(false);
  });

  test("an engine that is away for a moment says nothing of its sight", async () => {
    const away = { code: 1, stderr: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock" };
    expect((await look(() => away)).sees).toBe(true);
    expect((await look((args) => (args.startsWith("cp") ? away : {}))).sees).toBe(true);
  });
});

describe("a tree in the place of another", () => {
  const texts = () =>
    Object.fromEntries(
      readdirSync(join(top, "to")).map((name) => [name, readFileSync(join(top, "to", name), "utf8")]),
    );

  test("is there whole, and nothing of the old one or beside it", async () => {
    write("to/old", "old");
    write("to.stepops-new/half", "of a run that was killed");
    write("from/new", "new");
    await replaceTree(nodeFiles, join(top, "from"), join(top, "to"));
    expect(texts()).toEqual({ new: "new" });
    expect(readdirSync(top)).toEqual(["to"]);
  });

  test("where there was none before", async () => {
    write("from/new", "new");
    await replaceTree(nodeFiles, join(top, "from"), join(top, "to"));
    expect(texts()).toEqual({ new: "new" });
  });

  test.each(["nothing", "a file", "a link"])("%s takes no place", async (kind) => {
    write("to/old", "old");
    write("else/x", "x");
    if (kind === "a file") write("from", "x");
    if (kind === "a link") symlinkSync("else", join(top, "from"));
    await replaceTree(nodeFiles, join(top, "from"), join(top, "to"));
    expect(texts()).toEqual({ old: "old" });
  });

  test("is its owner's again, links and what they lead to left alone", async () => {
    write("from/deep/open", "");
    write("from/deep/tool", "");
    write("elsewhere", "");
    symlinkSync("../../elsewhere", join(top, "from/deep/l"));
    for (const [path, mode] of [
      ["from", 0o777],
      ["from/deep/open", 0o666],
      ["from/deep/tool", 0o777],
      ["elsewhere", 0o666],
      ["from/deep", 0o577],
    ] as const)
      chmodSync(join(top, path), mode);
    await replaceTree(nodeFiles, join(top, "from"), join(top, "to"));
    const modes = ["to", "to/deep", "to/deep/open", "to/deep/tool", "elsewhere"].map(
      (path) => statSync(join(top, path)).mode & 0o777,
    );
    expect(modes).toEqual([0o755, 0o755, 0o644, 0o755, 0o666]);
  });

  test("keeps the old one or the new one, at whatever call it is killed", async () => {
    for (let at = 1; ; at++) {
      rmSync(top, { recursive: true });
      mkdirSync(top);
      write("to/ckpt", "old");
      write("from/ckpt", "new");
      let calls = 0;
      const dying = new Proxy(nodeFiles, {
        get:
          (files, name: keyof typeof nodeFiles) =>
          (...args: never[]) => {
            calls++;
            if (calls === at) throw new Error("killed");
            return (files[name] as (...given: never[]) => unknown)(...args);
          },
      });
      const killed = await replaceTree(dying, join(top, "from"), join(top, "to")).then(
        () => false,
        () => true,
      );
      if (!killed) break;
      const kept = ["to/ckpt", "to.stepops-old/ckpt", "to.stepops-new/ckpt", "from/ckpt"];
      const left = kept
        .filter((path) => existsSync(join(top, path)))
        .map((path) => readFileSync(join(top, path), "utf8"));
      expect([at, left.includes("new")]).toEqual([at, true]);
      if (!existsSync(join(top, "to/ckpt"))) expect([at, left.sort()]).toEqual([at, ["new", "old"]]);
    }
  });
});

describe("a replacement that was cut off", () => {
  const settled = async (...paths: readonly string[]) => {
    for (const path of paths) write(`${path}/state`, path);
    await settleTree(nodeFiles, join(top, "to"));
    const left = ["to", "to.stepops-new", "to.stepops-old"].filter((path) => existsSync(join(top, path)));
    return [left, existsSync(join(top, "to/state")) && readFileSync(join(top, "to/state"), "utf8")];
  };

  test.each([
    ["before the new content was whole", ["to"], "to"],
    ["before the old content made way", ["to", "to.stepops-new"], "to.stepops-new"],
    ["between the two", ["to.stepops-new", "to.stepops-old"], "to.stepops-new"],
    ["before the old content was removed", ["to", "to.stepops-old"], "to"],
    ["with the old content alone", ["to.stepops-old"], "to.stepops-old"],
  ] as const)("%s", async (_name, there, expected) => {
    expect(await settled(...there)).toEqual([["to"], expected]);
  });

  test("and one that never began leaves nothing", async () => {
    expect(await settled()).toEqual([[], false]);
  });
});
