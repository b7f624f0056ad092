// Runs while the image is built: no image comes of a library that computes nonsense.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crossValidate, learn, predict, rmse, terms } from "./regression.mjs";

const curve = ([a, b]) => 3 - 2 * a + a * b + 0.5 * b * b;
const rows = Array.from({ length: 50 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]).map((x) => ({
  x,
  y: curve(x),
}));

test("each product of the inputs is one term", () => {
  assert.deepEqual(
    terms([2, 3], 2).toSorted((a, b) => a - b),
    [1, 2, 3, 4, 6, 9],
  );
});

test("a curve of its own degree is learnt exactly, and a line is not enough for it", () => {
  const model = learn(rows, 2);
  assert.ok(rmse(model, rows) < 1e-9);
  assert.ok(Math.abs(predict(model, [5, 7]) - curve([5, 7])) < 1e-6);
  assert.ok(crossValidate(rows, 1) > 0.1);
});
