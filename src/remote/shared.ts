import type { Handle, JobKey } from "../operator/operator.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Cause, LegId, Pipeline } from "../pipeline/pipeline.ts";
import type { SharedFrame } from "../run/attempt-frame.ts";
import type { Buckets } from "../run/bucket-data.ts";
import type { Event } from "../run/event.ts";
import type { Outputs } from "../run/outputs.ts";
import type { JobRecord } from "../run/record.ts";
import type { RunFolder } from "../run/run-folder.ts";
import type { Endings } from "./endings.ts";
import type { JobRun } from "./identity.ts";
import type { OperatorImages } from "./images.ts";
import type { RunOperators } from "./run-operator.ts";

/** What all steps of a run share that run on operators. */
export interface RemoteShared extends SharedFrame {
  /** The pipeline's folder. */
  readonly root: string;
  readonly folder: RunFolder;
  readonly pipeline: Pick<Pipeline, "steps" | "name">;
  readonly run: JobRun;
  readonly carried: Mapping<string>;
  readonly images: OperatorImages;
  readonly buckets: Pick<Buckets, "fetch">;
  readonly outputs: Outputs;
  readonly operators: RunOperators;
  readonly endings: Endings;
  readonly emit: (event: Event) => void;
  /** Of a leg, as the record has them now. */
  readonly jobsOf: (leg: LegId) => readonly JobRecord[];
  /** Why the leg's attempts before this one failed, as the record has it now. */
  readonly causesOf: (leg: LegId) => readonly Cause[];
  /** File name of a leg's log below the run's `logs/`. */
  readonly logOf: (leg: LegId) => string | undefined;
  /** Jobs whose results are nowhere else: they are not cleaned up. */
  readonly kept: Set<JobKey>;
  /** Handles that this process had from the operator itself. */
  readonly seen: Map<JobKey, Handle>;
}
