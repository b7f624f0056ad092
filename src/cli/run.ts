import { keepYoungGenerationSmall } from "../host/young-generation.ts";
import { endAll } from "../leftovers.ts";
import { isLive, jobPlace, shownJobs } from "../report/jobs.ts";
import type { Reporter } from "../report/reporter.ts";
import type { RunResult } from "../run/event.ts";
import type { RunRecord } from "../run/record.ts";
import { type Ran, resume, run } from "../stepops.ts";
import type { Args } from "./command.ts";
import { wordsOf, wordsTyped } from "./end-view.ts";
import { exitCodeOf, exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { defaultFile, requestOf, selectionOf } from "./options.ts";
import { refused, usageError, writeDiagnostics } from "./output.ts";
import { reportersFor, runningLegs } from "./reporters.ts";
import { listenForSignals, type Signals } from "./signals.ts";
import { loadRecord, pickRun, runsHere } from "./stored-runs.ts";

export async function execute(args: Args, io: Io): Promise<number> {
  if (io.platform === "win32") {
    return usageError(
      "run needs Linux or macOS: on Windows stepops has no process groups to stop steps with",
      io,
      "use WSL; validate, plan and graph work here",
    );
  }
  const fault = optionFault(args);
  if (fault !== undefined) return usageError(fault, io);
  const watch = runningLegs();
  const folder: Folder = { directory: "" };
  const seen: { record?: RunRecord } = {};
  const watcher: Reporter = {
    handle(event, record) {
      watch.reporter.handle(event, record);
      seen.record = record;
    },
  };
  const signals = listenForSignals(() => void leave(io, lastWords(watch.text(), seen.record), folder));
  io.stdout.once("error", (error) => onOutputLost(error, io, signals));
  try {
    return await finish(await start({ args, io, signals, folder, watcher }), args, io);
  } finally {
    signals.dispose();
  }
}

/** Nobody sees any more what goes on when the reader or the terminal is gone; a full disk costs just the text. */
function onOutputLost(error: NodeJS.ErrnoException, { stderr }: Io, signals: Signals): void {
  if (error.code === "EPIPE" || error.code === "EIO") signals.stop("SIGPIPE");
  else stderr.write(`warning: the run goes on, but its output cannot be written: ${error.message}\n`);
}

function optionFault(args: Args): string | undefined {
  if (args.flag("quiet") && args.flag("verbose")) return "--quiet and --verbose exclude each other";
  if (args.text("resume") === undefined) return undefined;
  const clash =
    ["stack", "only", "from", "param"].find(
      (name) => args.text(name) !== undefined || args.list(name).length > 0,
    ) ?? (args.flag("force") ? "force" : undefined);
  if (clash !== undefined) return `--${clash} cannot change a run that --resume goes on with`;
  return args.positionals.length > 0 ? "--resume names the run, so leave the file away" : undefined;
}

type Started = Ran | { readonly code: number };

/** The run's folder, empty until it is known. */
interface Folder {
  directory: string;
}

interface Start {
  readonly args: Args;
  readonly io: Io;
  readonly signals: Signals;
  readonly folder: Folder;
  readonly watcher: Reporter;
}

async function start({ args, io, signals: { signal, kill }, folder, watcher }: Start): Promise<Started> {
  const { env } = io;
  keepYoungGenerationSmall();
  const host = await io.host();
  const id = args.text("resume");
  const reporters = async (again: readonly string[]): Promise<readonly Reporter[]> => [
    watcher,
    ...(await reportersFor({ args, io, host, again, folder })),
  ];
  if (id !== undefined) {
    const found = pickRun(await runsHere(io, host), id);
    if (!found.ok) return { code: usageError(found.error, io) };
    const { directory } = found.value;
    folder.directory = directory;
    const stored = await loadRecord(host, found.value);
    const again = stored.ok ? await wordsOf(stored.value, directory, { cwd: io.cwd, files: host.files }) : [];
    return resume({ directory, env, signal, kill, finallyOnCancel: "now" }, host, await reporters(again));
  }
  const request = requestOf(args, args.positionals[0] ?? defaultFile, io);
  if (!request.ok) return { code: usageError(request.error, io, "write --param NAME=VALUE") };
  // A laptop has no second use of the same pipeline in one run, and no `post` that could run `finally`.
  const rest = { selection: selectionOf(args), runKey: "", signal, kill, finallyOnCancel: "now" as const };
  const onFolder = (directory: string): void => {
    folder.directory = directory;
  };
  return run({ ...request.value, ...rest, onFolder }, host, await reporters(wordsTyped(args)));
}

async function finish(ran: Started, args: Args, io: Io): Promise<number> {
  if ("code" in ran) return ran.code;
  if (args.flag("json")) await writeDiagnosticEvents(ran, io);
  else await writeDiagnostics(ran.diagnostics, io.stderr);
  if (ran.refused) return refused(ran.refused, io);
  // "left" is for the action only, whose `post` goes on.
  const result: RunResult | undefined = ran.result === "left" ? "cancelled" : ran.result;
  return result === undefined ? exitCodes.badInput : exitCodeOf(result);
}

async function writeDiagnosticEvents({ diagnostics }: Ran, { stdout }: Io): Promise<void> {
  if (diagnostics.length === 0) return;
  const { toJson } = await import("../report/diagnostics.ts");
  for (const one of toJson(diagnostics)) stdout.write(`${JSON.stringify({ type: "diagnostic", ...one })}\n`);
}

/** What still runs; a job goes on though nobody watches it, and costs. */
function lastWords(running: string, record: RunRecord | undefined): string {
  const jobs = record ? shownJobs(record).filter(({ job }) => isLive(job)) : [];
  const lines = [
    `leaving at once${running === "" ? "" : `; these steps were still running: ${running}`}`,
    ...jobs.map((each) => `${jobPlace(each)}, of ${each.step.planned.id}, may still run, and cost`),
    ...(jobs.length === 0
      ? []
      : [`stepops cancel ${record?.run.id} stops ${jobs.length === 1 ? "it" : "them"}`]),
  ];
  return lines.join("\n");
}

/** The second signal: says what still runs, ends the processes among it by force, and leaves whatever comes of that. */
async function leave({ stderr, exit, host, env }: Io, words: string, { directory }: Folder): Promise<void> {
  stderr.write(`\n${words}\n`);
  try {
    const machine = await host();
    const limit = machine.clock.sleep(leaveMs);
    if (directory !== "") await Promise.race([endAll(machine, { directory, env }), limit]);
  } finally {
    exit(exitCodes.cancelled);
  }
}

const leaveMs = 1000;
