import {
  type AuthorizationData,
  ECRClient,
  type ECRClientConfig,
  GetAuthorizationTokenCommand,
} from "@aws-sdk/client-ecr";
import { fromNodeProviderChain, fromTemporaryCredentials, fromWebToken } from "@aws-sdk/credential-providers";
import type { Mapping } from "../pipeline/draft.ts";
import type { StackAuth } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { type AskLogin, authFor, type CloudLogin, type Identity } from "./identity.ts";
import { oidcToken } from "./oidc.ts";
import { type Send, sender } from "./send.ts";

type Credentials = ReturnType<typeof fromNodeProviderChain>;

/** What every client of the SDK is opened with. */
export interface AwsOptions {
  readonly region: string;
  readonly requestHandler: NonNullable<ECRClientConfig["requestHandler"]>;
  readonly credentials: Credentials;
}

/** Credentials of the stack's identity for a region. Clients renew them when they run out. */
export function awsOptions(identity: Identity): Result<(region: string) => AwsOptions, string> {
  const auth = authFor("AWS", identity);
  if (!auth.ok) return auth;
  const requestHandler = handlerOf(sender(identity));
  return ok((region) => {
    const config = { region, requestHandler, logger };
    return { region, requestHandler, credentials: credentialsOf(identity, auth.value, config) };
  });
}

type Config = Pick<AwsOptions, "region" | "requestHandler"> & { readonly logger: typeof logger };

function credentialsOf(identity: Identity, auth: StackAuth | undefined, clientConfig: Config): Credentials {
  const { role, oidc = false, audience = "sts.amazonaws.com" } = auth ?? {};
  const environment = fromNodeProviderChain({ clientConfig, logger });
  if (role === undefined) return environment;
  const roleSessionName = sessionName(identity.env);
  if (!oidc) {
    const params = { RoleArn: role, RoleSessionName: roleSessionName };
    return fromTemporaryCredentials({ masterCredentials: environment, params, clientConfig });
  }
  return async (context) => {
    const webIdentityToken = await oidcToken(identity, audience);
    return fromWebToken({ webIdentityToken, roleArn: role, roleSessionName, clientConfig })(context);
  };
}

/** What CloudTrail shows. */
const sessionName = ({ GITHUB_RUN_ID }: Mapping<string>): string =>
  GITHUB_RUN_ID && /^\d{1,40}$/.test(GITHUB_RUN_ID) ? `stepops-${GITHUB_RUN_ID}` : "stepops";

const quiet = () => {};
/** The SDK would write its warnings to the console. */
const logger = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };

/** Logins for ECR. One is good for all registries of a region that the identity may use. */
export function openAws(identity: Identity): Result<AskLogin, string> {
  const options = awsOptions(identity);
  if (!options.ok) return options;
  const clients = new Map<string, ECRClient>();
  return ok(async (host) => {
    const [, fips, region = ""] = /\.dkr[.-]ecr(-fips)?\.([^.]+)\./.exec(host) ?? [];
    const key = `${region} ${fips}`;
    const useFips = fips === undefined ? {} : { useFipsEndpoint: true };
    const client = clients.get(key) ?? new ECRClient({ ...options.value(region), ...useFips, logger });
    clients.set(key, client);
    const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
    const login = loginOf(authorizationData?.[0]);
    if (!login.ok) throw new Error(login.error);
    return login.value;
  });
}

/** A base64 text of `AWS:password`. */
function loginOf(data: AuthorizationData | undefined): Result<CloudLogin, string> {
  const text = Buffer.from(data?.authorizationToken ?? "", "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 1 || !data?.expiresAt) return err("ECR sends no token");
  return ok({
    username: text.slice(0, colon),
    password: text.slice(colon + 1),
    expiresAt: data.expiresAt.getTime(),
  });
}

interface AwsRequest {
  readonly protocol?: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Mapping<string | string[] | null>;
  readonly method: string;
  readonly headers: Mapping<string>;
  readonly body?: unknown;
}

/** The SDK's interface for whoever sends its requests. */
function handlerOf(send: Send): AwsOptions["requestHandler"] {
  const handle = async (request: AwsRequest, options: { readonly abortSignal?: unknown } = {}) => {
    const { method, headers, body } = request;
    const { abortSignal } = options;
    const reply = await send({
      ...{ url: urlOf(request), method, headers },
      ...(typeof body === "string" && { body }),
      // Not Buffer.from(body), which asks for its valueOf, of which the SDK complains on the console.
      ...(body instanceof Uint8Array && {
        body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      }),
      ...(abortSignal instanceof AbortSignal && { signal: abortSignal }),
    });
    const stream = new Response(new Uint8Array(reply.body)).body;
    return { response: { statusCode: reply.status, headers: { ...reply.headers }, body: stream } };
  };
  return { handle } as AwsOptions["requestHandler"];
}

function urlOf({ protocol = "https:", hostname, port, path, query = {} }: AwsRequest): string {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query))
    for (const each of [value ?? ""].flat()) url.searchParams.append(name, each);
  return url.href;
}
