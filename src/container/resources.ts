import type { Resources, Step } from "../pipeline/pipeline.ts";

export interface EngineSize {
  readonly cpus: number;
  readonly memoryGb: number;
  readonly accelerators: number;
}

/** The first alternative of `any_of` that fits; else the first, which an explicit `local` runs with what there is. */
export function fittingResources(alternatives: Step["resources"], size: EngineSize): Resources {
  const fits = ({ cpus, memory, accelerators }: Resources): boolean =>
    (cpus?.value ?? 0) <= size.cpus &&
    (memory?.value ?? 0) <= size.memoryGb &&
    (accelerators[0]?.count ?? 0) <= size.accelerators;
  return alternatives.find(fits) ?? alternatives[0];
}
