import { join } from "node:path";
import type { Files, Host } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { BucketTree } from "./bucket-tree.ts";
import { download } from "./download.ts";
import { isIntact, type Marker, readMarker, removeMarker } from "./marker.ts";
import type { BucketSource, SourceFault } from "./source.ts";

export interface FillRequest {
  readonly host: Pick<Host, "files" | "clock" | "random">;
  readonly source: BucketSource;
  readonly onBytes: (count: number) => void;
  readonly signal: AbortSignal;
}

/** Files at once: enough to hide the way there, and few enough that each gets on. */
const width = 16;

/** A folder of one listing. */
export interface Place {
  readonly place: string;
  readonly tree: BucketTree;
  readonly marker: Marker | undefined;
}

/** Makes the folders; resolves with the files that are not there. What is there came whole, since only then it got its name. */
export async function prepare(files: Files, { place, tree, marker }: Place): Promise<BucketTree["files"]> {
  const data = join(place, "data");
  await removeChanged(files, { place, data, marker });
  for (const folder of [".", ...tree.folders]) await makeReal(files, join(data, folder));
  const missing: BucketTree["files"][number][] = [];
  for (const file of tree.files) {
    const stat = await files.stat(join(data, file.path));
    if (stat?.kind === "file" && stat.size === file.object.size) continue;
    if (stat) await files.remove(join(data, file.path));
    missing.push(file);
  }
  return missing;
}

/** Somebody wrote to what was whole. The marker goes last, so that a kill in between is noticed too. */
async function removeChanged(
  files: Files,
  {
    place,
    data,
    marker,
  }: { readonly place: string; readonly data: string; readonly marker: Marker | undefined },
): Promise<void> {
  for (const noted of marker?.files ?? [])
    if (!(await isIntact(files, data, { files: [noted] }))) await files.remove(join(data, noted[0]));
  if (marker) await removeMarker(files, place);
}

/** Never by way of a link that somebody put there. */
async function makeReal(files: Files, path: string): Promise<void> {
  const stat = await files.stat(path);
  if (stat?.kind === "directory") return;
  if (stat) await files.remove(path);
  await files.makeDirectory(path);
}

/** Fetches files that are missing; all of them, or it ends with the first fault. */
export async function fetchAll(
  request: FillRequest,
  { place, missing }: { readonly place: string; readonly missing: BucketTree["files"] },
): Promise<Result<void, SourceFault>> {
  const { files, random } = request.host;
  const folder = join(place, "partial", random.hex(16));
  await files.makeDirectory(folder);
  try {
    return await fetchInto(request, { place, missing, folder });
  } catch (error) {
    // Another run that fetched the same and was done first took all away that is not whole.
    if ((await readMarker(files, place)) === undefined) throw error;
    return ok(undefined);
  } finally {
    await files.remove(folder);
  }
}

async function fetchInto(
  request: FillRequest,
  work: { readonly place: string; readonly missing: BucketTree["files"]; readonly folder: string },
): Promise<Result<void, SourceFault>> {
  const { place, missing, folder } = work;
  const { host, source, onBytes } = request;
  const failed = new AbortController();
  const signal = AbortSignal.any([request.signal, failed.signal]);
  const queue = missing.entries();
  let fault: SourceFault | undefined;
  const fetchNext = async (): Promise<void> => {
    for (const [index, { path, object }] of queue) {
      if (signal.aborted) return;
      const task = { ...host, source, object, signal, onBytes, to: join(place, "data", path) };
      const got = await download({ ...task, partial: join(folder, String(index)) });
      if (got.ok) continue;
      fault ??= got.error;
      failed.abort();
    }
  };
  // All end before anybody is told, so that nobody writes to what is being removed.
  const ends = await Promise.allSettled(
    Array.from({ length: width }, () =>
      fetchNext().catch((error: unknown) => {
        failed.abort();
        throw error;
      }),
    ),
  );
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  if (fault) return err(fault);
  return request.signal.aborted ? err({ reason: "unreachable", message: "it was stopped" }) : ok(undefined);
}
