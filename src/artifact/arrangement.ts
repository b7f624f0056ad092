import { join } from "node:path";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Content } from "../store/upload-content.ts";
import { below, outermost, shown } from "./entry-path.ts";
import type { StoredEntry, StoredOutput } from "./manifest.ts";
import type { Placement } from "./placement.ts";
import type { ReadOutput } from "./read-outputs.ts";

/** Where in a store everything has its place, and what has to be sent for that. */
export interface Arrangement {
  /** In the order of the step's. */
  readonly outputs: readonly StoredOutput[];
  readonly uploads: readonly (Content & { readonly key: string })[];
  /** Trees that no manifest names yet, by their digest. */
  readonly fresh: ReadonlyMap<string, readonly StoredEntry[]>;
}

/**
 * Gives each file a key: that of a tree that the store holds (`known`, by digest), or a new one. The error names a file that
 * changed while one output after the other was read.
 */
export function arrange(
  read: readonly ReadOutput[],
  known: ReadonlyMap<string, readonly StoredEntry[]>,
  placement: Pick<Placement, "keyOf">,
): Result<Arrangement, string> {
  const [trees, fresh] = [new Map(known), new Map<string, readonly StoredEntry[]>()];
  const uploads: Arrangement["uploads"][number][] = [];
  const keys = new Map<string, { readonly key: string; readonly sha256: string }>();
  for (const { output, tree } of outerFirst(read)) {
    const entries: StoredEntry[] = [];
    for (const entry of trees.get(tree.digest) === undefined ? tree.entries : []) {
      if (entry.kind !== "file") {
        entries.push(entry);
        continue;
      }
      const path = below(output.path, entry.path);
      const held = keys.get(path);
      if (held && held.sha256 !== entry.sha256) return err(`${shown(path)} changed while it was read`);
      const key = held?.key ?? placement.keyOf(path);
      const { size, sha256 } = entry;
      if (!held) uploads.push({ path: join(tree.at, entry.path), key, expected: { size, sha256 } });
      entries.push({ ...entry, key });
    }
    if (!trees.has(tree.digest)) fresh.set(tree.digest, entries);
    const stored = trees.get(tree.digest) ?? entries;
    trees.set(tree.digest, stored);
    for (const entry of stored) if (entry.kind === "file") keys.set(below(output.path, entry.path), entry);
  }
  const outputs = read.map(({ output, tree: { digest } }) => {
    return { ...output, digest, entries: trees.get(digest) ?? [] };
  });
  return ok({ outputs, uploads, fresh });
}

/** What lies in another output has its keys from there. */
function outerFirst(read: readonly ReadOutput[]): readonly ReadOutput[] {
  const first = new Set(outermost(read.map(({ output }) => output)));
  return [
    ...read.filter(({ output }) => first.has(output)),
    ...read.filter(({ output }) => !first.has(output)),
  ];
}
