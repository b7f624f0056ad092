import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ActRepository, type Workflow } from "./act.ts";

/** Outside of every checkout. */
const folder = mkdtempSync(join(tmpdir(), "stepops-act-cache-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const trace = join(folder, "trace");
const traced = (): readonly string[] =>
  existsSync(trace) ? readFileSync(trace, "utf8").trimEnd().split("\n") : [];

let pushes = 0;

/** A push of another checkout; all of them meet the same cache server. */
async function push(
  rows: string,
): Promise<Pick<Workflow, "exitCode" | "log"> & { readonly results: unknown }> {
  const flags = [
    "--cache-server-addr 127.0.0.1",
    `--cache-server-path ${join(folder, "caches")}`,
    // Else each is run 1.
    `--env GITHUB_RUN_ID=${++pushes}`,
  ];
  using repository = new ActRepository()
    .write(".actrc", flags.join("\n"))
    .write("rows.txt", rows)
    .write(
      "pipeline.yaml",
      `name: cached
steps:
  count:
    inputs: [rows.txt]
    command: 'echo count >> ${trace}; wc -l < rows.txt > count.txt'
    outputs: [count.txt]
  double:
    inputs: [count.txt]
    command: 'echo double >> ${trace}; read -r n < count.txt; echo $((n * 2)) > double.txt; echo "n=$n" >> "$STEPOPS_VALUES"'
    outputs: [double.txt]
    values: [n]
`,
    );
  const workflow = await repository.run(`
- run: test ! -e .stepops
- id: stepops
  uses: ./
  with: {pipeline: pipeline.yaml, cache: true}
- env: {VALUES: "\${{ steps.stepops.outputs.values }}"}
  run: |
    cp double.txt "$RESULTS"
    printf '%s' "$VALUES" > "$RESULTS/values.json"
`);
  // Read now: they go with the repository.
  const results = [workflow.result("double.txt"), JSON.parse(workflow.result("values.json") ?? "null")];
  return { exitCode: workflow.exitCode, log: workflow.log, results };
}

test("a second push skips what did not change, by what the first one left in GitHub's cache", async () => {
  const first = await push("a\nb\n");
  expect(first.exitCode, first.log).toBe(0);
  expect(first.results).toEqual(["4\n", { double: { n: "2" } }]);
  expect(first.log).toMatch(/artifact store: .* saved in GitHub's cache/);
  expect(traced()).toEqual(["count", "double"]);

  const second = await push("a\nb\n");
  expect(second.exitCode, second.log).toBe(0);
  expect(second.log).toMatch(/artifact store: .* came from GitHub's cache/);
  expect(second.results).toEqual(["4\n", { double: { n: "2" } }]);
  expect(traced(), second.log).toEqual(["count", "double"]);

  const changed = await push("a\nc\n");
  expect(changed.exitCode, changed.log).toBe(0);
  // The same number of rows: what follows has nothing to do.
  expect(traced(), changed.log).toEqual(["count", "double", "count"]);
  expect(changed.log).not.toContain("::warning");
});
