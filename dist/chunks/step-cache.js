import { a as openLedger, t as openOutputs } from "./outputs.js";
import { t as isForced } from "./selection.js";
import { t as stateDirectory } from "./state-directory.js";
import { X as err, r as isCacheable } from "./check.js";
import { a as openDigests, i as canonical, n as openIdentifyImage, o as difference, r as identify, t as openStepStore } from "./open-step-store.js";
import { join } from "node:path";

// src/cache/cached-attempt.ts
/** One attempt of a step that may have been run before, or whose outputs are kept. */
var CachedAttempt = class {
	#shared;
	#attempt;
	#emit;
	#signal;
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
		if (unready) return this.#failed(infrastructure(unready), {});
		return this.#lookUp();
	}
	async #lookUp() {
		if (!isCacheable(this.#step)) return this.#runAndKeep(void 0);
		const identified = await this.#shared.identify(this.#attempt, this.#signal);
		if (this.#signal.aborted) return this.#cancelled();
		if (!identified.ok) {
			this.#missed(`what it is made of cannot be told: ${identified.error}`);
			return this.#runAndKeep(void 0);
		}
		const fingerprint = identified.value;
		const taken = this.#shared.isForced(this.#step) ? void 0 : await this.#takeEarlier(fingerprint);
		if (taken) return taken;
		if (this.#signal.aborted) return this.#cancelled();
		await this.#sayWhy(fingerprint);
		return this.#runAndKeep(fingerprint);
	}
	/** Undefined where no earlier run did the work, or what it left cannot be had. */
	async #takeEarlier(fingerprint) {
		const found = await this.#shared.store.find(fingerprint, this.#signal);
		if (this.#signal.aborted) return this.#cancelled();
		if (!found.ok) this.#warn(`steps run without the cache: ${found.error.message}`);
		if (!found.ok || !found.value) return void 0;
		const outputs = await this.#bringBack(found.value);
		if (this.#signal.aborted) return this.#cancelled();
		if (outputs.ok) return success(found.value, outputs.value);
		const { run } = found.value.manifest;
		this.#notice("warning", `what run ${run.id} left of it cannot be used, so it runs again: ${outputs.error.message}`);
	}
	/** Fetched whole before anything here is touched. */
	async #bringBack({ manifest }) {
		const { store, outputs, host, scratch } = this.#shared;
		if (await store.isHere(manifest, this.#signal)) return {
			ok: true,
			value: manifest.outputs.map(published)
		};
		const from = join(scratch, host.random.hex(16));
		try {
			await host.files.makeDirectory(from);
			const restored = await store.restore({
				manifest,
				to: from,
				onLine: this.#print
			}, this.#signal);
			if (!restored.ok) return err(infrastructure(restored.error));
			const prepared = await outputs.prepare(this.#step);
			return prepared.ok ? await outputs.adopt(this.#step, from, 0) : prepared;
		} catch (error) {
			if (!isSystemError(error)) throw error;
			return err({
				cause: "infrastructure",
				message: `this machine refused: ${error.message}`
			});
		} finally {
			await host.files.remove(from);
		}
	}
	async #sayWhy(fingerprint) {
		if (this.#attempt.attempt > 1) return;
		if (this.#shared.isForced(this.#step)) {
			this.#missed("it was asked for");
			return;
		}
		const last = await this.#shared.store.last(this.#step, this.#signal);
		if (last) this.#missed(difference(last, fingerprint) ?? "its outputs are no longer in the store");
		else this.#missed("no earlier run of it succeeded", true);
	}
	async #runAndKeep(fingerprint) {
		const { clock } = this.#shared.host;
		const startedAt = clock.monotonic();
		const outcome = await this.#shared.execute(this.#attempt, this.#emit, this.#signal);
		if (outcome.result !== "success") return outcome;
		const durationMs = Math.round(clock.monotonic() - startedAt);
		const kept = fingerprint && await this.#unchanged(fingerprint);
		if (!kept && !this.#shared.isStoreChosen) return outcome;
		return this.#keep({
			done: outcome,
			durationMs,
			fingerprint: kept
		});
	}
	/** What was made of inputs that are others by now is not what they make. */
	async #unchanged(fingerprint) {
		const now = await this.#shared.identify(this.#attempt, this.#signal);
		if (this.#signal.aborted) return void 0;
		const what = now.ok ? difference(fingerprint, now.value) : now.error;
		if (what === void 0 && now.ok && canonical({ ...now.value }) === canonical({ ...fingerprint })) return fingerprint;
		this.#notice("notice", `later runs will not take it from the cache, because while it ran: ${what}`);
	}
	async #keep(kept) {
		const { store, isStoreChosen, isForced } = this.#shared;
		const step = this.#step;
		const stored = await store.keep({
			...kept,
			step,
			replaces: isForced(step),
			onLine: this.#print
		}, this.#signal);
		if (stored.ok) return {
			...kept.done,
			manifest: stored.value
		};
		if (this.#signal.aborted) return kept.done;
		const { message } = stored.error;
		if (!isStoreChosen) {
			this.#warn(`later runs will not take steps from the cache: ${message}`);
			return kept.done;
		}
		const failure = infrastructure(stored.error);
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
const infrastructure = ({ reason, message }) => ({
	cause: reason === "denied" ? "permission" : "infrastructure",
	phase: "outputs",
	message
});
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
const published = ({ path, size, files, metrics }) => ({
	path,
	size,
	files,
	...metrics && { metrics }
});
const isSystemError = (error) => error instanceof Error && "syscall" in error && "code" in error;

// src/cache/step-cache.ts
/** Looks each step up before it runs, and keeps what it leaves. */
async function openStepCache(options) {
	const { host, root, checkout, pipeline, run, buckets, execute } = options;
	const { files } = host;
	const state = await stateDirectory(files, checkout);
	const digests = openDigests({
		host,
		file: join(state, "digests.json"),
		root: checkout
	});
	const store = openStepStore({
		...options,
		digests
	});
	const scratch = join(state, "restoring");
	await files.remove(scratch);
	const context = {
		host,
		root,
		pipeline,
		digests,
		buckets,
		identifyImage: openIdentifyImage(options)
	};
	const shared = {
		host,
		execute,
		store,
		scratch,
		identify: (attempt, signal) => identify(context, {
			attempt,
			signal
		}),
		isForced: (step) => isForced(run.selection, step),
		outputs: openOutputs({
			files,
			root,
			ledger: openLedger(files, checkout)
		}),
		isStoreChosen: pipeline.stack.artifactStore !== void 0,
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