import { open, type Request } from "../check.ts";
import { valuesGiven } from "../given.ts";
import { hashFiles } from "../host/hash-files.ts";
import type { Host } from "../host/host.ts";
import { type Machine, thisMachine } from "../host/machine.ts";
import { findObstacles } from "../obstacles.ts";
import { type Diagnostic, hasErrors } from "../pipeline/diagnostic.ts";
import type { LegId, Pipeline } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Place } from "../place.ts";
import type { EarlierValues } from "../run/earlier-values.ts";
import { resolveAttempt } from "../run/evaluation.ts";
import type { Attempt } from "../run/executor.ts";
import { type Leg, legsOf } from "../run/leg.ts";
import { select, selectedPart } from "../run/selection.ts";
import type { Refusal } from "../run-request.ts";

/** One leg of a checked pipeline, as a run of it alone would start it. */
export interface ShellStep {
  readonly attempt: Attempt;
  readonly pipeline: Pipeline;
  readonly place: Place;
  readonly machine: Machine;
  readonly trustDomain: string;
  readonly notices: readonly string[];
}

export interface FoundStep {
  readonly diagnostics: readonly Diagnostic[];
  readonly refused?: Refusal;
  /** Undefined with a refusal, or an error among the diagnostics. */
  readonly step?: ShellStep;
}

export async function findShellStep(request: Request, name: string, host: Host): Promise<FoundStep> {
  const { pipeline, place, diagnostics: faults } = await open(request, host);
  if (!pipeline) return { diagnostics: faults };
  const leg = legNamed(pipeline, name);
  if (!leg.ok) return { diagnostics: faults, refused: leg.error };
  const { env } = request;
  const selected = new Set([leg.value]);
  const part = selectedPart(pipeline, selected);
  const machine = thisMachine(place.root);
  const found = await findObstacles(
    { pipeline: part, whole: pipeline, place, env, machine, purpose: "run" },
    host,
  );
  const diagnostics = [...faults, ...found.diagnostics];
  if (hasErrors(diagnostics)) return { diagnostics };
  const given = await valuesGiven({ env, place, pipeline, selected }, host);
  if (!given.ok)
    return {
      diagnostics,
      refused: usage(given.error, "an option of stepops run, after which this shell opens"),
    };
  const attempt = attemptOf({ pipeline, place, leg: leg.value, given: given.value });
  if (!attempt.ok) return { diagnostics, refused: usage(`${leg.value}: ${attempt.error}`) };
  return { diagnostics, step: { ...found, attempt: attempt.value, pipeline, place, machine } };
}

const usage = (message: string, hint?: string): Refusal => ({
  reason: "usage",
  message,
  ...(hint !== undefined && { hint }),
});

/** A leg by its id, or a step that has just one. */
function legNamed(pipeline: Pipeline, name: string): Result<LegId, Refusal> {
  const named = select(pipeline, { only: [name], from: [] });
  if (!named.ok) return err(unknown(pipeline, name) ?? usage(named.error.message, named.error.hint));
  const [leg, ...others] = named.value ?? [];
  if (leg !== undefined && others.length === 0) return ok(leg);
  return err(usage(`${name} has ${others.length + 1} legs`, oneOf([...(named.value ?? [])])));
}

/** The step is one, the leg in its brackets is none. */
function unknown({ steps }: Pipeline, name: string): Refusal | undefined {
  const [step] = name.split("[");
  const legs = steps.filter((each) => each.step === step).map(({ id }) => id);
  return legs.length === 0 ? undefined : usage(`there is no leg ${name}`, oneOf(legs));
}

const mostShown = 15;

const oneOf = (legs: readonly LegId[]): string =>
  `name one: ${legs
    .slice(0, mostShown)
    .map((leg) => `'${leg}'`)
    .join(", ")}${legs.length > mostShown ? ", …" : ""}`;

/** All other steps count as done, with the values that earlier runs gave them. */
function attemptOf(input: {
  readonly pipeline: Pipeline;
  readonly place: Place;
  readonly leg: LegId;
  readonly given: EarlierValues | undefined;
}): Result<Attempt, string> {
  const { pipeline, place, leg: id, given } = input;
  const legs = legsOf(pipeline);
  for (const leg of legs) {
    leg.result = "success";
    leg.values = given?.get(leg.step.id)?.values ?? {};
  }
  const leg = legs.find(({ step }) => step.id === id) as Leg;
  leg.attempt = 1;
  const { root, github } = place;
  return resolveAttempt(leg, { pipeline, github, hashFiles: (patterns) => hashFiles(root, patterns) });
}
