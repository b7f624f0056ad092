import type { Results } from "../job/results.ts";
import type { Observation, OperatorFault } from "../operator/operator.ts";
import type { Cause } from "../pipeline/pipeline.ts";
import { endFailure } from "../run/command-end.ts";
import type { Failure } from "../run/event.ts";

const causesOfFaults: Readonly<Record<OperatorFault["reason"], Cause>> = {
  busy: "infrastructure",
  unavailable: "infrastructure",
  denied: "permission",
  invalid: "config",
  capacity: "capacity",
  quota: "quota",
  gone: "lost",
};

/** A call that did not go through, as a step's failure. `what`: was not done, as in "the job was not submitted". */
export function faultFailure(fault: OperatorFault, what: string): Failure {
  return { cause: causesOfFaults[fault.reason], message: `${what}: ${fault.message}` };
}

/** What is known of a job that ended, whoever ended it. */
export interface JobEnd {
  /** Of the operator in the stack. */
  readonly operator: string;
  /** The job's, for people. */
  readonly id: string;
  readonly observation: Observation;
  /** Undefined: the operator brought no folder that holds any. */
  readonly results: Results | undefined;
}

/** What a job's end means; undefined when all went well. */
export function jobFailure(end: JobEnd): Failure | undefined {
  const { observation, results } = end;
  if (results?.fault) return results.fault;
  const { status, cause } = observation;
  if (status === "lost") return told(end, "lost", "nobody can say what became of it");
  if (status === "cancelled")
    return told(end, "cancelled", "it was cancelled, and not by this run: run the step again");
  // The backend knows better than the script why that was killed.
  if (cause !== undefined && cause !== "user") return told(end, cause, adviceFor[cause] ?? "");
  if (!results?.started) return unstarted(end);
  const code = results.exitCode ?? (status === "failed" ? observation.exitCode : undefined);
  if (code === undefined) return told(end, "infrastructure", "it ended before the step was done");
  const phase = results.phase ?? "command";
  const failure = endFailure({ kind: "exited", code }, phase, results.isOutOfMemory === true);
  if (failure)
    return failure.cause === "oom" ? { ...failure, message: `${failure.message}: ${moreMemory}` } : failure;
  if (status === "succeeded") return undefined;
  return told(end, "infrastructure", "the step ended well, and the operator says that its job failed");
}

/** Nothing shows that the start script ran, so it was not the step that failed. */
function unstarted(end: JobEnd): Failure {
  const { observation } = end;
  if (observation.status === "failed" && observation.cause === "user" && observation.exitCode !== undefined)
    return endFailure({ kind: "exited", code: observation.exitCode }, "command", false) ?? noTrace(end);
  return noTrace(end);
}

const noTrace = (end: JobEnd): Failure =>
  told(end, "infrastructure", "its folder shows no trace of the step's start script");

const moreMemory = "ask for more with resources.memory";

const adviceFor: Partial<Record<Cause, string>> = {
  oom: `memory ran out: ${moreMemory}`,
  timeout: "it came to the operator's own time limit",
  preempted: "its machine was taken away: give the step a checkpoint, and retry on preempted",
  capacity: "there is no room for it now: try again later, or ask for other resources",
  quota: "the account may not have so much: ask for less, or for a higher quota",
  permission: "a permission is missing",
  image: "its image could not be used",
  config: "it was refused as it is",
  infrastructure: "the operator failed",
  pending_timeout: "it waited too long",
};

function told({ operator, id, observation, results }: JobEnd, cause: Cause, what: string): Failure {
  const code = results?.exitCode ?? observation.exitCode;
  const said = observation.message === undefined ? "" : ` (${observation.message.replace(/\.$/, "")})`;
  return {
    cause,
    ...(code !== undefined && code !== 0 && { exitCode: code }),
    ...(results?.phase && { phase: results.phase }),
    message: `job ${id} on ${operator} failed: ${what}${said}`,
  };
}
