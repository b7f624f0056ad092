import type { Leg } from "./leg.ts";

/** Legs that may start, longest path first, then in topological order. */
export class ReadyQueue {
  #legs: Leg[] = [];

  get length(): number {
    return this.#legs.length;
  }

  add(leg: Leg): void {
    let low = 0;
    let high = this.#legs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.#legs[middle] as Leg, leg)) low = middle + 1;
      else high = middle;
    }
    this.#legs.splice(low, 0, leg);
  }

  /** The first that fits goes, though one before it may not: a wide step never keeps a slot empty. */
  takeFirst(fits: (leg: Leg) => boolean): Leg | undefined {
    const index = this.#legs.findIndex(fits);
    return index === -1 ? undefined : this.#legs.splice(index, 1)[0];
  }

  takeAll(): readonly Leg[] {
    const legs = this.#legs;
    this.#legs = [];
    return legs;
  }

  takeThose(wanted: readonly Leg[]): readonly Leg[] {
    const taken = this.#legs.filter((leg) => wanted.includes(leg));
    this.#legs = this.#legs.filter((leg) => !wanted.includes(leg));
    return taken;
  }
}

const isBefore = (a: Leg, b: Leg): boolean => a.rank > b.rank || (a.rank === b.rank && a.index < b.index);
