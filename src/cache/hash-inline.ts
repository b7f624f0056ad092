import { setImmediate as nextTurn } from "node:timers/promises";
import { bufferBytes, hashFile } from "./hash-file.ts";
import type { Hasher, HashJob } from "./hash-job.ts";

/** A few milliseconds of reading, in which nothing else gets its turn. */
const sliceBytes = 2 * 1024 * 1024;
/** What opening and closing a file costs, as bytes that could be read meanwhile. */
const fileCost = 64 * 1024;

/** Reads on the thread that asks, for what is done before a thread of its own would have started. */
export class InlineHasher implements Hasher {
  readonly #buffer = Buffer.allocUnsafeSlow(bufferBytes);
  #queue: HashJob[] = [];
  #isWorking = false;

  async read(jobs: readonly HashJob[]): Promise<void> {
    for (const job of jobs) this.#queue.push(job);
    if (!this.#isWorking) void this.#work();
  }

  drop(): void {
    this.#queue = this.#queue.filter(({ isWanted }) => isWanted);
  }

  async close(): Promise<void> {
    for (const job of this.#queue.splice(0)) job.end({ fault: "was not read: its reading was ended" });
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    let bytes = 0;
    for (let job = this.#queue.shift(); job; job = this.#queue.shift()) {
      if (!job.isWanted) continue;
      if (bytes > sliceBytes) await nextTurn();
      if (bytes > sliceBytes) bytes = 0;
      bytes += fileCost + this.#hash(job);
    }
    this.#isWorking = false;
  }

  #hash(job: HashJob): number {
    job.begin();
    const reading = hashFile(job.path, this.#buffer);
    job.end(reading);
    return "stat" in reading ? reading.stat.size : 0;
  }
}
