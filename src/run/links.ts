import { dirname, join, relative, sep } from "node:path";
import type { Files } from "../host/host.ts";

/** Where the existing part of a path leads, every link followed. */
export type Destination =
  | { readonly kind: "inside" }
  | { readonly kind: "outside"; readonly target: string }
  /** A link whose target is missing (or that leads to itself): writing through it would create who knows what. */
  | { readonly kind: "nowhere"; readonly link: string };

export type FollowLinks = (path: string) => Promise<Destination>;

/** Follows paths relative to `root` and remembers folders, since thousands of outputs share few of them. */
export function linkFollower(files: Files, root: string): FollowLinks {
  const known = new Map<string, Promise<Destination>>();
  const top = files.realpath(root).then((path) => path ?? root);
  const follow = (path: string): Promise<Destination> => {
    const found = known.get(path) ?? look(path);
    known.set(path, found);
    return found;
  };
  const look = async (path: string): Promise<Destination> => {
    const target = await realpath(files, join(root, path));
    if (target !== undefined)
      return isWithin(await top, target) ? { kind: "inside" } : { kind: "outside", target };
    if ((await files.stat(join(root, path)))?.kind === "link") return { kind: "nowhere", link: path };
    return path === "." ? { kind: "inside" } : follow(dirname(path));
  };
  return follow;
}

/** Undefined also for a link that leads to itself, and for what may not be looked at. */
export const realpath = (files: Files, path: string): Promise<string | undefined> =>
  files.realpath(path).catch(() => undefined);

export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !/^([A-Za-z]:)?[\\/]/.test(way);
}
