import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer as createTls } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Clock } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node-host.ts";
import { openTransport, type Transport } from "../../src/host/transport.ts";
import { parseBucketUri } from "../../src/pipeline/bucket.ts";
import type { BucketSink } from "../../src/store/object-store.ts";
import { createOnce } from "../../src/store/put.ts";
import { openS3Store } from "../../src/store/s3.ts";
import type { BucketSource } from "../../src/store/source.ts";
import { upload } from "../../src/store/upload.ts";
import { UploadBudget } from "../../src/store/upload-budget.ts";
import { certificate } from "../auth/certificate.ts";
import { openFakeInternet } from "../auth/fake-internet.ts";
import {
  type Emulator,
  openEmulator,
  openRecorder,
  openToxiproxy,
  type Recorder,
  type Seen,
  type Toxic,
  type Toxiproxy,
} from "../rig/emulators.ts";

const mib = 2 ** 20;
const { signal } = new AbortController();
/** Pauses are short; limits are as long as they are. */
const sleep: Clock["sleep"] = (ms, end) => nodeHost.clock.sleep(ms < 10_000 ? ms / 50 : ms, end);
const clock: Clock = { ...nodeHost.clock, sleep };
const patience = { clock, random: nodeHost.random, signal };
const sumOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

let toxiproxy: Toxiproxy;
let emulator: Emulator;
beforeAll(async () => {
  toxiproxy = await openToxiproxy();
  emulator = await openEmulator("s3");
});
afterAll(() => {
  emulator?.close();
  toxiproxy?.close();
});

let folder: string;
let recorder: Recorder;
let toxic: Toxic;
let transport: Transport | undefined;
let store: { readonly source: BucketSource; readonly sink: BucketSink };
/** Of each test its own. */
let prefix = "";
let count = 0;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "stepops-store-"));
  recorder = await openRecorder(emulator);
  toxic = await toxiproxy.through(recorder.port);
  prefix = `test${count++}/`;
  store = await open(toxic.port);
});
afterEach(() => {
  vi.unstubAllEnvs();
  transport?.close();
  recorder?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(port: number, asNobody = false): Promise<typeof store> {
  const env = emulator.env(port);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  transport = openTransport({ env, idleMs: 30_000 });
  const identity = { env, clock: nodeHost.clock, onSecret: () => {} };
  const uri = parseBucketUri(emulator.uri);
  if (!uri.ok) throw new Error(uri.error.message);
  const opened = await openS3Store(uri.value, { identity, transport, asNobody });
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

const pathOf = (name: string): string => join(folder, sumOf(Buffer.from(name)));

async function send(name: string, bytes: Uint8Array, end = signal) {
  const path = pathOf(name);
  writeFileSync(path, bytes);
  const expected = { size: bytes.length, sha256: sumOf(bytes) };
  const budget = new UploadBudget(64 * mib);
  const key = prefix + name;
  return upload({
    ...{ ...patience, signal: end, files: nodeHost.files, sink: store.sink, path, key, expected, budget },
    onBytes: () => {},
  });
}

/** Past what may be in the way, whatever that does to requests. */
async function stored(key: string): Promise<Uint8Array> {
  const { source } = await open(emulator.port);
  const found = await source.look(key, signal);
  if (!found.ok) throw new Error(found.error.message);
  const reading = await source.read(found.value, 0, signal);
  if (!reading.ok) throw new Error(reading.error.message);
  const chunks: Uint8Array[] = [];
  for await (const chunk of reading.value.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function keys(): Promise<readonly string[]> {
  const { source } = await open(emulator.port);
  const found: string[] = [];
  for (let from: string | undefined, isFirst = true; isFirst || from !== undefined; isFirst = false) {
    const page = await source.list(prefix, from, signal);
    if (!page.ok) throw new Error(page.error.message);
    found.push(...page.value.objects.map(({ key }) => key.slice(prefix.length)));
    from = page.value.next;
  }
  return found.sort();
}

const ofPart = ({ method, url }: Seen): string | undefined =>
  method === "PUT" ? /partNumber=(\d+)/.exec(url)?.[1] : undefined;
const isFinish = ({ method, url }: Seen): boolean => method === "POST" && url.includes("uploadId=");

const isFirstFinish = (seen: Seen): boolean => recorder.seen.find(isFinish) === seen;

/** Uploads that are neither finished nor abandoned. */
async function left(): Promise<number> {
  const reply = await fetch(`http://127.0.0.1:${emulator.port}/acme?uploads`, {
    headers: {
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0",
    },
  });
  return (await reply.text()).split(`<Key>${prefix}`).length - 1;
}

const odd = ["a b+c&d%e?f#.txt", "ünïcödé 🙂/é", "quo'te\"<>", "empty"];

test("what is put is read back, listed and removed, whatever its name", async () => {
  for (const name of odd) {
    const bytes = name === "empty" ? new Uint8Array() : Buffer.from(`content of ${name}`);
    expect(await send(name, bytes)).toEqual({ ok: true, value: undefined });
    expect(Buffer.from(await stored(prefix + name)).equals(bytes)).toBe(true);
  }
  expect(await keys()).toEqual([...odd].sort());
  const gone = [...odd.slice(1), "never there"].map((name) => prefix + name);
  expect(await store.sink.remove(gone, signal)).toEqual({ ok: true, value: undefined });
  expect(await keys()).toEqual([odd[0]]);
});

test("more than one request's worth of keys is removed", async () => {
  const names = Array.from({ length: 1_003 }, (_, index) => `${prefix}${String(index).padStart(4, "0")}`);
  for (const key of names) await emulator.put(key, new Uint8Array());
  expect(await keys()).toHaveLength(1_003);
  expect(await store.sink.remove(names, signal)).toEqual({ ok: true, value: undefined });
  expect(await keys()).toEqual([]);
  const removals = recorder.seen.filter(({ method, url }) => method === "POST" && url.includes("delete"));
  expect(removals).toHaveLength(2);
});

describe("an object for which two compete", () => {
  const put = (text: string) => createOnce({ ...patience, sink: store.sink, key: `${prefix}key`, text });
  const isPut = ({ method }: Seen) => method === "PUT";

  test("is written by one of them, and stays as that wrote it", async () => {
    const answered = Promise.withResolvers<void>();
    // The emulator looks and writes in two steps, so one has to come before the other.
    recorder.onRequest = async (seen) => {
      if (recorder.seen.indexOf(seen) > 0) await answered.promise;
      return undefined;
    };
    const both = ["one", "two"].map(async (text) => {
      const done = await put(text);
      answered.resolve();
      return done.ok ? ([text, done.value] as const) : done.error;
    });
    const ends = (await Promise.all(both)) as (readonly [string, string])[];
    expect(ends.map(([, end]) => end).sort()).toEqual(["exists", "written"]);
    const [winner] = ends.find(([, end]) => end === "written") ?? [];
    expect(Buffer.from(await stored(`${prefix}key`)).toString()).toBe(winner);
  });

  test("exists for whoever heard no answer to his own creation of it", async () => {
    recorder.onRequest = async () => {
      const isFirst = recorder.seen.filter(isPut).length === 1;
      await (isFirst ? toxic.add("limit_data", { bytes: 10 }) : toxic.remove("limit_data"));
      return undefined;
    };
    expect(await put("mine")).toEqual({ ok: true, value: "exists" });
    expect(recorder.seen.filter(isPut)).toHaveLength(2);
    expect(Buffer.from(await stored(`${prefix}key`)).toString()).toBe("mine");
  });
});

describe("a file of 42 MiB", () => {
  const bytes = randomBytes(42 * mib + 17);
  const partsSeen = () => recorder.seen.map(ofPart).filter((part) => part !== undefined);

  async function expectWhole(): Promise<void> {
    expect(await send("big", bytes)).toEqual({ ok: true, value: undefined });
    expect(sumOf(await stored(`${prefix}big`))).toBe(sumOf(bytes));
    expect(new Set(partsSeen()).size).toBe(6);
  }

  test("arrives, each of its parts sent once", async () => {
    await expectWhole();
    expect([partsSeen().length, await left()]).toEqual([6, 0]);
  });

  test("arrives where connections break in the middle of what is sent, which alone is sent again", async () => {
    await toxic.add("limit_data", { bytes: 5 * mib }, "upstream");
    let isRemoved: Promise<void> | undefined;
    recorder.onRequest = (seen) => {
      // Not waited for: it ends once all that is on its way was taken here.
      if (ofPart(seen) && partsSeen().length >= 5) isRemoved ??= toxic.remove("limit_data");
      return undefined;
    };
    await expectWhole();
    await isRemoved;
    expect(partsSeen().length).toBeGreaterThan(6);
    expect(recorder.seen.filter(({ url }) => url.includes("uploads="))).toHaveLength(1);
    expect(await left()).toBe(0);
  });

  test("arrives where answers are cut off, be it known to the service already or not", async () => {
    await toxic.add("limit_data", { bytes: 200 });
    let answers = 0;
    recorder.onRequest = async (seen) => {
      answers += 1;
      // Of the beginning three, then of four parts, then of the end.
      if (answers === 3 || answers === 8) await toxic.remove("limit_data");
      if (answers === 4 || isFirstFinish(seen)) await toxic.add("limit_data", { bytes: 200 });
      if (isFinish(seen) && !isFirstFinish(seen)) await toxic.remove("limit_data");
      return undefined;
    };
    await expectWhole();
    expect(partsSeen().length).toBeGreaterThan(6);
    expect(recorder.seen.filter(isFinish)).toHaveLength(2);
  });

  test("arrives by way of resets, pieces and delays", async () => {
    await toxic.add("reset_peer", { timeout: 0 });
    await toxic.add("slicer", { average_size: 60_000, size_variation: 20_000, delay: 1 }, "upstream");
    await toxic.add("latency", { latency: 30, jitter: 20 });
    let asked = 0;
    recorder.onRequest = async () => {
      asked += 1;
      if (asked === 3) await toxic.remove("reset_peer");
      return undefined;
    };
    await expectWhole();
  });

  test.each([
    ["HEAD", "some servers forget an upload with its end"],
    ["POST", "others do not"],
  ])("is known to have arrived where the answer to its end got lost, by a last %s: %s", async (last) => {
    recorder.onRequest = async (seen) => {
      if (!isFinish(seen)) return undefined;
      await (isFirstFinish(seen) ? toxic.add("limit_data", { bytes: 10 }) : toxic.remove("limit_data"));
      if (isFirstFinish(seen) || last === "POST") return undefined;
      return { status: 404, body: "<Error><Code>NoSuchUpload</Code><Message>no</Message></Error>" };
    };
    await expectWhole();
    expect(recorder.seen.filter(isFinish)).toHaveLength(2);
    expect([recorder.seen.at(-1)?.method, await left()]).toEqual([last, 0]);
  });

  test.each([
    ["nothing", undefined],
    ["another object of its size", new Uint8Array(42 * mib + 17)],
  ])("is not taken for %s that lies there after somebody ended the upload", async (_, other) => {
    if (other) await emulator.put(`${prefix}big`, other);
    recorder.onRequest = (seen) => {
      if (!isFinish(seen)) return undefined;
      return { status: 404, body: "<Error><Code>NoSuchUpload</Code><Message>no</Message></Error>" };
    };
    const message = `the upload of s3://acme/${prefix}big was ended by somebody else`;
    expect(await send("big", bytes)).toEqual({ ok: false, error: { reason: "refused", message } });
    expect(await left()).toBe(0);
  });

  test("is finished again where the service says of a success that it was none", async () => {
    recorder.onRequest = (seen) => {
      if (!isFinish(seen) || !isFirstFinish(seen)) return undefined;
      return { status: 200, body: "<Error><Code>InternalError</Code><Message>no</Message></Error>" };
    };
    await expectWhole();
    expect(recorder.seen.filter(isFinish)).toHaveLength(2);
  });

  test("is not there, nor any part of it, once it was stopped", async () => {
    const stop = new AbortController();
    recorder.onRequest = (seen) => {
      if (ofPart(seen) === "5") stop.abort();
      return undefined;
    };
    expect(await send("big", bytes, stop.signal)).toMatchObject({ error: { message: "it was stopped" } });
    expect([await keys(), await left()]).toEqual([[], 0]);
  });

  test("that changes on the way is not there either", async () => {
    recorder.onRequest = (seen) => {
      if (ofPart(seen) === "1") appendFileSync(pathOf("big"), "more");
      return undefined;
    };
    expect(await send("big", bytes)).toMatchObject({ error: { reason: "changed" } });
    expect([await keys(), await left()]).toEqual([[], 0]);
  });
});

describe("who may not write", () => {
  test("is told the permission", async () => {
    recorder.onRequest = () => ({ status: 403, body: "<Error><Code>AccessDenied</Code></Error>" });
    const message = "the AWS identity lacks the permission s3:PutObject on arn:aws:s3:::acme/";
    expect(await send("a", Buffer.from("a"))).toMatchObject({
      error: { reason: "denied", message: `${message}${prefix}a` },
    });
    expect(recorder.seen).toHaveLength(1);
  });

  test("has no credentials, and is not even asked for", async () => {
    store = await open(recorder.port, true);
    const message = expect.stringContaining("set AWS_ACCESS_KEY_ID");
    expect(await send("a", Buffer.from("a"))).toMatchObject({ error: { reason: "denied", message } });
    expect(recorder.seen).toEqual([]);
  });
});

test("all goes through a proxy, to a server whose certificate is of a private authority", async () => {
  const host = "storage.googleapis.com";
  const server = createTls(certificate, (asked, reply) => {
    const { method, url: path } = asked;
    const headers = { ...asked.headers, host: `127.0.0.1:${emulator.port}` };
    const sent = request({ host: "127.0.0.1", port: emulator.port, method, path, headers }, (got) => {
      reply.writeHead(got.statusCode ?? 0, got.headers);
      got.pipe(reply);
    });
    asked.pipe(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const internet = await openFakeInternet({ [host]: (server.address() as AddressInfo).port });
  const authority = join(folder, "ca.pem");
  writeFileSync(authority, certificate.cert);
  const bytes = randomBytes(9 * mib);
  writeFileSync(pathOf("big"), bytes);
  const env = { ...emulator.env(0), AWS_ENDPOINT_URL: `https://${host}`, HTTPS_PROXY: internet.proxy };
  const task = { uri: emulator.uri, path: pathOf("big"), key: `${prefix}big`, sha256: sumOf(bytes) };
  const run = (more: Readonly<Record<string, string>>) => sendAsChild({ ...env, ...more }, task);
  expect(await run({})).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining("certificate") },
  });
  expect(await run({ NODE_EXTRA_CA_CERTS: authority })).toEqual({ ok: true });
  expect([...internet.hosts]).toEqual([host]);
  expect(sumOf(await stored(`${prefix}big`))).toBe(sumOf(bytes));
  await internet.close();
  server.closeAllConnections();
  server.close();
});

/** In a process of its own, which alone reads certificates from its environment. */
async function sendAsChild(env: Readonly<Record<string, string>>, task: object): Promise<unknown> {
  const child = fileURLToPath(new URL("../store/upload-child.ts", import.meta.url));
  const { PATH = "" } = process.env;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [child, JSON.stringify(task)], { env: { PATH, ...env } });
  return JSON.parse(stdout);
}
