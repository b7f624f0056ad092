import type { Handle, Job } from "../operator/operator.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { AttemptFrame } from "../run/attempt-frame.ts";
import type { Failure } from "../run/event.ts";
import type { JobRecord } from "../run/record.ts";
import type { Stage } from "../stage/stage.ts";
import { type ActiveJob, activeJob } from "./active-job.ts";
import { type Earlier, leaveAlone, tellRemoved, tellSubmitted } from "./adoption.ts";
import { mayPass, pauseMs, slept, tryOnce } from "./call.ts";
import { faultFailure } from "./failures.ts";
import { jobKey, jobLabels, markerOf, nonceLength, ownerOf } from "./identity.ts";
import type { Prepared } from "./preparation.ts";
import type { RemoteShared } from "./shared.ts";
import { stageJob } from "./staging.ts";

export interface SubmissionContext {
  readonly shared: RemoteShared;
  readonly frame: AttemptFrame;
  readonly prepared: Prepared;
  /** Aborted where the step's pending_timeout is over. */
  readonly late: AbortSignal;
}

/** `unsure`: the run was stopped in the midst of it, and whether the operator has the job only its key can tell. */
export type Submitted =
  | { readonly kind: "submitted"; readonly job: ActiveJob }
  | { readonly kind: "unsure"; readonly intent: JobRecord };

/** Under how many keys somebody else may have planted a job. */
const mostForeign = 5;
const findTryMs = 30_000;
/** How long an operator may be away while a job waits to be handed over. */
const submitLimitMs = 10 * 60_000;
/** What is under way when the run is stopped is most often done in this time, and then nothing need be searched for. */
const graceMs = 3000;

/** Writes down what it is about to ask for, then asks for it. A job that bears the key already and is not ours moves us on to the next. */
export async function submit(
  context: SubmissionContext,
  earlier: Exclude<Earlier, { kind: "adopted" }>,
): Promise<Result<Submitted, Failure>> {
  const { shared, frame, prepared } = context;
  let intent = intentOf(context, earlier);
  for (let foreign = 0; foreign < mostForeign; foreign++) {
    // Before the intent: a run that is stopped here has asked for nothing.
    if (frame.stop.aborted) return err(stoppedBefore);
    const stage = await stageJob(shared, frame, { prepared, marker: markerOf(intent.nonce) });
    try {
      const handle = await handOver(context, intent, stage);
      if (!handle.ok) return handle;
      if (handle.value === undefined) return ok({ kind: "unsure", intent });
      const expected = { run: shared.run, leg: frame.attempt.step.id, intent };
      if (ownerOf(handle.value, expected) !== "foreign") {
        tellSubmitted(context, intent, handle.value);
        return ok({ kind: "submitted", job: activeJob(intent, handle.value, true) });
      }
      leaveAlone(context, handle.value.id, intent.key);
    } finally {
      // It holds secrets, and the operator has all of it now.
      await stage.remove();
    }
    intent = intentOf(context, { kind: "none", submission: intent.submission + 1 });
  }
  const message = `somebody else's jobs bear the next ${mostForeign} keys of this step on ${prepared.operator.name}: see who submitted them`;
  return err({ cause: "permission", message });
}

const stoppedBefore: Failure = {
  cause: "cancelled",
  message: "the step was stopped before it was submitted",
};

function intentOf(
  { shared, frame, prepared }: SubmissionContext,
  earlier: Exclude<Earlier, { kind: "adopted" }>,
): JobRecord {
  const { step, attempt } = frame.attempt;
  const again = earlier.kind === "again" ? earlier.job : undefined;
  const submission = earlier.kind === "again" ? earlier.job.submission : earlier.submission;
  return {
    key: jobKey(shared.run, step.id, submission),
    attempt,
    submission,
    nonce: again?.nonce ?? shared.host.random.hex(nonceLength),
    digest: prepared.digest,
    intendedAt: shared.host.clock.now(),
    phases: [],
    isSettled: false,
    isRemoved: false,
  };
}

/** Undefined: the run was stopped meanwhile. */
async function handOver(
  context: SubmissionContext,
  intent: JobRecord,
  stage: Stage,
): Promise<Result<Handle | undefined, Failure>> {
  const { shared, frame, prepared } = context;
  const { clock } = shared.host;
  const { key, nonce, digest, submission, attempt } = intent;
  const leg = frame.attempt.step.id;
  const labels = jobLabels(shared.run, leg, intent);
  const job = { ...prepared.request, key, labels, directory: stage.job };
  shared.emit({ type: "job-intended", at: clock.now(), leg, attempt, key, submission, nonce, digest });
  // What cannot be written down is not asked for: the run is stopped then.
  if (frame.stop.aborted) return err(stoppedBefore);
  const patient = patience(context);
  try {
    return await askUntilTaken(context, job, patient.signal);
  } finally {
    patient.end();
  }
}

async function askUntilTaken(
  context: SubmissionContext,
  job: Job,
  signal: AbortSignal,
): Promise<Result<Handle | undefined, Failure>> {
  const { shared, frame, prepared, late } = context;
  const { clock, random } = shared.host;
  const { operator } = prepared.operator;
  const began = clock.monotonic();
  let mayBeThere = false;
  for (let failures = 0; ; failures++) {
    const asked = { clock, signal };
    const sent = await tryOnce({ ...asked, make: (over) => operator.submit(job, over) });
    if (sent.ok) return sent;
    if (frame.stop.aborted) return ok(undefined);
    const what = "the job was not submitted";
    if (!mayPass(sent.error)) {
      // What is refused now may have been taken the time before, and not be shown yet.
      if (!mayBeThere) tellRemoved(context, job.key);
      return err(faultFailure(sent.error, what));
    }
    if (late.aborted) return err(tooLate(frame, sent.error.message));
    if (clock.monotonic() - began >= submitLimitMs) return err(faultFailure(sent.error, what));
    const pause = pauseMs({ failures, fault: sent.error, random });
    await slept(clock, pause, AbortSignal.any([frame.stop, late]));
    if (frame.stop.aborted) return ok(undefined);
    // Its answer may have been all that was lost.
    if (sent.error.reason === "busy") continue;
    mayBeThere = true;
    const found = await tryOnce({ ...asked, tryMs: findTryMs, make: (over) => operator.find(job.key, over) });
    if (found.ok && found.value) return ok(found.value);
    if (frame.stop.aborted) return ok(undefined);
  }
}

function tooLate({ attempt: { step } }: AttemptFrame, why: string): Failure {
  const seconds = (step.pendingTimeoutMs ?? 0) / 1000;
  return {
    cause: "pending_timeout",
    message: `the job could not be submitted within the step's pending_timeout of ${seconds} s: ${why}`,
  };
}

/** Aborted some time after the run is stopped, and at once at the end of pending_timeout. */
function patience({ shared, frame, late }: SubmissionContext): {
  readonly signal: AbortSignal;
  end(): void;
} {
  const over = new AbortController();
  const done = new AbortController();
  const onStop = () => {
    shared.host.clock.sleep(graceMs, done.signal).then(
      () => over.abort(),
      () => {},
    );
  };
  frame.stop.addEventListener("abort", onStop, { once: true });
  if (frame.stop.aborted) onStop();
  return {
    signal: AbortSignal.any([over.signal, late]),
    end() {
      done.abort();
      frame.stop.removeEventListener("abort", onStop);
    },
  };
}
