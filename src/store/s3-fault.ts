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

type Reading = "s3:ListBucket" | "s3:GetObject";
type Writing = "s3:PutObject" | "s3:DeleteObject" | "s3:AbortMultipartUpload";

export interface Asked {
  readonly bucket: string;
  /** Or a prefix. */
  readonly key: string;
  readonly permission: Reading | Writing;
  readonly isAnonymous: boolean;
}

const throttled =
  /^(SlowDown|Throttling\w*|TooManyRequests\w*|RequestLimitExceeded|RequestTimeout|InternalError|ServiceUnavailable|ConditionalRequestConflict|OperationAborted)$/;

/** What came there is not what was sent. */
const damaged = /^(BadDigest|XAmzContent\w+Mismatch|IncompleteBody)$/;

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
  if (damaged.test(error.name))
    return { reason: "unreachable", message: `S3 got other content than was sent: ${words}` };
  // No answer that could be read: it broke off, or was none of S3's.
  if (status < 300) return { reason: "unreachable", message: `S3's answer broke off: ${words}` };
  if (status === 404 && error.name === "NoSuchBucket")
    return { reason: "missing", message: `there is no bucket ${bucket}` };
  if (error.name === "NoSuchUpload") return uploadGone(asked);
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

/** What nobody may do, whatever a bucket allows: a store that all the world writes to is nobody's. Undefined for reads. */
export function nobodyWrites({
  bucket,
  permission,
}: Pick<Asked, "bucket" | "permission">): SourceFault | undefined {
  if (permission === "s3:ListBucket" || permission === "s3:GetObject") return undefined;
  const how = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, or give the stack an auth";
  return {
    reason: "denied",
    message: `no AWS credentials are set up, and nobody without any writes to s3://${bucket}: ${how}`,
  };
}

export const uploadGone = ({ bucket, key }: Pick<Asked, "bucket" | "key">): SourceFault => ({
  reason: "refused",
  message: `the upload of s3://${bucket}/${key} was ended by somebody else`,
});
