import type { StopReason } from "../run/event.ts";

/** Signals of this process while it looks after a shell. */
export interface ShellSignals {
  /** Aborted by the first; its reason is a StopReason. */
  readonly signal: AbortSignal;
  /** From now on Ctrl-C is typed at the shell: it reaches this process too, and is not meant for it. */
  leaveInterrupts(): void;
  dispose(): void;
}

const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** `onSecond` runs once; a SIGHUP is never the second, since a terminal that closes sends several. */
export function listenForShell(onSecond: () => void, source: NodeJS.EventEmitter = process): ShellSignals {
  const first = new AbortController();
  let isOver = false;
  let isLeft = false;
  const onSignal = (signal: string): void => {
    if (isLeft && signal === "SIGINT") return;
    if (!first.signal.aborted) first.abort({ reason: "signal", signal } satisfies StopReason);
    else if (signal !== "SIGHUP" && !isOver) {
      isOver = true;
      onSecond();
    }
  };
  for (const name of names) source.on(name, onSignal);
  return {
    signal: first.signal,
    leaveInterrupts() {
      isLeft = true;
    },
    dispose() {
      for (const name of names) source.removeListener(name, onSignal);
    },
  };
}
