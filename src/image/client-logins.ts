import { join } from "node:path";
import type { Files, Random } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { optional } from "../pipeline/own.ts";
import { type FoundLogin, findLogin, fromCloud, type Login, loginNote } from "./credentials.ts";
import { type Client, type ConfigCopy, copyConfig, keepsStore } from "./docker-config.ts";
import { parseReference } from "./reference.ts";
import { openRegistry } from "./registry.ts";
import type { RegistryInput } from "./registry-client.ts";

/** What a client is given so that it logs in as we would. */
export interface Lent {
  /** Laid over its environment. */
  readonly env: Mapping<string>;
  /** To be hidden in what it prints. */
  readonly secrets: readonly string[];
  /** For the fault's message, should a registry refuse. */
  readonly note?: string;
}

/** What a client will do, by references of images. */
export interface Borrowing {
  readonly client: Client;
  readonly reads: readonly string[];
  readonly writes?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Runs `act`, whose client has the logins until it is over. */
export type LendLogins = <T>(borrowing: Borrowing, act: (lent: Lent) => Promise<T>) => Promise<T>;

const nothing: Lent = { env: {}, secrets: [] };

/** For clients that need no login but their own. */
export const lendNothing: LendLogins = (_borrowing, act) => act(nothing);

/** A refusal's message with what it has to do with the login that was lent, or was not. */
export const noted = (message: string, { note }: Lent): string =>
  note === undefined ? message : `${message}; ${note}`;

interface LendInput extends Omit<RegistryInput, "files" | "insecure" | "signal"> {
  readonly files: Files;
  readonly random: Random;
  /** Absolute; folders with logins in them come and go there. */
  readonly folder: string;
}

/** Lends clients the logins that they cannot find by themselves, in a Docker config that goes when the client has ended. */
export function openLogins(input: LendInput): LendLogins {
  return async (borrowing, act) => {
    const found = await foundLogins(input, borrowing);
    const logins = new Map([...found].flatMap(([registry, { login }]) => (login ? [[registry, login]] : [])));
    const notes = [...found.values()].map(loginNote).filter((note) => note !== undefined);
    const lent: Lent = { ...nothing, ...optional("note", notes.join("; ") || undefined) };
    if (logins.size === 0) return act(lent);
    const folder = join(input.folder, `login-${input.random.hex(16)}`);
    try {
      return await act(await handOver(lent, { folder, logins, client: borrowing.client }, input));
    } finally {
      // What cannot be removed now, the end of the run removes or complains of.
      await input.files.remove(folder).catch(() => {});
    }
  };
}

async function handOver(lent: Lent, copy: ConfigCopy, input: LendInput): Promise<Lent> {
  try {
    await copyConfig(copy, input);
  } catch (error) {
    return { ...nothing, note: `the login cannot be handed to ${copy.client}: ${(error as Error).message}` };
  }
  return { ...lent, env: { DOCKER_CONFIG: copy.folder }, secrets: [...copy.logins.values()].map(secretOf) };
}

const secretOf = (login: Login): string => (login.kind === "basic" ? login.password : login.token);

/** Of the registries whose login, or the lack of one, the client cannot find out by itself. */
async function foundLogins(input: LendInput, borrowing: Borrowing): Promise<ReadonlyMap<string, FoundLogin>> {
  const { client, reads, writes = [] } = borrowing;
  const byRegistry = Map.groupBy([...reads, ...writes], (reference) => parseReference(reference).registry);
  // skopeo knows helpers for single registries, and none for all of them.
  const isStoreLost = client === "skopeo" && (await keepsStore(input));
  const found = new Map<string, FoundLogin>();
  for (const [registry, references] of byRegistry) {
    if (!isStoreLost && !input.cloudLogins?.covers(registry)) continue;
    const kept = await findLogin({ ...input, registry });
    const given = kept.login ? undefined : await askCloud({ registry, references, input, borrowing });
    if (given) found.set(registry, fromCloud(kept, given));
    else if (isStoreLost && kept.login) found.set(registry, kept);
  }
  return found;
}

interface Question {
  readonly registry: string;
  readonly references: readonly string[];
  readonly input: LendInput;
  readonly borrowing: Borrowing;
}

/** Undefined where no cloud need be asked. */
async function askCloud(question: Question): Promise<FoundLogin | undefined> {
  const { registry, references, input, borrowing } = question;
  const { writes = [], signal } = borrowing;
  if (!input.cloudLogins?.covers(registry)) return undefined;
  const isToWrite = references.some((reference) => writes.includes(reference));
  return isToWrite || !(await areForAll(question)) ? input.cloudLogins.find(registry, signal) : undefined;
}

/** Much of what clouds have is for everybody, so that nobody need say who he is. */
async function areForAll({ references, input, borrowing: { signal } }: Question): Promise<boolean> {
  const { cloudLogins: _none, ...rest } = input;
  const registry = openRegistry({ ...rest, insecure: [], ...optional("signal", signal) });
  const seen = await Promise.all(references.map((reference) => registry.has(reference)));
  return seen.every((each) => each.ok);
}
