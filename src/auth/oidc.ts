import { type HttpResponse, request } from "../host/http.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Identity } from "./identity.ts";

const timeoutMs = 10_000;
const maxBytes = 64 * 1024;
const tries = 3;
const pauseMs = 1000;

/** A new token of the workflow's job, since one lives for five minutes only. Rejects, because that is all that SDKs understand. */
export async function oidcToken(identity: Identity, audience: string): Promise<string> {
  const token = await requestOidcToken(identity, audience);
  if (!token.ok) throw new Error(token.error);
  identity.onSecret(token.value);
  return token.value;
}

/** Asks GitHub. An error holds no secret. */
export async function requestOidcToken(
  { env, clock }: Pick<Identity, "env" | "clock">,
  audience: string,
): Promise<Result<string, string>> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL = "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
  const url = URL.parse(ACTIONS_ID_TOKEN_REQUEST_URL);
  if (url === null || !bearer)
    return err("the job gets no OIDC token: give it the permission id-token: write");
  url.searchParams.set("audience", audience);
  const headers = { authorization: `Bearer ${bearer}`, accept: "application/json" };
  for (let attempt = 1; ; attempt += 1) {
    const reply = await request({ url: url.href, headers, env, clock, timeoutMs, maxBytes });
    const isOver = reply.ok ? !isBusy(reply.value) : reply.error.reason === "certificate";
    if (isOver || attempt === tries) return reply.ok ? tokenIn(reply.value) : err(reply.error.message);
    await clock.sleep(pauseMs * attempt);
  }
}

const isBusy = ({ status }: HttpResponse): boolean => status === 429 || status >= 500;

function tokenIn({ status, body }: HttpResponse): Result<string, string> {
  if (status !== 200) return err(`GitHub gives no OIDC token: it answers ${status}`);
  try {
    const { value } = JSON.parse(body.toString("utf8")) as { readonly value?: unknown };
    if (typeof value === "string" && value !== "") return ok(value);
  } catch {
    // The parser's own message quotes the text.
  }
  return err("GitHub sends no OIDC token");
}
