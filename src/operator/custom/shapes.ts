import type { Json, Mapping } from "../../pipeline/draft.ts";
import { own } from "../../pipeline/own.ts";
import { err, ok, type Result } from "../../pipeline/result.ts";
import { describe } from "../../pipeline/slot.ts";
import { suggest } from "../../pipeline/suggest.ts";

/** Reads a value that came from outside, whose place is `at`; what is wrong with it is a sentence that begins with the place. */
export type Shape<T> = (value: Json | undefined, at: string) => Result<T, string>;
export type Of<S> = S extends Shape<infer T> ? T : never;
type Shapes = Mapping<Shape<unknown>>;

type ObjectOf<R extends Shapes, O extends Shapes> = {
  readonly [K in keyof R]: Of<R[K]>;
} & { readonly [K in keyof O]?: Of<O[K]> };

const wrong = (at: string, wanted: string, value: Json | undefined): Result<never, string> =>
  err(value === undefined ? `${at} is missing` : `${at} must be ${wanted}, not ${describe(value)}`);

const isObject = (value: Json | undefined): value is Mapping<Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const text =
  (options: { readonly least?: number; readonly most?: number } = {}): Shape<string> =>
  (value, at) => {
    const { least = 0, most = Number.POSITIVE_INFINITY } = options;
    if (typeof value !== "string") return wrong(at, "a text", value);
    if (value.length < least) return wrong(at, "a text that is not empty", value);
    return value.length > most ? err(`${at} must have at most ${most} characters`) : ok(value);
  };

export const matching =
  (pattern: RegExp, wanted: string): Shape<string> =>
  (value, at) =>
    typeof value === "string" && pattern.test(value) ? ok(value) : wrong(at, wanted, value);

export const number =
  (least = 0): Shape<number> =>
  (value, at) =>
    typeof value === "number" && value >= least ? ok(value) : wrong(at, `a number from ${least}`, value);

export const integer =
  (least: number, most: number): Shape<number> =>
  (value, at) =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most
      ? ok(Number(value))
      : wrong(at, `a whole number from ${least} to ${most}`, value);

export const boolean: Shape<boolean> = (value, at) =>
  typeof value === "boolean" ? ok(value) : wrong(at, "true or false", value);

export const oneOf =
  <const T extends string>(choices: readonly T[]): Shape<T> =>
  (value, at) => {
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return ok(found);
    return wrong(at, choices.length === 1 ? `"${choices[0]}"` : `one of ${choices.join(", ")}`, value);
  };

/** Deeper values would break what walks them: JSON.stringify, and whoever reads the journal. */
const deepest = 64;

/** Anything, but not endlessly deep. */
export const json: Shape<Json> = (value, at) => {
  if (value === undefined) return wrong(at, "a value", value);
  return depthOf(value, deepest) > deepest ? err(`${at} is nested more than ${deepest} deep`) : ok(value);
};

function depthOf(value: Json, left: number): number {
  if (value === null || typeof value !== "object" || left < 0) return 0;
  let deepestBelow = 0;
  for (const each of Object.values(value)) deepestBelow = Math.max(deepestBelow, depthOf(each, left - 1));
  return 1 + deepestBelow;
}

export const list =
  <T>(item: Shape<T>, least = 0): Shape<readonly T[]> =>
  (value, at) => {
    if (!Array.isArray(value)) return wrong(at, "a list", value);
    if (value.length < least) return err(`${at} must not be empty`);
    const items: T[] = [];
    for (const [index, each] of value.entries()) {
      const read = item(each, `${at}[${index}]`);
      if (!read.ok) return read;
      items.push(read.value);
    }
    return ok(items);
  };

export const mapping =
  <T>(item: Shape<T>): Shape<Mapping<T>> =>
  (value, at) => {
    if (!isObject(value)) return wrong(at, "a mapping", value);
    const entries: (readonly [string, T])[] = [];
    for (const [name, each] of Object.entries(value)) {
      const read = item(each, `${at}.${name}`);
      if (!read.ok) return read;
      entries.push([name, read.value]);
    }
    return ok(Object.fromEntries(entries));
  };

export const nullable =
  <T>(shape: Shape<T>): Shape<T | undefined> =>
  (value, at) =>
    value === null ? ok(undefined) : shape(value, at);

/** Keys that it does not name are faults, so that a slip of the pen is found; an optional key that is null is left out. */
export const object =
  <R extends Shapes, O extends Shapes>(required: R, optional: O): Shape<ObjectOf<R, O>> =>
  (value, at) => {
    if (!isObject(value)) return wrong(at, "a mapping", value);
    const known = { ...optional, ...required };
    const stray = Object.keys(value).find((name) => !Object.hasOwn(known, name));
    if (stray !== undefined) return err(unknownKey(at, stray, Object.keys(known)));
    const found: Record<string, unknown> = {};
    for (const [name, shape] of Object.entries(known)) {
      const given = own(value, name);
      if (Object.hasOwn(optional, name) && (given === undefined || given === null)) continue;
      const read = shape(given, at === "" ? name : `${at}.${name}`);
      if (!read.ok) return read;
      found[name] = read.value;
    }
    return ok(found as ObjectOf<R, O>);
  };

function unknownKey(at: string, name: string, known: readonly string[]): string {
  const near = suggest(name, known);
  const place = at === "" ? "it" : at;
  return `${place} has an unknown key "${name.slice(0, 60)}"${near === undefined ? "" : `: did you mean "${near}"?`}`;
}
