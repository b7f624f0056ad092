import type { Mapping } from "../pipeline/draft.ts";
import { parse } from "./read-manifest.ts";
import { isManifestKey, isMapping } from "./run-index.ts";

/** What the legs of a pipeline left when each last succeeded; lies at `latestKey` of a domain and is written over. */
export interface LatestIndex {
  readonly version: 1;
  /** Keys of manifests in the store, by the ids of legs. */
  readonly legs: Mapping<string>;
}

/** Undefined for what no version that this one knows has written. */
export function parseLatestIndex(text: string): LatestIndex | undefined {
  const value = parse(text);
  if (!isMapping(value) || value.version !== 1 || !isMapping(value.legs)) return undefined;
  const legs = Object.entries(value.legs);
  return legs.every(isLeg) ? { version: 1, legs: Object.fromEntries(legs) } : undefined;
}

const isLeg = (entry: readonly [string, unknown]): entry is [string, string] => isManifestKey(entry[1]);

/** What a run adds: legs that it did not reach, or left out, keep what an earlier run left. */
export const mergeLatest = (earlier: LatestIndex | undefined, legs: Mapping<string>): LatestIndex => ({
  version: 1,
  // Not by spreading alone: a leg cannot be called `__proto__`, but a file of the store may say so.
  legs: Object.fromEntries([...Object.entries(earlier?.legs ?? {}), ...Object.entries(legs)]),
});
