import fc from "fast-check";
import { test } from "vitest";
import { fullPipeline } from "./full-pipeline.ts";
import { naughty } from "./naughty.ts";
import { survives } from "./survives.ts";

test("every single-character deletion", () => {
  for (let at = 0; at < fullPipeline.length; at += 1) {
    survives(fullPipeline.slice(0, at) + fullPipeline.slice(at + 1));
  }
}, 120_000);

test("every prefix that ends at a line or in the middle of one", () => {
  for (let at = 0; at < fullPipeline.length; at += 7) survives(fullPipeline.slice(0, at));
});

test("every line left out, doubled, or indented by one more", () => {
  const lines = fullPipeline.split("\n");
  for (const [at, line] of lines.entries()) {
    survives(lines.toSpliced(at, 1).join("\n"));
    survives(lines.toSpliced(at, 0, line).join("\n"));
    survives(lines.toSpliced(at, 1, ` ${line}`).join("\n"));
  }
});

test("any texts between any others", () => {
  const piece = fc.constantFrom(
    ...naughty.filter((text) => text.length < 100),
    "steps:",
    "\n",
    "  ",
    "a:",
    "command: x",
    "- ",
    "x: {",
    "}",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => survives(pieces.join(""))),
    { numRuns: 500 },
  );
});

test("any JSON of the keys there are", () => {
  const key = fc.constantFrom(
    "steps",
    "a",
    "command",
    "env",
    "needs",
    "inputs",
    "strategy",
    "matrix",
    "params",
    "stacks",
    "image",
    "retry",
    "resources",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      fc.jsonValue({ maxDepth: 0 }),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(key, tie("tree"), { maxKeys: 6 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, tree), (value) => survives(JSON.stringify(value))),
    { numRuns: 500 },
  );
});
