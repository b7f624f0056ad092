import type { Clock } from "../host/host.ts";
import type { CloudLogins, FoundLogin } from "../image/credentials.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { createMasker } from "../run/mask.ts";
import type { AskLogin, CloudLogin, CloudName, Identity } from "./identity.ts";

interface Cloud {
  readonly name: CloudName;
  /** Hosts that are the cloud's and no customer's, since they are sent a login. */
  readonly pattern: RegExp;
  /** Its SDK is loaded here and nowhere earlier. */
  readonly open: (identity: Identity) => Promise<Result<AskLogin, string>>;
}

const clouds: readonly Cloud[] = [
  {
    name: "AWS",
    pattern: /^\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$/,
    open: async (identity) => (await import("./aws.ts")).openAws(identity),
  },
  {
    name: "Google",
    pattern: /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)$/,
    open: async (identity) => (await import("./google.ts")).openGoogle(identity),
  },
  {
    name: "Azure",
    pattern: /^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/,
    open: async (identity) => (await import("./azure.ts")).openAzure(identity),
  },
];

const cloudOf = (registry: string): Cloud | undefined => clouds.find(({ pattern }) => pattern.test(registry));

/** A push may take its time. */
const marginMs = 5 * 60_000;
/** A run looks at registries often, and each look would wait for the same refusal. */
const refusalMs = 60_000;
/** An SDK tries one source of credentials after the other. */
const patienceMs = 30_000;

/** The logins that clouds give the stack's identity, each for its own registries. */
export function openRegistryLogins(
  input: Omit<Identity, "onSecret"> & {
    /** Instead of the SDKs. */
    readonly open?: (cloud: CloudName, identity: Identity) => Promise<Result<AskLogin, string>>;
  },
): CloudLogins {
  const { clock, open } = input;
  const secrets = new Set<string>();
  const identity: Identity = { ...input, onSecret: (secret) => secrets.add(secret) };
  const opened = new Map<CloudName, Promise<Result<AskLogin, string>>>();
  const known = new Map<string, { readonly found: Promise<FoundLogin>; until: number }>();

  async function ask(cloud: Cloud, registry: string): Promise<Result<CloudLogin, string>> {
    try {
      const opening = opened.get(cloud.name) ?? (open ? open(cloud.name, identity) : cloud.open(identity));
      opened.set(cloud.name, opening);
      const asking = await opening;
      return asking.ok ? ok(await asking.value(registry)) : asking;
    } catch (error) {
      return err(wordsOf(error, secrets));
    }
  }

  function remember(cloud: Cloud, registry: string): Promise<FoundLogin> {
    const asked = inTime(ask(cloud, registry), clock);
    const entry = { found: asked.then((login) => foundOf(cloud, login)), until: Number.POSITIVE_INFINITY };
    known.set(registry, entry);
    void asked.then((login) => {
      entry.until = login.ok ? login.value.expiresAt - marginMs : clock.now() + refusalMs;
    });
    return entry.found;
  }

  return {
    covers: (registry) => cloudOf(registry) !== undefined,
    async find(registry, signal) {
      const cloud = cloudOf(registry);
      if (!cloud) return {};
      const entry = known.get(registry);
      const found = entry && clock.now() < entry.until ? entry.found : remember(cloud, registry);
      return signal ? unlessAborted(found, signal) : found;
    },
  };
}

function foundOf({ name }: Cloud, login: Result<CloudLogin, string>): FoundLogin {
  if (!login.ok) return { message: `the ${name} identity gave no login: ${login.error}` };
  const { username, password } = login.value;
  return { login: { kind: "basic", username, password }, cloud: name };
}

async function inTime<T>(work: Promise<Result<T, string>>, clock: Pick<Clock, "sleep">) {
  const over = new AbortController();
  const late = clock.sleep(patienceMs, over.signal).then(
    () => err("it does not answer in time"),
    () => err("it was stopped"),
  );
  const first = await Promise.race([work, late]);
  over.abort();
  return first;
}

async function unlessAborted(work: Promise<FoundLogin>, signal: AbortSignal): Promise<FoundLogin> {
  if (signal.aborted) return {};
  const aborted = Promise.withResolvers<FoundLogin>();
  const onAbort = () => aborted.resolve({});
  signal.addEventListener("abort", onAbort, { once: true });
  const first = await Promise.race([work, aborted.promise]);
  signal.removeEventListener("abort", onAbort);
  return first;
}

/** The first words, since SDKs write pages. Masked before anything is cut, which might cut through a secret. */
function wordsOf(error: unknown, secrets: Iterable<string>): string {
  const message = createMasker(secrets).mask(error instanceof Error ? error.message : String(error));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a stranger's text must not steer the terminal
  const text = message.replaceAll(/[\x00-\x20\x7f-\x9f]+/g, " ").trim();
  return text.slice(0, 300).replace(/\.$/, "");
}
