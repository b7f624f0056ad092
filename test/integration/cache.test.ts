import {
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { describe, expect, test } from "vitest";
import { createRepo, type Repo } from "../rig/repo.ts";

const pipeline = `name: cached
params: {n: 3}
steps:
  prepare:
    inputs: [src/prepare.sh, data.txt]
    outputs: [prepared/]
    values: [rows]
    command: |
      mkdir -p prepared
      sort data.txt > prepared/data.txt
      echo "rows=$(wc -l < data.txt)" >> "$STEPOPS_VALUES"
      echo prepare >> "$TRACE"
  train:
    strategy: {matrix: {lr: ["0.1", "0.2"]}}
    inputs: [prepared/, src/train.sh]
    outputs: ["models/\${{ matrix.lr }}/"]
    command: |
      mkdir -p models/\${{ matrix.lr }}
      cat prepared/data.txt src/train.sh > models/\${{ matrix.lr }}/model
      echo train \${{ matrix.lr }} >> "$TRACE"
  evaluate:
    inputs: [models/]
    metrics: [metrics.json]
    env: {ROWS: "\${{ needs.prepare.values.rows }}"}
    command: |
      echo "{\\"rows\\": $ROWS, \\"n\\": \${{ params.n }}}" > metrics.json
      echo evaluate >> "$TRACE"
`;

interface Traced {
  readonly repo: Repo;
  /** What ran since the last call, sorted. */
  ran(): readonly string[];
  run(...args: string[]): Promise<string>;
}

function traced(repo: Repo, file = pipeline): Traced {
  // Outside of the checkout: a log is no output of anybody.
  const trace = `${repo.path}.trace`;
  let seen = 0;
  repo.write("pipeline.yaml", file.replaceAll("$TRACE", trace));
  return {
    repo,
    ran() {
      const lines = existsSync(trace) ? readFileSync(trace, "utf8").split("\n").filter(Boolean) : [];
      const fresh = lines.slice(seen);
      seen = lines.length;
      return fresh.sort();
    },
    async run(...args) {
      const { code, stdout, stderr } = await repo.run(["run", ...args]);
      expect(code, stdout + stderr).toBe(0);
      return stdout;
    },
  };
}

const files = { "data.txt": "b\na\n", "src/prepare.sh": "p", "src/train.sh": "t" };
const all = ["evaluate", "prepare", "train 0.1", "train 0.2"];

describe("a step is skipped where an earlier run did the same work", () => {
  test("the second run runs nothing and leaves the same", async () => {
    using repo = createRepo(files, { git: true });
    const { run, ran } = traced(repo);
    await run();
    expect(ran()).toEqual(all);
    const metrics = repo.read("metrics.json");
    const said = await run();
    expect(ran()).toEqual([]);
    expect(said).toContain("4 cached");
    expect(repo.read("metrics.json")).toBe(metrics);
  });

  test("one edited input runs exactly its descendants, and none whose inputs came out the same", async () => {
    using repo = createRepo(files, { git: true });
    const { run, ran } = traced(repo);
    await run();
    ran();
    repo.write("src/train.sh", "t2");
    expect(await run()).toContain("train[lr=0.1] started: input src/train.sh changed");
    expect(ran()).toEqual(["evaluate", "train 0.1", "train 0.2"]);
    // Sorted, it is the same again.
    repo.write("data.txt", "a\nb\n");
    await run();
    expect(ran()).toEqual(["prepare"]);
    // An earlier state is known, too.
    repo.write("src/train.sh", "t");
    await run();
    expect(ran()).toEqual([]);
  });

  test("outputs that are gone or were changed come back as they were, with modes, links and empty folders", async () => {
    using repo = createRepo({ "in.txt": "x" });
    const { run, ran } = traced(
      repo,
      `name: back
steps:
  make:
    inputs: [in.txt]
    outputs: [out/, single]
    command: |
      mkdir -p out/empty out/deep
      echo one > out/deep/file; chmod 750 out/deep/file; ln -s deep/file out/link; : > out/zero; echo s > single
      echo make >> "$TRACE"
`,
    );
    await run();
    const look = () => [
      repo.read("out/deep/file"),
      statSync(repo.at("out/deep/file")).mode & 0o777,
      readlinkSync(repo.at("out/link")),
      statSync(repo.at("out/empty")).isDirectory(),
      repo.read("out/zero"),
      repo.read("single"),
    ];
    const before = look();
    rmSync(repo.at("out"), { recursive: true });
    await run();
    expect(look()).toEqual(before);
    repo.remove("single");
    await run();
    expect(look()).toEqual(before);
    expect(ran()).toEqual(["make"]);
  });

  test("what somebody else put in the place of an output is named and left alone", async () => {
    using repo = createRepo({ "in.txt": "x" });
    const { run } = traced(
      repo,
      "name: own\nsteps:\n  make: {inputs: [in.txt], outputs: [out.txt], command: 'echo made > out.txt'}\n",
    );
    await run();
    repo.remove("out.txt");
    repo.write("out.txt", "mine");
    const { code, stdout } = await repo.run(["run"]);
    expect(code).toBe(1);
    expect(stdout).toContain("out.txt");
    expect(repo.read("out.txt")).toBe("mine");
  });

  test("params, env and the step's own text make other work of it, and each is named", async () => {
    using repo = createRepo(files, { git: true });
    const { run, ran } = traced(repo);
    await run();
    ran();
    expect(await run("--param", "n=4")).toContain("evaluate started: param n changed");
    expect(ran()).toEqual(["evaluate"]);
    expect(JSON.parse(repo.read("metrics.json"))).toEqual({ rows: 2, n: 4 });
    await run();
    expect(ran()).toEqual([]);
    expect(JSON.parse(repo.read("metrics.json"))).toEqual({ rows: 2, n: 3 });
  });

  test("a touched file is the same file, and another mode another one", async () => {
    using repo = createRepo(files, { git: true });
    const { run, ran } = traced(repo);
    await run();
    ran();
    utimesSync(repo.at("src/train.sh"), 1, 1);
    await run();
    expect(ran()).toEqual([]);
    chmodSync(repo.at("src/prepare.sh"), 0o755);
    expect(await run()).toContain("input src/prepare.sh changed its mode");
    expect(ran()).toEqual(["prepare"]);
  });
});

describe("steps run all the same", () => {
  test.each([
    ["without inputs", "outputs: [out]", "command: 'echo x > out; echo s >> \"$TRACE\"'"],
    [
      "with cache: false",
      "inputs: [in.txt]\n    cache: false\n    outputs: [out]",
      "command: 'echo x > out; echo s >> \"$TRACE\"'",
    ],
    [
      "that leave nothing, since they run for their effect",
      "inputs: [in.txt]",
      "command: 'echo s >> \"$TRACE\"'",
    ],
  ])("%s", async (_, keys, command) => {
    using repo = createRepo({ "in.txt": "x" });
    const { run, ran } = traced(repo, `name: p\nsteps:\n  s:\n    ${keys}\n    ${command}\n`);
    await run();
    await run();
    expect(ran()).toEqual(["s", "s"]);
  });

  test("where --force says so of all, and --from and --only of what they name", async () => {
    using repo = createRepo(files, { git: true });
    const { run, ran } = traced(repo);
    await run();
    ran();
    await run("--force");
    expect(ran()).toEqual(all);
    expect(await run("--from", "train")).toContain("it was asked for");
    // What follows comes out the same.
    expect(ran()).toEqual(["train 0.1", "train 0.2"]);
    await run("--only", "prepare");
    expect(ran()).toEqual(["prepare"]);
    await run();
    expect(ran()).toEqual([]);
  });

  test("after a failure, whatever earlier steps are known", async () => {
    using repo = createRepo({ "in.txt": "x" });
    const body = (code: number) =>
      `name: p\nsteps:\n  a: {inputs: [in.txt], outputs: [a], command: 'echo a > a; echo a >> "$TRACE"'}\n  b: {inputs: [a], outputs: [b], command: 'echo b > b; echo b >> "$TRACE"; exit ${code}'}\n`;
    const { ran } = traced(repo, body(3));
    expect((await repo.run(["run"])).code).toBe(1);
    expect((await repo.run(["run"])).code).toBe(1);
    expect(ran()).toEqual(["a", "b", "b"]);
  });

  test("when an input changed while the step ran, which is said", async () => {
    using repo = createRepo({ "in.txt": "x" });
    const { run, ran } = traced(
      repo,
      `name: p\nsteps:\n  s: {inputs: [in.txt], outputs: [out], command: 'echo x > out; echo more >> in.txt; echo s >> "$TRACE"'}\n`,
    );
    expect(await run()).toContain("because while it ran: input in.txt changed");
    repo.write("in.txt", "x");
    await run();
    expect(ran()).toEqual(["s", "s"]);
  });
});

describe("plan", () => {
  const planned = async (repo: Repo, ...args: string[]) => {
    const { stdout } = await repo.run(["plan", "--json", ...args]);
    const { steps } = JSON.parse(stdout) as { steps: { id: string; action: string; why: string }[] };
    return steps.map(({ id, action, why }) => `${id} ${action}: ${why}`);
  };

  test("says for each step why it would run or not, and leaves no trace", async () => {
    using repo = createRepo(files, { git: true });
    const { run, ran } = traced(repo);
    expect(await planned(repo)).toEqual([
      "prepare run: nothing is kept of it yet, neither by branch-main nor by trusted runs",
      "train[lr=0.1] depends: if prepare changes its inputs",
      "train[lr=0.2] depends: if prepare changes its inputs",
      "evaluate depends: if prepare changes its inputs",
    ]);
    expect(repo.has(".stepops")).toBe(false);
    await run();
    ran();
    const id = repo.list(".stepops/runs")[0];
    expect(await planned(repo)).toEqual(
      ["prepare", "train[lr=0.1]", "train[lr=0.2]", "evaluate"].map(
        (each) => `${each} cached: as in run ${id}`,
      ),
    );
    repo.write("src/train.sh", "t2");
    // What the cached step leaves is known without being there.
    rmSync(repo.at("prepared"), { recursive: true });
    expect(await planned(repo)).toEqual([
      `prepare cached: as in run ${id}`,
      "train[lr=0.1] run: input src/train.sh changed",
      "train[lr=0.2] run: input src/train.sh changed",
      "evaluate depends: if train changes its inputs",
    ]);
    expect((await planned(repo, "--force")).every((row) => row.includes(" run: it was asked for"))).toBe(
      true,
    );
    expect(ran()).toEqual([]);
  });
});

describe("the store of the checkout", () => {
  test("a branch has its own, and reads no other's but trusted runs'", async () => {
    using repo = createRepo(files, { git: true });
    repo.commit();
    const { run, ran } = traced(repo);
    await run();
    expect(ran()).toEqual(all);
    repo.git("switch", "-q", "-c", "other");
    await run();
    expect(ran()).toEqual(all);
    await run();
    expect(ran()).toEqual([]);
  });

  test("damaged content is never taken: the step runs again", async () => {
    using repo = createRepo({ "in.txt": "x" });
    const { run, ran } = traced(
      repo,
      `name: p\nsteps:\n  s: {inputs: [in.txt], outputs: [out], command: 'echo good > out; echo s >> "$TRACE"'}\n`,
    );
    await run();
    for (const object of objects(repo)) repo.write(object, "evil\n");
    repo.remove("out");
    expect(await run()).toContain("cannot be used, so it runs again");
    expect(repo.read("out")).toBe("good\n");
    expect(ran()).toEqual(["s", "s"]);
  });
});

function objects(repo: Repo, folder = ".stepops/store"): readonly string[] {
  return repo.list(folder).flatMap((name): readonly string[] => {
    const path = `${folder}/${name}`;
    if (lstatSync(repo.at(path)).isDirectory()) return objects(repo, path);
    return path.includes("/outputs/") ? [path] : [];
  });
}

test("a link that leaves the folder in an output is no reason to fail, only not to be kept", async () => {
  using repo = createRepo({ "in.txt": "x" });
  const { run, ran } = traced(
    repo,
    `name: p\nsteps:\n  s: {inputs: [in.txt], outputs: [out/], command: 'mkdir out; ln -s /etc/hostname out/l; echo s >> "$TRACE"'}\n`,
  );
  symlinkSync("in.txt", repo.at("unused"));
  expect(await run()).toContain("later runs will not take");
  await run();
  expect(ran()).toEqual(["s", "s"]);
});
