import { checkBucketPaths } from "./bucket-paths.ts";
import { type Complaints, locate, type Place } from "./complaints.ts";
import { maxPathEdges, type PathEdges, pathEdges } from "./edges.ts";
import { mayNeed, type Reason, type StepNeeds } from "./needs.ts";
import { type Edge, topologicalOrder } from "./order.ts";
import { compareCodePoints } from "./paths.ts";
import type { LegId, Need, Step, StepId } from "./pipeline.ts";
import type { UnlinkedStep } from "./step.ts";
import type { StepSource } from "./step-source.ts";

interface Graph {
  readonly sources: ReadonlyMap<StepId, { readonly source: StepSource; readonly index: number }>;
  readonly legs: ReadonlyMap<LegId, UnlinkedStep>;
  readonly legsOf: ReadonlyMap<StepId, readonly UnlinkedStep[]>;
  readonly stepNeeds: StepNeeds;
  readonly complaints: Complaints;
}

/**
 * Every leg with its needs, in an order in which each comes after its needs and `finally` comes last. `needs` and
 * expressions join all legs of a step, paths only those that match. Empty after a cycle.
 */
export function linkSteps(input: {
  readonly sources: readonly StepSource[];
  readonly legs: readonly UnlinkedStep[];
  readonly stepNeeds: StepNeeds;
  readonly complaints: Complaints;
}): readonly Step[] {
  const { legs, stepNeeds, complaints } = input;
  const graph: Graph = {
    sources: new Map(input.sources.map((source, index) => [source.id, { source, index }])),
    legs: new Map(legs.map((leg) => [leg.id, leg])),
    legsOf: Map.groupBy(legs, ({ step }) => step),
    stepNeeds,
    complaints,
  };
  const paths = pathEdges(legs);
  reportOverlaps(paths.overlaps, graph);
  checkBucketPaths(legs, complaints);
  if (reportExcess(paths, graph)) return [];
  const needs = joinNeeds(legs, paths.edges, graph);
  const edges = legs.flatMap((leg) =>
    (needs.get(leg.id) ?? []).map((need) => ({ from: need.leg, to: leg.id })),
  );
  const order = topologicalOrder([...graph.legs.keys()], edges);
  if (!order.ok) {
    for (const cycle of order.error) reportCycle(cycle, needs, graph);
    return [];
  }
  return order.value.map((id) => ({ ...(graph.legs.get(id) as UnlinkedStep), needs: needs.get(id) ?? [] }));
}

function joinNeeds(
  legs: readonly UnlinkedStep[],
  edges: readonly Edge<LegId>[],
  graph: Graph,
): ReadonlyMap<LegId, readonly Need[]> {
  const joined = new Map([...graph.legsOf.keys()].map((step) => [step, joinedNeeds(step, graph)]));
  const incoming = Map.groupBy(edges, ({ to }) => to);
  return new Map(
    legs.map(({ id, step }) => {
      const whole = joined.get(step) ?? [];
      const single = (incoming.get(id) ?? []).flatMap(({ from }) => pathNeed(step, from, graph));
      // Legs share one list where no path tells them apart: 256 legs that need 256 would hold 65,536 needs.
      return [id, single.length === 0 ? whole : [...whole, ...single].sort(byLeg)];
    }),
  );
}

const byLeg = (left: Need, right: Need): number => compareCodePoints(left.leg, right.leg);

function joinedNeeds(step: StepId, { stepNeeds, legsOf }: Graph): readonly Need[] {
  const needs = [...(stepNeeds.get(step) ?? [])].flatMap(([from, { via }]) =>
    (legsOf.get(from) ?? []).map((leg): Need => ({ leg: leg.id, step: from, via })),
  );
  return needs.sort(byLeg);
}

function pathNeed(
  step: StepId,
  from: LegId,
  { legs, sources, stepNeeds, complaints }: Graph,
): readonly Need[] {
  const needed = (legs.get(from) as UnlinkedStep).step;
  if (stepNeeds.get(step)?.has(needed)) return [];
  const [self, other] = [sources.get(step), sources.get(needed)];
  if (!self || !other) return [];
  const reason: Reason = { via: "path", place: self.source.placeOf("inputs") };
  return mayNeed({ step: self, other, reason, complaints }) ? [{ leg: from, step: needed, via: "path" }] : [];
}

/** Too many edges for memory: those of paths, or the product of the legs that `needs` joins. */
function reportExcess(
  { excess }: PathEdges,
  { sources, legs, legsOf, stepNeeds, complaints }: Graph,
): boolean {
  const report = (place: Place): true => {
    const message = `The steps have more than ${maxPathEdges.toLocaleString("en")} edges between them`;
    const hint = "Let a step collect what many others write, and let the rest read its output";
    complaints.add("too-many-edges", locate(place), { message, hint });
    return true;
  };
  const at = (step: StepId): StepSource => (sources.get(step) as { readonly source: StepSource }).source;
  if (excess !== undefined) return report(at((legs.get(excess) as UnlinkedStep).step).placeOf("inputs"));
  let count = 0;
  for (const [step, needs] of stepNeeds) {
    const own = legsOf.get(step)?.length ?? 0;
    for (const [from, { place }] of needs) {
      count += own * (legsOf.get(from)?.length ?? 0);
      if (count > maxPathEdges) return report(place);
    }
  }
  return false;
}

function reportOverlaps(overlaps: PathEdges["overlaps"], { legs, complaints }: Graph): void {
  for (const { first, second } of overlaps) {
    const [one, two] = [legs.get(first.leg) as UnlinkedStep, legs.get(second.leg) as UnlinkedStep];
    const [kept, clash] = [one.outputs[first.output], two.outputs[second.output]];
    if (!kept || !clash) continue;
    const sameStep = one.step === two.step;
    complaints.add("overlapping-outputs", clash.location, {
      message: sameStep
        ? `Every leg of "${two.step}" writes "${clash.path}"`
        : `"${two.step}" writes "${clash.path}", which overlaps "${kept.path}" of "${one.step}"`,
      hint: sameStep
        ? "Put the matrix into the path, such as models/${{ matrix.NAME }}/"
        : "Give each step outputs of its own",
      ...(!sameStep && { related: [{ location: kept.location, message: `"${kept.path}" is written here` }] }),
    });
  }
}

function reportCycle(
  cycle: readonly LegId[],
  needs: ReadonlyMap<LegId, readonly Need[]>,
  graph: Graph,
): void {
  const stepOf = (leg: LegId): StepId => (graph.legs.get(leg) as UnlinkedStep).step;
  const steps = cycle.map(stepOf);
  const isPlain = new Set(steps).size === cycle.length - 1;
  const related = cycle.slice(1).map((leg, index) => {
    const from = cycle[index] as LegId;
    const reason = reasonOf({ step: stepOf(leg), from, needs: needs.get(leg) ?? [], graph });
    return {
      location: locate(reason.place),
      message: sentences[reason.via](stepOf(leg), stepOf(from)),
    };
  });
  const { source } = graph.sources.get(stepOf(cycle[0] as LegId)) as { readonly source: StepSource };
  graph.complaints.add("cycle", locate(source.place, "key"), {
    message: `These steps wait for each other: ${shorten(isPlain ? steps : cycle)}`,
    hint: "Take one of these away: a name in `needs`, a path in `inputs`, or an expression",
    related: related.slice(0, 10),
  });
}

const sentences = {
  needs: (step: string, from: string) => `"${step}" needs "${from}"`,
  expression: (step: string, from: string) => `"${step}" names "${from}" in an expression`,
  path: (step: string, from: string) => `"${step}" reads an output of "${from}"`,
} as const;

function reasonOf(input: {
  readonly step: StepId;
  readonly from: LegId;
  readonly needs: readonly Need[];
  readonly graph: Graph;
}): Reason {
  const { step, from, needs, graph } = input;
  const needed = needs.find(({ leg }) => leg === from)?.step;
  const named = needed === undefined ? undefined : graph.stepNeeds.get(step)?.get(needed);
  const { source } = graph.sources.get(step) as { readonly source: StepSource };
  return named ?? { via: "path", place: source.placeOf("inputs") };
}

/** A cycle may hold thousands of steps; its ends say enough. */
function shorten(ids: readonly string[]): string {
  const shown =
    ids.length <= 12 ? ids : [...ids.slice(0, 6), `… ${ids.length - 11} more …`, ...ids.slice(-5)];
  return shown.join(" → ");
}
