import type { Clock } from "../../src/host/host.ts";

export interface VirtualClock extends Clock {
  /** Drives timers until `promise` settles; rejects when nothing is left that could settle it. */
  run<T>(promise: Promise<T>): Promise<T>;
  /** Shifts `now()` only: an NTP step or a suspended machine. */
  jump(ms: number): void;
  /** While a held promise is pending (real I/O), no timer fires. */
  hold<T>(promise: Promise<T>): Promise<T>;
  readonly pending: number;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/** One turn of the real event loop: every microtask that is ready has run when it resolves. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A binary heap, so that 10,000 sleeping steps stay cheap. */
class TimerQueue {
  readonly #heap: Timer[] = [];

  get size(): number {
    return this.#heap.length;
  }

  push(timer: Timer): void {
    this.#heap.push(timer);
    this.#rise(this.#heap.length - 1);
  }

  pop(): Timer | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (first && last && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink();
    }
    return first;
  }

  #before(left: number, right: number): boolean {
    const a = this.#heap[left] as Timer;
    const b = this.#heap[right] as Timer;
    return a.at !== b.at ? a.at < b.at : a.order < b.order;
  }

  #swap(left: number, right: number): void {
    [this.#heap[left], this.#heap[right]] = [this.#heap[right] as Timer, this.#heap[left] as Timer];
  }

  #rise(start: number): void {
    for (let at = start; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(): void {
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#heap.length && this.#before(child, least)) least = child;
      }
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }
}

/** Time that passes only when nothing else can happen; timers due together fire in the order they were set. */
export function virtualClock(startAt = Date.UTC(2026, 0, 1)): VirtualClock {
  const queue = new TimerQueue();
  const cancelled = new WeakSet<Timer>();
  let elapsed = 0;
  let shift = 0;
  let order = 0;
  let held = 0;
  let live = 0;

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const settle = (act: () => void) => () => {
        if (cancelled.has(timer)) return;
        cancelled.add(timer);
        live -= 1;
        signal?.removeEventListener("abort", abort);
        act();
      };
      const timer: Timer = { at: elapsed + Math.max(0, ms), order: order++, fire: settle(resolve) };
      const abort = settle(() => reject(signal?.reason));
      signal?.addEventListener("abort", abort, { once: true });
      live += 1;
      queue.push(timer);
    });
  }

  function advance(): boolean {
    for (let timer = queue.pop(); timer; timer = queue.pop()) {
      if (cancelled.has(timer)) continue;
      elapsed = Math.max(elapsed, timer.at);
      timer.fire();
      return true;
    }
    return false;
  }

  async function drive(isSettled: () => boolean): Promise<void> {
    while (!isSettled()) {
      await turn();
      if (isSettled() || held > 0) continue;
      if (!advance()) {
        await turn();
        if (!isSettled() && held === 0 && live === 0)
          throw new Error("deadlock: no timer is left and the promise is pending");
      }
    }
  }

  return {
    now: () => startAt + elapsed + shift,
    monotonic: () => elapsed,
    sleep,
    jump: (ms) => {
      shift += ms;
    },
    async hold(promise) {
      held += 1;
      try {
        return await promise;
      } finally {
        held -= 1;
      }
    },
    async run(promise) {
      let settled = false;
      const mark = () => {
        settled = true;
      };
      promise.then(mark, mark);
      await drive(() => settled);
      return promise;
    },
    get pending() {
      return live;
    },
  };
}
