import { createHash } from "node:crypto";
import type { TreeEntry } from "./manifest.ts";

/** SHA-256 (hex) over entries in the order of a manifest: equal for equal trees, wherever their content is kept. */
export function treeDigest(entries: readonly TreeEntry[]): string {
  const hash = createHash("sha256");
  for (const entry of entries) hash.update(`${JSON.stringify(canonical(entry))}\n`);
  return hash.digest("hex");
}

function canonical(entry: TreeEntry): readonly (string | number)[] {
  const { kind, path } = entry;
  switch (kind) {
    case "file":
      return [kind, path, entry.mode, entry.size, entry.sha256];
    case "directory":
      return [kind, path, entry.mode];
    case "link":
      return [kind, path, entry.target];
    default:
      return kind satisfies never;
  }
}
