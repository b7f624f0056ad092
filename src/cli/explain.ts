import { type Code, codes } from "../pipeline/diagnostic.ts";
import { suggestionHint } from "../pipeline/suggest.ts";
import { type Paint, paintFor } from "../report/paint.ts";
import type { Args } from "./command.ts";
import { errorPages } from "./error-pages.ts";
import { exitCodes } from "./exit.ts";
import { wrap } from "./help.ts";
import type { Io } from "./io.ts";
import { usageError } from "./output.ts";
import { pageText, summaryOf } from "./page-text.ts";

/** Longer lines are hard to read, however wide the terminal is. */
const mostColumns = 88;
const leastColumns = 40;

export async function execute(args: Args, io: Io): Promise<number> {
  const { stdout } = io;
  const paint = paintFor(stdout);
  const columns = Math.max(leastColumns, Math.min(mostColumns, stdout.columns ?? mostColumns));
  const code = args.positionals[0]?.replace(/\.md$/, "");
  if (code !== undefined && !isCode(code)) {
    const hint = suggestionHint(code, Object.keys(codes), "codes");
    return usageError(`there is no code ${code}`, io, `${hint}\n  \`stepops explain\` lists all codes`);
  }
  const lines = code === undefined ? listLines(columns, paint) : explainLines(code, columns, paint);
  stdout.write(`${lines.join("\n")}\n`);
  return exitCodes.done;
}

const isCode = (text: string): text is Code => Object.hasOwn(codes, text);

const explainLines = (code: Code, columns: number, paint: Paint): readonly string[] => [
  `${paint("bold", code)} (${codes[code]})`,
  ...pageText(errorPages()[code], columns, paint),
];

/** A code a line with what is wrong beside it. */
function listLines(columns: number, paint: Paint): readonly string[] {
  const pages = Object.entries(errorPages());
  const widest = Math.max(...pages.map(([code]) => code.length));
  const room = columns - widest - 2;
  return pages.flatMap(([code, page]) =>
    wrap(summaryOf(page), room).map((line, index) =>
      index === 0 ? `${paint("cyan", code.padEnd(widest))}  ${line}` : " ".repeat(widest + 2) + line,
    ),
  );
}
