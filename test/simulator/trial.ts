import { type Violation, violations } from "./invariants.ts";
import type { Plan } from "./plan.ts";
import { simulate } from "./run.ts";
import { Crash } from "./world.ts";

/** Plays a plan, and says what was so and must never be. */
export async function trial(plan: Plan, trace?: (line: string) => void): Promise<readonly Violation[]> {
  const strays: unknown[] = [];
  const onStray = (error: unknown): void => {
    // What dies with a process has nobody who waits for it.
    if (!(error instanceof Crash)) strays.push(error);
  };
  process.on("unhandledRejection", onStray);
  try {
    const found = await violations(await simulate(plan, trace));
    // Node tells of strays once all that is ready has run.
    await new Promise((resolve) => setImmediate(resolve));
    const told = strays.map((error) => ({
      ...{ rule: "no rejection goes astray", message: (error as Error)?.stack ?? String(error) },
    }));
    return [...found, ...told];
  } finally {
    process.off("unhandledRejection", onStray);
  }
}
