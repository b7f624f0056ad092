import { join, relative } from "node:path";
import { type ArtifactDomain, artifactDomain, readable, runKey } from "../artifact/domain.ts";
import { parseRunIndex } from "../artifact/run-index.ts";
import type { Host } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { RunRecord } from "../run/record.ts";
import type { ListedRun } from "../run/run-folder.ts";
import type { ObjectStore } from "../store/object-store.ts";
import { readText } from "../store/read-text.ts";
import { type OpenedHere, openStoreHere } from "./artifacts-store.ts";
import type { Args } from "./command.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { defaultFile } from "./options.ts";
import { usageError } from "./output.ts";
import { loadRecord, pickRun } from "./stored-runs.ts";

/** A leg of a run. */
export interface StoredLeg {
  readonly leg: string;
  /** Without what tells the legs of a matrix apart. */
  readonly step: string;
  /** Key of its manifest in the store; undefined where it left nothing there. */
  readonly manifest: string | undefined;
  readonly cached: boolean;
}

/** A run whose outputs are in a store. */
export interface StoredRun {
  readonly id: string;
  readonly legs: readonly StoredLeg[];
  readonly store: ObjectStore;
  readonly domain: ArtifactDomain;
}

export interface RunQuestion {
  readonly args: Args;
  readonly io: Io;
  readonly host: Host;
  readonly signal: AbortSignal;
  /** Of this checkout. */
  readonly runs: readonly ListedRun[];
  /** Its id or the beginning of one; the newest of this checkout without it. */
  readonly id: string | undefined;
}

/** The run that is meant, of this checkout or of the store; an exit code where there is none. Whoever gets it closes its store. */
export async function findStoredRun(question: RunQuestion): Promise<StoredRun | number> {
  const { io, host, runs, id } = question;
  const run = pickRun(runs, id);
  if (run.ok) {
    const record = await loadRecord(host, run.value);
    return record.ok ? runOfRecord(record.value, question) : usageError(record.error, io);
  }
  const isLost = id === undefined || runs.some((each) => each.id.startsWith(id));
  const hint = "name a run that is in the artifact store, or start one with stepops run";
  return isLost
    ? usageError(run.error, io, id === undefined ? hint : undefined)
    : runOfStore(question, { id });
}

/** Whether a word can be nothing but the id of a run. */
export const isRunName = (text: string): boolean =>
  /^(\d{8}-\d{6}-[0-9a-f]{4}|\d+-[0-9a-f]{8})(-\d+)?$/.test(text);

/** What it stands on it knows itself, and whose it was; but not what another stack's store has of it. */
async function runOfRecord({ run, steps }: RunRecord, question: RunQuestion): Promise<StoredRun | number> {
  const { args, io, host } = question;
  const file = args.text("file") ?? relative(io.cwd, join(run.checkout, run.pipelinePath));
  const stack = args.text("stack") ?? run.stack;
  if (stack !== run.stack) return runOfStore(question, { id: run.id, file });
  const opened = await openStoreHere({ file, stack }, io, host);
  if (typeof opened === "number") return opened;
  const { store } = opened;
  const legs = [...steps.values()].map(({ planned: { id, step }, manifest, cached }) => {
    return { leg: id, step, manifest, cached: cached !== undefined };
  });
  return { id: run.id, legs, store, domain: artifactDomain(store.prefix, run) };
}

async function runOfStore(
  { args, io, host, signal }: RunQuestion,
  { id, file = args.text("file") ?? defaultFile }: { readonly id: string; readonly file?: string },
): Promise<StoredRun | number> {
  const opened = await openStoreHere({ file, stack: args.text("stack") }, io, host);
  if (typeof opened === "number") return opened;
  const { store, trust, repositoryId } = opened;
  const domain = artifactDomain(store.prefix, { trustDomain: trust.domain, repositoryId });
  const legs = await legsOf({ opened, domain, id, patience: { ...host, signal } });
  if (legs.ok) return { id, legs: legs.value, store, domain };
  store.close();
  const { message, hint, isOurs } = legs.error;
  usageError(message, io, hint);
  return isOurs ? exitCodes.ourFault : exitCodes.badInput;
}

interface Fault {
  readonly message: string;
  readonly hint?: string;
  /** The store's, not the user's. */
  readonly isOurs: boolean;
}

async function legsOf(input: {
  readonly opened: OpenedHere;
  readonly domain: ArtifactDomain;
  readonly id: string;
  readonly patience: Parameters<typeof readText>[2];
}): Promise<Result<readonly StoredLeg[], Fault>> {
  const { opened, domain, id, patience } = input;
  const { store } = opened;
  const where = store.uriOf(store.prefix);
  for (const prefix of /^\w[\w.-]*$/.test(id) ? readable(domain) : []) {
    const text = await readText(store.source, runKey(prefix, id), patience);
    if (!text.ok) return err({ message: text.error.message, isOurs: true });
    if (text.value === undefined) continue;
    const index = parseRunIndex(text.value);
    if (index)
      return ok(Object.entries(index.legs).map(([leg, one]) => ({ leg, step: stepOf(leg), ...one })));
    const hint = "another version of stepops wrote it: use that one, or a newer one";
    return err({ message: `what ${where} has of run ${id} cannot be understood`, hint, isOurs: true });
  }
  const hint =
    "A run on GitHub belongs to the repository's number: set GITHUB_REPOSITORY_ID to see it from here. `stepops gc --store` may have removed it";
  return err({
    message: `there is no run ${id} here, and none of this repository in ${where}`,
    hint,
    isOurs: false,
  });
}

/** `train` of `train[lr=0.1]`. */
const stepOf = (leg: string): string => leg.split("[", 1)[0] ?? leg;
