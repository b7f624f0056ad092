import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Engine, openEngine } from "../../src/container/engine.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { buildImage } from "../../src/image/builder.ts";
import { type LendLogins, openLogins } from "../../src/image/client-logins.ts";
import { copyImage } from "../../src/image/copy.ts";
import { pullImage } from "../../src/image/pull.ts";
import { pushImage } from "../../src/image/push.ts";
import { openRegistry } from "../../src/image/registry.ts";
import { type FakeRegistry, openFakeRegistry } from "../image/fake-registry.ts";
import { docker } from "../rig/docker.ts";

const base = "stepops-test/busybox:1";
const login = { username: "AWS", password: "password-of-a-cloud" };
const found = { cloud: "AWS", login: { kind: "basic", ...login } } as const;
const { signal } = new AbortController();

let top: string;
let env: Readonly<Record<string, string>>;
let engine: Engine;
let registry: FakeRegistry;
let repository: string;
let lend: LendLogins;
let lines: string[];

beforeEach(async () => {
  top = realpathSync(mkdtempSync(join(tmpdir(), "stepops-login-")));
  mkdirSync(join(top, "user"));
  registry = await openFakeRegistry({ auth: { kind: "basic", ...login } });
  repository = `${registry.host}/private/x`;
  lines = [];
  const { PATH = "", ...rest } = process.env;
  env = { ...(rest as typeof env), PATH: `${top}:${PATH}`, DOCKER_CONFIG: join(top, "user") };
  engine = openEngine({ host: nodeHost, place: {}, env, cwd: top });
  const cloudLogins = { covers: (host: string) => host === registry.host, find: async () => found };
  lend = openLogins({ ...nodeHost, env, folder: join(top, "scratch"), cloudLogins });
});

afterEach(async () => {
  const images = docker("image", "ls", "--quiet", "--no-trunc", "--filter", `reference=${registry.host}/*/*`);
  const names = ["1", "2"]
    .map((tag) => `${repository}:${tag}`)
    .filter((name) => images && docker("image", "ls", "-q", name));
  if (names.length > 0) docker("rmi", "--force", ...names);
  await registry.close();
  // The secret lies nowhere any more, and nobody printed it.
  expect(readdirSync(join(top, "scratch"))).toEqual([]);
  expect(lines.join("\n")).not.toContain(login.password);
  rmSync(top, { recursive: true, force: true });
});

const onLines = (_stream: unknown, some: readonly string[]) => void lines.push(...some);
const common = () => ({ engine, host: nodeHost, onLines, signal });
const digestOf = async (name: string) => {
  const cloudLogins = { covers: () => true, find: async () => found };
  const told = await openRegistry({ ...nodeHost, env, insecure: [], cloudLogins }).digest(name);
  return told.ok ? told.value : undefined;
};
const push = (more: { readonly lend?: LendLogins; readonly tag?: string } = {}) =>
  pushImage({ ...common(), image: base, repository, tag: "1", digestOf, ...more });

/** A helper for all registries, which has no login for any. */
function useStore(): void {
  writeFileSync(join(top, "user/config.json"), '{"credsStore": "empty"}');
  writeFileSync(
    join(top, "docker-credential-empty"),
    '#!/bin/sh\n[ "$1" = list ] && exec echo "{}"\necho "credentials not found in native keychain"; exit 1\n',
  );
  chmodSync(join(top, "docker-credential-empty"), 0o755);
}

describe.each([
  ["nothing", () => {}],
  ["a helper for all registries", useStore],
] as const)("where Docker is set up with %s", (_what, setUp) => {
  beforeEach(setUp);

  test("docker pushes and pulls with the login that it is lent", async () => {
    const pushed = await push({ lend });
    expect(pushed).toEqual({ ok: true, value: expect.stringMatching(/^sha256:/) });
    docker("rmi", `${repository}:1`);
    const pulled = await pullImage({ ...common(), reference: `${repository}:1`, lend });
    expect(pulled).toMatchObject({ ok: true, value: { digest: pushed.ok && pushed.value } });
  });

  test("docker builds on an image that needs the login", async () => {
    await push({ lend });
    docker("rmi", `${repository}:1`);
    mkdirSync(join(top, "root"));
    writeFileSync(join(top, "root/Dockerfile"), `FROM ${repository}:1\nENV A=1\n`);
    const built = await buildImage({
      ...common(),
      ...{ root: join(top, "root"), scratch: join(top, "files"), digestOf, lend, written: [] },
      ...{ image: { kind: "build", context: ".", args: {} }, repositoryId: top, trustDomain: "local" },
      onNotice: () => {},
    });
    if (!built.ok) throw new Error(built.error.message);
    docker("rmi", "--force", `stepops:${built.value.tag}`);
  });

  test("skopeo copies with the login that it is lent", async () => {
    await push({ lend });
    const digest = await digestOf(`${repository}:1`);
    const copied = await copyImage({
      ...common(),
      ...{ env, cwd: top, from: `${repository}@${digest}`, toRepository: repository, tag: "2" },
      ...{ digestOf, insecure: [], lend },
    });
    expect(copied).toEqual({
      ok: true,
      value: { reference: `${repository}@${digest}`, digest, copied: true },
    });
    expect(await digestOf(`${repository}:2`)).toBe(digest);
  });
});

test("without it docker is refused, and the fault says whose login was missing", async () => {
  const message = "the AWS identity gave no login: x";
  const none = openLogins({
    ...{ ...nodeHost, env, folder: join(top, "scratch") },
    cloudLogins: { covers: () => true, find: async () => ({ message }) },
  });
  mkdirSync(join(top, "scratch"));
  const pushed = await push({ lend: none });
  expect(pushed).toMatchObject({
    ok: false,
    error: { reason: "login", message: expect.stringMatching(/; the AWS identity gave no login: x$/) },
  });
  const pulled = await pullImage({ ...common(), reference: `${repository}:1`, lend: none });
  expect(pulled).toMatchObject({
    ok: false,
    error: { reason: "denied", message: expect.stringMatching(/; the AWS identity gave no login: x$/) },
  });
});
