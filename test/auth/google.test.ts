import { afterEach, describe, expect, test } from "vitest";
import { openFakeRegistry } from "../image/fake-registry.ts";
import { ask } from "./ask.ts";
import { certificate } from "./certificate.ts";
import { openFakeGithub } from "./fake-github.ts";
import { openFakeGoogle } from "./fake-google.ts";
import { openServer } from "./fake-internet.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));
const opened = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
  const server = await opening;
  open.push(server);
  return server;
};

const registryHost = "europe-west1-docker.pkg.dev";
const image = `${registryHost}/private/train:1`;
const provider = "projects/123/locations/global/workloadIdentityPools/github/providers/acme";
const email = "stepops@acme.iam.gserviceaccount.com";

/** `password`: the access token that opens the registry. */
async function cloud(password: string) {
  const github = await opened(openFakeGithub());
  const takes = (token: string) => github.tokens.get(token) === `https://iam.googleapis.com/${provider}`;
  const accounts = { [email]: "token-of-account" };
  const google = await opened(openFakeGoogle({ takes, federated: "token-of-pool", accounts }));
  const auth = { kind: "bearer", username: "oauth2accesstoken", password } as const;
  const registry = await opened(openFakeRegistry({ tls: certificate, name: registryHost, auth }));
  const port = Number(registry.host.split(":")[1]);
  const ports = {
    "sts.googleapis.com": google.port,
    "iamcredentials.googleapis.com": google.port,
    [registryHost]: port,
    "gcr.io": port,
  };
  const digest = registry.putImage("private/train", "1");
  return { github, google, registry, ports, digest };
}

describe("Artifact Registry", () => {
  test("takes the token of a pool that the workflow's token is exchanged for, a new one each hour", async () => {
    const { github, google, ports, digest } = await cloud("token-of-pool");
    const { answers, loaded, output } = await ask({
      ports,
      env: github.env,
      auth: { oidc: true, workloadIdentityProvider: provider },
      tasks: [{ digest: image }, { login: registryHost, afterMs: 56 * 60_000 }, { login: registryHost }],
    });
    const login = {
      cloud: "Google",
      login: { kind: "basic", username: "oauth2accesstoken", password: "token-of-pool" },
    };
    expect(answers).toEqual([{ ok: true, value: digest }, login, login]);
    expect(google.calls).toEqual(Array(2).fill(`exchange //iam.googleapis.com/${provider}`));
    expect(github.tokens.size).toBe(2);
    expect(loaded.filter((name) => /aws|azure/.test(name))).toEqual([]);
    for (const token of github.tokens.keys()) expect(output).not.toContain(token);
  });

  test.each([
    ["its full name", { workloadIdentityProvider: `https://iam.googleapis.com/${provider}` }],
    ["the audience", { audience: `https://iam.googleapis.com/${provider}` }],
  ])("takes the token of a service account, with the pool by %s", async (_by, settings) => {
    const { github, google, ports, digest } = await cloud("token-of-account");
    const auth = { oidc: true, role: email, ...settings };
    const { answers, output } = await ask({ ports, env: github.env, auth, tasks: [{ digest: image }] });
    expect(answers).toEqual([{ ok: true, value: digest }]);
    expect(google.calls).toEqual([`exchange //iam.googleapis.com/${provider}`, `impersonate ${email}`]);
    expect(output.trim().split("\n")).toHaveLength(1);
  });

  test("takes the token of the credentials file that a workflow's login leaves", async () => {
    const { github, google, ports, digest } = await cloud("token-of-account");
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url = "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = github.env;
    const credentials = {
      type: "external_account",
      audience: `//iam.googleapis.com/${provider}`,
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: "https://sts.googleapis.com/v1/token",
      service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${email}:generateAccessToken`,
      credential_source: {
        url: `${url}&audience=${encodeURIComponent(`https://iam.googleapis.com/${provider}`)}`,
        headers: { Authorization: `Bearer ${bearer}` },
        format: { type: "json", subject_token_field_name: "value" },
      },
    };
    const { answers } = await ask({
      ports,
      env: { GOOGLE_APPLICATION_CREDENTIALS: "gha-creds.json" },
      files: { "gha-creds.json": JSON.stringify(credentials) },
      tasks: [{ digest: image }],
    });
    expect(answers).toEqual([{ ok: true, value: digest }]);
    expect(google.calls).toEqual([`exchange //iam.googleapis.com/${provider}`, `impersonate ${email}`]);
  });

  test("takes the token of the machine's own account, through the old name of the registry too", async () => {
    const { ports, digest } = await cloud("token-of-machine");
    const headers = { "metadata-flavor": "Google" };
    const machine = await opened(
      openServer(
        ({ path }) =>
          path.includes("/token")
            ? { headers, body: { access_token: "token-of-machine", expires_in: 3599, token_type: "Bearer" } }
            : { headers, body: "x" },
        { plain: true },
      ),
    );
    const { answers } = await ask({
      ports,
      env: {
        GCE_METADATA_HOST: `127.0.0.1:${machine.port}`,
        METADATA_SERVER_DETECTION: "assume-present",
        NO_PROXY: "127.0.0.1",
      },
      tasks: [{ digest: image }, { digest: "gcr.io/private/train:1" }],
    });
    expect(answers[0]).toEqual({ ok: true, value: digest });
    expect(answers[1]).toMatchObject({ ok: true });
  });
});

test("nobody says who he is for what is for everybody", async () => {
  const auth = { kind: "bearer" } as const;
  const registry = await opened(openFakeRegistry({ tls: certificate, name: "gcr.io", auth }));
  const digest = registry.putImage("distroless/python3", "1");
  const { answers, hosts, loaded } = await ask({
    ports: { "gcr.io": Number(registry.host.split(":")[1]) },
    tasks: [{ digest: "gcr.io/distroless/python3:1" }],
  });
  expect(answers).toEqual([{ ok: true, value: digest }]);
  expect(hosts).toEqual(["gcr.io"]);
  expect(loaded).toEqual([]);
});

describe("where Google gives no login, the fault says why", () => {
  const message = (answers: readonly unknown[]) =>
    (answers[0] as { readonly error: { readonly message: string } }).error.message;
  const begin = `${registryHost} does not give out ${image}: it may not exist, or it may need docker login; the Google identity gave no login: `;

  test("no credentials at all", async () => {
    const { ports } = await cloud("x");
    const { answers } = await ask({ ports, tasks: [{ digest: image }] });
    expect(message(answers)).toContain(`${begin}Could not load the default credentials`);
  });

  test("a pool that does not take the token, which the server repeats", async () => {
    const { github, ports } = await cloud("x");
    const auth = { oidc: true, workloadIdentityProvider: provider, audience: "acme" };
    const { answers, output } = await ask({ ports, env: github.env, auth, tasks: [{ digest: image }] });
    expect(message(answers)).toBe(`${begin}Error code invalid_grant: What is ***?`);
    for (const token of github.tokens.keys()) expect(output).not.toContain(token);
  });

  test("an account that may not be impersonated", async () => {
    const { github, ports } = await cloud("x");
    const auth = {
      oidc: true,
      workloadIdentityProvider: provider,
      role: "other@acme.iam.gserviceaccount.com",
    };
    const { answers } = await ask({ ports, env: github.env, auth, tasks: [{ digest: image }] });
    expect(message(answers)).toMatch(/gave no login: .*Permission denied/);
  });

  test("a stack that names no pool", async () => {
    const { github, ports } = await cloud("x");
    const auth = { oidc: true, role: email };
    const { answers } = await ask({ ports, env: github.env, auth, tasks: [{ digest: image }] });
    expect(message(answers)).toContain(`${begin}the stack's auth names no workload_identity_provider`);
  });
});
