import type { FileReading } from "./hash-file.ts";

type Listener = (job: HashJob, reading: FileReading) => void;

/** A file that is to be read once, for all who wait for it. */
export class HashJob {
  readonly path: string;
  readonly #now: () => number;
  /** Nearly always one, and there may be very many jobs. */
  #listeners: readonly Listener[] = [];
  #began: number | undefined;

  constructor(path: string, now: () => number) {
    this.path = path;
    this.#now = now;
  }

  /** False once all who waited went away: then it need not be read. */
  get isWanted(): boolean {
    return this.#listeners.length > 0;
  }

  /** A moment before its first byte was read; undefined as long as it waits. */
  get began(): number | undefined {
    return this.#began;
  }

  wait(listener: Listener): void {
    this.#listeners = [...this.#listeners, listener];
  }

  leave(listener: Listener): void {
    this.#listeners = this.#listeners.filter((other) => other !== listener);
  }

  begin(): void {
    this.#began = this.#now();
  }

  end(reading: FileReading): void {
    for (const listener of this.#listeners) listener(this, reading);
  }
}

/** Whatever reads files, in any order. */
export interface Hasher {
  /** Resolves once the jobs are on their way. One that nobody wants any more may be left out and never ends. */
  read(jobs: readonly HashJob[]): Promise<void>;
  /** Stops what nobody wants any more. */
  drop(): void;
  /** Ends all. What is still wanted fails, and what is asked for later begins anew. */
  close(): Promise<void>;
}
