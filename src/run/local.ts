import { join } from "node:path";
import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { own } from "../pipeline/own.ts";
import type { Pipeline, Step } from "../pipeline/pipeline.ts";
import { inherited } from "./environment.ts";
import type { Execute } from "./executor.ts";
import { openLedger } from "./ledger.ts";
import { LocalAttempt, type Shared } from "./local-attempt.ts";
import { createMasker } from "./mask.ts";
import { watchOom } from "./oom.ts";
import { openOutputs } from "./outputs.ts";
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
}): Execute {
  const { host, root, checkout, folder, env, pipeline } = options;
  const secrets = secretsOf(pipeline.steps, env);
  const shared: Shared = {
    host,
    root,
    folder,
    secrets,
    inherited: inherited(env),
    masker: createMasker(Object.values(secrets)),
    outputs: openOutputs({ files: host.files, root, ledger: openLedger(host.files, checkout) }),
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

function secretsOf(steps: readonly Step[], env: Mapping<string>): Mapping<string> {
  const names = new Set(steps.flatMap((step) => step.secrets));
  const known = [...names].map((name) => [name, own(env, name) ?? ""] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== ""));
}
