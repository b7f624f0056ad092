import { expect, test } from "vitest";
import { checkText } from "./check-text.ts";
import { fullPipeline } from "./full-pipeline.ts";
import { naughty } from "./naughty.ts";
import { survives } from "./survives.ts";

const hole = "\u2020";

/** For every value and every key of the full pipeline a small file that has nothing but it, with a hole in its place. */
function slots(): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (value: unknown, wrap: (inner: unknown) => unknown): void => {
    found.add(JSON.stringify(wrap(hole)));
    if (Array.isArray(value)) for (const item of value) walk(item, (inner) => wrap([inner]));
    else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        found.add(JSON.stringify(wrap({ [hole]: item })));
        walk(item, (inner) => wrap({ [key]: inner }));
      }
    }
  };
  walk(checkText(fullPipeline).draft?.value, (inner) => inner);
  return found;
}

const all = [...slots()];
const quotedHole = `"${hole}"`;

test("there is a slot for each key and each value", () => {
  expect(all.length).toBeGreaterThan(200);
});

test.each([
  ["quoted", (text: string) => JSON.stringify(text)],
  ["as they are", (text: string) => text],
])(
  "naughty strings in every slot, %s",
  (_name, write) => {
    for (const slot of all) {
      const [before = "", after = ""] = slot.split(quotedHole);
      for (const text of naughty) survives(before + write(text) + after);
    }
  },
  240_000,
);
