import { join } from "node:path";
import type { Host } from "./host/host.ts";
import type { Mapping } from "./pipeline/draft.ts";
import { endLeftovers } from "./run/leftovers.ts";

/**
 * Ends whatever a run started and that still runs: processes of this machine, then containers. Resolves with sentences about what
 * might be left all the same.
 */
export async function endAll(
  host: Host,
  run: { readonly directory: string; readonly env: Mapping<string> },
): Promise<readonly string[]> {
  await endLeftovers(host, run.directory);
  const containers = join(run.directory, "containers");
  if ((await host.files.stat(containers)) === undefined) return [];
  // Loaded here: few runs have containers, and every run comes by.
  const { sweepRun } = await import("./container/sweep.ts");
  const { warnings } = await sweepRun(host, run);
  return warnings;
}
