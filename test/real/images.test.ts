import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Engine, openEngine } from "../../src/container/engine.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { type BuildRequest, type Built, buildImage } from "../../src/image/builder.ts";
import { readContext } from "../../src/image/context.ts";
import { type CopyRequest, copyImage, copyTag } from "../../src/image/copy.ts";
import { parseDockerignore } from "../../src/image/dockerignore.ts";
import { findPublished, type PublishRequest, publishImage } from "../../src/image/publish.ts";
import type { Result } from "../../src/pipeline/result.ts";
import { docker, type Registry, startRegistry } from "../rig/docker.ts";

const base = "stepops-test/busybox:1";
const env = Object.fromEntries(
  Object.entries(process.env).flatMap(([key, value]) => (value ? [[key, value]] : [])),
);

let top: string;
let root: string;
let engine: Engine;
const images = new Set<string>();

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), "stepops-images-")));
  root = join(top, "root");
  mkdirSync(root);
  engine = openEngine({ host: nodeHost, place: {}, env, cwd: top });
});
afterEach(() => {
  rmSync(top, { recursive: true, force: true });
  if (images.size > 0) docker("rmi", "--force", ...images);
  images.clear();
});

function write(path: string, text = path): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** What a registry of a test says of a tag. */
async function digestOf(reference: string): Promise<string | undefined> {
  const [, host, repository, tag] = /^([^/]+)\/(.+):([^:/]+)$/.exec(reference) ?? [];
  if (!host?.startsWith("localhost:")) return undefined;
  const accept = ["manifest.v2", "manifest.list.v2"].map(
    (type) => `application/vnd.docker.distribution.${type}+json`,
  );
  const headers = { accept: accept.join(", ") };
  const url = `http://${host}/v2/${repository}/manifests/${tag}`;
  const response = await fetch(url, { method: "HEAD", headers }).catch(() => undefined);
  return response?.headers.get("docker-content-digest") ?? undefined;
}

interface Run {
  readonly result: Awaited<ReturnType<typeof buildImage>>;
  readonly lines: readonly string[];
}

async function build(options: Partial<BuildRequest> = {}): Promise<Run> {
  const lines: string[] = [];
  const result = await buildImage({
    ...{ host: nodeHost, engine, root, digestOf },
    image: { kind: "build", context: ".", args: {} },
    scratch: join(top, "scratch"),
    repositoryId: top,
    trustDomain: "local",
    written: [],
    onLines: (_stream, some) => lines.push(...some),
    onNotice: () => {},
    signal: new AbortController().signal,
    ...options,
  });
  if (result.ok) images.add(`stepops:${result.value.tag}`);
  return { result, lines };
}

function publish({ image, tag }: Built, registryUri: string, options: Partial<PublishRequest> = {}) {
  images.add(`${registryUri}:${tag}`);
  return publishImage({
    ...{ host: nodeHost, engine, registryUri, digestOf, tag },
    id: image.reference,
    onLines: () => {},
    signal: new AbortController().signal,
    ...options,
  });
}

const writes = (registry: Registry): number =>
  registry.requests().filter(({ method }) => !/^(GET|HEAD)$/.test(method)).length;

const run = (image: string, ...command: readonly string[]): string =>
  docker("run", "--rm", image, ...command);

describe("a build", () => {
  test("makes an image that runs, and streams its log", async () => {
    write(
      "Dockerfile",
      `ARG BASE\nFROM \${BASE} AS one\nARG WORD\nRUN echo "in the log of ${top}"; echo "$WORD" > /word\nFROM scratch\n`,
    );
    const image = { kind: "build", context: ".", target: "one", args: { BASE: base, WORD: "a b" } } as const;
    const { result, lines } = await build({ image });
    const built = value(result);
    expect(built.built).toBe(true);
    expect(run(built.image.reference, "cat", "/word")).toBe("a b");
    expect(lines.filter((line) => /(^|\d )in the log of \S+$/.test(line))).toHaveLength(1);
    const label = docker(
      "image",
      "inspect",
      "--format",
      '{{index .Config.Labels "stepops.image"}}',
      built.image.reference,
    );
    expect(label).toBe(built.tag);
  });

  test("a second run of an unchanged build builds and pushes nothing, counted at the registry", async () => {
    using registry = await startRegistry();
    const uri = `${registry.host}/team/ml`;
    write("Dockerfile", `FROM ${base}\nCOPY . /app\n`);
    write("train.py");
    const first = value((await build()).result);
    const pushed = value(await publish(first, uri));
    expect([first.built, pushed.pushed, pushed.reference]).toEqual([true, true, `${uri}@${pushed.digest}`]);
    const before = writes(registry);
    expect(before).toBeGreaterThan(0);

    const { result, lines } = await build();
    const second = value(result);
    const again = value(await publish(second, uri));
    expect(second).toEqual({ ...first, built: false });
    expect(again).toEqual({ ...pushed, pushed: false });
    expect(lines).toEqual([]);
    expect(writes(registry)).toBe(before);

    write("train.py", "changed");
    const third = value((await build()).result);
    expect([third.built, third.tag === first.tag]).toEqual([true, false]);
    expect(value(await publish(third, uri)).pushed).toBe(true);
    expect(writes(registry)).toBeGreaterThan(before);
  });

  test("that another machine has published is pulled, not built", async () => {
    using registry = await startRegistry();
    const uri = `${registry.host}/team/ml`;
    write("Dockerfile", `FROM ${base}\nRUN : ${top}; head -c 8 /dev/urandom > /random\n`);
    const first = value((await build({ trustDomain: "trusted" })).result);
    const { reference } = value(await publish(first, uri));
    const random = run(first.image.reference, "od", "-An", "-tx1", "/random");
    docker("rmi", "--force", first.image.reference);

    const published = async (tags: readonly string[]) =>
      (await findPublished(tags, uri, digestOf))?.reference;
    const second = value((await build({ trustDomain: "pr-1", published })).result);
    images.add(reference);
    expect(second).toMatchObject({ built: false, hash: first.hash });
    expect(run(second.image.reference, "od", "-An", "-tx1", "/random")).toBe(random);
  });

  test("takes a base as its registry has it now, not an older copy", async () => {
    using registry = await startRegistry();
    const name = `${registry.host}/base:1`;
    images.add(name);
    const push = (text: string): string => {
      write("base/Dockerfile", `FROM ${base}\nRUN echo ${text} > /version\n`);
      docker("build", "--quiet", "--tag", name, join(root, "base"));
      docker("push", name);
      return docker("image", "inspect", "--format", "{{.Id}}", name);
    };
    const image = { kind: "build", context: "app", args: {} } as const;
    write("app/Dockerfile", `FROM ${name}\nRUN cat /version > /seen\n`);
    const old = push("old");
    const first = value((await build({ image })).result);
    push("new");
    docker("tag", old, name);
    const second = value((await build({ image })).result);
    expect([first, second].map(({ image }) => run(image.reference, "cat", "/seen"))).toEqual(["old", "new"]);
    images.add(old);
  });

  test.each([
    [
      "a command",
      `FROM ${base}\n# comment\nRUN echo said && \\\n  exit 3\n`,
      3,
      /RUN ended with exit code 3/,
    ],
    ["a word that is no instruction", `FROM ${base}\nRUNX a\n`, 2, /unknown instruction/i],
    ["a path that is not there", `FROM ${base}\n\nCOPY nope /\n`, 3, /nope/],
    ["a base that is not there", `ARG X\nFROM localhost:2/nope:1\n`, 2, /localhost:2/],
  ])("that fails for %s points at its line", async (_title, dockerfile, line, message) => {
    write("docker/Dockerfile.x", dockerfile);
    const image = { kind: "build", context: ".", dockerfile: "docker/Dockerfile.x", args: {} } as const;
    const { result } = await build({ image });
    expect(result).toMatchObject({ ok: false, error: { at: { path: "docker/Dockerfile.x", line } } });
    expect(result.ok ? "" : result.error.message).toMatch(message);
  });

  test("that is stopped ends, and leaves no container behind", async () => {
    const marker = `sleeps-${process.pid}`;
    write("Dockerfile", `FROM ${base}\nRUN echo ${marker}; echo now; sleep 1000\n`);
    const stop = new AbortController();
    const onLines: BuildRequest["onLines"] = (_stream, lines) => {
      if (lines.some((line) => /(^|\d )now$/.test(line))) stop.abort();
    };
    const { result } = await build({ signal: stop.signal, onLines });
    expect(result).toMatchObject({ ok: false, error: { message: "the build was stopped" } });
    await expect
      .poll(() => docker("ps", "--all", "--no-trunc", "--format", "{{.Command}}"), { timeout: 20_000 })
      .not.toContain(marker);
  });
});

describe("what counts of a context is what Docker sends", () => {
  const tree = [
    "a",
    "ab",
    "b/a",
    "b/c/a",
    "b/c/x.py",
    "x.py",
    "d (1)+{2}.txt",
    "Ünï/x",
    "e/.keep",
    "README.md",
    "docs/README.md",
  ];

  test.each([
    "",
    "*\n!b/c\nb/c/*.py",
    "*.md\n!README.md\n**/a\n?b",
    "[a-b]\n**/*.py\n# d*\n  e  ",
    "b\n!b/c/a",
    "**\n!docs",
    ".dockerignore\nDockerfile\nreadme.md",
  ])("by %j", async (text) => {
    for (const path of tree) write(`ctx/${path}`);
    chmodSync(join(root, "ctx/a"), 0o755);
    symlinkSync("../nowhere", join(root, "ctx/b/link"));
    mkdirSync(join(root, "ctx/empty"));
    write("ctx/.dockerignore", text);
    write("Dockerfile", `FROM ${base}\nCOPY . /ctx\n`);
    const image = { kind: "build", context: "ctx", dockerfile: "Dockerfile", args: {} } as const;
    const built = value((await build({ image })).result);
    const found = run(built.image.reference, "find", "/ctx", "-mindepth", "1", "!", "-type", "d");
    const sent = found
      .split("\n")
      .filter(Boolean)
      .map((path) => path.slice("/ctx/".length));
    const context = await readContext({
      ...nodeHost,
      folder: join(root, "ctx"),
      ignore: parseDockerignore(text),
      countsGit: false,
      signal: new AbortController().signal,
    });
    const counted = value(context).entries.filter(({ kind }) => kind !== "directory");
    expect(counted.map(({ path }) => path).sort()).toEqual(sent.sort());
  });
});

describe("a push that fails", () => {
  test("for want of a registry says so", async () => {
    write("Dockerfile", `FROM ${base}\n`);
    const built = value((await build()).result);
    const result = await publish(built, "localhost:2/ml");
    expect(result).toMatchObject({ ok: false, error: { reason: "unreachable" } });
  });
});

describe("a copy from registry to registry", () => {
  /** Two images under one name, as for two platforms. */
  async function pushIndex(registry: Registry): Promise<string> {
    const manifests: object[] = [];
    for (const architecture of ["amd64", "arm64"]) {
      const name = `${registry.host}/src:${architecture}`;
      images.add(name);
      write("Dockerfile", `FROM ${base}\nLABEL of=${architecture}\n`);
      docker("build", "--quiet", "--tag", name, root);
      docker("push", name);
      const type = "application/vnd.docker.distribution.manifest.v2+json";
      const answer = await fetch(`${registry.url}/v2/src/manifests/${architecture}`, {
        headers: { accept: type },
      });
      const body = Buffer.from(await answer.arrayBuffer());
      const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
      manifests.push({ mediaType: type, size: body.length, digest, platform: { os: "linux", architecture } });
    }
    const mediaType = "application/vnd.docker.distribution.manifest.list.v2+json";
    const body = JSON.stringify({ schemaVersion: 2, mediaType, manifests });
    const put = { method: "PUT", headers: { "content-type": mediaType }, body };
    const answer = await fetch(`${registry.url}/v2/src/manifests/all`, put);
    expect(answer.status).toBe(201);
    return `${registry.host}/src@${answer.headers.get("docker-content-digest")}`;
  }

  const copy = (from: string, toRepository: string, options: Partial<CopyRequest> = {}) =>
    copyImage({
      ...{ host: nodeHost, engine, env, cwd: top, from, toRepository, digestOf },
      tag: copyTag(from.split("@")[1] ?? "", "trusted"),
      insecure: [],
      onLines: () => {},
      signal: new AbortController().signal,
      ...options,
    });

  test("keeps the digest of all platforms, stores nothing here, and is made once", async () => {
    using source = await startRegistry();
    using target = await startRegistry();
    const from = await pushIndex(source);
    const to = `${target.host}/team/copies`;
    const first = value(await copy(from, to));
    expect(first).toEqual({
      reference: `${to}@${from.split("@")[1]}`,
      digest: from.split("@")[1],
      copied: true,
    });
    expect(docker("images", "--quiet", to)).toBe("");
    const before = target.requests().length;
    expect(value(await copy(from, to))).toEqual({ ...first, copied: false });
    expect(writes(target)).toBeGreaterThan(0);
    expect(
      target
        .requests()
        .slice(before)
        .map(({ method }) => method),
    ).toEqual(["HEAD"]);
  });

  test("without skopeo is one platform's by Docker, and made once too", async () => {
    using source = await startRegistry();
    using target = await startRegistry();
    const from = await pushIndex(source);
    const to = `${target.host}/team/copies`;
    images.add(from);
    const withoutSkopeo = { env: { PATH: top }, platform: "linux/amd64" };
    const first = value(await copy(from, to, withoutSkopeo));
    const tag = `${copyTag(from.split("@")[1] ?? "", "trusted")}-linux-amd64`;
    images.add(`${to}:${tag}`);
    expect(first).toEqual({
      reference: `${to}@${await digestOf(`${to}:${tag}`)}`,
      digest: expect.stringMatching(/^sha256:/),
      copied: true,
    });
    const before = writes(target);
    expect(value(await copy(from, to, withoutSkopeo))).toEqual({ ...first, copied: false });
    expect(writes(target)).toBe(before);
  });

  test("of what is not there says so", async () => {
    using source = await startRegistry();
    const result = await copy(`${source.host}/src@sha256:${"0".repeat(64)}`, `${source.host}/x`);
    expect(result).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/manifest unknown|no such/i) },
    });
  });
});
