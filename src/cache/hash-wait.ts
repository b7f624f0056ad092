import type { FileReading } from "./hash-file.ts";
import type { HashJob } from "./hash-job.ts";

export const stopped = "files were not read to their end: the run was stopped";

export interface Waiting {
  readonly signal: AbortSignal;
  /** Begins the reading, after which nothing that ends can be missed. */
  readonly begin: () => Promise<void>;
  /** What it returns is a fault, which ends the waiting. */
  readonly onEnd: (job: HashJob, reading: FileReading) => string | undefined;
}

/** Undefined once all jobs have ended; else the first fault, or at once that the signal came. None of them is wanted from here after that. */
export async function waitForAll(
  jobs: readonly HashJob[],
  { signal, begin, onEnd }: Waiting,
): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  let left = jobs.length;
  const listener = (job: HashJob, reading: FileReading): void => {
    const fault = onEnd(job, reading);
    left -= 1;
    if (fault !== undefined || left === 0) resolve(fault);
  };
  const stop = (): void => resolve(stopped);
  signal.addEventListener("abort", stop, { once: true });
  for (const job of jobs) job.wait(listener);
  try {
    await begin();
    return await promise;
  } finally {
    signal.removeEventListener("abort", stop);
    for (const job of jobs) job.leave(listener);
  }
}
