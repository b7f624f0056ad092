import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ActionIo } from "../../src/action/action-io.ts";
import type { Toolkit } from "../../src/action/toolkit.ts";
import { nodeHost } from "../../src/host/node-host.ts";

/** By the time that post runs, the process of main is gone; here both are this process, so it gets another start time. */
const laterHost = { ...nodeHost, processes: { ...nodeHost.processes, startToken: () => "later" } };

/** A job on a runner: workspace, RUNNER_TEMP, the files that commands go to, and what the action left in them. */
export class FakeJob implements Disposable {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), "stepops-job-")));
  readonly workspace = join(this.#folder, "work");
  readonly temp = join(this.#folder, "temp");
  readonly outputs = new Map<string, string>();
  readonly state = new Map<string, string>();
  readonly masks: string[] = [];
  readonly #log: string[] = [];
  readonly first = new AbortController();
  readonly second = new AbortController();
  inputs: Readonly<Record<string, string>> = { pipeline: "pipeline.yaml", "run-key": "job/0/stepops" };
  env: Record<string, string> = {};

  constructor(files: Readonly<Record<string, string>>) {
    mkdirSync(join(this.workspace, ".git"), { recursive: true });
    mkdirSync(this.temp);
    writeFileSync(join(this.workspace, ".git", "HEAD"), "ref: refs/heads/main\n");
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.workspace, name), text);
    for (const name of ["summary-main", "summary-post"]) writeFileSync(join(this.#folder, name), "");
  }

  /** For main, or for post, which has a summary file of its own. */
  io(part: "main" | "post" = "main", more: Partial<ActionIo> = {}): ActionIo {
    const toolkit: Toolkit = {
      getInput: (name) => this.inputs[name] ?? "",
      getState: (name) => this.state.get(name) ?? "",
      saveState: (name, value) => void this.state.set(name, value),
      setOutput: (name, value) => void this.outputs.set(name, value),
      setSecret: (value) => void this.masks.push(value),
    };
    return {
      env: {
        PATH: process.env.PATH ?? "",
        HOME: this.#folder,
        GITHUB_ACTIONS: "true",
        GITHUB_RUN_ID: "77",
        GITHUB_REPOSITORY: "acme/penguins",
        GITHUB_WORKSPACE: this.workspace,
        GITHUB_STEP_SUMMARY: join(this.#folder, `summary-${part}`),
        RUNNER_TEMP: this.temp,
        ...this.env,
      },
      cwd: this.workspace,
      platform: "linux",
      host: part === "main" ? nodeHost : laterHost,
      toolkit,
      write: (text) => void this.#log.push(text),
      signal: this.first.signal,
      kill: this.second.signal,
      ...more,
    };
  }

  get log(): string {
    return this.#log.join("");
  }

  /** Lines that the runner takes for commands. */
  get commands(): readonly string[] {
    return this.log.split("\n").filter((line) => line.startsWith("::"));
  }

  summary(part: "main" | "post" = "main"): string {
    return readFileSync(join(this.#folder, `summary-${part}`), "utf8");
  }

  read(name: string): string {
    return readFileSync(join(this.workspace, name), "utf8");
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
