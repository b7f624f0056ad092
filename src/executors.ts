import type { Host } from "./host/host.ts";
import type { Machine } from "./host/machine.ts";
import type { Mapping } from "./pipeline/draft.ts";
import { runsInContainer } from "./pipeline/machine.ts";
import type { Pipeline } from "./pipeline/pipeline.ts";
import type { RunIdentity } from "./run/event.ts";
import type { Execute } from "./run/executor.ts";
import { runMark } from "./run/leftovers.ts";
import { createLocalExecutor } from "./run/local.ts";
import type { RunFolder } from "./run/run-folder.ts";

export interface Executors {
  readonly execute: Execute;
  /** Resolves when nothing is under way any more. */
  close(): Promise<void>;
}

interface Options {
  readonly host: Host;
  /** The pipeline's folder. */
  readonly root: string;
  readonly checkout: string;
  readonly folder: RunFolder;
  readonly env: Mapping<string>;
  readonly machine: Machine;
  readonly pipeline: Pipeline;
  readonly run: Pick<RunIdentity, "trustDomain" | "repositoryId">;
}

/** Runs each step where it says: on the host or in a container. */
export function createExecutors(options: Options): Executors {
  const local = createLocalExecutor(options);
  let containers: ReturnType<typeof openContainers> | undefined;
  return {
    async execute(attempt, emit, signal) {
      if (!runsInContainer(attempt.step)) return local(attempt, emit, signal);
      containers ??= openContainers(options);
      return (await containers).execute(attempt, emit, signal);
    },
    async close() {
      await (await containers)?.close();
    },
  };
}

/** Loaded here, because most of it is of no use to a run without containers. */
async function openContainers(options: Options) {
  const { createContainerExecutor } = await import("./container/executor.ts");
  const { directory } = options.folder;
  // Docker's clients bear the run's mark, so that those of a run that was killed are ended like its steps.
  return createContainerExecutor({ ...options, env: { ...options.env, [runMark(directory)]: directory } });
}
