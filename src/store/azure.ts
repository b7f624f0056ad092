import type { BucketUri } from "../pipeline/bucket.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Access } from "./access.ts";
import { type AzureContainer, azureAsker, openContainer } from "./azure-client.ts";
import { azureSink } from "./azure-sink.ts";
import type { Checksum } from "./checksum.ts";
import type { BucketSink } from "./object-store.ts";
import type { BucketSource } from "./source.ts";

/** Reads of one container: by a connection string of its account, the stack's identity, the environment's, or none. */
export async function openAzureBlobs(uri: BucketUri, access: Access): Promise<Result<BucketSource, string>> {
  const opened = await openContainer(uri, access);
  return opened.ok ? ok(sourceOf(opened.value)) : opened;
}

/** Reads and writes of one container. */
export async function openAzureStore(
  uri: BucketUri,
  access: Access,
): Promise<Result<{ readonly source: BucketSource; readonly sink: BucketSink }, string>> {
  const opened = await openContainer(uri, access);
  return opened.ok ? ok({ source: sourceOf(opened.value), sink: azureSink(opened.value) }) : opened;
}

function sourceOf(opened: AzureContainer): BucketSource {
  const { container } = opened;
  const asker = azureAsker(opened);
  const ask = <T>(key: string, send: () => Promise<T>) => asker({ key, act: "read" }, send);
  return {
    async list(prefix, from, abortSignal) {
      const options = { prefix, includeMetadata: true, abortSignal };
      const pages = container
        .listBlobsFlat(options)
        .byPage({ maxPageSize: 5000, ...(from !== undefined && { continuationToken: from }) });
      const page = await ask(prefix, () => pages.next());
      if (!page.ok) return page;
      if (page.value.done) return ok({ objects: [] });
      const { segment, continuationToken: next } = page.value.value;
      const objects = segment.blobItems.map(({ name, properties, metadata }) => {
        const { contentLength: size = 0, etag: version = "", contentMD5, lastModified } = properties;
        const at = lastModified && { modifiedAt: lastModified.getTime() };
        // An account with real folders lists them like blobs.
        const isFolder = metadata?.hdi_isfolder === "true";
        return { key: name, size, version, ...(isFolder && { isFolder }), ...checksumOf(contentMD5), ...at };
      });
      return ok({ objects, ...(next && { next }) });
    },
    async look(key, abortSignal) {
      const found = await ask(key, () => container.getBlobClient(key).getProperties({ abortSignal }));
      if (!found.ok) return found;
      const { contentLength: size = 0, etag: version = "", contentMD5 } = found.value;
      return ok({ key, size, version, ...checksumOf(contentMD5) });
    },
    async read({ key, version }, offset, abortSignal) {
      const options = { abortSignal, conditions: { ifMatch: version }, maxRetryRequests: 0 };
      const found = await ask(key, () => container.getBlobClient(key).download(offset, undefined, options));
      if (!found.ok)
        return found.error.reason === "missing" ? err({ ...found.error, reason: "changed" }) : found;
      const body = found.value.readableStreamBody as AsyncIterable<Uint8Array> | undefined;
      return body ? ok({ body }) : err({ reason: "unreachable", message: "Azure sends no content" });
    },
  };
}

function checksumOf(md5: Uint8Array | undefined): { readonly checksum?: Checksum } {
  if (!md5 || md5.length === 0) return {};
  return { checksum: { algorithm: "md5", base64: Buffer.from(md5).toString("base64") } };
}
