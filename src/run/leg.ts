import type { Mapping } from "../pipeline/draft.ts";
import type { Group, LegId, Pipeline, Step } from "../pipeline/pipeline.ts";
import type { StepResult } from "./event.ts";
import type { RunRecord } from "./record.ts";

/** One leg while the scheduler works on it. */
export interface Leg {
  readonly step: Step;
  readonly group: GroupState;
  /** Steps on the longest path from here to the end, this one included: among ready legs the highest goes first. */
  readonly rank: number;
  /** Place in topological order, which breaks ties of rank. */
  readonly index: number;
  readonly dependants: Leg[];
  readonly needs: Leg[];
  /** Needs that have not ended. */
  pending: number;
  state: "waiting" | "ready" | "running" | "retrying" | "ended";
  result?: StepResult;
  values: Mapping<string>;
  attempt: number;
  failures: number;
  /** Some step that this one stands on, however far back, failed. */
  afterFailure: boolean;
  /** It was running when its run was interrupted. */
  readonly interrupted: boolean;
  abort?: AbortController;
}

export interface GroupState {
  readonly group: Group;
  readonly legs: Leg[];
  running: number;
  /** The leg whose failure stops its siblings (`fail_fast`). */
  failed?: LegId;
}

/** The graph of a pipeline in the state that `earlier` left it in. */
export function legsOf(pipeline: Pipeline, earlier?: RunRecord): readonly Leg[] {
  const groups = new Map([...pipeline.groups].map(([id, group]) => [id, newGroup(group)]));
  const ranks = longestPaths(pipeline.steps);
  const legs = new Map<LegId, Leg>();
  pipeline.steps.forEach((step, index) => {
    const group = groups.get(step.step) as GroupState;
    const needs = step.needs.map(({ leg }) => legs.get(leg) as Leg);
    const leg = newLeg({ step, group, needs, index, rank: ranks.get(step.id) ?? 1, earlier });
    legs.set(step.id, leg);
    group.legs.push(leg);
    if (leg.result === "failure" && stopsSiblings(group)) group.failed ??= step.id;
    for (const need of needs) need.dependants.push(leg);
  });
  return [...legs.values()];
}

export const stopsSiblings = ({ group }: GroupState): boolean => group.isMatrix && group.failFast;

function newGroup(group: Group): GroupState {
  return { group, legs: [], running: 0 };
}

function newLeg(
  input: Pick<Leg, "step" | "group" | "needs" | "index" | "rank"> & { earlier: RunRecord | undefined },
): Leg {
  const { earlier, ...fixed } = input;
  const before = earlier?.steps.get(input.step.id);
  const leg: Leg = {
    ...fixed,
    dependants: [],
    pending: input.needs.filter(({ state }) => state !== "ended").length,
    state: before?.state === "ended" ? "ended" : "waiting",
    values: before?.values ?? {},
    attempt: before?.attempt ?? 0,
    failures: before?.failures ?? 0,
    afterFailure: input.needs.some(failedBefore),
    interrupted: before?.state === "waiting" && before.startedAt !== undefined,
  };
  if (before?.result !== undefined) leg.result = before.result;
  return leg;
}

/** For `failure()`: a need failed, or stands on one that did. */
export const failedBefore = (need: Leg): boolean => need.result === "failure" || need.afterFailure;

/** Counted in steps: how long a step takes is not known before it ran. */
function longestPaths(steps: readonly Step[]): ReadonlyMap<LegId, number> {
  const ranks = new Map<LegId, number>();
  for (const step of steps.toReversed()) {
    const rank = ranks.get(step.id) ?? 1;
    ranks.set(step.id, rank);
    for (const { leg } of step.needs) ranks.set(leg, Math.max(ranks.get(leg) ?? 1, rank + 1));
  }
  return ranks;
}
