import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { nodeHost } from "../../src/host/node-host.ts";
import { openTransport, type Transport } from "../../src/host/transport.ts";
import { openS3Store } from "../../src/store/s3.ts";
import { authorization } from "../../src/store/s3-signature.ts";
import type { BucketSource } from "../../src/store/source.ts";

interface Asked {
  readonly by: "sdk" | "hand";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

let server: Server;
let transport: Transport;
let source: BucketSource;
let asked: Asked[];
/** To requests by hand, taken one after the other; then all is well. */
let answers: Answer[];
let always: Answer | undefined;

const credentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "secret" };

beforeEach(async () => {
  [asked, answers, always] = [[], [], undefined];
  server = createServer((message, reply) => {
    const [path = "", query] = (message.url ?? "").split("?");
    const by = query?.includes("x-id=") ? "sdk" : "hand";
    asked.push({ by, path, headers: message.headers as Asked["headers"] });
    const {
      status = 200,
      headers = {},
      body = `content of ${path}`,
    } = always ?? (by === "hand" ? answers.shift() : undefined) ?? {};
    reply
      .writeHead(status, { etag: '"tag"', "content-length": Buffer.byteLength(body), ...headers })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await open(credentials);
});
afterEach(() => {
  vi.unstubAllEnvs();
  transport.close();
  server.closeAllConnections();
  server.close();
});

async function open(more: Readonly<Record<string, string>>): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const env = { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_REGION: "eu-north-1", ...more };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  transport = openTransport({ env, idleMs: 5_000 });
  const identity = { env, clock: nodeHost.clock, onSecret: () => {} };
  const uri = { kind: "s3", host: "", bucket: "acme", key: "" } as const;
  const opened = await openS3Store(uri, { identity, transport, asNobody: false });
  if (!opened.ok) throw new Error(opened.error);
  source = opened.value.source;
}

const { signal } = new AbortController();

async function get(key: string, offset = 0) {
  const reading = await source.read({ key, version: '"tag"', size: 9 }, offset, signal);
  if (!reading.ok) return reading.error;
  let text = "";
  for await (const chunk of reading.value.body) text += Buffer.from(chunk).toString();
  return text;
}

const whoAsked = () => asked.map(({ by }) => by);

const fault = (status: number, code: string): Answer => ({
  status,
  body: `<Error><Code>${code}</Code><Message>words</Message></Error>`,
});

describe("after the SDK got one object of a bucket, the next", () => {
  test.each(["b", "a/b", "with space + plus", "Ünicode/🙂", "(a)!'*~-_.", "%41/&=?#;,:@$"])(
    "%s is asked for by hand, under the name that the SDK gives it",
    async (key) => {
      expect(await get("first/deep/b")).toBe("content of /acme/first/deep/b");
      const content = await get(key);
      await open(credentials);
      expect(await get(key)).toBe(content);
      expect(whoAsked()).toEqual(["sdk", "hand", "sdk"]);
      expect(asked[1]?.path).toBe(asked[2]?.path);
    },
  );

  test("is signed with all that matters, and is the version that was listed", async () => {
    await open({ ...credentials, AWS_SESSION_TOKEN: "token" });
    await get("a");
    await get("b", 5);
    const { headers, path } = asked[1] as Asked;
    const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1]?.split(";") ?? [];
    expect(names).toEqual(
      ["host", "if-match", "range", "x-amz-checksum-mode"].concat([
        "x-amz-content-sha256",
        "x-amz-date",
        "x-amz-security-token",
      ]),
    );
    expect(headers).toMatchObject({
      "if-match": '"tag"',
      range: "bytes=5-",
      "x-amz-security-token": "token",
    });
    const signing = {
      ...{ accessKeyId: "test", secretAccessKey: "secret", region: "eu-north-1", service: "s3" },
      time: headers["x-amz-date"] ?? "",
    };
    const signed = Object.fromEntries(names.map((name) => [name, headers[name] ?? ""]));
    expect(headers.authorization).toBe(authorization(signing, { path, headers: signed }));
  });

  test("brings the sum that the service knows of it", async () => {
    await get("a");
    answers.push({ headers: { "x-amz-checksum-crc32": "y/Q5Jg==", etag: '"tag-2"' }, body: "123456789" });
    const reading = await source.read({ key: "b", version: '"tag"', size: 9 }, 0, signal);
    expect(reading).toMatchObject({
      ok: true,
      value: { checksum: { algorithm: "crc32", base64: "y/Q5Jg==" } },
    });
  });
});

describe("an answer to a request by hand that is not the object", () => {
  test.each([
    [fault(412, "PreconditionFailed"), { reason: "changed" }],
    [fault(404, "NoSuchKey"), { reason: "changed" }],
    [fault(403, "AccessDenied"), { reason: "denied", message: expect.stringContaining("s3:GetObject") }],
  ])("is what the SDK makes of it (%#)", async (answer, expected) => {
    await get("a");
    always = answer;
    expect(await get("b")).toMatchObject(expected);
    expect(whoAsked()).toEqual(["sdk", "hand", "sdk"]);
  });

  test("that is busy is not asked for at once again", async () => {
    await get("a");
    answers.push({ ...fault(503, "SlowDown"), headers: { "retry-after": "7" } });
    expect(await get("b")).toMatchObject({ reason: "busy", retryAfter: "7" });
    expect(whoAsked()).toEqual(["sdk", "hand"]);
  });

  test("leaves all to the SDK where the service takes nothing that is made by hand", async () => {
    await get("a");
    answers.push(...Array.from({ length: 9 }, () => fault(403, "SignatureDoesNotMatch")));
    for (const key of ["b", "c", "d", "e", "f"]) expect(await get(key)).toBe(`content of /acme/${key}`);
    expect(whoAsked().filter((by) => by === "hand")).toHaveLength(3);
    expect(whoAsked().slice(-2)).toEqual(["sdk", "sdk"]);
  });
});

test("whoever has no credentials asks by the SDK alone", async () => {
  await open({ AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_EC2_METADATA_DISABLED: "true" });
  for (const key of ["a", "b"]) expect(await get(key)).toBe(`content of /acme/${key}`);
  expect(whoAsked()).toEqual(["sdk", "sdk"]);
});
