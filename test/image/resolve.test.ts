import { describe, expect, test } from "vitest";
import type { Engine, Reply } from "../../src/container/engine.ts";
import { openEngine } from "../../src/container/engine.ts";
import type { SpawnCommand } from "../../src/host/host.ts";
import { pullImage } from "../../src/image/pull.ts";
import { pullFault } from "../../src/image/pull-fault.ts";
import type { Registry } from "../../src/image/registry.ts";
import type { RegistryFault } from "../../src/image/registry-fault.ts";
import { resolveForEngine, resolveForOperator } from "../../src/image/resolve.ts";
import { err, ok, type Result } from "../../src/pipeline/result.ts";
import { virtualClock } from "../rig/virtual-clock.ts";
import { type Script, scriptedSpawn } from "../rig/virtual-host.ts";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const [newest, older, id] = [digest("a"), digest("b"), digest("c")];

/** What an engine has: names that it knows an image by, to its id and the digests of its repositories. */
type Images = Readonly<
  Record<string, { readonly id: string; readonly repoDigests?: readonly string[] | null }>
>;

function engineWith(images: Images, asked: string[] = []): Pick<Engine, "call" | "name"> {
  const call = async (args: readonly string[]): Promise<Reply> => {
    const name = args.at(-1) ?? "";
    asked.push(name);
    expect(args.slice(0, -1)).toEqual(["image", "inspect", "--format", "{{.Id}} {{json .RepoDigests}}"]);
    const found = images[name];
    return found
      ? { code: 0, stdout: `${found.id} ${JSON.stringify(found.repoDigests ?? [])}\n`, stderr: "" }
      : { code: 1, stdout: "\n", stderr: `Error response from daemon: No such image: ${name}\n` };
  };
  return { name: "Docker", call };
}

const never = () => Promise.reject(new Error("the registry is not to be asked"));
const faultOf = (reason: RegistryFault["reason"]): RegistryFault => ({
  reason,
  message: `m ${reason}`,
  hint: "h",
});

function registryWith(told: Result<string, RegistryFault>, has?: Result<boolean, RegistryFault>) {
  const registry: Pick<Registry, "digest" | "has"> = {
    digest: async () => told,
    has: has ? async () => has : never,
  };
  return registry;
}

async function resolve(input: {
  readonly reference?: string;
  readonly images?: Images;
  readonly registry?: Pick<Registry, "digest" | "has">;
  readonly engine?: Pick<Engine, "call" | "name">;
  readonly signal?: AbortSignal;
}) {
  const { reference = "ghcr.io/acme/x:1", images = {}, registry = registryWith(ok(newest)) } = input;
  const notices: string[] = [];
  const reply = await resolveForEngine({
    ...{ reference, registry, engine: input.engine ?? engineWith(images) },
    ...(input.signal && { signal: input.signal }),
    onNotice: (message) => notices.push(message),
  });
  return { ...(reply.ok ? reply.value : { fault: reply.error }), notices };
}

describe("for an engine, a pinned reference", () => {
  const registry = { digest: never, has: never };
  const pinned = `ghcr.io/acme/x@${newest}`;

  test.each([
    ["is there", { [pinned]: { id } }, true],
    ["is to be pulled", {}, false],
  ])("%s without a question to the registry", async (_name, images, present) => {
    expect(await resolve({ reference: pinned, images, registry })).toEqual({
      image: { reference: pinned, digest: newest },
      present,
      notices: [],
    });
  });

  test("keeps its tag, which the engine is not asked for", async () => {
    const reference = `ghcr.io:443/acme/x:1@${newest}`;
    const images = { [`ghcr.io:443/acme/x@${newest}`]: { id } };
    expect(await resolve({ reference, images, registry })).toMatchObject({
      image: { reference },
      present: true,
    });
  });
});

describe("for an engine, a tag that the registry knows", () => {
  const pinned = `ghcr.io/acme/x@${newest}`;
  const tag = "ghcr.io/acme/x:1";
  const byDigest = { reference: pinned, digest: newest };

  test.each([
    ["that the engine has is there", { [pinned]: { id } }, true],
    ["that the engine has not is to be pulled", {}, false],
    [
      "that moved since it was pulled is to be pulled again",
      { [tag]: { id, repoDigests: [`ghcr.io/acme/x@${older}`] } },
      false,
    ],
  ])("%s", async (_name, images, present) => {
    expect(await resolve({ images })).toEqual({ image: byDigest, present, notices: [] });
  });

  test.each([
    ["nobody", []],
    ["nobody, in the words of an engine", null],
    ["another repository", [`docker.io/library/y@${older}`, "<none>@<none>"]],
  ])("is the image that was built here, known to %s", async (_who, repoDigests) => {
    expect(await resolve({ images: { [tag]: { id, repoDigests } } })).toEqual({
      image: { reference: id, digest: id },
      present: true,
      notices: ["uses ghcr.io/acme/x:1 as it was built here, not what ghcr.io has"],
    });
  });

  test("is the image that was built here since the last push", async () => {
    const images = { [pinned]: { id: older, repoDigests: [pinned] }, [tag]: { id } };
    expect(await resolve({ images })).toMatchObject({
      image: { reference: id },
      notices: [expect.any(String)],
    });
  });

  test("is there by its digest where the engine's image has it among others", async () => {
    const repoDigests = [`ghcr.io/acme/x@${older}`, pinned];
    expect(await resolve({ images: { [tag]: { id, repoDigests }, [pinned]: { id, repoDigests } } })).toEqual({
      image: byDigest,
      present: true,
      notices: [],
    });
  });

  test("is there by its digest where that is the image's id", async () => {
    const known = { id: newest, repoDigests: [pinned] };
    expect(await resolve({ images: { [tag]: known, [pinned]: known } })).toEqual({
      image: byDigest,
      present: true,
      notices: [],
    });
  });

  test("is known by Docker's short names too", async () => {
    const images = { x: { id, repoDigests: [`x@${older}`] } };
    expect(await resolve({ reference: "x", images })).toMatchObject({
      image: { reference: `docker.io/library/x@${newest}` },
      present: false,
    });
  });

  test.each([
    ["the registry has not is built here", ok(false), true],
    ["the registry has was pulled once", ok(true), false],
    ["the registry will not tell of counts as pulled", err(faultOf("unreachable")), false],
  ])("whose digest is the image's id, and which %s", async (_name, has, isLocal) => {
    const images = { [tag]: { id, repoDigests: [`ghcr.io/acme/x@${id}`] } };
    const registry = registryWith(ok(newest), has);
    const image = isLocal ? { reference: id, digest: id } : byDigest;
    expect(await resolve({ images, registry })).toMatchObject({ image, present: isLocal });
  });
});

describe("for an engine, a tag that the registry does not tell", () => {
  const tag = "ghcr.io/acme/x:1";

  test.each([
    ["unreachable", ["m unreachable; it is used as this machine has it"]],
    ["refused", ["m refused; it is used as this machine has it"]],
    ["denied", []],
    ["missing", []],
  ] as const)("(%s) is what the engine has", async (reason, notices) => {
    const registry = registryWith(err(faultOf(reason)));
    const images = { [tag]: { id, repoDigests: [`ghcr.io/acme/x@${older}`] } };
    expect(await resolve({ images, registry })).toEqual({
      image: { reference: id, digest: id },
      present: true,
      notices,
    });
  });

  test("is left to the engine's pull where it has none, and has no digest yet", async () => {
    const registry = registryWith(err(faultOf("unreachable")));
    expect(await resolve({ registry })).toEqual({ image: { reference: tag }, present: false, notices: [] });
  });
});

describe("for an engine", () => {
  test.each(["ghcr.io/acme/x:1", `ghcr.io/acme/x@${newest}`])(
    "that does not answer, %s is a fault that says so",
    async (reference) => {
      const stderr = "Cannot connect to the Docker daemon at unix:///x.sock. Is the docker daemon running?";
      const engine = { name: "Docker", call: async () => ({ code: 1, stdout: "", stderr }) };
      for (const told of [ok(newest), err(faultOf("missing"))])
        expect(await resolve({ reference, engine, registry: registryWith(told) })).toMatchObject({
          fault: { message: expect.stringContaining("Docker does not answer") },
        });
    },
  );

  test("of a run that is stopped nothing is looked up any more", async () => {
    const asked: string[] = [];
    const registry = registryWith(err(faultOf("unreachable")));
    const reply = await resolve({ registry, engine: engineWith({}, asked), signal: AbortSignal.abort() });
    expect([reply, asked]).toEqual([
      {
        fault: { message: "the look-up of ghcr.io/acme/x:1 was stopped", hint: "Run it again" },
        notices: [],
      },
      [],
    ]);
  });
});

describe("for an operator", () => {
  test("a tag is the digest that the registry tells", async () => {
    expect(await resolveForOperator({ reference: "x", registry: registryWith(ok(newest)) })).toEqual(
      ok({ reference: `docker.io/library/x@${newest}`, digest: newest }),
    );
  });

  test("a tag that the registry does not tell is a fault", async () => {
    const fault = err(faultOf("unreachable"));
    expect(await resolveForOperator({ reference: "x", registry: registryWith(fault) })).toEqual(fault);
  });

  test("a pinned reference is what it is", async () => {
    const reference = `x:1@${newest}`;
    expect(await resolveForOperator({ reference, registry: { digest: never } })).toEqual(
      ok({ reference, digest: newest }),
    );
  });
});

describe("a pull", () => {
  const exits = (code: number) => ({ afterMs: 2, end: { kind: "exited", code } as const });

  async function pull(
    script: (command: SpawnCommand) => Script,
    more: { readonly reference?: string; readonly platform?: string; readonly signal?: AbortSignal } = {},
  ) {
    const clock = virtualClock();
    const commands: (readonly string[])[] = [];
    const lines: string[] = [];
    const spawn = scriptedSpawn(clock, (command) => {
      commands.push(command.args);
      return script(command);
    });
    const engine = openEngine({ host: { spawn, clock }, place: {}, env: {}, cwd: "/" });
    const onLines = (stream: string, some: readonly string[]) =>
      lines.push(...some.map((line) => `${stream}: ${line}`));
    const reply = await clock.run(pullImage({ engine, reference: "x:1", onLines, ...more }));
    return { reply, commands, lines, signals: spawn.signals };
  }

  test("hands on the client's lines, and tells what was pulled", async () => {
    const { reply, commands, lines } = await pull(({ args }) =>
      args[0] === "pull"
        ? {
            output: [{ text: "1: Pulling from library/x\nabc: " }, { afterMs: 1, text: "Pull complete" }],
            end: exits(0),
          }
        : { output: [{ text: `${id} ["x@${newest}","y@${older}"]\n` }], end: exits(0) },
    );
    expect(reply).toEqual(ok({ reference: `docker.io/library/x@${newest}`, digest: newest }));
    expect(lines).toEqual(["stdout: 1: Pulling from library/x", "stdout: abc: Pull complete"]);
    expect(commands[0]).toEqual(["pull", "x:1"]);
  });

  test("of an engine that keeps no digests tells the image's id", async () => {
    const { reply } = await pull(({ args }) =>
      args[0] === "pull" ? { end: exits(0) } : { output: [{ text: `${id} null\n` }], end: exits(0) },
    );
    expect(reply).toEqual(ok({ reference: id, digest: id }));
  });

  test("of a pinned reference needs no second look, and may be for another platform", async () => {
    const reference = `x@${newest}`;
    const { reply, commands } = await pull(() => ({ end: exits(0) }), { reference, platform: "linux/arm64" });
    expect(reply).toEqual(ok({ reference, digest: newest }));
    expect(commands).toEqual([["pull", "--platform", "linux/arm64", reference]]);
  });

  test("that is stopped ends its client", async () => {
    const stop = new AbortController();
    const { reply, signals } = await pull(
      () => {
        queueMicrotask(() => stop.abort());
        return {};
      },
      { signal: stop.signal },
    );
    expect(reply).toMatchObject({ error: { reason: "aborted" } });
    expect(signals).toEqual(["SIGKILL"]);
    const late = await pull(() => ({}), { signal: stop.signal });
    expect([late.reply, late.commands]).toMatchObject([{ error: { reason: "aborted" } }, []]);
  });

  test("without a client, or with one that dies, is the engine's fault", async () => {
    const error = Object.assign(new Error("spawn docker ENOENT"), { code: "ENOENT" });
    const missing = await pull(() => ({ end: { afterMs: 0, end: { kind: "not-started", error } } }));
    expect(missing.reply).toMatchObject({
      error: { reason: "engine", message: expect.stringContaining("no docker command on PATH") },
    });
    const dead = await pull(() => ({ end: { afterMs: 0, end: { kind: "signalled", signal: "SIGSEGV" } } }));
    expect(dead.reply).toMatchObject({ error: { reason: "engine" } });
  });

  test("that fails says why, by the last thing that it was told", async () => {
    const output = [
      { stream: "stderr", text: "retrying\n".repeat(100) } as const,
      {
        stream: "stderr",
        text: "Error response from daemon: manifest for x:1 not found: manifest unknown",
      } as const,
    ];
    const { reply } = await pull(() => ({ output, end: exits(1) }));
    expect(reply).toMatchObject({
      error: {
        reason: "missing",
        message:
          "x:1 cannot be pulled: there is no such image (manifest for x:1 not found: manifest unknown)",
      },
    });
  });
});

/** What clients from 20.10 to 29 and the engines behind them print. */
describe("the words of a pull that failed", () => {
  test.each([
    ["missing", "manifest for localhost:5000/x:2 not found: manifest unknown: manifest unknown"],
    ["missing", "manifest unknown"],
    ["missing", "manifest for x:1.403 not found: manifest unknown"],
    ["missing", "manifest for x:429 not found: manifest unknown"],
    ["missing", 'failed to resolve reference "ghcr.io/a/b:9": ghcr.io/a/b:9: not found'],
    [
      "denied",
      "pull access denied for nosuch, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    ],
    ["denied", 'Head "https://r.example.com/v2/x/manifests/1": no basic auth credentials'],
    ["denied", 'Head "https://ghcr.io/v2/x/manifests/1": unauthorized'],
    ["denied", "unauthorized: authentication required"],
    ["denied", 'Head "https://r/v2/x/manifests/1": denied: Permission "x" denied'],
    ["denied", "unknown: failed to resolve reference: unexpected status from HEAD request: 403 Forbidden"],
    [
      "rate-limit",
      "toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit",
    ],
    ["rate-limit", "unexpected status code https://r/v2/x/manifests/1: 429 Too Many Requests"],
    ["unreachable", 'Get "https://r/v2/": dial tcp: lookup r on 127.0.0.53:53: no such host'],
    ["unreachable", 'Get "https://127.0.0.1:5001/v2/": dial tcp 127.0.0.1:5001: connect: connection refused'],
    ["unreachable", 'Get "https://r/v2/": x509: certificate signed by unknown authority'],
    ["unreachable", 'Get "https://r/v2/": tls: failed to verify certificate: x509: certificate has expired'],
    ["unreachable", 'Get "https://r/v2/": http: server gave HTTP response to HTTPS client'],
    ["unreachable", 'Get "https://r/v2/": net/http: TLS handshake timeout'],
    [
      "unreachable",
      'Get "https://r/v2/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ],
    ["unreachable", "received unexpected HTTP status: 503 Service Unavailable"],
    ["platform", "no matching manifest for linux/arm64/v8 in the manifest list entries"],
    [
      "platform",
      "image with reference x was found but its platform (linux/amd64) does not match the specified platform (linux/arm64)",
    ],
    ["no-space", "failed to register layer: write /usr/lib/libtorch.so: no space left on device"],
    ["engine", "Cannot connect to the Docker daemon at tcp://10.0.0.1:2375. Is the docker daemon running?"],
    ["engine", "error during connect: dial tcp 10.0.0.1:2375: connect: connection refused"],
    [
      "engine",
      "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
    ],
    ["engine", "something new"],
    ["engine", ""],
  ] as const)("are %s: %s", (reason, text) => {
    for (const before of ["", "Error response from daemon: "]) {
      if (reason === "engine" && before !== "") continue;
      const fault = pullFault(`${before}${text}\n`, "r/x:1", "Docker");
      expect(fault).toMatchObject({ reason, message: expect.any(String), hint: expect.any(String) });
      if (reason !== "engine") expect(fault.message).toContain(`r/x:1 cannot be pulled: `);
    }
  });
});
