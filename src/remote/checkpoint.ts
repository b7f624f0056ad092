import { join } from "node:path";
import { jobPaths } from "../job/job.ts";
import { isIntact } from "../job/results.ts";
import type { Handle } from "../operator/operator.ts";
import type { Step } from "../pipeline/pipeline.ts";
import { replaceTree } from "../run/replace-tree.ts";
import { type CollectPlace, collectJob } from "./collect-job.ts";
import type { RunOperator } from "./run-operator.ts";

interface Place extends CollectPlace {
  /** The pipeline's folder. */
  readonly root: string;
}

const limitMs = 60_000;

/** `directory`: what was collected of a job. It is kept whatever became of the step: the next attempt goes on from it. */
export async function keepCheckpoint(
  { host, root }: Pick<Place, "host" | "root">,
  { checkpoint }: Pick<Step, "checkpoint">,
  directory: string,
): Promise<void> {
  if (checkpoint === undefined) return;
  await replaceTree(host.files, join(directory, jobPaths.work, checkpoint), join(root, checkpoint));
}

/** Of a job that was stopped, and that nobody collects otherwise; undefined where its step has none. */
export function checkpointSaver(
  place: Place,
  step: Pick<Step, "checkpoint">,
  operator: RunOperator,
): ((handle: Handle, signal: AbortSignal) => Promise<void>) | undefined {
  if (step.checkpoint === undefined) return undefined;
  const { host } = place;
  return async (handle, signal) => {
    const collected = await collectJob(place, operator, { handle, signal, limitMs });
    if (!collected.ok) return;
    const { directory } = collected.value;
    if (await isIntact(host.files, directory)) await keepCheckpoint(place, step, directory);
    await host.files.remove(directory);
  };
}
