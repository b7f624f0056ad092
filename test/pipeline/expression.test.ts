import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/pipeline/draft.ts";
import {
  asText,
  type Context,
  evaluate,
  neededSteps,
  parseCondition,
  parseTemplate,
  type Scope,
  truthy,
} from "../../src/pipeline/expression.ts";

const needs = new Map([
  ["prepare", { values: ["rows"], isMatrix: false }],
  ["train", { values: ["loss"], isMatrix: true }],
]);
const stepScope: Scope = {
  params: ["epochs", "lr"],
  matrix: ["seed", "constructor"],
  env: ["MODE"],
  needs,
  status: false,
};
const ifScope: Scope = { ...stepScope, status: true };
const staticScope: Scope = { params: ["epochs"], matrix: [], env: [], status: false };

const context: Context = {
  params: { epochs: 10, lr: 0.00001 },
  matrix: { seed: [1, 2], constructor: "own" },
  github: { sha: "abc", event: { commits: [{ id: "1" }, { id: "2" }] } },
  env: { MODE: "fast", mode: "slow" },
  needs: {
    prepare: { result: "success", values: { rows: "1200" } },
    train: {
      result: "failure",
      values: {},
      legs: [
        { matrix: { seed: 1 }, result: "success", values: { loss: "0.1" } },
        { matrix: { seed: 2 }, result: "failure", values: {} },
      ],
    },
  },
  status: { success: () => false, failure: () => true, cancelled: () => false },
  hashFiles: (patterns) => patterns.join("+"),
};

const value = (text: string): Json | string => {
  const parsed = parseCondition(text, ifScope);
  if (!parsed.ok) return `FAULT ${parsed.error[0]?.message}`;
  const result = evaluate(parsed.value.expression, context);
  return result.ok ? result.value : `ERROR ${result.error}`;
};

describe("evaluate", () => {
  test.each<[string, Json]>([
    ["params.epochs > 9 && 'yes' || 'no'", "yes"],
    ["PARAMS.Epochs", 10],
    ["env.mode", "slow"],
    ["env.MODE", "fast"],
    ["'it''s ''so'''", "it's 'so'"],
    ["'a\nb' == 'A\nB'", true],
    ["fromJSON(needs.prepare.values.rows) > 1000", true],
    ["needs.train.legs[1].values.loss", null],
    ["join(needs.train.legs.*.result)", "success,failure"],
    ["contains(needs.*.result, 'failure')", true],
    ["github.event.commits[1]['id']", "2"],
    ["github.event.constructor", null],
    ["github.event.__proto__", null],
    ["github.event.toString", null],
    ["matrix['constructor']", "own"],
    ['fromJSON(\'{"__proto__": {"a": 1}}\').__proto__.a', 1],
    ["toJSON(fromJSON('{\"__proto__\":1}'))", '{\n  "__proto__": 1\n}'],
    ["format('{0}-{1}', 0.00001, 9007199254740991)", "1E-05-9007199254740991"],
    ["hashFiles('a', 'b')", "a+b"],
    ["!success() && always() && !cancelled()", true],
    ["case(false, 1, 2)", 2],
    ["fromJSON('nonsense')", "ERROR fromJSON was given a text that is not JSON: nonsense"],
    ["fromJSON(needs.train.legs[1].values.loss)", "ERROR fromJSON was given an empty text"],
    [
      "format('{1}', 1)",
      "ERROR The following format string references more arguments than were supplied: {1}",
    ],
  ])("%s", (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test.each<[Json, string]>([
    [null, ""],
    [true, "true"],
    [0, "0"],
    [-0, "0"],
    [0.1, "0.1"],
    [1e-4, "0.0001"],
    [1e-5, "1E-05"],
    [1.5e-16, "1.5E-16"],
    [1e21, "1E+21"],
    [-2.5, "-2.5"],
    [123456789.12345679, "123456789.123457"],
    [[1], "Array"],
    [{}, "Object"],
  ])("%j as text is %s", (given, expected) => {
    expect(asText(given)).toBe(expected);
  });

  test("falsy are null, false, 0, NaN and the empty text", () => {
    expect([null, false, 0, Number.NaN, ""].some(truthy)).toBe(false);
    expect([true, 1, "0", "false", [], {}].every(truthy)).toBe(true);
  });

  test("what a context holds comes back as it was, whatever its keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom("event", "__proto__", "constructor"), (json, key) => {
        const given = JSON.parse(JSON.stringify(json)) as Json;
        const github = Object.fromEntries([["event", Object.fromEntries([[key, given]])]]);
        const parsed = parseCondition(`github.event.${key}`, ifScope);
        if (!parsed.ok) throw new Error(parsed.error[0]?.message);
        expect(evaluate(parsed.value.expression, { ...context, github })).toEqual({ ok: true, value: given });
      }),
    );
  });
});

/** The text of the span, so that a row shows where the caret lands. */
function firstFault(text: string, scope: Scope): readonly (string | undefined)[] {
  const parsed = parseTemplate(text, scope);
  if (parsed.ok) return ["no fault"];
  const [fault] = parsed.error;
  return [fault?.code, text.slice(fault?.span.start, fault?.span.end), fault?.hint];
}

describe("parseTemplate", () => {
  test.each<[string, string, string, RegExp?]>([
    ["a ${{ params.epochs", "expression-syntax", "${{", /Close it with }}/],
    ["${{ 'a }} b", "expression-syntax", "'"],
    ["${{ }}", "expression-syntax", "${{ }}"],
    ["${{ (1 }}", "expression-syntax", "1"],
    ["${{ params.epochs\n  + 1 }}", "expression-syntax", "+", /arithmetic/],
    ['${{ params.lr == "x" }}', "expression-syntax", '"x"', /single quotes/],
    ["${{ params.lr = 1 }}", "expression-syntax", "=", /==/],
    ["${{ 'a\nb' params.lr }}", "expression-syntax", "params"],
    ["${{ format() }}", "expression-syntax", "format"],
    ["${{ ${{ params.lr }} }}", "expression-syntax", "${{", /inner/],
    [
      `\${{ ${"(".repeat(60)}1${")".repeat(60)} }}`,
      "expression-syntax",
      `${"(".repeat(60)}1${")".repeat(60)}`,
    ],
    ["${{ params.epohcs }}", "unknown-name", "epohcs", /"epochs"/],
    ["${{ params['epohcs'] }}", "unknown-name", "'epohcs'", /"epochs"/],
    ["${{ 1 == params.nope }}", "unknown-name", "nope"],
    ["${{ toJSON(secrets) }}", "unknown-name", "secrets", /step's secrets/],
    ["${{ secrets.KEY }}", "unknown-name", "secrets", /step's secrets/],
    ["${{ step.x }}", "unknown-name", "step", /contexts/],
    ["${{ github.token }}", "unknown-name", "token", /secret/],
    ["${{ github.event_nam }}", "unknown-name", "event_nam", /"event_name"/],
    ["${{ env.MODES }}", "unknown-name", "MODES", /"MODE"/],
    ["${{ matrix.sed }}", "unknown-name", "sed", /"seed"/],
    ["${{ constructor(1) }}", "unknown-name", "constructor"],
    ["${{ __proto__ }}", "unknown-name", "__proto__"],
    ["${{ fromJsn('1') }}", "unknown-name", "fromJsn", /"fromJSON"/],
    ["${{ failure() }}", "unknown-name", "failure", /step's if/],
    ["${{ needs.prepar.result }}", "unknown-name", "prepar", /"prepare"/],
    ["${{ needs.Prepare.result }}", "unknown-name", "Prepare", /"prepare"/],
    ["${{ needs.prepare.outputs.rows }}", "unknown-name", "outputs", /values/],
    ["${{ needs.prepare.legs }}", "unknown-name", "legs"],
    ["${{ needs.prepare.values.row }}", "unknown-value", "row", /"rows"/],
    ["${{ needs.train.values.loss }}", "unknown-name", "values", /legs/],
    ["${{ needs.train.legs.values }}", "unknown-name", "values", /legs\.\*\.values/],
    ["${{ needs.train.legs[0].output }}", "unknown-name", "output"],
    ["${{ needs.train.legs.*.values.los }}", "unknown-value", "los", /"loss"/],
  ])("refuses %s", (text, code, span, hint = /./) => {
    expect(firstFault(text, stepScope)).toEqual([code, span, expect.stringMatching(hint)]);
  });

  test.each<[string, RegExp]>([
    ["${{ needs.prepare.result }}", /if, env and command/],
    ["${{ hashFiles('a') }}", /if, env and command/],
    ["${{ always() }}", /only in if/],
    ["${{ matrix.seed }}", /only in a step that has one/],
  ])("says where %s would be known", (text, message) => {
    expect(parseTemplate(text, staticScope)).toEqual({
      ok: false,
      error: [expect.objectContaining({ code: "unknown-name", message: expect.stringMatching(message) })],
    });
  });

  test.each([
    "${{ needs }}",
    "${{ needs.*.result }}",
    "${{ needs[params.lr].values.x }}",
    "${{ params[matrix.seed] }}",
    "${{ (needs.train).legs[params.epochs].values }}",
    "${{ github.event.a.b.c }}",
  ])("accepts %s, which only evaluation can judge", (text) => {
    expect(parseTemplate(text, stepScope)).toMatchObject({ ok: true });
  });

  test("reports all faults of a text together, in order", () => {
    const parsed = parseTemplate("${{ params.a }} ${{ 1 + }} ${{ env.b == matrix.c }}", stepScope);
    expect(!parsed.ok && parsed.error.map(({ span }) => span.start)).toEqual([11, 22, 35, 47]);
  });

  test("throws on no text, and its spans lie inside the text", () => {
    const piece = fc.constantFrom(
      "${{",
      "}}",
      "'",
      '"',
      " ",
      "\n",
      "(",
      ")",
      "[",
      "]",
      "*",
      ".",
      ",",
      "!",
      "==",
      "&&",
      "||",
      "<",
      "-",
      "1",
      "1e5",
      "a",
      "needs",
      "params",
      "train",
      "legs",
      "values",
      "format(",
      "constructor",
      "__proto__",
      "é",
      "\0",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece, { maxLength: 40 }).map((parts) => parts.join("")),
      fc.array(piece, { maxLength: 40 }).map((parts) => `\${{ ${parts.join("")} }}`),
    );
    fc.assert(
      fc.property(text, (given) => {
        for (const parsed of [parseTemplate(given, stepScope), parseCondition(given, ifScope)]) {
          for (const { span } of parsed.ok ? [] : parsed.error) {
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.end).toBeGreaterThanOrEqual(span.start);
            expect(span.end).toBeLessThanOrEqual(given.length);
          }
          if (parsed.ok && "expression" in parsed.value) evaluate(parsed.value.expression, context);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each(["1==", "!", "(", "a[", "format(", "a.", "1||", "1&&", "-"])(
    "bounds the depth of %s",
    (piece) => {
      for (const count of [60, 500, 5000, 50_000]) {
        const parsed = parseTemplate(`\${{ ${piece.repeat(count)}1 }}`, stepScope);
        if (parsed.ok) expect(evaluate(parsed.value[0] as never, context).ok).toBe(true);
        else expect(parsed.error.length).toBeGreaterThan(0);
      }
    },
  );
});

describe("parseCondition", () => {
  test.each([
    ["needs.prepare.result == 'success'", "needs.prepare.result == 'success'", false],
    [" ${{ !failure() }}\n", "!failure()", true],
    ["true", "true", false],
    ["contains('${{', 'x') || Always()", "contains('${{', 'x') || Always()", true],
    ["'success()'", "'success()'", false],
  ])("%j", (text, source, usesStatus) => {
    expect(parseCondition(text, ifScope)).toMatchObject({
      ok: true,
      value: { expression: { source }, usesStatus },
    });
  });

  test.each([
    ["${{ false }} && true", "${{ false }}"],
    ["!${{ false }}", "${{ false }}"],
    ["", ""],
    ["  ", "  "],
    ["a == 'b", "'"],
    ["${{ }}", "${{ }}"],
    ["success() && ${{ true", "${{"],
  ])("refuses %j", (text, span) => {
    const parsed = parseCondition(text, ifScope);
    const fault = parsed.ok ? undefined : parsed.error[0];
    expect([fault?.code, text.slice(fault?.span.start, fault?.span.end)]).toEqual([
      "expression-syntax",
      span,
    ]);
  });
});

test("neededSteps names each step that is written out", () => {
  const parse = (text: string) => {
    const parsed = parseTemplate(text, stepScope);
    return parsed.ok ? parsed.value : [];
  };
  const condition = parseCondition("needs['prepare'].result == 'x' && needs.*.result", ifScope);
  expect(
    neededSteps(parse("a ${{ format('{0}', (needs.train).legs[needs.prepare.values.rows]) }} ${{ needs }}")),
  ).toEqual(new Set(["train", "prepare"]));
  expect(condition.ok && neededSteps(parse("plain"), condition.value.expression)).toEqual(
    new Set(["prepare"]),
  );
});
