import { type Diagnostic, diagnostic } from "../pipeline/diagnostic.ts";
import type { Pipeline, Step } from "../pipeline/pipeline.ts";
import { findFlavor } from "./registry.ts";

/** What this version cannot run. Only who is about to run the steps asks: the file is right all the same. */
export function checkAvailability(pipeline: Pipeline): readonly Diagnostic[] {
  const firstLegs = [
    ...new Map(pipeline.steps.toReversed().map((leg) => [leg.step, leg])).values(),
  ].reverse();
  return firstLegs.flatMap((step) => checkOperator(step) ?? []);
}

function checkOperator({ step, operator, at, location }: Step): Diagnostic | undefined {
  if (!operator || findFlavor(operator.flavor)?.available) return undefined;
  return diagnostic("operator-unavailable", {
    message: `"${step}" runs on "${operator.name}" of type ${operator.flavor}, which this version of stepops cannot run yet`,
    location: at?.("step_operator") ?? location,
    hint: "Run every step on this machine with --stack local",
  });
}
