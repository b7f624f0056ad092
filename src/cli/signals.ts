import type { StopReason } from "../run/event.ts";

/** Signals of this process as the two that a run understands. */
export interface Signals {
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP; its reason is a StopReason. */
  readonly signal: AbortSignal;
  /** Aborted by the second. */
  readonly kill: AbortSignal;
  /** As a signal would: for a pipe whose reader is gone. */
  stop(signal: string): void;
  dispose(): void;
}

const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Listens until it is disposed of. `onKill` runs once, after `kill` was aborted. */
export function listenForSignals(onKill: () => void, source: NodeJS.EventEmitter = process): Signals {
  const first = new AbortController();
  const second = new AbortController();
  const stop = (signal: string): void => {
    if (!first.signal.aborted) {
      first.abort({ reason: "signal", signal } satisfies StopReason);
    } else if (!second.signal.aborted) {
      second.abort({ reason: "signal", signal } satisfies StopReason);
      onKill();
    }
  };
  for (const name of names) source.on(name, stop);
  return {
    signal: first.signal,
    kill: second.signal,
    stop,
    dispose: () => {
      for (const name of names) source.removeListener(name, stop);
    },
  };
}
