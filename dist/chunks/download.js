import { ht as ok, mt as err } from "./check.js";
import { t as summing } from "./checksum2.js";
import { n as idleMs, t as Silence } from "./silence.js";
import { n as pause } from "./patience.js";

// src/store/download-batch.ts
/** Bytes that are written together: a trip to the disk costs as much as hashing a piece as they come. */
const batchSize = 1048576;
/** Writes what comes in pieces. While one batch is on its way to the disk the next one may come. */
var DownloadBatch = class {
	#writer;
	/** Of all that may come. */
	#size;
	/** In turns: copying into memory that is there is faster than making more of it. */
	#filling;
	#waiting;
	#filled = 0;
	#writing = Promise.resolve();
	constructor(writer, size) {
		this.#writer = writer;
		this.#size = Math.min(size, batchSize);
	}
	/** Resolves when more may come; rejects with what the disk throws, now or of what came before. */
	async add(bytes) {
		if (this.#filled === 0 && bytes.length >= this.#size) return this.#write(bytes);
		for (let at = 0; at < bytes.length;) {
			this.#filling ??= Buffer.allocUnsafeSlow(this.#size);
			const some = bytes.subarray(at, at + this.#size - this.#filled);
			this.#filling.set(some, this.#filled);
			this.#filled += some.length;
			at += some.length;
			if (this.#filled === this.#size) await this.#turn();
		}
	}
	async flush() {
		if (this.#filled > 0) await this.#turn();
		await this.#writing;
	}
	async #turn() {
		const full = this.#filling;
		if (!full) return;
		await this.#write(full.subarray(0, this.#filled));
		this.#filling = this.#waiting;
		this.#waiting = full;
		this.#filled = 0;
	}
	async #write(bytes) {
		await this.#writing;
		this.#writing = this.#writer.write(bytes);
		this.#writing.catch(() => {});
	}
};

// src/store/download-watch.ts
const isOver = "it is over";
/**
* What comes of one body, or that nothing comes any more: as `notSilent`, with one timer for all pieces. A body comes in thousands
* of them, and a timer for each would cost more than the piece. A silence is noticed at once to twice its time after it began.
*/
var DownloadWatch = class {
	#body;
	#signal;
	#over = new AbortController();
	/** Of whoever waits for the next piece. */
	#giveUp;
	#pieces = 0;
	constructor(body, { clock, signal }) {
		this.#body = body;
		this.#signal = signal;
		signal.addEventListener("abort", this.#stop, { once: true });
		this.#notice(clock);
	}
	/** Undefined after the last one. */
	next() {
		return new Promise((resolve) => {
			this.#pieces += 1;
			this.#giveUp = resolve;
			if (this.#signal.aborted) this.#stop();
			this.#body.next().then(({ done, value }) => {
				this.#giveUp = void 0;
				resolve(done ? void 0 : value);
			}, resolve);
		});
	}
	close() {
		this.#signal.removeEventListener("abort", this.#stop);
		this.#over.abort(isOver);
	}
	#stop = () => this.#giveUp?.(new Silence("it was stopped"));
	async #notice(clock) {
		for (let known = -1;;) {
			if (!await clock.sleep(3e4, this.#over.signal).then(() => true, () => false)) return;
			if (this.#giveUp && this.#pieces === known) return this.#giveUp(new Silence());
			known = this.#giveUp ? this.#pieces : -1;
		}
	}
};

// src/store/download.ts
/** What nobody may change, since more than one place may hold it. */
const mode = 292;
/** Fetches one object, on from where a connection broke; once more from its start where it is not what it should be. */
async function download(task) {
	const first = await attempt(task, `${task.partial}.1`);
	if (first.ok || first.error !== "corrupt") return first;
	const second = await attempt(task, `${task.partial}.2`);
	if (second.ok || second.error !== "corrupt") return second;
	const message = `${task.object.key} came twice with other content than its size and checksum say`;
	return err({
		reason: "refused",
		message
	});
}
async function attempt(task, path) {
	const { files, onBytes, ownMode } = task;
	const writer = await files.writer(path, ownMode === void 0 ? mode : 384);
	const taken = new Taken(task, writer);
	let isLeft = true;
	try {
		const done = await takeAll(task, taken).finally(() => writer.close());
		if (done.ok) isLeft = await nameIt(task, path);
		else onBytes(-taken.size);
		return done;
	} finally {
		if (isLeft) await files.remove(path);
	}
}
/** Whether something is left that should go at once. */
async function nameIt({ files, to, ownMode }, path) {
	if (ownMode === void 0) {
		await files.rename(path, to);
		return false;
	}
	await files.setMode(path, ownMode);
	await files.link(path, to);
	const [one, other] = [await files.stat(path), await files.stat(to)];
	return one?.ino !== other?.ino;
}
/** What has come so far. */
var Taken = class {
	size = 0;
	checksum;
	#sum;
	#task;
	#batch;
	constructor(task, writer) {
		this.#task = task;
		this.#batch = new DownloadBatch(writer, task.object.size);
		this.expect(task.object.checksum);
	}
	/** Only before the first byte. What was known before anything came counts for more than what comes along. */
	expect(checksum) {
		if (!checksum || this.checksum || this.size > 0) return;
		this.checksum = checksum;
		this.#sum = summing(checksum.algorithm);
	}
	add(bytes) {
		this.#sum?.update(bytes);
		this.size += bytes.length;
		this.#task.onBytes(bytes.length);
		return this.#batch.add(bytes);
	}
	/** Rejects with what the disk throws. */
	flush() {
		return this.#batch.flush();
	}
	get isWhole() {
		return this.#sum === void 0 || this.#sum.base64() === this.checksum?.base64;
	}
};
async function takeAll(task, taken) {
	const { object } = task;
	for (let failed = 0;;) {
		const before = taken.size;
		const fault = await takeSome(task, taken).finally(() => taken.flush());
		if (fault === "corrupt") return err(fault);
		if (fault === void 0 && taken.size === object.size) return taken.isWhole ? ok(void 0) : err("corrupt");
		const why = fault ?? {
			reason: "unreachable",
			message: `${object.key} broke off after ${taken.size} bytes`
		};
		failed = taken.size > before ? 1 : failed + 1;
		if (!await pause(task, why, failed)) return err(why);
	}
}
/** One request, up to where it ends or breaks. */
async function takeSome(task, taken) {
	const { source, object, signal } = task;
	if (object.size === 0 && taken.size === 0) return void 0;
	const given = new AbortController();
	const reading = await source.read(object, taken.size, AbortSignal.any([signal, given.signal]));
	if (!reading.ok) return reading.error;
	taken.expect(reading.value.checksum);
	const watch = new DownloadWatch(reading.value.body[Symbol.asyncIterator](), task);
	let isOver = false;
	try {
		for (;;) {
			const next = await watch.next();
			if (next instanceof Error) return signal.aborted ? stopped : broke(object, next);
			isOver = next === void 0;
			if (next === void 0) return void 0;
			if (taken.size + next.length > object.size) return "corrupt";
			await taken.add(next);
		}
	} finally {
		watch.close();
		if (!isOver) given.abort();
	}
}
const stopped = {
	reason: "unreachable",
	message: "it was stopped"
};
const broke = ({ key }, error) => ({
	reason: "unreachable",
	message: `${key} broke off: ${error.message}`
});

export { download as t };