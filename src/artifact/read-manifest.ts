import { err, ok, type Result } from "../pipeline/result.ts";
import type { ObjectStore } from "../store/object-store.ts";
import type { Patience } from "../store/patience.ts";
import { readText } from "../store/read-text.ts";
import type { SourceFault } from "../store/source.ts";
import { type ArtifactDomain, manifestKey, readable } from "./domain.ts";
import type { Manifest } from "./manifest.ts";
import { manifestFault } from "./manifest-fault.ts";

export interface ManifestRequest extends Patience {
  readonly store: Pick<ObjectStore, "source" | "uriOf">;
  readonly domain: ArtifactDomain;
  /** What a step was made of, by its hash. */
  readonly key: string;
}

export interface FoundManifest {
  readonly manifest: Manifest;
  /** Its key in the store. */
  readonly at: string;
}

/** `invalid`: what lies there is no manifest that may be believed. */
export interface ManifestFault {
  readonly reason: SourceFault["reason"] | "invalid";
  readonly message: string;
}

/** What a run left for a key: one of the own domain, else one that a trusted run left; undefined where there is none. */
export async function readManifest(
  request: ManifestRequest,
): Promise<Result<FoundManifest | undefined, ManifestFault>> {
  const { domain, key } = request;
  let invalid: ManifestFault | undefined;
  for (const prefix of readable(domain)) {
    const at = manifestKey(prefix, key);
    const found = await readManifestAt(request, at);
    if (found.ok && found.value) return ok({ manifest: found.value, at });
    if (found.ok) continue;
    if (found.error.reason !== "invalid") return found;
    // What is no good in the own domain may be whole in the other.
    invalid ??= found.error;
  }
  return invalid ? err(invalid) : ok(undefined);
}

/** The same by its key in the store, which has to be one of those that the domain may read. */
export async function readManifestAt(
  request: Omit<ManifestRequest, "key">,
  at: string,
): Promise<Result<Manifest | undefined, ManifestFault>> {
  const { store, domain } = request;
  const domains = readable(domain);
  const own = domains.findIndex((prefix) => at.startsWith(prefix));
  const invalid = (why: string) =>
    err({ reason: "invalid" as const, message: `the manifest ${store.uriOf(at)} cannot be used: ${why}` });
  if (own < 0) return invalid("it lies where this run may not read");
  const text = await readText(store.source, at, request);
  if (!text.ok) return text;
  if (text.value === undefined) return ok(undefined);
  const value = parse(text.value);
  // What trusted runs left stands on trusted runs alone.
  const fault = value === undefined ? "it is no JSON" : manifestFault(value, domains.slice(own));
  return fault === undefined ? ok(value as Manifest) : invalid(fault);
}

/** Undefined for what is no JSON. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
