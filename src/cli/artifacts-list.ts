import { bytes, cut } from "../report/format.ts";
import { type Paint, paintFor } from "../report/paint.ts";
import { type Row, renderTable } from "../report/table.ts";
import { findStoredRun, type StoredRun } from "./artifacts.ts";
import { type ReadLeg, readLegs, showOutput } from "./artifacts-read.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { usageError, writeJson } from "./output.ts";
import { runsHere } from "./stored-runs.ts";

export async function execute(args: Args, io: Io): Promise<number> {
  const host = await io.host();
  const { signal } = new AbortController();
  const runs = await runsHere(io, host);
  const run = await findStoredRun({ args, io, host, signal, runs, id: args.positionals[0] });
  if (typeof run === "number") return run;
  try {
    const legs = await readLegs(run, { ...host, signal });
    if (!legs.ok) {
      usageError(legs.error.message, io);
      return exitCodes.ourFault;
    }
    if (args.flag("json")) writeJson(toJson(run, legs.value), io);
    else write(run, legs.value, io);
    return exitCodes.done;
  } finally {
    run.store.close();
  }
}

function toJson({ id, store }: StoredRun, legs: readonly ReadLeg[]): object {
  return {
    run: id,
    store: store.uriOf(store.prefix),
    outputs: outputsOf(legs).map(({ leg, cached, output: { keys, ...output } }) => {
      return { step: leg, ...output, uris: keys.map((key) => store.uriOf(key)), cached };
    }),
    missing: legs.flatMap(({ leg, content }) => (content.ok ? [] : [{ step: leg, why: content.why }])),
  };
}

const outputsOf = (legs: readonly ReadLeg[]) =>
  legs.flatMap(({ leg, cached, content }) =>
    content.ok ? content.manifest.outputs.map((each) => ({ leg, cached, output: showOutput(each) })) : [],
  );

function write(run: StoredRun, legs: readonly ReadLeg[], { stdout, stderr }: Io): void {
  stdout.write(`${lines(run, legs, paintFor(stdout)).join("\n")}\n`);
  for (const { leg, content } of legs)
    if (!content.ok)
      stderr.write(
        `${paintFor(stderr)("yellow", "warning:")} what ${bare(leg)} left: ${bare(content.why)}\n`,
      );
}

/** Names come from a file that somebody else may have written; a terminal would obey what stands in them. */
const bare = (text: string): string => cut(text, Number.POSITIVE_INFINITY);

function lines({ id, store }: StoredRun, legs: readonly ReadLeg[], paint: Paint): readonly string[] {
  const where = store.uriOf(store.prefix);
  const rows = outputsOf(legs).map(({ leg, cached, output }): Row => {
    const { path, isDirectory, size, files, keys } = output;
    const [uri = "", ...others] = keys.map((key) => bare(store.uriOf(key)));
    return [
      bare(leg),
      bare(isDirectory ? `${path}/` : path),
      { text: bytes(size), align: "right" },
      { text: String(files), align: "right" },
      { text: cached ? "cached" : "", style: "dim" },
      others.length === 0 ? uri : `${uri} and ${others.length} more`,
    ];
  });
  if (rows.length === 0) return [`run ${id} has nothing in the artifact store ${where}`];
  return [
    `run ${id} in ${where}`,
    ...renderTable(["Step", "Path", "Size", "Files", "", "Where"], rows, paint),
  ];
}
