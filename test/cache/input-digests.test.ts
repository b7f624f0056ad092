import { createHash } from "node:crypto";
import { chmodSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { StoredOutput } from "../../src/artifact/manifest.ts";
import type { Digests, FileDigest } from "../../src/cache/digests.ts";
import { inputDigests } from "../../src/cache/input-digests.ts";
import type { FileStat } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import type { Mapping } from "../../src/pipeline/draft.ts";
import { stepOf } from "../pipeline/resolving.ts";
import { createRepo, type Repo } from "../rig/repo.ts";

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");

const digests: Digests = {
  of: async (paths) => ({
    ok: true,
    value: paths.map((path): FileDigest => {
      const stat = { kind: "file", mode: statSync(path).mode } as FileStat;
      return { sha256: createHash("sha256").update(readFileSync(path)).digest("hex"), stat };
    }),
  }),
  learn: () => {},
  save: async () => {},
};

async function digested(
  repo: Repo,
  body: string,
  stored: readonly StoredOutput[] = [],
): Promise<Mapping<string> | string> {
  const step = stepOf(`steps:\n  s: {command: [x], ${body}}\n`, "s");
  const { signal } = new AbortController();
  const found = await inputDigests({ files: nodeHost.files, root: repo.path, digests, step, stored, signal });
  return found.ok ? found.value : found.error;
}

describe("the digests of a step's inputs", () => {
  test("are of files, folders and globs, in code-point order, without what an exclude names", async () => {
    using repo = createRepo({
      "b.txt": "b",
      "src/z.py": "z",
      "src/a.py": "a",
      "src/skip.log": "log",
      "data/1.csv": "1",
    });
    expect(Object.entries(await digested(repo, 'inputs: [b.txt, src/, "data/*.csv", "!**/*.log"]'))).toEqual([
      ["b.txt", sha("b")],
      ["data/1.csv", sha("1")],
      ["src/a.py", sha("a")],
      ["src/z.py", sha("z")],
    ]);
  });

  test("know of a mode whether the file may be run", async () => {
    using repo = createRepo({ "run.sh": "r" });
    chmodSync(repo.at("run.sh"), 0o755);
    expect(await digested(repo, "inputs: [run.sh]")).toEqual({ "run.sh": `${sha("r")}+x` });
    chmodSync(repo.at("run.sh"), 0o664);
    expect(await digested(repo, "inputs: [run.sh]")).toEqual({ "run.sh": sha("r") });
  });

  test("leave out what the step writes itself and what interpreters drop", async () => {
    using repo = createRepo({
      "data/in.csv": "in",
      "data/out/x": "old",
      "data/state/x": "old",
      "data/__pycache__/a.pyc": "p",
      "data/.DS_Store": "d",
    });
    expect(await digested(repo, "inputs: [data/], outputs: [data/out/], checkpoint: data/state/")).toEqual({
      "data/in.csv": sha("in"),
    });
  });

  test("of a link are where it leads and what is there", async () => {
    using repo = createRepo({ "real/a": "a", "in/b": "b" });
    symlinkSync("../real", repo.at("in/link"));
    expect(await digested(repo, "inputs: [in/]")).toEqual({
      "in/b": sha("b"),
      "in/link": "→ ../real",
      "in/link → real/a": sha("a"),
    });
  });

  test("of a link that an input names itself are those of what it leads to", async () => {
    using repo = createRepo({ "real/a": "a" });
    symlinkSync("real/a", repo.at("link"));
    expect(await digested(repo, "inputs: [link]")).toEqual({ link: sha("a") });
  });

  test("are refused for a link out of the pipeline's folder", async () => {
    using repo = createRepo({ "in/b": "b" });
    symlinkSync("/etc/hostname", repo.at("in/link"));
    expect(await digested(repo, "inputs: [in/]")).toContain("in/link is a link that leaves");
  });

  test("take outputs that are taken to be there as the store has them, whatever lies here", async () => {
    using repo = createRepo({ "models/old": "old", "src/a": "a" });
    const entry = { kind: "file", mode: 0o755, size: 1, sha256: "1".repeat(64), key: "k" } as const;
    const stored: StoredOutput = {
      ...{ path: "models", isDirectory: true, size: 1, files: 2, digest: "d" },
      entries: [
        { ...entry, path: "m" },
        { kind: "directory", path: "empty", mode: 0o755 },
        { ...entry, path: "m.log" },
        { kind: "link", path: "newest", target: "m" },
      ],
    };
    expect(await digested(repo, 'inputs: [src/, models/, "!**/*.log"]', [stored])).toEqual({
      "models/m": `${"1".repeat(64)}+x`,
      "models/newest": "→ m",
      "src/a": sha("a"),
    });
    expect(await digested(repo, "inputs: [src/]", [stored])).toEqual({ "src/a": sha("a") });
  });

  test("of a link go on to what links behind it lead to", async () => {
    using repo = createRepo({ "in/b": "b", "real/a": "a", "other/o": "o" });
    symlinkSync("../real", repo.at("in/link"));
    symlinkSync("../other/o", repo.at("real/nested"));
    symlinkSync("..", repo.at("real/around"));
    expect(await digested(repo, "inputs: [in/]")).toEqual({
      "in/b": sha("b"),
      "in/link": "→ ../real",
      "in/link → real/a": sha("a"),
      "in/link → real/around": "→ ..",
      "in/link → real/nested": "→ ../other/o",
      "in/link → real/nested → other/o": sha("o"),
    });
  });

  test("of a link to a folder around it are where it leads, and no more", async () => {
    using repo = createRepo({ "in/b": "b", ".stepops/x": "x" });
    symlinkSync("..", repo.at("in/top"));
    expect(await digested(repo, "inputs: [in/]")).toEqual({ "in/b": sha("b"), "in/top": "→ .." });
  });

  test("leave out what is private or dropped behind a link, too", async () => {
    using repo = createRepo({
      "in/b": "b",
      "real/a": "a",
      "real/.env": "secret",
      "real/__pycache__/a.pyc": "p",
      "real/out/x": "own",
    });
    symlinkSync("../real", repo.at("in/link"));
    expect(Object.keys(await digested(repo, "inputs: [in/], outputs: [real/out/]"))).toEqual([
      "in/b",
      "in/link",
      "in/link → real/a",
    ]);
  });

  test("are of what is named itself, whatever it is called", async () => {
    using repo = createRepo({ ".pytest_cache/r.json": "r", ".env": "e" });
    expect(await digested(repo, "inputs: [.pytest_cache/r.json, .env]")).toEqual({
      ".env": sha("e"),
      ".pytest_cache/r.json": sha("r"),
    });
  });

  test("of stored outputs leave out what they leave out on a disk", async () => {
    using repo = createRepo();
    const file = { kind: "file", mode: 0o644, size: 1, sha256: "1".repeat(64), key: "k" } as const;
    const stored: StoredOutput = {
      ...{ path: "out", isDirectory: true, size: 1, files: 1, digest: "d" },
      entries: [
        { ...file, path: ".env" },
        { ...file, path: "a" },
        { kind: "link", path: "dangling", target: "nowhere" },
        { kind: "link", path: "fine", target: "./a" },
      ],
    };
    expect(Object.keys(await digested(repo, "inputs: [out/]", [stored]))).toEqual(["out/a", "out/fine"]);
  });
});
