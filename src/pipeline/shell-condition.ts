import { pieces } from "./shell-expansion.ts";
import type { ShellReader } from "./shell-reader.ts";
import { readWord, type Word } from "./shell-word.ts";

// Bash calculates the words beside these, and evaluates the index in a name behind -v and -R.
const calculating = /^-(?:eq|ne|lt|le|gt|ge)$/;
const naming = /^-[vR]$/;

/** Reads `[[ … ]]` of bash from behind `[[`. */
export function readCondition(reader: ShellReader, start: number): undefined {
  const words: Word[] = [];
  for (;;) {
    while (/^[ \t\n()<>&|]$/.test(reader.peek()) || reader.sees("\\\n"))
      reader.at += reader.peek() === "\\" ? 2 : 1;
    if (reader.done) return reader.stop(start, "unterminated");
    if (reader.peek() === "#" || reader.peek() === ";") return reader.stop(start, "unsure");
    const word = readWord(reader);
    if (word.shape === "]]") return judge(reader, words);
    words.push(word);
  }
}

function judge(reader: ShellReader, words: readonly Word[]): undefined {
  for (const [index, { literal = "" }] of words.entries()) {
    const isCalculating = calculating.test(literal);
    const operands = isCalculating
      ? [words[index - 1], words[index + 1]]
      : naming.test(literal)
        ? [words[index + 1]]
        : [];
    for (const operand of operands) {
      if (operand?.shape.includes(pieces.hole)) reader.refuse(operand.start, operand.end, "arithmetic");
    }
  }
}
