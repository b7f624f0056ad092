/** Work that several wait for, and that ends when nobody waits any more. */
export interface SharedWork<T> {
  /** True once the last who waited went away: whoever comes then begins anew. */
  readonly isAbandoned: boolean;
  /** Undefined where `signal` came first; for the last who waits only once the work has really stopped. */
  wait(signal: AbortSignal): Promise<T | undefined>;
}

export function shareWork<T>(act: (signal: AbortSignal) => Promise<T>): SharedWork<T> {
  const end = new AbortController();
  const work = act(end.signal);
  let waiting = 0;

  async function leave(): Promise<undefined> {
    waiting--;
    if (waiting > 0) return;
    end.abort();
    await work;
  }

  return {
    get isAbandoned() {
      return end.signal.aborted;
    },
    async wait(signal) {
      waiting++;
      const aborted = Promise.withResolvers<"aborted">();
      const onAbort = () => aborted.resolve("aborted");
      signal.addEventListener("abort", onAbort, { once: true });
      if (signal.aborted) onAbort();
      try {
        const first = await Promise.race([work.then((value) => ({ value })), aborted.promise]);
        if (first === "aborted") return await leave();
        waiting--;
        return first.value;
      } finally {
        signal.removeEventListener("abort", onAbort);
      }
    },
  };
}
