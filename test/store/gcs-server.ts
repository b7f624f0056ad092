import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { summing } from "../../src/store/checksum.ts";

/** What may befall one request with bytes of a session. */
export type Mishap =
  /** The connection breaks after so many bytes; the service keeps what came, in whole quanta. */
  | { readonly kind: "cut"; readonly afterBytes: number }
  /** All is done, and nobody told. */
  | { readonly kind: "mute" }
  /** It keeps one quantum and says so. */
  | { readonly kind: "sip" }
  | { readonly kind: "status"; readonly status: number; readonly body?: string }
  /** One bit turns on the way. */
  | { readonly kind: "damage" };

/** As much of Cloud Storage as resumable sessions need: an emulator that ends a session which is asked for its offset proves nothing. */
export interface GcsServer extends Disposable {
  readonly port: number;
  /** `PUT bytes 0-262143/300000`, `POST`, `DELETE`. */
  readonly seen: string[];
  readonly logins: (string | undefined)[];
  readonly objects: Map<string, Stored>;
  readonly sessions: Map<string, Session>;
  /** Of the next requests that bring bytes. */
  readonly mishaps: Mishap[];
  /** Whether it compares what came with the sums that it is told. */
  compares: boolean;
}

interface Stored {
  readonly bytes: Buffer;
  readonly generation: number;
}

interface Session {
  readonly name: string;
  bytes: Buffer;
  isDone: boolean;
}

const quantum = 256 * 1024;

export async function openGcsServer(): Promise<GcsServer> {
  const http = createServer((asked, reply) => void answer(server, asked, reply).catch(() => reply.destroy()));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const server: GcsServer = {
    port: (http.address() as AddressInfo).port,
    ...{ seen: [], logins: [], objects: new Map(), sessions: new Map(), mishaps: [], compares: true },
    [Symbol.dispose]() {
      http.closeAllConnections();
      http.close();
    },
  };
  return server;
}

async function answer(server: GcsServer, asked: IncomingMessage, reply: ServerResponse): Promise<void> {
  const url = new URL(asked.url ?? "", "http://storage");
  const { method = "" } = asked;
  const range = asked.headers["content-range"];
  server.seen.push(range === undefined ? method : `${method} ${range}`);
  server.logins.push(asked.headers.authorization);
  const id = url.searchParams.get("upload_id");
  if (id !== null) return ofSession(server, { id, asked, reply });
  const [, path] = /^\/storage\/v1\/b\/acme\/o\/(.+)$/.exec(url.pathname) ?? [];
  if (path !== undefined) return ofObject(server, { key: decodeURIComponent(path), url, asked, reply });
  const sent = await all(asked);
  if (url.searchParams.get("uploadType") === "resumable") {
    const session = `s${server.sessions.size}`;
    server.sessions.set(session, { name: JSON.parse(`${sent}`).name, bytes: Buffer.alloc(0), isDone: false });
    // A host that nobody but the service knows.
    const location = `http://0.0.0.0:1/upload/storage/v1/b/acme/o?uploadType=resumable&upload_id=${session}`;
    reply.writeHead(200, { location }).end();
    return;
  }
  insert(server, { sent, url, type: asked.headers["content-type"] ?? "", reply });
}

function insert(
  server: GcsServer,
  {
    sent,
    url,
    type,
    reply,
  }: { readonly sent: Buffer; readonly url: URL; readonly type: string; readonly reply: ServerResponse },
): void {
  const [, boundary = ""] = /boundary=(\w+)/.exec(type) ?? [];
  const parts = sent.toString("latin1").split(`--${boundary}`);
  const [metadata = "", content = ""] = parts.slice(1, 3).map((part) => {
    return part.slice(part.indexOf("\r\n\r\n") + 4, -2);
  });
  const { name, md5Hash } = JSON.parse(Buffer.from(metadata, "latin1").toString("utf8"));
  const mishap = server.mishaps.shift();
  const bytes =
    mishap?.kind === "damage" ? damaged(Buffer.from(content, "latin1")) : Buffer.from(content, "latin1");
  if (url.searchParams.get("ifGenerationMatch") === "0" && server.objects.has(name))
    return void fail(reply, 412, "conditionNotMet");
  if (server.compares && md5Hash !== sumOf("md5", bytes))
    return void fail(reply, 400, `Provided MD5 hash "${md5Hash}" doesn't match calculated MD5 hash "x".`);
  if (mishap?.kind === "status") return void reply.writeHead(mishap.status).end(mishap.body);
  store(server, name, bytes);
  if (mishap?.kind === "mute") return void reply.destroy();
  tell(server, name, reply);
}

const damaged = (bytes: Buffer): Buffer => {
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes;
};

const sumOf = (algorithm: "md5" | "crc32c", bytes: Uint8Array): string => {
  const sum = summing(algorithm);
  sum.update(bytes);
  return sum.base64();
};

function store(server: GcsServer, name: string, bytes: Buffer): void {
  server.objects.set(name, { bytes, generation: (server.objects.get(name)?.generation ?? 0) + 1 });
}

function tell({ objects }: GcsServer, name: string, reply: ServerResponse): void {
  const { bytes, generation } = objects.get(name) as Stored;
  const sums = { md5Hash: sumOf("md5", bytes), crc32c: sumOf("crc32c", bytes) };
  json(reply, 200, { name, size: `${bytes.length}`, generation: `${generation}`, ...sums });
}

function json(reply: ServerResponse, status: number, body: object): void {
  reply.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const fail = (reply: ServerResponse, code: number, message: string): void =>
  json(reply, code, { error: { code, message, errors: [{ reason: "invalid", message }] } });

async function all(asked: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface Asked {
  readonly asked: IncomingMessage;
  readonly reply: ServerResponse;
}

async function ofObject(
  server: GcsServer,
  { key, url, asked, reply }: Asked & { readonly key: string; readonly url: URL },
): Promise<void> {
  await all(asked);
  const found = server.objects.get(key);
  const generation = url.searchParams.get("generation");
  if (!found || (generation !== null && generation !== `${found.generation}`))
    return fail(reply, 404, "No such object");
  if (asked.method === "DELETE") {
    server.objects.delete(key);
    return void reply.writeHead(204).end();
  }
  if (url.searchParams.get("alt") !== "media") return tell(server, key, reply);
  reply.writeHead(200, { "content-length": found.bytes.length }).end(found.bytes);
}

async function ofSession(
  server: GcsServer,
  { id, asked, reply }: Asked & { readonly id: string },
): Promise<void> {
  const session = server.sessions.get(id);
  if (!session) return void reply.writeHead(410).end();
  if (asked.method === "DELETE") {
    server.sessions.delete(id);
    return void reply.writeHead(499).end();
  }
  const [, from, total] = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(asked.headers["content-range"] ?? "") ?? [];
  if (from === undefined) {
    await all(asked);
    return state(server, session, reply);
  }
  const mishap = server.mishaps.shift();
  if (mishap?.kind === "status") {
    await all(asked);
    return void reply.writeHead(mishap.status).end(mishap.body);
  }
  const came = await taken(asked, mishap);
  if (Number(from) !== session.bytes.length) return fail(reply, 400, "not where the last bytes ended");
  const bytes = Buffer.concat([session.bytes, mishap?.kind === "damage" ? damaged(came) : came]);
  const isWhole = bytes.length === Number(total);
  session.bytes = isWhole ? bytes : bytes.subarray(0, Math.floor(bytes.length / quantum) * quantum);
  if (isWhole) {
    const [, crc32c] = /^crc32c=(.+)$/.exec(`${asked.headers["x-goog-hash"]}`) ?? [];
    if (server.compares && crc32c !== sumOf("crc32c", bytes))
      return fail(reply, 400, "the CRC32C does not match");
    session.isDone = true;
    store(server, session.name, bytes);
  }
  if (mishap?.kind === "cut" || mishap?.kind === "mute") return void reply.destroy();
  state(server, session, reply);
}

/** As far as it came: the service keeps that too. */
async function taken(asked: IncomingMessage, mishap: Mishap | undefined): Promise<Buffer> {
  const most =
    mishap?.kind === "cut" ? mishap.afterBytes : mishap?.kind === "sip" ? quantum : Number.POSITIVE_INFINITY;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of asked as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (mishap?.kind === "cut" && size >= most) break;
    }
  } catch {
    // The connection broke.
  }
  return Buffer.concat(chunks).subarray(0, most);
}

function state(server: GcsServer, { isDone, name, bytes }: Session, reply: ServerResponse): void {
  if (isDone) tell(server, name, reply);
  else reply.writeHead(308, bytes.length > 0 ? { range: `bytes=0-${bytes.length - 1}` } : {}).end();
}
