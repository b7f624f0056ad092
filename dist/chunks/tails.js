import { C as plural, E as width, S as metric, b as cut, w as shellWord, x as duration, y as bytes } from "./program.js";
import { i as jobState, n as jobPhases, o as shownJobs, r as jobPlace, t as isLive } from "./jobs.js";
import { t as renderTable } from "./table.js";

// src/report/describe.ts
/** The one word for how a step stands or ended; a failure that `continue_on_error` forgives says so. */
function stepWord(step) {
	if (step.state === "running") return "running";
	if (step.state === "retrying") return "retrying";
	if (step.state === "waiting") return "waiting";
	if (step.outcome === "failure") return step.result === "success" ? "failed (allowed)" : "failed";
	if (step.cached) return "cached";
	return step.outcome ?? "ended";
}
/** Why a step failed, was skipped or was stopped; undefined for one that went well. */
function whyOf(step) {
	if (step.failure && step.outcome !== "success") return withJob(failureText(step.failure), step);
	if (step.skipped) return skipText(step.skipped);
	if (step.stopped) return stopText(step.stopped);
}
/** Whoever looks into a failure on an operator needs the name that it has there. */
function withJob(text, { jobs, planned }) {
	const id = jobs?.findLast(({ handle }) => handle !== void 0)?.handle?.id;
	return id === void 0 || text.includes(id) ? text : `${text} (job ${id} on ${planned.where})`;
}
/** What befell the attempts before the last one, where that was not the step's own doing: ` after preempted, capacity`. */
function afterText({ retried = [] }) {
	const causes = retried.filter((cause) => !untold.has(cause));
	return causes.length === 0 ? "" : ` after ${causes.join(", ")}`;
}
/** No news to who reads the message; the other causes are words that `retry.on` takes. */
const untold = /* @__PURE__ */ new Set([
	"user",
	"config",
	"cancelled"
]);
/** The message; what the cause adds to it only where the message does not say it. */
function failureText(failure) {
	const during = failure.phase === "setup" && !/setup/i.test(failure.message) ? " during setup" : "";
	const cause = untold.has(failure.cause) || failure.message.includes(failure.cause) ? "" : ` (cause: ${failure.cause})`;
	return `${failure.message}${during}${cause}`;
}
function skipText(skipped) {
	switch (skipped.reason) {
		case "need-not-met": return `needs ${skipped.need}, which ${pastOf(skipped.result)}`;
		case "condition-false": return `its condition is false: ${skipped.condition}`;
		case "run-failing": return `${skipped.failed} failed before it started`;
		case "fail-fast": return `its sibling ${skipped.failed} failed first (fail_fast)`;
		case "not-selected": return skipped.from ? `not selected, its results are from run ${skipped.from}` : "not selected";
		case "run-cancelled": return "the run was cancelled before it started";
		default: return skipped;
	}
}
function pastOf(result) {
	if (result === "failure") return "failed";
	return result === "success" ? "succeeded" : `was ${result}`;
}
function stopText(stopped) {
	switch (stopped.reason) {
		case "signal": return `stopped by ${stopped.signal}`;
		case "step-failed": return `stopped because ${stopped.failed} failed`;
		case "fail-fast": return `stopped because its sibling ${stopped.failed} failed (fail_fast)`;
		case "error": return `stopped by an error: ${stopped.message}`;
		default: return stopped;
	}
}

// src/report/end-outputs.ts
const shown = 6;
/** Where to look first: plots and metrics, then what the last steps made; what is left out is counted. */
function outputPlaces(record, pathOf) {
	const all = [...record.steps.values()].flatMap(({ planned, outputs }) => outputs.map(({ path, size }) => {
		const declared = planned.outputs.find((output) => output.path === path);
		return {
			text: `${pathOf(path)}${declared?.isDirectory ? "/" : ""} (${bytes(size)})`,
			role: declared?.role ?? "output"
		};
	}));
	const texts = (wanted) => all.filter(({ role }) => role === wanted).map(({ text }) => text);
	const first = [...texts("plot").slice(-3), ...texts("metrics").slice(-2)];
	const places = [...first, ...texts("output").slice(first.length - shown)];
	const left = all.length - places.length;
	return left > 0 ? [...places, `… and ${left} more`] : places;
}

// src/report/event-line.ts
/** One event as one line for people; undefined for what a step printed, which has lines of its own. */
function eventLine(event, record, paint) {
	switch (event.type) {
		case "run-started": return startLine(event, paint);
		case "run-resumed": return resumeLine(record, paint);
		case "step-started": return startsLater(event, record) ? void 0 : stepLine$1(event, paint);
		case "output": return;
		case "cache-missed": return `${stepLine$1(event, paint)}${event.isFirst ? "" : paint("dim", `: ${event.why}`)}`;
		case "step-retrying": return `${paint("yellow", "↻")} ${event.leg} failed: ${failureText(event.failure)}; attempt ${event.attempt + 1} follows in ${duration(event.delayMs)}`;
		case "step-ended": return endLine(event, record, paint);
		case "job-submitted": return paint("dim", `  ${event.leg} is job ${event.handle.id}${consoleOf(event.handle.console)}`);
		case "job-status": return statusLine(event, paint);
		case "job-stopping": return paint("dim", `  ${event.leg}: the operator stops its job`);
		case "job-intended":
		case "job-logged":
		case "job-ended":
		case "job-removed": return;
		case "notice": return `${paint(event.level === "warning" ? "yellow" : "dim", `${event.level}:`)} ${event.leg ? `${event.leg}: ` : ""}${event.message}`;
		case "run-cancelling": return paint("yellow", `cancelling: ${stopText(event.why)}`);
		case "run-ended": return event.error === void 0 ? void 0 : paint("red", `error: ${event.error}`);
		default: return event;
	}
}
function stepLine$1({ leg, attempt = 1 }, paint) {
	return `${paint("cyan", "▶")} ${leg} started${attempt > 1 ? `, attempt ${attempt}` : ""}`;
}
/** A step that is looked up first is told of when it turns out that it runs. */
const startsLater = ({ leg, attempt }, record) => attempt === 1 && record.steps.get(leg)?.planned.isCacheable === true;
/** The end of a job is told by the step's own. */
function statusLine({ leg, status, message }, paint) {
	if (status === "succeeded" || status === "failed" || status === "cancelled" || status === "lost") return void 0;
	return paint("dim", `  ${leg} is ${status}${message === void 0 ? "" : `: ${message}`}`);
}
const consoleOf = (url) => url === void 0 ? "" : `, ${url}`;
function startLine({ run, steps }, paint) {
	const picked = [...run.selection.only, ...run.selection.from.map((id) => `${id} and what follows`)];
	const selection = picked.length > 0 ? `, only ${picked.join(", ")}` : "";
	const about = `${plural(steps.length, "step")} on stack ${run.stack}${selection}`;
	return `${paint("bold", run.pipelineName)}: ${about}  ${paint("dim", `run ${run.id}`)}`;
}
function resumeLine(record, paint) {
	const done = [...record.steps.values()].filter(({ state }) => state === "ended").length;
	return `${paint("bold", record.run.pipelineName)}: resumed, ${done} of ${plural(record.steps.size, "step")} are done  ${paint("dim", `run ${record.run.id}`)}`;
}
const marks = {
	success: ["✓", "green"],
	failure: ["✗", "red"],
	cancelled: ["■", "yellow"],
	skipped: ["○", "dim"]
};
/** The sign and colour of a result; the word always stands beside it, so nobody needs to see colours. */
const markOf = (outcome) => marks[outcome ?? ""] ?? ["·", "dim"];
function endLine(event, record, paint) {
	const step = record.steps.get(event.leg);
	const [mark, style] = markOf(event.outcome);
	const head = `${paint(style, mark)} ${event.leg}`;
	const why = step && whyOf(step);
	if (event.outcome === "skipped") return paint("dim", `${head} skipped${why ? `: ${why}` : ""}`);
	const time = duration(event.durationMs);
	if (event.outcome !== "success") return `${head} ${step ? stepWord(step) : event.outcome} after ${time}${why ? `: ${why}` : ""}`;
	const facts = step ? factsOf(step) : "";
	if (event.cached) return `${head} ${paint("dim", `cached, as in run ${event.cached.run}${facts ? `  ${facts}` : ""}`)}`;
	return `${head} ${paint("dim", `${time}${facts ? `  ${facts}` : ""}`)}`;
}
/** What a step that went well is worth telling: its values, or the size of what it made. */
function factsOf(step) {
	const values = Object.entries(step.values).map(([name, value]) => `${name}=${cut(value, 40)}`);
	if (values.length > 0) return values.join("  ");
	const files = step.outputs.reduce((sum, output) => sum + output.files, 0);
	return files === 0 ? "" : `${plural(files, "file")}, ${bytes(step.outputs.reduce((sum, { size }) => sum + size, 0))}`;
}

// src/report/metrics.ts
/** The numbers of one leg's metrics files; the file is in the name only where the step has several. */
function metricsOf(step) {
	const files = step.outputs.filter(({ metrics }) => metrics && Object.keys(metrics).length > 0);
	const named = files.flatMap(({ path, metrics = {} }) => Object.entries(metrics).map(([name, value]) => [files.length > 1 ? `${path}: ${name}` : name, value]));
	return Object.fromEntries(named);
}
const widest$1 = 6;
/** One table a step, in topological order; steps without numbers have none. */
function metricsTables(steps) {
	const groups = /* @__PURE__ */ new Map();
	for (const step of steps) {
		const metrics = metricsOf(step);
		if (Object.keys(metrics).length === 0) continue;
		const legs = groups.get(step.planned.step) ?? [];
		legs.push({
			leg: step.planned.id,
			metrics
		});
		groups.set(step.planned.step, legs);
	}
	return [...groups].map(([step, legs]) => {
		const all = [...new Set(legs.flatMap(({ metrics }) => Object.keys(metrics)))];
		const names = all.slice(0, widest$1);
		const rows = legs.map(({ leg, metrics }) => ({
			leg,
			numbers: names.map((name) => metrics[name])
		}));
		return {
			step,
			names,
			omitted: all.length - names.length,
			rows
		};
	});
}

// src/report/end-tables.ts
const shownSteps = 40;
/** A narrower terminal has no room for columns side by side. */
const narrow = 60;
const widestId = 48;
const widestNote = 72;
const leastNote = 12;
/** What became of each step; no line is wider than `columns`, where that is known. */
function stepTable(record, paint, columns) {
	const steps = [...record.steps.values()];
	const told = steps.length <= shownSteps ? steps : steps.filter(({ outcome }) => outcome !== "success").slice(0, shownSteps);
	if (told.length === 0) return [];
	const lines = columns !== void 0 && columns < narrow ? told.map((step) => stepLine(step, paint, columns)) : renderTable([
		"Step",
		"Result",
		"Time",
		""
	], stepRows(told, columns), paint);
	const left = steps.length - told.length;
	return left > 0 ? [...lines, paint("dim", `… and ${plural(left, "step")} more`)] : lines;
}
const timeOf = ({ durationMs, outcome, cached }) => durationMs === void 0 || outcome === "skipped" || cached ? "" : duration(durationMs);
const noteOf = (step) => [
	...step.attempt > 1 && !step.cached ? [`attempt ${step.attempt}${afterText(step)}`] : [],
	...step.cached ? [`as in run ${step.cached.run}`] : [],
	whyOf(step) ?? factsOf(step)
].join("  ");
const resultOf = (step) => `${markOf(step.outcome)[0]} ${stepWord(step)}`;
const widest = (texts) => Math.max(0, ...texts.map(width));
function stepRows(steps, columns = Number.POSITIVE_INFINITY) {
	const fixed = widest(["Result", ...steps.map(resultOf)]) + widest(["Time", ...steps.map(timeOf)]) + 6;
	const ids = Math.min(widestId, columns - 1 - fixed - leastNote);
	const idColumn = Math.min(ids, widest(["Step", ...steps.map(({ planned }) => planned.id)]));
	const notes = Math.min(widestNote, columns - 1 - fixed - idColumn);
	return steps.map((step) => {
		const note = cut(noteOf(step), notes);
		return [
			cut(step.planned.id, ids),
			{
				text: resultOf(step),
				style: markOf(step.outcome)[1]
			},
			{
				text: timeOf(step),
				align: "right"
			},
			step.outcome === "success" ? note : {
				text: note,
				style: "dim"
			}
		];
	});
}
function stepLine(step, paint, columns) {
	const [mark, style] = markOf(step.outcome);
	const rest = [
		`${cut(step.planned.id, Math.floor(columns / 2))} ${stepWord(step)}`,
		timeOf(step),
		noteOf(step)
	].filter((text) => text !== "");
	return `${paint(style, mark)} ${cut(rest.join("  "), columns - 3)}`;
}
const shownJobLines = 20;
/** The jobs of steps on operators: what they are called there, where to look at them, and what took how long. */
function jobLines(record, paint, columns) {
	const jobs = shownJobs(record);
	const lines = jobs.slice(0, shownJobLines).flatMap((each) => jobText(each, columns));
	const left = jobs.length - shownJobLines;
	return [
		...lines,
		...left > 0 ? [`… and ${plural(left, "job")} more`] : [],
		...stillThere(record, paint)
	].map((line, index) => `${paint("dim", (index === 0 ? "Jobs" : "").padEnd(9))}${line}`);
}
/** Of a run that is over nobody looks after them any more. */
function stillThere(record, paint) {
	const { length } = shownJobs(record).filter(({ job }) => isLive(job));
	if (length === 0 || record.result === void 0) return [];
	const id = record.run.id;
	return [paint("red", `${length === 1 ? "one may still run, and cost" : `${length} may still run, and cost`}: stepops cancel ${id} stops ${length === 1 ? "it" : "them"}`)];
}
/** A link that is cut leads nowhere, so it has a line of its own. */
function jobText(each, columns = Number.POSITIVE_INFINITY) {
	const { step, job } = each;
	const { console } = job.handle ?? {};
	const about = `${step.planned.id}: ${jobPlace(each, false)}, ${jobPhases(each) || jobState(job)}`;
	return [cut(about, columns - 10), ...console === void 0 ? [] : [cut(console, Number.POSITIVE_INFINITY)]];
}
/** The numbers of each step that has some; a metric for which the terminal has no room is only counted. */
function metricsBlocks(record, paint, columns) {
	return metricsTables(record.steps.values()).map((table) => metricsBlock(table, paint, columns));
}
function metricsBlock({ step, names, omitted, rows }, paint, columns = Number.POSITIVE_INFINITY) {
	const ids = Math.min(widestId, Math.floor(columns / 2));
	const shown = rows.slice(0, shownSteps);
	const right = (text) => ({
		text,
		align: "right"
	});
	const all = [["Metrics", ...names.map((name) => right(cut(name, 24)))], ...shown.map(({ leg, numbers }) => [cut(leg, ids), ...numbers.map((number) => right(number === void 0 ? "" : metric(number)))])];
	const fitting = fittingColumns(all, columns - 1);
	const [head, ...body] = all.map((row) => row.slice(0, fitting));
	const hidden = omitted + names.length + 1 - fitting;
	const more = [...rows.length > shown.length ? [`${rows.length - shown.length} more of ${step}`] : [], ...hidden > 0 ? [plural(hidden, "more metric")] : []];
	const lines = renderTable(head, body, paint);
	return more.length > 0 ? [...lines, paint("dim", `… and ${more.join(" and ")}`)] : lines;
}
/** How many columns of a table fit; the first number is shown wherever it ends. */
function fittingColumns(rows, room) {
	const count = rows[0]?.length ?? 0;
	let taken = -2;
	for (let column = 0; column < count; column++) {
		const cells = rows.map((row) => row[column] ?? "");
		taken += 2 + widest(cells.map((cell) => typeof cell === "string" ? cell : cell.text));
		if (taken > room && column > 1) return column;
	}
	return count;
}

// src/report/next-steps.ts
/** Commands worth typing now, each with what it does. `again`: the words that start the same run once more. */
function nextSteps(record, again) {
	const id = record.run.id;
	const steps = [...record.steps.values()];
	const failed = steps.find(({ outcome, result }) => outcome === "failure" && result === "failure");
	if (record.result !== "success") {
		if (!failed) return [`stepops run --resume ${id}   # goes on where it stopped`];
		return [
			logs(record, failed),
			...from(again, unfinished(steps), "with today's file"),
			`stepops run --resume ${id}   # runs again what did not succeed, with the pipeline as it was`
		];
	}
	const allowed = steps.find(({ outcome }) => outcome === "failure");
	const later = steps.find(({ planned }) => planned.needs.length > 0 && !planned.isFinally);
	return [
		...allowed ? [logs(record, allowed)] : [],
		`stepops status ${id}`,
		...from(again, later ? [later.planned.step] : [], "that step and all that follows it")
	];
}
const logs = ({ run }, { planned }) => `stepops logs ${run.id} ${shellWord(planned.id)}`;
function from(again, ids, does) {
	if (ids.length === 0) return [];
	return [`${[
		"stepops",
		"run",
		...again,
		"--from",
		ids.join(",")
	].map(shellWord).join(" ")}   # ${does}`];
}
/** More names than anybody would read. */
const mostNames = 5;
/** Where to begin so that all runs that did not succeed: what is missing though all that it needs is there. */
function unfinished(steps) {
	const results = new Map(steps.map(({ planned, result }) => [planned.id, result]));
	const missing = ({ planned, result, skipped }) => !planned.isFinally && result !== "success" && skipped?.reason !== "condition-false";
	const first = steps.filter(missing).filter(({ planned }) => planned.needs.every((need) => results.get(need) === "success"));
	const names = first.map(({ planned }) => {
		return steps.filter((step) => step.planned.step === planned.step).every((leg) => first.includes(leg)) ? planned.step : planned.id;
	});
	const distinct = [...new Set(names)];
	return distinct.length > mostNames ? [] : distinct;
}

// src/report/end.ts
/** The last thing a run prints: what became of each step, what failed and why, the numbers, and where all of it lies. */
function renderEnd(record, view) {
	return [
		stepTable(record, view.paint, view.columns),
		...failureBlocks(failed(record), view),
		...metricsBlocks(record, view.paint, view.columns),
		jobLines(record, view.paint, view.columns),
		headline(record, view.paint),
		places(record, view)
	].filter((lines) => lines.length > 0).flatMap((lines) => ["", ...lines]);
}
const shownFailures = 5;
/** A message may hold all of PATH, and the line above the table had it. */
const shownOfMessage = 240;
const failed = (record) => [...record.steps.values()].filter(({ outcome }) => outcome === "failure");
function failureBlocks(steps, view) {
	const rest = steps.slice(shownFailures).map(({ planned }) => planned.id);
	const blocks = steps.slice(0, shownFailures).map((step) => failureBlock(step, view));
	if (rest.length === 0) return blocks;
	return [...blocks, [`${plural(rest.length, "more failure")}: ${cut(rest.join(", "), 480)}`]];
}
function failureBlock(step, { paint, tail, directory, inFull }) {
	const why = whyOf(step) ?? "failed";
	const lines = tail(step.planned.id).map((line) => `  ${paint("dim", "│")} ${cut(line, 200)}`);
	return [
		`${paint(["red", "bold"], step.planned.id)}: ${inFull ? why : cut(why, shownOfMessage)}`,
		...lines,
		...directory === void 0 ? [] : [`  ${paint("dim", `log: ${directory}/logs/${step.planned.log}`)}`]
	];
}
/** `Succeeded after 12 s  7 succeeded`, or what else became of them. */
function headline(record, paint) {
	const counts = /* @__PURE__ */ new Map();
	for (const step of record.steps.values()) {
		const word = stepWord(step) === "success" ? "succeeded" : stepWord(step);
		counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	const parts = [...counts].map(([word, count]) => `${count} ${word}`);
	const time = record.endedAt === void 0 ? "" : ` after ${duration(record.endedAt - record.activeSince)}`;
	const [mark, style] = markOf(record.result === "error" ? "failure" : record.result);
	const reason = record.error ? `: ${record.error}` : "";
	return [`${paint([style, "bold"], `${mark} ${resultWord(record)}`)}${time}${reason}  ${paint("dim", parts.join(", "))}`];
}
/** The run's result as a word that begins a sentence. */
function resultWord(record) {
	switch (record.result) {
		case "success": return "Succeeded";
		case "failure": return "Failed";
		case "cancelled": return "Cancelled";
		case "error": return "Stopped by an error of ours";
		case void 0: return record.cancelling ? "Cancelling" : "Unfinished";
		default: return record.result;
	}
}
function places(record, view) {
	const { paint, directory, again, outputPath = (path) => path } = view;
	return [
		...outputPlaces(record, outputPath).map((place, index) => [index === 0 ? "Outputs" : "", place]),
		...directory === void 0 ? [] : [["Logs", `${directory}/logs/`]],
		...(again ? nextSteps(record, again) : []).map((next, index) => [index === 0 ? "Next" : "", next])
	].map(([name, text]) => `${paint("dim", name.padEnd(9))}${text}`);
}

// src/report/tails.ts
/** Lines that a failure shows of its step's log. */
const tailLines = 10;
const longest = 2e3;
/** The last lines that each step printed. Bounded: ten lines of 2,000 characters a step, and none of a step that went well. */
var Tails = class {
	#lines = /* @__PURE__ */ new Map();
	add({ leg, lines }) {
		const kept = this.#lines.get(leg) ?? [];
		kept.push(...lines.slice(-10).map(shorten));
		if (kept.length > 10) kept.splice(0, kept.length - 10);
		this.#lines.set(leg, kept);
	}
	of(leg) {
		return this.#lines.get(leg) ?? [];
	}
	forget(leg) {
		this.#lines.delete(leg);
	}
};
const shorten = (line) => line.length > longest ? `${line.slice(0, longest)}…` : line;

export { eventLine as a, whyOf as c, metricsTables as i, renderEnd as n, failureText as o, resultWord as r, stepWord as s, Tails as t };