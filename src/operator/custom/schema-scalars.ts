import { runInNewContext } from "node:vm";
import type { Json, Mapping } from "../../pipeline/draft.ts";
import type { SchemaObject, TypeName } from "./schema-types.ts";

export const nouns: Record<TypeName, string> = {
  null: "null",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
  string: "a text",
  array: "a list",
  object: "a mapping",
};

export function isOfType(value: Json, type: TypeName): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "boolean":
    case "number":
    case "string":
      return typeof value === type;
    default:
      return type satisfies never;
  }
}

export const isObject = (value: Json): value is Mapping<Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function ofNumber(value: number, schema: SchemaObject): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (minimum !== undefined && value < minimum) return `must be ${minimum} or more`;
  if (maximum !== undefined && value > maximum) return `must be ${maximum} or less`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    return `must be more than ${exclusiveMinimum}`;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    return `must be less than ${exclusiveMaximum}`;
  // 0.3 is three times 0.1 for people.
  const times = multipleOf === undefined ? 0 : value / multipleOf;
  return Math.abs(times - Math.round(times)) > 1e-9 ? `must be a multiple of ${multipleOf}` : undefined;
}

const longestMatched = 1000;
/** A pattern that needs longer for so short a text needs for ever. */
const patternLimitMs = 250;

export function ofText(value: string, { minLength, maxLength, pattern }: SchemaObject): string | undefined {
  const length = [...value].length;
  if (minLength !== undefined && length < minLength)
    return minLength === 1 ? "must not be empty" : `must have at least ${minLength} characters`;
  if (maxLength !== undefined && length > maxLength) return `must have at most ${maxLength} characters`;
  if (pattern === undefined) return undefined;
  if (value.length > longestMatched) return `must have at most ${longestMatched} characters`;
  return matches(pattern, value) ? undefined : `must match ${pattern}`;
}

/** The pattern is the user's and may be exponential: only a context of its own can be stopped in the middle of one. */
function matches(pattern: string, text: string): boolean {
  try {
    const context = { pattern, text };
    return (
      runInNewContext('new RegExp(pattern, "u").test(text)', context, { timeout: patternLimitMs }) === true
    );
  } catch {
    return false;
  }
}
