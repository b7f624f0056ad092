import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digest, legId, logNames } from "../../src/pipeline/ids.ts";
import type { LegId, StepId } from "../../src/pipeline/pipeline.ts";

const name = (id: string, step = id.replace(/\[.*/s, "")) => {
  const leg = { id: id as LegId, step: step as StepId };
  return logNames([leg]).get(leg.id) ?? "";
};

test("FNV-1a of known texts", () => {
  expect([digest(""), digest("a"), digest("foobar")]).toEqual([
    "cbf29ce484222325",
    "af63dc4c8601ec8c",
    "85944171f73967e8",
  ]);
});

describe("names of logs", () => {
  test.each([
    ["train", "train"],
    ["train_2-b", "train_2-b"],
    ["con", "step.con"],
    ["LPT1", "step.LPT1"],
  ])("%s: %s", (id, expected) => {
    expect(name(id)).toBe(expected);
  });

  test("legs keep what is legal of their axes", () => {
    expect(name("train[lr=0.1,depth=3]")).toMatch(/^train\.lr=0\.1-depth=3\.[0-9a-f]{16}$/);
    expect(name('train[p="../../etc/passwd"]')).toMatch(/^train\.p=[^/]*\.[0-9a-f]{16}$/);
  });

  test("are legal everywhere, and unique where case does not count", () => {
    const value = fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue({ maxDepth: 1 }));
    fc.assert(
      fc.property(value, value, (one, two) => {
        const [a, b] = [one, two].map((axis) => legId("train" as StepId, { axis: axis as string }));
        for (const id of [a, b])
          expect(name(id as string, "train")).toMatch(/^train\.[\w.=-]{0,80}\.[0-9a-f]{16}$/);
        const same = name(a as string, "train").toLowerCase() === name(b as string, "train").toLowerCase();
        expect(same).toBe(a === b);
      }),
    );
  });
});

test("an id is one line, whatever the values are", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (axis) => {
      const id = legId("s" as StepId, { axis });
      expect(id).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(id.length).toBeLessThanOrEqual(100);
      expect(id).toMatch(/^s\[axis=.*\]$/u);
    }),
  );
});
