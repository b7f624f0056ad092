// Cleans the table and splits it into train, validation and test, with the same share of each species in all three.
import { parseArgs } from "node:util";
import { readCsv, writeCsv, writeValues } from "./table.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, "test-share": { type: "string" } },
});
const [source, target] = positionals;
const seed = Number(options.seed);
const share = Number(options["test-share"]);
const measurements = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"];

const all = readCsv(source);
const rows = all
  .filter((row) => measurements.every((name) => row[name] !== "NA"))
  .map((row) => ({ species: row.species, island: row.island, ...pick(row, measurements) }));

const parts = { train: [], validation: [], test: [] };
const random = mulberry32(seed);
const species = [...new Set(rows.map((row) => row.species))].sort();
for (const name of species) {
  const group = shuffle(
    rows.filter((row) => row.species === name),
    random,
  );
  const held = Math.round(group.length * share);
  parts.test.push(...group.slice(0, held));
  parts.validation.push(...group.slice(held, 2 * held));
  parts.train.push(...group.slice(2 * held));
}
for (const [name, part] of Object.entries(parts)) writeCsv(`${target}/${name}.csv`, part);
writeValues({ rows: rows.length, train_rows: parts.train.length });

console.log(`${all.length} penguins read, ${all.length - rows.length} without measurements left out`);
for (const name of species) {
  const count = rows.filter((row) => row.species === name).length;
  console.log(`  ${name.padEnd(10)} ${String(count).padStart(3)} ${"█".repeat(Math.round(count / 6))}`);
}
console.log(
  `Split with seed ${seed}: ${parts.train.length} to train, ${parts.validation.length} to choose, ${parts.test.length} held out`,
);

function pick(row, names) {
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}

/** Fisher–Yates. */
function shuffle(items, random) {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}

/** A small generator that gives the same numbers on every machine, which Math.random cannot. */
function mulberry32(start) {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
