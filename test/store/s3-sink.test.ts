import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { nodeHost } from "../../src/host/node-host.ts";
import { openTransport, type Transport } from "../../src/host/transport.ts";
import type { BucketSink } from "../../src/store/object-store.ts";
import { openS3Store } from "../../src/store/s3.ts";

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

let server: Server;
let transport: Transport;
let sink: BucketSink;
let asked: Asked[];
/** Taken one after the other; then all is well. */
let answers: Answer[];
let answerTo: (one: Asked) => Answer;

const begun = {
  body: "<InitiateMultipartUploadResult><UploadId>id</UploadId></InitiateMultipartUploadResult>",
};
const fault = (status: number, code: string): Answer => ({
  status,
  body: `<Error><Code>${code}</Code><Message>words</Message></Error>`,
});

beforeEach(async () => {
  [asked, answers] = [[], []];
  answerTo = () => answers.shift() ?? {};
  server = createServer(async (message, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
    const { method = "", url = "", headers } = message;
    const one = { method, url, headers, body: Buffer.concat(chunks) };
    asked.push(one);
    const { status = 200, headers: answered = {}, body = "" } = answerTo(one);
    reply.writeHead(status, { etag: '"tag"', ...answered }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const env = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: "us-east-1" },
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  transport = openTransport({ env, idleMs: 5_000 });
  const identity = { env, clock: nodeHost.clock, onSecret: () => {} };
  const uri = { kind: "s3", host: "", bucket: "acme", key: "" } as const;
  const opened = await openS3Store(uri, { identity, transport, asNobody: false });
  if (!opened.ok) throw new Error(opened.error);
  sink = opened.value.sink;
});
afterEach(() => {
  vi.unstubAllEnvs();
  transport.close();
  server.closeAllConnections();
  server.close();
});

const { signal } = new AbortController();
const bytes = Buffer.from("some bytes");
const put = (ifAbsent = false) => sink.put({ key: "a/k", bytes, ifAbsent }, signal);
const sumOf = (content: Uint8Array, algorithm: string, form: "hex" | "base64") =>
  createHash(algorithm).update(content).digest(form);

async function begin(size = 2) {
  answers.unshift(begun);
  const upload = await sink.begin({ key: "a/k", size }, signal);
  if (!upload.ok) throw new Error(upload.error.message);
  return upload.value;
}

test("what is sent has sums that the service compares, in both of the ways that servers know", async () => {
  await put();
  const upload = await begin();
  await upload.part({ index: 0, offset: 0, bytes: Buffer.from("1") }, signal);
  await sink.put({ key: "empty", bytes: new Uint8Array() }, signal);
  const sent = asked.filter(({ method }) => method === "PUT");
  expect(sent.map(({ body }) => body.toString())).toEqual(["some bytes", "1", ""]);
  for (const { headers, body } of sent)
    expect(headers).toMatchObject({
      "content-length": String(body.length),
      "x-amz-checksum-sha256": sumOf(body, "sha256", "base64"),
      "x-amz-content-sha256": sumOf(body, "sha256", "hex"),
      authorization: expect.stringContaining("x-amz-content-sha256"),
    });
  for (const { headers } of asked) expect(headers.expect).toBeUndefined();
});

test("an upload ends with its parts in order, each as the service took it", async () => {
  const upload = await begin();
  for (const index of [1, 0]) {
    answers.push({ headers: { etag: `"tag ${index}"` } });
    await upload.part({ index, offset: index, bytes: Buffer.from(String(index)) }, signal);
  }
  answers.push({ body: "<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>" });
  expect(await upload.finish(signal)).toEqual({ ok: true, value: undefined });
  const parts = [...(asked.at(-1)?.body.toString() ?? "").matchAll(/<Part>.*?<\/Part>/g)].map(
    ([part]) => part,
  );
  expect(parts).toHaveLength(2);
  for (const [index, part] of parts.entries()) {
    expect(part).toContain(`<PartNumber>${index + 1}</PartNumber>`);
    expect(part).toContain(`tag ${index}`);
    expect(part).toContain(sumOf(Buffer.from(String(index)), "sha256", "base64"));
  }
});

test("an answer without content is no end of an upload", async () => {
  const upload = await begin();
  answers.push({ body: "" });
  expect(await upload.finish(signal)).toMatchObject({ error: { reason: "busy" } });
});

describe("a put", () => {
  test("of what must not be there yet says so, and only such a one", async () => {
    await put();
    expect(await put(true)).toEqual({ ok: true, value: "written" });
    expect(asked.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, "*"]);
    answers.push(fault(412, "PreconditionFailed"));
    expect(await put(true)).toEqual({ ok: true, value: "exists" });
  });

  test.each([
    [409, "ConditionalRequestConflict", "busy"],
    [400, "BadDigest", "unreachable"],
    [400, "XAmzContentSHA256Mismatch", "unreachable"],
    [400, "IncompleteBody", "unreachable"],
    [503, "SlowDown", "busy"],
    [400, "EntityTooLarge", "refused"],
    [404, "NoSuchBucket", "missing"],
    [501, "NotImplemented", "refused"],
    [403, "AccessDenied", "denied"],
  ])("that is answered by %i %s is %s", async (status, code, reason) => {
    answers.push(fault(status, code));
    expect(await put(true)).toMatchObject({ ok: false, error: { reason } });
    expect(asked).toHaveLength(1);
  });
});

describe("a removal", () => {
  test("has the sum that it needs, and goes one by one where XML has no way to write a key", async () => {
    answers.push({ body: "<DeleteResult/>" });
    expect(await sink.remove(["a", "b&<c>", "d\u0001", "e\r\nf"], signal)).toEqual({
      ok: true,
      value: undefined,
    });
    const [many, one] = asked;
    expect(many?.headers["content-md5"]).toBe(sumOf(many?.body ?? Buffer.from(""), "md5", "base64"));
    expect([...(many?.body.toString() ?? "").matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key)).toEqual([
      "a",
      "b&amp;&lt;c&gt;",
      "e&#x0D;&#x0A;f",
    ]);
    expect([one?.method, one?.url.split("?")[0], asked.length]).toEqual(["DELETE", "/acme/d%01", 2]);
  });

  const partly = (code: string) => ({
    body: `<DeleteResult><Error><Key>b</Key><Code>${code}</Code><Message>no</Message></Error></DeleteResult>`,
  });
  test.each([
    [
      "AccessDenied",
      { reason: "denied", message: expect.stringContaining("s3:DeleteObject on arn:aws:s3:::acme/b") },
    ],
    ["InternalError", { reason: "busy" }],
    ["Whatever", { reason: "refused" }],
  ])("of which the service says that a key met with %s is a fault", async (code, error) => {
    answers.push(partly(code));
    expect(await sink.remove(["a", "b"], signal)).toMatchObject({ ok: false, error });
  });

  test("of what is not there is none", async () => {
    answers.push(partly("NoSuchKey"));
    expect(await sink.remove(["a", "b"], signal)).toEqual({ ok: true, value: undefined });
    expect(await sink.remove([], signal)).toEqual({ ok: true, value: undefined });
    expect(asked).toHaveLength(1);
  });
});

test("many that ask at once in the wrong region all go on in the right one", async () => {
  const regionOf = ({ headers }: Asked) =>
    /\/([a-z]+-[a-z]+-\d)\/s3\//.exec(headers.authorization ?? "")?.[1];
  const moved = { ...fault(301, "PermanentRedirect"), headers: { "x-amz-bucket-region": "eu-west-1" } };
  answerTo = (one) => (regionOf(one) === "us-east-1" ? moved : {});
  const all = await Promise.all([put(), put(), put()]);
  expect(all.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(asked.map(regionOf).sort()).toEqual([...Array(3).fill("eu-west-1"), ...Array(3).fill("us-east-1")]);
});

test("parts are eight MiB, or as large as ten thousand of them have to be", () => {
  const mib = 2 ** 20;
  expect([0, 1, 80_000 * mib, 80_000 * mib + 1].map((size) => sink.partSize(size) / mib)).toEqual([
    8, 8, 8, 9,
  ]);
  const largest = 5 * 2 ** 40;
  expect(Math.ceil(largest / sink.partSize(largest))).toBeLessThanOrEqual(10_000);
});
