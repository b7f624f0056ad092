import type { Mapping } from "../pipeline/draft.ts";
import { own } from "../pipeline/own.ts";

/** A word of a Dockerfile as plain text: `$NAME`, `${NAME}`, `${NAME:-text}` and its kin, quotes and escapes are done with. */
export function expand(text: string, variables: Mapping<string>): string {
  let result = "";
  for (let at = 0; at < text.length; ) {
    const { value, end } = readPiece(text, at, variables);
    result += value;
    at = end;
  }
  return result;
}

interface Piece {
  readonly value: string;
  readonly end: number;
}

function readPiece(text: string, at: number, variables: Mapping<string>): Piece {
  const character = text[at] ?? "";
  if (character === "'") return quoted(text, at);
  if (character === '"') return { value: "", end: at + 1 };
  if (character === "\\") return { value: text[at + 1] ?? "", end: at + 2 };
  if (character !== "$") return { value: character, end: at + 1 };
  const [name] = /^[A-Za-z_][A-Za-z0-9_]*/.exec(text.slice(at + 1)) ?? [];
  if (name !== undefined) return { value: own(variables, name) ?? "", end: at + 1 + name.length };
  return text[at + 1] === "{" ? braced(text, at, variables) : { value: "$", end: at + 1 };
}

function quoted(text: string, at: number): Piece {
  const end = text.indexOf("'", at + 1);
  return end === -1
    ? { value: text.slice(at + 1), end: text.length }
    : { value: text.slice(at + 1, end), end: end + 1 };
}

function braced(text: string, at: number, variables: Mapping<string>): Piece {
  const close = closing(text, at + 2);
  const [, name = "", operator = "", rest = ""] =
    /^(\w*)(:?[-+?])?([\s\S]*)$/.exec(text.slice(at + 2, close)) ?? [];
  const value = own(variables, name);
  const isThere = operator.startsWith(":") ? Boolean(value) : value !== undefined;
  const end = close + 1;
  if (operator.endsWith("-")) return { value: isThere ? (value ?? "") : expand(rest, variables), end };
  if (operator.endsWith("+")) return { value: isThere ? expand(rest, variables) : "", end };
  // Cutting patterns out of a value is rare: what stays as it was is no reference, so that nobody looks for the wrong image.
  return { value: rest === "" ? (value ?? "") : text.slice(at, end), end };
}

/** Of the `}` that ends what was opened just before `start`. */
function closing(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith("${", at)) depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return text.length;
}
