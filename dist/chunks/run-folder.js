import { ht as ok, mt as err, pt as isOnActions } from "./check.js";
import { n as readJournal } from "./journal.js";
import { t as stateDirectory } from "./state-directory.js";
import { basename, dirname, join } from "node:path";

// src/run/fold.ts
function startRecord({ run, writer, at, steps }) {
	const record = {
		run,
		writer,
		startedAt: at,
		activeSince: at,
		steps: new Map(steps.map((planned) => [planned.id, waiting(planned)])),
		notices: []
	};
	return {
		record,
		apply: (event) => apply(record, event)
	};
}
/** The fold of a whole journal; undefined when it does not begin with the run's start. */
function foldEvents(events) {
	let fold;
	for (const event of events) if (fold) fold.apply(event);
	else if (event.type === "run-started") fold = startRecord(event);
	else return void 0;
	return fold;
}
const waiting = (planned) => ({
	planned,
	state: "waiting",
	attempt: 0,
	failures: 0,
	values: {},
	outputs: []
});
function apply(record, event) {
	switch (event.type) {
		case "run-resumed":
			resume(record, event);
			break;
		case "step-started":
			change(record, event.leg, (step) => started(step, event));
			break;
		case "cache-missed":
			change(record, event.leg, (step) => ({
				...step,
				why: event.why
			}));
			break;
		case "step-retrying":
			change(record, event.leg, (step) => retrying(step, event));
			break;
		case "step-ended":
			change(record, event.leg, (step) => ended(step, event));
			break;
		case "job-intended":
		case "job-submitted":
		case "job-status":
		case "job-logged":
		case "job-stopping":
		case "job-ended":
		case "job-removed":
			change(record, event.leg, (step) => ({
				...step,
				jobs: jobsAfter(step.jobs ?? [], event)
			}));
			break;
		case "notice":
			notice(record, event);
			break;
		case "run-cancelling":
			record.cancelling = event.why;
			break;
		case "run-ended": end(record, event);
	}
}
function started(step, { attempt, at }) {
	return {
		...step,
		state: "running",
		attempt,
		startedAt: step.startedAt ?? at
	};
}
function retrying(step, { failure }) {
	const retried = [...step.retried ?? [], failure.cause];
	return settled({
		...step,
		state: "retrying",
		failures: step.failures + 1,
		retried,
		failure
	});
}
function change(record, leg, next) {
	const step = record.steps.get(leg);
	if (step) record.steps.set(leg, next(step));
}
function ended({ failure: _, ...step }, event) {
	const { type: _type, at, leg: _leg, ...rest } = event;
	return settled({
		...step,
		...rest,
		state: "ended",
		failures: step.failures + (event.outcome === "failure" ? 1 : 0),
		endedAt: at
	});
}
const settled = ({ jobs, ...step }) => ({
	...step,
	...jobs && { jobs: jobs.map((job) => ({
		...job,
		isSettled: true
	})) }
});
function jobsAfter(jobs, event) {
	if (event.type === "job-intended") {
		const { type: _, leg: _leg, at, ...intent } = event;
		const job = {
			...intent,
			intendedAt: at,
			phases: [],
			isSettled: false,
			isRemoved: false
		};
		return [...jobs.filter(({ key }) => key !== event.key), job];
	}
	return jobs.map((job) => job.key === event.key ? jobAfter(job, event) : job);
}
function jobAfter(job, event) {
	switch (event.type) {
		case "job-submitted": return {
			...job,
			handle: event.handle
		};
		case "job-status": {
			const { status, at } = event;
			return {
				...job,
				phases: [...job.phases, {
					status,
					at
				}]
			};
		}
		case "job-logged": {
			const { attempt, cursor, bytes, pastSetup } = event;
			return {
				...job,
				logged: {
					attempt,
					bytes,
					pastSetup,
					...cursor !== void 0 && { cursor }
				}
			};
		}
		case "job-stopping": return {
			...job,
			stopping: event.why
		};
		case "job-ended": return {
			...job,
			ended: event.status
		};
		case "job-removed": return {
			...job,
			isRemoved: true
		};
		default: return event;
	}
}
function notice(record, { level, leg, message }) {
	record.notices.push({
		level,
		message,
		...leg && { leg }
	});
}
function end(record, { at, result, error }) {
	record.endedAt = at;
	record.result = result;
	if (error !== void 0) record.error = error;
}
/** What was running starts again and keeps count of its failures; what is reset begins afresh. */
function resume(record, { writer, reset, at }) {
	record.writer = writer;
	record.activeSince = at;
	delete record.result;
	delete record.endedAt;
	delete record.error;
	delete record.cancelling;
	for (const leg of reset) change(record, leg, ({ planned, attempt, jobs }) => ({
		...waiting(planned),
		attempt,
		...kept(jobs)
	}));
	for (const [leg, step] of record.steps) if (step.state === "running" || step.state === "retrying") record.steps.set(leg, interrupted(step));
}
function interrupted({ planned, attempt, failures, retried, startedAt, jobs }) {
	const started = startedAt !== void 0 && { startedAt };
	return {
		...waiting(planned),
		attempt,
		failures,
		...retried && { retried },
		...started,
		...kept(jobs)
	};
}
const kept = (jobs) => jobs ? { jobs } : {};
/** Plain JSON: `steps` is a list, in topological order. */
function recordToJson(record) {
	return {
		...record,
		steps: [...record.steps.values()]
	};
}

// src/run/run-folder.ts
function runFolder(directory) {
	const at = (name) => join(directory, name);
	return {
		id: basename(directory),
		directory,
		journal: at("journal.jsonl"),
		record: at("record.json"),
		logs: at("logs"),
		scripts: at("scripts"),
		sources: at("sources")
	};
}
/** Where runs of a checkout lie: below RUNNER_TEMP on Actions, where no later job finds them. */
function runsDirectory(env, checkout) {
	const temp = env.RUNNER_TEMP;
	return isOnActions(env) && temp ? join(temp, "stepops", "runs") : join(checkout, ".stepops", "runs");
}
/** Makes the folder of a new run below `parent`; where the id is taken, the next of `id-2`, `id-3`, … */
async function createRunFolder(files, parent, wantedId) {
	if (basename(dirname(parent)) === ".stepops") await stateDirectory(files, dirname(dirname(parent)));
	for (let n = 1;; n++) {
		const folder = runFolder(join(parent, n === 1 ? wantedId : `${wantedId}-${n}`));
		if (await files.stat(folder.directory) !== void 0) continue;
		await files.makeDirectory(folder.directory);
		if (await files.create(folder.journal, "")) return folder;
	}
}
/** The run of a folder, from its journal. */
async function readRun(files, directory) {
	const { journal } = runFolder(directory);
	const text = await readJournal(files, journal);
	if (!text) return err({
		reason: "missing",
		message: `there is no run in ${directory}`
	});
	if (!text.ok) return err({
		reason: "damaged",
		message: `${journal} is damaged: ${text.error.message}`
	});
	const { events, validBytes } = text.value;
	if (events.length === 0) return err({
		reason: "empty",
		message: `the run in ${directory} ended before it began`
	});
	const fold = foldEvents(events);
	if (!fold) return err({
		reason: "damaged",
		message: `${journal} does not begin with the run's start`
	});
	return ok({
		fold,
		record: fold.record,
		validBytes
	});
}
/** Runs below `parent`, newest first; those that died before their first event are left out. */
async function listRuns(files, parent) {
	const names = await files.list(parent) ?? [];
	return (await Promise.all(names.map((name) => listedRun(files, join(parent, name))))).filter((run) => run !== void 0).sort((left, right) => right.startedAt - left.startedAt);
}
/** From the journal's first bytes: a first line with 10,000 steps has megabytes. */
async function listedRun(files, directory) {
	const { id, journal } = runFolder(directory);
	const head = await files.readFrom(journal, 0, 100);
	const [, at] = /^\{"type":"run-started","at":([\d.]+)/.exec(head ? Buffer.from(head).toString("utf8") : "") ?? [];
	return at === void 0 ? void 0 : {
		id,
		directory,
		startedAt: Number(at)
	};
}
/** The record as JSON, for people and programs; whole or not at all. */
function writeRecord(files, folder, record) {
	return files.replace(folder.record, `${JSON.stringify(recordToJson(record), void 0, 2)}\n`);
}

export { runsDirectory as a, startRecord as c, runFolder as i, listRuns as n, writeRecord as o, readRun as r, recordToJson as s, createRunFolder as t };