import { n as hashFile, t as bufferBytes } from "./hash-file.js";
import { setImmediate } from "node:timers/promises";

// src/cache/hash-inline.ts
/** A few milliseconds of reading, in which nothing else gets its turn. */
const sliceBytes = 2097152;
/** What opening and closing a file costs, as bytes that could be read meanwhile. */
const fileCost = 65536;
/** Reads on the thread that asks, for what is done before a thread of its own would have started. */
var InlineHasher = class {
	#buffer = Buffer.allocUnsafeSlow(bufferBytes);
	#queue = [];
	#isWorking = false;
	async read(jobs) {
		for (const job of jobs) this.#queue.push(job);
		if (!this.#isWorking) this.#work();
	}
	drop() {
		this.#queue = this.#queue.filter(({ isWanted }) => isWanted);
	}
	async close() {
		for (const job of this.#queue.splice(0)) job.end({ fault: "was not read: its reading was ended" });
	}
	async #work() {
		this.#isWorking = true;
		let bytes = 0;
		for (let job = this.#queue.shift(); job; job = this.#queue.shift()) {
			if (!job.isWanted) continue;
			if (bytes > sliceBytes) await setImmediate();
			if (bytes > sliceBytes) bytes = 0;
			bytes += fileCost + this.#hash(job);
		}
		this.#isWorking = false;
	}
	#hash(job) {
		job.begin();
		const reading = hashFile(job.path, this.#buffer);
		job.end(reading);
		return "stat" in reading ? reading.stat.size : 0;
	}
};

export { InlineHasher };