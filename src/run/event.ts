import type { Handle, JobKey, Observation } from "../operator/operator.ts";
import type { Json, Mapping, Scalar } from "../pipeline/draft.ts";
import type { Cause, LegId, Output, StepId } from "../pipeline/pipeline.ts";

/**
 * All that can happen in a run, in one union. The journal keeps every event but `output`; `fold` makes the
 * RunRecord of them; reporters show them. `at` is milliseconds since 1970.
 */
export type Event =
  | RunStarted
  | RunResumed
  | StepStarted
  | StepOutput
  | CacheMissed
  | StepRetrying
  | StepEnded
  | JobEvent
  | Notice
  | RunCancelling
  | RunEnded;

interface At {
  readonly at: number;
}

export interface RunStarted extends At {
  readonly type: "run-started";
  /** Of the journal's form; a reader ignores event types that it does not know. */
  readonly schema: 1;
  readonly version: string;
  readonly run: RunIdentity;
  readonly writer: Writer;
  /** Every leg in topological order, so that a reader of the journal alone can draw the graph. */
  readonly steps: readonly PlannedStep[];
}

/** The process that writes the journal: `status` tells by it whether a run goes on or its process died. */
export interface Writer {
  readonly pid: number;
  readonly hostname: string;
  /** Changes at each boot of the machine. */
  readonly bootId: string;
  /** Start time of the process as the kernel tells it, so that a pid used again is not taken for ours. */
  readonly startToken: string;
}

export interface RunIdentity {
  /** Name of the run's folder. */
  readonly id: string;
  /** GITHUB_RUN_ID, else generated; with `runKey` and `pipelinePath` it is one run, whatever the attempt. */
  readonly runId: string;
  readonly runKey: string;
  readonly pipelineName: string;
  /** Relative to the checkout. */
  readonly pipelinePath: string;
  readonly checkout: string;
  readonly repositoryId: string;
  readonly commit?: string;
  readonly stack: string;
  readonly stackChosen: boolean;
  readonly params: Mapping<Scalar>;
  /** The `github` context that shaped the graph; it never holds a token. */
  readonly github: Mapping<Json>;
  /** The pipeline file and `stacks.yaml`; copies lie in the run's folder as `sources/<name>`. */
  readonly sources: readonly { readonly path: string; readonly sha256: string }[];
  readonly trustDomain: string;
  /** `--only`, `--from` and `--force`. */
  readonly selection: Selection;
}

export interface Selection {
  readonly only: readonly string[];
  readonly from: readonly string[];
  /** Nothing is taken from earlier runs; what `only` and `from` name never is. */
  readonly force?: boolean;
}

export interface PlannedStep {
  readonly id: LegId;
  readonly step: StepId;
  readonly needs: readonly LegId[];
  readonly matrix?: Mapping<Json>;
  readonly isFinally: boolean;
  /** It is looked up before it runs: `cache-missed` follows its start where it does run. */
  readonly isCacheable?: boolean;
  /** `host`, `docker` or the name of a step operator. */
  readonly where: string;
  readonly continueOnError: boolean;
  readonly outputs: readonly {
    readonly path: string;
    readonly isDirectory: boolean;
    readonly role: Output["role"];
  }[];
  /** Where the file names the step: annotations of a failure go there. */
  readonly at: { readonly file: string; readonly line: number; readonly column: number };
  /** File name of its log below the run's `logs/`: legal on every file system and unique. */
  readonly log: string;
}

export interface RunResumed extends At {
  readonly type: "run-resumed";
  readonly writer: Writer;
  /** Legs that had ended and run again; those that were running always do. */
  readonly reset: readonly LegId[];
}

export interface StepStarted extends At {
  readonly type: "step-started";
  readonly leg: LegId;
  /** Starts of this leg so far, from 1; goes on over a resume. */
  readonly attempt: number;
}

/** Whole lines (or a piece of a very long one), secrets masked; not journalled: `logs/<leg>.log` has them. */
export interface StepOutput extends At {
  readonly type: "output";
  readonly leg: LegId;
  readonly attempt: number;
  readonly stream: "stdout" | "stderr";
  /** `image`: what pulling or building the step's image printed; `inputs`: how the data of buckets gets here; `outputs`: how outputs get into or out of a store. */
  readonly phase: "image" | "inputs" | "setup" | "command" | "outputs";
  readonly lines: readonly string[];
}

/** The step runs, because no earlier run did the same work, or this run was told to do it again. */
export interface CacheMissed extends At {
  readonly type: "cache-missed";
  readonly leg: LegId;
  /** For people: what differs from the last time. */
  readonly why: string;
  /** There was no last time. */
  readonly isFirst?: boolean;
}

export interface StepRetrying extends At {
  readonly type: "step-retrying";
  readonly leg: LegId;
  /** The attempt that failed. */
  readonly attempt: number;
  readonly failure: Failure;
  readonly delayMs: number;
}

export type StepResult = "success" | "failure" | "cancelled" | "skipped";

export interface StepEnded extends At {
  readonly type: "step-ended";
  readonly leg: LegId;
  /** What dependants see: `success` for a failure under `continue_on_error`. */
  readonly result: StepResult;
  /** What happened. */
  readonly outcome: StepResult;
  readonly durationMs: number;
  readonly values: Mapping<string>;
  readonly outputs: readonly Published[];
  readonly failure?: Failure;
  readonly skipped?: SkipReason;
  /** Why it was stopped, where `outcome` is `cancelled`. */
  readonly stopped?: StopReason;
  /** Where the artifact store has what it left: the key of its manifest. */
  readonly manifest?: string;
  /** It did not run: an earlier run had done the same work. */
  readonly cached?: Cached;
}

/** The run that did a step's work, and when that was published, in milliseconds since 1970. */
export interface Cached {
  readonly run: string;
  readonly at: number;
}

/** An output as the step left it. */
export interface Published {
  readonly path: string;
  /** Bytes, over all files. */
  readonly size: number;
  readonly files: number;
  /** Numbers of a metrics file, nested names joined with dots. */
  readonly metrics?: Mapping<number>;
}

/** Why a running step is stopped: the reason of the AbortSignal that its executor gets. */
export type StopReason =
  | { readonly reason: "signal"; readonly signal: string }
  /** Our side failed: the journal cannot be written. */
  | { readonly reason: "error"; readonly message: string }
  | { readonly reason: "step-failed"; readonly failed: LegId }
  | { readonly reason: "fail-fast"; readonly failed: LegId };

export interface Failure {
  readonly cause: Cause;
  /** A sentence that a user can act on. */
  readonly message: string;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly phase?: "image" | "inputs" | "setup" | "command" | "outputs";
  /** Another place than the step's own where it went wrong: a line of its Dockerfile, relative to the pipeline's folder. */
  readonly at?: { readonly file: string; readonly line: number };
}

/** Why a step never ran. */
export type SkipReason =
  | { readonly reason: "need-not-met"; readonly need: LegId; readonly result: StepResult }
  | { readonly reason: "condition-false"; readonly condition: string }
  | { readonly reason: "run-failing"; readonly failed: LegId }
  | { readonly reason: "fail-fast"; readonly failed: LegId }
  /** `--only` or `--from` left it out: dependants see success, with the values of run `from`. */
  | { readonly reason: "not-selected"; readonly from?: string }
  | { readonly reason: "run-cancelled" };

/** An event before it has happened. */
export type Untimed<E> = E extends unknown ? Omit<E, "at"> : never;

/** What happens to the jobs of a step that runs on an operator; `key` tells them apart. */
export type JobEvent =
  | JobIntended
  | JobSubmitted
  | JobStatus
  | JobLogged
  | JobStopping
  | JobEnded
  | JobRemoved;

interface OfJob extends At {
  readonly leg: LegId;
  readonly key: JobKey;
}

/** On the disk before the operator is asked for the job: whatever happens in between, its key finds it. */
export interface JobIntended extends OfJob {
  readonly type: "job-intended";
  readonly attempt: number;
  /** From 1: how many jobs the leg had in the run, this one included. */
  readonly submission: number;
  /** By chance, and with the job as a label: a job of our name that somebody else planted lacks it. */
  readonly nonce: string;
  /** Of all that is asked for: where it has changed the job is of no more use. */
  readonly digest: string;
}

export interface JobSubmitted extends OfJob {
  readonly type: "job-submitted";
  readonly handle: Handle;
}

/** Each change, so that the job's phases have times. */
export interface JobStatus extends OfJob {
  readonly type: "job-status";
  readonly status: Observation["status"];
  readonly message?: string;
}

/** Up to where the job's log is in the leg's log file: a resume cuts the file there, and asks for what follows. */
export interface JobLogged extends OfJob {
  readonly type: "job-logged";
  readonly attempt: number;
  /** Undefined: from the log's start. */
  readonly cursor?: string;
  /** Length of the log file. */
  readonly bytes: number;
  /** Streams in which setup has ended. */
  readonly pastSetup: readonly ("stdout" | "stderr")[];
}

/** The operator has taken the order to stop it; its end is still to come. */
export interface JobStopping extends OfJob {
  readonly type: "job-stopping";
  readonly why: string;
}

/** Nothing of it runs any more, whoever ended it. */
export interface JobEnded extends OfJob {
  readonly type: "job-ended";
  readonly status: JobEndStatus;
}

export type JobEndStatus = Extract<Observation["status"], "succeeded" | "failed" | "cancelled" | "lost">;

/** The operator keeps nothing of it any more. */
export interface JobRemoved extends OfJob {
  readonly type: "job-removed";
}

export interface Notice extends At {
  readonly type: "notice";
  readonly level: "notice" | "warning";
  readonly leg?: LegId;
  readonly message: string;
}

export interface RunCancelling extends At {
  readonly type: "run-cancelling";
  readonly why: Exclude<StopReason, { reason: "fail-fast" }>;
}

/** `error`: our side failed (disk, store, credentials), not a step. */
export type RunResult = "success" | "failure" | "cancelled" | "error";

export interface RunEnded extends At {
  readonly type: "run-ended";
  readonly result: RunResult;
  readonly error?: string;
}
