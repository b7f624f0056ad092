import type { SourceFault } from "./source.ts";
import { isBusy, wordsOf } from "./words.ts";

/** What the SDK throws, as far as it is looked at. */
export interface GcsError extends Error {
  /** A status, or what the system says of a connection. */
  readonly code?: number | string;
  readonly response?: { readonly headers?: unknown };
}

export interface GcsAsked {
  readonly bucket: string;
  /** Or a prefix. */
  readonly key: string;
  readonly permission: "storage.objects.list" | "storage.objects.get";
  readonly isAnonymous: boolean;
}

/** What went wrong with one request. */
export function gcsFault(error: GcsError, { bucket, key, permission, isAnonymous }: GcsAsked): SourceFault {
  const status = Number(error.code);
  const words = wordsOf(error.message);
  const name = `gs://${bucket}/${key}`;
  if (/CERT|^UNABLE_TO_/.test(String(error.code)))
    return { reason: "refused", message: `the certificate of Cloud Storage is not trusted: ${words}` };
  if (isBusy(status)) {
    const retryAfter = retryAfterOf(error.response?.headers);
    return {
      reason: "busy",
      message: `Cloud Storage is busy: ${words}`,
      ...(retryAfter !== undefined && { retryAfter }),
    };
  }
  if (!(status >= 300))
    return { reason: "unreachable", message: `Cloud Storage gave no whole answer: ${words}` };
  if (status === 404 && permission === "storage.objects.list")
    return { reason: "missing", message: `there is no bucket ${bucket}` };
  if (status === 404) return { reason: "missing", message: `there is no object ${name}` };
  if (status === 412 || status === 416)
    return { reason: "changed", message: `${name} changed while it was fetched` };
  if (status !== 401 && status !== 403)
    return { reason: "refused", message: `Cloud Storage refuses ${permission} on ${name}: ${words}` };
  const lacks = `${permission} on the bucket ${bucket}`;
  return {
    reason: "denied",
    message: isAnonymous
      ? `no Google credentials are set up, and nobody without any has ${lacks}`
      : `the Google identity lacks the permission ${lacks}`,
  };
}

function retryAfterOf(headers: unknown): string | undefined {
  if (headers instanceof Headers) return headers.get("retry-after") ?? undefined;
  const value = (headers as Readonly<Record<string, unknown>> | undefined)?.["retry-after"];
  return typeof value === "string" ? value : undefined;
}
