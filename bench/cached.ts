import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Contestant, compete, measure, type Sample } from "./measure.ts";
import { type Shape, writeCopies } from "./workload.ts";

const count = 1000;

interface Bench {
  readonly folder: string;
  readonly cli: string;
}

/** A run in which all steps were done before, against those of other runners: each in a folder of its own. */
export function cachedRuns({ folder, cli }: Bench, shape: Shape, rounds: number): void {
  const all: readonly Omit<Contestant, "cwd">[] = [
    { name: "stepops", argv: [process.execPath, cli, "run", "pipeline.yaml"] },
    // Without npm's own start-up, which takes a third of a second.
    { name: "wireit", argv: [process.execPath, "--run", "all"], env: { WIREIT_CACHE: "local" } },
    { name: "snakemake", argv: ["snakemake", "--quiet", "--cores", "2"] },
  ];
  const here = all
    .filter(({ name }) => name === "stepops" || isInstalled(name))
    .map((one): Contestant => ({ ...one, cwd: join(folder, `${shape}-${one.name}`) }));
  for (const { cwd } of here) {
    writeCopies(cwd, shape, count);
    mkdirSync(join(cwd, "out"));
  }
  const results = compete(here, rounds);
  const edges = shape === "wide" ? "without edges" : "one after the other";
  console.log(
    `${count} steps that were all done before, ${edges} (to reach: stepops ≤ half of the fastest other)`,
  );
  const others = [...results].filter(([name]) => name !== "stepops").map(([, { wall }]) => wall);
  const unit = others.length > 0 ? Math.min(...others) : (results.get("stepops")?.wall ?? Number.NaN);
  for (const [name, sample] of results) print(name, sample, `wall ${(sample.wall / unit).toFixed(2)} ×`);
  console.log("");
}

/** What it costs a step that its outputs are kept: its first run, against a pipeline that keeps nothing. */
export function keeping({ folder, cli }: Bench, rounds: number): void {
  const [without, kept] = (["without the cache", "kept"] as const).map((name): Contestant => {
    const cwd = join(folder, name.replaceAll(" ", "-"));
    writeCopies(cwd, "wide", count, name === "kept");
    return { name, cwd, argv: [process.execPath, cli, "run", "pipeline.yaml"] };
  }) as [Contestant, Contestant];
  const best = new Map<string, Sample>();
  for (let round = 0; round < rounds; round++) {
    for (const contestant of [without, kept]) {
      for (const left of ["out", ".stepops"])
        rmSync(join(contestant.cwd, left), { recursive: true, force: true });
      const sample = measure(contestant);
      if (sample.wall < (best.get(contestant.name)?.wall ?? Number.POSITIVE_INFINITY))
        best.set(contestant.name, sample);
    }
  }
  console.log(`First run of ${count} steps that copy a file (to reach: kept for ≤ 3 ms a step)`);
  const unit = best.get(without.name)?.wall ?? Number.NaN;
  for (const [name, sample] of best)
    print(name, sample, `${(((sample.wall - unit) / count) * 1000).toFixed(2)} ms a step more`);
  console.log("");
}

const isInstalled = (name: string): boolean => {
  const isThere = spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
  if (!isThere) console.log(`${name} is not on PATH: left out`);
  return isThere;
};

function print(name: string, { wall, cpu }: Sample, ratio: string): void {
  const times = `${wall.toFixed(3).padStart(7)} s   ${cpu.toFixed(3).padStart(7)} s cpu`;
  console.log(`  ${name.padEnd(18)} ${times}   ${ratio}`);
}
