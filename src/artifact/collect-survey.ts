import { err, ok, type Result } from "../pipeline/result.ts";
import { readText } from "../store/read-text.ts";
import type { SourceFault } from "../store/source.ts";
import { type Listed, type ListedUpload, listScope, type SurveyRequest, stopped } from "./collect-listing.ts";
import type { Scope } from "./collect-scope.ts";
import { uploadOf } from "./domain.ts";
import { inParallel } from "./in-parallel.ts";
import type { Manifest } from "./manifest.ts";
import { parse, readManifestAt } from "./read-manifest.ts";
import { parseRunIndex, type RunIndex } from "./run-index.ts";

/** What only readers of this version understand has no content. */
export interface ListedManifest extends Listed {
  readonly content:
    | { readonly step: string; readonly at: number; readonly uploads: readonly string[] }
    | undefined;
}

export interface ListedRun extends Listed {
  readonly index: Pick<RunIndex, "at" | "legs"> | undefined;
}

export interface ListedTree extends Listed {
  /** What it names, by prefix. */
  readonly uploads: readonly string[] | undefined;
}

/** What there is, by kind. */
export interface Survey {
  readonly manifests: readonly ListedManifest[];
  readonly runs: readonly ListedRun[];
  readonly uploads: readonly ListedUpload[];
  readonly latest: readonly Listed[];
  /** Not read yet: that takes long, and is of use only where something goes. */
  readonly trees: readonly Listed[];
}

/** Lists all of a scope, and reads manifests and indexes of runs. */
export async function survey(request: SurveyRequest): Promise<Result<Survey, SourceFault>> {
  const listed = await listScope(request);
  if (!listed.ok) return listed;
  const { objects, uploads } = listed.value;
  const manifests = await readEach(request, objects.get("manifests") ?? [], readManifest);
  if (!manifests.ok) return manifests;
  const runs = await readEach(request, objects.get("runs") ?? [], readRun);
  if (!runs.ok) return runs;
  return ok({
    manifests: manifests.value,
    runs: runs.value,
    uploads: [...uploads.values()],
    latest: objects.get("latest") ?? [],
    trees: objects.get("trees") ?? [],
  });
}

type Read<T> = (request: SurveyRequest, object: Listed) => Promise<Result<T | undefined, SourceFault>>;

/** In the order of the objects; what vanished meanwhile is left out. */
async function readEach<T>(
  request: SurveyRequest,
  objects: readonly Listed[],
  read: Read<T>,
): Promise<Result<readonly T[], SourceFault>> {
  const found = new Map<Listed, T>();
  const done = await inParallel(objects, request.signal, async (object, signal) => {
    const one = await read({ ...request, signal }, object);
    if (one.ok && one.value !== undefined) found.set(object, one.value);
    return one.ok ? ok(undefined) : one;
  });
  if (!done) return err(stopped);
  return done.ok ? ok(objects.flatMap((object) => found.get(object) ?? [])) : done;
}

const readManifest: Read<ListedManifest> = async (request, object) => {
  const domain = request.scope.readersOf(object.domain);
  const found = await readManifestAt({ ...request, domain }, object.key);
  if (found.ok) return ok(found.value && { ...object, content: contentOf(found.value, request.scope) });
  const { reason, message } = found.error;
  return reason === "invalid" ? ok({ ...object, content: undefined }) : err({ reason, message });
};

function contentOf({ step, at, outputs }: Manifest, scope: Scope): NonNullable<ListedManifest["content"]> {
  const keys = outputs.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.kind === "file" ? [entry.key] : [])),
  );
  return { step, at, uploads: uploadsOf(keys, scope) };
}

function uploadsOf(keys: readonly string[], scope: Scope): readonly string[] {
  const uploads = new Set<string>();
  for (const key of keys) {
    const domain = scope.domainOf(key);
    const upload = domain === undefined ? undefined : uploadOf(key, [domain]);
    if (upload !== undefined) uploads.add(upload);
  }
  return [...uploads];
}

const readRun: Read<ListedRun> = async (request, object) => {
  const text = await readText(request.store.source, object.key, request);
  if (!text.ok || text.value === undefined) return text.ok ? ok(undefined) : text;
  return ok({ ...object, index: parseRunIndex(text.value) });
};

/** What says that a tree is in the store already. */
export function readTrees(
  request: SurveyRequest,
  trees: readonly Listed[],
): Promise<Result<readonly ListedTree[], SourceFault>> {
  return readEach<ListedTree>(request, trees, async ({ store, scope, ...patience }, object) => {
    const text = await readText(store.source, object.key, patience);
    if (!text.ok || text.value === undefined) return text.ok ? ok(undefined) : text;
    const entries = (parse(text.value) as { readonly entries?: unknown } | null | undefined)?.entries;
    const keys = Array.isArray(entries) ? entries.map(keyOf).filter((key) => key !== undefined) : undefined;
    return ok({ ...object, uploads: keys && uploadsOf(keys, scope) });
  });
}

function keyOf(entry: unknown): string | undefined {
  const key = typeof entry === "object" && entry !== null && "key" in entry ? entry.key : undefined;
  return typeof key === "string" ? key : undefined;
}
