import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureImages, whyNoEngine } from "../test/rig/docker.ts";
import type { Contestant } from "./measure.ts";

const image = "stepops-test/busybox:1";

/** The same `count` containers started by stepops and by a loop, two at a time; or why there can be none. */
export function containerContestants(input: {
  readonly cwd: string;
  readonly count: number;
  readonly cli: string;
}): readonly [bare: Contestant, stepops: Contestant] | { readonly missing: string } {
  const missing = whyNoEngine();
  if (missing !== undefined) return { missing };
  ensureImages();
  const { cwd, count, cli } = input;
  const node = process.execPath;
  const loop = join(import.meta.dirname, "bare-loop.mjs");
  const command = ["docker", "run", "--rm", image, "true"];
  mkdirSync(cwd);
  // A checkout, where a step without inputs gets what git has.
  spawnSync("git", ["init", "--quiet"], { cwd });
  writeFileSync(join(cwd, "pipeline.yaml"), pipeline(count));
  return [
    { name: "bare docker run", cwd, argv: [node, loop, String(count), "2", ...command] },
    { name: "stepops", cwd, argv: [node, cli, "run", "pipeline.yaml"] },
  ];
}

/** Without edges, so that nothing but the two slots holds a step back. */
function pipeline(count: number): string {
  const steps = Array.from({ length: count }, (_, i) => `  s${i}: {command: ["true"]}`);
  return `name: containers\nmax_parallel: 2\ndefaults: {image: "${image}"}\nsteps:\n${steps.join("\n")}\n`;
}
