import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, posix } from "node:path";
import { jobPaths } from "../../src/job/job.ts";
import { jobRoot, type Mount } from "../../src/stage/mount.ts";

/** What lies at a path: a file's content, where a link leads as it stands there, or a folder. */
export type Entry =
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "folder"; readonly isReadOnly: boolean };

/** By path relative to the step's folder, `.` included. */
export type View = ReadonlyMap<string, Entry>;

/** What a container sees of the step's folder: the job's folder on this machine, with the mounts laid over it. */
export function viewOf(stage: { readonly job: string; readonly mounts: readonly Mount[] }): View {
  const workRoot = `${jobRoot}/${jobPaths.work}`;
  const view = new Map<string, Entry>();
  lay(view, ".", join(stage.job, jobPaths.work), false);
  const mounts = stage.mounts.filter(({ target }) => target !== jobRoot);
  // The engine mounts what lies above before what lies below.
  for (const { source, target, isReadOnly } of mounts.toSorted((a, b) => depth(a.target) - depth(b.target))) {
    const path = posix.relative(workRoot, target);
    mountOn(view, path, source);
    lay(view, path, source, isReadOnly);
  }
  return view;
}

const depth = (path: string): number => path.split("/").length;

/** The engine would make what is mounted on where it is missing, in our folder as root, and cannot in one that is read-only. */
function mountOn(view: Map<string, Entry>, path: string, source: string): void {
  const wanted = lstatSync(source).isDirectory() ? "folder" : "file";
  const found = view.get(path)?.kind;
  if (found !== wanted)
    throw new Error(`${wanted} ${source} would be mounted on ${found ?? "nothing"} at ${path}`);
  for (const each of [...view.keys()]) if (each === path || each.startsWith(`${path}/`)) view.delete(each);
}

function lay(view: Map<string, Entry>, path: string, source: string, isReadOnly: boolean): void {
  const stats = lstatSync(source);
  if (stats.isSymbolicLink()) view.set(path, { kind: "link", target: readlinkSync(source) });
  else if (!stats.isDirectory()) view.set(path, { kind: "file", text: readFileSync(source, "utf8") });
  else {
    view.set(path, { kind: "folder", isReadOnly });
    for (const name of readdirSync(source)) lay(view, posix.join(path, name), join(source, name), isReadOnly);
  }
}

/** The content that a program finds at a path, links followed; undefined where there is none, or no file. */
export function readIn(view: View, path: string): string | undefined {
  let left: readonly string[] = path.split("/");
  let at = ".";
  for (let patience = 50; patience > 0; patience--) {
    const [name, ...rest] = left;
    if (name === undefined) break;
    const next = name === ".." ? posix.dirname(at) : posix.join(at, name);
    const entry = view.get(next);
    left = rest;
    if (entry === undefined || (name === ".." && at === ".")) return undefined;
    if (entry.kind !== "link") at = next;
    else if (posix.isAbsolute(entry.target)) return undefined;
    else left = [...entry.target.split("/"), ...rest];
  }
  const entry = view.get(at);
  return entry?.kind === "file" && left.length === 0 ? entry.text : undefined;
}
