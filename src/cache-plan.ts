import type { Request } from "./check.ts";
import { lazyBuckets, withUsableStore } from "./executors.ts";
import { hashFiles } from "./host/hash-files.ts";
import type { Host } from "./host/host.ts";
import { trustOf } from "./obstacles.ts";
import { optional } from "./pipeline/own.ts";
import type { LegId, Pipeline } from "./pipeline/pipeline.ts";
import type { Place } from "./place.ts";
import type { EarlierValues } from "./run/earlier-values.ts";
import type { Selection } from "./run/event.ts";
import { identify } from "./run/identity.ts";
import type { PlannedLeg } from "./run/plan.ts";

/** What a run would do at this place, by what earlier runs have done. */
export async function planByCache(
  input: {
    readonly request: Request & { readonly selection: Selection };
    readonly place: Place;
    readonly pipeline: Pipeline;
    readonly selected: ReadonlySet<LegId> | undefined;
    readonly given: EarlierValues | undefined;
    readonly trustDomain: string;
  },
  host: Host,
): Promise<readonly PlannedLeg[]> {
  const { request, place, pipeline, trustDomain } = input;
  const { env, selection } = request;
  const { root, checkout, pipelinePath, github, remote } = place;
  const { operatorsRefused } = trustOf(place, env);
  const refused = optional("refused", operatorsRefused);
  const buckets = lazyBuckets({ host, checkout, env, pipeline, ...refused });
  const { repositoryId } = identify({ env, host, runKey: "", pipelinePath, checkout, remote });
  const { planWithCache } = await import("./cache/plan.ts");
  const planned = await planWithCache({
    ...{ ...input, host, env, root, checkout, github, buckets },
    pipeline: withUsableStore(pipeline, operatorsRefused),
    run: { id: "", pipelinePath, trustDomain, repositoryId, selection },
    hashFiles: (patterns) => hashFiles(root, patterns),
    signal: new AbortController().signal,
  });
  await buckets.close();
  return planned;
}
