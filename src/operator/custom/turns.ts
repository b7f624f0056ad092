/** Lets so many through at once; of those that wait the urgent ones go first, each kind in the order of its coming. */
export class Turns {
  readonly #urgent: (() => void)[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async take<T>(isUrgent: boolean, act: () => Promise<T>): Promise<T> {
    if (this.#taken >= this.#most)
      await new Promise<void>((resolve) => (isUrgent ? this.#urgent : this.#waiting).push(resolve));
    else this.#taken += 1;
    try {
      return await act();
    } finally {
      const next = this.#urgent.shift() ?? this.#waiting.shift();
      if (next) next();
      else this.#taken -= 1;
    }
  }
}
