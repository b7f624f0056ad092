import type { Paint } from "../report/paint.ts";
import { renderTable } from "../report/table.ts";
import { wrap } from "./help.ts";

/** The sentence that a page of a code begins with, on one line. */
export const summaryOf = (page: string): string =>
  (page.split(/\n{2,}/)[1] ?? "").replaceAll("\n", " ").replace(/\.(?: .*)?$/, "");

/** A page's Markdown for a terminal: paragraphs broken at `columns`, code indented, tables in columns; the title is left out. */
export function pageText(page: string, columns: number, paint: Paint): readonly string[] {
  const [, ...blocks] = page.match(/^```[\s\S]*?^```$|^[^\n]+(?:\n(?!```)[^\n]+)*/gm) ?? [];
  return blocks.flatMap((block) => ["", ...blockLines(block, columns, paint)]);
}

function blockLines(block: string, columns: number, paint: Paint): readonly string[] {
  const lines = block.split("\n");
  if (block.startsWith("```")) return lines.slice(1, -1).map((line) => paint("cyan", `  ${line}`.trimEnd()));
  if (block.startsWith("|")) return tableLines(lines, paint);
  return block.split(/\n(?=- )/).flatMap((part) => paragraph(part, columns));
}

function paragraph(text: string, columns: number): readonly string[] {
  const indent = text.startsWith("- ") ? "  " : "";
  const words = text.replaceAll(/\s+/g, " ").replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
  // Code stays on one line: a break inside could not be told from a blank.
  const whole = words.replaceAll(/`[^`]*`/g, (code) => code.replaceAll(" ", "\u00a0"));
  return wrap(whole, columns - indent.length)
    .map((line) => line.replaceAll("\u00a0", " "))
    .map((line, index) => (index === 0 ? line : indent + line));
}

function tableLines(lines: readonly string[], paint: Paint): readonly string[] {
  const [head = [], , ...rows] = lines.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("\\|", "|")),
  );
  return renderTable(head, rows, paint);
}
