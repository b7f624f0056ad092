import { dirname, join } from "node:path";
import { err, ok, type Result } from "../pipeline/result.ts";
import { download } from "../store/download.ts";
import type { ObjectStore } from "../store/object-store.ts";
import type { BucketObject } from "../store/source.ts";
import { below, outermost, shown } from "./entry-path.ts";
import { inParallel } from "./in-parallel.ts";
import type { Manifest, StoredEntry } from "./manifest.ts";
import { linksFault } from "./manifest-fault.ts";
import { storedObjects } from "./stored-objects.ts";
import {
  onThisDisk,
  progressOf,
  stopped,
  type TransferFault,
  type TransferHost,
  type TransferProgress,
} from "./transfer.ts";

export interface RestoreRequest {
  readonly host: TransferHost;
  readonly store: ObjectStore;
  /** As `readManifest` gave it. */
  readonly manifest: Manifest;
  /** Paths of the outputs that are wanted; all of them without it. */
  readonly outputs?: readonly string[];
  /** An empty folder, absolute, laid out as the pipeline's; made where it is not there. */
  readonly to: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TransferProgress) => void;
}

/** Brings back what a step left. Every file is compared with its digest; after a fault the folder is gone. */
export async function restore(request: RestoreRequest): Promise<Result<void, TransferFault>> {
  const { host, to, signal } = request;
  let isWhole = false;
  try {
    const done = await onThisDisk(() => bring(request));
    isWhole = done.ok && !signal.aborted;
    return done.ok && !isWhole ? err(stopped) : done;
  } finally {
    // What the disk does not let go is no reason to hide the fault.
    if (!isWhole) await host.files.remove(to).catch(() => {});
  }
}

type Placed<Kind extends StoredEntry["kind"]> = Extract<StoredEntry, { readonly kind: Kind }> & {
  /** From the pipeline's folder on. */
  readonly place: string;
};

async function bring(request: RestoreRequest): Promise<Result<void, TransferFault>> {
  const { manifest, outputs: wanted } = request;
  const outputs = outermost(manifest.outputs.filter(({ path }) => wanted?.includes(path) ?? true));
  const fault = linksFault(outputs);
  if (fault !== undefined) return err({ reason: "damaged", message: fault });
  const all = outputs.flatMap(({ path, entries }) =>
    entries.map((entry) => ({ ...entry, place: below(path, entry.path) })),
  );
  const of = <Kind extends StoredEntry["kind"]>(kind: Kind) =>
    all.filter((entry) => entry.kind === kind) as unknown as readonly Placed<Kind>[];
  await makeFolders(
    request,
    outputs.map(({ path }) => path),
    of("directory"),
  );
  const fetched = await fetchFiles(request, of("file"));
  if (!fetched.ok) return fetched;
  const { files } = request.host;
  for (const { place, target } of of("link")) await files.symlink(target, join(request.to, place));
  // The deepest first: one that is closed lets nobody in.
  for (const { place, mode } of of("directory").toReversed())
    await files.setMode(join(request.to, place), mode);
  return ok(undefined);
}

/** A folder that is there already is another one whose name is the same on this disk. */
async function makeFolders(
  { host: { files }, to }: RestoreRequest,
  outputs: readonly string[],
  folders: readonly Placed<"directory">[],
): Promise<void> {
  await files.makeDirectory(to);
  for (const path of outputs) await files.makeDirectory(dirname(join(to, path)));
  for (const { place } of folders) {
    const path = join(to, place);
    if (await files.stat(path))
      throw Object.assign(new Error(`${path} is there already`), { code: "EEXIST" });
    await files.makeDirectory(path, 0o700);
  }
}

async function fetchFiles(
  request: RestoreRequest,
  wanted: readonly Placed<"file">[],
): Promise<Result<void, TransferFault>> {
  const { host, store, to, signal, onProgress } = request;
  const found = await storedObjects(
    { ...host, signal, store },
    wanted.map(({ key }) => key),
  );
  if (!found.ok) return found;
  const total = wanted.reduce((sum, { size }) => sum + size, 0);
  const shared = { ...host, source: store.source, onBytes: progressOf(total, onProgress) };
  const folder = join(to, `.partial-${host.random.hex(16)}`);
  await host.files.makeDirectory(folder);
  const queue = [...wanted.entries()].toSorted(([, one], [, other]) => other.size - one.size);
  const done = await inParallel(queue, signal, async ([index, entry], both) => {
    const object = expected(store, entry, found.value.get(entry.key));
    if (!object.ok) return object;
    const paths = { to: join(to, entry.place), partial: join(folder, String(index)) };
    const got = await download({
      ...shared,
      ...paths,
      object: object.value,
      ownMode: entry.mode,
      signal: both,
    });
    return got.ok
      ? ok(undefined)
      : err({ ...got.error, message: `${shown(entry.place)}: ${got.error.message}` });
  });
  await host.files.remove(folder);
  return done ?? err(stopped);
}

function expected(
  store: ObjectStore,
  { key, place, size, sha256 }: Placed<"file">,
  found: BucketObject | undefined,
): Result<BucketObject, TransferFault> {
  const base64 = Buffer.from(sha256, "hex").toString("base64");
  const where = `${store.uriOf(key)}, which holds ${shown(place)},`;
  if (!found) return err({ reason: "missing", message: `${where} is not there any more` });
  if (found.size === size) return ok({ ...found, checksum: { algorithm: "sha256", base64 } });
  return err({
    reason: "damaged",
    message: `${where} has ${found.size} bytes and not ${size}: stepops run --force --only STEP puts it right`,
  });
}
