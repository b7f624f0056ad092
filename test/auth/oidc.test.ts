import { afterEach, describe, expect, test } from "vitest";
import { oidcToken, requestOidcToken } from "../../src/auth/oidc.ts";
import { nodeClock } from "../../src/host/node-clock.ts";
import { type Answer, type FakeServer, openServer } from "./fake-internet.ts";

let server: FakeServer | undefined;
afterEach(() => server?.close());

/** Pauses take no time; a request's own limit never comes. */
const clock = {
  ...nodeClock,
  sleep: async (ms: number, signal?: AbortSignal) => {
    if (ms === 10_000) await nodeClock.sleep(ms, signal);
  },
};

async function ask(answers: readonly Answer[], env: Readonly<Record<string, string>> = {}) {
  const left = [...answers];
  server = await openServer(() => left.shift() ?? { status: 500 }, { plain: true });
  const job = {
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${server.port}/x/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret-of-the-job",
  };
  const result = await requestOidcToken({ env: { ...job, ...env }, clock }, "api://Aud");
  return { result, requests: server.requests };
}

describe("a token of the job", () => {
  test("is asked for its audience, by the job's own secret", async () => {
    const { result, requests } = await ask([{ body: { value: "t" } }]);
    expect(result).toEqual({ ok: true, value: "t" });
    expect(requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ["/x/token?api-version=2.0&audience=api%3A%2F%2FAud", "Bearer secret-of-the-job"],
    ]);
  });

  test("is asked for again where GitHub is busy, three times in all", async () => {
    const { result, requests } = await ask([{ status: 503 }, { status: 429 }, { body: { value: "t" } }]);
    expect([result, requests.length]).toEqual([{ ok: true, value: "t" }, 3]);
  });

  test.each([
    ["GitHub stays busy", [], {}, "GitHub gives no OIDC token: it answers 500", 3],
    ["GitHub refuses", [{ status: 403 }], {}, "GitHub gives no OIDC token: it answers 403", 1],
    ["it is no JSON", [{ body: "secret-of-the-job" }], {}, "GitHub sends no OIDC token", 1],
    ["it is no text", [{ body: { value: 1 } }], {}, "GitHub sends no OIDC token", 1],
    ["it is empty", [{ body: { value: "" } }], {}, "GitHub sends no OIDC token", 1],
    [
      "the job has no permission",
      [],
      { ACTIONS_ID_TOKEN_REQUEST_TOKEN: "" },
      "the job gets no OIDC token: give it the permission id-token: write",
      0,
    ],
    [
      "the address is none",
      [],
      { ACTIONS_ID_TOKEN_REQUEST_URL: "x" },
      "the job gets no OIDC token: give it the permission id-token: write",
      0,
    ],
  ] satisfies [string, Answer[], Record<string, string>, string, number][])(
    "is none where %s",
    async (_why, answers, env, message, count) => {
      const { result, requests } = await ask(answers, env);
      expect([result, requests.length]).toEqual([{ ok: false, error: message }, count]);
    },
  );

  test("is told as a secret; that there is none is thrown, as SDKs want it", async () => {
    server = await openServer(() => ({ body: { value: "t" } }), { plain: true });
    const secrets: string[] = [];
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${server.port}/`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "x",
    };
    const onSecret = (secret: string) => secrets.push(secret);
    expect(await oidcToken({ env, clock, onSecret }, "a")).toBe("t");
    expect(secrets).toEqual(["t"]);
    await expect(oidcToken({ env: {}, clock, onSecret }, "a")).rejects.toThrow("id-token: write");
  });
});
