import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeFiles as files } from "../../src/host/node-files.ts";
import { findCheckout, head, keptFiles, remoteUrl, runGit, trackedFiles } from "../../src/run/git.ts";

let top: string;
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), "stepops-git-")));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function git(cwd: string, ...args: string[]): string {
  const who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "protocol.file.allow=always"];
  return execFileSync("git", [...who, ...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

function repository(name: string): string {
  const root = join(top, name);
  mkdirSync(join(root, "a/b"), { recursive: true });
  git(root, "init", "-q", "-b", "main");
  writeFileSync(join(root, "a/b/f"), "1");
  git(root, "add", ".");
  git(root, "commit", "-q", "-m", "first");
  return root;
}

const headOf = async (folder: string) => {
  const { gitDir = "" } = await findCheckout(files, folder);
  return head(files, gitDir);
};

describe("without a process", () => {
  test("a checkout is found from below, and none is the folder itself", async () => {
    const root = repository("r");
    expect(await findCheckout(files, join(root, "a/b"))).toEqual({ root, gitDir: join(root, ".git") });
    mkdirSync(join(root, "a/.git"));
    expect(await findCheckout(files, join(root, "a/b"))).toEqual({ root, gitDir: join(root, ".git") });
    expect(await findCheckout(files, top)).toEqual({ root: top });
  });

  test("branch and commit, loose, packed, nested and detached", async () => {
    const root = repository("r");
    const commit = git(root, "rev-parse", "HEAD");
    expect(await headOf(root)).toEqual({ branch: "main", commit });
    git(root, "pack-refs", "--all");
    expect(await headOf(root)).toEqual({ branch: "main", commit });
    git(root, "checkout", "-q", "-b", "feature/x-main");
    expect(await headOf(root)).toEqual({ branch: "feature/x-main", commit });
    git(root, "checkout", "-q", "--detach");
    expect(await headOf(root)).toEqual({ commit });
    git(root, "checkout", "-q", "--orphan", "empty");
    expect(await headOf(root)).toEqual({ branch: "empty" });
  });

  test("a worktree and a submodule have heads of their own", async () => {
    const root = repository("r");
    const other = repository("other");
    git(root, "worktree", "add", "-q", "-b", "side", join(top, "side"));
    expect(await findCheckout(files, join(top, "side/a"))).toMatchObject({ root: join(top, "side") });
    expect(await headOf(join(top, "side"))).toEqual({
      branch: "side",
      commit: git(root, "rev-parse", "HEAD"),
    });
    git(root, "submodule", "add", "-q", other, "sub");
    expect(await findCheckout(files, join(root, "sub/a"))).toEqual({
      root: join(root, "sub"),
      gitDir: join(root, ".git/modules/sub"),
    });
    expect(await headOf(join(root, "sub"))).toEqual({
      branch: "main",
      commit: git(other, "rev-parse", "HEAD"),
    });
  });

  test.each([
    ["https://user:token@example.com/o/r.git", "https://example.com/o/r.git"],
    ["https://example.com/o/r", "https://example.com/o/r"],
    ["git@example.com:o/r.git", "git@example.com:o/r.git"],
  ])("origin %s is %s", async (url, expected) => {
    const root = repository("r");
    git(root, "remote", "add", "upstream", "https://example.com/other");
    expect(await remoteUrl(files, join(root, ".git"))).toBeUndefined();
    git(root, "remote", "add", "origin", url);
    expect(await remoteUrl(files, join(root, ".git"))).toBe(expected);
  });

  test("nonsense in .git is no error", async () => {
    const root = join(top, "x");
    mkdirSync(join(root, ".git"), { recursive: true });
    writeFileSync(join(root, ".git/HEAD"), "garbage");
    expect(await headOf(root)).toEqual({});
    rmSync(join(root, ".git"), { recursive: true });
    writeFileSync(join(root, ".git"), "garbage");
    expect(await findCheckout(files, root)).toEqual({ root });
  });
});

describe("tracked files", () => {
  test("lie at or below the paths, taken literally", async () => {
    const root = repository("r");
    const place = await findCheckout(files, root);
    writeFileSync(join(root, "a[1]"), "");
    writeFileSync(join(root, "ab"), "");
    git(root, "add", ".");
    expect(await trackedFiles(place, ["a"], runGit)).toEqual(["a/b/f"]);
    expect(await trackedFiles(place, ["a*", ":(top)a", "zzz"], runGit)).toEqual([]);
    expect(await trackedFiles(place, ["a[1]", "ab"], runGit)).toEqual(["a[1]", "ab"]);
    expect(await trackedFiles(place, [], runGit)).toEqual([]);
  });

  test("are the same for more paths than an argument list holds", async () => {
    const root = repository("r");
    const place = await findCheckout(files, root);
    const paths = Array.from({ length: 10_000 }, (_, index) => `missing/folder/${index}`);
    expect(await trackedFiles(place, [...paths, "a/b"], runGit)).toEqual(["a/b/f"]);
    expect(await trackedFiles(place, paths, runGit)).toEqual([]);
  });

  test("start no program that the repository names", async () => {
    const root = repository("r");
    const place = await findCheckout(files, root);
    git(root, "config", "core.fsmonitor", `touch ${join(top, "pwned")} #`);
    expect(await trackedFiles(place, ["a"], runGit)).toEqual(["a/b/f"]);
    expect(await files.stat(join(top, "pwned"))).toBeUndefined();
  });

  test("are unknown without git or a checkout", async () => {
    expect(await trackedFiles({ root: top }, ["a"], runGit)).toBeUndefined();
    expect(await trackedFiles({ root: top, gitDir: join(top, "none") }, ["a"], runGit)).toBeUndefined();
  });
});

describe("kept files", () => {
  const kept = async (folder: string) =>
    (await keptFiles(await findCheckout(files, folder), folder, runGit))?.toSorted();
  const write = (path: string, text = "") => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };

  test("are what git tracks or does not ignore, below the folder, by paths from the top", async () => {
    const root = repository("r");
    write(join(root, ".gitignore"), "*.log\n/out/\n");
    write(join(root, "a/.gitignore"), "!kept.log\n");
    for (const path of ["new", "x.log", "out/y", "a/kept.log", "a/ü b\n", "a/b/new"]) write(join(root, path));
    expect(await kept(root)).toEqual(
      [".gitignore", "a/.gitignore", "a/b/f", "a/b/new", "a/kept.log", "a/ü b\n", "new"].sort(),
    );
    expect(await kept(join(root, "a/b"))).toEqual(["a/b/f", "a/b/new"]);
  });

  test("include what is ignored and tracked all the same, and what was deleted", async () => {
    const root = repository("r");
    write(join(root, ".gitignore"), "*.log\n");
    write(join(root, "x.log"));
    git(root, "add", "-f", "x.log");
    rmSync(join(root, "a"), { recursive: true });
    expect(await kept(root)).toEqual([".gitignore", "a/b/f", "x.log"]);
  });

  test("have a submodule, and any other repository inside, as one name", async () => {
    const [root, other] = [repository("r"), repository("other")];
    git(root, "submodule", "add", "-q", other, "sub");
    git(root, "clone", "-q", other, "deep/clone");
    expect(await kept(root)).toEqual([".gitmodules", "a/b/f", "deep/clone", "sub"]);
  });

  test("start no program that the repository names", async () => {
    const root = repository("r");
    git(root, "config", "core.fsmonitor", `touch ${join(top, "pwned")} #`);
    expect(await kept(root)).toEqual(["a/b/f"]);
    expect(await files.stat(join(top, "pwned"))).toBeUndefined();
  });

  test("are unknown without git or a checkout", async () => {
    expect(await kept(top)).toBeUndefined();
    expect(await keptFiles({ root: top, gitDir: join(top, "none") }, top, runGit)).toBeUndefined();
  });
});
