// Reading and writing: comma-separated rows, JSON, and the values that a step hands to later steps.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Rows as objects of text. The penguins' file has no quoted cells, so a comma always separates. */
export function readCsv(path) {
  const [header, ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell])));
}

export function writeCsv(path, rows) {
  const names = Object.keys(rows[0]);
  const lines = rows.map((row) => names.map((name) => row[name]).join(","));
  writeText(path, `${[names.join(","), ...lines].join("\n")}\n`);
}

export const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

export const writeJson = (path, data) => writeText(path, `${JSON.stringify(data, null, 2)}\n`);

export function writeText(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A later step reads them as ${{ needs.<this step>.values.<name> }}. Outside stepops there is nobody to hand them to. */
export function writeValues(values) {
  if (!process.env.STEPOPS_VALUES) return;
  for (const [name, value] of Object.entries(values)) {
    appendFileSync(process.env.STEPOPS_VALUES, `${name}=${value}\n`);
  }
}
