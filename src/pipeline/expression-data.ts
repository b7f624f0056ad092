import {
  Array as ArrayData,
  BooleanData,
  type ExpressionData,
  Dictionary as LibraryDictionary,
  Null,
  NumberData,
  StringData,
} from "@actions/expressions/data/index";
import type { Json } from "./draft.ts";

/**
 * The library keeps its index in a plain `{}`, where `constructor` and `__proto__` are found without having been added.
 * As on GitHub keys don't tell upper from lower case, but of two that differ in nothing else the exact one wins.
 */
class Dictionary extends LibraryDictionary {
  readonly #exact = new Map<string, ExpressionData>();
  readonly #folded = new Map<string, ExpressionData>();

  override add(key: string, value: ExpressionData): void {
    this.#exact.set(key, value);
    const folded = key.toLowerCase();
    if (!this.#folded.has(folded)) this.#folded.set(folded, value);
  }

  override get(key: string): ExpressionData | undefined {
    return this.#exact.get(key) ?? this.#folded.get(key.toLowerCase());
  }

  override values(): ExpressionData[] {
    return [...this.#exact.values()];
  }

  override pairs(): { key: string; value: ExpressionData }[] {
    return [...this.#exact].map(([key, value]) => ({ key, value }));
  }
}

/** The library prints with `toFixed(15)`, which turns a learning rate of 1e-16 into 0. */
class PrintedNumber extends NumberData {
  override coerceString(): string {
    return numberText(this.value);
  }
}

export const exactNumber = (value: number): NumberData => new PrintedNumber(value);

export function toData(value: Json): ExpressionData {
  if (value === null) return new Null();
  switch (typeof value) {
    case "string":
      return new StringData(value);
    case "number":
      return exactNumber(value);
    case "boolean":
      return new BooleanData(value);
    default:
      return isList(value) ? listData(value) : dictionaryData(value);
  }
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value);

function listData(items: readonly Json[]): ExpressionData {
  const list = new ArrayData();
  for (const item of items) list.add(toData(item));
  return list;
}

function dictionaryData(entries: { readonly [key: string]: Json }): LibraryDictionary {
  return dictionaryOf(Object.entries(entries).map(([key, value]) => [key, toData(value)]));
}

export function dictionaryOf(entries: readonly (readonly [string, ExpressionData])[]): LibraryDictionary {
  const dictionary = new Dictionary();
  for (const [key, value] of entries) dictionary.add(key, value);
  return dictionary;
}

export function toJson(data: ExpressionData): Json {
  if (data instanceof Null) return null;
  if (data instanceof ArrayData) return data.values().map(toJson);
  if (data instanceof LibraryDictionary) {
    return Object.fromEntries(data.pairs().map(({ key, value }) => [key, toJson(value)]));
  }
  return data.value;
}

/**
 * As GitHub prints: .NET's "G15", so 0.00001 is `1E-05`. Whole numbers that are exact stay exact, where GitHub
 * rounds those of 16 digits: a seed must arrive as it was written.
 */
export function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return (value + 0).toString().replace(/^-0$/, "0");
  if (!Number.isFinite(value)) return String(value);
  const [digits = "", exponentText = "0"] = value.toExponential(14).split("e");
  const exponent = Number(exponentText);
  if (exponent > -5 && exponent < 15) return withoutZeros(value.toFixed(Math.min(100, 14 - exponent)));
  const sign = exponent < 0 ? "-" : "+";
  return `${withoutZeros(digits)}E${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

const withoutZeros = (digits: string): string =>
  digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
