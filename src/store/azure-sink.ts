import { createHash } from "node:crypto";
import type { BlockBlobClient } from "@azure/storage-blob";
import { err, ok } from "../pipeline/result.ts";
import { type AskAzure, type AzureContainer, azureAsker } from "./azure-client.ts";
import { type AzureError, azureCode, nobodyWrites } from "./azure-fault.ts";
import type { BucketSink, Upload } from "./object-store.ts";
import { removeEach } from "./remove-each.ts";

const mib = 2 ** 20;
const smallestBlock = 8 * mib;
const mostBlocks = 50_000;

/** Writes of one container. */
export function azureSink(opened: AzureContainer): BucketSink {
  const { container, isAnonymous, place } = opened;
  const known = azureAsker(opened);
  const ask: AskAzure = async (asked, send) => (isAnonymous ? err(nobodyWrites(place)) : known(asked, send));
  return {
    partSize: (size) => Math.max(smallestBlock, Math.ceil(size / mostBlocks / mib) * mib),
    partsAtOnce: 4,
    async put({ key, bytes, ifAbsent = false }, abortSignal) {
      const md5 = md5Of(bytes);
      const options = {
        ...{ abortSignal, transactionalContentMD5: md5, blobHTTPHeaders: { blobContentMD5: md5 } },
        ...(ifAbsent && { conditions: { ifNoneMatch: "*" } }),
      };
      return ask({ key, act: "write" }, async () => {
        try {
          await container.getBlockBlobClient(key).upload(bufferOf(bytes), bytes.length, options);
          return "written";
        } catch (error) {
          if (ifAbsent && isThere(error as AzureError)) return "exists";
          throw error;
        }
      });
    },
    async begin({ key, size }) {
      if (isAnonymous) return err(nobodyWrites(place));
      return ok(azureUpload(container.getBlockBlobClient(key), { key, size, ask }));
    },
    remove: (keys, abortSignal) =>
      removeEach(keys, async (key) => {
        const options = { abortSignal, deleteSnapshots: "include" } as const;
        const removed = await ask({ key, act: "write" }, () => container.deleteBlob(key, options));
        return removed.ok || removed.error.reason === "missing" ? ok(undefined) : removed;
      }),
  };
}

const md5Of = (bytes: Uint8Array): Buffer => createHash("md5").update(bytes).digest();

/** The SDK measures nothing else. */
const bufferOf = ({ buffer, byteOffset, length }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, length);

const isThere = (error: AzureError): boolean =>
  /^(BlobAlreadyExists|ConditionNotMet)$/.test(azureCode(error)) || error.statusCode === 412;

/** Blocks that make a blob once they are committed. Those that never are expire within a week. */
function azureUpload(
  blob: BlockBlobClient,
  { key, size, ask }: { readonly key: string; readonly size: number; readonly ask: AskAzure },
): Upload {
  const blocks = new Map<number, { readonly id: string; readonly length: number }>();
  const asked = { key, act: "write" } as const;
  return {
    async part({ index, bytes }, abortSignal) {
      const md5 = md5Of(bytes);
      const id = blockId(index, md5);
      const options = { abortSignal, transactionalContentMD5: md5 };
      const sent = await ask(asked, () => blob.stageBlock(id, bufferOf(bytes), bytes.length, options));
      if (!sent.ok) return sent;
      blocks.set(index, { id, length: bytes.length });
      return ok(undefined);
    },
    async finish(abortSignal) {
      const inOrder = [...blocks].sort(([a], [b]) => a - b).map(([, block]) => block);
      const sent = inOrder.reduce((sum, { length }) => sum + length, 0);
      if (sent !== size) throw new Error(`${key}: ${sent} bytes of ${size} are sent`);
      const ids = inOrder.map(({ id }) => id);
      const done = await ask(asked, () => blob.commitBlockList(ids, { abortSignal }));
      return done.ok ? ok(undefined) : done;
    },
    async abandon() {},
  };
}

/** All are as long. Two who write the same blob must not put each other's content under one id. */
const blockId = (index: number, md5: Buffer): string =>
  Buffer.from(`${String(index).padStart(5, "0")}-${md5.toString("hex")}`).toString("base64");
