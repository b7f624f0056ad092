import { join } from "node:path";
import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { type Engine, type EnginePlace, openEngine, placeOptions } from "./engine.ts";
import { removeAll } from "./remover.ts";
import { enginesFile, readEngines, runLabel } from "./run-engines.ts";

export interface Swept {
  readonly count: number;
  /** Sentences about what might still be there. */
  readonly warnings: readonly string[];
}

/** Removes every container that a run made and that is still there, however that run ended, and the folders they worked in. */
export async function sweepRun(
  host: Host,
  { directory, env }: { readonly directory: string; readonly env: Mapping<string> },
): Promise<Swept> {
  const noted = await readEngines(host, directory);
  if (!noted) return { count: 0, warnings: [] };
  const swept = await Promise.all(
    noted.places.map((place) => sweepEngine(engineAt(host, place, env), `${runLabel}=${noted.label}`)),
  );
  const warnings = swept.flatMap((each) => each.warnings);
  // A container that may still run writes there.
  const kept = warnings.length === 0 ? await removeStages(host, directory) : [];
  return { count: swept.reduce((sum, { count }) => sum + count, 0), warnings: [...warnings, ...kept] };
}

/** A program that became root in its container leaves what only root may remove; the run went well all the same. */
async function removeStages({ files }: Host, directory: string): Promise<readonly string[]> {
  const stages = join(directory, "containers");
  const kept: string[] = [];
  for (const name of (await files.list(stages)) ?? []) {
    if (name === enginesFile) continue;
    await files.remove(join(stages, name)).catch((error: Error) => {
      kept.push(`the folder of a step could not be removed: ${error.message}`);
    });
  }
  return kept;
}

const engineAt = (host: Host, place: EnginePlace, env: Mapping<string>): Engine =>
  openEngine({ host, place, env, cwd: "/" });

async function sweepEngine(engine: Engine, label: string): Promise<Swept> {
  const listed = await engine.call(["ps", "--all", "--quiet", "--no-trunc", "--filter", `label=${label}`]);
  if (listed.code !== 0) return { count: 0, warnings: [unknown(engine, label, listed.stderr)] };
  const ids = listed.stdout.split("\n").filter((id) => id !== "");
  const complaint = await removeAll(engine, ids);
  return { count: ids.length, warnings: complaint === "" ? [] : [unknown(engine, label, complaint)] };
}

function unknown({ name, place }: Engine, label: string, why: string): string {
  const docker = ["docker", ...placeOptions(place)].join(" ");
  const command = `${docker} rm --force $(${docker} ps --all --quiet --filter label=${label})`;
  return `containers of this run may still be there, because ${name} does not remove them (${why.trim().split("\n")[0]}): ${command}`;
}
