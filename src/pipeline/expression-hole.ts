import { type ExpressionFault, syntaxFault } from "./expression-fault.ts";
import { err, ok, type Result } from "./result.ts";

/** One `${{ … }}` in a text. All are offsets into it; the inner ones leave out braces and the blanks beside them. */
export interface Hole {
  readonly start: number;
  readonly end: number;
  readonly innerStart: number;
  readonly innerEnd: number;
}

export const opening = "${{";

/** Reads the `${{` at `start` up to its `}}`; one inside a quoted string of the expression does not end it. */
export function readHole(text: string, start: number): Result<Hole, ExpressionFault> {
  let quote = -1;
  for (let at = start + opening.length; at < text.length; at++) {
    if (text[at] === "'") quote = quote === -1 ? at : -1;
    else if (quote === -1 && text.startsWith("}}", at)) return ok(trimmed(text, start, at));
  }
  return err(unclosed(text, start, quote));
}

function trimmed(text: string, start: number, close: number): Hole {
  const inner = text.slice(start + opening.length, close);
  const innerStart = start + opening.length + (inner.length - inner.trimStart().length);
  return {
    start,
    end: close + 2,
    innerStart,
    innerEnd: Math.max(innerStart, innerStart + inner.trim().length),
  };
}

function unclosed(text: string, start: number, quote: number): ExpressionFault {
  if (quote !== -1 && text.includes("}}", quote)) {
    const span = { start: quote, end: quote + 1 };
    return syntaxFault(
      span,
      "A quoted string inside ${{ }} is never closed",
      "Close it with '; write '' for a quote inside it",
    );
  }
  const hint = "Close it with }}; for these three characters as text write ${{ '${{' }}";
  return syntaxFault({ start, end: start + opening.length }, "${{ is never closed", hint);
}
