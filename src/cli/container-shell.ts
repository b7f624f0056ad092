import { posix } from "node:path";
import { openShared } from "../container/executor.ts";
import { runContainerShell } from "../container/shell.ts";
import { lazyBuckets } from "../executors.ts";
import { jobPaths } from "../job/job.ts";
import { trustOf } from "../obstacles.ts";
import { optional } from "../pipeline/own.ts";
import type { Result } from "../pipeline/result.ts";
import type { Failure } from "../run/event.ts";
import { identify } from "../run/identity.ts";
import { jobRoot } from "../stage/mount.ts";
import { showEvent } from "./shell-events.ts";
import { phaseScripts } from "./shell-files.ts";
import { announce, type ShellSession } from "./shell-session.ts";

/** A shell in a container like the step's. */
export async function openContainerShell(
  session: ShellSession,
): Promise<Result<number | undefined, Failure>> {
  const { step, io, host, folder, signals } = session;
  const { attempt, pipeline, machine, place } = step;
  const { root, checkout } = place;
  const { env } = io;
  const { repositoryId } = identify({ env, host, runKey: "", ...place, remote: place.remote });
  const run = { trustDomain: step.trustDomain, repositoryId };
  const buckets = lazyBuckets({
    ...{ host, checkout, env, pipeline },
    ...optional("refused", trustOf(place, env).operatorsRefused),
  });
  const shared = await openShared({ host, root, checkout, folder, env, machine, pipeline, run, buckets });
  const work = posix.join(jobRoot, jobPaths.work, attempt.step.workingDirectory);
  const shell = runContainerShell({
    shared,
    attempt,
    attach: await io.attach(),
    env,
    extras: phaseScripts(attempt, { home: jobRoot, folder: work }),
    emit: (event) => showEvent(event, io),
    signal: signals.signal,
    onOpen: (image) => {
      const where = `in a container of ${image}, at ${work}`;
      announce(io, { attempt, where, home: jobRoot, kept: "what is written there is not kept" });
    },
  });
  return shell.finally(buckets.close);
}
