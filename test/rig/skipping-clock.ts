import type { Clock } from "../../src/host/host.ts";
import { nodeClock } from "../../src/host/node-clock.ts";

/** Real time for real processes, of which a test skips what it does not want to wait for. */
export interface SkippingClock extends Clock {
  /** Every wait that would end within `ms` ends now. */
  skip(ms: number): void;
}

export function skippingClock(): SkippingClock {
  const waits = new Set<{ readonly deadline: number; readonly end: () => void }>();
  let skipped = 0;
  const monotonic = (): number => nodeClock.monotonic() + skipped;

  async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const over = new AbortController();
    const wait = { deadline: monotonic() + ms, end: () => over.abort() };
    waits.add(wait);
    try {
      await nodeClock.sleep(ms, signal ? AbortSignal.any([signal, over.signal]) : over.signal);
    } catch (error) {
      if (signal?.aborted || !over.signal.aborted) throw error;
    } finally {
      waits.delete(wait);
    }
  }

  return {
    now: () => nodeClock.now() + skipped,
    monotonic,
    sleep,
    skip(ms) {
      skipped += ms;
      for (const { deadline, end } of [...waits]) if (deadline <= monotonic()) end();
    },
  };
}
