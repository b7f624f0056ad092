import type { Code, Diagnostic, Severity } from "../pipeline/diagnostic.ts";
import { type Location, positionAt } from "../pipeline/source.ts";
import { excerptOf, printable } from "./excerpt.ts";
import { plural } from "./format.ts";
import { colored, type Paint, plain, type Style } from "./paint.ts";

const styles: Readonly<Record<Severity, Style>> = { error: "red", warning: "yellow" };

// One fault for each step that a pipeline may have; a file of 1 MiB can hold thirty times as many.
const mostShown = 10_000;

/** Diagnostics for a person: each with its place, source line, caret and hint, then how many there are. Ends in a line break. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  { color }: { readonly color: boolean },
): string {
  if (diagnostics.length === 0) return "";
  const paint = color ? colored : plain;
  const parts = diagnostics.slice(0, mostShown).map((diagnostic) => renderOne(diagnostic, paint));
  const left = diagnostics.length - parts.length;
  if (left > 0) parts.push(`… and ${left.toLocaleString("en")} more, which --json lists`);
  return `${parts.join("\n\n")}\n\n${closing(diagnostics, paint)}\n`;
}

function renderOne(
  { code, severity, message, location, hint, related = [] }: Diagnostic,
  paint: Paint,
): string {
  const style = styles[severity];
  return [
    `${paint("bold", place(location))} ${paint([style, "bold"], severity)} ${paint("dim", code)} ${printable(message)}`,
    ...source(location, style, paint),
    ...related.flatMap((other) => [
      `  ${paint("bold", place(other.location))} ${printable(other.message)}`,
      ...source(other.location, "cyan", paint),
    ]),
    `  ${paint("cyan", "hint:")} ${printable(hint)}`,
  ].join("\n");
}

/** Clickable in terminals and editors. */
function place({ file, range }: Location): string {
  const { line, column } = positionAt(file, range.start);
  return `${printable(file.path)}:${line}:${column}:`;
}

/** Nothing for a file that has no text to show. */
function source(location: Location, style: Style, paint: Paint): readonly string[] {
  if (location.file.text === "") return [];
  const { line, text, before, carets } = excerptOf(location);
  if (text === "") return [];
  const gutter = String(line);
  const blank = " ".repeat(gutter.length);
  return [
    `  ${paint("dim", `${gutter} |`)} ${text}`,
    `  ${paint("dim", `${blank} |`)} ${before}${paint(style, carets)}`,
  ];
}

function closing(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const count = (wanted: Severity): number =>
    diagnostics.filter(({ severity }) => severity === wanted).length;
  const parts = (["error", "warning"] as const).flatMap((severity) =>
    count(severity) === 0 ? [] : [paint([styles[severity], "bold"], plural(count(severity), severity))],
  );
  return `${parts.join(", ")}; explained by \`stepops explain ${codeOf(diagnostics)}\``;
}

function codeOf(diagnostics: readonly Diagnostic[]): string {
  const distinct: ReadonlySet<Code> = new Set(diagnostics.map(({ code }) => code));
  const [only] = distinct;
  return distinct.size === 1 && only !== undefined ? only : "CODE";
}

interface Span {
  readonly file: string;
  /** All four count from 1; the end is the first position behind the range. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface JsonDiagnostic extends Span {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly related: readonly (Span & { readonly message: string })[];
}

/** Diagnostics for a program: `validate --json` prints this. */
export function toJson(diagnostics: readonly Diagnostic[]): readonly JsonDiagnostic[] {
  return diagnostics.map(({ code, severity, message, location, hint, related = [] }) => {
    const { file, ...span } = spanOf(location);
    return {
      file,
      code,
      severity,
      message,
      ...span,
      hint,
      related: related.map((other) => ({ ...spanOf(other.location), message: other.message })),
    };
  });
}

function spanOf({ file, range }: Location): Span {
  const { line, column } = positionAt(file, range.start);
  const end = positionAt(file, range.end);
  return { file: file.path, line, column, endLine: end.line, endColumn: end.column };
}
