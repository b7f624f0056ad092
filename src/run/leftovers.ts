import type { Host } from "../host/host.ts";
import { sha256Of } from "./sha256.ts";

/** Of every mark; a run that a step of another run starts passes the other's on. */
export const markPrefix = "STEPOPS_RUN_MARK_";

/**
 * The name of a variable in the environment of everything that a run starts; its value is the run's folder. Each run has
 * a name of its own, so that what a step starts through stepops bears the marks of both runs, and goes with either.
 */
export function runMark(runDirectory: string): string {
  return markPrefix + sha256Of(runDirectory).slice(0, 16);
}

/** Ends whatever a run started and that still runs, in whatever process group; resolves with their number. */
export function endLeftovers({ processes }: Pick<Host, "processes">, runDirectory: string): Promise<number> {
  return processes.endMarked(runMark(runDirectory), runDirectory);
}
