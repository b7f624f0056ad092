import { ht as ok, mt as err } from "./check.js";
import { C as plural, _ as paintFor, c as writeJson, o as usageError, u as exitCodes, x as duration } from "./program.js";
import { n as writerState } from "./writer.js";
import { t as openJournal } from "./journal.js";
import { i as runFolder, o as writeRecord } from "./run-folder.js";
import { i as jobState, n as jobPhases, r as jobPlace, t as isLive } from "./jobs.js";
import { t as endLeft } from "./end-left.js";
import { t as listenForSignals } from "./signals.js";
import { i as runsHere, r as pickRun, t as loadRecord } from "./stored-runs.js";

// src/cli/cancel-events.ts
const why = {
	reason: "signal",
	signal: "SIGINT"
};
/** What the run's own process would have said, had it lived to be cancelled. */
function cancelEvents(record, at) {
	if (record.result !== void 0) return [];
	const open = [...record.steps.values()].filter(({ state }) => state !== "ended");
	return [
		{
			type: "run-cancelling",
			at,
			why
		},
		...open.map((step) => stepEnd(step, at)),
		{
			type: "run-ended",
			at,
			result: "cancelled"
		}
	];
}
function stepEnd({ planned, state, startedAt, values }, at) {
	const begun = state !== "waiting";
	const result = begun ? "cancelled" : "skipped";
	return {
		type: "step-ended",
		at,
		leg: planned.id,
		result,
		outcome: result,
		values,
		outputs: [],
		durationMs: begun && startedAt !== void 0 ? Math.max(0, at - startedAt) : 0,
		...begun ? { stopped: why } : { skipped: { reason: "run-cancelled" } }
	};
}
/** Writes the end of a run that nobody works on any more, under the lock of its checkout. */
async function closeRun(host, directory, { fold, validBytes }) {
	const folder = runFolder(directory);
	const journal = openJournal(host.files, folder.journal, validBytes);
	for (const event of cancelEvents(fold.record, host.clock.now())) {
		journal.write(event);
		fold.apply(event);
	}
	journal.close();
	await writeRecord(host.files, folder, fold.record);
}

// src/cli/cancel-process.ts
/** Longer than a run gives its jobs and its steps, and than most `finally` take. */
const limitMs = 6e5;
const lookMs = 200;
const tellMs = 3e4;
/** Sends SIGINT to a run's process, as Ctrl-C would, and waits until it is gone. */
async function stopProcess(record, stop) {
	const { host } = stop;
	if (!record.cancelling && !await interrupt(record.writer, stop)) return "unreachable";
	const began = host.clock.monotonic();
	let told = Number.NEGATIVE_INFINITY;
	while (isAlive(record.writer, host)) {
		const waitedMs = host.clock.monotonic() - began;
		if (stop.signal.aborted) return "left";
		if (waitedMs >= limitMs) return "late";
		if (waitedMs - told >= tellMs) {
			told = waitedMs;
			stop.onWait(await stop.read() ?? record, waitedMs);
		}
		await host.clock.sleep(lookMs, stop.signal).catch(() => {});
	}
	return "ended";
}
/** The pid may be another process's by now, which only the token tells. */
const isAlive = (writer, { processes }) => writerState(processes, writer) === "alive";
/** By the shell's own `kill`; false where the process may not be signalled and is there still. */
async function interrupt({ pid, ...writer }, { host, env }) {
	const end = await host.spawn({
		file: "sh",
		args: [
			"-c",
			"kill -INT \"$0\"",
			String(pid)
		],
		cwd: "/",
		env: { PATH: env.PATH ?? "/usr/bin:/bin" }
	}).ended;
	return end.kind === "exited" && end.code === 0 || !isAlive({
		pid,
		...writer
	}, host);
}

// src/cli/cancel-view.ts
const jobsWhere = ({ steps }, test) => [...steps.values()].flatMap((step) => (step.jobs ?? []).filter((job) => test(job, step)).map((job) => ({
	step,
	job
})));
const liveIn = (record) => jobsWhere(record, isLive);
const keptIn = (record) => jobsWhere(record, (job, step) => job.ended === "succeeded" && !job.isRemoved && step.outcome !== "success");
/** What is waited for: people who cancelled want to know why it takes so long. */
function waitLine(record, waitedMs) {
	const steps = [...record.steps.values()].filter(({ state }) => state === "running" || state === "retrying").map(({ planned }) => planned.id);
	const jobs = liveIn(record).map((each) => jobPlace(each));
	const what = jobs.length > 0 ? jobs.join("; ") : steps.join(", ");
	const since = waitedMs < 1e3 ? "" : ` for ${duration(waitedMs)}`;
	return `run ${record.run.id} was told to stop${since}; waiting for process ${record.writer.pid}${what === "" ? "" : `, and in it ${what}`}`;
}
/** What came of it, for people. */
function cancelLines({ record, wasOver, left, warnings }) {
	const { id } = record.run;
	const kept = keptIn(record).map((each) => `${jobPlace(each)} of ${each.step.planned.id} ended well before it was stopped: stepops run --resume ${id} takes what it left`);
	return [
		headline(record, wasOver, left),
		...kept,
		...warnings,
		...leftLines(record, left)
	];
}
function headline(record, wasOver, left) {
	const { id } = record.run;
	if (left.length > 0) return `run ${id} is not over: of ${plural(left.length, "job")} nobody knows that it has ended`;
	if (wasOver) return `run ${id} had ended already: ${record.result ?? "its process is gone"}`;
	if (record.result === "success" || record.result === "failure") return `run ${id} came to its own end meanwhile: ${record.result}`;
	const stopped = jobsWhere(record, ({ stopping }) => stopping !== void 0).length;
	return `run ${id} is cancelled${stopped > 0 ? `, and ${plural(stopped, "job")} stopped` : ""}`;
}
function leftLines({ run }, left) {
	if (left.length === 0) return [];
	return [...left.map((each) => {
		const phases = jobPhases(each);
		return `  ${jobPlace(each)}: step ${each.step.planned.id}${phases === "" ? "" : `, ${phases}`}, key ${each.job.key}`;
	}), `Try again with stepops cancel ${run.id}, or stop it by hand where it runs`];
}
/** For programs. */
function cancelJson({ record, wasOver, left, warnings }) {
	return {
		run: record.run.id,
		result: record.result ?? null,
		wasOver,
		isOver: left.length === 0 && record.result !== void 0,
		jobs: jobsWhere(record, () => true).map(({ step, job }) => ({
			step: step.planned.id,
			operator: step.planned.where,
			id: job.handle?.id ?? null,
			key: job.key,
			console: job.handle?.console ?? null,
			state: jobState(job),
			isOver: !isLive(job)
		})),
		warnings
	};
}

// src/cli/cancel.ts
/** Stops a run that goes on, or what a run left whose process is gone. */
async function execute(args, io) {
	const host = await io.host();
	const picked = pickRun(await runsHere(io, host), args.positionals[0]);
	if (!picked.ok) return usageError(picked.error, io);
	const record = await loadRecord(host, picked.value);
	if (!record.ok) return usageError(record.error, io);
	const signals = listenForSignals(() => io.exit(exitCodes.cancelled));
	try {
		const work = {
			run: picked.value,
			host,
			io,
			signal: signals.signal
		};
		const cancelled = await cancel(record.value, work);
		if (cancelled.ok) return tell(cancelled.value, args, io);
		usageError(cancelled.error.message, io, cancelled.error.hint);
		return signals.signal.aborted ? exitCodes.cancelled : exitCodes.ourFault;
	} finally {
		signals.dispose();
	}
}
async function cancel(record, work) {
	if (record.result !== void 0) return cancelRest(record, true, work);
	const { writer, run } = record;
	const { host } = work;
	switch (writerState(host.processes, writer)) {
		case "alive": return cancelAlive(record, work);
		case "dead": return cancelRest(record, false, work);
		case "unknown": return err({
			message: `run ${run.id} is on ${writer.hostname}, process ${writer.pid}, which cannot be reached from here`,
			hint: `cancel it there; if ${writer.hostname} is gone, stepops gc --run ${run.id} stops its jobs`
		});
	}
}
async function cancelAlive(record, work) {
	const { host, io, run, signal } = work;
	const read = async () => {
		const now = await loadRecord(host, run);
		return now.ok ? now.value : void 0;
	};
	const onWait = (now, waitedMs) => void io.stderr.write(`${waitLine(now, waitedMs)}\n`);
	const end = await stopProcess(record, {
		host,
		env: io.env,
		signal,
		read,
		onWait
	});
	if (end !== "ended") return err(notEnded(end, record));
	return cancelRest(await read() ?? record, false, work);
}
function notEnded(end, { run, writer }) {
	switch (end) {
		case "unreachable": return {
			message: `process ${writer.pid} of run ${run.id} cannot be signalled`,
			hint: "it belongs to another user: cancel it as that one"
		};
		case "late": return {
			message: `run ${run.id} was told to stop, and still goes on in process ${writer.pid}`,
			hint: `see stepops status ${run.id}; kill -INT ${writer.pid} makes it leave at once, and stepops cancel ${run.id} then stops its jobs`
		};
		case "left": return {
			message: `run ${run.id} was told to stop, and nobody waits for it any more`,
			hint: `see how it goes with stepops status ${run.id}`
		};
		default: return end;
	}
}
/** Of a run that no process works on: its jobs end, and it has an end itself once they have. */
async function cancelRest(record, wasOver, { run, host, io }) {
	if (record.result !== void 0 && liveIn(record).length === 0) return ok({
		record,
		wasOver,
		left: [],
		warnings: []
	});
	const { directory } = run;
	const ended = await endLeft(directory, {
		host,
		env: io.env,
		isNamed: false,
		onEnded: async ({ stored }) => {
			if (liveIn(stored.record).length === 0) await closeRun(host, directory, stored);
		}
	});
	if (!ended.ok) return ended;
	const { stored, warnings } = ended.value;
	const left = liveIn(stored.record);
	return ok({
		record: stored.record,
		wasOver: wasOver && left.length === 0,
		left,
		warnings
	});
}
function tell(cancelled, args, io) {
	const isOver = cancelled.left.length === 0;
	if (args.flag("json")) writeJson(cancelJson(cancelled), io);
	else {
		const [head = "", ...rest] = cancelLines(cancelled);
		const paint = paintFor(io.stdout);
		io.stdout.write(`${[isOver ? head : paint("red", head), ...rest].join("\n")}\n`);
	}
	return isOver ? exitCodes.done : exitCodes.ourFault;
}

export { execute };