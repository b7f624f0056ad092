import { describe, expect, test } from "vitest";
import { nodeClock } from "../../src/host/node-clock.ts";
import { findPublished, type PublishRequest, publishImage } from "../../src/image/publish.ts";
import { type Said, type ScriptedEngine, scriptedEngine } from "./scripted-engine.ts";

const digest = (character: string): string => `sha256:${character.repeat(64)}`;
const uri = "127.0.0.1:5000/team/ml";

const registryWith =
  (images: Record<string, string>): PublishRequest["digestOf"] =>
  async (reference) =>
    images[reference];

const publish = (engine: ScriptedEngine, options: Partial<PublishRequest> = {}) =>
  publishImage({
    engine,
    host: { clock: nodeClock },
    id: digest("1"),
    tag: "trusted-1",
    registryUri: uri,
    digestOf: registryWith({}),
    onLines: () => {},
    signal: new AbortController().signal,
    ...options,
  });

const pushing = (said: Said): ScriptedEngine =>
  scriptedEngine((args) => (args.startsWith("push ") ? said : {}));

describe("an image that the registry has", () => {
  test("is not pushed", async () => {
    const engine = pushing({});
    const result = await publish(engine, { digestOf: registryWith({ [`${uri}:trusted-1`]: digest("a") }) });
    expect(result).toEqual({
      ok: true,
      value: { reference: `${uri}@${digest("a")}`, digest: digest("a"), tag: "trusted-1", pushed: false },
    });
    expect(engine.asked).toEqual([]);
  });

  test("is found under the first tag that it bears, whatever ends the registry's address", async () => {
    const digestOf = registryWith({ [`${uri}:b`]: digest("b"), [`${uri}:c`]: digest("c") });
    expect(await findPublished(["a", "b", "c"], `${uri}/`, digestOf)).toMatchObject({
      reference: `${uri}@${digest("b")}`,
    });
    expect(await findPublished(["a"], uri, digestOf)).toBeUndefined();
  });
});

describe("an image that the registry lacks", () => {
  const stdout = `The push refers to repository [${uri}]\n5f70: Pushed\ntrusted-1: digest: ${digest("d")} size: 527\n`;

  test("is tagged and pushed, and known by the digest that the client tells", async () => {
    const engine = pushing({ stdout });
    const lines: string[] = [];
    const result = await publish(engine, { onLines: (_stream, some) => lines.push(...some) });
    expect(result).toEqual({
      ok: true,
      value: { reference: `${uri}@${digest("d")}`, digest: digest("d"), tag: "trusted-1", pushed: true },
    });
    expect(engine.asked).toEqual([`tag ${digest("1")} ${uri}:trusted-1`, `push ${uri}:trusted-1`]);
    expect(lines).toContain("5f70: Pushed");
  });

  test("is known by what the registry tells, where the client is silent", async () => {
    let isPushed = false;
    const engine = scriptedEngine((args) => {
      isPushed ||= args.startsWith("push ");
      return {};
    });
    const result = await publish(engine, { digestOf: async () => (isPushed ? digest("e") : undefined) });
    expect(result).toMatchObject({ ok: true, value: { digest: digest("e"), pushed: true } });
  });

  test("is known by what the engine tells, where the registry is silent too", async () => {
    const names = JSON.stringify([`other/x@${digest("9")}`, `${uri}@${digest("f")}`]);
    const engine = scriptedEngine((args) =>
      args.startsWith("image ") ? { stdout: `${digest("1")} ${names}\n` } : {},
    );
    expect(await publish(engine)).toMatchObject({ ok: true, value: { digest: digest("f") } });
  });

  test("and that nobody tells the digest of is a fault", async () => {
    const engine = scriptedEngine((args) =>
      args.startsWith("image ") ? { stdout: `${digest("1")} []\n` } : {},
    );
    expect(await publish(engine)).toMatchObject({ ok: false, error: { reason: "other" } });
  });

  test("was pushed by another run meanwhile, where tags do not move", async () => {
    let asked = 0;
    const engine = pushing({
      code: 1,
      stderr: "tag invalid: The image tag 'trusted-1' already exists and is immutable",
    });
    const result = await publish(engine, { digestOf: async () => (asked++ === 0 ? undefined : digest("a")) });
    expect(result).toMatchObject({ ok: true, value: { digest: digest("a") } });
  });

  test("is not pushed further after a stop", async () => {
    const stop = new AbortController();
    const engine = pushing({ stdout: "5f70: Preparing\n", hangs: true });
    const result = await publish(engine, { signal: stop.signal, onLines: () => stop.abort() });
    expect(result).toMatchObject({
      ok: false,
      error: { reason: "aborted", message: `the push to ${uri} was stopped` },
    });
    expect(engine.signals).toEqual(["SIGTERM"]);
  });
});

describe("a push that fails says why", () => {
  test.each<readonly [string, string, string]>([
    [
      "no basic auth credentials",
      "login",
      "Log in with docker login 127.0.0.1:5000 as somebody who may push there",
    ],
    [
      "denied: requested access to the resource is denied",
      "login",
      "Log in with docker login 127.0.0.1:5000",
    ],
    ["unauthorized: authentication required", "login", "Log in"],
    [
      "name unknown: The repository with name 'team/ml' does not exist in the registry with id '123456789012'",
      "repository",
      `Create ${uri} in the registry`,
    ],
    ['denied: Artifact Registry API: repository "ml" not found', "repository", "Create"],
    [
      'Get "http://127.0.0.1:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused',
      "unreachable",
      "Check",
    ],
    ["Get https://x/v2/: dial tcp: lookup x: no such host", "unreachable", "Check"],
    ["http: server gave HTTP response to HTTPS client", "unreachable", "Check"],
    [
      "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?",
      "other",
      "Start the Docker engine",
    ],
    ["blob upload invalid", "other", "Try the same with docker push"],
    ["", "other", "Try the same with docker push"],
  ])("%s", async (stderr, reason, hint) => {
    const result = await publish(pushing({ code: 1, stderr: `x: Retrying in 1 second\n${stderr}\n` }));
    expect(result).toMatchObject({ ok: false, error: { reason } });
    expect(result.ok ? "" : result.error.hint).toContain(hint);
  });

  test("an image that the engine does not have is not pushed", async () => {
    const engine = scriptedEngine(() => ({
      code: 1,
      stderr: "Error response from daemon: No such image: x",
    }));
    expect(await publish(engine)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining("No such image") },
    });
    expect(engine.asked).toHaveLength(1);
  });
});
