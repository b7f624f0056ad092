import { err, ok, type Result } from "../pipeline/result.ts";
import type { Engine } from "./engine.ts";
import { type EngineFault, engineFault } from "./engine-fault.ts";
import { removeAll } from "./remover.ts";
import { runLabel } from "./run-engines.ts";

/** A container that stepops made, whichever checkout it is of. */
export interface LeftoverContainer {
  readonly engine: Engine;
  readonly id: string;
  readonly name: string;
  readonly step: string;
  /** Of its run or shell, on the machine `hostname`. */
  readonly directory: string;
  readonly hostname: string;
  /** Of who made it; see `viewOf`. */
  readonly view: string;
}

const fields = [
  ".ID",
  ".Names",
  '(.Label "stepops.step")',
  '(.Label "stepops.directory")',
  '(.Label "stepops.host")',
  '(.Label "stepops.view")',
];
/** A line of JSON each: a path may hold whatever would part columns. */
const format = `[${fields.map((field) => `{{json ${field}}}`).join(",")}]`;

export async function listContainers(
  engine: Engine,
): Promise<Result<readonly LeftoverContainer[], EngineFault>> {
  const filter = ["--filter", `label=${runLabel}`];
  const listed = await engine.call(["ps", "--all", "--no-trunc", ...filter, "--format", format]);
  if (listed.code !== 0) return err(engineFault(listed.stderr, engine.name));
  const lines = listed.stdout.split("\n").filter((line) => line !== "");
  return ok(
    lines.map((line) => {
      const [id = "", name = "", step = "", directory = "", hostname = "", view = ""] = JSON.parse(
        line,
      ) as string[];
      return { engine, id, name, step, directory, hostname, view };
    }),
  );
}

/** Those that are still there all the same, each with what the engine says of it. */
export async function removeContainers(
  containers: readonly LeftoverContainer[],
): Promise<ReadonlyMap<LeftoverContainer, string>> {
  const kept = new Map<LeftoverContainer, string>();
  for (const [engine, group] of Map.groupBy(containers, (each) => each.engine)) {
    const ids = group.map(({ id }) => id);
    const complaint = await removeAll(engine, ids);
    for (const container of group) if (complaint.includes(container.id)) kept.set(container, complaint);
  }
  return kept;
}

/** What a person types to remove it. */
export function removalCommand({ engine, name }: LeftoverContainer): string {
  const { host, context } = engine.place;
  const place = [
    ...(host === undefined ? [] : ["--host", host]),
    ...(context === undefined ? [] : ["--context", context]),
  ];
  return ["docker", ...place, "rm", "--force", "--volumes", name].join(" ");
}
