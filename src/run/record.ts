import type { Handle, JobKey, Observation } from "../operator/operator.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Cause, LegId } from "../pipeline/pipeline.ts";
import type {
  Cached,
  Failure,
  JobEndStatus,
  JobLogged,
  PlannedStep,
  Published,
  RunCancelling,
  RunIdentity,
  RunResult,
  SkipReason,
  StepResult,
  StopReason,
  Writer,
} from "./event.ts";

/** What a run came to: the fold of its events, and all that reports, `status` and a resume read. */
export interface RunRecord {
  readonly run: RunIdentity;
  readonly writer: Writer;
  readonly startedAt: number;
  /** When the last process took the run up: times that a run took do not count the pause before a resume. */
  readonly activeSince: number;
  readonly endedAt?: number;
  /** Undefined while it runs, or when its process died. */
  readonly result?: RunResult;
  readonly error?: string;
  readonly cancelling?: RunCancelling["why"];
  /** In topological order. */
  readonly steps: ReadonlyMap<LegId, StepRecord>;
  readonly notices: readonly {
    readonly level: "notice" | "warning";
    readonly leg?: LegId;
    readonly message: string;
  }[];
}

export interface StepRecord {
  readonly planned: PlannedStep;
  readonly state: "waiting" | "running" | "retrying" | "ended";
  /** Starts so far. */
  readonly attempt: number;
  /** Failed attempts since the last reset: what `retry.max_attempts` bounds. */
  readonly failures: number;
  /** Why the attempts that were followed by another one failed, in order, since the last reset. */
  readonly retried?: readonly Cause[];
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly result?: StepResult;
  readonly outcome?: StepResult;
  readonly durationMs?: number;
  readonly values: Mapping<string>;
  readonly outputs: readonly Published[];
  readonly failure?: Failure;
  readonly skipped?: SkipReason;
  readonly stopped?: StopReason;
  /** Why it ran, though it declares its inputs. */
  readonly why?: string;
  /** Where the artifact store has what it left: the key of its manifest. */
  readonly manifest?: string;
  /** It did not run: an earlier run had done the same work. */
  readonly cached?: Cached;
  /** Of a step on an operator, in order of submission; over a resume too, since what was submitted may still run. */
  readonly jobs?: readonly JobRecord[];
}

/** One submission of a step to its operator. */
export interface JobRecord {
  readonly key: JobKey;
  readonly attempt: number;
  readonly submission: number;
  readonly nonce: string;
  readonly digest: string;
  readonly intendedAt: number;
  /** Undefined: whether the operator has it is not known. */
  readonly handle?: Handle;
  /** When it came into each status that was seen. */
  readonly phases: readonly { readonly status: Observation["status"]; readonly at: number }[];
  readonly logged?: Pick<JobLogged, "attempt" | "cursor" | "bytes" | "pastSetup">;
  readonly stopping?: string;
  readonly ended?: JobEndStatus;
  /** What became of it stands in the step's own record, so that no resume takes it up again. */
  readonly isSettled: boolean;
  readonly isRemoved: boolean;
}
