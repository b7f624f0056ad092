import { join } from "node:path";
import type { Machine } from "../host/machine.ts";
import type { ReadyImage } from "../image/ready-image.ts";
import type { Job } from "../job/job.ts";
import { stepJob, unfitJob } from "../job/step-job.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { isOnThisMachine } from "../pipeline/machine.ts";
import type { Resources, Step } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { AttemptFrame } from "../run/attempt-frame.ts";
import { stepData } from "../run/bucket-data.ts";
import type { Failure } from "../run/event.ts";
import type { Attempt } from "../run/executor.ts";
import type { InputFiles } from "../run/input-files.ts";
import { withData } from "../stage/data-inputs.ts";
import { escapingFault, stepInputs } from "../stage/step-inputs.ts";
import type { EngineInfo } from "./engine.ts";
import { fittingResources } from "./resources.ts";
import type { RunEngine } from "./run-engines.ts";
import type { ContainerShared } from "./shared.ts";
import { type ContainerUser, containerUser } from "./user.ts";

/** What is settled before a container is made, and the same where it has to be made twice. */
export interface Prepared {
  readonly runEngine: RunEngine;
  readonly info: EngineInfo;
  readonly image: ReadyImage;
  readonly user: ContainerUser;
  readonly resources: Resources;
  readonly inputs: InputFiles;
  readonly job: Job;
}

/** Finds the engine, gets the image there, and lists what the step is given; touches nothing of the checkout. */
export async function prepare(
  shared: ContainerShared,
  frame: AttemptFrame,
): Promise<Result<Prepared, Failure>> {
  const { step } = frame.attempt;
  const missing = frame.missingSecret();
  if (missing) return err(missing);
  const runEngine = await shared.engines.get(step.operator);
  const info = await runEngine.engine.info();
  if (!info.ok) return err({ cause: "infrastructure", message: `${info.error.message}: ${info.error.hint}` });
  const image = await readyImage(shared, frame, runEngine);
  if (!image.ok) return image;
  const data = await stepData(shared.buckets, frame);
  if (!data.ok) return data;
  const source = { ...shared, files: shared.host.files };
  const inputs = withData(await stepInputs(source, step), data.value);
  const user = containerUser(step.user, shared.machine.user, info.value);
  const resources = resourcesOn(info.value, step, shared.machine);
  const job = jobOf(
    shared,
    { ...frame.attempt, step: { ...step, resources: [resources] } },
    frame.secrets(),
    user,
  );
  const unfit = escapingFault(inputs) ?? unfitJob(job);
  if (unfit !== undefined) return err({ cause: "config", message: unfit });
  return ok({ runEngine, info: info.value, image: image.value, user, resources, inputs, job });
}

function readyImage(
  { images, masker }: ContainerShared,
  frame: AttemptFrame,
  { engine }: RunEngine,
): Promise<Result<ReadyImage, Failure>> {
  const { image, operator } = frame.attempt.step;
  return frame.whilePending("image", async (signal) => {
    if (!image) return err({ cause: "config", message: "the step names no image" });
    const ready = await images.ready({
      image,
      engine,
      copies: operator?.settings.copy_images === true,
      publishes: operator !== undefined,
      onLines: (stream, lines) =>
        frame.output(
          "image",
          stream,
          lines.map((line) => masker.mask(line)),
        ),
      onNotice: (message) => frame.notice("notice", message),
      signal,
    });
    return ready.ok ? ready : err({ cause: "image", phase: "image", ...ready.error });
  });
}

function resourcesOn(info: EngineInfo, step: Step, machine: Machine): Resources {
  // How many accelerators an engine elsewhere has it does not tell.
  const accelerators = isOnThisMachine(step) ? machine.accelerators : Number.POSITIVE_INFINITY;
  const size = { cpus: info.cpus, memoryGb: info.memoryBytes / 1e9, accelerators };
  return fittingResources(step.resources, size);
}

function jobOf(
  { host, carried, folder, userName }: ContainerShared,
  attempt: Attempt,
  secrets: Mapping<string>,
  { option, isCaller }: ContainerUser,
): Job {
  return stepJob({
    ...{ attempt, secrets, carried },
    userName: option === undefined ? undefined : isCaller ? userName : "stepops",
    marker: `stepops-${host.random.hex(32)}`,
    portKey: join(folder.directory, attempt.step.id),
    ownsProcesses: true,
  });
}
