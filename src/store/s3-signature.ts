import type { KeyObject } from "node:crypto";
import type { Mapping } from "../pipeline/draft.ts";

const crypto = process.getBuiltinModule("node:crypto");

/** SHA-256 of nothing, in hexadecimal. */
export const emptySum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export interface Signing {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly service: string;
  /** `20130524T000000Z`. */
  readonly time: string;
}

/**
 * The header `authorization` of a GET, by AWS Signature Version 4 (as "Authenticating Requests: Using the Authorization Header" of
 * the S3 API has it). `path`: encoded, as it is sent. `headers`: all that are signed, their names in lower case.
 */
export function authorization(
  signing: Signing,
  { path, headers }: { readonly path: string; readonly headers: Mapping<string> },
): string {
  const { accessKeyId, region, service, time } = signing;
  const names = Object.keys(headers).sort();
  const signed = names.join(";");
  const lines = names.map((name) => `${name}:${(headers[name] ?? "").trim()}\n`).join("");
  const canonical = `GET\n${path}\n\n${lines}\n${signed}\n${emptySum}`;
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${crypto.hash("sha256", canonical)}`;
  const signature = hmac(keyOf(signing), text).toString("hex");
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope},SignedHeaders=${signed},Signature=${signature}`;
}

let derived: { readonly of: string; readonly key: KeyObject } | undefined;

/** The same for a day. Node takes several times longer with a key that it gets as bytes. */
function keyOf(signing: Signing): KeyObject {
  const { secretAccessKey, region, service, time } = signing;
  const of = JSON.stringify([secretAccessKey, region, service, time.slice(0, 8)]);
  if (derived?.of !== of) derived = { of, key: crypto.createSecretKey(deriveKey(signing)) };
  return derived.key;
}

const deriveKey = ({ secretAccessKey, region, service, time }: Signing): Buffer =>
  [time.slice(0, 8), region, service, "aws4_request"].reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`));

const hmac = (key: Buffer | KeyObject, text: string): Buffer =>
  crypto.createHmac("sha256", key).update(text).digest();
