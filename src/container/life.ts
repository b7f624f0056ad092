import type { Host } from "../host/host.ts";
import type { Writer } from "../run/event.ts";
import { readRun } from "../run/run-folder.ts";
import { writerState } from "../run/writer.ts";
import { isShellFolder, readShellNote } from "./shell-folder.ts";

/** Whether anybody looks after what lies in the folder of a run or a shell; `why` is a sentence. */
export interface Life {
  readonly state: "alive" | "over" | "unknown";
  readonly why: string;
}

/** Asks about each folder once: hundreds of containers may belong to one run. */
export function askLives(host: Host): (directory: string) => Promise<Life> {
  const known = new Map<string, Promise<Life>>();
  return (directory) => {
    const life = known.get(directory) ?? lifeOf(host, directory);
    known.set(directory, life);
    return life;
  };
}

/** A folder that may not be looked into is somebody else's, so what becomes of it is theirs to say. */
async function lifeOf(host: Host, directory: string): Promise<Life> {
  try {
    return isShellFolder(directory) ? await shellLife(host, directory) : await runLife(host, directory);
  } catch (error) {
    return { state: "unknown", why: `its folder cannot be read: ${(error as Error).message}` };
  }
}

async function shellLife(host: Host, directory: string): Promise<Life> {
  const note = await readShellNote(host.files, directory);
  return note ? byWriter(host, note.writer, "shell") : { state: "over", why: "its shell has ended" };
}

async function runLife(host: Host, directory: string): Promise<Life> {
  if ((await host.files.stat(directory)) === undefined)
    return { state: "over", why: "the folder of its run is gone" };
  const run = await readRun(host.files, directory);
  if (!run.ok) return { state: "unknown", why: run.error.message };
  const { result, writer } = run.value.record;
  return result === undefined ? byWriter(host, writer, "run") : { state: "over", why: "its run has ended" };
}

function byWriter({ processes }: Host, writer: Writer, noun: "run" | "shell"): Life {
  const { pid, hostname } = writer;
  switch (writerState(processes, writer)) {
    case "alive":
      return { state: "alive", why: `its ${noun} goes on, in process ${pid}` };
    case "dead":
      return { state: "over", why: `the process ${pid} of its ${noun} is gone` };
    case "unknown":
      return { state: "unknown", why: `its ${noun} is on ${hostname}, which cannot be seen from here` };
  }
}
