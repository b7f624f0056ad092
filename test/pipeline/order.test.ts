import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Edge, topologicalOrder } from "../../src/pipeline/order.ts";

const edges = (text: string): Edge[] =>
  text
    .split(" ")
    .filter(Boolean)
    .map((pair) => {
      const [from = "", to = ""] = pair.split(">");
      return { from, to };
    });

describe("order", () => {
  test.each([
    ["abc", "", "abc"],
    ["abc", "c>a", "bca"],
    ["abcd", "d>a d>b", "cdab"],
    ["abcd", "a>b a>b a>c b>d c>d", "abcd"],
    ["cab", "a>b", "cab"],
    ["ab", "x>a b>y", "ab"],
  ])("%s with %s is %s", (ids, text, expected) => {
    expect(topologicalOrder([...ids], edges(text))).toEqual({ ok: true, value: [...expected] });
  });

  test.each([
    ["a", "a>a", ["aa"]],
    ["ab", "a>b b>a", ["aba"]],
    ["abc", "b>c c>b", ["bcb"]],
    ["abcd", "c>d d>c a>b b>a", ["aba", "cdc"]],
    ["abcd", "a>b b>c c>d d>a c>a", ["abca"]],
    // x only lies behind the cycle, y only leads into it: neither is named.
    ["xaby", "a>b b>a b>x y>a", ["aba"]],
    // Two cycles that share a step are one knot.
    ["abc", "a>b b>a b>c c>b", ["aba"]],
    // A cycle that feeds another is shown beside it.
    ["abcd", "a>b b>a b>c c>d d>c", ["aba", "cdc"]],
  ])("the cycles of %s with %s are %j", (ids, text, expected) => {
    expect(topologicalOrder([...ids], edges(text))).toEqual({
      ok: false,
      error: expected.map((cycle) => [...cycle]),
    });
  });

  test("a chain and a cycle of 10,000 need no stack", () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `s${index}`);
    const chain = ids.slice(1).map((to, index) => ({ from: ids[index] as string, to }));
    expect(topologicalOrder(ids.toReversed(), chain)).toEqual({ ok: true, value: ids });
    const closed = topologicalOrder(ids, [...chain, { from: "s9999", to: "s0" }]);
    expect(closed).toEqual({ ok: false, error: [[...ids, "s0"]] });
  });

  test("names out of Object.prototype are only names", () => {
    const ids = ["constructor", "__proto__", "toString"];
    const order = topologicalOrder(ids, [{ from: "toString", to: "constructor" }]);
    expect(order).toEqual({ ok: true, value: ["__proto__", "toString", "constructor"] });
  });
});

/** Takes, again and again, the first id of the list whose sources are all taken. */
function reference(ids: readonly string[], given: readonly Edge[]): readonly string[] {
  const left = [...ids];
  const order: string[] = [];
  for (;;) {
    const next = left.findIndex((id) => !given.some(({ from, to }) => to === id && left.includes(from)));
    if (next === -1) return order;
    order.push(...left.splice(next, 1));
  }
}

const graphs = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const ids = Array.from({ length: size }, (_, index) => `n${index}`);
  const node = fc.constantFrom(...ids);
  return fc.record({
    ids: fc.constant(ids),
    given: fc.array(fc.record({ from: node, to: node }), { maxLength: 20 }),
  });
});

describe("for any graph", () => {
  test("the order is the reference's, or every cycle shown is a true and simple one", () => {
    fc.assert(
      fc.property(graphs, ({ ids, given }) => {
        const result = topologicalOrder(ids, given);
        const expected = reference(ids, given);
        expect(result.ok).toBe(expected.length === ids.length);
        if (result.ok) expect(result.value).toEqual(expected);
        if (result.ok) return;
        const has = (from: string | undefined, to: string | undefined) =>
          given.some((edge) => edge.from === from && edge.to === to);
        expect(result.error.length).toBeGreaterThan(0);
        for (const cycle of result.error) {
          expect(cycle.at(0)).toBe(cycle.at(-1));
          expect(new Set(cycle).size).toBe(cycle.length - 1);
          for (let at = 1; at < cycle.length; at++) expect(has(cycle[at - 1], cycle[at])).toBe(true);
        }
        const named = result.error.flatMap((cycle) => cycle.slice(1));
        expect(new Set(named).size).toBe(named.length);
      }),
      { numRuns: 3_000 },
    );
  });

  test("without the shown cycles' steps nothing is left that the cycles of another knot hold", () => {
    fc.assert(
      fc.property(graphs, ({ ids, given }) => {
        const result = topologicalOrder(ids, given);
        if (result.ok) return;
        // Each round breaks every knot by one step, so a faulty file is fixed in fewer rounds than it has steps.
        let left = ids;
        for (let rounds = 0; rounds <= ids.length; rounds++) {
          const now = topologicalOrder(left, given);
          if (now.ok) return;
          const broken = new Set(now.error.map((cycle) => cycle[0]));
          left = left.filter((id) => !broken.has(id));
        }
        throw new Error("the cycles never ended");
      }),
    );
  });
});
