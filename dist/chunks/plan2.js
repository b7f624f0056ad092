import { i as isCacheable, mt as err } from "./check.js";
import { a as resolveAttempt, n as legsOf } from "./leg.js";
import { t as planLegs } from "./plan.js";
import { t as isForced } from "./selection.js";
import { a as openIdentifyImage, i as knowingRoot, l as openDigests, n as within, o as identify, r as nothingKept, t as openStepStore, u as difference } from "./open-step-store.js";
import { join } from "node:path";

// src/cache/plan.ts
/** The plan of a run that also knows which steps earlier runs have done; nothing is written, and nothing fetched but what says so. */
async function planWithCache(input) {
	const { root, checkout, pipeline, selected, given } = input;
	const host = knowingRoot(input.host, root);
	const digests = openDigests({
		host,
		file: join(checkout, ".stepops", "digests.json"),
		root: checkout
	});
	const store = openStepStore({
		...input,
		host,
		digests
	});
	const context = {
		...input,
		host,
		digests,
		identifyImage: openIdentifyImage(input)
	};
	const planner = new Planner(input, context, store);
	const rows = new Map(planLegs(pipeline, selected).map((row) => [row.leg, row]));
	const planned = [];
	for (const leg of legsOf(pipeline)) {
		const row = rows.get(leg.step.id);
		leg.result = "success";
		leg.values = given?.get(leg.step.id)?.values ?? {};
		planned.push(row.action === "skip" ? row : {
			...row,
			...await planner.judge(leg)
		});
	}
	await store.close();
	return planned;
}
/** Longest wait for one answer of the store. */
const patienceMs = 2e4;
var Planner = class {
	#input;
	#context;
	#store;
	/** Legs of which only a run tells what they leave. */
	#open = /* @__PURE__ */ new Set();
	#stored = [];
	/** Why the store is asked nothing more: it would keep a plan waiting for each step. */
	#fault;
	constructor(input, context, store) {
		this.#input = input;
		this.#context = context;
		this.#store = store;
	}
	async judge(leg) {
		const verdict = await this.#judge(leg);
		if (verdict.action !== "cached") this.#open.add(leg.step.id);
		return verdict;
	}
	async #judge(leg) {
		const { step } = leg;
		if (step.condition) return {};
		if (!isCacheable(step)) return step.isFinally ? {} : { why: uncached(step) };
		if (isForced(this.#input.run.selection, step)) return { why: "it was asked for" };
		const before = leg.needs.find((need) => this.#open.has(need.step.id));
		if (before) return {
			action: "depends",
			why: `if ${before.step.step} changes its inputs`
		};
		return this.#lookUp(leg);
	}
	async #lookUp(leg) {
		const { signal } = this.#input;
		const attempt = resolveAttempt(leg, this.#input);
		if (!attempt.ok) return { why: attempt.error };
		const identified = await identify(this.#context, {
			attempt: attempt.value,
			stored: this.#stored,
			signal
		});
		if (!identified.ok) return { why: `what it is made of cannot be told: ${identified.error}` };
		const found = await this.#find(identified.value);
		if (!found.ok) return { why: `the cache cannot be read: ${found.error}` };
		if (!found.value) return { why: await this.#whyNot(leg, identified.value) };
		const { manifest } = found.value;
		this.#stored.push(...manifest.outputs);
		leg.values = manifest.values;
		return {
			action: "cached",
			why: `as in run ${manifest.run.id}`
		};
	}
	async #find(fingerprint) {
		if (this.#fault !== void 0) return err(this.#fault);
		const { host, signal } = this.#input;
		const found = await within(host, patienceMs, (late) => this.#store.find(fingerprint, AbortSignal.any([signal, late])));
		if (found.ok) return found;
		this.#fault = found.error.message;
		return err(this.#fault);
	}
	async #whyNot({ step }, now) {
		const last = await this.#store.last(step, this.#input.signal);
		if (!last) return nothingKept(this.#input.run.trustDomain);
		return difference(last, now) ?? "what it left is not kept";
	}
};
function uncached({ cache, inputs }) {
	if (!cache) return "cache: false";
	return inputs === void 0 ? "it declares no inputs" : "it leaves nothing that could be kept";
}

export { planWithCache };