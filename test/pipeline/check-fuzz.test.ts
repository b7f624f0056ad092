import fc from "fast-check";
import { expect, test } from "vitest";
import { renderDiagnostics, toJson } from "../../src/report/diagnostics.ts";
import { checkText, faultsOf } from "./check-text.ts";
import { fullPipeline } from "./full-pipeline.ts";
import { naughty } from "./naughty.ts";

/** What a terminal would act on, but for the line breaks of the rendering itself. */
const steering = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u;

/** No throw, every place inside the file, and nothing that could steer the reader's terminal. */
function survives(text: string): void {
  const checked = checkText(text);
  const faults = faultsOf(checked);
  if (faults.length > 0) throw new Error(`${faults.join("\n")}\n${JSON.stringify(text)}`);
  for (const { line, column, endLine, endColumn } of toJson(checked.diagnostics)) {
    const isForward = endLine > line || (endLine === line && endColumn >= column);
    if (!(line > 0 && column > 0 && isForward)) throw new Error(JSON.stringify(text));
  }
  const rendered = renderDiagnostics(checked.diagnostics, { color: false });
  if (steering.test(rendered)) throw new Error(`controls in ${JSON.stringify(rendered)}`);
}

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
