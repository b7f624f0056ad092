import type { LegId } from "../pipeline/pipeline.ts";
import { conditionHolds, type Status, type Surroundings } from "./evaluation.ts";
import type { SkipReason } from "./event.ts";
import { failedBefore, type Leg } from "./leg.ts";

/** What has happened to the run so far, as far as it decides whether a step still starts. */
export interface RunState {
  /** A signal came: nothing but `finally` starts any more. */
  readonly cancelled: boolean;
  /** A second signal came, or `finally` took too long: not even that starts any more. */
  readonly killed: boolean;
  /** The first main step that failed. */
  readonly failed: LegId | undefined;
}

export type Verdict =
  | { readonly kind: "run" }
  | { readonly kind: "skip"; readonly skipped: SkipReason }
  | { readonly kind: "fault"; readonly message: string };

/** Decides about a leg whose needs have all ended. */
export function admit(leg: Leg, run: RunState, around: Surroundings): Verdict {
  const stopped = stopReason(leg, run);
  if (stopped) return { kind: "skip", skipped: stopped };
  const { condition } = leg.step;
  const usesStatus = condition?.usesStatus === true;
  const unmet = usesStatus ? undefined : (unmetNeed(leg) ?? runFailing(leg, run, around));
  if (unmet) return { kind: "skip", skipped: unmet };
  const holds = conditionHolds(leg, around, statusOf(leg, run));
  if (!holds.ok) return { kind: "fault", message: `its \`if\` cannot be evaluated: ${holds.error}` };
  if (holds.value) return { kind: "run" };
  return {
    kind: "skip",
    skipped: { reason: "condition-false", condition: condition?.expression.source ?? "" },
  };
}

/** What stops a leg whatever its `if` says. */
function stopReason(leg: Leg, run: RunState): SkipReason | undefined {
  if (leg.step.isFinally ? run.killed : run.cancelled) return { reason: "run-cancelled" };
  if (leg.group.failed !== undefined) return { reason: "fail-fast", failed: leg.group.failed };
  return undefined;
}

/**
 * Only direct needs count (on GitHub every ancestor does): a step behind one that ran under `always()` runs again.
 * Steps of `finally` come after main steps whatever became of them, so just their needs within `finally` count.
 */
function unmetNeed(leg: Leg): SkipReason | undefined {
  const counted = leg.step.isFinally ? leg.needs.filter(({ step }) => step.isFinally) : leg.needs;
  const unmet = counted.find(({ result }) => result !== "success");
  return unmet && { reason: "need-not-met", need: unmet.step.id, result: unmet.result ?? "skipped" };
}

function runFailing(leg: Leg, run: RunState, { pipeline }: Surroundings): SkipReason | undefined {
  if (leg.step.isFinally || run.failed === undefined || pipeline.onFailure === "continue") return undefined;
  return { reason: "run-failing", failed: run.failed };
}

/** In `finally` the status functions speak of the whole run. */
function statusOf(leg: Leg, run: RunState): Status {
  const cancelled = () => run.cancelled;
  if (leg.step.isFinally) {
    const failed = run.failed !== undefined;
    return { success: () => !failed && !run.cancelled, failure: () => failed && !run.cancelled, cancelled };
  }
  return {
    success: () => leg.needs.every(({ result }) => result === "success"),
    failure: () => leg.needs.some(failedBefore),
    cancelled,
  };
}
