import { expect, test } from "vitest";
import { authorization, emptySum } from "../../src/store/s3-signature.ts";

// "Example: GET Object" of the S3 API's page on the authorization header.
test("a GET is signed as AWS's own example is", () => {
  const signing = {
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ...{ region: "us-east-1", service: "s3", time: "20130524T000000Z" },
  };
  const headers = {
    range: "bytes=0-9",
    host: "examplebucket.s3.amazonaws.com",
    "x-amz-date": "20130524T000000Z",
    "x-amz-content-sha256": emptySum,
  };
  expect(authorization(signing, { path: "/test.txt", headers })).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request," +
      "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date," +
      "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  );
});
