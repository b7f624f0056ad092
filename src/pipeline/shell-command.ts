import { isAssignment, judgeAssigned, judgeCommand } from "./shell-builtin.ts";
import { readCase } from "./shell-case.ts";
import { readCondition } from "./shell-condition.ts";
import { arithmetic } from "./shell-expansion.ts";
import { hereBodies, hereOperator } from "./shell-here-document.ts";
import type { Closed, Closer, ShellReader } from "./shell-reader.ts";
import { readWord, seesProcess, subscript, type Word } from "./shell-word.ts";

// Words behind which the next word can again be a keyword; `-p` is the option of `time`.
const keywords = new Set("if then elif else fi do done while until { } ! time -p esac".split(" "));

/** Reads commands up to what closes them: `)`, `;;` or `esac` of a case, or the end. */
export function readCommands(reader: ShellReader, closer: Closer): Closed {
  while (!reader.done) {
    reader.skipBlanks();
    const closed = readSeparator(reader, closer) ?? readCommand(reader, closer);
    if (closed !== "open") return closed;
  }
  return "end";
}

type Progress = Closed | "open";

/** What stands between commands; undefined where a command starts. */
function readSeparator(reader: ShellReader, closer: Closer): Progress | undefined {
  switch (reader.peek()) {
    case "":
      return "end";
    case "\n":
      reader.at++;
      hereBodies(reader);
      return "open";
    case "#":
      reader.skipComment();
      return "open";
    case ";":
      return readSemicolon(reader, closer);
    case "&":
    case "|":
      reader.at++;
      return "open";
    case ")":
      return readParenthesis(reader, closer);
    default:
      return undefined;
  }
}

function readSemicolon(reader: ShellReader, closer: Closer): Progress {
  const clause = [";;&", ";;", ";&"].find((sign) => reader.sees(sign));
  reader.at += clause?.length ?? 1;
  if (clause === undefined) return "open";
  return closer === "clause" ? "clause" : lost(reader);
}

function readParenthesis(reader: ShellReader, closer: Closer): Progress {
  if (closer !== "paren") return lost(reader);
  reader.at++;
  return "paren";
}

/** The script is not what this reader takes for shell. */
function lost(reader: ShellReader): "end" {
  reader.stop(reader.at, "unsure");
  return "end";
}

function readCommand(reader: ShellReader, closer: Closer): Progress {
  const words: Word[] = [];
  while (!reader.endsCommand) {
    if (reader.peek() === "(") {
      if (!readOpening(reader, words)) return lost(reader);
      words.length = 0;
    } else if (seesRedirection(reader)) readRedirection(reader);
    else if (readNext(reader, words, closer) === "esac") return "esac";
    reader.skipBlanks();
  }
  judgeCommand(reader, words);
  return reader.stopped === undefined ? "open" : "end";
}

/** `(` is a subshell or a calculation at the start of a command, and behind one word the mark of a function. */
function readOpening(reader: ShellReader, words: readonly Word[]): boolean {
  const start = reader.at;
  const [name] = words;
  if (name === undefined) return reader.sees("((") ? readCalculation(reader) : readSubshell(reader, start);
  reader.at++;
  reader.skipBlanks();
  if (words.length > 1 || reader.peek() !== ")") return false;
  reader.at++;
  reader.refuse(name.start, name.end, "name");
  return true;
}

function readSubshell(reader: ShellReader, start: number): boolean {
  reader.at++;
  if (reader.nest(() => reader.commands(reader, "paren")) === "paren") return true;
  reader.stop(start, "unterminated");
  return true;
}

/** `((…))` is arithmetic to bash and two subshells to others. */
function readCalculation(reader: ShellReader): boolean {
  const start = reader.at;
  reader.at += 2;
  const isArithmetic = arithmetic(reader, start);
  if (reader.shell === "sh") reader.stop(start, "bash");
  else if (!isArithmetic) reader.stop(start, "unsure");
  return true;
}

const seesRedirection = (reader: ShellReader): boolean =>
  (/^[<>]$/.test(reader.peek()) && !seesProcess(reader)) || reader.sees("&>");

function readRedirection(reader: ShellReader): undefined {
  const start = reader.at;
  // `&>` starts the command in the background where it is not known.
  if (reader.sees("&>") && reader.shell === "sh") return reader.stop(start, "bash");
  if (reader.sees("<<") && !reader.sees("<<<")) return hereOperator(reader);
  const operator =
    /^(?:<<<|&>>|&>|<>|<&|>&|>>|>\||[<>])/.exec(reader.text.slice(start, start + 3))?.[0] ?? "";
  reader.at += operator.length;
  if (reader.sees("\\\n") && !operator.startsWith("<<<")) return reader.stop(start, "unsure");
  reader.skipBlanks();
  if (!reader.endsCommand && reader.peek() !== "(") readWord(reader);
}

/** Takes one word, and the rest of what it starts if it is a keyword. */
function readNext(reader: ShellReader, words: Word[], closer: Closer): "esac" | "word" {
  const word = readWord(reader);
  if (/^[<>]$/.test(reader.peek()) && isDescriptor(word)) {
    // In `{a[…]}>file` bash calculates the index.
    reader.refuse(word.start, word.end, "name");
    return "word";
  }
  if (words.length === 0) {
    if (word.shape === "esac" && closer === "clause") return "esac";
    if (readKeyword(reader, word)) return "word";
  }
  if (reader.peek() === "(" && isAssignment(word) && word.shape.endsWith("=")) readList(reader);
  words.push(word);
  return "word";
}

const isDescriptor = ({ shape }: Word): boolean => /^(?:\d+|\{\w+(?:\[.*\])?\})$/s.test(shape);

function readKeyword(reader: ShellReader, { shape, start, end }: Word): boolean {
  switch (shape) {
    case "case":
      reader.nest(() => readCase(reader, start));
      return true;
    case "for":
    case "select":
      readLoop(reader);
      return true;
    case "function":
      readName(reader);
      return true;
    case "[[":
      if (reader.shell === "sh") reader.stop(start, "bash");
      else readCondition(reader, start);
      return true;
    case "coproc":
      reader.stop(end, "unsure");
      return true;
    default:
      return keywords.has(shape);
  }
}

/** `NAME in WORDS` behind `for` and `select`, or the `((…))` of bash. */
function readLoop(reader: ShellReader): undefined {
  reader.skipBlanks();
  if (reader.sees("((")) return void readCalculation(reader);
  const name = readName(reader);
  reader.skipLines();
  if (!name || !/^in(?:[ \t\n;&|]|\\\n|$)/.test(reader.text.slice(reader.at, reader.at + 4))) return;
  reader.at += 2;
  for (reader.skipBlanks(); !reader.endsCommand; reader.skipBlanks()) {
    if (/^[<>(]$/.test(reader.peek()) && !seesProcess(reader)) return reader.stop(reader.at, "unsure");
    judgeAssigned(reader, name.shape, readWord(reader));
  }
}

/** The name behind `for`, `select` and `function`. */
function readName(reader: ShellReader): Word | undefined {
  reader.skipBlanks();
  if (reader.endsCommand) return undefined;
  const name = readWord(reader);
  reader.refuse(name.start, name.end, "name");
  reader.skipBlanks();
  if (/^\([ \t]*\)/.test(reader.text.slice(reader.at, reader.limit)))
    reader.at = reader.text.indexOf(")", reader.at) + 1;
  return name;
}

/** `name=(…)` of bash. */
function readList(reader: ShellReader): undefined {
  const start = reader.at;
  reader.declares.arrays = true;
  if (reader.shell === "sh") return reader.stop(start, "bash");
  reader.at++;
  for (;;) {
    reader.skipLines();
    if (reader.done) return reader.stop(start, "unterminated");
    if (reader.peek() === ")") break;
    if (/^[;&|<>(]$/.test(reader.peek()) && !seesProcess(reader)) return reader.stop(start, "unsure");
    if (reader.peek() === "[") subscript(reader);
    readWord(reader);
  }
  reader.at++;
}
