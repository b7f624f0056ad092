import { type ChildProcess, spawn as spawnChild } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { Child, ChildEnd, ChildInput, SpawnCommand } from "./host.ts";
import { hasLiveMember } from "./process-table.ts";

/** How long after the leader's end others may hold its pipes open before nobody waits for them any more. */
const pipeGraceMs = 200;

type Listener = (stream: "stdout" | "stderr", chunk: Buffer) => void;

/** Starts a child that leads a session and process group of its own, so that all it starts can be ended with it. */
export function nodeSpawn(command: SpawnCommand): Child {
  try {
    return startedChild(
      spawnChild(command.file, command.args, {
        cwd: command.cwd,
        env: command.env,
        detached: true,
        stdio: [command.stdin === "pipe" ? "pipe" : "ignore", "pipe", "pipe"],
      }),
    );
  } catch (error) {
    // A few failures (E2BIG, a NUL in an argument) are thrown, the others come as an event.
    return unstartedChild(error as NodeJS.ErrnoException);
  }
}

function unstartedChild(error: NodeJS.ErrnoException): Child {
  return {
    pid: undefined,
    onOutput: () => {},
    signal: () => false,
    ended: Promise.resolve({ kind: "not-started", error }),
  };
}

function startedChild(child: ChildProcess): Child {
  let leaderEnded = false;
  child.once("exit", () => {
    leaderEnded = true;
  });
  return {
    pid: child.pid,
    onOutput: (listener) => listen(child, listener),
    ...(child.stdin && { input: inputOf(child.stdin) }),
    signal: (signal) => child.pid !== undefined && signalGroup(child.pid, signal, leaderEnded),
    ended: endOf(child),
  };
}

function inputOf(stdin: Writable): ChildInput {
  // EPIPE: the child has closed it, or ended.
  stdin.on("error", () => {});
  return {
    write: (text) => void (stdin.writable && stdin.write(text)),
    end: () => void stdin.end(),
  };
}

function listen(child: ChildProcess, listener: Listener): void {
  // Node makes no streams where it ran out of file descriptors.
  child.stdout?.on("data", (chunk: Buffer) => listener("stdout", chunk));
  child.stderr?.on("data", (chunk: Buffer) => listener("stderr", chunk));
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0, leaderEnded: boolean): boolean {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // EPERM: alive, but another user's (a setuid program); macOS says it of a group of zombies too.
    return (
      (error as NodeJS.ErrnoException).code === "EPERM" && !(leaderEnded && process.platform === "darwin")
    );
  }
  // In a container whose first process reaps nobody, the dead stay in their group for ever.
  return !leaderEnded || hasLiveMember(pid);
}

function endOf(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      if (child.pid === undefined) resolve({ kind: "not-started", error });
    });
    child.once("exit", (code, signal) => {
      const end: ChildEnd = signal ? { kind: "signalled", signal } : { kind: "exited", code: code ?? 0 };
      const grace = setTimeout(() => letGo(child, () => resolve(end)), pipeGraceMs);
      child.once("close", () => {
        clearTimeout(grace);
        resolve(end);
      });
    });
  });
}

/** Whoever still holds the pipes may go on writing, without keeping this process alive. */
function letGo(child: ChildProcess, done: () => void): void {
  for (const stream of [child.stdout, child.stderr])
    (stream as (Readable & { unref?(): void }) | null)?.unref?.();
  // One turn of the loop, so that what lies in the pipes already is read even when the timer fired late.
  setImmediate(done);
}
