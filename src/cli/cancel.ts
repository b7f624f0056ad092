import type { Host } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { paintFor } from "../report/paint.ts";
import type { RunRecord } from "../run/record.ts";
import type { ListedRun } from "../run/run-folder.ts";
import { writerState } from "../run/writer.ts";
import { closeRun } from "./cancel-events.ts";
import { type ProcessEnd, stopProcess } from "./cancel-process.ts";
import { type Cancelled, cancelJson, cancelLines, liveIn, waitLine } from "./cancel-view.ts";
import type { Args } from "./command.ts";
import { endLeft, type NotEnded } from "./end-left.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { usageError, writeJson } from "./output.ts";
import { listenForSignals } from "./signals.ts";
import { loadRecord, pickRun, runsHere } from "./stored-runs.ts";

/** Stops a run that goes on, or what a run left whose process is gone. */
export async function execute(args: Args, io: Io): Promise<number> {
  const host = await io.host();
  const picked = pickRun(await runsHere(io, host), args.positionals[0]);
  if (!picked.ok) return usageError(picked.error, io);
  const record = await loadRecord(host, picked.value);
  if (!record.ok) return usageError(record.error, io);
  const signals = listenForSignals(() => io.exit(exitCodes.cancelled));
  try {
    const work = { run: picked.value, host, io, signal: signals.signal };
    const cancelled = await cancel(record.value, work);
    if (cancelled.ok) return tell(cancelled.value, args, io);
    usageError(cancelled.error.message, io, cancelled.error.hint);
    return signals.signal.aborted ? exitCodes.cancelled : exitCodes.ourFault;
  } finally {
    signals.dispose();
  }
}

interface Work {
  readonly run: ListedRun;
  readonly host: Host;
  readonly io: Io;
  readonly signal: AbortSignal;
}

async function cancel(record: RunRecord, work: Work): Promise<Result<Cancelled, NotEnded>> {
  if (record.result !== undefined) return cancelRest(record, true, work);
  const { writer, run } = record;
  const { host } = work;
  switch (writerState(host.processes, writer)) {
    case "alive":
      return cancelAlive(record, work);
    case "dead":
      return cancelRest(record, false, work);
    case "unknown":
      return err({
        message: `run ${run.id} is on ${writer.hostname}, process ${writer.pid}, which cannot be reached from here`,
        hint: `cancel it there; if ${writer.hostname} is gone, stepops gc --run ${run.id} stops its jobs`,
      });
  }
}

async function cancelAlive(record: RunRecord, work: Work): Promise<Result<Cancelled, NotEnded>> {
  const { host, io, run, signal } = work;
  const read = async (): Promise<RunRecord | undefined> => {
    const now = await loadRecord(host, run);
    return now.ok ? now.value : undefined;
  };
  // To stderr: stdout may be JSON.
  const onWait = (now: RunRecord, waitedMs: number) => void io.stderr.write(`${waitLine(now, waitedMs)}\n`);
  const end = await stopProcess(record, { host, env: io.env, signal, read, onWait });
  if (end !== "ended") return err(notEnded(end, record));
  return cancelRest((await read()) ?? record, false, work);
}

function notEnded(end: Exclude<ProcessEnd, "ended">, { run, writer }: RunRecord): NotEnded {
  switch (end) {
    case "unreachable":
      return {
        message: `process ${writer.pid} of run ${run.id} cannot be signalled`,
        hint: "it belongs to another user: cancel it as that one",
      };
    case "late":
      return {
        message: `run ${run.id} was told to stop, and still goes on in process ${writer.pid}`,
        hint: `see stepops status ${run.id}; kill -INT ${writer.pid} makes it leave at once, and stepops cancel ${run.id} then stops its jobs`,
      };
    case "left":
      return {
        message: `run ${run.id} was told to stop, and nobody waits for it any more`,
        hint: `see how it goes with stepops status ${run.id}`,
      };
    default:
      return end satisfies never;
  }
}

/** Of a run that no process works on: its jobs end, and it has an end itself once they have. */
async function cancelRest(
  record: RunRecord,
  wasOver: boolean,
  { run, host, io }: Work,
): Promise<Result<Cancelled, NotEnded>> {
  if (record.result !== undefined && liveIn(record).length === 0)
    return ok({ record, wasOver, left: [], warnings: [] });
  const { directory } = run;
  const ended = await endLeft(directory, {
    ...{ host, env: io.env, isNamed: false },
    onEnded: async ({ stored }) => {
      if (liveIn(stored.record).length === 0) await closeRun(host, directory, stored);
    },
  });
  if (!ended.ok) return ended;
  const { stored, warnings } = ended.value;
  const left = liveIn(stored.record);
  return ok({ record: stored.record, wasOver: wasOver && left.length === 0, left, warnings });
}

function tell(cancelled: Cancelled, args: Args, io: Io): number {
  const isOver = cancelled.left.length === 0;
  if (args.flag("json")) writeJson(cancelJson(cancelled), io);
  else {
    const [head = "", ...rest] = cancelLines(cancelled);
    const paint = paintFor(io.stdout);
    io.stdout.write(`${[isOver ? head : paint("red", head), ...rest].join("\n")}\n`);
  }
  return isOver ? exitCodes.done : exitCodes.ourFault;
}
