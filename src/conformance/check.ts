import type { Bench } from "./bench.ts";
import { Broken, Skipped } from "./expectation.ts";

/** What came of a check. `broken`: what was expected and what came, as one sentence. */
export type Verdict =
  | { readonly kind: "kept" }
  | { readonly kind: "skipped"; readonly why: string }
  | { readonly kind: "broken"; readonly what: string; readonly messages: readonly string[] };

/** One promise that every operator gives. */
export interface Check {
  /** A plain sentence that is true of an operator which keeps the promise. */
  readonly name: string;
  /** Whether nothing else may run beside it: what it measures is time. */
  readonly isAlone: boolean;
  run(bench: Bench): Promise<Verdict>;
}

export function check(
  name: string,
  act: (bench: Bench) => Promise<void>,
  options: { readonly isAlone?: boolean } = {},
): Check {
  return { name, isAlone: options.isAlone ?? false, run: (bench) => verdictOf(bench, act) };
}

async function verdictOf(bench: Bench, act: (bench: Bench) => Promise<void>): Promise<Verdict> {
  try {
    await act(bench);
    return { kind: "kept" };
  } catch (error) {
    if (error instanceof Skipped) return { kind: "skipped", why: error.message };
    if (error instanceof Broken) return { kind: "broken", what: error.message, messages: bench.messages() };
    throw error;
  } finally {
    await bench.close();
  }
}
