import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { ActionIo } from "../../src/action/action-io.ts";
import { runAction } from "../../src/action/run-action.ts";
import { openStoreCache, type StoreCache } from "../../src/action/store-cache.ts";
import type { StoreAddress } from "../../src/pipeline/artifact-store.ts";
import { FakeJob } from "./fake-action.ts";
import { type CacheCall, type CacheTrouble, FakeCacheService } from "./fake-cache-service.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";

/** So that what GitHub's package waits between its tries takes no time, in its thread only. */
const hasty = `const real = globalThis.setTimeout; globalThis.setTimeout = (work, ms, ...rest) => real(work, Math.min(ms ?? 0, 5), ...rest);`;

const trusted = { GITHUB_EVENT_NAME: "push", GITHUB_REF: "refs/heads/main", GITHUB_REF_PROTECTED: "true" };
const pull = { GITHUB_EVENT_NAME: "pull_request", GITHUB_REF: "refs/pull/7/merge" };
const other = { GITHUB_EVENT_NAME: "pull_request", GITHUB_REF: "refs/pull/8/merge" };

/** A job of a workflow, in a fresh checkout of its own. */
class CachedJob extends FakeJob {
  static #count = 0;
  cache: StoreCache | undefined;
  readonly warnings: string[] = [];
  readonly said: string[] = [];
  readonly domain: string;
  readonly runKey: string;

  constructor(service: FakeCacheService, event: Record<string, string>, runKey = "job/0/stepops") {
    super({});
    this.domain = event === trusted ? "trusted" : event === pull ? "pr-7" : "pr-8";
    this.runKey = runKey;
    this.env = {
      ...service.env,
      ...event,
      GITHUB_SHA: commit,
      GITHUB_RUN_ID: String(++CachedJob.#count),
      GITHUB_REPOSITORY_ID: "4711",
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hasty)}`,
    };
    this.write(".git/refs/heads/main", `${commit}\n`);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.workspace, path)), { recursive: true });
    writeFileSync(join(this.workspace, path), text);
  }

  /** Of a file in the store; undefined where there is none. */
  stored(path: string): string | undefined {
    const file = join(this.workspace, ".stepops/store", path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  }

  store(path: string, text = path): void {
    this.write(`.stepops/store/${path}`, text);
  }

  async begin(more: Partial<ActionIo> = {}, artifactStore?: StoreAddress, restores = true): Promise<this> {
    const stack = {
      name: "lab",
      chosen: true,
      operators: {},
      secrets: {},
      ...(artifactStore && { artifactStore }),
    };
    const io = this.io("main", more);
    const input = { file: "pipeline.yaml", cwd: io.cwd, runKey: this.runKey, pipeline: { stack } };
    const warn = (message: string) => void this.warnings.push(message);
    this.cache = await openStoreCache(input, { io, warn, say: (message) => void this.said.push(message) });
    if (restores) await this.cache?.restore();
    return this;
  }

  async end(): Promise<this> {
    await this.cache?.save({ run: { trustDomain: this.domain, repositoryId: "4711" } });
    return this;
  }
}

/** A job that leaves these files in its store. */
async function saved(service: FakeCacheService, event: Record<string, string>, ...paths: readonly string[]) {
  using job = await new CachedJob(service, event).begin({}, undefined, false);
  for (const path of paths) job.store(path);
  await job.end();
  expect(job.warnings).toEqual([]);
}

const own = "trusted/4711/manifest.json";
const foreign = "untrusted/pr-7/4711/manifest.json";

test("what a trusted run stored is there in another checkout, whatever its path, and nothing else of the folder", async () => {
  await using service = await FakeCacheService.start();
  await saved(service, trusted, own, "trusted/4711/ä b/[1]*", foreign, "loose");
  using job = await new CachedJob(service, trusted).begin();
  expect([own, "trusted/4711/ä b/[1]*", foreign, "loose"].map((path) => job.stored(path))).toEqual([
    own,
    "trusted/4711/ä b/[1]*",
    undefined,
    undefined,
  ]);
  expect(readFileSync(join(job.workspace, ".stepops/.gitignore"), "utf8")).toBe("*\n");
  expect(service.keys).toEqual([expect.stringMatching(/^stepops-1-trusted-[0-9a-f]{16}-/)]);
  expect(job.said).toEqual([expect.stringMatching(/^artifact store: 2 files, .* of earlier trusted runs/)]);
  expect([service.faults, job.warnings]).toEqual([[], []]);
});

test("an untrusted run gets trusted work and that of its own domain, and hands on its own alone", async () => {
  await using service = await FakeCacheService.start();
  await saved(service, trusted, own);
  {
    using job = await new CachedJob(service, pull).begin();
    expect(job.stored(own)).toBe(own);
    job.store(own, "planted");
    job.store("trusted/4711/planted");
    job.store(foreign);
    await job.end();
  }
  using again = await new CachedJob(service, pull).begin();
  expect([own, foreign, "trusted/4711/planted"].map((path) => again.stored(path))).toEqual([
    own,
    foreign,
    undefined,
  ]);
  using neighbour = await new CachedJob(service, other).begin();
  using main = await new CachedJob(service, trusted).begin();
  for (const job of [neighbour, main])
    expect([own, foreign, "trusted/4711/planted"].map((path) => job.stored(path))).toEqual([
      own,
      undefined,
      undefined,
    ]);
  expect([...again.warnings, ...neighbour.warnings, ...main.warnings, ...service.faults]).toEqual([]);
});

test("a run that is trusted with something else than it was before hands nothing on", async () => {
  await using service = await FakeCacheService.start();
  using job = await new CachedJob(service, trusted).begin();
  job.store(own);
  await job.cache?.save({ run: { trustDomain: "pr-7", repositoryId: "4711" } });
  expect(service.calls).toEqual(["get"]);
});

test("a job gets what it stored itself last, and where there is nothing what another job of the pipeline did", async () => {
  await using service = await FakeCacheService.start();
  for (const [runKey, file] of [
    ["a", "a-1"],
    ["a", "a-2"],
    ["b", "b-1"],
  ] as const) {
    using job = await new CachedJob(service, trusted, runKey).begin();
    rmSync(join(job.workspace, ".stepops/store/trusted"), { recursive: true, force: true });
    job.store(`trusted/4711/${file}`);
    await job.end();
  }
  const found = async (runKey: string) => {
    using job = await new CachedJob(service, trusted, runKey).begin();
    return ["a-1", "a-2", "b-1"].filter((file) => job.stored(`trusted/4711/${file}`) !== undefined);
  };
  expect([await found("a"), await found("b"), await found("c")]).toEqual([["a-2"], ["b-1"], ["b-1"]]);
});

test("nothing is saved that GitHub has already, and whatever is new is", async () => {
  await using service = await FakeCacheService.start();
  await saved(service, trusted, own);
  const begun = service.calls.length;
  using same = await new CachedJob(service, trusted).begin();
  await same.end();
  expect(service.calls.slice(begun)).toEqual(["get", "download"]);
  using more = await new CachedJob(service, trusted).begin();
  more.store("trusted/4711/more");
  await more.end();
  expect(service.calls.slice(begun + 4)).toEqual(["create", "upload", "finalize"]);
  await more.end();
  expect(service.calls.length).toBe(begun + 7);
  using nothing = await new CachedJob(service, pull).begin();
  await nothing.end();
  expect(service.keys.length).toBe(2);
});

test("what lies in the store already stays as it is", async () => {
  await using service = await FakeCacheService.start();
  await saved(service, trusted, own, "trusted/4711/data/new", "trusted/4711/data/here");
  using job = new CachedJob(service, trusted);
  job.store("trusted/4711/data/here", "mine");
  job.store("trusted/4711/only-here");
  await job.begin();
  expect(["data/new", "data/here", "only-here"].map((path) => job.stored(`trusted/4711/${path}`))).toEqual([
    "trusted/4711/data/new",
    "mine",
    "trusted/4711/only-here",
  ]);
});

describe("GitHub's cache fails", () => {
  const restoring: readonly [string, CacheCall, CacheTrouble, RegExp][] = [
    ["is down", "get", { status: 503 }, /\(503\)/],
    ["refuses the token", "get", { status: 401 }, /\(401\)/],
    ["has too much to do", "get", { status: 429 }, /\(429\)/],
    ["forbids reading", "get", { status: 403, message: "cache read denied: no scopes" }, /read denied/],
    ["resets the connection", "get", "reset", /ECONNRESET/],
    ["has lost the blob", "download", { status: 404 }, /./],
    ["breaks off in a blob", "download", "truncate", /./],
    ["keeps a broken archive", "download", "garbage", /tar/],
  ];
  test.each(restoring)("while restoring: it %s", async (_title, at, trouble, why) => {
    await using service = await FakeCacheService.start();
    await saved(service, trusted, own);
    service.trouble = (call) => (call === at ? trouble : undefined);
    using job = await new CachedJob(service, trusted).begin();
    expect(job.warnings).toEqual([
      expect.stringMatching(/^the artifact store could not be restored from GitHub's cache: /),
    ]);
    expect(job.warnings[0]).toMatch(why);
    expect(job.warnings[0]).not.toMatch(/[\n%]|secret/);
    expect(job.stored(own)).toBeUndefined();
    expect(readdirSync(job.temp).filter((name) => name.startsWith("stepops-cache"))).toEqual([]);
  });

  const saving: readonly [string, CacheCall, CacheTrouble, RegExp][] = [
    ["is down", "create", { status: 503 }, /reserve/],
    ["has that key already", "create", { refused: "it already exists" }, /already exists/],
    ["lets this job read only", "create", { refused: "cache write denied: untrusted event" }, /write denied/],
    ["resets the connection", "create", "reset", /reserve/],
    ["refuses the blob", "upload", { status: 403 }, /./],
    ["does not finish", "finalize", { refused: "a hash differs" }, /a hash differs/],
  ];
  test.each(saving)("while saving: it %s", async (_title, at, trouble, why) => {
    await using service = await FakeCacheService.start();
    service.trouble = (call) => (call === at ? trouble : undefined);
    using job = await new CachedJob(service, trusted).begin();
    job.store(own);
    await job.end();
    expect(job.warnings).toEqual([
      expect.stringMatching(/^the artifact store was not saved in GitHub's cache: /),
    ]);
    expect(job.warnings[0]).toMatch(why);
    expect(job.warnings[0]).not.toMatch(/[\n%]|secret/);
    expect([job.stored(own), service.keys]).toEqual([own, []]);
  });

  test("one answer in between does not matter", async () => {
    await using service = await FakeCacheService.start();
    service.trouble = (call, count) =>
      ["get", "create", "finalize"].includes(call) && count === 1 ? { status: 502 } : undefined;
    await saved(service, trusted, own);
    expect(service.keys.length).toBe(1);
  });
});

describe("what takes too long is given up", () => {
  test.each(["get", "download", "create", "upload"] as const)("%s", async (at) => {
    await using service = await FakeCacheService.start();
    await saved(service, trusted, own);
    using job = new CachedJob(service, trusted);
    const { host } = job.io();
    let hung = Promise.withResolvers<void>();
    service.trouble = (call) => {
      if (call !== at) return undefined;
      hung.resolve();
      return "hang";
    };
    const sleep: typeof host.clock.sleep = async (ms, signal) => {
      if (ms < 600_000) return host.clock.sleep(ms, signal);
      hung = Promise.withResolvers();
      signal?.addEventListener("abort", () => hung.reject(signal.reason));
      await hung.promise;
    };
    await job.begin({ host: { ...host, clock: { ...host.clock, sleep } } });
    job.store("trusted/4711/more");
    await job.end();
    expect(job.warnings).toEqual([expect.stringMatching(/: its time was over$/)]);
  });

  test("a job that is cancelled", async () => {
    await using service = await FakeCacheService.start();
    using job = new CachedJob(service, trusted);
    service.trouble = () => {
      job.first.abort();
      return "hang";
    };
    await job.begin();
    expect(job.warnings).toEqual([expect.stringMatching(/: its time was over$/)]);
  });
});

test("what no run of the last week needs is not saved again", async () => {
  await using service = await FakeCacheService.start();
  const [old, young] = ["a", "b"].map((digit) => `trusted/4711/outputs/${digit.repeat(32)}/model`);
  {
    using job = await new CachedJob(service, trusted).begin();
    const tenDaysAgo = new Date(Date.now() - 10 * 86_400_000);
    for (const path of [old, young]) job.store(path ?? "");
    utimesSync(join(job.workspace, ".stepops/store", old ?? ""), tenDaysAgo, tenDaysAgo);
    await job.end();
    expect(job.warnings).toEqual([]);
  }
  using again = await new CachedJob(service, trusted).begin();
  expect([old, young].map((path) => again.stored(path ?? ""))).toEqual([undefined, young]);
});

test("a store over 5 GB is not saved, and the warning says what to do", async () => {
  await using service = await FakeCacheService.start();
  using job = await new CachedJob(service, trusted).begin();
  job.store(own);
  truncateSync(join(job.workspace, ".stepops/store", own), 5_000_000_001);
  await job.end();
  expect(job.warnings).toEqual([expect.stringMatching(/5\.0 GB.*artifact_store/)]);
  expect(service.calls).toEqual(["get"]);
});

test("neither a link in the archive nor one in the store's place is followed", async () => {
  await using service = await FakeCacheService.start();
  {
    using planter = await new CachedJob(service, trusted).begin();
    planter.store(own);
    symlinkSync("/etc", join(planter.workspace, ".stepops/store/trusted/4711/link"));
    await planter.end();
  }
  using job = await new CachedJob(service, trusted).begin();
  expect(job.warnings).toEqual([expect.stringMatching(/holds a link, 4711\/link$/)]);
  expect(job.stored(own)).toBeUndefined();
  using led = new CachedJob(service, trusted);
  led.write("elsewhere/trusted/file", "");
  mkdirSync(join(led.workspace, ".stepops"));
  symlinkSync("../elsewhere", join(led.workspace, ".stepops/store"));
  await led.begin();
  await led.end();
  expect(service.keys.length).toBe(1);
  expect(led.warnings).toEqual([expect.stringMatching(/leads elsewhere$/)]);
});

const outside: readonly [string, StoreAddress][] = [
  [
    "a bucket",
    { kind: "bucket", uri: { kind: "s3", bucket: "acme", key: "", host: "s3.amazonaws.com" } as never },
  ],
  ["a folder of the machine", { kind: "local", path: "/mnt/stepops" }],
  ["a folder beside the checkout", { kind: "local", path: "../stepops" }],
];
test.each(outside)("nothing is asked where the stack's store is %s", async (_title, address) => {
  await using service = await FakeCacheService.start();
  using job = await new CachedJob(service, trusted).begin({}, address);
  expect([job.cache, service.calls, job.warnings]).toEqual([undefined, [], []]);
  expect(job.said).toEqual([expect.stringMatching(/the stack lab outlives the job$/)]);
});

test("a stack's store in the checkout is cached as the checkout's own is", async () => {
  await using service = await FakeCacheService.start();
  const address = { kind: "local", path: "store" } as const;
  using job = await new CachedJob(service, trusted).begin({}, address);
  job.write(`store/${own}`, "1");
  await job.end();
  using next = await new CachedJob(service, trusted).begin({}, address);
  expect(next.read(`store/${own}`)).toBe("1");
});

test("a runner without a cache gets a warning", async () => {
  await using service = await FakeCacheService.start();
  using job = new CachedJob(service, trusted);
  for (const name of Object.keys(service.env)) delete job.env[name];
  await job.begin();
  expect(job.warnings).toEqual(["cache does nothing here: the runner offers no cache"]);
});

describe("the action", () => {
  const pipeline = `name: cached
steps:
  looks: {command: 'env > env.txt; test -e .stepops/store/${own} && touch had; mkdir -p .stepops/store/trusted/4711; echo 1 > .stepops/store/${own}; \${{ params.then }}'}
params: {then: "true"}
`.replace(" \\$", " $");
  const runOnce = async (service: FakeCacheService, inputs: Record<string, string> = {}) => {
    using job = new CachedJob(service, trusted);
    job.write("pipeline.yaml", pipeline);
    job.inputs = { ...job.inputs, cache: "true", "upload-artifacts": "none", ...inputs };
    const code = await runAction(job.io());
    const names = existsSync(join(job.workspace, "env.txt")) ? job.read("env.txt") : "";
    return { code, log: job.log, names, had: existsSync(join(job.workspace, "had")) };
  };

  test("restores before the first step and saves after the last, and no step sees what the cache is asked with", async () => {
    await using service = await FakeCacheService.start();
    const first = await runOnce(service);
    expect([first.code, first.had], first.log).toEqual([0, false]);
    expect(first.names).toContain("GITHUB_RUN_ID=");
    expect(first.names).not.toMatch(/ACTIONS_(?:RUNTIME|RESULTS|CACHE)|token-of-the-job/);
    const second = await runOnce(service);
    expect([second.code, second.had], second.log).toEqual([0, true]);
    expect(second.log).toContain("came from GitHub's cache");
    expect(second.log).not.toMatch(/secret|Cache Size|::warning/);
  });

  test("saves what a run did that failed", async () => {
    await using service = await FakeCacheService.start();
    const { code } = await runOnce(service, { params: "then=false" });
    expect([code, service.keys.length]).toEqual([1, 1]);
  });

  test("runs as well without the cache, and asks for none where it is not told to", async () => {
    await using service = await FakeCacheService.start();
    expect((await runOnce(service, { cache: "false" })).code).toBe(0);
    expect((await runOnce(service, { cache: "" })).code).toBe(0);
    expect(service.calls).toEqual([]);
    service.trouble = () => "reset";
    const { code, log } = await runOnce(service);
    expect(code).toBe(0);
    expect(log.match(/::warning/g)?.length).toBe(2);
  });

  test("refuses an input that is neither true nor false", async () => {
    await using service = await FakeCacheService.start();
    const { code, log } = await runOnce(service, { cache: "yes" });
    expect([code, service.calls]).toEqual([2, []]);
    expect(log).toContain("the input cache is yes: write true or false");
  });

  test("does the same as a bundle", async () => {
    await using service = await FakeCacheService.start();
    const main = join(process.env.STEPOPS_DIST ?? join(import.meta.dirname, "../../dist"), "main.js");
    for (const expected of [false, true]) {
      using job = new CachedJob(service, trusted);
      job.write("pipeline.yaml", pipeline);
      const env = { ...job.io().env, INPUT_CACHE: "true", "INPUT_UPLOAD-ARTIFACTS": "none" };
      const { stdout } = await promisify(execFile)(process.execPath, [main], { cwd: job.workspace, env });
      expect(existsSync(join(job.workspace, "had")), stdout).toBe(expected);
      expect(stdout).not.toMatch(/secret|Cache Size|::warning/);
    }
    expect([service.faults, service.keys.length]).toEqual([[], 1]);
  });
});
