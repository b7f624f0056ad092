import { describe, expect, test } from "vitest";
import { openGcsStore } from "../../src/store/gcs.ts";
import { openGcsServer } from "../store/gcs-server.ts";
import { cutInMidPart, must, noise, partsOf, readAll, sendAll, signal, storeCases } from "./store-cases.ts";

const size = 42 * 2 ** 20 + 12_345;

describe("Cloud Storage", () => {
  const rig = storeCases("gcs", openGcsStore);

  test("a large object is not there before it is finished, and then byte for byte", async () => {
    const { source, sink } = await rig.open();
    const key = `${rig.prefix}ü & large`;
    const bytes = noise("large", size);
    const upload = must(await sink.begin({ key, size }, signal));
    for (const part of partsOf(sink, bytes)) must(await upload.part(part, signal));
    expect(await source.look(key, signal)).toMatchObject({ ok: false, error: { reason: "missing" } });
    must(await upload.finish(signal));
    expect((await readAll(source, key)).equals(bytes)).toBe(true);
  });

  test("a refused write names what is missing and what to do", async () => {
    rig.recorder.onRequest = () => ({
      status: 403,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        error: { code: 403, message: "x does not have storage.objects.create access" },
      }),
    });
    const { sink } = await rig.open();
    const message =
      "the Google identity may not write to gs://acme: give it the permission storage.objects.create on the bucket acme, as the role Storage Object User has it";
    const denied = { ok: false, error: { reason: "denied", message } };
    expect(await sink.put({ key: "k", bytes: Buffer.from("1") }, signal)).toEqual(denied);
    expect(await sink.begin({ key: "k", size }, signal)).toEqual(denied);
  });

  test("nobody writes", async () => {
    const { sink } = await rig.open({ asNobody: true });
    rig.recorder.seen.length = 0;
    expect(await sink.put({ key: "k", bytes: Buffer.from("1") }, signal)).toMatchObject({
      ok: false,
      error: { reason: "denied", message: expect.stringContaining("no Google credentials are set up") },
    });
    expect(rig.recorder.seen).toEqual([]);
  });

  test("a bucket that is not there is a fault that says so", async () => {
    const { sink } = await rig.open({ bucket: "none" });
    const missing = { ok: false, error: { reason: "missing", message: "there is no bucket none" } };
    expect(await sink.put({ key: "k", bytes: Buffer.from("1") }, signal)).toEqual(missing);
    expect(await sink.begin({ key: "k", size }, signal)).toEqual(missing);
  });

  // The emulator ends a session with what it has when it is asked how much that is, so that here another one answers.
  test("a session goes on where its part was cut", async () => {
    using server = await openGcsServer();
    const toxic = await rig.toxiproxy.through(server.port);
    const store = await rig.open({ port: toxic.port });
    await cutInMidPart(store, toxic, { key: "large", bytes: noise("large", size) });
    expect(server.seen).toContain(`PUT bytes */${size}`);
  });

  test("a session goes on over connections that each carry less than a part", async () => {
    using server = await openGcsServer();
    const toxic = await rig.toxiproxy.through(server.port);
    const { source, sink } = await rig.open({ port: toxic.port });
    await toxic.add("limit_data", { bytes: 7_000_000 }, "upstream");
    const bytes = noise("large", size);
    expect(await sendAll(sink, "large", bytes)).toBeGreaterThanOrEqual(6);
    expect((await readAll(source, "large")).equals(bytes)).toBe(true);
  });

  test("a session survives resets, and answers that break off", async () => {
    using server = await openGcsServer();
    const toxic = await rig.toxiproxy.through(server.port);
    const { source, sink } = await rig.open({ port: toxic.port });
    await toxic.add("limit_data", { bytes: 600 });
    await toxic.add("slicer", { average_size: 50_000, size_variation: 20_000, delay: 1 }, "upstream");
    const bytes = noise("large", size);
    expect(await sendAll(sink, "large", bytes)).toBeGreaterThanOrEqual(1);
    await toxic.remove("limit_data");
    expect((await readAll(source, "large")).equals(bytes)).toBe(true);
  });
});
