import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ActRepository } from "./act.ts";

const root = join(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "stepops-cli-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What `stepops run` of the command line leaves for the same pipeline. */
function quickstartByCli(): { readonly metrics: string; readonly plot: string } {
  const source = join(root, "examples/quickstart");
  const folder = join(scratch, "quickstart");
  cpSync(source, folder, { recursive: true, filter: (path) => !/\/(out|\.stepops)$/.test(path) });
  execFileSync(process.execPath, [join(root, "dist/cli.js"), "run", "pipeline.yaml"], {
    cwd: folder,
    stdio: "ignore",
  });
  return {
    metrics: readFileSync(join(folder, "out/metrics.json"), "utf8"),
    plot: readFileSync(join(folder, "out/penguins.svg"), "utf8"),
  };
}

test("the quickstart gives the same result as an action and on the command line, and its outputs reach later steps", async () => {
  using repository = new ActRepository().copy("examples/quickstart");
  const workflow = await repository.run(`
- id: stepops
  uses: ./
  with:
    pipeline: examples/quickstart/pipeline.yaml
- env:
    RUN_ID: \${{ steps.stepops.outputs.run-id }}
    RESULT: \${{ steps.stepops.outputs.result }}
    VALUES: \${{ steps.stepops.outputs.values }}
    ACCURACY: \${{ fromJSON(steps.stepops.outputs.values).evaluate.accuracy }}
  run: |
    cp examples/quickstart/out/metrics.json examples/quickstart/out/penguins.svg "$RESULTS"
    printf '%s\\n' "$RUN_ID" "$RESULT" "$ACCURACY" > "$RESULTS/outputs"
    printf '%s' "$VALUES" > "$RESULTS/values.json"
`);
  expect(workflow.exitCode, workflow.log).toBe(0);
  const cli = quickstartByCli();
  expect(workflow.result("metrics.json")).toBe(cli.metrics);
  expect(workflow.result("penguins.svg")).toBe(cli.plot);
  const [runId, result, accuracy] = (workflow.result("outputs") ?? "").split("\n");
  expect(runId).toMatch(/\S/);
  expect(result).toBe("success");
  expect(Number(accuracy)).toBe(JSON.parse(cli.metrics).accuracy);
  expect(JSON.parse(workflow.result("values.json") ?? "")).toMatchObject({
    prepare: { rows: "342", train_rows: "204" },
  });
});

test("a pipeline with faults runs nothing and annotates each of them", async () => {
  using repository = new ActRepository().write(
    "pipeline.yaml",
    `name: bad
steps:
  first: {comand: ["true"], command: ["touch", "started"]}
  second: {command: ["true"], needs: frist}
`,
  );
  const workflow = await repository.run(`
- id: stepops
  uses: ./
  with: {pipeline: pipeline.yaml}
- if: always()
  env:
    OUTCOME: \${{ steps.stepops.outcome }}
    RESULT: \${{ steps.stepops.outputs.result }}
  run: |
    test ! -e started
    echo "$OUTCOME $RESULT" > "$RESULTS/outcome"
`);
  expect(workflow.exitCode).not.toBe(0);
  expect(workflow.result("outcome")).toMatch(/^failure\b/);
  expect(workflow.log).toMatch(/❗ {2}::error title=unknown-key,file=pipeline\.yaml,line=3,/);
  expect(workflow.log).toMatch(/❗ {2}::error title=unknown-need,file=pipeline\.yaml,line=4,/);
});

test("a failing step fails the job, and later steps see the result", async () => {
  using repository = new ActRepository().write(
    "pipeline.yaml",
    `name: failing
steps:
  breaks: {command: ["sh", "-c", "exit 3"]}
finally:
  tidy: {if: failure(), command: "touch tidied"}
`,
  );
  const workflow = await repository.run(`
- id: stepops
  uses: ./
  with: {pipeline: pipeline.yaml}
- if: always()
  env: {RESULT: "\${{ steps.stepops.outputs.result }}"}
  run: |
    test -e tidied
    echo "$RESULT" > "$RESULTS/result"
`);
  expect(workflow.exitCode).not.toBe(0);
  expect(workflow.result("result")?.trim()).toBe("failure");
});

test("params, only and a step's condition arrive through the action's inputs", async () => {
  using repository = new ActRepository().write(
    "ml/pipeline.yaml",
    `name: inputs
params: {epochs: 1, label: none}
steps:
  train:
    command: 'echo "epochs=\${{ params.epochs }} \${{ params.label }}" >> "$STEPOPS_VALUES"'
    values: [epochs]
  other: {command: ["touch", "other-ran"]}
`,
  );
  const workflow = await repository.run(`
- id: stepops
  uses: ./
  with:
    pipeline: ml/pipeline.yaml
    params: |
      epochs=30
      label=a b; "c" $HOME
    only: train
- env: {VALUES: "\${{ steps.stepops.outputs.values }}"}
  run: |
    test ! -e ml/other-ran
    printf '%s' "$VALUES" > "$RESULTS/values.json"
`);
  expect(workflow.exitCode, workflow.log).toBe(0);
  expect(JSON.parse(workflow.result("values.json") ?? "").train.epochs).toBe('30 a b; "c" $HOME');
});

test("what a step prints never becomes a workflow command", async () => {
  using repository = new ActRepository().write(
    "pipeline.yaml",
    `name: prints
steps:
  loud:
    command: |
      echo '::set-output name=result::forged'
      echo '::error file=pipeline.yaml,line=1::forged error'
      echo '  ::add-mask::penguin'
      echo '##[error]forged legacy error' >&2
      echo '::save-state name=run::forged'
      printf '::stop-commands::forged-token\\r\\n'
      echo 'penguin after'
`,
  );
  const workflow = await repository.run(`
- id: stepops
  uses: ./
  with: {pipeline: pipeline.yaml}
- env: {RESULT: "\${{ steps.stepops.outputs.result }}"}
  run: |
    echo "$RESULT" > "$RESULTS/result"
    echo "::error title=t::an honest error"
`);
  expect(workflow.exitCode, workflow.log).toBe(0);
  expect(workflow.result("result")?.trim()).toBe("success");
  // act shows an obeyed command with a symbol in place of `|`: first that it does, then that none of the step's are.
  expect(workflow.log).toMatch(/❗ {2}::error title=t::an honest error/);
  expect(workflow.log).not.toMatch(/[❗❓⚙⚠💬].*forged/u);
  expect(workflow.log).toMatch(/\| .*::error file=pipeline\.yaml,line=1::forged error/);
  expect(workflow.log).toMatch(/\| .*penguin after/);
});

test("post runs after main and finds nothing to do when main ended well", async () => {
  using repository = new ActRepository().write(
    "pipeline.yaml",
    'name: calm\nsteps:\n  only: {command: ["true"]}\n',
  );
  const workflow = await repository.run("- {uses: ./, with: {pipeline: pipeline.yaml}}");
  expect(workflow.exitCode, workflow.log).toBe(0);
  expect(workflow.log).toMatch(/Success - Post/);
});

test("when main is killed, post ends what it left and runs finally", async () => {
  using repository = new ActRepository().write(
    "pipeline.yaml",
    `name: killed
steps:
  kills:
    command: |
      sleep 1000 &
      kill -9 $PPID
      wait
finally:
  tidy: {command: [echo, "tidied up after the kill"]}
`,
  );
  const workflow = await repository.run("- {uses: ./, with: {pipeline: pipeline.yaml}}");
  expect(workflow.exitCode).not.toBe(0);
  const [beforePost = "", post = ""] = workflow.log.split("⭐ Run Post ./");
  expect(beforePost).not.toContain("tidied up after the kill");
  expect(post).toContain("tidied up after the kill");
});
