import { dirname, join, relative } from "node:path";
import type { Files } from "../host/host.ts";
import { digest } from "../pipeline/ids.ts";

/** Files as the archive is to hold them: paths below `root`. */
export interface Staged {
  readonly root: string;
  readonly paths: readonly string[];
  /** Path in the archive → path of the file, where they differ. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/** What GitHub refuses in the path of a file, all of the artifact with it. A backslash would become a folder. */
const illegal = /[":<>|*?\r\n\\]/g;

/**
 * The files themselves; or, where GitHub would refuse a name, links to them in a folder of its own, under names that it
 * takes: one bad name must not cost the whole artifact.
 */
export async function stage(
  files: Files,
  {
    root,
    paths,
    folder,
  }: { readonly root: string; readonly paths: readonly string[]; readonly folder: string },
): Promise<Staged> {
  const inside = paths.map((path) => relative(root, path) + (path.endsWith("/") ? "/" : ""));
  const legal = legalPaths(inside);
  const renamed = inside.flatMap((path, at) => (legal[at] === path ? [] : [[legal[at], path]]));
  if (renamed.length === 0) return { root, paths };
  await files.remove(folder);
  for (const [at, path] of paths.entries()) {
    const place = join(folder, legal[at] ?? "");
    if (path.endsWith("/")) await files.makeDirectory(place);
    else await files.symlink((await files.realpath(path)) ?? path, place);
  }
  return {
    root: folder,
    paths: legal.map((path) => join(folder, path)),
    renamed: Object.fromEntries(renamed),
  };
}

/** Legal and distinct; what is legal already stays. */
function legalPaths(paths: readonly string[]): readonly string[] {
  const taken = new Set(paths);
  return paths.map((path) => {
    const legal = path.replace(illegal, "-");
    if (legal === path || !taken.has(legal)) {
      taken.add(legal);
      return legal;
    }
    const name = `${digest(path)}-${legal.slice(legal.lastIndexOf("/", legal.length - 2) + 1)}`;
    return join(dirname(legal), name);
  });
}
