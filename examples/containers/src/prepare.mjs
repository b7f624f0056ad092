// Splits the days into those to learn from and those to test on: every fifth is held out.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const [source, target] = process.argv.slice(2);
const [header, ...days] = readFileSync(source, "utf8").trim().split("\n");
const isHeldOut = (_, i) => i % 5 === 4;
const table = (rows) => `${[header, ...rows].join("\n")}\n`;
const train = days.filter((day, i) => !isHeldOut(day, i));
const test = days.filter(isHeldOut);

mkdirSync(target, { recursive: true });
writeFileSync(join(target, "train.csv.gz"), gzipSync(table(train)));
writeFileSync(join(target, "test.csv"), table(test));
// Outside stepops there is nobody to hand values to.
if (process.env.STEPOPS_VALUES) appendFileSync(process.env.STEPOPS_VALUES, `train_days=${train.length}\n`);
console.log(`${days.length} days: ${train.length} to learn from, ${test.length} held out`);
