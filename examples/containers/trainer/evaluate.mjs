// node evaluate.mjs MODELS TABLE FILE: takes the model that validated best and tests it on the days that none of them saw.
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readDays, rmse } from "./regression.mjs";

const [models, table, file] = process.argv.slice(2);
const readJson = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const [best] = readdirSync(models)
  .map((name) => ({ name, ...readJson(models, name, "metrics.json") }))
  .toSorted((a, b) => a.validation_rmse - b.validation_rmse);
const model = readJson(models, best.name, "model.json");
const days = readDays(table);
const metrics = { degree: model.degree, days: days.length, rmse: Number(rmse(model, days).toFixed(3)) };

writeFileSync(file, `${JSON.stringify(metrics, null, 2)}\n`);
// Outside stepops there is nobody to hand values to.
if (process.env.STEPOPS_VALUES) appendFileSync(process.env.STEPOPS_VALUES, `rmse=${metrics.rmse}\n`);
console.log(`Degree ${metrics.degree} is off by ${metrics.rmse} W on ${metrics.days} held-out days`);
