// node train.mjs TABLE DEGREE FOLDER: learns one model, one leg of the matrix.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crossValidate, learn, readDays } from "./regression.mjs";

const [table, degree, folder] = process.argv.slice(2);
const days = readDays(table);
const model = learn(days, Number(degree));
const validation_rmse = Number(crossValidate(days, model.degree).toFixed(3));

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "model.json"), `${JSON.stringify(model)}\n`);
writeFileSync(join(folder, "metrics.json"), `${JSON.stringify({ validation_rmse })}\n`);
console.log(
  `Degree ${degree}, ${model.weights.length} weights: off by ${validation_rmse} W on days it did not see`,
);
