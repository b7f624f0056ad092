import { join } from "node:path";
import { Bench, type BenchInput } from "./bench.ts";
import type { Check, Verdict } from "./check.ts";
import { identityChecks } from "./identity.ts";
import { killChecks } from "./kills.ts";
import { lifeChecks } from "./life.ts";
import { logChecks } from "./logs.ts";
import { openingCheck, programChecks } from "./program.ts";
import { refusalChecks } from "./refusals.ts";
import { restartChecks } from "./restart.ts";
import { secretChecks } from "./secrets.ts";
import { stopChecks } from "./stop.ts";

/** All that an operator promises, in the order in which it is best mended. */
export const checks: readonly Check[] = [
  openingCheck,
  ...lifeChecks,
  ...identityChecks,
  ...logChecks,
  ...stopChecks,
  ...refusalChecks,
  ...secretChecks,
  ...programChecks,
  ...restartChecks,
  ...killChecks,
];

export interface ConformanceOptions extends Omit<BenchInput, "directory"> {
  /** Absolute: a folder that is made for this, and removed by whoever made it. */
  readonly directory: string;
  /** How many checks run at once. */
  readonly jobs: number;
  readonly checks: readonly Check[];
}

export interface Checked {
  readonly name: string;
  readonly verdict: Verdict;
  readonly tookMs: number;
}

/**
 * Runs checks on an operator and yields what came of each, in their order, as soon as it and all before it are done. What cannot be
 * opened at all is not looked at any further.
 */
export async function* conformance(options: ConformanceOptions): AsyncGenerator<Checked> {
  const { checks, jobs, signal } = options;
  const opening = await runCheck(openingCheck, 0, options);
  if (checks.includes(openingCheck) || opening.verdict.kind === "broken") yield opening;
  if (opening.verdict.kind === "broken") return;
  const rest = checks.filter((each) => each !== openingCheck);
  const run = new Run(rest, jobs, (check, at) => runCheck(check, at + 1, options));
  for (let at = 0; at < rest.length && !signal?.aborted; at++) yield await run.outcome(at);
}

/** Begins checks in their order, so many at once, and lets those alone that want it. */
class Run {
  readonly #outcomes: Promise<Checked>[];

  constructor(checks: readonly Check[], most: number, act: (check: Check, at: number) => Promise<Checked>) {
    const open = new Set<Promise<unknown>>();
    let turn: Promise<unknown> = Promise.resolve();
    const begin = async (check: Check, at: number): Promise<Checked> => {
      const before = turn;
      const begun = Promise.withResolvers<void>();
      turn = begun.promise;
      await before;
      while (open.size >= (check.isAlone ? 1 : most)) await Promise.race(open);
      const outcome = act(check, at);
      const done = outcome
        .then(
          () => {},
          () => {},
        )
        .finally(() => open.delete(done));
      open.add(done);
      if (check.isAlone) void done.then(begun.resolve);
      else begun.resolve();
      return await outcome;
    };
    this.#outcomes = checks.map(begin);
    // Whoever asks for an outcome is told; the others must not end the process.
    for (const outcome of this.#outcomes) outcome.catch(() => {});
  }

  outcome(at: number): Promise<Checked> {
    return this.#outcomes[at] ?? Promise.reject(new Error(`there is no check ${at}`));
  }
}

async function runCheck(check: Check, at: number, options: ConformanceOptions): Promise<Checked> {
  const { clock, files } = options.host;
  const directory = join(options.directory, `check-${at + 1}`);
  await files.makeDirectory(directory, 0o700);
  const since = clock.monotonic();
  if (options.signal?.aborted)
    return { name: check.name, verdict: { kind: "skipped", why: "stopped" }, tookMs: 0 };
  const verdict = await check.run(new Bench({ ...options, directory }));
  return { name: check.name, verdict, tookMs: clock.monotonic() - since };
}
