import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTemplate, render } from "../../src/pipeline/expression.ts";

const scope = { params: ["lr", "list"], matrix: ["tags"], env: [], status: false };
const context = { params: { lr: 0.1 }, matrix: { tags: ["a"] }, github: {}, env: {} };

const rendered = (text: string) => {
  const parsed = parseTemplate(text, scope);
  return parsed.ok ? render(parsed.value, context) : parsed;
};

test.each([
  ["", ""],
  ["models/${{ params.lr }}/", "models/0.1/"],
  ["${{params.lr}}${{ params.lr }}", "0.10.1"],
  ["${{ '${{' }} and ${{ '}}' }}", "${{ and }}"],
  ["${{ '' }}", ""],
  ["${{ params.list }}", ""],
  ["$ {{ }} }} $${{ 1 }}", "$ {{ }} }} $1"],
  ["${{ true }}", "true"],
])("%j renders as %j", (text, expected) => {
  expect(rendered(text)).toEqual({ ok: true, value: expected });
});

test.each([
  ["${{ matrix.tags }}", "matrix.tags is a list, not a text; write toJSON(matrix.tags)"],
  ["a ${{ matrix }}", "matrix is an object, not a text; write toJSON(matrix)"],
  ["${{ fromJSON('\"\\u0000\"') }}", /NUL character/],
])("%j cannot be rendered", (text, message) => {
  const error = typeof message === "string" ? message : expect.stringMatching(message);
  expect(rendered(text)).toEqual({ ok: false, error });
});

test("a text without ${{ is a template of itself, and any text can be written as a quoted string", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      fc.pre(!text.includes("${{"));
      expect(parseTemplate(text, scope)).toEqual({ ok: true, value: [text] });
      expect(rendered(`<\${{ '${text.replaceAll("'", "''")}' }}>`)).toEqual({ ok: true, value: `<${text}>` });
    }),
  );
});
