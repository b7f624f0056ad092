import type { Child, ChildEnd, Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { type EngineFault, engineFault, missingClient } from "./engine-fault.ts";

/** Which Docker engine: the one that the `docker` client finds by itself, unless a host or a context is named. */
export interface EnginePlace {
  /** As DOCKER_HOST has it: `unix:///…`, `tcp://…`, `ssh://…`. */
  readonly host?: string;
  /** One of `docker context ls`. */
  readonly context?: string;
}

/** What `docker info` tells that we go by. */
export interface EngineInfo {
  readonly version: string;
  /** `linux`, or `windows`. */
  readonly os: string;
  /** As images name it: `amd64`, `arm64`. */
  readonly architecture: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** Container root is an ordinary user of the machine. */
  readonly isRootless: boolean;
  /** Users of containers are other users of the machine (userns-remap). */
  readonly mapsUsers: boolean;
  readonly hasSelinux: boolean;
  /** Registries that the engine talks plain HTTP to. */
  readonly insecureRegistries: readonly string[];
}

export interface Reply {
  /** Undefined when the client could not be started, or was killed. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  /** Ends the client; what the engine was asked for may go on. */
  readonly signal?: AbortSignal;
  /** Milliseconds, 30 s by default. */
  readonly timeoutMs?: number;
  /** Laid over the client's environment. */
  readonly env?: Mapping<string>;
}

/** A Docker engine, reached through the `docker` client: whoever has set that up has set us up. */
export interface Engine {
  /** For messages: `Docker`, `Docker at ssh://gpu-box`. */
  readonly name: string;
  readonly place: EnginePlace;
  /** Runs a short command to its end; never rejects. */
  call(args: readonly string[], options?: CallOptions): Promise<Reply>;
  /** Starts a command whose output is followed. It leads a process group of its own. `env` is laid over the client's. */
  start(args: readonly string[], env?: Mapping<string>): Child;
  /** Asked once; later calls get the same answer, unless there was none. */
  info(): Promise<Result<EngineInfo, EngineFault>>;
}

const callTimeoutMs = 30_000;

export function openEngine(input: {
  readonly host: Pick<Host, "spawn" | "clock">;
  readonly place: EnginePlace;
  /** Of the client: HOME, DOCKER_*, proxies. No step sees it. */
  readonly env: Mapping<string>;
  readonly cwd: string;
}): Engine {
  const { host, place, env, cwd } = input;
  const prefix = placeOptions(place);
  const start: Engine["start"] = (args, extra) =>
    host.spawn({
      file: "docker",
      args: [...prefix, ...args],
      cwd,
      env: { ...clientEnv(env, place), ...extra },
    });
  const call = (args: readonly string[], options: CallOptions = {}): Promise<Reply> =>
    reply(start(args, options.env), host.clock, options);
  let info: ReturnType<Engine["info"]> | undefined;
  return {
    name: nameOf(place),
    place,
    start,
    call,
    async info() {
      info ??= askInfo(call, nameOf(place));
      const asked = info;
      const told = await asked;
      // Whoever comes after, as a next attempt does, may meet an engine that answers again.
      if (!told.ok && info === asked) info = undefined;
      return told;
    },
  };
}

const nameOf = ({ host, context }: EnginePlace): string =>
  host !== undefined
    ? `Docker at ${host}`
    : context !== undefined
      ? `Docker of the context ${context}`
      : "Docker";

/** What tells the client of a place. */
export function placeOptions({ host, context }: EnginePlace): readonly string[] {
  if (host !== undefined) return ["--host", host];
  return context === undefined ? [] : ["--context", context];
}

/**
 * The whole environment but what lets a process act as this job towards GitHub. A context that is named wins; the client would let
 * DOCKER_HOST win over it.
 */
function clientEnv(env: Mapping<string>, { host, context }: EnginePlace): Mapping<string> {
  const isNamed = host !== undefined || context !== undefined;
  const isDropped = (name: string): boolean =>
    /^(ACTIONS|INPUT|STATE)_/.test(name) || (isNamed && /^DOCKER_(HOST|CONTEXT)$/.test(name));
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isDropped(name)));
}

async function reply(child: Child, clock: Host["clock"], options: CallOptions): Promise<Reply> {
  const { signal, timeoutMs = callTimeoutMs } = options;
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.onOutput((stream, chunk) => chunks[stream].push(chunk));
  const over = new AbortController();
  const stop = () => child.signal("SIGKILL");
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  clock.sleep(timeoutMs, over.signal).then(stop, () => {});
  const end = await child.ended;
  over.abort();
  signal?.removeEventListener("abort", stop);
  const text = (stream: "stdout" | "stderr") => Buffer.concat(chunks[stream]).toString("utf8");
  return replyOf(end, text("stdout"), text("stderr"));
}

function replyOf(end: ChildEnd, stdout: string, stderr: string): Reply {
  if (end.kind === "exited") return { code: end.code, stdout, stderr };
  if (end.kind === "signalled") return { code: undefined, stdout, stderr: `${stderr}no answer in time` };
  const why = end.error.code === "ENOENT" ? missingClient : end.error.message;
  return { code: undefined, stdout, stderr: why };
}

async function askInfo(call: Engine["call"], name: string): Promise<Result<EngineInfo, EngineFault>> {
  const { code, stdout, stderr } = await call(["info", "--format", "{{json .}}"]);
  const info = parseInfo(stdout);
  // The client exits with 0 although no engine answered, where only its own half of the answer is there.
  if (code === 0 && info) return ok(info);
  return err(engineFault(stderr || serverErrors(stdout), name));
}

interface RawInfo {
  readonly ServerVersion?: string;
  readonly OSType?: string;
  readonly Architecture?: string;
  readonly NCPU?: number;
  readonly MemTotal?: number;
  readonly SecurityOptions?: readonly string[] | null;
  readonly ServerErrors?: readonly string[];
  readonly RegistryConfig?: {
    readonly IndexConfigs?: Readonly<Record<string, { readonly Secure?: boolean }>> | null;
  } | null;
}

function parseRaw(text: string): RawInfo | undefined {
  try {
    return JSON.parse(text) as RawInfo;
  } catch {
    return undefined;
  }
}

const serverErrors = (text: string): string => (parseRaw(text)?.ServerErrors ?? []).join("\n");

/** Undefined where no engine is behind the answer. */
export function parseInfo(text: string): EngineInfo | undefined {
  const raw = parseRaw(text);
  if (!raw?.ServerVersion) return undefined;
  const security = (raw.SecurityOptions ?? []).map((option) => /name=([^,]+)/.exec(option)?.[1] ?? option);
  const indexes = Object.entries(raw.RegistryConfig?.IndexConfigs ?? {});
  return {
    version: raw.ServerVersion,
    os: raw.OSType ?? "linux",
    architecture: architectures.get(raw.Architecture ?? "") ?? raw.Architecture ?? "amd64",
    cpus: raw.NCPU ?? 0,
    memoryBytes: raw.MemTotal ?? 0,
    isRootless: security.includes("rootless"),
    mapsUsers: security.includes("userns"),
    hasSelinux: security.includes("selinux"),
    insecureRegistries: indexes.filter(([, { Secure }]) => Secure === false).map(([name]) => name),
  };
}

const architectures: ReadonlyMap<string, string> = new Map([
  ["x86_64", "amd64"],
  ["aarch64", "arm64"],
  ["armv7l", "arm"],
]);
