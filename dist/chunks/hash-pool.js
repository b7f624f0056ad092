import { n as unpack } from "./hash-answer.js";
import { Worker } from "node:worker_threads";
import { availableParallelism } from "node:os";
import { extname } from "node:path";

// src/cache/hash-pool.ts
/** A core hashes as fast as most disks read; more threads would only take cores from the steps. */
const mostThreads = 4;
/** Enough that messages cost nothing beside reading small files. */
const largestBatch = 32;
/** While one batch is read the next one waits in the thread, which so never waits itself. */
const batchesAhead = 2;
/** Reads in threads, which start with the first job and keep no process alive once nothing is under way. */
var HashPool = class {
	#size;
	#file;
	#threads = /* @__PURE__ */ new Set();
	#queue = [];
	constructor({ size = Math.min(availableParallelism(), mostThreads), file = threadFile() } = {}) {
		this.#size = size;
		this.#file = file;
	}
	async read(jobs) {
		this.#queue = [...jobs.toReversed(), ...this.#queue];
		this.#dispatch();
	}
	drop() {
		this.#queue = this.#queue.filter(({ isWanted }) => isWanted);
		for (const thread of this.#threads) if (!isIdle(thread) && !isWanted(thread)) this.#end(thread);
		this.#dispatch();
	}
	async close() {
		const jobs = [...this.#queue.splice(0), ...[...this.#threads].flatMap(({ batches }) => batches.flat())];
		const ends = [...this.#threads].map((thread) => this.#end(thread));
		for (const job of jobs) job.end({ fault: "was not read: its reading was ended" });
		await Promise.all(ends);
	}
	#dispatch() {
		while (this.#queue.length > 0) {
			const thread = this.#leastBusy();
			if (!thread) return;
			this.#give(thread, this.#nextBatch());
		}
	}
	/** Undefined where all have enough to do. */
	#leastBusy() {
		const [first] = [...this.#threads].sort((a, b) => a.batches.length - b.batches.length);
		if (first?.batches.length === 0) return first;
		if (this.#threads.size < this.#size) return this.#start();
		return first && first.batches.length < batchesAhead ? first : void 0;
	}
	/** Smaller and smaller ones, so that all threads end at about the same time. */
	#nextBatch() {
		const share = Math.ceil(this.#queue.length / (this.#size * batchesAhead * 2));
		return this.#queue.splice(-Math.min(share, largestBatch)).reverse();
	}
	#give(thread, batch) {
		for (const job of batch) job.begin();
		thread.batches.push(batch);
		thread.worker.ref();
		thread.worker.postMessage(batch.map(({ path }) => path));
	}
	#start() {
		const thread = {
			worker: new Worker(this.#file, {
				env: {},
				execArgv: []
			}),
			batches: []
		};
		thread.worker.on("message", (answers) => this.#settle(thread, answers));
		thread.worker.on("error", (error) => this.#died(thread, error instanceof Error ? error.message : `${error}`));
		thread.worker.on("exit", () => this.#died(thread, "its thread ended"));
		this.#threads.add(thread);
		return thread;
	}
	#settle(thread, answers) {
		if (!this.#threads.has(thread)) return;
		const batch = thread.batches.shift() ?? [];
		this.#dispatch();
		if (isIdle(thread)) thread.worker.unref();
		for (const [index, job] of batch.entries()) {
			const answer = answers[index];
			if (answer !== void 0) job.end(unpack(answer));
		}
	}
	/** What it was at fails; the others go on, and for what waits another one starts. */
	#died(thread, why) {
		if (!this.#threads.delete(thread)) return;
		const [failed = [], ...waiting] = thread.batches;
		this.#queue.push(...waiting.flat().reverse());
		for (const job of failed) job.end({ fault: `was not read: ${why}` });
		setImmediate(() => this.drop());
	}
	#end(thread) {
		this.#threads.delete(thread);
		return thread.worker.terminate();
	}
};
const isIdle = ({ batches }) => batches.length === 0;
const isWanted = ({ batches }) => batches.some((jobs) => jobs.some((job) => job.isWanted));
/** Beside this module, in `src` and in `dist`. */
const threadFile = () => new URL(`./hash-thread${extname(import.meta.url)}`, import.meta.url);

export { HashPool };