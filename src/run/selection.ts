import type { LegId, Pipeline, Step } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { suggestionHint } from "../pipeline/suggest.ts";
import type { Selection } from "./event.ts";

interface UnknownStep {
  readonly message: string;
  readonly hint: string;
}

/**
 * The legs that `--only` and `--from` leave; undefined when neither is given. `--only` is just the named steps or legs;
 * `--from` adds all that stands on them, and `finally`. The error is about a name that is none.
 */
export function select(
  pipeline: Pipeline,
  selection: Selection,
): Result<ReadonlySet<LegId> | undefined, UnknownStep> {
  const { only, from } = selection;
  if (only.length + from.length === 0) return ok(undefined);
  const unknown = [...only, ...from].find((name) => legsNamed(pipeline, name).length === 0);
  if (unknown !== undefined) return err(unknownStep(pipeline, unknown));
  const selected = new Set(only.flatMap((name) => legsNamed(pipeline, name)));
  const started = new Set(from.flatMap((name) => legsNamed(pipeline, name)));
  for (const step of from.length > 0 ? pipeline.steps : []) {
    if (step.isFinally || step.needs.some(({ leg }) => started.has(leg))) started.add(step.id);
  }
  return ok(new Set([...selected, ...started]));
}

/** Whether a leg runs whatever earlier runs have done: `--force` says so of all, `--only` and `--from` of what they name. */
export function isForced({ only, from, force }: Selection, { id, step }: Pick<Step, "id" | "step">): boolean {
  return force === true || [...only, ...from].some((name) => name === step || name === id);
}

/** Only the selected legs: what the others lack is no obstacle, and what they would write is not there. */
export function selectedPart(pipeline: Pipeline, selected: ReadonlySet<LegId> | undefined): Pipeline {
  return selected ? { ...pipeline, steps: pipeline.steps.filter(({ id }) => selected.has(id)) } : pipeline;
}

function legsNamed({ steps }: Pipeline, name: string): readonly LegId[] {
  return steps.filter(({ id, step }) => step === name || id === name).map(({ id }) => id);
}

function unknownStep({ groups }: Pipeline, name: string): UnknownStep {
  return {
    message: `no step is called ${JSON.stringify(name)}`,
    hint: suggestionHint(name, groups.keys(), "steps"),
  };
}
