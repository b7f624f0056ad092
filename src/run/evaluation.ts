import type { Json, Mapping } from "../pipeline/draft.ts";
import { type Context, evaluate, render, type Template, truthy } from "../pipeline/expression.ts";
import type { Command, Pipeline, Step } from "../pipeline/pipeline.ts";
import { ok, type Result } from "../pipeline/result.ts";
import type { StepResult } from "./event.ts";
import type { Attempt, ResolvedCommand } from "./executor.ts";
import type { GroupState, Leg } from "./leg.ts";

/** What the names in a step's `if`, `env` and `command` mean, apart from `needs`. */
export interface Surroundings {
  readonly pipeline: Pipeline;
  readonly github: Mapping<Json>;
  readonly hashFiles: (patterns: readonly string[]) => string;
}

export type Status = NonNullable<Context["status"]>;

/** Whether the leg's `if` holds; an error is a fault of the expression, such as fromJSON of a text that is none. */
export function conditionHolds(leg: Leg, around: Surroundings, status: Status): Result<boolean, string> {
  const { condition } = leg.step;
  if (!condition) return ok(true);
  const value = evaluate(condition.expression, { ...contextOf(leg, around), status });
  return value.ok ? ok(truthy(value.value)) : value;
}

/** Settles the last open names of a leg. `env` sees the file's own env; the commands see the step's whole env. */
export function resolveAttempt(leg: Leg, around: Surroundings): Result<Attempt, string> {
  const { step } = leg;
  const context = contextOf(leg, around);
  const env = renderAll(step.env, context);
  if (!env.ok) return env;
  const inner = { ...context, env: env.value };
  const command = resolveCommand(step.command, inner);
  if (!command.ok) return command;
  const setup = step.setup && resolveCommand(step.setup, inner);
  if (setup && !setup.ok) return setup;
  return ok({
    step,
    attempt: leg.attempt,
    env: env.value,
    command: command.value,
    ...(setup && { setup: setup.value }),
  });
}

function contextOf({ step, needs }: Leg, { pipeline, github, hashFiles }: Surroundings): Context {
  const { params, env } = pipeline;
  return { params, env, github, hashFiles, matrix: step.matrix ?? {}, needs: needsOf(step, needs) };
}

/** Only needs that a name can reach: a path edge may wait for some legs of a matrix, whose siblings still run. */
function needsOf(step: Step, needs: readonly Leg[]): NonNullable<Context["needs"]> {
  const named = new Set(step.needs.filter(({ via }) => via !== "path").map((need) => need.step));
  const groups = new Set(needs.filter((need) => named.has(need.step.step)).map(({ group }) => group));
  return Object.fromEntries([...groups].map((group) => [group.group.id, needOf(group)]));
}

function needOf({ group, legs }: GroupState): NonNullable<Context["needs"]>[string] {
  const result = groupResult(legs.map((leg) => leg.result ?? "skipped"));
  if (!group.isMatrix) return { result, values: legs[0]?.values ?? {} };
  const outcome = (leg: Leg) => ({
    matrix: leg.step.matrix ?? {},
    result: leg.result ?? "skipped",
    values: leg.values,
  });
  return { result, values: {}, legs: legs.map(outcome) };
}

/** As GitHub joins the legs of a matrix. */
function groupResult(results: readonly StepResult[]): StepResult {
  if (results.includes("failure")) return "failure";
  if (results.includes("cancelled")) return "cancelled";
  return results.includes("success") ? "success" : "skipped";
}

function resolveCommand(command: Command, context: Context): Result<ResolvedCommand, string> {
  if (command.kind === "argv") {
    const args = renderList(command.args, context);
    return args.ok ? ok({ kind: "argv", args: args.value }) : args;
  }
  const { kind, shell, text } = command;
  const templates = Object.entries(command.bindings).map(
    ([name, expression]) => [name, [expression]] as const,
  );
  const bindings = renderAll(Object.fromEntries(templates), context);
  return bindings.ok ? ok({ kind, shell, text, bindings: bindings.value }) : bindings;
}

function renderAll(templates: Mapping<Template>, context: Context): Result<Mapping<string>, string> {
  const names = Object.keys(templates);
  const values = renderList(Object.values(templates), context);
  return values.ok
    ? ok(Object.fromEntries(names.map((name, i) => [name, values.value[i] as string])))
    : values;
}

function renderList(templates: readonly Template[], context: Context): Result<readonly string[], string> {
  const texts: string[] = [];
  for (const template of templates) {
    const text = render(template, context);
    if (!text.ok) return text;
    texts.push(text.value);
  }
  return ok(texts);
}
