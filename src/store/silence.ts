import type { Clock } from "../host/host.ts";

/** A service that sends nothing for so long has forgotten us. */
export const idleMs = 30_000;

export class Silence extends Error {
  constructor(message = "nothing came for 30 s") {
    super(message);
  }
}

/** Rejects with a Silence when the work takes too long, or where the signal comes first: not every SDK heeds one. */
export async function notSilent<T>(
  work: Promise<T>,
  { clock, signal }: { readonly clock: Pick<Clock, "sleep">; readonly signal: AbortSignal },
): Promise<T> {
  const over = new AbortController();
  // By hand: for each piece of a large object AbortSignal.any would cost more than the piece.
  const onAbort = () => over.abort();
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  const silence = clock.sleep(idleMs, over.signal).then(
    () => {
      throw new Silence();
    },
    () => {
      throw new Silence("it was stopped");
    },
  );
  silence.catch(() => {});
  // Whoever is not waited for any more may fail as it likes.
  work.catch(() => {});
  try {
    return await Promise.race([work, silence]);
  } finally {
    signal.removeEventListener("abort", onAbort);
    over.abort();
  }
}
