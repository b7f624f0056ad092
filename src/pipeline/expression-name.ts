import type { ExpressionFault, Span } from "./expression-fault.ts";
import type { Key, Reference } from "./expression-survey.ts";
import { githubHint, githubProperties } from "./github-context.ts";
import { suggestionHint } from "./suggest.ts";

/** What an expression may name. Static scope is whatever shapes graph, plan and cost; step scope `if`, `env` and `command`. */
export interface Scope {
  readonly params: readonly string[];
  /** Axes of this step; [] without a matrix. */
  readonly matrix: readonly string[];
  readonly env: readonly string[];
  /** Undefined in static scope: then `needs`, `hashFiles` and status functions are faults that say why. */
  readonly needs?: ReadonlyMap<string, NeededStep>;
  /** success(), failure(), always(), cancelled() are for `if` only. */
  readonly status: boolean;
  /** Whether an unknown name (`params`, `epochs`) would be known but for a fault elsewhere, so that it is none itself. */
  readonly isLost?: (context: string, names: readonly string[]) => boolean;
}

export interface NeededStep {
  readonly values: readonly string[];
  readonly isMatrix: boolean;
}

const contexts = ["params", "matrix", "github", "env", "needs"];

// Contexts of GitHub's workflows that have no meaning in a pipeline, with what takes their place.
const foreign: Readonly<Record<string, string>> = {
  secrets: 'List the secret under the step\'s secrets and read it as an environment variable: "$NAME"',
  steps: "Write needs.<step>.values.<name>; each step of a pipeline runs by itself",
  jobs: "Write needs.<step>.values.<name>",
  inputs: "Write params.<name> for a param of the pipeline; inputs of a workflow are passed with --param",
  vars: "Declare a param and let the workflow pass the variable with --param",
  runner: "Read RUNNER_OS, RUNNER_ARCH or RUNNER_TEMP in the command as environment variables",
  job: "Write needs.<step>.result for the result of another step",
  strategy: "Write matrix.<axis>",
};

/** The fault of one reference such as `needs.train.values.rows`, or undefined when its names are known. */
export function nameFault(reference: Reference, scope: Scope): ExpressionFault | undefined {
  const fault = unknownIn(reference, scope);
  if (!fault || !scope.isLost) return fault;
  const names = reference.keys.map((key) => (key === "computed" ? "" : key.name));
  return scope.isLost(reference.context, names) ? { ...fault, isFollowOn: true } : fault;
}

function unknownIn(reference: Reference, scope: Scope): ExpressionFault | undefined {
  const [first, ...rest] = reference.keys;
  switch (reference.context) {
    case "params":
      return memberFault("param", first, scope.params, "params");
    case "env":
      return memberFault("env variable", first, scope.env, "variables of env in this file");
    case "matrix":
      return matrixFault(reference, scope);
    case "github":
      return memberFault("property of github", first, githubProperties, "properties", githubHint);
    case "needs":
      return needsFault(reference.span, first, rest, scope);
    default:
      return contextFault(reference);
  }
}

function contextFault({ context, span }: Reference): ExpressionFault {
  const hint = Object.hasOwn(foreign, context) ? foreign[context] : undefined;
  return unknownName(
    span,
    `There is no context ${context} in a pipeline`,
    hint ?? suggestionHint(context, contexts, "contexts"),
  );
}

function matrixFault({ keys, span }: Reference, scope: Scope): ExpressionFault | undefined {
  if (scope.matrix.length > 0)
    return memberFault("axis", keys[0], scope.matrix, "axes of this step's matrix");
  return unknownName(
    span,
    "matrix is known only in a step that has one",
    "Add strategy: {matrix: …} to the step, or use a param",
  );
}

function memberFault(
  noun: string,
  key: Key | undefined,
  known: readonly string[],
  plural: string,
  ownHint?: (name: string) => string | undefined,
): ExpressionFault | undefined {
  // Which name a computed index gives is known at evaluation only; one that is missing is null then.
  if (key === undefined || key === "computed" || includes(known, key.name)) return undefined;
  const hint = ownHint?.(key.name) ?? suggestionHint(key.name, known, plural);
  return unknownName(key.span, `There is no ${noun} "${key.name}"`, hint);
}

function needsFault(
  span: Span,
  id: Key | undefined,
  rest: readonly Key[],
  scope: Scope,
): ExpressionFault | undefined {
  if (!scope.needs) {
    return unknownName(
      span,
      "needs is known only in if, env and command",
      "Use params here, or move it: what shapes the plan cannot wait for results",
    );
  }
  if (id === undefined) return undefined;
  if (id === "computed") return undefined;
  const step = scope.needs.get(id.name);
  if (step) return stepFault({ id: id.name, step }, rest);
  return unknownName(
    id.span,
    `There is no step "${id.name}"`,
    suggestionHint(id.name, scope.needs.keys(), "steps"),
  );
}

interface Needed {
  readonly id: string;
  readonly step: NeededStep;
}

function stepFault(needed: Needed, [member, ...rest]: readonly Key[]): ExpressionFault | undefined {
  if (member === undefined || member === "computed") return undefined;
  const { id, step } = needed;
  switch (member.name.toLowerCase()) {
    case "result":
      return undefined;
    case "values":
      return step.isMatrix ? matrixValuesFault(needed, member.span) : valueFault(needed, rest[0]);
    case "legs":
      return step.isMatrix
        ? legFault(needed, rest)
        : unknownName(
            member.span,
            `Step "${id}" has no matrix, so no legs`,
            `Write needs.${id}.values or needs.${id}.result`,
          );
    default:
      return unknownName(
        member.span,
        `needs.${id} has no "${member.name}"`,
        memberHint(member.name, step.isMatrix),
      );
  }
}

const memberHint = (name: string, isMatrix: boolean): string =>
  name.toLowerCase() === "outputs"
    ? "Write values: what a step writes to $STEPOPS_VALUES; its outputs are files"
    : suggestionHint(name, isMatrix ? ["result", "legs"] : ["result", "values"], "properties");

const matrixValuesFault = ({ id }: Needed, span: Span): ExpressionFault =>
  unknownName(
    span,
    `Step "${id}" has a matrix, so its legs have values of their own`,
    `Write needs.${id}.legs.*.values for a list with those of every leg`,
  );

function legFault(needed: Needed, [index, member, value]: readonly Key[]): ExpressionFault | undefined {
  if (index !== undefined && index !== "computed" && !/^\d+$/.test(index.name)) {
    return unknownName(
      index.span,
      `legs is a list, so it has no "${index.name}"`,
      `Write needs.${needed.id}.legs.*.${index.name} for a list with that of every leg`,
    );
  }
  if (member === undefined || member === "computed") return undefined;
  const parts = ["matrix", "result", "values"];
  if (!includes(parts, member.name)) {
    return unknownName(
      member.span,
      `A leg has no "${member.name}"`,
      suggestionHint(member.name, parts, "properties of a leg"),
    );
  }
  return member.name.toLowerCase() === "values" ? valueFault(needed, value) : undefined;
}

function valueFault({ id, step }: Needed, key: Key | undefined): ExpressionFault | undefined {
  if (key === undefined || key === "computed" || includes(step.values, key.name)) return undefined;
  const hint =
    step.values.length > 0
      ? suggestionHint(key.name, step.values, `values of ${id}`)
      : `List it in step "${id}": values: [${key.name}]`;
  return {
    code: "unknown-value",
    message: `Step "${id}" does not declare a value "${key.name}"`,
    span: key.span,
    hint,
  };
}

const unknownName = (span: Span, message: string, hint: string): ExpressionFault => ({
  code: "unknown-name",
  message,
  span,
  hint,
});

const includes = (known: readonly string[], name: string): boolean =>
  foldedNames(known).has(name.toLowerCase());

// A file may name ten thousand of ten thousand values.
const folded = new WeakMap<readonly string[], ReadonlySet<string>>();

function foldedNames(names: readonly string[]): ReadonlySet<string> {
  const known = folded.get(names) ?? new Set(names.map((name) => name.toLowerCase()));
  folded.set(names, known);
  return known;
}
