import { compileGlob, descend, type Glob, type GlobCursor, globCursor } from "./glob.ts";
import type { Edge } from "./order.ts";
import { OutputTree, type TreeOutput } from "./output-tree.ts";
import type { Input, LegId, StepId } from "./pipeline.ts";

/** What edges from paths depend on; a Step is one. */
export interface EdgeLeg {
  readonly id: LegId;
  readonly step: StepId;
  /** Undefined: no path edges. */
  readonly inputs?: readonly Input[];
  readonly outputs: readonly { readonly path: string; readonly isDirectory: boolean }[];
}

/** An output by its position in its leg. */
export interface OutputPlace {
  readonly leg: LegId;
  readonly output: number;
}

export interface PathEdges {
  /** One a pair of legs, in file order of `to`, then of `from`. */
  readonly edges: readonly Edge<LegId>[];
  /** For each output that another leg's output equals or holds, one such pair, in file order of both. */
  readonly overlaps: readonly { readonly first: OutputPlace; readonly second: OutputPlace }[];
  /** The leg at which edges were more than `maxPathEdges`; those of it and of the legs behind it are missing. */
  readonly excess?: LegId;
}

/** Some 100 MB of edges: 5,000 steps that each read the outputs of 5,000 others would take all memory instead. */
export const maxPathEdges = 1_000_000;

/**
 * Who reads what others write. A path joins when it lies in an output or holds one, a glob when an output belongs to
 * it or is a folder in which something could. An exclude takes away outputs that lie wholly in it. Legs of one
 * step never join, nor does a bucket's local path.
 */
export function pathEdges(legs: readonly EdgeLeg[]): PathEdges {
  const tree = new OutputTree();
  const outputs = legs.flatMap(({ outputs }, leg) =>
    outputs.map((each, output) => ({ ...each, leg, output })),
  );
  for (const output of outputs) tree.add(output);
  return { ...findEdges(legs, tree), overlaps: findOverlaps(legs, tree, outputs) };
}

function findEdges(legs: readonly EdgeLeg[], tree: OutputTree): Pick<PathEdges, "edges" | "excess"> {
  const edges: Edge<LegId>[] = [];
  // The legs of a matrix, and the readers of a wide join, mostly name the same inputs.
  const known = new Map<string, Producers>();
  let looked = 0;
  for (const { id: to, step, inputs } of legs) {
    if (!inputs) continue;
    const key = keyOf(inputs);
    const found = known.get(key) ?? producersOf(inputs, tree);
    // What an exclude takes away again is no edge, and costs as much.
    if (!known.has(key)) looked += found.looked;
    known.set(key, found);
    for (const source of found.legs) {
      const from = legs[source] as EdgeLeg;
      if (from.step !== step) edges.push({ from: from.id, to });
    }
    if (Math.max(edges.length, looked) > maxPathEdges) return { edges, excess: to };
  }
  return { edges };
}

interface Producers {
  /** Positions of the legs whose outputs the inputs name, in file order. */
  readonly legs: readonly number[];
  /** Outputs that were compared with an exclude or found. */
  readonly looked: number;
}

const keyOf = (inputs: readonly Input[]): string =>
  inputs.map((input) => `${input.kind} ${"pattern" in input ? input.pattern : input.path}`).join("\n");

function producersOf(inputs: readonly Input[], tree: OutputTree): Producers {
  let found = new Set<TreeOutput>();
  let looked = 0;
  for (const input of inputs) {
    switch (input.kind) {
      case "path":
        for (const output of tree.touching(input.path)) found.add(output);
        break;
      case "glob":
        for (const output of tree.matching(compileGlob(input.pattern))) found.add(output);
        break;
      case "exclude":
        looked += found.size;
        if (found.size > 0) found = without(found, compileGlob(input.pattern));
        break;
      case "bucket":
        break;
      default:
        input satisfies never;
    }
  }
  const legs = [...new Set([...found].map(({ leg }) => leg))].sort((left, right) => left - right);
  return { legs, looked: looked + found.size };
}

const without = (outputs: ReadonlySet<TreeOutput>, glob: Glob): Set<TreeOutput> =>
  new Set([...outputs].filter((output) => !holds(glob, output)));

function holds(glob: Glob, { path, isDirectory }: TreeOutput): boolean {
  let cursor: GlobCursor | undefined = globCursor(glob);
  for (const name of path.split("/")) {
    cursor = descend(cursor, name);
    if (!cursor) return false;
  }
  return isDirectory ? cursor.coversFolder : cursor.matchesFile;
}

function findOverlaps(
  legs: readonly EdgeLeg[],
  tree: OutputTree,
  outputs: readonly TreeOutput[],
): PathEdges["overlaps"] {
  const place = ({ leg, output }: TreeOutput): OutputPlace => ({ leg: (legs[leg] as EdgeLeg).id, output });
  return outputs.flatMap((output) => {
    const other = tree.conflict(output);
    if (!other) return [];
    const [first, second] = other.leg < output.leg ? [other, output] : [output, other];
    return [{ first: place(first), second: place(second) }];
  });
}
