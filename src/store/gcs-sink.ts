import { createHash } from "node:crypto";
import type { Json, Mapping } from "../pipeline/draft.ts";
import { ok } from "../pipeline/result.ts";
import { type GcsClient, gcsWrite } from "./gcs-client.ts";
import { keepWhole, removeObject, uploadUrl } from "./gcs-object.ts";
import { beginGcsUpload } from "./gcs-upload.ts";
import type { BucketSink } from "./object-store.ts";
import { removeEach } from "./remove-each.ts";

/** A session takes chunks of multiples of 256 KiB. */
const partSize = 16 * 2 ** 20;

/** Writes of one bucket. */
export function gcsSink(client: GcsClient): BucketSink {
  return {
    partSize: () => partSize,
    partsAtOnce: 1,
    async put({ key, bytes, ifAbsent = false }, signal) {
      const md5 = createHash("md5").update(bytes).digest();
      const query = `uploadType=multipart${ifAbsent ? "&ifGenerationMatch=0" : ""}`;
      const sent = await gcsWrite(
        client,
        {
          ...{ url: `${uploadUrl(client)}?${query}`, method: "POST" },
          ...multipart({ name: key, md5Hash: md5.toString("base64") }, bytes, md5.toString("hex")),
          ...{ asked: { key, permission: "storage.objects.create" }, accepts: ifAbsent ? [412] : [] },
        },
        signal,
      );
      if (!sent.ok) return sent;
      if (sent.value.status === 412) return ok("exists");
      const wanted = { key, size: bytes.length, sums: { md5Hash: md5.toString("base64") } };
      const kept = await keepWhole(client, { wanted, told: sent.value.body }, signal);
      return kept.ok ? ok("written") : kept;
    },
    begin: (object, signal) => beginGcsUpload(client, object, signal),
    remove: (keys, signal) => removeEach(keys, (key) => removeObject(client, { key }, signal)),
  };
}

/** Metadata and content as one body. `boundary`: what the content cannot hold, such as its own digest. */
function multipart(metadata: Mapping<Json>, bytes: Uint8Array, boundary: string) {
  const head = [
    ...[`--${boundary}`, "content-type: application/json; charset=utf-8", "", JSON.stringify(metadata)],
    ...[`--${boundary}`, "content-type: application/octet-stream", "", ""],
  ].join("\r\n");
  return {
    headers: { "content-type": `multipart/related; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
