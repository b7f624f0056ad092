import { join } from "node:path";
import { controlFiles } from "../job/start-script.ts";
import { digest, logNames } from "../pipeline/ids.ts";
import { writtenBy } from "../pipeline/written.ts";
import type { AttemptFrame } from "../run/attempt-frame.ts";
import { layoutOf } from "../stage/layout.ts";
import { openStage, type Stage, type Transfer } from "../stage/stage.ts";
import { type EndedContainer, runContainer } from "./container.ts";
import type { Prepared } from "./preparation.ts";
import { type ContainerRequest, type Limits, limitsOf } from "./request.ts";
import type { ContainerShared } from "./shared.ts";
import { seesFiles } from "./transfer.ts";

/** A container as it is to be made, with the folder that it works in. */
export interface Trial {
  readonly stage: Stage;
  readonly transfer: Transfer;
  readonly request: ContainerRequest;
}

/** One that ended. */
export interface Tried extends Trial {
  readonly ended: EndedContainer;
}

export interface TrialContext {
  readonly shared: ContainerShared;
  readonly frame: AttemptFrame;
  readonly prepared: Prepared;
  readonly gpus: Limits["gpus"];
  readonly onLines: (
    phase: "setup" | "command",
    stream: "stdout" | "stderr",
    lines: readonly string[],
  ) => void;
}

/** Mounts the step's folders, and where the engine turns out not to see them copies them, then and ever after. */
export async function tryContainer(context: TrialContext): Promise<Tried> {
  const { runEngine } = context.prepared;
  const first = await tryOnce(context);
  const mayBeBlind = !first.ended.results.started && first.transfer.inputs === "mount";
  if (!mayBeBlind || context.frame.stop.aborted || (await isSeen(context, first))) return first;
  runEngine.seesFiles = false;
  await discard(context, first);
  const message = `${runEngine.engine.name} does not see this machine's files, so they are copied`;
  context.frame.notice("notice", message);
  return tryOnce(context);
}

/** Removes the container, and the folder only once that is gone; what cannot be removed becomes a warning. */
export async function discard(
  context: Pick<TrialContext, "shared" | "prepared" | "frame">,
  { request, stage }: Pick<Trial, "request" | "stage">,
): Promise<void> {
  if (!(await discardContainer(context, { request }))) return;
  await stage.remove().catch((error: Error) => {
    context.frame.notice("warning", `the step's folder could not be removed: ${error.message}`);
  });
}

/** Pauses between tries: an engine may be away for a moment, and a run that is cancelled cannot wait for it. */
const pausesMs = [500, 1000, 2000, 4000, 8000];

/** False where nobody can say that it is gone. */
export async function discardContainer(
  { shared, prepared, frame }: Pick<TrialContext, "shared" | "prepared" | "frame">,
  { request }: Pick<Trial, "request">,
): Promise<boolean> {
  let trouble = await prepared.runEngine.remover.remove(request.name);
  for (const pauseMs of frame.isCancelled ? pausesMs.slice(0, 1) : pausesMs) {
    if (trouble === undefined) return true;
    await shared.host.clock.sleep(pauseMs);
    trouble = await prepared.runEngine.remover.remove(request.name);
  }
  if (trouble !== undefined) frame.notice("warning", trouble);
  return trouble === undefined;
}

async function isSeen({ prepared, frame }: TrialContext, { request, stage }: Trial): Promise<boolean> {
  const { engine, remover } = prepared.runEngine;
  const name = `${request.name}-probe`;
  const { image, labels } = request;
  const seen = await seesFiles({ engine, image, name, labels, job: stage.job, signal: frame.stop });
  await remover.remove(name);
  return seen;
}

async function tryOnce(context: TrialContext): Promise<Tried> {
  const { shared, frame, prepared, onLines } = context;
  const trial = await openTrial(context);
  const { setup, marker } = prepared.job;
  try {
    const ended = await runContainer({
      ...trial,
      host: shared.host,
      runEngine: prepared.runEngine,
      written: writtenBy(frame.attempt.step),
      masker: shared.masker,
      marker: setup && marker,
      stop: frame.stop,
      onLines,
    });
    return { ...trial, ended };
  } catch (error) {
    await discard(context, trial);
    throw error;
  }
}

export async function openTrial(context: Omit<TrialContext, "onLines">): Promise<Trial> {
  const { shared, frame, prepared, gpus } = context;
  const { runEngine, info, image, user, resources } = prepared;
  const { step } = frame.attempt;
  const transfer: Transfer = {
    inputs: runEngine.seesFiles ? "mount" : "copy",
    job: runEngine.seesFiles && user.isCaller ? "mount" : "copy",
  };
  const stage = await stageFor(context, transfer);
  const request: ContainerRequest = {
    name: containerName(context, transfer),
    labels: { ...shared.labels, "stepops.step": step.id },
    image: image.reference,
    ...(step.image?.kind === "build" &&
      step.image.platform !== undefined && { platform: step.image.platform }),
    ...(user.option !== undefined && { user: user.option }),
    network: step.network,
    limits: limitsOf(resources, info, gpus),
    mounts: stage.mounts,
    hasSelinux: info.hasSelinux,
  };
  return { stage, transfer, request };
}

function stageFor(
  { shared, frame, prepared }: Pick<TrialContext, "shared" | "frame" | "prepared">,
  transfer: Transfer,
): Promise<Stage> {
  const { step } = frame.attempt;
  const { inputs, job } = prepared;
  const { workingDirectory, checkpoint } = step;
  return openStage({
    inputs,
    transfer,
    files: shared.host.files,
    root: shared.root,
    directory: join(shared.folder.directory, "containers", nameOf(frame)),
    control: controlFiles(job),
    layout: layoutOf({ inputs, written: writtenBy(step), workingDirectory }),
    ...(checkpoint !== undefined && { checkpoint }),
  });
}

function nameOf({ attempt: { step, attempt } }: AttemptFrame): string {
  return `${logNames([step]).get(step.id) ?? step.id}.${attempt}`;
}

/**
 * Apart for every run, leg and attempt, however long the leg's id; a second try of one attempt must not meet the first on its
 * way out.
 */
function containerName(
  { shared, frame }: Pick<TrialContext, "shared" | "frame">,
  { inputs }: Transfer,
): string {
  const { step, attempt } = frame.attempt;
  const words = step.id.replaceAll(/[^A-Za-z0-9_.-]+/g, "-").slice(0, 80);
  const mark = words === step.id ? "" : `.${digest(step.id).slice(0, 8)}`;
  const tail = `${attempt}${inputs === "copy" ? "-copy" : ""}`;
  return `stepops-${shared.engines.label.slice(0, 8)}-${words}${mark}.${tail}`;
}
