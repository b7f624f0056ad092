import type { Host } from "../host/host.ts";
import { err, type Result } from "../pipeline/result.ts";
import type { SourceFault } from "../store/source.ts";

/** How far it is, in bytes. */
export interface TransferProgress {
  readonly done: number;
  readonly total: number;
}

/** `disk`: of this machine. `unreadable`: an output that cannot be kept as it is. `damaged`: what a store holds is not what it should be. */
export interface TransferFault {
  readonly reason: SourceFault["reason"] | "disk" | "unreadable" | "damaged";
  /** A sentence without secrets. */
  readonly message: string;
}

export type TransferHost = Pick<Host, "clock" | "files" | "random">;

export const stopped: TransferFault = { reason: "unreachable", message: "it was stopped" };

/** Adds up what comes in pieces. */
export function progressOf(
  total: number,
  onProgress: (progress: TransferProgress) => void,
): (count: number) => void {
  let done = 0;
  return (count) => {
    done += count;
    onProgress({ done, total });
  };
}

/** What this machine's disk throws as a value; anything else is a bug. */
export async function onThisDisk<T>(
  act: () => Promise<Result<T, TransferFault>>,
): Promise<Result<T, TransferFault>> {
  try {
    return await act();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!(error instanceof Error) || typeof code !== "string") throw error;
    return err({ reason: "disk", message: `${whys[code] ?? "this machine refused"}: ${message}` });
  }
}

const full = "this machine's disk is full, so free some space";

const whys: Readonly<Record<string, string>> = {
  ENOSPC: full,
  EDQUOT: full,
  EEXIST: "two names that differ are one on this disk, so rename one of them",
};

const longestMs = 30_000;
/** Whoever was stopped has little time before he is killed. */
const hastyMs = 4_000;

/** Clears up as well as it can be done, with a signal of its own: `stop`, the caller's, may be why. */
export async function atBest(
  { clock, stop }: Pick<TransferHost, "clock"> & { readonly stop: AbortSignal },
  act: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const over = new AbortController();
  const limit = clock.sleep(stop.aborted ? hastyMs : longestMs, over.signal).catch(() => {});
  await Promise.race([act(over.signal).catch(() => {}), limit]);
  over.abort();
}
