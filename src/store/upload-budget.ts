interface Waiting {
  readonly bytes: number;
  readonly grant: () => void;
}

/** How many bytes of files may be in memory at once, over all files that are uploaded. */
export class UploadBudget {
  readonly #total: number;
  #free: number;
  readonly #waiting: Waiting[] = [];

  constructor(bytes: number) {
    this.#total = bytes;
    this.#free = bytes;
  }

  /**
   * In the order of asking, so that none waits for ever. Resolves with what gives the bytes back, or with undefined where the
   * signal comes first. Whoever asks for more than there is gets all.
   */
  take(bytes: number, signal: AbortSignal): Promise<(() => void) | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    const taken = Math.min(bytes, this.#total);
    return new Promise((resolve) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        resolve(undefined);
        this.#grant();
      };
      const grant = () => {
        signal.removeEventListener("abort", leave);
        resolve(() => this.#giveBack(taken));
      };
      const waiting = { bytes: taken, grant };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.push(waiting);
      this.#grant();
    });
  }

  #giveBack(bytes: number): void {
    this.#free += bytes;
    this.#grant();
  }

  #grant(): void {
    for (let [first] = this.#waiting; first && first.bytes <= this.#free; [first] = this.#waiting) {
      this.#waiting.shift();
      this.#free -= first.bytes;
      first.grant();
    }
  }
}
