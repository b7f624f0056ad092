import type { JobRecord, RunRecord, StepRecord } from "../run/record.ts";
import { duration } from "./format.ts";

/** A job of a step on an operator, with the step that it belongs to. */
export interface StepJob {
  readonly step: StepRecord;
  readonly job: JobRecord;
}

/** Nobody knows of it that it is over. */
export const isLive = ({ ended, isRemoved }: JobRecord): boolean => ended === undefined && !isRemoved;

/** The newest of a step, and whatever of the others may still run. */
export function jobsOf(step: StepRecord): readonly StepJob[] {
  const { jobs = [] } = step;
  const last = jobs.findLast(({ handle }) => handle !== undefined);
  return jobs.filter((job) => job === last || isLive(job)).map((job) => ({ step, job }));
}

/** Of all steps. */
export const shownJobs = ({ steps }: RunRecord): readonly StepJob[] => [...steps.values()].flatMap(jobsOf);

/** What people call it; where the operator never said, its key is all there is. */
export const jobWord = ({ handle, key }: JobRecord): string =>
  handle === undefined ? `the job with the key ${key}` : `job ${handle.id}`;

/** `job j1 on lab, https://lab.example/j1` */
export function jobPlace({ step, job }: StepJob, withConsole = true): string {
  const console = withConsole ? job.handle?.console : undefined;
  return `${jobWord(job)} on ${step.planned.where}${console === undefined ? "" : `, ${console}`}`;
}

/** `queued 12 s, running 3 min 05 s`; how long the last one takes is not known before it is over. */
export function jobPhases({ step, job }: StepJob): string {
  const { phases } = job;
  const isLast = job === step.jobs?.at(-1);
  const over = isLast && step.state === "ended" ? step.endedAt : undefined;
  return phases
    .filter(({ status }) => !isOver(status))
    .map(({ status, at }, index) => {
      const until = phases[index + 1]?.at ?? over;
      return until === undefined ? status : `${status} ${duration(until - at)}`;
    })
    .join(", ");
}

const isOver = (status: string): boolean =>
  status === "succeeded" || status === "failed" || status === "cancelled" || status === "lost";

/** How it stands: what came of it, or what was last seen. */
export const jobState = ({ ended, stopping, phases, handle }: JobRecord): string =>
  ended ??
  (stopping === undefined ? (phases.at(-1)?.status ?? (handle ? "submitted" : "asked for")) : "stopping");
