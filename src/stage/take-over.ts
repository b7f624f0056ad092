import { dirname, join } from "node:path";
import type { Files, Host } from "../host/host.ts";
import { jobPaths } from "../job/job.ts";
import { optional } from "../pipeline/own.ts";
import type { Step } from "../pipeline/pipeline.ts";
import { err, type Result } from "../pipeline/result.ts";
import type { Failure, Published } from "../run/event.ts";
import type { InputFiles } from "../run/input-files.ts";
import type { Outputs } from "../run/outputs.ts";
import { lostLinks, placeLinkTargets } from "./lost-links.ts";
import { relinkOutputs } from "./relink.ts";

/** Gives the outputs that a step left in its job's folder their place in the pipeline's, all or none. */
export async function takeOver(input: {
  readonly shared: { readonly host: Pick<Host, "files">; readonly outputs: Outputs; readonly root: string };
  readonly step: Step;
  /** The job's folder, absolute. */
  readonly job: string;
  /** As the step saw it, absolute. */
  readonly seenAs: string;
  readonly inputs: InputFiles;
  /** When the step started, in milliseconds since 1970. */
  readonly since: number;
}): Promise<Result<readonly Published[], Failure>> {
  const { shared, step, job, seenAs, inputs, since } = input;
  const { host, outputs, root } = shared;
  const { files } = host;
  const work = join(job, jobPaths.work);
  const paths = step.outputs.map(({ path }) => path);
  const astray = await leadingAstray(files, work, paths);
  if (astray !== undefined) return err({ cause: "config", phase: "outputs", message: astray });
  await relinkOutputs({ files, work, seenAs }, paths);
  const place = { files, job, seenAs, paths, inputs, ...optional("checkpoint", step.checkpoint) };
  const lost = await lostLinks(place);
  if (lost.length > 0) return err({ cause: "config", phase: "outputs", message: lost.join("; ") });
  await placeLinkTargets({ ...place, root });
  for (const path of paths) await openFolder(files, join(work, path));
  return outputs.adopt(step, work, since);
}

/** Nothing is looked at behind a link that the step put in the place of a folder: it may lead anywhere on this machine. */
async function leadingAstray(
  files: Files,
  work: string,
  paths: readonly string[],
): Promise<string | undefined> {
  const top = await files.realpath(work);
  for (const path of paths) {
    const folder = dirname(path);
    const real = await files.realpath(join(work, folder));
    if (real !== undefined && top !== undefined && real !== join(top, folder))
      return `output ${path} lies behind a link in ${folder}, which the step put in the place of a folder`;
  }
  return undefined;
}

/** Opens the owner's way into a folder that a step closed (Go's module cache is all read-only), so that it can be moved. */
async function openFolder(files: Files, path: string): Promise<void> {
  const stat = await files.stat(path);
  if (stat?.kind === "directory" && (stat.mode & 0o700) !== 0o700)
    await files.makeDirectory(path, (stat.mode & 0o777) | 0o700);
}
