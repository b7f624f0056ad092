import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Upload } from "./object-store.ts";
import type { Ask } from "./s3-client.ts";
import { uploadGone } from "./s3-fault.ts";
import type { SourceFault } from "./source.ts";

interface Begun {
  readonly bucket: string;
  readonly key: string;
  /** Of all of it, in bytes. */
  readonly size: number;
  readonly id: string;
  readonly ask: Ask;
}

/** A multipart upload that has begun. */
export function s3Upload(begun: Begun): Upload {
  const { bucket, key, id, ask } = begun;
  const place = { Bucket: bucket, Key: key, UploadId: id };
  const parts = new Map<number, CompletedPart>();
  const asked = { bucket, key, permission: "s3:PutObject" } as const;
  return {
    async part({ index, bytes }, abortSignal) {
      const part = { PartNumber: index + 1, ChecksumSHA256: sumOf(bytes) };
      const command = new UploadPartCommand({ ...place, ...part, ChecksumAlgorithm: "SHA256", Body: bytes });
      const sent = await ask(asked, (client) => client.send(command, { abortSignal }));
      if (!sent.ok) return sent;
      parts.set(index, { ...part, ETag: sent.value.ETag });
      return ok(undefined);
    },
    async finish(abortSignal) {
      const Parts = [...parts.values()].sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
      const command = new CompleteMultipartUploadCommand({ ...place, MultipartUpload: { Parts } });
      const finished = await ask(asked, async (client) => {
        try {
          await client.send(command, { abortSignal });
          return "done";
        } catch (error) {
          if ((error as Error).name === "NoSuchUpload") return "gone";
          throw error;
        }
      });
      if (!finished.ok) return finished;
      return finished.value === "done" ? ok(undefined) : isThere(begun, Parts, abortSignal);
    },
    async abandon(abortSignal) {
      const permission = "s3:AbortMultipartUpload";
      const command = new AbortMultipartUploadCommand(place);
      await ask({ bucket, key, permission }, (client) => client.send(command, { abortSignal }));
    },
  };
}

/** SHA-256 in base64. */
export const sumOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("base64");

/** An upload that was finished is gone, so whoever heard no answer to the first try finds none at the second. */
async function isThere(
  { bucket, key, size, ask }: Begun,
  parts: readonly CompletedPart[],
  abortSignal: AbortSignal,
): Promise<Result<void, SourceFault>> {
  const command = new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: "ENABLED" });
  const asked = { bucket, key, permission: "s3:GetObject" } as const;
  const found = await ask(asked, (client) => client.send(command, { abortSignal }));
  if (!found.ok && found.error.reason !== "missing") return found;
  return found.ok && isMadeOf(parts, size, found.value) ? ok(undefined) : err(uploadGone({ bucket, key }));
}

/** By either of the ways in which services sum up parts: not all know the first, and what is encrypted has not the second. */
function isMadeOf(
  parts: readonly CompletedPart[],
  size: number,
  { ContentLength, ChecksumSHA256, ETag = "" }: HeadObjectCommandOutput,
): boolean {
  const sums = parts.map((part) => Buffer.from(part.ChecksumSHA256 ?? "", "base64"));
  const tags = parts.map((part) => Buffer.from(unquoted(part.ETag ?? ""), "hex"));
  const composite = `${sumOf(Buffer.concat(sums))}-${parts.length}`;
  const tag = `${createHash("md5").update(Buffer.concat(tags)).digest("hex")}-${parts.length}`;
  return ContentLength === size && (ChecksumSHA256 === composite || unquoted(ETag) === tag);
}

const unquoted = (tag: string): string => tag.replaceAll('"', "");
