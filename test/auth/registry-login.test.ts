import { describe, expect, test } from "vitest";
import { authFor, type CloudLogin, type CloudName, type Identity } from "../../src/auth/identity.ts";
import { openRegistryLogins } from "../../src/auth/registry-login.ts";
import type { StackAuth } from "../../src/pipeline/pipeline.ts";
import { err, ok } from "../../src/pipeline/result.ts";
import { virtualClock } from "../rig/virtual-clock.ts";

const ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

/** Clouds that answer as told, in turn; the last answer is for ever. */
function clouds(...answers: ((identity: Identity) => Promise<CloudLogin>)[]) {
  const clock = virtualClock();
  const opened: CloudName[] = [];
  const asked: string[] = [];
  const logins = openRegistryLogins({
    ...{ clock, env: {} },
    open: async (cloud, identity) => {
      opened.push(cloud);
      return ok(async (host) => {
        asked.push(host);
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        return answer
          ? answer(identity)
          : { username: "u", password: "p", expiresAt: clock.now() + 3_600_000 };
      });
    },
  });
  return { logins, clock, opened, asked };
}

const login = (cloud: CloudName) => ({ cloud, login: { kind: "basic", username: "u", password: "p" } });
const fails = (message: string) => async () => Promise.reject(new Error(message));

describe("a registry", () => {
  test.each([
    [ecr, "AWS"],
    ["123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "AWS"],
    ["123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "AWS"],
    ["123456789012.dkr-ecr.eu-west-1.on.aws", "AWS"],
    ["123456789012.dkr-ecr-fips.us-east-1.on.aws", "AWS"],
    ["europe-west1-docker.pkg.dev", "Google"],
    ["gcr.io", "Google"],
    ["eu.gcr.io", "Google"],
    ["acme.azurecr.io", "Azure"],
    ["acme.azurecr.cn", "Azure"],
    ["acme-lab.azurecr.us", "Azure"],
  ] as const)("%s is of %s", async (host, cloud) => {
    const { logins, opened, asked } = clouds();
    expect(logins.covers(host)).toBe(true);
    expect(await logins.find(host)).toEqual(login(cloud));
    expect([opened, asked]).toEqual([[cloud], [host]]);
  });

  test.each([
    "docker.io",
    "ghcr.io",
    "public.ecr.aws",
    "localhost:5000",
    "12345678901.dkr.ecr.eu-west-1.amazonaws.com",
    `${ecr}.example.com`,
    `x${ecr}`,
    `${ecr}:443`,
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil",
    "evil.com#.dkr.ecr.eu-west-1.amazonaws.com",
    "evilgcr.io",
    "a.b.gcr.io",
    "europe-west1-docker.pkg.dev.example.com",
    "europe-west1-npm.pkg.dev",
    "azurecr.io",
    "acme.azurecr.io.example.com",
    "acme.azurecr.de",
    "a.b.azurecr.io",
  ])("%s is of no cloud, and none is asked", async (host) => {
    const { logins, opened } = clouds();
    expect(logins.covers(host)).toBe(false);
    expect(await logins.find(host)).toEqual({});
    expect(opened).toEqual([]);
  });
});

describe("a login", () => {
  test("is asked for once, also by many at a time, and again five minutes before it ends", async () => {
    const { logins, clock, asked } = clouds();
    await Promise.all([logins.find(ecr), logins.find(ecr)]);
    clock.jump(54 * 60_000);
    await logins.find(ecr);
    expect(asked).toHaveLength(1);
    clock.jump(60_000);
    await Promise.all([logins.find(ecr), logins.find(ecr)]);
    expect(asked).toHaveLength(2);
  });

  test("is one for each registry, though a cloud's SDK is loaded once", async () => {
    const { logins, opened, asked } = clouds();
    await logins.find("a.azurecr.io");
    await logins.find("b.azurecr.io");
    expect([opened, asked]).toEqual([["Azure"], ["a.azurecr.io", "b.azurecr.io"]]);
  });

  test("that ends too soon to be remembered is asked for each time", async () => {
    const { logins, asked } = clouds(async () => ({ username: "u", password: "p", expiresAt: 0 }));
    await logins.find(ecr);
    await logins.find(ecr);
    expect(asked).toHaveLength(2);
  });
});

describe("no login", () => {
  test("is a message, for a minute", async () => {
    const { logins, clock, asked } = clouds(fails("no such role."), async () => ({
      ...{ username: "u", password: "p", expiresAt: Number.POSITIVE_INFINITY },
    }));
    const none = { message: "the AWS identity gave no login: no such role" };
    expect([await logins.find(ecr), await logins.find(ecr)]).toEqual([none, none]);
    expect(asked).toHaveLength(1);
    clock.jump(60_000);
    expect(await logins.find(ecr)).toEqual(login("AWS"));
  });

  test("is a message without secrets, of one line and of no more than people read", async () => {
    const secret = "s".repeat(200);
    const { logins } = clouds(async ({ onSecret }) => {
      onSecret(secret);
      throw new Error(`${"x".repeat(200)}\n\u001b[31m${secret}\r${"y".repeat(500)}`);
    });
    const { message = "" } = await logins.find(ecr);
    expect(message).toBe(
      `the AWS identity gave no login: ${`${"x".repeat(200)} [31m*** ${"y".repeat(500)}`.slice(0, 300)}`,
    );
  });

  test("is what comes of settings that are wrong, of an SDK that does not load, and of what is no error", async () => {
    const find = (open: Parameters<typeof openRegistryLogins>[0]["open"] & {}) =>
      openRegistryLogins({ clock: virtualClock(), env: {}, open }).find(ecr);
    const begin = "the AWS identity gave no login: ";
    expect(await find(async () => err("wrong"))).toEqual({ message: `${begin}wrong` });
    expect(await find(() => Promise.reject(new Error("gone")))).toEqual({ message: `${begin}gone` });
    expect(await find(() => Promise.reject("text"))).toEqual({ message: `${begin}text` });
  });

  test("comes after half a minute without an answer", async () => {
    const { logins, clock } = clouds(() => new Promise(() => {}));
    const found = await clock.run(logins.find(ecr));
    expect(found).toEqual({ message: "the AWS identity gave no login: it does not answer in time" });
    expect(clock.monotonic()).toBe(30_000);
  });

  test("comes at once for who does not want to wait, and the others wait on", async () => {
    const answer = Promise.withResolvers<CloudLogin>();
    const { logins } = clouds(() => answer.promise);
    const impatient = new AbortController();
    const [first, second] = [logins.find(ecr, impatient.signal), logins.find(ecr)];
    impatient.abort();
    expect(await first).toEqual({});
    expect(await logins.find(ecr, AbortSignal.abort())).toEqual({});
    answer.resolve({ username: "u", password: "p", expiresAt: Number.POSITIVE_INFINITY });
    expect(await second).toEqual(login("AWS"));
  });
});

describe("the stack's auth", () => {
  const arn = "arn:aws:iam::123456789012:role/x";
  const email = "x@y.iam.gserviceaccount.com";
  const all = ["AWS", "Google", "Azure"] as const;
  const judge = (
    auth: StackAuth | undefined,
    env: Readonly<Record<string, string>> = { GITHUB_ACTIONS: "true" },
  ) =>
    all.map((cloud) => {
      const found = authFor(cloud, { env, ...(auth && { auth }) });
      return found.ok ? found.value && (found.value.oidc ? "oidc" : "environment") : "fault";
    });

  test.each([
    [undefined, [undefined, undefined, undefined]],
    [{ oidc: false }, [undefined, undefined, undefined]],
    [{ oidc: true }, ["fault", "fault", "fault"]],
    [{ oidc: true, role: arn }, ["oidc", undefined, undefined]],
    [{ oidc: false, role: arn }, ["environment", undefined, undefined]],
    [{ oidc: true, role: email }, [undefined, "oidc", undefined]],
    [{ oidc: true, workloadIdentityProvider: "projects/1" }, [undefined, "oidc", undefined]],
    [{ oidc: true, audience: "https://iam.googleapis.com/projects/1" }, [undefined, "oidc", undefined]],
    [{ oidc: true, clientId: "c", tenantId: "t" }, [undefined, undefined, "oidc"]],
  ])("%j is for the cloud whose keys it has", (auth, expected) => {
    expect(judge(auth)).toEqual(expected);
  });

  test("counts for nothing off GitHub Actions where it wants their token", () => {
    const nowhere = {};
    for (const auth of [{ oidc: true }, { oidc: true, role: arn }])
      expect(judge(auth, nowhere)).toEqual([undefined, undefined, undefined]);
    expect(judge({ oidc: false, role: arn }, nowhere)).toEqual(["environment", undefined, undefined]);
  });
});
