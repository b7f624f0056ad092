import { inParallel } from "../artifact/in-parallel.ts";
import type { Manifest, StoredOutput } from "../artifact/manifest.ts";
import { readManifestAt } from "../artifact/read-manifest.ts";
import { ok, type Result } from "../pipeline/result.ts";
import type { Patience } from "../store/patience.ts";
import type { StoredLeg, StoredRun } from "./artifacts.ts";

/** A leg with what it left; without it where that is not in the store any more, or of no use, and `why`. */
export interface ReadLeg extends StoredLeg {
  readonly content:
    | { readonly ok: true; readonly manifest: Manifest }
    | { readonly ok: false; readonly why: string };
}

/** Of all legs that left something, in their order. The error: the store does not answer. */
export async function readLegs(
  { legs, store, domain }: StoredRun,
  patience: Patience,
): Promise<Result<readonly ReadLeg[], { readonly message: string }>> {
  const found = new Map<StoredLeg, ReadLeg["content"]>();
  const done = await inParallel(legs, patience.signal, async (leg, signal) => {
    if (leg.manifest === undefined) return ok(undefined);
    const read = await readManifestAt({ ...patience, signal, store, domain }, leg.manifest);
    if (!read.ok && read.error.reason !== "invalid") return read;
    if (!read.ok) found.set(leg, { ok: false, why: read.error.message });
    else found.set(leg, read.value ? { ok: true, manifest: read.value } : { ok: false, why: gone });
    return ok(undefined);
  });
  if (done && !done.ok) return done;
  return ok(
    legs.flatMap((leg) => {
      const content = found.get(leg);
      return content ? [{ ...leg, content }] : [];
    }),
  );
}

const gone =
  "it is not in the store any more: `stepops gc --store` may have removed it, so run the step again";

/** An output as people see it. */
export interface ShownOutput {
  readonly path: string;
  readonly isDirectory: boolean;
  /** Bytes, over all files. */
  readonly size: number;
  readonly files: number;
  /** SHA-256 over all of it. */
  readonly digest: string;
  /** Keys of the files, or of the folders that hold them; none where there is no file. */
  readonly keys: readonly string[];
}

export function showOutput({ path, isDirectory, digest, entries }: StoredOutput): ShownOutput {
  const files = entries.filter((entry) => entry.kind === "file");
  const keys = files.map((file) => (isDirectory ? folderOf(file) : file.key));
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return { path, isDirectory, size, files: files.length, digest, keys: [...new Set(keys)] };
}

/** Where the output lies whose file this is: most often it is the same for all. */
const folderOf = ({ key, path }: { readonly key: string; readonly path: string }): string =>
  key.endsWith(`/${path}`) ? key.slice(0, -path.length) : key;
