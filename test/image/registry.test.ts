import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { Clock } from "../../src/host/host.ts";
import { authorize, parseChallenges } from "../../src/image/authorization.ts";
import { openRegistry, type Registry } from "../../src/image/registry.ts";
import { certificate } from "../host/certificate.ts";
import { memoryFiles } from "../rig/memory-files.ts";
import { skippingClock } from "../rig/skipping-clock.ts";
import { type FakeRegistry, type FakeRegistryOptions, openFakeRegistry } from "./fake-registry.ts";

const open: FakeRegistry[] = [];
afterEach(() => Promise.all(open.splice(0).map((registry) => registry.close())));

async function fake(options?: FakeRegistryOptions): Promise<FakeRegistry> {
  const registry = await openFakeRegistry(options);
  open.push(registry);
  return registry;
}

const sha256 = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const linux = { os: "linux", architecture: "amd64" };

/** Pauses take no time and are written down; a request's own limit, the only wait of 5 s, never comes. */
function patientClock(): Clock & { readonly pauses: number[] } {
  const pauses: number[] = [];
  return {
    pauses,
    now: () => Date.UTC(2026, 0, 1),
    monotonic: () => 0,
    async sleep(ms, signal) {
      if (ms !== 5000) pauses.push(ms);
      else
        await new Promise((_resolve, reject) =>
          signal?.addEventListener("abort", () => reject(signal.reason)),
        );
    },
  };
}

interface Setting {
  /** `auths` of the Docker config. */
  readonly auths?: object;
  readonly config?: string;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly insecure?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

async function client(setting: Setting = {}): Promise<Registry> {
  const { auths = {}, config = JSON.stringify({ auths }), clock = patientClock(), signal } = setting;
  const { insecure = [], env = {} } = setting;
  const files = memoryFiles();
  await files.write("/d/config.json", config);
  return openRegistry({
    ...{ files, clock, insecure },
    env: { DOCKER_CONFIG: "/d", ...env },
    random: { float: () => 0.5 },
    ...(signal && { signal }),
  });
}

const heads = (registry: FakeRegistry) => registry.log().filter((line) => /manifests/.test(line));

describe("the digest of a tag", () => {
  test("is asked by HEAD, in all forms of a manifest", async () => {
    const registry = await fake();
    const digest = registry.putIndex("a/b", "1", [{}]);
    const name = `${registry.host}/a/b:1`;
    expect(await (await client()).digest(name)).toEqual({ ok: true, value: digest });
    expect(registry.log()).toEqual(["HEAD /v2/a/b/manifests/1"]);
    expect(registry.requests[0]?.headers.accept?.split(", ")).toEqual([
      "application/vnd.oci.image.index.v1+json",
      "application/vnd.docker.distribution.manifest.list.v2+json",
      "application/vnd.oci.image.manifest.v1+json",
      "application/vnd.docker.distribution.manifest.v2+json",
    ]);
  });

  test.each([
    ["leaves the digest out", { leavesOutDigest: true }],
    ["takes no HEAD", { interrupt: ({ method }) => (method === "HEAD" ? { status: 405 } : undefined) }],
    [
      "sends nonsense for a digest",
      {
        interrupt: ({ method }) =>
          method === "HEAD" ? { status: 200, headers: { "docker-content-digest": "x" } } : undefined,
      },
    ],
  ] satisfies [string, FakeRegistryOptions][])("is counted where the registry %s", async (_why, options) => {
    const registry = await fake(options);
    const digest = registry.putImage("a", "1");
    expect(await (await client()).digest(`${registry.host}/a:1`)).toEqual({ ok: true, value: digest });
    expect(heads(registry)).toEqual(["HEAD /v2/a/manifests/1", "GET /v2/a/manifests/1"]);
  });

  test("is asked once, also by many at a time", async () => {
    const registry = await fake();
    registry.putImage("a", "1");
    const asked = await client();
    const [first, second] = await Promise.all([1, 2].map(() => asked.digest(`${registry.host}/a:1`)));
    registry.putImage("a", "1", { config: { User: "other" } });
    expect([second, await asked.digest(`${registry.host}/a:1`)]).toEqual([first, first]);
    expect(registry.requests).toHaveLength(1);
  });

  test("is not asked where the name has it", async () => {
    const registry = await fake();
    const digest = sha256("x");
    expect(await (await client()).digest(`${registry.host}/a:1@${digest}`)).toEqual({
      ok: true,
      value: digest,
    });
    expect(registry.requests).toEqual([]);
  });

  test("is one that the registry has, or has not", async () => {
    const registry = await fake();
    const digest = registry.putImage("a", "1");
    const asked = await client();
    expect(await asked.has(`${registry.host}/a@${digest}`)).toEqual({ ok: true, value: true });
    expect(await asked.has(`${registry.host}/a@${sha256("x")}`)).toEqual({ ok: true, value: false });
  });
});

describe("a registry that asks for a login", () => {
  const auth = { username: "me", password: "hunter2" } as const;
  const logins = (registry: FakeRegistry, auth = base64("me:hunter2")) => ({ [registry.host]: { auth } });

  test("by a token gives one to everybody, and is told service and scope", async () => {
    const registry = await fake({ auth: { kind: "bearer" } });
    const digest = registry.putImage("a/b", "1");
    expect(await (await client()).digest(`${registry.host}/a/b:1`)).toEqual({ ok: true, value: digest });
    expect(registry.log()).toEqual([
      "HEAD /v2/a/b/manifests/1",
      "GET /token?service=fake.registry&scope=repository%3Aa%2Fb%3Apull",
      "HEAD /v2/a/b/manifests/1",
    ]);
  });

  test("by a token takes the login for it, once for a repository", async () => {
    const registry = await fake({ auth: { kind: "bearer", ...auth } });
    registry.putImage("a", "1");
    registry.putImage("a", "2");
    registry.putImage("b", "1");
    const asked = await client({ auths: logins(registry) });
    for (const name of ["a:1", "a:2", "b:1"])
      expect(await asked.digest(`${registry.host}/${name}`)).toMatchObject({ ok: true });
    expect(registry.log().filter((line) => line.includes("/token"))).toHaveLength(2);
  });

  test("by a token gets a new one when the old one is over", async () => {
    const registry = await fake({ auth: { kind: "bearer", ...auth } });
    registry.putImage("a", "1");
    registry.putImage("a", "2");
    const asked = await client({ auths: logins(registry) });
    await asked.digest(`${registry.host}/a:1`);
    registry.forgetTokens();
    expect(await asked.digest(`${registry.host}/a:2`)).toMatchObject({ ok: true });
  });

  test("by a token takes one that buys tokens, by POST and not in the address", async () => {
    const registry = await fake({ auth: { kind: "bearer", ...auth, identityToken: "hunter2" } });
    registry.putImage("a", "1");
    const auths = { [registry.host]: { identitytoken: "hunter2" } };
    expect(await (await client({ auths })).digest(`${registry.host}/a:1`)).toMatchObject({ ok: true });
    expect(registry.log()[1]).toBe("POST /token");
    expect(registry.requests[1]?.body).toContain("grant_type=refresh_token&refresh_token=hunter2");
  });

  test("by name and password gets them, and only once it asked", async () => {
    const registry = await fake({ auth: { kind: "basic", ...auth } });
    registry.putImage("a", "1");
    expect(await (await client({ auths: logins(registry) })).digest(`${registry.host}/a:1`)).toMatchObject({
      ok: true,
    });
    expect(registry.requests.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      `Basic ${base64("me:hunter2")}`,
    ]);
  });

  test.each([
    ["basic", {}, undefined],
    ["bearer", {}, undefined],
    ["basic", { auth: base64("me:wrong") }, undefined],
    ["bearer", { auth: base64("me:wrong") }, "the login that Docker keeps for"],
    ["bearer", { identitytoken: "wrong" }, "the login that Docker keeps for"],
    ["basic", { auth: "?" }, "is damaged"],
    ["bearer", { auth: "?" }, "is damaged"],
  ] as const)("by %s gives nothing out to %j", async (kind, entry, note) => {
    const registry = await fake({ auth: { kind, ...auth, identityToken: "right" } });
    registry.putImage("a", "1");
    const auths = { [registry.host]: entry };
    const reply = await (await client({ auths })).digest(`${registry.host}/a:1`);
    expect(reply).toMatchObject({
      ok: false,
      error: {
        reason: "denied",
        message: expect.stringMatching(/may not exist, or it may need docker login/),
        hint: expect.stringContaining(`docker login ${registry.host}`),
      },
    });
    if (note) expect(reply).toMatchObject({ error: { message: expect.stringContaining(note) } });
    expect(JSON.stringify(reply)).not.toMatch(/wrong|bWU6/);
  });

  test("does not tell what is private from what is not there", async () => {
    const registry = await fake({ auth: { kind: "bearer" } });
    const reply = await (await client()).digest(`${registry.host}/private/x:1`);
    expect(reply).toMatchObject({ ok: false, error: { reason: "denied" } });
    expect(heads(registry)).toHaveLength(2);
  });

  test("is asked all the same where the config is broken", async () => {
    const registry = await fake({ auth: { kind: "bearer" } });
    registry.putImage("a", "1");
    const asked = await client({ config: "{" });
    expect(await asked.digest(`${registry.host}/a:1`)).toMatchObject({ ok: true });
    expect(await asked.digest(`${registry.host}/private/x:1`)).toMatchObject({
      error: { message: expect.stringContaining("/d/config.json is not JSON") },
    });
  });

  test.each([
    ["without a way", {}, "denied"],
    ["in a way of its own", { "www-authenticate": "Negotiate abc" }, "refused"],
    ["for a token from nowhere", { "www-authenticate": 'Bearer realm="/token"' }, "refused"],
    ["for a token from a file", { "www-authenticate": 'Bearer realm="file:///etc"' }, "refused"],
  ] as const)("%s is no crash", async (_how, headers, reason) => {
    const registry = await fake({ interrupt: () => ({ status: 401, headers }) });
    const reply = await (await client()).digest(`${registry.host}/a:1`);
    expect(reply).toMatchObject({ ok: false, error: { reason } });
  });

  test.each(['{"token": ""}', "{}", "[]", "nonsense", '{"token": "a\\r\\nb: c"}'])(
    "and sends %s for a token is no crash",
    async (body) => {
      const registry = await fake({
        auth: { kind: "bearer" },
        interrupt: ({ path }) => (path.startsWith("/token") ? { status: 200, body } : undefined),
      });
      const reply = await (await client()).digest(`${registry.host}/a:1`);
      expect(reply).toMatchObject({ ok: false, error: { reason: "refused" } });
    },
  );
});

describe("the scheme", () => {
  test("is TLS where the registry speaks it, with any certificate where it is of this machine", async () => {
    const registry = await fake({ tls: certificate, auth: { kind: "bearer" } });
    const digest = registry.putImage("a", "1");
    expect(await (await client()).digest(`${registry.host}/a:1`)).toEqual({ ok: true, value: digest });
  });

  /** Leads to one registry whatever host is asked for, so that no test needs a name. */
  async function proxyTo(
    registry: FakeRegistry,
  ): Promise<{ readonly HTTP_PROXY: string; readonly HTTPS_PROXY: string }> {
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? "");
      void fetch(`http://${registry.host}${pathname}`, {
        method: request.method ?? "GET",
        redirect: "manual",
      }).then(({ status, headers }) => response.writeHead(status, Object.fromEntries(headers)).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    open.push({ close: async () => void server.close() } as FakeRegistry);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { HTTP_PROXY: url, HTTPS_PROXY: url };
  }

  test("is none for other machines, unless they are named insecure", async () => {
    const answer = { status: 200, headers: { "docker-content-digest": sha256("x") } };
    const registry = await fake({ interrupt: () => answer });
    const env = await proxyTo(registry);
    const name = "registry.test:5000/a:1";
    expect(await (await client({ env })).digest(name)).toMatchObject({ error: { reason: "unreachable" } });
    expect(registry.requests).toEqual([]);
    const insecure = await client({ env, insecure: ["registry.test:5000"] });
    expect(await insecure.digest(name)).toEqual({ ok: true, value: sha256("x") });
  });

  test("of a token server is TLS too, before it is sent a password", async () => {
    const tokens = await fake({ interrupt: () => ({ status: 200, body: '{"token": "t"}' }) });
    const challenge = `Bearer realm="http://${tokens.host}/token",service="s"`;
    const asked = (isInsecure: boolean) => ({
      ...{ registry: "ghcr.io", repository: "a", name: "ghcr.io/a", isInsecure },
      found: { login: { kind: "basic", username: "me", password: "hunter2" } as const },
      async send({
        url,
        headers = {},
      }: {
        readonly url: string;
        readonly headers?: Readonly<Record<string, string>>;
      }) {
        const reply = await fetch(url, { headers: { ...headers } });
        return {
          ok: true as const,
          value: { status: reply.status, headers: {}, body: Buffer.from(await reply.arrayBuffer()) },
        };
      },
    });
    for (const isInsecure of [false, true])
      expect(await authorize(challenge, asked(isInsecure))).toEqual({ ok: true, value: "Bearer t" });
    expect(tokens.requests.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      `Basic ${base64("me:hunter2")}`,
    ]);
  });
});

describe("a registry that does not answer as it should", () => {
  test.each([
    [404, {}, "missing", 1, []],
    [403, {}, "denied", 1, []],
    [400, {}, "refused", 1, []],
    [500, {}, "unreachable", 3, [500, 1000]],
    [503, { "retry-after": "3" }, "unreachable", 3, [3000, 3000]],
    [429, { "retry-after": "0" }, "refused", 3, [0, 0]],
    [429, { "retry-after": "3600" }, "refused", 3, [10_000, 10_000]],
    [429, { "retry-after": "Thu, 01 Jan 2026 00:00:07 GMT" }, "refused", 3, [7000, 7000]],
    [429, { "retry-after": "Wed, 31 Dec 2025 00:00:00 GMT" }, "refused", 3, [0, 0]],
    [429, { "retry-after": "soon" }, "refused", 3, [500, 1000]],
  ] as const)("but %i %j is %s after %i tries", async (status, headers, reason, tries, pauses) => {
    const registry = await fake({ interrupt: () => ({ status, headers }) });
    const clock = patientClock();
    const reply = await (await client({ clock })).digest(`${registry.host}/a:1`);
    expect(reply).toMatchObject({
      ok: false,
      error: { reason, message: expect.stringContaining(`${registry.host}/a:1`), hint: expect.any(String) },
    });
    expect([registry.requests.length, clock.pauses]).toEqual([tries, pauses]);
  });

  test("is asked again until it works", async () => {
    let failures = 2;
    const registry = await fake({ interrupt: () => (failures-- > 0 ? { status: 502 } : undefined) });
    const digest = registry.putImage("a", "1");
    expect(await (await client()).digest(`${registry.host}/a:1`)).toEqual({ ok: true, value: digest });
  });

  test("is quoted, without what would steer a terminal", async () => {
    const body = JSON.stringify({ errors: [{ code: "X", message: "too \u001b[31mred\n::error::" }] });
    const registry = await fake({
      leavesOutDigest: true,
      interrupt: ({ method }) => (method === "GET" ? { status: 400, body } : undefined),
    });
    registry.putImage("a", "1");
    const reply = await (await client()).digest(`${registry.host}/a:1`);
    expect(!reply.ok && reply.error.message).toBe(
      `${registry.host}/a:1: ${registry.host} answers 400 (too  [31mred ::error::)`,
    );
  });

  test("is given five seconds", async () => {
    const clock = skippingClock();
    const arrived = Promise.withResolvers<void>();
    const registry = await fake({
      interrupt: () => {
        arrived.resolve();
        return "hang";
      },
    });
    const reply = (await client({ clock })).digest(`${registry.host}/a:1`);
    await arrived.promise;
    clock.skip(5000);
    expect(await reply).toMatchObject({
      error: { reason: "unreachable", message: expect.stringContaining("does not answer in time") },
    });
  });

  test("is left when the run is stopped, also between two tries", async () => {
    const stop = new AbortController();
    const sleep: Clock["sleep"] = (ms, signal) => {
      if (ms === 3000) queueMicrotask(() => stop.abort());
      return new Promise((_resolve, reject) =>
        signal?.addEventListener("abort", () => reject(signal.reason)),
      );
    };
    const registry = await fake({ interrupt: () => ({ status: 503, headers: { "retry-after": "3" } }) });
    const asked = await client({ clock: { ...patientClock(), sleep }, signal: stop.signal });
    expect(await asked.digest(`${registry.host}/a:1`)).toMatchObject({
      ok: false,
      error: { reason: "unreachable", message: expect.stringContaining("stopped") },
    });
    expect(registry.requests).toHaveLength(1);
  });

  test("is out of reach where nothing listens", async () => {
    const registry = await fake();
    await registry.close();
    expect(await (await client()).digest(`${registry.host}/a:1`)).toMatchObject({
      ok: false,
      error: {
        reason: "unreachable",
        message: `${registry.host}/a:1: ${registry.host} cannot be reached: nothing listens there`,
      },
    });
  });
});

describe("an image's configuration", () => {
  const Env = ["PATH=/usr/local/cuda/bin:/bin", "A=b=c", "EMPTY"];
  const config = { Env, Labels: { a: "b" }, User: "1000", WorkingDir: "/w", Entrypoint: ["/e"], Cmd: null };
  const expected = {
    ...{ os: "linux", architecture: "amd64", user: "1000", workingDirectory: "/w" },
    env: { PATH: "/usr/local/cuda/bin:/bin", A: "b=c", EMPTY: "" },
    labels: { a: "b" },
    entrypoint: ["/e"],
    command: [],
  };

  test("comes from the manifest's blob", async () => {
    const registry = await fake();
    registry.putImage("a", "1", { config });
    expect(await (await client()).config(`${registry.host}/a:1`, linux)).toEqual({
      ok: true,
      value: expected,
    });
  });

  test("may lie in a storage elsewhere, which gets no password", async () => {
    const auth = { kind: "basic", username: "me", password: "hunter2" } as const;
    const registry = await fake({ redirectsBlobs: true, auth });
    registry.putImage("a", "1", { config });
    const auths = { [registry.host]: { auth: base64("me:hunter2") } };
    expect(await (await client({ auths })).config(`${registry.host}/a:1`, linux)).toEqual({
      ok: true,
      value: expected,
    });
    expect(registry.storageRequests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test.each([
    [{ os: "linux", architecture: "arm64" }, "arm64"],
    [{ os: "linux", architecture: "arm64", variant: "v8" }, "arm64"],
    [{ os: "linux", architecture: "arm", variant: "v7" }, "armv7"],
    [{ os: "linux", architecture: "arm", variant: "v6" }, "armv6"],
    [{ os: "windows", architecture: "amd64" }, "windows"],
  ])("is the one for %j of an index", async (platform, user) => {
    const registry = await fake();
    registry.putIndex("a", "1", [
      { os: "windows", config: { User: "windows" } },
      { architecture: "arm", variant: "v6", config: { User: "armv6" } },
      { architecture: "arm", variant: "v7", config: { User: "armv7" } },
      { architecture: "arm64", config: { User: "arm64" } },
    ]);
    const reply = await (await client()).config(`${registry.host}/a:1`, platform);
    expect(reply).toMatchObject({ ok: true, value: { user } });
  });

  test("is refused for a platform that the image is not made for", async () => {
    const registry = await fake();
    registry.putIndex("a", "1", [{}, { architecture: "arm64", variant: "v8" }]);
    const reply = await (await client()).config(`${registry.host}/a:1`, {
      os: "linux",
      architecture: "s390x",
    });
    expect(reply).toMatchObject({
      error: {
        reason: "refused",
        message: `${registry.host}/a:1: it is not made for linux/s390x; it is for linux/amd64, linux/arm64/v8`,
      },
    });
  });

  test("is refused where any part of the way does not have its digest", async () => {
    const registry = await fake();
    const blob = registry.putBlob(JSON.stringify({ config: {} }));
    const manifest = JSON.stringify({ config: { digest: blob } });
    const digest = registry.putManifest("a", "1", manifest);
    const asked = await client();
    const names = [`${registry.host}/a:1`, `${registry.host}/a@${digest}`];
    for (const name of names) expect(await asked.config(name, linux)).toMatchObject({ ok: true });
    registry.corrupt(blob, "{}");
    for (const name of names)
      expect(await asked.config(name, linux)).toMatchObject({ error: { reason: "refused" } });
    registry.putBlob(JSON.stringify({ config: {} }));
    registry.corrupt(digest, `${manifest} `);
    expect(await asked.config(names[1] ?? "", linux)).toMatchObject({
      error: { reason: "refused", message: expect.stringContaining(digest) },
    });
  });

  test.each([
    "",
    "nonsense",
    "[]",
    "null",
    '{"schemaVersion": 1, "fsLayers": []}',
    '{"config": {"digest": "sha256:../../x"}}',
    '{"manifests": "x"}',
    '{"manifests": [null, {}, {"digest": 1}]}',
  ])("is refused where the manifest is %s", async (manifest) => {
    const registry = await fake();
    registry.putManifest("a", "1", manifest);
    const reply = await (await client()).config(`${registry.host}/a:1`, linux);
    expect(reply).toMatchObject({ ok: false, error: { reason: expect.stringMatching(/refused|missing/) } });
  });

  test("is refused where an index leads to an index", async () => {
    const registry = await fake();
    const inner = registry.putIndex("a", "inner", [{}]);
    const manifests = [{ digest: inner, platform: linux }];
    registry.putManifest("a", "1", JSON.stringify({ manifests }));
    expect(await (await client()).config(`${registry.host}/a:1`, linux)).toMatchObject({
      error: { reason: "refused" },
    });
  });

  test.each([
    [JSON.stringify({ config: null }), { env: {}, labels: {}, entrypoint: [], command: [] }],
    [JSON.stringify({ config: { Env: [1], Labels: { a: 1 } } }), { env: {}, labels: { a: "1" } }],
    [JSON.stringify({ config: { Env: ["__proto__=x", "constructor=y"] } }), { env: { constructor: "y" } }],
  ])("is empty rather than wrong: %s", async (text, part) => {
    const registry = await fake();
    registry.putManifest("a", "1", JSON.stringify({ config: { digest: registry.putBlob(text) } }));
    expect(await (await client()).config(`${registry.host}/a:1`, linux)).toMatchObject({
      ok: true,
      value: part,
    });
  });

  test("is refused where it is far too large", async () => {
    const registry = await fake();
    const digest = registry.putBlob(Buffer.alloc(5 * 1024 * 1024, " "));
    registry.putManifest("a", "1", JSON.stringify({ config: { digest } }));
    expect(await (await client()).config(`${registry.host}/a:1`, linux)).toMatchObject({
      error: { reason: "refused" },
    });
  });
});

describe("a challenge", () => {
  test.each([
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"',
      [
        {
          scheme: "bearer",
          params: {
            realm: "https://auth.docker.io/token",
            service: "registry.docker.io",
            scope: "repository:a/b:pull,push",
          },
        },
      ],
    ],
    ["Basic", [{ scheme: "basic", params: {} }]],
    [
      'BASIC realm="a \\"b\\"", Bearer Realm=https://x/t , service=s',
      [
        { scheme: "basic", params: { realm: 'a "b"' } },
        { scheme: "bearer", params: { realm: "https://x/t", service: "s" } },
      ],
    ],
    ["", []],
    ['realm="x"', []],
  ])("%s", (header, challenges) => {
    expect(parseChallenges(header)).toEqual(challenges);
  });

  test("takes linear time whatever it is", () => {
    for (const piece of [" ", ",", 'a="', "a=", "a ", '\\"', '"'])
      parseChallenges(`Bearer ${piece.repeat(100_000)}`);
  });
});
