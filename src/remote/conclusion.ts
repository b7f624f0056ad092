import { join } from "node:path";
import { jobPaths } from "../job/job.ts";
import { isIntact, type Results, readFolderName, readResults } from "../job/results.ts";
import type { Observation } from "../operator/operator.ts";
import type { AttemptFrame } from "../run/attempt-frame.ts";
import type { Failure, JobEndStatus } from "../run/event.ts";
import type { Outcome } from "../run/executor.ts";
import { takeValues } from "../run/values.ts";
import { withheldFiles } from "../stage/step-inputs.ts";
import { takeOver } from "../stage/take-over.ts";
import { withheldHint } from "../stage/withheld.ts";
import type { ActiveJob } from "./active-job.ts";
import { keepCheckpoint } from "./checkpoint.ts";
import { collectJob } from "./collect-job.ts";
import { faultFailure, jobFailure } from "./failures.ts";
import type { JobLog } from "./job-log.ts";
import type { Prepared } from "./preparation.ts";
import type { RemoteShared } from "./shared.ts";

/** A job that is over, whoever ended it. */
export interface EndedJob {
  readonly shared: RemoteShared;
  readonly frame: AttemptFrame;
  readonly prepared: Prepared;
  readonly job: ActiveJob;
  readonly log: JobLog;
  /** The last lines that the step printed. */
  readonly tail: () => readonly string[];
  /** When the attempt began, in milliseconds since 1970. */
  readonly since: number;
  readonly observation: Observation & { readonly status: JobEndStatus };
  /** Why this process ended it. */
  readonly failure?: Failure;
}

/** How long an operator may be away when a job is over and its results are still there. */
const collectLimitMs = 30 * 60_000;

/** Reads the end of the log, brings what the job left, and makes the step's outcome of it. */
export async function conclude(ended: EndedJob): Promise<Outcome> {
  const { shared, frame, job, log } = ended;
  shared.kept.delete(job.key);
  if (!(await log.pull(frame.stop, true)))
    frame.notice("warning", "the operator does not tell the end of the step's log");
  const collected = await collect(ended);
  if (!collected.ok)
    return frame.isCancelled ? frame.cancelled() : frame.failure(ended.failure ?? collected.failure);
  const { directory } = collected;
  try {
    return frame.isCancelled ? frame.cancelled() : await read(ended, directory);
  } catch (error) {
    return keep(ended, error as Error);
  } finally {
    if (directory !== undefined) await shared.host.files.remove(directory).catch(() => {});
  }
}

/** `directory` undefined: there is nothing to collect of it. */
async function collect({
  shared,
  frame,
  prepared,
  job,
  observation,
}: EndedJob): Promise<
  | { readonly ok: true; readonly directory: string | undefined }
  | { readonly ok: false; readonly failure: Failure }
> {
  if (observation.status === "lost") return { ok: true, directory: undefined };
  const { name } = prepared.operator;
  const { kept } = shared;
  const limits = { limitMs: collectLimitMs, signal: frame.stop };
  const answer = await collectJob(shared, prepared.operator, { handle: job.handle, ...limits });
  if (answer.ok) return { ok: true, directory: answer.value.directory };
  // Of one that failed there may well be nothing.
  if (observation.status !== "succeeded") return { ok: true, directory: undefined };
  kept.add(job.key);
  const what = `job ${job.handle.id} ended well, and ${name} does not give what it left`;
  return { ok: false, failure: faultFailure(answer.error, what) };
}

async function read(ended: EndedJob, directory: string | undefined): Promise<Outcome> {
  const { shared, frame, prepared, job, observation } = ended;
  const { files } = shared.host;
  const results = directory === undefined ? undefined : await resultsIn(shared, directory);
  const isWhole = directory !== undefined && results !== undefined && (await isIntact(files, directory));
  if (results?.seesNoGpu) frame.notice("warning", "the step asked for an accelerator and sees no GPU");
  if (isWhole) await keepCheckpoint(shared, frame.attempt.step, directory);
  const told = { operator: prepared.operator.name, id: job.handle.id, observation, results };
  // Its work was done and paid for: what does not show it yet, such as a share that lags, is asked again by the next attempt.
  if (observation.status === "succeeded" && !results?.started) shared.kept.add(job.key);
  const failure = ended.failure ?? (results && !isWhole ? displaced : jobFailure(told));
  if (!isWhole) return frame.failure(failure ?? displaced);
  const seenAs = (await readFolderName(files, directory)) ?? directory;
  const hinted = failure && (await withHint(ended, failure, seenAs));
  return publish(ended, { directory, seenAs, failure: hinted });
}

/** Undefined where the operator brought nothing that the start script could have written. */
async function resultsIn({ host }: RemoteShared, directory: string): Promise<Results | undefined> {
  const found = await host.files.stat(join(directory, jobPaths.results));
  return found && readResults(host.files, directory);
}

const displaced: Failure = {
  cause: "user",
  message: "the step put something else in the place of its own folders, so nothing of it is taken over",
};

/** Names what the step was not given, where that is what it says it lacks. */
async function withHint(
  { shared, frame, prepared, tail }: EndedJob,
  failure: Failure,
  seenAs: string,
): Promise<Failure> {
  const { step } = frame.attempt;
  if (failure.cause !== "user" || step.inputs === undefined) return failure;
  const { host, ...source } = shared;
  const withheld = await withheldFiles({ ...source, files: host.files }, prepared.inputs);
  const { workingDirectory } = step;
  const hint = withheldHint({ lines: tail(), withheld, workingDirectory, seenAs });
  return hint === undefined ? failure : { ...failure, message: `${failure.message}; ${hint}` };
}

async function publish(
  { shared, frame, prepared, since }: EndedJob,
  left: { readonly directory: string; readonly seenAs: string; readonly failure: Failure | undefined },
): Promise<Outcome> {
  const { directory, seenAs, failure } = left;
  const { host, secrets } = shared;
  const { step } = frame.attempt;
  const declared = { names: step.values, secrets };
  const { values, faults } = await takeValues(host.files, join(directory, jobPaths.values), declared);
  if (failure) return frame.failure(failure, values);
  if (faults.length > 0)
    return frame.failure({ cause: "config", phase: "outputs", message: faults.join("; ") }, values);
  const { inputs } = prepared;
  const published = await takeOver({ shared, step, job: directory, seenAs, inputs, since });
  if (!published.ok) return frame.failure(published.error, values);
  return { result: "success", values, outputs: published.value };
}

/** A disk may be full where the outputs belong: the operator's own copy stays, and the next attempt collects it again. */
function keep({ shared, frame, prepared, job }: EndedJob, error: Error): Outcome {
  if (!("code" in error && "syscall" in error)) throw error;
  shared.kept.add(job.key);
  const message = `the step ended, but what it left cannot be put in its place (${error.message}); ${prepared.operator.name} keeps it as job ${job.handle.id}`;
  return frame.failure({ cause: "infrastructure", phase: "outputs", message });
}
