import { join } from "node:path";
import type { Host } from "../host/host.ts";
import type { Machine } from "../host/machine.ts";
import { type Images, openImages } from "../image/images.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { openFrame } from "../run/attempt-frame.ts";
import type { Buckets } from "../run/bucket-data.ts";
import { carried } from "../run/environment.ts";
import type { RunIdentity } from "../run/event.ts";
import type { Execute } from "../run/executor.ts";
import { openLedger } from "../run/ledger.ts";
import { openOutputs } from "../run/outputs.ts";
import type { RunFolder } from "../run/run-folder.ts";
import { ContainerAttempt } from "./attempt.ts";
import { createDevices } from "./devices.ts";
import { openEngines, runLabel } from "./run-engines.ts";
import type { ContainerShared } from "./shared.ts";
import { viewOf } from "./view.ts";

export interface ContainerExecutor {
  readonly execute: Execute;
  /** Resolves when every container that ended is gone. */
  close(): Promise<void>;
}

export interface ContainerOptions {
  readonly host: Host;
  /** The pipeline's folder. */
  readonly root: string;
  readonly checkout: string;
  readonly folder: RunFolder;
  readonly env: Mapping<string>;
  readonly machine: Machine;
  readonly pipeline: Pick<Pipeline, "steps" | "stack">;
  readonly run: Pick<RunIdentity, "trustDomain" | "repositoryId">;
  readonly buckets: Pick<Buckets, "fetch">;
}

/** Runs steps in containers of a Docker engine, each in a fresh folder that holds what the step declares. */
export async function createContainerExecutor(options: ContainerOptions): Promise<ContainerExecutor> {
  const shared = await openShared(options);
  return {
    execute: (attempt, emit, signal) => new ContainerAttempt(shared, attempt, emit, signal).run(),
    close: async () => {
      await Promise.all(shared.background);
    },
  };
}

/** What all containers share that work in one folder of a run. */
export async function openShared(options: ContainerOptions): Promise<ContainerShared> {
  const { host, root, checkout, folder, env, machine, pipeline, buckets } = options;
  const engines = await openEngines({ host, env, directory: folder.directory, cwd: root });
  return {
    ...openFrame({ host, env, pipeline }),
    root,
    folder,
    pipeline,
    images: imagesOf(options),
    buckets,
    engines,
    machine,
    carried: carried(env),
    userName: env.USER || env.LOGNAME || (machine.user?.uid === 0 ? "root" : "stepops"),
    devices: createDevices(machine.accelerators),
    background: new Set(),
    outputs: openOutputs({ files: host.files, root, ledger: openLedger(host.files, checkout) }),
    labels: {
      [runLabel]: engines.label,
      "stepops.directory": folder.directory,
      "stepops.host": host.processes.hostname,
      "stepops.view": await viewOf(host.files),
    },
  };
}

function imagesOf({ host, env, root, run, folder, pipeline }: ContainerOptions): Images {
  const { containerRegistry, auth } = pipeline.stack;
  const at = (name: string): string => join(folder.directory, name);
  return openImages({
    ...{ host, env, root, run, pipeline, scratch: at("images") },
    // Whoever removes what a killed run left in there removes them too.
    logins: at("containers"),
    ...optional("containerRegistry", containerRegistry),
    ...optional("auth", auth),
  });
}
