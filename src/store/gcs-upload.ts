import type { Json, Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { summing } from "./checksum.ts";
import { type GcsClient, gcsError, gcsWrite } from "./gcs-client.ts";
import { sessionGone } from "./gcs-fault.ts";
import { isObject, keepWhole, noAnswer, uploadUrl } from "./gcs-object.ts";
import type { Upload, UploadPart } from "./object-store.ts";
import type { SourceFault } from "./source.ts";
import { wordsOf } from "./words.ts";

/** Bytes; what a session takes, but at its end, is multiples of these. */
const quantum = 256 * 1024;

interface LargeObject {
  readonly key: string;
  readonly size: number;
}

/** A resumable session. */
export async function beginGcsUpload(
  client: GcsClient,
  object: LargeObject,
  signal: AbortSignal,
): Promise<Result<Upload, SourceFault>> {
  const { key, size } = object;
  const begun = await gcsWrite(
    client,
    {
      ...{ url: `${uploadUrl(client)}?uploadType=resumable`, method: "POST" },
      headers: {
        "content-type": "application/json; charset=utf-8",
        "x-upload-content-type": "application/octet-stream",
        "x-upload-content-length": `${size}`,
      },
      body: JSON.stringify({ name: key }),
      asked: { key, permission: "storage.objects.create" },
    },
    signal,
  );
  if (!begun.ok) return begun;
  const url = addressOf(client, begun.value.headers.location);
  if (url !== undefined) return ok(new GcsUpload(client, { ...object, url }));
  return err({ reason: "unreachable", message: "Cloud Storage begins an upload and does not say where" });
}

/** Emulators often name a host that only they know themselves by. */
function addressOf({ isEmulator, origin }: GcsClient, location = ""): string | undefined {
  const url = location === "" ? null : URL.parse(location, origin);
  if (url === null) return undefined;
  return isEmulator ? `${origin}${url.pathname}${url.search}` : url.href;
}

class GcsUpload implements Upload {
  readonly #client: GcsClient;
  /** Whoever knows its `url` may write to it. */
  readonly #object: LargeObject & { readonly url: string };
  readonly #sum = summing("crc32c");
  #summed = 0;
  /** Bytes that the service has for sure, unless `#isUnsure`. */
  #received = 0;
  #isUnsure = false;
  /** With the last byte the object is there, so that the end waits for `finish`. */
  readonly #endsAt: number;
  #end: Uint8Array = new Uint8Array();
  /** What the service says of the object, once that is there. */
  #told: Mapping<Json> | undefined;

  constructor(client: GcsClient, object: LargeObject & { readonly url: string }) {
    this.#client = client;
    this.#object = object;
    this.#endsAt = Math.floor(Math.max(0, object.size - 1) / quantum) * quantum;
  }

  async part({ offset, bytes }: UploadPart, signal: AbortSignal): Promise<Result<void, SourceFault>> {
    this.#add(offset, bytes);
    return this.#send(offset, bytes.subarray(0, this.#endsAt - offset), signal);
  }

  /** A part that comes again was summed the first time. */
  #add(offset: number, bytes: Uint8Array): void {
    const { key, size } = this.#object;
    if (offset > this.#summed || offset % quantum !== 0) throw new Error(`${key}: parts come in order`);
    const fresh = bytes.subarray(this.#summed - offset);
    this.#sum.update(fresh);
    this.#summed += fresh.length;
    if (offset + bytes.length === size) this.#end = bytes.slice(this.#endsAt - offset);
  }

  async finish(signal: AbortSignal): Promise<Result<void, SourceFault>> {
    const { key, size } = this.#object;
    if (this.#summed !== size) throw new Error(`${key}: ${this.#summed} bytes of ${size} are sent`);
    const sent = this.#told ? ok(undefined) : await this.#send(this.#endsAt, this.#end, signal);
    if (!sent.ok) return sent;
    const told = this.#told;
    if (!told)
      return err({ reason: "unreachable", message: `Cloud Storage does not say that ${key} is whole` });
    const wanted = { key, size, sums: { crc32c: this.#sum.base64() } };
    const kept = await keepWhole(this.#client, { wanted, told }, signal);
    // Nothing that finishing again would change.
    return kept.ok ? kept : err({ ...kept.error, reason: "refused" });
  }

  async abandon(signal: AbortSignal): Promise<void> {
    const { key, url } = this.#object;
    const asked = { key, permission: "storage.objects.delete" } as const;
    const request = { url, method: "DELETE", headers: { "content-length": "0" }, isUnsigned: true };
    if (!this.#told) await gcsWrite(this.#client, { ...request, asked }, signal);
  }

  /** What of these bytes is not there yet; the service may take less than it is sent. */
  async #send(offset: number, bytes: Uint8Array, signal: AbortSignal): Promise<Result<void, SourceFault>> {
    if (this.#isUnsure) {
      const asked = await this.#exchange(new Uint8Array(), signal);
      if (!asked.ok) return asked;
    }
    while (this.#received < offset + bytes.length) {
      const before = this.#received;
      if (before < offset) return err(this.#gone());
      const sent = await this.#exchange(bytes.subarray(before - offset), signal);
      if (!sent.ok) return sent;
      if (this.#received <= before) return err({ reason: "busy", message: "Cloud Storage takes nothing" });
    }
    return ok(undefined);
  }

  /** One request: the next bytes, or without any the question how many are there. */
  async #exchange(bytes: Uint8Array, signal: AbortSignal): Promise<Result<void, SourceFault>> {
    const { key, url } = this.#object;
    this.#isUnsure = true;
    const sent = await gcsWrite(
      this.#client,
      {
        ...{ url, method: "PUT", headers: this.#headersFor(bytes.length), body: bytes, isUnsigned: true },
        ...{ asked: { key, permission: "storage.objects.create" }, accepts: [308, 400, 404, 410] },
      },
      signal,
    );
    if (!sent.ok) return sent;
    const { status, headers, body } = sent.value;
    if (status === 404 || status === 410) return err(this.#gone());
    if (status === 400) return err(this.#refused(gcsError(sent.value).message));
    if (status !== 308 && !isObject(body)) return err(noAnswer);
    this.#received = status === 308 ? receivedBy(headers.range) : this.#object.size;
    if (status !== 308) this.#told = body;
    // All of it and still no object: the next question will tell.
    this.#isUnsure = !this.#told && this.#received >= this.#object.size;
    return ok(undefined);
  }

  #headersFor(length: number): Mapping<string> {
    const { size } = this.#object;
    const next = this.#received + length;
    const range = length === 0 ? "*" : `${this.#received}-${next - 1}`;
    // The service compares it before the object is there.
    const hash = length > 0 && next === size ? { "x-goog-hash": `crc32c=${this.#sum.base64()}` } : {};
    return { "content-range": `bytes ${range}/${size}`, "content-length": `${length}`, ...hash };
  }

  #gone(): SourceFault {
    return sessionGone({ bucket: this.#client.bucket.name, key: this.#object.key });
  }

  #refused(words: string): SourceFault {
    const name = `gs://${this.#client.bucket.name}/${this.#object.key}`;
    return { reason: "refused", message: `Cloud Storage does not take ${name}: ${wordsOf(words)}` };
  }
}

/** Of `bytes=0-262143`; without one nothing is there. */
function receivedBy(range = ""): number {
  const [, last] = /^(?:bytes=)?0-(\d+)$/.exec(range) ?? [];
  return last === undefined ? 0 : Number(last) + 1;
}
