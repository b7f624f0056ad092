import type { Expr, Literal } from "@actions/expressions/ast";
import { type ExpressionData, NumberData, StringData } from "@actions/expressions/data/index";
import { ErrorType, ExpressionError, MAX_EXPRESSION_LENGTH } from "@actions/expressions/errors";
import { Lexer, type Token, TokenType } from "@actions/expressions/lexer";
import { Parser } from "@actions/expressions/parser";
import { exactNumber } from "./expression-data.ts";
import { type ExpressionFault, excerpt, type Span, syntaxFault } from "./expression-fault.ts";
import { signatures } from "./expression-function.ts";
import { err, ok, type Result } from "./result.ts";

/** One `${{ … }}`, or a bare `if`. Parsed once; evaluated when its context is known. */
export interface Expression {
  /** Between the braces, trimmed. */
  readonly source: string;
  readonly ast: Expr;
}

/** Parses the text between the braces, names unchecked. Spans are offsets into `source`. */
export function parseExpression(source: string): Result<Expression, ExpressionFault> {
  const all = { start: 0, end: source.length };
  if (source.trim() === "")
    return err(syntaxFault(all, "The expression is empty", "Write a name in it, such as params.epochs"));
  if (source.length > MAX_EXPRESSION_LENGTH) {
    return err(
      syntaxFault(
        all,
        `The expression is longer than ${MAX_EXPRESSION_LENGTH} characters`,
        "Move its logic into the command",
      ),
    );
  }
  const flat = flatten(source);
  const tokens = tokenize(flat);
  return tokens.ok ? parse(source, tokens.value) : err(symbolFault(flat, tokens.error));
}

/** With no line break outside strings a token's column, which is all that the library tells, is its offset. */
const flatten = (source: string): string =>
  source.replace(/'(?:[^']|'')*'|\s/g, (piece) => (/^\s$/.test(piece) ? " " : piece));

/** The error is the offset of a symbol that is none. */
function tokenize(source: string): Result<readonly Token[], number> {
  try {
    return ok(new Lexer(source).lex().tokens);
  } catch (error) {
    const tail = ` within expression: ${source}`;
    const message = error instanceof Error ? error.message.slice(0, -tail.length) : "";
    return err(Number(/ position (\d+)$/.exec(message)?.[1] ?? 1) - 1);
  }
}

function symbolFault(source: string, start: number): ExpressionFault {
  if (source[start] === "'") {
    return syntaxFault(
      { start, end: start + 1 },
      "A quoted string is never closed",
      "Close it with '; write '' for a quote inside it",
    );
  }
  const symbol =
    /^"[^"]*"?|^\S[^\s()[\],!<>=&|]*/.exec(source.slice(start))?.[0] ?? source.slice(start, start + 1);
  const span = { start, end: start + symbol.length };
  return syntaxFault(span, `Unexpected ${excerpt(symbol)} in an expression`, symbolHint(symbol));
}

// What people write from habit, by the first character of what the expression language has no meaning for.
const habits: readonly (readonly [RegExp, string])[] = [
  [/^["`]/, "Write strings in single quotes: 'like this'"],
  [/^\$/, "Leave out the inner ${{ }}: all between the braces is an expression"],
  [/^=/, "Compare with =="],
  [/^&/, "Write && for and"],
  [/^\|/, "Write || for or; there are no filters"],
  [/^[?:]/, "Write condition && value || other"],
  [/^[-+*/%]|[*/%]/, "Expressions have no arithmetic: do it in the command"],
  [/^[{}]/, "Use fromJSON('…') for objects and lists"],
  [/^[;#]/, "Leave it out: an expression is one value without comments"],
];

const symbolHint = (symbol: string): string =>
  habits.find(([shape]) => shape.test(symbol))?.[1] ?? "Join values with an operator such as ==, && or ||";

function parse(source: string, tokens: readonly Token[]): Result<Expression, ExpressionFault> {
  try {
    const ast = new Parser([...tokens], names(tokens), functions(tokens)).parse();
    return ok({ source, ast });
  } catch (error) {
    if (error instanceof ExpressionError) return err(parserFault(error, source));
    throw error;
  }
}

// The parser is told that it knows every name: the check of names, which comes after, has the better messages.
const names = (tokens: readonly Token[]): string[] =>
  tokens.filter(({ type }) => type === TokenType.IDENTIFIER).map(({ lexeme }) => lexeme);

function functions(tokens: readonly Token[]): ConstructorParameters<typeof Parser>[2] {
  const unknown = names(tokens).map((name) => ({ name, minArgs: 0, maxArgs: Number.POSITIVE_INFINITY }));
  return [...unknown, ...signatures];
}

function parserFault(error: ExpressionError, source: string): ExpressionFault {
  const { typ, tok } = error as unknown as { readonly typ: ErrorType; readonly tok: Token };
  const end = { start: source.length - 1, end: source.length };
  switch (typ) {
    case ErrorType.ErrorExceededMaxDepth:
      return tooDeep({ start: 0, end: source.length });
    case ErrorType.ErrorTooFewParameters:
    case ErrorType.ErrorTooManyParameters:
    case ErrorType.ErrorEvenParameters:
      return argumentFault(typ, tok);
    default:
      if (tok.type === TokenType.EOF || typ === ErrorType.ErrorUnexpectedEndOfExpression) {
        return syntaxFault(
          end,
          "The expression ends too early",
          "Close each ( and [, and give each operator both its sides",
        );
      }
      return syntaxFault(
        spanOf(tok),
        `Unexpected ${excerpt(tok.lexeme)} in an expression`,
        symbolHint(tok.lexeme),
      );
  }
}

const argumentProblems = new Map<ErrorType, string>([
  [ErrorType.ErrorTooFewParameters, "too few arguments"],
  [ErrorType.ErrorTooManyParameters, "too many arguments"],
  [ErrorType.ErrorEvenParameters, "no default: its last argument is the value where no condition holds"],
]);

const argumentFault = (type: ErrorType, token: Token): ExpressionFault =>
  syntaxFault(
    spanOf(token),
    `${token.lexeme} has ${argumentProblems.get(type)}`,
    "Look up its arguments among the functions of GitHub's expressions",
  );

export const tooDeep = (span: Span): ExpressionFault =>
  syntaxFault(span, "The expression is nested too deep", "Split it, or move its logic into the command");

export const spanOf = (token: Token): Span => ({
  start: token.range.start.column,
  end: token.range.end.column,
});

/** What a literal stands for: the library undoubles only the first '' of a string. */
export function literalData(literal: Literal): ExpressionData {
  const { token } = literal;
  if (token.type === TokenType.STRING) return new StringData(token.lexeme.slice(1, -1).replaceAll("''", "'"));
  return literal.literal instanceof NumberData ? exactNumber(literal.literal.value) : literal.literal;
}
