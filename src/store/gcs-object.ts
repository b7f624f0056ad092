import type { Json, Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { type GcsClient, gcsWrite } from "./gcs-client.ts";
import type { SourceFault } from "./source.ts";

/** Where objects of a bucket are sent to. */
export const uploadUrl = ({ origin, bucket }: GcsClient): string =>
  `${origin}/upload/storage/v1/b/${encodeURIComponent(bucket.name)}/o`;

export const objectsUrl = ({ origin, bucket }: GcsClient): string =>
  `${origin}/storage/v1/b/${encodeURIComponent(bucket.name)}/o`;
export const objectUrl = (client: GcsClient, key: string): string =>
  `${objectsUrl(client)}/${encodeURIComponent(key)}`;

/** Whatever stands between may answer for the service, with a success too. */
export const isObject = (told: Mapping<Json>): boolean => told.size !== undefined;

export const noAnswer: SourceFault = {
  reason: "unreachable",
  message: "what answers is not Cloud Storage, or not all of its answer came",
};

/** What an object has to be, in the words of the service. */
export interface Wanted {
  readonly key: string;
  readonly size: number;
  readonly sums: { readonly md5Hash?: string; readonly crc32c?: string };
}

/** What came there as something else does not stay there. */
export async function keepWhole(
  client: GcsClient,
  { wanted, told }: { readonly wanted: Wanted; readonly told: Mapping<Json> },
  signal: AbortSignal,
): Promise<Result<void, SourceFault>> {
  const { key, size, sums } = wanted;
  if (!isObject(told)) return err(noAnswer);
  const differs = Object.entries(sums).some(([name, sum]) => told[name] !== undefined && told[name] !== sum);
  if (!differs && Number(told.size) === size) return ok(undefined);
  const message = `gs://${client.bucket.name}/${key} came there with other content than was sent`;
  const { generation } = told;
  const isGone =
    generation !== undefined && (await removeObject(client, { key, generation: `${generation}` }, signal)).ok;
  // As long as it is there, another try would find that the object exists.
  return err({ reason: isGone ? "unreachable" : "refused", message });
}

/** Whichever is there, or one generation of it; one that is not there is no fault. */
export async function removeObject(
  client: GcsClient,
  { key, generation }: { readonly key: string; readonly generation?: string },
  signal: AbortSignal,
): Promise<Result<void, SourceFault>> {
  const query = generation === undefined ? "" : `?generation=${generation}`;
  const request = { url: `${objectUrl(client, key)}${query}`, method: "DELETE", headers: {} };
  const asked = { key, permission: "storage.objects.delete" } as const;
  const removed = await gcsWrite(client, { ...request, asked, accepts: [404] }, signal);
  return removed.ok ? ok(undefined) : removed;
}
