/** A fault inside a string: `span` are offsets into that string, so that the caret lands inside `${{ }}`. */
export interface ExpressionFault {
  readonly code: "expression-syntax" | "expression-quoting" | "unknown-name" | "unknown-value";
  readonly message: string;
  readonly span: Span;
  /** What to do next; every fault has one. */
  readonly hint: string;
  /** The name is unknown because of another fault, which is the one to show. */
  readonly isFollowOn?: true;
}

/** Half-open span of UTF-16 offsets into a string value. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const syntaxFault = (span: Span, message: string, hint: string): ExpressionFault => ({
  code: "expression-syntax",
  message,
  span,
  hint,
});

/** User text in a message: one line, cut short. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
