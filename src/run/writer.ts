import type { Processes } from "../host/host.ts";
import type { Writer } from "./event.ts";

/** This process, as a journal or a lock names it. */
export function thisWriter({ pid, hostname, bootId, startToken }: Processes): Writer {
  return { pid, hostname, bootId, startToken: startToken(pid) ?? "" };
}

/** `unknown`: another machine or container, whose processes cannot be seen from here. */
export type WriterState = "alive" | "dead" | "unknown";

export function writerState(processes: Processes, writer: Writer): WriterState {
  if (writer.hostname !== processes.hostname) return "unknown";
  // The same machine after a restart: whatever it was, it is gone.
  if (writer.bootId !== processes.bootId) return "dead";
  return processes.startToken(writer.pid) === writer.startToken ? "alive" : "dead";
}
