import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { askEngines, type Unasked } from "./ask-engines.ts";
import { type LeftoverContainer, removalCommand, removeContainers } from "./leftover-containers.ts";
import { type LeftoverFolders, listFolders, removeFolder } from "./leftover-folders.ts";
import { askLives, type Life } from "./life.ts";
import { viewOf } from "./view.ts";

/** What became of one leftover. `removable`: a dry run would have removed it. */
export interface Collected {
  readonly kind: "container" | "folder";
  /** A container's name, a folder's absolute path. */
  readonly name: string;
  readonly fate: "removed" | "removable" | "left" | "failed";
  /** A sentence. */
  readonly why: string;
  /** What a person may type where it was left to them. */
  readonly command?: string;
  /** Of a container. */
  readonly id?: string;
  readonly step?: string;
  readonly engine?: string;
}

export interface Collection {
  readonly items: readonly Collected[];
  readonly unasked: readonly Unasked[];
}

export interface CollectInput {
  readonly env: Mapping<string>;
  readonly cwd: string;
  /** Where folders of runs of this checkout lie, and of its shells. */
  readonly runs: readonly string[];
  readonly shells: readonly string[];
  readonly dryRun: boolean;
}

/** Removes the containers that nobody looks after any more, and then the folders that they worked in. */
export async function collect(input: CollectInput, host: Host): Promise<Collection> {
  const { dryRun } = input;
  // Before anybody is asked whether a run lives: what a resume makes meanwhile is not among them.
  const folders = await listFolders(host.files, input);
  const asked = await askEngines({ ...input, host, folders });
  const lifeOf = askLives(host);
  const here = { hostname: host.processes.hostname, view: await viewOf(host.files) };
  const judged = await judge(asked.containers, { ...here, lifeOf });
  const over = judged.filter(({ life }) => life.state === "over").map(({ container }) => container);
  const complaints = dryRun ? new Map<LeftoverContainer, string>() : await removeContainers(over);
  const containers = judged.map((each) => settled({ ...each, complaints, dryRun }));
  const inUse = new Set([
    ...asked.unknown,
    ...judged.filter(({ life }) => life.state !== "over").map(({ container }) => container.directory),
    ...[...complaints.keys()].map(({ directory }) => directory),
  ]);
  const free = folders.filter(({ directory }) => !inUse.has(directory));
  const cleared = await clear(free, { dryRun, files: host.files, lifeOf });
  return { items: [...containers, ...cleared], unasked: asked.unasked };
}

type LifeOf = ReturnType<typeof askLives>;

interface Judged {
  readonly container: LeftoverContainer;
  readonly life: Life;
}

/** A container's folder tells; on another machine that is another folder, if there is one at all. */
function judge(
  containers: readonly LeftoverContainer[],
  here: { readonly hostname: string; readonly view: string; readonly lifeOf: LifeOf },
): Promise<readonly Judged[]> {
  const life = async ({ hostname, view, directory }: LeftoverContainer): Promise<Life> => {
    if (hostname !== here.hostname)
      return { state: "unknown", why: `it was made by ${hostname}, which cannot be seen from here` };
    if (view !== "" && view !== here.view)
      return {
        state: "unknown",
        why: "it was made where other folders are seen than here, such as in a container",
      };
    return here.lifeOf(directory);
  };
  return Promise.all(containers.map(async (container) => ({ container, life: await life(container) })));
}

interface Settlement extends Judged {
  readonly complaints: ReadonlyMap<LeftoverContainer, string>;
  readonly dryRun: boolean;
}

function settled(settlement: Settlement): Collected {
  const { id, name, step, engine } = settlement.container;
  return { kind: "container", id, name, step, engine: engine.name, ...fateOf(settlement) };
}

function fateOf(settlement: Settlement): Pick<Collected, "fate" | "why" | "command"> {
  const { container, life, complaints, dryRun } = settlement;
  const complaint = complaints.get(container);
  const { why } = life;
  const command = removalCommand(container);
  if (life.state === "alive") return { fate: "left", why };
  if (life.state === "unknown") return { fate: "left", why, command };
  if (complaint !== undefined) return { fate: "failed", why: complaint, command };
  return { fate: dryRun ? "removable" : "removed", why };
}

async function clear(
  folders: readonly LeftoverFolders[],
  input: Pick<CollectInput, "dryRun"> & Pick<Host, "files"> & { readonly lifeOf: LifeOf },
): Promise<readonly Collected[]> {
  const { dryRun, files, lifeOf } = input;
  const found: Collected[] = [];
  for (const { directory, paths } of folders.filter((each) => each.paths.length > 0)) {
    const { state, why } = await lifeOf(directory);
    if (state !== "over") continue;
    for (const name of paths) {
      const complaint = dryRun ? undefined : await removeFolder(files, name);
      const removed = { fate: dryRun ? "removable" : "removed", why } as const;
      const item = complaint === undefined ? removed : ({ fate: "failed", why: complaint } as const);
      found.push({ kind: "folder", name, ...item });
    }
  }
  return found;
}
