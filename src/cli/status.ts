import type { Host } from "../host/host.ts";
import { renderEnd } from "../report/end.ts";
import { plural, timeOfDay } from "../report/format.ts";
import { isLive, shownJobs } from "../report/jobs.ts";
import { logTail } from "../report/log-tail.ts";
import { type Paint, paintFor } from "../report/paint.ts";
import { renderTable } from "../report/table.ts";
import { recordToJson } from "../run/fold.ts";
import type { RunRecord } from "../run/record.ts";
import type { ListedRun } from "../run/run-folder.ts";
import { writerState } from "../run/writer.ts";
import type { Args } from "./command.ts";
import { viewFrom, wordsOf } from "./end-view.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { usageError, writeJson } from "./output.ts";
import { loadRecord, logPath, pickRun, runsHere } from "./stored-runs.ts";

export async function execute(args: Args, io: Io): Promise<number> {
  const host = await io.host();
  const runs = await runsHere(io, host);
  const run = pickRun(runs, args.positionals[0]);
  if (!run.ok) return usageError(run.error, io, runs.length === 0 ? "start one with stepops run" : undefined);
  const record = await loadRecord(host, run.value);
  if (!record.ok) return usageError(record.error, io);
  const state = stateOf(record.value, host);
  if (args.flag("json")) {
    writeJson({ state, directory: run.value.directory, ...(recordToJson(record.value) as object) }, io);
    return exitCodes.done;
  }
  const lines = await statusLines({ run: run.value, record: record.value, state, host, io });
  const earlier = args.positionals.length === 0 ? earlierLines(runs.slice(1), paintFor(io.stdout)) : [];
  io.stdout.write(`${[...lines, ...earlier].join("\n")}\n`);
  return exitCodes.done;
}

/** `interrupted`: its process is gone and it never ended. `unknown`: its process is on a machine that cannot be seen from here. */
export type RunState = "running" | "ended" | "interrupted" | "unknown";

export function stateOf(record: RunRecord, { processes }: Pick<Host, "processes">): RunState {
  if (record.result !== undefined) return "ended";
  const writer = writerState(processes, record.writer);
  if (writer === "alive") return "running";
  return writer === "dead" ? "interrupted" : "unknown";
}

interface Status {
  readonly run: ListedRun;
  readonly record: RunRecord;
  readonly state: RunState;
  readonly host: Host;
  readonly io: Io;
}

async function statusLines({ run, record, state, host, io }: Status): Promise<readonly string[]> {
  const paint = paintFor(io.stdout);
  const tails = new Map<string, readonly string[]>();
  for (const { outcome, planned } of record.steps.values()) {
    if (outcome === "failure" && tails.size < 5)
      tails.set(planned.id, await logTail(host.files, logPath(run, planned.log)));
  }
  const view = {
    paint,
    ...viewFrom(record, run.directory, io),
    ...(state === "running"
      ? {}
      : { again: await wordsOf(record, run.directory, { cwd: io.cwd, files: host.files }) }),
    inFull: true,
    tail: (leg: string) => tails.get(leg) ?? [],
  };
  const { pipelineName, pipelinePath, stack } = record.run;
  const about = `${paint("bold", pipelineName)}: run ${record.run.id} of ${pipelinePath} on stack ${stack}, begun ${dateOf(record.startedAt)}`;
  return [about, ...stateLines(state, record, paint), ...renderEnd(record, view)];
}

function stateLines(state: RunState, record: RunRecord, paint: Paint): readonly string[] {
  switch (state) {
    case "running":
      return [paint("cyan", `it runs, process ${record.writer.pid}`)];
    case "interrupted":
      return [
        paint("yellow", `its process ${record.writer.pid} ended before the run did`),
        ...leftLine(record, paint),
      ];
    case "unknown":
      return [
        paint(
          "yellow",
          `its process ${record.writer.pid} is on ${record.writer.hostname}: whether it lives cannot be seen from here`,
        ),
      ];
    case "ended":
      return [];
    default:
      return state satisfies never;
  }
}

/** Whoever sees a run that died wants to know what it costs. */
function leftLine(record: RunRecord, paint: Paint): readonly string[] {
  const { length } = shownJobs(record).filter(({ job }) => isLive(job));
  if (length === 0) return [];
  const { id } = record.run;
  const left = `it left ${plural(length, "job")} that may still run, and cost`;
  return [
    paint("yellow", `${left}: stepops run --resume ${id} goes on, stepops cancel ${id} stops what is left`),
  ];
}

const shownRuns = 5;

function earlierLines(runs: readonly ListedRun[], paint: Paint): readonly string[] {
  if (runs.length === 0) return [];
  const rows = runs.slice(0, shownRuns).map(({ id, startedAt }) => [id, dateOf(startedAt)]);
  const more = runs.length > shownRuns ? [paint("dim", `… and ${runs.length - shownRuns} more`)] : [];
  return ["", ...renderTable(["Earlier runs", "Begun"], rows, paint), ...more];
}

/** Local, `2026-01-31 14:03:59`. */
function dateOf(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${timeOfDay(at)}`;
}
