import type { YAMLParseError } from "yaml";
import { type Diagnostic, diagnostic } from "./diagnostic.ts";
import { isMap, isScalar, isSeq, type Node, pairsOf, Scalar } from "./node.ts";
import { lineAt, positionAt, type Range, type SourceFile } from "./source.ts";
import { shorten } from "./wording.ts";

const mostFaults = 10;

/** The parser's errors as ours: the first of each line, since one slip makes it complain several times. */
export function syntaxFaults(
  errors: readonly YAMLParseError[],
  root: Node | null,
  file: SourceFile,
): readonly Diagnostic[] {
  const lines = new Set<number>();
  const firsts = errors
    .toSorted((a, b) => a.pos[0] - b.pos[0])
    .filter(({ pos }) => lines.size !== lines.add(positionAt(file, pos[0]).line).size);
  return firsts.slice(0, mostFaults).map((error) => fault(error, root, file));
}

interface Words {
  readonly message: string;
  readonly hint: string;
  /** What was opened and never closed: then the place to look at is where it starts. */
  readonly open?: "flow" | "quote";
}

function fault({ code, message, pos }: YAMLParseError, root: Node | null, file: SourceFile): Diagnostic {
  const range = rangeIn(file.text, pos);
  const { open, ...words } = explain(code, message, lineAt(file, positionAt(file, range.start).line));
  const opening = open && openingBefore(root, pos[0], open);
  return diagnostic("yaml-syntax", {
    ...words,
    location: { file, range: opening === undefined ? range : { start: opening, end: opening + 1 } },
  });
}

/** A fault of indentation starts at the line's start; what the reader looks for is its first character. */
function rangeIn(text: string, [from, to]: readonly [number, number]): Range {
  let start = Math.min(from, text.length);
  while (text.charAt(start) === " ") start += 1;
  return { start, end: Math.min(Math.max(to, start), text.length) };
}

/** Message and hint for what people get wrong often; the parser's own words for the rest. */
function explain(code: YAMLParseError["code"], message: string, line: string): Words {
  switch (code) {
    case "TAB_AS_INDENT":
      return { message: "A tab is used as indentation", hint: "Indent with spaces" };
    case "BAD_INDENT":
      return badIndent(message);
    case "BAD_SCALAR_START":
      return { message: `A text cannot start with ${message.at(-1)} here`, hint: "Put it in quotes" };
    case "BAD_DQ_ESCAPE":
      return { message: plain(message), hint: "Write \\\\ for a backslash, or use single quotes" };
    case "MULTILINE_IMPLICIT_KEY":
      return {
        message: "A key and its colon must stand on one line",
        hint: "Look for a missing colon or quote in the lines before",
      };
    case "BLOCK_AS_IMPLICIT_KEY":
      return {
        message: "A mapping cannot start on the line of another key",
        hint: "Put the text in quotes if it holds a colon",
      };
    case "MISSING_CHAR":
      return missing(message, line);
    default:
      return { message: plain(message), hint: otherHint(line) };
  }
}

function badIndent(message: string): Words {
  if (!message.includes("end with a")) {
    return {
      message: plain(message),
      hint: "Give all keys of a mapping, and all items of a list, the same number of spaces",
    };
  }
  const [opening, closing] = message.includes("]") ? ["[", "]"] : ["{", "}"];
  return {
    message: `This ${opening} is not closed`,
    hint: `Close it with ${closing}, indented below its key`,
    open: "flow",
  };
}

function missing(message: string, line: string): Words {
  if (message.includes("Implicit map keys")) {
    return {
      message: "A key needs a colon and a value",
      hint: "Write `key: value`, or put a longer text after `key: |`",
    };
  }
  if (message.includes("quote"))
    return { message: "This quote is not closed", hint: "Close it on the same line", open: "quote" };
  return { message: plain(message), hint: otherHint(line) };
}

const otherHint = (line: string): string =>
  line.includes("{{")
    ? 'Put a text with ${{ }} in quotes where it stands in [ ] or { }: "${{ … }}"'
    : "Look at the quotes, brackets and indentation of this line and the one before";

/** Start of the innermost `[`, `{` or quote at or before an offset, where there is one. */
function openingBefore(root: Node | null, offset: number, kind: "flow" | "quote"): number | undefined {
  let found: number | undefined;
  for (let node = root; node; node = lastChild(node, offset)) {
    const start = node.range?.[0];
    const isFlow = (isMap(node) || isSeq(node)) && node.flow === true;
    const isQuote =
      isScalar(node) && (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE);
    if (kind === "flow" ? isFlow : isQuote) found = start;
  }
  return found;
}

function lastChild(node: Node, offset: number): Node | null {
  const children = isMap(node)
    ? pairsOf(node).flatMap(({ key, value }) => [key, value])
    : isSeq(node)
      ? (node.items as (Node | null)[])
      : [];
  return children.findLast((child) => (child?.range?.[0] ?? Number.POSITIVE_INFINITY) <= offset) ?? null;
}

/** Some of the parser's messages quote what they could not read, be it half of the file. */
const plain = (message: string): string =>
  shorten(message.slice(0, 500).replace(/\s*\n\s*/g, " "), 100).replace(/\.+$/, "");
