import { err, ok, type Result } from "../pipeline/result.ts";
import type { ObjectStore } from "../store/object-store.ts";
import { type Patience, patiently } from "../store/patience.ts";
import type { BucketObject, SourceFault } from "../store/source.ts";
import type { Scope } from "./collect-scope.ts";
import { uploadOf } from "./domain.ts";

export interface SurveyRequest extends Patience {
  readonly store: ObjectStore;
  readonly scope: Scope;
}

/** An object, and the prefix of the domain that it belongs to. */
export interface Listed extends BucketObject {
  readonly domain: string;
}

/** All objects that were uploaded together. */
export interface ListedUpload {
  readonly domain: string;
  readonly prefix: string;
  readonly objects: number;
  readonly bytes: number;
  /** Of its newest object, in milliseconds since 1970; undefined where a listing does not tell. */
  readonly modifiedAt: number | undefined;
}

export const stopped: SourceFault = { reason: "unreachable", message: "it was stopped" };

export interface Listing {
  /** By the first folder below their domain. */
  readonly objects: ReadonlyMap<string, readonly Listed[]>;
  readonly uploads: ReadonlyMap<string, ListedUpload>;
}

/** All of a scope. */
export async function listScope(request: SurveyRequest): Promise<Result<Listing, SourceFault>> {
  const objects = new Map<string, Listed[]>();
  const uploads = new Map<string, ListedUpload>();
  const { scope } = request;
  for (const prefix of scope.prefixes) {
    const done = await listBelow(request, prefix, async (page) => {
      for (const object of page) {
        const { key } = object;
        const domain = scope.domainOf(key);
        if (domain === undefined || object.isFolder || key.endsWith("/")) continue;
        const upload = uploadOf(key, [domain]);
        if (upload !== undefined) {
          uploads.set(upload, withObject(uploads.get(upload), { upload, domain, object }));
          continue;
        }
        const kind = key.slice(domain.length).split("/", 1)[0] ?? "";
        const known = objects.get(kind);
        if (known) known.push({ ...object, domain });
        else objects.set(kind, [{ ...object, domain }]);
      }
      return ok(undefined);
    });
    if (!done.ok) return done;
  }
  return ok({ objects, uploads });
}

/** Hands over page by page, up to the first fault. */
export async function listBelow(
  request: Patience & { readonly store: Pick<ObjectStore, "source"> },
  prefix: string,
  take: (page: readonly BucketObject[]) => Promise<Result<void, SourceFault>>,
): Promise<Result<void, SourceFault>> {
  const { store, signal } = request;
  for (let from: string | undefined, isFirst = true; isFirst || from !== undefined; isFirst = false) {
    const page = await patiently(request, () => store.source.list(prefix, from, signal));
    if (!page.ok) return isFirst && page.error.reason === "missing" ? ok(undefined) : page;
    if (signal.aborted) return err(stopped);
    const taken = await take(page.value.objects);
    if (!taken.ok) return taken;
    from = page.value.next;
  }
  return ok(undefined);
}

function withObject(
  known: ListedUpload | undefined,
  found: { readonly upload: string; readonly domain: string; readonly object: BucketObject },
): ListedUpload {
  const { upload, domain, object } = found;
  const { objects = 0, bytes = 0, modifiedAt = 0 } = known ?? {};
  const isUndated = object.modifiedAt === undefined || (known && known.modifiedAt === undefined);
  return {
    domain,
    prefix: upload,
    objects: objects + 1,
    bytes: bytes + object.size,
    modifiedAt: isUndated ? undefined : Math.max(modifiedAt, object.modifiedAt ?? 0),
  };
}
