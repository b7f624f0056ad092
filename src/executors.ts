import type { StepCache, StepCacheOptions } from "./cache/step-cache.ts";
import type { Host } from "./host/host.ts";
import type { Machine } from "./host/machine.ts";
import { trustOf } from "./obstacles.ts";
import { isCacheable } from "./pipeline/cacheable.ts";
import type { Mapping } from "./pipeline/draft.ts";
import { runsInContainer } from "./pipeline/machine.ts";
import { optional } from "./pipeline/own.ts";
import type { Pipeline, Step } from "./pipeline/pipeline.ts";
import type { BucketIdentityRequest, BucketRequest, Buckets } from "./run/bucket-data.ts";
import type { Event } from "./run/event.ts";
import type { Execute } from "./run/executor.ts";
import { runMark } from "./run/leftovers.ts";
import { createLocalExecutor } from "./run/local.ts";
import type { RunRecord } from "./run/record.ts";
import type { RunFolder } from "./run/run-folder.ts";
import type { OpenBuckets } from "./store/buckets.ts";

export interface Executors {
  readonly execute: Execute;
  /** Is told what the journal has taken. */
  heard(event: Event): void;
  /** Resolves when nothing is under way any more: jobs on operators are waited for for so many milliseconds at most. */
  close(jobsMs: number): Promise<Closed>;
}

export interface Closed {
  /** False where a job may go on. */
  readonly isOver: boolean;
  /** What later runs will not know of this one. */
  readonly unknown: string | undefined;
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
  /** As it is now. */
  readonly record: () => RunRecord;
  readonly emit: (event: Event) => void;
}

/** Runs each step where it says, on the host, in a container or on an operator, unless an earlier run did the same work. */
export function createExecutors(options: Options): Executors {
  const { env } = options;
  const { run } = options.record();
  const head = optional("head", run.commit === undefined ? undefined : { commit: run.commit });
  const { operatorsRefused } = trustOf({ github: run.github, ...head }, env);
  const refused = optional("refused", operatorsRefused);
  const pipeline = withUsableStore(options.pipeline, operatorsRefused);
  const buckets = lazyBuckets({ ...options, ...refused });
  const local = createLocalExecutor({ ...options, buckets });
  let containers: ReturnType<typeof openContainers> | undefined;
  let remote: ReturnType<typeof openRemote> | undefined;
  const execute: Execute = async (attempt, emit, signal) => {
    if (runsOnOperator(attempt.step)) {
      remote ??= openRemote(options, buckets);
      return (await remote).execute(attempt, emit, signal);
    }
    if (!runsInContainer(attempt.step)) return local(attempt, emit, signal);
    containers ??= openContainers(options, buckets);
    return (await containers).execute(attempt, emit, signal);
  };
  let cache: ReturnType<typeof openCache> | undefined;
  return {
    async execute(attempt, emit, signal) {
      if (!isKept(attempt.step, pipeline)) return execute(attempt, emit, signal);
      cache ??= openCache({ ...options, run, pipeline, buckets, execute });
      return (await cache).execute(attempt, emit, signal);
    },
    heard(event) {
      if (event.type === "step-ended" || event.type === "step-retrying")
        void remote?.then((executor) => executor.settled(event.leg));
    },
    async close(jobsMs) {
      // Also where this process started no step there: what an earlier one left is of no more use.
      if (hasJobs(options.record())) remote ??= openRemote(options, buckets);
      const [isOver] = await Promise.all([(await remote)?.close(jobsMs), (await containers)?.close()]);
      const unknown = await (await cache)?.close(options.record());
      await buckets.close();
      return { isOver: isOver ?? true, unknown };
    },
  };
}

/** Who may use no credentials gets nothing out of a bucket and puts nothing in: such a run has the store of its checkout. */
export function withUsableStore(pipeline: Pipeline, refused: string | undefined): Pipeline {
  if (refused === undefined || pipeline.stack.artifactStore?.kind !== "bucket") return pipeline;
  const { artifactStore: _, ...stack } = pipeline.stack;
  return { ...pipeline, stack };
}

/** Whether the artifact store has anything to do with a step. */
const isKept = (step: Step, { stack }: Pick<Pipeline, "stack">): boolean =>
  isCacheable(step) || (stack.artifactStore !== undefined && step.outputs.length > 0);

/** Loaded with the first step that declares its inputs. */
async function openCache(options: StepCacheOptions): Promise<StepCache> {
  return (await import("./cache/step-cache.ts")).openStepCache(options);
}

const hasJobs = ({ steps }: RunRecord): boolean =>
  [...steps.values()].some(({ jobs = [] }) => jobs.some(({ isRemoved }) => !isRemoved));

const runsOnOperator = (step: Step): boolean => step.operator !== undefined && !runsInContainer(step);

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
    async identify(request: BucketIdentityRequest) {
      opened ??= open();
      return (await opened).identify(request);
    },
    async close() {
      (await opened)?.close();
    },
  };
}

/** Loaded with the first step that runs on an operator. */
async function openRemote(options: Options, buckets: Buckets) {
  const { createRemoteExecutor } = await import("./remote/executor.ts");
  return createRemoteExecutor({ ...options, buckets });
}

/** Loaded here, because most of it is of no use to a run without containers. */
async function openContainers(options: Options, buckets: Buckets) {
  const { createContainerExecutor } = await import("./container/executor.ts");
  const { run } = options.record();
  const { directory } = options.folder;
  // Docker's clients bear the run's mark, so that those of a run that was killed are ended like its steps.
  const env = { ...options.env, [runMark(directory)]: directory };
  return createContainerExecutor({ ...options, run, env, buckets });
}
