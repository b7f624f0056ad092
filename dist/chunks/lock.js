import { ht as ok, mt as err } from "./check.js";
import { t as sha256Of } from "./sha256.js";
import { t as stateDirectory } from "./state-directory.js";
import { n as writerState, t as thisWriter } from "./writer.js";
import { join } from "node:path";

// src/run/lock.ts
/** Takes the lock of a checkout, over a dead holder if need be. Throws Node's error when the disk refuses. */
async function acquireLock(host, checkout, runDirectory) {
	const directory = await stateDirectory(host.files, checkout);
	const mine = JSON.stringify({
		writer: thisWriter(host.processes),
		runDirectory,
		since: host.clock.now()
	});
	return take(host, join(directory, "lock"), mine);
}
/** Tries, 20 ms apart, that another process gets to finish taking the same stale lock over. */
const patience = 250;
async function take(host, path, mine) {
	for (let tries = 1;; tries++) {
		if (await host.files.create(path, mine)) return ok(lock(host, path, mine));
		const theirs = await host.files.read(path);
		if (theirs === void 0) {
			await removeDeadLink(host.files, path);
			continue;
		}
		const holder = parse(theirs);
		if (holder && writerState(host.processes, holder.writer) !== "dead") return err(held(host, path, holder));
		const replaced = await replaceStale(host, path, theirs, mine);
		if (replaced.ok && replaced.value) return ok(lock(host, path, mine, holder?.runDirectory));
		if (!replaced.ok && tries >= patience) return replaced;
		await host.clock.sleep(20);
	}
}
/**
* Only the holder of a second lock, named by the stale text, may replace that text: a plain rename or delete could hit
* the fresh lock of a process that was quicker. A process that dies here leaves a stale second lock, taken the same way.
* False when the text has changed meanwhile.
*/
async function replaceStale(host, path, stale, mine) {
	const claim = await take(host, `${path}.${sha256Of(stale).slice(0, 16)}`, mine);
	if (!claim.ok) return claim;
	try {
		if (await host.files.read(path) !== stale) return ok(false);
		await host.files.replace(path, mine);
		return ok(true);
	} finally {
		await claim.value.release();
	}
}
/** A link to nothing takes the name and yet holds no text: nobody has the lock by it. */
async function removeDeadLink(files, path) {
	if ((await files.stat(path))?.kind === "link") await files.remove(path);
}
function lock({ files }, path, mine, deadRun) {
	return {
		...deadRun !== void 0 && { deadRun },
		async release() {
			if (await files.read(path) === mine) await files.remove(path);
		}
	};
}
/** Undefined for a text that a power cut damaged: every lock is written whole, so nobody holds it. */
function parse(text) {
	try {
		const value = JSON.parse(text);
		return value?.writer && typeof value.runDirectory === "string" ? value : void 0;
	} catch {
		return;
	}
}
function held({ processes }, path, { writer, runDirectory, since }) {
	const elsewhere = writerState(processes, writer) === "unknown";
	const where = elsewhere ? ` on ${writer.hostname}` : "";
	return {
		writer,
		runDirectory,
		since,
		message: `another run uses this checkout: process ${writer.pid}${where}, since ${new Date(since).toISOString()}, in ${runDirectory}`,
		hint: elsewhere ? `wait for it; if ${writer.hostname} or its container is gone, delete ${path}` : `wait for it, or end it with: kill ${writer.pid}`
	};
}

export { acquireLock as t };