import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDuration } from "../../src/pipeline/duration.ts";

test.each([
  [90, 90_000],
  [0.5, 500],
  ["90", 90_000],
  ["1.5", 1500],
  ["10s", 10_000],
  ["1h30m", 5_400_000],
  ["2d", 172_800_000],
  ["250ms", 250],
  ["1m250ms", 60_250],
  [" 5m ", 300_000],
  ["0s", 0],
  ["24d", 24 * 86_400_000],
])("%s is %d ms", (text, ms) => {
  expect(parseDuration(text)).toEqual({ ok: true, value: ms });
});

test.each([
  "",
  "s",
  "1 h",
  "1x",
  "-1",
  -1,
  "1h1h",
  "30m1h",
  "1e3s",
  "∞",
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "25d",
  1e12,
])("%s is refused", (text) => {
  expect(parseDuration(text).ok).toBe(false);
});

test("a sum of units is the sum of its parts", () => {
  const part = fc.nat(59);
  fc.assert(
    fc.property(fc.nat(20), part, part, part, (d, h, m, s) => {
      const ms = ((d * 24 + h) * 60 + m) * 60_000 + s * 1000;
      expect(parseDuration(`${d}d${h}h${m}m${s}s`)).toEqual({ ok: true, value: ms });
    }),
  );
});
