import { n as renderEnd } from "./tails.js";
import { C as plural, T as timeOfDay, _ as paintFor, c as writeJson, o as usageError, u as exitCodes } from "./program.js";
import { o as shownJobs, t as isLive } from "./jobs.js";
import { t as logTail } from "./log-tail.js";
import { t as renderTable } from "./table.js";
import { s as recordToJson } from "./run-folder.js";
import { n as writerState } from "./writer.js";
import { n as wordsOf, t as viewFrom } from "./end-view.js";
import { i as runsHere, n as logPath, r as pickRun, t as loadRecord } from "./stored-runs.js";

// src/cli/status.ts
async function execute(args, io) {
	const host = await io.host();
	const runs = await runsHere(io, host);
	const run = pickRun(runs, args.positionals[0]);
	if (!run.ok) return usageError(run.error, io, runs.length === 0 ? "start one with stepops run" : void 0);
	const record = await loadRecord(host, run.value);
	if (!record.ok) return usageError(record.error, io);
	const state = stateOf(record.value, host);
	if (args.flag("json")) {
		writeJson({
			state,
			directory: run.value.directory,
			...recordToJson(record.value)
		}, io);
		return exitCodes.done;
	}
	const lines = await statusLines({
		run: run.value,
		record: record.value,
		state,
		host,
		io
	});
	const earlier = args.positionals.length === 0 ? earlierLines(runs.slice(1), paintFor(io.stdout)) : [];
	io.stdout.write(`${[...lines, ...earlier].join("\n")}\n`);
	return exitCodes.done;
}
function stateOf(record, { processes }) {
	if (record.result !== void 0) return "ended";
	const writer = writerState(processes, record.writer);
	if (writer === "alive") return "running";
	return writer === "dead" ? "interrupted" : "unknown";
}
async function statusLines({ run, record, state, host, io }) {
	const paint = paintFor(io.stdout);
	const tails = /* @__PURE__ */ new Map();
	for (const { outcome, planned } of record.steps.values()) if (outcome === "failure" && tails.size < 5) tails.set(planned.id, await logTail(host.files, logPath(run, planned.log)));
	const view = {
		paint,
		...viewFrom(record, run.directory, io),
		...state === "running" ? {} : { again: await wordsOf(record, run.directory, {
			cwd: io.cwd,
			files: host.files
		}) },
		inFull: true,
		tail: (leg) => tails.get(leg) ?? []
	};
	const { pipelineName, pipelinePath, stack } = record.run;
	return [
		`${paint("bold", pipelineName)}: run ${record.run.id} of ${pipelinePath} on stack ${stack}, begun ${dateOf(record.startedAt)}`,
		...stateLines(state, record, paint),
		...renderEnd(record, view)
	];
}
function stateLines(state, record, paint) {
	switch (state) {
		case "running": return [paint("cyan", `it runs, process ${record.writer.pid}`)];
		case "interrupted": return [paint("yellow", `its process ${record.writer.pid} ended before the run did`), ...leftLine(record, paint)];
		case "unknown": return [paint("yellow", `its process ${record.writer.pid} is on ${record.writer.hostname}: whether it lives cannot be seen from here`)];
		case "ended": return [];
		default: return state;
	}
}
/** Whoever sees a run that died wants to know what it costs. */
function leftLine(record, paint) {
	const { length } = shownJobs(record).filter(({ job }) => isLive(job));
	if (length === 0) return [];
	const { id } = record.run;
	return [paint("yellow", `${`it left ${plural(length, "job")} that may still run, and cost`}: stepops run --resume ${id} goes on, stepops cancel ${id} stops what is left`)];
}
const shownRuns = 5;
function earlierLines(runs, paint) {
	if (runs.length === 0) return [];
	const rows = runs.slice(0, shownRuns).map(({ id, startedAt }) => [id, dateOf(startedAt)]);
	const more = runs.length > shownRuns ? [paint("dim", `… and ${runs.length - shownRuns} more`)] : [];
	return [
		"",
		...renderTable(["Earlier runs", "Begun"], rows, paint),
		...more
	];
}
/** Local, `2026-01-31 14:03:59`. */
function dateOf(at) {
	const date = new Date(at);
	const two = (value) => String(value).padStart(2, "0");
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${timeOfDay(at)}`;
}

export { stateOf as n, execute as t };