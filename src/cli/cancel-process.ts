import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Writer } from "../run/event.ts";
import type { RunRecord } from "../run/record.ts";
import { writerState } from "../run/writer.ts";

/** `late`: it has not ended in all that time; `left`: whoever waited was told to stop waiting. */
export type ProcessEnd = "ended" | "late" | "left" | "unreachable";

export interface ProcessStop {
  readonly host: Host;
  readonly env: Mapping<string>;
  readonly signal: AbortSignal;
  /** The record as it is now. */
  readonly read: () => Promise<RunRecord | undefined>;
  /** Is called now and then with what is waited for. */
  readonly onWait: (record: RunRecord, waitedMs: number) => void;
}

/** Longer than a run gives its jobs and its steps, and than most `finally` take. */
const limitMs = 10 * 60_000;
const lookMs = 200;
const tellMs = 30_000;

/** Sends SIGINT to a run's process, as Ctrl-C would, and waits until it is gone. */
export async function stopProcess(record: RunRecord, stop: ProcessStop): Promise<ProcessEnd> {
  const { host } = stop;
  // A second one would make it leave at once, with jobs that nobody looks after.
  if (!record.cancelling && !(await interrupt(record.writer, stop))) return "unreachable";
  const began = host.clock.monotonic();
  let told = Number.NEGATIVE_INFINITY;
  while (isAlive(record.writer, host)) {
    const waitedMs = host.clock.monotonic() - began;
    if (stop.signal.aborted) return "left";
    if (waitedMs >= limitMs) return "late";
    if (waitedMs - told >= tellMs) {
      told = waitedMs;
      stop.onWait((await stop.read()) ?? record, waitedMs);
    }
    await host.clock.sleep(lookMs, stop.signal).catch(() => {});
  }
  return "ended";
}

/** The pid may be another process's by now, which only the token tells. */
const isAlive = (writer: Writer, { processes }: Host): boolean => writerState(processes, writer) === "alive";

/** By the shell's own `kill`; false where the process may not be signalled and is there still. */
async function interrupt({ pid, ...writer }: Writer, { host, env }: ProcessStop): Promise<boolean> {
  const sent = host.spawn({
    file: "sh",
    args: ["-c", 'kill -INT "$0"', String(pid)],
    cwd: "/",
    env: { PATH: env.PATH ?? "/usr/bin:/bin" },
  });
  const end = await sent.ended;
  return (end.kind === "exited" && end.code === 0) || !isAlive({ pid, ...writer }, host);
}
