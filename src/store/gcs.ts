import type { FileMetadata } from "@google-cloud/storage";
import type { BucketUri } from "../pipeline/bucket.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Access } from "./access.ts";
import type { Checksum } from "./checksum.ts";
import { type GcsClient, gcsBytes, gcsCall, openGcsClient } from "./gcs-client.ts";
import type { GcsAsked } from "./gcs-fault.ts";
import { isObject, noAnswer, objectsUrl, objectUrl } from "./gcs-object.ts";
import { gcsSink } from "./gcs-sink.ts";
import type { BucketSink } from "./object-store.ts";
import type { BucketObject, BucketSource } from "./source.ts";

/** Reads of one bucket, by the stack's identity, by that of the environment, or by none where there is none. */
export async function openGcs(uri: BucketUri, access: Access): Promise<Result<BucketSource, string>> {
  const client = await openGcsClient(uri, access);
  return client.ok ? ok(sourceOf(client.value)) : client;
}

/** Reads and writes of one bucket. */
export async function openGcsStore(
  uri: BucketUri,
  access: Access,
): Promise<Result<{ readonly source: BucketSource; readonly sink: BucketSink }, string>> {
  const client = await openGcsClient(uri, access);
  return client.ok ? ok({ source: sourceOf(client.value), sink: gcsSink(client.value) }) : client;
}

function sourceOf(client: GcsClient): BucketSource {
  const get = (url: string, asked: Pick<GcsAsked, "key" | "permission">, signal: AbortSignal) =>
    gcsCall(client, { url, asked, method: "GET", headers: {} }, signal);
  return {
    async list(prefix, from, signal) {
      const more = from === undefined ? "" : `&pageToken=${encodeURIComponent(from)}`;
      const query = `prefix=${encodeURIComponent(prefix)}${more}`;
      const asked = { key: prefix, permission: "storage.objects.list" } as const;
      const page = await get(`${objectsUrl(client)}?${query}`, asked, signal);
      if (!page.ok) return page;
      // What stands between and answers for the service must not pass for an empty bucket.
      if (page.value.body.kind !== "storage#objects") return err(noAnswer);
      const { items = [], nextPageToken: next } = page.value.body as Listing;
      return ok({ objects: items.map(objectOf), ...(next !== undefined && { next }) });
    },
    async look(key, signal) {
      const asked = { key, permission: "storage.objects.get" } as const;
      const found = await get(objectUrl(client, key), asked, signal);
      if (!found.ok) return found;
      if (!isObject(found.value.body)) return err(noAnswer);
      return ok(objectOf({ ...(found.value.body as FileMetadata), name: key }));
    },
    async read({ key, version }, offset, signal) {
      const body = await gcsBytes(
        client,
        {
          ...{ asked: { key, permission: "storage.objects.get" }, method: "GET" },
          url: `${objectUrl(client, key)}?alt=media&generation=${encodeURIComponent(version)}`,
          // As it lies there: who takes gzip gets nothing unpacked.
          headers: { "accept-encoding": "gzip", ...(offset > 0 && { range: `bytes=${offset}-` }) },
        },
        signal,
      );
      if (body.ok) return ok({ body: body.value });
      return body.error.reason === "missing" ? err({ ...body.error, reason: "changed" }) : body;
    },
  };
}

interface Listing {
  readonly items?: readonly FileMetadata[];
  readonly nextPageToken?: string;
}

function objectOf(told: FileMetadata): BucketObject {
  const { name = "", size = 0, generation = "", md5Hash, crc32c, updated } = told;
  const checksum: Checksum | undefined = md5Hash
    ? { algorithm: "md5", base64: md5Hash }
    : crc32c
      ? { algorithm: "crc32c", base64: crc32c }
      : undefined;
  const at = updated === undefined ? {} : { modifiedAt: Date.parse(updated) };
  return { key: name, size: Number(size), version: `${generation}`, ...(checksum && { checksum }), ...at };
}
