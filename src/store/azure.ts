import { BlobServiceClient, ContainerClient, type StoragePipelineOptions } from "@azure/storage-blob";
import { blobCredential } from "../auth/azure.ts";
import type { BucketUri } from "../pipeline/bucket.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Access } from "./access.ts";
import { type AzureAsked, type AzureError, azureFault } from "./azure-fault.ts";
import { azureClient } from "./azure-handler.ts";
import type { Checksum } from "./checksum.ts";
import type { BucketSource, SourceFault } from "./source.ts";

/** Reads of one container: by a connection string of its account, the stack's identity, the environment's, or none. */
export async function openAzureBlobs(uri: BucketUri, access: Access): Promise<Result<BucketSource, string>> {
  const opened = await openContainer(uri, access);
  if (!opened.ok) return opened;
  const { container, isAnonymous } = opened.value;
  const ask = async <T>(key: string, act: () => Promise<T>): Promise<Result<T, SourceFault>> => {
    try {
      return ok(await act());
    } catch (error) {
      const asked: AzureAsked = { account: uri.host, container: uri.bucket, key, isAnonymous };
      return err(azureFault(error as AzureError, asked));
    }
  };
  return ok({
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
        const { contentLength: size = 0, etag: version = "", contentMD5 } = properties;
        // An account with real folders lists them like blobs.
        const isFolder = metadata?.hdi_isfolder === "true";
        return { key: name, size, version, ...(isFolder && { isFolder }), ...checksumOf(contentMD5) };
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
  });
}

function checksumOf(md5: Uint8Array | undefined): { readonly checksum?: Checksum } {
  if (!md5 || md5.length === 0) return {};
  return { checksum: { algorithm: "md5", base64: Buffer.from(md5).toString("base64") } };
}

interface Opened {
  readonly container: ContainerClient;
  readonly isAnonymous: boolean;
}

async function openContainer(
  { host, bucket }: BucketUri,
  { identity, transport, asNobody }: Access,
): Promise<Result<Opened, string>> {
  const options = {
    httpClient: azureClient(transport),
    retryOptions: { maxTries: 1 },
  } as StoragePipelineOptions;
  const connection = identity.env.AZURE_STORAGE_CONNECTION_STRING;
  if (connection && !asNobody && accountOf(connection) === host.split(".")[0]) {
    const service = BlobServiceClient.fromConnectionString(connection, options);
    return ok({ container: service.getContainerClient(bucket), isAnonymous: false });
  }
  const credential = asNobody ? ok(undefined) : await blobCredential(identity, host);
  if (!credential.ok) return credential;
  const url = `https://${host}/${encodeURIComponent(bucket)}`;
  const container = new ContainerClient(url, credential.value, options);
  return ok({ container, isAnonymous: credential.value === undefined });
}

/** One for another account is no use. */
function accountOf(connection: string): string | undefined {
  if (/UseDevelopmentStorage=true/i.test(connection)) return "devstoreaccount1";
  const [, named] = /(?:^|;)\s*AccountName=([^;]+)/i.exec(connection) ?? [];
  return named ?? /(?:^|;)\s*BlobEndpoint=https?:\/\/([^.;/]+)\./i.exec(connection)?.[1];
}
