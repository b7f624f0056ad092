import { join } from "node:path";
import { controlFiles } from "../job/start-script.ts";
import { logNames } from "../pipeline/ids.ts";
import { optional } from "../pipeline/own.ts";
import { writtenBy } from "../pipeline/written.ts";
import type { AttemptFrame } from "../run/attempt-frame.ts";
import { layoutOf } from "../stage/layout.ts";
import { openStage, type Stage } from "../stage/stage.ts";
import type { Prepared } from "./preparation.ts";
import type { RemoteShared } from "./shared.ts";

/** Below a run's folder; each holds secrets as long as it is there. */
export const stagesFolder = "jobs";

/** The job's folder as the operator is given it: files of its own, so that whoever works in it changes no input. */
export function stageJob(
  shared: RemoteShared,
  frame: AttemptFrame,
  { prepared, marker }: { readonly prepared: Prepared; readonly marker: string },
): Promise<Stage> {
  const { step } = frame.attempt;
  const { inputs, jobWith } = prepared;
  const { workingDirectory, checkpoint } = step;
  return openStage({
    inputs,
    transfer: { inputs: "copy", job: "copy", isOwn: true },
    files: shared.host.files,
    root: shared.root,
    directory: join(shared.folder.directory, stagesFolder, nameOf(frame)),
    control: controlFiles(jobWith(marker)),
    layout: layoutOf({ inputs, written: writtenBy(step), workingDirectory }),
    ...optional("checkpoint", checkpoint),
  });
}

const nameOf = ({ attempt: { step, attempt } }: AttemptFrame): string =>
  `${logNames([step]).get(step.id) ?? step.id}.${attempt}`;
