import { describe, expect, test } from "vitest";
import { type Engine, openEngine, parseInfo } from "../../src/container/engine.ts";
import type { SpawnCommand } from "../../src/host/host.ts";
import type { Mapping } from "../../src/pipeline/draft.ts";
import { type Script, virtualHost } from "../rig/virtual-host.ts";

const exits = (code: number, output: Script["output"] = []): Script => ({
  output,
  end: { afterMs: 1, end: { kind: "exited", code } },
});
const prints = (text: string, code = 0): Script => exits(code, [{ text }]);
const complains = (text: string, code = 1): Script => exits(code, [{ stream: "stderr", text }]);
const missing: Script = {
  end: {
    afterMs: 0,
    end: { kind: "not-started", error: Object.assign(new Error("spawn docker ENOENT"), { code: "ENOENT" }) },
  },
};

/** An engine whose client does what the script says. */
function engineOf(
  script: Script | ((command: SpawnCommand) => Script),
  options: {
    readonly place?: Parameters<typeof openEngine>[0]["place"];
    readonly env?: Mapping<string>;
  } = {},
) {
  const commands: SpawnCommand[] = [];
  const host = virtualHost({
    script: (command) => {
      commands.push(command);
      return typeof script === "function" ? script(command) : script;
    },
  });
  const { place = {}, env = { PATH: "/bin", HOME: "/home/me" } } = options;
  const engine = openEngine({ host, place, env, cwd: "/work" });
  const { clock } = host;
  const call = (...given: Parameters<Engine["call"]>) => clock.run(engine.call(...given));
  const info = (times: number) => clock.run(Promise.all(Array.from({ length: times }, () => engine.info())));
  return { name: engine.name, call, info, commands, clock };
}

describe("the client", () => {
  test("is called with what it needs to find its engine, and nothing else", async () => {
    const { name, call, commands } = engineOf(prints("x"));
    expect(await call(["ps"])).toEqual({ code: 0, stdout: "x", stderr: "" });
    expect(commands).toEqual([
      { file: "docker", args: ["ps"], cwd: "/work", env: { PATH: "/bin", HOME: "/home/me" } },
    ]);
    expect(name).toBe("Docker");
  });

  const env = { DOCKER_HOST: "tcp://other:1", DOCKER_CONTEXT: "other", DOCKER_CONFIG: "/c" };
  const places = [
    [{}, [], env, "Docker"],
    [{ host: "ssh://gpu" }, ["--host", "ssh://gpu"], { DOCKER_CONFIG: "/c" }, "Docker at ssh://gpu"],
    [{ context: "gpu" }, ["--context", "gpu"], { DOCKER_CONFIG: "/c" }, "Docker of the context gpu"],
  ] as const;
  test.each(places)("at %j", async (place, prefix, passed, expected) => {
    const { name, call, commands } = engineOf(exits(0), { place, env });
    await call(["ps"], { env: { DOCKER_BUILDKIT: "0" } });
    expect(commands[0]).toMatchObject({ args: [...prefix, "ps"] });
    expect(commands[0]?.env).toEqual({ ...passed, DOCKER_BUILDKIT: "0" });
    expect(name).toBe(expected);
  });

  test("that is not there, fails or cannot be started is a reply like others", async () => {
    expect(await engineOf(missing).call(["ps"])).toEqual({
      code: undefined,
      stdout: "",
      stderr: "docker: not found",
    });
    expect(await engineOf(complains("no\n", 125)).call(["ps"])).toMatchObject({
      code: 125,
      stderr: "no\n",
    });
    const error = Object.assign(new Error("spawn E2BIG"), { code: "E2BIG" });
    const tooLong: Script = { end: { afterMs: 0, end: { kind: "not-started", error } } };
    expect(await engineOf(tooLong).call(["ps"])).toMatchObject({
      code: undefined,
      stderr: "spawn E2BIG",
    });
  });

  test("that does not answer is killed after 30 s, or after what the call says", async () => {
    for (const [timeoutMs, expected] of [
      [undefined, 30_000],
      [500, 500],
    ] as const) {
      const { call, clock } = engineOf({ output: [{ stream: "stderr", text: "trying\n" }] });
      const reply = await call(["ps"], timeoutMs === undefined ? {} : { timeoutMs });
      expect(reply).toEqual({ code: undefined, stdout: "", stderr: "trying\nno answer in time" });
      expect(clock.monotonic()).toBe(expected);
    }
  });

  test("is killed when the caller gives up, at once if that was before", async () => {
    const stop = new AbortController();
    const { call } = engineOf({});
    const reply = call(["ps"], { signal: stop.signal });
    stop.abort();
    expect((await reply).code).toBeUndefined();
    expect((await call(["ps"], { signal: stop.signal })).code).toBeUndefined();
  });
});

describe("what an engine tells of itself", () => {
  const raw = {
    ServerVersion: "28.2.2",
    OSType: "linux",
    Architecture: "x86_64",
    NCPU: 8,
    MemTotal: 33_554_432_000,
    SecurityOptions: ["name=apparmor", "name=seccomp,profile=builtin", "name=cgroupns"],
    RegistryConfig: { IndexConfigs: { "docker.io": { Secure: true }, "registry:5000": { Secure: false } } },
  };
  const plain = {
    version: "28.2.2",
    os: "linux",
    architecture: "amd64",
    cpus: 8,
    memoryBytes: 33_554_432_000,
    isRootless: false,
    mapsUsers: false,
    hasSelinux: false,
    insecureRegistries: ["registry:5000"],
  };

  const cases: readonly (readonly [string, object, object])[] = [
    ["of this machine", raw, plain],
    [
      "rootless",
      { ...raw, SecurityOptions: ["name=seccomp", "name=rootless"] },
      { ...plain, isRootless: true },
    ],
    ["with mapped users", { ...raw, SecurityOptions: ["name=userns"] }, { ...plain, mapsUsers: true }],
    ["with SELinux", { ...raw, SecurityOptions: ["name=selinux,foo=bar"] }, { ...plain, hasSelinux: true }],
    ["of old, in other words", { ...raw, SecurityOptions: ["selinux"] }, { ...plain, hasSelinux: true }],
    ["on ARM", { ...raw, Architecture: "aarch64" }, { ...plain, architecture: "arm64" }],
    [
      "with a processor that we have no other name for",
      { ...raw, Architecture: "s390x" },
      { ...plain, architecture: "s390x" },
    ],
    [
      "that says little",
      { ServerVersion: "1", SecurityOptions: null, RegistryConfig: null },
      { ...plain, version: "1", cpus: 0, memoryBytes: 0, insecureRegistries: [] },
    ],
    ["of Windows", { ...raw, OSType: "windows" }, { ...plain, os: "windows" }],
  ];
  test.each(cases)("%s", (_name, told, info) => {
    expect(parseInfo(JSON.stringify(told))).toEqual(info);
  });

  test.each(["", "null", "{", "[]", '{"ServerVersion":""}', '{"ServerErrors":["no"]}'])(
    "%j is no engine",
    (text) => {
      expect(parseInfo(text)).toBeUndefined();
    },
  );

  test("is asked once, however many want to know it", async () => {
    const { info, commands } = engineOf(prints(JSON.stringify(raw)));
    const told = [...(await info(2)), ...(await info(1))];
    expect(told).toEqual(Array(3).fill({ ok: true, value: plain }));
    expect(commands.map(({ args }) => args)).toEqual([["info", "--format", "{{json .}}"]]);
  });

  test("is asked again where there was no answer", async () => {
    const replies = [
      complains("Cannot connect to the Docker daemon at unix:///x."),
      prints(JSON.stringify(raw)),
    ];
    const { info, commands } = engineOf(() => replies.shift() ?? missing);
    const [one, two] = await info(2);
    expect(one).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    expect(two).toBe(one);
    expect(await info(1)).toEqual([{ ok: true, value: plain }]);
    expect(commands).toHaveLength(2);
  });

  const silent: readonly (readonly [string, Script, string])[] = [
    ["no client", missing, "missing"],
    ["a client that says why", complains("Cannot connect to the Docker daemon at unix:///x."), "unreachable"],
    [
      "a client of old, which ends well all the same",
      prints(
        '{"ServerErrors":["Cannot connect to the Docker daemon at tcp://127.0.0.1:1."],"ClientInfo":{}}',
      ),
      "unreachable",
    ],
    ["one that says nothing", exits(0), "other"],
    ["one that never answers", {}, "unreachable"],
  ];
  test.each(silent)("nothing: %s", async (_name, script, reason) => {
    expect(await engineOf(script).info(1)).toMatchObject([{ ok: false, error: { reason } }]);
  });
});
