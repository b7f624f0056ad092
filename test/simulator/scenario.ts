import type { JobScript, Plan, PlannedLeg } from "./plan.ts";
import { simulate } from "./run.ts";
import type { CrashPoint } from "./world.ts";

const job: JobScript = {
  ...{ queuedMs: 2000, preparingMs: 0, runMs: 9000, end: "success", stopMs: 1500, hiddenMs: 0, lines: 7 },
  odd: "none",
};

const leg = (id: string, rest: Partial<PlannedLeg>): PlannedLeg => ({
  ...{ id, step: id, needs: [], isFinally: false, maxAttempts: 2, on: ["preempted"], exitCodes: [] },
  ...{ timeoutMs: 60_000, pendingTimeoutMs: 60_000, continueOnError: false, hasCheckpoint: false },
  scripts: [job],
  ...rest,
});

/** One run with a little of everything: a retry, a timeout, a checkpoint, a failure that goes on, and `finally`. */
export function scenario(crash?: CrashPoint): Plan {
  const once = { pauseMs: 0, mode: "run", finallyOnCancel: "now" } as const;
  return {
    seed: 1,
    legs: [
      leg("first", { scripts: [{ ...job, end: "preempted" }, job], hasCheckpoint: true }),
      leg("slow", { scripts: [{ ...job, runMs: 300_000 }], timeoutMs: 8000, continueOnError: true }),
      leg("last", { needs: [0, 1] }),
      leg("clean", { isFinally: true }),
    ],
    onFailure: "finish",
    slots: 100,
    faults: [{ kind: "lost", verb: "submit", nth: 2 }],
    stints: crash ? [{ ...once, crash }, once] : [once],
    latencyMs: 5,
    pageSize: 3,
  };
}

/** How often it calls what lies outside when nothing ends it. */
export async function callsOfScenario(): Promise<number> {
  const { stints } = await simulate(scenario());
  return stints[0]?.process.calls ?? 0;
}
