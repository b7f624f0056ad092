import { type Node, rangeOf, Scalar } from "./node.ts";
import type { Range } from "./source.ts";

// A long script may hold thousands of faults, and an alignment costs a pass over it.
const alignments = new WeakMap<Node, Uint32Array>();

/** A span of a string value → its place in the source. White space that YAML folds is found where it begins. */
export function spanIn(node: Node, span: Range, text: string): Range {
  const whole = rangeOf(node, text);
  if (!(node instanceof Scalar) || typeof node.value !== "string") return whole;
  const places = alignments.get(node) ?? align(node, node.value, text);
  alignments.set(node, places);
  const last = places.length - 1;
  const start = places[Math.min(span.start, last)] as number;
  // The last character's place, so that a span up to a line break does not run into the next line.
  const end = span.end > span.start ? (places[Math.min(span.end, last) - 1] as number) + 1 : start;
  return { start, end: Math.max(start, end) };
}

/**
 * Where each character of a value stands in the source, and where the value ends. YAML adds and drops white space
 * only, so all other characters follow each other in both; an escape stands where its backslash does.
 */
function align(node: Scalar, value: string, text: string): Uint32Array {
  const places = new Uint32Array(value.length + 1);
  const source = new Source(node, value, text);
  for (let index = 0; index < value.length; index++) {
    const isBlank = /\s/.test(value[index] as string);
    if (!isBlank) source.skipBlanks();
    places[index] = source.at;
    if (!isBlank || source.seesBlank) source.step();
  }
  places[value.length] = source.at;
  return places;
}

/** A cursor over the source of a value, one character of the value at a time. */
class Source {
  at: number;
  readonly #text: string;
  readonly #end: number;
  readonly #type: Scalar["type"];
  /** What YAML takes away from the start of each line. */
  readonly #indent: number;
  /** An escape that stands for two units has given the first one. */
  #isHalfway = false;

  constructor(node: Scalar, value: string, text: string) {
    const [start, end] = node.range ?? [0, 0];
    const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
    const isQuoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
    this.#text = text;
    this.#end = end;
    this.#type = node.type;
    this.at = isBlock ? text.indexOf("\n", start) + 1 : start + (isQuoted ? 1 : 0);
    this.#indent = isBlock ? indentOf(value, text.slice(this.at, end)) : 0;
    this.#skipIndent();
  }

  get seesBlank(): boolean {
    return this.at < this.#end && /^(?:\s|\\(?:[ntrvf_LP\s]|x(?:09|0[a-dA-D]|20)))/.test(this.#piece());
  }

  skipBlanks(): void {
    while (this.seesBlank) this.step();
  }

  step(): void {
    const piece = this.#piece();
    this.#isHalfway = /^\\U(?!0000)/.test(piece) && !this.#isHalfway;
    if (this.#isHalfway) return;
    this.at = Math.min(this.at + piece.length, this.#end);
    if (piece.endsWith("\n")) this.#skipIndent();
  }

  #skipIndent(): void {
    for (let left = this.#indent; left > 0 && this.#text[this.at] === " "; left--) this.at += 1;
  }

  /** What stands for one character of the value; a surrogate pair is two. */
  #piece(): string {
    const next = this.#text[this.at] ?? "";
    const ahead = this.#text[this.at + 1];
    if (next === "\r" && ahead === "\n") return "\r\n";
    if (next === "'" && ahead === "'" && this.#type === Scalar.QUOTE_SINGLE) return "''";
    if (next !== "\\" || this.#type !== Scalar.QUOTE_DOUBLE) return next;
    return this.#text.slice(this.at, this.at + (escapeLengths[ahead ?? ""] ?? 2));
  }
}

const escapeLengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

function indentOf(value: string, source: string): number {
  const written = source.split("\n").find((line) => line.trim() !== "") ?? "";
  const line = value.split("\n").find((each) => each.trim() !== "") ?? "";
  const leading = (text: string): number => text.length - text.trimStart().length;
  return leading(written) - leading(line);
}
