import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openTransport, type Transport } from "../../src/host/transport.ts";

let server: Server | undefined;
let transport: Transport | undefined;
afterEach(() => {
  transport?.close();
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const made = createServer(listener);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}/x`;
}

function open(
  options: { readonly env?: Readonly<Record<string, string>>; readonly idleMs?: number } = {},
): Transport {
  transport = openTransport({ env: {}, idleMs: 5_000, ...options });
  return transport;
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const get = (url: string) => ({ url, method: "GET", headers: { "X-A": "1" } });

test("an answer streams, whatever its status, over one connection", async () => {
  const sockets = new Set<unknown>();
  const url = await serve((request, reply) => {
    sockets.add(request.socket);
    reply.writeHead(404, { "X-B": request.headers["x-a"] }).end("no such thing");
  });
  const { send } = open();
  for (let count = 0; count < 3; count++) {
    const reply = await send(get(url));
    if (!reply.ok) throw new Error(reply.error.message);
    expect([reply.value.status, reply.value.headers["x-b"]]).toEqual([404, "1"]);
    expect(await textOf(reply.value.body)).toBe("no such thing");
  }
  expect(sockets.size).toBe(1);
});

test("a body that breaks off fails", async () => {
  const url = await serve((_, reply) => {
    reply.writeHead(200, { "content-length": "100" }).write("some", () => reply.destroy());
  });
  const reply = await open().send(get(url));
  if (!reply.ok) throw new Error(reply.error.message);
  await expect(textOf(reply.value.body)).rejects.toThrow();
});

test("silence ends the wait, before an answer and within one", async () => {
  const url = await serve((request, reply) => {
    if (request.url === "/x") return;
    reply.writeHead(200, { "content-length": "100" }).write("some");
  });
  const { send } = open({ idleMs: 50 });
  expect(await send(get(url))).toMatchObject({ ok: false, error: { reason: "timeout" } });
  const reply = await send(get(`${url}/y`));
  if (!reply.ok) throw new Error(reply.error.message);
  await expect(textOf(reply.value.body)).rejects.toThrow();
});

test("nothing listens there, it is no address, or it was stopped", async () => {
  const url = await serve(() => {});
  const { send } = open();
  expect(await send(get("http://127.0.0.1:1/"))).toMatchObject({
    ok: false,
    error: { reason: "unreachable" },
  });
  expect(await send(get("ftp://x/"))).toMatchObject({ ok: false, error: { reason: "unreachable" } });
  const signal = AbortSignal.abort();
  expect(await send({ ...get(url), signal })).toMatchObject({ ok: false, error: { reason: "aborted" } });
});

test("what is not on this machine is asked for by way of the proxy", async () => {
  const url = await serve((request, reply) => reply.end(`asked for ${request.url}`));
  const { send } = open({ env: { http_proxy: new URL(url).host } });
  const reply = await send(get("http://far.example/thing"));
  if (!reply.ok) throw new Error(reply.error.message);
  expect(await textOf(reply.value.body)).toBe("asked for http://far.example/thing");
});
