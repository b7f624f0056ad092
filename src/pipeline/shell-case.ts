import type { ShellReader } from "./shell-reader.ts";
import { readWord, seesProcess } from "./shell-word.ts";

/** `case WORD in (PATTERN | PATTERN) commands ;; … esac`, from behind `case`. */
export function readCase(reader: ShellReader, start: number): undefined {
  reader.skipBlanks();
  if (reader.endsCommand) return reader.stop(start, "unsure");
  readWord(reader);
  reader.skipLines();
  if (reader.done || reader.endsCommand || readWord(reader).shape !== "in")
    return reader.stop(start, "unsure");
  while (reader.stopped === undefined) {
    reader.skipLines();
    if (reader.done) return reader.stop(start, "unterminated");
    if (readPatterns(reader) === "esac") return;
    if (reader.commands(reader, "clause") === "esac") return;
  }
}

function readPatterns(reader: ShellReader): "esac" | "patterns" {
  const isParenthesized = reader.peek() === "(";
  if (isParenthesized) reader.at++;
  for (let isFirst = true; ; isFirst = false) {
    skipBlanksOrStop(reader);
    if (reader.done) return "patterns";
    const { shape } = readWord(reader);
    if (shape === "esac" && isFirst && !isParenthesized) return "esac";
    reader.skipBlanks();
    const next = reader.peek();
    if (next !== "|" && next !== ")") reader.stop(reader.at, "unsure");
    reader.at += reader.done ? 0 : 1;
    if (next === ")" || reader.done) return "patterns";
  }
}

function skipBlanksOrStop(reader: ShellReader): void {
  reader.skipBlanks();
  if (/^[\n;&<>()|]?$/.test(reader.peek()) && !seesProcess(reader)) reader.stop(reader.at, "unsure");
}
