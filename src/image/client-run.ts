import { missingClient } from "../container/engine-fault.ts";
import type { Child, ChildEnd, Clock } from "../host/host.ts";
import { listen } from "../run/listen.ts";
import { createMasker } from "../run/mask.ts";
import { supervise } from "../run/supervise.ts";
import type { OnLines } from "./ready-image.ts";

export interface ClientRun {
  /** Undefined when even SIGKILL did not end it. */
  readonly end: ChildEnd | undefined;
  readonly isDone: boolean;
  /** The last lines that it printed. */
  readonly lines: readonly string[];
  /** Those of stderr among them, where the client itself speaks; or why it could not be started. */
  readonly errors: readonly string[];
}

/** Of a log of any length this is enough to say why it ended. */
const keptLines = 300;

/**
 * Follows a client that works for minutes: its lines are handed on as they come. When `signal` is aborted its process group
 * gets SIGTERM, which tells the engine to stop as well, then SIGKILL.
 */
export async function followClient(input: {
  readonly child: Child;
  readonly clock: Clock;
  readonly onLines: OnLines;
  /** Of the client itself; whoever takes the lines masks them with those of their step. */
  readonly secrets?: readonly string[];
  readonly signal: AbortSignal;
}): Promise<ClientRun> {
  const { child, clock, onLines, secrets = [], signal } = input;
  const kept = { all: [] as string[], stderr: [] as string[] };
  const close = listen(child, createMasker(secrets), (stream, lines) => {
    keep(kept.all, lines);
    if (stream === "stderr") keep(kept.stderr, lines);
    onLines(stream, lines);
  });
  const { end } = await supervise(child, clock, signal);
  close();
  const isDone = end?.kind === "exited" && end.code === 0;
  return { end, isDone, lines: kept.all, errors: startError(end) ?? kept.stderr };
}

function startError(end: ChildEnd | undefined): readonly string[] | undefined {
  if (end?.kind !== "not-started") return undefined;
  return [end.error.code === "ENOENT" ? missingClient : end.error.message];
}

function keep(kept: string[], lines: readonly string[]): void {
  kept.push(...lines.slice(-keptLines));
  if (kept.length > keptLines) kept.splice(0, kept.length - keptLines);
}
