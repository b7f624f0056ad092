import type { Files } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import { listRuns, readRun } from "./run-folder.ts";

export type EarlierValues = ReadonlyMap<LegId, { readonly runId: string; readonly values: Mapping<string> }>;

/** Values that the newest run of this pipeline has of its successful legs: what `--only` and `--from` build on. */
export async function earlierValues(
  files: Files,
  runs: string,
  pipelinePath: string,
): Promise<EarlierValues> {
  for (const { id, directory } of await listRuns(files, runs)) {
    const stored = await readRun(files, directory);
    if (!stored.ok || stored.value.record.run.pipelinePath !== pipelinePath) continue;
    const legs = [...stored.value.record.steps].filter(([, { result }]) => result === "success");
    return new Map(legs.map(([leg, { values }]) => [leg, { runId: id, values }]));
  }
  return new Map();
}
