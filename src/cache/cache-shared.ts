import type { Host } from "../host/host.ts";
import type { Step } from "../pipeline/pipeline.ts";
import type { Result } from "../pipeline/result.ts";
import type { Attempt, Execute } from "../run/executor.ts";
import type { Outputs } from "../run/outputs.ts";
import type { Fingerprint } from "./fingerprint.ts";
import type { StepStore } from "./step-store.ts";
import type { UnkeptNotes } from "./unkept.ts";

/** What all attempts share that are looked up before they run, and kept after. */
export interface CacheShared {
  readonly host: Pick<Host, "clock" | "files" | "random">;
  readonly execute: Execute;
  readonly store: StepStore;
  readonly identify: (attempt: Attempt, signal: AbortSignal) => Promise<Result<Fingerprint, string>>;
  readonly isForced: (step: Step) => boolean;
  readonly outputs: Outputs;
  readonly unkept: UnkeptNotes;
  /** The pipeline's folder. */
  readonly root: string;
  /** Absolute; on the disk of the checkout, for what is fetched before it takes its place. */
  readonly scratch: string;
  /** Whether the user asked for the store: then a step has succeeded only when its outputs are there. */
  readonly isStoreChosen: boolean;
  /** Where the checkout's own store lies. */
  readonly freeBytes: () => number;
  /** Why a step runs of which this run knows no earlier one. */
  readonly nothingKept: string;
  /** What the run has warned of already, however many steps meet with it. */
  readonly warned: Set<string>;
}
