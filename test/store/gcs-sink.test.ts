import { OAuth2Client } from "google-auth-library";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeClock } from "../../src/host/node-clock.ts";
import { openTransport, type Transport } from "../../src/host/transport.ts";
import type { Access } from "../../src/store/access.ts";
import { openGcsStore } from "../../src/store/gcs.ts";
import { openGcsClient } from "../../src/store/gcs-client.ts";
import { gcsSink } from "../../src/store/gcs-sink.ts";
import type { BucketSink, Upload, UploadPart } from "../../src/store/object-store.ts";
import type { BucketSource } from "../../src/store/source.ts";
import { type GcsServer, type Mishap, openGcsServer } from "./gcs-server.ts";

const quantum = 256 * 1024;
const uri = { kind: "gcs", host: "", bucket: "acme", key: "" } as const;
const { signal } = new AbortController();

let server: GcsServer;
let transport: Transport;
let sink: BucketSink;
let source: BucketSource;

const access = (rest: Partial<Access> = {}): Access => ({
  identity: {
    env: { STORAGE_EMULATOR_HOST: `127.0.0.1:${server.port}` },
    ...{ clock: nodeClock, onSecret: () => {} },
  },
  ...{ transport, asNobody: false },
  ...rest,
});

beforeEach(async () => {
  server = await openGcsServer();
  transport = openTransport({ env: {}, idleMs: 30_000 });
  const store = await openGcsStore(uri, access());
  if (!store.ok) throw new Error(store.error);
  ({ sink, source } = store.value);
});
afterEach(() => {
  transport.close();
  server[Symbol.dispose]();
});

/** Parts of four quanta, so that a few megabytes are many of them. */
const partSize = 4 * quantum;
const partsOf = (bytes: Uint8Array): readonly UploadPart[] =>
  Array.from({ length: Math.ceil(bytes.length / partSize) }, (_, index) => {
    const offset = index * partSize;
    return { index, offset, bytes: bytes.subarray(offset, offset + partSize) };
  });

/** No two quanta are alike. */
const noise = (size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => (at * 2654435761) >>> 13);

async function begin(size: number): Promise<Upload> {
  const begun = await sink.begin({ key: "large", size }, signal);
  if (!begun.ok) throw new Error(begun.error.message);
  return begun.value;
}

/** Again where it failed, as the driver does; how often that was. */
async function stubbornly(act: () => ReturnType<Upload["finish"]>): Promise<number> {
  for (let failed = 0; failed < 5; failed++) if ((await act()).ok) return failed;
  throw new Error("five tries failed");
}

describe("a large object", () => {
  const mishaps: readonly (readonly [string, number, readonly Mishap[], number])[] = [
    ["nothing befalls", 9 * quantum + 7, [], 0],
    ["that ends with a part", 8 * quantum, [], 0],
    ["of one byte more", 8 * quantum + 1, [], 0],
    ["smaller than what a session takes", 1000, [], 0],
    ["cut in the middle of a part", 9 * quantum, [{ kind: "cut", afterBytes: 2 * quantum + 5 }], 1],
    ["cut before its first bytes", 9 * quantum, [{ kind: "cut", afterBytes: 5 }], 1],
    ["whose part came though no answer did", 9 * quantum, [{ kind: "mute" }], 1],
    ["of which the service takes less than it is sent", 9 * quantum, [{ kind: "sip" }], 0],
    ["while the service is busy", 9 * quantum, [{ kind: "status", status: 503 }], 1],
    ["cut three times", 9 * quantum, [1, 2, 3].map((n) => ({ kind: "cut", afterBytes: n * 300_000 })), 3],
  ];

  test.each(mishaps)("%s arrives byte for byte", async (_, size, befalls, failures) => {
    server.mishaps.push(...befalls);
    const bytes = noise(size);
    const upload = await begin(size);
    let failed = 0;
    for (const part of partsOf(bytes)) failed += await stubbornly(() => upload.part(part, signal));
    expect(server.objects.size).toBe(0);
    failed += await stubbornly(() => upload.finish(signal));
    expect(failed).toBe(failures);
    expect(server.objects.get("large")?.bytes.equals(bytes)).toBe(true);
    const found = await source.look("large", signal);
    expect(found).toMatchObject({ ok: true, value: { size } });
  });

  test("is not sent again where it is there already", async () => {
    server.mishaps.push({ kind: "cut", afterBytes: 2 * quantum + 5 });
    const bytes = noise(4 * quantum + 1);
    const upload = await begin(bytes.length);
    for (const part of partsOf(bytes)) await stubbornly(() => upload.part(part, signal));
    await upload.finish(signal);
    const size = bytes.length;
    expect(server.seen).toEqual([
      "POST",
      `PUT bytes 0-${4 * quantum - 1}/${size}`,
      `PUT bytes */${size}`,
      `PUT bytes ${2 * quantum}-${4 * quantum - 1}/${size}`,
      `PUT bytes ${4 * quantum}-${4 * quantum}/${size}`,
    ]);
  });

  test.each([
    ["mute", { kind: "mute" }],
    ["cut", { kind: "cut", afterBytes: 0 }],
  ] as const)("is finished though the last answer did not come: %s", async (_, mishap) => {
    const bytes = noise(2 * quantum);
    const upload = await begin(bytes.length);
    for (const part of partsOf(bytes)) await upload.part(part, signal);
    server.mishaps.push(mishap);
    expect(await stubbornly(() => upload.finish(signal))).toBe(1);
    expect(server.objects.get("large")?.bytes.equals(bytes)).toBe(true);
    expect(await upload.finish(signal)).toMatchObject({ ok: true });
  });

  test.each([true, false])(
    "with other content than was sent is not left there, compared by the service: %s",
    async (compares) => {
      server.compares = compares;
      server.mishaps.push({ kind: "damage" });
      const bytes = noise(2 * quantum);
      const upload = await begin(bytes.length);
      for (const part of partsOf(bytes)) await upload.part(part, signal);
      expect(await upload.finish(signal)).toMatchObject({ ok: false, error: { reason: "refused" } });
      expect(server.objects.size).toBe(0);
    },
  );

  test("whose session is forgotten cannot go on", async () => {
    const [part] = partsOf(noise(3 * quantum));
    const upload = await begin(3 * quantum);
    server.sessions.clear();
    expect(await upload.part(part as UploadPart, signal)).toEqual({
      ok: false,
      error: { reason: "refused", message: "Cloud Storage has forgotten the upload of gs://acme/large" },
    });
  });

  test("that lost what it had cannot go on", async () => {
    const bytes = noise(9 * quantum);
    const [first, second] = partsOf(bytes) as readonly [UploadPart, UploadPart];
    const upload = await begin(bytes.length);
    await upload.part(first, signal);
    server.mishaps.push({ kind: "mute" });
    await upload.part(second, signal);
    for (const session of server.sessions.values()) session.bytes = session.bytes.subarray(0, quantum);
    expect(await upload.part(second, signal)).toMatchObject({ ok: false, error: { reason: "refused" } });
  });

  test("is not taken for whole where another server answers", async () => {
    const bytes = noise(quantum);
    const upload = await begin(bytes.length);
    for (const part of partsOf(bytes)) await upload.part(part, signal);
    server.mishaps.push({ kind: "status", status: 200, body: "<html>Log in</html>" });
    expect(await upload.finish(signal)).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    expect(await upload.finish(signal)).toMatchObject({ ok: true });
  });

  test("that is given up leaves no session behind", async () => {
    const bytes = noise(9 * quantum);
    const upload = await begin(bytes.length);
    await upload.part(partsOf(bytes)[0] as UploadPart, signal);
    await upload.abandon(signal);
    expect([server.sessions.size, server.objects.size]).toEqual([0, 0]);
  });
});

describe("a small object", () => {
  const put = (ifAbsent = false, bytes: Uint8Array = Buffer.from("content\r\n--x")) =>
    sink.put({ key: "a/ü &?#+ 🙂", bytes, ifAbsent }, signal);

  test.each([true, false])(
    "with other content than was sent is tried again, compared by the service: %s",
    async (compares) => {
      server.compares = compares;
      server.mishaps.push({ kind: "damage" });
      expect(await put(true)).toMatchObject({ ok: false, error: { reason: "unreachable" } });
      expect(server.objects.size).toBe(0);
      expect(await put(true)).toEqual({ ok: true, value: "written" });
    },
  );

  test("is not taken for written where another server answers", async () => {
    server.mishaps.push({ kind: "status", status: 200, body: "<html>Log in</html>" });
    expect(await put()).toMatchObject({ ok: false, error: { reason: "unreachable" } });
  });

  test("goes with the identity's login, a session's bytes without", async () => {
    const client = await openGcsClient(uri, access());
    if (!client.ok) throw new Error(client.error);
    const authClient = new OAuth2Client();
    authClient.setCredentials({ access_token: "t", expiry_date: Number.MAX_SAFE_INTEGER });
    const signed = gcsSink({ ...client.value, authClient });
    await signed.put({ key: "k", bytes: Buffer.from("1") }, signal);
    const begun = await signed.begin({ key: "large", size: quantum }, signal);
    if (!begun.ok) throw new Error(begun.error.message);
    await begun.value.part({ index: 0, offset: 0, bytes: noise(quantum) }, signal);
    await begun.value.finish(signal);
    await signed.remove(["k"], signal);
    expect(server.logins).toEqual(["Bearer t", "Bearer t", undefined, "Bearer t"]);
  });
});

test("nobody writes, and nothing is asked", async () => {
  const store = await openGcsStore(uri, access({ asNobody: true }));
  if (!store.ok) throw new Error(store.error);
  const { sink: nobody } = store.value;
  const denied = {
    ok: false,
    error: { reason: "denied", message: expect.stringContaining("no Google credentials are set up") },
  };
  expect(await nobody.put({ key: "k", bytes: Buffer.from("1") }, signal)).toMatchObject(denied);
  expect(await nobody.begin({ key: "k", size: 1 }, signal)).toMatchObject(denied);
  expect(await nobody.remove(["k"], signal)).toMatchObject(denied);
  expect(server.seen).toEqual([]);
});
