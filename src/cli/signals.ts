import type { StopReason } from "../run/event.ts";

/** Signals of this process as the two that a run understands. */
export interface Signals {
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP; its reason is a StopReason. */
  readonly signal: AbortSignal;
  /** Aborted by the second. A SIGHUP is never the second: a terminal that closes sends it more than once. */
  readonly kill: AbortSignal;
  /** As the first signal would, but never counted as one: for a pipe whose reader is gone. */
  stop(signal: string): void;
  dispose(): void;
}

const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Listens until it is disposed of. `onKill` runs once, after `kill` was aborted. */
export function listenForSignals(onKill: () => void, source: NodeJS.EventEmitter = process): Signals {
  const first = new AbortController();
  const second = new AbortController();
  let isSignalled = false;
  const stop = (signal: string): void => {
    if (!first.signal.aborted) first.abort({ reason: "signal", signal } satisfies StopReason);
  };
  const kill = (signal: string): void => {
    if (signal === "SIGHUP" || second.signal.aborted) return;
    second.abort({ reason: "signal", signal } satisfies StopReason);
    onKill();
  };
  const onSignal = (signal: string): void => {
    const act = isSignalled ? kill : stop;
    isSignalled = true;
    act(signal);
  };
  for (const name of names) source.on(name, onSignal);
  return {
    signal: first.signal,
    kill: second.signal,
    stop,
    dispose: () => {
      for (const name of names) source.removeListener(name, onSignal);
    },
  };
}
