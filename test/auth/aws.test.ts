import { afterEach, describe, expect, test } from "vitest";
import { type FakeRegistry, openFakeRegistry } from "../image/fake-registry.ts";
import { ask } from "./ask.ts";
import { certificate } from "./certificate.ts";
import { type FakeAws, type FakeAwsOptions, openFakeAws } from "./fake-aws.ts";
import { openFakeGithub } from "./fake-github.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));
const opened = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
  const server = await opening;
  open.push(server);
  return server;
};

const registryHost = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const image = `${registryHost}/ml/train:1`;
const password = "password-of-ecr";
const role = "arn:aws:iam::123456789012:role/stepops";

async function cloud(options: Partial<FakeAwsOptions> = {}): Promise<{
  readonly aws: FakeAws;
  readonly registry: FakeRegistry;
  readonly digest: string;
  readonly ports: Readonly<Record<string, number>>;
}> {
  const aws = await opened(openFakeAws({ password, ...options }));
  const registry = await opened(
    openFakeRegistry({ tls: certificate, auth: { kind: "basic", username: "AWS", password } }),
  );
  const ports = {
    "api.ecr.eu-west-1.amazonaws.com": aws.port,
    "sts.eu-west-1.amazonaws.com": aws.port,
    [registryHost]: Number(registry.host.split(":")[1]),
  };
  return { aws, registry, digest: registry.putImage("ml/train", "1"), ports };
}

const keys = { AKIATEST: { secret: "secret-of-the-machine" } };
const machineKeys = { AWS_ACCESS_KEY_ID: "AKIATEST", AWS_SECRET_ACCESS_KEY: "secret-of-the-machine" };

describe("ECR", () => {
  test("takes the login of the credentials that a workflow set up", async () => {
    const { aws, digest, ports } = await cloud({ keys });
    const { answers, loaded, output } = await ask({ ports, env: machineKeys, tasks: [{ digest: image }] });
    expect(answers).toEqual([{ ok: true, value: digest }]);
    expect(aws.calls).toEqual(["GetAuthorizationToken at api.ecr.eu-west-1.amazonaws.com by AKIATEST"]);
    expect(loaded).toContain("@aws-sdk/client-ecr");
    expect(loaded.filter((name) => /google|azure/.test(name))).toEqual([]);
    expect(output).not.toMatch(/secret-of|password-of/);
  });

  test("takes the login of a profile that AWS_PROFILE names", async () => {
    const { aws, digest, ports } = await cloud({ keys });
    const credentials = "[ci]\naws_access_key_id = AKIATEST\naws_secret_access_key = secret-of-the-machine\n";
    const { answers, output } = await ask({
      ports,
      env: {
        AWS_PROFILE: "ci",
        AWS_SHARED_CREDENTIALS_FILE: "credentials",
        AWS_ACCESS_KEY_ID: "x",
        AWS_SECRET_ACCESS_KEY: "y",
      },
      files: { credentials },
      tasks: [{ digest: image }],
    });
    expect(answers).toEqual([{ ok: true, value: digest }]);
    expect(aws.calls).toHaveLength(1);
    // The SDK would say on the console that it finds two kinds.
    expect(output.trim().split("\n")).toHaveLength(1);
  });

  test("takes the login of a role that the workflow's token is exchanged for, a new token each time", async () => {
    const github = await opened(openFakeGithub());
    const takes = (token: string) => github.tokens.get(token) === "sts.amazonaws.com";
    const { aws, digest, ports } = await cloud({ takes });
    const { answers, hosts, output } = await ask({
      ports,
      env: github.env,
      auth: { oidc: true, role },
      tasks: [{ digest: image }, { login: registryHost, afterMs: 716 * 60_000 }, { login: registryHost }],
    });
    const login = { cloud: "AWS", login: { kind: "basic", username: "AWS", password } };
    expect(answers).toEqual([{ ok: true, value: digest }, login, login]);
    const assumed = `AssumeRoleWithWebIdentity ${role} as stepops-4711 unsigned`;
    const asked = "GetAuthorizationToken at api.ecr.eu-west-1.amazonaws.com by ASIATEST";
    expect(aws.calls.slice(0, 3)).toEqual([assumed, `${asked}0`, assumed]);
    expect(aws.calls.filter((call) => call.startsWith(asked))).toEqual([
      `${asked}0`,
      expect.stringMatching(/[1-9]$/),
    ]);
    expect(github.tokens.size).toBe(aws.calls.filter((call) => call === assumed).length);
    expect(hosts).toEqual(expect.arrayContaining(Object.keys(ports)));
    for (const secret of [...aws.secrets, ...github.tokens.keys()]) expect(output).not.toContain(secret);
  });

  test("takes the login of a role that the machine's credentials may assume", async () => {
    const { aws, digest, ports } = await cloud({ keys });
    const auth = { oidc: false, role };
    const { answers } = await ask({ ports, env: machineKeys, auth, tasks: [{ digest: image }] });
    expect(answers).toEqual([{ ok: true, value: digest }]);
    expect(aws.calls).toEqual([
      `AssumeRole ${role} as stepops by AKIATEST`,
      "GetAuthorizationToken at api.ecr.eu-west-1.amazonaws.com by ASIATEST1",
    ]);
  });

  test("is asked at its own address for FIPS and for other regions", async () => {
    const { aws, ports } = await cloud({ keys });
    const { answers } = await ask({
      ports: { ...ports, "api.ecr-fips.us-east-1.amazonaws.com": aws.port },
      env: machineKeys,
      tasks: [{ login: "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com" }, { login: registryHost }],
    });
    expect(answers).toMatchObject([{ cloud: "AWS" }, { cloud: "AWS" }]);
    expect(aws.calls).toEqual([
      "GetAuthorizationToken at api.ecr-fips.us-east-1.amazonaws.com by AKIATEST",
      "GetAuthorizationToken at api.ecr.eu-west-1.amazonaws.com by AKIATEST",
    ]);
  });
});

describe("a run", () => {
  test("lends the login to the client that pulls", async () => {
    const { ports } = await cloud({ keys });
    const pinned = `${registryHost}/ml/train@sha256:${"a".repeat(64)}`;
    const { answers } = await ask({ ports, env: machineKeys, tasks: [{ ready: pinned }, { ready: image }] });
    const lent = [`docker pull: ${registryHost}`];
    expect(answers).toMatchObject([
      { result: { ok: true, value: { reference: pinned } }, lent },
      { result: { ok: true }, lent },
    ]);
  });

  test("lends the logins of both registries to the client that copies", async () => {
    const { aws, digest, ports } = await cloud({ keys });
    const copyTo = "999999999999.dkr.ecr.eu-west-1.amazonaws.com/copies";
    const { [registryHost]: port = 0 } = ports;
    const { answers } = await ask({
      ports: { ...ports, "999999999999.dkr.ecr.eu-west-1.amazonaws.com": port },
      env: machineKeys,
      tasks: [{ ready: image, copyTo }],
    });
    expect(answers).toMatchObject([
      {
        result: { ok: true, value: { digest } },
        lent: [
          `skopeo copy: ${registryHost} 999999999999.dkr.ecr.eu-west-1.amazonaws.com`,
          "docker pull: 999999999999.dkr.ecr.eu-west-1.amazonaws.com",
        ],
      },
    ]);
    expect(aws.calls).toHaveLength(2);
  });

  test("says in the failure of the step what the cloud said", async () => {
    const { answers } = await ask({
      ...(await cloud()),
      tasks: [{ ready: image, copyTo: `${registryHost}/copies` }],
    });
    expect(answers).toMatchObject([
      {
        result: {
          ok: false,
          error: {
            message: expect.stringContaining("; the AWS identity gave no login: Could not load credentials"),
          },
        },
      },
    ]);
  });
});

describe("where AWS gives no login, the fault says why", () => {
  const message = (answers: readonly unknown[]) =>
    (answers[0] as { readonly error: { readonly message: string } }).error.message;
  const begin = `${registryHost} does not give out ${image}: it may not exist, or it may need docker login; the AWS identity gave no login: `;

  test("no credentials at all", async () => {
    const { answers } = await ask({ ...(await cloud()), tasks: [{ digest: image }] });
    expect(message(answers)).toBe(`${begin}Could not load credentials from any providers`);
  });

  test("wrong credentials", async () => {
    const { answers } = await ask({ ...(await cloud()), env: machineKeys, tasks: [{ digest: image }] });
    expect(message(answers)).toBe(`${begin}The token is invalid`);
  });

  test("a job without the permission for a token", async () => {
    const { answers } = await ask({
      ...(await cloud()),
      env: { GITHUB_ACTIONS: "true" },
      auth: { oidc: true, role },
      tasks: [{ digest: image }],
    });
    expect(message(answers)).toBe(
      `${begin}the job gets no OIDC token: give it the permission id-token: write`,
    );
  });

  test("a role that does not trust the workflow, without the token that the server repeats", async () => {
    const github = await opened(openFakeGithub());
    const { answers, output } = await ask({
      ...(await cloud()),
      env: github.env,
      auth: { oidc: true, role, audience: "acme" },
      tasks: [{ digest: image }],
    });
    expect(message(answers)).toBe(`${begin}Not authorized, says a talkative server: ***`);
    expect([...github.tokens.values()]).toEqual(["acme"]);
    for (const token of github.tokens.keys()) expect(output).not.toContain(token);
  });

  test("a cloud that cannot be reached", async () => {
    const { ports } = await cloud();
    const { [registryHost]: port = 0 } = ports;
    const { answers } = await ask({
      ports: { [registryHost]: port },
      env: machineKeys,
      tasks: [{ digest: image }],
    });
    expect(message(answers)).toBe(
      `${begin}api.ecr.eu-west-1.amazonaws.com cannot be reached: the proxy does not let the request through`,
    );
  });

  test("a login that does not open the registry", async () => {
    const { ports } = await cloud({ keys, password: "password-of-another" });
    const { answers, output } = await ask({ ports, env: machineKeys, tasks: [{ digest: image }] });
    expect(message(answers)).toMatch(/docker login; it was asked with the login of the AWS identity$/);
    expect(output).not.toContain("password-of");
  });
});

test("no cloud is asked where Docker has a login", async () => {
  const { aws, digest, ports } = await cloud({ keys });
  const config = { auths: { [registryHost]: { auth: Buffer.from(`AWS:${password}`).toString("base64") } } };
  const { answers, loaded } = await ask({
    ports,
    env: { ...machineKeys, DOCKER_CONFIG: "." },
    files: { "config.json": JSON.stringify(config) },
    tasks: [{ digest: image }],
  });
  expect(answers).toEqual([{ ok: true, value: digest }]);
  expect(aws.calls).toEqual([]);
  expect(loaded.filter((name) => /aws|smithy|google|azure/.test(name))).toEqual([]);
});
