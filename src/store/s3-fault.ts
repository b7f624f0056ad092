import type { HttpFault } from "../host/http.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { SourceFault } from "./source.ts";
import { isBusy, wordsOf } from "./words.ts";

/** What the SDK throws, as far as it is looked at. */
export interface AwsError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Mapping<string> };
  /** Of our own transport. */
  readonly fault?: HttpFault;
}

export interface Asked {
  readonly bucket: string;
  /** Or a prefix. */
  readonly key: string;
  readonly permission: "s3:ListBucket" | "s3:GetObject";
  readonly isAnonymous: boolean;
}

const throttled =
  /^(SlowDown|Throttling\w*|TooManyRequests\w*|RequestLimitExceeded|RequestTimeout|InternalError|ServiceUnavailable)$/;

/** What went wrong with one request. */
export function s3Fault(error: AwsError, asked: Asked): SourceFault {
  const { bucket, key, permission } = asked;
  const status = error.$metadata?.httpStatusCode ?? 0;
  const words = wordsOf(`${error.name}: ${error.message}`);
  if (error.fault) {
    const reason = error.fault.reason === "certificate" ? "refused" : "unreachable";
    return { reason, message: error.fault.message };
  }
  if (error.name === "CredentialsProviderError") return { reason: "denied", message: words };
  if (isBusy(status) || throttled.test(error.name)) {
    const retryAfter = error.$response?.headers?.["retry-after"];
    return {
      reason: "busy",
      message: `S3 is busy: ${words}`,
      ...(retryAfter !== undefined && { retryAfter }),
    };
  }
  if (ofCredentials.test(error.name)) return denied(error, asked);
  // No answer that could be read: it broke off, or was none of S3's.
  if (status < 300) return { reason: "unreachable", message: `S3's answer broke off: ${words}` };
  if (status === 404 && error.name === "NoSuchBucket")
    return { reason: "missing", message: `there is no bucket ${bucket}` };
  if (status === 404) return { reason: "missing", message: `there is no object s3://${bucket}/${key}` };
  if (status === 412 || status === 416)
    return { reason: "changed", message: `s3://${bucket}/${key} changed while it was fetched` };
  if (status === 401 || status === 403) return denied(error, asked);
  return { reason: "refused", message: `S3 refuses ${permission} on s3://${bucket}/${key}: ${words}` };
}

const ofCredentials =
  /^(InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|RequestTimeTooSkewed|TokenRefreshRequired)$/;

function denied(error: AwsError, { bucket, key, permission, isAnonymous }: Asked): SourceFault {
  if (ofCredentials.test(error.name))
    return { reason: "denied", message: `S3 does not take the credentials (${error.name})` };
  const resource = permission === "s3:ListBucket" ? bucket : `${bucket}/${key}`;
  const lacks = `${permission} on arn:aws:s3:::${resource}`;
  return {
    reason: "denied",
    message: isAnonymous
      ? `no AWS credentials are set up, and nobody without any has ${lacks}`
      : `the AWS identity lacks the permission ${lacks}`,
  };
}
