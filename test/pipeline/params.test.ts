import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { faults, marked, pipelineOf, resolveText } from "./resolving.ts";

const file = (params: string) => `params: ${params}\nsteps: {a: {command: [x]}}\n`;

const value = (declaration: string, text?: string) =>
  pipelineOf(file(`{p: ${declaration}}`), { params: text === undefined ? {} : { p: text } }).params.p;

test.each([
  ["10", "3", 3],
  ["10", "-3", -3],
  ["10", " 3 ", 3],
  ["1e3", "0.5", 0.5],
  ["0.1", "1e-4", 0.0001],
  ["0.1", ".5", 0.5],
  ["true", "false", false],
  ["abc", " x ", " x "],
  ["'10'", "007", "007"],
  ["{type: number}", "3", 3],
  ["{type: string, default: a}", "", ""],
  ["{enum: [a, b]}", "b", "b"],
  ["{enum: [1, 0.5]}", "0.5", 0.5],
  ["{description: x}", "y", "y"],
  ["{type: boolean, default: true}", undefined, true],
])("param %s given %j is %j", (declaration, text, expected) => {
  expect(value(declaration, text)).toBe(expected);
});

test.each([
  ["10", "x"],
  ["10", "0.5"],
  ["10", "9007199254740993"],
  ["10", "0x10"],
  ["10", ""],
  ["0.5", "NaN"],
  ["0.5", "1e999"],
  ["true", "yes"],
  ["{enum: [a, b]}", "c"],
])("param %s refuses %j at its key", (declaration, text) => {
  expect(faults(file(`{p: ${declaration}}`), { params: { p: text } })).toEqual(["param-type 1:10"]);
});

test.each([
  "{type: integer, default: ▸0.5}",
  "{type: integer, default: ▸'1'}",
  "{type: string, default: ▸1}",
  "{default: ▸c, enum: [a, b]}",
  "{type: integer, enum: [1, ▸x]}",
])("a declaration that contradicts itself: %s", (declaration) => {
  const { text, places } = marked(file(`{p: ${declaration}}`));
  expect(faults(text, { params: {}, standIns: true })).toEqual(places.map((at) => `param-type ${at}`));
});

describe("a param without a value", () => {
  const text = file("{p: {type: string}}");

  test("is missing", () => {
    expect(faults(text)).toEqual(["param-missing 1:10"]);
  });

  test.each([
    ["{type: string}", "p"],
    ["{type: integer}", 1],
    ["{type: number}", 1],
    ["{type: boolean}", false],
    ["{enum: [b, a]}", "b"],
  ])("stands in as %s: %j", (declaration, expected) => {
    expect(pipelineOf(file(`{p: ${declaration}}`), { standIns: true }).params.p).toBe(expected);
  });

  test("hides no other fault and makes none", () => {
    const { text: used, places } = marked(
      `params: {n: {type: integer}}\nsteps: {a: {command: [x], retry: {max_attempts: "\${{ params.n }}"}, image: ▸A}}\n`,
    );
    expect(faults(used)).toEqual(["param-missing 1:10", `invalid-image ${places[0]}`]);
  });
});

test("an unknown param is named with the one that was meant", () => {
  const { diagnostics } = resolveText(file("{epochs: 1}"), { params: { epoch: "2" } });
  expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
    ["unknown-param", 'Did you mean "epochs"?'],
  ]);
});

test("names that every object inherits are unknown", () => {
  expect(faults(file("{a: 1}"), { params: { toString: "1" } })).toEqual(["unknown-param 1:1"]);
});

test("any integer and any text comes through as it was given", () => {
  fc.assert(fc.property(fc.maxSafeInteger(), (n) => value("1", String(n)) === n));
  fc.assert(fc.property(fc.string(), (text) => value("x", text) === text));
});
