import { type HttpRequest, type HttpResponse, request } from "../host/http.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Identity } from "./identity.ts";

export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Mapping<string>;
  readonly body?: string | Buffer;
  /** Milliseconds, 10 s by default. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** Rejects where no answer comes, with a message that names the host at most. */
export type Send = (sent: Sent) => Promise<HttpResponse>;

const maxBytes = 4 * 1024 * 1024;

/** What SDKs send goes this way: by themselves some know no proxy, others no timeout. */
export const sender =
  ({ env, clock }: Pick<Identity, "env" | "clock">): Send =>
  async ({ method, headers, timeoutMs = 10_000, ...rest }) => {
    const reply = await request({
      ...rest,
      method: method as NonNullable<HttpRequest["method"]>,
      headers: plain(headers),
      env: isThisMachine(rest.url) ? {} : env,
      ...{ clock, timeoutMs, maxBytes },
    });
    if (reply.ok) return reply.value;
    // A name by which the AWS SDK knows that it may try again.
    throw Object.assign(new Error(reply.error.message), { name: "TimeoutError" });
  };

/** Nothing here unpacks what a server might compress. */
const plain = (headers: Mapping<string>): Mapping<string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "accept-encoding"));

/** The metadata service of a cloud's machine, which no proxy can ask for us. */
const isThisMachine = (url: string): boolean => URL.parse(url)?.hostname === "169.254.169.254";
