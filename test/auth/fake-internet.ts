import { createServer as createPlainServer, type IncomingMessage, type Server } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { certificate } from "./certificate.ts";

export interface Seen {
  readonly host: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  /** Anything but a text is sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FakeServer {
  readonly port: number;
  readonly requests: readonly Seen[];
  close(): Promise<void>;
}

/** A server on 127.0.0.1, with TLS for hosts of clouds unless `plain`. */
export async function openServer(
  answer: (request: Seen) => Answer,
  options: { readonly plain?: boolean } = {},
): Promise<FakeServer> {
  const requests: Seen[] = [];
  const serve = async (message: IncomingMessage) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
    const { method = "", url: path = "", headers } = message;
    const request = {
      host: headers.host ?? "",
      method,
      path,
      headers,
      body: Buffer.concat(chunks).toString(),
    };
    requests.push(request);
    return answer(request);
  };
  const listener: Parameters<typeof createPlainServer>[1] = async (message, response) => {
    const { status = 200, body = "", headers = {} } = await serve(message);
    const text = typeof body === "string" ? body : JSON.stringify(body);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
  };
  const server = options.plain ? createPlainServer(listener) : createServer(certificate, listener);
  return { port: await listen(server), requests, close: () => close(server) };
}

/** A proxy that leads from names of hosts to ports of this machine, and to nothing else. */
export interface FakeInternet {
  /** As HTTPS_PROXY has it. */
  readonly proxy: string;
  /** The hosts that it was asked for, each once. */
  readonly hosts: ReadonlySet<string>;
  close(): Promise<void>;
}

export async function openFakeInternet(ports: Readonly<Record<string, number>>): Promise<FakeInternet> {
  const hosts = new Set<string>();
  const server = createPlainServer((_request, response) => void response.writeHead(502).end());
  server.on("connect", (request, client) => {
    const [host = ""] = (request.url ?? "").split(":");
    hosts.add(host);
    const port = ports[host];
    if (port === undefined) return void client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    const target = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      target.pipe(client).pipe(target);
    });
    for (const end of [target, client]) end.on("error", () => {});
    target.once("close", () => client.destroy());
    client.once("close", () => target.destroy());
  });
  return { proxy: `http://127.0.0.1:${await listen(server)}`, hosts, close: () => close(server) };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
