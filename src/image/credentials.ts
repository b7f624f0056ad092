import { join } from "node:path";
import type { CloudName } from "../auth/identity.ts";
import type { Clock, Files } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional, own } from "../pipeline/own.ts";
import { type RunHelper, runCredentialHelper } from "./credential-helper.ts";
import { fieldsOf, parseJson, textOf } from "./json.ts";
import { dockerHub } from "./reference.ts";

export type Login =
  | { readonly kind: "basic"; readonly username: string; readonly password: string }
  /** Buys access tokens; what `docker login` through a browser leaves. */
  | { readonly kind: "identity"; readonly token: string };

export interface FoundLogin {
  readonly login?: Login;
  /** Whose identity the login is, where it is not Docker's. */
  readonly cloud?: CloudName;
  /** Why there is none although there might be one; holds no secret. */
  readonly message?: string;
}

/** Whoever has logins for the registries of clouds. */
export interface CloudLogins {
  /** Whether it is a cloud's registry. */
  covers(registry: string): boolean;
  /** Never rejects; once `signal` is aborted nothing is found. */
  find(registry: string, signal?: AbortSignal): Promise<FoundLogin>;
}

export interface Search {
  /** `docker.io`, `ghcr.io`, `localhost:5000`. */
  readonly registry: string;
  /** HOME and DOCKER_CONFIG; the helper's environment. */
  readonly env: Mapping<string>;
  readonly files: Pick<Files, "read">;
  readonly clock: Pick<Clock, "sleep">;
  readonly runHelper?: RunHelper;
  /** Asked where Docker has no login. */
}

/** What a cloud gave where Docker had nothing. */
export function fromCloud(kept: FoundLogin, given: FoundLogin): FoundLogin {
  const messages = [kept.message, given.message].filter((message) => message !== undefined);
  return given.login ? given : optional("message", messages.join("; ") || undefined);
}

/** For the message of a registry that refuses. */
export const loginNote = ({ cloud, message }: FoundLogin): string | undefined =>
  cloud === undefined ? message : `it was asked with the login of the ${cloud} identity`;

/** The login that `docker login` left for a registry. A broken config or helper is no login. */
export async function findLogin(search: Search): Promise<FoundLogin> {
  const folder = configFolder(search.env);
  const path = folder === undefined ? undefined : join(folder, "config.json");
  const config = path === undefined ? {} : await readConfig(search.files, path);
  if (typeof config === "string") return { message: `${path} ${config}, so no login is used` };
  const key = keyOf(search.registry);
  const helper = textOf(own(fieldsOf(config.credHelpers), key)) ?? textOf(config.credsStore);
  if (helper !== undefined) return askHelper(search, helper, key);
  const login = loginOf(fieldsOf(entryFor(fieldsOf(config.auths), key)));
  if (login === "damaged")
    return { message: `the login for ${search.registry} in ${path} is damaged, so no login is used` };
  return login ? { login } : {};
}

/** Under which the config keeps a registry's login. */
export const keyOf = (registry: string): string =>
  registry === dockerHub ? "https://index.docker.io/v1/" : registry;

/** Where `config.json` lies. */
export function configFolder({ DOCKER_CONFIG, HOME }: Mapping<string>): string | undefined {
  if (DOCKER_CONFIG) return DOCKER_CONFIG;
  return HOME ? join(HOME, ".docker") : undefined;
}

/** What is wrong with it, where it is there and no use. */
export async function readConfig(files: Search["files"], path: string): Promise<Mapping<unknown> | string> {
  const text = await files.read(path).catch(() => null);
  if (text === null) return "cannot be read";
  if (text === undefined) return {};
  const config = parseJson(text);
  return config === undefined ? "is not JSON" : fieldsOf(config);
}

/** By its very name, else by its host name: old entries are URLs. */
function entryFor(auths: Mapping<unknown>, key: string): unknown {
  const alike = Object.keys(auths).find((name) => hostOf(name) === hostOf(key));
  return own(auths, key) ?? (alike === undefined ? undefined : own(auths, alike));
}

/** An entry's registry: old ones are URLs. */
export const hostOf = (name: string): string => name.replace(/^https?:\/\//, "").replace(/\/.*$/, "");

function loginOf(entry: Mapping<unknown>): Login | "damaged" | undefined {
  const token = textOf(entry.identitytoken);
  if (token !== undefined) return { kind: "identity", token };
  const auth = textOf(entry.auth);
  if (auth !== undefined) return decoded(auth) ?? "damaged";
  return basic(textOf(entry.username), textOf(entry.password));
}

function decoded(auth: string): Login | undefined {
  const text = Buffer.from(auth, "base64").toString("utf8");
  const colon = text.indexOf(":");
  // Docker pads some passwords with NUL.
  return colon > 0 ? basic(text.slice(0, colon), text.slice(colon + 1).replace(/\0+$/, "")) : undefined;
}

const basic = (username: string | undefined, password: string | undefined): Login | undefined =>
  username && password ? { kind: "basic", username, password } : undefined;

async function askHelper(search: Search, name: string, key: string): Promise<FoundLogin> {
  const { env, clock, runHelper = runCredentialHelper } = search;
  const file = `docker-credential-${name}`;
  // A name with a slash would be a path.
  if (!/^[\w.-]+$/.test(name)) return { message: "the Docker config names a credential helper that is none" };
  const { code, stdout } = await runHelper({ file, input: key, env, clock });
  if (code === undefined)
    return { message: `${file} cannot be run, or does not answer, so no login is used` };
  if (code !== 0)
    return /not found/i.test(stdout)
      ? {}
      : { message: `${file} fails with exit code ${code}, so no login is used` };
  const answer = parseJson(stdout);
  return answer === undefined
    ? { message: `${file} prints no login, so none is used` }
    : helpersLogin(fieldsOf(answer));
}

function helpersLogin({ Username, Secret }: Mapping<unknown>): FoundLogin {
  const secret = textOf(Secret);
  // The name that Docker gives to what is no password.
  if (Username === "<token>" && secret !== undefined) return { login: { kind: "identity", token: secret } };
  const login = basic(textOf(Username), secret);
  return login ? { login } : {};
}
