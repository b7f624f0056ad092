import { err, ok, type Result } from "./result.ts";

/** Data in a bucket, as a URI names it. */
export interface BucketUri {
  readonly kind: "s3" | "gcs" | "azure";
  /** Azure: `account.blob.core.windows.net`. Empty elsewhere. */
  readonly host: string;
  /** Azure: the container. */
  readonly bucket: string;
  /** An object's key, or a prefix that ends in `/`; empty for the whole bucket. */
  readonly key: string;
}

export interface BucketFault {
  readonly message: string;
  readonly hint: string;
}

/** Also where the key ends is for everything below it, with nothing there for the whole bucket. */
export const isPrefix = ({ key }: Pick<BucketUri, "key">): boolean => key === "" || key.endsWith("/");

/** `s3://bucket/key`, `gs://bucket/key`, `az://account/container/key` or a blob's https URL. */
export function parseBucketUri(text: string): Result<BucketUri, BucketFault> {
  const [, scheme = "", host = "", path = ""] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/\s]+)(?:\/(\S*))?$/i.exec(text) ?? [];
  if (host === "") return err(notOne(text));
  const uri = byScheme[scheme.toLowerCase()]?.(host, path);
  if (!uri) return err(scheme in byScheme ? incomplete(text) : notOne(text));
  if (uri.key.split("/").some((name) => name === "." || name === ".."))
    return err({ message: `"${shorten(text)}" has . or .. in it, which no file can be called`, hint: forms });
  return ok(uri);
}

type Read = (host: string, path: string) => BucketUri | undefined;

const byScheme: Readonly<Record<string, Read>> = {
  s3: (bucket, key) => ({ kind: "s3", host: "", bucket, key }),
  gs: (bucket, key) => ({ kind: "gcs", host: "", bucket, key }),
  az: (account, path) =>
    /^[a-z0-9]+$/.test(account) ? inAzure(`${account}.blob.core.windows.net`, path) : undefined,
  https: (host, path) => {
    const decoded = decode(path);
    const isBlob = /^[a-z0-9-]+\.blob\.core\.(windows\.net|chinacloudapi\.cn|usgovcloudapi\.net)$/.test(host);
    return isBlob && decoded !== undefined ? inAzure(host, decoded) : undefined;
  },
};

function inAzure(host: string, path: string): BucketUri | undefined {
  const [, bucket = "", key = ""] = /^([^/]+)(?:\/(.*))?$/s.exec(path) ?? [];
  return bucket === "" ? undefined : { kind: "azure", host, bucket, key };
}

/** A query would be a signature, which belongs in no file. */
function decode(path: string): string | undefined {
  try {
    return /[?#]/.test(path) ? undefined : decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

const forms =
  "Write a URI such as s3://bucket/prefix/, gs://bucket/prefix/, az://account/container/prefix/ or https://account.blob.core.windows.net/container/prefix/";

const shorten = (text: string): string => text.slice(0, 200);
const notOne = (text: string): BucketFault => ({
  message: `"${shorten(text)}" is not the URI of a bucket`,
  hint: forms,
});
const incomplete = (text: string): BucketFault => ({
  message: `"${shorten(text)}" is not the URI of a bucket that can be read here`,
  hint: forms,
});
