import { describe, expect, test } from "vitest";
import { azureFault } from "../../src/store/azure-fault.ts";
import { gcsFault, noToken } from "../../src/store/gcs-fault.ts";
import { s3Fault } from "../../src/store/s3-fault.ts";

const errorOf = (name: string, rest: object = {}) => Object.assign(new Error("words"), { name, ...rest });
const transport = (reason: string) => errorOf("Error", { fault: { reason, message: `${reason} it is` } });

describe("S3", () => {
  const fault = (error: Error, rest: object = {}) =>
    s3Fault(error, { bucket: "b", key: "k", permission: "s3:GetObject", isAnonymous: false, ...rest });
  const status = (httpStatusCode: number, name = "X", headers = {}) =>
    errorOf(name, { $metadata: { httpStatusCode }, $response: { headers } });

  test.each([
    [status(503, "SlowDown", { "retry-after": "7" }), { reason: "busy", retryAfter: "7" }],
    [status(400, "ThrottlingException"), { reason: "busy" }],
    [status(400, "RequestTimeout"), { reason: "busy" }],
    [status(500), { reason: "busy" }],
    [status(200, "SyntaxError"), { reason: "unreachable" }],
    [errorOf("Error", { code: "ECONNRESET" }), { reason: "unreachable" }],
    [transport("unreachable"), { reason: "unreachable", message: "unreachable it is" }],
    [transport("timeout"), { reason: "unreachable" }],
    [transport("certificate"), { reason: "refused", message: "certificate it is" }],
    [status(404, "NoSuchBucket"), { reason: "missing", message: "there is no bucket b" }],
    [status(404, "NotFound"), { reason: "missing", message: "there is no object s3://b/k" }],
    [status(412), { reason: "changed" }],
    [status(416), { reason: "changed" }],
    [status(400, "InvalidBucketName"), { reason: "refused" }],
    [
      status(403, "InvalidAccessKeyId"),
      { reason: "denied", message: expect.stringContaining("InvalidAccessKeyId") },
    ],
    [status(400, "ExpiredToken"), { reason: "denied" }],
    [
      status(403, "AccessDenied"),
      { reason: "denied", message: "the AWS identity lacks the permission s3:GetObject on arn:aws:s3:::b/k" },
    ],
  ])("%#: %s", (error, wanted) => {
    expect(fault(error)).toMatchObject(wanted);
  });

  test("says of nobody that there are no credentials", () => {
    const { message } = fault(status(403, "AccessDenied"), {
      isAnonymous: true,
      permission: "s3:ListBucket",
    });
    expect(message).toBe(
      "no AWS credentials are set up, and nobody without any has s3:ListBucket on arn:aws:s3:::b",
    );
  });
});

describe("Google", () => {
  const fault = (code: number | string, rest: object = {}, headers = {}) =>
    gcsFault(errorOf("Error", { code, response: { headers } }), {
      ...{ bucket: "b", key: "k", permission: "storage.objects.get", isAnonymous: false },
      ...rest,
    });

  test.each([
    [429, { reason: "busy" }],
    [503, { reason: "busy" }],
    ["ECONNRESET", { reason: "unreachable" }],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", { reason: "refused" }],
    [404, { reason: "missing", message: "there is no object gs://b/k" }],
    [412, { reason: "changed" }],
    [400, { reason: "refused" }],
    [403, { reason: "denied", message: expect.stringContaining("storage.objects.get on the bucket b") }],
    [401, { reason: "denied" }],
  ] as const)("%s", (code, wanted) => {
    expect(fault(code)).toMatchObject(wanted);
  });

  test.each([
    [404, "create", "words", { reason: "missing", message: "there is no bucket b" }],
    [404, "delete", "words", { reason: "missing", message: "there is no object gs://b/k" }],
    [409, "create", "words", { reason: "busy" }],
    [412, "create", "words", { reason: "changed", message: "gs://b/k changed while it was written" }],
    [
      400,
      "create",
      'Provided MD5 hash "a" doesn\'t match calculated MD5 hash "b".',
      { reason: "unreachable", message: expect.stringContaining("got something else") },
    ],
    [400, "create", "Invalid name", { reason: "refused" }],
    [
      403,
      "create",
      "Forbidden",
      {
        reason: "denied",
        message:
          "the Google identity may not write to gs://b: give it the permission storage.objects.create on the bucket b, as the role Storage Object User has it",
      },
    ],
    [
      403,
      "create",
      "x does not have storage.objects.delete access to the object",
      { reason: "denied", message: expect.stringContaining("the permission storage.objects.delete on") },
    ],
    [
      401,
      "delete",
      "words",
      { reason: "denied", message: expect.stringContaining("may not write to gs://b") },
    ],
  ] as const)("of a write: %s to %s, %s", (code, permission, message, wanted) => {
    const error = Object.assign(new Error(message), { code });
    const asked = {
      bucket: "b",
      key: "k",
      permission: `storage.objects.${permission}`,
      isAnonymous: false,
    } as const;
    expect(gcsFault(error, asked)).toMatchObject(wanted);
  });

  test.each([
    ["rateLimitExceeded", "busy"],
    ["retentionPolicyNotMet", "refused"],
    ["forbidden", "denied"],
  ])("tells apart what 403 stands for: %s", (reason, wanted) => {
    const error = Object.assign(new Error("words"), { code: 403, errors: [{ reason }] });
    const asked = {
      bucket: "b",
      key: "k",
      permission: "storage.objects.delete",
      isAnonymous: false,
    } as const;
    expect(gcsFault(error, asked).reason).toBe(wanted);
  });

  test.each([
    ["certificate", "refused"],
    ["timeout", "unreachable"],
  ])("of our own transport: %s", (reason, wanted) => {
    const asked = {
      bucket: "b",
      key: "k",
      permission: "storage.objects.create",
      isAnonymous: false,
    } as const;
    expect(gcsFault(transport(reason), asked)).toEqual({ reason: wanted, message: `${reason} it is` });
  });

  test.each([
    [400, "denied"],
    [503, "unreachable"],
    [undefined, "unreachable"],
  ])("of the service that gives tokens: %s", (status, wanted) => {
    expect(noToken(errorOf("Error", { status }))).toMatchObject({
      reason: wanted,
      message: "the Google identity gave no token: words",
    });
  });

  test("says when to come again, in either form of headers", () => {
    expect(fault(429, {}, { "retry-after": "5" }).retryAfter).toBe("5");
    expect(fault(429, {}, new Headers({ "Retry-After": "6" })).retryAfter).toBe("6");
  });
});

describe("Azure", () => {
  const place = "a.blob.core.windows.net/c";
  const fault = (
    statusCode: number,
    code?: string,
    rest: { readonly isAnonymous?: boolean; readonly act?: "write" } = {},
  ) =>
    azureFault(errorOf("RestError", { statusCode, code }), {
      ...{ place, key: "k", act: "read", isAnonymous: false },
      ...rest,
    });

  test.each([
    [503, "ServerBusy", { reason: "busy" }],
    [200, undefined, { reason: "unreachable" }],
    [0, undefined, { reason: "unreachable" }],
    [
      404,
      "ContainerNotFound",
      { reason: "missing", message: "there is no container a.blob.core.windows.net/c" },
    ],
    [404, "BlobNotFound", { reason: "missing", message: "there is no blob a.blob.core.windows.net/c/k" }],
    [412, "ConditionNotMet", { reason: "changed" }],
    [400, "InvalidUri", { reason: "refused" }],
    [
      403,
      "AuthorizationPermissionMismatch",
      { reason: "denied", message: expect.stringContaining("Storage Blob Data Reader") },
    ],
  ])("%s %s", (status, code, wanted) => {
    expect(fault(status, code)).toMatchObject(wanted);
  });

  test("tells a container that is not public from one that may not be read", () => {
    expect(fault(409, "PublicAccessNotPermitted", { isAnonymous: true })).toMatchObject({ reason: "denied" });
    expect(fault(404, "ResourceNotFound", { isAnonymous: true }).message).toContain(
      "no Azure credentials are set up",
    );
  });

  test.each([
    [
      403,
      "AuthorizationPermissionMismatch",
      {
        reason: "denied",
        message:
          "the Azure identity may not write to a.blob.core.windows.net/c (AuthorizationPermissionMismatch): it needs the role Storage Blob Data Contributor there",
      },
    ],
    [400, "Md5Mismatch", { reason: "unreachable" }],
    [400, "InvalidBlockList", { reason: "refused", message: expect.stringContaining("somebody else") }],
    [409, "BlobImmutableDueToPolicy", { reason: "refused", message: expect.stringContaining("to write") }],
    [412, "LeaseIdMissing", { reason: "changed", message: expect.stringContaining("while it was written") }],
    [404, "BlobNotFound", { reason: "missing" }],
    [404, "ContainerNotFound", { reason: "missing", message: `there is no container ${place}` }],
  ])("of a write: %s %s", (status, code, wanted) => {
    expect(fault(status, code, { act: "write" })).toMatchObject(wanted);
  });
});
