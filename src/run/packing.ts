import { isOnThisMachine } from "../pipeline/machine.ts";
import type { Resources, Step } from "../pipeline/pipeline.ts";

/** What this machine gives to steps that run on it. */
export interface Capacity {
  /** `max_parallel`, or the number of cores; steps on an operator take a slot too. */
  readonly slots: number;
  readonly cpus: number;
  readonly memoryGb: number;
  readonly accelerators: number;
}

type Demand = Capacity;

/**
 * Books what running steps take. A step takes one slot and just what its `resources` name: one that names no cpus
 * takes none, so `max_parallel: 8` means eight of them on two cores.
 */
export class Packing {
  readonly #capacity: Capacity;
  readonly #used = { slots: 0, cpus: 0, memoryGb: 0, accelerators: 0 };

  constructor(capacity: Capacity) {
    this.#capacity = wholeUnits(capacity, Math.floor);
  }

  get hasSlot(): boolean {
    return this.#used.slots < this.#capacity.slots;
  }

  fits(step: Step): boolean {
    const demand = this.#demand(step);
    return dimensions.every((key) => this.#used[key] + demand[key] <= this.#capacity[key]);
  }

  take(step: Step): void {
    this.#add(this.#demand(step), 1);
  }

  release(step: Step): void {
    this.#add(this.#demand(step), -1);
  }

  #add(demand: Demand, sign: 1 | -1): void {
    for (const key of dimensions) this.#used[key] += sign * demand[key];
  }

  /** A step that asks for more than there is (allowed under an explicit `local` only) takes the whole machine. */
  #demand(step: Step): Demand {
    if (!isOnThisMachine(step)) return { slots: 1, cpus: 0, memoryGb: 0, accelerators: 0 };
    const alternatives = step.resources.map(demandOf);
    const most = this.#capacity;
    const fitting = alternatives.find((demand) => dimensions.every((key) => demand[key] <= most[key]));
    const wanted = fitting ?? demandOf(step.resources[0]);
    const capped = dimensions.map((key) => [key, Math.min(wanted[key], most[key])]);
    return Object.fromEntries(capped) as Record<(typeof dimensions)[number], number>;
  }
}

function demandOf({ cpus, memory, accelerators }: Resources): Demand {
  const demand = { cpus: cpus?.value ?? 0, memoryGb: memory?.value ?? 0 };
  return wholeUnits({ slots: 1, ...demand, accelerators: accelerators[0]?.count ?? 0 }, Math.round);
}

/** Millionths of cpus and GB: sums of fractions would leave a rest behind, which a step of the whole machine waits for. */
function wholeUnits(amounts: Capacity, whole: (value: number) => number): Capacity {
  const { cpus, memoryGb } = amounts;
  return { ...amounts, cpus: whole(cpus * 1e6), memoryGb: whole(memoryGb * 1e6) };
}

const dimensions = ["slots", "cpus", "memoryGb", "accelerators"] as const;
