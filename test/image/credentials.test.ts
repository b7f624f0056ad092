import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeClock } from "../../src/host/node-clock.ts";
import type { HelperReply } from "../../src/image/credential-helper.ts";
import { findLogin } from "../../src/image/credentials.ts";
import { memoryFiles } from "../rig/memory-files.ts";
import { skippingClock } from "../rig/skipping-clock.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const basic = (username: string, password: string) => ({ login: { kind: "basic", username, password } });

async function find(
  config: unknown,
  registry = "ghcr.io",
  runHelper: () => Promise<HelperReply> = () => Promise.reject(new Error("no helper is named")),
) {
  const files = memoryFiles();
  await files.write(
    "/home/me/.docker/config.json",
    typeof config === "string" ? config : JSON.stringify(config),
  );
  return findLogin({ registry, env: { HOME: "/home/me" }, files, clock: nodeClock, runHelper });
}

describe("a login in the config itself", () => {
  test.each([
    ["as auth", { auths: { "ghcr.io": { auth: base64("me:it") } } }, basic("me", "it")],
    ["with a colon in it", { auths: { "ghcr.io": { auth: base64("me:a:b") } } }, basic("me", "a:b")],
    ["padded with NUL", { auths: { "ghcr.io": { auth: base64("me:it\0\0") } } }, basic("me", "it")],
    ["in two fields", { auths: { "ghcr.io": { username: "me", password: "it" } } }, basic("me", "it")],
    ["under a URL", { auths: { "https://ghcr.io/v1/": { auth: base64("me:it") } } }, basic("me", "it")],
    [
      "as a token that buys tokens",
      { auths: { "ghcr.io": { auth: base64("me:"), identitytoken: "t" } } },
      { login: { kind: "identity", token: "t" } },
    ],
    ["of another registry", { auths: { "quay.io": { auth: base64("me:it") } } }, {}],
    ["of a port of the same host", { auths: { "ghcr.io:5000": { auth: base64("me:it") } } }, {}],
    ["that is empty", { auths: { "ghcr.io": {} } }, {}],
    ["in no config", {}, {}],
    ["in a config of another shape", { auths: [1], credHelpers: "x" }, {}],
    ["in a config that is a list", [], {}],
  ])("%s", async (_name, config, expected) => {
    expect(await find(config)).toEqual(expected);
  });

  test("of Docker Hub stands under the address of its first version", async () => {
    const auths = { "https://index.docker.io/v1/": { auth: base64("me:it") } };
    expect(await find({ auths }, "docker.io")).toEqual(basic("me", "it"));
    expect(await find({ auths }, "registry.docker.io")).toEqual({});
  });

  test("is looked for where DOCKER_CONFIG says, else at home, else nowhere", async () => {
    const files = memoryFiles();
    await files.write("/etc/dk/config.json", JSON.stringify({ auths: { r: { auth: base64("a:b") } } }));
    const search = { registry: "r", files, clock: nodeClock };
    expect(await findLogin({ ...search, env: { DOCKER_CONFIG: "/etc/dk", HOME: "/x" } })).toEqual(
      basic("a", "b"),
    );
    expect(await findLogin({ ...search, env: { HOME: "/x" } })).toEqual({});
    expect(await findLogin({ ...search, env: {} })).toEqual({});
  });
});

describe("what is broken is no login, and says so without a secret", () => {
  test.each([
    ["no JSON", '{"auths": {"ghcr.io": {"auth": "hunter2"', "is not JSON"],
    ["no base64", { auths: { "ghcr.io": { auth: "hunter2!" } } }, "is damaged"],
    ["no colon", { auths: { "ghcr.io": { auth: base64("hunter2") } } }, "is damaged"],
    ["an odd helper", { credsStore: "../../bin/hunter2" }, "credential helper that is none"],
  ])("%s", async (_name, config, message) => {
    const found = await find(config);
    expect(found).toEqual({ message: expect.stringContaining(message) });
    expect(found.message).not.toContain("hunter2");
  });

  test("a config that cannot be read", async () => {
    const files = { read: () => Promise.reject(Object.assign(new Error("EACCES"), { code: "EACCES" })) };
    const found = findLogin({ registry: "r", env: { HOME: "/x" }, files, clock: nodeClock });
    expect(await found).toEqual({
      message: "/x/.docker/config.json cannot be read, so no login is used",
    });
  });
});

describe("a login that a helper keeps", () => {
  const reply = (code: number | undefined, stdout: string) => () => Promise.resolve({ code, stdout });
  const secret = (Username: string, Secret: string) => JSON.stringify({ ServerURL: "r", Username, Secret });

  test.each([
    ["is used", 0, secret("me", "hunter2"), basic("me", "hunter2")],
    [
      "may be a token that buys tokens",
      0,
      secret("<token>", "t"),
      { login: { kind: "identity", token: "t" } },
    ],
    ["may be missing", 1, "credentials not found in native keychain\n", {}],
    ["may be empty", 0, secret("", ""), {}],
    ["may be nonsense", 0, "hunter2", { message: "docker-credential-ecr prints no login, so none is used" }],
    [
      "may fail",
      2,
      "hunter2",
      { message: "docker-credential-ecr fails with exit code 2, so no login is used" },
    ],
    [
      "may not be there",
      undefined,
      "",
      { message: "docker-credential-ecr cannot be run, or does not answer, so no login is used" },
    ],
  ])("%s", async (_name, code, stdout, expected) => {
    const config = { credHelpers: { "ghcr.io": "ecr" } };
    expect(await find(config, "ghcr.io", reply(code, stdout))).toEqual(expected);
  });

  test("is asked for before the config's own, the registry's helper before that of all", async () => {
    const asked: string[] = [];
    const config = {
      auths: { "ghcr.io": { auth: base64("old:old") } },
      credHelpers: { "ghcr.io": "one" },
      credsStore: "all",
    };
    const files = memoryFiles();
    await files.write("/d/config.json", JSON.stringify(config));
    for (const registry of ["ghcr.io", "docker.io"]) {
      await findLogin({
        ...{ registry, files, clock: nodeClock, env: { DOCKER_CONFIG: "/d" } },
        runHelper: async ({ file, input }) => {
          asked.push(`${file} ${input}`);
          return { code: 1, stdout: "" };
        },
      });
    }
    expect(asked).toEqual([
      "docker-credential-one ghcr.io",
      "docker-credential-all https://index.docker.io/v1/",
    ]);
  });
});

describe("a real helper", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stepops-helper-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function ask(script: string, clock = skippingClock()) {
    const file = join(folder, "docker-credential-real");
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    const files = memoryFiles();
    await files.write("/d/config.json", '{"credsStore": "real"}');
    const env = { DOCKER_CONFIG: "/d", PATH: `${folder}:${process.env.PATH}`, FOLDER: folder };
    return findLogin({ registry: "quay.io", env, files, clock });
  }

  test("is told the registry on its stdin, and nothing in its arguments", async () => {
    const script = `printf '{"Username": "%s", "Secret": "%s"}' "$(cat)" "$*"`;
    expect(await ask(script)).toEqual(basic("quay.io", "get"));
  });

  test("may end without reading that", async () => {
    expect(await ask("exit 3")).toEqual({ message: expect.stringContaining("exit code 3") });
  });

  test("is given ten seconds, and nothing that it started holds us up", async () => {
    const clock = skippingClock();
    const found = ask(`sleep 1000 & : > "$FOLDER/started"; sleep 1000`, clock);
    while (!existsSync(join(folder, "started"))) await new Promise(setImmediate);
    clock.skip(10_000);
    expect(await found).toEqual({ message: expect.stringContaining("does not answer") });
  });
});
