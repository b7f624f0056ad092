import { type Node, rangeOf, Scalar } from "./node.ts";
import type { Range } from "./source.ts";

/** How the offsets of a text value lie in the source, from the start of its node. */
type Layout =
  | { readonly kind: "shifted"; readonly by: number }
  /** Of each line of the value: where it starts in the value, and in the source. */
  | { readonly kind: "lines"; readonly value: readonly number[]; readonly source: readonly number[] }
  | { readonly kind: "scattered" };

// A long script may hold thousands of faults, and a layout costs a pass over it.
const layouts = new WeakMap<Node, Layout>();

/**
 * A span of a string value → its place in the source. Exact for plain and quoted texts of one line without escapes and
 * for block literals, and wherever the span's text stands in the source just once; else the whole value.
 */
export function spanIn(node: Node, span: Range, text: string): Range {
  const whole = rangeOf(node, text);
  if (!(node instanceof Scalar) || typeof node.value !== "string") return whole;
  // Untrimmed: the white space at the end of a literal belongs to it.
  const source =
    node.type === Scalar.BLOCK_LITERAL ? text.slice(...extent(node)) : text.slice(whole.start, whole.end);
  const layout = layouts.get(node) ?? layoutOf(node, node.value, source);
  layouts.set(node, layout);
  const range = place(layout, span) ?? once(node.value.slice(span.start, span.end), source);
  if (!range) return whole;
  const start = Math.min(whole.start + range.start, text.length);
  return { start, end: Math.min(whole.start + range.end, text.length) };
}

const extent = ({ range }: Scalar): [number, number] => [range?.[0] ?? 0, range?.[1] ?? 0];

function place(layout: Layout, { start, end }: Range): Range | undefined {
  switch (layout.kind) {
    case "shifted":
      return { start: start + layout.by, end: end + layout.by };
    case "lines": {
      const from = inLines(layout, start);
      // The last character's place, so that a span up to a line break does not run into the next line.
      return { start: from, end: end > start ? inLines(layout, end - 1) + 1 : from };
    }
    case "scattered":
      return undefined;
    default:
      return layout satisfies never;
  }
}

function inLines({ value, source }: Layout & { readonly kind: "lines" }, offset: number): number {
  const line = lineOf(value, offset);
  return (source[line] as number) + offset - (value[line] as number);
}

/** Binary search: the last line that starts at or before the offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function layoutOf(node: Scalar, value: string, source: string): Layout {
  if (node.type === Scalar.BLOCK_LITERAL) return layoutOfLiteral(value, source);
  if (source === value) return { kind: "shifted", by: 0 };
  const isQuoted = source.length === value.length + 2 && source.slice(1, -1) === value;
  return isQuoted ? { kind: "shifted", by: 1 } : { kind: "scattered" };
}

/** Lines of a literal and of its source correspond one to one after the header; only the indentation is gone. */
function layoutOfLiteral(value: string, source: string): Layout {
  const lines = value.split("\n");
  const written = source.split("\n").slice(1);
  const indent = indentOf(lines, written);
  const valueStarts: number[] = [];
  const sourceStarts: number[] = [];
  let valueAt = 0;
  let sourceAt = source.indexOf("\n") + 1;
  for (const [index, line] of lines.entries()) {
    // A blank line may be shorter than the indentation, and those at the end may lie outside of the node.
    const length = written[index]?.length ?? 0;
    valueStarts.push(valueAt);
    sourceStarts.push(sourceAt + Math.min(indent, length));
    valueAt += line.length + 1;
    sourceAt += length + 1;
  }
  return { kind: "lines", value: valueStarts, source: sourceStarts };
}

function indentOf(lines: readonly string[], written: readonly string[]): number {
  const first = lines.findIndex((line) => line.trim() !== "");
  return (written[first]?.trimEnd().length ?? 0) - (lines[first]?.trimEnd().length ?? 0);
}

function once(wanted: string, source: string): Range | undefined {
  const at = wanted === "" ? -1 : source.indexOf(wanted);
  if (at === -1 || source.indexOf(wanted, at + 1) !== -1) return undefined;
  return { start: at, end: at + wanted.length };
}
