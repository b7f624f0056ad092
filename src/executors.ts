import type { Host } from "./host/host.ts";
import type { Machine } from "./host/machine.ts";
import { trustOf } from "./obstacles.ts";
import type { Mapping } from "./pipeline/draft.ts";
import { runsInContainer } from "./pipeline/machine.ts";
import { optional } from "./pipeline/own.ts";
import type { Pipeline } from "./pipeline/pipeline.ts";
import type { BucketRequest, Buckets } from "./run/bucket-data.ts";
import type { RunIdentity } from "./run/event.ts";
import type { Execute } from "./run/executor.ts";
import { runMark } from "./run/leftovers.ts";
import { createLocalExecutor } from "./run/local.ts";
import type { RunFolder } from "./run/run-folder.ts";
import type { OpenBuckets } from "./store/buckets.ts";

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
  readonly run: Pick<RunIdentity, "trustDomain" | "repositoryId" | "github" | "commit">;
}

/** Runs each step where it says: on the host or in a container. */
export function createExecutors(options: Options): Executors {
  const { run, env } = options;
  const head = optional("head", run.commit === undefined ? undefined : { commit: run.commit });
  const { operatorsRefused } = trustOf({ github: run.github, ...head }, env);
  const buckets = lazyBuckets({ ...options, ...optional("refused", operatorsRefused) });
  const local = createLocalExecutor({ ...options, buckets });
  let containers: ReturnType<typeof openContainers> | undefined;
  return {
    async execute(attempt, emit, signal) {
      if (!runsInContainer(attempt.step)) return local(attempt, emit, signal);
      containers ??= openContainers(options, buckets);
      return (await containers).execute(attempt, emit, signal);
    },
    async close() {
      await (await containers)?.close();
      await buckets.close();
    },
  };
}

/** Loaded with the first step that has data in a bucket. */
export function lazyBuckets(
  options: Pick<Options, "host" | "checkout" | "env" | "pipeline"> & { readonly refused?: string },
) {
  const { auth } = options.pipeline.stack;
  let opened: Promise<OpenBuckets> | undefined;
  const open = async () =>
    (await import("./store/buckets.ts")).openBuckets({ ...options, ...optional("auth", auth) });
  return {
    async fetch(request: BucketRequest) {
      opened ??= open();
      return (await opened).fetch(request);
    },
    async close() {
      (await opened)?.close();
    },
  };
}

/** Loaded here, because most of it is of no use to a run without containers. */
async function openContainers(options: Options, buckets: Buckets) {
  const { createContainerExecutor } = await import("./container/executor.ts");
  const { directory } = options.folder;
  // Docker's clients bear the run's mark, so that those of a run that was killed are ended like its steps.
  const env = { ...options.env, [runMark(directory)]: directory };
  return createContainerExecutor({ ...options, env, buckets });
}
