import type { Json, Mapping } from "./draft.ts";

export type Combination = Mapping<Json>;

export interface Matrix {
  /** Axis → values, in file order. */
  readonly axes: Mapping<readonly Json[]>;
  readonly include: readonly Combination[];
  readonly exclude: readonly Combination[];
}

export type MatrixFault =
  | { readonly reason: "empty" }
  | { readonly reason: "too-large"; readonly count: number };

/** Most legs that one matrix may have, as on GitHub. */
export const maximumLegs = 256;

// `exclude` may bring a large product down to few legs, but looking at each combination has to end.
const maximumProduct = 65_536;

/**
 * The legs of a matrix as GitHub makes them: the product of the axes, less what `exclude` matches in part, then each
 * entry of `include` is added to every combination whose axes it does not change, or becomes a leg of its own.
 */
export function expandMatrix({ axes, include, exclude }: Matrix): readonly Combination[] | MatrixFault {
  const count = productSize(axes);
  if (count > maximumProduct) return { reason: "too-large", count };
  const product = productOf(axes).filter(
    (combination) => !exclude.some((filter) => matches(combination, filter)),
  );
  if (product.length > maximumLegs) return { reason: "too-large", count: product.length };
  const legs = addIncluded({ product, include, names: new Set(Object.keys(axes)) });
  if (legs.length === 0) return { reason: "empty" };
  return legs.length > maximumLegs ? { reason: "too-large", count: legs.length } : legs;
}

function productSize(axes: Matrix["axes"]): number {
  const sizes = Object.values(axes).map((values) => values.length);
  return sizes.length === 0 ? 0 : sizes.reduce((product, size) => product * size, 1);
}

function productOf(axes: Matrix["axes"]): readonly Combination[] {
  const entries = Object.entries(axes);
  if (entries.length === 0) return [];
  const grow = (
    rows: readonly (readonly [string, Json])[][],
    [name, values]: readonly [string, readonly Json[]],
  ) => rows.flatMap((row) => values.map((value) => [...row, [name, value] as const]));
  return entries.reduce(grow, [[]]).map((row) => Object.fromEntries(row));
}

function addIncluded(input: {
  readonly product: readonly Combination[];
  readonly include: readonly Combination[];
  readonly names: ReadonlySet<string>;
}): readonly Combination[] {
  const { product, include, names } = input;
  const extended = [...product];
  const added: Combination[] = [];
  for (const entry of include) {
    const onAxes = pick(entry, (name) => names.has(name));
    const extra = pick(entry, (name) => !names.has(name));
    const taken = product.flatMap((combination, index) => (matches(combination, onAxes) ? [index] : []));
    for (const index of taken) extended[index] = { ...extended[index], ...extra };
    if (taken.length === 0) added.push(entry);
  }
  return [...extended, ...added];
}

const pick = (entry: Combination, isWanted: (name: string) => boolean): Combination =>
  Object.fromEntries(Object.entries(entry).filter(([name]) => isWanted(name)));

/** Whether every key of `filter` is there with the same value; a mapping inside it matches in part as well. */
export function matches(value: Json | undefined, filter: Json): boolean {
  if (isMapping(filter)) {
    if (!isMapping(value)) return false;
    return Object.entries(filter).every(
      ([key, item]) => Object.hasOwn(value, key) && matches(value[key], item),
    );
  }
  if (Array.isArray(filter)) {
    return (
      Array.isArray(value) &&
      value.length === filter.length &&
      filter.every((item, i) => matches(value[i], item))
    );
  }
  return value === filter;
}

const isMapping = (value: Json | undefined): value is Mapping<Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
