import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cause, causes, type Resources } from "../../src/pipeline/pipeline.ts";
import { type Alternatives, alternativesOf, choose, describeResources } from "../../src/remote/choice.ts";

const gpu = (text: string, rest: Partial<Resources> = {}): Resources => ({
  accelerators: text.split(" ").map((each) => {
    const [name = "", count] = each.split(":");
    return { name, count: Number(count) };
  }),
  useSpot: false,
  numNodes: 1,
  ...rest,
});
const spot = { useSpot: true };

const two: Alternatives = [gpu("A100:8"), gpu("A10G:4")];
const oneSpot: Alternatives = [gpu("A100:8", spot)];
const twoSpot: Alternatives = [gpu("A100:8", spot), gpu("A10G:4", spot)];
const mixed: Alternatives = [gpu("A100:8", spot), gpu("A100:8")];

/** What each attempt asks for, the first one included. */
const asked = (alternatives: Alternatives, failures: readonly Cause[]): readonly string[] =>
  [...failures.keys(), failures.length].map((count) =>
    describeResources(choose(alternatives, failures.slice(0, count)).resources),
  );

describe("what attempts ask for", () => {
  test.each<readonly [string, Alternatives, readonly Cause[], readonly string[]]>([
    [
      "no capacity: the next, and after the last the first",
      two,
      ["capacity", "capacity"],
      ["A100:8", "A10G:4", "A100:8"],
    ],
    ["no quota: the next", two, ["quota"], ["A100:8", "A10G:4"]],
    [
      "any other cause: the same",
      two,
      ["infrastructure", "lost", "oom"],
      ["A100:8", "A100:8", "A100:8", "A100:8"],
    ],
    ["what was found stays", two, ["capacity", "infrastructure"], ["A100:8", "A10G:4", "A10G:4"]],
    ["nothing else to ask for", [gpu("A100:8")], ["capacity"], ["A100:8", "A100:8"]],
    ["one preemption: spot again", oneSpot, ["preempted"], ["A100:8 on spot", "A100:8 on spot"]],
    [
      "two in a row: on demand, and it stays",
      oneSpot,
      ["preempted", "preempted", "infrastructure"],
      ["A100:8 on spot", "A100:8 on spot", "A100:8", "A100:8"],
    ],
    [
      "two, and not in a row: spot",
      oneSpot,
      ["preempted", "infrastructure", "preempted"],
      Array(4).fill("A100:8 on spot"),
    ],
    ["no spot to be had: on demand", oneSpot, ["capacity"], ["A100:8 on spot", "A100:8"]],
    [
      "all of spot is tried first",
      twoSpot,
      ["capacity", "capacity"],
      ["A100:8 on spot", "A10G:4 on spot", "A100:8"],
    ],
    [
      "where the file itself says on demand, it says when",
      mixed,
      ["capacity", "capacity"],
      ["A100:8 on spot", "A100:8", "A100:8 on spot"],
    ],
    ["preempted on demand: nothing changes", two, ["preempted", "preempted"], ["A100:8", "A100:8", "A100:8"]],
  ])("%s", (_, alternatives, failures, expected) => {
    expect(asked(alternatives, failures)).toEqual(expected);
  });

  test("the other keys of an entry go with it", () => {
    const alternatives: Alternatives = [gpu("A100:8"), gpu("A10G:4", { diskSize: 50 })];
    expect(choose(alternatives, ["capacity"]).resources).toBe(alternatives[1]);
  });
});

test.each<readonly [Alternatives, readonly Cause[], string | undefined]>([
  [two, [], undefined],
  [two, ["infrastructure"], undefined],
  [two, ["capacity"], "no capacity for A100:8; asks for A10G:4 next"],
  [two, ["quota"], "no quota for A100:8; asks for A10G:4 next"],
  [two, ["capacity", "lost"], undefined],
  [[gpu("A100:8")], ["capacity"], undefined],
  [oneSpot, ["preempted"], undefined],
  [
    oneSpot,
    ["preempted", "preempted"],
    "preempted 2 times in a row with A100:8 on spot; asks for A100:8 on demand next",
  ],
  [oneSpot, ["capacity"], "no capacity for A100:8 on spot; asks for A100:8 on demand next"],
  [
    [{ ...gpu("A100:8"), instanceType: "p4d" }, gpu("A10G:4", { numNodes: 2 })],
    ["capacity"],
    "no capacity for p4d with A100:8; asks for 2 nodes of A10G:4 next",
  ],
])("%j after %j is told", (alternatives, failures, expected) => {
  expect(choose(alternatives, failures).why).toBe(expected);
});

test("a list of accelerators is an order of preference within its entry", () => {
  const resources = [gpu("H100:8 A100:8", spot), gpu("A10G:4")] as const;
  const all = alternativesOf({ resources });
  expect(all.map((each) => describeResources(each))).toEqual(["H100:8 on spot", "A100:8 on spot", "A10G:4"]);
  const none = { accelerators: [], useSpot: false, numNodes: 1 };
  expect(alternativesOf({ resources: [none] })).toEqual([none]);
});

test("whatever failed before, what is asked for is one of the alternatives, and as many were tried as there is no room for", () => {
  const entry = fc.record({
    name: fc.constantFrom("A", "B", "C"),
    count: fc.integer({ min: 1, max: 8 }),
    useSpot: fc.boolean(),
  });
  const alternatives = fc
    .array(entry, { minLength: 1, maxLength: 5 })
    .map(
      (all) =>
        all.map(({ name, count, useSpot }) =>
          gpu(`${name}:${count}`, { useSpot }),
        ) as unknown as Alternatives,
    );
  fc.assert(
    fc.property(alternatives, fc.array(fc.constantFrom(...causes), { maxLength: 12 }), (all, failures) => {
      const { resources } = choose(all, failures);
      const of = all.find((each) => each.accelerators === resources.accelerators);
      expect(of).toBeDefined();
      expect(resources.useSpot && !of?.useSpot).toBe(false);
      const rounds = all.map((_, index) => choose(all, Array(index).fill("capacity")).resources.accelerators);
      expect(rounds).toEqual(all.map(({ accelerators }) => accelerators));
    }),
  );
});
