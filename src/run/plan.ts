import type { Json } from "../pipeline/draft.ts";
import type { LegId, Pipeline, Step } from "../pipeline/pipeline.ts";
import { whereOf } from "./planned.ts";

/** What a run would do with one leg, and why. */
export interface PlannedLeg {
  readonly leg: LegId;
  readonly where: string;
  /** `cached`: an earlier run has done it; `depends`: that is known only once the steps before it have run. */
  readonly action: "run" | "skip" | "cached" | "depends";
  readonly why: string;
  readonly needs: readonly LegId[];
  /** Of a step on an operator that was asked. */
  readonly job?: PlannedJob;
}

/** What the first attempt of a step would ask its operator for. */
export interface PlannedJob {
  /** For people, such as `A10G:1 on spot`; undefined: nothing in particular. */
  readonly resources?: string;
  readonly instanceType?: string;
  /** US dollars an hour. */
  readonly hourlyCost?: number;
  /** What would be sent. */
  readonly request?: Json;
}

/** The plan of a run over `selected` legs (undefined: all), in topological order. */
export function planLegs(
  pipeline: Pipeline,
  selected: ReadonlySet<LegId> | undefined,
): readonly PlannedLeg[] {
  return pipeline.steps.map((step) => {
    const needs = step.needs.map(({ leg }) => leg);
    const rest = { leg: step.id, where: whereOf(step), needs };
    if (selected?.has(step.id) === false) return { ...rest, action: "skip", why: "not selected" };
    return { ...rest, action: "run", why: reason(step) };
  });
}

/** With what an operator said of the legs that may run on it. */
export const withJobs = (
  legs: readonly PlannedLeg[],
  jobs: ReadonlyMap<LegId, PlannedJob> | undefined,
): readonly PlannedLeg[] =>
  legs.map((leg) => {
    const job = leg.action === "run" || leg.action === "depends" ? jobs?.get(leg.leg) : undefined;
    return job ? { ...leg, job } : leg;
  });

/** A condition is known only when its needs have ended, so a plan says what it depends on. */
function reason({ condition, isFinally, needs }: Step): string {
  if (condition) return `if ${condition.expression.source}`;
  if (isFinally) return "after all other steps, whatever became of them";
  return needs.length === 0 ? "needs nothing" : "when its needs succeed";
}
