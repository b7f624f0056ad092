import { describe, expect, test } from "vitest";
import { azureFault } from "../../src/store/azure-fault.ts";
import { gcsFault } from "../../src/store/gcs-fault.ts";
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

  test("says when to come again, in either form of headers", () => {
    expect(fault(429, {}, { "retry-after": "5" }).retryAfter).toBe("5");
    expect(fault(429, {}, new Headers({ "Retry-After": "6" })).retryAfter).toBe("6");
  });
});

describe("Azure", () => {
  const fault = (statusCode: number, code?: string, isAnonymous = false) =>
    azureFault(errorOf("RestError", { statusCode, code }), {
      ...{ account: "a.blob.core.windows.net", container: "c", key: "k", isAnonymous },
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
    expect(fault(409, "PublicAccessNotPermitted", true)).toMatchObject({ reason: "denied" });
    expect(fault(404, "ResourceNotFound", true).message).toContain("no Azure credentials are set up");
  });
});
