import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { type Answer, unpack } from "./hash-answer.ts";
import type { Hasher, HashJob } from "./hash-job.ts";

/** A core hashes as fast as most disks read; more threads would only take cores from the steps. */
const mostThreads = 4;
/** Enough that messages cost nothing beside reading small files. */
const largestBatch = 32;
/** While one batch is read the next one waits in the thread, which so never waits itself. */
const batchesAhead = 2;

interface Thread {
  readonly worker: Worker;
  /** What it was given and has not answered yet. */
  readonly batches: (readonly HashJob[])[];
}

export interface PoolOptions {
  readonly size?: number;
  /** What runs in the threads. */
  readonly file?: URL;
}

/** Reads in threads, which start with the first job and keep no process alive once nothing is under way. */
export class HashPool implements Hasher {
  readonly #size: number;
  readonly #file: URL;
  readonly #threads = new Set<Thread>();
  #queue: HashJob[] = [];

  constructor({
    size = Math.min(availableParallelism(), mostThreads),
    file = threadFile(),
  }: PoolOptions = {}) {
    this.#size = size;
    this.#file = file;
  }

  async read(jobs: readonly HashJob[]): Promise<void> {
    // What comes last is taken first.
    this.#queue = [...jobs.toReversed(), ...this.#queue];
    this.#dispatch();
  }

  drop(): void {
    this.#queue = this.#queue.filter(({ isWanted }) => isWanted);
    for (const thread of this.#threads) if (!isIdle(thread) && !isWanted(thread)) this.#end(thread);
    this.#dispatch();
  }

  async close(): Promise<void> {
    const jobs = [...this.#queue.splice(0), ...[...this.#threads].flatMap(({ batches }) => batches.flat())];
    const ends = [...this.#threads].map((thread) => this.#end(thread));
    for (const job of jobs) job.end({ fault: "was not read: its reading was ended" });
    await Promise.all(ends);
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const thread = this.#leastBusy();
      if (!thread) return;
      this.#give(thread, this.#nextBatch());
    }
  }

  /** Undefined where all have enough to do. */
  #leastBusy(): Thread | undefined {
    const [first] = [...this.#threads].sort((a, b) => a.batches.length - b.batches.length);
    if (first?.batches.length === 0) return first;
    if (this.#threads.size < this.#size) return this.#start();
    return first && first.batches.length < batchesAhead ? first : undefined;
  }

  /** Smaller and smaller ones, so that all threads end at about the same time. */
  #nextBatch(): readonly HashJob[] {
    const share = Math.ceil(this.#queue.length / (this.#size * batchesAhead * 2));
    return this.#queue.splice(-Math.min(share, largestBatch)).reverse();
  }

  #give(thread: Thread, batch: readonly HashJob[]): void {
    for (const job of batch) job.begin();
    thread.batches.push(batch);
    // Only reading under way keeps the process from ending.
    thread.worker.ref();
    thread.worker.postMessage(batch.map(({ path }) => path));
  }

  #start(): Thread {
    const thread: Thread = { worker: new Worker(this.#file, { env: {}, execArgv: [] }), batches: [] };
    thread.worker.on("message", (answers: readonly Answer[]) => this.#settle(thread, answers));
    thread.worker.on("error", (error) =>
      this.#died(thread, error instanceof Error ? error.message : `${error}`),
    );
    thread.worker.on("exit", () => this.#died(thread, "its thread ended"));
    this.#threads.add(thread);
    return thread;
  }

  #settle(thread: Thread, answers: readonly Answer[]): void {
    // One that was ended may have answered before.
    if (!this.#threads.has(thread)) return;
    const batch = thread.batches.shift() ?? [];
    this.#dispatch();
    if (isIdle(thread)) thread.worker.unref();
    for (const [index, job] of batch.entries()) {
      const answer = answers[index];
      if (answer !== undefined) job.end(unpack(answer));
    }
  }

  /** What it was at fails; the others go on, and for what waits another one starts. */
  #died(thread: Thread, why: string): void {
    if (!this.#threads.delete(thread)) return;
    const [failed = [], ...waiting] = thread.batches;
    this.#queue.push(...waiting.flat().reverse());
    for (const job of failed) job.end({ fault: `was not read: ${why}` });
    // Only then, since what failed here makes others unwanted.
    setImmediate(() => this.drop());
  }

  #end(thread: Thread): Promise<unknown> {
    this.#threads.delete(thread);
    return thread.worker.terminate();
  }
}

const isIdle = ({ batches }: Thread): boolean => batches.length === 0;

const isWanted = ({ batches }: Thread): boolean => batches.some((jobs) => jobs.some((job) => job.isWanted));

/** Beside this module, in `src` and in `dist`. */
const threadFile = (): URL => new URL(`./hash-thread${extname(import.meta.url)}`, import.meta.url);
