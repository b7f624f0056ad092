import { err, ok, type Result } from "../pipeline/result.ts";
import type { ObjectStore } from "../store/object-store.ts";
import { type Patience, patiently } from "../store/patience.ts";
import type { BucketObject, SourceFault } from "../store/source.ts";

/** The objects of keys as they are now; what is not there is left out. Files that were uploaded together are found by one listing. */
export async function storedObjects(
  request: Patience & { readonly store: ObjectStore },
  keys: readonly string[],
): Promise<Result<ReadonlyMap<string, BucketObject>, SourceFault>> {
  const found = new Map<string, BucketObject>();
  const together = Map.groupBy(keys, uploadPrefix);
  for (const group of together.values()) {
    const wanted = new Set(group);
    const prefix = commonPrefix(group);
    for (let from: string | undefined, isFirst = true; isFirst || from !== undefined; isFirst = false) {
      const page = await patiently(request, () => request.store.source.list(prefix, from, request.signal));
      if (!page.ok) return page;
      for (const object of page.value.objects) if (wanted.has(object.key)) found.set(object.key, object);
      from = page.value.next;
    }
    if (request.signal.aborted) return err({ reason: "unreachable", message: "it was stopped" });
  }
  return ok(found);
}

const uploadPrefix = (key: string): string => /^.*?\boutputs\/[0-9a-f]{32}\//.exec(key)?.[0] ?? key;

function commonPrefix(keys: readonly string[]): string {
  let prefix = keys[0] ?? "";
  for (const key of keys)
    while (!key.startsWith(prefix)) prefix = prefix.slice(0, prefix.lastIndexOf("/", prefix.length - 2) + 1);
  return prefix;
}
