import { type Bucket, type FileMetadata, Storage } from "@google-cloud/storage";
import { type AuthClient, PassThroughClient } from "google-auth-library";
import { googleClient } from "../auth/google.ts";
import type { Identity } from "../auth/identity.ts";
import type { BucketUri } from "../pipeline/bucket.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Access } from "./access.ts";
import type { Checksum } from "./checksum.ts";
import { type GcsAsked, type GcsError, gcsFault } from "./gcs-fault.ts";
import { notSilent } from "./silence.ts";
import type { BucketObject, BucketSource, SourceFault } from "./source.ts";

/** Reads of one bucket, by the stack's identity, by that of the environment, or by none where there is none. */
export async function openGcs(
  { bucket: name }: BucketUri,
  access: Access,
): Promise<Result<BucketSource, string>> {
  const { identity } = access;
  const client = await clientFor(access);
  if (!client.ok) return client;
  const bucket = bucketOf(name, client.value, identity);
  const isAnonymous = client.value instanceof PassThroughClient;
  const ask = async <T>(
    asked: Pick<GcsAsked, "key" | "permission">,
    act: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<Result<T, SourceFault>> => {
    try {
      return ok(await notSilent(act(signal), { clock: identity.clock, signal }));
    } catch (error) {
      return err(gcsFault(error as GcsError, { ...asked, bucket: name, isAnonymous }));
    }
  };
  return ok({
    async list(prefix, from, signal) {
      const query = { prefix, autoPaginate: false, ...(from !== undefined && { pageToken: from }) };
      const asked = { key: prefix, permission: "storage.objects.list" } as const;
      const page = await ask(asked, async () => (await bucket.getFiles(query))[2], signal);
      if (!page.ok) return page;
      const { items = [], nextPageToken: next } = page.value as Listing;
      return ok({ objects: items.map(objectOf), ...(next !== undefined && { next }) });
    },
    async look(key, signal) {
      const asked = { key, permission: "storage.objects.get" } as const;
      const found = await ask(asked, async () => (await bucket.file(key).getMetadata())[0], signal);
      return found.ok ? ok(objectOf({ ...found.value, name: key })) : found;
    },
    async read({ key, version }, offset, signal) {
      const asked = { key, permission: "storage.objects.get" } as const;
      const body = await ask(asked, () => openBody(bucket, { key, version, offset, signal }), signal);
      if (body.ok) return ok({ body: body.value });
      return body.error.reason === "missing" ? err({ ...body.error, reason: "changed" }) : body;
    },
  });
}

async function clientFor({ identity, asNobody }: Access): Promise<Result<AuthClient, string>> {
  if (asNobody || identity.env.STORAGE_EMULATOR_HOST) return ok(new PassThroughClient());
  const opened = googleClient(identity);
  if (!opened.ok) return opened;
  try {
    const client = await opened.value();
    await client.getAccessToken();
    return ok(client);
  } catch (error) {
    const { message } = error as Error;
    if (/could not load the default credentials/i.test(message)) return ok(new PassThroughClient());
    return err(`the Google identity gave no credentials: ${message}`);
  }
}

function bucketOf(name: string, authClient: AuthClient, { env }: Identity): Bucket {
  const storage = new Storage({
    authClient: authClient as NonNullable<ConstructorParameters<typeof Storage>[0]>["authClient"] & {},
    // Without one the library would look for it in the cloud, which no read needs.
    projectId: env.GOOGLE_CLOUD_PROJECT || "unknown",
    retryOptions: { autoRetry: false, maxRetries: 0 },
  });
  const emulator = env.STORAGE_EMULATOR_HOST;
  // The library takes it for all of an address where those of other languages add the path.
  if (emulator) storage.baseUrl = `${originOf(emulator)}/storage/v1`;
  return storage.bucket(name);
}

const originOf = (emulator: string): string => {
  const url = /^https?:\/\//.test(emulator) ? emulator : `http://${emulator}`;
  return url.replace(/(\/storage\/v1)?\/*$/, "");
};

interface Listing {
  readonly items?: readonly FileMetadata[];
  readonly nextPageToken?: string;
}

function objectOf({ name = "", size = 0, generation = "", md5Hash, crc32c }: FileMetadata): BucketObject {
  const checksum: Checksum | undefined = md5Hash
    ? { algorithm: "md5", base64: md5Hash }
    : crc32c
      ? { algorithm: "crc32c", base64: crc32c }
      : undefined;
  return { key: name, size: Number(size), version: String(generation), ...(checksum && { checksum }) };
}

/** Its first bytes say whether the service gives it at all. */
async function openBody(
  bucket: Bucket,
  what: {
    readonly key: string;
    readonly version: string;
    readonly offset: number;
    readonly signal: AbortSignal;
  },
): Promise<AsyncIterable<Uint8Array>> {
  const { key, version, offset, signal } = what;
  const stream = bucket.file(key, { generation: version }).createReadStream({
    ...(offset > 0 && { start: offset }),
    // All of an object is compared where all of it has come, as it lies there.
    ...{ validation: false, decompress: false },
  });
  signal.addEventListener("abort", () => stream.destroy(), { once: true });
  const bytes = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const first = await bytes.next();
  return joined(first, bytes);
}

async function* joined(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
