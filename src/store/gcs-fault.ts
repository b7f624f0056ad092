import type { HttpFault } from "../host/http.ts";
import type { SourceFault } from "./source.ts";
import { isBusy, wordsOf } from "./words.ts";

/** What the SDK throws, as far as it is looked at. */
export interface GcsError extends Error {
  /** A status, or what the system says of a connection. */
  readonly code?: number | string;
  readonly errors?: readonly { readonly reason?: string }[];
  readonly response?: { readonly headers?: unknown };
  /** Of our own transport. */
  readonly fault?: HttpFault;
}

type Reading = "storage.objects.list" | "storage.objects.get";
type Writing = "storage.objects.create" | "storage.objects.delete";

export interface GcsAsked {
  readonly bucket: string;
  /** Or a prefix. */
  readonly key: string;
  readonly permission: Reading | Writing;
  readonly isAnonymous: boolean;
}

/** What went wrong with one request. */
export function gcsFault(error: GcsError, asked: GcsAsked): SourceFault {
  const { bucket, key, permission } = asked;
  const status = Number(error.code);
  const words = wordsOf(error.message);
  const name = `gs://${bucket}/${key}`;
  if (error.fault)
    return {
      reason: error.fault.reason === "certificate" ? "refused" : "unreachable",
      message: error.fault.message,
    };
  if (/CERT|^UNABLE_TO_/.test(String(error.code)))
    return { reason: "refused", message: `the certificate of Cloud Storage is not trusted: ${words}` };
  if (isBusy(status) || isThrottled(error) || (status === 409 && isWriting(permission))) {
    const retryAfter = retryAfterOf(error.response?.headers);
    return {
      reason: "busy",
      message: `Cloud Storage is busy: ${words}`,
      ...(retryAfter !== undefined && { retryAfter }),
    };
  }
  if (!(status >= 300))
    return { reason: "unreachable", message: `Cloud Storage gave no whole answer: ${words}` };
  if (status === 404 && (permission === "storage.objects.list" || permission === "storage.objects.create"))
    return { reason: "missing", message: `there is no bucket ${bucket}` };
  if (status === 404) return { reason: "missing", message: `there is no object ${name}` };
  if (status === 412 || status === 416) {
    const meanwhile = isWriting(permission) ? "written" : "fetched";
    return { reason: "changed", message: `${name} changed while it was ${meanwhile}` };
  }
  if (status === 400 && isWriting(permission) && damaged.test(words))
    return { reason: "unreachable", message: `Cloud Storage got something else: ${words}` };
  if (status === 401 || (status === 403 && !isForbiddenToAll(error))) return denied(error, asked);
  return { reason: "refused", message: `Cloud Storage refuses ${permission} on ${name}: ${words}` };
}

const isWriting = (permission: GcsAsked["permission"]): boolean =>
  permission === "storage.objects.create" || permission === "storage.objects.delete";

/** What came there is not what was sent. */
const damaged = /\b(md5|crc32c|hash|checksum)\b.*\bmatch|\bmatch.*\b(md5|crc32c|hash|checksum)\b/i;

const reasonsOf = ({ errors = [] }: GcsError): readonly string[] => errors.map(({ reason = "" }) => reason);

const isThrottled = (error: GcsError): boolean =>
  reasonsOf(error).some((reason) => /^(rateLimitExceeded|userRateLimitExceeded)$/.test(reason));

/** By what no permission helps against: an object that has to stay, an account without billing. */
const isForbiddenToAll = (error: GcsError): boolean =>
  reasonsOf(error).some((reason) =>
    /^(retentionPolicyNotMet|objectUnder\w*Hold|accountDisabled)$/.test(reason),
  );

function denied(error: GcsError, { bucket, permission, isAnonymous }: GcsAsked): SourceFault {
  // Whoever replaces an object needs the one for deleting too.
  const named = /\bstorage\.objects\.[a-z]+\b/i.exec(error.message)?.[0] ?? permission;
  const lacks = `${isWriting(permission) ? named : permission} on the bucket ${bucket}`;
  if (isAnonymous)
    return {
      reason: "denied",
      message: `no Google credentials are set up, and nobody without any has ${lacks}`,
    };
  return {
    reason: "denied",
    message: isWriting(permission)
      ? `the Google identity may not write to gs://${bucket}: give it the permission ${lacks}, as the role Storage Object User has it`
      : `the Google identity lacks the permission ${lacks}`,
  };
}

/** What nobody may do, whatever a bucket allows: a store that all the world writes to is nobody's. */
export const nobodyWrites = (bucket: string): SourceFault => ({
  reason: "denied",
  message: `no Google credentials are set up, and nobody without any writes to gs://${bucket}: set GOOGLE_APPLICATION_CREDENTIALS, log in with gcloud auth application-default login, or give the stack an auth`,
});

/** Where the service that gives tokens fails. */
export function noToken(error: GcsError): SourceFault {
  const status = Number(error.code ?? (error as { readonly status?: unknown }).status);
  const isRefusal = status >= 400 && status < 500 && !isBusy(status);
  return {
    reason: isRefusal ? "denied" : "unreachable",
    message: `the Google identity gave no token: ${wordsOf(error.message)}`,
  };
}

export const sessionGone = ({ bucket, key }: Pick<GcsAsked, "bucket" | "key">): SourceFault => ({
  reason: "refused",
  message: `Cloud Storage has forgotten the upload of gs://${bucket}/${key}`,
});

function retryAfterOf(headers: unknown): string | undefined {
  if (headers instanceof Headers) return headers.get("retry-after") ?? undefined;
  const value = (headers as Readonly<Record<string, unknown>> | undefined)?.["retry-after"];
  return typeof value === "string" ? value : undefined;
}
