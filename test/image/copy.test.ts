import { describe, expect, test } from "vitest";
import type { SpawnCommand } from "../../src/host/host.ts";
import { nodeClock } from "../../src/host/node-clock.ts";
import { type CopyRequest, copyImage, copyTag } from "../../src/image/copy.ts";
import { type Said, type ScriptedEngine, scriptedChild, scriptedEngine } from "./scripted-engine.ts";

const digest = (character: string): string => `sha256:${character.repeat(64)}`;
const source = digest("a");
const to = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ml";

interface Copying {
  /** What skopeo does. */
  readonly skopeo?: Said;
  readonly engine?: ScriptedEngine;
  readonly options?: Partial<CopyRequest>;
}

async function copy({ skopeo = {}, engine = scriptedEngine(() => ({})), options = {} }: Copying) {
  const spawned: string[] = [];
  const spawn = ({ file, args }: SpawnCommand) => {
    spawned.push([file, ...args].join(" "));
    return scriptedChild(skopeo);
  };
  const result = await copyImage({
    engine,
    host: { spawn, clock: nodeClock },
    env: { PATH: "/bin" },
    cwd: "/",
    from: `ghcr.io/team/x:1@${source}`,
    toRepository: to,
    tag: "t",
    digestOf: async () => undefined,
    insecure: ["registry.lab:5000"],
    onLines: () => {},
    signal: new AbortController().signal,
    ...options,
  });
  return { result, spawned, asked: engine.asked };
}

describe("with skopeo", () => {
  test("all platforms are copied by digest, and the digest stays", async () => {
    const { result, spawned, asked } = await copy({});
    expect(result).toEqual({
      ok: true,
      value: { reference: `${to}@${source}`, digest: source, copied: true },
    });
    expect(spawned).toEqual([
      `skopeo copy --all --preserve-digests docker://ghcr.io/team/x@${source} docker://${to}:t`,
    ]);
    expect(asked).toEqual([]);
  });

  test.each([
    [`127.0.0.1:5000/x@${source}`, "localhost:5001/y", "--src-tls-verify=false --dest-tls-verify=false"],
    [`python@${source}`, "registry.lab:5000/y", "--dest-tls-verify=false"],
    [`registry.lab:5001/x@${source}`, "[::1]:5000/y", "--dest-tls-verify=false"],
    [`127.0.0.1.example.com/x@${source}`, "y.lab/z", ""],
  ])("from %s to %s TLS is left out where nobody has it", async (from, toRepository, flags) => {
    const { spawned } = await copy({ options: { from, toRepository } });
    expect(spawned[0]).toBe(
      `skopeo copy --all --preserve-digests ${flags}${flags && " "}docker://${from} docker://${toRepository}:t`,
    );
  });

  test("what is there already is not copied", async () => {
    const { result, spawned } = await copy({ options: { digestOf: async () => source } });
    expect(result).toEqual({
      ok: true,
      value: { reference: `${to}@${source}`, digest: source, copied: false },
    });
    expect(spawned).toEqual([]);
  });

  test("something else under the tag is replaced, and if it stays, that is a fault", async () => {
    const answers = [digest("9"), source];
    const replaced = await copy({ options: { digestOf: async () => answers.shift() } });
    expect(replaced.result).toMatchObject({ ok: true, value: { digest: source, copied: true } });
    const stays = await copy({ options: { digestOf: async () => digest("9") } });
    expect(stays.result).toMatchObject({ ok: false, error: { reason: "other" } });
  });

  test.each([
    [
      'time="x" level=fatal msg="initializing destination docker://x: pinging container registry x: Get \\"https://x/v2/\\": dial tcp: lookup x: no such host"',
      "unreachable",
    ],
    [
      'time="x" level=fatal msg="writing blob: initiating layer upload: unauthorized: authentication required"',
      "login",
    ],
    [
      'time="x" level=fatal msg="writing manifest: name unknown: The repository with name ml does not exist"',
      "repository",
    ],
    ['time="x" level=fatal msg="reading manifest: manifest unknown"', "other"],
    [
      'time="x" level=fatal msg="initializing source docker://ghcr.io/x: unauthorized: authentication required"',
      "login",
    ],
  ])("a copy that fails says why: %s", async (stderr, reason) => {
    const { result, asked } = await copy({ skopeo: { code: 1, stderr } });
    expect(result).toMatchObject({ ok: false, error: { reason } });
    expect(asked).toEqual([]);
  });

  test("a source that is out of reach is not taken for the registry that is copied to", async () => {
    const stderr =
      'time="x" level=fatal msg="initializing source docker://ghcr.io/x: Get \\"https://ghcr.io/v2/\\": dial tcp: lookup ghcr.io: no such host"\n';
    const { result } = await copy({ skopeo: { code: 1, stderr } });
    const message = `ghcr.io/team/x:1@${source} cannot be pulled: its registry cannot be reached (initializing source docker://ghcr.io/x: Get "https://ghcr.io/v2/": dial tcp: lookup ghcr.io: no such host)`;
    expect(result).toMatchObject({ ok: false, error: { reason: "unreachable", message } });
  });

  test("a stop ends it", async () => {
    const stop = new AbortController();
    const options = { signal: stop.signal, onLines: () => stop.abort() };
    const { result } = await copy({ skopeo: { stdout: "Copying blob\n", hangs: true }, options });
    expect(result).toMatchObject({ ok: false, error: { reason: "aborted" } });
  });
});

describe("without skopeo", () => {
  const docker = (push: Said = {}): ScriptedEngine =>
    scriptedEngine((args) => (args.startsWith("push") ? push : {}));
  const pushed = (tag: string) => ({ stdout: `${tag}: digest: ${digest("b")} size: 1\n` });

  test.each<readonly [string, Said]>([
    ["where there is none", { missing: true }],
    [
      "where it is too old",
      { code: 1, stderr: 'time="x" level=fatal msg="unknown flag: --preserve-digests"' },
    ],
  ])("Docker pulls and pushes %s, and the digest is what the registry has", async (_title, skopeo) => {
    const { result, asked } = await copy({ skopeo, engine: docker(pushed("t")) });
    expect(result).toEqual({
      ok: true,
      value: { reference: `${to}@${digest("b")}`, digest: digest("b"), copied: true },
    });
    expect(asked).toEqual([
      `pull ghcr.io/team/x:1@${source}`,
      `tag ghcr.io/team/x@${source} ${to}:t`,
      `push ${to}:t`,
    ]);
  });

  test("a copy for one platform has a tag of its own, by which it is known again", async () => {
    const platform = "linux/arm64";
    const first = await copy({
      skopeo: { missing: true },
      engine: docker(pushed("t-linux-arm64")),
      options: { platform },
    });
    expect(first.result).toMatchObject({ ok: true, value: { digest: digest("b") } });
    expect(first.asked[0]).toBe(`pull --platform linux/arm64 ghcr.io/team/x:1@${source}`);
    const digestOf = async (reference: string) =>
      reference === `${to}:t-linux-arm64` ? digest("b") : undefined;
    const second = await copy({ skopeo: { missing: true }, options: { platform, digestOf } });
    expect(second.result).toEqual({
      ok: true,
      value: { reference: `${to}@${digest("b")}`, digest: digest("b"), copied: false },
    });
    expect(second.asked).toEqual([]);
  });

  test("a pull that fails is the fault", async () => {
    const engine = scriptedEngine((args) =>
      args.startsWith("pull") ? { code: 1, stderr: "manifest unknown" } : {},
    );
    const { result } = await copy({ skopeo: { missing: true }, engine });
    expect(result).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/cannot be pulled/) },
    });
  });
});

test("a copy's tag is one of the run's domain, the same for the same digest", () => {
  expect(copyTag(source, "trusted")).toMatch(/^trusted-[0-9a-f]{32}$/);
  expect(copyTag(source, "trusted")).toBe(copyTag(source, "trusted"));
  expect(copyTag(source, "pr-1")).toMatch(/^untrusted-/);
  expect(copyTag(digest("b"), "trusted")).not.toBe(copyTag(source, "trusted"));
});
