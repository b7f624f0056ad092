import { isCacheable } from "../pipeline/cacheable.ts";
import { logNames } from "../pipeline/ids.ts";
import type { Pipeline, Step } from "../pipeline/pipeline.ts";
import { positionAt } from "../pipeline/source.ts";
import type { PlannedStep } from "./event.ts";

/** What of a pipeline a run's journal keeps, so that a reader needs nothing else. */
export function plannedSteps({ steps }: Pipeline): readonly PlannedStep[] {
  const names = logNames(steps);
  return steps.map((step) => planned(step, `${names.get(step.id) ?? step.id}.log`));
}

function planned(step: Step, log: string): PlannedStep {
  const { id, isFinally, continueOnError, matrix, location } = step;
  const { line, column } = positionAt(location.file, location.range.start);
  return {
    id,
    step: step.step,
    needs: step.needs.map(({ leg }) => leg),
    isFinally,
    where: whereOf(step),
    continueOnError,
    outputs: step.outputs.map(({ path, isDirectory, role }) => ({ path, isDirectory, role })),
    at: { file: location.file.path, line, column },
    log,
    ...(isCacheable(step) && { isCacheable: true }),
    ...(matrix && { matrix }),
  };
}

/** `host`, `docker` or the name of a step operator. */
export function whereOf({ operator, image }: Step): string {
  return operator?.name ?? (image ? "docker" : "host");
}
