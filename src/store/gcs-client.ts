import { type Bucket, Storage } from "@google-cloud/storage";
import { type AuthClient, PassThroughClient } from "google-auth-library";
import { googleClient } from "../auth/google.ts";
import type { Identity } from "../auth/identity.ts";
import type { Transport, TransportReply, TransportRequest } from "../host/transport.ts";
import type { BucketUri } from "../pipeline/bucket.ts";
import type { Json, Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Access } from "./access.ts";
import { type GcsAsked, type GcsError, gcsFault, nobodyWrites, noToken } from "./gcs-fault.ts";
import { notSilent } from "./silence.ts";
import type { SourceFault } from "./source.ts";

/** Who asks for one bucket: by the library, or by plain requests where that would try again or ask for more by itself. */
export interface GcsClient {
  readonly bucket: Bucket;
  readonly authClient: Pick<AuthClient, "getRequestHeaders">;
  readonly isAnonymous: boolean;
  /** Of the service, or of the emulator that stands for it. */
  readonly origin: string;
  readonly isEmulator: boolean;
  readonly identity: Pick<Identity, "clock">;
  readonly transport: Transport;
}

/** By the stack's identity, by that of the environment, or by none where there is none. */
export async function openGcsClient(
  { bucket: name }: BucketUri,
  access: Access,
): Promise<Result<GcsClient, string>> {
  const { identity, transport, asNobody } = access;
  const authClient = await clientFor(access);
  if (!authClient.ok) return authClient;
  const bucket = bucketOf(name, authClient.value, identity);
  const isEmulator = Boolean(identity.env.STORAGE_EMULATOR_HOST);
  return ok({
    ...{ bucket, authClient: authClient.value, identity, transport, isEmulator },
    // An emulator takes everybody for somebody.
    isAnonymous: asNobody || (!isEmulator && authClient.value instanceof PassThroughClient),
    origin: originOf(bucket.storage.baseUrl),
  });
}

async function clientFor({ identity, asNobody }: Access): Promise<Result<AuthClient, string>> {
  if (asNobody || identity.env.STORAGE_EMULATOR_HOST) return ok(new PassThroughClient());
  const opened = googleClient(identity);
  if (!opened.ok) return opened;
  try {
    const client = await opened.value();
    await client.getAccessToken();
    return ok(client);
  } catch (error) {
    const { message } = error as Error;
    if (/could not load the default credentials/i.test(message)) return ok(new PassThroughClient());
    return err(`the Google identity gave no credentials: ${message}`);
  }
}

function bucketOf(name: string, authClient: AuthClient, { env }: Identity): Bucket {
  const storage = new Storage({
    authClient: authClient as NonNullable<ConstructorParameters<typeof Storage>[0]>["authClient"] & {},
    // Without one the library would look for it in the cloud, which no request needs.
    projectId: env.GOOGLE_CLOUD_PROJECT || "unknown",
    retryOptions: { autoRetry: false, maxRetries: 0 },
  });
  const emulator = env.STORAGE_EMULATOR_HOST;
  // The library takes it for all of an address where those of other languages add the path.
  if (emulator) storage.baseUrl = `${originOf(emulator)}/storage/v1`;
  return storage.bucket(name);
}

const originOf = (address: string): string => {
  const url = /^https?:\/\//.test(address) ? address : `http://${address}`;
  return url.replace(/(\/storage\/v1)?\/*$/, "");
};

/** One plain request. */
export interface GcsCall extends Omit<TransportRequest, "signal"> {
  readonly asked: Pick<GcsAsked, "key" | "permission">;
  /** Statuses that are no fault, beside those of success. */
  readonly accepts?: readonly number[];
  /** Not for an address that is a secret itself. */
  readonly isUnsigned?: boolean;
}

export interface GcsAnswer {
  readonly status: number;
  readonly headers: Mapping<string>;
  readonly body: Mapping<Json>;
}

/** The library's own calls go on when nobody waits for them any more, and keep the process alive. */
export async function gcsCall(
  client: GcsClient,
  call: GcsCall,
  signal: AbortSignal,
): Promise<Result<GcsAnswer, SourceFault>> {
  const asked = askedOf(client, call);
  const reply = await send(client, call, signal);
  if (!reply.ok) return reply;
  const answer = await answerOf(reply.value);
  if (answer instanceof Error) return err(gcsFault(answer, asked));
  const isTaken = isSuccess(answer.status) || call.accepts?.includes(answer.status);
  return isTaken ? ok(answer) : err(gcsFault(gcsError(answer), asked));
}

/** The same for what nobody may do without a login. */
export async function gcsWrite(
  client: GcsClient,
  call: GcsCall,
  signal: AbortSignal,
): Promise<Result<GcsAnswer, SourceFault>> {
  return client.isAnonymous ? err(nobodyWrites(client.bucket.name)) : gcsCall(client, call, signal);
}

/** The bytes of an answer. The library's own stream brings the process down when it is destroyed before they come. */
export async function gcsBytes(
  client: GcsClient,
  call: GcsCall,
  signal: AbortSignal,
): Promise<Result<TransportReply["body"], SourceFault>> {
  const reply = await send(client, call, signal);
  if (!reply.ok) return reply;
  if (isSuccess(reply.value.status)) return ok(reply.value.body);
  const answer = await answerOf(reply.value);
  return err(gcsFault(answer instanceof Error ? answer : gcsError(answer), askedOf(client, call)));
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

const askedOf = ({ bucket, isAnonymous }: GcsClient, { asked }: GcsCall): GcsAsked => ({
  ...asked,
  bucket: bucket.name,
  isAnonymous,
});

async function send(
  client: GcsClient,
  call: GcsCall,
  signal: AbortSignal,
): Promise<Result<TransportReply, SourceFault>> {
  const login = call.isUnsigned ? ok({}) : await loginHeaders(client, call.url, signal);
  if (!login.ok) return login;
  const { url, method, headers, body } = call;
  const request = { url, method, headers: { ...headers, ...login.value }, ...(body && { body }), signal };
  const reply = await client.transport.send(request);
  if (reply.ok) return reply;
  return err(gcsFault(Object.assign(new Error(), { fault: reply.error }), askedOf(client, call)));
}

/** They come from a token service, as soon as the last ones have run out. */
async function loginHeaders(
  { authClient, identity: { clock } }: GcsClient,
  url: string,
  signal: AbortSignal,
): Promise<Result<Mapping<string>, SourceFault>> {
  try {
    const headers = await notSilent(authClient.getRequestHeaders(url), { clock, signal });
    return ok(Object.fromEntries(headers.entries()));
  } catch (error) {
    return err(noToken(error as GcsError));
  }
}

/** An error where it breaks off. */
async function answerOf({ status, headers, body }: TransportReply): Promise<GcsAnswer | Error> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  } catch (error) {
    return error as Error;
  }
  return { status, headers, body: jsonOf(Buffer.concat(chunks).toString("utf8")) };
}

/** What proxies say is no JSON. */
function jsonOf(text: string): Mapping<Json> {
  try {
    return (JSON.parse(text) ?? {}) as Mapping<Json>;
  } catch {
    return { error: text };
  }
}

/** As the library makes it of the same answer. */
export function gcsError({ status, headers, body: { error } }: GcsAnswer): GcsError {
  const told = (typeof error === "object" ? error : { message: error }) as {
    readonly message?: unknown;
    readonly errors?: NonNullable<GcsError["errors"]>;
  } | null;
  const message =
    typeof told?.message === "string" && told.message !== "" ? told.message : `status ${status}`;
  const errors = Array.isArray(told?.errors) ? told.errors : [];
  return Object.assign(new Error(message), { code: status, errors, response: { headers } });
}
