import { join } from "node:path";
import type { Host } from "../host/host.ts";
import type { Json, Mapping } from "../pipeline/draft.ts";
import type { Operator } from "../pipeline/pipeline.ts";
import { type Engine, type EnginePlace, openEngine } from "./engine.ts";
import { createRemover, type Remover } from "./remover.ts";

/** One engine in the course of a run. */
export interface RunEngine {
  readonly engine: Engine;
  readonly remover: Remover;
  /** Whether it sees the files of this machine; found out by the first container that does not. */
  seesFiles: boolean;
}

/** The engines that a run uses, noted in its folder before the first container is made: who cleans up after it needs them. */
export interface RunEngines {
  /** Value of the label that all containers of the run bear; random, so that no other run's are meant. */
  readonly label: string;
  get(operator: Operator | undefined): Promise<RunEngine>;
  /** Those that were used. */
  all(): readonly RunEngine[];
}

/** Of every container; the value is the run's. */
export const runLabel = "stepops.run";

interface Noted {
  readonly label: string;
  readonly places: readonly EnginePlace[];
}

/** In a run's folder of stages. */
export const enginesFile = "engines.json";

const noteOf = (directory: string): string => join(directory, "containers", enginesFile);

/** Which engines a run used; undefined where it made no container. A damaged note counts as none. */
export async function readEngines(
  { files }: Pick<Host, "files">,
  directory: string,
): Promise<Noted | undefined> {
  try {
    const noted = JSON.parse((await files.read(noteOf(directory))) ?? "null") as Noted | null;
    return noted && typeof noted.label === "string" && Array.isArray(noted.places) ? noted : undefined;
  } catch {
    return undefined;
  }
}

/** The engine that an operator of flavor `docker` names; of a step without an operator the client's own. */
export function placeOf(operator: { readonly settings: Mapping<Json> } | undefined): EnginePlace {
  const { host, context } = operator?.settings ?? {};
  if (typeof host === "string") return { host };
  return typeof context === "string" ? { context } : {};
}

export async function openEngines(input: {
  readonly host: Host;
  readonly env: Mapping<string>;
  /** The run's folder. */
  readonly directory: string;
  readonly cwd: string;
}): Promise<RunEngines> {
  const { host, env, directory, cwd } = input;
  const earlier = await readEngines(host, directory);
  const label = earlier?.label ?? host.random.hex(16);
  const places = [...(earlier?.places ?? [])];
  const opened = new Map<string, Promise<RunEngine>>();
  const settled: RunEngine[] = [];

  async function open(place: EnginePlace): Promise<RunEngine> {
    if (!places.some((known) => JSON.stringify(known) === JSON.stringify(place))) places.push(place);
    await host.files.replace(noteOf(directory), JSON.stringify({ label, places } satisfies Noted));
    const engine = runEngine(openEngine({ host, place, env, cwd }), env);
    settled.push(engine);
    return engine;
  }

  return {
    label,
    all: () => settled,
    get(operator) {
      const place = placeOf(operator);
      const key = JSON.stringify(place);
      const found = opened.get(key) ?? open(place);
      opened.set(key, found);
      return found;
    },
  };
}

function runEngine(engine: Engine, env: Mapping<string>): RunEngine {
  return {
    engine,
    remover: createRemover(engine),
    // Of a context that is named nothing is known yet, and DOCKER_HOST does not count.
    seesFiles: !isElsewhere(
      engine.place.context === undefined ? (engine.place.host ?? env.DOCKER_HOST) : undefined,
    ),
  };
}

/** An engine behind a network has a disk of its own. */
const isElsewhere = (host: string | undefined): boolean =>
  host !== undefined && host !== "" && !/^(unix|npipe|fd):/.test(host);
