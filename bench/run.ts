// npm run bench: what a run, a check and a plan cost, as ratios against the least that would do. Writes below the system's
// temporary folder only.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { cachedRuns, keeping } from "./cached.ts";
import { containerContestants } from "./containers.ts";
import { hashing } from "./hash.ts";
import { type Contestant, compete, peakMemory, type Sample } from "./measure.ts";
import { transfers } from "./transfers.ts";
import { manySteps, pathGraph, type Shape, writeWorkload } from "./workload.ts";

const root = join(import.meta.dirname, "..");
const cli = join(root, "dist/cli.js");
const quickstart = join(root, "examples/quickstart/pipeline.yaml");
const count = 200;
const node = process.execPath;

const folder = mkdtempSync(join(tmpdir(), "stepops-bench-"));
try {
  console.log(`Node ${process.version}, ${availableParallelism()} cores; medians of interleaved runs\n`);
  race("wide", 5);
  race("chain", 5);
  start(15);
  graph(5);
  memory();
  containers(3);
  await hashing(join(folder, "hash"), 3);
  for (const shape of ["wide", "chain"] as const) cachedRuns({ folder, cli }, shape, 5);
  keeping({ folder, cli }, 3);
  await transfers(join(folder, "transfers"), 3);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function race(shape: Shape, rounds: number): void {
  const cwd = join(folder, shape);
  writeWorkload(cwd, shape, count);
  const slots = shape === "wide" ? "2" : "1";
  const bare = {
    name: "bare Node loop",
    cwd,
    argv: [node, join(import.meta.dirname, "bare-loop.mjs"), String(count), slots],
  } as const;
  const contestants: Contestant[] = [
    bare,
    { name: "stepops", cwd, argv: [node, cli, "run", "pipeline.yaml"] },
  ];
  contestants.push(...peers(cwd, slots));
  const results = compete(contestants, rounds);
  console.log(
    `${count} no-op steps, ${shape === "wide" ? "two at a time" : "one after the other"} (to reach: stepops ≤ 1.3 × the bare loop)`,
  );
  print(results, bare.name);
}

function peers(cwd: string, slots: string): readonly Contestant[] {
  const all: readonly Contestant[] = [
    { name: "make", cwd, argv: ["make", "--silent", `-j${slots}`] },
    {
      name: "wireit",
      cwd,
      argv: ["npm", "run", "--silent", "all"],
      env: { WIREIT_PARALLEL: slots, WIREIT_CACHE: "none" },
    },
    { name: "snakemake", cwd, argv: ["snakemake", "--quiet", "--forceall", "--cores", slots] },
  ];
  const [here, missing] = [
    all.filter(({ name }) => isInstalled(name)),
    all.filter(({ name }) => !isInstalled(name)),
  ];
  for (const { name } of missing) console.log(`${name} is not on PATH: left out`);
  return here;
}

function isInstalled(name: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
}

function start(rounds: number): void {
  const bare = { name: "node -e 0", cwd: folder, argv: [node, "-e", "0"] } as const;
  const results = compete(
    [bare, { name: "stepops validate", cwd: folder, argv: [node, cli, "validate", quickstart] }],
    rounds,
  );
  console.log("Start-up: validate of the quickstart (to reach: ≤ 3 × bare Node)");
  print(results, bare.name);
}

function graph(rounds: number): void {
  const cwd = join(folder, "paths");
  mkdirSync(cwd);
  writeFileSync(join(cwd, "pipeline.yaml"), pathGraph());
  const bare = { name: "node -e 0", cwd, argv: [node, "-e", "0"] } as const;
  const results = compete(
    [bare, { name: "stepops plan", cwd, argv: [node, cli, "plan", "pipeline.yaml"] }],
    rounds,
  );
  console.log("A graph of 2,122 steps from paths alone (to reach: planned in under 1 s)");
  print(results, bare.name);
}

function memory(): void {
  const cwd = join(folder, "many");
  mkdirSync(cwd);
  writeFileSync(join(cwd, "pipeline.yaml"), manySteps());
  console.log("Peak memory with 10,000 steps (to reach: under 300 MB)");
  for (const command of ["validate", "plan", "run"]) {
    const megabytes = peakMemory(cwd, [cli, command, "pipeline.yaml"]);
    console.log(`  ${command.padEnd(18)} ${megabytes.toFixed(0).padStart(6)} MB`);
  }
}

function containers(rounds: number): void {
  const contestants = containerContestants({ cwd: join(folder, "containers"), count, cli });
  if ("missing" in contestants) {
    console.log(`No Docker engine answers: container steps are left out (${contestants.missing})`);
    return;
  }
  const results = compete(contestants, rounds);
  console.log(`${count} container steps, two at a time (to reach: stepops ≤ 1.15 × the bare loop)`);
  print(results, contestants[0].name);
}

function print(results: ReadonlyMap<string, Sample>, base: string): void {
  const unit = results.get(base) as Sample;
  for (const [name, { wall, cpu }] of results) {
    const ratios = `wall ${(wall / unit.wall).toFixed(2)} ×   cpu ${(cpu / unit.cpu).toFixed(2)} ×`;
    console.log(
      `  ${name.padEnd(18)} ${wall.toFixed(3).padStart(7)} s   ${cpu.toFixed(3).padStart(7)} s cpu   ${ratios}`,
    );
  }
  console.log("");
}
