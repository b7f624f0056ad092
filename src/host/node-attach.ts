import { type ChildProcess, spawn as spawnChild } from "node:child_process";
import { isatty } from "node:tty";
import type { Attach } from "./attach.ts";
import type { Child, ChildEnd, SpawnCommand } from "./host.ts";

export const nodeAttach: Attach = {
  // Not `process.stdin`: to look at it is to open it, and then two processes read what is typed.
  get isTerminal() {
    return isatty(0);
  },
  spawn: attached,
};

/** In our own process group: another one would be stopped as soon as it reads from the terminal. */
function attached({ file, args, cwd, env }: SpawnCommand): Child {
  try {
    const child = spawnChild(file, args, { cwd, env, stdio: "inherit" });
    return childOf(child, endOf(child));
  } catch (error) {
    return childOf(
      undefined,
      Promise.resolve({ kind: "not-started", error: error as NodeJS.ErrnoException }),
    );
  }
}

const childOf = (child: ChildProcess | undefined, ended: Promise<ChildEnd>): Child => ({
  pid: child?.pid,
  onOutput: () => {},
  signal: (signal) => child?.kill(signal) ?? false,
  ended,
});

function endOf(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      if (child.pid === undefined) resolve({ kind: "not-started", error });
    });
    child.once("exit", (code, signal) =>
      resolve(signal ? { kind: "signalled", signal } : { kind: "exited", code: code ?? 0 }),
    );
  });
}
