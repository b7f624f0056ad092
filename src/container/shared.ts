import type { Machine } from "../host/machine.ts";
import type { Images } from "../image/images.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { SharedFrame } from "../run/attempt-frame.ts";
import type { Buckets } from "../run/bucket-data.ts";
import type { Outputs } from "../run/outputs.ts";
import type { RunFolder } from "../run/run-folder.ts";
import type { Devices } from "./devices.ts";
import type { RunEngines } from "./run-engines.ts";

/** What all container steps of a run share. */
export interface ContainerShared extends SharedFrame {
  /** The pipeline's folder. */
  readonly root: string;
  readonly folder: RunFolder;
  readonly pipeline: Pick<Pipeline, "steps">;
  readonly images: Images;
  readonly buckets: Pick<Buckets, "fetch">;
  readonly engines: RunEngines;
  readonly machine: Machine;
  readonly carried: Mapping<string>;
  /** Of whoever runs stepops, for USER. */
  readonly userName: string;
  readonly devices: Devices;
  readonly outputs: Outputs;
  /** Work that no step waits for; the run ends only after it. It never rejects. */
  readonly background: Set<Promise<void>>;
  /** Of every container. */
  readonly labels: Readonly<Record<string, string>>;
}
