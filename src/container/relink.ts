import { dirname, join, posix } from "node:path";
import type { Files } from "../host/host.ts";
import { jobPaths } from "../job/job.ts";
import { walk } from "../run/walk.ts";
import { jobRoot } from "./request.ts";

const workRoot = `${jobRoot}/${jobPaths.work}/`;

/**
 * Links in outputs that name the step's folder by the path that it has in the container become relative ones: they lead to the
 * same wherever the outputs lie. `work`: that folder on this machine.
 */
export async function relinkOutputs(files: Files, work: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    for (const { path: inner, stat } of await walk(files, join(work, path))) {
      if (stat.kind === "link") await relink(files, work, posix.join(path, inner));
    }
  }
}

async function relink(files: Files, work: string, path: string): Promise<void> {
  const target = await files.readlink(join(work, path));
  if (target === undefined || !`${target}/`.startsWith(workRoot)) return;
  await files.remove(join(work, path));
  const way = posix.relative(dirname(path), target.slice(workRoot.length));
  await files.symlink(way || ".", join(work, path));
}
