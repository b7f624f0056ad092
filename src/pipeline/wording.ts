import type { Path } from "./draft.ts";

const longest = 60;

/** A name or a text of the file, cut to what a message can hold. */
export function shorten(text: string, most: number = longest): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** In double quotes, so that spaces and empty names can be seen. */
export const quote = (text: string): string => JSON.stringify(shorten(text));

/** What a value is called: its key, or its number in a list. */
export function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "The file";
  if (typeof last === "string") return quote(last);
  const key = path.findLast((step) => typeof step === "string");
  return `Item ${last + 1} of ${quote(String(key ?? ""))}`;
}

export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value in a sentence: texts, numbers and booleans as they are, the rest by kind. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return typeof value === "string" ? quote(value) : String(value);
}
