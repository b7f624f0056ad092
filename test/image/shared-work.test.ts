import { describe, expect, test } from "vitest";
import { shareWork } from "../../src/image/shared-work.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Work that the test ends. */
function open() {
  const result = Promise.withResolvers<string>();
  let signal: AbortSignal | undefined;
  let starts = 0;
  const shared = shareWork((end) => {
    starts++;
    signal = end;
    return result.promise;
  });
  return { shared, result, isEnded: () => signal?.aborted === true, starts: () => starts };
}

/** Whether a promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol();
  await turn();
  return (await Promise.race([promise.catch(() => {}), Promise.resolve(pending)])) !== pending;
}

describe("shared work", () => {
  test("is done once, and all who wait get what came of it", async () => {
    const { shared, result, starts, isEnded } = open();
    const waits = [1, 2, 3].map(() => shared.wait(new AbortController().signal));
    result.resolve("done");
    expect(await Promise.all(waits)).toEqual(["done", "done", "done"]);
    expect(await shared.wait(new AbortController().signal)).toBe("done");
    expect([starts(), isEnded(), shared.isAbandoned]).toEqual([1, false, false]);
  });

  test("goes on while anybody waits", async () => {
    const { shared, result, isEnded } = open();
    const [one, two] = [new AbortController(), new AbortController()];
    const [left, stays] = [shared.wait(one.signal), shared.wait(two.signal)];
    one.abort();
    expect(await left).toBeUndefined();
    expect([isEnded(), shared.isAbandoned]).toEqual([false, false]);
    result.resolve("done");
    expect(await stays).toBe("done");
  });

  test("ends with the last who waits, who is let go only once it has stopped", async () => {
    const { shared, result, isEnded } = open();
    const stops = [new AbortController(), new AbortController()];
    const [first, last] = stops.map(({ signal }) => shared.wait(signal)) as [
      Promise<unknown>,
      Promise<unknown>,
    ];
    stops[0]?.abort();
    await first;
    stops[1]?.abort();
    expect(await isSettled(last)).toBe(false);
    expect([isEnded(), shared.isAbandoned]).toEqual([true, true]);
    result.resolve("half");
    expect(await last).toBeUndefined();
  });

  test("whoever gave up before it began is not waited for", async () => {
    const { shared, result } = open();
    const stop = new AbortController();
    stop.abort();
    const other = shared.wait(new AbortController().signal);
    expect(await shared.wait(stop.signal)).toBeUndefined();
    result.resolve("done");
    expect(await other).toBe("done");
  });

  test("one who has what came of it is none of those who wait", async () => {
    const { shared, result } = open();
    const stop = new AbortController();
    result.resolve("done");
    expect(await shared.wait(stop.signal)).toBe("done");
    stop.abort();
    await turn();
    expect(shared.isAbandoned).toBe(false);
  });

  test("a bug in it reaches all who wait, and one who left hears nothing of it", async () => {
    const { shared, result } = open();
    const stop = new AbortController();
    const waits = [shared.wait(new AbortController().signal), shared.wait(new AbortController().signal)];
    const left = shared.wait(stop.signal);
    stop.abort();
    expect(await left).toBeUndefined();
    result.reject(new Error("a bug"));
    for (const wait of waits) await expect(wait).rejects.toThrow("a bug");
  });
});
