import { constants } from "node:os";
import type { ChildEnd } from "../host/host.ts";
import type { Failure } from "./event.ts";

type Ended = Exclude<ChildEnd, { kind: "not-started" }>;

/** Killed without a chance to say why: what the kernel does to the largest process when memory runs out. */
export const diedOfKill = (end: Ended): boolean =>
  end.kind === "signalled" ? end.signal === "SIGKILL" : end.code === 128 + constants.signals.SIGKILL;

/** What a command's end means; undefined when it went well. */
export function endFailure(
  end: Ended,
  phase: "setup" | "command",
  outOfMemory: boolean,
): Failure | undefined {
  if (end.kind === "exited" && end.code === 0) return undefined;
  const how = end.kind === "exited" ? { exitCode: end.code } : { signal: end.signal };
  if (outOfMemory && diedOfKill(end)) {
    return { cause: "oom", phase, ...how, message: `${phase} was killed because memory ran out` };
  }
  const why = end.kind === "exited" ? exitMessage(end.code) : signalMessage(end.signal);
  return { cause: "user", phase, ...how, message: `${phase} ${why}` };
}

function exitMessage(code: number): string {
  const text = `failed with exit code ${code}`;
  if (code === 126) return `${text}: the shell found a program but could not execute it`;
  if (code === 127) return `${text}: the shell did not find a program`;
  const signal = signalNames.get(code - 128);
  if (signal === "SIGKILL")
    return `${text}: a program was killed by SIGKILL, most likely because memory ran out`;
  return signal ? `${text}, which a shell gives for a program that ${signal} ended` : text;
}

function signalMessage(signal: NodeJS.Signals): string {
  if (signal === "SIGKILL")
    return "was killed by SIGKILL from outside the step, most likely because memory ran out";
  if (signal === "SIGSEGV" || signal === "SIGBUS" || signal === "SIGILL") return `crashed (${signal})`;
  return `was ended by ${signal} from outside the step`;
}

/** A program may well exit with 130 of its own, but what people meet are these. */
const signalNames: ReadonlyMap<number, string> = new Map(
  (["SIGINT", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGSEGV", "SIGPIPE", "SIGTERM"] as const).map(
    (name) => [constants.signals[name], name],
  ),
);
