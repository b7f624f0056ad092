import { hostname } from "node:os";
import type { Processes } from "./host.ts";
import { nodeClock } from "./node-clock.ts";
import { bootId, markedProcesses, type ProcessEntry, processEntry } from "./process-table.ts";

/** A process in uninterruptible sleep dies late; nothing is gained by waiting longer than this. */
const patienceMs = 5000;

function startToken(pid: number): string | undefined {
  const entry = processEntry(pid);
  return entry && !entry.isZombie ? entry.startToken : undefined;
}

/** Groups 0 and 1 would reach our own group, or everything; our own group holds us. */
const canEndGroup = (group: number): boolean => group > 1 && group !== processEntry(process.pid)?.group;

function end({ pid, group }: ProcessEntry): void {
  try {
    process.kill(canEndGroup(group) ? -group : pid, "SIGKILL");
  } catch {
    // Gone meanwhile, or not ours to end: the next look tells.
  }
}

/** Looks again until nothing is found: a process may fork between the look and the kill. */
async function endMarked(name: string, value: string): Promise<number> {
  const found = new Set<string>();
  const deadline = nodeClock.monotonic() + patienceMs;
  for (let pauseMs = 2; ; pauseMs = Math.min(pauseMs * 2, 100)) {
    const living = markedProcesses(`${name}=${value}`).filter(
      ({ pid, isZombie }) => pid !== process.pid && !isZombie,
    );
    if (living.length === 0 || nodeClock.monotonic() > deadline) return found.size;
    for (const entry of living) {
      found.add(`${entry.pid} ${entry.startToken}`);
      end(entry);
    }
    await nodeClock.sleep(pauseMs);
  }
}

let knownBootId: string | undefined;

export const nodeProcesses: Processes = {
  get hostname() {
    return hostname();
  },
  // Read when first asked for: macOS needs a process for it.
  get bootId() {
    knownBootId ??= bootId();
    return knownBootId;
  },
  pid: process.pid,
  startToken,
  endMarked,
};
