import { opening, readHole } from "./expression-hole.ts";
import { backtick, dollar, double, escapedPiece, pieces, single, substitution } from "./shell-expansion.ts";
import type { ShellReader } from "./shell-reader.ts";

/** One word of a command. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** Plain characters as they are, all else as its piece: what is quoted cannot be a keyword or an assignment. */
  readonly shape: string;
  /** The word after the shell took quotes away; undefined where a hole or an expansion has a part in it. */
  readonly literal: string | undefined;
  /** What is left of it where all holes and expansions come to nothing: `"$@"eval` may be `eval`. */
  readonly rest: string;
}

// Only these blanks part words: a carriage return, say, is a character like any other.
const isMeta = (char: string): boolean => /^[ \t\n;&|<>()]?$/.test(char);

/** Reads the word at the cursor; there must be one. */
export function readWord(reader: ShellReader): Word {
  const start = reader.at;
  let shape = "";
  let literal = "";
  let isName = false;
  while (!reader.done && (seesProcess(reader) || !isMeta(reader.peek()))) {
    const from = reader.at;
    const piece = readPiece(reader, isName);
    isName = (isName || shape === "") && /^\w?$/.test(piece);
    shape += piece;
    literal += unquoted(reader.text.slice(from, reader.at));
  }
  const isLiteral = !shape.includes(pieces.hole) && !shape.includes(pieces.expansion);
  // No command's name is long, and the pattern may look at a long word once for each `$` in it.
  const rest = isLiteral || literal.length > 1000 ? literal : literal.replace(vanishing, "");
  // A reader that stopped within the word has left it.
  const end = reader.stopped ? Math.max(start, reader.stopped.start) : reader.at;
  return { start, end, shape, literal: isLiteral ? literal : undefined, rest };
}

const vanishing = /\$(?:\{\{.*?\}\}|\{[^}]*\}|\(.*\)|\w+|[@*#?$!-])|`.*`/gs;

/** `<(…)` and `>(…)`, which may stand inside a word. */
export const seesProcess = (reader: ShellReader): boolean => reader.sees("<(") || reader.sees(">(");

function readPiece(reader: ShellReader, followsName: boolean): string {
  const { at } = reader;
  const next = reader.peek();
  switch (next) {
    case "\\":
      return backslash(reader);
    case "'":
      return single(reader);
    case '"':
      return double(reader);
    case "`":
      return backtick(reader);
    case "$":
      return dollar(reader, "bare");
    case "<":
    case ">":
      reader.at += 2;
      return substitution(reader, at);
    case "[":
      return followsName ? subscript(reader) : character(reader, next);
    default:
      return character(reader, next);
  }
}

function character(reader: ShellReader, char: string): string {
  // Whether this is a pattern or a syntax error is a setting of bash, and other shells have none.
  if (/[?*+@!]/.test(char) && reader.peek(1) === "(") {
    reader.stop(reader.at, "unsure");
    return pieces.expansion;
  }
  reader.at++;
  return char <= pieces.expansion ? pieces.quoted : char;
}

function backslash(reader: ShellReader): string {
  return reader.peek(1) === "\n" ? continuation(reader) : escapedPiece(reader);
}

function continuation(reader: ShellReader): string {
  reader.at += 2;
  return "";
}

// Either reading ends it at the same place; quotes in it are read as those of any word.
const simpleIndex = /^(?:[\w.,:^!*?@+%/-]|\$\w|"(?:[\w.,:/ -]|\$\w)*"|'[\w.,:/ -]*')*$/;

/**
 * `name[…]`: where bash takes assignments an element of a list, whose index is arithmetic and may hold blanks; elsewhere
 * a pattern. No expression may stand in it, and one that these two readings would tear apart is the end.
 */
export function subscript(reader: ShellReader): string {
  const start = reader.at;
  const end = closingBracket(reader);
  if (end === undefined) return uncertain(reader);
  const inside = reader.text.slice(start + 1, end - 1).replace(/\$\{\{.*?\}\}/gs, "");
  reader.refuse(start, end, "arithmetic");
  if (simpleIndex.test(inside)) return character(reader, "[");
  const isAssigned = /^\+?=/.test(reader.text.slice(end, end + 2));
  if (!isAssigned || /<<|[#'"`\\\n]/.test(inside)) return uncertain(reader);
  while (reader.at < end && !reader.done) {
    if (reader.peek() === "$") dollar(reader, "double");
    else reader.at++;
  }
  return pieces.expansion;
}

function uncertain(reader: ShellReader): string {
  reader.stop(reader.at, "unsure");
  return pieces.expansion;
}

/** The offset behind the `]` that belongs to the `[` at the cursor, on the same line. */
function closingBracket(reader: ShellReader): number | undefined {
  let depth = 0;
  for (let at = reader.at; at < reader.limit && reader.text[at] !== "\n"; at++) {
    const hole = reader.text.startsWith(opening, at) ? readHole(reader.text, at) : undefined;
    if (hole && !hole.ok) return undefined;
    if (hole) at = hole.value.end - 1;
    else if (reader.text[at] === "[") depth++;
    else if (reader.text[at] === "]" && --depth === 0) return at + 1;
  }
  return undefined;
}

/** A piece as the shell leaves it when it takes quotes away. */
function unquoted(raw: string): string {
  if (raw === "\\\n") return "";
  switch (raw[0]) {
    case "\\":
      return raw.slice(1);
    case "'":
      return raw.slice(1, -1);
    case '"':
      return raw.slice(1, -1).replace(/\\([$`"\\\n])/g, "$1");
    default:
      return raw;
  }
}
