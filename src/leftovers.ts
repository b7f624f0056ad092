import { join } from "node:path";
import type { Host } from "./host/host.ts";
import type { Mapping } from "./pipeline/draft.ts";
import { endLeftovers } from "./run/leftovers.ts";
import { readRun } from "./run/run-folder.ts";

/**
 * Ends whatever a run started on this machine and that still runs: processes, then containers. Jobs on operators go on, since a
 * resume takes them up. Resolves with sentences about what might be left all the same.
 */
export async function endAll(
  host: Host,
  run: { readonly directory: string; readonly env: Mapping<string> },
): Promise<readonly string[]> {
  await endLeftovers(host, run.directory);
  // What a process that was killed had laid out for an operator holds secrets.
  await host.files.remove(join(run.directory, "jobs")).catch(() => {});
  const containers = join(run.directory, "containers");
  if ((await host.files.stat(containers)) === undefined) return [];
  // Loaded here: few runs have containers, and every run comes by.
  const { sweepRun } = await import("./container/sweep.ts");
  const { warnings } = await sweepRun(host, run);
  return warnings;
}

/** Jobs on operators that a run left whose process died, as a sentence; undefined where there are none. */
export async function leftJobs(host: Host, directory: string): Promise<string | undefined> {
  if ((await host.files.stat(join(directory, "operators"))) === undefined) return undefined;
  const stored = await readRun(host.files, directory);
  if (!stored.ok || stored.value.record.result !== undefined) return undefined;
  const { liveJobs } = await import("./remote/leftovers.ts");
  const { length } = liveJobs(stored.value.record);
  const { id } = stored.value.record.run;
  return length === 0
    ? undefined
    : `run ${id} left ${length === 1 ? "a job" : `${length} jobs`} on operators, which may still run, and cost: stepops run --resume ${id} goes on with them`;
}
