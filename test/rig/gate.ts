import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** What a test tells a held command; several in one message are done in this order, `exit` last. */
export interface Order {
  readonly print?: string;
  readonly printError?: string;
  /** Appended to $STEPOPS_VALUES. */
  readonly values?: string;
  readonly write?: { readonly path: string; readonly text: string };
  /** It goes on after this signal, and reports it. */
  readonly catch?: NodeJS.Signals;
  /** Starts a `sleep 600`, in a session of its own or in the command's group. */
  readonly background?: { readonly session: boolean; readonly keepPipes?: boolean };
  /** To itself. */
  readonly kill?: NodeJS.Signals;
  readonly exit?: number;
}

export type Report =
  | {
      readonly name: string;
      readonly pid: number;
      readonly cwd: string;
      readonly env: Readonly<Record<string, string>>;
    }
  | { readonly done: true }
  | { readonly signal: NodeJS.Signals }
  | { readonly background: number };

/** A command that runs and waits for its test. */
export interface Held {
  readonly name: string;
  readonly pid: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Resolves when it has done so; for `exit` and `kill`, when it is gone. Pids of background processes come back. */
  tell(order: Order): Promise<readonly number[]>;
  exit(code?: number): Promise<void>;
  /** Resolves when it has caught the signal. */
  caught(signal: NodeJS.Signals): Promise<void>;
  /** Resolves when it has ended, however that came. */
  readonly gone: Promise<void>;
}

/** Commands that a test holds and releases instead of sleeping. Use with `using`. */
export interface Gate extends Disposable {
  /** As an argv. */
  command(name: string): readonly string[];
  /** As a line of a script. */
  line(name: string): string;
  /** Resolves when the next command of that name runs; one that started before counts. */
  started(name: string): Promise<Held>;
  /** Names of all that started so far, in order. */
  readonly log: readonly string[];
}

const child = join(import.meta.dirname, "gate-child.ts");

export function openGate(): Gate {
  // Short, because a socket's path has about 100 characters on macOS.
  const directory = mkdtempSync(join(tmpdir(), "gate-"));
  const socketPath = join(directory, "s");
  const arrived = new Map<string, Held[]>();
  const awaited = new Map<string, ((held: Held) => void)[]>();
  const sockets = new Set<Socket>();
  const log: string[] = [];

  function arrive(held: Held): void {
    log.push(held.name);
    const waiting = awaited.get(held.name)?.shift();
    if (waiting) waiting(held);
    else arrived.set(held.name, [...(arrived.get(held.name) ?? []), held]);
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // A killed command resets its connection.
    socket.on("error", () => {});
    hold(socket, arrive);
  }).listen(socketPath);

  return {
    log,
    command: (name) => [process.execPath, child, socketPath, name],
    line: (name) => `'${process.execPath}' '${child}' '${socketPath}' '${name}'`,
    started(name) {
      const held = arrived.get(name)?.shift();
      if (held) return Promise.resolve(held);
      return new Promise((resolve) => awaited.set(name, [...(awaited.get(name) ?? []), resolve]));
    },
    [Symbol.dispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function hold(socket: Socket, arrive: (held: Held) => void): void {
  const gone = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  const caught: NodeJS.Signals[] = [];
  const listeners = new Set<() => void>();
  let pids: number[] = [];
  let done: (() => void)[] = [];

  async function tell(order: Order): Promise<readonly number[]> {
    pids = [];
    const obeyed = new Promise<void>((resolve) => done.push(resolve));
    socket.write(`${JSON.stringify(order)}\n`);
    const ends = order.exit !== undefined || order.kill !== undefined;
    await (ends ? gone : Promise.race([obeyed, gone]));
    return pids;
  }

  async function caughtSignal(signal: NodeJS.Signals): Promise<void> {
    while (!caught.includes(signal)) await new Promise<void>((resolve) => listeners.add(resolve));
  }

  createInterface({ input: socket }).on("line", (line) => {
    const report = JSON.parse(line) as Report;
    if ("done" in report) {
      for (const resolve of done) resolve();
      done = [];
    } else if ("signal" in report) {
      caught.push(report.signal);
      for (const resolve of listeners) resolve();
    } else if ("background" in report) pids.push(report.background);
    else
      arrive({
        ...report,
        tell,
        gone,
        caught: caughtSignal,
        exit: async (code = 0) => void (await tell({ exit: code })),
      });
  });
}
