import { type FakeServer, openServer } from "./fake-internet.ts";

/** Microsoft's login service for one tenant. */
export interface FakeEntra extends FakeServer {
  /** `CLIENT SCOPE`. */
  readonly calls: readonly string[];
}

export async function openFakeEntra(options: {
  readonly tenant: string;
  /** Whether it takes a client's secret or assertion. */
  readonly takes: (proof: string) => boolean;
  readonly accessToken: string;
}): Promise<FakeEntra> {
  const { tenant, takes, accessToken } = options;
  const authority = `https://login.microsoftonline.com/${tenant}`;
  const calls: string[] = [];
  const server = await openServer(({ path, body }) => {
    if (path.startsWith(`/${tenant}/v2.0/.well-known/openid-configuration`)) {
      const endpoints = {
        token_endpoint: `${authority}/oauth2/v2.0/token`,
        authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
        jwks_uri: `${authority}/discovery/v2.0/keys`,
      };
      return { body: { ...endpoints, issuer: `${authority}/v2.0` } };
    }
    if (!path.startsWith(`/${tenant}/oauth2/v2.0/token`)) return { status: 404, body: {} };
    const form = new URLSearchParams(body);
    calls.push(`${form.get("client_id")} ${form.get("scope")}`);
    const proof = form.get("client_assertion") ?? form.get("client_secret") ?? "";
    return takes(proof)
      ? { body: { access_token: accessToken, expires_in: 3600, token_type: "Bearer" } }
      : {
          status: 401,
          body: { error: "invalid_client", error_description: `AADSTS700213: no credential for ${proof}` },
        };
  });
  return { ...server, calls };
}
