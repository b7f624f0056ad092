import { existsSync, mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readInputs } from "../../src/action/inputs.ts";
import { postAction } from "../../src/action/post-action.ts";
import { runAction } from "../../src/action/run-action.ts";
import { commandIn } from "../report/runner-commands.ts";
import { FakeJob } from "./fake-action.ts";

const good = `steps:
  one: {command: 'echo "answer=42" >> "$STEPOPS_VALUES"', values: [answer]}
  two: {needs: one, strategy: {matrix: {k: [a, b]}}, command: 'echo "name=\${{ matrix.k }}" >> "$STEPOPS_VALUES"', values: [name]}
`;

describe("main", () => {
  test("runs the pipeline; outputs, summary, and the state that post needs", async () => {
    using job = new FakeJob({ "pipeline.yaml": good });
    expect(await runAction(job.io()), job.log).toBe(0);
    expect(job.outputs.get("result")).toBe("success");
    expect(JSON.parse(job.outputs.get("values") ?? "")).toEqual({
      one: { answer: "42" },
      "two[k=a]": { name: "a" },
      "two[k=b]": { name: "b" },
    });
    expect(job.outputs.get("run-id")).toMatch(/^77-/);
    expect(job.state.get("run")).toBe(join(job.temp, "stepops/runs", job.outputs.get("run-id") ?? ""));
    expect(job.summary()).toContain("3 of 3 steps succeeded");
    await postAction(job.io("post"));
    expect(job.summary("post")).toBe("");
  });

  test("the run's folder is saved before the first step starts", async () => {
    using job = new FakeJob({ "pipeline.yaml": "steps: {one: {command: 'true'}}" });
    const saved: boolean[] = [];
    const io = job.io();
    await runAction({
      ...io,
      write: (text) => void (text.includes("started") && saved.push(job.state.has("run"))),
    });
    expect(saved).toEqual([true]);
  });

  test("a pipeline with faults runs nothing and annotates each of them", async () => {
    using job = new FakeJob({ "pipeline.yaml": "steps:\n  one: {comand: [touch, started]}\n" });
    expect(await runAction(job.io())).toBe(2);
    expect(existsSync(join(job.workspace, "started"))).toBe(false);
    expect(job.commands.length).toBeGreaterThan(0);
    for (const command of job.commands)
      expect(command).toMatch(/^::error title=[\w-]+,file=pipeline\.yaml,line=2,/);
    expect([job.outputs.get("result"), job.outputs.get("values")]).toEqual(["failure", "{}"]);
  });

  test("a failed step: code 1 and an annotation with its last lines, at the step in the file", async () => {
    using job = new FakeJob({ "pipeline.yaml": "steps:\n  bad: {command: 'echo gone wrong; exit 7'}\n" });
    expect(await runAction(job.io())).toBe(1);
    expect(job.commands.find((line) => line.startsWith("::error"))).toMatch(
      /title=bad,file=pipeline\.yaml,line=2,col=3::.*%0Agone wrong$/,
    );
    expect(job.summary()).toContain("gone wrong");
  });

  test("what steps print is never a command", async () => {
    using job = new FakeJob({
      "pipeline.yaml": `steps:
  evil:
    command: |
      printf '::set-output name=a::b\\n  ::add-mask::x\\n##[error]x\\nfine\\r::error::y\\n' >&2
      printf '::error::last words'
      exit 1
`,
    });
    await runAction(job.io());
    const ours =
      /^::(?:group::▶ evil started|endgroup::|error title=evil,file=pipeline\.yaml,line=2,col=3::)/;
    const taken = job.log.split(/\r\n|\r|\n/).filter((line) => commandIn(line, "culture") !== undefined);
    expect(taken).toHaveLength(3);
    for (const line of taken) expect(line).toMatch(ours);
  });

  test("values of secrets are masked before anything prints", async () => {
    using job = new FakeJob({ "pipeline.yaml": "steps: {one: {command: 'true', secrets: [TOKEN, EMPTY]}}" });
    job.env = { TOKEN: "s3cret", EMPTY: "" };
    const io = job.io();
    const printedBefore: number[] = [];
    const toolkit = { ...io.toolkit, setSecret: () => void printedBefore.push(job.log.length) };
    await runAction({ ...io, toolkit });
    expect(printedBefore).toEqual([0]);
  });

  test("inputs: params by line, steps by comma or line, a bad line is an error of the action", async () => {
    const inputs = (given: Record<string, string>) => readInputs((name) => given[name] ?? "");
    expect(inputs({ params: "\n# no\n a=1\nb=x=y \n", only: "a, b\nc", "run-key": "k" })).toEqual({
      ok: true,
      value: {
        pipeline: "pipeline.yaml",
        params: { a: "1", b: "x=y" },
        selection: { only: ["a", "b", "c"], from: [] },
        runKey: "k",
      },
    });
    expect(inputs({ force: "true" })).toMatchObject({ value: { selection: { force: true } } });
    expect(inputs({ force: "maybe" })).toEqual({
      ok: false,
      error: "the input force is maybe: write true or false",
    });
    using job = new FakeJob({ "pipeline.yaml": good });
    job.inputs = { ...job.inputs, params: "epochs: 3" };
    expect(await runAction(job.io())).toBe(2);
    expect(job.commands).toEqual([
      "::error title=stepops::the input params has a line that is no name=value: epochs: 3",
    ]);
  });

  test("a summary that cannot be written is a warning, and the run's result stands", async () => {
    using job = new FakeJob({ "pipeline.yaml": good });
    job.env = { GITHUB_STEP_SUMMARY: job.workspace };
    expect(await runAction(job.io())).toBe(0);
    expect(job.outputs.get("result")).toBe("success");
    expect(job.commands.at(-1)).toMatch(/^::warning title=stepops::the job summary is missing: EISDIR/);
    expect(job.state.has("summary")).toBe(false);
  });

  test("where the runner's folder refuses, one error says so", async () => {
    using job = new FakeJob({ "pipeline.yaml": good });
    job.env = { RUNNER_TEMP: join(job.workspace, "pipeline.yaml") };
    expect(await runAction(job.io())).toBe(3);
    expect(job.commands).toEqual([expect.stringMatching(/^::error title=stepops::stepops failed: ENOTDIR/)]);
  });

  test("a step id that there is not", async () => {
    using job = new FakeJob({ "pipeline.yaml": good });
    job.inputs = { ...job.inputs, only: "thre" };
    expect(await runAction(job.io())).toBe(2);
    expect(job.commands[0]).toContain("thre");
  });
});

const cancelled = `steps:
  long: {command: 'echo begun; sleep 60'}
  after: {needs: long, command: 'true'}
finally:
  tidy: {command: 'echo tidy >> tidied'}
`;

/** Runs main until the step prints, cancels it as GitHub does, and returns its exit code. */
async function cancelMain(job: FakeJob): Promise<number> {
  const io = job.io();
  const write = (text: string): void => {
    io.write(text);
    if (text.includes("begun")) job.first.abort({ reason: "signal", signal: "SIGINT" });
  };
  return runAction({ ...io, write });
}

describe("post", () => {
  test("runs finally of a cancelled run, which main left, and sums up all of it", async () => {
    using job = new FakeJob({ "pipeline.yaml": cancelled });
    expect(await cancelMain(job)).toBe(130);
    expect(job.outputs.get("result")).toBe("cancelled");
    expect([existsSync(join(job.workspace, "tidied")), job.summary()]).toEqual([false, ""]);
    await postAction(job.io("post"));
    expect(job.read("tidied")).toBe("tidy\n");
    expect(job.summary("post")).toMatch(/^### 🟡 work: cancelled/);
    await postAction(job.io("post"));
    expect(job.read("tidied")).toBe("tidy\n");
  });

  test.each(["", "/etc", "/nowhere/else", "../../.."])(
    "goes by the journal when the saved state says %j",
    async (forged) => {
      using job = new FakeJob({ "pipeline.yaml": cancelled });
      await cancelMain(job);
      job.state.set("run", forged);
      await postAction(job.io("post"));
      expect(job.read("tidied")).toBe("tidy\n");
    },
  );

  test("finds the run without RUNNER_TEMP too", async () => {
    using job = new FakeJob({ "pipeline.yaml": cancelled });
    job.env = { RUNNER_TEMP: "" };
    await cancelMain(job);
    await postAction(job.io("post"));
    expect(job.read("tidied")).toBe("tidy\n");
  });

  test("leaves a run of another workflow run, or of another use of the action, alone", async () => {
    for (const change of [{ GITHUB_RUN_ID: "78" }, { key: "job/0/other" }]) {
      using job = new FakeJob({ "pipeline.yaml": cancelled });
      await cancelMain(job);
      if ("key" in change) job.inputs = { ...job.inputs, "run-key": change.key ?? "" };
      else job.env = change;
      await postAction(job.io("post"));
      expect(existsSync(join(job.workspace, "tidied"))).toBe(false);
      expect(job.summary("post")).toBe("");
    }
  });

  test("does not follow a link out of the folder of runs", async () => {
    using job = new FakeJob({ "pipeline.yaml": cancelled });
    await cancelMain(job);
    const directory = job.state.get("run") ?? "";
    mkdirSync(join(job.workspace, "planted"));
    renameSync(directory, join(job.workspace, "planted", "run"));
    symlinkSync(join(job.workspace, "planted", "run"), directory);
    await postAction(job.io("post"));
    expect(existsSync(join(job.workspace, "tidied"))).toBe(false);
  });

  test("does nothing where main never began a run, and its own trouble is a warning", async () => {
    using job = new FakeJob({});
    await postAction(job.io("post"));
    expect(job.log).toBe("");
    const io = job.io("post");
    const toolkit = {
      ...io.toolkit,
      getState: () => {
        throw new Error("no state");
      },
    };
    await postAction({ ...io, toolkit });
    expect(job.commands).toEqual(["::warning title=stepops::cleaning up was not complete: no state"]);
  });
});
