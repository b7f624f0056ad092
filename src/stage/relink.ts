import { dirname, join, posix } from "node:path";
import type { Files } from "../host/host.ts";
import { jobPaths } from "../job/job.ts";
import { walk } from "../run/walk.ts";

interface Place {
  readonly files: Files;
  /** The step's folder on this machine. */
  readonly work: string;
  /** The job's folder as the step saw it, absolute. */
  readonly seenAs: string;
}

/**
 * Links in outputs that name the step's folder by the path that it had where the step ran become relative ones: they lead to the
 * same wherever the outputs lie.
 */
export async function relinkOutputs(place: Place, paths: readonly string[]): Promise<void> {
  const { files, work } = place;
  for (const path of paths) {
    for (const { path: inner, stat } of await walk(files, join(work, path))) {
      if (stat.kind === "link") await relink(place, posix.join(path, inner));
    }
  }
}

async function relink({ files, work, seenAs }: Place, path: string): Promise<void> {
  const workRoot = `${seenAs}/${jobPaths.work}/`;
  const target = await files.readlink(join(work, path));
  if (target === undefined || !`${target}/`.startsWith(workRoot)) return;
  await files.remove(join(work, path));
  const way = posix.relative(dirname(path), target.slice(workRoot.length));
  await files.symlink(way || ".", join(work, path));
}
