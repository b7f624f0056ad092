import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Shape = "wide" | "chain";

/** One folder with the same `count` no-op commands for every runner; `wide` has no edges and two slots. */
export function writeWorkload(folder: string, shape: Shape, count: number): void {
  mkdirSync(folder, { recursive: true });
  // What a runner costs in a checkout, where it may ask git about files.
  spawnSync("git", ["init", "--quiet"], { cwd: folder });
  writeFileSync(join(folder, "pipeline.yaml"), pipeline(shape, count));
  writeFileSync(join(folder, "Makefile"), makefile(shape, count));
  writeFileSync(join(folder, "package.json"), wireit(shape, count));
  writeFileSync(join(folder, "Snakefile"), snakefile(shape, count));
}

const needOf = (shape: Shape, i: number): number | undefined =>
  shape === "chain" && i > 0 ? i - 1 : undefined;
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

function pipeline(shape: Shape, count: number): string {
  const steps = range(count).map((i) => {
    const need = needOf(shape, i);
    return `  s${i}: {command: ["true"]${need === undefined ? "" : `, needs: s${need}`}}`;
  });
  return `name: bench\nmax_parallel: 2\nsteps:\n${steps.join("\n")}\n`;
}

function makefile(shape: Shape, count: number): string {
  const targets = range(count).map((i) => `s${i}`);
  const rules = range(count).map(
    (i) => `s${i}: ${needOf(shape, i) === undefined ? "" : `s${needOf(shape, i)}`}\n\t@true\n`,
  );
  return `.PHONY: all ${targets.join(" ")}\nall: ${targets.join(" ")}\n${rules.join("")}`;
}

function wireit(shape: Shape, count: number): string {
  const names = range(count).map((i) => `s${i}`);
  const scripts = Object.fromEntries(["all", ...names].map((name) => [name, "wireit"]));
  const entries = range(count).map((i) => {
    const need = needOf(shape, i);
    return [`s${i}`, { command: "true", ...(need === undefined ? {} : { dependencies: [`s${need}`] }) }];
  });
  return JSON.stringify({
    name: "bench",
    scripts,
    wireit: { all: { dependencies: names }, ...Object.fromEntries(entries) },
  });
}

function snakefile(shape: Shape, count: number): string {
  const rules = range(count).map((i) => {
    const need = needOf(shape, i);
    const input = need === undefined ? "" : `  input: "done/s${need}"\n`;
    return `rule s${i}:\n${input}  output: touch("done/s${i}")\n  shell: "true"\n`;
  });
  return `rule all:\n  input: [${range(count)
    .map((i) => `"done/s${i}"`)
    .join(", ")}]\n${rules.join("")}`;
}

/** 2,122 steps whose edges come from paths alone: a source, two layers of 1,060 and a last one that reads all. */
export function pathGraph(): string {
  const layer = range(1060);
  return [
    "name: paths",
    "steps:",
    '  split: {command: ["true"], inputs: [pipeline.yaml], outputs: [parts/]}',
    ...layer.map((i) => `  make${i}: {command: ["true"], inputs: [parts/${i}.txt], outputs: [made/${i}/]}`),
    ...layer.map(
      (i) => `  test${i}: {command: ["true"], inputs: [made/${i}/data.txt], outputs: [tested/${i}.json]}`,
    ),
    '  join: {command: ["true"], inputs: [tested/], outputs: [report.html]}',
    "",
  ].join("\n");
}

/** As many steps as the language allows. */
export const manySteps = (): string => pipeline("wide", 10_000);

/**
 * One folder with the same `count` copies of a file for every runner: `wide` copies files that are there, `chain` what the step
 * before has written.
 */
export function writeCopies(folder: string, shape: Shape, count: number, isCached = true): void {
  mkdirSync(join(folder, "in"), { recursive: true });
  spawnSync("git", ["init", "--quiet"], { cwd: folder });
  for (const i of range(count)) writeFileSync(join(folder, "in", `${i}.txt`), `${i}\n`);
  writeFileSync(join(folder, "pipeline.yaml"), copyPipeline(shape, count, isCached));
  writeFileSync(join(folder, "package.json"), copyWireit(shape, count));
  writeFileSync(join(folder, "Snakefile"), copySnakefile(shape, count));
}

const sourceOf = (shape: Shape, i: number): string => {
  const need = needOf(shape, i);
  return need === undefined ? `in/${i}.txt` : `out/${need}.txt`;
};

function copyPipeline(shape: Shape, count: number, isCached: boolean): string {
  const steps = range(count).map((i) => {
    const [from, to] = [sourceOf(shape, i), `out/${i}.txt`];
    const cache = isCached ? "" : ", cache: false";
    return `  s${i}: {command: [cp, ${from}, ${to}], inputs: [${from}], outputs: [${to}]${cache}}`;
  });
  return `name: copies\nmax_parallel: 2\nsteps:\n${steps.join("\n")}\n`;
}

function copyWireit(shape: Shape, count: number): string {
  const names = range(count).map((i) => `s${i}`);
  const entries = range(count).map((i) => {
    const [from, to, need] = [sourceOf(shape, i), `out/${i}.txt`, needOf(shape, i)];
    const dependencies = need === undefined ? {} : { dependencies: [`s${need}`] };
    return [`s${i}`, { command: `cp ${from} ${to}`, files: [from], output: [to], ...dependencies }];
  });
  return JSON.stringify({
    name: "copies",
    scripts: Object.fromEntries(["all", ...names].map((name) => [name, "wireit"])),
    wireit: { all: { dependencies: names }, ...Object.fromEntries(entries) },
  });
}

/** One rule with a wildcard: snakemake takes many times longer for a rule a file. */
function copySnakefile(shape: Shape, count: number): string {
  const all = `rule all:\n  input: [f"out/{i}.txt" for i in range(${count})]\n`;
  const before = shape === "wide" ? '"in/{i}.txt"' : "before";
  const link =
    shape === "wide"
      ? ""
      : 'def before(wildcards):\n  i = int(wildcards.i)\n  return f"out/{i - 1}.txt" if i > 0 else "in/0.txt"\n';
  const copy = `rule copy:\n  input: ${before}\n  output: "out/{i}.txt"\n  shell: "cp {input} {output}"\n`;
  return `${link}${all}${copy}`;
}
