import type { Prepared } from "./preparation.ts";
import type { Limits } from "./request.ts";
import type { ContainerShared } from "./shared.ts";

/** On this machine by index, as the scheduler books them; an engine elsewhere deals out its own. */
export function gpusFor(
  { machine, devices }: Pick<ContainerShared, "machine" | "devices">,
  { runEngine, resources }: Pick<Prepared, "runEngine" | "resources">,
): Limits["gpus"] {
  const count = resources.accelerators[0]?.count ?? 0;
  const { host, context } = runEngine.engine.place;
  if (count === 0) return undefined;
  if (host !== undefined || context !== undefined) return count;
  // Only under a `local` that was asked for does a step start without.
  return machine.accelerators === 0 ? undefined : devices.take(Math.min(count, machine.accelerators));
}
