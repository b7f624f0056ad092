import { type Location, lineAt, positionAt } from "../pipeline/source.ts";
import { width } from "./format.ts";

/** A line of the source, and what goes below it to point at the range; both are safe to print. */
export interface Excerpt {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  /** Spaces up to the caret. */
  readonly before: string;
  /** One caret for each column of the range on its first line. */
  readonly carets: string;
}

/** UTF-16 units shown to either side of the caret of a very long line. */
const around = { before: 50, after: 70 } as const;
const tab = "  ";
const mostCarets = 120;

export function excerptOf({ file, range }: Location): Excerpt {
  const { line, column } = positionAt(file, range.start);
  const whole = lineAt(file, line);
  const start = Math.min(column - 1, whole.length);
  const end = Math.min(whole.length, start + Math.max(0, range.end - range.start));
  const from = start > around.before + around.after / 2 ? start - around.before : 0;
  const to = whole.length - start > around.after * 1.5 ? start + around.after : whole.length;
  const lead = from > 0 ? "…" : "";
  const before = lead + printable(whole.slice(from, start));
  const marked = printable(whole.slice(start, Math.min(end, to)));
  const after = printable(whole.slice(Math.min(end, to), to)) + (to < whole.length ? "…" : "");
  const count = Math.min(mostCarets, Math.max(1, width(marked)));
  return {
    line,
    column,
    text: before + marked + after,
    before: " ".repeat(width(before)),
    carets: "^".repeat(count),
  };
}

/** Controls, direction overrides and halves of surrogates as visible characters: a file must not steer the terminal. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll("\t", tab)
    .replace(/\p{Cc}/gu, picture)
    .replace(/[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, "\ufffd");
}

function picture(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}
