import { jobPaths } from "../job/job.ts";
import type { Results } from "../job/results.ts";
import { endFailure } from "../run/command-end.ts";
import type { Failure } from "../run/event.ts";
import { engineFault } from "./engine-fault.ts";

/** What is known of a container that ended by itself. */
export interface ContainerEnd {
  /** As people know it, like the engine's name. */
  readonly image: string;
  readonly engine: string;
  readonly results: Results;
  /** Of the client: the start script's own, or its complaint (125 to 127) where that never ran. */
  readonly clientCode: number | undefined;
  /** The last of stderr. */
  readonly complaint: string;
  readonly isOutOfMemory: boolean;
  /** What the step wrote and that could not be brought back, a sentence each. */
  readonly uncopied?: readonly string[];
  /** Bytes that the step may have. */
  readonly memoryBytes?: number;
}

/** What a container's end means; undefined when all went well. */
export function containerFailure(end: ContainerEnd): Failure | undefined {
  const { results } = end;
  if (!results.started) return isGone(end) ? cutOff(end) : (endedUnseen(end) ?? neverStarted(end));
  if (results.fault) return { ...results.fault, message: `${results.fault.message} (image ${end.image})` };
  const phase = results.phase ?? "command";
  const code = results.exitCode ?? end.clientCode;
  // The start script tells how the commands ended, unless it was killed with them.
  if (code === undefined || (results.exitCode === undefined && !end.isOutOfMemory)) return cutOff(end);
  const failure = endFailure({ kind: "exited", code }, phase, end.isOutOfMemory);
  if (failure?.cause === "oom") return { ...failure, message: outOfMemory(phase, end.memoryBytes) };
  return failure ?? uncopied(end);
}

function uncopied({ uncopied: paths = [] }: ContainerEnd): Failure | undefined {
  if (paths.length === 0) return undefined;
  const message = `the command ended well, but not all that it wrote could be copied out of its container (${paths.join("; ")})${advice(paths)}`;
  return { cause: "infrastructure", phase: "outputs", message };
}

const advice = (complaints: readonly string[]): string =>
  complaints.some((each) => /permission denied/i.test(each))
    ? ": where a folder is read-only, let the command make it writable again"
    : "";

/** Codes that the client gives of its own, and the start script's where it cannot begin. */
const isOwnCode = (code: number | undefined): boolean =>
  code === undefined || code === 120 || (code >= 125 && code <= 127);

/** The step removed the traces of its start, but the client still passes on how it ended. */
const endedUnseen = ({ clientCode, isOutOfMemory }: ContainerEnd): Failure | undefined =>
  clientCode === undefined || isOwnCode(clientCode)
    ? undefined
    : endFailure({ kind: "exited", code: clientCode }, "command", isOutOfMemory);

/** Somebody removed it, or is about to, with all that it could have told: its results were put there before it started. */
const isGone = ({ uncopied: paths = [] }: ContainerEnd): boolean =>
  paths.some((each) => each.startsWith(`${jobPaths.results}:`) || /no such container/i.test(each));

function outOfMemory(phase: string, memoryBytes: number | undefined): string {
  if (memoryBytes === undefined) return `${phase} was killed because memory ran out`;
  return `${phase} was killed because it needed more than the step's ${memoryBytes / 1e9} GB: ask for more with resources.memory`;
}

/** The client's code and words are all there is. */
function neverStarted({ image, engine, complaint }: ContainerEnd): Failure {
  if (/exec format error/i.test(complaint))
    return {
      cause: "image",
      message: `the image ${image} is for another processor: name one for this machine, or set build.platform`,
    };
  // Of runc, of the init that Docker mounts, of podman's crun.
  if (
    /exec: \\?"sh\\?": executable file not found|exec sh failed: no such file|executable file `sh` not found/i.test(
      complaint,
    )
  )
    return {
      cause: "image",
      message: `the image ${image} has no sh, which runs a step's setup and command: use an image with a shell`,
    };
  if (/E2BIG|argument list too long/i.test(complaint))
    return {
      cause: "config",
      message:
        "too many inputs lie in folders that the step also writes to, and each of them would be mounted alone: give outputs and checkpoint a folder of their own",
    };
  if (
    /started: (?:permission denied|read-only file system|cannot create)|cannot create .*started/i.test(
      complaint,
    )
  )
    return {
      cause: "image",
      message: `the user of the image ${image} cannot write in the step's folder: leave user out, or set user: image`,
    };
  const fault = engineFault(complaint, engine);
  const cause = fault.reason === "no-gpu" || fault.reason === "limits" ? "config" : "infrastructure";
  return { cause, message: `${fault.message}: ${lowerFirst(fault.hint)}` };
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The start script began and could not end: it was killed from outside, or the engine went away. */
function cutOff({ engine, complaint, results, clientCode }: ContainerEnd): Failure {
  // With another code the last words are the step's.
  const fault = engineFault(isOwnCode(clientCode) ? complaint : "", engine);
  const why = fault.reason === "other" ? `${engine} ended the container` : fault.message;
  return {
    cause: "infrastructure",
    phase: results.phase ?? "command",
    message: `${why} before the step was done`,
  };
}
