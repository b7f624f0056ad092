import type { Host } from "../host/host.ts";
import type { Mapping } from "../pipeline/draft.ts";
import { type EnginePlace, openEngine } from "./engine.ts";
import { type LeftoverContainer, listContainers } from "./leftover-containers.ts";
import type { LeftoverFolders } from "./leftover-folders.ts";
import { readEngines } from "./run-engines.ts";

/** An engine that could not be asked: what is wrong, and what to do. */
export interface Unasked {
  readonly message: string;
  readonly hint: string;
}

export interface Asked {
  readonly containers: readonly LeftoverContainer[];
  readonly unasked: readonly Unasked[];
  /** Folders of runs whose containers may be on an engine that did not answer. */
  readonly unknown: readonly string[];
}

interface Question {
  readonly host: Host;
  readonly env: Mapping<string>;
  readonly cwd: string;
  /** Of runs and shells that may have noted which engines they used. */
  readonly folders: readonly LeftoverFolders[];
}

/** The client's own engine, and each that a run or shell noted: which containers they have. */
export async function askEngines(question: Question): Promise<Asked> {
  const { host, env, cwd } = question;
  const users = await usersOf(question);
  const replies = await Promise.all(
    [...users].map(async ([key, directories]) => {
      const engine = openEngine({ host, env, cwd, place: JSON.parse(key) as EnginePlace });
      return { isOwn: key === own, directories, listed: await listContainers(engine) };
    }),
  );
  // Two names may lead to one engine.
  const byId = new Map<string, LeftoverContainer>();
  for (const { listed } of replies)
    for (const container of listed.ok ? listed.value : [])
      if (!byId.has(container.id)) byId.set(container.id, container);
  return {
    containers: [...byId.values()],
    unknown: replies.flatMap(({ listed, directories }) => (listed.ok ? [] : directories)),
    unasked: replies.flatMap(complaintOf),
  };
}

const own = JSON.stringify({} satisfies EnginePlace);

/** Of each engine the runs and shells that have left something. */
async function usersOf({ host, folders }: Question): Promise<ReadonlyMap<string, readonly string[]>> {
  const users = new Map<string, readonly string[]>([[own, []]]);
  for (const { directory, paths } of folders) {
    for (const place of (await readEngines(host, directory))?.places ?? []) {
      const key = JSON.stringify(place);
      users.set(key, [...(users.get(key) ?? []), ...(paths.length > 0 ? [directory] : [])]);
    }
  }
  return users;
}

/** Nobody needs Docker, or an engine that is no more, for the sake of runs that have left nothing. */
function complaintOf(reply: {
  readonly isOwn: boolean;
  readonly directories: readonly string[];
  readonly listed: Awaited<ReturnType<typeof listContainers>>;
}): readonly Unasked[] {
  const { isOwn, directories, listed } = reply;
  if (listed.ok) return [];
  const { reason, message, hint } = listed.error;
  const isNeeded = directories.length > 0 || (isOwn && reason !== "missing");
  return isNeeded ? [{ message, hint }] : [];
}
