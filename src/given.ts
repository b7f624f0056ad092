import type { Host } from "./host/host.ts";
import type { Mapping } from "./pipeline/draft.ts";
import type { LegId, Pipeline } from "./pipeline/pipeline.ts";
import { err, ok, type Result } from "./pipeline/result.ts";
import type { Place } from "./place.ts";
import { type EarlierValues, earlierValues, missingValues } from "./run/earlier-values.ts";
import { runsDirectory } from "./run/run-folder.ts";

/**
 * What the legs that `--only` and `--from` leave out gave in earlier runs; undefined when none is left out. The error is
 * a sentence about a value that a selected step reads and no run has.
 */
export async function valuesGiven(
  input: {
    readonly env: Mapping<string>;
    readonly place: Place;
    readonly pipeline: Pipeline;
    readonly selected: ReadonlySet<LegId> | undefined;
  },
  { files }: Pick<Host, "files">,
): Promise<Result<EarlierValues | undefined, string>> {
  const { env, place, pipeline, selected } = input;
  if (!selected) return ok(undefined);
  const { checkout, pipelinePath } = place;
  const runs = runsDirectory(env, checkout);
  const given = await earlierValues({ files, runs, pipeline, selected, pipelinePath });
  const missing = missingValues(pipeline, selected, given);
  return missing === undefined ? ok(given) : err(missing);
}
