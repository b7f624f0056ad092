import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LegId, OnFailure, Pipeline } from "../../src/pipeline/pipeline.ts";
import type { Event, RunResult, StepEnded, StopReason } from "../../src/run/event.ts";
import type { Execute, Outcome } from "../../src/run/executor.ts";
import { foldEvents } from "../../src/run/fold.ts";
import type { Capacity } from "../../src/run/packing.ts";
import { plannedSteps } from "../../src/run/planned.ts";
import type { RunRecord } from "../../src/run/record.ts";
import type { Schedule } from "../../src/run/schedule.ts";
import { schedule } from "../../src/run/scheduler.ts";
import {
  criticalPath,
  graphs,
  legId,
  type Node,
  need,
  pipelineOf,
  pipelineOfGraph,
  stepOf,
} from "../rig/graphs.ts";
import { virtualClock } from "../rig/virtual-host.ts";

const unlimited: Capacity = { slots: Number.POSITIVE_INFINITY, cpus: 1e9, memoryGb: 1e9, accelerators: 1e9 };
const random = { float: () => 0.5, hex: (length: number) => "0".repeat(length) };

interface World {
  readonly events: Event[];
  readonly executions: LegId[];
  readonly makespan: number;
  readonly result: RunResult | "left";
}

interface Simulation extends Partial<Schedule> {
  readonly pipeline: Pipeline;
  /** What each leg does: milliseconds, and its outcome when they are over. */
  readonly behave: (leg: LegId, attempt: number) => { readonly duration: number; readonly outcome: Outcome };
  /** Nothing happens any more once so many events are written, as after kill -9. */
  readonly dieAfter?: number;
}

/** Runs the real scheduler over a virtual clock and scripted steps. */
async function simulate(input: Simulation): Promise<World> {
  const clock = virtualClock();
  const events: Event[] = [];
  const executions: LegId[] = [];
  const isDead = () => events.length >= (input.dieAfter ?? Number.POSITIVE_INFINITY);
  const death = Promise.withResolvers<"left">();
  const execute: Execute = async ({ step, attempt }, _emit, signal) => {
    if (isDead()) return new Promise<Outcome>(() => {});
    executions.push(step.id);
    const { duration, outcome } = input.behave(step.id, attempt);
    try {
      await clock.sleep(duration, signal);
      return outcome;
    } catch {
      return { result: "cancelled", stopped: signal.reason as StopReason };
    }
  };
  const ended = schedule({
    capacity: unlimited,
    clock,
    random,
    execute,
    github: {},
    hashFiles: () => "",
    signal: new AbortController().signal,
    kill: new AbortController().signal,
    finallyOnCancel: "now",
    ...input,
    emit: (event) => {
      if (!isDead()) events.push(event);
      if (isDead()) death.resolve("left");
    },
  });
  const started = clock.monotonic();
  const result = await clock.run(Promise.race([ended, death.promise]));
  return { events, executions, makespan: clock.monotonic() - started, result };
}

const success: Outcome = { result: "success", values: {}, outputs: [] };
const failure: Outcome = {
  result: "failure",
  failure: { cause: "user", message: "exit code 1", exitCode: 1 },
  values: {},
};

const behaviour = (graph: readonly Node[]) => (leg: LegId) => {
  const { duration, fails } = graph[Number(leg.slice(1))] as Node;
  return { duration, outcome: fails ? failure : success };
};

const endings = (events: readonly Event[]): Map<LegId, StepEnded> =>
  new Map(events.filter((event) => event.type === "step-ended").map((event) => [event.leg, event]));

const outcomes = (events: readonly Event[]): Record<string, string> =>
  Object.fromEntries([...endings(events)].map(([leg, { outcome }]) => [leg, outcome]));

const policies: readonly OnFailure[] = ["finish", "continue", "cancel"];

describe("schedule, over random graphs", () => {
  it("starts every step once and never before its needs have ended", async () => {
    await fc.assert(
      fc.asyncProperty(
        graphs({ maxSize: 25, failures: false }),
        fc.integer({ min: 1, max: 4 }),
        async (graph, slots) => {
          const pipeline = pipelineOfGraph(graph, "finish");
          const { events, executions, result } = await simulate({
            pipeline,
            behave: behaviour(graph),
            capacity: { ...unlimited, slots },
          });
          expect(result).toBe("success");
          expect([...executions].sort()).toEqual(graph.map((_, i) => legId(i)).sort());
          graph.forEach(({ needs }, i) => {
            const start = events.findIndex(
              (event) => event.type === "step-started" && event.leg === legId(i),
            );
            for (const n of needs) {
              const end = events.findIndex((event) => event.type === "step-ended" && event.leg === legId(n));
              expect(end).toBeGreaterThanOrEqual(0);
              expect(end).toBeLessThan(start);
            }
          });
        },
      ),
    );
  });

  it("takes just the critical path when slots are unlimited", async () => {
    await fc.assert(
      fc.asyncProperty(graphs({ maxSize: 25, failures: false }), async (graph) => {
        const { makespan } = await simulate({
          pipeline: pipelineOfGraph(graph, "finish"),
          behave: behaviour(graph),
        });
        expect(makespan).toBe(criticalPath(graph));
      }),
    );
  });

  it("stays within Graham's bound of list scheduling on P slots", async () => {
    await fc.assert(
      fc.asyncProperty(
        graphs({ maxSize: 25, failures: false }),
        fc.integer({ min: 1, max: 5 }),
        async (graph, slots) => {
          const pipeline = pipelineOfGraph(graph, "finish");
          const { makespan } = await simulate({
            pipeline,
            behave: behaviour(graph),
            capacity: { ...unlimited, slots },
          });
          const work = graph.reduce((sum, { duration }) => sum + duration, 0);
          const path = criticalPath(graph);
          expect(makespan).toBeGreaterThanOrEqual(Math.max(path, work / slots));
          expect(makespan).toBeLessThanOrEqual(work / slots + path * (1 - 1 / slots));
        },
      ),
    );
  });

  it("under `continue` leaves out exactly the descendants of failed steps", async () => {
    await fc.assert(
      fc.asyncProperty(graphs({ maxSize: 25, failures: true }), async (graph) => {
        const { events } = await simulate({
          pipeline: pipelineOfGraph(graph, "continue"),
          behave: behaviour(graph),
        });
        const expected: string[] = [];
        graph.forEach(({ needs, fails }, i) => {
          const met = needs.every((n) => expected[n] === "success");
          expected[i] = met ? (fails ? "failure" : "success") : "skipped";
        });
        expect(outcomes(events)).toEqual(
          Object.fromEntries(expected.map((outcome, i) => [legId(i), outcome])),
        );
      }),
    );
  });

  it("under every policy ends every step once, and starts nothing unmet after a failure under `finish`", async () => {
    await fc.assert(
      fc.asyncProperty(
        graphs({ maxSize: 20, failures: true }),
        fc.constantFrom(...policies),
        fc.integer({ min: 1, max: 3 }),
        async (graph, policy, slots) => {
          const pipeline = pipelineOfGraph(graph, policy);
          const { events, result } = await simulate({
            pipeline,
            behave: behaviour(graph),
            capacity: { ...unlimited, slots },
          });
          const ended = events.filter((event) => event.type === "step-ended").map(({ leg }) => leg);
          expect([...ended].sort()).toEqual(graph.map((_, i) => legId(i)).sort());
          const failed = events.findIndex(
            (event) => event.type === "step-ended" && event.outcome === "failure",
          );
          expect(result).toBe(failed === -1 ? "success" : "failure");
          if (failed === -1 || policy === "continue") return;
          expect(events.slice(failed).filter(({ type }) => type === "step-started")).toEqual([]);
        },
      ),
    );
  });
});

describe("a run that is killed at any journal write and resumed", () => {
  const identity = { pipelineName: "test" } as RunRecord["run"];
  const writer = { pid: 1, hostname: "h", bootId: "b", startToken: "t" };
  const startOf = (pipeline: Pipeline): Event => {
    return {
      type: "run-started",
      at: 0,
      schema: 1,
      version: "0",
      run: identity,
      writer,
      steps: plannedSteps(pipeline),
    };
  };

  it("comes to the same end and runs no finished step again", async () => {
    await fc.assert(
      fc.asyncProperty(
        graphs({ maxSize: 12, failures: true }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }),
        async (graph, slots, deaths) => {
          const pipeline = pipelineOfGraph(graph, "continue");
          const base = { pipeline, behave: behaviour(graph), capacity: { ...unlimited, slots } };
          const undisturbed = await simulate(base);
          const journal: Event[] = [startOf(pipeline)];
          for (const dieAfter of [...deaths, Number.POSITIVE_INFINITY]) {
            const earlier = journal.length === 1 ? undefined : (foldEvents(journal)?.record as RunRecord);
            const finished = new Set(
              [...(earlier?.steps ?? [])].filter(([, s]) => s.state === "ended").map(([leg]) => leg),
            );
            const world = await simulate({ ...base, ...(earlier && { earlier }), dieAfter: dieAfter + 1 });
            expect(world.executions.filter((leg) => finished.has(leg))).toEqual([]);
            journal.push(...world.events, { type: "run-resumed", at: 0, writer, reset: [] });
          }
          expect(outcomes(journal)).toEqual(outcomes(undisturbed.events));
        },
      ),
    );
  });

  it("does not forget that a step of `finally` had failed", async () => {
    const pipeline = pipelineOf([
      stepOf("a"),
      stepOf("f", { isFinally: true }),
      stepOf("g", { isFinally: true }),
    ]);
    const ended = { at: 0, type: "step-ended", durationMs: 0, values: {}, outputs: [] } as const;
    const journal: Event[] = [
      startOf(pipeline),
      { ...ended, leg: "a" as LegId, result: "success", outcome: "success" },
      { ...ended, leg: "f" as LegId, result: "failure", outcome: "failure" },
      { type: "run-resumed", at: 0, writer, reset: [] },
    ];
    const earlier = foldEvents(journal)?.record as RunRecord;
    const { result } = await simulate({
      pipeline,
      earlier,
      behave: () => ({ duration: 1, outcome: success }),
    });
    expect(result).toBe("failure");
  });

  it("leaves what had ended alone when a need of it runs again", async () => {
    const steps = [
      stepOf("a"),
      stepOf("b", { needs: [need("a")] }),
      stepOf("f", { isFinally: true, needs: [need("b")] }),
    ];
    const pipeline = pipelineOf(steps);
    const ended = { at: 0, type: "step-ended", durationMs: 0, values: {}, outputs: [] } as const;
    const journal: Event[] = [
      startOf(pipeline),
      { ...ended, leg: "a" as LegId, result: "failure", outcome: "failure" },
      { ...ended, leg: "b" as LegId, result: "success", outcome: "skipped" },
      { type: "run-resumed", at: 0, writer, reset: ["a" as LegId] },
    ];
    const earlier = foldEvents(journal)?.record as RunRecord;
    const { events } = await simulate({
      pipeline,
      earlier,
      behave: () => ({ duration: 1, outcome: success }),
    });
    expect(outcomes(events)).toEqual({ a: "success", f: "success" });
  });
});

describe("skip rules", () => {
  const run = (
    steps: Parameters<typeof pipelineOf>[0],
    failing: readonly string[],
    onFailure: OnFailure = "continue",
  ) =>
    simulate({
      pipeline: pipelineOf(steps, { onFailure }),
      behave: (leg) => ({ duration: 1, outcome: failing.includes(leg) ? failure : success }),
    });

  it("runs a step behind a tolerated failure, whose run succeeds", async () => {
    const steps = [stepOf("a", { continueOnError: true }), stepOf("b", { needs: [need("a")] })];
    const { events, result } = await run(steps, ["a"], "finish");
    expect(outcomes(events)).toEqual({ a: "failure", b: "success" });
    expect(result).toBe("success");
  });

  it("always runs `finally`, and names the need that kept a step from running", async () => {
    const steps = [stepOf("a"), stepOf("b", { needs: [need("a")] }), stepOf("f", { isFinally: true })];
    const { events } = await run(steps, ["a"]);
    expect(outcomes(events)).toEqual({ a: "failure", b: "skipped", f: "success" });
    expect(endings(events).get("b" as LegId)?.skipped).toEqual({
      reason: "need-not-met",
      need: "a",
      result: "failure",
    });
  });

  it("stops the other legs of a matrix when one fails, unless fail_fast is off", async () => {
    const legs = [1, 2, 3].map((n) => ({ ...stepOf(`m[n=${n}]`), step: "m" as never }));
    const simulateLegs = (failFast: boolean) =>
      simulate({
        pipeline: pipelineOf(legs, {
          onFailure: "continue",
          groups: { m: { isMatrix: true, failFast, maxParallel: 2 } },
        }),
        behave: (leg) => ({
          duration: leg === "m[n=1]" ? 1 : 10,
          outcome: leg === "m[n=1]" ? failure : success,
        }),
      });
    expect(outcomes((await simulateLegs(true)).events)).toEqual({
      "m[n=1]": "failure",
      "m[n=2]": "cancelled",
      "m[n=3]": "skipped",
    });
    expect(outcomes((await simulateLegs(false)).events)).toEqual({
      "m[n=1]": "failure",
      "m[n=2]": "success",
      "m[n=3]": "success",
    });
  });
});

describe("retry", () => {
  const retry = {
    maxAttempts: 3,
    on: [],
    exitCodes: [75],
    backoff: { initialMs: 1000, factor: 2, maxMs: 1500 },
  };
  const again: Outcome = {
    result: "failure",
    failure: { cause: "user", message: "", exitCode: 75 },
    values: {},
  };

  it("tries again with backoff until it succeeds, holding no slot while it waits", async () => {
    const pipeline = pipelineOf([stepOf("a", { retry }), stepOf("b")]);
    const { events, executions, makespan } = await simulate({
      pipeline,
      capacity: { ...unlimited, slots: 1 },
      behave: (leg, attempt) => ({ duration: 10, outcome: leg === "a" && attempt < 3 ? again : success }),
    });
    expect(executions).toEqual(["a", "b", "a", "a"]);
    expect(makespan).toBe(10 + 500 + 10 + 750 + 10);
    expect(outcomes(events)).toEqual({ a: "success", b: "success" });
  });

  it("gives up after max_attempts and does not retry another exit code", async () => {
    const { executions } = await simulate({
      pipeline: pipelineOf([stepOf("a", { retry })]),
      behave: () => ({ duration: 1, outcome: again }),
    });
    expect(executions).toEqual(["a", "a", "a"]);
    const other = await simulate({
      pipeline: pipelineOf([stepOf("a", { retry })]),
      behave: () => ({ duration: 1, outcome: failure }),
    });
    expect(other.executions).toEqual(["a"]);
  });
});

describe("cancel", () => {
  const signalled: StopReason = { reason: "signal", signal: "SIGINT" };
  const steps = [stepOf("a"), stepOf("b", { needs: [need("a")] }), stepOf("f", { isFinally: true })];
  const cancelled = async (finallyOnCancel: "now" | "later") => {
    const controller = new AbortController();
    return simulate({
      pipeline: pipelineOf(steps),
      signal: controller.signal,
      finallyOnCancel,
      behave: (leg) => {
        if (leg === "a") queueMicrotask(() => controller.abort(signalled));
        return { duration: 1000, outcome: success };
      },
    });
  };

  it("stops what runs, starts nothing but `finally`, and ends as cancelled", async () => {
    const { events, result } = await cancelled("now");
    expect(outcomes(events)).toEqual({ a: "cancelled", b: "skipped", f: "success" });
    expect(result).toBe("cancelled");
  });

  it("leaves `finally` to a later process when told so", async () => {
    const { events, result } = await cancelled("later");
    expect(outcomes(events)).toEqual({ a: "cancelled", b: "skipped" });
    expect(result).toBe("left");
  });

  it("starts no further step of `finally` once it is killed", async () => {
    const controller = new AbortController();
    controller.abort(signalled);
    const finals = ["f", "g", "h"].map((id) => stepOf(id, { isFinally: true }));
    const { events, makespan } = await simulate({
      pipeline: pipelineOf([stepOf("a"), ...finals]),
      signal: controller.signal,
      capacity: { ...unlimited, slots: 1 },
      behave: () => ({ duration: 1e9, outcome: success }),
    });
    expect(outcomes(events)).toEqual({ a: "skipped", f: "cancelled", g: "skipped", h: "skipped" });
    expect(makespan).toBe(120_000);
  });

  it("ends `finally` of a cancelled run after two minutes", async () => {
    const controller = new AbortController();
    controller.abort(signalled);
    const { events, makespan } = await simulate({
      pipeline: pipelineOf([...steps, stepOf("g", { isFinally: true, needs: [need("f")] })]),
      signal: controller.signal,
      behave: () => ({ duration: 1e9, outcome: success }),
    });
    expect(outcomes(events)).toEqual({ a: "skipped", b: "skipped", f: "cancelled", g: "skipped" });
    expect(makespan).toBe(120_000);
  });
});

describe("packing", () => {
  it("starts the step with the longest path behind it first, then in the file's order", async () => {
    const steps = [stepOf("a"), stepOf("b"), stepOf("c"), stepOf("d", { needs: [need("c")] })];
    const { executions } = await simulate({
      pipeline: pipelineOf(steps),
      capacity: { ...unlimited, slots: 1 },
      behave: () => ({ duration: 1, outcome: success }),
    });
    expect(executions).toEqual(["c", "a", "b", "d"]);
  });

  it("runs beside each other only what the machine holds, and lets a small step pass a wide one", async () => {
    const wide = (id: string, cpus: number) =>
      stepOf(id, {
        resources: [{ accelerators: [], useSpot: false, numNodes: 1, cpus: { value: cpus, atLeast: false } }],
      });
    const pipeline = pipelineOf([wide("a", 3), wide("b", 3), wide("c", 1)]);
    const { events, makespan } = await simulate({
      pipeline,
      capacity: { slots: 8, cpus: 4, memoryGb: 8, accelerators: 0 },
      behave: () => ({ duration: 10, outcome: success }),
    });
    const starts = events
      .filter((event) => event.type === "step-started")
      .map(({ leg, at }) => [leg, at - (events[0] as Event).at]);
    expect(starts).toEqual([
      ["a", 0],
      ["c", 0],
      ["b", 10],
    ]);
    expect(makespan).toBe(20);
  });

  it("gives a step the whole machine once steps with fractions of it have ended", async () => {
    const cpus = (id: string, value: number, needs: readonly string[] = []) =>
      stepOf(id, {
        needs: needs.map(need),
        resources: [{ accelerators: [], useSpot: false, numNodes: 1, cpus: { value, atLeast: false } }],
      });
    const parts = [cpus("a", 0.4), cpus("b", 0.7), cpus("c", 0.6)];
    const { result } = await simulate({
      pipeline: pipelineOf([...parts, cpus("all", 2, ["a", "b", "c"])]),
      capacity: { slots: 8, cpus: 2, memoryGb: 8, accelerators: 0 },
      behave: (leg) => ({ duration: leg.charCodeAt(0), outcome: success }),
    });
    expect(result).toBe("success");
  });
});
