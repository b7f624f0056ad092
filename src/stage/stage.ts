import { dirname, join, posix, relative, resolve, sep } from "node:path";
import type { Files } from "../host/host.ts";
import { jobPaths } from "../job/job.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { breathe } from "../run/breathe.ts";
import type { InputFiles } from "../run/input-files.ts";
import { isWithin } from "../run/links.ts";
import { sourceOf } from "./data-inputs.ts";
import type { Layout, Part } from "./layout.ts";
import { jobRoot, type Mount } from "./mount.ts";

/** A job's folder on this machine: what the container sees as /stepops, and what is mounted into it. */
export interface Stage {
  /** Absolute. */
  readonly job: string;
  readonly mounts: readonly Mount[];
  remove(): Promise<void>;
}

/** What is copied into the container before it starts, where the engine does not see our files or its user is not ours. */
export interface Transfer {
  readonly inputs: "mount" | "copy";
  /** The job's folder with what the step writes. Mounted only together with the inputs. */
  readonly job: "mount" | "copy";
  /** Whether what is copied must share nothing with the inputs themselves: whoever gets the folder may write to it. */
  readonly isOwn?: boolean;
}

export interface StageRequest {
  readonly files: Files;
  /** The pipeline's folder. */
  readonly root: string;
  /** Made for this stage alone. */
  readonly directory: string;
  readonly control: Mapping<string>;
  readonly layout: Layout;
  readonly inputs: InputFiles;
  readonly checkpoint?: string;
  readonly transfer: Transfer;
}

export async function openStage(request: StageRequest): Promise<Stage> {
  const { files, directory } = request;
  try {
    return await fillStage(request);
  } catch (error) {
    // A full disk, say: what is there of it holds secrets.
    await files.remove(directory).catch(() => {});
    throw error;
  }
}

async function fillStage(request: StageRequest): Promise<Stage> {
  const { files, directory, control, transfer } = request;
  // What a run that was killed left there must not be taken for this one's.
  if ((await files.stat(directory)) !== undefined) await files.remove(directory);
  // Secrets lie below it, and folders that anybody may write to.
  await files.makeDirectory(directory, 0o700);
  const job = join(directory, "job");
  // What is copied belongs there to who knows whom, so everybody may write; here the folder around it keeps all others out.
  const isShared = transfer.job === "copy" && transfer.isOwn !== true;
  const mode = isShared ? 0o777 : 0o755;
  const controlMode = (path: string): number =>
    isShared ? 0o666 : transfer.isOwn && path !== jobPaths.secrets ? 0o644 : 0o600;
  for (const path of [".", jobPaths.control, jobPaths.work, jobPaths.home, jobPaths.results])
    await files.makeDirectory(join(job, path), mode);
  for (const [path, text] of Object.entries(control))
    await files.write(join(job, path), text, controlMode(path));
  const place = { ...request, job, mode };
  const mounts = transfer.inputs === "mount" ? await layOut(place) : await copyInputs(place);
  const whole: Mount = { source: job, target: jobRoot, isReadOnly: false };
  return {
    job,
    mounts: [...(transfer.job === "mount" ? [whole] : []), ...mounts, ...(await placeCheckpoint(place))],
    remove: () => files.remove(directory),
  };
}

interface Place extends StageRequest {
  readonly job: string;
  /** Of folders that the step writes to. */
  readonly mode: number;
}

const workOf = (job: string, path: string): string => join(job, jobPaths.work, path);
const mountedAt = (path: string): string => posix.join(jobRoot, jobPaths.work, path);

async function layOut(place: Place): Promise<readonly Mount[]> {
  const { files, root, job, layout, directory, mode, transfer } = place;
  for (const path of layout.directories) await files.makeDirectory(workOf(job, path), mode);
  const mounts: Mount[] = [];
  const mount = (source: string, path: string) =>
    mounts.push({ source, target: mountedAt(path), isReadOnly: true });
  // Docker makes what is mounted on, as root: in our folder it is ours, so that it can be removed.
  const makePoint = transfer.job === "mount" ? (path: string) => files.makeDirectory(path) : async () => {};
  for (const part of layout.parts) {
    await layOutPart(place, part);
    await makePoint(workOf(job, part.path));
    mount(join(directory, "parts", part.path), part.path);
  }
  const inner = new Set(layout.parts.flatMap((part) => part.inner));
  for (const path of layout.folders) {
    if (!inner.has(path)) await makePoint(workOf(job, path));
    const source = sourceOf(place.inputs, root, path);
    mount((await files.realpath(source)) ?? source, path);
  }
  for (const path of layout.files) {
    const source = await fileToMount(place, path);
    if (source !== undefined) mount(source, path);
  }
  return mounts;
}

async function layOutPart(place: Place, { files: paths, inner }: Part): Promise<void> {
  const at = (path: string): string => join(place.directory, "parts", path);
  for (const path of paths) await give(place, path, at(path));
  for (const path of inner) await place.files.makeDirectory(at(path));
}

/** It outlives the attempt: mounted as it is, or copied in now and out again at the end. */
async function placeCheckpoint({
  files,
  root,
  job,
  checkpoint,
  transfer,
  mode,
}: Place): Promise<readonly Mount[]> {
  if (checkpoint === undefined) return [];
  const [source, target] = [join(root, checkpoint), workOf(job, checkpoint)];
  if (transfer.job === "copy") {
    await copyTree({ files, from: source, to: target, mode });
    return [];
  }
  await files.makeDirectory(target);
  return [{ source, target: mountedAt(checkpoint), isReadOnly: false }];
}

/** A link is made anew where it stands; what is mounted is a file with the same name. */
async function fileToMount(place: Place, path: string): Promise<string | undefined> {
  const { files, root, job, inputs, transfer } = place;
  const link = await linkTarget(place, path);
  if (link !== undefined) {
    await files.symlink(link, workOf(job, path));
    return undefined;
  }
  const source = await files.realpath(sourceOf(inputs, root, path));
  if (source !== undefined && transfer.job === "mount") await files.write(workOf(job, path), "");
  return source;
}

async function copyInputs(place: Place): Promise<readonly Mount[]> {
  const { files, job, layout, mode } = place;
  for (const path of layout.copied.directories) await files.makeDirectory(workOf(job, path), mode);
  for (const path of layout.copied.files) await give(place, path, workOf(job, path));
  return [];
}

async function copyTree(tree: {
  readonly files: Files;
  readonly from: string;
  readonly to: string;
  readonly mode: number;
}): Promise<void> {
  const { files, from, to, mode } = tree;
  await files.makeDirectory(to, mode);
  for (const name of (await files.list(from)) ?? []) {
    await breathe();
    const [source, target] = [join(from, name), join(to, name)];
    const stat = await files.stat(source);
    if (stat?.kind === "directory") await copyTree({ files, from: source, to: target, mode });
    else if (stat?.kind === "link") await files.symlink((await files.readlink(source)) ?? "", target);
    // Files of its own: the step may write to them, whoever it is.
    else if (stat?.kind === "file") await files.copy(source, target, (stat.mode & 0o777) | 0o666);
  }
}

/** One input under its name at `to`. */
async function give(place: Place, path: string, to: string): Promise<void> {
  await breathe();
  const { files, root, inputs, transfer } = place;
  const link = await linkTarget(place, path);
  if (link !== undefined) return files.symlink(link, to);
  const source = await files.realpath(sourceOf(inputs, root, path));
  const stat = source === undefined ? undefined : await files.stat(source);
  if (source === undefined || stat?.kind !== "file") return;
  // What is copied belongs there to who knows whom, so that only what everybody may read can be read.
  const isReadable = transfer.inputs === "mount" || (stat.mode & 0o444) === 0o444;
  await (isReadable && !transfer.isOwn
    ? files.link(source, to)
    : files.copy(source, to, readableMode(stat.mode)));
}

/** Who may run it may run it there, too. */
const readableMode = (mode: number): number => (mode & 0o777) | 0o444 | ((mode & 0o100) === 0 ? 0 : 0o111);

/** Where a link leads, as seen from its own folder; undefined for what is no link, and for one that an input names. */
async function linkTarget({ files, root, inputs }: Place, path: string): Promise<string | undefined> {
  if (inputs.followed.has(path)) return undefined;
  const target = await files.readlink(sourceOf(inputs, root, path));
  if (target === undefined) return undefined;
  const folder = dirname(path);
  // The folder may itself be a link, which is a folder in the container.
  const [top = root, from = join(root, folder)] = [
    await files.realpath(root),
    await files.realpath(join(root, folder)),
  ];
  const meant = resolve(from, target);
  const inRoot = relative(isWithin(top, meant) ? top : root, meant);
  return posix.relative(folder, inRoot.split(sep).join("/")) || ".";
}
