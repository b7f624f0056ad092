import { isAbsolute, join, normalize, relative } from "node:path";
import type { Files } from "./host/host.ts";
import { type Sources, settingsPaths } from "./load.ts";
import { readSettingsFile, type SettingsFile, type SettingsFiles } from "./operator/custom/settings-file.ts";
import { err, type Result } from "./pipeline/result.ts";

/** Much more than a schema that people write. */
const largest = 1024 * 1024;

/** Reads what `settings_schema` of operators names; undefined where none does. `root`: the pipeline's folder. */
export async function readSettingsFiles(
  sources: Sources,
  root: string,
  files: Files,
): Promise<SettingsFiles | undefined> {
  const paths = settingsPaths(sources);
  if (paths.length === 0) return undefined;
  const read = paths.map(async (path) => [path, await readOne(path, root, files)] as const);
  return new Map(await Promise.all(read));
}

async function readOne(path: string, root: string, files: Files): Promise<Result<SettingsFile, string>> {
  if (path.includes("\0") || isOutside(path)) return err("is not below the pipeline's folder");
  const real = await files.realpath(join(root, path));
  if (real === undefined) return err("cannot be read: there is no such file");
  if (isOutside(relative(root, real))) return err("leads out of the pipeline's folder");
  const stat = await files.stat(real);
  if (stat?.kind !== "file") return err("cannot be read: it is no regular file");
  if (stat.size > largest) return err(`has more than ${largest} bytes`);
  const text = await files.read(real);
  return text === undefined ? err("cannot be read: there is no such file") : readSettingsFile(text);
}

const isOutside = (path: string): boolean => isAbsolute(path) || normalize(path).split(/[\\/]/)[0] === "..";
