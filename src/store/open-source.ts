import type { BucketUri } from "../pipeline/bucket.ts";
import type { Result } from "../pipeline/result.ts";
import type { Access } from "./access.ts";
import type { BucketSource } from "./source.ts";

/** A cloud's SDK is loaded here, with the first bucket of its kind; an error says why the identity gets no credentials. */
export async function openSource(uri: BucketUri, access: Access): Promise<Result<BucketSource, string>> {
  switch (uri.kind) {
    case "s3":
      return (await import("./s3.ts")).openS3(uri, access);
    case "gcs":
      return (await import("./gcs.ts")).openGcs(uri, access);
    case "azure":
      return (await import("./azure.ts")).openAzureBlobs(uri, access);
    default:
      return uri.kind satisfies never;
  }
}
