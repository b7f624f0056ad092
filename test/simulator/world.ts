import type { Clock, Files, Host, Processes, Random } from "../../src/host/host.ts";
import { seededRandom } from "../rig/virtual-host.ts";
import { Disk } from "./disk.ts";

/** Thrown by the synchronous calls of a dead process; its asynchronous ones never settle. */
export class Crash extends Error {
  override name = "Crash";
}

interface Timer {
  readonly at: number;
  /** By chance, so that what is due together comes in any order. */
  readonly tie: number;
  readonly owner: Process | undefined;
  readonly fire: () => void;
}

/** Where a process dies. `kill`: the machine goes on; `power`: what was not synced may be lost. */
export interface CrashPoint {
  /** Of its calls of the host and of the operator, from 1. */
  readonly call: number;
  readonly when: "before" | "after";
  readonly kind: "kill" | "power";
}

const startAt = Date.UTC(2026, 0, 1);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One machine, its processes, and one virtual clock for them and for what they talk to. */
export class World {
  readonly disk: Disk;
  readonly random: Random;
  readonly trace: ((line: string) => void) | undefined;
  readonly #timers: Timer[] = [];
  readonly #table = new Map<number, Process>();
  #elapsed = 0;
  #shift = 0;
  #pids = 1;
  #boots = 1;

  constructor(seed: number, trace?: (line: string) => void) {
    this.random = seededRandom(seed);
    this.trace = trace;
    this.disk = new Disk(() => this.now());
  }

  now(): number {
    return startAt + this.#elapsed + this.#shift;
  }

  get elapsed(): number {
    return this.#elapsed;
  }

  jump(ms: number): void {
    this.#shift += ms;
  }

  say(what: string): void {
    this.trace?.(`${(this.#elapsed / 1000).toFixed(3).padStart(10)}  ${what}`);
  }

  sleep(ms: number, signal?: AbortSignal, owner?: Process): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => {
        this.#drop(timer);
        // One that is dead hears of nothing.
        if (!owner || owner.isAlive) reject(signal?.reason);
      };
      const fire = () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      const at = this.#elapsed + Math.max(0, ms);
      const timer: Timer = { at, tie: this.random.float(), owner, fire };
      signal?.addEventListener("abort", abort, { once: true });
      this.#timers.push(timer);
    });
  }

  #drop(timer: Timer): void {
    const at = this.#timers.indexOf(timer);
    if (at >= 0) this.#timers.splice(at, 1);
  }

  timersOf(owner: Process): number {
    return this.#timers.filter((timer) => timer.owner === owner).length;
  }

  #advance(): boolean {
    let next: Timer | undefined;
    for (const timer of this.#timers)
      if (!next || timer.at < next.at || (timer.at === next.at && timer.tie < next.tie)) next = timer;
    if (!next) return false;
    this.#drop(next);
    this.#elapsed = Math.max(this.#elapsed, next.at);
    next.fire();
    return true;
  }

  /** Lets time pass until `isOver`; false where nothing is left that could bring it about, or at the limit. */
  async run(isOver: () => boolean, limitMs: number): Promise<boolean> {
    for (;;) {
      // Twice: what pauses for others' sake goes on before any time passes.
      await turn();
      await turn();
      if (isOver()) return true;
      if (this.#elapsed > limitMs || !this.#advance()) return false;
    }
  }

  start(crash: CrashPoint | undefined): Process {
    const pid = this.#pids++;
    const process = new Process(this, { pid, crash, bootId: `boot-${this.#boots}` });
    this.#table.set(pid, process);
    this.say(`process ${pid} starts`);
    return process;
  }

  /** Nothing of it runs any more. */
  end(process: Process, how: "ended" | CrashPoint["kind"]): void {
    this.say(`process ${process.pid} ${how === "ended" ? "has ended" : `dies (${how})`}`);
    this.#table.delete(process.pid);
    for (const timer of this.#timers.filter(({ owner }) => owner === process)) this.#drop(timer);
    if (how !== "power") return;
    this.#boots += 1;
    for (const other of [...this.#table.values()]) other.die("kill");
    this.disk.powerCut(this.random);
  }

  tokenOf(pid: number): string | undefined {
    return this.#table.has(pid) ? `start-${pid}` : undefined;
  }
}

const synchronous: ReadonlySet<string> = new Set([
  ...["appender", "appender.write", "appender.sync", "random.float", "random.hex", "spawn"],
]);

/** A process of the machine, which may die at any of its calls. */
export class Process {
  readonly pid: number;
  readonly host: Host;
  readonly died: Promise<void>;
  readonly #world: World;
  readonly #crash: CrashPoint | undefined;
  readonly #died = Promise.withResolvers<void>();
  #isAlive = true;
  #calls = 0;

  constructor(
    world: World,
    made: { readonly pid: number; readonly crash: CrashPoint | undefined; readonly bootId: string },
  ) {
    this.#world = world;
    this.pid = made.pid;
    this.#crash = made.crash;
    this.died = this.#died.promise;
    this.host = this.#makeHost(made.bootId);
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get calls(): number {
    return this.#calls;
  }

  die(kind: CrashPoint["kind"]): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.#world.end(this, kind);
    this.#died.resolve();
  }

  end(): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.#world.end(this, "ended");
  }

  /** One call of what lies outside: it may be the last one, before or after its effect. */
  call<T>(name: string, act: () => T): T {
    if (!this.#isAlive) return this.#never(name) as T;
    this.#calls += 1;
    const isLast = this.#calls === this.#crash?.call;
    if (isLast && this.#crash?.when === "before") return this.#dieAt(name) as T;
    const result = act();
    if (isLast) {
      // A promise that is under way counts as done for the world, and nobody is told.
      if (result instanceof Promise) result.catch(() => {});
      return this.#dieAt(name) as T;
    }
    return result instanceof Promise ? (this.#whileAlive(result) as T) : result;
  }

  #dieAt(name: string): unknown {
    this.#world.say(
      `process ${this.pid} is at call ${this.#calls}, ${name}, ${this.#crash?.when} its effect`,
    );
    this.die(this.#crash?.kind ?? "kill");
    return this.#never(name);
  }

  #never(name: string): unknown {
    if (synchronous.has(name)) throw new Crash(name);
    return new Promise(() => {});
  }

  #whileAlive<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      promise.then(
        (value) => this.#isAlive && resolve(value),
        (error) => this.#isAlive && reject(error),
      );
    });
  }

  #makeHost(bootId: string): Host {
    const world = this.#world;
    const clock: Clock = {
      now: () => world.now(),
      monotonic: () => world.elapsed,
      sleep: (ms, signal) => this.call("sleep", () => world.sleep(ms, signal, this)),
    };
    const chance = seededRandom(Math.floor(world.random.float() * 2 ** 31));
    const random: Random = {
      float: () => this.call("random.float", () => chance.float()),
      hex: (length) => this.call("random.hex", () => chance.hex(length)),
    };
    const processes: Processes = {
      ...{ hostname: "simulated", bootId, pid: this.pid },
      startToken: (pid) => world.tokenOf(pid),
      endMarked: async () => 0,
    };
    const spawn = (): never => {
      throw new Error("the simulator starts no programs");
    };
    return { clock, random, processes, spawn, files: this.#makeFiles(world.disk.files()) };
  }

  #makeFiles(files: Files): Files {
    const guarded = Object.entries(files).map(([name, method]) => {
      const act = method as (...args: readonly unknown[]) => unknown;
      return [name, (...args: readonly unknown[]) => this.call(name, () => act(...args))] as const;
    });
    const appender: Files["appender"] = (path, truncateTo) => {
      const made = this.call("appender", () => files.appender(path, truncateTo));
      return {
        ...made,
        write: (text) => this.call("appender.write", () => made.write(text)),
        sync: () => this.call("appender.sync", () => made.sync()),
      };
    };
    return { ...(Object.fromEntries(guarded) as unknown as Files), appender };
  }
}
