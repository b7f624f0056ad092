import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Clock } from "./host.ts";

export interface HttpRequest {
  readonly url: string;
  /** GET by default. */
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly headers?: Mapping<string>;
  readonly body?: string | Buffer;
  /** Names the proxy: HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in capitals or not. */
  readonly env: Mapping<string>;
  readonly clock: Pick<Clock, "sleep">;
  /** For all of it, redirects included. */
  readonly timeoutMs: number;
  /** A longer body is a fault. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  /** Only for a host that somebody declared insecure; never for one that it redirects to. */
  readonly acceptsAnyCertificate?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; of several of one name the values are joined. */
  readonly headers: Mapping<string>;
  readonly body: Buffer;
}

export interface HttpFault {
  readonly reason: "unreachable" | "timeout" | "certificate" | "aborted" | "too-large";
  /** Names the host at most: paths, queries and proxies may hold secrets. */
  readonly message: string;
}

type Reply = Result<HttpResponse, HttpFault>;

const mostRedirects = 5;

/**
 * One HTTP request. Every status is an answer; only what came to no answer is a fault. GET and HEAD follow redirects,
 * without their Authorization where these leave the host: registries and stores send clients on to signed URLs.
 * A private CA comes with NODE_EXTRA_CA_CERTS, which Node reads by itself.
 */
export async function request(asked: HttpRequest): Promise<Reply> {
  const { clock, timeoutMs, signal } = asked;
  const url = URL.parse(asked.url);
  if (url === null) return fault("unreachable", "its address is not a URL");
  const over = new AbortController();
  const stopped = Promise.withResolvers<Reply>();
  const onAbort = () => stopped.resolve(fault("aborted", `the request to ${url.host} was stopped`));
  const onTimeout = () => stopped.resolve(fault("timeout", `${url.host} does not answer in time`));
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted) onAbort();
  clock.sleep(timeoutMs, over.signal).then(onTimeout, () => {});
  try {
    // Raced, because a request whose proxy is silent heeds no signal.
    return await Promise.race([stopped.promise, follow(asked, url, over.signal)]);
  } finally {
    over.abort();
    signal?.removeEventListener("abort", onAbort);
  }
}

const fault = (reason: HttpFault["reason"], message: string): Reply => err({ reason, message });

async function follow(asked: HttpRequest, start: URL, over: AbortSignal): Promise<Reply> {
  let step = asked;
  let url = start;
  for (let hops = 0; ; hops += 1) {
    const reply = await exchange(step, url, over);
    const next = reply.ok ? redirect(asked.method ?? "GET", reply.value, url) : undefined;
    if (next === undefined) return reply;
    if (hops === mostRedirects) return fault("unreachable", `${start.host} redirects without an end`);
    if (next.origin !== url.origin) step = asStranger(step);
    url = next;
  }
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function redirect(method: string, { status, headers }: HttpResponse, from: URL): URL | undefined {
  const { location } = headers;
  if (location === undefined || !redirects.has(status) || !["GET", "HEAD"].includes(method)) return undefined;
  const next = URL.parse(location, from.href);
  return next !== null && /^https?:$/.test(next.protocol) ? next : undefined;
}

function asStranger(asked: HttpRequest): HttpRequest {
  const { headers = {}, acceptsAnyCertificate: _any, ...rest } = asked;
  const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== "authorization");
  return { ...rest, headers: Object.fromEntries(kept) };
}

function exchange(asked: HttpRequest, url: URL, over: AbortSignal): Promise<Reply> {
  const { method = "GET", headers, body, maxBytes } = asked;
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve(err(faultOf(error, url.host)));
    const take = (response: IncomingMessage) =>
      collect(response, maxBytes).then(
        (bytes) =>
          resolve(bytes ? ok(answer(response, bytes)) : fault("too-large", `${url.host} sends too much`)),
        fail,
      );
    try {
      const options = { method, headers: { "user-agent": "stepops", ...headers }, signal: over };
      const send: typeof https.request = isSecure(url) ? https.request : http.request;
      const sent = send(url, { ...options, ...connection(asked, url) }, take);
      sent.on("error", fail);
      sent.end(body);
    } catch (error) {
      // Node throws what it dislikes in a header or in the proxy's address.
      fail(error as NodeJS.ErrnoException);
    }
  });
}

const isSecure = ({ protocol }: URL): boolean => protocol === "https:";

function connection(asked: HttpRequest, url: URL): https.RequestOptions {
  const { env, timeoutMs, acceptsAnyCertificate = false } = asked;
  // As in Docker and curl's Go kin: nobody means a proxy for what runs on this machine.
  const proxyEnv = isLoopback(url.hostname) ? {} : proxies(env);
  const agent = isSecure(url) ? new https.Agent({ proxyEnv }) : new http.Agent({ proxyEnv });
  // The timeout here is the only one that a proxy's tunnel heeds.
  return { agent, timeout: timeoutMs, rejectUnauthorized: !acceptsAnyCertificate };
}

/** `localhost`, 127.0.0.0/8 and ::1, as a URL or a reference has them. */
export const isLoopback = (hostname: string): boolean =>
  /^(localhost|(.+\.)localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostname);

/** The variables that name proxies. Everybody else takes `proxy:3128` for a proxy; Node passes over it without a word. */
export function proxies(env: Mapping<string>): Mapping<string> {
  const names = Object.keys(env).filter((name) => /^(https?|no)_proxy$/i.test(name));
  const complete = (name: string, value: string) =>
    /^no_/i.test(name) || value === "" || value.includes("://") ? value : `http://${value}`;
  return Object.fromEntries(names.map((name) => [name, complete(name, env[name] ?? "")]));
}

/** Undefined when there is more than `maxBytes`; leaving the loop closes the connection. */
async function collect(response: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answer({ statusCode = 0, headers }: IncomingMessage, body: Buffer): HttpResponse {
  const entries = Object.entries(headers).map(([name, value = ""]) => [name, [value].flat().join(", ")]);
  return { status: statusCode, headers: Object.fromEntries(entries), body };
}

const certificateCodes = /CERT|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^HOSTNAME_MISMATCH$|^PATH_LENGTH_EXCEEDED$/;

const words: ReadonlyMap<string, string> = new Map([
  ["ENOTFOUND", "there is no such host"],
  ["EAI_AGAIN", "its name cannot be looked up"],
  ["ECONNREFUSED", "nothing listens there"],
  ["ECONNRESET", "it hung up"],
  ["EPROTO", "it does not speak TLS"],
  ["ERR_PROXY_TUNNEL", "the proxy does not let the request through"],
  ["ERR_PROXY_INVALID_CONFIG", "the address of the proxy is not a URL"],
]);

/** What a request came to that got no answer. */
export function faultOf(error: NodeJS.ErrnoException, host: string): HttpFault {
  const { code = "", message } = error;
  if (certificateCodes.test(code))
    return { reason: "certificate", message: `the certificate of ${host} is not trusted: ${message}` };
  return { reason: "unreachable", message: `${host} cannot be reached: ${words.get(code) ?? message}` };
}
