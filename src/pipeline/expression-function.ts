import { BooleanData, type ExpressionData, StringData } from "@actions/expressions/data/index";
import type { FunctionDefinition, FunctionInfo } from "@actions/expressions/funcs/info";
import type { Json } from "./draft.ts";
import { toData, toJson } from "./expression-data.ts";

/** What functions that depend on the run answer with. */
export interface FunctionContext {
  readonly status?: { success(): boolean; failure(): boolean; cancelled(): boolean };
  readonly hashFiles?: (patterns: readonly string[]) => string;
}

/** Lower case: functions are called in any. */
export const statusFunctions: ReadonlySet<string> = new Set(["success", "failure", "always", "cancelled"]);

/** All names that can be called, as GitHub's documentation spells them. */
export const functionNames: readonly string[] = [
  ..."case contains endsWith format fromJSON join startsWith toJSON".split(" "),
  ..."hashFiles success failure always cancelled".split(" "),
];

const known: ReadonlySet<string> = new Set(functionNames.map((name) => name.toLowerCase()));

export const isFunction = (name: string): boolean => known.has(name.toLowerCase());

/** The functions that the parser does not know by itself, with how many arguments each takes. */
export const signatures: readonly FunctionInfo[] = [
  { name: "hashFiles", minArgs: 1, maxArgs: 255 },
  ...[...statusFunctions].map((name) => ({ name, minArgs: 0, maxArgs: 0 })),
];

/** Implementations that go before the library's: its `fromJSON` builds dictionaries that mistake `constructor` for a key. */
export function implementations(context: FunctionContext): Map<string, FunctionDefinition> {
  const { status, hashFiles } = context;
  const calls: Record<string, (...args: ExpressionData[]) => ExpressionData> = {
    fromjson: (text) => fromJson(text?.coerceString() ?? ""),
    tojson: (value) => new StringData(JSON.stringify(value && toJson(value), undefined, 2)),
    hashfiles: (...patterns) =>
      new StringData(required(hashFiles, "hashFiles")(patterns.map((item) => item.coerceString()))),
    always: () => new BooleanData(true),
    success: () => new BooleanData(required(status, "success").success()),
    failure: () => new BooleanData(required(status, "failure").failure()),
    cancelled: () => new BooleanData(required(status, "cancelled").cancelled()),
  };
  return new Map(
    Object.entries(calls).map(([name, call]) => [name, { name, minArgs: 0, maxArgs: 255, call }]),
  );
}

function required<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new Error(`${name}() is not known here`);
  return part;
}

function fromJson(text: string): ExpressionData {
  if (text.trim() === "") throw new Error("fromJSON was given an empty text");
  return toData(parseJson(text));
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text;
    throw new Error(`fromJSON was given a text that is not JSON: ${shown}`);
  }
}
