import type { Host } from "../host/host.ts";
import type { Event, StepEnded } from "../run/event.ts";
import { openJournal } from "../run/journal.ts";
import type { RunRecord, StepRecord } from "../run/record.ts";
import { runFolder, type StoredRun, writeRecord } from "../run/run-folder.ts";

const why = { reason: "signal", signal: "SIGINT" } as const;

/** What the run's own process would have said, had it lived to be cancelled. */
export function cancelEvents(record: RunRecord, at: number): readonly Event[] {
  if (record.result !== undefined) return [];
  const open = [...record.steps.values()].filter(({ state }) => state !== "ended");
  return [
    { type: "run-cancelling", at, why },
    ...open.map((step) => stepEnd(step, at)),
    { type: "run-ended", at, result: "cancelled" },
  ];
}

function stepEnd({ planned, state, startedAt, values }: StepRecord, at: number): StepEnded {
  const begun = state !== "waiting";
  const result = begun ? "cancelled" : "skipped";
  return {
    ...{ type: "step-ended", at, leg: planned.id, result, outcome: result, values, outputs: [] },
    durationMs: begun && startedAt !== undefined ? Math.max(0, at - startedAt) : 0,
    ...(begun ? { stopped: why } : { skipped: { reason: "run-cancelled" } }),
  };
}

/** Writes the end of a run that nobody works on any more, under the lock of its checkout. */
export async function closeRun(
  host: Host,
  directory: string,
  { fold, validBytes }: StoredRun,
): Promise<void> {
  const folder = runFolder(directory);
  const journal = openJournal(host.files, folder.journal, validBytes);
  for (const event of cancelEvents(fold.record, host.clock.now())) {
    journal.write(event);
    fold.apply(event);
  }
  journal.close();
  await writeRecord(host.files, folder, fold.record);
}
