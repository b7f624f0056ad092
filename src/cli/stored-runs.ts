import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { findCheckout } from "../run/git.ts";
import type { RunRecord } from "../run/record.ts";
import { type ListedRun, listRuns, readRun, runsDirectory } from "../run/run-folder.ts";
import type { Io } from "./io.ts";

/** Runs of the checkout that a command was started in, newest first. */
export async function runsHere(
  { cwd, env }: Pick<Io, "cwd" | "env">,
  { files }: Host,
): Promise<readonly ListedRun[]> {
  const real = (await files.realpath(cwd)) ?? cwd;
  const { root } = await findCheckout(files, real);
  const runs = await listRuns(files, runsDirectory(env, root));
  // A pipeline outside of git keeps its runs beside itself, wherever the command was started.
  return runs.length > 0 || root === real ? runs : listRuns(files, runsDirectory(env, real));
}

/** A run by its id, by the beginning of one that fits a single run, or the newest. Error: a message. */
export function pickRun(runs: readonly ListedRun[], id: string | undefined): Result<ListedRun, string> {
  const [newest] = runs;
  if (!newest) return err("there is no run here yet");
  if (id === undefined) return ok(newest);
  const exact = runs.find((run) => run.id === id);
  if (exact) return ok(exact);
  const fitting = runs.filter((run) => run.id.startsWith(id));
  if (fitting.length === 1 && fitting[0]) return ok(fitting[0]);
  if (fitting.length > 1)
    return err(
      `${id} fits ${fitting.length} runs: ${fitting
        .slice(0, 5)
        .map((run) => run.id)
        .join(", ")}`,
    );
  return err(`there is no run ${id}; the newest is ${newest.id}`);
}

export async function loadRecord({ files }: Host, run: ListedRun): Promise<Result<RunRecord, string>> {
  const stored = await readRun(files, run.directory);
  return stored.ok ? ok(stored.value.record) : err(stored.error.message);
}

export const logPath = (run: ListedRun, log: string): string => join(run.directory, "logs", log);
