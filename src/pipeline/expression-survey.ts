import {
  Binary,
  ContextAccess,
  type Expr,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Star,
  Unary,
} from "@actions/expressions/ast";
import type { Span } from "./expression-fault.ts";
import { literalData, spanOf } from "./expression-syntax.ts";

/** A step from a value into it: a name that is written out, or something known at evaluation only (`*`, an index that is computed). */
export type Key = { readonly name: string; readonly span: Span } | "computed";

/** `needs.train.values['rows']`: a context and the way into it. */
export interface Reference {
  readonly context: string;
  readonly span: Span;
  readonly keys: readonly Key[];
}

export interface Call {
  readonly name: string;
  readonly span: Span;
}

export interface Survey {
  readonly references: readonly Reference[];
  readonly calls: readonly Call[];
  /** True where evaluation by recursion would go too deep; the rest of the survey is then cut short. */
  readonly isTooDeep: boolean;
}

// The parser bounds all nesting but chains of comparisons, which grow to the left.
const maxDepth = 200;

/** Every context and function that an expression names. Iterative, since a chain of comparisons can be thousands deep. */
export function survey(ast: Expr): Survey {
  const references: Reference[] = [];
  const calls: Call[] = [];
  const open: { readonly expr: Expr; readonly depth: number }[] = [{ expr: ast, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { expr, depth } = next;
    if (depth > maxDepth) return { references, calls, isTooDeep: true };
    if (expr instanceof FunctionCall)
      calls.push({ name: expr.functionName.lexeme, span: spanOf(expr.functionName) });
    const { root, keys, indexes } = chain(expr);
    if (root instanceof ContextAccess) {
      references.push({ context: root.name.lexeme.toLowerCase(), span: spanOf(root.name), keys });
    }
    const below =
      root === expr ? children(expr) : root instanceof ContextAccess ? indexes : [root, ...indexes];
    for (const child of below) open.push({ expr: child, depth: depth + 1 });
  }
  return { references, calls, isTooDeep: false };
}

function children(expr: Expr): readonly Expr[] {
  if (expr instanceof Unary) return [expr.expr];
  if (expr instanceof Binary) return [expr.left, expr.right];
  if (expr instanceof Logical || expr instanceof FunctionCall) return expr.args;
  return [];
}

/** Follows `.name` and `[index]` down to what they start from. */
function chain(expr: Expr): {
  readonly root: Expr;
  readonly keys: readonly Key[];
  readonly indexes: readonly Expr[];
} {
  const keys: Key[] = [];
  const indexes: Expr[] = [];
  let root = expr;
  while (root instanceof IndexAccess || root instanceof Grouping) {
    if (root instanceof IndexAccess) {
      keys.unshift(keyOf(root.index));
      if (!(root.index instanceof Star || root.index instanceof Literal)) indexes.push(root.index);
    }
    root = root instanceof IndexAccess ? root.expr : root.group;
  }
  return { root, keys, indexes };
}

const keyOf = (index: Expr): Key =>
  index instanceof Literal
    ? { name: literalData(index).coerceString(), span: spanOf(index.token) }
    : "computed";
