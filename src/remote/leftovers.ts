import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Event } from "../run/event.ts";
import type { RecordFold } from "../run/fold.ts";
import { openJournal } from "../run/journal.ts";
import type { JobRecord, RunRecord } from "../run/record.ts";
import type { RunFolder } from "../run/run-folder.ts";
import { createRemoteExecutor, type RemoteOptions } from "./executor.ts";

/** A run that no process works on, with the lock of its checkout held. */
export interface LeftRun extends Pick<RemoteOptions, "openOperator"> {
  readonly fold: RecordFold;
  /** Length of the journal's whole lines. */
  readonly validBytes: number;
  readonly folder: RunFolder;
  readonly pipeline: Pipeline;
  /** The pipeline's folder. */
  readonly root: string;
  readonly checkout: string;
  readonly env: Mapping<string>;
}

/** What of a run its operators may still have at work. */
export function liveJobs({ steps }: RunRecord): readonly JobRecord[] {
  return [...steps.values()]
    .flatMap(({ jobs = [] }) => jobs)
    .filter(({ ended, isRemoved }) => ended === undefined && !isRemoved);
}

/**
 * Stops the jobs that a run left and waits for their ends, at most so long; its journal is told. Resolves with the journal's length,
 * and sentences about what may go on all the same.
 */
export async function endJobs(
  run: LeftRun,
  host: Host,
  limitMs: number,
): Promise<{ readonly validBytes: number; readonly warnings: readonly string[] }> {
  const { fold, folder, validBytes } = run;
  if (liveJobs(fold.record).length === 0) return { validBytes, warnings: [] };
  const warnings: string[] = [];
  const journal = openJournal(host.files, folder.journal, validBytes);
  const emit = (event: Event): void => {
    // Whoever asked shows them as the run goes on.
    if (event.type === "notice") {
      if (event.level === "warning") warnings.push(event.message);
      return;
    }
    journal.write(event);
    fold.apply(event);
  };
  const executor = createRemoteExecutor({
    ...run,
    ...{ host, emit, record: () => fold.record },
    buckets: { fetch: async () => ({ ok: false, error: { cause: "config", message: "nothing is run" } }) },
  });
  await executor.close(limitMs);
  journal.close();
  return { validBytes: (await host.files.stat(folder.journal))?.size ?? validBytes, warnings };
}
