import type { Doomed } from "./collect-decision.ts";
import type { Listed, ListedUpload } from "./collect-listing.ts";

/** `rescued`: a run made use of it meanwhile. `left`: what went wrong before kept it from being removed. */
export type Fate = "removed" | "removable" | "rescued" | "failed" | "left" | "unclear";

/** `outputs`: all that was uploaded together. `partial`: what a killed writer left. */
export type ItemKind = "tree" | "manifest" | "outputs" | "run" | "latest" | "partial";

/** One thing of a store. */
export interface CollectedItem {
  readonly kind: ItemKind;
  /** Its address; of outputs that of the folder which holds them. */
  readonly uri: string;
  readonly fate: Fate;
  readonly why: string;
  readonly bytes: number;
  readonly objects: number;
  /** When it was written, in milliseconds since 1970; undefined where the store does not tell. */
  readonly at: number | undefined;
}

/** Before its fate is known. */
export type Item = Omit<CollectedItem, "uri" | "fate"> & { readonly key: string };

export function itemOf(kind: ItemKind, { what, why }: Doomed<Listed | ListedUpload>): Item {
  if ("prefix" in what) {
    const { prefix: key, bytes, objects, modifiedAt: at } = what;
    return { kind, key, why, bytes, objects, at };
  }
  const { key, size: bytes, modifiedAt: at } = what;
  return { kind, key, why, bytes, objects: 1, at };
}

/** Another version of an object is another thing. */
export const identityOf = (what: Listed | ListedUpload): string =>
  "prefix" in what ? what.prefix : `${what.version} ${what.key}`;
