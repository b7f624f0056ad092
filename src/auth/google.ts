import { type AuthClient, GoogleAuth, IdentityPoolClient, OAuth2Client } from "google-auth-library";
import type { StackAuth } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { type AskLogin, authFor, type Identity } from "./identity.ts";
import { oidcToken } from "./oidc.ts";
import { type Send, sender } from "./send.ts";

const scopes = ["https://www.googleapis.com/auth/cloud-platform"];

/** A client with the stack's identity, which renews its tokens when they run out. */
export function googleClient(identity: Identity): Result<() => Promise<AuthClient>, string> {
  const auth = authFor("Google", identity);
  if (!auth.ok) return auth;
  const clientOptions = { transporterOptions: { fetchImplementation: fetchBy(sender(identity)) } };
  const { role } = auth.value ?? {};
  const pool = auth.value?.oidc ? poolClient(identity, auth.value, clientOptions) : ok(undefined);
  if (!pool.ok) return pool;
  // Without one the library would look for it in the cloud, which nobody needs to log in and not everybody may.
  const projectId = identity.env.GOOGLE_CLOUD_PROJECT || "unknown";
  return ok(async () => {
    const source = pool.value ?? (await new GoogleAuth({ scopes, projectId, clientOptions }).getClient());
    if (role === undefined) return source;
    const client = new OAuth2Client(clientOptions);
    client.refreshHandler = () => impersonate(source, role);
    return client;
  });
}

type ClientOptions = Pick<ConstructorParameters<typeof IdentityPoolClient>[0], "transporterOptions">;

const home = "//iam.googleapis.com/";

function poolClient(identity: Identity, auth: StackAuth, options: ClientOptions): Result<AuthClient, string> {
  const { workloadIdentityProvider: named, audience } = auth;
  // As people copy it from the console: with the scheme, with the host, or neither.
  const provider = (named ?? audience ?? "").replace(/^(https:)?\/\/iam\.googleapis\.com\//, "");
  if (!provider.startsWith("projects/"))
    return err("the stack's auth names no workload_identity_provider: its full name begins with projects/");
  return ok(
    new IdentityPoolClient({
      ...options,
      ...{ audience: `${home}${provider}`, scopes },
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: "https://sts.googleapis.com/v1/token",
      subject_token_supplier: {
        getSubjectToken: () => oidcToken(identity, audience ?? `https:${home}${provider}`),
      },
    }),
  );
}

/** By hand: the library's own class for it writes a warning to the console. */
async function impersonate(source: AuthClient, email: string) {
  const { data } = await source.request<{ readonly accessToken: string; readonly expireTime: string }>({
    url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${encodeURIComponent(email)}:generateAccessToken`,
    method: "POST",
    data: { scope: scopes, lifetime: "3600s" },
  });
  return { access_token: data.accessToken, expiry_date: Date.parse(data.expireTime) };
}

/** Logins for Artifact Registry: an access token is one. */
export function openGoogle(identity: Identity): Result<AskLogin, string> {
  const opened = googleClient(identity);
  if (!opened.ok) return opened;
  let client: AuthClient | undefined;
  return ok(async () => {
    client ??= await opened.value();
    const { token } = await client.getAccessToken();
    if (!token) throw new Error("Google sends no access token");
    const expiresAt = client.credentials.expiry_date ?? identity.clock.now();
    return { username: "oauth2accesstoken", password: token, expiresAt };
  });
}

function fetchBy(send: Send): typeof fetch {
  return async (input, init = {}) => {
    const { method = "GET", signal } = init;
    const text = init.body === undefined || init.body === null ? undefined : String(init.body);
    const { status, headers, body } = await send({
      ...{ url: String(input), method, headers: Object.fromEntries(new Headers(init.headers)) },
      ...(text !== undefined && { body: text }),
      ...(signal && { signal }),
    });
    return new Response(body.length > 0 ? new Uint8Array(body) : null, { status, headers });
  };
}
