import type { S3Client } from "@aws-sdk/client-s3";
import type { Transport, TransportReply } from "../host/transport.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { authorization, emptySum } from "./s3-signature.ts";
import { isBusy } from "./words.ts";

/** Where objects of a bucket lie, and in whose name they are asked for. */
interface Way {
  /** `https://bucket.s3.eu-central-1.amazonaws.com`. */
  readonly origin: string;
  readonly host: string;
  /** Of paths, before the key. */
  readonly before: string;
  readonly region: string;
  readonly service: string;
}

/** What the SDK sends, as far as it is looked at. */
interface SdkRequest {
  readonly protocol?: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Mapping<unknown>;
  readonly headers: Mapping<string>;
}

/** More than are on their way at once. */
const mostSeen = 64;
const mostRefusals = 3;

/**
 * Gets objects as the SDK has got one before, but for what it does around each request: that takes longer than all the rest of a
 * small object. Whatever comes but the object itself is left to the SDK, which is asked again.
 */
export class QuickGets {
  readonly #config: S3Client["config"];
  readonly #transport: Transport;
  #seen: SdkRequest[] = [];
  #way: Way | undefined;
  #refusals = 0;

  constructor(config: S3Client["config"], transport: Transport) {
    this.#config = config;
    this.#transport = transport;
  }

  /** Told of all that the SDK sends. */
  watch(request: SdkRequest): void {
    if (this.#way || this.#refusals >= mostRefusals || request.query?.["x-id"] !== "GetObject") return;
    this.#seen.push(request);
    if (this.#seen.length > mostSeen) this.#seen.shift();
  }

  /** Told of each key that the SDK got. */
  learn(key: string): void {
    if (this.#way || this.#refusals >= mostRefusals) return;
    const end = `/${pathOf(key)}`;
    const found = this.#seen.filter(({ path }) => path.endsWith(end));
    // A longer one is of a key that ends in this one.
    const [request] = found.sort((one, other) => one.path.length - other.path.length);
    this.#way = request && wayOf(request, end);
    this.#seen = [];
  }

  /** Undefined: ask the SDK. It throws as the SDK does where nothing answers, or somebody is busy. */
  async get(
    key: string,
    wanted: { readonly headers: Mapping<string>; readonly signal: AbortSignal },
  ): Promise<TransportReply | undefined> {
    const way = this.#way;
    const credentials = way && (await this.#config.credentials?.());
    if (!way || !credentials) return undefined;
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const time = new Date(Date.now() + this.#config.systemClockOffset)
      .toISOString()
      .replaceAll(/[:-]|\.\d+/g, "");
    const headers = {
      ...wanted.headers,
      ...{ host: way.host, "x-amz-content-sha256": emptySum, "x-amz-date": time },
      ...(sessionToken !== undefined && { "x-amz-security-token": sessionToken }),
    };
    const path = way.before + pathOf(key);
    const signing = { accessKeyId, secretAccessKey, region: way.region, service: way.service, time };
    const signed = { ...headers, authorization: authorization(signing, { path, headers }) };
    return this.#send(way.origin + path, signed, wanted.signal);
  }

  async #send(
    url: string,
    headers: Mapping<string>,
    signal: AbortSignal,
  ): Promise<TransportReply | undefined> {
    const reply = await this.#transport.send({ url, method: "GET", headers, signal });
    if (!reply.ok) throw Object.assign(new Error(reply.error.message), { fault: reply.error });
    const { status, body, headers: answered } = reply.value;
    if (status === 200 || status === 206) return reply.value;
    body.destroy();
    if (isBusy(status)) throw busy(status, answered);
    if (status === 400 || status === 401 || status === 403) this.#mistrust();
    return undefined;
  }

  #mistrust(): void {
    this.#refusals += 1;
    this.#way = undefined;
  }
}

const busy = (httpStatusCode: number, headers: Mapping<string>): Error =>
  Object.assign(new Error(`it answers ${httpStatusCode}`), {
    name: "ServiceUnavailable",
    $metadata: { httpStatusCode },
    $response: { headers },
  });

/** As the SDK writes it. */
const encode = (name: string): string =>
  encodeURIComponent(name).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const pathOf = (key: string): string => key.split("/").map(encode).join("/");

const byKey = /^AWS4-HMAC-SHA256 Credential=[^,]+\/\d{8}\/([^/,]+)\/([^/,]+)\/aws4_request,/;

/** Undefined for what is not signed, or not in this way. */
function wayOf(
  { protocol = "https:", hostname, port, path, headers }: SdkRequest,
  end: string,
): Way | undefined {
  const { host, authorization: how = "", "x-amz-s3session-token": ofSession } = headers;
  const [, region, service] = byKey.exec(how) ?? [];
  if (region === undefined || service === undefined || host === undefined || ofSession !== undefined)
    return undefined;
  const before = path.slice(0, path.length - end.length + 1);
  const origin = `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`;
  return { origin, host, before, region, service };
}
