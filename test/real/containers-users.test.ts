import { execFileSync } from "node:child_process";
import { lstatSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Repo } from "../rig/repo.ts";
import { PlainCaller } from "./callers.ts";
import { containersIn, images, repoOf, stagesIn, type ToldRun, tagImages, toldOf } from "./containers.ts";

beforeAll(tagImages);

/** Everything at and below a path, with whose it is. */
function owners(repo: Repo, path: string): readonly string[] {
  const { uid, gid } = lstatSync(repo.at(path));
  const below = lstatSync(repo.at(path)).isDirectory() ? readdirSync(repo.at(path)) : [];
  return [`${path} ${uid}:${gid}`, ...below.flatMap((name) => owners(repo, join(path, name)))];
}

const who = 'echo "$(id -u):$(id -g) $HOME $USER $LOGNAME"; touch "$HOME/x" && echo "can write at home"';
const writes = (path: string) =>
  `cat data/in.txt; mkdir -p ${path}/d; echo x > ${path}/d/f; chmod 700 ${path}/d; ln -s d/f ${path}/l`;
/** Twice: the second attempt goes on from what the first left. */
const twice = (path: string) => ({
  checkpoint: path,
  retry: { max_attempts: 2, exit_codes: [9], backoff: { initial: "0s" } },
  command: `ls ${path}; mkdir -p ${path}/sub; umask 077; echo "$STEPOPS_ATTEMPT" >> ${path}/sub/log; cat ${path}/sub/log; [ "$STEPOPS_ATTEMPT" = 2 ] || exit 9`,
});

const steps = {
  caller: { inputs: ["data/"], outputs: ["o/caller/"], command: `${who}; ${writes("o/caller")}` },
  image: {
    image: images.odd,
    user: "image",
    inputs: ["data/"],
    outputs: ["o/image/"],
    command: `id -u; ${writes("o/image")}`,
  },
  image_root: {
    user: "image",
    inputs: ["data/"],
    outputs: ["o/image_root/"],
    command: `id -u; ${writes("o/image_root")}`,
  },
  number: {
    user: "4321:77",
    inputs: ["data/"],
    outputs: ["o/number/"],
    command: `${who}; ${writes("o/number")}`,
  },
  number_alone: { user: "4321", outputs: ["o/number_alone/"], command: `id -u; id -g; mkdir o/number_alone` },
  closed: {
    outputs: ["o/closed/"],
    command: `mkdir -p "$HOME/cache/a" closed/b; echo x > "$HOME/cache/a/f"; echo x > closed/b/f; chmod -R a-w "$HOME/cache" closed
mkdir -p o/closed/in; echo x > o/closed/in/f; chmod -R a-w o/closed`,
  },
  caller_twice: twice("ck/caller"),
  image_twice: { image: images.odd, user: "image", ...twice("ck/image") },
  number_twice: { user: "4321", ...twice("ck/number") },
  undeclared: { inputs: ["data/"], command: "cat other.txt" },
  oom: { resources: { memory: 0.05 }, command: 'x=$(head -c 200000000 /dev/zero | tr "\\0" a)' },
  exits: { command: "exit 42" },
  values: {
    values: ["n"],
    secrets: ["TOKEN"],
    command: 'echo n=5 >> "$STEPOPS_VALUES"; echo "it is $TOKEN"',
  },
  uses: {
    inputs: ["o/caller/"],
    env: { N: "${{ needs.values.values.n }}" },
    command: 'cat o/caller/d/f o/caller/l; echo "$N"',
  },
  missing: { outputs: ["o/missing.txt"], command: "echo x > o/other" },
};
const files = { "data/in.txt": "in\n", "data/deep/er.txt": "deep\n", "other.txt": "other\n" };
const env = { TOKEN: "s3cr3t-t0k3n" };

describe.each([
  ["whose engine sees their files", false],
  ["whose engine does not see their files", true],
])("a caller who is not root, %s,", (_, isBlind) => {
  const caller = new PlainCaller();
  let repo: Repo;
  let run: ToldRun;
  beforeAll(async () => {
    repo = repoOf(steps, { files, git: true });
    symlinkSync("in.txt", repo.at("data/link"));
    repo.commit();
    run = toldOf(await caller.start(repo, ["run", "--json"], { env, isBlind }).finished);
  });
  afterAll(() => {
    execFileSync("chmod", ["-R", "u+w", repo.path]);
    repo[Symbol.dispose]();
    caller[Symbol.dispose]();
  });

  test("is who works in the container, with a home to write in", () => {
    const { uid, gid } = caller;
    expect(run.leg("caller")).toMatchObject({
      outcome: "success",
      stdout: `${uid}:${gid} /stepops/home stepops stepops\ncan write at home\nin`,
    });
  });

  test("may name another user, or the image's own", () => {
    expect(run.leg("image")).toMatchObject({ outcome: "success", stdout: "1234\nin" });
    expect(run.leg("image_root")).toMatchObject({ outcome: "success", stdout: "0\nin" });
    expect(run.leg("number")).toMatchObject({
      outcome: "success",
      stdout: "4321:77 /stepops/home stepops stepops\ncan write at home\nin",
    });
    expect(run.leg("number_alone")).toMatchObject({ outcome: "success", stdout: "4321\n0" });
  });

  test.each(["caller", "image", "image_root", "number"])("owns the outputs all the same (%s)", (name) => {
    const path = `o/${name}`;
    const owner = `${caller.uid}:${caller.gid}`;
    expect(owners(repo, path)).toEqual(["", "/d", "/d/f", "/l"].map((each) => `${path}${each} ${owner}`));
    expect(repo.read(`${path}/l`)).toBe("x\n");
  });

  test("keeps a checkpoint from one attempt to the next, whoever works in the container", () => {
    for (const name of ["caller", "image", "number"]) {
      expect(run.leg(`${name}_twice`), name).toMatchObject({ outcome: "success", stdout: "1\nsub\n1\n2" });
      const owner = `${caller.uid}:${caller.gid}`;
      const path = `ck/${name}`;
      expect(owners(repo, path)).toEqual(["", "/sub", "/sub/log"].map((each) => `${path}${each} ${owner}`));
    }
  });

  test("gets values, secrets, causes and hints", () => {
    expect(run.leg("values")).toMatchObject({ values: { n: "5" }, stdout: "it is ***" });
    expect(run.leg("uses").stdout).toBe("x\nx\n5");
    expect(run.leg("exits").failure).toMatchObject({ cause: "user", exitCode: 42 });
    expect(run.leg("oom").failure).toMatchObject({ cause: "oom" });
    expect(run.leg("undeclared").failure?.message).toContain("other.txt is in the folder but not among");
    expect(run.leg("missing").failure?.message).toContain("o/missing.txt");
    expect(run.stdout + run.stderr).not.toContain(env.TOKEN);
  });

  test("is told of files that are copied, and of nothing else", () => {
    const copied = [...new Set(run.notices().filter((message) => message.includes("copied")))];
    expect(copied).toEqual(isBlind ? ["Docker does not see this machine's files, so they are copied"] : []);
    expect(run.warnings()).toEqual([]);
  });

  test("loses nothing in folders that a step closed", () => {
    const { outcome, failure } = run.leg("closed");
    // The client cannot write into what it has just made read-only.
    if (isBlind)
      expect(failure).toMatchObject({
        phase: "outputs",
        message: expect.stringContaining("could be copied out"),
      });
    else expect([outcome, repo.read("o/closed/in/f")]).toEqual(["success", "x\n"]);
    expect(repo.has("o/closed")).toBe(!isBlind);
  });

  test("finds nothing left of folders and containers, and the inputs as they were", () => {
    expect(stagesIn(repo)).toEqual([]);
    expect(containersIn(repo)).toEqual([]);
    for (const [path, text] of Object.entries(files)) expect(repo.read(path)).toBe(text);
  });
});
