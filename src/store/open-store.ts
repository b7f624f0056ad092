import { dirname, isAbsolute, join } from "node:path";
import type { Identity } from "../auth/identity.ts";
import type { Host } from "../host/host.ts";
import { openTransport } from "../host/transport.ts";
import type { StoreAddress } from "../pipeline/artifact-store.ts";
import type { BucketUri } from "../pipeline/bucket.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import type { StackAuth } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Access } from "./access.ts";
import type { BucketSink, ObjectStore } from "./object-store.ts";
import { idleMs } from "./silence.ts";
import type { BucketSource } from "./source.ts";

export interface StoreInput {
  readonly host: Host;
  readonly env: Mapping<string>;
  /** Undefined: the checkout's own. */
  readonly address: StoreAddress | undefined;
  readonly checkout: string;
  /** The pipeline's folder. */
  readonly root: string;
  /** Of the stack. */
  readonly auth?: StackAuth;
  /** Told of each secret that comes to be. */
  readonly onSecret: (secret: string) => void;
}

/** A stack's artifact store; the SDK of its cloud is loaded here. The error says why the identity gets no credentials. */
export async function openStore(input: StoreInput): Promise<Result<ObjectStore, string>> {
  const { address, checkout, root, host } = input;
  if (address?.kind === "bucket") return openBucketStore(input, address.uri);
  // Whoever only reads leaves no trace: a run makes `.stepops` before it writes.
  if (!address) return openFolder({ folder: join(checkout, ".stepops", "store"), isOwn: true, host });
  const folder = isAbsolute(address.path) ? address.path : join(root, address.path);
  return openFolder({ folder, isOwn: false, host });
}

/** What is not mounted looks like a folder that is not there: it must not be made on this machine's own disk. */
async function openFolder({
  folder,
  isOwn,
  host,
}: {
  readonly folder: string;
  readonly isOwn: boolean;
  readonly host: Host;
}): Promise<Result<ObjectStore, string>> {
  const { files } = host;
  const kindOf = async (path: string) => {
    const real = await files.realpath(path);
    return real === undefined ? undefined : (await files.stat(real))?.kind;
  };
  const kind = await kindOf(folder);
  if (kind !== undefined && kind !== "directory")
    return err(`${folder} is a file, not a folder: move it away`);
  if (kind === undefined && !isOwn && (await kindOf(dirname(folder))) !== "directory")
    return err(`${dirname(folder)} is not there: mount it, make it, or correct the artifact_store's path`);
  const { openLocalStore } = await import("./local.ts");
  return ok(openLocalStore(folder, host));
}

async function openBucketStore(input: StoreInput, uri: BucketUri): Promise<Result<ObjectStore, string>> {
  const { host, env, auth, onSecret } = input;
  const transport = openTransport({ env, idleMs });
  const identity: Identity = { env, clock: host.clock, onSecret, ...optional("auth", auth) };
  const opened = await openBucket(uri, { identity, transport, asNobody: false });
  if (!opened.ok) {
    transport.close();
    return opened;
  }
  return ok({
    ...opened.value,
    prefix: uri.key,
    uriOf: (key) => addressOf({ ...uri, key }),
    close: () => transport.close(),
  });
}

type Opened = Result<{ readonly source: BucketSource; readonly sink: BucketSink }, string>;

async function openBucket(uri: BucketUri, access: Access): Promise<Opened> {
  switch (uri.kind) {
    case "s3":
      return (await import("./s3.ts")).openS3Store(uri, access);
    case "gcs":
      return (await import("./gcs.ts")).openGcsStore(uri, access);
    case "azure":
      return (await import("./azure.ts")).openAzureStore(uri, access);
    default:
      return uri.kind satisfies never;
  }
}

function addressOf({ kind, host, bucket, key }: BucketUri): string {
  if (kind === "azure")
    return `https://${host}/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
  return `${kind === "gcs" ? "gs" : "s3"}://${bucket}/${key}`;
}
