import { err, ok, type Result } from "../pipeline/result.ts";

/** Files at once: enough to hide the way there, and few enough that each gets on. */
const width = 16;

/**
 * Does something with each item, several at once, up to the first fault, whose signal ends the others. All have ended when it
 * resolves. Undefined: the caller's signal came first.
 */
export async function inParallel<T, E>(
  items: readonly T[],
  signal: AbortSignal,
  act: (item: T, signal: AbortSignal) => Promise<Result<void, E>>,
): Promise<Result<void, E> | undefined> {
  const failed = new AbortController();
  const both = AbortSignal.any([signal, failed.signal]);
  const queue = items.values();
  let fault: { readonly error: E } | undefined;
  const work = async (): Promise<void> => {
    for (const item of queue) {
      if (both.aborted) return;
      const done = await act(item, both);
      if (done.ok) continue;
      fault ??= done;
      failed.abort();
    }
  };
  const ends = await Promise.allSettled(
    Array.from({ length: Math.min(width, items.length) }, () =>
      work().catch((error: unknown) => {
        failed.abort();
        throw error;
      }),
    ),
  );
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  if (signal.aborted) return undefined;
  return fault ? err(fault.error) : ok(undefined);
}
