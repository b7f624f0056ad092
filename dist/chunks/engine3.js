import { n as earlierValues, t as valuesGiven } from "./given.js";
import { D as loadPipeline, E as STACKS_FILE, O as readSources, T as findPlace, ft as hasErrors, ht as ok, mt as err, u as isOnThisMachine } from "./check.js";
import { a as runsDirectory, c as startRecord, i as runFolder, o as writeRecord, r as readRun, t as createRunFolder } from "./run-folder.js";
import { t as identify } from "./identity.js";
import { t as plannedSteps } from "./planned.js";
import { t as sha256Of } from "./sha256.js";
import { n as writerState, t as thisWriter } from "./writer.js";
import { i as version } from "./program.js";
import { a as thisMachine, n as select, r as selectedPart } from "./selection.js";
import { n as leftJobs, t as endAll } from "./leftovers2.js";
import { t as findObstacles } from "./obstacles.js";
import { t as acquireLock } from "./lock.js";
import { t as createExecutors } from "./executors.js";
import { t as hashFiles } from "./hash-files.js";
import { t as openJournal } from "./journal.js";
import { a as resolveAttempt, i as conditionHolds, n as legsOf, r as stopsSiblings, t as failedBefore } from "./leg.js";
import { basename, dirname, join } from "node:path";

// src/begin.ts
/** Makes the folder of a new run, with copies of its sources, and all that a session needs. */
async function beginRun(input, host) {
	const { request, place, sources, pipeline, selected, machine, notices } = input;
	const { env, runKey, signal, kill, finallyOnCancel } = request;
	const runs = runsDirectory(env, place.checkout);
	const identity = identify({
		env,
		host,
		runKey,
		...place,
		remote: place.remote
	});
	const given = await valuesGiven({
		env,
		place,
		pipeline,
		selected
	}, host);
	if (!given.ok) return err({
		reason: "usage",
		message: given.error
	});
	const folder = await createRunFolder(host.files, runs, identity.id);
	await copySources(host, folder, sources);
	request.onFolder?.(folder.directory);
	const opening = startEvent({
		...identity,
		id: folder.id,
		...describe(input)
	}, pipeline, host);
	return ok({
		pipeline,
		root: place.root,
		checkout: place.checkout,
		folder,
		env,
		machine,
		fold: startRecord(opening),
		opening,
		validBytes: 0,
		selected,
		given: given.value,
		notices,
		signal,
		kill,
		finallyOnCancel
	});
}
function startEvent(run, pipeline, host) {
	const steps = plannedSteps(pipeline);
	const writer = thisWriter(host.processes);
	return {
		type: "run-started",
		at: host.clock.now(),
		schema: 1,
		version,
		run,
		writer,
		steps
	};
}
function describe({ request, place, sources, pipeline, trustDomain }) {
	const { runKey, selection } = request;
	const { checkout, pipelinePath, github, head } = place;
	return {
		runKey,
		selection,
		checkout,
		pipelinePath,
		github,
		trustDomain,
		pipelineName: pipeline.name,
		stack: pipeline.stack.name,
		stackChosen: pipeline.stack.chosen,
		params: pipeline.params,
		sources: digests(pipelinePath, sources),
		...head?.commit !== void 0 && { commit: head.commit }
	};
}
function digests(pipelinePath, { pipeline, stacks }) {
	const digest = (path, text) => ({
		path,
		sha256: sha256Of(text)
	});
	const beside = join(dirname(pipelinePath), STACKS_FILE);
	return [digest(pipelinePath, pipeline.text), ...stacks ? [digest(beside, stacks.text)] : []];
}
/** A resume runs what this run was, even where the file has changed since. */
async function copySources({ files }, folder, { pipeline, stacks }) {
	await files.write(join(folder.sources, basename(pipeline.path)), pipeline.text);
	if (stacks) await files.write(join(folder.sources, STACKS_FILE), stacks.text);
}

// src/run/reset.ts
/**
* The ended legs that a resume runs again. A run that was cut off goes on as the same attempt: what failed in it stays
* failed. One that came to an end, or was cancelled, is attempted anew: all that did not succeed, and `finally`.
*/
function legsToReset({ steps, result, cancelling }) {
	const isNewAttempt = result !== void 0 || cancelling?.reason === "signal";
	const again = (step) => step.state === "ended" && (step.result !== "success" || step.planned.isFinally);
	return isNewAttempt && result !== "success" ? legsWhere(steps, again) : [];
}
/** For the process that runs `finally` after a cancel: its steps that the cancel stopped. */
function finallyToReset({ steps }) {
	return legsWhere(steps, ({ planned, outcome }) => planned.isFinally && outcome === "cancelled");
}
function legsWhere(steps, test) {
	return [...steps].filter(([, step]) => test(step)).map(([leg]) => leg);
}

// src/resume.ts
/** A stored run that no process works on. */
async function findStopped(directory, host) {
	const stored = await readRun(host.files, directory);
	if (!stored.ok) return err(refusal(stored.error));
	const { writer, result, run } = stored.value.record;
	if (result !== void 0 || writerState(host.processes, writer) !== "alive") return stored;
	return err({
		reason: "busy",
		message: `run ${run.id} still goes on, in process ${writer.pid}`
	});
}
/**
* Takes up a stored run: its pipeline from the copies in its folder, judged again by today's rules. Only under the lock
* of its checkout: another resume would add to the journal that is read here, and start what is ended here.
*/
async function resumeRun(request, machine, host) {
	const { directory } = request;
	const stored = await findStopped(directory, host);
	if (!stored.ok) return err({ refused: stored.error });
	const { record } = stored.value;
	const reloaded = await reload(request, record, machine, host);
	if (!reloaded.ok) return err({ diagnostics: reloaded.error });
	const { pipeline, selected, root, diagnostics } = reloaded.value;
	const left = await endAll(host, {
		directory,
		env: request.env
	});
	const ended = await endJobsOf({
		request,
		stored: stored.value,
		pipeline,
		root
	}, host);
	const notices = [
		...reloaded.value.notices,
		...left,
		...ended.warnings
	];
	const given = selected && await earlierValues({
		files: host.files,
		runs: dirname(directory),
		pipeline,
		selected,
		pipelinePath: record.run.pipelinePath,
		before: record.startedAt
	});
	const { validBytes } = ended;
	const session = sessionOf({
		request,
		pipeline,
		root,
		machine,
		host,
		stored: {
			...stored.value,
			validBytes
		}
	});
	return ok({
		diagnostics,
		session: {
			...session,
			notices,
			selected,
			given
		}
	});
}
/** Whoever only runs `finally` starts nothing more, so that jobs that go on would go on for nothing; a resume takes them up. */
async function endJobsOf(left, host) {
	const { request, stored, pipeline, root } = left;
	const { fold, record, validBytes } = stored;
	if (!request.onlyFinally || !pipeline.steps.some(({ operator }) => operator)) return {
		validBytes,
		warnings: []
	};
	const { endJobs } = await import("./leftovers3.js");
	const { checkout } = record.run;
	return endJobs({
		fold,
		validBytes,
		folder: runFolder(request.directory),
		pipeline,
		root,
		checkout,
		env: request.env
	}, host, jobsMs$1);
}
/** What GitHub leaves for a cancelled job is five minutes in all. */
const jobsMs$1 = 12e4;
function refusal({ reason, message }) {
	if (reason === "damaged") return {
		reason: "damaged",
		message,
		hint: "start a new run with `stepops run`"
	};
	return {
		reason: "usage",
		message,
		hint: "list the runs of this checkout with `stepops status`"
	};
}
async function reload(request, record, machine, host) {
	const { run } = record;
	const path = join(run.checkout, run.pipelinePath);
	const { sources: folder } = runFolder(request.directory);
	const sources = await readSources(host.files, join(folder, basename(path)), folder);
	if (!sources.ok) return err([sources.error]);
	const bindings = {
		params: Object.fromEntries(Object.entries(run.params).map(([name, value]) => [name, String(value)])),
		github: run.github,
		standIns: false,
		folderName: basename(dirname(path)),
		...run.stackChosen && { stack: run.stack }
	};
	const { diagnostics, pipeline } = loadPipeline(sources.value, bindings);
	if (!pipeline) return err(diagnostics);
	const place = await findPlace({
		file: path,
		cwd: run.checkout,
		env: request.env
	}, host);
	const selection = select(pipeline, run.selection);
	const selected = selection.ok ? selection.value : void 0;
	const part = selectedPart(pipeline, legsLeft(request, record));
	const found = await findObstacles({
		pipeline: part,
		place,
		env: request.env,
		machine,
		purpose: "resume"
	}, host);
	const all = [...diagnostics, ...found.diagnostics];
	if (hasErrors(all)) return err(all);
	const notices = [...await changedSources(run, host), ...found.notices];
	return ok({
		pipeline,
		selected,
		root: place.root,
		diagnostics: all,
		notices
	});
}
/** What this process may start: what has ended needs neither its inputs nor its secrets any more. */
function legsLeft({ onlyFinally = false }, record) {
	const again = new Set(onlyFinally ? finallyToReset(record) : legsToReset(record));
	const left = [...record.steps.values()].filter(({ planned, state }) => (state !== "ended" || again.has(planned.id)) && (planned.isFinally || !onlyFinally));
	return new Set(left.map(({ planned }) => planned.id));
}
/** The copy is what this run was; that the file is another one by now must not be found out by its results. */
async function changedSources({ checkout, sources }, { files }) {
	const texts = await Promise.all(sources.map(async ({ path }) => await files.read(join(checkout, path)) ?? ""));
	return sources.filter(({ sha256 }, i) => sha256 !== sha256Of(texts[i])).map(({ path }) => `${path} has changed since this run began, which goes on with the file as it was; stepops run --from STEP uses the new one`);
}
function sessionOf(input) {
	const { request, stored, pipeline, root, machine, host } = input;
	const { env, kill, finallyOnCancel, onlyFinally = false } = request;
	const { record, fold, validBytes } = stored;
	const reset = onlyFinally ? finallyToReset(record) : legsToReset(record);
	const opening = {
		type: "run-resumed",
		at: host.clock.now(),
		writer: thisWriter(host.processes),
		reset
	};
	return {
		pipeline,
		root,
		machine,
		env,
		kill,
		signal: onlyFinally ? AbortSignal.abort(cancelReason(record)) : request.signal,
		finallyOnCancel,
		fold,
		opening,
		validBytes,
		checkout: record.run.checkout,
		folder: runFolder(request.directory)
	};
}
/** Without a journalled signal the process was killed outright. */
function cancelReason({ cancelling }) {
	return cancelling?.reason === "signal" ? cancelling : {
		reason: "signal",
		signal: "SIGKILL"
	};
}

// src/report/guard.ts
/**
* Reporters as one that never throws. One that threw is left out from then on, because half a report at every line helps
* nobody, and the others tell of it as a warning.
*/
function guard(reporters) {
	const sound = new Set(reporters);
	const handle = (event, record) => {
		for (const reporter of [...sound]) try {
			reporter.handle(event, record);
		} catch (error) {
			sound.delete(reporter);
			handle({
				type: "notice",
				at: event.at,
				level: "warning",
				message: warning(error)
			}, record);
		}
	};
	const close = async (record) => {
		for (const reporter of reporters) try {
			await reporter.close?.(record);
		} catch (error) {
			process.emitWarning(warning(error));
		}
	};
	return {
		handle,
		close
	};
}
const warning = (error) => `a part of the report is missing: ${error instanceof Error ? error.message : String(error)}`;

// src/run/log-files.ts
/** Open files at once; a wider run closes the one that was written to longest ago. */
const mostOpen = 64;
/** Log files below `directory`. */
function openLogFiles(files, directory) {
	const open = /* @__PURE__ */ new Map();
	function close(leg) {
		open.get(leg)?.close();
		open.delete(leg);
	}
	function appenderOf(leg, record) {
		const log = record.steps.get(leg)?.planned.log;
		if (log === void 0) return void 0;
		const appender = open.get(leg) ?? files.appender(`${directory}/${log}`);
		open.delete(leg);
		open.set(leg, appender);
		const [oldest] = open.keys();
		if (open.size > mostOpen && oldest !== void 0) close(oldest);
		return appender;
	}
	return {
		write(event, record) {
			if (event.type === "output") appenderOf(event.leg, record)?.write(logText(event));
			else if (event.type === "step-ended") close(event.leg);
		},
		close() {
			for (const leg of [...open.keys()]) close(leg);
		}
	};
}
const logText = ({ lines }) => `${lines.join("\n")}\n`;

// src/run/recorder.ts
/**
* Takes every event of a run, in this order: to the journal, into the record, to the log files, to the listeners. So
* what anybody was shown is in the journal. When it cannot be written the run is stopped: `onError` is called once.
*/
var Recorder = class {
	#journal;
	#logs;
	#listener;
	#onError;
	#fold;
	#error;
	constructor(input) {
		this.#journal = input.journal;
		this.#logs = input.logs;
		this.#listener = input.listener;
		this.#onError = input.onError;
		this.#fold = input.fold;
	}
	get record() {
		return this.#fold.record;
	}
	/** Why the journal could not be written. */
	get error() {
		return this.#error;
	}
	emit = (event) => {
		this.#write(event);
		this.#fold.apply(event);
		this.#listener(event, this.record);
	};
	close() {
		this.#journal.close();
		this.#logs.close();
	}
	#write(event) {
		if (this.#error !== void 0) return;
		try {
			this.#journal.write(event);
			this.#logs.write(event, this.record);
		} catch (error) {
			this.#error = `the run's journal cannot be written: ${error.message}`;
			this.#onError(this.#error);
		}
	}
};

// src/run/admission.ts
/** Decides about a leg whose needs have all ended. */
function admit(leg, run, around) {
	const stopped = stopReason(leg, run);
	if (stopped) return {
		kind: "skip",
		skipped: stopped
	};
	const { condition } = leg.step;
	const unmet = condition?.usesStatus === true ? void 0 : unmetNeed(leg) ?? runFailing(leg, run, around);
	if (unmet) return {
		kind: "skip",
		skipped: unmet
	};
	const holds = conditionHolds(leg, around, statusOf(leg, run));
	if (!holds.ok) return {
		kind: "fault",
		message: `its \`if\` cannot be evaluated: ${holds.error}`
	};
	if (holds.value) return { kind: "run" };
	return {
		kind: "skip",
		skipped: {
			reason: "condition-false",
			condition: condition?.expression.source ?? ""
		}
	};
}
/** What stops a leg whatever its `if` says. */
function stopReason(leg, run) {
	if (leg.step.isFinally ? run.killed : run.cancelled) return { reason: "run-cancelled" };
	if (leg.group.failed !== void 0) return {
		reason: "fail-fast",
		failed: leg.group.failed
	};
}
/**
* Only direct needs count (on GitHub every ancestor does): a step behind one that ran under `always()` runs again.
* Steps of `finally` come after main steps whatever became of them, so just their needs within `finally` count.
*/
function unmetNeed(leg) {
	const unmet = (leg.step.isFinally ? leg.needs.filter(({ step }) => step.isFinally) : leg.needs).find(({ result }) => result !== "success");
	return unmet && {
		reason: "need-not-met",
		need: unmet.step.id,
		result: unmet.result ?? "skipped"
	};
}
function runFailing(leg, run, { pipeline }) {
	if (leg.step.isFinally || run.failed === void 0 || pipeline.onFailure === "continue") return void 0;
	return {
		reason: "run-failing",
		failed: run.failed
	};
}
/** In `finally` the status functions speak of the whole run. */
function statusOf(leg, run) {
	const cancelled = () => run.cancelled;
	if (leg.step.isFinally) {
		const failed = run.failed !== void 0;
		return {
			success: () => !failed && !run.cancelled,
			failure: () => failed && !run.cancelled,
			cancelled
		};
	}
	return {
		success: () => leg.needs.every(({ result }) => result === "success"),
		failure: () => leg.needs.some(failedBefore),
		cancelled
	};
}

// src/run/packing.ts
/**
* Books what running steps take. A step takes one slot and just what its `resources` name: one that names no cpus
* takes none, so `max_parallel: 8` means eight of them on two cores.
*/
var Packing = class {
	#capacity;
	#used = {
		slots: 0,
		cpus: 0,
		memoryGb: 0,
		accelerators: 0
	};
	constructor(capacity) {
		this.#capacity = wholeUnits(capacity, Math.floor);
	}
	get hasSlot() {
		return this.#used.slots < this.#capacity.slots;
	}
	fits(step) {
		const demand = this.#demand(step);
		return dimensions.every((key) => this.#used[key] + demand[key] <= this.#capacity[key]);
	}
	take(step) {
		this.#add(this.#demand(step), 1);
	}
	release(step) {
		this.#add(this.#demand(step), -1);
	}
	#add(demand, sign) {
		for (const key of dimensions) this.#used[key] += sign * demand[key];
	}
	/** A step that asks for more than there is (allowed under an explicit `local` only) takes the whole machine. */
	#demand(step) {
		if (!isOnThisMachine(step)) return {
			slots: 1,
			cpus: 0,
			memoryGb: 0,
			accelerators: 0
		};
		const alternatives = step.resources.map(demandOf);
		const most = this.#capacity;
		const wanted = alternatives.find((demand) => dimensions.every((key) => demand[key] <= most[key])) ?? demandOf(step.resources[0]);
		const capped = dimensions.map((key) => [key, Math.min(wanted[key], most[key])]);
		return Object.fromEntries(capped);
	}
};
function demandOf({ cpus, memory, accelerators }) {
	return wholeUnits({
		slots: 1,
		cpus: cpus?.value ?? 0,
		memoryGb: memory?.value ?? 0,
		accelerators: accelerators[0]?.count ?? 0
	}, Math.round);
}
/** Millionths of cpus and GB: sums of fractions would leave a rest behind, which a step of the whole machine waits for. */
function wholeUnits(amounts, whole) {
	const { cpus, memoryGb } = amounts;
	return {
		...amounts,
		cpus: whole(cpus * 1e6),
		memoryGb: whole(memoryGb * 1e6)
	};
}
const dimensions = [
	"slots",
	"cpus",
	"memoryGb",
	"accelerators"
];

// src/run/ready-queue.ts
/** Legs that may start, longest path first, then in topological order. */
var ReadyQueue = class {
	#legs = [];
	get length() {
		return this.#legs.length;
	}
	add(leg) {
		let low = 0;
		let high = this.#legs.length;
		while (low < high) {
			const middle = low + high >> 1;
			if (isBefore(this.#legs[middle], leg)) low = middle + 1;
			else high = middle;
		}
		this.#legs.splice(low, 0, leg);
	}
	/** The first that fits goes, though one before it may not: a wide step never keeps a slot empty. */
	takeFirst(fits) {
		const index = this.#legs.findIndex(fits);
		return index === -1 ? void 0 : this.#legs.splice(index, 1)[0];
	}
	takeAll() {
		const legs = this.#legs;
		this.#legs = [];
		return legs;
	}
	takeThose(wanted) {
		const taken = this.#legs.filter((leg) => wanted.includes(leg));
		this.#legs = this.#legs.filter((leg) => !wanted.includes(leg));
		return taken;
	}
};
const isBefore = (a, b) => a.rank > b.rank || a.rank === b.rank && a.index < b.index;

// src/run/board.ts
/** Where every leg of a run stands, and what of the machine is taken. It decides nothing. */
var Board = class {
	legs;
	#packing;
	#ready = new ReadyQueue();
	/** Legs to decide about; a queue, because a chain of 10,000 skips would overflow a recursion. */
	#arrived = [];
	/** Legs that run or wait for their next attempt. */
	#active = 0;
	#phase = "main";
	constructor(input) {
		this.legs = legsOf(input.pipeline, input.earlier);
		this.#packing = new Packing(input.capacity);
	}
	get phase() {
		return this.#phase;
	}
	/** Nothing of this phase runs, waits for its next attempt or could start. */
	get isIdle() {
		return this.#active === 0 && this.#ready.length === 0;
	}
	enter(phase) {
		this.#phase = phase;
		for (const leg of this.legs) if (leg.state === "waiting") this.#arrive(leg);
	}
	takeArrived() {
		return this.#arrived.shift();
	}
	get hasArrived() {
		return this.#arrived.length > 0;
	}
	makeReady(leg) {
		leg.state = "ready";
		this.#ready.add(leg);
	}
	/** The next leg that a slot and the machine have room for. */
	takeStartable() {
		if (!this.#packing.hasSlot) return void 0;
		return this.#ready.takeFirst((leg) => this.#packing.fits(leg.step) && hasGroupSlot(leg));
	}
	/** Decides again about legs that have not started: `among` these, or all. */
	reconsider(among) {
		this.#arrived.push(...among ? this.#ready.takeThose(among) : this.#ready.takeAll());
	}
	occupy(leg) {
		leg.state = "running";
		this.#active++;
		leg.group.running++;
		this.#packing.take(leg.step);
	}
	vacate(leg) {
		this.#active--;
		leg.group.running--;
		this.#packing.release(leg.step);
	}
	/** A leg that waits for its next attempt takes no slot, but its phase goes on. */
	postpone(leg) {
		leg.state = "retrying";
		this.#active++;
	}
	comeBack() {
		this.#active--;
	}
	end(leg, result, values) {
		leg.state = "ended";
		leg.result = result;
		leg.values = values;
		for (const dependant of leg.dependants) {
			if (dependant.state !== "waiting") continue;
			dependant.afterFailure ||= failedBefore(leg);
			dependant.pending--;
			this.#arrive(dependant);
		}
	}
	/** Tells what runs, or waits for its next attempt, to stop. */
	stop(legs, why) {
		for (const { state, abort } of legs) if (state === "running" || state === "retrying") abort?.abort(why);
	}
	#arrive(leg) {
		if (leg.pending === 0 && leg.step.isFinally === (this.#phase === "finally")) this.#arrived.push(leg);
	}
};
function hasGroupSlot({ group }) {
	return group.running < (group.group.maxParallel ?? Number.POSITIVE_INFINITY);
}

// src/run/retry.ts
/**
* Milliseconds until the next attempt; undefined when there is none. Full jitter (uniform between 0 and the bound),
* so that legs that failed together do not come back together.
*/
function retryDelay(input) {
	const { retry, failure, failures, random } = input;
	if (failures >= retry.maxAttempts || !isRetried(retry, failure)) return void 0;
	const { initialMs, factor, maxMs } = retry.backoff;
	return Math.round(random.float() * Math.min(maxMs, initialMs * factor ** (failures - 1)));
}
function isRetried(retry, failure) {
	if (failure.cause === "user") return failure.exitCode !== void 0 && retry.exitCodes.includes(failure.exitCode);
	return failure.cause !== "cancelled" && retry.on.includes(failure.cause);
}

// src/run/scheduler.ts
/** How long `finally` may take once a run is cancelled. */
const FINALLY_LIMIT_MS = 12e4;
/**
* Runs a pipeline to its end and says how it ended; "left" when `finally` of a cancelled run is left to another
* process. Never rejects but for a bug.
*/
function schedule(input) {
	return new Scheduler(input).run();
}
var Scheduler = class {
	#input;
	#board;
	#settling = false;
	#phaseEnded = Promise.withResolvers();
	#cancelled;
	#failed;
	#finallyFailed = false;
	#killed = false;
	/** Ends the time limit of `finally`. */
	#finished = new AbortController();
	constructor(input) {
		this.#input = input;
		this.#board = new Board(input);
		const failed = this.#board.legs.find(({ step, result }) => !step.isFinally && result === "failure");
		this.#failed = failed?.step.id;
		this.#finallyFailed = this.#board.legs.some(({ step, result }) => step.isFinally && result === "failure");
	}
	async run() {
		const { signal, kill } = this.#input;
		const onSignal = () => this.#cancel(signal.reason);
		const onKill = () => this.#kill(kill.reason);
		signal.addEventListener("abort", onSignal, { once: true });
		kill.addEventListener("abort", onKill, { once: true });
		if (signal.aborted) this.#cancel(signal.reason);
		try {
			await this.#runPhase("main");
			if (this.#cancelled && !this.#leavesFinally) this.#limitFinally();
			if (!this.#leavesFinally) await this.#runPhase("finally");
			return this.#leavesFinally ? "left" : this.#result;
		} finally {
			this.#finished.abort();
			signal.removeEventListener("abort", onSignal);
			kill.removeEventListener("abort", onKill);
		}
	}
	async #runPhase(phase) {
		this.#phaseEnded = Promise.withResolvers();
		this.#board.enter(phase);
		this.#settle();
		await this.#phaseEnded.promise;
	}
	async #limitFinally() {
		try {
			await this.#input.clock.sleep(FINALLY_LIMIT_MS, this.#finished.signal);
		} catch {
			return;
		}
		this.#kill(this.#cancelled);
	}
	get #leavesFinally() {
		const isOwed = ({ step, state, result }) => step.isFinally && (state !== "ended" || result === "cancelled");
		const { finallyOnCancel } = this.#input;
		return this.#cancelled !== void 0 && finallyOnCancel === "later" && this.#board.legs.some(isOwed);
	}
	get #result() {
		if (this.#cancelled) return "cancelled";
		return this.#failed !== void 0 || this.#finallyFailed ? "failure" : "success";
	}
	/** Decides about every leg that has arrived, then fills the slots. Not entered twice: ends of legs arrive here. */
	#settle() {
		if (this.#settling) return;
		this.#settling = true;
		do {
			for (let leg = this.#board.takeArrived(); leg; leg = this.#board.takeArrived()) this.#decide(leg);
			for (let leg = this.#board.takeStartable(); leg; leg = this.#board.takeStartable()) this.#start(leg);
		} while (this.#board.hasArrived);
		this.#settling = false;
		if (this.#board.isIdle) this.#phaseEnded.resolve();
	}
	#decide(leg) {
		if (this.#input.selected?.has(leg.step.id) === false) {
			this.#endUnselected(leg);
			return;
		}
		const run = {
			cancelled: this.#cancelled !== void 0,
			killed: this.#killed,
			failed: this.#failed
		};
		const verdict = admit(leg, run, this.#input);
		switch (verdict.kind) {
			case "run":
				this.#board.makeReady(leg);
				break;
			case "skip":
				this.#skip(leg, verdict.skipped);
				break;
			case "fault": this.#fail(leg, {
				cause: "config",
				message: verdict.message
			});
		}
	}
	#start(leg) {
		const { clock, execute, emit } = this.#input;
		leg.attempt++;
		this.#board.occupy(leg);
		const startedAt = clock.monotonic();
		emit({
			type: "step-started",
			at: clock.now(),
			leg: leg.step.id,
			attempt: leg.attempt
		});
		const attempt = resolveAttempt(leg, this.#input);
		if (!attempt.ok) {
			this.#board.vacate(leg);
			this.#fail(leg, {
				cause: "config",
				message: attempt.error
			});
			return;
		}
		const abort = new AbortController();
		leg.abort = abort;
		execute(attempt.value, emit, abort.signal).then((outcome) => this.#attemptEnded(leg, outcome, startedAt), (error) => this.#attemptEnded(leg, bug(error), startedAt));
	}
	#attemptEnded(leg, outcome, startedAt) {
		this.#board.vacate(leg);
		const durationMs = Math.round(this.#input.clock.monotonic() - startedAt);
		switch (outcome.result) {
			case "success":
				this.#end(leg, {
					...outcome,
					outcome: "success",
					durationMs
				});
				break;
			case "cancelled":
				this.#end(leg, {
					result: "cancelled",
					outcome: "cancelled",
					stopped: outcome.stopped,
					durationMs
				});
				break;
			case "failure": if (!this.#retry(leg, outcome.failure)) this.#fail(leg, outcome.failure, {
				durationMs,
				values: outcome.values
			});
		}
		this.#settle();
	}
	/** False when the failure stands. */
	#retry(leg, failure) {
		leg.failures++;
		const { random, clock, emit } = this.#input;
		if (this.#cancelled || leg.abort?.signal.aborted) return false;
		const delayMs = retryDelay({
			retry: leg.step.retry,
			failure,
			failures: leg.failures,
			random
		});
		if (delayMs === void 0) return false;
		const { id } = leg.step;
		emit({
			type: "step-retrying",
			at: clock.now(),
			leg: id,
			attempt: leg.attempt,
			failure,
			delayMs
		});
		leg.abort = new AbortController();
		this.#board.postpone(leg);
		this.#wakeLater(leg, delayMs, leg.abort.signal);
		return true;
	}
	async #wakeLater(leg, delayMs, signal) {
		try {
			await this.#input.clock.sleep(delayMs, signal);
			this.#board.makeReady(leg);
		} catch {
			this.#end(leg, {
				result: "cancelled",
				outcome: "cancelled",
				stopped: signal.reason
			});
		}
		this.#board.comeBack();
		this.#settle();
	}
	#skip(leg, skipped) {
		const cutOff = skipped.reason === "run-cancelled" && leg.interrupted ? this.#cancelled : void 0;
		if (cutOff) this.#end(leg, {
			result: "cancelled",
			outcome: "cancelled",
			stopped: cutOff
		});
		else this.#end(leg, {
			result: "skipped",
			outcome: "skipped",
			skipped
		});
	}
	#endUnselected(leg) {
		const given = this.#input.given?.get(leg.step.id);
		const skipped = {
			reason: "not-selected",
			...given && { from: given.runId }
		};
		this.#end(leg, {
			result: "success",
			outcome: "skipped",
			skipped,
			values: given?.values ?? {}
		});
	}
	#fail(leg, failure, rest = {}) {
		const result = leg.step.continueOnError ? "success" : "failure";
		this.#end(leg, {
			result,
			outcome: "failure",
			failure,
			...rest
		});
		if (result === "failure") this.#onFailure(leg);
	}
	#end(leg, how) {
		const ended = {
			durationMs: 0,
			values: {},
			outputs: [],
			...how
		};
		this.#input.emit({
			type: "step-ended",
			at: this.#input.clock.now(),
			leg: leg.step.id,
			...ended
		});
		this.#board.end(leg, ended.result, ended.values);
	}
	/** What a failure does to the rest of the run: `fail_fast`, then `on_failure`. */
	#onFailure({ step, group }) {
		if (stopsSiblings(group) && group.failed === void 0) {
			group.failed = step.id;
			this.#board.stop(group.legs, {
				reason: "fail-fast",
				failed: step.id
			});
			this.#board.reconsider(group.legs);
		}
		if (step.isFinally) this.#finallyFailed = true;
		else if (this.#failed === void 0) this.#firstFailure(step.id);
	}
	#firstFailure(failed) {
		this.#failed = failed;
		const { onFailure } = this.#input.pipeline;
		if (onFailure === "continue") return;
		this.#board.reconsider();
		if (onFailure === "cancel") this.#stopAll({
			reason: "step-failed",
			failed
		});
	}
	#cancel(why) {
		this.#cancelled = why;
		if (this.#board.phase === "finally" && this.#input.finallyOnCancel === "now") {
			this.#input.emit({
				type: "run-cancelling",
				at: this.#input.clock.now(),
				why
			});
			this.#limitFinally();
			return;
		}
		this.#board.reconsider();
		this.#stopAll(why);
		this.#settle();
	}
	#stopAll(why) {
		this.#input.emit({
			type: "run-cancelling",
			at: this.#input.clock.now(),
			why
		});
		this.#board.stop(this.#board.legs, why);
	}
	#kill(why) {
		this.#killed = true;
		this.#board.stop(this.#board.legs, why);
		this.#board.reconsider();
		this.#settle();
	}
};
/** An executor never rejects: that it did is our fault, not the step's. */
function bug(error) {
	return {
		result: "failure",
		failure: {
			cause: "infrastructure",
			message: `stepops failed while it ran this step, please report it: ${error instanceof Error ? error.stack : error}`
		},
		values: {}
	};
}

// src/session.ts
/** Runs what is left of a run. "error" when the journal could not be written, whatever the steps came to. */
async function runSession(session, host, reporters) {
	const { folder, fold, validBytes, signal } = session;
	const broken = new AbortController();
	cutLogs(session, host);
	const reporting = guard(reporters);
	let executors;
	const recorder = new Recorder({
		fold,
		journal: openJournal(host.files, folder.journal, validBytes),
		logs: openLogFiles(host.files, folder.logs),
		listener: (event, record) => {
			executors?.heard(event);
			reporting.handle(event, record);
		},
		onError: (message) => broken.abort({
			reason: "error",
			message
		})
	});
	const stop = AbortSignal.any([signal, broken.signal]);
	executors = createExecutors({
		...session,
		host,
		record: () => recorder.record,
		emit: recorder.emit
	});
	const scheduled = await scheduleSession(session, host, {
		recorder,
		executors,
		signal: stop
	});
	const { isOver, unknown } = await executors.close(waitsForJobs(session, scheduled) ? jobsMs : 0);
	const result = isOver || scheduled !== "cancelled" || !leavesRest(session) ? scheduled : "left";
	const left = await endAll(host, {
		directory: folder.directory,
		env: session.env
	});
	for (const message of [...unknown === void 0 ? [] : [unknown], ...left]) recorder.emit({
		type: "notice",
		at: host.clock.now(),
		level: "warning",
		message
	});
	await finish({
		host,
		folder,
		recorder,
		result
	});
	await reporting.close(recorder.record);
	return {
		result: recorder.error === void 0 ? result : "error",
		record: recorder.record
	};
}
/** How long the end of a run waits for jobs that were told to stop. */
const jobsMs = 12e4;
const leavesRest = ({ finallyOnCancel }) => finallyOnCancel === "later";
/** A runner that is cancelled kills this process soon; what comes after has more time. */
const waitsForJobs = (session, result) => !leavesRest(session) || result !== "cancelled" && result !== "left";
function scheduleSession(session, host, work) {
	const { pipeline, root, machine, selected, given, kill, finallyOnCancel } = session;
	const { recorder, executors, signal } = work;
	const { emit } = recorder;
	emit(session.opening);
	for (const message of session.notices) emit({
		type: "notice",
		at: host.clock.now(),
		level: "notice",
		message
	});
	return schedule({
		pipeline,
		github: recorder.record.run.github,
		hashFiles: (patterns) => hashFiles(root, patterns),
		capacity: {
			...machine,
			slots: pipeline.maxParallel ?? machine.cpus
		},
		execute: executors.execute,
		clock: host.clock,
		random: host.random,
		earlier: recorder.record,
		signal,
		kill,
		finallyOnCancel,
		emit,
		...selected && { selected },
		...given && { given }
	});
}
/** Lines of a job's log that nobody marked are asked for again, so that none is lost and none stands there twice. */
function cutLogs({ fold, folder }, { files }) {
	for (const { planned, state, attempt, jobs = [] } of fold.record.steps.values()) {
		const marked = jobs.findLast(({ logged }) => logged !== void 0)?.logged;
		if (state === "ended" || marked?.attempt !== attempt) continue;
		files.appender(join(folder.logs, planned.log), marked.bytes).close();
	}
}
/** A run whose `finally` is still owed has no end yet: the process that comes after writes it. */
async function finish(input) {
	const { host, folder, recorder, result } = input;
	const { error } = recorder;
	const at = host.clock.now();
	if (error !== void 0) recorder.emit({
		type: "run-ended",
		at,
		result: "error",
		error
	});
	else if (result !== "left") recorder.emit({
		type: "run-ended",
		at,
		result
	});
	recorder.close();
	if (error === void 0) await writeRecord(host.files, folder, recorder.record);
}

// src/engine.ts
/** All that works on a run, in one module, so that what only checks a file never loads it. */
/** Runs a checked pipeline in a new folder, which a refusal leaves no trace of. */
async function runNew(beginning, host, reporters) {
	const session = await beginRun(beginning, host);
	if (!session.ok) return { refused: session.error };
	const { checkout, folder } = session.value;
	const { directory } = folder;
	const { env } = session.value;
	const ran = await underLock({
		checkout,
		directory,
		env
	}, host, (left) => runSession({
		...session.value,
		notices: [...left, ...session.value.notices]
	}, host, reporters));
	if ("refused" in ran) await host.files.remove(directory);
	return {
		directory,
		...ran
	};
}
/** Goes on with a stored run. */
async function runAgain(request, host, reporters) {
	const stopped = await findStopped(request.directory, host);
	if (!stopped.ok) return {
		diagnostics: [],
		refused: stopped.error
	};
	const { directory, env } = request;
	const { checkout } = stopped.value.record.run;
	return {
		diagnostics: [],
		...await underLock({
			checkout,
			directory,
			env
		}, host, (left) => resumeLocked({
			request,
			host,
			reporters,
			left
		}))
	};
}
async function resumeLocked(work) {
	const { request, host, reporters, left } = work;
	const { directory } = request;
	const prepared = await resumeRun(request, thisMachine(directory), host);
	if (!prepared.ok) return {
		diagnostics: [],
		...prepared.error
	};
	const { session, diagnostics } = prepared.value;
	const notices = [...left, ...session.notices];
	return {
		diagnostics,
		directory,
		...await runSession({
			...session,
			notices
		}, host, reporters)
	};
}
/**
* One run at a time changes a checkout. What a run left that died with the lock is ended before anything starts; `act` is told
* what might be left of it all the same.
*/
async function underLock(at, host, act) {
	const lock = await acquireLock(host, at.checkout, at.directory);
	if (!lock.ok) return { refused: {
		reason: "busy",
		message: lock.error.message,
		hint: lock.error.hint
	} };
	try {
		const { deadRun } = lock.value;
		const left = deadRun === void 0 ? [] : await endAll(host, {
			directory: deadRun,
			env: at.env
		});
		const jobs = deadRun === void 0 || deadRun === at.directory ? void 0 : await leftJobs(host, deadRun);
		return await act(jobs === void 0 ? left : [...left, jobs]);
	} finally {
		await lock.value.release();
	}
}

export { runAgain, runNew };