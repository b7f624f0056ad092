import type { Request } from "./check.ts";
import type { Diagnostic } from "./pipeline/diagnostic.ts";
import type { Mapping } from "./pipeline/draft.ts";
import type { RunResult, Selection } from "./run/event.ts";
import type { RunRecord } from "./run/record.ts";

/** Why nothing was done though the file is right. `usage`: what was asked for; `busy` and `damaged`: what is on disk. */
export interface Refusal {
  readonly reason: "usage" | "busy" | "damaged";
  readonly message: string;
  readonly hint?: string;
}

export interface RunRequest extends Request {
  readonly selection: Selection;
  /** Tells two uses of one pipeline in one workflow run apart; empty where there is just one. */
  readonly runKey: string;
  /** The first SIGINT or SIGTERM, with a StopReason; the second. */
  readonly signal: AbortSignal;
  readonly kill: AbortSignal;
  /** "later": `resume` with `onlyFinally`, in a later process, runs `finally` of a cancelled run. */
  readonly finallyOnCancel: "now" | "later";
  /** Told the run's folder before any step starts. */
  readonly onFolder?: (directory: string) => void;
}

export interface Ran {
  readonly diagnostics: readonly Diagnostic[];
  readonly refused?: Refusal;
  readonly record?: RunRecord;
  /** The run's folder. */
  readonly directory?: string;
  /** Undefined when nothing ran; "left" when `finally` of a cancelled run is still owed. */
  readonly result?: RunResult | "left";
}

export interface ResumeRequest {
  /** The run's folder. */
  readonly directory: string;
  readonly env: Mapping<string>;
  readonly signal: AbortSignal;
  readonly kill: AbortSignal;
  readonly finallyOnCancel: "now" | "later";
  /** Starts no main step: ends what a dead process left, then runs `finally`. */
  readonly onlyFinally?: boolean;
}
