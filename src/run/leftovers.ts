import type { Host } from "../host/host.ts";

/** In the environment of everything that a run starts; its value is the run's folder. */
export const runMarker = "STEPOPS_RUN_DIR";

/** Ends whatever a run started and that still runs, in whatever process group; resolves with their number. */
export function endLeftovers({ processes }: Pick<Host, "processes">, runDirectory: string): Promise<number> {
  return processes.endMarked(runMarker, runDirectory);
}
