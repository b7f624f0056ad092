/**
 * Plays random runs on a simulated machine and service, and looks for what must never be so.
 *
 *     node scripts/simulate.ts --seeds 20000 --from 1
 *     node scripts/simulate.ts --seed 162            a seed that fails, made as small as it goes, with its trace
 *     node scripts/simulate.ts --seed 162 --verbose  as it was drawn, with all that happens
 *     node scripts/simulate.ts --every-call          one run, which dies at each of its calls in turn
 */
import { parseArgs } from "node:util";
import type { Violation } from "../test/simulator/invariants.ts";
import { type Plan, planOf } from "../test/simulator/plan.ts";
import { callsOfScenario, scenario } from "../test/simulator/scenario.ts";
import { shrink } from "../test/simulator/shrink.ts";
import { trial } from "../test/simulator/trial.ts";

const { values: options } = parseArgs({
  options: {
    seeds: { type: "string", default: "2000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    "every-call": { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
  },
});

const print = (text: string): boolean => process.stdout.write(`${text}\n`);
const shown = ({ rule, message }: Violation): string => `${rule}: ${message}`;

/** Smaller, with the same rule broken. */
function least(plan: Plan, { rule }: Violation): Promise<Plan> {
  return shrink(plan, async (less) => (await trial(less)).some((found) => found.rule === rule));
}

async function explain(seed: number): Promise<boolean> {
  const drawn = planOf(seed);
  const [first] = await trial(drawn);
  const plan = first && !options.verbose ? await least(drawn, first) : drawn;
  print(JSON.stringify(plan, undefined, 1));
  const found = await trial(plan, print);
  for (const each of found) print(shown(each));
  return found.length === 0;
}

async function sweep(from: number, seeds: number): Promise<boolean> {
  const began = performance.now();
  const broken = new Map<string, number[]>();
  for (let seed = from; seed < from + seeds; seed++)
    for (const found of await trial(planOf(seed))) {
      const known = broken.get(found.rule) ?? [];
      broken.set(found.rule, [...known, seed]);
      if (known.length < 3) print(`seed ${seed}: ${shown(found)}`);
    }
  for (const [rule, list] of broken) print(`${list.length} times: ${rule}: ${list.slice(0, 20).join(" ")}`);
  print(`${seeds} seeds from ${from} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return broken.size === 0;
}

async function everyCall(): Promise<boolean> {
  const began = performance.now();
  const calls = await callsOfScenario();
  const ways = [
    { when: "before", kind: "kill" },
    { when: "after", kind: "kill" },
    { when: "after", kind: "power" },
  ] as const;
  let isSound = true;
  for (let call = 1; call <= calls; call++)
    for (const way of ways)
      for (const found of await trial(scenario({ call, ...way }))) {
        isSound = false;
        print(`${way.kind} ${way.when} call ${call}: ${shown(found)}`);
      }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  print(`crashed at each of ${calls} calls, in ${ways.length} ways, in ${seconds} s`);
  return isSound;
}

const isSound = options["every-call"]
  ? await everyCall()
  : options.seed === undefined
    ? await sweep(Number(options.from), Number(options.seeds))
    : await explain(Number(options.seed));
process.exitCode = isSound ? 0 : 1;
