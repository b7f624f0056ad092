import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer as createTls } from "node:https";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { certificate } from "../auth/certificate.ts";
import { openFakeInternet } from "../auth/fake-internet.ts";
import { openRecorder, openToxiproxy, type Recorder, type Seen, type Toxiproxy } from "../rig/emulators.ts";
import { openGate } from "../rig/gate.ts";
import { createRepo, type Repo } from "../rig/repo.ts";
import { runTold, toldOf } from "./containers.ts";
import {
  cloneOf,
  kinds,
  manifestsOf,
  noise,
  openTestStore,
  openTrace,
  type Place,
  pipelineOn,
  repositoryId,
  sumOf,
  type TestStore,
  type Trace,
  walk,
} from "./store-runs-rig.ts";
import { expectDomains } from "./store-runs-trust.ts";

type Env = Readonly<Record<string, string | undefined>>;
const on = (env: Env) => ({ env });

/** A checkout whose steps keep their outputs at that place. */
const checkoutOf = (
  place: Place,
  steps: Readonly<Record<string, object>>,
  files: Readonly<Record<string, string>>,
): Repo => createRepo({ ...files, "pipeline.yaml": pipelineOn(place.address, steps) }, { git: true });

/** Keys of what was sent, by their paths. */
const sent = async (place: Place): Promise<readonly string[]> =>
  [...(await place.objects()).keys()].filter((key) => key.includes("/outputs/"));

/** What lies in a checkout beside git's own. */
const lying = (repo: Repo): readonly string[] =>
  walk(repo.path).flatMap(([path]) => (path.startsWith(".git/") || path === ".git" ? [] : [path]));

/** All that an output may hold. */
const prepare = `umask 022
mkdir -p prepared/deep/er prepared/empty prepared/closed "prepared/ünïcödé 🙂"
sort data.txt > prepared/data.txt
head -c 9000000 /dev/zero | tr '\\0' x > prepared/deep/er/large.bin
: > prepared/zero
echo odd > "prepared/ünïcödé 🙂/with space + plus & 100%.txt"
echo '#!/bin/sh' > prepared/run; chmod 755 prepared/run
echo private > prepared/closed/private; chmod 600 prepared/closed/private; chmod 700 prepared/closed
ln -s deep/er/large.bin prepared/link; ln -s deep prepared/folder; ln -s nowhere prepared/dangling
echo "rows=$(wc -l < data.txt)" >> "$STEPOPS_VALUES"`;

const everything = (trace: Trace) => ({
  prepare: {
    inputs: ["src/prepare.sh", "data.txt"],
    outputs: ["prepared/"],
    values: ["rows"],
    command: `${prepare}\n${trace.say("prepare")}`,
  },
  train: {
    strategy: { matrix: { lr: ["0.1", "0.2"] } },
    inputs: ["prepared/", "src/train.sh"],
    outputs: ["models/${{ matrix.lr }}/"],
    command: `mkdir -p models/\${{ matrix.lr }}
cat prepared/data.txt src/train.sh > models/\${{ matrix.lr }}/model
${trace.say("train ${{ matrix.lr }}")}`,
  },
  evaluate: {
    inputs: ["models/"],
    metrics: ["metrics.json"],
    env: { ROWS: "${{ needs.prepare.values.rows }}" },
    command: `echo "{\\"rows\\": $ROWS}" > metrics.json\n${trace.say("evaluate")}`,
  },
  aside: { inputs: ["aside.txt"], outputs: ["aside"], command: `cp aside.txt aside\n${trace.say("aside")}` },
});
const all = ["aside", "evaluate", "prepare", "train 0.1", "train 0.2"];
const models = ["train[lr=0.1]", "train[lr=0.2]"];
const files = { "data.txt": "b\na\n", "src/prepare.sh": "p", "src/train.sh": "t", "aside.txt": "a\n" };

describe.each(kinds)("a store of type %s", (kind) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(kind);
  });
  afterAll(() => store?.[Symbol.dispose]());

  test("another checkout takes all from it, and runs what an edit makes other work, no more", async () => {
    using trace = openTrace();
    const place = store.place();
    const pipeline = pipelineOn(place.address, everything(trace));
    using first = createRepo({ ...files, "pipeline.yaml": pipeline }, { git: true });
    using second = cloneOf(first);
    const options = on(store.env());

    const made = await runTold(first, [], options);
    expect(made.code, made.stdout + made.stderr).toBe(0);
    expect(trace.ran()).toEqual(all);
    const taken = await runTold(second, [], options);
    expect(taken.code, taken.stdout + taken.stderr).toBe(0);
    expect(trace.ran(), taken.stdout).toEqual([]);
    const outputs = ["prepared", "models", "metrics.json", "aside"];
    const look = (path: string) => walk(path).filter(([at]) => outputs.includes(at.split("/")[0] ?? ""));
    expect(look(second.path)).toEqual(look(first.path));
    expect(look(first.path).length).toBeGreaterThan(20);
    for (const leg of ["prepare", "train[lr=0.1]", "evaluate", "aside"]) {
      const { values, outputs: left } = made.leg(leg);
      expect(taken.leg(leg)).toMatchObject({ values, outputs: left });
    }
    expect(taken.leg("prepare").values).toEqual({ rows: "2" });
    expect(taken.leg("evaluate").outputs).toMatchObject([{ metrics: { rows: 2 } }]);

    second.write("src/train.sh", "t2");
    await runTold(second, [], options);
    expect(trace.ran()).toEqual(["evaluate", "train 0.1", "train 0.2"]);
    second.write("aside.txt", "b\n");
    await runTold(second, [], options);
    expect(trace.ran()).toEqual(["aside"]);
    await runTold(first, [], options);
    expect(trace.ran()).toEqual([]);

    const manifests = [...(await manifestsOf(place)).values()];
    const steps = manifests.map(({ step }) => step).sort();
    expect(steps).toEqual(["aside", "aside", "evaluate", "evaluate", "prepare", ...models, ...models].sort());
    const kept = manifests.find(({ step }) => step === "prepare");
    for (const [path, { key, content }] of kept?.files ?? []) {
      expect(content.equals(readFileSync(first.at(path))), path).toBe(true);
      expect(key.replace(/[0-9a-f]{32}/, "NONCE")).toBe(`untrusted/branch-main/4711/outputs/NONCE/${path}`);
    }
  });

  test("what somebody changed or removed in it is fetched again, then made again, and right from there on", async () => {
    using trace = openTrace();
    const place = store.place();
    const command = `mkdir out; for n in 1 2 3 4; do echo good $n > out/$n; done; ${trace.say("s")}`;
    const steps = { s: { inputs: ["in"], outputs: ["out/"], command } };
    using first = checkoutOf(place, steps, { in: "x" });
    await first.run(["run"], on(store.env()));
    expect(trace.ran()).toEqual(["s"]);
    const keyOf = async (path: string) =>
      [...(await manifestsOf(place)).values()][0]?.files.get(path)?.key ?? "";
    for (const [damage, words] of [
      [async () => place.put(await keyOf("out/2"), Buffer.from("evil 2\n")), "came twice with other content"],
      [async () => place.put(await keyOf("out/3"), Buffer.from("longer than it was")), "18 bytes and not 7"],
      [async () => place.remove(await keyOf("out/2")), "is not there any more"],
    ] as const) {
      await damage();
      await expect(manifestsOf(place)).rejects.toThrow("which is");
      using second = cloneOf(first);
      const told = await runTold(second, [], on(store.env()));
      expect([told.code, trace.ran()], told.stdout).toEqual([0, ["s"]]);
      expect(told.warnings("s").join()).toMatch(/cannot be used, so it runs again/);
      expect(told.warnings("s").join()).toContain(words);
      expect(second.read("out/2")).toBe("good 2\n");
      await manifestsOf(place);
      using third = cloneOf(first);
      const healed = await runTold(third, [], on(store.env()));
      expect([healed.warnings(), trace.ran(), third.read("out/2")]).toEqual([[], [], "good 2\n"]);
    }
  });

  test("two runs that do the same work at once both end well, and whatever a manifest names is there", async () => {
    using trace = openTrace();
    const place = store.place();
    const steps = {
      same: {
        inputs: ["in.txt"],
        outputs: ["same/"],
        command: `mkdir -p same/deep; cat in.txt > same/deep/a; head -c 300000 /dev/zero > same/zero; ${trace.say("same")}`,
      },
      // Of two such runs each leaves something else.
      other: {
        inputs: ["in.txt", "same/"],
        outputs: ["other/"],
        command: `mkdir other; cat same/deep/a > other/a; head -c 300000 /dev/urandom > other/random; ${trace.say("other")}`,
      },
    };
    using first = checkoutOf(place, steps, { "in.txt": "0" });
    using second = cloneOf(first);
    const both = [first, second];
    for (let round = 1; round <= 5; round++) {
      for (const repo of both) repo.write("in.txt", `${round}`);
      const told = await Promise.all(both.map((repo) => runTold(repo, [], on(store.env()))));
      for (const { code, stdout, stderr } of told) expect(code, stdout + stderr).toBe(0);
      for (const repo of both) expect(repo.read("other/a")).toBe(`${round}`);
    }
    expect(trace.ran().length).toBeGreaterThanOrEqual(10);
    const manifests = await manifestsOf(place);
    const found = (name: string, at: RegExp) =>
      [...manifests].filter(([key, { step }]) => step === name && at.test(key)).length;
    // One stands for both where they came to the same; else whoever came second has his own beside it.
    expect([found("same", /./), found("other", /\/[0-9a-f]{64}\.json$/)]).toEqual([5, 5]);
    expect(found("other", /./)).toBeLessThanOrEqual(10);
    const named = new Set(
      [...manifests.values()].flatMap(({ files }) => [...files.values()].map(({ key }) => key)),
    );
    // Whatever was sent twice was taken back.
    expect((await sent(place)).filter((key) => !named.has(key))).toEqual([]);
    using third = cloneOf(first);
    third.write("in.txt", "3");
    await runTold(third, [], on(store.env()));
    expect([trace.ran(), third.read("other/a")]).toEqual([[], "3"]);
  });

  test("no secret gets into it, into the journal, or to the screen", async () => {
    const place = store.place();
    const secret = "s3cr3t-of-the-step";
    const steps = {
      s: {
        inputs: ["in"],
        outputs: ["out"],
        values: ["v"],
        secrets: ["API_PASSWORD"],
        command: 'echo "the password is $API_PASSWORD"; echo made > out; echo v=1 >> "$STEPOPS_VALUES"',
      },
    };
    using repo = checkoutOf(place, steps, { in: "x" });
    const env = { ...store.env(), API_PASSWORD: secret, AWS_SECRET_ACCESS_KEY: "s3cr3t-of-the-store" };
    const told = await runTold(repo, [], on(env));
    expect(told.code, told.stdout).toBe(0);
    expect(told.leg("s").stdout).toContain("the password is ***");
    const key = /AccountKey=([^;]+)/.exec(store.env().AZURE_STORAGE_CONNECTION_STRING ?? "")?.[1] ?? secret;
    const texts = [...(await place.objects()), ["screen", told.stdout + told.stderr] as const];
    for (const [path, , , sum] of walk(repo.at(".stepops")))
      if (sum) texts.push([path, readFileSync(repo.at(`.stepops/${path}`))]);
    expect(texts.length).toBeGreaterThan(5);
    const faulty = texts.filter(([, text]) =>
      [secret, "s3cr3t-of-the-store", key].some((each) => text.includes(each)),
    );
    expect(faulty.map(([name]) => name)).toEqual([]);
  });
});

const clouds = ["s3", "gcs", "azure"] as const;

describe.each(clouds)("a bucket in %s", (kind) => {
  let store: TestStore;
  let toxiproxy: Toxiproxy;
  let recorder: Recorder;
  beforeAll(async () => {
    store = await openTestStore(kind);
    toxiproxy = await openToxiproxy();
    if (store.emulator) recorder = await openRecorder(store.emulator);
  });
  afterAll(() => {
    recorder?.close();
    toxiproxy?.close();
    store?.[Symbol.dispose]();
  });

  /** More than connections carry. */
  const sizes = { a: 12_000_000, b: 9_000_000, c: 5_000_000, d: 3_000_000, e: 1_000_000, f: 1 };

  test("30 MB go and come whole by way of resets, cuts, pieces and delays", async () => {
    using trace = openTrace();
    const place = store.place();
    const command = `mkdir out; cp ${Object.keys(sizes).join(" ")} out; ${trace.say("s")}`;
    using first = checkoutOf(place, { s: { inputs: Object.keys(sizes), outputs: ["out/"], command } }, {});
    for (const [name, size] of Object.entries(sizes)) writeFileSync(first.at(name), noise(name, size));
    first.commit();
    using second = cloneOf(first);
    const toxic = await toxiproxy.through(recorder.port);
    const trouble = async (stream: "upstream" | "downstream", bytes: number): Promise<() => number> => {
      await toxic.add("limit_data", { bytes }, stream);
      await toxic.add("latency", { latency: 20, jitter: 20 }, stream);
      await toxic.add("slicer", { average_size: 60_000, size_variation: 20_000, delay: 1 }, stream);
      await toxic.add("reset_peer", { timeout: 0 });
      let asked = 0;
      recorder.onRequest = async () => {
        asked += 1;
        if (asked === 3) await toxic.remove("reset_peer");
        return undefined;
      };
      return () => asked;
    };
    const calm = async () => {
      for (const type of ["limit_data", "latency", "slicer"]) await toxic.remove(type);
      recorder.onRequest = () => undefined;
    };
    const asked = await trouble("upstream", 12_500_000);
    const made = await runTold(first, [], on(store.env(toxic.port)));
    expect(made.code, made.stdout + made.stderr).toBe(0);
    expect(asked()).toBeGreaterThan(10);
    await calm();
    const [manifest] = (await manifestsOf(place)).values();
    expect(manifest?.files.size).toBe(6);

    await trouble("downstream", 2_500_000);
    recorder.seen.length = 0;
    const taken = await runTold(second, [], on(store.env(toxic.port)));
    expect([taken.code, taken.warnings(), trace.ran()], taken.stdout).toEqual([0, [], ["s"]]);
    await calm();
    expect(walk(second.at("out"))).toEqual(walk(first.at("out")));
    const resumed = recorder.seen.filter(({ range }) => /^bytes=[1-9]/.test(range ?? ""));
    expect(resumed.length).toBeGreaterThanOrEqual(3);
  });

  const credentials = {
    ...{
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AZURE_STORAGE_CONNECTION_STRING: undefined,
    },
    ...{ STORAGE_EMULATOR_HOST: undefined, METADATA_SERVER_DETECTION: "none" },
  };
  const hints = {
    s3: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    gcs: "set GOOGLE_APPLICATION_CREDENTIALS",
    azure: "set AZURE_STORAGE_CONNECTION_STRING",
  };

  test("that nobody may write to, or that is not there, ends a step before its command, and says what to do", async () => {
    using trace = openTrace();
    const { address } = store.place();
    const other = { ...address, uri: (address.uri ?? "").replace("acme", "acne") };
    const steps = { s: { inputs: ["in"], outputs: ["out"], command: `echo x > out; ${trace.say("s")}` } };
    for (const [at, env, cause, words] of [
      [address, credentials, "permission", hints[kind]],
      [other, {}, "config", "make it, or correct the stack's artifact_store"],
    ] as const) {
      using repo = createRepo({ in: "x", "pipeline.yaml": pipelineOn(at, steps) }, { git: true });
      const told = await runTold(repo, [], on({ ...store.env(), ...env }));
      expect([told.code, trace.ran(), repo.has("out")]).toEqual([1, [], false]);
      expect(told.leg("s").failure).toMatchObject({ cause, message: expect.stringContaining(words) });
      expect(told.leg("s").failure?.message).toContain("so the step was not started");
    }
  });

  const moments: Readonly<Record<string, (seen: Seen) => boolean>> = {
    sends: ({ method, url }) => !/GET|HEAD/.test(method) && /outputs/.test(url),
    lists: ({ method, url }) => method === "GET" && /[?&]prefix=/.test(url),
    fetches: ({ isRead, url }) => isRead && /outputs/.test(url),
  };

  test.each([
    ["sends", "answers no more"],
    ...(kind === "s3" ? [["sends", "goes on answering"] as [string, string]] : []),
    // Where it once kept the process alive.
    ...(kind === "gcs" ? [["lists", "answers no more"] as [string, string]] : []),
    ["fetches", "answers no more"],
  ])(
    "a run that is stopped while it %s files ends at once, where the bucket %s",
    async (moment, then) => {
      const is = moments[moment] ?? (() => false);
      using trace = openTrace();
      const place = store.place();
      const command = `mkdir out; cp big out/big; cp big out/other; ${trace.say("s")}`;
      using first = checkoutOf(place, { s: { inputs: ["big"], outputs: ["out/"], command } }, {});
      writeFileSync(first.at("big"), noise("big", 18_000_000));
      first.commit();
      const sends = moment === "sends";
      if (!sends) await first.run(["run"], on(store.env()));
      using repo = cloneOf(first);
      trace.ran();
      const before = await sent(place);
      const reached = Promise.withResolvers<void>();
      let isHeld = false;
      recorder.onRequest = (seen) => {
        if (isHeld ? then === "goes on answering" : !is(seen)) return undefined;
        isHeld = true;
        reached.resolve();
        return new Promise(() => {});
      };
      const running = repo.start(["run"], on(store.env(recorder.port)));
      await reached.promise;
      running.kill("SIGINT");
      // By itself: what does not end is killed with the test.
      const { code, stderr } = await running.finished;
      recorder.onRequest = () => undefined;
      expect([code, stderr]).toEqual([130, ""]);
      if (then === "goes on answering") expect(await sent(place)).toEqual(before);
      expect([...(await manifestsOf(place)).keys()]).toHaveLength(sends ? 0 : 1);
      if (!sends) expect(lying(repo).filter((path) => /^out|restoring/.test(path))).toEqual([]);
      const ran = trace.ran();
      const resume = sends ? ["--resume", repo.list(".stepops/runs")[0] ?? ""] : [];
      const again = await runTold(repo, resume, on(store.env(recorder.port)));
      expect([again.code, again.warnings()], again.stdout).toEqual([0, []]);
      // Nothing is done a second time.
      expect([ran, trace.ran()]).toEqual([sends ? ["s"] : [], []]);
      expect(walk(repo.at("out"))).toHaveLength(2);
      expect((await manifestsOf(place)).size).toBe(1);
    },
    30_000,
  );
});

describe("a store that a stack names", () => {
  let store: TestStore;
  let recorder: Recorder;
  beforeAll(async () => {
    store = await openTestStore("s3");
    if (store.emulator) recorder = await openRecorder(store.emulator);
  });
  afterAll(() => {
    recorder?.close();
    store?.[Symbol.dispose]();
  });

  test("that cannot be reached keeps steps from starting; one that goes away meanwhile leaves what they made here", async () => {
    using trace = openTrace();
    using gate = openGate();
    const make = (name: string) => ({
      s: { inputs: ["in"], outputs: ["out"], command: `${trace.say(name)}; echo x > out` },
    });
    const never = async () => {
      using repo = checkoutOf(store.place(), make("never"), { in: "x" });
      const told = await runTold(repo, [], on({ ...store.env(), AWS_ENDPOINT_URL: "http://127.0.0.1:9" }));
      expect([told.code, repo.has("out")]).toEqual([1, false]);
      expect(told.leg("s").failure).toMatchObject({
        cause: "infrastructure",
        message: expect.stringMatching(/so the step was not started: .*nothing listens there/),
      });
    };
    const meanwhile = async () => {
      const way = await openRecorder(store.emulator as NonNullable<typeof store.emulator>);
      const place = store.place();
      const command = `${gate.line("held")} && echo x > out`;
      using repo = checkoutOf(place, { s: { inputs: ["in"], outputs: ["out"], command } }, { in: "x" });
      const running = repo.start(["run", "--json"], on(store.env(way.port)));
      const held = await gate.started("held");
      way.close();
      await held.exit(0);
      const told = toldOf(await running.finished);
      expect([told.code, repo.read("out")]).toEqual([1, "x\n"]);
      expect(told.leg("s").failure).toMatchObject({
        cause: "infrastructure",
        message: expect.stringMatching(
          /ended well, but its outputs are not in the artifact store, only here/,
        ),
      });
      expect(await sent(place)).toEqual([]);
    };
    await Promise.all([never(), meanwhile()]);
    expect(trace.ran()).toEqual([]);
  }, 120_000);

  test.each([
    ["grows", "echo more >> out/big", "out/big"],
    ["vanishes", "rm out/big", "out/big"],
  ])(
    "gets nothing of a step one of whose outputs %s while it is sent, and the failure names it",
    async (_, act, name) => {
      const place = store.place();
      // It outlives the step in a session of its own, for which it has to be in one before the step ends.
      const later = `: > begun; while [ ! -e go ]; do sleep 0.01; done; ${act}; : > done`;
      const leave = `setsid sh -c '${later}' > /dev/null 2>&1 < /dev/null & while [ ! -e begun ]; do :; done`;
      const command = `mkdir out; cp big out/big; echo small > out/small; ${leave}`;
      using repo = checkoutOf(place, { s: { inputs: ["big"], outputs: ["out/"], command } }, {});
      writeFileSync(repo.at("big"), noise("big", 18_000_000));
      recorder.onRequest = async ({ url }) => {
        if (!url.includes("partNumber=1")) return undefined;
        repo.write("go", "");
        while (!repo.has("done")) await new Promise((resolve) => setImmediate(resolve));
        return undefined;
      };
      const told = await runTold(repo, [], on(store.env(recorder.port)));
      recorder.onRequest = () => undefined;
      expect(told.code, told.stdout).toBe(1);
      expect(told.leg("s").failure?.message).toMatch(
        new RegExp(`only here: .*${name} changed while it was uploaded`),
      );
      expect([repo.has("out/small"), await sent(place), (await manifestsOf(place)).size]).toEqual([
        true,
        [],
        0,
      ]);
    },
  );

  test("is reached through a proxy, where a private authority has signed its certificate", async () => {
    const host = "storage.googleapis.com";
    const port = store.emulator?.port;
    const server = createTls(certificate, (asked, reply) => {
      const { method, url: path } = asked;
      const headers = { ...asked.headers, host: `127.0.0.1:${port}` };
      const passed = request({ host: "127.0.0.1", port, method, path, headers }, (got) => {
        reply.writeHead(got.statusCode ?? 0, got.headers);
        got.pipe(reply);
      });
      asked.pipe(passed);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const internet = await openFakeInternet({ [host]: (server.address() as AddressInfo).port });
    using trace = openTrace();
    const place = store.place();
    const command = `mkdir out; cp big out/big; ${trace.say("s")}`;
    using first = checkoutOf(place, { s: { inputs: ["big"], outputs: ["out/"], command } }, {});
    writeFileSync(first.at("big"), noise("big", 9_000_000));
    first.commit();
    using second = cloneOf(first);
    using folder = createRepo({ "ca.pem": certificate.cert });
    const env = { ...store.env(), AWS_ENDPOINT_URL: `https://${host}`, HTTPS_PROXY: internet.proxy };
    const stranger = await runTold(first, [], on(env));
    expect(stranger.leg("s").failure?.message).toMatch(/so the step was not started: .*certificate/);
    expect(trace.ran()).toEqual([]);
    const known = on({ ...env, NODE_EXTRA_CA_CERTS: folder.at("ca.pem") });
    for (const repo of [first, second]) {
      const told = await runTold(repo, [], known);
      expect([told.code, told.warnings()], told.stdout).toEqual([0, []]);
      expect(walk(repo.at("out"))).toEqual(walk(first.at("out")));
    }
    expect(trace.ran()).toEqual(["s"]);
    expect([...internet.hosts]).toEqual([host]);
    expect((await manifestsOf(place)).size).toBe(1);
    await internet.close();
    server.closeAllConnections();
    server.close();
  });

  test("is none for a run of a fork's code, which is told why and keeps to its checkout", async () => {
    using trace = openTrace();
    const place = store.place();
    const steps = { s: { inputs: ["in"], outputs: ["out"], command: `echo x > out; ${trace.say("s")}` } };
    using repo = checkoutOf(place, steps, { in: "x" });
    const pull = { number: 7, head: { repo: { id: 2 } }, base: { repo: { id: 1 } } };
    using event = createRepo({ "event.json": JSON.stringify({ pull_request: pull }) });
    const about = { GITHUB_EVENT_NAME: "pull_request", GITHUB_EVENT_PATH: event.at("event.json") };
    const env = { ...store.env(recorder.port), GITHUB_ACTIONS: "true", ...about };
    recorder.seen.length = 0;
    for (let run = 0; run < 2; run++) {
      const told = await runTold(repo, [], on(env));
      expect(told.code, told.stdout).toBe(0);
      expect(told.notices().join()).toContain("comes from a fork");
    }
    expect([trace.ran(), recorder.seen]).toEqual([["s"], []]);
  });

  test("gives main nothing that a pull request left, and a pull request what main left", async () => {
    await expectDomains(store, store.place(), on({}));
  });
});

/** In a file system of its own that is as small; the rest is as it is. Resolves with what the script printed. */
async function onSmallDisk(mib: number, script: string): Promise<string> {
  using folder = createRepo();
  const all = `set -e; mount -t tmpfs -o size=${mib}m none ${folder.path}; cd ${folder.path}; ${script}`;
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n", "-E"];
  const [file = "", ...args] = [...asRoot, "unshare", "-m", "sh", "-c", all];
  const { stdout } = await promisify(execFile)(file, args, { env: { ...process.env, ...repositoryId } });
  return stdout;
}

describe("a full disk", () => {
  const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
  const runWith = (args = ""): string => `'${process.execPath}' '${cli}' run --json ${args}; echo CODE $?`;
  const run = runWith();
  const big = noise("in", 9_000_000);
  const sums = "sha256sum out/* | cut -c-64";
  /** A checkout whose input takes 9 MB. */
  const checkout = (file: string): Repo => {
    const repo = createRepo({ "pipeline.yaml": file }, { git: true });
    writeFileSync(repo.at("in.bin"), big);
    repo.commit();
    return repo;
  };
  const parts = (said: string): readonly string[] => said.split(/CODE (?=\d)/);
  const warnings = (told = ""): string =>
    told
      .split("\n")
      .filter((line) => line.includes('"level":"warning"'))
      .join("\n");

  test("of a checkout into which nothing can be fetched is named, and the store keeps what it has", async () => {
    using store = await openTestStore("s3");
    const place = store.place();
    const command =
      "mkdir out; if [ -e less ]; then echo less > out/a; else cp in.bin out/a; cp in.bin out/b; fi";
    const steps = { s: { inputs: ["in.bin"], outputs: ["out/"], command } };
    using first = checkout(pipelineOn(place.address, steps));
    expect((await first.run(["run"], on(store.env()))).code).toBe(0);
    const [[at = "", before] = []] = await manifestsOf(place);
    const env = Object.entries(store.env()).map(([name, value]) => `export ${name}='${value}'`);
    const there = `git clone -q file://${first.path} c; cd c; : > less; ${env.join("; ")}; set +e`;
    const [told, after] = parts(await onSmallDisk(30, `${there}; ${run}; ${sums}; ls -A .stepops`));
    expect(warnings(told)).toMatch(/this machine's disk is full, so free some space/);
    expect(after?.split("\n").slice(0, 2)).toEqual(["0", sumOf(Buffer.from("less\n"))]);
    expect(after).not.toContain("restoring");
    // Whole, and as it was.
    expect((await manifestsOf(place)).get(at)?.nonce).toBe(before?.nonce);
  });

  test("keeps a copy from nobody who did not ask for one: the outputs lie there as they were made", async () => {
    const command = "mkdir out; cp in.bin out/a";
    using first = checkout(pipelineOn(undefined, { s: { inputs: ["in.bin"], outputs: ["out/"], command } }));
    const [told, after] = parts(
      await onSmallDisk(34, `cp -r ${first.path} c; cd c; set +e; ${run}; ${sums}`),
    );
    expect(after?.split("\n")).toEqual(["0", sumOf(big), ""]);
    expect(warnings(told)).toContain("the disk would have less than 1 GB left");
  });

  test("of a store ends a step that was told to use it, and what it made is sent by a resume, once there is room", async () => {
    using trace = openTrace();
    using first = checkout(
      pipelineOn(
        { type: "local", path: "../store" },
        {
          s: {
            inputs: ["in.bin"],
            outputs: ["out/"],
            command: `mkdir out; cp in.bin out/a; ${trace.say("s")}`,
          },
        },
      ),
    );
    const there = `cp -r ${first.path} c; cd c; set +e`;
    const look = "find ../store -type f | grep -c outputs; ls -A ../store/.partial | wc -l";
    const resume = runWith("--resume $(ls .stepops/runs)");
    const grown = "mount -o remount,size=80m $(dirname $PWD)";
    const said = await onSmallDisk(
      34,
      `${there}; ${run}; ${sums}; ${look}; ${grown}; ${resume}; ${sums}; ${look}`,
    );
    const [told, after, again] = parts(said);
    expect(told).toMatch(/only here: .* on a full disk: free some space/);
    expect(after?.split("\n").slice(0, 4)).toEqual(["1", sumOf(big), "0", "0"]);
    expect(again?.split("\n")).toEqual(["0", sumOf(big), "1", "0", ""]);
    expect(trace.ran()).toEqual(["s"]);
  });
});
