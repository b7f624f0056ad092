import { duration, plural } from "../report/format.ts";
import { isLive, jobPhases, jobPlace, jobState, type StepJob } from "../report/jobs.ts";
import type { RunRecord, StepRecord } from "../run/record.ts";

/** How a cancel came out. `kept`: jobs ended well before the order came, and nobody has taken what they left. */
export interface Cancelled {
  readonly record: RunRecord;
  /** It was over before anybody asked. */
  readonly wasOver: boolean;
  readonly left: readonly StepJob[];
  readonly warnings: readonly string[];
}

export const jobsWhere = (
  { steps }: RunRecord,
  test: (job: StepJob["job"], step: StepRecord) => boolean,
): readonly StepJob[] =>
  [...steps.values()].flatMap((step) =>
    (step.jobs ?? []).filter((job) => test(job, step)).map((job) => ({ step, job })),
  );

export const liveIn = (record: RunRecord): readonly StepJob[] => jobsWhere(record, isLive);

const keptIn = (record: RunRecord): readonly StepJob[] =>
  jobsWhere(record, (job, step) => job.ended === "succeeded" && !job.isRemoved && step.outcome !== "success");

/** What is waited for: people who cancelled want to know why it takes so long. */
export function waitLine(record: RunRecord, waitedMs: number): string {
  const running = [...record.steps.values()].filter(
    ({ state }) => state === "running" || state === "retrying",
  );
  const steps = running.map(({ planned }) => planned.id);
  const jobs = liveIn(record).map((each) => jobPlace(each));
  const what = jobs.length > 0 ? jobs.join("; ") : steps.join(", ");
  const since = waitedMs < 1000 ? "" : ` for ${duration(waitedMs)}`;
  return `run ${record.run.id} was told to stop${since}; waiting for process ${record.writer.pid}${what === "" ? "" : `, and in it ${what}`}`;
}

/** What came of it, for people. */
export function cancelLines({ record, wasOver, left, warnings }: Cancelled): readonly string[] {
  const { id } = record.run;
  const kept = keptIn(record).map(
    (each) =>
      `${jobPlace(each)} of ${each.step.planned.id} ended well before it was stopped: stepops run --resume ${id} takes what it left`,
  );
  return [headline(record, wasOver, left), ...kept, ...warnings, ...leftLines(record, left)];
}

function headline(record: RunRecord, wasOver: boolean, left: readonly StepJob[]): string {
  const { id } = record.run;
  if (left.length > 0)
    return `run ${id} is not over: of ${plural(left.length, "job")} nobody knows that it has ended`;
  if (wasOver) return `run ${id} had ended already: ${record.result ?? "its process is gone"}`;
  if (record.result === "success" || record.result === "failure")
    return `run ${id} came to its own end meanwhile: ${record.result}`;
  const stopped = jobsWhere(record, ({ stopping }) => stopping !== undefined).length;
  return `run ${id} is cancelled${stopped > 0 ? `, and ${plural(stopped, "job")} stopped` : ""}`;
}

function leftLines({ run }: RunRecord, left: readonly StepJob[]): readonly string[] {
  if (left.length === 0) return [];
  return [
    ...left.map((each) => {
      const phases = jobPhases(each);
      return `  ${jobPlace(each)}: step ${each.step.planned.id}${phases === "" ? "" : `, ${phases}`}, key ${each.job.key}`;
    }),
    `Try again with stepops cancel ${run.id}, or stop it by hand where it runs`,
  ];
}

/** For programs. */
export function cancelJson({ record, wasOver, left, warnings }: Cancelled): object {
  return {
    run: record.run.id,
    result: record.result ?? null,
    wasOver,
    isOver: left.length === 0 && record.result !== undefined,
    jobs: jobsWhere(record, () => true).map(({ step, job }) => ({
      step: step.planned.id,
      operator: step.planned.where,
      id: job.handle?.id ?? null,
      key: job.key,
      console: job.handle?.console ?? null,
      state: jobState(job),
      isOver: !isLive(job),
    })),
    warnings,
  };
}
