import type { Quoting, ShellReader } from "./shell-reader.ts";
import type { Reason } from "./shell-refusal.ts";

/** What a piece of a word is to whoever judges the word: one character each. */
export const pieces = { hole: "\u0001", quoted: "\u0002", expansion: "\u0003" } as const;

/** Reads what `$` starts, up to its end; returns the piece that it is, or "$" where it is only a character. */
export function dollar(reader: ShellReader, quoting: Quoting): string {
  const next = reader.peek(1);
  if (reader.seesHole()) return hole(reader, quoting);
  if (reader.seesHole(1)) return misplaced(reader, 1, "dollar");
  if (next === "(") return reader.nest(() => parenthesis(reader));
  if (next === "{") return reader.nest(() => parameter(reader, quoting));
  if (next === "[") return brackets(reader);
  if (next === "'" && quoting === "bare") return ansi(reader);
  if (next === "\\" && reader.peek(2) === "\n") return stopped(reader, reader.at);
  const name = /^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(reader.text.slice(reader.at + 1, reader.at + 200))?.[0];
  reader.at += 1 + (name?.length ?? 0);
  return name === undefined ? "$" : pieces.expansion;
}

function hole(reader: ShellReader, quoting: Quoting): string {
  reader.hole(quoting);
  return pieces.hole;
}

/** A backslash and what it escapes. */
export function escapedPiece(reader: ShellReader): string {
  if (reader.seesHole(1)) return misplaced(reader, 1, "escaped");
  reader.at += 2;
  return pieces.quoted;
}

/** A `${{ }}` behind a character that would change what the shell makes of it. */
function misplaced(reader: ShellReader, ahead: number, reason: Reason): string {
  const start = reader.at;
  reader.at += ahead;
  reader.hole("double");
  reader.refuse(start, reader.at, reason);
  return pieces.hole;
}

function stopped(reader: ShellReader, start: number, reason: Reason = "unsure"): string {
  reader.stop(start, reason);
  return pieces.expansion;
}

function parenthesis(reader: ShellReader): string {
  const start = reader.at;
  if (reader.peek(2) === "(") {
    reader.at += 3;
    // `$((a); b)` is a calculation to some shells and a subshell to others.
    return arithmetic(reader, start) ? pieces.expansion : stopped(reader, start);
  }
  reader.at += 2;
  return substitution(reader, start);
}

/** Commands up to `)`, as in `$(…)` and `<(…)`; quotes around them do not reach inside. */
export function substitution(reader: ShellReader, start: number): string {
  const outer = reader.pending;
  reader.pending = [];
  const closed = reader.commands(reader, "paren");
  // Shells differ in whether a body then starts behind the line of the outer command.
  if (closed === "paren" && (reader.pending.length > 0 || crossesLine(reader, start, outer.length > 0))) {
    return stopped(reader, start);
  }
  reader.pending = outer;
  return closed === "paren" ? pieces.expansion : stopped(reader, start, "unterminated");
}

const crossesLine = (reader: ShellReader, start: number, isPending: boolean): boolean =>
  isPending && reader.text.slice(start, reader.at).includes("\n");

/** Reads up to `))` from behind `((`; false where the parentheses end otherwise. */
export function arithmetic(reader: ShellReader, start: number): boolean {
  for (let depth = 0; !reader.done; ) {
    const next = reader.peek();
    if (next === "(") depth++;
    if (next === ")" && depth-- === 0) return closeArithmetic(reader, start);
    // Shells differ in what a quote means in there; `#` is sure to be no comment only in a number such as 16#ff.
    if (/['"\\]/.test(next) || (next === "#" && !/\d/.test(reader.peek(-1)))) return false;
    if (!nested(reader, "double")) reader.at++;
  }
  return false;
}

function closeArithmetic(reader: ShellReader, start: number): boolean {
  if (reader.peek(1) !== ")") return false;
  reader.at += 2;
  reader.refuse(start, reader.at, "arithmetic");
  return true;
}

/** Reads an expansion, or a string in double quotes, where one starts. */
function nested(reader: ShellReader, quoting: Quoting): boolean {
  switch (reader.peek()) {
    case "$":
      dollar(reader, quoting);
      return true;
    case "`":
      backtick(reader);
      return true;
    case '"':
      double(reader);
      return true;
    default:
      return false;
  }
}

/** `$[1 + 1]`: arithmetic to bash, text to others. */
function brackets(reader: ShellReader): string {
  const start = reader.at;
  if (reader.shell === "sh") return stopped(reader, start, "bash");
  reader.at += 2;
  while (!reader.done && reader.peek() !== "]") {
    if (/['"\\`[]/.test(reader.peek())) return stopped(reader, start);
    if (!nested(reader, "double")) reader.at++;
  }
  if (reader.done) return stopped(reader, start, "unterminated");
  reader.at++;
  reader.refuse(start, reader.at, "arithmetic");
  return pieces.expansion;
}

/** `${…}` that is no expression: nothing in it is replaced, since shells disagree about quotes in there. */
function parameter(reader: ShellReader, quoting: Quoting): string {
  const start = reader.at;
  reader.at += 2;
  if (/[\s|]/.test(reader.peek())) return stopped(reader, start);
  while (!reader.done && reader.peek() !== "}") {
    const next = reader.peek();
    const harmless = quoting === "double" ? harmlessQuotes(reader) : 0;
    if (quoting === "double" && /['"]/.test(next) && harmless === 0) return stopped(reader, start);
    if (harmless > 0) reader.at += harmless;
    else if (next === "'") single(reader);
    else if (next === "\\") escapedPiece(reader);
    else if (!nested(reader, quoting)) reader.at++;
  }
  if (reader.done) return stopped(reader, start, "unterminated");
  reader.at++;
  reader.refuse(start, reader.at, "parameter");
  return pieces.expansion;
}

/** Length of a `"…"` that all shells take for the same piece, whether they see quotes in it or the end of some. */
const harmlessQuotes = ({ text, at, limit }: ShellReader): number =>
  /^"[\w .,:=@%+/-]*"/.exec(text.slice(at, Math.min(limit, at + 1000)))?.[0].length ?? 0;

/** A string in single quotes. */
export function single(reader: ShellReader): string {
  return plain(reader, "single", 1);
}

/** `$'…'`, where a backslash escapes for bash and does not for other shells. */
function ansi(reader: ShellReader): string {
  return plain(reader, "ansi", 2);
}

function plain(reader: ShellReader, reason: "single" | "ansi", open: number): string {
  const start = reader.at;
  reader.at += open;
  while (!reader.done && reader.peek() !== "'") {
    const isEscape = reason === "ansi" && reader.peek() === "\\";
    if (isEscape && reader.shell === "sh") return stopped(reader, start, "bash");
    if (reader.seesHole()) reader.hole("double");
    else if (isEscape) escapedPiece(reader);
    else reader.at++;
  }
  if (!close(reader, start)) return pieces.quoted;
  reader.refuse(start, reader.at, reason);
  return pieces.quoted.repeat(Math.max(1, reader.at - start - open - 1));
}

/** A string in double quotes; one piece for each character, hole and expansion in it. */
export function double(reader: ShellReader): string {
  const start = reader.at;
  let shape = "";
  for (reader.at++; !reader.done && reader.peek() !== '"'; ) shape += quotedPiece(reader);
  return close(reader, start) && shape !== "" ? shape : pieces.quoted;
}

/** Steps over a closing quote. A line break in quotes before a here-document's body is read differently by shells. */
function close(reader: ShellReader, start: number): boolean {
  if (reader.done) reader.stop(start, "unterminated");
  else reader.at++;
  if (crossesLine(reader, start, reader.pending.length > 0)) reader.stop(start, "unsure");
  return reader.stopped === undefined;
}

/** One piece of a string in double quotes, or of a here-document. */
export function quotedPiece(reader: ShellReader): string {
  switch (reader.peek()) {
    case "\\":
      return escapedPiece(reader);
    case "$":
      return dollar(reader, "double").replace("$", pieces.quoted);
    case "`":
      return backtick(reader);
    default:
      reader.at++;
      return pieces.quoted;
  }
}

export function backtick(reader: ShellReader): string {
  const start = reader.at;
  for (reader.at++; !reader.done && reader.peek() !== "`"; ) {
    if (reader.seesHole()) reader.hole("double");
    else if (reader.peek() === "\\") escapedPiece(reader);
    else reader.at++;
  }
  if (!close(reader, start)) return pieces.expansion;
  reader.refuse(start, reader.at, "backtick");
  return pieces.expansion;
}
