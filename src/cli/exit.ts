import type { RunResult } from "../run/event.ts";

/** What a process ends with; scripts and CI rely on them. */
export const exitCodes = {
  done: 0,
  stepFailed: 1,
  badInput: 2,
  ourFault: 3,
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export function exitCodeOf(result: RunResult): ExitCode {
  switch (result) {
    case "success":
      return exitCodes.done;
    case "failure":
      return exitCodes.stepFailed;
    case "error":
      return exitCodes.ourFault;
    case "cancelled":
      return exitCodes.cancelled;
    default:
      return result satisfies never;
  }
}
