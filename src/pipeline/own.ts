import type { Mapping } from "./draft.ts";

/** A key's value; names such as `constructor`, which every object inherits, are absent unless the file has them. */
export const own = <T>(mapping: Mapping<T> | undefined, key: string): T | undefined =>
  mapping !== undefined && Object.hasOwn(mapping, key) ? mapping[key] : undefined;

/** `exactOptionalPropertyTypes` tells a missing key from one that is undefined; results have only keys with a value. */
export const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [name in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [name in K]?: V };
