import { join } from "node:path";
import type { Files, Host } from "../host/host.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Writer } from "./event.ts";
import { sha256Of } from "./sha256.ts";
import { stateDirectory } from "./state-directory.ts";
import { thisWriter, writerState } from "./writer.ts";

/** One run at a time changes a checkout. */
export interface Lock {
  /** Folder of the run whose process died with the lock: what it left running must be ended first. */
  readonly deadRun?: string;
  /** Never throws away a lock that is not ours any more. */
  release(): Promise<void>;
}

export interface LockHeld {
  readonly writer: Writer;
  readonly runDirectory: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly message: string;
  readonly hint: string;
}

interface LockText {
  readonly writer: Writer;
  readonly runDirectory: string;
  readonly since: number;
}

/** Takes the lock of a checkout, over a dead holder if need be. Throws Node's error when the disk refuses. */
export async function acquireLock(
  host: Host,
  checkout: string,
  runDirectory: string,
): Promise<Result<Lock, LockHeld>> {
  const directory = await stateDirectory(host.files, checkout);
  const mine = JSON.stringify({
    writer: thisWriter(host.processes),
    runDirectory,
    since: host.clock.now(),
  } satisfies LockText);
  return take(host, join(directory, "lock"), mine);
}

/** Tries, 20 ms apart, that another process gets to finish taking the same stale lock over. */
const patience = 250;

async function take(host: Host, path: string, mine: string): Promise<Result<Lock, LockHeld>> {
  for (let tries = 1; ; tries++) {
    if (await host.files.create(path, mine)) return ok(lock(host, path, mine));
    const theirs = await host.files.read(path);
    if (theirs === undefined) {
      await removeDeadLink(host.files, path);
      continue;
    }
    const holder = parse(theirs);
    if (holder && writerState(host.processes, holder.writer) !== "dead") return err(held(host, path, holder));
    const replaced = await replaceStale(host, path, theirs, mine);
    if (replaced.ok && replaced.value) return ok(lock(host, path, mine, holder?.runDirectory));
    if (!replaced.ok && tries >= patience) return replaced;
    await host.clock.sleep(20);
  }
}

/**
 * Only the holder of a second lock, named by the stale text, may replace that text: a plain rename or delete could hit
 * the fresh lock of a process that was quicker. A process that dies here leaves a stale second lock, taken the same way.
 * False when the text has changed meanwhile.
 */
async function replaceStale(
  host: Host,
  path: string,
  stale: string,
  mine: string,
): Promise<Result<boolean, LockHeld>> {
  const claimPath = `${path}.${sha256Of(stale).slice(0, 16)}`;
  const claim = await take(host, claimPath, mine);
  if (!claim.ok) return claim;
  try {
    if ((await host.files.read(path)) !== stale) return ok(false);
    await host.files.replace(path, mine);
    return ok(true);
  } finally {
    await claim.value.release();
  }
}

/** A link to nothing takes the name and yet holds no text: nobody has the lock by it. */
async function removeDeadLink(files: Files, path: string): Promise<void> {
  if ((await files.stat(path))?.kind === "link") await files.remove(path);
}

function lock({ files }: Host, path: string, mine: string, deadRun?: string): Lock {
  return {
    ...(deadRun !== undefined && { deadRun }),
    async release() {
      if ((await files.read(path)) === mine) await files.remove(path);
    },
  };
}

/** Undefined for a text that a power cut damaged: every lock is written whole, so nobody holds it. */
function parse(text: string): LockText | undefined {
  try {
    const value = JSON.parse(text) as Partial<LockText> | null;
    return value?.writer && typeof value.runDirectory === "string" ? (value as LockText) : undefined;
  } catch {
    return undefined;
  }
}

function held({ processes }: Host, path: string, { writer, runDirectory, since }: LockText): LockHeld {
  const elsewhere = writerState(processes, writer) === "unknown";
  const where = elsewhere ? ` on ${writer.hostname}` : "";
  return {
    writer,
    runDirectory,
    since,
    message: `another run uses this checkout: process ${writer.pid}${where}, since ${new Date(since).toISOString()}, in ${runDirectory}`,
    hint: elsewhere
      ? `wait for it; if ${writer.hostname} or its container is gone, delete ${path}`
      : `wait for it, or end it with: kill ${writer.pid}`,
  };
}
