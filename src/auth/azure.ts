import { createHttpHeaders } from "@azure/core-rest-pipeline";
import {
  ClientAssertionCredential,
  DefaultAzureCredential,
  type DefaultAzureCredentialClientIdOptions,
} from "@azure/identity";
import { optional } from "../pipeline/own.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { type AskLogin, authFor, type Identity } from "./identity.ts";
import { oidcToken } from "./oidc.ts";
import { type Send, sender } from "./send.ts";

type Credential = Pick<DefaultAzureCredential, "getToken">;
type HttpClient = NonNullable<DefaultAzureCredentialClientIdOptions["httpClient"]>;

/** Each of Azure's clouds has its own names. */
const clouds = {
  ".io": { authority: "https://login.microsoftonline.com", audience: "api://AzureADTokenExchange" },
  ".cn": { authority: "https://login.chinacloudapi.cn", audience: "api://AzureADTokenExchangeChina" },
  ".us": { authority: "https://login.microsoftonline.us", audience: "api://AzureADTokenExchangeUSGov" },
} as const;

type Cloud = (typeof clouds)[keyof typeof clouds];

/** Tokens of the stack's identity. */
export function azureCredential(identity: Identity, cloud: Cloud): Result<Credential, string> {
  const auth = authFor("Azure", identity);
  if (!auth.ok) return auth;
  const { oidc = false, clientId, tenantId, audience = cloud.audience } = auth.value ?? {};
  const authorityHost = identity.env.AZURE_AUTHORITY_HOST || cloud.authority;
  const options = {
    authorityHost,
    httpClient: clientBy(sender(identity)),
    ...optional("tenantId", tenantId),
  };
  if (!oidc)
    return ok(new DefaultAzureCredential({ ...options, ...optional("managedIdentityClientId", clientId) }));
  if (clientId === undefined || tenantId === undefined)
    return err("the stack's auth needs a client_id and a tenant_id for OIDC");
  const assertion = () => oidcToken(identity, audience);
  return ok(new ClientAssertionCredential(tenantId, clientId, assertion, options));
}

const storageScope = "https://storage.azure.com/.default";

/** Of the stack's identity, for the blobs of an account; undefined where no identity is set up, as for what is public. */
export async function blobCredential(
  identity: Identity,
  host: string,
): Promise<Result<Credential | undefined, string>> {
  const cloud = host.endsWith(".cn")
    ? clouds[".cn"]
    : host.includes("usgovcloudapi")
      ? clouds[".us"]
      : clouds[".io"];
  const credential = azureCredential(identity, cloud);
  if (!credential.ok) return credential;
  try {
    await credential.value.getToken(storageScope).catch(rethrow);
    return credential;
  } catch (error) {
    return error instanceof NoCredentials
      ? ok(undefined)
      : err(`the Azure identity gave no token: ${(error as Error).message}`);
  }
}

const scope = "https://containerregistry.azure.net/.default";
/** What stands for a user where the password is a token. */
const nobody = "00000000-0000-0000-0000-000000000000";

/** Logins for Azure's registries: each exchanges a token of Entra for one of its own. */
export function openAzure(identity: Identity): Result<AskLogin, string> {
  const send = sender(identity);
  const credentials = new Map<Cloud, Result<Credential, string>>();
  return ok(async (host) => {
    const cloud = clouds[host.slice(-3) as keyof typeof clouds];
    const credential = credentials.get(cloud) ?? azureCredential(identity, cloud);
    credentials.set(cloud, credential);
    if (!credential.ok) throw new Error(credential.error);
    const { token } = await credential.value.getToken(scope).catch(rethrow);
    identity.onSecret(token);
    const password = await exchange(send, host, token);
    return { username: nobody, password, expiresAt: expiryOf(password) ?? identity.clock.now() };
  });
}

class NoCredentials extends Error {}

/** A chain of credentials says of each what it lacks; telling is only what one that is set up got for an answer. */
function rethrow(error: unknown): never {
  const { errors = [error] } = error as { readonly errors?: readonly unknown[] };
  const telling = errors.find((each) => (each as Error).name !== "CredentialUnavailableError");
  if (telling === undefined) throw new NoCredentials("no credentials are set up here");
  throw telling;
}

async function exchange(send: Send, host: string, accessToken: string): Promise<string> {
  const form = { grant_type: "access_token", service: host, access_token: accessToken };
  const { status, body } = await send({
    ...{ url: `https://${host}/oauth2/exchange`, method: "POST" },
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  });
  if (status !== 200) throw new Error(`${host} does not take its token (it answers ${status})`);
  const { refresh_token: token } = json(body.toString("utf8"));
  if (typeof token !== "string" || token === "") throw new Error(`${host} sends no token`);
  return token;
}

/** Of a JSON web token, which only its maker can judge. */
function expiryOf(token: string): number | undefined {
  const { exp } = json(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  return typeof exp === "number" ? exp * 1000 : undefined;
}

/** Empty for what is no JSON: the parser's message would quote it. */
function json(text: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(text) ?? {}) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

function clientBy(send: Send): HttpClient {
  return {
    async sendRequest(request) {
      const { url, method, headers, body, timeout, abortSignal } = request;
      const reply = await send({
        ...{ url, method, headers: headers.toJSON() },
        ...(typeof body === "string" && { body }),
        ...(timeout > 0 && { timeoutMs: timeout }),
        ...(abortSignal instanceof AbortSignal && { signal: abortSignal }),
      });
      const text = reply.body.toString("utf8");
      return { request, status: reply.status, headers: createHttpHeaders(reply.headers), bodyAsText: text };
    },
  };
}
