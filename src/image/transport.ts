import type { Clock, Random } from "../host/host.ts";
import { type HttpFault, type HttpRequest, type HttpResponse, isLoopback, request } from "../host/http.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import { err, type Result } from "../pipeline/result.ts";

export type Call = Pick<HttpRequest, "method" | "headers" | "body">;

type Reply = Result<HttpResponse, HttpFault>;

/** Requests to registries and their token servers: the scheme found, busy servers asked again. */
export interface Transport {
  /** Whether a registry may be talked to in the clear, or with a certificate of anybody. */
  isInsecure(host: string): boolean;
  /** `path` begins with `/v2/`. */
  api(host: string, path: string, call: Call): Promise<Reply>;
  anywhere(url: string, call: Call, acceptsAnyCertificate: boolean): Promise<Reply>;
}

export interface Surroundings {
  /** Names the proxy. */
  readonly env: Mapping<string>;
  readonly clock: Pick<Clock, "now" | "sleep">;
  readonly random: Pick<Random, "float">;
  /** `host` or `host:port` of registries that the engine talks plain HTTP to; those of this machine are among them. */
  readonly insecure: readonly string[];
  readonly signal?: AbortSignal;
}

const timeoutMs = 5000;
/** What the specification sets as the limit of a manifest; a configuration is far smaller. */
const maxBytes = 4 * 1024 * 1024;
const tries = 3;
const longestPauseMs = 10_000;
const firstPauseMs = 1000;

export function openTransport(around: Surroundings): Transport {
  const { env, clock, insecure, signal } = around;
  const inTheClear = new Set<string>();
  const isInsecure = (host: string) => insecure.includes(host) || isLoopback(hostname(host));
  const anywhere: Transport["anywhere"] = (url, call, acceptsAnyCertificate) =>
    patiently(around, () =>
      request({
        ...call,
        ...optional("signal", signal),
        ...{ url, env, clock, timeoutMs, maxBytes, acceptsAnyCertificate },
      }),
    );
  const plain = (host: string, path: string, call: Call) => anywhere(`http://${host}${path}`, call, false);
  return {
    isInsecure,
    anywhere,
    // As Docker does: TLS first, also where it is not asked for.
    async api(host, path, call) {
      if (inTheClear.has(host)) return plain(host, path, call);
      const reply = await anywhere(`https://${host}${path}`, call, isInsecure(host));
      if (reply.ok || reply.error.reason === "aborted" || !isInsecure(host)) return reply;
      const second = await plain(host, path, call);
      if (second.ok) inTheClear.add(host);
      return second;
    },
  };
}

const hostname = (host: string): string => host.replace(/:\d+$/, "");

/** Asks a server that is busy or ails again, after what it asks for or else a random time that grows. */
async function patiently(around: Surroundings, act: () => Promise<Reply>): Promise<Reply> {
  const { clock, signal } = around;
  for (let attempt = 1; ; attempt += 1) {
    const reply = await act();
    if (!reply.ok || !isBusy(reply.value) || attempt === tries) return reply;
    const pause = clock.sleep(pauseMs(around, reply.value, attempt), signal);
    const isStopped = await pause.then(
      () => false,
      () => true,
    );
    if (isStopped) return err({ reason: "aborted", message: "the request was stopped" });
  }
}

const isBusy = ({ status }: HttpResponse): boolean => status === 429 || status >= 500;

function pauseMs({ clock, random }: Surroundings, { headers }: HttpResponse, attempt: number): number {
  const asked = retryAfterMs(headers["retry-after"] ?? "", clock.now());
  return Math.min(asked ?? random.float() * firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
}

/** Seconds, or a date. */
function retryAfterMs(text: string, now: number): number | undefined {
  if (/^\s*\d+\s*$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
