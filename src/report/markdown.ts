import { stripVTControlCharacters } from "../host/builtin.ts";

/**
 * Text in a table cell or inside a line of GitHub's Markdown, where it can be nothing but text: no markup, no HTML, no
 * link, no mention, no end of its cell or line. Entities do it, as a backslash is itself a character inside of code.
 */
export function markdownText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\s+/gu, " ")
    .replace(/\p{Cc}/gu, "�")
    .replace(/[&<>"'`*_~|\\[\]#@$:]/gu, entity)
    .replace(/\bwww\./giu, "www&#46;");
}

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/** Code in a line or a cell; backticks in Markdown cannot hold every text, `<code>` can. */
export const markdownCode = (text: string): string => `<code>${markdownText(text)}</code>`;

/** Lines as they are, in a fence longer than any run of backticks among them. */
export function markdownFence(lines: readonly string[], language = ""): string {
  const bare = lines.map((line) => stripVTControlCharacters(line).replace(/[\p{Cc}\u2028\u2029]/gu, " "));
  const longest = Math.max(2, ...bare.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...bare, fence].join("\n");
}

export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  rightFrom = head.length,
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, column) => (column >= rightFrom ? "---:" : "---"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}
