import { dirname, join, posix } from "node:path";
import type { Files } from "../host/host.ts";
import { jobPaths } from "../job/job.ts";
import type { InputFiles } from "../run/input-files.ts";
import { walk } from "../run/walk.ts";
import { sourceOf } from "./data-inputs.ts";

interface Place {
  readonly files: Files;
  /** The job's folder, absolute. */
  readonly job: string;
  /** As the step saw it, absolute. */
  readonly seenAs: string;
  /** Of outputs, relative to the pipeline's folder. */
  readonly paths: readonly string[];
  readonly inputs: InputFiles;
}

/**
 * Sentences about links in outputs to what is there only as long as the step's own folder: taken over, they would lead nowhere.
 * `checkpoint`: stays, too.
 */
export async function lostLinks(place: Place & { readonly checkpoint?: string }): Promise<readonly string[]> {
  const { files, job, seenAs, paths, inputs, checkpoint } = place;
  const stays = (path: string): boolean =>
    inputs.files.includes(path) ||
    inputs.folders.has(path) ||
    [...paths, checkpoint].some((each) => isBelow(each, path));
  const faults: string[] = [];
  for (const link of await linksIn(place)) {
    const target = await insideJob(place, link);
    if (target === undefined) continue;
    const path = posix.relative(jobPaths.work, target);
    if (stays(path) || (await files.stat(join(job, target))) === undefined) continue;
    const shown = path.startsWith("../") ? `${seenAs}/${target}` : path;
    faults.push(
      `output ${link} is a link to ${shown}, which is no output and goes with the step's folder: write the file itself there`,
    );
  }
  return faults;
}

/**
 * An output may be a link to an input or into the checkpoint, which are not in the step's folder once nothing is mounted there any
 * more: what looks at the outputs finds the file itself there. `root`: the pipeline's folder.
 */
export async function placeLinkTargets(
  place: Place & { readonly root: string; readonly checkpoint?: string },
): Promise<void> {
  const { files, job, root, paths, inputs } = place;
  const top = (await files.realpath(root)) ?? root;
  const work = (await files.realpath(join(job, jobPaths.work))) ?? join(job, jobPaths.work);
  for (const output of paths) {
    const target = await insideJob(place, output);
    if (target === undefined) continue;
    const path = posix.relative(jobPaths.work, target);
    // The step may have put a link to anywhere in the place of a parent.
    if ((await files.realpath(join(work, dirname(path)))) !== join(work, dirname(path))) continue;
    const isKept =
      isBelow(place.checkpoint, path) && (await files.realpath(join(top, path))) === join(top, path);
    const source = sourceOf(inputs, root, path);
    const kind = (await files.stat(source))?.kind;
    if (inputs.folders.has(path) || (isKept && kind === "directory"))
      await files.makeDirectory(join(work, path));
    else if (inputs.files.includes(path) || (isKept && kind === "file"))
      await placeFile(files, source, join(work, path));
  }
}

const isBelow = (folder: string | undefined, path: string): boolean =>
  folder !== undefined && (path === folder || path.startsWith(`${folder}/`));

async function placeFile(files: Files, from: string, to: string): Promise<void> {
  const source = await files.realpath(from);
  if (source === undefined) return;
  await files.remove(to);
  await files.link(source, to);
}

async function linksIn({ files, job, paths }: Place): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const entries = await walk(files, join(job, jobPaths.work, path));
    found.push(
      ...entries.filter(({ stat }) => stat.kind === "link").map((entry) => posix.join(path, entry.path)),
    );
  }
  return found;
}

/** Where a link leads, relative to the job's folder; undefined for what is no link, and for one that leaves that folder. */
async function insideJob({ files, job, seenAs }: Place, path: string): Promise<string | undefined> {
  const target = await files.readlink(join(job, jobPaths.work, path));
  if (target === undefined) return undefined;
  const meant = posix.resolve(posix.join(seenAs, jobPaths.work, dirname(path)), target);
  return meant.startsWith(`${seenAs}/`) ? meant.slice(seenAs.length + 1) : undefined;
}
