// Trains one classifier: one leg of the matrix, with its own features and learning rate.
import { parseArgs } from "node:util";
import { accuracy, featureSets, loss, train } from "./model.mjs";
import { readCsv, writeCsv, writeJson } from "./table.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { features: { type: "string" }, "learning-rate": { type: "string" }, epochs: { type: "string" } },
});
const [source, target] = positionals;
const epochs = Number(options.epochs);
const learningRate = Number(options["learning-rate"]);
const rows = readCsv(`${source}/train.csv`);
const validation = readCsv(`${source}/validation.csv`);
const features = featureSets[options.features];
const classes = [...new Set(rows.map((row) => row.species))].sort();

console.log(`Features: ${features.join(", ")}`);
const curve = [];
const model = train(rows, { features, classes, learningRate, epochs }, (epoch, value) => {
  curve.push({ epoch, loss: value.toFixed(6) });
  if (epoch === 1 || epoch % Math.max(1, Math.floor(epochs / 4)) === 0) {
    console.log(
      `  epoch ${String(epoch).padStart(4)}  loss ${value.toFixed(4)} ${"▪".repeat(Math.round(value * 30))}`,
    );
  }
});
const metrics = {
  validation_accuracy: round(accuracy(model, validation)),
  validation_loss: round(loss(model, validation)),
  train_accuracy: round(accuracy(model, rows)),
};
writeJson(`${target}/model.json`, model);
writeJson(`${target}/metrics.json`, metrics);
writeCsv(`${target}/loss.csv`, curve);
console.log(
  `Right on ${(metrics.validation_accuracy * 100).toFixed(1)} % of ${validation.length} penguins it never saw`,
);

function round(value) {
  return Number(value.toFixed(6));
}
