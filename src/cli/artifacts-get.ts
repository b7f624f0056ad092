import { join, relative, resolve } from "node:path";
import type { Clock } from "../host/host.ts";
import { bytes, cut, plural } from "../report/format.ts";
import { paintFor } from "../report/paint.ts";
import { renderTable } from "../report/table.ts";
import { findStoredRun, isRunName, type StoredRun } from "./artifacts.ts";
import { choose, type Wanted } from "./artifacts-choice.ts";
import { fetchOutputs } from "./artifacts-fetch.ts";
import { readLegs, type ShownOutput, showOutput } from "./artifacts-read.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { usageError } from "./output.ts";
import { listenForSignals } from "./signals.ts";
import { pickRun, runsHere } from "./stored-runs.ts";

export async function execute(args: Args, io: Io): Promise<number> {
  const signals = listenForSignals(() => io.exit(exitCodes.cancelled));
  try {
    const code = await get({ args, io, signal: signals.signal });
    return signals.signal.aborted ? exitCodes.cancelled : code;
  } finally {
    signals.dispose();
  }
}

interface Get {
  readonly args: Args;
  readonly io: Io;
  readonly signal: AbortSignal;
}

async function get({ args, io, signal }: Get): Promise<number> {
  const host = await io.host();
  const runs = await runsHere(io, host);
  const [first = "", ...rest] = args.positionals;
  // One word is a step or a path of the newest run.
  const isRun = isRunName(first) || (rest.length > 0 && pickRun(runs, first).ok);
  const words = isRun ? rest : args.positionals;
  if (words.length === 0)
    return usageError(
      `which outputs of run ${first}?`,
      io,
      `name steps or paths; stepops artifacts list ${first} shows them`,
    );
  const run = await findStoredRun({ args, io, host, signal, runs, id: isRun ? first : undefined });
  if (typeof run === "number") return run;
  try {
    return await getFrom(run, words, { args, io, signal });
  } finally {
    run.store.close();
  }
}

async function getFrom(run: StoredRun, words: readonly string[], { args, io, signal }: Get): Promise<number> {
  const host = await io.host();
  const read = await readLegs(run, { ...host, signal });
  if (!read.ok) return failed(read.error, io);
  const wanted = choose(words, { legs: run.legs, read: read.value });
  if (!wanted.ok) return usageError(wanted.error.message, io, wanted.error.hint);
  const to = resolve(io.cwd, args.text("to") ?? join("artifacts", run.id));
  const shown = wanted.value.flatMap(outputsOf);
  const progress = progressOn(
    io,
    host.clock,
    shown.reduce((sum, { output: { size } }) => sum + size, 0),
  );
  const force = args.flag("force");
  const { store } = run;
  const fetched = await fetchOutputs({ host, store, wanted: wanted.value, to, force, signal, ...progress });
  progress.end();
  if (!fetched.ok) return failed(fetched.error, io);
  write(shown, to, io);
  return exitCodes.done;
}

function failed(
  fault: { readonly message: string; readonly hint?: string; readonly isTaken?: true },
  io: Io,
): number {
  const code = usageError(fault.message, io, fault.hint);
  return fault.isTaken ? code : exitCodes.ourFault;
}

interface Shown {
  readonly leg: string;
  readonly output: ShownOutput;
}

const outputsOf = ({ leg, manifest, outputs }: Wanted): readonly Shown[] =>
  manifest.outputs
    .filter(({ path }) => outputs.includes(path))
    .map((output) => ({ leg, output: showOutput(output) }));

function write(shown: readonly Shown[], to: string, { stdout, cwd }: Io): void {
  const folder = relative(cwd, to) || ".";
  const rows = shown.map(({ leg, output: { path, isDirectory, size } }) => [
    cut(leg, 60),
    cut(`${join(folder, path)}${isDirectory ? "/" : ""}`, 200),
    { text: bytes(size), align: "right" as const },
  ]);
  const sum = (of: (output: ShownOutput) => number) => shown.reduce((all, { output }) => all + of(output), 0);
  const files = plural(
    sum((output) => output.files),
    "file",
  );
  const total = `${plural(shown.length, "output")} in ${folder}: ${files}, ${bytes(sum(({ size }) => size))}`;
  stdout.write(`${[...renderTable(undefined, rows, paintFor(stdout)), total].join("\n")}\n`);
}

const everyMs = 100;

/** One line that is written over and over, on a terminal alone. */
function progressOn(
  { stderr }: Pick<Io, "stderr">,
  clock: Pick<Clock, "monotonic">,
  total: number,
): { readonly onProgress: (done: number) => void; readonly end: () => void } {
  const isShown = stderr.isTTY === true;
  let told = Number.NEGATIVE_INFINITY;
  return {
    onProgress(done) {
      if (!isShown || clock.monotonic() - told < everyMs) return;
      told = clock.monotonic();
      stderr.write(`\r\u001B[K${bytes(done)} of ${bytes(total)} fetched`);
    },
    end() {
      if (told > Number.NEGATIVE_INFINITY) stderr.write("\r\u001B[K");
    },
  };
}
