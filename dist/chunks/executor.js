import { B as optional, F as readCustomOperator, V as own, et as logNames, ht as ok, mt as err, r as writtenBy } from "./check.js";
import { i as openFrame, r as AttemptFrame } from "./command-end.js";
import { t as carried } from "./environment.js";
import { n as replaceTree, o as openLedger, t as openOutputs } from "./outputs.js";
import { t as createMasker } from "./mask.js";
import { C as jobLabels, S as jobKey, T as ownerOf, _ as callOperator, a as offersOf, b as slept, c as jobRequest, f as choose, g as jobFailure, h as faultFailure, i as able, l as requestDigest, m as freshMs, n as openOperators, o as only, s as possible, u as alternativesOf, v as mayPass, w as markerOf, x as tryOnce, y as pauseMs } from "./operators.js";
import { r as jobPaths, t as controlFiles } from "./start-script.js";
import { a as unfitJob, c as sourceOf, d as stepInputs, f as withheldFiles, h as readResults, i as stepJob, l as withData, m as readFolderName, o as withheldHint, p as isIntact, r as layoutOf, s as takeOver, t as openStage, u as escapingFault } from "./stage.js";
import { a as isWithin } from "./input-files.js";
import { t as takeValues } from "./values.js";
import { t as lineStream } from "./lines.js";
import { n as stepData } from "./bucket-data.js";
import { t as statuses } from "./operator.js";
import { createHash } from "node:crypto";
import { isAbsolute, join } from "node:path";
import { setImmediate } from "node:timers/promises";

// src/remote/active-job.ts
function activeJob({ key, nonce, digest, phases, logged, intendedAt }, handle, isFresh) {
	return {
		key,
		nonce,
		digest,
		handle,
		isFresh,
		phases,
		logged,
		intendedAt,
		marker: markerOf(nonce)
	};
}
/** A job of the record as one that is to end. Its handle is asked for anew: only the operator is believed. */
function endingOf({ key, nonce, digest, handle, intendedAt }, rest) {
	return {
		key,
		nonce,
		digest,
		intendedAt,
		...optional("id", handle?.id),
		...rest
	};
}

// src/remote/collect-job.ts
/**
* What a job left, in a folder that is ours from then on: files are moved out of it, and it is removed. So it has to lie below the
* run's own folder, whatever an operator says.
*/
async function collectJob({ host, folder }, { operator, name }, { handle, ...limits }) {
	const make = (over) => operator.collect(handle, over);
	const answer = await callOperator({
		host,
		make,
		...limits
	});
	if (!answer.ok) return answer;
	const { directory } = answer.value;
	if (await isBelow(host, folder.directory, directory)) return answer;
	const message = `${name} gives ${directory} for what the job left, which is not a folder below its scratch folder: nothing there was touched`;
	return err({
		reason: "invalid",
		message
	});
}
async function isBelow({ files }, run, directory) {
	if (!isAbsolute(directory)) return false;
	const [top, real] = [await files.realpath(run), await files.realpath(directory)];
	if (top === void 0 || real === void 0 || real === top || !isWithin(top, real)) return false;
	return (await files.stat(real))?.kind === "directory";
}

// src/remote/checkpoint.ts
const limitMs = 6e4;
/** `directory`: what was collected of a job. It is kept whatever became of the step: the next attempt goes on from it. */
async function keepCheckpoint({ host, root }, { checkpoint }, directory) {
	if (checkpoint === void 0) return;
	await replaceTree(host.files, join(directory, jobPaths.work, checkpoint), join(root, checkpoint));
}
/** Of a job that was stopped, and that nobody collects otherwise; undefined where its step has none. */
function checkpointSaver(place, step, operator) {
	if (step.checkpoint === void 0) return void 0;
	const { host } = place;
	return async (handle, signal) => {
		const collected = await collectJob(place, operator, {
			handle,
			signal,
			limitMs
		});
		if (!collected.ok) return;
		const { directory } = collected.value;
		if (await isIntact(host.files, directory)) await keepCheckpoint(place, step, directory);
		await host.files.remove(directory);
	};
}

// src/remote/adoption.ts
const findTryMs$1 = 3e4;
const findLimitMs = 6e5;
const hiddenPauseMs = 5e3;
/** Looks after the jobs that the leg had: takes on one that is still good, and sees to it that no other one runs beside the next. */
async function findEarlier(context) {
	const jobsNow = () => context.shared.jobsOf(context.frame.attempt.step.id);
	for (const job of jobsNow()) {
		if (isOver(job) || job.key === jobsNow().at(-1)?.key && isAdoptable(job)) continue;
		const failure = await endEarlier(context, job);
		if (failure) return err(failure);
	}
	const last = jobsNow().at(-1);
	const next = (last?.submission ?? 0) + 1;
	return last && isAdoptable(last) ? adopt(context, last, next) : ok({
		kind: "none",
		submission: next
	});
}
const isOver = ({ ended, isRemoved }) => ended !== void 0 || isRemoved;
/**
* What came of a settled one is in the record. But where nobody knows whether it was taken nothing has come of it, and one that ended
* well and is still there has results that could not be put in their place.
*/
const isAdoptable = ({ stopping, isSettled, isRemoved, handle, ended }) => !isRemoved && (ended === "succeeded" || stopping === void 0 && (!isSettled || handle === void 0 && ended === void 0));
async function adopt(context, job, submission) {
	const { shared, frame, prepared } = context;
	const found = await look(context, job);
	if (frame.stop.aborted) return err(stoppedBefore$1);
	if (!found.ok) return err(faultFailure(found.error, "the step's earlier job cannot be looked for"));
	if (!found.value) return ok(vanished(context, job, submission));
	const leg = frame.attempt.step.id;
	const owner = ownerOf(found.value, {
		run: shared.run,
		leg,
		intent: job
	});
	if (owner === "foreign") {
		leaveAlone(context, found.value.id, job.key);
		return ok({
			kind: "none",
			submission
		});
	}
	if (owner === "changed" || job.digest !== prepared.digest) {
		frame.notice("notice", `the step has changed since job ${found.value.id} was submitted, which is stopped`);
		const failure = await endEarlier(context, job);
		return failure ? err(failure) : ok({
			kind: "none",
			submission
		});
	}
	frame.notice("notice", `goes on with job ${found.value.id}, which was submitted before`);
	if (job.handle === void 0) tellSubmitted(context, job, found.value);
	return ok({
		kind: "adopted",
		job: activeJob(job, found.value, false)
	});
}
/** A backend may not show at once what it has taken, and a job that is not seen is not one that is gone. */
async function look({ shared, frame, prepared }, job) {
	const { host } = shared;
	const { operator } = prepared.operator;
	const make = (over) => operator.find(job.key, over);
	const limits = {
		tryMs: findTryMs$1,
		limitMs: Math.max(findLimitMs, frame.attempt.step.pendingTimeoutMs ?? 0)
	};
	const began = host.clock.monotonic();
	const isFresh = () => host.clock.now() - job.intendedAt < 6e4 && host.clock.monotonic() - began < 6e4;
	for (;;) {
		const found = await callOperator({
			...limits,
			host,
			make,
			signal: frame.stop
		});
		if (!found.ok || found.value || !job.handle || job.ended !== void 0 || !isFresh()) return found;
		if (!await slept(host.clock, hiddenPauseMs, frame.stop)) return found;
	}
}
const stoppedBefore$1 = {
	cause: "cancelled",
	message: "the step was stopped while its earlier job was looked for"
};
function vanished({ shared, frame, prepared }, job, submission) {
	if (job.handle === void 0 && job.digest === prepared.digest) return {
		kind: "again",
		job
	};
	const leg = frame.attempt.step.id;
	const { handle, key } = job;
	if (handle) frame.notice("warning", `job ${handle.id}, which was submitted before, is not known any more: another one takes its place`);
	if (job.ended === void 0) shared.emit({
		type: "job-ended",
		at: shared.host.clock.now(),
		leg,
		key,
		status: "lost"
	});
	tellRemoved({
		shared,
		frame
	}, key);
	return {
		kind: "none",
		submission
	};
}
function tellSubmitted({ shared, frame }, { key }, handle) {
	const leg = frame.attempt.step.id;
	shared.emit({
		type: "job-submitted",
		at: shared.host.clock.now(),
		leg,
		key,
		handle
	});
}
/** A job of our name that is not ours: whoever made it may have meant that we believe it, or that we stop it. */
function leaveAlone({ shared, frame }, id, key) {
	frame.notice("warning", `job ${id} bears this step's key and was not submitted by this run: it is left alone, and the step is submitted under another key`);
	tellRemoved({
		shared,
		frame
	}, key);
}
/** There is none of ours under this key, so nobody need look for it any more. */
function tellRemoved({ shared, frame }, key) {
	const leg = frame.attempt.step.id;
	shared.emit({
		type: "job-removed",
		at: shared.host.clock.now(),
		leg,
		key
	});
}
async function endEarlier({ shared, frame, prepared }, job) {
	const { operator } = prepared;
	const leg = frame.attempt.step.id;
	const why = "another attempt of the step takes its place";
	const discards = job.digest === prepared.digest ? "unless-succeeded" : "all";
	const save = optional("save", checkpointSaver(shared, frame.attempt.step, operator));
	const ending = shared.endings.start({
		...endingOf(job, {
			leg,
			operator,
			why,
			discards
		}),
		...save
	});
	if (await shared.endings.await(ending, operator, frame.stop) !== void 0 || frame.isCancelled) return void 0;
	return {
		cause: "lost",
		message: `${job.handle ? `job ${job.handle.id}` : `a job with the key ${job.key}`} of an earlier attempt may still run on ${operator.name}, and two at once would spoil each other's work: end it there, and run the step again`
	};
}

// src/remote/conclusion.ts
/** How long an operator may be away when a job is over and its results are still there. */
const collectLimitMs = 18e5;
/** Reads the end of the log, brings what the job left, and makes the step's outcome of it. */
async function conclude(ended) {
	const { shared, frame, job, log } = ended;
	shared.kept.delete(job.key);
	if (!await log.pull(frame.stop, true)) frame.notice("warning", "the operator does not tell the end of the step's log");
	const collected = await collect(ended);
	if (!collected.ok) return frame.isCancelled ? frame.cancelled() : frame.failure(ended.failure ?? collected.failure);
	const { directory } = collected;
	try {
		return frame.isCancelled ? frame.cancelled() : await read(ended, directory);
	} catch (error) {
		return keep(ended, error);
	} finally {
		if (directory !== void 0) await shared.host.files.remove(directory).catch(() => {});
	}
}
/** `directory` undefined: there is nothing to collect of it. */
async function collect({ shared, frame, prepared, job, observation }) {
	if (observation.status === "lost") return {
		ok: true,
		directory: void 0
	};
	const { name } = prepared.operator;
	const { kept } = shared;
	const limits = {
		limitMs: collectLimitMs,
		signal: frame.stop
	};
	const answer = await collectJob(shared, prepared.operator, {
		handle: job.handle,
		...limits
	});
	if (answer.ok) return {
		ok: true,
		directory: answer.value.directory
	};
	if (observation.status !== "succeeded") return {
		ok: true,
		directory: void 0
	};
	kept.add(job.key);
	const what = `job ${job.handle.id} ended well, and ${name} does not give what it left`;
	return {
		ok: false,
		failure: faultFailure(answer.error, what)
	};
}
async function read(ended, directory) {
	const { shared, frame, prepared, job, observation } = ended;
	const { files } = shared.host;
	const results = directory === void 0 ? void 0 : await resultsIn(shared, directory);
	const isWhole = directory !== void 0 && results !== void 0 && await isIntact(files, directory);
	if (results?.seesNoGpu) frame.notice("warning", "the step asked for an accelerator and sees no GPU");
	if (isWhole) await keepCheckpoint(shared, frame.attempt.step, directory);
	const told = {
		operator: prepared.operator.name,
		id: job.handle.id,
		observation,
		results
	};
	if (observation.status === "succeeded" && !results?.started) shared.kept.add(job.key);
	const failure = ended.failure ?? (results && !isWhole ? displaced : jobFailure(told));
	if (!isWhole) return frame.failure(failure ?? displaced);
	const seenAs = await readFolderName(files, directory) ?? directory;
	return publish(ended, {
		directory,
		seenAs,
		failure: failure && await withHint(ended, failure, seenAs)
	});
}
/** Undefined where the operator brought nothing that the start script could have written. */
async function resultsIn({ host }, directory) {
	return await host.files.stat(join(directory, jobPaths.results)) && readResults(host.files, directory);
}
const displaced = {
	cause: "user",
	message: "the step put something else in the place of its own folders, so nothing of it is taken over"
};
/** Names what the step was not given, where that is what it says it lacks. */
async function withHint({ shared, frame, prepared, tail }, failure, seenAs) {
	const { step } = frame.attempt;
	if (failure.cause !== "user" || step.inputs === void 0) return failure;
	const { host, ...source } = shared;
	const withheld = await withheldFiles({
		...source,
		files: host.files
	}, prepared.inputs);
	const { workingDirectory } = step;
	const hint = withheldHint({
		lines: tail(),
		withheld,
		workingDirectory,
		seenAs
	});
	return hint === void 0 ? failure : {
		...failure,
		message: `${failure.message}; ${hint}`
	};
}
async function publish({ shared, frame, prepared, since }, left) {
	const { directory, seenAs, failure } = left;
	const { host, secrets } = shared;
	const { step } = frame.attempt;
	const declared = {
		names: step.values,
		secrets
	};
	const { values, faults } = await takeValues(host.files, join(directory, jobPaths.values), declared);
	if (failure) return frame.failure(failure, values);
	if (faults.length > 0) return frame.failure({
		cause: "config",
		phase: "outputs",
		message: faults.join("; ")
	}, values);
	const { inputs } = prepared;
	const published = await takeOver({
		shared,
		step,
		job: directory,
		seenAs,
		inputs,
		since
	});
	if (!published.ok) return frame.failure(published.error, values);
	return {
		result: "success",
		values,
		outputs: published.value
	};
}
/** A disk may be full where the outputs belong: the operator's own copy stays, and the next attempt collects it again. */
function keep({ shared, frame, prepared, job }, error) {
	if (!("code" in error && "syscall" in error)) throw error;
	shared.kept.add(job.key);
	const message = `the step ended, but what it left cannot be put in its place (${error.message}); ${prepared.operator.name} keeps it as job ${job.handle.id}`;
	return frame.failure({
		cause: "infrastructure",
		phase: "outputs",
		message
	});
}

// src/remote/deadlines.ts
/**
* How long a job may wait, and from its start how long it may run. Both on the clock that never jumps; what passed before this
* process took the job up is all that is known by the other one.
*/
var Deadlines = class {
	#clock;
	#over = new AbortController();
	#late = new AbortController();
	#passed;
	#running = false;
	constructor(clock) {
		this.#clock = clock;
	}
	/** Aborted where a limit passes; another one once the job runs. */
	get signal() {
		return this.#late.signal;
	}
	get passed() {
		return this.#passed;
	}
	pending(limitMs, alreadyMs) {
		this.#arm("pending_timeout", limitMs, alreadyMs);
	}
	/** Only the first call counts. */
	running(limitMs, alreadyMs) {
		if (this.#running) return;
		this.#running = true;
		if (this.#passed === "pending_timeout") {
			this.#passed = void 0;
			this.#late = new AbortController();
		}
		this.#arm("timeout", limitMs, alreadyMs);
	}
	close() {
		this.#over.abort();
	}
	#arm(limit, limitMs, alreadyMs) {
		this.#over.abort();
		this.#over = new AbortController();
		if (limitMs === void 0) return;
		const leftMs = Math.max(0, limitMs - Math.max(0, alreadyMs));
		const expire = () => {
			this.#passed = limit;
			this.#late.abort();
		};
		this.#clock.sleep(leftMs, this.#over.signal).then(expire, () => {});
	}
};

// src/remote/job-log.ts
const tryMs$2 = 6e4;
/** For the last of a log, when the job is over and the API is away. */
const lastMs = 6e4;
/** What a job prints, page by page: no line lost and none twice, whichever calls fail and whoever goes on with it. */
var JobLog = class {
	#input;
	#cursor;
	#pastSetup;
	#streams;
	#isMarked = false;
	#lastAt = Number.NEGATIVE_INFINITY;
	constructor(input) {
		this.#input = input;
		this.#cursor = input.logged?.cursor;
		this.#pastSetup = new Set(input.logged?.pastSetup);
		const open = (phase, stream) => lineStream(input.masker, (lines) => input.onLines(phase, stream, lines));
		this.#streams = {
			setup: {
				stdout: open("setup", "stdout"),
				stderr: open("setup", "stderr")
			},
			command: {
				stdout: open("command", "stdout"),
				stderr: open("command", "stderr")
			}
		};
	}
	/** Milliseconds since it was asked for. */
	get age() {
		return this.#input.host.clock.monotonic() - this.#lastAt;
	}
	/** All that is there so far. False where the operator does not tell. `isLast`: the job is over, and nobody asks again. */
	async pull(signal, isLast = false) {
		const { host, operator, handle } = this.#input;
		if (!operator.capabilities.logs) return true;
		await this.#begin();
		for (;;) {
			this.#lastAt = host.clock.monotonic();
			const cursor = this.#cursor;
			const make = (ended) => operator.logs(handle, cursor, ended);
			const page = await callOperator({
				host,
				signal,
				tryMs: tryMs$2,
				limitMs: isLast ? lastMs : 0,
				make
			});
			if (!page.ok) return false;
			await this.#take(page.value);
			if (!page.value.hasMore || page.value.cursor === cursor && page.value.lines.length === 0) return true;
		}
	}
	/** Marks where its lines begin: what a crash leaves behind the last mark is cut off, and asked for again. */
	async #begin() {
		if (this.#isMarked) return;
		this.#isMarked = true;
		await this.#mark();
	}
	async #take({ lines, cursor }) {
		const runs = [];
		for (const line of lines) for (const part of this.#sort(line)) addTo(runs, part);
		for (const { phase, stream, texts } of runs) this.#streams[phase][stream].write(Buffer.from(`${texts.join("\n")}\n`));
		if (cursor === this.#cursor && lines.length === 0) return;
		this.#cursor = cursor;
		await this.#mark();
	}
	/** Nothing is left of the marker itself. Where both streams come as one, so do both markers. */
	#sort({ stream, text }) {
		const { marker } = this.#input;
		if (marker === void 0) return [{
			phase: "command",
			stream,
			text
		}];
		if (!text.endsWith(marker)) return [{
			phase: this.#pastSetup.has(stream) ? "command" : "setup",
			stream,
			text
		}];
		this.#pastSetup.add(stream);
		const rest = text.slice(0, -marker.length);
		return rest === "" ? [] : [{
			phase: "setup",
			stream,
			text: rest
		}];
	}
	#mark() {
		const pastSetup = [...this.#pastSetup];
		return this.#input.onMark({
			pastSetup,
			...this.#cursor !== void 0 && { cursor: this.#cursor }
		});
	}
};
/** Lines of one kind that follow each other go on together. */
function addTo(runs, { phase, stream, text }) {
	const last = runs.at(-1);
	if (last?.phase === phase && last.stream === stream) last.texts.push(text);
	else runs.push({
		phase,
		stream,
		texts: [text]
	});
}

// src/remote/content.ts
const pieceBytes = 1048576;
/**
* SHA-256 over names, modes and content of what a step is given: the same on every machine, and after every checkout. Data of a
* bucket counts by where it lies, since that folder is named by a hash of what the bucket listed.
*/
async function contentDigest(input) {
	const { files, root, inputs } = input;
	const total = createHash("sha256");
	for (const path of [...inputs.folders.keys()].sort()) total.update(JSON.stringify(["folder", path]));
	for (const path of inputs.files) total.update(JSON.stringify(await describe(files, {
		root,
		inputs,
		path
	})));
	return total.digest("hex");
}
async function describe(files, { root, inputs, path }) {
	const at = sourceOf(inputs, root, path);
	if (at !== join(root, path)) return [
		"data",
		path,
		withoutPlace(at)
	];
	const link = inputs.followed.has(path) ? void 0 : await files.readlink(at);
	if (link !== void 0) return [
		"link",
		path,
		link
	];
	const source = await files.realpath(at) ?? at;
	return [
		"file",
		path,
		(((await files.stat(source))?.mode ?? 0) & 64) !== 0,
		await hashFile(files, source)
	];
}
/** From the folder that holds the data of buckets on. */
const withoutPlace = (at) => at.slice(at.lastIndexOf("/buckets/") + 1);
/** In pieces, because a data set may be larger than memory, and with pauses in which others get their turn. */
async function hashFile(files, path) {
	const hash = createHash("sha256");
	for (let offset = 0;;) {
		const bytes = await files.readFrom(path, offset, pieceBytes);
		if (!bytes || bytes.length === 0) return hash.digest("hex");
		hash.update(bytes);
		offset += bytes.length;
		if (bytes.length < pieceBytes) return hash.digest("hex");
		await setImmediate();
	}
}

// src/remote/preparation.ts
/** Opens the operator, gets image and data, and lists what the step is given; touches nothing of the checkout. */
async function prepare(shared, frame) {
	const missing = frame.missingSecret();
	if (missing) return err(missing);
	const on = frame.attempt.step.operator;
	if (!on) throw new Error(`${frame.attempt.step.id} names no operator`);
	const operator = await shared.operators.get(on, frame.stop);
	if (!operator.ok) return operator;
	const { capabilities } = operator.value.operator;
	const within = able({
		...frame.attempt.step,
		operator: on
	}, capabilities);
	if (!within.ok) return err({
		cause: "config",
		message: within.error
	});
	const given = {
		...frame.attempt.step,
		operator: on,
		resources: within.value
	};
	const image = given.image ? await shared.images.resolve(given.image, frame) : ok(void 0);
	if (!image.ok) return image;
	const data = await stepData(shared.buckets, frame);
	if (!data.ok) return data;
	const asked = await resourcesOf(shared, frame, {
		step: given,
		operator: operator.value,
		image: image.value
	});
	if (!asked.ok) return asked;
	const step = only(given, asked.value);
	const attempt = {
		...frame.attempt,
		step
	};
	const source = {
		...shared,
		files: shared.host.files
	};
	const inputs = withData(await stepInputs(source, step), data.value);
	const jobWith = (marker) => jobOf(shared, frame, {
		attempt,
		marker
	});
	const unfit = escapingFault(inputs) ?? unfitJob(jobWith(""));
	if (unfit !== void 0) return err({
		cause: "config",
		message: unfit
	});
	const request = jobRequest({
		step,
		name: shared.pipeline.name,
		image: image.value,
		capabilities
	});
	const content = await contentDigest({
		files: shared.host.files,
		root: shared.root,
		inputs
	});
	const digest = requestDigest({
		attempt,
		request,
		operator: on,
		content
	});
	return ok({
		operator: operator.value,
		inputs,
		request,
		digest,
		jobWith
	});
}
/** What this attempt asks for. Where there is a choice the operator is asked what it can never give, which is passed over. */
async function resourcesOf({ host, pipeline, causesOf }, frame, asked) {
	const { step, operator, image } = asked;
	const alternatives = alternativesOf(step);
	const rest = {
		host,
		step,
		image,
		name: pipeline.name,
		signal: frame.stop
	};
	const offered = alternatives.length === 1 ? ok(alternatives) : possible(await offersOf({
		...rest,
		operator: operator.operator
	}));
	if (!offered.ok) return err({
		cause: "config",
		message: `the job cannot run there: ${offered.error}`
	});
	const { resources, why } = choose(offered.value, causesOf(step.id));
	if (why !== void 0) frame.notice("notice", why);
	return ok(resources);
}
const jobOf = ({ carried, folder }, frame, { attempt, marker }) => stepJob({
	attempt,
	secrets: frame.secrets(),
	carried,
	marker,
	userName: "stepops",
	portKey: join(folder.id, attempt.step.id),
	ownsProcesses: false,
	spansNodes: true
});

// src/remote/staging.ts
/** Below a run's folder; each holds secrets as long as it is there. */
const stagesFolder = "jobs";
/** The job's folder as the operator is given it: files of its own, so that whoever works in it changes no input. */
function stageJob(shared, frame, { prepared, marker }) {
	const { step } = frame.attempt;
	const { inputs, jobWith } = prepared;
	const { workingDirectory, checkpoint } = step;
	return openStage({
		inputs,
		transfer: {
			inputs: "copy",
			job: "copy",
			isOwn: true
		},
		files: shared.host.files,
		root: shared.root,
		directory: join(shared.folder.directory, stagesFolder, nameOf(frame)),
		control: controlFiles(jobWith(marker)),
		layout: layoutOf({
			inputs,
			written: writtenBy(step),
			workingDirectory
		}),
		...optional("checkpoint", checkpoint)
	});
}
const nameOf = ({ attempt: { step, attempt } }) => `${logNames([step]).get(step.id) ?? step.id}.${attempt}`;

// src/remote/submission.ts
/** Under how many keys somebody else may have planted a job. */
const mostForeign = 5;
const findTryMs = 3e4;
/** How long an operator may be away while a job waits to be handed over. */
const submitLimitMs = 6e5;
/** What is under way when the run is stopped is most often done in this time, and then nothing need be searched for. */
const graceMs = 3e3;
/** Writes down what it is about to ask for, then asks for it. A job that bears the key already and is not ours moves us on to the next. */
async function submit(context, earlier) {
	const { shared, frame, prepared } = context;
	let intent = intentOf(context, earlier);
	for (let foreign = 0; foreign < mostForeign; foreign++) {
		if (frame.stop.aborted) return err(stoppedBefore);
		const stage = await stageJob(shared, frame, {
			prepared,
			marker: markerOf(intent.nonce)
		});
		try {
			const handle = await handOver(context, intent, stage);
			if (!handle.ok) return handle;
			if (handle.value === void 0) return ok({
				kind: "unsure",
				intent
			});
			const expected = {
				run: shared.run,
				leg: frame.attempt.step.id,
				intent
			};
			if (ownerOf(handle.value, expected) !== "foreign") {
				tellSubmitted(context, intent, handle.value);
				return ok({
					kind: "submitted",
					job: activeJob(intent, handle.value, true)
				});
			}
			leaveAlone(context, handle.value.id, intent.key);
		} finally {
			await stage.remove();
		}
		intent = intentOf(context, {
			kind: "none",
			submission: intent.submission + 1
		});
	}
	const message = `somebody else's jobs bear the next ${mostForeign} keys of this step on ${prepared.operator.name}: see who submitted them`;
	return err({
		cause: "permission",
		message
	});
}
const stoppedBefore = {
	cause: "cancelled",
	message: "the step was stopped before it was submitted"
};
function intentOf({ shared, frame, prepared }, earlier) {
	const { step, attempt } = frame.attempt;
	const again = earlier.kind === "again" ? earlier.job : void 0;
	const submission = earlier.kind === "again" ? earlier.job.submission : earlier.submission;
	return {
		key: jobKey(shared.run, step.id, submission),
		attempt,
		submission,
		nonce: again?.nonce ?? shared.host.random.hex(32),
		digest: prepared.digest,
		intendedAt: shared.host.clock.now(),
		phases: [],
		isSettled: false,
		isRemoved: false
	};
}
/** Undefined: the run was stopped meanwhile. */
async function handOver(context, intent, stage) {
	const { shared, frame, prepared } = context;
	const { clock } = shared.host;
	const { key, nonce, digest, submission, attempt } = intent;
	const leg = frame.attempt.step.id;
	const labels = jobLabels(shared.run, leg, intent);
	const job = {
		...prepared.request,
		key,
		labels,
		directory: stage.job
	};
	shared.emit({
		type: "job-intended",
		at: clock.now(),
		leg,
		attempt,
		key,
		submission,
		nonce,
		digest
	});
	if (frame.stop.aborted) return err(stoppedBefore);
	const patient = patience(context);
	try {
		return await askUntilTaken(context, job, patient.signal);
	} finally {
		patient.end();
	}
}
async function askUntilTaken(context, job, signal) {
	const { shared, frame, prepared, late } = context;
	const { clock, random } = shared.host;
	const { operator } = prepared.operator;
	const began = clock.monotonic();
	let mayBeThere = false;
	for (let failures = 0;; failures++) {
		const asked = {
			clock,
			signal
		};
		const sent = await tryOnce({
			...asked,
			make: (over) => operator.submit(job, over)
		});
		if (sent.ok) return sent;
		if (frame.stop.aborted) return ok(void 0);
		const what = "the job was not submitted";
		if (!mayPass(sent.error)) {
			if (!mayBeThere) tellRemoved(context, job.key);
			return err(faultFailure(sent.error, what));
		}
		if (late.aborted) return err(tooLate(frame, sent.error.message));
		if (clock.monotonic() - began >= submitLimitMs) return err(faultFailure(sent.error, what));
		const pause = pauseMs({
			failures,
			fault: sent.error,
			random
		});
		await slept(clock, pause, AbortSignal.any([frame.stop, late]));
		if (frame.stop.aborted) return ok(void 0);
		if (sent.error.reason === "busy") continue;
		mayBeThere = true;
		const found = await tryOnce({
			...asked,
			tryMs: findTryMs,
			make: (over) => operator.find(job.key, over)
		});
		if (found.ok && found.value) return ok(found.value);
		if (frame.stop.aborted) return ok(void 0);
	}
}
function tooLate({ attempt: { step } }, why) {
	return {
		cause: "pending_timeout",
		message: `the job could not be submitted within the step's pending_timeout of ${(step.pendingTimeoutMs ?? 0) / 1e3} s: ${why}`
	};
}
/** Aborted some time after the run is stopped, and at once at the end of pending_timeout. */
function patience({ shared, frame, late }) {
	const over = new AbortController();
	const done = new AbortController();
	const onStop = () => {
		shared.host.clock.sleep(graceMs, done.signal).then(() => over.abort(), () => {});
	};
	frame.stop.addEventListener("abort", onStop, { once: true });
	if (frame.stop.aborted) onStop();
	return {
		signal: AbortSignal.any([over.signal, late]),
		end() {
			done.abort();
			frame.stop.removeEventListener("abort", onStop);
		}
	};
}

// src/remote/progress.ts
const ended = /* @__PURE__ */ new Set([
	"succeeded",
	"failed",
	"cancelled",
	"lost"
]);
const isEnd = (status) => ended.has(status);
/** Whether the start script has begun, or is over: waiting has ended. */
const hasBegun = (status) => statuses.indexOf(status) >= statuses.indexOf("running");
/** A backend may say what no version of stepops knows, or go back: neither means that the job is over. */
function advance(before, now) {
	const at = statuses.indexOf(now);
	if (at < 0) return {
		kind: "odd",
		why: `says ${JSON.stringify(now)}, which is no status that stepops knows`
	};
	if (before === void 0) return { kind: "forward" };
	if (now === before) return { kind: "same" };
	if (at > statuses.indexOf(before)) return { kind: "forward" };
	return {
		kind: "odd",
		why: `says ${now} after ${before}`
	};
}

// src/remote/watch.ts
/** Calls for the logs of all jobs together come to about 1.7 a job and minute, however many there are. */
const logPauseMs = (live) => live <= 7 ? 0 : live * 700;
/** Follows a job to its end, to one of its limits or to the end of the run. */
async function watchJob(watch) {
	const { frame, operator, job, deadlines } = watch;
	const watched = operator.watcher.watch(job.handle, { isFresh: job.isFresh });
	const tracker = new Tracker(watch);
	let hasLooked = false;
	try {
		for (;;) {
			const signal = hasLooked && deadlines.passed === void 0 ? AbortSignal.any([frame.stop, deadlines.signal]) : frame.stop;
			const seen = await watched.next(signal);
			if (frame.stop.aborted) return { kind: "stopped" };
			const end = seen && tracker.take(seen);
			if (end) return end;
			hasLooked ||= seen !== void 0;
			if (hasLooked && deadlines.passed && !operator.watcher.isBlind) return {
				kind: "late",
				limit: deadlines.passed
			};
			if (seen) await pullLog(watch, signal);
		}
	} finally {
		watched.close();
	}
}
async function pullLog({ operator, log }, signal) {
	if (log.age >= logPauseMs(operator.watcher.live)) await log.pull(signal);
}
/** What a job's observations come to: events, limits, and warnings once each. */
var Tracker = class {
	#watch;
	#status;
	#isWarned = false;
	constructor(watch) {
		this.#watch = watch;
		this.#status = watch.job.phases.at(-1)?.status;
	}
	take(seen) {
		const { frame, job } = this.#watch;
		switch (seen.kind) {
			case "refused": return {
				kind: "refused",
				fault: seen.fault
			};
			case "missing":
				frame.notice("warning", `the operator does not know job ${job.handle.id} any more`);
				return {
					kind: "ended",
					observation: { status: "lost" }
				};
			case "observed": return this.#observe(seen.observation);
			default: return seen;
		}
	}
	#observe(observation) {
		const { status } = observation;
		const step = advance(this.#status, status);
		if (step.kind === "odd") this.#warn(step.why);
		if (step.kind === "forward") this.#tell(observation);
		if (isEnd(status)) return {
			kind: "ended",
			observation: {
				...observation,
				status
			}
		};
	}
	#warn(why) {
		const { frame, job, operator } = this.#watch;
		if (this.#isWarned) return;
		this.#isWarned = true;
		frame.notice("warning", `the operator ${operator.name} ${why} of job ${job.handle.id}: it is watched further`);
	}
	#tell({ status, message }) {
		const { shared, frame, job, deadlines } = this.#watch;
		const { step } = frame.attempt;
		this.#status = status;
		const at = shared.host.clock.now();
		const told = message !== void 0 && { message: shared.masker.mask(message) };
		shared.emit({
			type: "job-status",
			at,
			leg: step.id,
			key: job.key,
			status,
			...told
		});
		if (hasBegun(status)) deadlines.running(step.timeoutMs, 0);
	}
};

// src/remote/attempt.ts
/** Whoever cancels waits no longer; the end itself is waited for by who comes after. */
const acknowledgedMs = 5e3;
/** One attempt of a step that runs on an operator. */
var RemoteAttempt = class {
	#shared;
	#frame;
	#deadlines;
	/** The last that the step printed. */
	#tail = [];
	constructor(shared, attempt, emit, signal) {
		this.#shared = shared;
		this.#frame = new AttemptFrame(shared, attempt, emit, signal);
		this.#deadlines = new Deadlines(shared.host.clock);
	}
	async run() {
		try {
			return await this.#frame.run(() => this.#runAll());
		} finally {
			this.#deadlines.close();
		}
	}
	async #runAll() {
		const prepared = await prepare(this.#shared, this.#frame);
		if (this.#frame.isCancelled) return this.#frame.cancelled();
		if (!prepared.ok) return this.#frame.failure(prepared.error);
		const { outputs } = this.#shared;
		const { step } = this.#frame.attempt;
		const cleared = await outputs.prepare(step);
		if (!cleared.ok) return this.#frame.failure(cleared.error);
		let outcome;
		try {
			outcome = await this.#runPrepared(prepared.value);
			return outcome;
		} finally {
			if (outcome?.result === "failure") this.#endStray(prepared.value);
			if (outcome?.result !== "success") await outputs.abandon(step);
		}
	}
	async #runPrepared(prepared) {
		const since = this.#shared.host.clock.now();
		const job = await this.#obtain(prepared);
		if ("result" in job) return job;
		this.#shared.seen.set(job.key, job.handle);
		const log = this.#logOf(prepared, job);
		this.#limit(job);
		const watched = {
			shared: this.#shared,
			frame: this.#frame,
			job,
			log
		};
		const place = {
			...watched,
			prepared,
			since,
			tail: () => this.#tail
		};
		const { operator } = prepared;
		const end = await watchJob({
			...watched,
			operator,
			deadlines: this.#deadlines
		});
		switch (end.kind) {
			case "stopped": return this.#cancel({
				...job,
				...this.#endingOf(prepared)
			});
			case "refused": return this.#frame.failure(this.#refused(prepared, job, end));
			case "late": return this.#stopLate(place, end.limit);
			case "ended":
				this.#tellEnd(job, end.observation.status);
				return conclude({
					...place,
					observation: end.observation
				});
			default: return end;
		}
	}
	/** Nobody looks after a job of a step that failed, as where its submit was not answered in time. */
	#endStray(prepared) {
		const { endings, jobsOf } = this.#shared;
		const why = "the step failed";
		for (const job of jobsOf(this.#frame.attempt.step.id)) if (job.ended === void 0 && !job.isRemoved) endings.start(endingOf(job, {
			...this.#endingOf(prepared),
			why
		}));
	}
	/** A job of an earlier attempt that is still good, or a new one. */
	async #obtain(prepared) {
		const context = {
			shared: this.#shared,
			frame: this.#frame,
			prepared
		};
		const earlier = await findEarlier(context);
		if (!earlier.ok) return this.#frame.isCancelled ? this.#frame.cancelled() : this.#frame.failure(earlier.error);
		if (earlier.value.kind === "adopted") return earlier.value.job;
		if (this.#frame.isCancelled) return this.#frame.cancelled();
		this.#deadlines.pending(this.#frame.attempt.step.pendingTimeoutMs, 0);
		const submitted = await submit({
			...context,
			late: this.#deadlines.signal
		}, earlier.value);
		if (!submitted.ok) return this.#frame.isCancelled ? this.#frame.cancelled() : this.#frame.failure(submitted.error);
		if (submitted.value.kind === "submitted") return submitted.value.job;
		const { key, nonce, digest, intendedAt } = submitted.value.intent;
		return this.#cancel({
			key,
			nonce,
			digest,
			intendedAt,
			...this.#endingOf(prepared)
		});
	}
	#endingOf({ operator }) {
		const leg = this.#frame.attempt.step.id;
		const save = checkpointSaver(this.#shared, this.#frame.attempt.step, operator);
		return {
			leg,
			operator,
			why: "the run was cancelled",
			discards: "unless-succeeded",
			...optional("save", save)
		};
	}
	/** What passed before this process took the job up only the other clock can tell, which may have jumped meanwhile. */
	#limit({ isFresh, phases, intendedAt }) {
		if (isFresh) return;
		const { timeoutMs, pendingTimeoutMs } = this.#frame.attempt.step;
		const now = this.#shared.host.clock.now();
		const begun = phases.find(({ status }) => status === "running" || status === "uploading");
		if (begun) this.#deadlines.running(timeoutMs, now - begun.at);
		else this.#deadlines.pending(pendingTimeoutMs, now - intendedAt);
	}
	#logOf({ operator, jobWith }, { handle, marker, logged, key }) {
		const { host, masker } = this.#shared;
		return new JobLog({
			host,
			masker,
			handle,
			logged,
			operator: operator.operator,
			marker: jobWith(marker).setup && marker,
			onLines: (phase, stream, lines) => this.#print(phase, stream, lines),
			onMark: (mark) => this.#mark(key, mark)
		});
	}
	#print(phase, stream, lines) {
		this.#tail = [...this.#tail, ...lines].slice(-200);
		this.#frame.output(phase, stream, lines);
	}
	/** The log file is written before anybody goes on, so its length says up to where it has the job's log. */
	async #mark(key, mark) {
		const { host, folder, emit, logOf } = this.#shared;
		const { step, attempt } = this.#frame.attempt;
		const log = logOf(step.id);
		const bytes = log === void 0 ? 0 : (await host.files.stat(join(folder.logs, log)))?.size ?? 0;
		emit({
			type: "job-logged",
			at: host.clock.now(),
			leg: step.id,
			attempt,
			key,
			bytes,
			...mark
		});
	}
	#tellEnd({ key }, status) {
		const { host, emit } = this.#shared;
		emit({
			type: "job-ended",
			at: host.clock.now(),
			leg: this.#frame.attempt.step.id,
			key,
			status
		});
	}
	async #cancel(ending) {
		const { acknowledged } = this.#shared.endings.start(ending);
		await this.#within(acknowledgedMs, acknowledged);
		return this.#frame.cancelled();
	}
	async #within(ms, promise) {
		const over = new AbortController();
		const limit = slept(this.#shared.host.clock, ms, over.signal).then(() => void 0);
		const first = await Promise.race([promise, limit]);
		over.abort();
		return first;
	}
	#refused({ operator }, { handle }, end) {
		const failure = faultFailure(end.fault, `${operator.name} does not tell how job ${handle.id} stands`);
		return failure.cause === "permission" ? failure : {
			...failure,
			cause: "infrastructure"
		};
	}
	async #stopLate(place, limit) {
		const { prepared, job } = place;
		const failure = lateFailure(this.#frame.attempt.step, job, limit);
		const ending = {
			...job,
			...this.#endingOf(prepared),
			why: failure.message,
			discards: "nothing"
		};
		const { endings } = this.#shared;
		const status = await endings.await(endings.start(ending), prepared.operator, this.#frame.stop);
		if (this.#frame.isCancelled) return this.#frame.cancelled();
		if (status === void 0) return this.#stillRunning(prepared, job);
		const why = status === "succeeded" ? void 0 : failure;
		return conclude({
			...place,
			observation: { status },
			...optional("failure", why)
		});
	}
	/** A cause that is not tried again by itself: two attempts at once would write over each other. */
	#stillRunning({ operator }, { handle }) {
		const message = `job ${handle.id} may still run, as ${operator.name} does not say that it is over: end it there by hand${handle.console === void 0 ? "" : `, at ${handle.console}`}`;
		return this.#frame.failure({
			cause: "lost",
			message
		});
	}
};
function lateFailure({ timeoutMs = 0, pendingTimeoutMs = 0 }, { handle }, limit) {
	if (limit === "timeout") return {
		cause: limit,
		phase: "command",
		message: `command was stopped at the step's timeout of ${timeoutMs / 1e3} s`
	};
	return {
		cause: limit,
		message: `job ${handle.id} had not begun to run within the step's pending_timeout of ${pendingTimeoutMs / 1e3} s, and was stopped`
	};
}

// src/remote/cleanup.ts
const tryMs$1 = 6e4;
/** Takes away what jobs left on their operators, once the journal has what came of them; nobody waits for it but the run's end. */
var Cleanup = class {
	#shared;
	#operatorOf;
	#limits;
	#begun = /* @__PURE__ */ new Map();
	/** `signal`: ends the waiting, so that no call and no timer outlives the run. */
	constructor(shared, operatorOf, signal) {
		this.#shared = shared;
		this.#operatorOf = operatorOf;
		this.#limits = {
			tryMs: tryMs$1,
			limitMs: tryMs$1,
			signal
		};
	}
	/** One that ended well while its step was cancelled has results that are nowhere else. */
	settled(leg, { jobs = [], outcome }) {
		for (const job of jobs) if (job.ended !== "succeeded" || outcome !== "cancelled") this.#begin(leg, job);
	}
	/** Of an earlier process nobody knows whether the results of a job that ended well came here, unless its step did. */
	leftBefore(leg, { jobs = [], outcome }) {
		for (const job of jobs) if (job.ended !== "succeeded" || outcome === "success") this.#begin(leg, job);
	}
	async done() {
		await Promise.all(this.#begun.values());
	}
	#begin(leg, job) {
		const { key, ended, isSettled, isRemoved } = job;
		if (ended === void 0 || !isSettled || isRemoved) return;
		if (this.#begun.has(key) || this.#shared.kept.has(key)) return;
		this.#begun.set(key, this.#remove(leg, job));
	}
	async #remove(leg, job) {
		const { host, emit } = this.#shared;
		const operator = await this.#operatorOf(leg);
		const handle = operator && await this.#find(operator, leg, job);
		if (!operator || !handle) return;
		const make = (over) => operator.operator.cleanup(handle, over);
		const removed = await callOperator({
			...this.#limits,
			host,
			make
		});
		if (removed.ok) {
			emit({
				type: "job-removed",
				at: host.clock.now(),
				leg,
				key: job.key
			});
			return;
		}
		const message = `what job ${handle.id} left on ${operator.name} was not removed: ${removed.error.message}`;
		emit({
			type: "notice",
			at: host.clock.now(),
			level: "warning",
			leg,
			message
		});
	}
	/** What the journal says of an earlier process's job might have been forged: only what the operator shows as ours is removed. */
	async #find({ operator }, leg, job) {
		const { host, run, seen } = this.#shared;
		const known = seen.get(job.key);
		if (known) return known;
		const make = (over) => operator.find(job.key, over);
		const found = await callOperator({
			...this.#limits,
			host,
			make
		});
		if (!found.ok || !found.value) return void 0;
		return ownerOf(found.value, {
			run,
			leg,
			intent: job
		}) === "foreign" ? void 0 : found.value;
	}
};

// src/remote/endings.ts
/** One try of a stop call. Who pressed Ctrl-C waits less long for it, and the call goes on; one that hangs is made again while there is time. */
const stopTryMs = 15e3;
const longestStopPauseMs = 5e3;
const tryMs = 3e4;
/** From a stop order to the end: SIGTERM, a grace, SIGKILL, and what the backend takes for its books. */
const endLimitMs = 12e4;
const awayLimitMs = 9e5;
/** A submit that was cut off may still come through: so often, and so far apart, its key is asked for. */
const findPausesMs = [
	1e3,
	4e3,
	1e4
];
const longestFindPauseMs = 1e4;
/** Stops jobs, and sees to it that they are over: what is left of a job costs money, so nobody may lose sight of it. */
var Endings = class {
	#input;
	#open = /* @__PURE__ */ new Map();
	#over = new AbortController();
	constructor(input) {
		this.#input = input;
	}
	start(job) {
		const known = this.#open.get(job.key);
		if (known) return known.ending;
		const acknowledged = Promise.withResolvers();
		const ended = this.#end(job, acknowledged.resolve).finally(acknowledged.resolve);
		const ending = {
			acknowledged: acknowledged.promise,
			ended
		};
		this.#open.set(job.key, {
			job,
			ending
		});
		ended.then((status) => {
			if (status !== void 0) this.#open.delete(job.key);
		});
		return ending;
	}
	/**
	* How it ended; undefined once it had time enough, or at the signal. As long as the operator cannot be asked nothing is known of it,
	* so that does not count, up to a limit of its own.
	*/
	async await({ acknowledged, ended }, { watcher }, signal) {
		const { clock } = this.#input.host;
		const began = clock.monotonic();
		const done = new AbortController();
		const over = AbortSignal.any([done.signal, signal]);
		const wait = (ms) => slept(clock, ms, over).then(() => void 0);
		const limit = wait(awayLimitMs);
		await Promise.race([
			acknowledged,
			ended,
			limit
		]);
		for (;;) {
			const status = await Promise.race([
				ended,
				wait(endLimitMs),
				limit
			]);
			const isLate = signal.aborted || clock.monotonic() - began >= awayLimitMs;
			if (status === void 0 && watcher.isBlind && !isLate) continue;
			done.abort();
			return status;
		}
	}
	/** Waits for the ends, names what is not over by then, and stops trying. True where all are over. */
	async close(limitMs) {
		const { clock } = this.#input.host;
		const waits = [...this.#open.values()].map(({ ending }) => ending.ended);
		const late = new AbortController();
		await Promise.race([Promise.all(waits), slept(clock, limitMs, late.signal)]);
		late.abort();
		const left = [...this.#open.values()];
		this.#over.abort();
		if (limitMs > 0) for (const { job } of left) this.#warn(job);
		return left.length === 0;
	}
	#warn({ leg, key, handle, id = handle?.id, operator }) {
		const message = `${id === void 0 ? `a job with the key ${key}` : `job ${id}${consoleOf(handle)}`} may still run on the operator ${operator.name}, and cost: it does not say that it is over. End it there by hand`;
		this.#input.emit({
			type: "notice",
			at: this.#input.host.clock.now(),
			level: "warning",
			leg,
			message
		});
	}
	async #end(job, onAcknowledged) {
		const { signal } = this.#over;
		const handle = await this.#find(job, signal);
		if (handle === "unknown") return void 0;
		if (handle === "absent") return this.#ended(job, "cancelled");
		if (!await this.#stop(job, handle, signal)) return void 0;
		this.#tell({
			type: "job-stopping",
			leg: job.leg,
			key: job.key,
			why: job.why
		});
		onAcknowledged();
		job.operator.watcher.hurry();
		const status = await this.#awaitEnd(job, handle, signal);
		if (status === void 0) return void 0;
		const isDiscarded = job.discards === "all" || job.discards === "unless-succeeded" && status !== "succeeded";
		if (isDiscarded) await job.save?.(handle, signal).catch((error) => this.#tellLoss(job, error.message));
		this.#ended(job, status);
		if (isDiscarded) await this.#remove(job, handle, signal);
		return status;
	}
	#ended({ leg, key }, status) {
		this.#tell({
			type: "job-ended",
			leg,
			key,
			status
		});
		return status;
	}
	/** Also of what the journal says there is a handle the operator's own: the journal might have been tampered with. */
	async #find(job, signal) {
		if (job.handle) return job.handle;
		const { host, run } = this.#input;
		const { operator } = job.operator;
		const isHidden = mayBeHidden(host.clock, job);
		for (let tries = 0; tries <= findPausesMs.length || isHidden(); tries++) {
			const pause = tries === 0 ? 0 : findPausesMs[tries - 1] ?? longestFindPauseMs;
			if (pause > 0 && !await slept(host.clock, pause, signal)) return "unknown";
			const make = (over) => operator.find(job.key, over);
			const found = await callOperator({
				host,
				make,
				signal,
				tryMs,
				longestPauseMs: longestStopPauseMs
			});
			if (!found.ok) return "unknown";
			if (!found.value) continue;
			return ownerOf(found.value, {
				run,
				leg: job.leg,
				intent: job
			}) === "foreign" ? "absent" : found.value;
		}
		return "absent";
	}
	/** What cannot be stopped for want of a permission is tried again, too: nothing else would end it sooner. */
	async #stop(job, handle, signal) {
		const { host } = this.#input;
		const { operator } = job.operator;
		for (let tries = 0;; tries++) {
			const make = (over) => operator.cancel(handle, job.why, over);
			const stopped = await callOperator({
				host,
				make,
				signal,
				tryMs: stopTryMs,
				longestPauseMs: longestStopPauseMs
			});
			if (stopped.ok || stopped.error.reason === "gone") return true;
			if (signal.aborted || mayPass(stopped.error)) return false;
			if (tries === 0) this.#warnOfRefusal(job, stopped.error.message);
			if (!await slept(host.clock, longestStopPauseMs, signal)) return false;
		}
	}
	#warnOfRefusal({ leg, operator }, why) {
		const message = `the operator ${operator.name} does not stop the step's job: ${why}`;
		this.#input.emit({
			type: "notice",
			at: this.#input.host.clock.now(),
			level: "warning",
			leg,
			message
		});
	}
	#tellLoss({ leg }, why) {
		const message = `the checkpoint of the step was not brought here: ${why}`;
		this.#input.emit({
			type: "notice",
			at: this.#input.host.clock.now(),
			level: "warning",
			leg,
			message
		});
	}
	async #awaitEnd(job, handle, signal) {
		const isFresh = mayBeHidden(this.#input.host.clock, job)();
		const watched = job.operator.watcher.watch(handle, { isFresh });
		try {
			for (;;) {
				const seen = await watched.next(signal);
				if (!seen || seen.kind === "refused") return void 0;
				if (seen.kind === "missing") return "cancelled";
				if (isEnd(seen.observation.status)) return seen.observation.status;
			}
		} finally {
			watched.close();
		}
	}
	async #remove({ leg, key, operator }, handle, signal) {
		const { host } = this.#input;
		const make = (over) => operator.operator.cleanup(handle, over);
		if ((await callOperator({
			host,
			make,
			signal,
			tryMs,
			limitMs: tryMs
		})).ok) this.#tell({
			type: "job-removed",
			leg,
			key
		});
	}
	#tell(event) {
		this.#input.emit({
			...event,
			at: this.#input.host.clock.now()
		});
	}
};
/** Whether it was asked for so short a time ago that its operator may not show it yet; both clocks must say so, as one may jump. */
function mayBeHidden(clock, { intendedAt }) {
	const began = clock.monotonic();
	return () => clock.now() - intendedAt < 6e4 && clock.monotonic() - began < 6e4;
}
const consoleOf = (handle) => handle?.console === void 0 ? "" : ` (${handle.console})`;

// src/remote/images.ts
/** Registries are asked once a run for each name, so that all legs of a step run the same; Docker is needed for builds only. */
function openOperatorImages(input) {
	const known = /* @__PURE__ */ new Map();
	let images;
	function look(reference) {
		const found = known.get(reference) ?? lookUp(input, reference);
		known.set(reference, found);
		found.then(({ ok: isThere }) => isThere || known.delete(reference));
		return found;
	}
	return { resolve: (image, frame) => frame.whilePending("image", async (signal) => {
		if (image.kind === "reference") return unlessAborted(look(image.reference), signal);
		images ??= openBuilds(input);
		return built(input, {
			images: await images,
			image,
			frame,
			signal
		});
	}) };
}
async function unlessAborted(ready, signal) {
	const given = Promise.withResolvers();
	const onAbort = () => given.resolve(err(imageFailure("the look-up of the image was stopped")));
	signal.addEventListener("abort", onAbort, { once: true });
	if (signal.aborted) onAbort();
	const found = await Promise.race([ready, given.promise]);
	signal.removeEventListener("abort", onAbort);
	return found;
}
async function lookUp({ host, env, pipeline }, reference) {
	const { openRegistry } = await import("./registry3.js");
	const { resolveForOperator } = await import("./resolve2.js");
	const { openRegistryLogins } = await import("./registry-login.js");
	const { auth } = pipeline.stack;
	const cloudLogins = openRegistryLogins({
		clock: host.clock,
		env,
		...optional("auth", auth)
	});
	const found = await resolveForOperator({
		reference,
		registry: openRegistry({
			...host,
			env,
			insecure: [],
			cloudLogins
		})
	});
	if (found.ok) return ok(found.value.reference);
	const { message, hint } = found.error;
	return err(imageFailure(`${message}: ${hint.charAt(0).toLowerCase()}${hint.slice(1)}`));
}
const imageFailure = (message) => ({
	cause: "image",
	phase: "image",
	message
});
async function openBuilds({ directory, pipeline, ...input }) {
	const { openImages } = await import("./images2.js");
	const { containerRegistry, auth } = pipeline.stack;
	return openImages({
		...input,
		pipeline,
		scratch: join(directory, "images"),
		logins: join(directory, "containers"),
		...optional("containerRegistry", containerRegistry),
		...optional("auth", auth)
	});
}
async function built({ host, env, root, masker }, work) {
	const { openEngine } = await import("./engine.js");
	const { images, image, frame, signal } = work;
	const masked = (lines) => lines.map((line) => masker.mask(line));
	const made = await images.published({
		image,
		signal,
		copies: false,
		publishes: true,
		engine: openEngine({
			host,
			env,
			cwd: root,
			place: {}
		}),
		onLines: (stream, lines) => frame.output("image", stream, masked(lines)),
		onNotice: (message) => frame.notice("notice", message)
	});
	if (made.ok) return ok(made.value.reference);
	return err({
		...imageFailure(made.error.message),
		...optional("at", made.error.at)
	});
}

// src/remote/executor.ts
/** Runs steps on the operators of the stack. */
function createRemoteExecutor(options) {
	let isClosed = false;
	const emit = (event) => {
		if (!isClosed) options.emit(event);
	};
	const shared = openShared({
		...options,
		emit
	});
	const closing = new AbortController();
	const operatorOf = (leg) => findOperator(options, shared, {
		leg,
		signal: closing.signal
	});
	const cleanup = new Cleanup(shared, operatorOf, closing.signal);
	async function closeAll(limitMs) {
		const isKnown = await endStray(options, shared, operatorOf);
		const isComplete = await shared.endings.close(limitMs);
		for (const [leg, step] of options.record().steps) cleanup.leftBefore(leg, step);
		await cleanup.done();
		await shared.operators.close();
		return isKnown && isComplete;
	}
	return {
		execute: (attempt, stepEmit, signal) => new RemoteAttempt(shared, attempt, stepEmit, signal).run(),
		settled(leg) {
			const step = options.record().steps.get(leg);
			if (step) cleanup.settled(leg, step);
		},
		async close(limitMs) {
			const { clock } = shared.host;
			const over = new AbortController();
			const late = slept(clock, limitMs + tidyingMs, over.signal).then(() => closing.abort());
			const closed = closeAll(limitMs);
			const isOver = await Promise.race([closed, late.then(() => shared.endings.close(0))]);
			over.abort();
			isClosed = true;
			return isOver;
		}
	};
}
/** For what is only tidying up: whoever waits may be about to be killed. */
const tidyingMs = 2e3;
function openShared(options) {
	const { host, root, checkout, folder, env, pipeline, buckets, record, emit } = options;
	const steps = openFrame({
		host,
		env,
		pipeline
	});
	const masked = [...Object.values(steps.secrets), ...operatorSecrets(pipeline, env)];
	const frame = {
		...steps,
		masker: createMasker(masked)
	};
	const { run } = record();
	const onNotice = (level, message) => emit({
		type: "notice",
		at: host.clock.now(),
		level,
		message: frame.masker.mask(message)
	});
	const { directory } = folder;
	const opening = {
		host,
		env,
		root,
		directory,
		secrets: frame.secrets,
		onNotice
	};
	return {
		...frame,
		root,
		folder,
		pipeline,
		run,
		buckets,
		emit,
		carried: carried(env),
		images: openOperatorImages({
			host,
			env,
			root,
			run,
			pipeline,
			directory,
			masker: frame.masker
		}),
		outputs: openOutputs({
			files: host.files,
			root,
			ledger: openLedger(host.files, checkout)
		}),
		operators: openOperators(opening, options.openOperator),
		endings: new Endings({
			host,
			run,
			emit
		}),
		jobsOf: (leg) => record().steps.get(leg)?.jobs ?? [],
		causesOf: (leg) => record().steps.get(leg)?.retried ?? [],
		logOf: (leg) => record().steps.get(leg)?.planned.log,
		kept: /* @__PURE__ */ new Set(),
		seen: /* @__PURE__ */ new Map()
	};
}
const operatorSecrets = ({ stack }, env) => Object.values(stack.operators).filter(({ flavor }) => flavor === "custom").flatMap((operator) => readCustomOperator(operator).secrets).flatMap((name) => own(env, name) || []);
/** A job that nobody looks after any more, as where its operator would not tell how it stands. False where it cannot be looked for. */
async function endStray(options, shared, operatorOf) {
	let isKnown = true;
	for (const [leg, { jobs = [] }] of options.record().steps) {
		const stray = jobs.filter(({ ended, isRemoved }) => ended === void 0 && !isRemoved);
		const step = options.pipeline.steps.find(({ id }) => id === leg);
		if (stray.length === 0 || !step) continue;
		const operator = await operatorOf(leg);
		if (operator) stop(shared, {
			step,
			operator,
			stray
		});
		else {
			isKnown = false;
			for (const job of stray) warn(shared, leg, job);
		}
	}
	return isKnown;
}
function stop(shared, what) {
	const { step, operator, stray } = what;
	const rest = {
		leg: step.id,
		operator,
		why: "the run is over",
		discards: "unless-succeeded"
	};
	const save = optional("save", checkpointSaver(shared, step, operator));
	for (const job of stray) shared.endings.start({
		...endingOf(job, rest),
		...save
	});
}
function warn({ host, emit }, leg, { key, handle }) {
	const message = `${handle ? `job ${handle.id}` : `a job with the key ${key}`} may still run, and cost: its operator cannot be asked. End it there by hand`;
	emit({
		type: "notice",
		at: host.clock.now(),
		level: "warning",
		leg,
		message
	});
}
async function findOperator({ pipeline }, { operators }, { leg, signal }) {
	const operator = pipeline.steps.find(({ id }) => id === leg)?.operator;
	const opened = operator && await operators.get(operator, signal);
	return opened?.ok ? opened.value : void 0;
}

export { Endings as n, createRemoteExecutor as t };