import { join } from "node:path";
import type { Job as StepJob } from "../job/job.ts";
import { stepJob, unfitJob } from "../job/step-job.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { AttemptFrame } from "../run/attempt-frame.ts";
import { stepData } from "../run/bucket-data.ts";
import type { Failure } from "../run/event.ts";
import type { InputFiles } from "../run/input-files.ts";
import { withData } from "../stage/data-inputs.ts";
import { escapingFault, stepInputs } from "../stage/step-inputs.ts";
import { contentDigest } from "./content.ts";
import { type JobRequest, jobRequest, requestDigest, unmet } from "./request.ts";
import type { RunOperator } from "./run-operator.ts";
import type { RemoteShared } from "./shared.ts";

/** What is settled before anything is asked of the operator, and the same for each submission. */
export interface Prepared {
  readonly operator: RunOperator;
  readonly inputs: InputFiles;
  readonly request: JobRequest;
  readonly digest: string;
  /** What the start script is told; the marker is the submission's. */
  readonly jobWith: (marker: string) => StepJob;
}

/** Opens the operator, gets image and data, and lists what the step is given; touches nothing of the checkout. */
export async function prepare(shared: RemoteShared, frame: AttemptFrame): Promise<Result<Prepared, Failure>> {
  const { step } = frame.attempt;
  const missing = frame.missingSecret();
  if (missing) return err(missing);
  if (!step.operator) throw new Error(`${step.id} names no operator`);
  const operator = await shared.operators.get(step.operator, frame.stop);
  if (!operator.ok) return operator;
  const { capabilities } = operator.value.operator;
  const lacking = unmet(step, step.operator, capabilities);
  if (lacking !== undefined) return err({ cause: "config", message: lacking });
  const image = step.image ? await shared.images.resolve(step.image, frame) : ok(undefined);
  if (!image.ok) return image;
  const data = await stepData(shared.buckets, frame);
  if (!data.ok) return data;
  const source = { ...shared, files: shared.host.files };
  const inputs = withData(await stepInputs(source, step), data.value);
  const jobWith = (marker: string): StepJob => jobOf(shared, frame, marker);
  const unfit = escapingFault(inputs) ?? unfitJob(jobWith(""));
  if (unfit !== undefined) return err({ cause: "config", message: unfit });
  const request = jobRequest({ step, name: shared.pipeline.name, image: image.value, capabilities });
  const content = await contentDigest({ files: shared.host.files, root: shared.root, inputs });
  const digest = requestDigest({ attempt: frame.attempt, request, operator: step.operator, content });
  return ok({ operator: operator.value, inputs, request, digest, jobWith });
}

const jobOf = ({ carried, folder }: RemoteShared, frame: AttemptFrame, marker: string): StepJob =>
  stepJob({
    ...{ attempt: frame.attempt, secrets: frame.secrets(), carried, marker },
    userName: "stepops",
    portKey: join(folder.id, frame.attempt.step.id),
    // Where an operator runs jobs side by side, others' processes are within reach as well.
    ownsProcesses: false,
  });
