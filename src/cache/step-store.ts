import type { Manifest } from "../artifact/manifest.ts";
import type { Step } from "../pipeline/pipeline.ts";
import type { Result } from "../pipeline/result.ts";
import type { Success } from "../run/executor.ts";
import type { RunRecord } from "../run/record.ts";
import type { Fingerprint } from "./fingerprint.ts";

/** What an earlier run left of the same work. */
export interface Found {
  readonly manifest: Manifest;
  /** Its key in the store. */
  readonly at: string;
}

/** What a step left, to be kept. */
export interface Kept {
  readonly step: Step;
  readonly done: Success;
  readonly durationMs: number;
  /** Undefined: it is found by its run alone, not by other runs. */
  readonly fingerprint: Fingerprint | undefined;
  /** It takes the place of what is kept for the same fingerprint. */
  readonly replaces: boolean;
  /** The same, since that turned out to be no good: all of it is sent again. */
  readonly afresh: boolean;
  /** Told how far it is, where that takes long. */
  readonly onLine: (line: string) => void;
}

export interface Restored {
  readonly manifest: Manifest;
  /** Absolute. */
  readonly to: string;
  readonly onLine: (line: string) => void;
}

/**
 * What is wrong with the store or the disk. `missing`: the store itself is not there; `changed`: an output changed while it was
 * read; `damaged`: what the store holds is not what it should be; `unkeepable`: an output that no store could
 * keep as it is.
 */
export interface StoreFault {
  readonly reason: "denied" | "missing" | "changed" | "damaged" | "unkeepable" | "other";
  /** A sentence without secrets that says what to do. */
  readonly message: string;
}

/** Of the artifact store what steps need. Each call tries for as long as it makes sense. */
export interface StepStore {
  /** What keeps this run from writing to the store, found out by writing to it; asked once a run. */
  ready(signal: AbortSignal): Promise<StoreFault | undefined>;
  /** Among what this run may believe: its own domain's, else what trusted runs left. */
  find(fingerprint: Fingerprint, signal: AbortSignal): Promise<Result<Found | undefined, StoreFault>>;
  /** Says that the run stands on what was found, so that nobody clears it up meanwhile. */
  use(step: Step, found: Found, signal: AbortSignal): Promise<Result<void, StoreFault>>;
  /** The fingerprint of a leg's last success in this pipeline. */
  last(step: Step, signal: AbortSignal): Promise<Fingerprint | undefined>;
  /** All of it, or nothing. Resolves with the key of the manifest. */
  keep(kept: Kept, signal: AbortSignal): Promise<Result<string, StoreFault>>;
  /** Whether the outputs lie in their places here already. */
  isHere(manifest: Manifest, signal: AbortSignal): Promise<boolean>;
  /** Into a folder of its own, laid out as the pipeline's. */
  restore(restored: Restored, signal: AbortSignal): Promise<Result<void, StoreFault>>;
  /** Says which manifests a run stands on, when it has ended. */
  noteRun(record: RunRecord): Promise<Result<void, StoreFault>>;
  close(): Promise<void>;
}
