import type { Json, Mapping } from "../pipeline/draft.ts";
import type { Accelerators, Cause } from "../pipeline/pipeline.ts";
import type { Result } from "../pipeline/result.ts";

declare const brand: unique symbol;
/**
 * Names one submission of one leg of one run, whoever asks: the same wherever the run is taken up again. 40 lowercase hexadecimal
 * digits, a dash and the number of the submission, from 1. An operator never has two live jobs of one key.
 */
export type JobKey = string & { readonly [brand]: "JobKey" };

/**
 * What runs one step in an environment of its own. It holds no timers and tries nothing again: whoever calls owns cadence, retries,
 * deadlines and the journal. Every call may be made again after a fault, and after a crash by another process.
 */
export interface StepOperator {
  readonly capabilities: Capabilities;
  /** Looks at identity, permissions, quota and reach before anything is spent. */
  check(signal: AbortSignal): Promise<Answer<readonly Finding[]>>;
  /** What would be asked for. Starts nothing; faults say why the job cannot run there. */
  plan(job: Job, signal: AbortSignal): Promise<Answer<JobPlan>>;
  /** Makes the job's run begin. Idempotent on its key: a job that is there already is not made twice, and its handle is given. */
  submit(job: Job, signal: AbortSignal): Promise<Answer<Handle>>;
  /** The job of a key, whatever became of it; undefined where there is none. */
  find(key: JobKey, signal: AbortSignal): Promise<Answer<Handle | undefined>>;
  /** Jobs that bear all of these labels. */
  list(labels: Mapping<string>, signal: AbortSignal): Promise<Answer<readonly Handle[]>>;
  /** How jobs stand, in one call for all. A job that is not in the answer is not known there any more. */
  poll(handles: readonly Handle[], signal: AbortSignal): Promise<Answer<ReadonlyMap<JobKey, Observation>>>;
  /** What the job printed from `cursor` on; from its start without one. */
  logs(handle: Handle, cursor: string | undefined, signal: AbortSignal): Promise<Answer<LogPage>>;
  /** Asks the job to stop: SIGTERM first, SIGKILL later. Idempotent, in whatever state it is. */
  cancel(handle: Handle, why: string, signal: AbortSignal): Promise<Answer<void>>;
  /** What an ended job left. May be called again until `cleanup`. */
  collect(handle: Handle, signal: AbortSignal): Promise<Answer<Collected>>;
  /** Takes away whatever of a job costs money or space. Idempotent. */
  cleanup(handle: Handle, signal: AbortSignal): Promise<Answer<void>>;
  /** Ends what this process keeps open, never a job. */
  close(): Promise<void>;
}

export interface Capabilities {
  readonly gpu: boolean;
  readonly spot: boolean;
  readonly multiNode: boolean;
  /** Whether `logs` tells anything. */
  readonly logs: boolean;
  /** `directory`: jobs are handed a folder of this machine and hand one back; `store`: names in the artifact store. */
  readonly data: "directory" | "store";
  /** Longest time that a job may run, in seconds. */
  readonly maxRuntimeSeconds?: number;
}

/** One submission, as an operator is given it. */
export interface Job {
  readonly key: JobKey;
  /** For people; it may be cut or changed to what the backend allows. */
  readonly name: string;
  /** Kept with the job where the backend can, so that whoever cleans up knows what it finds. */
  readonly labels: Mapping<string>;
  /**
   * Of the data `directory`: absolute path of a folder of this machine, which the operator may read until `submit` has answered. It
   * takes the folder's content to where the step runs, and runs `sh control/start.sh FOLDER` there, FOLDER being its absolute path
   * there; what the step leaves is then below `work/` and `results/` of FOLDER. `control/secrets.sh` holds secrets.
   */
  readonly directory: string;
  /** As the engine resolved it, with a digest; undefined where the step names none. */
  readonly image?: string;
  readonly resources: JobResources;
  /** The step's `settings`. */
  readonly settings: Mapping<Json>;
  /** Names of the step's secrets; their values are in `control/secrets.sh` alone. */
  readonly secrets: readonly string[];
  /** Seconds after its start at which the backend ends the job, whoever still watches. */
  readonly deadlineSeconds: number;
}

export interface JobResources {
  readonly accelerators?: Accelerators;
  readonly cpus?: number;
  /** GB, 10⁹ bytes. */
  readonly memory?: number;
  /** GB. */
  readonly diskSize?: number;
  /** GB. */
  readonly shmSize?: number;
  readonly useSpot: boolean;
  readonly numNodes: number;
  readonly instanceType?: string;
}

/** Plain JSON, so that the journal, `post` and a later run can take a job up. */
export interface Handle {
  readonly key: JobKey;
  /** What the backend calls it, for people. */
  readonly id: string;
  /** The labels that the job bears; they say whose it is. */
  readonly labels: Mapping<string>;
  /** Where people look at it. */
  readonly console?: string;
  /** The operator's own. */
  readonly data?: Json;
}

export interface JobPlan {
  readonly instanceType?: string;
  /** US dollars an hour. */
  readonly hourlyCost?: number;
  /** What would be sent. */
  readonly request?: Json;
}

export const statuses = [
  "queued",
  "provisioning",
  "pulling",
  "running",
  "uploading",
  "succeeded",
  "failed",
  "cancelled",
  "lost",
] as const;

/** How a job stands. `cause` and `message` belong to `failed`; without a cause a failed job is taken for the user's fault. */
export interface Observation {
  readonly status: (typeof statuses)[number];
  readonly cause?: Cause;
  /** A sentence for people. */
  readonly message?: string;
  readonly exitCode?: number;
}

export interface LogPage {
  readonly lines: readonly LogLine[];
  /** Where the next page begins: the same, whenever it is asked with it. */
  readonly cursor: string;
  /** Whether more is there already. */
  readonly hasMore: boolean;
}

export interface LogLine {
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

/** What an ended job left. */
export interface Collected {
  /** Of the data `directory`: absolute path of a folder of this machine with what is below `work/` and `results/` of the job's. */
  readonly directory: string;
  readonly billedSeconds?: number;
}

export interface Finding {
  readonly level: "ok" | "warning" | "error";
  readonly message: string;
  /** What to do. */
  readonly hint?: string;
}

export type Answer<T> = Result<T, OperatorFault>;

/**
 * Why a call was not answered. `busy` and `unavailable` may pass: the call is made again. `denied` and `invalid` will not.
 * `capacity` and `quota`: there is no room for the job now, or ever for this account. `gone`: there is no such job.
 */
export interface OperatorFault {
  readonly reason: "busy" | "unavailable" | "denied" | "invalid" | "capacity" | "quota" | "gone";
  /** A sentence that a user can act on, without secrets. */
  readonly message: string;
  /** From now, in milliseconds. */
  readonly retryAfterMs?: number;
}
