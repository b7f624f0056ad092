import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Cloud,
  type Emulator,
  openEmulator,
  openRecorder,
  openToxiproxy,
  type Recorder,
  type Toxic,
  type Toxiproxy,
} from "../rig/emulators.ts";
import type { Repo } from "../rig/repo.ts";
import { images, repoOf, runTold, type Steps, tagImages } from "./containers.ts";

let toxiproxy: Toxiproxy;
beforeAll(async () => {
  tagImages();
  toxiproxy = await openToxiproxy();
});
afterAll(() => toxiproxy?.close());

/** The same bytes at every run; no two blocks are alike. */
function noise(seed: string, size: number): Uint8Array {
  const blocks: Buffer[] = [];
  for (let at = 0; at < size; at += 32) blocks.push(createHash("sha256").update(`${seed} ${at}`).digest());
  return Buffer.concat(blocks).subarray(0, size);
}

const big = 3_000_000;
const tree: Readonly<Record<string, Uint8Array>> = {
  "plain.txt": Buffer.from("plain\n"),
  empty: new Uint8Array(),
  "a/b/c/deep.bin": noise("deep", 70_000),
  "a/b/with space + plus & 100% ünïcödé 🙂.txt": noise("odd", 100),
  "big.bin": noise("big", big),
};

const sumOf = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");
const sums = (files: typeof tree, folder: string): readonly string[] =>
  Object.entries(files)
    .map(([path, content]) => `${sumOf(content)}  ${folder}/${path}`)
    .sort();

/** Prints a sum for each file below a folder. */
const summing = (folder: string): string => `find ${folder} -type f -exec sha256sum {} + | LC_ALL=C sort`;

const onHost = (step: Readonly<Record<string, unknown>>) => ({ image: null, ...step });

describe.each(["s3", "gcs", "azure"] as const)("data in %s", (cloud: Cloud) => {
  let emulator: Emulator;
  let recorder: Recorder;
  let toxic: Toxic;
  let count = 0;
  /** Of each test its own. */
  let prefix: string;

  beforeAll(async () => {
    emulator = await openEmulator(cloud);
  });
  afterAll(() => emulator?.close());

  beforeEach(async () => {
    recorder = await openRecorder(emulator);
    toxic = await toxiproxy.through(recorder.port);
    prefix = `test${count++}/v3/`;
    for (const [path, content] of Object.entries(tree)) await emulator.put(prefix + path, content);
  });
  afterEach(() => recorder?.close());

  const from = (path = ""): string => emulator.uri + prefix + path;
  const data = () => ({ from: from(), path: "data/raw/" });
  const reads = (): readonly string[] =>
    recorder.seen.filter(({ isRead }) => isRead).map(({ range }) => range ?? "all");
  const run = (
    repo: Repo,
    { port = recorder.port, env = {} }: { port?: number; env?: Record<string, string | undefined> } = {},
  ) => runTold(repo, [], { env: { ...emulator.env(port), ...env } });
  const repo = (steps: Steps): Repo => repoOf(steps);

  test("arrives byte for byte, on the host and in a container, and is listed and fetched once for all", async () => {
    const step = { inputs: [data(), { from: from("plain.txt"), path: "data/one.txt" }] };
    const command = `${summing("data/raw")}; cat data/one.txt`;
    using there = repo({
      host: onHost({ ...step, command }),
      again: onHost({ ...step, command }),
      container: { ...step, image: images.busybox, command },
      part: {
        inputs: [data(), "!data/raw/a/**", "!data/raw/big.bin"],
        image: images.busybox,
        command: summing("data/raw"),
      },
    });
    const told = await run(there);
    expect(told.code).toBe(0);
    const whole = `${sums(tree, "data/raw").join("\n")}\nplain`;
    for (const leg of ["host", "again", "container"]) expect(told.leg(leg).command).toBe(whole);
    const { "plain.txt": plain, empty } = tree as Required<typeof tree>;
    expect(told.leg("part").command).toBe(
      sums({ "plain.txt": plain, empty } as typeof tree, "data/raw").join("\n"),
    );
    // Nothing is asked of what is empty; the part is a listing of its own.
    const files = Object.keys(tree).length - 1;
    expect(reads()).toHaveLength(files + 1 + 1);
  });

  test("is not fetched again by a later run, but what changed is", async () => {
    using there = repo({ a: onHost({ inputs: [data()], command: summing("data/raw") }) });
    await run(there);
    expect(reads().length).toBeGreaterThan(0);
    recorder.seen.length = 0;
    const second = await run(there);
    expect([second.code, reads()]).toEqual([0, []]);
    expect(recorder.seen.length).toBeGreaterThan(0);
    const changed = { ...tree, "plain.txt": Buffer.from("PLAIN\n") };
    await emulator.put(`${prefix}plain.txt`, changed["plain.txt"]);
    const third = await run(there);
    expect(third.leg("a").command).toBe(sums(changed, "data/raw").join("\n"));
  });

  test("goes on from where a connection broke", async () => {
    await toxic.add("limit_data", { bytes: 1_200_000 });
    using there = repo({ a: onHost({ inputs: [data()], command: summing("data/raw") }) });
    const told = await run(there, { port: toxic.port });
    expect(told.leg("a").command).toBe(sums(tree, "data/raw").join("\n"));
    const resumed = reads().filter((range) => /^bytes=[1-9]/.test(range));
    expect(resumed.length).toBeGreaterThanOrEqual(2);
  });

  test("survives resets and a slow network in pieces", async () => {
    await toxic.add("reset_peer", { timeout: 0 });
    await toxic.add("slicer", { average_size: 20_000, size_variation: 10_000, delay: 1 });
    await toxic.add("latency", { latency: 30, jitter: 20 });
    let asked = 0;
    recorder.onRequest = async () => {
      asked += 1;
      if (asked === 2) await toxic.remove("reset_peer");
      return undefined;
    };
    using there = repo({ a: onHost({ inputs: [data()], command: summing("data/raw") }) });
    const told = await run(there, { port: toxic.port });
    expect(told.leg("a").command).toBe(sums(tree, "data/raw").join("\n"));
    expect(asked).toBeGreaterThan(2);
  });

  test("waits where the service is busy", async () => {
    let refusals = 0;
    recorder.onRequest = () => {
      refusals += 1;
      return refusals <= 2
        ? { status: refusals === 1 ? 503 : 429, headers: { "retry-after": "1" } }
        : undefined;
    };
    using there = repo({ a: onHost({ inputs: [data()], command: summing("data/raw") }) });
    const told = await run(there);
    expect(told.leg("a").command).toBe(sums(tree, "data/raw").join("\n"));
  });

  test("is taken anew when an object changes between listing and fetch", async () => {
    const changed = { ...tree, "plain.txt": Buffer.from("changed meanwhile\n") };
    let isChanged = false;
    recorder.onRequest = async ({ isRead }) => {
      if (!isRead || isChanged) return undefined;
      isChanged = true;
      await emulator.put(`${prefix}plain.txt`, changed["plain.txt"]);
      return undefined;
    };
    using there = repo({ a: onHost({ inputs: [data()], command: summing("data/raw") }) });
    const told = await run(there);
    expect(told.leg("a").command).toBe(sums(changed, "data/raw").join("\n"));
  });

  test("is asked for once where that is not allowed, and the fault names what is missing", async () => {
    const body =
      cloud === "gcs"
        ? '{"error": {"code": 403, "message": "no"}}'
        : `<?xml version="1.0"?><Error><Code>${cloud === "s3" ? "AccessDenied" : "AuthorizationPermissionMismatch"}</Code><Message>no</Message></Error>`;
    const headers = { "content-type": cloud === "gcs" ? "application/json" : "application/xml" };
    recorder.onRequest = () => ({ status: 403, headers, body });
    using there = repo({ a: onHost({ inputs: [data()], command: "true" }) });
    const told = await run(there);
    const { failure } = told.leg("a");
    expect([failure?.cause, failure?.phase, recorder.seen.length]).toEqual(["permission", "inputs", 1]);
    const names = { s3: "s3:ListBucket", gcs: "storage.objects.list", azure: "Storage Blob Data Reader" };
    expect(failure?.message).toContain(names[cloud]);
  });

  test("that is not there is a fault of the file", async () => {
    using there = repo({
      prefix: onHost({ inputs: [{ from: `${from()}none/`, path: "data/a/" }], command: "true" }),
      object: onHost({ inputs: [{ from: from("none"), path: "data/b" }], command: "true" }),
    });
    const told = await run(there);
    expect(told.leg("prefix").failure).toMatchObject({
      cause: "config",
      message: expect.stringContaining("holds no objects"),
    });
    expect(told.leg("object").failure).toMatchObject({
      cause: "config",
      message: expect.stringContaining("there is no"),
    });
  });
});

test("without credentials a bucket that is not public is a fault that says so", async () => {
  using emulator = await openEmulator("s3");
  using recorder = await openRecorder(emulator);
  recorder.onRequest = () => ({
    status: 403,
    body: '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>no</Message></Error>',
  });
  using there = repoOf({ a: onHost({ inputs: [{ from: "s3://acme/x/", path: "x/" }], command: "true" }) });
  const env = {
    ...emulator.env(recorder.port),
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
  };
  const told = await runTold(there, [], { env });
  expect(told.leg("a").failure).toMatchObject({
    cause: "permission",
    message: expect.stringContaining("no AWS credentials are set up"),
  });
});

test.each(["SIGINT", "SIGKILL"] as const)(
  "a run that %s ends while it fetches is gone on with by the next",
  async (kill) => {
    using emulator = await openEmulator("s3");
    using recorder = await openRecorder(emulator);
    for (const [path, content] of Object.entries(tree)) await emulator.put(`v/${path}`, content);
    using there = repoOf({
      a: onHost({ inputs: [{ from: "s3://acme/v/", path: "data/" }], command: summing("data") }),
    });
    const env = emulator.env(recorder.port);
    const reached = Promise.withResolvers<void>();
    const others = Object.keys(tree).length - 2;
    recorder.onRequest = ({ url }) => {
      if (url.includes("big.bin")) return new Promise(() => {});
      if (recorder.seen.filter(({ isRead }) => isRead).length > others) reached.resolve();
      return undefined;
    };
    const running = there.start(["run"], { env });
    await reached.promise;
    running.kill(kill);
    const { code } = await running.finished;
    expect(code).toBe(kill === "SIGINT" ? 130 : undefined);
    recorder.onRequest = () => undefined;
    recorder.seen.length = 0;
    const told = await runTold(there, [], { env });
    expect(told.leg("a").command).toBe(sums(tree, "data").join("\n"));
    expect(recorder.seen.some(({ url }) => url.includes("big.bin"))).toBe(true);
    recorder.close();
    emulator.close();
  },
);

test("a run of a fork's code asks as nobody, whatever credentials there are", async () => {
  using emulator = await openEmulator("s3");
  using recorder = await openRecorder(emulator);
  await emulator.put("v/1.txt", Buffer.from("public"));
  const pull = { number: 7, head: { repo: { id: 2 } }, base: { repo: { id: 1 } } };
  using there = repoOf(
    { a: onHost({ inputs: [{ from: "s3://acme/v/", path: "data/" }], command: "cat data/1.txt" }) },
    { files: { "event.json": JSON.stringify({ pull_request: pull }) } },
  );
  const event = { GITHUB_EVENT_NAME: "pull_request", GITHUB_EVENT_PATH: there.at("event.json") };
  const env = { ...emulator.env(recorder.port), GITHUB_ACTIONS: "true", ...event };
  const told = await runTold(there, [], { env });
  expect(told.leg("a").command).toBe("public");
  expect(recorder.seen.map(({ isSigned }) => isSigned)).toEqual([false, false]);
  recorder.seen.length = 0;
  recorder.onRequest = () => ({ status: 403, body: "<Error><Code>AccessDenied</Code></Error>" });
  const refused = await runTold(there, [], { env });
  expect(refused.leg("a").failure?.message).toContain("the pull request comes from a fork");
  await runTold(there, [], { env: emulator.env(recorder.port) });
  expect(recorder.seen.map(({ isSigned }) => isSigned)).toEqual([false, true]);
});

test("what lies in the place of data and is nobody's is left alone and named", async () => {
  using emulator = await openEmulator("s3");
  await emulator.put("v/1.txt", Buffer.from("1"));
  using there = repoOf(
    { a: onHost({ inputs: [{ from: "s3://acme/v/", path: "data/" }], command: "true" }) },
    { files: { "data/mine.txt": "mine" } },
  );
  const told = await runTold(there, [], { env: emulator.env(emulator.port) });
  expect(told.leg("a").failure).toMatchObject({
    cause: "config",
    message: expect.stringContaining("data/mine.txt"),
  });
  expect(there.list("data")).toEqual(["mine.txt"]);
});
