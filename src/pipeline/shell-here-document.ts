import { opening, readHole } from "./expression-hole.ts";
import { quotedPiece } from "./shell-expansion.ts";
import type { HereDocument, ShellReader } from "./shell-reader.ts";

/** Reads `<<` or `<<-` and the delimiter behind it; the body comes after the line. */
export function hereOperator(reader: ShellReader): undefined {
  const start = reader.at;
  const stripsTabs = reader.sees("<<-");
  reader.at += stripsTabs ? 3 : 2;
  while (/^[ \t]$/.test(reader.peek())) reader.at++;
  const word = delimiterWord(reader);
  // Expansions, escapes in double quotes and the like in a delimiter mean different things to different shells.
  if (word === undefined) return reader.stop(start, reader.seesHole() ? "delimiter" : "unsure");
  const delimiter = word.replace(/\\(.)|['"]/g, "$1");
  reader.pending.push({ delimiter, isQuoted: delimiter !== word, stripsTabs });
}

function delimiterWord(reader: ShellReader): string | undefined {
  const rest = reader.text.slice(reader.at, reader.limit);
  const word = /^(?:[\w.!%+,:@^/=-]|\\[^\n$`]|'[^'\n]*'|"[^"\n$`\\]*")+/.exec(rest)?.[0] ?? "";
  reader.at += word.length;
  return word !== "" && /^[ \t\n;&|<>()]?$/.test(reader.peek()) ? word : undefined;
}

/** At a line break: reads the bodies of the here-documents of the line that ends there, and moves behind them. */
export function hereBodies(reader: ShellReader): void {
  const documents = reader.pending;
  reader.pending = [];
  for (const document of documents) {
    if (!reader.done) readBody(reader, document);
  }
}

function readBody(reader: ShellReader, document: HereDocument): undefined {
  const start = reader.at;
  const body = document.isQuoted ? rawBody(reader, document) : expandedBody(reader, document);
  if (body === undefined) return reader.stop(start, "unsure");
  if (document.isQuoted) refuseAll(reader, start, body.end);
  else expandBody(reader, body.end);
  if (reader.stopped === undefined) reader.at = body.next;
}

/** Where a body ends, and where the script goes on. */
interface Body {
  readonly end: number;
  readonly next: number;
}

function rawBody(reader: ShellReader, document: HereDocument): Body {
  for (let at = reader.at; at < reader.limit; ) {
    const end = lineEnd(reader, at);
    if (isDelimiter(reader, document, at, end)) return { end: at, next: Math.min(end + 1, reader.limit) };
    at = end + 1;
  }
  return { end: reader.limit, next: reader.limit };
}

function lineEnd({ text, limit }: ShellReader, from: number): number {
  const found = text.indexOf("\n", from);
  return found === -1 || found > limit ? limit : found;
}

function isDelimiter(
  reader: ShellReader,
  { delimiter, stripsTabs }: HereDocument,
  from: number,
  to: number,
): boolean {
  const line = reader.text.slice(from, to);
  return (stripsTabs ? line.replace(/^\t+/, "") : line) === delimiter;
}

/**
 * Lines joined by a backslash count as one, and an expression's own line breaks not at all: it becomes a variable.
 * Undefined where shells would disagree, because a part of joined lines looks like the delimiter.
 */
function expandedBody(reader: ShellReader, document: HereDocument): Body | undefined {
  for (let at = reader.at; at < reader.limit; ) {
    const { end, joints } = logicalLine(reader, at);
    if (joints.length === 0 && isDelimiter(reader, document, at, end))
      return { end: at, next: Math.min(end + 1, reader.limit) };
    if (joints.length > 0 && looksClosed(reader, document, [at, ...joints, end + 1])) return undefined;
    at = end + 1;
  }
  return { end: reader.limit, next: reader.limit };
}

function logicalLine(
  reader: ShellReader,
  start: number,
): { readonly end: number; readonly joints: readonly number[] } {
  const joints: number[] = [];
  let at = start;
  while (at < reader.limit && reader.text[at] !== "\n") {
    const hole = reader.text.startsWith(opening, at) ? readHole(reader.text, at) : undefined;
    if (reader.text.startsWith("\\\n", at)) joints.push(at + 2);
    // One that is never closed is a fault by itself; to look for the end of each next one would take for ever.
    if (hole) at = hole.ok ? hole.value.end : reader.limit;
    else at += reader.text[at] === "\\" ? 2 : 1;
  }
  return { end: Math.min(at, reader.limit), joints };
}

function looksClosed(reader: ShellReader, document: HereDocument, bounds: readonly number[]): boolean {
  const lines = bounds
    .slice(1)
    .map((end, index) => reader.text.slice(bounds[index], end).replace(/\\?\n$/, ""));
  const isEnd = (line: string): boolean => line.replace(/^\t+/, "") === document.delimiter;
  return lines.some(isEnd) || isEnd(lines.join(""));
}

function refuseAll(reader: ShellReader, start: number, end: number): void {
  for (
    let at = reader.text.indexOf(opening, start);
    at !== -1 && at < end;
    at = reader.text.indexOf(opening, reader.at)
  ) {
    reader.at = at;
    reader.hole("double");
    if (reader.stopped !== undefined) return;
  }
  reader.refuse(start, end, "here");
}

function expandBody(reader: ShellReader, end: number): void {
  const { limit } = reader;
  reader.limit = end;
  while (!reader.done) quotedPiece(reader);
  if (reader.stopped === undefined) reader.limit = limit;
}
