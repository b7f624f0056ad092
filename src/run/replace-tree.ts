import { join } from "node:path";
import type { Files } from "../host/host.ts";
import { breathe } from "./breathe.ts";

/** Beside the folder, on its file system: what shall take its place, and what it was. */
const sidesOf = (to: string): readonly [fresh: string, old: string] => [
  `${to}.stepops-new`,
  `${to}.stepops-old`,
];

/** Puts what lies in one folder in the place of another, which is only emptied once the new content is there. */
export async function replaceTree(files: Files, from: string, to: string): Promise<void> {
  if ((await files.stat(from))?.kind !== "directory") return;
  const [fresh, old] = sidesOf(to);
  await takeBack(files, from);
  for (const path of [fresh, old]) await files.remove(path);
  await files.move(from, fresh);
  // One of the two is there at nearly every moment, whenever this is killed.
  if ((await files.stat(to)) !== undefined) await files.rename(to, old);
  await files.move(fresh, to);
  await files.remove(old);
}

/** In the container everybody might write there; here its owner may, and nobody else. */
async function takeBack(files: Files, path: string): Promise<void> {
  const { kind, mode = 0 } = (await files.stat(path)) ?? {};
  if (kind === "directory") await files.setMode(path, (mode & 0o755) | 0o700);
  else if (kind === "file" && (mode & 0o022) !== 0) await files.setMode(path, mode & 0o755);
  if (kind !== "directory") return;
  for (const name of (await files.list(path)) ?? []) {
    await breathe();
    await takeBack(files, join(path, name));
  }
}

/** Ends what a kill in the midst of `replaceTree` left: the new content wins, and without it the old one comes back. */
export async function settleTree(files: Files, to: string): Promise<void> {
  const [fresh, old] = sidesOf(to);
  const [hasFresh, hasOld] = [await files.stat(fresh), await files.stat(old)];
  if (hasFresh) {
    if (!hasOld && (await files.stat(to))) await files.rename(to, old);
    await files.remove(to);
    await files.move(fresh, to);
  } else if (hasOld && !(await files.stat(to))) await files.rename(old, to);
  await files.remove(old);
}
