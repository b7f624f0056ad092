import { createHash } from "node:crypto";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { awsOptions } from "../auth/aws.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Access } from "./access.ts";
import { awsHandler } from "./aws-handler.ts";
import { type Asked, type AwsError, nobodyWrites, s3Fault } from "./s3-fault.ts";
import { QuickGets } from "./s3-get.ts";
import { emptySum } from "./s3-signature.ts";
import type { SourceFault } from "./source.ts";

/** One request to one bucket; it may be sent to another region than the first guess. */
export type Ask = <T>(
  asked: Omit<Asked, "isAnonymous">,
  act: (client: S3Client, gets: QuickGets) => Promise<T>,
) => Promise<Result<T, SourceFault>>;

/** By the stack's identity, by that of the environment, or by none where there is none; such may only read. */
export async function openAsk(access: Access): Promise<Result<Ask, string>> {
  const clients = await openClients(access);
  return clients.ok ? ok(asker(clients.value)) : clients;
}

interface Opened {
  readonly client: S3Client;
  readonly gets: QuickGets;
}

interface Clients {
  readonly isAnonymous: boolean;
  readonly region: string;
  readonly open: (region: string) => Opened;
}

/** A bucket of another region says which that is, and is asked there from then on. */
function asker({ open, region: first, isAnonymous }: Clients): Ask {
  let region = first;
  let { client, gets } = open(region);
  return async (asked, act) => {
    const refused = isAnonymous ? nobodyWrites(asked) : undefined;
    if (refused) return err(refused);
    for (let hasMoved = false; ; hasMoved = true) {
      // Many ask at once, and the first to be told moves all.
      const asIn = region;
      try {
        return ok(await act(client, gets));
      } catch (error) {
        const told = (error as AwsError).$response?.headers?.["x-amz-bucket-region"];
        const isWrong = told !== undefined && told !== asIn && !hasMoved;
        if (!isWrong) return err(s3Fault(error as AwsError, { ...asked, isAnonymous }));
        if (told === region) continue;
        region = told;
        ({ client, gets } = open(region));
      }
    }
  };
}

async function openClients({ identity, transport, asNobody }: Access): Promise<Result<Clients, string>> {
  const { env } = identity;
  const options = awsOptions(identity);
  if (!options.ok) return options;
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || "us-east-1";
  const { credentials } = options.value(region);
  const has = asNobody ? ok(false) : await hasCredentials(credentials);
  if (!has.ok) return has;
  const isAnonymous = !has.value;
  const handler = awsHandler(transport) as { readonly handle: Handle };
  const open = (at: string): Opened => {
    const handle: Handle = (request, sending) => {
      gets.watch(request);
      return handler.handle(request, sending);
    };
    const client = new S3Client({
      ...{ region: at, credentials: isAnonymous ? nobody : credentials, ...endpointOf(env) },
      ...{ requestHandler: { handle }, maxAttempts: 1, logger: quiet },
      // What is in a checksum is compared where all of an object has come, however often it broke off.
      ...{ requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" },
      // Nothing here waits for the 100 that it asks for.
      expectContinueHeader: false,
      ...(isAnonymous && { signer: { sign: async (request) => request } }),
    });
    client.middlewareStack.add((next) => (args) => next(withSums(args)), { step: "build" });
    const gets = new QuickGets(client.config, transport);
    return { client, gets };
  };
  return ok({ isAnonymous, region, open });
}

type Handle = (request: Parameters<QuickGets["watch"]>[0], sending: unknown) => Promise<unknown>;

interface Sent {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly query?: Mapping<unknown>;
  readonly body?: unknown;
}

/** What the SDK would not send, or only after it read all of a body once more. */
function withSums<T extends { readonly request: unknown }>(args: T): T {
  const { method, headers, query = {}, body } = args.request as Sent;
  // A mark of the command's own would have the SDK look at the sum of a part.
  if (method === "GET") headers["x-amz-checksum-mode"] = "ENABLED";
  const sum = headers["x-amz-checksum-sha256"];
  // It is signed, and servers that know no checksums know this one.
  // The SDK would sum up nothing once for each request.
  if (method === "GET" || method === "HEAD") headers["x-amz-content-sha256"] = emptySum;
  if (method === "PUT" && sum) headers["x-amz-content-sha256"] = Buffer.from(sum, "base64").toString("hex");
  // The only sum that older servers take for what they must have one of.
  if (method === "POST" && "delete" in query && isContent(body))
    headers["content-md5"] = createHash("md5").update(body).digest("base64");
  return args;
}

const isContent = (body: unknown): body is string | Uint8Array =>
  typeof body === "string" || body instanceof Uint8Array;

const silent = () => {};
const quiet = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
const nobody = { accessKeyId: "anonymous", secretAccessKey: "anonymous" };

/** Ok with false where there are none, as for public buckets; an error where there should be. */
async function hasCredentials(credentials: () => Promise<unknown>): Promise<Result<boolean, string>> {
  try {
    await credentials();
    return ok(true);
  } catch (error) {
    const { name, message } = error as Error;
    return name === "CredentialsProviderError"
      ? ok(false)
      : err(`the AWS identity gave no credentials: ${message}`);
  }
}

/** Servers of one's own rarely have a name for each bucket. */
function endpointOf(env: Mapping<string>): Pick<S3ClientConfig, "endpoint" | "forcePathStyle"> {
  const endpoint = env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL;
  const isIgnored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === "true";
  return endpoint && !isIgnored ? { endpoint, forcePathStyle: true } : {};
}
