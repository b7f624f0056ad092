import { survey } from "./expression-survey.ts";
import type { Expression } from "./expression-syntax.ts";
import type { Template } from "./template.ts";

export { type ParsedCondition, parseCondition } from "./condition.ts";
export {
  asText,
  type Context,
  evaluate,
  type LegResult,
  type NeededResult,
  render,
  truthy,
} from "./evaluation.ts";
export type { ExpressionFault } from "./expression-fault.ts";
export type { NeededStep, Scope } from "./expression-name.ts";
export type { Expression } from "./expression-syntax.ts";
export { parseTemplate, type Template } from "./template.ts";

/** Whether a template names one of `context.name`, in lower case; a computed name may be any. */
export function uses(template: Template, names: ReadonlySet<string>): boolean {
  const references = template.flatMap((part) =>
    typeof part === "string" ? [] : survey(part.ast).references,
  );
  return references.some(({ context, keys: [key] }) =>
    key === undefined || key === "computed"
      ? [...names].some((name) => name.startsWith(`${context}.`))
      : names.has(`${context}.${key.name.toLowerCase()}`),
  );
}

/** Names after `needs.`: the edges that expressions make. `needs` alone, `needs.*` and `needs[…]` make none. */
export function neededSteps(...parts: readonly (Template | Expression)[]): ReadonlySet<string> {
  const expressions = parts.flatMap((part) =>
    "ast" in part ? [part] : part.filter((piece) => typeof piece !== "string"),
  );
  const keys = expressions.flatMap(({ ast }) =>
    survey(ast).references.filter(({ context }) => context === "needs"),
  );
  return new Set(
    keys.flatMap(({ keys: [step] }) => (step === undefined || step === "computed" ? [] : [step.name])),
  );
}
