import { compareCodePoints } from "../pipeline/paths.ts";
import { uploadOf } from "./domain.ts";
import { pathFault, shown } from "./entry-path.ts";
import type { StoredEntry } from "./manifest.ts";
import { treeDigest } from "./tree-digest.ts";

/** Entries as a store has them, which somebody else may have written. */
export interface EntriesCheck {
  readonly value: unknown;
  readonly digest: unknown;
  /** Prefixes that keys may have. */
  readonly domains: readonly string[];
}

/** What is wrong with entries of one output; undefined when `value` holds StoredEntry and nothing else. */
export function entriesFault({ value, digest, domains }: EntriesCheck): string | undefined {
  if (!Array.isArray(value)) return "its entries are no list";
  const kinds = new Map<string, unknown>();
  let last: string | undefined;
  for (const entry of value) {
    const fault = shapeFault(entry, domains);
    if (fault !== undefined) return fault;
    const { path, kind } = entry as StoredEntry;
    if (kinds.has(path)) return `it names ${shown(path)} twice`;
    if (last !== undefined && compareCodePoints(last, path) > 0) return `${shown(path)} is out of order`;
    const misplaced = placeFault(path, kinds);
    if (misplaced !== undefined) return misplaced;
    kinds.set(path, kind);
    last = path;
  }
  const top = kinds.get("");
  if (top !== "file" && top !== "directory") return "it does not begin with a file or a directory";
  return treeDigest(value as StoredEntry[]) === digest ? undefined : "its digest is not that of its entries";
}

/** Parents come first, so whatever lies in something else is known to lie in a directory. */
function placeFault(path: string, kinds: ReadonlyMap<string, unknown>): string | undefined {
  if (path === "") return undefined;
  const end = path.lastIndexOf("/");
  const parent = kinds.get(end < 0 ? "" : path.slice(0, end));
  if (parent === "directory") return undefined;
  return `${shown(path)} lies ${parent === undefined ? "in nothing" : `below a ${parent}`}`;
}

function shapeFault(entry: unknown, domains: readonly string[]): string | undefined {
  if (typeof entry !== "object" || entry === null) return "one of its entries is no mapping";
  const { kind, path, mode, size, sha256, target, key } = entry as Record<string, unknown>;
  if (typeof path !== "string") return "one of its entries has no path";
  const odd = path === "" ? undefined : pathFault(path);
  if (odd !== undefined) return `the path ${shown(path)} ${odd}`;
  const hasMode = isCount(mode) && mode <= 0o777;
  if (kind === "link")
    return typeof target === "string" ? undefined : `the link ${shown(path)} has no target`;
  if (kind !== "file" && kind !== "directory") return `${shown(path)} is of no kind that is known`;
  if (!hasMode) return `${shown(path)} has permissions that are not within 0777`;
  if (kind === "directory") return undefined;
  if (!isCount(size)) return `${shown(path)} has no size`;
  if (!isSha256(sha256)) return `${shown(path)} has no SHA-256`;
  if (typeof key !== "string" || !key.isWellFormed() || uploadOf(key, domains) === undefined)
    return `the key of ${shown(path)} is not among those that this run may read`;
  return undefined;
}

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
export const isSha256 = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
