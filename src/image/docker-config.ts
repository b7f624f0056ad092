import { join } from "node:path";
import type { Files } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { configFolder, hostOf, keyOf, type Login, readConfig } from "./credentials.ts";
import { fieldsOf, textOf } from "./json.ts";

export type Client = "docker" | "skopeo";

/** A Docker config that is the user's and has further logins. */
export interface ConfigCopy {
  /** Where it is made; not there yet. */
  readonly folder: string;
  readonly client: Client;
  /** By registry. */
  readonly logins: ReadonlyMap<string, Login>;
}

interface Surroundings {
  readonly files: Files;
  /** HOME and DOCKER_CONFIG. */
  readonly env: Mapping<string>;
}

/** Contexts, plug-ins and builders lie beside the user's config, and stay the user's own. Only he may look into the copy. */
export async function copyConfig(copy: ConfigCopy, around: Surroundings): Promise<void> {
  const { files, env } = around;
  const { folder } = copy;
  await files.makeDirectory(folder, 0o700);
  const users = configFolder(env);
  const from = users === undefined ? undefined : await files.realpath(users);
  const names = from === undefined ? [] : ((await files.list(from)) ?? []);
  for (const name of names.filter((each) => each !== "config.json"))
    await files.symlink(join(from ?? "", name), join(folder, name));
  const text = JSON.stringify(withLogins(await userConfig(around), copy));
  await files.write(join(folder, "config.json"), text, 0o600);
}

/** Empty where it cannot be read: the client says so by itself where it matters. */
async function userConfig({ files, env }: Surroundings): Promise<Mapping<unknown>> {
  const folder = configFolder(env);
  const config = folder === undefined ? {} : await readConfig(files, join(folder, "config.json"));
  return typeof config === "string" ? {} : config;
}

/** Whether a helper has the logins of all registries. */
export const keepsStore = async (around: Surroundings): Promise<boolean> =>
  hasStore(await userConfig(around));

const hasStore = ({ credsStore }: Mapping<unknown>): boolean => textOf(credsStore) !== undefined;

/** Helpers would win over what stands in the config, so that these registries get none. */
function withLogins(config: Mapping<unknown>, { logins, client }: ConfigCopy): Mapping<unknown> {
  const keys = [...logins].map(([registry, login]) => [keyOf(registry), login] as const);
  const ours = new Set(keys.map(([key]) => hostOf(key)));
  const others = (entries: unknown): Mapping<unknown> =>
    Object.fromEntries(Object.entries(fieldsOf(entries)).filter(([name]) => !ours.has(hostOf(name))));
  const entries = keys.map(([key, login]) => [key, entryOf(login)]);
  // To docker an empty name is no helper, even where one is set for all; skopeo, which has none for all, would run it.
  const without = client === "docker" && hasStore(config) ? keys.map(([key]) => [key, ""]) : [];
  return {
    ...config,
    auths: { ...others(config.auths), ...Object.fromEntries(entries) },
    credHelpers: { ...others(config.credHelpers), ...Object.fromEntries(without) },
  };
}

function entryOf(login: Login): Mapping<string> {
  const encoded = (text: string): string => Buffer.from(text).toString("base64");
  return login.kind === "basic"
    ? { auth: encoded(`${login.username}:${login.password}`) }
    : { auth: encoded("<token>:"), identitytoken: login.token };
}
