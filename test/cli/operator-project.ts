import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRepo, type Repo } from "../rig/repo.ts";

/** A checkout whose step `train` runs on an operator of its own, and ends once the file `go` is there. Use with `using`. */
export interface Project extends Disposable {
  readonly repo: Repo;
  readonly options: { readonly env: Readonly<Record<string, string>>; readonly entry: string };
  /** Keys of the jobs that the operator has. */
  jobs(): readonly string[];
  /** Id of the newest run. */
  run(): string;
  journal(): string;
  /** A run whose process was killed while its job went on. */
  killed(): Promise<void>;
  /** From now on no process can speak with the operator. */
  breakOperator(): void;
  mend(): void;
  /** No order to stop a job is answered as long as there is the file `jobs.hang`; `jobs.asked` tells of the first one. */
  hang(): void;
}

const command = "echo begins; until test -e $GO; do sleep 0.1; done; echo trained > model.txt";
const program = join(import.meta.dirname, "../remote/folder-operator.js");

export function operatorProject(
  /** More keys of the step. */
  more = "",
): Project {
  const repo = createRepo();
  const operator = repo.at("operator.js");
  copyFileSync(program, operator);
  const edit = (from: string, to: string): void =>
    writeFileSync(operator, readFileSync(operator, "utf8").replace(from, to));
  repo.write("package.json", '{"type": "module"}');
  repo.write(
    "pipeline.yaml",
    `
name: demo
stack: lab
stacks:
  lab:
    artifact_store: {type: local, path: ${repo.at("store")}}
    step_operators:
      lab: {type: custom, command: ["${process.execPath}", "${operator}", "${repo.at("jobs")}"]}
steps:
  train: {step_operator: lab, env: {GO: ${repo.at("go")}}, command: "${command}", inputs: [], outputs: [model.txt]${more}}
  report: {command: cat model.txt, inputs: [model.txt]}
`,
  );
  edit(
    "function cancel(",
    `function cancel(params) {
  writeFileSync(jobs + ".asked", "");
  while (existsSync(jobs + ".hang")) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  return cancelNow(params);
}

function cancelNow(`,
  );
  const options = { env: {}, entry: "src/cli.ts" };
  const run = (): string => repo.list(".stepops/runs").at(-1) ?? "";
  return {
    ...{ repo, options, run },
    jobs: () => (repo.has("jobs") ? repo.list("jobs") : []),
    journal: () => repo.read(`.stepops/runs/${run()}/journal.jsonl`),
    async killed() {
      const first = repo.start(["run"], options);
      await first.printed("begins");
      first.kill("SIGKILL");
      await first.finished;
    },
    breakOperator: () => edit('protocol_version: "1"', 'protocol_version: "9"'),
    hang: () => repo.write("jobs.hang", ""),
    mend: () => edit('protocol_version: "9"', 'protocol_version: "1"'),
    [Symbol.dispose]() {
      // Whatever still waits for it.
      repo.write("go", "");
      repo[Symbol.dispose]();
    },
  };
}
