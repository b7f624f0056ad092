import { spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { type Contestant, measure, type Sample } from "./measure.ts";

export interface Tree {
  readonly files: number;
  readonly bytes: number;
}

const large: Tree = { files: 20_000, bytes: 2e9 };

/** Digests of a tree against `sha256sum` with two processes: nothing remembered, and everything. The best of some rounds. */
export async function hashing(folder: string, rounds: number, tree = large): Promise<void> {
  mkdirSync(folder);
  const root = join(folder, "tree");
  writeTree(root, tree);
  const program = await bundle(folder);
  const ours = (...words: string[]) =>
    [process.execPath, program, root, join(folder, "digests.json"), ...words] as const;
  check(root, ours("forget", "print"));
  const sum = byTwo("sha256sum", folder, "sha256sum");
  const openssl = byTwo("openssl", folder, "openssl dgst -sha256 -r");
  const cold: Contestant = { name: "stepops", cwd: folder, argv: ours("forget") };
  const warm: Contestant = { name: "stepops again", cwd: folder, argv: ours() };
  console.log(
    `Digests of ${(tree.bytes / 1e9).toFixed(1)} GB in ${tree.files} files (to reach: stepops ≤ 1.2 × sha256sum)`,
  );
  print(best([sum, openssl, cold, warm], rounds), sum.name);
}

const byTwo = (name: string, cwd: string, command: string): Contestant => ({
  name,
  cwd,
  argv: ["sh", "-c", `find tree -type f -print0 | xargs -0 -P2 -n 500 ${command}`],
});

/** Sizes are log-normal, as those of files are: most are small, most bytes are in a few. */
function writeTree(root: string, { files, bytes }: Tree): void {
  const random = seeded(1);
  const weights = Array.from({ length: files }, () => Math.exp(1.5 * normal(random)));
  const unit = bytes / weights.reduce((sum, weight) => sum + weight, 0);
  const content = randomFillSync(Buffer.alloc(256 * 1024 * 1024));
  for (const [index, weight] of weights.entries()) {
    const size = Math.round(weight * unit);
    const place = join(root, `${Math.floor(index / 100)}`);
    if (index % 100 === 0) mkdirSync(place, { recursive: true });
    const from = Math.floor(random() * Math.max(0, content.length - size));
    writeFileSync(join(place, `${index}`), content.subarray(from, from + size));
  }
}

const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** As in `dist`: Node takes a tenth of a second to strip the types of sources, in each thread again. */
async function bundle(folder: string): Promise<string> {
  const build = await rolldown({
    input: {
      "hash-tree": join(import.meta.dirname, "hash-tree.ts"),
      "chunks/hash-thread": join(import.meta.dirname, "../src/cache/hash-thread.ts"),
    },
    platform: "node",
  });
  const dir = join(folder, "bundle");
  await build.write({ dir, format: "esm", chunkFileNames: "chunks/[name].js" });
  await build.close();
  writeFileSync(join(dir, "package.json"), '{ "type": "module" }');
  return join(dir, "hash-tree.js");
}

/** A fast answer counts only where it is the right one. */
function check(root: string, [file, ...args]: readonly [string, ...string[]]): void {
  const [expected, found] = [
    spawnSync("sh", ["-c", `find '${root}' -type f -exec sha256sum {} +`], options),
    spawnSync(file, args, options),
  ].map(({ stdout }) => stdout.trim().split("\n").sort().join("\n"));
  if (expected !== found) throw new Error("stepops and sha256sum differ");
}

const options = { encoding: "utf8", maxBuffer: 2 ** 28 } as const;

/** Interleaved, so that a busy minute hits all of them alike. */
function best(contestants: readonly Contestant[], rounds: number): ReadonlyMap<string, Sample> {
  const samples = new Map<string, Sample>();
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) {
      const sample = measure(contestant);
      const known = samples.get(contestant.name);
      if (!known || sample.wall < known.wall) samples.set(contestant.name, sample);
    }
  }
  return samples;
}

function print(samples: ReadonlyMap<string, Sample>, base: string): void {
  const unit = samples.get(base)?.wall ?? Number.NaN;
  for (const [name, { wall, cpu }] of samples) {
    const times = `${wall.toFixed(3).padStart(7)} s   ${cpu.toFixed(3).padStart(7)} s cpu`;
    console.log(`  ${name.padEnd(18)} ${times}   wall ${(wall / unit).toFixed(2)} ×`);
  }
  console.log("");
}
