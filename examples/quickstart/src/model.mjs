// Multinomial logistic regression: one weight vector a species, softmax on top, trained by gradient descent.

export const featureSets = {
  bill: ["bill_length_mm", "bill_depth_mm"],
  body: ["flipper_length_mm", "body_mass_g"],
  all: ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"],
};

/** Calls `report(epoch, loss)` after each pass; returns a model that is plain JSON. */
export function train(rows, { features, classes, learningRate, epochs, l2 = 1e-3 }, report) {
  const scale = features.map((name) => meanAndDeviation(rows.map((row) => Number(row[name]))));
  const model = {
    features,
    classes,
    scale,
    weights: classes.map(() => new Array(features.length + 1).fill(0)),
  };
  const xs = rows.map((row) => vector(model, row));
  const ys = rows.map((row) => classes.indexOf(row.species));
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = model.weights.map((w) => w.map((value, j) => (j === 0 ? 0 : l2 * value)));
    xs.forEach((x, i) => {
      probabilities(model, x).forEach((p, k) => {
        const error = (p - (k === ys[i] ? 1 : 0)) / xs.length;
        x.forEach((value, j) => {
          gradient[k][j] += error * value;
        });
      });
    });
    model.weights.forEach((w, k) => {
      w.forEach((_, j) => {
        w[j] -= learningRate * gradient[k][j];
      });
    });
    report(epoch, loss(model, rows));
  }
  return model;
}

/** The most likely species of a row, with the probability that the model gives it. */
export function predict(model, row) {
  const p = probabilities(model, vector(model, row));
  const best = p.indexOf(Math.max(...p));
  return { species: model.classes[best], probability: p[best] };
}

export function accuracy(model, rows) {
  return rows.filter((row) => predict(model, row).species === row.species).length / rows.length;
}

/** Mean cross-entropy in nats: ln 3 ≈ 1.10 is guessing among three species. */
export function loss(model, rows) {
  const terms = rows.map(
    (row) => -Math.log(probabilities(model, vector(model, row))[model.classes.indexOf(row.species)]),
  );
  return terms.reduce((sum, term) => sum + term, 0) / rows.length;
}

/** 1 for the intercept, then each feature in standard deviations from the training mean. */
function vector(model, row) {
  return [
    1,
    ...model.features.map((name, i) => (Number(row[name]) - model.scale[i].mean) / model.scale[i].deviation),
  ];
}

function probabilities(model, x) {
  const scores = model.weights.map((w) => w.reduce((sum, value, j) => sum + value * x[j], 0));
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function meanAndDeviation(numbers) {
  const mean = numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
  const variance = numbers.reduce((sum, n) => sum + (n - mean) ** 2, 0) / numbers.length;
  return { mean, deviation: Math.sqrt(variance) };
}
