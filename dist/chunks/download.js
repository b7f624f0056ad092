import { $ as ok, Q as err } from "./check.js";
import { t as summing } from "./checksum2.js";
import { n as pause } from "./patience.js";
import { n as notSilent } from "./silence.js";

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
	try {
		const done = await takeAll(task, taken).finally(() => writer.close());
		if (done.ok) await nameIt(task, path);
		else onBytes(-taken.size);
		return done;
	} finally {
		await files.remove(path);
	}
}
async function nameIt({ files, to, ownMode }, path) {
	if (ownMode === void 0) return files.rename(path, to);
	await files.setMode(path, ownMode);
	await files.link(path, to);
}
/** What has come so far. */
var Taken = class {
	size = 0;
	checksum;
	#sum;
	#task;
	#writer;
	constructor(task, writer) {
		this.#task = task;
		this.#writer = writer;
		this.expect(task.object.checksum);
	}
	/** Only before the first byte. What was known before anything came counts for more than what comes along. */
	expect(checksum) {
		if (!checksum || this.checksum || this.size > 0) return;
		this.checksum = checksum;
		this.#sum = summing(checksum.algorithm);
	}
	async add(bytes) {
		this.#sum?.update(bytes);
		await this.#writer.write(bytes);
		this.size += bytes.length;
		this.#task.onBytes(bytes.length);
	}
	get isWhole() {
		return this.#sum === void 0 || this.#sum.base64() === this.checksum?.base64;
	}
};
async function takeAll(task, taken) {
	const { object } = task;
	for (let failed = 0;;) {
		const before = taken.size;
		const fault = await takeSome(task, taken);
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
	const body = reading.value.body[Symbol.asyncIterator]();
	let isOver = false;
	try {
		for (;;) {
			const next = await nextOf(body, task);
			if (next instanceof Error) return signal.aborted ? stopped : broke(object, next);
			isOver = next === void 0;
			if (next === void 0) return void 0;
			if (taken.size + next.length > object.size) return "corrupt";
			await taken.add(next);
		}
	} finally {
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
/** Apart from what the disk throws, which is no fault of the network. */
async function nextOf(body, patience) {
	try {
		const { done, value } = await notSilent(body.next(), patience);
		return done ? void 0 : value;
	} catch (error) {
		return error;
	}
}

export { download as t };