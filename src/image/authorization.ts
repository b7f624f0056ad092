import type { HttpRequest, HttpResponse } from "../host/http.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { type FoundLogin, type Login, loginNote } from "./credentials.ts";
import { fieldsOf, parseJson, textOf } from "./json.ts";
import { denied, type RegistryFault, refused, type Subject, statusFault } from "./registry-fault.ts";

export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  readonly params: Mapping<string>;
}

/** Who asks, for what, and how. */
export interface Asking extends Subject {
  readonly repository: string;
  readonly found: FoundLogin;
  /** The registry itself was reached in the clear or with any certificate, so that its token server may be too. */
  readonly isInsecure: boolean;
  send(
    call: Pick<HttpRequest, "url" | "method" | "headers" | "body">,
  ): Promise<Result<HttpResponse, RegistryFault>>;
}

/** The Authorization header that answers a 401 (distribution's spec/auth/token and spec/auth/oauth). */
export async function authorize(header: string, asking: Asking): Promise<Result<string, RegistryFault>> {
  const challenges = parseChallenges(header);
  const bearer = challenges.find(({ scheme }) => scheme === "bearer");
  if (bearer) return askToken(bearer.params, asking);
  const { login, message } = asking.found;
  if (challenges.length > 0 && challenges.every(({ scheme }) => scheme !== "basic"))
    return err(refused(asking, `${asking.registry} asks for a kind of login that stepops does not know`));
  return login?.kind === "basic" ? ok(basicHeader(login)) : err(denied(asking, message));
}

// Characters before what is looked for are taken one by one, so that no header takes more than linear time.
const part = /[\s,]*(?:([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))|([\w-]+))/y;

/** `Bearer realm="…",service="…", Basic realm="…"`: names with a value belong to the scheme before them. */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; params: Record<string, string> }[] = [];
  part.lastIndex = 0;
  for (let found = part.exec(header); found; found = part.exec(header)) {
    const [, name, quoted, plain, scheme] = found;
    const last = challenges.at(-1);
    if (scheme !== undefined) challenges.push({ scheme: scheme.toLowerCase(), params: {} });
    else if (last && name)
      last.params[name.toLowerCase()] = quoted?.replaceAll(/\\(.)/g, "$1") ?? plain ?? "";
  }
  return challenges;
}

async function askToken(params: Mapping<string>, asking: Asking): Promise<Result<string, RegistryFault>> {
  const realm = URL.parse(params.realm ?? "");
  if (realm === null || !/^https?:$/.test(realm.protocol))
    return err(refused(asking, `${asking.registry} does not say where to get a token`));
  // Whoever can change one answer of the registry could have the password sent in the clear.
  const login = realm.protocol === "https:" || asking.isInsecure ? asking.found.login : undefined;
  const scope = params.scope || `repository:${asking.repository}:pull`;
  const reply = await asking.send(tokenCall(realm, { service: params.service ?? "", scope }, login));
  return reply.ok ? tokenOf(reply.value, asking, login) : reply;
}

function tokenCall(
  realm: URL,
  query: Mapping<string>,
  login: Login | undefined,
): Parameters<Asking["send"]>[0] {
  const asked = Object.entries(query).filter(([, value]) => value !== "");
  if (login?.kind === "identity") {
    const form = { grant_type: "refresh_token", refresh_token: login.token, client_id: "stepops" };
    const body = new URLSearchParams([...Object.entries(form), ...asked]).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return { url: realm.href, method: "POST", headers, body };
  }
  const url = new URL(realm);
  for (const [name, value] of asked) url.searchParams.append(name, value);
  return { url: url.href, ...(login && { headers: { authorization: basicHeader(login) } }) };
}

const basicHeader = ({ username, password }: Login & { readonly kind: "basic" }): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

function tokenOf(
  response: HttpResponse,
  asking: Asking,
  login: Login | undefined,
): Result<string, RegistryFault> {
  const { status, body } = response;
  const { found } = asking;
  if (status !== 200) {
    const isDockers = login && !found.cloud;
    const note = isDockers
      ? `the login that Docker keeps for ${asking.registry} is not accepted`
      : loginNote(found);
    // A token server that knows no such user or scope says 400, 401, 403 or 404.
    return err(status < 500 && status !== 429 ? denied(asking, note) : statusFault(asking, response));
  }
  const { token, access_token } = fieldsOf(parseJson(body.toString("utf8")));
  const text = textOf(token) ?? textOf(access_token);
  if (text === undefined || !/^[\x21-\x7e]+$/.test(text))
    return err(refused(asking, `the token server of ${asking.registry} sends no token`));
  return ok(`Bearer ${text}`);
}
