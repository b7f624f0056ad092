// Tests the chosen model once, on penguins that played no part in training or choosing.
import { parseArgs } from "node:util";
import { predict } from "./model.mjs";
import { plot } from "./plot.mjs";
import { readCsv, readJson, writeJson, writeText, writeValues } from "./table.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { model: { type: "string" }, metrics: { type: "string" }, plot: { type: "string" } },
});
const [source] = positionals;
const model = readJson(options.model);
const results = readCsv(`${source}/test.csv`).map((row) => ({ row, ...predict(model, row) }));
const wrong = results.filter(({ row, species }) => species !== row.species);
const accuracy = Number((1 - wrong.length / results.length).toFixed(6));
// confusion[i][j]: penguins of class i that were taken for class j
const confusion = model.classes.map((actual) =>
  model.classes.map(
    (guess) => results.filter(({ row, species }) => row.species === actual && species === guess).length,
  ),
);
const recall = Object.fromEntries(
  model.classes.map((name, i) => [name, Number((confusion[i][i] / sum(confusion[i])).toFixed(6))]),
);
writeJson(options.metrics, { accuracy, penguins: results.length, mistakes: wrong.length, recall });
writeText(options.plot, plot({ classes: model.classes, confusion, results, accuracy }));
writeValues({ accuracy });

console.log(`${"actual ↓  guess →".padEnd(17)}${model.classes.map((name) => name.padStart(11)).join("")}`);
confusion.forEach((counts, i) => {
  console.log(`${model.classes[i].padEnd(17)}${counts.map((n) => String(n || "·").padStart(11)).join("")}`);
});
for (const { row, species, probability } of wrong) {
  const sure = `${Math.round(probability * 100)} % sure`;
  console.log(
    `Mistook ${row.species} for ${species}, ${sure}: bill ${row.bill_length_mm} × ${row.bill_depth_mm} mm`,
  );
}
console.log(
  `Right on ${results.length - wrong.length} of ${results.length} held-out penguins: ${(accuracy * 100).toFixed(1)} %`,
);
console.log(`Open ${options.plot} in a browser`);

function sum(numbers) {
  return numbers.reduce((total, n) => total + n, 0);
}
