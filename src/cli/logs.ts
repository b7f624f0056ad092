import { StringDecoder } from "node:string_decoder";
import type { Host } from "../host/host.ts";
import { suggestionHint } from "../pipeline/suggest.ts";
import { coloredPrefix } from "../report/label.ts";
import { paintFor } from "../report/paint.ts";
import type { PlannedStep } from "../run/event.ts";
import type { RunRecord } from "../run/record.ts";
import type { ListedRun } from "../run/run-folder.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { usageError } from "./output.ts";
import { stateOf } from "./status.ts";
import { loadRecord, logPath, pickRun, runsHere } from "./stored-runs.ts";

export async function execute(args: Args, io: Io): Promise<number> {
  const host = await io.host();
  const runs = await runsHere(io, host);
  const [first, second] = args.positionals;
  // One word may be a run or a step of the newest run.
  const isRun = second !== undefined || first === undefined || pickRun(runs, first).ok;
  const run = pickRun(runs, isRun ? first : undefined);
  if (!run.ok) return usageError(run.error, io);
  const record = await loadRecord(host, run.value);
  if (!record.ok) return usageError(record.error, io);
  const wanted = isRun ? second : first;
  const steps = stepsOf(record.value, wanted);
  if (steps.length === 0) {
    const known = [...record.value.steps.values()].map(({ planned }) => planned.id);
    return usageError(
      `run ${run.value.id} has no step ${wanted}`,
      io,
      suggestionHint(wanted ?? "", known, "steps"),
    );
  }
  await new LogPrinter(run.value, steps, host, io).print(args.flag("follow"));
  for (const { id } of steps) {
    const cached = record.value.steps.get(id)?.cached;
    if (cached) io.stderr.write(`${id} was taken from the cache: run ${cached.run} has its log\n`);
  }
  return exitCodes.done;
}

/** The leg of that id, or every leg of the step. */
function stepsOf(record: RunRecord, wanted: string | undefined): readonly PlannedStep[] {
  const all = [...record.steps.values()].map(({ planned }) => planned);
  if (wanted === undefined) return all;
  const leg = all.filter(({ id }) => id === wanted);
  return leg.length > 0 ? leg : all.filter(({ step }) => step === wanted);
}

const pageBytes = 256 * 1024;
const pollMs = 250;

interface LogSource {
  readonly path: string;
  readonly prefix: string;
  readonly decoder: StringDecoder;
  offset: number;
  /** The line that is not whole yet. */
  rest: string;
}

/** Log files as whole lines on stdout, from where the last look ended. */
class LogPrinter {
  readonly #run: ListedRun;
  readonly #host: Host;
  readonly #io: Io;
  readonly #sources: readonly LogSource[];

  constructor(run: ListedRun, steps: readonly PlannedStep[], host: Host, io: Io) {
    this.#run = run;
    this.#host = host;
    this.#io = io;
    const paint = paintFor(io.stdout);
    this.#sources = steps.map((step) => ({
      path: logPath(run, step.log),
      prefix: steps.length > 1 ? coloredPrefix(step, paint) : "",
      decoder: new StringDecoder("utf8"),
      offset: 0,
      rest: "",
    }));
  }

  async print(follow: boolean): Promise<void> {
    for (;;) {
      // Asked before the look, so that what the last step printed at its end is seen.
      const goesOn = follow && (await this.#runs());
      for (const source of this.#sources) await this.#drain(source);
      if (!goesOn) break;
      await this.#host.clock.sleep(pollMs);
    }
    for (const { rest, prefix } of this.#sources)
      if (rest !== "") this.#io.stdout.write(`${prefix}${rest}\n`);
  }

  async #runs(): Promise<boolean> {
    const record = await loadRecord(this.#host, this.#run);
    return record.ok && stateOf(record.value, this.#host) === "running";
  }

  async #drain(source: LogSource): Promise<void> {
    for (;;) {
      const bytes = await this.#host.files.readFrom(source.path, source.offset, pageBytes);
      if (!bytes || bytes.length === 0) return;
      source.offset += bytes.length;
      const lines = (source.rest + source.decoder.write(Buffer.from(bytes))).split("\n");
      source.rest = lines.pop() ?? "";
      if (lines.length > 0)
        await write(this.#io.stdout, lines.map((line) => `${source.prefix}${line}\n`).join(""));
    }
  }
}

/** Waits for a slow reader: a log may be larger than memory. */
function write(stream: Io["stdout"], text: string): Promise<void> {
  return new Promise((resolve) => {
    if (stream.write(text)) resolve();
    else stream.once("drain", resolve);
  });
}
