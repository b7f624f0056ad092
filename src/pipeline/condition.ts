import { type ExpressionFault, syntaxFault } from "./expression-fault.ts";
import { statusFunctions } from "./expression-function.ts";
import { opening, readHole } from "./expression-hole.ts";
import type { Scope } from "./expression-name.ts";
import { survey } from "./expression-survey.ts";
import type { Expression } from "./expression-syntax.ts";
import { err, ok, type Result } from "./result.ts";
import { parseHole, parseWithin } from "./template.ts";

export interface ParsedCondition {
  readonly expression: Expression;
  readonly usesStatus: boolean;
}

/** `if:` with or without `${{ }}`; booleans are given as text. */
export function parseCondition(text: string, scope: Scope): Result<ParsedCondition, ExpressionFault[]> {
  const parsed = parse(text, scope);
  if (!parsed.ok) return parsed;
  const { calls } = survey(parsed.value.ast);
  return ok({
    expression: parsed.value,
    usesStatus: calls.some(({ name }) => statusFunctions.has(name.toLowerCase())),
  });
}

function parse(text: string, scope: Scope): Result<Expression, ExpressionFault[]> {
  const start = text.length - text.trimStart().length;
  const at = unquotedOpening(text);
  if (at === -1) return parseBare(text, start, scope);
  const hole = readHole(text, at);
  if (!hole.ok) return err([hole.error]);
  if (at === start && text.slice(hole.value.end).trim() === "") return parseHole(text, hole.value, scope);
  // GitHub would make one text of it, and a text that is not empty is true: `${{ false }} && x` runs the step.
  const span = { start: at, end: hole.value.end };
  return err([
    syntaxFault(
      span,
      "${{ }} is only a part of this condition",
      "Put the whole condition in one ${{ }}, or leave the braces out",
    ),
  ]);
}

function parseBare(text: string, start: number, scope: Scope): Result<Expression, ExpressionFault[]> {
  const source = text.trim();
  return parseWithin(
    source,
    source === "" ? { start: 0, end: text.length } : { start, end: start + source.length },
    scope,
  );
}

function unquotedOpening(text: string): number {
  const at = text.replace(/'(?:[^']|'')*'/g, (string) => " ".repeat(string.length)).indexOf(opening);
  return text.trimStart().startsWith(opening) ? text.indexOf(opening) : at;
}
