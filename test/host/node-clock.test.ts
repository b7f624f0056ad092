import { describe, expect, test } from "vitest";
import { nodeClock, nodeRandom } from "../../src/host/node-clock.ts";

describe("clock", () => {
  test("a deadline that was slept for has passed", async () => {
    for (let n = 0; n < 20; n++) {
      const deadline = nodeClock.monotonic() + 1.5;
      await nodeClock.sleep(1.5);
      expect(nodeClock.monotonic()).toBeGreaterThanOrEqual(deadline);
    }
  });

  test("an abort ends a sleep at once, whether it comes before or in between", async () => {
    const late = new AbortController();
    const sleeping = nodeClock.sleep(2 ** 40, late.signal);
    late.abort("enough");
    await expect(sleeping).rejects.toBe("enough");
    await expect(nodeClock.sleep(2 ** 40, AbortSignal.abort("before"))).rejects.toBe("before");
  });

  test("a wait beyond what a timer holds does not fire at once", async () => {
    const over = new AbortController();
    const long = nodeClock.sleep(60 * 86_400_000, over.signal).then(
      () => "fired",
      () => "aborted",
    );
    await nodeClock.sleep(20);
    over.abort();
    expect(await long).toBe("aborted");
  });
});

test("hexadecimal digits of any length", () => {
  for (const length of [0, 1, 4, 7, 32])
    expect(nodeRandom.hex(length)).toMatch(new RegExp(`^[0-9a-f]{${length}}$`));
});
