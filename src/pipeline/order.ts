import { err, ok, type Result } from "./result.ts";

export interface Edge<Id extends string = string> {
  /** Runs before `to`. */
  readonly from: Id;
  readonly to: Id;
}

/**
 * Every id behind all that its edges come from; among those that could go next the earliest of `ids`, so that a list
 * that is in order already stays as it is. On failure one short cycle for each knot, in the direction of the edges,
 * with the first id again at the end: `a → b → a`. Edges that name an id outside `ids` are ignored.
 */
export function topologicalOrder<Id extends string>(
  ids: readonly Id[],
  edges: Iterable<Edge<Id>>,
): Result<readonly Id[], readonly (readonly Id[])[]> {
  const graph = indexGraph(ids, edges);
  const order = sortIndices(graph);
  const name = (index: number): Id => ids[index] as Id;
  if (order.length === ids.length) return ok(order.map(name));
  return err(findCycles(graph, new Set(order)).map((cycle) => cycle.map(name)));
}

interface Graph {
  readonly successors: readonly number[][];
  readonly predecessors: readonly number[][];
}

function indexGraph(ids: readonly string[], edges: Iterable<Edge>): Graph {
  const indices = new Map(ids.map((id, index) => [id, index]));
  const successors: number[][] = ids.map(() => []);
  const predecessors: number[][] = ids.map(() => []);
  for (const { from, to } of edges) {
    const source = indices.get(from);
    const target = indices.get(to);
    if (source === undefined || target === undefined) continue;
    successors[source]?.push(target);
    predecessors[target]?.push(source);
  }
  return { successors, predecessors };
}

function sortIndices({ successors, predecessors }: Graph): readonly number[] {
  const waiting = predecessors.map((sources) => sources.length);
  const ready = new MinHeap();
  for (const [index, count] of waiting.entries()) if (count === 0) ready.push(index);
  const order: number[] = [];
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    order.push(next);
    for (const successor of successors[next] ?? []) {
      const left = (waiting[successor] as number) - 1;
      waiting[successor] = left;
      if (left === 0) ready.push(successor);
    }
  }
  return order;
}

/** What the order could not reach is on a cycle or behind one; each knot (strongly connected part) is shown once. */
function findCycles(graph: Graph, ordered: ReadonlySet<number>): readonly (readonly number[])[] {
  const knots = findKnots(graph, ordered);
  const first = new Map<number, number>();
  for (const [index, knot] of knots.entries()) if (knot !== -1 && !first.has(knot)) first.set(knot, index);
  return [...first.values()].flatMap((start) => {
    const cycle = shortestCycle(graph, start, knots);
    return cycle ? [cycle] : [];
  });
}

/** Kosaraju's two passes with stacks of their own: recursion would overflow on a cycle of 10,000 steps. */
function findKnots(graph: Graph, ordered: ReadonlySet<number>): readonly number[] {
  const finished = finishOrder(graph, ordered);
  const knots: number[] = graph.successors.map(() => -1);
  for (const root of finished.reverse()) {
    if (knots[root] !== -1) continue;
    const stack = [root];
    knots[root] = root;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      for (const source of graph.predecessors[at] ?? []) {
        if (ordered.has(source) || knots[source] !== -1) continue;
        knots[source] = root;
        stack.push(source);
      }
    }
  }
  return knots;
}

function finishOrder({ successors }: Graph, ordered: ReadonlySet<number>): number[] {
  const seen = new Set(ordered);
  const finished: number[] = [];
  for (const root of successors.keys()) {
    if (seen.has(root)) continue;
    seen.add(root);
    const stack = [{ at: root, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const target = successors[top.at]?.[top.next++];
      if (target === undefined) {
        finished.push(top.at);
        stack.pop();
      } else if (!seen.has(target)) {
        seen.add(target);
        stack.push({ at: target, next: 0 });
      }
    }
  }
  return finished;
}

/** The shortest way from `start` back to itself; undefined where it only lies behind a cycle. */
function shortestCycle(
  { successors }: Graph,
  start: number,
  knots: readonly number[],
): readonly number[] | undefined {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (let at = queue[0], head = 0; at !== undefined; at = queue[++head]) {
    for (const target of successors[at] ?? []) {
      if (target === start) return [...trace(cameFrom, start, at), start];
      if (knots[target] !== knots[start] || cameFrom.has(target)) continue;
      cameFrom.set(target, at);
      queue.push(target);
    }
  }
  return undefined;
}

function trace(cameFrom: ReadonlyMap<number, number>, start: number, end: number): readonly number[] {
  const path = [end];
  for (let at = end; at !== start; ) {
    at = cameFrom.get(at) as number;
    path.push(at);
  }
  return path.reverse();
}

class MinHeap {
  readonly #items: number[] = [];

  push(item: number): void {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((items[parent] as number) <= item) break;
      items[at] = items[parent] as number;
      at = parent;
    }
    items[at] = item;
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last !== undefined && items.length > 0) this.#sink(last);
    return top;
  }

  #sink(item: number): void {
    const items = this.#items;
    let at = 0;
    for (let child = 1; child < items.length; child = 2 * at + 1) {
      const right = child + 1;
      const least =
        right < items.length && (items[right] as number) < (items[child] as number) ? right : child;
      if ((items[least] as number) >= item) break;
      items[at] = items[least] as number;
      at = least;
    }
    items[at] = item;
  }
}
