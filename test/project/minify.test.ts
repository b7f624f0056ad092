import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { minifyModule } from "../../scripts/minify.ts";

/** Runs the code and what follows it, which sees the names of its top; resolves with the default export. */
async function evaluate(code: string, more: string): Promise<unknown> {
  const module = `${code}\nexport default ${more};`;
  return (await import(`data:text/javascript,${encodeURIComponent(module)}`)).default;
}

const names = `
const once = 3;
const used = once + 1;
let { a, b: [c = used], ...rest } = { a: 1, b: [], d: 4 };
function neverCalled(longName) { const longLocal = longName * 2; return longLocal + longLocal; }
class Alone extends Error { constructor(text) { super(text); this.name = new.target.name; } }
if (a) { var hoisted = () => neverCalled.name; let inner = 1; inner += 1; }
for (var index = 0; index < 2; index++) ;
`;

test("what a module is known by keeps its name, and so do functions and classes", async () => {
  const small = minifyModule(`// node_modules/p/index.js\n${names}`);
  expect(small).toMatch(/^\/\/ node_modules\/p\/index\.js\n/);
  expect(small).not.toContain("longLocal");
  expect(small.length).toBeLessThan(names.length);
  const seen = "[once, used, a, c, rest.d, neverCalled(2), new Alone('x').name, hoisted(), index]";
  expect(await evaluate(small, seen)).toEqual([3, 4, 1, 4, 4, 8, "Alone", "neverCalled", 2]);
  expect(await evaluate(names, seen)).toEqual([3, 4, 1, 4, 4, 8, "Alone", "neverCalled", 2]);
});

test("names inside of functions stay where they can be seen", async () => {
  const code =
    "const make = () => { class Hidden {} const arrow = () => 1; return [new Hidden().constructor.name, arrow.name]; };";
  expect(await evaluate(minifyModule(code), "make()")).toEqual(["Hidden", "arrow"]);
});

test("copyright notices in the code stay", () => {
  expect(minifyModule("/*! Copyright (c) us */\nconst x = 1;")).toContain("Copyright (c) us");
});

test("what is no module is an error", () => {
  expect(() => minifyModule("const x = ;")).toThrow(/./);
});

test("in dist our own code is as we wrote it, and that of packages is small", () => {
  const chunks = join(import.meta.dirname, "../../dist/chunks");
  const text = readdirSync(chunks).map((name) => readFileSync(join(chunks, name), "utf8"));
  const parts = text.flatMap((code) => code.split(/^(?=\/\/ (?:src|node_modules)\/\S+$)/m));
  const longest = (part: string): number => Math.max(...part.split("\n").map((line) => line.length));
  const ours = parts.filter((part) => part.startsWith("// src/action/run-action.ts"));
  expect(ours.length).toBe(1);
  expect(ours[0]).toMatch(/^ {0,2}\/\*\*|^\t/m);
  const theirs = parts.filter((part) => part.startsWith("// node_modules/yaml/dist/compose/composer.js"));
  expect(theirs.length).toBe(1);
  expect(longest(theirs[0] ?? "")).toBeGreaterThan(1000);
});
