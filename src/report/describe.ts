import type { Failure, RunCancelling, SkipReason, StopReason } from "../run/event.ts";
import type { StepRecord } from "../run/record.ts";

/** The one word for how a step stands or ended; a failure that `continue_on_error` forgives says so. */
export function stepWord(step: StepRecord): string {
  if (step.state === "running") return "running";
  if (step.state === "retrying") return "retrying";
  if (step.state === "waiting") return "waiting";
  if (step.outcome === "failure") return step.result === "success" ? "failed (allowed)" : "failed";
  if (step.cached) return "cached";
  return step.outcome ?? "ended";
}

/** Why a step failed, was skipped or was stopped; undefined for one that went well. */
export function whyOf(step: StepRecord): string | undefined {
  if (step.failure && step.outcome !== "success") return withJob(failureText(step.failure), step);
  if (step.skipped) return skipText(step.skipped);
  if (step.stopped) return stopText(step.stopped);
  return undefined;
}

/** Whoever looks into a failure on an operator needs the name that it has there. */
function withJob(text: string, { jobs, planned }: StepRecord): string {
  const id = jobs?.findLast(({ handle }) => handle !== undefined)?.handle?.id;
  return id === undefined || text.includes(id) ? text : `${text} (job ${id} on ${planned.where})`;
}

/** What befell the attempts before the last one, where that was not the step's own doing: ` after preempted, capacity`. */
export function afterText({ retried = [] }: StepRecord): string {
  const causes = retried.filter((cause) => !untold.has(cause));
  return causes.length === 0 ? "" : ` after ${causes.join(", ")}`;
}

/** No news to who reads the message; the other causes are words that `retry.on` takes. */
const untold: ReadonlySet<string> = new Set(["user", "config", "cancelled"]);

/** The message; what the cause adds to it only where the message does not say it. */
export function failureText(failure: Failure): string {
  const during = failure.phase === "setup" && !/setup/i.test(failure.message) ? " during setup" : "";
  const needless = untold.has(failure.cause) || failure.message.includes(failure.cause);
  const cause = needless ? "" : ` (cause: ${failure.cause})`;
  return `${failure.message}${during}${cause}`;
}

function skipText(skipped: SkipReason): string {
  switch (skipped.reason) {
    case "need-not-met":
      return `needs ${skipped.need}, which ${pastOf(skipped.result)}`;
    case "condition-false":
      return `its condition is false: ${skipped.condition}`;
    case "run-failing":
      return `${skipped.failed} failed before it started`;
    case "fail-fast":
      return `its sibling ${skipped.failed} failed first (fail_fast)`;
    case "not-selected":
      return skipped.from ? `not selected, its results are from run ${skipped.from}` : "not selected";
    case "run-cancelled":
      return "the run was cancelled before it started";
    default:
      return skipped satisfies never;
  }
}

function pastOf(result: string): string {
  if (result === "failure") return "failed";
  return result === "success" ? "succeeded" : `was ${result}`;
}

export function stopText(stopped: StopReason | RunCancelling["why"]): string {
  switch (stopped.reason) {
    case "signal":
      return `stopped by ${stopped.signal}`;
    case "step-failed":
      return `stopped because ${stopped.failed} failed`;
    case "fail-fast":
      return `stopped because its sibling ${stopped.failed} failed (fail_fast)`;
    case "error":
      return `stopped by an error: ${stopped.message}`;
    default:
      return stopped satisfies never;
  }
}
