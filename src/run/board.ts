import type { Mapping } from "../pipeline/draft.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { StepResult, StopReason } from "./event.ts";
import { failedBefore, type Leg, legsOf } from "./leg.ts";
import { type Capacity, Packing } from "./packing.ts";
import { ReadyQueue } from "./ready-queue.ts";
import type { RunRecord } from "./record.ts";

export type Phase = "main" | "finally";

/** Where every leg of a run stands, and what of the machine is taken. It decides nothing. */
export class Board {
  readonly legs: readonly Leg[];
  readonly #packing: Packing;
  readonly #ready = new ReadyQueue();
  /** Legs to decide about; a queue, because a chain of 10,000 skips would overflow a recursion. */
  readonly #arrived: Leg[] = [];
  /** Legs that run or wait for their next attempt. */
  #active = 0;
  #phase: Phase = "main";

  constructor(input: {
    readonly pipeline: Pipeline;
    readonly capacity: Capacity;
    readonly earlier?: RunRecord;
  }) {
    this.legs = legsOf(input.pipeline, input.earlier);
    this.#packing = new Packing(input.capacity);
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Nothing of this phase runs, waits for its next attempt or could start. */
  get isIdle(): boolean {
    return this.#active === 0 && this.#ready.length === 0;
  }

  enter(phase: Phase): void {
    this.#phase = phase;
    for (const leg of this.legs) if (leg.state === "waiting") this.#arrive(leg);
  }

  takeArrived(): Leg | undefined {
    return this.#arrived.shift();
  }

  get hasArrived(): boolean {
    return this.#arrived.length > 0;
  }

  makeReady(leg: Leg): void {
    leg.state = "ready";
    this.#ready.add(leg);
  }

  /** The next leg that a slot and the machine have room for. */
  takeStartable(): Leg | undefined {
    if (!this.#packing.hasSlot) return undefined;
    return this.#ready.takeFirst((leg) => this.#packing.fits(leg.step) && hasGroupSlot(leg));
  }

  /** Decides again about legs that have not started: `among` these, or all. */
  reconsider(among?: readonly Leg[]): void {
    this.#arrived.push(...(among ? this.#ready.takeThose(among) : this.#ready.takeAll()));
  }

  occupy(leg: Leg): void {
    leg.state = "running";
    this.#active++;
    leg.group.running++;
    this.#packing.take(leg.step);
  }

  vacate(leg: Leg): void {
    this.#active--;
    leg.group.running--;
    this.#packing.release(leg.step);
  }

  /** A leg that waits for its next attempt takes no slot, but its phase goes on. */
  postpone(leg: Leg): void {
    leg.state = "retrying";
    this.#active++;
  }

  comeBack(): void {
    this.#active--;
  }

  end(leg: Leg, result: StepResult, values: Mapping<string>): void {
    leg.state = "ended";
    leg.result = result;
    leg.values = values;
    for (const dependant of leg.dependants) {
      // A resume may run a step again whose dependants have ended: they stay as they are.
      if (dependant.state !== "waiting") continue;
      dependant.afterFailure ||= failedBefore(leg);
      dependant.pending--;
      this.#arrive(dependant);
    }
  }

  /** Tells what runs, or waits for its next attempt, to stop. */
  stop(legs: readonly Leg[], why: StopReason): void {
    for (const { state, abort } of legs) if (state === "running" || state === "retrying") abort?.abort(why);
  }

  #arrive(leg: Leg): void {
    if (leg.pending === 0 && leg.step.isFinally === (this.#phase === "finally")) this.#arrived.push(leg);
  }
}

function hasGroupSlot({ group }: Leg): boolean {
  return group.running < (group.group.maxParallel ?? Number.POSITIVE_INFINITY);
}
