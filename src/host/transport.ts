import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { Readable } from "node:stream";
import type { Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { faultOf, type HttpFault, isLoopback, proxies } from "./http.ts";

export interface TransportRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Mapping<string>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

export interface TransportReply {
  readonly status: number;
  /** Names in lower case; of several of one name the values are joined. */
  readonly headers: Mapping<string>;
  /** It fails where the connection breaks, or falls silent for too long. Whoever does not read it to its end destroys it. */
  readonly body: Readable;
}

/** Requests whose bodies stream, over connections that are kept; every status is an answer, and no redirect is followed. */
export interface Transport {
  send(request: TransportRequest): Promise<Result<TransportReply, HttpFault>>;
  close(): void;
}

export interface TransportOptions {
  /** Names the proxy. */
  readonly env: Mapping<string>;
  /** Longest silence, before an answer and within one. */
  readonly idleMs: number;
}

export function openTransport({ env, idleMs }: TransportOptions): Transport {
  const proxyEnv = proxies(env);
  const common = { keepAlive: true, timeout: idleMs };
  // As in http.ts: nobody means a proxy for what runs on this machine.
  const agents = {
    "http:": { far: new http.Agent({ ...common, proxyEnv }), near: new http.Agent(common) },
    "https:": { far: new https.Agent({ ...common, proxyEnv }), near: new https.Agent(common) },
  } as const;
  const agentFor = ({ protocol, hostname }: URL): http.Agent | undefined =>
    agents[protocol as keyof typeof agents]?.[isLoopback(hostname) ? "near" : "far"];
  return {
    async send(request) {
      const url = URL.parse(request.url);
      const agent = url ? agentFor(url) : undefined;
      if (!url || !agent) return err({ reason: "unreachable", message: "its address is not a URL" });
      return exchange(request, { url, agent, idleMs });
    },
    close() {
      for (const { far, near } of Object.values(agents)) for (const agent of [far, near]) agent.destroy();
    },
  };
}

interface Way {
  readonly url: URL;
  readonly agent: http.Agent;
  readonly idleMs: number;
}

function exchange(
  { method, headers, body, signal }: TransportRequest,
  { url, agent, idleMs }: Way,
): Promise<Result<TransportReply, HttpFault>> {
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve(err(asFault(error, url, signal)));
    try {
      const send: typeof https.request = url.protocol === "https:" ? https.request : http.request;
      const options = { method, headers: { "user-agent": "stepops", ...headers }, agent, timeout: idleMs };
      const sent = send(url, { ...options, ...(signal && { signal }) }, (reply) =>
        resolve(ok(answer(reply))),
      );
      sent.on("error", fail);
      // It reaches whoever waits for the answer, or reads the body.
      sent.on("timeout", () => sent.destroy(new Silence(url.host)));
      sent.end(body);
    } catch (error) {
      // Node throws what it dislikes in a header or in the proxy's address.
      fail(error as NodeJS.ErrnoException);
    }
  });
}

class Silence extends Error {
  constructor(host: string) {
    super(`${host} does not answer in time`);
  }
}

function asFault(error: NodeJS.ErrnoException, url: URL, signal: AbortSignal | undefined): HttpFault {
  if (signal?.aborted) return { reason: "aborted", message: `the request to ${url.host} was stopped` };
  if (error instanceof Silence) return { reason: "timeout", message: error.message };
  return faultOf(error, url.host);
}

function answer(reply: IncomingMessage): TransportReply {
  const entries = Object.entries(reply.headers).map(([name, value = ""]) => [
    name,
    [value].flat().join(", "),
  ]);
  // Who never reads it would else bring the process down; who reads it is told all the same.
  reply.on("error", () => {});
  return { status: reply.statusCode ?? 0, headers: Object.fromEntries(entries), body: reply };
}
