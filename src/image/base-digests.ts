import type { Engine } from "../container/engine.ts";
import { parseImage } from "../pipeline/image.ts";
import { findLocalImage, type LocalImage } from "./local-image.ts";
import { parseReference } from "./reference.ts";

/** Asks the registry, anew each time; undefined where it has no such image or cannot be reached. */
export type DigestOf = (reference: string) => Promise<string | undefined>;

export interface Base {
  readonly reference: string;
  /** Undefined where neither registry nor engine tells. */
  readonly digest: string | undefined;
  /** `registry`: what the engine has may be older. */
  readonly from: "file" | "registry" | "engine" | "nowhere";
}

interface Asking {
  readonly engine: Engine;
  readonly digestOf: DigestOf;
  readonly signal: AbortSignal;
}

/** What base images are right now; those that no registry gives are what the engine has. */
export const baseDigests = (references: readonly string[], asking: Asking): Promise<readonly Base[]> =>
  Promise.all(references.map((reference) => baseDigest(reference, asking)));

async function baseDigest(reference: string, asking: Asking): Promise<Base> {
  const parsed = parseImage(reference);
  if (!parsed.ok) return { reference, digest: undefined, from: "nowhere" };
  const pinned = parseReference(reference).digest;
  if (pinned !== undefined) return { reference, digest: pinned, from: "file" };
  const digest = await asking.digestOf(reference);
  if (digest !== undefined) return { reference, digest, from: "registry" };
  const local = await localImage(reference, asking);
  if (!local) return { reference, digest: undefined, from: "nowhere" };
  return { reference, digest: local.digests[0] ?? local.id, from: "engine" };
}

/** The references whose copy in the engine is an older one: a build would take that without looking further. */
export async function staleBases(
  bases: readonly Base[],
  asking: Omit<Asking, "digestOf">,
): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const { reference, digest, from } of bases) {
    if (from !== "registry" || digest === undefined) continue;
    const local = await localImage(reference, asking);
    if (local && !local.digests.includes(digest)) stale.push(reference);
  }
  return stale;
}

/** Where the engine fails, the build will say so. */
async function localImage(
  reference: string,
  { engine, signal }: Omit<Asking, "digestOf">,
): Promise<LocalImage | undefined> {
  const found = await findLocalImage({ engine, reference, signal });
  return found.ok ? found.value : undefined;
}
