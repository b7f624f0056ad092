import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
} from "@aws-sdk/client-s3";
import type { TransportReply } from "../host/transport.ts";
import type { BucketUri } from "../pipeline/bucket.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Access } from "./access.ts";
import type { Checksum } from "./checksum.ts";
import type { BucketSink } from "./object-store.ts";
import { type Ask, openAsk } from "./s3-client.ts";
import { s3Sink } from "./s3-sink.ts";
import type { BucketSource } from "./source.ts";

/** Reads of one bucket. */
export async function openS3({ bucket }: BucketUri, access: Access): Promise<Result<BucketSource, string>> {
  const ask = await openAsk(access);
  return ask.ok ? ok(s3Source(bucket, ask.value)) : ask;
}

/** Reads and writes of one bucket. */
export async function openS3Store(
  { bucket }: BucketUri,
  access: Access,
): Promise<Result<{ readonly source: BucketSource; readonly sink: BucketSink }, string>> {
  const ask = await openAsk(access);
  return ask.ok ? ok({ source: s3Source(bucket, ask.value), sink: s3Sink(bucket, ask.value) }) : ask;
}

function s3Source(bucket: string, ask: Ask): BucketSource {
  return {
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
      const objects = Contents.map(({ Key = "", Size = 0, ETag = "", LastModified }) => {
        const at = LastModified && { modifiedAt: LastModified.getTime() };
        return { key: keyOf(Key), size: Size, version: ETag, ...at };
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
      const headers = {
        "if-match": version,
        "x-amz-checksum-mode": "ENABLED",
        ...(offset > 0 && { range: `bytes=${offset}-` }),
      };
      const found = await ask(asked, async (client, gets): Promise<Got> => {
        const quick = await gets.get(key, { headers, signal });
        if (quick) return gotOf(quick);
        const output = await client.send(command, { abortSignal: signal });
        gets.learn(key);
        return { sums: output, body: output.Body as unknown as AsyncIterable<Uint8Array> };
      });
      if (!found.ok)
        return found.error.reason === "missing" ? err({ ...found.error, reason: "changed" }) : found;
      const { body, sums } = found.value;
      const checksum = offset === 0 ? checksumOf(sums) : undefined;
      return ok({ body, ...(checksum && { checksum }) });
    },
  };
}

/** S3 writes a space as `+`. */
const decodeKey = (key: string): string => decodeURIComponent(key.replaceAll("+", " "));

interface Got {
  readonly body: AsyncIterable<Uint8Array>;
  readonly sums: Sums;
}

type Sums = Pick<
  GetObjectCommandOutput,
  "ETag" | "ServerSideEncryption" | "SSECustomerAlgorithm" | (typeof sums)[number][1]
>;

/** Of an answer that the SDK has not read. */
function gotOf({ body, headers }: TransportReply): Got {
  const sumsIn = sums.flatMap(([algorithm, field]) => {
    const sum = headers[`x-amz-checksum-${algorithm}`];
    return sum === undefined ? [] : [[field, sum]];
  });
  const encryption = headers["x-amz-server-side-encryption"] as Sums["ServerSideEncryption"];
  return {
    body,
    sums: {
      ...Object.fromEntries(sumsIn),
      ETag: headers.etag,
      ServerSideEncryption: encryption,
      SSECustomerAlgorithm: headers["x-amz-server-side-encryption-customer-algorithm"],
    },
  };
}

/** The ETag is an MD5 sum but where parts, or keys of KMS or the customer's own, came into it. */
function checksumOf(output: Sums): Checksum | undefined {
  const { ETag = "", ServerSideEncryption = "", SSECustomerAlgorithm } = output;
  for (const [algorithm, field] of sums) {
    const base64 = output[field];
    // A sum of parts' sums ends in their number.
    if (base64 && !base64.includes("-")) return { algorithm, base64 };
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
