import type { Random } from "../../src/host/host.ts";
import type { OperatorFault, StepOperator } from "../../src/operator/operator.ts";
import type { LegId, OnFailure, Pipeline, RetryCause, StepId } from "../../src/pipeline/pipeline.ts";
import { pipelineOf, stepOf } from "../rig/graphs.ts";
import { seededRandom } from "../rig/virtual-host.ts";
import type { CrashPoint } from "./world.ts";

export type Verb = Exclude<keyof StepOperator, "capabilities" | "close">;

/** How one job goes; plain data. */
export interface JobScript {
  readonly queuedMs: number;
  /** From the end of the queue to the start of the command. */
  readonly preparingMs: number;
  readonly runMs: number;
  readonly end: "success" | "failure" | "preempted" | "oom" | "infrastructure" | "capacity" | "vanished";
  /** From its stop order to its end. */
  readonly stopMs: number;
  /** Until `find`, `list` and `poll` know it. */
  readonly hiddenMs: number;
  readonly lines: number;
  /** What `poll` says now and then instead of the truth. */
  readonly odd: "none" | "unknown" | "backward";
}

export interface PlannedLeg {
  readonly id: string;
  readonly step: string;
  /** Indices of earlier legs. */
  readonly needs: readonly number[];
  readonly isFinally: boolean;
  readonly maxAttempts: number;
  readonly on: readonly RetryCause[];
  readonly exitCodes: readonly number[];
  readonly timeoutMs: number;
  readonly pendingTimeoutMs: number;
  readonly continueOnError: boolean;
  readonly hasCheckpoint: boolean;
  /** By submission; the last one goes for all that follow. */
  readonly scripts: readonly JobScript[];
}

/** What goes wrong with the service, all of it for a time only. */
export type Fault =
  /** From one moment to another, in milliseconds from the start. */
  | {
      readonly kind: "away";
      readonly verbs: readonly Verb[] | "all";
      readonly from: number;
      readonly to: number;
      readonly reason: OperatorFault["reason"];
      readonly retryAfterMs?: number;
    }
  /** The n-th call of a verb, from 1. `lost`: done, and the answer never comes. `cut`: never done. `hangs`: done or not, it takes minutes. */
  | { readonly kind: "lost" | "cut" | "hangs" | "throws"; readonly verb: Verb; readonly nth: number }
  /** The order to stop is refused so many times. */
  | { readonly kind: "unstoppable"; readonly times: number }
  /** Somebody else's job bears the key of a leg's n-th submission. */
  | { readonly kind: "foreign"; readonly leg: number; readonly submission: number }
  | { readonly kind: "jump"; readonly at: number; readonly ms: number };

/** What one process does, from its start to its end. */
export interface Stint {
  /** Since the end of the one before. */
  readonly pauseMs: number;
  readonly crash?: CrashPoint;
  /** A signal so long after its start; the second follows so long after the first. */
  readonly cancelMs?: number;
  readonly killMs?: number;
  /** It dies so long after the signal, as a runner's process does. */
  readonly dieMs?: number;
  /** `post`: it starts no main step, and ends what it finds. `twice`: another process resumes at the same time. */
  readonly mode: "run" | "post" | "twice";
  /** On Actions another process comes after a cancel. */
  readonly finallyOnCancel: "now" | "later";
}

/** All that happens in a simulation but what chance adds; plain data, so that it can be made smaller. */
export interface Plan {
  readonly seed: number;
  readonly legs: readonly PlannedLeg[];
  readonly onFailure: OnFailure;
  readonly slots: number;
  readonly faults: readonly Fault[];
  /** The last one has no crash. */
  readonly stints: readonly Stint[];
  readonly latencyMs: number;
  readonly pageSize: number;
}

/** Of a sort of thing that a plan is drawn with. */
class Dice {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  chance(probability: number): boolean {
    return this.#random.float() < probability;
  }

  /** From `least` up to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.#random.float() * (most - least + 1));
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.whole(0, list.length - 1)] ?? list[0];
  }

  /** Small ones as likely as large ones. */
  scaled(least: number, most: number): number {
    return Math.round(least * (most / least) ** this.#random.float());
  }

  list<T>(most: number, make: (at: number) => T): readonly T[] {
    return Array.from({ length: this.whole(0, most) }, (_, at) => make(at));
  }
}

const causes: readonly RetryCause[] = ["preempted", "capacity", "infrastructure", "lost", "oom", "timeout"];
const minute = 60_000;

export function planOf(seed: number): Plan {
  const dice = new Dice(Math.imul(seed, 0x9e3779b1));
  const isCalm = dice.chance(0.1);
  return {
    seed,
    legs: drawLegs(dice),
    onFailure: dice.pick(["finish", "continue", "cancel"]),
    slots: dice.chance(0.2) ? dice.whole(1, 2) : 100,
    faults: isCalm ? [] : dice.list(4, () => drawFault(dice)),
    stints: drawStints(dice),
    latencyMs: dice.pick([0, 5, 300, 2000]),
    pageSize: dice.pick([1, 3, 100]),
  };
}

function drawLegs(dice: Dice): readonly PlannedLeg[] {
  const legs: PlannedLeg[] = [];
  const size = dice.whole(1, dice.chance(0.3) ? 8 : 4);
  for (let step = 0; legs.length < size; step++) {
    const isFinally = legs.length > 0 && legs.length === size - 1 && dice.chance(0.2);
    const before = legs.map((_, at) => at);
    const needs = isFinally ? [] : before.filter(() => dice.chance(0.35)).slice(-3);
    const shared = { needs, isFinally, ...drawKeys(dice) };
    const width = dice.chance(0.2) && !isFinally ? Math.min(dice.whole(2, 3), size - legs.length) : 1;
    for (let leg = 0; leg < width; leg++)
      legs.push({
        ...shared,
        id: width === 1 ? `s${step}` : `s${step}-${leg}`,
        step: `s${step}`,
        scripts: [drawScript(dice), ...dice.list(3, () => drawScript(dice))],
      });
  }
  return legs;
}

function drawKeys(dice: Dice): Omit<PlannedLeg, "id" | "step" | "needs" | "isFinally" | "scripts"> {
  return {
    maxAttempts: dice.pick([1, 1, 2, 3]),
    on: causes.filter(() => dice.chance(0.6)),
    exitCodes: dice.chance(0.3) ? [3] : [],
    timeoutMs: dice.pick([1, 5, 60]) * minute,
    pendingTimeoutMs: dice.pick([1, 5, 60]) * minute,
    continueOnError: dice.chance(0.15),
    hasCheckpoint: dice.chance(0.2),
  };
}

function drawScript(dice: Dice): JobScript {
  const ends: readonly ["success", ...JobScript["end"][]] = [
    ...(["success", "failure", "preempted", "oom", "infrastructure", "capacity", "vanished"] as const),
  ];
  return {
    queuedMs: dice.chance(0.05) ? 1000 * minute : dice.chance(0.3) ? 0 : dice.scaled(100, minute),
    preparingMs: dice.chance(0.5) ? 0 : dice.scaled(100, 30_000),
    runMs: dice.chance(0.05) ? 1000 * minute : dice.scaled(100, dice.chance(0.1) ? 30 * minute : 3 * minute),
    end: dice.chance(0.7) ? "success" : dice.pick(ends),
    stopMs: dice.chance(0.4) ? 0 : dice.scaled(100, 90_000),
    hiddenMs: dice.chance(0.8) ? 0 : dice.scaled(100, 50_000),
    lines: dice.chance(0.3) ? 0 : dice.whole(0, 20),
    odd: dice.chance(0.85) ? "none" : dice.pick(["unknown", "backward"]),
  };
}

const verbs: readonly [Verb, ...Verb[]] = [
  ...(["submit", "find", "poll", "logs", "cancel", "collect", "cleanup"] as const),
];

function drawFault(dice: Dice): Fault {
  const verb = dice.pick(verbs);
  const from = dice.whole(0, 5 * minute);
  switch (dice.whole(0, 8)) {
    case 0: {
      const reason = dice.pick<OperatorFault["reason"]>(["unavailable", "busy"]);
      const to = from + dice.scaled(1000, 10 * minute);
      const some = dice.chance(0.5) ? ("all" as const) : [verb];
      return { kind: "away", verbs: some, from, to, reason, retryAfterMs: dice.pick([0, 1000, 20_000]) };
    }
    case 1: {
      const reason = dice.pick<OperatorFault["reason"]>(["denied", "invalid", "quota", "capacity"]);
      return { kind: "away", verbs: [verb], from, to: from + dice.scaled(1000, 3 * minute), reason };
    }
    case 2:
    case 3:
      return { kind: "lost", verb, nth: dice.whole(1, 4) };
    case 4:
      return { kind: "cut", verb, nth: dice.whole(1, 4) };
    case 5:
      return { kind: dice.pick(["hangs", "throws"]), verb, nth: dice.whole(1, 4) };
    case 6:
      return { kind: "unstoppable", times: dice.whole(1, 6) };
    case 7:
      return { kind: "foreign", leg: dice.whole(0, 7), submission: dice.whole(1, 3) };
    default:
      return { kind: "jump", at: from, ms: dice.whole(-15, 15) * minute };
  }
}

function drawStints(dice: Dice): readonly Stint[] {
  const before = dice.list(3, () => drawStint(dice, true));
  return [...before, drawStint(dice, false)];
}

function drawStint(dice: Dice, mayCrash: boolean): Stint {
  const finallyOnCancel = dice.pick<Stint["finallyOnCancel"]>(["now", "later"]);
  const isCancelled = dice.chance(mayCrash ? 0.35 : 0.15);
  const dies = mayCrash && dice.chance(0.75);
  return {
    pauseMs: dice.chance(0.4) ? 0 : dice.scaled(100, 10 * minute),
    mode: dice.pick(["run", "run", "run", "run", "run", "twice", "post"]),
    finallyOnCancel,
    ...(isCancelled && { cancelMs: dice.chance(0.1) ? 0 : dice.scaled(10, 4 * minute) }),
    ...(isCancelled && dice.chance(0.2) && { killMs: dice.scaled(10, 20_000) }),
    ...(isCancelled && dies && dice.chance(0.4) && { dieMs: dice.scaled(10, 10_000) }),
    ...(dies && {
      crash: {
        call: dice.scaled(1, 1500),
        when: dice.pick(["before", "after"]),
        kind: dice.chance(0.3) ? ("power" as const) : ("kill" as const),
      },
    }),
  };
}

export const lab = { name: "lab", flavor: "custom", settings: { command: ["lab"] } } as const;

export const outputOf = (leg: { readonly id: string }): string => `out/${leg.id}.txt`;
export const checkpointOf = (leg: { readonly id: string }): string => `ckpt/${leg.id}`;

export function pipelineOfPlan({ legs, onFailure }: Pick<Plan, "legs" | "onFailure">): Pipeline {
  const { location } = stepOf("x");
  const steps = legs.map((leg) => {
    const needs = leg.needs.flatMap((at) => legs[at] ?? []);
    return stepOf(leg.id, {
      step: leg.step as StepId,
      isFinally: leg.isFinally,
      needs: needs.map(({ id, step }) => ({ leg: id as LegId, step: step as StepId, via: "needs" as const })),
      operator: lab,
      operatorName: lab.name,
      cache: false,
      inputs: ["data.txt", ...needs.map(outputOf)].map((path) => ({
        ...{ kind: "path" as const, path, isDirectory: false },
      })),
      outputs: [{ path: outputOf(leg), isDirectory: false, role: "output", location }],
      values: ["job"],
      timeoutMs: leg.timeoutMs,
      pendingTimeoutMs: leg.pendingTimeoutMs,
      continueOnError: leg.continueOnError,
      retry: {
        ...{ maxAttempts: leg.maxAttempts, on: leg.on, exitCodes: leg.exitCodes },
        backoff: { initialMs: 10_000, factor: 2, maxMs: 60_000 },
      },
      ...(leg.hasCheckpoint && { checkpoint: checkpointOf(leg) }),
    });
  });
  const matrices = legs.filter(({ id, step }) => id !== step).map(({ step }) => [step, { isMatrix: true }]);
  return pipelineOf(steps, { onFailure, groups: Object.fromEntries(matrices) });
}
