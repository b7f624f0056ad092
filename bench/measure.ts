import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

export interface Sample {
  /** Seconds. */
  readonly wall: number;
  /** Seconds of user and system time, of the command and all its descendants. */
  readonly cpu: number;
}

export interface Contestant {
  readonly name: string;
  readonly cwd: string;
  readonly argv: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

/** Bash's `time` counts descendants too, which Node cannot; throws where the command fails. */
export function measure({ name, cwd, argv, env }: Contestant): Sample {
  const script = 'TIMEFORMAT="%R %U %S"; { time "$@" >/dev/null 2>"$0"; } 2>&1';
  const log = join(cwd, ".bench-stderr");
  const child = spawnSync("bash", ["-c", script, log, ...argv], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  if (child.status !== 0)
    throw new Error(`${name} failed (${child.status}): ${readFileSync(log, "utf8").slice(-2000)}`);
  const [wall = 0, user = 0, system = 0] = child.stdout.trim().split(/\s+/).map(Number);
  return { wall, cpu: user + system };
}

/** Median wall and CPU of each contestant; rounds are interleaved, so that a busy minute hits all of them alike. */
export function compete(contestants: readonly Contestant[], rounds: number): ReadonlyMap<string, Sample> {
  const samples = new Map<string, Sample[]>(contestants.map(({ name }) => [name, []]));
  for (const contestant of contestants) measure(contestant);
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) samples.get(contestant.name)?.push(measure(contestant));
  }
  return new Map(
    [...samples].map(([name, all]) => [
      name,
      { wall: median(all.map(({ wall }) => wall)), cpu: median(all.map(({ cpu }) => cpu)) },
    ]),
  );
}

/** Peak resident memory of one Node command, in MB. */
export function peakMemory(cwd: string, args: readonly string[]): number {
  const file = join(cwd, ".bench-peak");
  const hook = join(import.meta.dirname, "peak-memory.mjs");
  const env = { ...process.env, BENCH_PEAK: file };
  const child = spawnSync(process.execPath, ["--import", hook, ...args], {
    cwd,
    env,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (child.status !== 0)
    throw new Error(`${args.join(" ")} failed (${child.status}): ${child.stderr.slice(-2000)}`);
  const kilobytes = Number(readFileSync(file, "utf8"));
  rmSync(file);
  return kilobytes / 1024;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
