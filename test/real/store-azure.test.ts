import { describe, expect, test } from "vitest";
import { openAzureStore } from "../../src/store/azure.ts";
import {
  cutInMidPart,
  must,
  noise,
  openDamager,
  partsOf,
  readAll,
  sendAll,
  signal,
  storeCases,
} from "./store-cases.ts";

const mib = 2 ** 20;
const size = 42 * mib + 12_345;

describe("Azure", () => {
  const rig = storeCases("azure", openAzureStore);

  test("a large blob is not there before it is finished, and then byte for byte", async () => {
    const { source, sink } = await rig.open();
    const key = `${rig.prefix}ü & large`;
    const bytes = noise("large", size);
    const upload = must(await sink.begin({ key, size }, signal));
    const parts = partsOf(sink, bytes);
    expect(parts).toHaveLength(6);
    await Promise.all(parts.toReversed().map(async (part) => must(await upload.part(part, signal))));
    expect(await source.look(key, signal)).toMatchObject({ ok: false, error: { reason: "missing" } });
    must(await upload.finish(signal));
    // As where the answer to the first did not come.
    must(await upload.finish(signal));
    expect((await readAll(source, key)).equals(bytes)).toBe(true);
  });

  test("a large blob arrives over connections that each carry little more than a part", async () => {
    const { source, sink } = await rig.open({ port: rig.toxic.port });
    await rig.toxic.add("limit_data", { bytes: 9_000_000 }, "upstream");
    const bytes = noise("large", size);
    const key = `${rig.prefix}large`;
    expect(await sendAll(sink, key, bytes)).toBeGreaterThanOrEqual(1);
    await rig.toxic.remove("limit_data");
    expect((await readAll(source, key)).equals(bytes)).toBe(true);
  });

  test("a part cut in its middle is sent again alone", async () => {
    const store = await rig.open({ port: rig.toxic.port });
    await cutInMidPart(store, rig.toxic, { key: `${rig.prefix}large`, bytes: noise("large", size) });
    const blocks = rig.recorder.seen.filter(({ url }) => url.includes("comp=block&"));
    expect(blocks).toHaveLength(7);
  });

  test("two who write the same blob at once never mix: one of them loses", async () => {
    const { source, sink } = await rig.open();
    const key = `${rig.prefix}large`;
    const [mine, other] = [noise("one", 17 * mib), noise("other", 17 * mib)];
    const first = must(await sink.begin({ key, size: mine.length }, signal));
    const second = must(await sink.begin({ key, size: other.length }, signal));
    for (const part of partsOf(sink, mine)) must(await first.part(part, signal));
    for (const part of partsOf(sink, other)) must(await second.part(part, signal));
    must(await first.finish(signal));
    expect((await readAll(source, key)).equals(mine)).toBe(true);
    expect(await second.finish(signal)).toMatchObject({
      ok: false,
      error: { reason: "refused", message: expect.stringContaining("was ended by somebody else") },
    });
    expect((await readAll(source, key)).equals(mine)).toBe(true);
  });

  test("a refused write names the role that is missing", async () => {
    rig.recorder.onRequest = () => ({
      status: 403,
      headers: { "content-type": "application/xml", "x-ms-error-code": "AuthorizationPermissionMismatch" },
      body: "<?xml version='1.0'?><Error><Code>AuthorizationPermissionMismatch</Code><Message>no</Message></Error>",
    });
    const { sink } = await rig.open();
    const message = expect.stringMatching(
      /may not write to .*it needs the role Storage Blob Data Contributor/,
    );
    expect(await sink.put({ key: "k", bytes: Buffer.from("1") }, signal)).toMatchObject({
      ok: false,
      error: { reason: "denied", message },
    });
  });

  test("nobody writes", async () => {
    const { sink } = await rig.open({ asNobody: true });
    const denied = {
      ok: false,
      error: { reason: "denied", message: expect.stringContaining("no Azure credentials are set up") },
    };
    expect(await sink.put({ key: "k", bytes: Buffer.from("1") }, signal)).toMatchObject(denied);
    expect(await sink.begin({ key: "k", size }, signal)).toMatchObject(denied);
    expect(await sink.remove(["k"], signal)).toMatchObject(denied);
    expect(rig.recorder.seen).toEqual([]);
  });

  test("a container that is not there is a fault that says so", async () => {
    const { sink } = await rig.open({ bucket: "none" });
    expect(await sink.put({ key: "k", bytes: Buffer.from("1") }, signal)).toMatchObject({
      ok: false,
      error: { reason: "missing", message: expect.stringContaining("there is no container") },
    });
  });

  test("parts grow where an object would have too many", async () => {
    const { sink } = await rig.open();
    const parts = (bytes: number) => Math.ceil(bytes / sink.partSize(bytes));
    expect(sink.partSize(size)).toBe(8 * mib);
    expect(parts(50_000 * 8 * mib)).toBe(50_000);
    expect(parts(50_000 * 8 * mib + 1)).toBeLessThanOrEqual(50_000);
    expect(parts(2 ** 42)).toBeLessThanOrEqual(50_000);
  });

  test("a block that changes on its way is refused, and the next try sends the right one", async () => {
    using damager = await openDamager(rig.recorder.port);
    const { source, sink } = await rig.open({ port: damager.port });
    const bytes = Buffer.from(noise("large", 9 * mib));
    bytes.write("DAMAGE", 5 * mib);
    const key = `${rig.prefix}large`;
    expect(await sendAll(sink, key, bytes)).toBe(1);
    expect((await readAll(source, key)).equals(bytes)).toBe(true);
  });
});
