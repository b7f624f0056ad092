import type {
  Child,
  ChildEnd,
  Clock,
  Files,
  Host,
  Processes,
  Random,
  Spawn,
  SpawnCommand,
} from "../../src/host/host.ts";
import { memoryFiles } from "./memory-files.ts";
import { type VirtualClock, virtualClock } from "./virtual-clock.ts";

export { memoryFiles } from "./memory-files.ts";
export { type VirtualClock, virtualClock } from "./virtual-clock.ts";

/** mulberry32: the same numbers for the same seed on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const float = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const digit = () => Math.floor(float() * 16).toString(16);
  return { float, hex: (length) => Array.from({ length }, digit).join("") };
}

/** What a scripted command does: output at times after its start, and its end. */
export interface Script {
  readonly output?: readonly {
    readonly afterMs?: number;
    readonly stream?: "stdout" | "stderr";
    readonly text: string;
  }[];
  /** Without it the child runs until a signal ends it. */
  readonly end?: { readonly afterMs: number; readonly end: ChildEnd };
  /** Signals that do not end it; SIGKILL always does. */
  readonly ignores?: readonly NodeJS.Signals[];
}

/** Children that follow a script on the virtual clock; `signals` keeps all that were sent. */
export function scriptedSpawn(
  clock: Clock,
  script: (command: SpawnCommand) => Script,
): Spawn & { readonly signals: NodeJS.Signals[] } {
  const signals: NodeJS.Signals[] = [];
  let pids = 1000;
  const spawn: Spawn = (command) => {
    const plan = script(command);
    const over = new AbortController();
    const ended = Promise.withResolvers<ChildEnd>();
    let listener: Parameters<Child["onOutput"]>[0] = () => {};
    const finish = (end: ChildEnd) => {
      if (over.signal.aborted) return;
      over.abort();
      ended.resolve(end);
    };
    const later = (ms: number, act: () => void) => void clock.sleep(ms, over.signal).then(act, () => {});
    for (const { afterMs = 0, stream = "stdout", text } of plan.output ?? []) {
      later(afterMs, () => listener(stream, Buffer.from(text)));
    }
    const { end } = plan;
    if (end?.end.kind === "not-started") finish(end.end);
    else if (end) later(end.afterMs, () => finish(end.end));
    return {
      pid: end?.end.kind === "not-started" ? undefined : pids++,
      onOutput: (next) => {
        listener = next;
      },
      signal: (signal) => {
        if (over.signal.aborted) return false;
        if (signal === 0) return true;
        signals.push(signal);
        if (signal === "SIGKILL" || !plan.ignores?.includes(signal)) finish({ kind: "signalled", signal });
        return true;
      },
      ended: ended.promise,
    };
  };
  return Object.assign(spawn, { signals });
}

/** A machine whose processes are those of the table: pid → start token. */
export function virtualProcesses(alive: ReadonlyMap<number, string> = new Map([[1, "start-1"]])): Processes {
  return {
    hostname: "virtual",
    bootId: "boot-1",
    pid: 1,
    startToken: (pid) => alive.get(pid),
    endMarked: async () => 0,
  };
}

export interface VirtualHost extends Host {
  readonly clock: VirtualClock;
}

/** A whole host without a machine: equal seeds give equal runs. */
export function virtualHost(
  options: {
    readonly seed?: number;
    readonly script?: (command: SpawnCommand) => Script;
    readonly files?: Files;
    readonly processes?: Processes;
  } = {},
): VirtualHost {
  const clock = virtualClock();
  const exit: Script = { end: { afterMs: 0, end: { kind: "exited", code: 0 } } };
  return {
    clock,
    random: seededRandom(options.seed ?? 1),
    files: options.files ?? memoryFiles(() => clock.now()),
    spawn: scriptedSpawn(clock, options.script ?? (() => exit)),
    processes: options.processes ?? virtualProcesses(),
  };
}

/** Real files under a virtual clock: time stands still while a call is under way. */
export function heldFiles(files: Files, clock: VirtualClock): Files {
  return wrap(files, (_name, call) => {
    const result = call();
    return (result instanceof Promise ? clock.hold(result) : result) as typeof result;
  });
}

/** Thrown by every synchronous call of a crashed host; its asynchronous calls never settle, as in a dead process. */
export class Crash extends Error {
  override name = "Crash";
}

export interface CrashingHost {
  readonly host: Host;
  /** Resolves at the crash. */
  readonly crashed: Promise<void>;
  /** Calls of the host so far: a first run without a crash tells how many places there are. */
  readonly calls: () => number;
}

/** Dies at the `at`-th call (from 1) of files, spawn or sleep: before its effect, or just `after` it. */
export function crashingHost(host: Host, at: number, when: "before" | "after" = "before"): CrashingHost {
  const crashed = Promise.withResolvers<void>();
  let calls = 0;
  const dead = () => calls > at;
  const die = () => {
    calls = Math.max(calls, at + 1);
    crashed.resolve();
    return new Crash(`call ${at} of the host`);
  };
  function guard<T>(name: string, call: () => T): T {
    if (!dead()) calls += 1;
    const isLast = calls === at;
    if (dead() || (isLast && when === "before")) return end(name) as T;
    const result = call();
    if (!isLast) return result instanceof Promise ? (alive(result) as T) : result;
    if (result instanceof Promise) return result.then(() => end(name)) as T;
    return end(name) as T;
  }
  function end(name: string): unknown {
    const crash = die();
    if (synchronous.has(name)) throw crash;
    return new Promise(() => {});
  }
  /** What was under way at the crash never comes back. */
  function alive<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      promise.then(
        (value) => dead() || resolve(value),
        (error) => dead() || reject(error),
      );
    });
  }
  const files = wrap(host.files, guard);
  const clock: Clock = {
    ...host.clock,
    sleep: (ms, signal) => guard("sleep", () => host.clock.sleep(ms, signal)),
  };
  const spawn: Spawn = (command) => guard("spawn", () => host.spawn(command));
  return { host: { ...host, files, clock, spawn }, crashed: crashed.promise, calls: () => calls };
}

const synchronous: ReadonlySet<string> = new Set(["appender", "appender.write", "appender.sync", "spawn"]);

type Guard = <T>(name: string, call: () => T) => T;

function wrap(files: Files, guard: Guard): Files {
  const around =
    <A extends unknown[], R>(name: string, method: (...args: A) => R) =>
    (...args: A): R =>
      guard(name, () => method.apply(files, args));
  return {
    read: around("read", files.read),
    write: around("write", files.write),
    replace: around("replace", files.replace),
    create: around("create", files.create),
    readFrom: around("readFrom", files.readFrom),
    stat: around("stat", files.stat),
    realpath: around("realpath", files.realpath),
    list: around("list", files.list),
    makeDirectory: around("makeDirectory", files.makeDirectory),
    rename: around("rename", files.rename),
    move: around("move", files.move),
    link: around("link", files.link),
    copy: around("copy", files.copy),
    setMode: around("setMode", files.setMode),
    symlink: around("symlink", files.symlink),
    readlink: around("readlink", files.readlink),
    remove: around("remove", files.remove),
    writer: around("writer", files.writer),
    reader: around("reader", files.reader),
    appender: (path, truncateTo) => {
      const appender = guard("appender", () => files.appender(path, truncateTo));
      return {
        write: (text) => guard("appender.write", () => appender.write(text)),
        sync: () => guard("appender.sync", () => appender.sync()),
        isRemoved: () => appender.isRemoved(),
        close: () => appender.close(),
      };
    },
  };
}
