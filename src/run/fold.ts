import type { Json } from "../pipeline/draft.ts";
import type { LegId } from "../pipeline/pipeline.ts";
import type {
  Event,
  JobEvent,
  Notice,
  PlannedStep,
  RunEnded,
  RunResumed,
  RunStarted,
  StepEnded,
  StepRetrying,
  StepStarted,
} from "./event.ts";
import type { JobRecord, RunRecord, StepRecord } from "./record.ts";

/** A record that grows with its run: `record` is live, and its steps are replaced, never changed. */
export interface RecordFold {
  readonly record: RunRecord;
  /** Constant time, but for a resume; events of unknown types or legs are ignored. */
  apply(event: Event): void;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Mutable<Omit<RunRecord, "steps" | "notices">> & {
  readonly steps: Map<LegId, StepRecord>;
  readonly notices: RunRecord["notices"][number][];
};

export function startRecord({ run, writer, at, steps }: RunStarted): RecordFold {
  const record: Draft = {
    run,
    writer,
    startedAt: at,
    activeSince: at,
    steps: new Map(steps.map((planned) => [planned.id, waiting(planned)])),
    notices: [],
  };
  return { record, apply: (event) => apply(record, event) };
}

/** The fold of a whole journal; undefined when it does not begin with the run's start. */
export function foldEvents(events: Iterable<Event>): RecordFold | undefined {
  let fold: RecordFold | undefined;
  for (const event of events) {
    if (fold) fold.apply(event);
    else if (event.type === "run-started") fold = startRecord(event);
    else return undefined;
  }
  return fold;
}

const waiting = (planned: PlannedStep): StepRecord => ({
  planned,
  state: "waiting",
  attempt: 0,
  failures: 0,
  values: {},
  outputs: [],
});

function apply(record: Draft, event: Event): void {
  switch (event.type) {
    case "run-resumed":
      resume(record, event);
      break;
    case "step-started":
      change(record, event.leg, (step) => started(step, event));
      break;
    case "cache-missed":
      change(record, event.leg, (step) => ({ ...step, why: event.why }));
      break;
    case "step-retrying":
      change(record, event.leg, (step) => retrying(step, event));
      break;
    case "step-ended":
      change(record, event.leg, (step) => ended(step, event));
      break;
    case "job-intended":
    case "job-submitted":
    case "job-status":
    case "job-logged":
    case "job-stopping":
    case "job-ended":
    case "job-removed":
      change(record, event.leg, (step) => ({ ...step, jobs: jobsAfter(step.jobs ?? [], event) }));
      break;
    case "notice":
      notice(record, event);
      break;
    case "run-cancelling":
      record.cancelling = event.why;
      break;
    case "run-ended":
      end(record, event);
      break;
    case "run-started":
    case "output":
      break;
    default:
      // A journal of a later version may hold types that this one does not know.
      event satisfies never;
  }
}

function started(step: StepRecord, { attempt, at }: StepStarted): StepRecord {
  return { ...step, state: "running", attempt, startedAt: step.startedAt ?? at };
}

function retrying(step: StepRecord, { failure }: StepRetrying): StepRecord {
  const retried = [...(step.retried ?? []), failure.cause];
  return settled({ ...step, state: "retrying", failures: step.failures + 1, retried, failure });
}

function change(record: Draft, leg: LegId, next: (step: StepRecord) => StepRecord): void {
  const step = record.steps.get(leg);
  if (step) record.steps.set(leg, next(step));
}

function ended({ failure: _, ...step }: StepRecord, event: StepEnded): StepRecord {
  const { type: _type, at, leg: _leg, ...rest } = event;
  return settled({
    ...step,
    ...rest,
    state: "ended",
    failures: step.failures + (event.outcome === "failure" ? 1 : 0),
    endedAt: at,
  });
}

const settled = ({ jobs, ...step }: StepRecord): StepRecord => ({
  ...step,
  ...(jobs && { jobs: jobs.map((job) => ({ ...job, isSettled: true })) }),
});

function jobsAfter(jobs: readonly JobRecord[], event: JobEvent): readonly JobRecord[] {
  if (event.type === "job-intended") {
    const { type: _, leg: _leg, at, ...intent } = event;
    const job = { ...intent, intendedAt: at, phases: [], isSettled: false, isRemoved: false };
    // One that is asked for again, after a crash of which nobody knows how far it came.
    return [...jobs.filter(({ key }) => key !== event.key), job];
  }
  return jobs.map((job) => (job.key === event.key ? jobAfter(job, event) : job));
}

function jobAfter(job: JobRecord, event: Exclude<JobEvent, { type: "job-intended" }>): JobRecord {
  switch (event.type) {
    case "job-submitted":
      return { ...job, handle: event.handle };
    case "job-status": {
      const { status, at } = event;
      return { ...job, phases: [...job.phases, { status, at }] };
    }
    case "job-logged": {
      const { attempt, cursor, bytes, pastSetup } = event;
      return { ...job, logged: { attempt, bytes, pastSetup, ...(cursor !== undefined && { cursor }) } };
    }
    case "job-stopping":
      return { ...job, stopping: event.why };
    case "job-ended":
      return { ...job, ended: event.status };
    case "job-removed":
      return { ...job, isRemoved: true };
    default:
      return event satisfies never;
  }
}

function notice(record: Draft, { level, leg, message }: Notice): void {
  record.notices.push({ level, message, ...(leg && { leg }) });
}

function end(record: Draft, { at, result, error }: RunEnded): void {
  record.endedAt = at;
  record.result = result;
  if (error !== undefined) record.error = error;
}

/** What was running starts again and keeps count of its failures; what is reset begins afresh. */
function resume(record: Draft, { writer, reset, at }: RunResumed): void {
  record.writer = writer;
  record.activeSince = at;
  delete record.result;
  delete record.endedAt;
  delete record.error;
  delete record.cancelling;
  for (const leg of reset)
    change(record, leg, ({ planned, attempt, jobs }) => ({ ...waiting(planned), attempt, ...kept(jobs) }));
  for (const [leg, step] of record.steps) {
    if (step.state === "running" || step.state === "retrying") record.steps.set(leg, interrupted(step));
  }
}

function interrupted({ planned, attempt, failures, retried, startedAt, jobs }: StepRecord): StepRecord {
  const started = startedAt !== undefined && { startedAt };
  return { ...waiting(planned), attempt, failures, ...(retried && { retried }), ...started, ...kept(jobs) };
}

const kept = (jobs: StepRecord["jobs"]): Pick<StepRecord, "jobs"> => (jobs ? { jobs } : {});

/** Plain JSON: `steps` is a list, in topological order. */
export function recordToJson(record: RunRecord): Json {
  return { ...record, steps: [...record.steps.values()] } as unknown as Json;
}
