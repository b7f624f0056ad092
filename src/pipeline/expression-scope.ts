import type { ExpressionFault } from "./expression-fault.ts";
import { functionNames, isFunction, statusFunctions } from "./expression-function.ts";
import type { Scope } from "./expression-name.ts";
import { nameFault } from "./expression-name.ts";
import { type Call, survey } from "./expression-survey.ts";
import { type Expression, tooDeep } from "./expression-syntax.ts";
import { suggestionHint } from "./suggest.ts";

/** Every name in an expression that its place does not know, in the order in which they are written. */
export function scopeFaults({ source, ast }: Expression, scope: Scope): ExpressionFault[] {
  const { references, calls, isTooDeep } = survey(ast);
  if (isTooDeep) return [tooDeep({ start: 0, end: source.length })];
  const faults = [
    ...references.map((each) => nameFault(each, scope)),
    ...calls.map((each) => callFault(each, scope)),
  ];
  return faults.filter((fault) => fault !== undefined).toSorted((a, b) => a.span.start - b.span.start);
}

function callFault({ name, span }: Call, scope: Scope): ExpressionFault | undefined {
  const fault = (message: string, hint: string): ExpressionFault => ({
    code: "unknown-name",
    message,
    span,
    hint,
  });
  if (!isFunction(name))
    return fault(`There is no function ${name}`, suggestionHint(name, functionNames, "functions"));
  if (statusFunctions.has(name.toLowerCase()) && !scope.status) {
    return fault(`${name}() is known only in if`, "Move it to the step's if");
  }
  if (name.toLowerCase() === "hashfiles" && !scope.needs) {
    return fault(
      `${name}() is known only in if, env and command`,
      "Move it to one of these: files may change before the step starts",
    );
  }
  return undefined;
}
