import { dirname, join } from "node:path";
import type { Host } from "../host/host.ts";
import { trustOf } from "../obstacles.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import { findPlace, type Place } from "../place.ts";
import type { CollectJobsInput, JobCollection } from "../remote/collect-jobs.ts";
import { isOnActions } from "../run/github.ts";
import { identify } from "../run/identity.ts";
import { endLeftovers } from "../run/leftovers.ts";
import type { Args } from "./command.ts";
import { endLeft } from "./end-left.ts";
import { distinctOperators, operatorsOfFile, operatorsOfRuns, runsWithJobs } from "./gc-operators.ts";
import type { Io } from "./io.ts";
import { defaultFile } from "./options.ts";

/** Where runs of this checkout lie. */
interface Here {
  readonly io: Io;
  readonly host: Host;
  readonly runs: readonly string[];
}

const nothing: JobCollection = { items: [], unasked: [] };

/** The part of `stepops gc` that looks after jobs on operators. Error: a sentence about what was asked for. */
export async function collectJobsHere(args: Args, here: Here): Promise<Result<JobCollection, string>> {
  const { io, host } = here;
  const known = await runsWithJobs(host, here.runs);
  const asked = await operatorsAsked(args, here);
  if (!asked.ok) return asked;
  const { place, unasked } = asked.value;
  const operators = distinctOperators([...asked.value.operators, ...(await operatorsOfRuns(host, known))]);
  if (operators.length === 0) return ok({ ...nothing, unasked });
  const trust = trustOf(place, io.env);
  if (trust.operatorsRefused !== undefined)
    return ok({ ...nothing, unasked: [...unasked, refusal(trust.operatorsRefused)] });
  const directory = scratchOf(here);
  // Loaded here: a checkout without operators has no use for it.
  const { collectJobs } = await import("../remote/collect-jobs.ts");
  const named = new Set(args.list("run"));
  const { repositoryId } = identify({ env: io.env, host, runKey: "", ...place, remote: place.remote });
  try {
    const collected = await collectJobs(
      {
        ...{ env: io.env, operators, directory, repositoryId, named, runs: known },
        domain: isOnActions(io.env) ? trust.domain : undefined,
        dryRun: args.flag("dry-run"),
        endRun: (run) => endRun(run, here),
      },
      host,
    );
    return ok({ ...collected, unasked: [...unasked, ...collected.unasked] });
  } finally {
    await endLeftovers(host, directory);
    await host.files.remove(directory).catch(() => {});
  }
}

const refusal = (why: string) => ({
  message: `no operator may be asked for its jobs from here: ${why}`,
  hint: "run stepops gc from a branch of this repository, or on a machine of yours",
});

const scratchOf = ({ runs: [first = ""], host }: Here): string =>
  join(dirname(first), `gc-${host.random.hex(12)}`);

interface OperatorsAsked extends Pick<JobCollection, "unasked"> {
  readonly place: Place;
  readonly operators: CollectJobsInput["operators"];
}

/** A file that nobody named need not be there, and its faults keep nobody from removing what can be removed. */
async function operatorsAsked(args: Args, { io, host }: Here): Promise<Result<OperatorsAsked, string>> {
  const file = args.text("file");
  const stack = args.text("stack");
  const isNamed = file !== undefined || stack !== undefined;
  const path = file ?? defaultFile;
  const found = await operatorsOfFile({ file: path, stack }, io, host);
  if (found.ok) return ok({ ...found.value, unasked: [] });
  if (isNamed) return err(found.error);
  const place = await findPlace({ file: path, cwd: io.cwd, env: io.env }, host);
  const isThere = (await host.files.stat(join(place.root, path))) !== undefined;
  const message = `the operators of ${path} were not asked for their jobs: ${found.error}`;
  return ok({
    place,
    operators: [],
    unasked: isThere ? [{ message, hint: `see stepops validate ${path}` }] : [],
  });
}

async function endRun(
  run: Parameters<CollectJobsInput["endRun"]>[0],
  { io, host }: Here,
): ReturnType<CollectJobsInput["endRun"]> {
  // What is named was looked at before; whatever lives on this machine is refused all the same.
  const ended = await endLeft(run.directory, { host, env: io.env, isNamed: true });
  if (!ended.ok) return err(ended.error.message);
  return ok(ended.value.stored.record);
}
