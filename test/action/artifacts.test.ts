import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ActionIo } from "../../src/action/action-io.ts";
import { postAction } from "../../src/action/post-action.ts";
import { runAction } from "../../src/action/run-action.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { FakeJob } from "./fake-action.ts";
import { FakeArtifactService, type Trouble } from "./fake-artifact-service.ts";

/** Pauses between tries take no time; all other waits do. */
const waits: number[] = [];
const clock: ActionIo["host"]["clock"] = {
  ...nodeHost.clock,
  sleep: (ms, signal) => {
    // 30 s is how long a service may be silent: skipped, each of them would be.
    if (ms < 1000 || ms > 45_000 || ms === 30_000) return nodeHost.clock.sleep(ms, signal);
    waits.push(ms);
    return nodeHost.clock.sleep(0, signal);
  },
};

async function jobWith(
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
): Promise<{ job: FakeJob; service: FakeArtifactService } & AsyncDisposable> {
  const service = await FakeArtifactService.start();
  const job = new FakeJob(files);
  job.env = { ...service.env, GITHUB_SERVER_URL: "https://github.com" };
  job.inputs = { ...job.inputs, ...inputs };
  waits.length = 0;
  return {
    job,
    service,
    async [Symbol.asyncDispose]() {
      job[Symbol.dispose]();
      await service[Symbol.asyncDispose]();
    },
  };
}

const io = (job: FakeJob, part: "main" | "post" = "main"): ActionIo => {
  const real = job.io(part);
  return { ...real, host: { ...real.host, clock } };
};

const manifestOf = (service: FakeArtifactService, name = "stepops-manifest-vision") =>
  JSON.parse(service.files(name)["manifest.json"] ?? "");

const warnings = (job: FakeJob): readonly string[] =>
  job.commands.filter((line) => line.startsWith("::warning"));

const pipeline = `name: vision
steps:
  prepare: {command: 'mkdir data; echo raw > data/rows', outputs: [data/]}
  train:
    inputs: [data/]
    strategy: {matrix: {lr: ["0.1", "0.01"]}}
    command: 'mkdir -p "models/\${{ matrix.lr }}/empty"; echo w > "models/\${{ matrix.lr }}/w"; echo l > "log-\${{ matrix.lr }}"'
    outputs: {"models/\${{ matrix.lr }}/": , "log-\${{ matrix.lr }}": {artifact: false}}
  evaluate:
    inputs: [models/]
    command: |
      echo '{"accuracy": 0.9}' > metrics.json
      echo '<p>' > report.html
      echo 'x,y' > curve.csv
    metrics: [metrics.json]
    plots: [curve.csv]
    outputs: [report.html]
`;

test("metrics, plots, the report and what nobody reads are uploaded; outputs, summary and manifest say where", async () => {
  await using made = await jobWith({ "pipeline.yaml": pipeline }, { "artifact-retention-days": "7" });
  const { job, service } = made;
  expect(await runAction(io(job)), job.log).toBe(0);
  expect(service.faults).toEqual([]);
  expect(service.names).toEqual([
    "stepops-manifest-vision",
    "vision-evaluate-curve.csv",
    "vision-evaluate-metrics.json",
    "vision-evaluate-report.html",
    "vision-report",
  ]);
  expect(service.files("vision-evaluate-metrics.json")).toEqual({ "metrics.json": '{"accuracy": 0.9}\n' });
  const { expiresAt } = service.artifact("vision-evaluate-report.html");
  expect(Date.parse(expiresAt ?? "") - Date.now()).toBeGreaterThan(6 * 86_400_000);
  const report = service.files("vision-report");
  expect(report["summary.md"]).toContain("4 of 4 steps succeeded");
  expect(JSON.parse(report["record.json"] ?? "")).toMatchObject({ result: "success" });
  const uploaded = JSON.parse(job.outputs.get("artifacts") ?? "");
  expect(uploaded.map(({ name }: { name: string }) => name).sort()).toEqual(service.names);
  const html = uploaded.find(({ name }: { name: string }) => name === "vision-evaluate-report.html");
  expect(html).toMatchObject({
    url: `https://github.com/acme/penguins/actions/runs/77/artifacts/${html.id}`,
    outputs: [{ leg: "evaluate", path: "report.html" }],
  });
  expect(job.summary()).toContain("vision-evaluate-report.html</a>");
  expect(manifestOf(service)).toMatchObject({
    pipeline: "vision",
    runId: "77",
    notUploaded: [],
    outputs: expect.arrayContaining([
      expect.objectContaining({
        leg: "evaluate",
        output: "report.html",
        artifact: "vision-evaluate-report.html",
        id: html.id,
        size: html.size,
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      }),
    ]),
  });
  expect(warnings(job)).toEqual([]);
  await postAction(io(job, "post"));
  expect([service.calls.filter((call) => call.startsWith("create")).length, job.summary("post")]).toEqual([
    5,
    "",
  ]);
});

test("an artifact is there before the run has ended, and `artifact` decides for one output", async () => {
  await using made = await jobWith({
    "pipeline.yaml": `name: vision
steps:
  first: {command: 'mkdir -p out/empty; echo 1 > out/a', outputs: {out/: {artifact: true}}}
  second: {inputs: [out/], command: 'while ! test -e go; do sleep 0.02; done; echo 2 > b', outputs: {b: {artifact: false}}}
`,
  });
  const { job, service } = made;
  const { host, ...rest } = io(job);
  service.trouble = (call, name) => {
    if (call === "finalize" && name === "vision-first-out")
      void host.files.write(join(job.workspace, "go"), "");
    return undefined;
  };
  expect(await runAction({ ...rest, host }), job.log).toBe(0);
  expect(service.names).toEqual(["stepops-manifest-vision", "vision-first-out", "vision-report"]);
  expect(service.files("vision-first-out")).toEqual({ a: "1\n", "empty/": null });
});

const one = "name: vision\nsteps:\n  make: {command: 'echo hello > out.txt', outputs: [out.txt]}\n";

describe("what goes wrong on the way", () => {
  const rows: readonly [
    title: string,
    call: string,
    trouble: Trouble,
    names: readonly string[],
    pauses: number,
  ][] = [
    ["create is reset", "create", "reset", ["vision-make-out.txt"], 1],
    ["create's answer is lost", "create", "lose-answer", ["vision-job-0-stepops-make-out.txt"], 1],
    ["create is not ok", "create", "not-ok", ["vision-job-0-stepops-make-out.txt"], 1],
    ["a name is taken", "create", { status: 409 }, ["vision-job-0-stepops-make-out.txt"], 0],
    ["create is refused for a moment", "create", { status: 400 }, ["vision-make-out.txt"], 1],
    ["the blob is refused", "block", { status: 403 }, ["vision-job-0-stepops-make-out.txt"], 1],
    ["the blob's connection is reset", "block", "reset", ["vision-make-out.txt"], 0],
    ["the list of blocks is refused", "blocks", { status: 400 }, ["vision-job-0-stepops-make-out.txt"], 1],
    ["finalize fails", "finalize", { status: 400 }, ["vision-job-0-stepops-make-out.txt"], 1],
    ["finalize is reset", "finalize", "reset", ["vision-job-0-stepops-make-out.txt"], 1],
    [
      "finalize's answer is lost",
      "finalize",
      "lose-answer",
      ["vision-job-0-stepops-make-out.txt", "vision-make-out.txt"],
      1,
    ],
  ];
  test.each(rows)("%s", async (_title, at, trouble, names, pauses) => {
    await using made = await jobWith({ "pipeline.yaml": one });
    const { job, service } = made;
    service.trouble = (call, _name, count) => (call === at && count === 1 ? trouble : undefined);
    expect(await runAction(io(job)), job.log).toBe(0);
    expect(service.faults).toEqual([]);
    expect(service.names.filter((name) => name.includes("make"))).toEqual(names);
    const { outputs } = manifestOf(service);
    expect(outputs).toHaveLength(1);
    expect(service.files(outputs[0].artifact)).toEqual({ "out.txt": "hello\n" });
    expect([warnings(job), waits.length]).toEqual([[], pauses]);
  });

  test("an output that never comes through is named by a warning and in the manifest, and the run goes well", async () => {
    await using made = await jobWith({ "pipeline.yaml": one });
    const { job, service } = made;
    service.trouble = (call, name) =>
      call === "block" && name.includes("make") ? { status: 400 } : undefined;
    expect(await runAction(io(job)), job.log).toBe(0);
    expect(warnings(job)).toEqual([expect.stringMatching(/output out\.txt of make could not be uploaded/)]);
    expect(job.log).not.toContain("secret");
    expect(manifestOf(service).notUploaded).toEqual([
      { leg: "make", output: "out.txt", why: expect.stringContaining("5 times") },
    ]);
    expect(job.summary()).toContain("Not uploaded");
    expect(waits.every((ms) => ms >= 1000)).toBe(true);
    expect(readFileSync(join(job.workspace, "out.txt"), "utf8")).toBe("hello\n");
  });

  test("a full quota is told once, and nothing more is tried", async () => {
    await using made = await jobWith({
      "pipeline.yaml": `name: vision\nsteps:\n${["a", "b", "c", "d", "e", "f"].map((id) => `  ${id}: {command: 'echo > ${id}.txt', outputs: [${id}.txt]}\n`).join("")}`,
    });
    const { job, service } = made;
    service.trouble = (call) =>
      call === "create" ? { status: 403, message: "insufficient usage to create artifact" } : undefined;
    expect(await runAction(io(job)), job.log).toBe(0);
    expect(warnings(job)).toEqual([expect.stringMatching(/artifacts are missing: the account's storage/)]);
    expect(service.calls.length).toBeLessThanOrEqual(6);
    expect(JSON.parse(job.outputs.get("artifacts") ?? "")).toEqual([]);
    expect(job.summary().match(/a\.txt|f\.txt/g)?.length).toBeGreaterThan(1);
  });

  test("a file that vanishes while it is packed is an error, not an archive without it", async () => {
    await using made = await jobWith({
      "pipeline.yaml":
        "name: vision\nsteps:\n  make: {command: 'mkdir out; echo 1 > out/a; echo 2 > out/b', outputs: [out/]}\n",
    });
    const { job, service } = made;
    service.whileSending = (name) => {
      if (name.includes("make")) rmSync(join(job.workspace, "out/b"), { force: true });
    };
    expect(await runAction(io(job)), job.log).toBe(0);
    expect(warnings(job)).toEqual([expect.stringMatching(/out\/b vanished while it was uploaded/)]);
    const { outputs, notUploaded } = manifestOf(service);
    expect([outputs, notUploaded.length]).toEqual([[], 1]);
  });

  test("a file that changes while it is packed is packed once more", async () => {
    await using made = await jobWith({ "pipeline.yaml": one });
    const { job, service } = made;
    let changes = 0;
    service.whileSending = async (name) => {
      if (name.includes("make") && changes++ === 0)
        await nodeHost.files.write(join(job.workspace, "out.txt"), "another one\n");
    };
    expect(await runAction(io(job)), job.log).toBe(0);
    const { outputs } = manifestOf(service);
    expect(service.files(outputs[0].artifact)).toEqual({ "out.txt": "another one\n" });
  });

  test("what may not be packed is left out and named: credentials, links that lead away or nowhere", async () => {
    await using made = await jobWith({
      "pipeline.yaml": `name: vision
steps:
  make:
    command: |
      mkdir -p out/sub
      echo 1 > out/a; echo key > out/.env; echo key > out/gha-creds-1.json
      ln -s /etc/hostname out/away; ln -s nothing out/nowhere; ln -s a out/same; ln -s .. out/sub/round
      ln -s sub out/folder; echo 2 > out/sub/b; echo 3 > 'out/t:1?'; echo 4 > out/t-1-
    outputs: [out/]
`,
    });
    const { job, service } = made;
    expect(await runAction(io(job)), job.log).toBe(0);
    const files = service.files("vision-make-out");
    const [odd = ""] = Object.entries(manifestOf(service).outputs[0].renamed).map(([name]) => name);
    expect(manifestOf(service).outputs[0].renamed).toEqual({ [odd]: "t:1?" });
    expect(files).toEqual({
      a: "1\n",
      "folder/b": "2\n",
      same: "1\n",
      "sub/b": "2\n",
      "t-1-": "4\n",
      [odd]: "3\n",
    });
    expect(warnings(job)).toHaveLength(1);
    for (const name of ["out/.env", "out/gha-creds-1.json", "out/away", "out/nowhere"])
      expect(warnings(job)[0]).toContain(name);
  });
});

test("an output over the limit stays where it is, and a warning names it", async () => {
  await using made = await jobWith(
    {
      "pipeline.yaml":
        "name: vision\nsteps:\n  make: {command: 'head -c 5000 /dev/zero > big; echo > small', outputs: [big, small]}\n",
    },
    { "artifact-size-limit": "4 kB" },
  );
  const { job, service } = made;
  expect(await runAction(io(job)), job.log).toBe(0);
  expect(service.names).toEqual(["stepops-manifest-vision", "vision-make-small", "vision-report"]);
  expect(warnings(job)).toEqual([
    expect.stringMatching(/output big of make is no artifact, because its 5\.0 kB are more than .* 4\.0 kB/),
  ]);
  expect(manifestOf(service).notUploaded).toMatchObject([{ leg: "make", output: "big" }]);
});

test("many legs share an artifact a step, in which files keep their paths", async () => {
  const values = Array.from({ length: 201 }, (_, n) => n);
  await using made = await jobWith({
    "pipeline.yaml": `name: sweep
max_parallel: 8
steps:
  try: {strategy: {matrix: {k: [${values}]}}, command: 'echo \${{ matrix.k }} > "\${{ matrix.k }}.txt"', outputs: ["\${{ matrix.k }}.txt"]}
  bad: {command: 'exit 1', outputs: [never], continue_on_error: true}
`,
  });
  const { job, service } = made;
  expect(await runAction(io(job)), job.log).toBe(0);
  expect(service.names).toEqual(["stepops-manifest-sweep", "sweep-report", "sweep-try-outputs"]);
  const files = service.files("sweep-try-outputs");
  expect([Object.keys(files).length, files["200.txt"]]).toEqual([201, "200\n"]);
  expect(manifestOf(service, "stepops-manifest-sweep").outputs).toHaveLength(201);
});

describe("where there are no artifacts", () => {
  test.each([
    ["none are wanted", { "upload-artifacts": "none" }, {}, 0],
    ["the runner offers no service", {}, { ACTIONS_RUNTIME_TOKEN: "" }, 0],
    ["GitHub is an Enterprise Server", {}, { GITHUB_SERVER_URL: "https://github.acme.example" }, 1],
  ])("%s", async (_title, inputs, env, told) => {
    await using made = await jobWith({ "pipeline.yaml": one }, inputs);
    const { job, service } = made;
    job.env = { ...job.env, ...env };
    expect(await runAction(io(job)), job.log).toBe(0);
    await postAction(io(job, "post"));
    expect([service.calls, warnings(job).length, job.outputs.get("artifacts")]).toEqual([[], told, "[]"]);
  });

  test.each([
    ["upload-artifacts", "all"],
    ["artifact-size-limit", "much"],
    ["artifact-size-limit", "2"],
    ["artifact-retention-days", "-1"],
  ])("an input %s that says %s is refused before anything runs", async (name, value) => {
    await using made = await jobWith({ "pipeline.yaml": one }, { [name]: value });
    const { job } = made;
    expect(await runAction(io(job))).toBe(2);
    expect([existsSync(join(job.workspace, "out.txt")), job.commands.length]).toEqual([false, 1]);
    expect(job.commands[0]).toContain(`the input ${name} is ${value}`);
  });

  test("an unreadable token is told once", async () => {
    await using made = await jobWith({ "pipeline.yaml": one });
    const { job, service } = made;
    job.env = { ...job.env, ACTIONS_RUNTIME_TOKEN: "no-token" };
    expect(await runAction(io(job)), job.log).toBe(0);
    expect([service.calls, warnings(job).length]).toEqual([[], 1]);
  });
});

describe("post", () => {
  const cancelled = `name: vision
steps:
  first: {command: 'echo 1 > one', outputs: [one]}
  long: {needs: first, command: 'echo begun; sleep 60', outputs: [two]}
finally:
  tidy: {command: 'echo 3 > three', outputs: [three]}
`;

  test("uploads what a cancelled main did not, and what finally left", async () => {
    await using made = await jobWith({ "pipeline.yaml": cancelled });
    const { job, service } = made;
    const held = Promise.withResolvers<void>();
    service.whileSending = () => held.promise;
    const main = io(job);
    const write = (text: string): void => {
      main.write(text);
      if (text.includes("begun")) job.first.abort({ reason: "signal", signal: "SIGINT" });
    };
    expect(await runAction({ ...main, write })).toBe(130);
    expect(service.names).toEqual([]);
    service.whileSending = () => undefined;
    held.resolve();
    await postAction(io(job, "post"));
    expect(service.faults).toEqual([]);
    const { outputs } = manifestOf(service);
    const byPath = new Map(
      outputs.map((each: { output: string; artifact: string }) => [each.output, each.artifact]),
    );
    expect([...byPath.keys()].sort()).toEqual(["one", "three"]);
    expect(service.files(String(byPath.get("one")))).toEqual({ one: "1\n" });
    expect(job.summary("post")).toContain("vision-tidy-three</a>");
    const created = service.calls.length;
    await postAction(io(job, "post"));
    expect(service.calls.length).toBe(created);
  });

  test("a cancel while main waits for uploads leaves the rest to post", async () => {
    await using made = await jobWith({ "pipeline.yaml": one });
    const { job, service } = made;
    const held = Promise.withResolvers<void>();
    service.whileSending = () => {
      job.first.abort({ reason: "signal", signal: "SIGINT" });
      return held.promise;
    };
    expect(await runAction(io(job)), job.log).toBe(0);
    expect(service.names).toEqual([]);
    service.whileSending = () => undefined;
    held.resolve();
    await postAction(io(job, "post"));
    expect(service.files("vision-job-0-stepops-make-out.txt")).toEqual({ "out.txt": "hello\n" });
    expect(job.summary("post")).toMatch(/^\n\| Artifact/);
  });
});

test("post gives up when its time is over, and names what it leaves", async () => {
  await using made = await jobWith({ "pipeline.yaml": one });
  const { job, service } = made;
  service.whileSending = () => {
    job.first.abort({ reason: "signal", signal: "SIGINT" });
    return new Promise(() => undefined);
  };
  expect(await runAction(io(job)), job.log).toBe(0);
  const late = Promise.withResolvers<void>();
  service.whileSending = () => {
    late.resolve();
    return new Promise(() => undefined);
  };
  const post = io(job, "post");
  const sleep: typeof clock.sleep = (ms, signal) => (ms === 120_000 ? late.promise : clock.sleep(ms, signal));
  await postAction({ ...post, host: { ...post.host, clock: { ...clock, sleep } } });
  expect(warnings(job)).toEqual([
    expect.stringMatching(/not all artifacts could be uploaded .*: out\.txt of make$/),
  ]);
});

test("two uses of the action in one workflow run share no name", async () => {
  await using made = await jobWith({ "pipeline.yaml": one });
  const { job, service } = made;
  for (const name of ["vision-make-out.txt", "vision-report", "stepops-manifest-vision"]) service.take(name);
  expect(await runAction(io(job)), job.log).toBe(0);
  expect(service.names).toEqual([
    "stepops-manifest-job-0-stepops-vision",
    "vision-job-0-stepops-make-out.txt",
    "vision-job-0-stepops-report",
  ]);
  expect(warnings(job)).toEqual([]);
});
