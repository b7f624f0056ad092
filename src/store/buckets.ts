import { join } from "node:path";
import type { Identity } from "../auth/identity.ts";
import type { Host } from "../host/host.ts";
import { openTransport, type Transport } from "../host/transport.ts";
import { type SharedWork, shareWork } from "../image/shared-work.ts";
import { type BucketUri, parseBucketUri } from "../pipeline/bucket.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import type { StackAuth } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { BucketData, BucketIdentityRequest, BucketRequest, Buckets } from "../run/bucket-data.ts";
import type { Failure } from "../run/event.ts";
import { createMasker } from "../run/mask.ts";
import { stateDirectory } from "../run/state-directory.ts";
import { fetchBucket, identifyBucket } from "./fetch.ts";
import { openSource } from "./open-source.ts";
import { reportProgress } from "./progress.ts";
import { idleMs } from "./silence.ts";
import type { BucketSource } from "./source.ts";

export interface BucketsInput {
  readonly host: Host;
  readonly checkout: string;
  readonly env: Mapping<string>;
  /** Of the stack. */
  readonly auth?: StackAuth;
  /** Why this run may use no credentials; it is asked as nobody then. */
  readonly refused?: string;
  /** Instead of the clouds. */
  readonly open?: typeof openSource;
}

export interface OpenBuckets extends Buckets {
  close(): void;
}

type Fetching = Result<BucketData, Failure>;

/** The data of a run's buckets, below `.stepops/buckets` of the checkout. */
export function openBuckets(input: BucketsInput): OpenBuckets {
  const transport = openTransport({ env: input.env, idleMs });
  const known = new Map<string, SharedWork<Fetching>>();
  return {
    async fetch(request) {
      const key = `${request.from} ${request.leftOutKey}`;
      const found = known.get(key);
      const work =
        found?.isAbandoned === false
          ? found
          : shareWork((end) => fetchOne(input, transport, { ...request, signal: end }));
      known.set(key, work);
      const fetched = await work.wait(request.signal);
      // All who waited share a failure; whoever comes after, as a next attempt does, tries anew.
      if (fetched?.ok === false && known.get(key) === work) known.delete(key);
      return fetched ?? err({ cause: "cancelled", message: "the wait for the data was stopped" });
    },
    identify: (request) =>
      askAs(input, { transport, from: request.from }, (how) => identifyAs(input, { ...how, request })),
    close: () => transport.close(),
  };
}

const fetchOne = (input: BucketsInput, transport: Transport, request: BucketRequest): Promise<Fetching> =>
  askAs(input, { transport, from: request.from }, (how) => fetchAs(input, { ...how, request }));

interface Way {
  readonly uri: BucketUri;
  readonly identity: Identity;
  readonly transport: Transport;
}

/** What comes of it holds no secret. */
async function askAs<T>(
  input: BucketsInput,
  { transport, from }: { readonly transport: Transport; readonly from: string },
  act: (way: Way) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  const uri = parseBucketUri(from);
  if (!uri.ok) return err({ cause: "config", message: uri.error.message });
  const secrets = new Set<string>();
  const identity: Identity = {
    ...{ env: input.env, clock: input.host.clock, onSecret: (secret) => secrets.add(secret) },
    ...optional("auth", input.auth),
  };
  const done = await act({ uri: uri.value, identity, transport });
  if (done.ok) return done;
  const { cause, message } = done.error;
  const why =
    cause === "permission" && input.refused !== undefined
      ? `; it is asked without credentials, because ${input.refused}`
      : "";
  return err({ ...done.error, message: createMasker(secrets).mask(message) + why });
}

async function openAs(
  { refused, open = openSource }: BucketsInput,
  { from, uri, identity, transport }: Way & { readonly from: string },
): Promise<Result<BucketSource, Failure>> {
  const source = await open(uri, { identity, transport, asNobody: refused !== undefined });
  return source.ok
    ? source
    : err({ cause: "permission", message: `${from} could not be fetched: ${source.error}` });
}

async function identifyAs(
  input: BucketsInput,
  { request, ...way }: Way & { readonly request: BucketIdentityRequest },
): Promise<Result<string, Failure>> {
  const source = await openAs(input, { from: request.from, ...way });
  return source.ok
    ? identifyBucket({ ...request, host: input.host, source: source.value, uri: way.uri })
    : source;
}

async function fetchAs(
  input: BucketsInput,
  { request, ...way }: Way & { readonly request: BucketRequest },
): Promise<Fetching> {
  const { from, isLeftOut, onLine, signal } = request;
  const { uri } = way;
  const source = await openAs(input, { from, ...way });
  if (!source.ok) return source;
  const { host, checkout } = input;
  const directory = await folderFor(host, checkout);
  if (!directory.ok) return directory;
  const onProgress = reportProgress({ clock: host.clock, from, onLine });
  return fetchBucket({
    host,
    source: source.value,
    from,
    uri,
    directory: directory.value,
    isLeftOut,
    onProgress,
    signal,
  });
}

async function folderFor({ files }: Host, checkout: string): Promise<Result<string, Failure>> {
  const directory = join(await stateDirectory(files, checkout), "buckets");
  await files.makeDirectory(directory);
  const top = await files.realpath(checkout);
  if (top !== undefined && (await files.realpath(directory)) === join(top, ".stepops", "buckets"))
    return ok(directory);
  return err({ cause: "config", message: `${directory} is behind a link: remove it` });
}
