import { join } from "node:path";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import type { Mapping } from "../../src/pipeline/draft.ts";
import type { Output, Step } from "../../src/pipeline/pipeline.ts";
import type { Event, Failure, Published } from "../../src/run/event.ts";
import type { Attempt, Outcome, ResolvedCommand } from "../../src/run/executor.ts";
import { createLocalExecutor } from "../../src/run/local.ts";
import { createRunFolder, type RunFolder } from "../../src/run/run-folder.ts";
import { stepOf } from "../rig/graphs.ts";
import type { Repo } from "../rig/repo.ts";

export const script = (text: string, bindings: Mapping<string> = {}): ResolvedCommand => ({
  kind: "script",
  shell: "sh",
  text,
  bindings,
});
export const bash = (text: string): ResolvedCommand => ({
  kind: "script",
  shell: "bash",
  text,
  bindings: {},
});
export const argv = (...args: readonly string[]): ResolvedCommand => ({ kind: "argv", args });

/** `data/` is a directory, everything else a file. */
export function output(path: string, rest: Partial<Output> = {}): Output {
  const location = { file: { path: "pipeline.yaml", text: "" }, range: { start: 0, end: 0 } };
  return {
    path: path.replace(/\/$/, ""),
    isDirectory: path.endsWith("/"),
    role: "output",
    location,
    ...rest,
  };
}

export interface StepOptions {
  readonly step?: Partial<Step>;
  readonly setup?: ResolvedCommand;
  readonly attempt?: number;
  readonly env?: Mapping<string>;
  /** Takes the events instead of the list. */
  readonly onEvent?: (event: Event) => void;
}

/** A step under way: the outcome is still to come. */
export interface StepRun {
  readonly outcome: Promise<Outcome>;
  readonly events: readonly Event[];
  cancel(): void;
  /** All lines printed so far. */
  lines(): readonly string[];
}

export interface HostSteps {
  readonly folder: RunFolder;
  start(command: ResolvedCommand, options?: StepOptions): StepRun;
  run(command: ResolvedCommand, options?: StepOptions): Promise<StepRun & { readonly ended: Outcome }>;
  /** Runs what must fail. */
  failure(command: ResolvedCommand, options?: StepOptions): Promise<Failure>;
  /** Runs what must go well. */
  success(
    command: ResolvedCommand,
    options?: StepOptions,
  ): Promise<{ readonly values: Mapping<string>; readonly outputs: readonly Published[] }>;
}

/** An executor over real processes, in the pipeline's folder `root` of a temporary checkout. */
export async function hostSteps(
  repo: Repo,
  options: {
    readonly host?: Host;
    readonly env?: Mapping<string>;
    readonly secrets?: readonly string[];
    readonly root?: string;
  } = {},
): Promise<HostSteps> {
  const { host = nodeHost, env = {}, secrets = [], root = "." } = options;
  const folder = await createRunFolder(nodeHost.files, repo.at(".stepops/runs"), "r");
  const execute = createLocalExecutor({
    host,
    root: join(repo.path, root),
    checkout: repo.path,
    folder,
    env: { PATH: process.env.PATH ?? "", ...env },
    pipeline: { steps: [stepOf("all", { secrets })] },
    buckets: {
      fetch: async () => ({ ok: false, error: { cause: "config", message: "the test has no buckets" } }),
    },
  });

  function start(
    command: ResolvedCommand,
    { step = {}, setup, attempt = 1, env: stepEnv = {}, onEvent }: StepOptions = {},
  ): StepRun {
    const events: Event[] = [];
    const stop = new AbortController();
    const input: Attempt = {
      step: stepOf("s", step),
      attempt,
      command,
      env: stepEnv,
      ...(setup && { setup }),
    };
    return {
      events,
      outcome: execute(input, onEvent ?? ((event) => void events.push(event)), stop.signal),
      cancel: () => stop.abort({ reason: "signal", signal: "SIGINT" }),
      lines: () => events.flatMap((event) => (event.type === "output" ? event.lines : [])),
    };
  }

  async function run(command: ResolvedCommand, stepOptions?: StepOptions) {
    const started = start(command, stepOptions);
    return { ...started, ended: await started.outcome };
  }

  return {
    folder,
    start,
    run,
    async failure(command, stepOptions) {
      const { ended } = await run(command, stepOptions);
      if (ended.result !== "failure") throw new Error(`it ended with ${JSON.stringify(ended)}`);
      return ended.failure;
    },
    async success(command, stepOptions) {
      const { ended } = await run(command, stepOptions);
      if (ended.result !== "success") throw new Error(`it ended with ${JSON.stringify(ended)}`);
      return ended;
    },
  };
}
