import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeHost } from "../../src/host/node-host.ts";
import { type Borrowing, type Lent, openLogins } from "../../src/image/client-logins.ts";
import type { FoundLogin } from "../../src/image/credentials.ts";
import { type FakeRegistry, openFakeRegistry } from "./fake-registry.ts";

let folder: string;
let registry: FakeRegistry | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stepops-logins-"));
  mkdirSync(join(folder, "user"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await registry?.close();
  registry = undefined;
});

const base64 = (text: string) => Buffer.from(text).toString("base64");
const host = "acme.azurecr.io";
const from: FoundLogin = { login: { kind: "basic", username: "u", password: "pass" }, cloud: "Azure" };

interface Setting {
  readonly config?: unknown;
  readonly borrowing?: Partial<Borrowing>;
  readonly found?: FoundLogin;
  /** The hosts of clouds. */
  readonly hosts?: readonly string[];
  /** For lending to go wrong. */
  readonly scratch?: string;
}

interface Seen {
  readonly lent: Lent;
  /** Its text while the client ran. */
  readonly config?: unknown;
  readonly names?: readonly string[];
  readonly modes?: readonly number[];
}

/** What a client would see, and whom the clouds were asked for. */
async function lend(setting: Setting = {}): Promise<Seen & { readonly asked: readonly string[] }> {
  const { borrowing, found = from, hosts = [host], scratch = join(folder, "scratch") } = setting;
  if (setting.config !== undefined)
    writeFileSync(
      join(folder, "user/config.json"),
      typeof setting.config === "string" ? setting.config : JSON.stringify(setting.config),
    );
  const asked: string[] = [];
  const logins = openLogins({
    ...nodeHost,
    env: { DOCKER_CONFIG: join(folder, "user"), PATH: `${folder}:/usr/bin:/bin` },
    folder: scratch,
    cloudLogins: {
      covers: (name) => hosts.includes(name),
      find: async (name) => {
        asked.push(name);
        return found;
      },
    },
  });
  const seen = await logins(
    { client: "docker", reads: [], writes: [`${host}/x:1`], ...borrowing },
    async (lent) => look(lent),
  );
  const at = seen.lent.env.DOCKER_CONFIG;
  expect(at !== undefined && existsSync(at)).toBe(false);
  return { ...seen, asked };
}

function look(lent: Lent): Seen {
  const at = lent.env.DOCKER_CONFIG;
  if (at === undefined) return { lent };
  const file = join(at, "config.json");
  return {
    lent,
    config: JSON.parse(readFileSync(file, "utf8")),
    names: readdirSync(at).map((name) =>
      name === "config.json" ? name : `${name} -> ${readlinkSync(join(at, name))}`,
    ),
    modes: [statSync(at).mode & 0o777, statSync(file).mode & 0o777],
  };
}

const entry = { auth: base64("u:pass") };

describe("a client that talks to a cloud's registry", () => {
  test("is lent a config that nobody else may read, with what lies beside the user's", async () => {
    mkdirSync(join(folder, "user/contexts"));
    mkdirSync(join(folder, "user/cli-plugins"));
    writeFileSync(join(folder, "user/ca.pem"), "");
    const config = { auths: { "ghcr.io": { auth: "x" } }, currentContext: "lab", __proto__x: 1 };
    const seen = await lend({ config });
    expect(seen.config).toEqual({
      ...config,
      auths: { ...config.auths, [host]: entry },
      credHelpers: {},
    });
    expect(seen.names?.toSorted()).toEqual([
      ...["ca.pem", "cli-plugins"].map((name) => `${name} -> ${join(folder, "user", name)}`),
      "config.json",
      `contexts -> ${join(folder, "user/contexts")}`,
    ]);
    expect(seen.modes).toEqual([0o700, 0o600]);
    expect(seen.lent).toMatchObject({
      secrets: ["pass"],
      note: "it was asked with the login of the Azure identity",
    });
    expect(seen.asked).toEqual([host]);
    expect(readdirSync(join(folder, "user"))).toHaveLength(4);
  });

  test.each([
    ["no config", undefined, {}],
    ["a broken config", "{", {}],
    ["an old entry for it", { auths: { [`https://${host}/v1/`]: {}, [host]: {} } }, {}],
    [
      "a helper for it that has none",
      { credHelpers: { [host]: "none", "ghcr.io": "all" } },
      { "ghcr.io": "all" },
    ],
  ])("is lent one also with %s", async (_name, config, credHelpers) => {
    const seen = await lend(config === undefined ? {} : { config });
    expect(seen.config).toEqual({ auths: { [host]: entry }, credHelpers });
  });

  test.each([
    ["docker", { "ghcr.io": "other", [host]: "" }],
    ["skopeo", { "ghcr.io": "other" }],
  ] as const)(
    "is lent one whose helper for all registries leaves it alone: %s",
    async (client, credHelpers) => {
      const config = { credsStore: "none", credHelpers: { "ghcr.io": "other" } };
      const seen = await lend({ config, borrowing: { client } });
      expect(seen.config).toEqual({ ...config, auths: { [host]: entry }, credHelpers });
    },
  );

  test("is lent the logins of all its registries at once", async () => {
    const hosts = [host, "gcr.io"];
    const writes = hosts.map((name) => `${name}/x:1`);
    const seen = await lend({ hosts, borrowing: { writes: [...writes, "ghcr.io/x:1"] } });
    expect(seen.config).toMatchObject({ auths: { [host]: entry, "gcr.io": entry } });
    expect(seen.asked).toEqual(hosts);
  });

  test("is lent nothing where Docker has the login, and no cloud is asked", async () => {
    const config = { auths: { [host]: { auth: base64("me:mine") } } };
    expect(await lend({ config })).toEqual({ lent: { env: {}, secrets: [] }, asked: [] });
  });

  test("is lent nothing where the cloud gives none, and the note says why", async () => {
    const found = { message: "the Azure identity gave no login: x" };
    const config = { credsStore: "none" };
    const seen = await lend({ found, config });
    expect(seen.lent).toEqual({
      env: {},
      secrets: [],
      note: "docker-credential-none cannot be run, or does not answer, so no login is used; the Azure identity gave no login: x",
    });
  });

  test("is lent nothing where there is no place for it, and the note says so", async () => {
    writeFileSync(join(folder, "file"), "");
    const seen = await lend({ scratch: join(folder, "file") });
    expect(seen.lent).toEqual({
      env: {},
      secrets: [],
      note: expect.stringMatching(/^the login cannot be handed to docker: E/),
    });
  });

  test("is lent nothing that outlives it, even where it fails", async () => {
    const logins = openLogins({
      ...nodeHost,
      ...{ env: {}, folder: join(folder, "scratch") },
      cloudLogins: { covers: () => true, find: async () => from },
    });
    await expect(
      logins({ client: "docker", reads: [], writes: [`${host}/x:1`] }, () => Promise.reject(new Error("x"))),
    ).rejects.toThrow("x");
    expect(readdirSync(join(folder, "scratch"))).toEqual([]);
  });
});

describe("a client that reads only", () => {
  test("is lent nothing where everybody may read it, and no cloud is asked", async () => {
    registry = await openFakeRegistry({ auth: { kind: "bearer" } });
    registry.putImage("public/x", "1");
    registry.putImage("private/x", "1");
    const hosts = [registry.host];
    const read = (...names: readonly string[]) =>
      lend({ hosts, borrowing: { writes: [], reads: names.map((name) => `${registry?.host}/${name}`) } });
    expect(await read("public/x:1", "public/gone:1")).toMatchObject({ lent: { env: {} }, asked: [] });
    expect((await read("public/x:1", "private/x:1")).asked).toEqual(hosts);
  });
});

describe("a client that talks to others", () => {
  test("is lent nothing, though a helper has the logins of all", async () => {
    const borrowing = { writes: ["ghcr.io/x:1"] };
    expect(await lend({ borrowing, config: { credsStore: "x" } })).toEqual({
      lent: { env: {}, secrets: [] },
      asked: [],
    });
  });

  test("is lent what that helper has where it is skopeo, which cannot ask it", async () => {
    const helper = join(folder, "docker-credential-real");
    writeFileSync(helper, '#!/bin/sh\necho \'{"Username": "<token>", "Secret": "identity"}\'\n');
    chmodSync(helper, 0o755);
    const borrowing = { client: "skopeo", writes: ["ghcr.io/x:1", "x:1"] } as const;
    const { config, asked, lent } = await lend({ borrowing, config: { credsStore: "real" } });
    const entry = { auth: base64("<token>:"), identitytoken: "identity" };
    expect(config).toMatchObject({ auths: { "ghcr.io": entry, "https://index.docker.io/v1/": entry } });
    expect([asked, lent.secrets]).toEqual([[], ["identity", "identity"]]);
  });
});
