import type { Clock, Files } from "../host/host.ts";
import type { HttpResponse } from "../host/http.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { type Asking, authorize } from "./authorization.ts";
import type { RunHelper } from "./credential-helper.ts";
import { type CloudLogins, type FoundLogin, findLogin, fromCloud, loginNote } from "./credentials.ts";
import { fits } from "./manifest.ts";
import { apiHost, type ImageReference } from "./reference.ts";
import {
  denied,
  httpFault,
  type RegistryFault,
  refused,
  type Subject,
  statusFault,
} from "./registry-fault.ts";
import { type Call, openTransport, type Surroundings } from "./transport.ts";

/** One image, under the name that the user gave it. */
export interface Wanted extends Subject, ImageReference {}

/** Requests with the login or the token that a registry asked for. */
export interface RegistryClient {
  /** Every status but 401 is for the caller to judge. `path` is below the repository. */
  ask(wanted: Wanted, path: string, call: Call): Promise<Result<HttpResponse, RegistryFault>>;
  /** The body of a success; with a `digest`, only where it is the body's. */
  bytes(wanted: Wanted, path: string, call: Call, digest?: string): Promise<Result<Buffer, RegistryFault>>;
}

export interface RegistryInput extends Surroundings {
  readonly files: Pick<Files, "read">;
  readonly clock: Pick<Clock, "now" | "sleep">;
  /** Asks a credential helper. */
  readonly runHelper?: RunHelper;
  /** Asked where Docker has no login and the registry wants one. */
  readonly cloudLogins?: CloudLogins;
}

type Reply = Result<HttpResponse, RegistryFault>;

interface Question {
  readonly wanted: Wanted;
  readonly path: string;
  readonly call: Call;
}

const placeOf = ({ registry, repository }: Wanted): string => `${registry}/${repository}`;

export function openRegistryClient(input: RegistryInput): RegistryClient {
  const transport = openTransport(input);
  const logins = new Map<string, Promise<FoundLogin>>();
  /** Authorization headers by repository: a token is good for one. */
  const known = new Map<string, string>();

  function login(registry: string): Promise<FoundLogin> {
    const found = logins.get(registry) ?? findLogin({ ...input, registry });
    logins.set(registry, found);
    return found;
  }

  async function send(wanted: Wanted, path: string, call: Call, authorization: string | undefined) {
    const headers = { ...call.headers, ...(authorization !== undefined && { authorization }) };
    const place = `/v2/${wanted.repository}/${path}`;
    const reply = await transport.api(apiHost(wanted.registry), place, { ...call, headers });
    return reply.ok ? reply : err(httpFault(wanted, reply.error));
  }

  function asking(wanted: Wanted, found: FoundLogin): Asking {
    const isInsecure = transport.isInsecure(apiHost(wanted.registry));
    return {
      ...wanted,
      ...{ found, isInsecure },
      async send({ url, ...call }) {
        const reply = await transport.anywhere(url, call, isInsecure);
        return reply.ok ? reply : err(httpFault(wanted, reply.error));
      },
    };
  }

  async function answer(question: Question, challenge: string, found: FoundLogin): Promise<Reply> {
    const { wanted, path, call } = question;
    const authorization = await authorize(challenge, asking(wanted, found));
    if (!authorization.ok) return authorization;
    known.set(placeOf(wanted), authorization.value);
    const reply = await send(wanted, path, call, authorization.value);
    const isDenied = reply.ok && [401, 403].includes(reply.value.status);
    return isDenied ? err(denied(wanted, loginNote(found))) : reply;
  }

  /** A token may be too old, so that what was known counts as nothing once it was refused. */
  async function ask(wanted: Wanted, path: string, call: Call): Promise<Reply> {
    const first = await send(wanted, path, call, known.get(placeOf(wanted)));
    if (!first.ok || first.value.status !== 401) return first;
    const question = { wanted, path, call };
    const challenge = first.value.headers["www-authenticate"] ?? "";
    const kept = await login(wanted.registry);
    const reply = await answer(question, challenge, kept);
    if (kept.login || reply.ok || reply.error.reason !== "denied") return reply;
    // Much of what clouds have is for everybody, so that nobody need say who he is before that was tried.
    const { cloudLogins, signal } = input;
    if (!cloudLogins?.covers(wanted.registry)) return reply;
    const given = fromCloud(kept, await cloudLogins.find(wanted.registry, signal));
    return given.login ? answer(question, challenge, given) : err(denied(wanted, given.message));
  }

  async function bytes(wanted: Wanted, path: string, call: Call, digest?: string) {
    const reply = await ask(wanted, path, call);
    if (!reply.ok) return reply;
    const { status, body } = reply.value;
    if (status !== 200) return err(statusFault(wanted, reply.value));
    if (digest === undefined || fits(body, digest)) return ok(body);
    return err(refused(wanted, `what ${wanted.registry} sends does not have the digest ${digest}`));
  }

  return { ask, bytes };
}
