import { optional } from "../pipeline/own.ts";
import { pathFault } from "./entry-path.ts";
import { parse } from "./read-manifest.ts";

/** Which manifests a run stands on; lies at `runKey` of the run's domain, written when the run has ended. */
export interface RunIndex {
  readonly version: 1;
  readonly id: string;
  /** Path of the pipeline file, relative to the checkout. */
  readonly pipeline: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly commit?: string;
  /** By the ids of legs. */
  readonly legs: Readonly<Record<string, IndexedLeg>>;
}

export interface IndexedLeg {
  /** Its key in the store. */
  readonly manifest: string;
  /** An earlier run did the work. */
  readonly cached: boolean;
}

/** Undefined for what no version that this one knows has written. */
export function parseRunIndex(text: string): RunIndex | undefined {
  const value = parse(text);
  if (!isMapping(value) || value.version !== 1) return undefined;
  const { id, pipeline, at, commit, legs } = value;
  if (typeof id !== "string" || typeof pipeline !== "string" || !isTime(at)) return undefined;
  if (commit !== undefined && typeof commit !== "string") return undefined;
  if (!isMapping(legs)) return undefined;
  const known = Object.entries(legs).map(([leg, given]) => [leg, indexedLeg(given)] as const);
  if (!known.every(isKnown)) return undefined;
  return { version: 1, id, pipeline, at, ...optional("commit", commit), legs: Object.fromEntries(known) };
}

function indexedLeg(value: unknown): IndexedLeg | undefined {
  if (!isMapping(value)) return undefined;
  const { manifest, cached } = value;
  return isManifestKey(manifest) && typeof cached === "boolean" ? { manifest, cached } : undefined;
}

const isKnown = <T>(entry: readonly [string, T | undefined]): entry is readonly [string, T] =>
  entry[1] !== undefined;

const isTime = (value: unknown): value is number => Number.isFinite(value) && Number(value) >= 0;

export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What can be a manifest's key in some domain; a local store would take any other one for a bug. */
export function isManifestKey(value: unknown): value is string {
  if (typeof value !== "string") return false;
  const [, name] = /(?:^|\/)manifests\/([^/]+\.json)$/.exec(value) ?? [];
  return name !== undefined && pathFault(value) === undefined;
}
