import type { LegId } from "../pipeline/pipeline.ts";
import type { RunRecord, StepRecord } from "./record.ts";

/**
 * The ended legs that a resume runs again. A run that was cut off goes on as the same attempt: what failed in it stays
 * failed. One that came to an end, or was cancelled, is attempted anew: all that did not succeed, and `finally`.
 */
export function legsToReset({ steps, result, cancelling }: RunRecord): readonly LegId[] {
  const isNewAttempt = result !== undefined || cancelling?.reason === "signal";
  const again = (step: StepRecord) =>
    step.state === "ended" && (step.result !== "success" || step.planned.isFinally);
  return isNewAttempt && result !== "success" ? legsWhere(steps, again) : [];
}

/** For the process that runs `finally` after a cancel: its steps that the cancel stopped. */
export function finallyToReset({ steps }: RunRecord): readonly LegId[] {
  return legsWhere(steps, ({ planned, outcome }) => planned.isFinally && outcome === "cancelled");
}

function legsWhere(steps: RunRecord["steps"], test: (step: StepRecord) => boolean): readonly LegId[] {
  return [...steps].filter(([, step]) => test(step)).map(([leg]) => leg);
}
