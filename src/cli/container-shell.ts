import { posix } from "node:path";
import { openShared } from "../container/executor.ts";
import { jobRoot } from "../container/request.ts";
import { runContainerShell } from "../container/shell.ts";
import { jobPaths } from "../job/job.ts";
import type { Result } from "../pipeline/result.ts";
import { paintFor } from "../report/paint.ts";
import type { Event, Failure } from "../run/event.ts";
import { identify } from "../run/identity.ts";
import type { Io } from "./io.ts";
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
  const shared = await openShared({ host, root, checkout, folder, env, machine, pipeline, run });
  const work = posix.join(jobRoot, jobPaths.work, attempt.step.workingDirectory);
  return runContainerShell({
    shared,
    attempt,
    attach: await io.attach(),
    env,
    extras: phaseScripts(attempt, { home: jobRoot, folder: work }),
    emit: (event) => show(event, io),
    signal: signals.signal,
    onOpen: (image) => {
      const where = `in a container of ${image}, at ${work}`;
      announce(io, { attempt, where, home: jobRoot, kept: "what is written there is not kept" });
    },
  });
}

/** What getting the image ready prints, and what the step's log would say. */
function show(event: Event, { stderr }: Io): void {
  if (event.type === "output") stderr.write(event.lines.map((line) => `${line}\n`).join(""));
  if (event.type === "notice")
    stderr.write(
      `${paintFor(stderr)(event.level === "warning" ? "yellow" : "dim", `${event.level}:`)} ${event.message}\n`,
    );
}
