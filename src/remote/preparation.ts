import { join } from "node:path";
import type { Job as StepJob } from "../job/job.ts";
import { stepJob, unfitJob } from "../job/step-job.ts";
import type { Resources } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { AttemptFrame } from "../run/attempt-frame.ts";
import { stepData } from "../run/bucket-data.ts";
import type { Failure } from "../run/event.ts";
import type { Attempt } from "../run/executor.ts";
import type { InputFiles } from "../run/input-files.ts";
import { withData } from "../stage/data-inputs.ts";
import { escapingFault, stepInputs } from "../stage/step-inputs.ts";
import { alternativesOf, choose } from "./choice.ts";
import { contentDigest } from "./content.ts";
import { able, type OperatorStep, offersOf, only, possible } from "./offers.ts";
import { type JobRequest, jobRequest, requestDigest } from "./request.ts";
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
  const missing = frame.missingSecret();
  if (missing) return err(missing);
  const on = frame.attempt.step.operator;
  if (!on) throw new Error(`${frame.attempt.step.id} names no operator`);
  const operator = await shared.operators.get(on, frame.stop);
  if (!operator.ok) return operator;
  const { capabilities } = operator.value.operator;
  const within = able({ ...frame.attempt.step, operator: on }, capabilities);
  if (!within.ok) return err({ cause: "config", message: within.error });
  const given = { ...frame.attempt.step, operator: on, resources: within.value };
  const image = given.image ? await shared.images.resolve(given.image, frame) : ok(undefined);
  if (!image.ok) return image;
  const data = await stepData(shared.buckets, frame);
  if (!data.ok) return data;
  const asked = await resourcesOf(shared, frame, {
    step: given,
    operator: operator.value,
    image: image.value,
  });
  if (!asked.ok) return asked;
  const step = only(given, asked.value);
  const attempt = { ...frame.attempt, step };
  const source = { ...shared, files: shared.host.files };
  const inputs = withData(await stepInputs(source, step), data.value);
  const jobWith = (marker: string): StepJob => jobOf(shared, frame, { attempt, marker });
  const unfit = escapingFault(inputs) ?? unfitJob(jobWith(""));
  if (unfit !== undefined) return err({ cause: "config", message: unfit });
  const request = jobRequest({ step, name: shared.pipeline.name, image: image.value, capabilities });
  const content = await contentDigest({ files: shared.host.files, root: shared.root, inputs });
  const digest = requestDigest({ attempt, request, operator: on, content });
  return ok({ operator: operator.value, inputs, request, digest, jobWith });
}

/** What this attempt asks for. Where there is a choice the operator is asked what it can never give, which is passed over. */
async function resourcesOf(
  { host, pipeline, causesOf }: RemoteShared,
  frame: AttemptFrame,
  asked: { readonly step: OperatorStep; readonly operator: RunOperator; readonly image: string | undefined },
): Promise<Result<Resources, Failure>> {
  const { step, operator, image } = asked;
  const alternatives = alternativesOf(step);
  const rest = { host, step, image, name: pipeline.name, signal: frame.stop };
  const offered =
    alternatives.length === 1
      ? ok(alternatives)
      : possible(await offersOf({ ...rest, operator: operator.operator }));
  if (!offered.ok) return err({ cause: "config", message: `the job cannot run there: ${offered.error}` });
  const { resources, why } = choose(offered.value, causesOf(step.id));
  if (why !== undefined) frame.notice("notice", why);
  return ok(resources);
}

const jobOf = (
  { carried, folder }: RemoteShared,
  frame: AttemptFrame,
  { attempt, marker }: { readonly attempt: Attempt; readonly marker: string },
): StepJob =>
  stepJob({
    ...{ attempt, secrets: frame.secrets(), carried, marker },
    userName: "stepops",
    portKey: join(folder.id, attempt.step.id),
    // Where an operator runs jobs side by side, others' processes are within reach as well.
    ownsProcesses: false,
    spansNodes: true,
  });
