/** All that works on a run, in one module, so that what only checks a file never loads it. */
import { type Beginning, beginRun } from "./begin.ts";
import type { Host } from "./host/host.ts";
import { thisMachine } from "./host/machine.ts";
import { endAll, leftJobs } from "./leftovers.ts";
import type { Mapping } from "./pipeline/draft.ts";
import type { Reporter } from "./report/reporter.ts";
import { findStopped, resumeRun } from "./resume.ts";
import { acquireLock } from "./run/lock.ts";
import type { Ran, Refusal, ResumeRequest } from "./run-request.ts";
import { runSession } from "./session.ts";

/** Runs a checked pipeline in a new folder, which a refusal leaves no trace of. */
export async function runNew(
  beginning: Beginning,
  host: Host,
  reporters: readonly Reporter[],
): Promise<Omit<Ran, "diagnostics">> {
  const session = await beginRun(beginning, host);
  if (!session.ok) return { refused: session.error };
  const { checkout, folder } = session.value;
  const { directory } = folder;
  const { env } = session.value;
  const ran = await underLock({ checkout, directory, env }, host, (left) =>
    runSession({ ...session.value, notices: [...left, ...session.value.notices] }, host, reporters),
  );
  if ("refused" in ran) await host.files.remove(directory);
  return { directory, ...ran };
}

/** Goes on with a stored run. */
export async function runAgain(
  request: ResumeRequest,
  host: Host,
  reporters: readonly Reporter[],
): Promise<Ran> {
  const stopped = await findStopped(request.directory, host);
  if (!stopped.ok) return { diagnostics: [], refused: stopped.error };
  const { directory, env } = request;
  const { checkout } = stopped.value.record.run;
  const ran = await underLock({ checkout, directory, env }, host, (left) =>
    resumeLocked({ request, host, reporters, left }),
  );
  return { diagnostics: [], ...ran };
}

async function resumeLocked(work: {
  readonly request: ResumeRequest;
  readonly host: Host;
  readonly reporters: readonly Reporter[];
  readonly left: readonly string[];
}): Promise<Ran> {
  const { request, host, reporters, left } = work;
  const { directory } = request;
  const prepared = await resumeRun(request, thisMachine(directory), host);
  if (!prepared.ok) return { diagnostics: [], ...prepared.error };
  const { session, diagnostics } = prepared.value;
  const notices = [...left, ...session.notices];
  return { diagnostics, directory, ...(await runSession({ ...session, notices }, host, reporters)) };
}

/**
 * One run at a time changes a checkout. What a run left that died with the lock is ended before anything starts; `act` is told
 * what might be left of it all the same.
 */
async function underLock<T>(
  at: { readonly checkout: string; readonly directory: string; readonly env: Mapping<string> },
  host: Host,
  act: (left: readonly string[]) => Promise<T>,
): Promise<T | { readonly refused: Refusal }> {
  const lock = await acquireLock(host, at.checkout, at.directory);
  if (!lock.ok) return { refused: { reason: "busy", message: lock.error.message, hint: lock.error.hint } };
  try {
    const { deadRun } = lock.value;
    const left = deadRun === undefined ? [] : await endAll(host, { directory: deadRun, env: at.env });
    const jobs =
      deadRun === undefined || deadRun === at.directory ? undefined : await leftJobs(host, deadRun);
    return await act(jobs === undefined ? left : [...left, jobs]);
  } finally {
    await lock.value.release();
  }
}
