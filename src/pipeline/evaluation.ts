import type { Literal } from "@actions/expressions/ast";
import type { Dictionary, ExpressionData } from "@actions/expressions/data/index";
import { Evaluator } from "@actions/expressions/evaluator";
import type { Json, Mapping, Scalar } from "./draft.ts";
import { dictionaryOf, numberText, toData, toJson } from "./expression-data.ts";
import { type FunctionContext, implementations } from "./expression-function.ts";
import { type Expression, literalData } from "./expression-syntax.ts";
import { err, ok, type Result } from "./result.ts";
import type { Template } from "./template.ts";

/** What names mean at evaluation. A missing entry is null, as on GitHub. */
export interface Context extends FunctionContext {
  readonly params: Mapping<Scalar>;
  readonly matrix: Mapping<Json>;
  readonly github: Mapping<Json>;
  readonly env: Mapping<string>;
  readonly needs?: Mapping<NeededResult>;
}

export interface NeededResult {
  readonly result: string;
  readonly values: Mapping<string>;
  /** Of a matrix step only. */
  readonly legs?: readonly LegResult[];
}

export interface LegResult {
  readonly matrix: Mapping<Json>;
  readonly result: string;
  readonly values: Mapping<string>;
}

/** The error is a message for people: `fromJSON` of nonsense, a bad `format`, a file that cannot be hashed. */
export function evaluate(expression: Expression, context: Context): Result<Json, string> {
  try {
    return ok(
      toJson(new LiteralEvaluator(expression.ast, contextData(context), implementations(context)).evaluate()),
    );
  } catch (error) {
    // The library reports by throwing; its cause says more than a message that only repeats the function's name.
    return err(error instanceof Error ? error.message : String(error));
  }
}

class LiteralEvaluator extends Evaluator {
  override visitLiteral(literal: Literal): ExpressionData {
    return literalData(literal);
  }
}

function contextData({ params, matrix, github, env, needs = {} }: Context): Dictionary {
  const parts = Object.entries({ params, matrix, github, env });
  return dictionaryOf([
    ...parts.map(([name, value]) => [name, toData(value)] as const),
    ["needs", needsData(needs)],
  ]);
}

const needsData = (needs: Mapping<NeededResult>): ExpressionData =>
  dictionaryOf(
    Object.entries(needs).map(([id, { result, values, legs }]) => [
      id,
      toData({ result, values, ...(legs && { legs: legs.map((leg) => ({ ...leg })) }) }),
    ]),
  );

/** Whether a condition with this value holds: null, false, 0, NaN and "" don't. */
export const truthy = (value: Json): boolean => Boolean(value);

/** How GitHub turns a value into text: null is "", true is "true", objects are "Object". */
export const asText = (value: Json): string =>
  typeof value === "number" ? numberText(value) : toData(value).coerceString();

/** The template's text. Lists and objects are refused: "Object" is never what was meant. */
export function render(template: Template, context: Context): Result<string, string> {
  let text = "";
  for (const part of template) {
    const rendered = typeof part === "string" ? ok(part) : renderExpression(part, context);
    if (!rendered.ok) return rendered;
    text += rendered.value;
  }
  return ok(text);
}

function renderExpression(expression: Expression, context: Context): Result<string, string> {
  const result = evaluate(expression, context);
  if (!result.ok) return result;
  const { value } = result;
  if (value !== null && typeof value === "object") {
    const kind = Array.isArray(value) ? "a list" : "an object";
    return err(`${expression.source} is ${kind}, not a text; write toJSON(${expression.source})`);
  }
  const text = asText(value);
  if (text.includes("\0"))
    return err(`${expression.source} has a NUL character, which no argument, variable or path can hold`);
  return ok(text);
}
