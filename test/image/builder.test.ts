import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeClock } from "../../src/host/node-clock.ts";
import { nodeFiles } from "../../src/host/node-files.ts";
import { planBuild } from "../../src/image/build-plan.ts";
import { type BuildRequest, buildImage } from "../../src/image/builder.ts";
import { type Said, type ScriptedEngine, scriptedEngine } from "./scripted-engine.ts";

let top: string;
let root: string;
let scratch: string;
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), "stepops-builder-")));
  root = join(top, "root");
  scratch = join(top, "scratch");
  mkdirSync(root);
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(path: string, text = path): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const digest = (character: string): string => `sha256:${character.repeat(64)}`;
const built = digest("b");

interface World {
  readonly hasBuildx?: boolean;
  /** Image → what `docker image inspect` says: its id and its digests. */
  readonly images?: Record<string, string>;
  readonly build?: Said;
  readonly pull?: Said;
}

/** An engine that has what was built, tagged or pulled there. */
function engineWith({ hasBuildx = true, images = {}, build = {}, pull = {} }: World = {}): ScriptedEngine {
  const known = new Map(Object.entries(images));
  return scriptedEngine((args) => {
    if (args === "buildx version")
      return hasBuildx ? {} : { code: 1, stderr: "docker: 'buildx' is not a docker command." };
    const [, name = ""] = /--tag (\S+)/.exec(args) ?? [];
    if (/^(buildx )?build /.test(args)) {
      if ((build.code ?? 0) === 0) known.set(name, `${built} []`);
      return build;
    }
    if (args.startsWith("pull ") && (pull.code ?? 0) === 0) {
      const reference = args.split(" ").at(-1) ?? "";
      known.set(reference, `${digest("f")} ["${reference}"]`);
    }
    if (args.startsWith("pull ")) return pull;
    const [verb, id = "", tag = ""] = args.split(" ");
    if (verb === "tag") known.set(tag, `${id} []`);
    if (verb === "tag") return {};
    const found = known.get(args.split(" ").at(-1) ?? "");
    return found === undefined ? undefined : { stdout: `${found}\n` };
  });
}

interface Seen {
  readonly lines: string[];
  readonly notices: string[];
}

function requestOf(engine: ScriptedEngine, options: Partial<BuildRequest> = {}): BuildRequest & Seen {
  const lines: string[] = [];
  const notices: string[] = [];
  return {
    ...{ engine, root, scratch, lines, notices },
    host: { files: nodeFiles, clock: nodeClock },
    image: { kind: "build", context: ".", args: {} },
    repositoryId: "42",
    trustDomain: "pr-1",
    written: [],
    digestOf: async () => digest("a"),
    onLines: (stream, some) => lines.push(...some.map((line) => `${stream} ${line}`)),
    onNotice: (message) => notices.push(message),
    signal: new AbortController().signal,
    ...options,
  };
}

async function buildWith(engine: ScriptedEngine, options: Partial<BuildRequest> = {}) {
  const request = requestOf(engine, options);
  const result = await buildImage(request);
  return { result, lines: request.lines, notices: request.notices };
}

async function tagOf(options: Partial<BuildRequest> = {}): Promise<string> {
  const { result } = await buildWith(engineWith(), options);
  return result.ok ? result.value.tag : result.error.message;
}

/** A change of the files and none of the request. */
const afterWriting =
  (...paths: readonly string[]) =>
  (): Partial<BuildRequest> => {
    for (const path of paths) write(path, `FROM scratch\n# ${path}\n`);
    return {};
  };

const afterMakingExecutable = (path: string) => (): Partial<BuildRequest> => {
  chmodSync(join(root, path), 0o755);
  return {};
};

const builds = ({ asked }: ScriptedEngine): readonly string[] =>
  asked.filter((args) => /^(buildx )?build /.test(args));

describe("an image that nobody built before", () => {
  test("is built by BuildKit where the client has it, and known by its id", async () => {
    write("docker/Dockerfile.gpu", "ARG A\nFROM python:3 AS run\n");
    const engine = engineWith({ build: { stderr: "#1 one\n#2 two\n" } });
    const image = {
      kind: "build",
      context: ".",
      dockerfile: "docker/Dockerfile.gpu",
      target: "run",
      args: { A: "1", B: "x y" },
      platform: "linux/arm64",
    } as const;
    const { result, lines } = await buildWith(engine, { image });
    const value = result.ok ? result.value : undefined;
    expect(value).toEqual({
      image: { reference: built, digest: built },
      tag: expect.stringMatching(/^untrusted-[0-9a-f]{16}-[0-9a-f]{32}$/),
      hash: value?.tag.slice(-32),
      built: true,
    });
    const staged = join(scratch, value?.hash ?? "", "Dockerfile.gpu");
    expect(builds(engine)).toEqual([
      `buildx build --load --progress plain --file ${staged} --tag stepops:${value?.tag} --label stepops.image=${value?.tag} --target run --platform linux/arm64 --build-arg A=1 --build-arg B=x y ${root}`,
    ]);
    expect(engine.envs).toEqual([{ BUILDX_NO_DEFAULT_ATTESTATIONS: "1", BUILDX_GIT_INFO: "0" }]);
    expect(readFileSync(staged, "utf8")).toBe("ARG A\nFROM python:3 AS run\n");
    expect(lines).toEqual(["stderr #1 one", "stderr #2 two"]);
  });

  test("is built by the legacy builder where there is no other", async () => {
    write("app/Dockerfile", "FROM python:3\n");
    const engine = engineWith({ hasBuildx: false });
    const { result } = await buildWith(engine, { image: { kind: "build", context: "app", args: {} } });
    const tag = result.ok ? result.value.tag : "";
    expect(builds(engine)).toEqual([
      `build --force-rm --file ${root}/app/Dockerfile --tag stepops:${tag} --label stepops.image=${tag} ${root}/app`,
    ]);
    expect(engine.envs).toEqual([{ DOCKER_BUILDKIT: "0" }]);
  });

  test("asks an engine once what it builds with", async () => {
    write("Dockerfile", "FROM scratch\n");
    const engine = engineWith();
    await buildWith(engine);
    await buildWith(engine);
    expect(engine.asked.filter((args) => args === "buildx version")).toHaveLength(1);
  });
});

describe("an image that was built before", () => {
  test("of the same is not built again", async () => {
    write("Dockerfile", "FROM python:3\n");
    write("src/a.py");
    const engine = engineWith();
    await buildWith(engine);
    const { result } = await buildWith(engine);
    expect(result).toMatchObject({ ok: true, value: { built: false, image: { reference: built } } });
    expect(builds(engine)).toHaveLength(1);
  });

  test.each<readonly [string, () => Partial<BuildRequest>]>([
    ["another file", afterWriting("b")],
    ["another Dockerfile", afterWriting("Dockerfile")],
    ["another executable bit", afterMakingExecutable("a")],
    ["another base", () => ({ digestOf: async () => digest("c") })],
    ["another argument", () => ({ image: { kind: "build", context: ".", args: { A: "1" } } })],
    ["another target", () => ({ image: { kind: "build", context: ".", args: {}, target: "x" } })],
    [
      "another platform",
      () => ({ image: { kind: "build", context: ".", args: {}, platform: "linux/arm64" } }),
    ],
    ["another repository", () => ({ repositoryId: "43" })],
    ["another domain", () => ({ trustDomain: "pr-2" })],
  ])("of %s is another one", async (_title, change) => {
    write("Dockerfile", "FROM python:3\n");
    write("a");
    const before = await tagOf();
    expect(await tagOf(change())).not.toBe(before);
  });

  test.each<readonly [string, () => Partial<BuildRequest>]>([
    ["files that a .dockerignore leaves out", afterWriting("logs/x")],
    ["what git or stepops keep", afterWriting(".git/HEAD", ".stepops/runs/x")],
    [
      "the platform that it has anyway",
      () => ({ image: { kind: "build", context: ".", args: {}, platform: "linux/amd64" } }),
    ],
  ])("of other %s is the same", async (_title, change) => {
    write("Dockerfile", "FROM python:3\n");
    write(".dockerignore", "logs\n");
    const before = await tagOf();
    expect(await tagOf(change())).toBe(before);
  });

  test("of a trusted run is taken by another, under a tag of its own", async () => {
    write("Dockerfile", "FROM python:3\n");
    const engine = engineWith();
    await buildWith(engine, { trustDomain: "trusted" });
    const { result } = await buildWith(engine, { trustDomain: "pr-1" });
    const value = result.ok ? result.value : undefined;
    expect(value).toMatchObject({ built: false, tag: expect.stringMatching(/^untrusted-/) });
    expect(engine.asked).toContain(`tag ${built} stepops:${value?.tag}`);
  });

  test("of anybody else is not taken by a trusted run", async () => {
    write("Dockerfile", "FROM python:3\n");
    const engine = engineWith();
    await buildWith(engine, { trustDomain: "pr-1" });
    const { result } = await buildWith(engine, { trustDomain: "trusted" });
    expect(result).toMatchObject({ ok: true, value: { built: true } });
  });

  test("and published is pulled where this engine lacks it", async () => {
    write("Dockerfile", "FROM python:3\n");
    const engine = engineWith();
    const asked: (readonly string[])[] = [];
    const reference = `127.0.0.1:5000/ml@${digest("e")}`;
    const published = async (tags: readonly string[]) => {
      asked.push(tags);
      return reference;
    };
    const { result } = await buildWith(engine, { published });
    const value = result.ok ? result.value : undefined;
    expect(value).toMatchObject({ built: false, image: { reference: digest("f"), digest: digest("f") } });
    expect(asked).toEqual([[value?.tag, `trusted-${value?.hash}`]]);
    expect(engine.asked).toContain(`tag ${digest("f")} stepops:${value?.tag}`);
    expect(builds(engine)).toEqual([]);
  });

  test("and cannot be pulled is built", async () => {
    write("Dockerfile", "FROM python:3\n");
    const engine = engineWith({ pull: { code: 1, stderr: "Error: manifest unknown" } });
    const { result, notices } = await buildWith(engine, { published: async () => `x@${digest("e")}` });
    expect(result).toMatchObject({ ok: true, value: { built: true } });
    expect(notices).toEqual([expect.stringMatching(/cannot be pulled.*; it is built$/)]);
  });
});

describe("base images", () => {
  test("are looked up, but for those that a digest pins", async () => {
    write("Dockerfile", `FROM python:3 AS a\nFROM x@${digest("d")}\nCOPY --from=a b c\n`);
    const asked: string[] = [];
    const digestOf = async (reference: string) => {
      asked.push(reference);
      return digest("a");
    };
    await buildWith(engineWith(), { digestOf });
    expect(asked).toEqual(["python:3"]);
  });

  test("are what the engine has where no registry tells", async () => {
    write("Dockerfile", "FROM python:3\n");
    const options = { digestOf: async () => undefined };
    const tag = async (image: string) => {
      const { result, notices } = await buildWith(engineWith({ images: { "python:3": image } }), options);
      return [result.ok && result.value.tag, notices];
    };
    const pulled = await tag(`${digest("1")} ["python@${digest("a")}"]`);
    expect(pulled).toEqual([await tagOf(), []]);
    expect(await tag(`${digest("1")} []`)).not.toEqual(pulled);
    expect(await tag(`${digest("1")} []`)).not.toEqual(await tag(`${digest("2")} []`));
  });

  test("that nobody knows cause a notice", async () => {
    write("Dockerfile", "FROM nowhere/x:1\n");
    const { notices } = await buildWith(engineWith(), { digestOf: async () => undefined });
    expect(notices).toEqual([
      "the base image nowhere/x:1 cannot be looked up, so a newer one will not cause a new build",
    ]);
  });

  test.each([
    ["an older copy in the engine is pulled anew", "9", ["pull python:3"]],
    ["the right one is not", "a", []],
  ])("%s", async (_title, local, pulls) => {
    write("Dockerfile", "FROM python:3\n");
    const images = { "python:3": `${digest("1")} ["python@${digest(local)}"]` };
    const engine = engineWith({ images });
    await buildWith(engine);
    expect(engine.asked.filter((args) => args.startsWith("pull"))).toEqual(pulls);
  });

  test("an older copy that cannot be renewed is not built upon", async () => {
    write("Dockerfile", "FROM python:3\n");
    const images = { "python:3": `${digest("1")} ["python@${digest("9")}"]` };
    const engine = engineWith({ images, pull: { code: 1, stderr: "Error: dial tcp: i/o timeout" } });
    const { result } = await buildWith(engine);
    expect(result).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/^the base image python:3/) },
    });
    expect(builds(engine)).toEqual([]);
  });
});

describe("what is sent", () => {
  test("is kept to what counts, by an ignore file of ours", async () => {
    write("Dockerfile", "FROM scratch\n");
    write(".dockerignore", "logs");
    const { result } = await buildWith(engineWith());
    const folder = join(scratch, result.ok ? result.value.hash : "");
    expect(readFileSync(join(folder, "Dockerfile.dockerignore"), "utf8")).toBe(
      "logs\n**/.stepops\n**/.git\n",
    );
  });

  test.each([
    ["the Dockerfile", "FROM scratch\nCOPY .git/HEAD /\n", ""],
    ["the ignore file", "FROM scratch\n", "*\n!.git\n"],
  ])("includes .git where %s names it", async (_title, dockerfile, ignore) => {
    write("Dockerfile", dockerfile);
    write(".dockerignore", ignore);
    write(".git/HEAD", "1");
    const before = await tagOf();
    write(".git/HEAD", "2");
    expect(await tagOf()).not.toBe(before);
    const hash = before.slice(-32);
    const ours = readFileSync(join(scratch, hash, "Dockerfile.dockerignore"), "utf8");
    expect(ours).not.toContain("**/.git");
  });

  test("goes by the Dockerfile's own ignore file, which the legacy builder does not know", async () => {
    write("Dockerfile", "FROM scratch\n");
    write("Dockerfile.dockerignore", "b\n");
    write(".dockerignore", "a\n");
    const tags = async (hasBuildx: boolean) => {
      const { result, notices } = await buildWith(engineWith({ hasBuildx }));
      return { tag: result.ok && result.value.tag, notices };
    };
    const before = [await tags(true), await tags(false)];
    write("b");
    expect((await tags(true)).tag).toBe(before[0]?.tag);
    expect((await tags(false)).tag).not.toBe(before[1]?.tag);
    expect(before.map(({ notices }) => notices)).toEqual([
      [],
      [
        "Dockerfile.dockerignore has no effect, because this docker client has no buildx: install that plugin",
      ],
    ]);
  });

  test("by the legacy builder includes what does not count, of which a notice warns", async () => {
    write("Dockerfile", "FROM scratch\n");
    write(".git/HEAD");
    const { notices } = await buildWith(engineWith({ hasBuildx: false }));
    expect(notices).toEqual([expect.stringMatching(/has no buildx, sends \.git to the build/)]);
  });
});

describe("a build that fails", () => {
  test("points at the Dockerfile's line, which may have scrolled away", async () => {
    write("Dockerfile", "ARG A\nFROM python:3\n\nRUN make\n");
    const noise = "x\n".repeat(1000);
    const stdout = `Step 1/3 : ARG A\nStep 2/3 : FROM python:3\nStep 3/3 : RUN make\nStep 1/2 : FROM inner\n${noise}`;
    const stderr = "The command '/bin/sh -c make' returned a non-zero code: 2\n";
    const { result } = await buildWith(engineWith({ hasBuildx: false, build: { code: 1, stdout, stderr } }));
    expect(result).toEqual({
      ok: false,
      error: {
        message: "the image does not build: RUN ended with exit code 2 (Dockerfile:4)",
        hint: "Mend Dockerfile:4; the log has what it printed",
        at: { path: "Dockerfile", line: 4 },
      },
    });
  });

  test.each<readonly [string, Partial<BuildRequest>, string, RegExp]>([
    [
      "a context that is not there",
      { image: { kind: "build", context: "nope", args: {} } },
      "the build context nope is not there",
      /image\.build\.context/,
    ],
    [
      "a context that is a file",
      { image: { kind: "build", context: "a", args: {} } },
      "the build context a is no folder",
      /image\.build\.context/,
    ],
    ["a Dockerfile that is not there", {}, "the Dockerfile Dockerfile is not there", /^Write one there/],
    [
      "a Dockerfile that is a folder",
      { image: { kind: "build", context: ".", dockerfile: "sub", args: {} } },
      "the Dockerfile sub is no file",
      /^Write one there/,
    ],
    [
      "a Dockerfile named from the context",
      { image: { kind: "build", context: "sub", dockerfile: "My", args: {} } },
      "the Dockerfile My is not there",
      /^Write dockerfile: sub\/My/,
    ],
  ])("for want of %s asks Docker nothing", async (_title, options, message, hint) => {
    write("a");
    write("sub/My", "FROM scratch");
    const engine = engineWith();
    const { result } = await buildWith(engine, options);
    expect(result).toEqual({ ok: false, error: { message, hint: expect.stringMatching(hint) } });
    expect(engine.asked).toEqual([]);
  });

  test("a client that ends well and leaves no image is a failure", async () => {
    write("Dockerfile", "FROM scratch\n");
    const engine = scriptedEngine((args) => (/image inspect/.test(args) ? undefined : {}));
    const message = "the image was built, and the engine does not have it";
    expect((await buildWith(engine)).result).toMatchObject({ ok: false, error: { message } });
  });

  test("files that change while it is built are a failure, and the image does not keep its name", async () => {
    write("Dockerfile", "FROM scratch\n");
    write("a", "1");
    const engine = engineWith({ build: { stderr: "#1 transferring context\n" } });
    const { result } = await buildWith(engine, { onLines: () => write("a", "2") });
    const message = "files of the build context . changed while the image was built";
    expect(result).toMatchObject({ ok: false, error: { message } });
    expect(engine.asked.at(-1)).toMatch(/^image rm stepops:untrusted-/);
    expect((await buildWith(engine)).result).toMatchObject({ ok: true, value: { built: true } });
  });

  test("a stop ends the client, and is no fault of the Dockerfile", async () => {
    write("Dockerfile", "FROM scratch\nRUN sleep 1000\n");
    const engine = engineWith({ build: { stderr: "#1 RUN sleep\n", hangs: true } });
    const stop = new AbortController();
    const onLines = () => stop.abort();
    const { result } = await buildWith(engine, { signal: stop.signal, onLines });
    expect(result).toEqual({ ok: false, error: { message: "the build was stopped", hint: "Run it again" } });
    expect(engine.signals).toEqual(["SIGTERM"]);
  });

  test("nothing begins after a stop", async () => {
    write("Dockerfile", "FROM scratch\n");
    const engine = engineWith();
    const { result } = await buildWith(engine, { signal: AbortSignal.abort() });
    expect(result.ok).toBe(false);
    expect(builds(engine)).toEqual([]);
    expect(existsSync(scratch)).toBe(false);
  });
});

test("what steps write into the context neither counts nor is sent, unless an instruction names it", async () => {
  const hashWith = async (written: readonly string[]): Promise<string> => {
    const plan = await planBuild(requestOf(engineWith(), { written }));
    return plan.ok ? plan.value.hash : plan.error.message;
  };
  write("Dockerfile", "FROM python:3\nCOPY . .\nRUN ls out\nCOPY --chown=1 models/best /srv/\n");
  write("out/a.txt", "1");
  write("models/best/x", "1");
  const written = ["out", "models/best"];
  const before = await hashWith(written);
  write("out/a.txt", "2");
  expect(await hashWith(written)).toBe(before);
  expect(await hashWith([])).not.toBe(before);
  write("models/best/x", "2");
  expect(await hashWith(written)).not.toBe(before);
});
