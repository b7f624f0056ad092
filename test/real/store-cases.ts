import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { nodeClock } from "../../src/host/node-clock.ts";
import { openTransport, type Transport } from "../../src/host/transport.ts";
import { type BucketUri, parseBucketUri } from "../../src/pipeline/bucket.ts";
import type { Result } from "../../src/pipeline/result.ts";
import type { Access } from "../../src/store/access.ts";
import type { BucketSink, UploadPart } from "../../src/store/object-store.ts";
import type { BucketObject, BucketSource, SourceFault } from "../../src/store/source.ts";
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

export interface Store {
  readonly source: BucketSource;
  readonly sink: BucketSink;
}

export type OpenStore = (uri: BucketUri, access: Access) => Promise<Result<Store, string>>;

/** What one store's tests stand on; all of it new for each test but the emulator. */
export interface StoreRig {
  readonly recorder: Recorder;
  /** Before the recorder. */
  readonly toxic: Toxic;
  readonly toxiproxy: Toxiproxy;
  /** That asks at a port; without one the recorder's. */
  open(options?: StoreOptions): Promise<Store>;
  /** Ends in `/`. */
  readonly prefix: string;
}

interface StoreOptions {
  readonly port?: number;
  readonly idleMs?: number;
  readonly asNobody?: boolean;
  readonly bucket?: string;
}

const made = new Map<string, Uint8Array>();

/** The same bytes at every run; no two blocks are alike. */
export function noise(seed: string, size: number): Uint8Array {
  const known = made.get(`${seed} ${size}`);
  if (known) return known;
  const blocks: Buffer[] = [];
  for (let at = 0; at < size; at += 32) blocks.push(createHash("sha256").update(`${seed} ${at}`).digest());
  const bytes = Buffer.concat(blocks).subarray(0, size);
  made.set(`${seed} ${size}`, bytes);
  return bytes;
}

export const { signal } = new AbortController();

/** For tests, where a fault is the end. */
export function must<T>(result: Result<T, SourceFault | string>): T {
  if (result.ok) return result.value;
  throw new Error(typeof result.error === "string" ? result.error : result.error.message);
}

export async function readAll(source: BucketSource, key: string): Promise<Buffer> {
  const { body } = must(await source.read(must(await source.look(key, signal)), 0, signal));
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function listAll(source: BucketSource, prefix: string): Promise<readonly BucketObject[]> {
  const found: BucketObject[] = [];
  for (let from: string | undefined; ; ) {
    const { objects, next } = must(await source.list(prefix, from, signal));
    found.push(...objects);
    if (next === undefined) return found;
    from = next;
  }
}

/** As the driver cuts an object. */
export function partsOf(sink: BucketSink, bytes: Uint8Array): readonly UploadPart[] {
  const size = sink.partSize(bytes.length);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => {
    const offset = index * size;
    return { index, offset, bytes: bytes.subarray(offset, offset + size) };
  });
}

/** As the driver does, without its pauses: so many parts at once as may be, each again where it fails. How often that was. */
export async function sendAll(sink: BucketSink, key: string, bytes: Uint8Array): Promise<number> {
  let failed = 0;
  const stubbornly = async <T>(act: () => Promise<Result<T, SourceFault>>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      const done = await act();
      if (done.ok) return done.value;
      failed += 1;
      const mayPass = done.error.reason === "unreachable" || done.error.reason === "busy";
      if (!mayPass || tries === 20) return must(done);
    }
  };
  const upload = await stubbornly(() => sink.begin({ key, size: bytes.length }, signal));
  const queue = partsOf(sink, bytes).values();
  const sendSome = async () => {
    for (const part of queue) await stubbornly(() => upload.part(part, signal));
  };
  await Promise.all(Array.from({ length: sink.partsAtOnce }, sendSome));
  await stubbornly(() => upload.finish(signal));
  return failed;
}

/** The second part breaks off in its middle, and is sent again alone. */
export async function cutInMidPart(
  { source, sink }: Store,
  toxic: Toxic,
  { key, bytes }: { readonly key: string; readonly bytes: Uint8Array },
): Promise<void> {
  const upload = must(await sink.begin({ key, size: bytes.length }, signal));
  for (const part of partsOf(sink, bytes)) {
    if (part.index === 1) {
      await toxic.add("limit_data", { bytes: 3_000_000 }, "upstream");
      expect(await upload.part(part, signal)).toMatchObject({ ok: false, error: { reason: "unreachable" } });
      await toxic.remove("limit_data");
    }
    must(await upload.part(part, signal));
  }
  must(await upload.finish(signal));
  expect((await readAll(source, key)).equals(bytes)).toBe(true);
}

/** Passes on what it is sent, but for `DAMAGE` in the first body that has it, which becomes `damage`. */
export async function openDamager(upstream: number): Promise<Disposable & { readonly port: number }> {
  let isDone = false;
  const handle = async (asked: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const at = isDone ? -1 : body.indexOf("DAMAGE");
    if (at >= 0) body.write("damage", at);
    isDone ||= at >= 0;
    const { method, url: path, headers } = asked;
    const sent = request({ host: "127.0.0.1", port: upstream, method, path, headers }, (got) => {
      reply.writeHead(got.statusCode ?? 0, got.headers);
      got.pipe(reply);
    });
    sent.on("error", () => reply.destroy());
    sent.end(body);
  };
  const server = createServer((asked, reply) => void handle(asked, reply).catch(() => reply.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, [Symbol.dispose]: close };
}

/** Hooks that make a rig, and what every store has to do. */
export function storeCases(cloud: Cloud, openStore: OpenStore): StoreRig {
  let toxiproxy: Toxiproxy;
  let emulator: Emulator;
  let recorder: Recorder;
  let toxic: Toxic;
  let count = 0;
  const transports: Transport[] = [];

  beforeAll(async () => {
    [toxiproxy, emulator] = await Promise.all([openToxiproxy(), openEmulator(cloud)]);
  });
  afterAll(() => {
    toxiproxy?.close();
    emulator?.close();
  });
  beforeEach(async () => {
    recorder = await openRecorder(emulator);
    toxic = await toxiproxy.through(recorder.port);
    count += 1;
  });
  afterEach(() => {
    recorder.close();
    for (const transport of transports.splice(0)) transport.close();
  });

  const rig: StoreRig = {
    get recorder() {
      return recorder;
    },
    get toxic() {
      return toxic;
    },
    get toxiproxy() {
      return toxiproxy;
    },
    get prefix() {
      return `test${count}/`;
    },
    async open({ port = recorder.port, idleMs = 30_000, asNobody = false, bucket } = {}) {
      const transport = openTransport({ env: {}, idleMs });
      transports.push(transport);
      const identity = { env: emulator.env(port), clock: nodeClock, onSecret: () => {} };
      const uri = parseBucketUri(emulator.uri);
      if (!uri.ok) throw new Error(uri.error.message);
      const named = { ...uri.value, ...(bucket !== undefined && { bucket }) };
      return must(await openStore(named, { identity, transport, asNobody }));
    },
  };
  smallObjects(rig);
  faults(rig);
  return rig;
}

function smallObjects(rig: StoreRig): void {
  test.each([
    ["plain.txt", Buffer.from("plain\n")],
    ["empty", new Uint8Array()],
    ["a/b/with space + plus & 100% ünïcödé 🙂 ?#'()*!~.txt", noise("odd", 100_000)],
    ["lines", Buffer.from("--x\r\n\r\n--\r\n")],
  ])("%s is written and read back byte for byte", async (name, bytes) => {
    const { source, sink } = await rig.open();
    const key = rig.prefix + name;
    // A view into something larger, as parts of a file are.
    const view = Buffer.concat([Buffer.from("before"), bytes, Buffer.from("after")]).subarray(
      6,
      6 + bytes.length,
    );
    expect(must(await sink.put({ key, bytes: view }, signal))).toBe("written");
    expect((await readAll(source, key)).equals(bytes)).toBe(true);
    const md5 = createHash("md5").update(bytes).digest("base64");
    const [listed] = await listAll(source, key);
    expect(listed).toMatchObject({ key, size: bytes.length, checksum: { algorithm: "md5", base64: md5 } });
  });

  test("a write is one request, and replaces what was there", async () => {
    const { source, sink } = await rig.open();
    const key = `${rig.prefix}k`;
    rig.recorder.seen.length = 0;
    await sink.put({ key, bytes: Buffer.from("first") }, signal);
    await sink.put({ key, bytes: Buffer.from("second") }, signal);
    expect(rig.recorder.seen).toHaveLength(2);
    expect(`${await readAll(source, key)}`).toBe("second");
  });

  test("a write where nothing may be yet leaves what is there", async () => {
    const { source, sink } = await rig.open();
    const key = `${rig.prefix}k`;
    const put = (text: string) => sink.put({ key, bytes: Buffer.from(text), ifAbsent: true }, signal);
    expect(must(await put("first"))).toBe("written");
    expect(must(await put("second"))).toBe("exists");
    expect(`${await readAll(source, key)}`).toBe("first");
  });

  test("of many who write at once where nothing may be yet exactly one does", async () => {
    const { source, sink } = await rig.open();
    const key = `${rig.prefix}k`;
    const put = (text: string) => sink.put({ key, bytes: Buffer.from(text), ifAbsent: true }, signal);
    const texts = Array.from({ length: 8 }, (_, index) => `writer ${index}`);
    const ends = (await Promise.all(texts.map(put))).map(must);
    expect(ends.filter((end) => end === "written")).toHaveLength(1);
    expect(`${await readAll(source, key)}`).toBe(texts[ends.indexOf("written")]);
  });

  test("what is removed is gone, and what is not there is no fault", async () => {
    const { source, sink } = await rig.open();
    const keys = Array.from({ length: 40 }, (_, index) => `${rig.prefix}ü ${index}`);
    for (const key of keys) must(await sink.put({ key, bytes: Buffer.from(key) }, signal));
    expect((await listAll(source, rig.prefix)).map(({ key }) => key).sort()).toEqual([...keys].sort());
    must(await sink.remove([...keys.slice(1), `${rig.prefix}none`], signal));
    expect((await listAll(source, rig.prefix)).map(({ key }) => key)).toEqual([keys[0]]);
    must(await sink.remove([], signal));
  });

  test("content that changes on its way is refused, and the next try writes the right one", async () => {
    using damager = await openDamager(rig.recorder.port);
    const { source, sink } = await rig.open({ port: damager.port });
    const key = `${rig.prefix}k`;
    const put = () => sink.put({ key, bytes: Buffer.from("it is DAMAGED"), ifAbsent: true }, signal);
    expect(await put()).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    expect(await listAll(source, rig.prefix)).toEqual([]);
    expect(must(await put())).toBe("written");
    expect(`${await readAll(source, key)}`).toBe("it is DAMAGED");
  });
}

function faults(rig: StoreRig): void {
  const object = () => ({ key: `${rig.prefix}k`, bytes: noise("k", 2_000_000) });

  test.each([
    ["reset_peer", { timeout: 0 }, "upstream"],
    ["reset_peer", { timeout: 0 }, "downstream"],
    ["limit_data", { bytes: 1_000_000 }, "upstream"],
    ["limit_data", { bytes: 20 }, "downstream"],
  ] as const)("a write that %s %o %s breaks may be tried again", async (type, attributes, stream) => {
    const { source, sink } = await rig.open({ port: rig.toxic.port });
    await rig.toxic.add(type, attributes, stream);
    expect(await sink.put(object(), signal)).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    await rig.toxic.remove(type);
    expect(must(await sink.put(object(), signal))).toBe("written");
    expect((await readAll(source, object().key)).equals(object().bytes)).toBe(true);
  });

  test("a slow network in pieces carries a write", async () => {
    const { source, sink } = await rig.open({ port: rig.toxic.port });
    await rig.toxic.add("slicer", { average_size: 20_000, size_variation: 10_000, delay: 1 }, "upstream");
    await rig.toxic.add("latency", { latency: 30, jitter: 20 });
    expect(must(await sink.put(object(), signal))).toBe("written");
    expect((await readAll(source, object().key)).equals(object().bytes)).toBe(true);
  });

  test("a service that falls silent is not waited for without an end", async () => {
    const { sink } = await rig.open({ port: rig.toxic.port, idleMs: 300 });
    await rig.toxic.add("timeout", { timeout: 0 });
    expect(await sink.put(object(), signal)).toMatchObject({ ok: false, error: { reason: "unreachable" } });
  });

  test("a write that is stopped ends", async () => {
    const stop = new AbortController();
    rig.recorder.onRequest = () => {
      stop.abort();
      return new Promise(() => {});
    };
    const { sink } = await rig.open();
    expect(await sink.put(object(), stop.signal)).toMatchObject({
      ok: false,
      error: { reason: "unreachable" },
    });
  });

  test("a busy service is asked once a call, and says when to come again", async () => {
    rig.recorder.onRequest = () => ({ status: 503, headers: { "retry-after": "7" } });
    const { sink } = await rig.open();
    rig.recorder.seen.length = 0;
    const busy = { ok: false, error: { reason: "busy", retryAfter: "7" } };
    expect(await sink.put(object(), signal)).toMatchObject(busy);
    expect(await sink.remove([object().key], signal)).toMatchObject(busy);
    expect(rig.recorder.seen).toHaveLength(2);
  });
}
