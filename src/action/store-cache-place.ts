import { isAbsolute, join, relative, resolve } from "node:path";
import type { Host } from "../host/host.ts";
import type { StoreAddress } from "../pipeline/artifact-store.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Place } from "../place.ts";
import { identify } from "../run/identity.ts";
import { sha256Of } from "../run/sha256.ts";

/** What of a store a domain writes: a path in it. */
export const domainPath = (domain: string): string =>
  domain === "trusted" ? "trusted" : `untrusted/${domain}`;

/** The folder of a store that goes with the job; undefined where the store outlives it. `workspace`: absolute. */
export function passingStore(
  address: StoreAddress | undefined,
  { checkout, root }: Pick<Place, "checkout" | "root">,
  workspace: string,
): string | undefined {
  if (!address) return join(checkout, ".stepops", "store");
  if (address.kind !== "local") return undefined;
  const path = resolve(root, address.path);
  const inside = relative(workspace, path);
  return inside.startsWith("..") || isAbsolute(inside) ? undefined : path;
}

export interface CacheKeys {
  /** Of this job alone: an entry is never written twice. */
  readonly key: string;
  /** Beginnings of the keys of earlier ones, this job's first. */
  readonly earlier: readonly string[];
}

/** Of the entries that hold what a domain wrote. */
export function cacheKeys(input: {
  readonly domain: string;
  readonly env: Mapping<string>;
  readonly host: Pick<Host, "clock" | "random">;
  readonly place: Place;
  readonly runKey: string;
}): CacheKeys {
  const { domain, env, host, place, runKey } = input;
  const { checkout, pipelinePath, remote } = place;
  const { repositoryId, runId } = identify({ env, host, runKey, pipelinePath, checkout, remote });
  const pipeline = `stepops-1-${domain}-${short(repositoryId)}-${short(pipelinePath)}-`;
  const job = `${pipeline}${short(runKey)}-`;
  return {
    key: `${job}${runId}-${env.GITHUB_RUN_ATTEMPT || "1"}`,
    earlier: [job, pipeline],
  };
}

const short = (text: string): string => sha256Of(text).slice(0, 16);
