import { i as freeDiskGb, t as isForced } from "./selection.js";
import { o as openLedger, t as openOutputs } from "./outputs.js";
import { t as stateDirectory } from "./state-directory.js";
import { i as isCacheable, mt as err } from "./check.js";
import { a as openIdentifyImage, c as keyOf, i as knowingRoot, l as openDigests, o as identify, r as nothingKept, s as canonical, t as openStepStore, u as difference } from "./open-step-store.js";
import { t as sha256Of } from "./sha256.js";
import { join } from "node:path";

// src/cache/bring-back.ts
const here = (failure) => ({
	failure,
	isHere: true
});
const there = (failure) => ({
	failure,
	isHere: false
});
/** The outputs of an earlier run in their places here; fetched whole before anything there is touched. */
async function bringBack(shared, wanted) {
	const { store, outputs } = shared;
	const { step, manifest, signal } = wanted;
	try {
		if (await store.isHere(manifest, signal)) return failedWith(there, await outputs.publish(step, 0));
		return await fetchBack(shared, wanted);
	} catch (error) {
		if (!isSystemError(error)) throw error;
		return err(there({
			cause: "infrastructure",
			message: `this machine refused: ${error.message}`
		}));
	}
}
async function fetchBack(shared, { step, manifest, onLine, onDamage, signal }) {
	const { store, outputs, host, scratch } = shared;
	const from = join(scratch, host.random.hex(16));
	try {
		await host.files.makeDirectory(from);
		const restored = await store.restore({
			manifest,
			to: from,
			onLine
		}, signal);
		if (!restored.ok && restored.error.reason === "damaged") onDamage();
		if (!restored.ok) return err(there(failureOf(restored.error)));
		const prepared = await outputs.prepare(step);
		if (!prepared.ok) return err(here(prepared.error));
		return failedWith(there, await adopt(shared, {
			step,
			manifest,
			from
		}));
	} finally {
		await host.files.remove(from);
	}
}
const failedWith = (how, done) => done.ok ? done : err(how(done.error));
/** A folder that its owner may not write to cannot be moved: it is opened for that long. */
async function adopt({ outputs, host, root }, { step, manifest, from }) {
	const closed = manifest.outputs.flatMap(({ path, entries: [top] }) => top?.kind === "directory" && (top.mode & 448) !== 448 ? [{
		path,
		mode: top.mode
	}] : []);
	for (const { path, mode } of closed) await host.files.setMode(join(from, path), mode | 448);
	const adopted = await outputs.adopt(step, from, 0);
	if (adopted.ok) for (const { path, mode } of closed) await host.files.setMode(join(root, path), mode);
	return adopted;
}
/** A manifest tells what it likes. */
const isWhole = ({ manifest }, { outputs, values }) => outputs.every(({ path, isDirectory }) => manifest.outputs.some((stored) => stored.path === path && stored.isDirectory === isDirectory)) && Object.keys(manifest.values).every((name) => values.includes(name));
const causes = {
	denied: "permission",
	missing: "config",
	unkeepable: "config"
};
const failureOf = ({ reason, message }) => ({
	cause: causes[reason] ?? "infrastructure",
	phase: "outputs",
	message
});
const isSystemError = (error) => error instanceof Error && "syscall" in error && "code" in error;

// src/cache/cached-attempt.ts
/** One attempt of a step that may have been run before, or whose outputs are kept. */
var CachedAttempt = class {
	#shared;
	#attempt;
	#emit;
	#signal;
	/** What the store holds for this work turned out to be no good. */
	#isDamaged = false;
	/** It was there, and could not be brought back. */
	#isUseless = false;
	constructor(shared, attempt, emit, signal) {
		this.#shared = shared;
		this.#attempt = attempt;
		this.#emit = emit;
		this.#signal = signal;
	}
	get #step() {
		return this.#attempt.step;
	}
	async run() {
		const unready = this.#shared.isStoreChosen ? await this.#shared.store.ready(this.#signal) : void 0;
		if (this.#signal.aborted) return this.#cancelled();
		if (unready) return this.#failed(failureOf(unready), {});
		return this.#lookUp();
	}
	async #lookUp() {
		if (!isCacheable(this.#step)) return await this.#sendAgain(void 0) ?? this.#runAndKeep(void 0);
		const identified = await this.#identify();
		if (this.#signal.aborted) return this.#cancelled();
		if (!identified.ok) {
			this.#missed(`what it is made of cannot be told: ${identified.error}`);
			return this.#runAndKeep(void 0);
		}
		const fingerprint = identified.value;
		const sent = await this.#sendAgain(fingerprint);
		if (sent) return sent;
		const taken = this.#shared.isForced(this.#step) ? void 0 : await this.#takeEarlier(fingerprint);
		if (taken) return taken;
		if (this.#signal.aborted) return this.#cancelled();
		await this.#sayWhy(fingerprint);
		return this.#runAndKeep(fingerprint);
	}
	/** An input that cannot be read is nothing that could be cached. */
	async #identify() {
		try {
			return await this.#shared.identify(this.#attempt, this.#signal);
		} catch (error) {
			if (!isSystemError(error)) throw error;
			return err(error.message);
		}
	}
	/** What this run did before, and could not bring into the store. */
	async #sendAgain(fingerprint) {
		if (!this.#shared.isStoreChosen) return void 0;
		const unkept = await this.#shared.unkept.read(this.#step);
		if (!unkept) return void 0;
		const { key, values, outputs, durationMs } = unkept;
		if (key !== void 0 && (!fingerprint || keyOf(fingerprint) !== key)) return void 0;
		this.#notice("notice", "its command was done before; what it left is sent to the artifact store");
		const done = {
			result: "success",
			values,
			outputs
		};
		return this.#keep({
			done,
			durationMs,
			fingerprint: key === void 0 ? void 0 : fingerprint
		});
	}
	/** Undefined where no earlier run did the work, or what it left cannot be had. */
	async #takeEarlier(fingerprint) {
		const found = await this.#shared.store.find(fingerprint, this.#signal);
		if (this.#signal.aborted) return this.#cancelled();
		if (!found.ok) this.#warn(`steps run without the cache: ${found.error.message}`);
		if (!found.ok || !found.value || !isWhole(found.value, this.#step)) return void 0;
		const used = await this.#shared.store.use(this.#step, found.value, this.#signal);
		if (this.#signal.aborted) return this.#cancelled();
		if (!used.ok) this.#warn(`what steps take from the cache may be cleared up meanwhile: ${used.error.message}`);
		const outputs = await bringBack(this.#shared, {
			step: this.#step,
			manifest: found.value.manifest,
			onLine: this.#print,
			signal: this.#signal,
			onDamage: () => {
				this.#isDamaged = true;
			}
		});
		if (this.#signal.aborted) return this.#cancelled();
		if (outputs.ok) return success(found.value, outputs.value);
		if (outputs.error.isHere) return this.#failed(outputs.error.failure, {});
		this.#isUseless = true;
		const { run } = found.value.manifest;
		this.#notice("warning", `what run ${run.id} left of it cannot be used, so it runs again: ${outputs.error.failure.message}`);
	}
	async #sayWhy(fingerprint) {
		if (this.#attempt.attempt > 1) return;
		if (this.#shared.isForced(this.#step)) {
			this.#missed("it was asked for");
			return;
		}
		if (this.#isUseless) {
			this.#missed("what is kept of it cannot be used");
			return;
		}
		const last = await this.#shared.store.last(this.#step, this.#signal);
		if (last) this.#missed(difference(last, fingerprint) ?? "what it left is not kept");
		else this.#missed(this.#shared.nothingKept, true);
	}
	async #runAndKeep(fingerprint) {
		const { clock } = this.#shared.host;
		const startedAt = clock.monotonic();
		if (this.#shared.isStoreChosen) await this.#shared.unkept.remove(this.#step);
		const outcome = await this.#shared.execute(this.#attempt, this.#emit, this.#signal);
		if (outcome.result !== "success") return outcome;
		const durationMs = Math.round(clock.monotonic() - startedAt);
		const kept = fingerprint && await this.#unchanged(fingerprint);
		if (!kept && !this.#shared.isStoreChosen) return outcome;
		if (!this.#hasRoom(outcome)) return outcome;
		return this.#keep({
			done: outcome,
			durationMs,
			fingerprint: kept
		});
	}
	/** A copy that nobody asked for must not fill the disk that the run needs. */
	#hasRoom({ outputs }) {
		const { isStoreChosen, freeBytes } = this.#shared;
		if (isStoreChosen) return true;
		const left = freeBytes() - outputs.reduce((sum, { size }) => sum + size, 0);
		if (left < leastFreeBytes) this.#warn("later runs will not take all steps from the cache: the disk would have less than 1 GB left");
		return left >= leastFreeBytes;
	}
	/** What was made of inputs that are others by now is not what they make. */
	async #unchanged(fingerprint) {
		const now = await this.#identify();
		if (this.#signal.aborted) return void 0;
		const what = now.ok ? difference(fingerprint, now.value) : now.error;
		if (what === void 0 && now.ok && canonical({ ...now.value }) === canonical({ ...fingerprint })) return fingerprint;
		this.#notice("notice", `later runs will not take it from the cache, because while it ran: ${what}`);
	}
	async #keep(kept) {
		const { store, isStoreChosen, isForced, unkept } = this.#shared;
		const step = this.#step;
		const { values, outputs } = kept.done;
		const key = kept.fingerprint && keyOf(kept.fingerprint);
		if (isStoreChosen) await unkept.write(step, {
			key,
			values,
			outputs,
			durationMs: kept.durationMs
		});
		const stored = await store.keep({
			...kept,
			step,
			replaces: isForced(step),
			afresh: this.#isDamaged,
			onLine: this.#print
		}, this.#signal);
		if (stored.ok && isStoreChosen) await unkept.remove(step);
		if (stored.ok) return {
			...kept.done,
			manifest: stored.value
		};
		if (this.#signal.aborted) return isStoreChosen ? this.#cancelled() : kept.done;
		const { message } = stored.error;
		if (!isStoreChosen) {
			this.#warn(`later runs will not take steps from the cache: ${message}`);
			return kept.done;
		}
		const failure = failureOf(stored.error);
		const text = `the step ended well, but its outputs are not in the artifact store, only here: ${message}`;
		return this.#failed({
			...failure,
			message: text
		}, kept.done.values);
	}
	#failed(failure, values) {
		return {
			result: "failure",
			failure,
			values
		};
	}
	#warn(message) {
		const { warned, host } = this.#shared;
		if (warned.has(message)) return;
		warned.add(message);
		this.#emit({
			type: "notice",
			at: host.clock.now(),
			level: "warning",
			message
		});
	}
	#print = (line) => {
		const { step, attempt } = this.#attempt;
		const at = this.#shared.host.clock.now();
		this.#emit({
			type: "output",
			at,
			leg: step.id,
			attempt,
			stream: "stdout",
			phase: "outputs",
			lines: [line]
		});
	};
	#missed(why, isFirst = false) {
		const at = this.#shared.host.clock.now();
		this.#emit({
			type: "cache-missed",
			at,
			leg: this.#step.id,
			why,
			...isFirst && { isFirst }
		});
	}
	#notice(level, message) {
		this.#emit({
			type: "notice",
			at: this.#shared.host.clock.now(),
			level,
			leg: this.#step.id,
			message
		});
	}
	#cancelled() {
		return {
			result: "cancelled",
			stopped: this.#signal.reason
		};
	}
};
const leastFreeBytes = 1e9;
function success({ manifest, at }, outputs) {
	const { values, run } = manifest;
	return {
		result: "success",
		values,
		outputs,
		manifest: at,
		cached: {
			run: run.id,
			at: manifest.at
		}
	};
}

// src/cache/unkept.ts
function openUnkept(input) {
	const { files, directory, outputs } = input;
	const fileOf = ({ id }) => join(directory, "unkept", `${sha256Of(id).slice(0, 32)}.json`);
	return {
		async read(step) {
			const unkept = parse(await files.read(fileOf(step)));
			return unkept && await outputs.areUntouched(step) ? unkept : void 0;
		},
		write: (step, unkept) => files.replace(fileOf(step), JSON.stringify(unkept)),
		remove: (step) => files.remove(fileOf(step))
	};
}
/** A damaged note counts as none. */
function parse(text) {
	try {
		const value = JSON.parse(text ?? "null");
		return value !== null && Array.isArray(value.outputs) ? value : void 0;
	} catch {
		return;
	}
}

// src/cache/step-cache.ts
/** Looks each step up before it runs, and keeps what it leaves. */
async function openStepCache(options) {
	const { root, checkout, pipeline, run, buckets, execute } = options;
	const host = knowingRoot(options.host, root);
	const { files } = host;
	const state = await stateDirectory(files, checkout);
	const digests = openDigests({
		host,
		file: join(state, "digests.json"),
		root: checkout
	});
	const store = openStepStore({
		...options,
		host,
		digests
	});
	const scratch = join(state, "restoring");
	await files.remove(scratch);
	const outputs = openOutputs({
		files,
		root,
		ledger: openLedger(files, checkout)
	});
	const context = {
		host,
		root,
		pipeline,
		run,
		digests,
		buckets,
		identifyImage: openIdentifyImage(options)
	};
	const shared = {
		host,
		execute,
		store,
		scratch,
		root,
		outputs,
		unkept: openUnkept({
			files,
			directory: options.folder.directory,
			outputs
		}),
		identify: (attempt, signal) => identify(context, {
			attempt,
			signal
		}),
		isForced: (step) => isForced(run.selection, step),
		isStoreChosen: pipeline.stack.artifactStore !== void 0,
		freeBytes: () => (freeDiskGb(checkout) ?? Number.POSITIVE_INFINITY) * 1e9,
		nothingKept: nothingKept(run.trustDomain),
		warned: /* @__PURE__ */ new Set()
	};
	return {
		execute: (attempt, emit, signal) => new CachedAttempt(shared, attempt, emit, signal).run(),
		async close(record) {
			await digests.save();
			const noted = await store.noteRun(record);
			await store.close();
			await files.remove(scratch);
			return noted.ok ? void 0 : noted.error.message;
		}
	};
}

export { openStepCache };