import { join } from "node:path";
import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { openFrame } from "./attempt-frame.ts";
import type { Buckets } from "./bucket-data.ts";
import { inherited } from "./environment.ts";
import type { Execute } from "./executor.ts";
import { openLedger } from "./ledger.ts";
import { LocalAttempt, type Shared } from "./local-attempt.ts";
import { watchOom } from "./oom.ts";
import { openOutputs } from "./outputs.ts";
import { placeInCheckout } from "./placed-data.ts";
import type { RunFolder } from "./run-folder.ts";

/** Runs steps as processes of this machine, in the checkout itself. */
export function createLocalExecutor(options: {
  readonly host: Host;
  /** The pipeline's folder. */
  readonly root: string;
  readonly checkout: string;
  readonly folder: RunFolder;
  /** This process's environment: what is passed on, and where secrets come from. */
  readonly env: Mapping<string>;
  /** All its secrets are masked in what any step prints. */
  readonly pipeline: Pick<Pipeline, "steps">;
  readonly buckets: Pick<Buckets, "fetch">;
}): Execute {
  const { host, root, checkout, folder, env, pipeline, buckets } = options;
  const place = { files: host.files, root, ledger: openLedger(host.files, checkout) };
  const shared: Shared = {
    ...openFrame({ host, env, pipeline }),
    root,
    folder,
    inherited: inherited(env),
    outputs: openOutputs(place),
    buckets,
    placed: placeInCheckout(place),
    oom: watchOom(host),
    valuesFolder: once(() => host.files.makeDirectory(join(folder.directory, "values"))),
  };
  return (attempt, emit, signal) => new LocalAttempt(shared, attempt, emit, signal).run();
}

function once<T>(act: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => {
    started ??= act();
    return started;
  };
}
