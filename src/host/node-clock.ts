import type { Clock, Random } from "./host.ts";

/** Longer waits overflow Node's timer, which then fires at once. */
const longestTimer = 2 ** 31 - 1;

function wait(deadline: number, resolve: () => void, keep: (timer: NodeJS.Timeout) => void): void {
  const left = deadline - performance.now();
  // A timer may fire up to a millisecond early; a deadline that was slept for must have passed.
  if (left <= 0) resolve();
  else keep(setTimeout(() => wait(deadline, resolve, keep), Math.min(Math.ceil(left), longestTimer)));
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    let timer: NodeJS.Timeout | undefined;
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
    const done = () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    };
    wait(performance.now() + ms, done, (next) => {
      timer = next;
    });
  });
}

export const nodeClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep,
};

export const nodeRandom: Random = {
  float: () => Math.random(),
  hex: (length) => {
    const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil(length / 2)));
    return Buffer.from(bytes).toString("hex").slice(0, length);
  },
};
