import { type FakeServer, openServer } from "./fake-internet.ts";

/** GitHub's OIDC endpoint, as the runner names it to a job. */
export interface FakeGithub extends FakeServer {
  /** What the runner sets. */
  readonly env: Readonly<Record<string, string>>;
  /** Every token that it gave, with its audience. */
  readonly tokens: ReadonlyMap<string, string>;
}

const bearer = "bearer-of-the-job";
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export async function openFakeGithub(): Promise<FakeGithub> {
  const tokens = new Map<string, string>();
  const server = await openServer(
    ({ path, headers }) => {
      if (headers.authorization !== `Bearer ${bearer}`) return { status: 401 };
      const audience = new URL(path, "http://x").searchParams.get("audience") ?? "";
      const claims = { aud: audience, sub: "repo:acme/ml:ref:refs/heads/main", jti: tokens.size };
      const token = `${encoded({ alg: "RS256" })}.${encoded(claims)}.signature`;
      tokens.set(token, audience);
      return { body: { count: 1, value: token } };
    },
    { plain: true },
  );
  return {
    ...server,
    tokens,
    env: {
      GITHUB_ACTIONS: "true",
      GITHUB_RUN_ID: "4711",
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${server.port}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer,
    },
  };
}
