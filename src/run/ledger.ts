import { join, relative } from "node:path";
import type { Files } from "../host/host.ts";
import { sha256Of } from "./sha256.ts";
import type { Found } from "./walk.ts";

/**
 * Whose files lie where a step writes: `started` while a command runs, so that all that is found there after a crash is
 * ours; `left` with what it left, so that a file which somebody added or changed since is theirs.
 */
type Entry =
  | { readonly state: "started" }
  | { readonly state: "left"; readonly files: Readonly<Record<string, Fingerprint>> };

/** No inode: a checkout that was copied with its times is the same checkout. */
type Fingerprint = readonly [kind: string, size: number, mtimeMs: number];

/** What runs of this checkout own, one file a path, in `.stepops/outputs`. */
export interface Ledger {
  started(path: string): Promise<void>;
  left(path: string, found: readonly Found[]): Promise<void>;
  /** Those of `found` that no run left there, or that were changed since. */
  foreign(path: string, found: readonly Found[]): Promise<readonly Found[]>;
}

/** Paths are absolute, and inside `checkout`. */
export function openLedger(files: Files, checkout: string): Ledger {
  const fileOf = (path: string): string => {
    const name = sha256Of(relative(checkout, path)).slice(0, 32);
    return join(checkout, ".stepops", "outputs", `${name}.json`);
  };
  const textOf = (path: string, entry: Entry): string =>
    JSON.stringify({ path: relative(checkout, path), ...entry });
  return {
    started: (path) => files.replace(fileOf(path), textOf(path, { state: "started" })),
    async left(path, found) {
      const file = fileOf(path);
      if (found.length === 0) return files.remove(file);
      const text = textOf(path, { state: "left", files: listing(found) });
      // Of a step that an earlier run did it says so already, and to replace a file takes twenty times as long as to read it.
      if ((await files.read(file)) !== text) await files.replace(file, text);
    },
    async foreign(path, found) {
      const entry = parse(await files.read(fileOf(path)));
      if (entry?.state === "started") return [];
      const known = new Map(Object.entries(entry?.files ?? {}));
      return found.filter((file) => !isSame(known.get(file.path), file));
    },
  };
}

function listing(found: readonly Found[]): Readonly<Record<string, Fingerprint>> {
  return Object.fromEntries(found.map((file) => [file.path, fingerprint(file)]));
}

const fingerprint = ({ stat }: Found): Fingerprint => [stat.kind, stat.size, stat.mtimeMs];

const isSame = (known: Fingerprint | undefined, file: Found): boolean =>
  known !== undefined && fingerprint(file).every((part, index) => part === known[index]);

/** A damaged entry counts as none: then nothing there is ours, and nothing is deleted. */
function parse(text: string | undefined): Entry | undefined {
  try {
    const value = JSON.parse(text ?? "null") as Entry | null;
    return value?.state === "started" || value?.state === "left" ? value : undefined;
  } catch {
    return undefined;
  }
}
