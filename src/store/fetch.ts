import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { type BucketUri, isPrefix } from "../pipeline/bucket.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { sha256Of } from "../run/sha256.ts";
import { type BucketTree, treeOf } from "./bucket-tree.ts";
import { fetchAll, prepare } from "./fill.ts";
import { isIntact, readMarker, writeMarker } from "./marker.ts";
import { type Patience, patiently } from "./patience.ts";
import type { BucketObject, BucketSource, SourceFault } from "./source.ts";

export interface ListRequest {
  readonly host: Pick<Host, "files" | "clock" | "random">;
  readonly source: BucketSource;
  /** As the file has it, for messages. */
  readonly from: string;
  readonly uri: BucketUri;
  /** Objects below a prefix that are left out, by their path there. */
  readonly isLeftOut: (path: string) => boolean;
  readonly signal: AbortSignal;
}

export interface FetchRequest extends ListRequest {
  /** `.stepops/buckets`, absolute. */
  readonly directory: string;
  readonly onProgress: (progress: Progress) => void;
}

export type Progress =
  | { readonly kind: "listed"; readonly files: number; readonly bytes: number; readonly missing: number }
  | { readonly kind: "bytes"; readonly done: number; readonly total: number }
  | { readonly kind: "changed" };

/** Data of a bucket on this disk. */
export interface Fetched {
  /** The folder that holds all of it, or where the URI names one object that file; absolute. */
  readonly at: string;
  /** Relative to that folder; one empty name for a file. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

export interface FetchFault {
  readonly cause: "permission" | "config" | "infrastructure";
  readonly message: string;
}

/** A bucket that changes all the time has no state that could be fetched. */
const mostListings = 3;

/** What the data is today, 40 hexadecimal digits: another one when the version of one object is another. Nothing is fetched. */
export async function identifyBucket(request: ListRequest): Promise<Result<string, FetchFault>> {
  const tree = await look(request);
  return tree.ok ? ok(nameOf(request, tree.value)) : tree;
}

/** Lists the data and fetches what is not here yet. What the listing names lies here whole, or not at all. */
export async function fetchBucket(request: FetchRequest): Promise<Result<Fetched, FetchFault>> {
  for (let listings = 1; ; listings++) {
    const tree = await look(request);
    if (!tree.ok) return tree;
    const fetched = await bring(request, tree.value);
    if (fetched.ok) return fetched;
    if (fetched.error.reason !== "changed" || listings === mostListings)
      return err(faultOf(request, fetched.error));
    request.onProgress({ kind: "changed" });
  }
}

async function look(request: ListRequest): Promise<Result<BucketTree, FetchFault>> {
  const listed = await list(request);
  if (!listed.ok) return err(faultOf(request, listed.error));
  const tree = treeFor(request, listed.value);
  if (!tree.ok) return err({ cause: "config", message: `${request.from}: ${tree.error}` });
  if (tree.value.files.length === 0)
    return err({ cause: "config", message: `${request.from} holds no objects: check the URI` });
  return tree;
}

const causes = {
  denied: "permission",
  missing: "config",
  refused: "infrastructure",
  changed: "infrastructure",
  busy: "infrastructure",
  unreachable: "infrastructure",
} as const satisfies Record<SourceFault["reason"], FetchFault["cause"]>;

const faultOf = ({ from }: ListRequest, { reason, message }: SourceFault): FetchFault => ({
  cause: causes[reason],
  message: `${from} could not be fetched: ${message}`,
});

const patienceOf = ({ host, signal }: ListRequest): Patience => ({ ...host, signal });

async function list(request: ListRequest): Promise<Result<readonly BucketObject[], SourceFault>> {
  const { source, uri, signal } = request;
  if (!isPrefix(uri)) {
    const found = await patiently(patienceOf(request), () => source.look(uri.key, signal));
    return found.ok ? ok([found.value]) : found;
  }
  const objects: BucketObject[] = [];
  for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
    const from = next;
    const page = await patiently(patienceOf(request), () => source.list(uri.key, from, signal));
    if (!page.ok) return page;
    for (const object of page.value.objects) objects.push(object);
    next = page.value.next;
  }
  return ok(objects);
}

function treeFor(
  { uri, isLeftOut }: ListRequest,
  objects: readonly BucketObject[],
): Result<BucketTree, string> {
  if (isPrefix(uri)) return treeOf(objects, uri.key, isLeftOut);
  return treeOf(objects, uri.key.slice(0, uri.key.lastIndexOf("/") + 1));
}

/** One folder for one listing: another version of one object is another folder. */
function nameOf({ uri }: ListRequest, { files, folders }: BucketTree): string {
  const { kind, host, bucket, key } = uri;
  const objects = files.map(({ path, object: { size, version } }) => [path, size, version]);
  objects.sort(([left = ""], [right = ""]) => (left < right ? -1 : 1));
  return sha256Of(JSON.stringify([kind, host, bucket, key, objects, folders])).slice(0, 40);
}

async function bring(request: FetchRequest, tree: BucketTree): Promise<Result<Fetched, SourceFault>> {
  const { files } = request.host;
  const place = join(request.directory, nameOf(request, tree));
  const data = join(place, "data");
  const marker = await readMarker(files, place);
  const isHere = marker !== undefined && (await isIntact(files, data, marker));
  const missing = isHere ? [] : await prepare(files, { place, tree, marker });
  const bytes = sum(tree.files);
  request.onProgress({ kind: "listed", files: tree.files.length, bytes, missing: sum(missing) });
  if (!isHere) {
    const fetched = await fetchAll({ ...request, onBytes: counter(request, missing) }, { place, missing });
    if (!fetched.ok) return fetched;
    await writeMarker(files, place, { from: request.from, tree });
  }
  const single = isPrefix(request.uri) ? undefined : tree.files[0]?.path;
  return ok(
    single === undefined
      ? { at: data, files: tree.files.map(({ path }) => path), folders: tree.folders }
      : { at: join(data, single), files: [""], folders: [] },
  );
}

function counter({ onProgress }: FetchRequest, missing: BucketTree["files"]): (count: number) => void {
  const total = sum(missing);
  let done = 0;
  return (count) => {
    done += count;
    onProgress({ kind: "bytes", done, total });
  };
}

const sum = (files: BucketTree["files"]): number =>
  files.reduce((bytes, { object }) => bytes + object.size, 0);
