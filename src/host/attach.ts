import { constants } from "node:os";
import type { Child, ChildEnd, Clock, Spawn } from "./host.ts";

/** This process's own terminal, or whatever stands in its place, lent to a child that people type to. */
export interface Attach {
  /** Whether what is typed comes from a terminal. */
  readonly isTerminal: boolean;
  /** The child has our stdin, stdout and stderr, so that no listener hears it, and our process group; `signal` reaches it alone. */
  readonly spawn: Spawn;
}

/** Enough for a shell to write its history. */
const graceMs = 5000;

/** Waits for a child that has the terminal. On `stop` it is asked to end, and made to some seconds later. */
export async function attend(input: {
  readonly child: Child;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  readonly ask: () => Promise<unknown> | unknown;
}): Promise<ChildEnd> {
  const { child, clock, stop, ask } = input;
  const over = new AbortController();
  const end = async (): Promise<void> => {
    await Promise.race([ask(), child.ended]);
    await clock.sleep(graceMs, over.signal);
    child.signal("SIGKILL");
  };
  // What is left of the wait once the child has ended is of no interest.
  const onStop = (): void => void end().catch(() => {});
  stop.addEventListener("abort", onStop, { once: true });
  if (stop.aborted) onStop();
  try {
    return await child.ended;
  } finally {
    over.abort();
    stop.removeEventListener("abort", onStop);
  }
}

/** As a shell would have it. */
export function exitCodeOf(end: ChildEnd): number {
  switch (end.kind) {
    case "exited":
      return end.code;
    case "signalled":
      return 128 + constants.signals[end.signal];
    case "not-started":
      return 127;
  }
}
