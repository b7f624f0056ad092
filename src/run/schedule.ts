import type { Clock, Random } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import type { Surroundings } from "./evaluation.ts";
import type { Event } from "./event.ts";
import type { Execute } from "./executor.ts";
import type { Capacity } from "./packing.ts";
import type { RunRecord } from "./record.ts";

/** All that the scheduler is given: what to run, what to run it with, and what may stop it. */
export interface Schedule extends Surroundings {
  /** Legs to run; undefined: all. The others count as successful, with the values that `given` has of them. */
  readonly selected?: ReadonlySet<LegId>;
  readonly given?: ReadonlyMap<LegId, { readonly runId: string; readonly values: Mapping<string> }>;
  readonly capacity: Capacity;
  readonly execute: Execute;
  readonly clock: Clock;
  readonly random: Random;
  /** What this run came to before it was interrupted. */
  readonly earlier?: RunRecord;
  /** The first signal, with a StopReason: stops main steps; only `finally` starts after it. */
  readonly signal: AbortSignal;
  /** The second one: stops `finally` too. */
  readonly kill: AbortSignal;
  /** Whether `finally` of a cancelled run is ours or that of a process that comes after us. */
  readonly finallyOnCancel: "now" | "later";
  readonly emit: (event: Event) => void;
}
