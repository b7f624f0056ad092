import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { awsOptions } from "../auth/aws.ts";
import type { BucketUri } from "../pipeline/bucket.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Access } from "./access.ts";
import { awsHandler } from "./aws-handler.ts";
import type { Checksum } from "./checksum.ts";
import { type Asked, type AwsError, s3Fault } from "./s3-fault.ts";
import type { BucketSource, SourceFault } from "./source.ts";

/** Reads of one bucket, by the stack's identity, by that of the environment, or by none where there is none. */
export async function openS3({ bucket }: BucketUri, access: Access): Promise<Result<BucketSource, string>> {
  const clients = await openClients(access);
  if (!clients.ok) return clients;
  const ask = asker(clients.value);
  return ok({
    async list(prefix, from, signal) {
      const command = new ListObjectsV2Command({
        // XML has no way to write some of the characters that a key may hold.
        ...{ Bucket: bucket, Prefix: prefix, EncodingType: "url" },
        ...(from !== undefined && { ContinuationToken: from }),
      });
      const asked = { bucket, key: prefix, permission: "s3:ListBucket" } as const;
      const page = await ask(asked, (client) => client.send(command, { abortSignal: signal }));
      if (!page.ok) return page;
      const { Contents = [], NextContinuationToken: next, EncodingType } = page.value;
      const keyOf = EncodingType === "url" ? decodeKey : (key: string) => key;
      const objects = Contents.map(({ Key = "", Size = 0, ETag = "" }) => {
        return { key: keyOf(Key), size: Size, version: ETag };
      });
      return ok({ objects, ...(next !== undefined && { next }) });
    },
    async look(key, signal) {
      const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
      const asked = { bucket, key, permission: "s3:GetObject" } as const;
      const found = await ask(asked, (client) => client.send(command, { abortSignal: signal }));
      if (!found.ok) return found;
      const { ContentLength: size = 0, ETag: version = "" } = found.value;
      return ok({ key, size, version });
    },
    async read({ key, version }, offset, signal) {
      const range = offset > 0 ? { Range: `bytes=${offset}-` } : {};
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: version, ...range });
      const asked = { bucket, key, permission: "s3:GetObject" } as const;
      const found = await ask(asked, (client) => client.send(command, { abortSignal: signal }));
      if (!found.ok)
        return found.error.reason === "missing" ? err({ ...found.error, reason: "changed" }) : found;
      const checksum = offset === 0 ? checksumOf(found.value) : undefined;
      const body = found.value.Body as unknown as AsyncIterable<Uint8Array>;
      return ok({ body, ...(checksum && { checksum }) });
    },
  });
}

/** S3 writes a space as `+`. */
const decodeKey = (key: string): string => decodeURIComponent(key.replaceAll("+", " "));

interface Clients {
  readonly isAnonymous: boolean;
  readonly region: string;
  readonly open: (region: string) => S3Client;
}

type Ask = <T>(
  asked: Omit<Asked, "isAnonymous">,
  act: (client: S3Client) => Promise<T>,
) => Promise<Result<T, SourceFault>>;

/** A bucket of another region says which that is, and is asked there from then on. */
function asker({ open, region: first, isAnonymous }: Clients): Ask {
  let region = first;
  let client = open(region);
  return async (asked, act) => {
    for (let hasMoved = false; ; hasMoved = true) {
      try {
        return ok(await act(client));
      } catch (error) {
        const told = (error as AwsError).$response?.headers?.["x-amz-bucket-region"];
        const isWrong = told !== undefined && told !== region && !hasMoved;
        if (!isWrong) return err(s3Fault(error as AwsError, { ...asked, isAnonymous }));
        region = told;
        client = open(region);
      }
    }
  };
}

async function openClients({ identity, transport, asNobody }: Access): Promise<Result<Clients, string>> {
  const { env } = identity;
  const options = awsOptions(identity);
  if (!options.ok) return options;
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || "us-east-1";
  const { credentials } = options.value(region);
  const has = asNobody ? ok(false) : await hasCredentials(credentials);
  if (!has.ok) return has;
  const isAnonymous = !has.value;
  const open = (at: string): S3Client => {
    const client = new S3Client({
      ...{ region: at, credentials: isAnonymous ? nobody : credentials, ...endpointOf(env) },
      ...{ requestHandler: awsHandler(transport), maxAttempts: 1, logger: quiet },
      // What is in a checksum is compared where all of an object has come, however often it broke off.
      ...{ requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" },
      ...(isAnonymous && { signer: { sign: async (request) => request } }),
    });
    client.middlewareStack.add((next) => (args) => next(withChecksum(args)), { step: "build" });
    return client;
  };
  return ok({ isAnonymous, region, open });
}

/** A mark of the command's own would have the SDK look at the sum of a part. */
function withChecksum<T extends { readonly request: unknown }>(args: T): T {
  const { method, headers } = args.request as { readonly method: string; headers: Record<string, string> };
  if (method === "GET") headers["x-amz-checksum-mode"] = "ENABLED";
  return args;
}

const silent = () => {};
const quiet = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
const nobody = { accessKeyId: "anonymous", secretAccessKey: "anonymous" };

/** Ok with false where there are none, as for public buckets; an error where there should be. */
async function hasCredentials(credentials: () => Promise<unknown>): Promise<Result<boolean, string>> {
  try {
    await credentials();
    return ok(true);
  } catch (error) {
    const { name, message } = error as Error;
    return name === "CredentialsProviderError"
      ? ok(false)
      : err(`the AWS identity gave no credentials: ${message}`);
  }
}

/** Servers of one's own rarely have a name for each bucket. */
function endpointOf(env: Mapping<string>): Pick<S3ClientConfig, "endpoint" | "forcePathStyle"> {
  const endpoint = env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL;
  const isIgnored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === "true";
  return endpoint && !isIgnored ? { endpoint, forcePathStyle: true } : {};
}

/** The ETag is an MD5 sum but where parts, or keys of KMS or the customer's own, came into it. */
function checksumOf(output: GetObjectCommandOutput): Checksum | undefined {
  const { ETag = "", ServerSideEncryption = "", SSECustomerAlgorithm, ChecksumType } = output;
  const whole = ChecksumType === "COMPOSITE" ? [] : sums;
  for (const [algorithm, field] of whole) {
    const base64 = output[field];
    if (base64) return { algorithm, base64 };
  }
  const [, md5] = /^"?([0-9a-f]{32})"?$/.exec(ETag) ?? [];
  if (md5 === undefined || ServerSideEncryption.startsWith("aws:kms") || SSECustomerAlgorithm)
    return undefined;
  return { algorithm: "md5", base64: Buffer.from(md5, "hex").toString("base64") };
}

const sums = [
  ["sha256", "ChecksumSHA256"],
  ["sha1", "ChecksumSHA1"],
  ["crc32", "ChecksumCRC32"],
  ["crc32c", "ChecksumCRC32C"],
  ["crc64nvme", "ChecksumCRC64NVME"],
] as const;
