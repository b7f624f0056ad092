import { B as optional, V as own, ht as ok, mt as err, r as writtenBy } from "./check.js";
import { i as version } from "./program.js";
import { t as sha256Of } from "./sha256.js";
import { t as createMasker } from "./mask.js";
import { r as runMark } from "./leftovers.js";
import { n as endFailure } from "./command-end.js";
import { join } from "node:path";

// src/remote/identity.ts
/** The same for one leg of one run wherever it is taken up again, so never with the attempt of a workflow run in it. */
function jobKey(run, leg, submission) {
	const { repositoryId, runId, runKey, pipelinePath } = run;
	const text = JSON.stringify([
		repositoryId,
		runId,
		runKey,
		pipelinePath,
		leg
	]);
	return `${sha256Of(text).slice(0, 40)}-${submission}`;
}
/** What a job bears, so that whoever finds it knows whose it is. */
function jobLabels(run, leg, intent) {
	return {
		"stepops.repository": run.repositoryId,
		"stepops.run": run.runId,
		"stepops.step": leg,
		"stepops.key": intent.key,
		"stepops.domain": run.trustDomain,
		"stepops.nonce": intent.nonce,
		"stepops.digest": intent.digest
	};
}
/**
* Whose job this is. `foreign`: somebody else made it, by chance or on purpose, and nothing of it is to be touched or believed.
* `changed`: ours, but it was asked for something else.
*/
function ownerOf(found, expected) {
	const { "stepops.digest": digest, ...identity } = jobLabels(expected.run, expected.leg, expected.intent);
	const bears = ([name, value]) => own(found.labels, name) === value;
	if (found.key !== expected.intent.key || !Object.entries(identity).every(bears)) return "foreign";
	return own(found.labels, "stepops.digest") === digest ? "ours" : "changed";
}
/** What the start script prints between setup and command: as random as the nonce, and known again after a crash. */
const markerOf = (nonce) => `stepops-${sha256Of(nonce).slice(0, 32)}`;

// src/remote/call.ts
const firstPauseMs = 1e3;
const longestPauseMs$1 = 6e4;
/** Whether the same call may go well later. */
const mayPass = ({ reason }) => reason === "busy" || reason === "unavailable";
/** Calls an operator till it answers with something that another try would not change. */
async function callOperator(call) {
	const { host, signal, limitMs = Number.POSITIVE_INFINITY } = call;
	const began = host.clock.monotonic();
	for (let failures = 0;; failures++) {
		const answer = await tryOnce({
			...call,
			clock: host.clock
		});
		if (answer.ok || !mayPass(answer.error) || signal.aborted) return answer;
		const pause = pauseMs({
			failures,
			fault: answer.error,
			random: host.random,
			...call
		});
		if (host.clock.monotonic() - began + pause >= limitMs) return answer;
		if (!await slept(host.clock, pause, signal)) return answer;
	}
}
/**
* Full jitter: uniform between nothing and a bound that doubles, so that many who failed together do not come back together. What
* the operator asked for is waited out, and the jitter comes on top.
*/
function pauseMs(input) {
	const { failures, fault, random, longestPauseMs: longest = longestPauseMs$1 } = input;
	const bound = Math.min(longest, firstPauseMs * 2 ** Math.min(failures, 20));
	return Math.round((fault.retryAfterMs ?? 0) + random.float() * bound);
}
/** False where the signal cut it short. */
async function slept(clock, ms, signal) {
	try {
		await clock.sleep(ms, signal);
		return true;
	} catch {
		return false;
	}
}
/** What an operator throws is a fault in its own code, which must not take the run and the watch over other jobs with it. */
async function made(make, signal) {
	try {
		return await make(signal);
	} catch (error) {
		return err({
			reason: "invalid",
			message: `the operator's own code failed: ${error}`
		});
	}
}
/** An operator that heeds no signal, or never answers, holds up nobody. */
async function tryOnce(call) {
	const { clock, make, signal, tryMs } = call;
	const over = new AbortController();
	const given = Promise.withResolvers();
	const giveUp = (message) => () => {
		given.resolve(err({
			reason: "unavailable",
			message
		}));
		over.abort();
	};
	const onAbort = giveUp("the wait for the operator's answer was ended");
	signal.addEventListener("abort", onAbort, { once: true });
	if (signal.aborted) onAbort();
	if (tryMs !== void 0) clock.sleep(tryMs, over.signal).then(giveUp(`the operator gave no answer within ${tryMs / 1e3} s`), () => {});
	try {
		return await Promise.race([given.promise, made(make, over.signal)]);
	} finally {
		signal.removeEventListener("abort", onAbort);
		over.abort();
	}
}

// src/remote/failures.ts
const causesOfFaults = {
	busy: "infrastructure",
	unavailable: "infrastructure",
	denied: "permission",
	invalid: "config",
	capacity: "capacity",
	quota: "quota",
	gone: "lost"
};
/** A call that did not go through, as a step's failure. `what`: was not done, as in "the job was not submitted". */
function faultFailure(fault, what) {
	return {
		cause: causesOfFaults[fault.reason],
		message: `${what}: ${fault.message}`
	};
}
/** What a job's end means; undefined when all went well. */
function jobFailure(end) {
	const { observation, results } = end;
	if (results?.fault) return results.fault;
	const { status, cause } = observation;
	if (status === "lost") return told(end, "lost", "nobody can say what became of it");
	if (status === "cancelled") return told(end, "cancelled", "it was cancelled, and not by this run: run the step again");
	if (cause !== void 0 && cause !== "user") return told(end, cause, adviceFor[cause] ?? "");
	if (!results?.started) return unstarted(end);
	const code = results.exitCode ?? (status === "failed" ? observation.exitCode : void 0);
	if (code === void 0) return told(end, "infrastructure", "it ended before the step was done");
	const phase = results.phase ?? "command";
	const failure = endFailure({
		kind: "exited",
		code
	}, phase, results.isOutOfMemory === true);
	if (failure) return failure.cause === "oom" ? {
		...failure,
		message: `${failure.message}: ${moreMemory}`
	} : failure;
	if (status === "succeeded") return void 0;
	return told(end, "infrastructure", "the step ended well, and the operator says that its job failed");
}
/** Nothing shows that the start script ran, so it was not the step that failed. */
function unstarted(end) {
	const { observation } = end;
	if (observation.status === "failed" && observation.cause === "user" && observation.exitCode !== void 0) return endFailure({
		kind: "exited",
		code: observation.exitCode
	}, "command", false) ?? noTrace(end);
	return noTrace(end);
}
const noTrace = (end) => told(end, "infrastructure", "its folder shows no trace of the step's start script");
const moreMemory = "ask for more with resources.memory";
const adviceFor = {
	oom: `memory ran out: ${moreMemory}`,
	timeout: "it came to the operator's own time limit",
	preempted: "its machine was taken away: give the step a checkpoint, and retry on preempted",
	capacity: "there is no room for it now: try again later, or ask for other resources",
	quota: "the account may not have so much: ask for less, or for a higher quota",
	permission: "a permission is missing",
	image: "its image could not be used",
	config: "it was refused as it is",
	infrastructure: "the operator failed",
	pending_timeout: "it waited too long"
};
function told({ operator, id, observation, results }, cause, what) {
	const code = results?.exitCode ?? observation.exitCode;
	const said = observation.message === void 0 ? "" : ` (${observation.message.replace(/\.$/, "")})`;
	return {
		cause,
		...code !== void 0 && code !== 0 && { exitCode: code },
		...results?.phase && { phase: results.phase },
		message: `job ${id} on ${operator} failed: ${what}${said}`
	};
}

// src/remote/watcher.ts
/** Between two answers about the same jobs. */
const cadenceMs = 5e3;
/** After a stop order: most jobs are over then. */
const soonMs = 1e3;
/** Some backends do not show at once what they have taken; from its submit on, in milliseconds. */
const freshMs = 6e4;
const mostMissing = 3;
const refusalMs = 6e5;
const tryMs$1 = 6e4;
const longestPauseMs = 6e4;
/** Failures in a row before people are told. */
const toldFailures = 3;
/** Asks one operator how all jobs of a run stand, in one call for all of them and never two at once. */
var Watcher = class {
	#input;
	#entries = /* @__PURE__ */ new Map();
	#running = false;
	#notBefore = Number.NEGATIVE_INFINITY;
	#failures = 0;
	#refusedSince;
	#closed = new AbortController();
	#early = new AbortController();
	constructor(input) {
		this.#input = input;
	}
	/** Jobs under watch. */
	get live() {
		return this.#entries.size;
	}
	/** The operator did not answer the last time: nothing that is not known may be concluded from. */
	get isBlind() {
		return this.#failures > 0;
	}
	/** `isFresh`: it was submitted just now. */
	watch(handle, { isFresh }) {
		const now = this.#input.host.clock.monotonic();
		const entry = {
			handle,
			freshUntil: isFresh ? now + freshMs : now,
			missing: 0,
			seen: void 0,
			wake: () => {}
		};
		this.#entries.set(handle.key, entry);
		if (!this.#running) this.#run();
		return {
			next: (signal) => nextOf(entry, signal),
			close: () => {
				if (this.#entries.get(handle.key) === entry) this.#entries.delete(handle.key);
			}
		};
	}
	/** Asks soon, once: something is known to be about to change, and somebody waits for it. */
	hurry() {
		const soon = this.#input.host.clock.monotonic() + soonMs;
		if (this.isBlind || soon >= this.#notBefore) return;
		this.#notBefore = soon;
		this.#early.abort();
	}
	close() {
		this.#closed.abort();
		this.#early.abort();
		this.#entries.clear();
	}
	async #run() {
		this.#running = true;
		const { clock } = this.#input.host;
		const { signal } = this.#closed;
		while (this.#entries.size > 0 && !signal.aborted) {
			const waitMs = this.#notBefore - clock.monotonic();
			this.#early = new AbortController();
			if (waitMs > 0 && !await slept(clock, waitMs, this.#early.signal)) continue;
			const asked = [...this.#entries.values()];
			if (asked.length === 0) break;
			this.#notBefore = clock.monotonic() + cadenceMs;
			const handles = asked.map(({ handle }) => handle);
			const make = (ended) => this.#input.operator.poll(handles, ended);
			this.#take(asked, await tryOnce({
				clock,
				make,
				signal,
				tryMs: tryMs$1
			}));
		}
		this.#running = false;
	}
	#take(asked, answer) {
		if (this.#closed.signal.aborted) return;
		if (!answer.ok) {
			this.#failed(asked, answer.error);
			return;
		}
		if (this.#failures >= toldFailures) this.#input.onNotice("notice", `the operator ${this.#input.name} answers again`);
		this.#failures = 0;
		this.#refusedSince = void 0;
		for (const entry of asked) this.#tell(entry, answer.value.get(entry.handle.key));
	}
	#tell(entry, observation) {
		if (observation) {
			entry.missing = 0;
			hand(entry, {
				kind: "observed",
				observation
			});
			return;
		}
		if (this.#input.host.clock.monotonic() < entry.freshUntil) return;
		entry.missing += 1;
		if (entry.missing >= mostMissing) hand(entry, { kind: "missing" });
	}
	#failed(asked, fault) {
		const { host, name, onNotice } = this.#input;
		const now = host.clock.monotonic();
		const pause = pauseMs({
			failures: this.#failures,
			fault,
			random: host.random,
			longestPauseMs
		});
		this.#notBefore = Math.max(this.#notBefore, now + pause);
		this.#failures += 1;
		if (mayPass(fault)) {
			this.#refusedSince = void 0;
			if (this.#failures === toldFailures) onNotice("warning", `the operator ${name} cannot be asked (${fault.message}): its jobs go on`);
			return;
		}
		if (this.#refusedSince === void 0) onNotice("warning", `the operator ${name} does not tell how its jobs stand: ${fault.message}`);
		this.#refusedSince ??= now;
		if (now - this.#refusedSince < refusalMs) return;
		for (const entry of asked) hand(entry, {
			kind: "refused",
			fault
		});
	}
};
function hand(entry, seen) {
	entry.seen = seen;
	entry.wake();
}
async function nextOf(entry, signal) {
	if (!entry.seen && !signal.aborted) await woken(entry, signal);
	const { seen } = entry;
	entry.seen = void 0;
	return seen;
}
function woken(entry, signal) {
	return new Promise((resolve) => {
		const wake = () => {
			signal.removeEventListener("abort", wake);
			resolve();
		};
		entry.wake = wake;
		signal.addEventListener("abort", wake, { once: true });
	});
}

// src/remote/choice.ts
/** What who asks for nothing in particular asks for. */
const anyMachine = "a machine";
const begin = {
	index: 0,
	onDemand: false,
	preemptions: 0
};
/** After so many interruptions in a row the price of spot is paid in work that is lost. */
const mostPreemptions = 2;
/** What a step may ask for: the entries of `any_of`, where a list of accelerators counts as so many entries. */
function alternativesOf({ resources }) {
	const [first, ...others] = resources.flatMap(apart);
	return first ? [first, ...others] : resources;
}
const apart = (resources) => resources.accelerators.length < 2 ? [resources] : resources.accelerators.map((one) => ({
	...resources,
	accelerators: [one]
}));
/**
* Pure, and of the journal alone, so that a resume asks for what was asked for before. `causes`: why the attempts before this one
* failed, in order.
*/
function choose(alternatives, causes) {
	const before = standing(alternatives, causes.slice(0, -1));
	const last = causes.at(-1);
	if (last === void 0) return { resources: askedAt(alternatives, begin) };
	const now = after(alternatives, before, last);
	const [earlier, resources] = [askedAt(alternatives, before), askedAt(alternatives, now)];
	if (isSame(earlier, resources)) return { resources };
	const tried = last === "preempted" ? describeResources(earlier) : describeResources(earlier, resources);
	const next = describeResources(resources, earlier);
	return {
		resources,
		why: `${whatFailed(last, tried)}; asks for ${next} next`
	};
}
const standing = (alternatives, causes) => causes.reduce((now, cause) => after(alternatives, now, cause), begin);
function after(alternatives, now, cause) {
	const { index, onDemand } = now;
	if (cause === "preempted") {
		const preemptions = now.preemptions + 1;
		return {
			index,
			preemptions,
			onDemand: onDemand || preemptions >= mostPreemptions
		};
	}
	if (cause !== "capacity" && cause !== "quota") return {
		...now,
		preemptions: 0
	};
	const next = (index + 1) % alternatives.length;
	const isAllSpot = next === 0 && alternatives.every(({ useSpot }) => useSpot);
	return {
		index: next,
		preemptions: 0,
		onDemand: onDemand || isAllSpot
	};
}
function askedAt(alternatives, { index, onDemand }) {
	const resources = alternatives[index] ?? alternatives[0];
	return onDemand ? {
		...resources,
		useSpot: false
	} : resources;
}
const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const whatFailed = (cause, tried) => cause === "preempted" ? `preempted ${mostPreemptions} times in a row with ${tried}` : `no ${cause} for ${tried}`;
/** For people, such as `A100:8 on spot`; how it is paid for only where `other` differs in that, or it is spot. */
function describeResources(resources, other = resources) {
	const { useSpot, numNodes } = resources;
	const nodes = numNodes > 1 ? `${numNodes} nodes of ` : "";
	const paid = useSpot ? " on spot" : other.useSpot ? " on demand" : "";
	return `${nodes}${machineOf(resources)}${paid}`;
}
function machineOf({ accelerators, instanceType, cpus, memory, diskSize }) {
	const [first] = accelerators;
	const parts = [...instanceType === void 0 ? [] : [instanceType], ...first ? [`${first.name}:${first.count}`] : []];
	if (parts.length > 0) return parts.join(" with ");
	const sizes = [
		...cpus ? [`${cpus.value} cpus`] : [],
		...memory ? [`${memory.value} GB of memory`] : [],
		...diskSize === void 0 ? [] : [`${diskSize} GB of disk`]
	];
	return sizes.length === 0 ? anyMachine : sizes.join(", ");
}

// src/remote/request.ts
/** What a step without a timeout of its own may take, as the reference says. */
const longestMs = 216e5;
/**
* The backend's own deadline comes this much later than the step's timeout, so that where somebody watches the step is stopped with
* SIGTERM and its checkpoint kept; where nobody does, this is all that a forgotten job can cost.
*/
const deadlineMarginSeconds = 600;
function jobRequest(input) {
	const { step, name, image, capabilities } = input;
	const wanted = Math.ceil((step.timeoutMs ?? longestMs) / 1e3) + deadlineMarginSeconds;
	return {
		name: `${name} ${step.id}`,
		...optional("image", image),
		resources: jobResources(step.resources[0]),
		settings: step.settings,
		secrets: step.secrets,
		deadlineSeconds: Math.min(wanted, capabilities.maxRuntimeSeconds ?? wanted)
	};
}
/** `4+` asks for at least so much, and whoever picks the machine takes the smallest that has it. */
function jobResources(resources) {
	const { accelerators, cpus, memory, diskSize, shmSize, useSpot, numNodes, instanceType } = resources;
	return {
		...optional("accelerators", accelerators[0]),
		...optional("cpus", cpus?.value),
		...optional("memory", memory?.value),
		...optional("diskSize", diskSize),
		...optional("shmSize", shmSize),
		useSpot,
		numNodes,
		...optional("instanceType", instanceType)
	};
}
/** What a step asks for that cannot be had there: resources are honoured or refused. A sentence; undefined when all can. */
function unmet(step, { name }, capabilities) {
	const [{ accelerators, useSpot, numNodes }] = step.resources;
	const [first] = accelerators;
	const asked = [
		...first && !capabilities.gpu ? [`${first.name}:${first.count}, and it has no accelerators`] : [],
		...useSpot && !capabilities.spot ? ["spot, which it does not have"] : [],
		...numNodes > 1 && !capabilities.multiNode ? [`${numNodes} nodes, and each of its jobs has one`] : [],
		...step.network === "none" ? ["network: none, which only containers of a Docker engine can have"] : [],
		...step.user === void 0 ? [] : ["a user, which only containers of a Docker engine can have"]
	];
	return asked.length === 0 ? void 0 : `the step asks the operator ${name} for ${asked.join("; for ")}`;
}
/**
* The same on every resume, as long as the step would do the same with the same data. So neither the attempt is in it, nor what
* changes with each run of a workflow, nor a secret's value.
*/
function requestDigest(input) {
	const { attempt, request, operator, content } = input;
	const { step, setup, command, env } = attempt;
	const { workingDirectory, values, checkpoint } = step;
	const parts = {
		request,
		content,
		operator,
		setup,
		command,
		env,
		workingDirectory,
		values,
		checkpoint,
		written: writtenBy(step)
	};
	return sha256Of(canonical(parts));
}
/** JSON with its keys in order: two processes may build the same mapping in different ways. */
function canonical(value) {
	return JSON.stringify(value, (_key, each) => each !== null && typeof each === "object" && !Array.isArray(each) ? sorted(each) : each);
}
const sorted = (mapping) => Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0));

// src/remote/offers.ts
const tryMs = 3e4;
/** What can be had by what the operator says of itself; the rest is passed over. An error says why nothing can. */
function able(step, capabilities) {
	const all = alternativesOf(step);
	const lacks = (resources) => unmet(only(step, resources), step.operator, capabilities);
	const [first, ...others] = all.filter((resources) => lacks(resources) === void 0);
	return first ? ok([first, ...others]) : err(lacks(all[0]) ?? "");
}
/** What `operator.plan` says of each alternative, in order; nothing is submitted. */
function offersOf(input) {
	const ask = async (resources) => ({
		resources,
		answer: await askFor(input, resources)
	});
	return Promise.all(alternativesOf(input.step).map(ask));
}
/** What can never be had there is passed over. An error says why that is all of it. */
function possible(offers) {
	const refusals = offers.flatMap(({ answer }) => !answer.ok && answer.error.reason === "invalid" ? [answer.error.message] : []);
	const [first, ...others] = offers.filter(({ answer }) => answer.ok || answer.error.reason !== "invalid").map(({ resources }) => resources);
	return first ? ok([first, ...others]) : err([...new Set(refusals)].join("; "));
}
async function askFor(input, resources) {
	const { host, operator, name, image, signal } = input;
	const step = only(input.step, resources);
	const { capabilities } = operator;
	const lacking = unmet(step, step.operator, capabilities);
	if (lacking !== void 0) return err({
		reason: "invalid",
		message: lacking
	});
	const job = {
		...jobRequest({
			step,
			name,
			image,
			capabilities
		}),
		key: jobKey(nobody, step.id, 1),
		labels: { "stepops.step": step.id },
		directory: ""
	};
	return tryOnce({
		clock: host.clock,
		signal,
		tryMs,
		make: (over) => operator.plan(job, over)
	});
}
/** The step, asking for this and nothing else. */
const only = (step, resources) => ({
	...step,
	resources: [resources]
});
/** A message needs a key, and no job ever bears this one. */
const nobody = {
	repositoryId: "",
	runId: "plan",
	runKey: "",
	pipelinePath: "",
	trustDomain: ""
};

// src/remote/flavors.ts
/** Each flavor's own code, and its SDK, is loaded with the first step that runs on it. */
const flavorsToOpen = { custom: async () => {
	const { openCustomOperator } = await import("./operator3.js");
	const { readCustomOperator } = await import("./settings.js");
	return (operator, input, signal) => {
		const secrets = secretsOf(readCustomOperator(operator).secrets, input);
		const { host, env, root, directory, scratch } = input;
		return openCustomOperator({
			operator,
			scratch,
			env,
			secrets,
			host,
			version,
			directory: root,
			marks: { [runMark(directory)]: directory },
			masker: createMasker([...Object.values(input.secrets), ...Object.values(secrets)]),
			onDiagnostic: diagnostics(operator, input)
		}, signal);
	};
} };
const secretsOf = (names, { env }) => Object.fromEntries(names.flatMap((name) => [[name, own(env, name) ?? ""]]));
/** A program that complains without end must not fill the journal. */
const mostLines = 100;
function diagnostics({ name }, { onNotice }) {
	let lines = 0;
	return (line) => {
		lines += 1;
		if (lines <= mostLines) onNotice("notice", `the operator ${name} says: ${line}`);
		else if (lines === 101) onNotice("notice", `the operator ${name} says more, which is not shown`);
	};
}

// src/remote/operators.ts
/** In a run's folder; what an operator keeps there goes with it. */
const operatorsFolder = "operators";
const openLimitMs = 12e4;
/** Opens each operator of a stack with its first step; `open`: instead of what its flavor brings. */
function openOperators(input, open = openFlavor) {
	const opened = /* @__PURE__ */ new Map();
	const settled = [];
	const closing = new AbortController();
	/** All steps of the operator wait for it, so it is not the signal of one that ends the waiting of all. */
	async function openOne(operator) {
		const { signal } = closing;
		const { name } = operator;
		const scratch = join(input.directory, operatorsFolder, name);
		const make = (over) => open(operator, {
			...input,
			scratch
		}, over);
		const answer = await callOperator({
			host: input.host,
			make,
			signal,
			limitMs: openLimitMs
		});
		if (!answer.ok) return err(faultFailure(answer.error, `the operator ${name} cannot be used`));
		const { host, onNotice } = input;
		const watcher = new Watcher({
			host,
			name,
			onNotice,
			operator: answer.value
		});
		const ready = {
			name,
			operator: answer.value,
			watcher
		};
		settled.push(ready);
		return ok(ready);
	}
	return {
		get(operator, signal) {
			const found = opened.get(operator.name) ?? openOne(operator);
			opened.set(operator.name, found);
			found.then(({ ok: isOpen }) => isOpen || opened.delete(operator.name));
			return unlessAborted(found, signal);
		},
		async close() {
			closing.abort();
			await Promise.all(opened.values());
			for (const { watcher } of settled) watcher.close();
			await Promise.all(settled.map(({ operator }) => operator.close()));
		}
	};
}
const stopped = {
	cause: "cancelled",
	message: "the step was stopped before its operator was there"
};
async function unlessAborted(opening, signal) {
	const given = Promise.withResolvers();
	const onAbort = () => given.resolve(err(stopped));
	signal.addEventListener("abort", onAbort, { once: true });
	if (signal.aborted) onAbort();
	const first = await Promise.race([opening, given.promise]);
	signal.removeEventListener("abort", onAbort);
	return first;
}
/** What a flavor brings. */
const openFlavor = async (operator, input, signal) => {
	const flavor = Object.hasOwn(flavorsToOpen, operator.flavor) ? flavorsToOpen[operator.flavor] : void 0;
	if (flavor) return (await flavor())(operator, input, signal);
	return err({
		reason: "invalid",
		message: `this version of stepops cannot run steps on ${operator.flavor}`
	});
};

export { jobLabels as C, jobKey as S, ownerOf as T, callOperator as _, offersOf as a, slept as b, jobRequest as c, anyMachine as d, choose as f, jobFailure as g, faultFailure as h, able as i, requestDigest as l, freshMs as m, openOperators as n, only as o, describeResources as p, operatorsFolder as r, possible as s, openFlavor as t, alternativesOf as u, mayPass as v, markerOf as w, tryOnce as x, pauseMs as y };