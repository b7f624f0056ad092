import { join } from "node:path";
import type { Operator } from "../pipeline/pipeline.ts";
import { err, ok, type Result } from "../pipeline/result.ts";
import type { Failure } from "../run/event.ts";
import { callOperator } from "./call.ts";
import { faultFailure } from "./failures.ts";
import { flavorsToOpen } from "./flavors.ts";
import type { OpeningInput, OpenOperator } from "./opening.ts";
import type { RunOperator, RunOperators } from "./run-operator.ts";
import { Watcher } from "./watcher.ts";

/** In a run's folder; what an operator keeps there goes with it. */
export const operatorsFolder = "operators";

const openLimitMs = 2 * 60_000;

/** Opens each operator of a stack with its first step; `open`: instead of what its flavor brings. */
export function openOperators(input: OpeningInput, open: OpenOperator = openFlavor): RunOperators {
  const opened = new Map<string, Promise<Result<RunOperator, Failure>>>();
  const settled: RunOperator[] = [];
  const closing = new AbortController();

  /** All steps of the operator wait for it, so it is not the signal of one that ends the waiting of all. */
  async function openOne(operator: Operator): Promise<Result<RunOperator, Failure>> {
    const { signal } = closing;
    const { name } = operator;
    const scratch = join(input.directory, operatorsFolder, name);
    const make = (over: AbortSignal) => open(operator, { ...input, scratch }, over);
    const answer = await callOperator({ host: input.host, make, signal, limitMs: openLimitMs });
    if (!answer.ok) return err(faultFailure(answer.error, `the operator ${name} cannot be used`));
    const { host, onNotice } = input;
    const watcher = new Watcher({ host, name, onNotice, operator: answer.value });
    const ready = { name, operator: answer.value, watcher };
    settled.push(ready);
    return ok(ready);
  }

  return {
    get(operator, signal) {
      const found = opened.get(operator.name) ?? openOne(operator);
      opened.set(operator.name, found);
      // Whoever comes later, as a next attempt does, tries anew.
      void found.then(({ ok: isOpen }) => isOpen || opened.delete(operator.name));
      return unlessAborted(found, signal);
    },
    async close() {
      closing.abort();
      await Promise.all(opened.values());
      for (const { watcher } of settled) watcher.close();
      await Promise.all(settled.map(({ operator }) => operator.close()));
    },
  };
}

const stopped: Failure = {
  cause: "cancelled",
  message: "the step was stopped before its operator was there",
};

async function unlessAborted(
  opening: Promise<Result<RunOperator, Failure>>,
  signal: AbortSignal,
): Promise<Result<RunOperator, Failure>> {
  const given = Promise.withResolvers<Result<RunOperator, Failure>>();
  const onAbort = () => given.resolve(err(stopped));
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  const first = await Promise.race([opening, given.promise]);
  signal.removeEventListener("abort", onAbort);
  return first;
}

/** What a flavor brings. */
export const openFlavor: OpenOperator = async (operator, input, signal) => {
  const flavor = Object.hasOwn(flavorsToOpen, operator.flavor) ? flavorsToOpen[operator.flavor] : undefined;
  if (flavor) return (await flavor())(operator, input, signal);
  return err({
    reason: "invalid",
    message: `this version of stepops cannot run steps on ${operator.flavor}`,
  });
};
