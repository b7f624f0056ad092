import type { TreeEntry } from "./manifest.ts";

const crypto = process.getBuiltinModule("node:crypto");

/** SHA-256 (hex) over entries in the order of a manifest: equal for equal trees, wherever their content is kept. */
export function treeDigest(entries: readonly TreeEntry[]): string {
  const lines = entries.map((entry) => `${JSON.stringify(canonical(entry))}\n`);
  // In one call: for the few entries of most outputs a hash object would cost more than the hashing.
  return crypto.hash("sha256", lines.join(""));
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
