import { afterEach, describe, expect, test } from "vitest";
import { openFakeRegistry } from "../image/fake-registry.ts";
import { ask } from "./ask.ts";
import { certificate } from "./certificate.ts";
import { openFakeEntra } from "./fake-entra.ts";
import { openFakeGithub } from "./fake-github.ts";
import { openServer } from "./fake-internet.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));
const opened = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
  const server = await opening;
  open.push(server);
  return server;
};

const registryHost = "acme.azurecr.io";
const image = `${registryHost}/private/train:1`;
const tenant = "11111111-1111-1111-1111-111111111111";
const client = "22222222-2222-2222-2222-222222222222";
const scope = "https://containerregistry.azure.net/.default";
const nobody = "00000000-0000-0000-0000-000000000000";
const auth = { oidc: true, clientId: client, tenantId: tenant };

const jwt = (exp: number) =>
  `e30.${Buffer.from(JSON.stringify({ exp: Math.floor(exp / 1000) })).toString("base64url")}.signature`;

async function cloud() {
  const github = await opened(openFakeGithub());
  const takes = (proof: string) =>
    proof === "secret-of-client" || github.tokens.get(proof) === "api://AzureADTokenExchange";
  const entra = await opened(openFakeEntra({ tenant, takes, accessToken: "token-of-entra" }));
  const password = jwt(Date.now() + 3 * 3_600_000);
  const exchanged: string[] = [];
  const registry = await opened(
    openFakeRegistry({
      tls: certificate,
      name: registryHost,
      auth: { kind: "bearer", username: nobody, password },
      exchange: (token) => {
        exchanged.push(token);
        return token === "token-of-entra" ? password : undefined;
      },
    }),
  );
  const ports = {
    "login.microsoftonline.com": entra.port,
    [registryHost]: Number(registry.host.split(":")[1]),
  };
  const digest = registry.putImage("private/train", "1");
  return { github, entra, registry, ports, digest, password, exchanged };
}

describe("Azure's registry", () => {
  test("takes what a token of Entra buys, for which the workflow's token is exchanged", async () => {
    const { github, entra, ports, digest, password, exchanged } = await cloud();
    const { answers, loaded, output } = await ask({
      ports,
      env: github.env,
      auth,
      tasks: [
        { digest: image },
        { login: registryHost, afterMs: 174 * 60_000 },
        { login: registryHost, afterMs: 2 * 60_000 },
      ],
    });
    const login = { cloud: "Azure", login: { kind: "basic", username: nobody, password } };
    expect(answers).toEqual([{ ok: true, value: digest }, login, login]);
    expect(entra.calls).toEqual(Array(2).fill(`${client} ${scope}`));
    expect(exchanged).toHaveLength(2);
    expect(github.tokens.size).toBeGreaterThan(1);
    expect(loaded.filter((name) => /aws|google/.test(name))).toEqual([]);
    expect(output).not.toContain("token-of-entra");
    for (const token of github.tokens.keys()) expect(output).not.toContain(token);
  });

  test("takes it for the client and secret that the environment has", async () => {
    const { entra, ports, digest } = await cloud();
    const env = { AZURE_TENANT_ID: tenant, AZURE_CLIENT_ID: client, AZURE_CLIENT_SECRET: "secret-of-client" };
    const { answers, output } = await ask({ ports, env, tasks: [{ digest: image }] });
    expect(answers).toEqual([{ ok: true, value: digest }]);
    expect(entra.calls).toEqual([`${client} ${scope}`]);
    expect(output).not.toMatch(/secret-of|token-of/);
  });

  test("takes it for the machine's own identity, the one that the stack names", async () => {
    const { entra, ports, digest } = await cloud();
    const machine = await opened(
      openServer(
        ({ path, headers }) => {
          const query = new URL(path, "http://x").searchParams;
          const isRight = headers["x-identity-header"] === "header" && query.get("client_id") === client;
          return isRight
            ? {
                body: {
                  access_token: "token-of-entra",
                  expires_on: String(Math.floor(Date.now() / 1000) + 3600),
                  resource: query.get("resource"),
                  token_type: "Bearer",
                },
              }
            : { status: 400, body: {} };
        },
        { plain: true },
      ),
    );
    const { answers } = await ask({
      ports,
      env: {
        AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential",
        IDENTITY_ENDPOINT: `http://127.0.0.1:${machine.port}/msi/token`,
        IDENTITY_HEADER: "header",
      },
      auth: { oidc: false, clientId: client },
      tasks: [{ digest: image }],
    });
    expect(answers).toEqual([{ ok: true, value: digest }]);
    expect(entra.calls).toEqual([]);
  });

  test("takes it for whoever is logged in to the command line, as a workflow's login leaves it", async () => {
    const { ports, digest } = await cloud();
    const expires = Math.floor(Date.now() / 1000) + 3600;
    const token = {
      accessToken: "token-of-entra",
      expires_on: expires,
      expiresOn: "2100-01-01 00:00:00.000000",
      tokenType: "Bearer",
    };
    const { answers } = await ask({
      ports,
      env: { AZURE_TOKEN_CREDENTIALS: "AzureCliCredential" },
      files: { az: `#!/bin/sh\necho '${JSON.stringify(token)}'\n` },
      tasks: [{ digest: image }],
    });
    expect(answers).toEqual([{ ok: true, value: digest }]);
  });
});

describe("where Azure gives no login, the fault says why", () => {
  const message = (answers: readonly unknown[]) =>
    (answers[0] as { readonly error: { readonly message: string } }).error.message;
  const begin = `${registryHost} does not give out ${image}: it may not exist, or it may need docker login; the Azure identity gave no login: `;

  test("no credentials at all", async () => {
    const { ports } = await cloud();
    const { answers } = await ask({ ports, tasks: [{ digest: image }] });
    expect(message(answers)).toBe(`${begin}no credentials are set up here`);
  });

  test("a client that does not trust the workflow, without the token that the server repeats", async () => {
    const { github, ports } = await cloud();
    const { answers, output } = await ask({
      ports,
      env: github.env,
      auth: { ...auth, audience: "acme" },
      tasks: [{ digest: image }],
    });
    expect(message(answers)).toMatch(/gave no login: .*AADSTS700213: no credential for \*\*\*/);
    expect(new Set(github.tokens.values())).toEqual(new Set(["acme"]));
    for (const token of github.tokens.keys()) expect(output).not.toContain(token);
  });

  test("a stack that names no tenant", async () => {
    const { github, ports } = await cloud();
    const { answers } = await ask({
      ports,
      env: github.env,
      auth: { oidc: true, clientId: client },
      tasks: [{ digest: image }],
    });
    expect(message(answers)).toBe(`${begin}the stack's auth needs a client_id and a tenant_id for OIDC`);
  });

  test("a registry that does not take the identity", async () => {
    const { ports } = await cloud();
    const token = {
      accessToken: "token-of-a-stranger",
      expires_on: 4_000_000_000,
      expiresOn: "2100-01-01 00:00:00.000000",
    };
    const { answers, output } = await ask({
      ports,
      env: { AZURE_TOKEN_CREDENTIALS: "AzureCliCredential" },
      files: { az: `#!/bin/sh\necho '${JSON.stringify(token)}'\n` },
      tasks: [{ digest: image }],
    });
    expect(message(answers)).toBe(`${begin}${registryHost} does not take its token (it answers 401)`);
    expect(output).not.toContain("token-of");
  });
});
