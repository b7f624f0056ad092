// Polynomial regression by least squares. A model is plain JSON: {degree, weights}.
import { readFileSync } from "node:fs";

/** Rows as {x, y}: irradiance, temperature and wind, each in units of its usual size, and the power in watts. */
export function readDays(path) {
  const [, ...lines] = readFileSync(path, "utf8").trim().split("\n");
  return lines.map((line) => {
    const [, irradiance, temperature, wind, power] = line.split(",").map(Number);
    return { x: [irradiance / 1000, temperature / 25, wind / 5], y: power };
  });
}

export function learn(rows, degree) {
  const inputs = rows.map(({ x }) => terms(x, degree));
  const size = inputs[0].length;
  // The normal equations: (XᵀX) w = Xᵀy, as one matrix with the right side as its last column.
  const equations = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) => sum(inputs.map((input) => input[i] * input[j]))),
    sum(inputs.map((input, row) => input[i] * rows[row].y)),
  ]);
  return { degree, weights: solve(equations) };
}

export function predict({ degree, weights }, x) {
  return sum(terms(x, degree).map((term, i) => term * weights[i]));
}

/** Root mean squared error, in watts. */
export function rmse(model, rows) {
  return Math.sqrt(sum(rows.map(({ x, y }) => (predict(model, x) - y) ** 2)) / rows.length);
}

/** Error on rows that the model did not learn from: each of five parts is left out once. */
export function crossValidate(rows, degree, parts = 5) {
  const errors = Array.from({ length: parts }, (_, part) => {
    const learnt = learn(
      rows.filter((_, i) => i % parts !== part),
      degree,
    );
    return rmse(
      learnt,
      rows.filter((_, i) => i % parts === part),
    );
  });
  return sum(errors) / parts;
}

/** All products of at most `degree` of the inputs: 1, a, b, a², ab, b² … */
export function terms(x, degree, from = 0) {
  if (degree === 0) return [1];
  return [
    1,
    ...x.slice(from).flatMap((value, i) => terms(x, degree - 1, from + i).map((term) => term * value)),
  ];
}

/** Gauss elimination with pivots. */
function solve(rows) {
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows.slice(i).reduce((best, row) => (Math.abs(row[i]) > Math.abs(best[i]) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(i, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[i] / pivot[i];
      pivot.forEach((value, j) => {
        row[j] -= factor * value;
      });
    }
  }
  return rows.map((row, i) => row[rows.length] / row[i]);
}

function sum(numbers) {
  return numbers.reduce((total, n) => total + n, 0);
}
