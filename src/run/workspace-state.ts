import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { type Diagnostic, diagnostic } from "../pipeline/diagnostic.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Location } from "../pipeline/source.ts";

/** The file as a whole: `.stepops` has no line in it. */
const topOf = ({ file }: Pipeline): Location => ({ file, range: { start: 0, end: 0 } });

/** `.stepops` has to be a folder of its own: through a link, runs would be written somewhere else. */
export async function checkStateDirectory(input: {
  readonly pipeline: Pipeline;
  readonly checkout: string;
  readonly host: Pick<Host, "files">;
}): Promise<readonly Diagnostic[]> {
  const stat = await input.host.files.stat(join(input.checkout, ".stepops"));
  if (!stat || stat.kind === "directory") return [];
  const message = `.stepops is a ${stat.kind === "other" ? "special file" : stat.kind}, where stepops keeps its runs`;
  return [diagnostic("state-directory", { message, location: topOf(input.pipeline), hint: "Remove it" })];
}

export function trackedState(pipeline: Pipeline, tracked: readonly string[]): readonly Diagnostic[] {
  const files = tracked.filter((path) => path === ".stepops" || path.startsWith(".stepops/"));
  if (files.length === 0) return [];
  const message = `Git tracks ${listed(files)}, where stepops keeps its runs`;
  const hint = "Run git rm -r --cached .stepops and commit";
  return [diagnostic("state-directory", { message, location: topOf(pipeline), hint })];
}

/** `fromCheckout` turns an output's path into the one that git uses. */
export function trackedOutputs(
  pipeline: Pipeline,
  tracked: readonly string[],
  fromCheckout: (path: string) => string,
): readonly Diagnostic[] {
  const below = groupByFolder(tracked);
  return pipeline.steps.flatMap(({ outputs }) =>
    outputs.flatMap(({ path, isDirectory, location }) => {
      const files = below.get(fromCheckout(path));
      if (!files) return [];
      const message = `Git tracks ${listed(files)} in the place of the output "${path}${isDirectory ? "/" : ""}"`;
      const hint = `Run git rm -r --cached ${quoted(path)} and add it to .gitignore, or choose another path`;
      return [diagnostic("output-tracked", { message, location, hint })];
    }),
  );
}

/** Each tracked file under its own path and that of every folder above it. */
function groupByFolder(tracked: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const file of tracked) {
    for (let end = file.length; end > 0; end = file.lastIndexOf("/", end - 1)) {
      const folder = file.slice(0, end);
      const files = groups.get(folder);
      if (files) files.push(file);
      else groups.set(folder, [file]);
    }
  }
  return groups;
}

/** A few names and how many more. */
function listed(files: readonly string[]): string {
  const shown = files.slice(0, 3).join(", ");
  return files.length > 3 ? `${shown} and ${files.length - 3} more` : shown;
}

const quoted = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) && !path.startsWith("-") ? path : `'${path.replaceAll("'", "'\\''")}'`;
