import { ok, type Result } from "../pipeline/result.ts";
import type { ObjectStore } from "../store/object-store.ts";
import { type Patience, patiently } from "../store/patience.ts";
import { putText } from "../store/put.ts";
import { readText } from "../store/read-text.ts";
import type { SourceFault } from "../store/source.ts";
import { treeKey } from "./domain.ts";
import type { StoredEntry } from "./manifest.ts";
import { parse } from "./read-manifest.ts";
import { entriesFault } from "./stored-entries.ts";

/** A tree that a domain holds already. */
export interface StoredTree {
  readonly entries: readonly StoredEntry[];
  /** Of what says so. */
  readonly version: string;
}

export interface TreePlace extends Patience {
  readonly store: ObjectStore;
  /** Prefix of the domain. */
  readonly own: string;
  readonly digest: string;
}

/** Undefined also where what lies there is of no use. */
export async function findTree(place: TreePlace): Promise<Result<StoredTree | undefined, SourceFault>> {
  const { store, own, digest } = place;
  const found = await lookAt(place);
  if (!found.ok || found.value === undefined) return found.ok ? ok(undefined) : found;
  const text = await readText(store.source, treeKey(own, digest), place);
  if (!text.ok) return text;
  const value = (parse(text.value ?? "") as { readonly entries?: unknown } | null | undefined)?.entries;
  if (entriesFault({ value, digest, domains: [own] }) !== undefined) return ok(undefined);
  const entries = value as readonly StoredEntry[];
  const whole = await areThere(place, entries);
  return whole.ok && whole.value ? ok({ entries, version: found.value }) : whole.ok ? ok(undefined) : whole;
}

/** The version of what says that the tree is there; undefined where nothing says so. */
export async function lookAt(place: TreePlace): Promise<Result<string | undefined, SourceFault>> {
  const { store, own, digest, signal } = place;
  const found = await patiently(place, () => store.source.look(treeKey(own, digest), signal));
  if (found.ok) return ok(found.value.version);
  return found.error.reason === "missing" ? ok(undefined) : found;
}

/** Only after what it names is part of a manifest. */
export const keepTree = (
  place: TreePlace,
  entries: readonly StoredEntry[],
): Promise<Result<void, SourceFault>> => {
  const key = treeKey(place.own, place.digest);
  return putText({ ...place, sink: place.store.sink, key, text: JSON.stringify({ entries }) });
};

/** A look at the first and the last object: whoever removes a tree removes all of it. */
export async function areThere(
  place: Pick<TreePlace, "store"> & Patience,
  entries: readonly StoredEntry[],
): Promise<Result<boolean, SourceFault>> {
  const { store, signal } = place;
  const files = entries.filter((entry) => entry.kind === "file");
  for (const file of new Set([files[0], files.at(-1)])) {
    if (!file) continue;
    const found = await patiently(place, () => store.source.look(file.key, signal));
    if (!found.ok && found.error.reason !== "missing") return found;
    if (!found.ok || found.value.size !== file.size) return ok(false);
  }
  return ok(true);
}
