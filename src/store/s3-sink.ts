import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  type DeleteObjectsCommandOutput,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { BucketSink } from "./object-store.ts";
import type { Ask } from "./s3-client.ts";
import { type AwsError, s3Fault } from "./s3-fault.ts";
import { s3Upload, sumOf } from "./s3-upload.ts";
import type { SourceFault } from "./source.ts";

const mib = 2 ** 20;
const smallestPart = 8 * mib;
const mostParts = 10_000;
const mostKeys = 1000;

/** Writes of one bucket. */
export function s3Sink(bucket: string, ask: Ask): BucketSink {
  return {
    partSize: (size) => Math.max(smallestPart, Math.ceil(size / mostParts / mib) * mib),
    partsAtOnce: 4,
    async put({ key, bytes, ifAbsent = false }, abortSignal) {
      const command = new PutObjectCommand({
        ...{ Bucket: bucket, Key: key, Body: bytes },
        ...{ ChecksumAlgorithm: "SHA256", ChecksumSHA256: sumOf(bytes) },
        ...(ifAbsent && { IfNoneMatch: "*" }),
      });
      return ask({ bucket, key, permission: "s3:PutObject" }, async (client) => {
        try {
          await client.send(command, { abortSignal });
          return "written";
        } catch (error) {
          if (ifAbsent && (error as AwsError).$metadata?.httpStatusCode === 412) return "exists";
          throw error;
        }
      });
    },
    async begin({ key, size }, abortSignal) {
      const asked = { bucket, key, permission: "s3:PutObject" } as const;
      const command = new CreateMultipartUploadCommand({
        ...{ Bucket: bucket, Key: key, ChecksumAlgorithm: "SHA256" },
      });
      const begun = await ask(asked, (client) => client.send(command, { abortSignal }));
      if (!begun.ok) return begun;
      const { UploadId: id } = begun.value;
      if (id !== undefined) return ok(s3Upload({ bucket, key, size, id, ask }));
      return err({ reason: "unreachable", message: "S3 begins an upload and does not say which" });
    },
    async remove(keys, signal) {
      const plain = keys.filter(isWritable);
      for (let at = 0; at < plain.length; at += mostKeys) {
        const removed = await removeMany({ bucket, ask, signal }, plain.slice(at, at + mostKeys));
        if (!removed.ok) return removed;
      }
      for (const key of keys.filter((each) => !isWritable(each))) {
        const removed = await removeOne({ bucket, ask, signal }, key);
        if (!removed.ok) return removed;
      }
      return ok(undefined);
    },
  };
}

/** What XML has no way to write, though a key may hold it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters in question
const unwritable = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const isWritable = (key: string): boolean => !unwritable.test(key);

interface Removal {
  readonly bucket: string;
  readonly ask: Ask;
  readonly signal: AbortSignal;
}

async function removeMany(
  { bucket, ask, signal }: Removal,
  keys: readonly string[],
): Promise<Result<void, SourceFault>> {
  const Objects = keys.map((Key) => ({ Key }));
  const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
  const asked = { bucket, key: keys[0] ?? "", permission: "s3:DeleteObject" } as const;
  const removed = await ask(asked, (client) => client.send(command, { abortSignal: signal }));
  if (!removed.ok) return removed;
  const fault = faultIn(bucket, removed.value);
  return fault ? err(fault) : ok(undefined);
}

/** The answer is a success whatever became of each key. */
function faultIn(bucket: string, { Errors = [] }: DeleteObjectsCommandOutput): SourceFault | undefined {
  const [first] = Errors.filter(({ Code }) => Code !== "NoSuchKey");
  if (!first) return undefined;
  const { Code: name = "", Key: key = "", Message = "" } = first;
  const $metadata = { httpStatusCode: name === "AccessDenied" ? 403 : 400 };
  const error: AwsError = Object.assign(new Error(Message), { name, $metadata });
  return s3Fault(error, { bucket, key, permission: "s3:DeleteObject", isAnonymous: false });
}

async function removeOne({ bucket, ask, signal }: Removal, key: string): Promise<Result<void, SourceFault>> {
  const command = new DeleteObjectCommand({ Bucket: bucket, Key: key });
  const asked = { bucket, key, permission: "s3:DeleteObject" } as const;
  const removed = await ask(asked, (client) => client.send(command, { abortSignal: signal }));
  return removed.ok ? ok(undefined) : removed;
}
