import { type FakeServer, openServer } from "./fake-internet.ts";

/** Google's token services. */
export interface FakeGoogle extends FakeServer {
  /** `exchange AUDIENCE`, `impersonate EMAIL`. */
  readonly calls: readonly string[];
}

export async function openFakeGoogle(options: {
  /** Whether it takes a token in exchange. */
  readonly takes: (token: string) => boolean;
  /** What it gives for that. */
  readonly federated: string;
  /** By e-mail: what an account's token is. */
  readonly accounts?: Readonly<Record<string, string>>;
}): Promise<FakeGoogle> {
  const { takes, federated, accounts = {} } = options;
  const calls: string[] = [];
  const server = await openServer(({ host, path, headers, body }) => {
    if (host === "sts.googleapis.com" && path === "/v1/token") {
      const form = new URLSearchParams(body);
      calls.push(`exchange ${form.get("audience")}`);
      const token = form.get("subject_token") ?? "";
      if (form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:token-exchange" || !takes(token))
        return { status: 400, body: { error: "invalid_grant", error_description: `What is ${token}?` } };
      return { body: { access_token: federated, expires_in: 3600, token_type: "Bearer" } };
    }
    const email = /^\/v1\/projects\/-\/serviceAccounts\/(.+):generateAccessToken$/.exec(path)?.[1] ?? "";
    calls.push(`impersonate ${decodeURIComponent(email)}`);
    const accessToken = accounts[decodeURIComponent(email)];
    if (headers.authorization !== `Bearer ${federated}` || accessToken === undefined)
      return {
        status: 403,
        body: { error: { code: 403, message: "Permission denied", status: "PERMISSION_DENIED" } },
      };
    return { body: { accessToken, expireTime: new Date(Date.now() + 3_600_000).toISOString() } };
  });
  return { ...server, calls };
}
