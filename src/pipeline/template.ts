import type { ExpressionFault, Span } from "./expression-fault.ts";
import { type Hole, opening, readHole } from "./expression-hole.ts";
import type { Scope } from "./expression-name.ts";
import { scopeFaults } from "./expression-scope.ts";
import { type Expression, parseExpression } from "./expression-syntax.ts";
import { err, ok, type Result } from "./result.ts";

/** Literal text and expressions in turn; a string without `${{` is `[string]`. */
export type Template = readonly (string | Expression)[];

/** Reads a string with any number of `${{ }}` and checks every name in them; all faults are reported together. */
export function parseTemplate(text: string, scope: Scope): Result<Template, ExpressionFault[]> {
  const parts: (string | Expression)[] = [];
  const faults: ExpressionFault[] = [];
  let rest = 0;
  for (let at = text.indexOf(opening); at !== -1; at = text.indexOf(opening, rest)) {
    const hole = readHole(text, at);
    if (!hole.ok) return err([...faults, hole.error]);
    const parsed = parseHole(text, hole.value, scope);
    if (!parsed.ok) faults.push(...parsed.error);
    else parts.push(text.slice(rest, at), parsed.value);
    rest = hole.value.end;
  }
  parts.push(text.slice(rest));
  if (faults.length > 0) return err(faults);
  return ok(parts.length === 1 ? parts : parts.filter((part) => part !== ""));
}

/** The expression in a hole, its names checked. */
export function parseHole(text: string, hole: Hole, scope: Scope): Result<Expression, ExpressionFault[]> {
  const source = text.slice(hole.innerStart, hole.innerEnd);
  // An empty one has no inside that a caret could point at.
  const inside = source === "" ? hole : { start: hole.innerStart, end: hole.innerEnd };
  return parseWithin(source, inside, scope);
}

/** Parses and checks `source`, which lies at `place` of the string that faults point into. */
export function parseWithin(
  source: string,
  place: Span,
  scope: Scope,
): Result<Expression, ExpressionFault[]> {
  const parsed = parseExpression(source);
  const faults = parsed.ok ? scopeFaults(parsed.value, scope) : [parsed.error];
  if (parsed.ok && faults.length === 0) return parsed;
  return err(
    faults.map((fault) => ({
      ...fault,
      span: source === "" ? spanIn(place) : moved(fault.span, place.start),
    })),
  );
}

const spanIn = ({ start, end }: Span): Span => ({ start, end });
const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });
