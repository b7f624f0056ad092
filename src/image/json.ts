import type { Mapping } from "../pipeline/draft.ts";

/** Undefined for what is no JSON. The parser's own message quotes the text, which may hold a secret, so nobody gets it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The fields of an object that somebody else wrote; none where it is something else. */
export const fieldsOf = (value: unknown): Mapping<unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Mapping<unknown>) : {};

export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Undefined for an empty text too: Go programs write one for what they do not have. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export const textsOf = (value: unknown): readonly string[] =>
  itemsOf(value).filter((item): item is string => typeof item === "string");
