import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { freeDiskGb } from "../host/machine.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Buckets } from "../run/bucket-data.ts";
import type { RunIdentity } from "../run/event.ts";
import type { Execute } from "../run/executor.ts";
import { openLedger } from "../run/ledger.ts";
import { openOutputs } from "../run/outputs.ts";
import type { RunRecord } from "../run/record.ts";
import type { RunFolder } from "../run/run-folder.ts";
import { isForced } from "../run/selection.ts";
import { stateDirectory } from "../run/state-directory.ts";
import type { CacheShared } from "./cache-shared.ts";
import { CachedAttempt } from "./cached-attempt.ts";
import { openDigests } from "./digests.ts";
import { identify } from "./identify.ts";
import { openIdentifyImage } from "./identify-image.ts";
import { knowingRoot } from "./known-root.ts";
import { nothingKept } from "./nothing-kept.ts";
import { openStepStore } from "./open-step-store.ts";
import { openUnkept } from "./unkept.ts";

export interface StepCache {
  readonly execute: Execute;
  /** Keeps what later runs go by. The text says what could not be kept. */
  close(record: RunRecord): Promise<string | undefined>;
}

export interface StepCacheOptions {
  readonly host: Host;
  readonly env: Mapping<string>;
  /** The pipeline's folder. */
  readonly root: string;
  readonly checkout: string;
  readonly pipeline: Pipeline;
  readonly run: Pick<
    RunIdentity,
    "id" | "pipelinePath" | "trustDomain" | "repositoryId" | "commit" | "selection"
  >;
  readonly buckets: Pick<Buckets, "identify">;
  readonly folder: RunFolder;
  /** Runs a step that no earlier run did. */
  readonly execute: Execute;
}

/** Looks each step up before it runs, and keeps what it leaves. */
export async function openStepCache(options: StepCacheOptions): Promise<StepCache> {
  const { root, checkout, pipeline, run, buckets, execute } = options;
  const host = knowingRoot(options.host, root);
  const { files } = host;
  const state = await stateDirectory(files, checkout);
  const digests = openDigests({ host, file: join(state, "digests.json"), root: checkout });
  const store = openStepStore({ ...options, host, digests });
  const scratch = join(state, "restoring");
  // What a run that was killed left; only one at a time works in a checkout.
  await files.remove(scratch);
  const outputs = openOutputs({ files, root, ledger: openLedger(files, checkout) });
  const context = { host, root, pipeline, run, digests, buckets, identifyImage: openIdentifyImage(options) };
  const shared: CacheShared = {
    ...{ host, execute, store, scratch, root, outputs },
    unkept: openUnkept({ files, directory: options.folder.directory, outputs }),
    identify: (attempt, signal) => identify(context, { attempt, signal }),
    isForced: (step) => isForced(run.selection, step),
    isStoreChosen: pipeline.stack.artifactStore !== undefined,
    freeBytes: () => (freeDiskGb(checkout) ?? Number.POSITIVE_INFINITY) * 1e9,
    nothingKept: nothingKept(run.trustDomain),
    warned: new Set(),
  };
  return {
    execute: (attempt, emit, signal) => new CachedAttempt(shared, attempt, emit, signal).run(),
    async close(record) {
      await digests.save();
      const noted = await store.noteRun(record);
      await store.close();
      await files.remove(scratch);
      return noted.ok ? undefined : noted.error.message;
    },
  };
}
