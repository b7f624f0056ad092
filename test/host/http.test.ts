import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server as TcpServer,
} from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { type HttpRequest, isLoopback, request } from "../../src/host/http.ts";
import { nodeClock } from "../../src/host/node-clock.ts";
import { skippingClock } from "../rig/skipping-clock.ts";
import { certificate } from "./certificate.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen<S extends Server | TcpServer>(server: S): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.close();
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

const serve = async (listener: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listen(createServer(listener))}`;
const serveTls = async (listener: RequestListener): Promise<string> =>
  `https://127.0.0.1:${await listen(createTlsServer(certificate, listener))}`;

const defaults = { env: {}, clock: nodeClock, timeoutMs: 20_000, maxBytes: 1000 };
const ask = (url: string, more: Partial<HttpRequest> = {}) => request({ url, ...defaults, ...more });

describe("an answer", () => {
  test("is one whatever its status, with its headers in lower case", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(418, { "X-A": "1", "Set-Cookie": ["a=1", "b=2"] }).end("short");
    });
    const reply = await ask(url);
    expect(reply).toMatchObject({
      ok: true,
      value: { status: 418, headers: { "x-a": "1", "set-cookie": "a=1, b=2" }, body: Buffer.from("short") },
    });
  });

  test("comes of the method, the headers and the body that were sent", async () => {
    const url = await serve(async (got, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of got as AsyncIterable<Buffer>) chunks.push(chunk);
      response.end(`${got.method} ${got.headers.a} ${Buffer.concat(chunks)}`);
    });
    const reply = await ask(url, { method: "POST", headers: { a: "1" }, body: "text" });
    expect(reply.ok && reply.value.body.toString()).toBe("POST 1 text");
  });

  test("to HEAD has the length and no body", async () => {
    const url = await serve((_request, response) => response.writeHead(200, { "content-length": 7 }).end());
    const reply = await ask(url, { method: "HEAD" });
    expect(reply.ok && [reply.value.headers["content-length"], reply.value.body.length]).toEqual(["7", 0]);
  });

  test("may be just as long as allowed, and no longer", async () => {
    const url = await serve((got, response) => response.end(Buffer.alloc(Number(got.url?.slice(1)))));
    expect((await ask(`${url}/1000`)).ok).toBe(true);
    expect(await ask(`${url}/1001`)).toMatchObject({ ok: false, error: { reason: "too-large" } });
  });
});

describe("redirects", () => {
  /** Goes from one server to another, and back, as the path says: `/ab` goes to `/b` of the other. */
  async function twoServers() {
    const seen: string[] = [];
    const hosts: string[] = [];
    const listener =
      (self: number): RequestListener =>
      ({ method, url = "", headers }, response) => {
        seen.push(`${self} ${method} ${url} ${headers.authorization ?? "-"}`);
        const next = url[1] === "s" ? self : 1 - self;
        if (url === "/") response.end("there");
        else response.writeHead(307, { location: `${hosts[next]}/${url.slice(2)}` }).end();
      };
    hosts.push(await serve(listener(0)), await serve(listener(1)));
    return { seen, start: hosts[0] ?? "" };
  }
  const headers = { Authorization: "Basic x" };

  test("keep the authorization on the same host, and lose it for good on another", async () => {
    const { seen, start } = await twoServers();
    const reply = await ask(`${start}/soo`, { headers });
    expect(reply.ok && reply.value.body.toString()).toBe("there");
    expect(seen).toEqual(["0 GET /soo Basic x", "0 GET /oo Basic x", "1 GET /o -", "0 GET / -"]);
  });

  test.each([
    ["HEAD", 2],
    ["POST", 1],
  ] as const)("of %s make %i requests", async (method, count) => {
    const { seen, start } = await twoServers();
    const reply = await ask(`${start}/s`, { method });
    expect([seen.length, reply.ok && reply.value.status]).toEqual([count, count === 1 ? 307 : 200]);
  });

  test.each([
    [5, true],
    [6, false],
  ])("%i of them: %s", async (count, isFine) => {
    const { start } = await twoServers();
    expect((await ask(`${start}/${"s".repeat(count)}`)).ok).toBe(isFine);
  });

  test("to what is no web address are the answer themselves", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(302, { location: "file:///etc/passwd" }).end();
    });
    expect(await ask(url)).toMatchObject({ ok: true, value: { status: 302 } });
  });
});

describe("no answer", () => {
  test("because nothing listens", async () => {
    const port = await listen(createTcpServer());
    closing.splice(0)[0]?.();
    expect(await ask(`http://127.0.0.1:${port}/secret`)).toEqual({
      ok: false,
      error: { reason: "unreachable", message: `127.0.0.1:${port} cannot be reached: nothing listens there` },
    });
  });

  test.each(["http://127.0.0.1:99999/", "http://[::1]:x/", "nonsense"])(
    "because %s is no address",
    async (url) => {
      expect(await ask(url)).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    },
  );

  test("because the server hangs up in the middle", async () => {
    const url = await serve((got, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("half", () => got.socket.destroy());
    });
    expect(await ask(url)).toMatchObject({ ok: false, error: { reason: "unreachable" } });
  });

  test("because a header cannot be sent", async () => {
    const url = await serve((_request, response) => response.end());
    expect(await ask(url, { headers: { a: "b\r\nc: d" } })).toMatchObject({ ok: false });
  });

  test("in time", async () => {
    const clock = skippingClock();
    const arrived = Promise.withResolvers<void>();
    const url = await serve(() => arrived.resolve());
    const reply = ask(url, { clock, timeoutMs: 5000 });
    await arrived.promise;
    clock.skip(5000);
    expect(await reply).toMatchObject({ ok: false, error: { reason: "timeout" } });
  });

  test("in time, of a server that began to answer", async () => {
    const clock = skippingClock();
    const arrived = Promise.withResolvers<void>();
    const url = await serve((_request, response) => response.write("a", () => arrived.resolve()));
    const reply = ask(url, { clock, timeoutMs: 5000 });
    await arrived.promise;
    clock.skip(5000);
    expect(await reply).toMatchObject({ ok: false, error: { reason: "timeout" } });
  });

  test("because it was stopped, before or after it began", async () => {
    const stop = new AbortController();
    const arrived = Promise.withResolvers<void>();
    const url = await serve(() => arrived.resolve());
    const reply = ask(url, { signal: stop.signal });
    await arrived.promise;
    stop.abort();
    expect(await reply).toMatchObject({ ok: false, error: { reason: "aborted" } });
    expect(await ask(url, { signal: stop.signal })).toMatchObject({ error: { reason: "aborted" } });
  });
});

describe("a certificate that nobody vouches for", () => {
  test("is a fault of its own", async () => {
    const url = await serveTls((_request, response) => response.end());
    expect(await ask(url)).toMatchObject({ ok: false, error: { reason: "certificate" } });
    expect(await ask(url, { acceptsAnyCertificate: true })).toMatchObject({ ok: true });
  });

  test("is accepted of a host that may have any, but not of one that it redirects to", async () => {
    const other = await serveTls((_request, response) => response.end());
    const url = await serveTls((_request, response) => response.writeHead(302, { location: other }).end());
    const reply = await ask(url, { acceptsAnyCertificate: true });
    expect(reply).toMatchObject({ ok: false, error: { reason: "certificate" } });
  });

  test("is no fault where NODE_EXTRA_CA_CERTS has it", async () => {
    const url = await serveTls((_request, response) => response.end("trusted"));
    const folder = mkdtempSync(join(tmpdir(), "stepops-ca-"));
    closing.push(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "ca.pem"), certificate.cert);
    const script = `
      import { request } from ${JSON.stringify(new URL("../../src/host/http.ts", import.meta.url))};
      import { nodeClock as clock } from ${JSON.stringify(new URL("../../src/host/node-clock.ts", import.meta.url))};
      const reply = await request({ url: ${JSON.stringify(url)}, env: {}, clock, timeoutMs: 20000, maxBytes: 100 });
      console.log(reply.ok ? reply.value.body.toString() : reply.error.reason);`;
    const env = { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") };
    const run = promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { env });
    expect((await run).stdout).toBe("trusted\n");
  });

  test("is not even sent by a server without TLS", async () => {
    const url = await serve((_request, response) => response.end());
    const message = expect.stringContaining("it does not speak TLS");
    expect(await ask(url.replace("http:", "https:"))).toMatchObject({
      error: { reason: "unreachable", message },
    });
  });
});

describe("a proxy", () => {
  /** Takes requests for any host, and leads tunnels to one place. */
  async function openProxy(tunnelTo?: number) {
    const seen: string[] = [];
    const server = createServer(({ method, url }, response) => {
      seen.push(`${method} ${url}`);
      response.end("by proxy");
    });
    server.on("connect", ({ url }, socket) => {
      seen.push(`CONNECT ${url}`);
      if (tunnelTo === undefined) return void socket.end("HTTP/1.1 407 No\r\n\r\n");
      const there = connect(tunnelTo, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        there.pipe(socket).pipe(there);
      });
      there.on("error", () => socket.destroy());
      socket.on("error", () => there.destroy());
    });
    return { seen, port: await listen(server) };
  }

  test.each(["HTTP_PROXY", "http_proxy"])("of %s is asked for what is elsewhere", async (name) => {
    const { seen, port } = await openProxy();
    const env = { [name]: `http://127.0.0.1:${port}` };
    const reply = await ask("http://registry.test/v2/", { env });
    expect(reply.ok && reply.value.body.toString()).toBe("by proxy");
    expect(seen).toEqual(["GET http://registry.test/v2/"]);
  });

  test("may be named without a scheme, as everywhere else", async () => {
    const { seen, port } = await openProxy();
    await ask("http://registry.test/", { env: { HTTP_PROXY: `127.0.0.1:${port}` } });
    expect(seen).toHaveLength(1);
  });

  test("leads a tunnel where there is TLS", async () => {
    const target = await serveTls((_request, response) => response.end("through"));
    const { seen, port } = await openProxy(Number(new URL(target).port));
    const env = { HTTPS_PROXY: `http://user:secret@127.0.0.1:${port}` };
    const reply = await ask("https://registry.test/", { env, acceptsAnyCertificate: true });
    expect(reply.ok && reply.value.body.toString()).toBe("through");
    expect(seen).toEqual(["CONNECT registry.test:443"]);
  });

  test("is passed by for this machine, and for what NO_PROXY names", async () => {
    const { seen, port } = await openProxy();
    const url = await serve((_request, response) => response.end("direct"));
    const env = { HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: "0.0.0.0" };
    for (const name of ["127.0.0.1", "localhost", "0.0.0.0"]) {
      const reply = await ask(url.replace("127.0.0.1", name), { env });
      expect(reply.ok && reply.value.body.toString()).toBe("direct");
    }
    expect(seen).toEqual([]);
  });

  test("that refuses is named without its password", async () => {
    const { port } = await openProxy();
    const env = { HTTPS_PROXY: `http://user:secret@127.0.0.1:${port}` };
    const reply = await ask("https://registry.test/", { env });
    expect(reply).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    expect(JSON.stringify(reply)).not.toContain("secret");
  });

  test("that is no address is a fault without its password", async () => {
    const reply = await ask("https://registry.test/", { env: { HTTPS_PROXY: "http://u:secret@:::/" } });
    expect(reply).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    expect(JSON.stringify(reply)).not.toContain("secret");
  });

  test("that says nothing does not hold up who stops the request", async () => {
    const arrived = Promise.withResolvers<void>();
    const port = await listen(
      createTcpServer((socket) => {
        closing.push(() => socket.destroy());
        arrived.resolve();
      }),
    );
    const stop = new AbortController();
    const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const reply = ask("https://registry.test/", { env, signal: stop.signal });
    await arrived.promise;
    stop.abort();
    expect(await reply).toMatchObject({ ok: false, error: { reason: "aborted" } });
  });
});

test.each([
  ["localhost", true],
  ["registry.localhost", true],
  ["127.0.0.1", true],
  ["127.8.9.10", true],
  ["[::1]", true],
  ["::1", true],
  ["128.0.0.1", false],
  ["127.0.0.1.example.com", false],
  ["mylocalhost", false],
  ["ghcr.io", false],
])("%s is this machine: %s", (hostname, is) => {
  expect(isLoopback(hostname)).toBe(is);
});
