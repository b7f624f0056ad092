import fc from "fast-check";
import type { Mapping } from "../../src/pipeline/draft.ts";
import type { Group, LegId, OnFailure, Pipeline, Step, StepId } from "../../src/pipeline/pipeline.ts";

/** A graph as property tests draw it: node i may need nodes below i only. */
export interface Node {
  readonly needs: readonly number[];
  /** Milliseconds on the virtual clock. */
  readonly duration: number;
  readonly fails: boolean;
}

export function graphs(options: {
  readonly maxSize: number;
  readonly failures: boolean;
}): fc.Arbitrary<readonly Node[]> {
  const node = (index: number): fc.Arbitrary<Node> =>
    fc.record({
      needs: index === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat(index - 1), { maxLength: 3 }),
      duration: fc.integer({ min: 1, max: 50 }),
      fails: options.failures ? fc.boolean() : fc.constant(false),
    });
  return fc
    .integer({ min: 1, max: options.maxSize })
    .chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => node(index))));
}

export const legId = (index: number): LegId => `s${index}` as LegId;

const file = { path: "pipeline.yaml", text: "" };
const location = { file, range: { start: 0, end: 0 } };

export function stepOf(id: string, rest: Partial<Step> = {}): Step {
  return {
    id: id as LegId,
    step: id as StepId,
    isFinally: false,
    needs: [],
    command: { kind: "argv", args: [["true"]] },
    workingDirectory: ".",
    resources: [{ accelerators: [], useSpot: false, numNodes: 1 }],
    settings: {},
    env: {},
    secrets: [],
    outputs: [],
    values: [],
    cache: true,
    retry: {
      maxAttempts: 1,
      on: [],
      exitCodes: [],
      backoff: { initialMs: 10_000, factor: 2, maxMs: 300_000 },
    },
    continueOnError: false,
    network: "default",
    location,
    ...rest,
  };
}

export const need = (id: string) => ({ leg: id as LegId, step: id as StepId, via: "needs" as const });

export function pipelineOf(
  steps: readonly Step[],
  rest: { readonly onFailure?: OnFailure; readonly groups?: Mapping<Partial<Group>> } = {},
): Pipeline {
  const groups = new Map<StepId, Group>();
  for (const { id, step } of steps) {
    const group = groups.get(step) ?? {
      id: step,
      legs: [],
      isMatrix: false,
      failFast: true,
      ...rest.groups?.[step],
    };
    groups.set(step, { ...group, legs: [...group.legs, id] });
  }
  return {
    name: "test",
    file,
    params: {},
    env: {},
    stack: { name: "local", chosen: false, operators: {}, secrets: {} },
    onFailure: rest.onFailure ?? "finish",
    groups,
    steps,
  };
}

export function pipelineOfGraph(graph: readonly Node[], onFailure: OnFailure): Pipeline {
  const steps = graph.map(({ needs }, i) => stepOf(legId(i), { needs: needs.map((n) => need(legId(n))) }));
  return pipelineOf(steps, { onFailure });
}

/** Longest path in milliseconds. */
export function criticalPath(graph: readonly Node[]): number {
  const ends: number[] = [];
  graph.forEach(({ needs, duration }, i) => {
    ends[i] = duration + Math.max(0, ...needs.map((n) => ends[n] as number));
  });
  return Math.max(...ends);
}
