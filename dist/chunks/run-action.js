import { C as plural, S as metric, b as cut, f as paramsOf, h as stepList, l as exitCodeOf, u as exitCodes, v as plain, x as duration, y as bytes } from "./program.js";
import { G as ok, H as hasErrors, Q as stripVTControlCharacters, W as err, l as check, tt as positionAt } from "./check.js";
import { t as runsSideBySide } from "./concurrency.js";
import { a as eventLine, c as whyOf, i as metricsTables, n as renderEnd, o as failureText, r as resultWord, s as stepWord, t as Tails } from "./tails.js";
import { n as prefixOf } from "./label.js";
import { t as logTail } from "./log-tail.js";
import { r as run } from "./stepops.js";
import { n as mermaid, r as withoutShortcuts } from "./graph.js";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

// src/report/workflow-command.ts
/** One workflow command as text, escaped as the toolkit does; rendering is kept apart from writing so that it can be tested. */
function workflowCommand(name, message, properties = {}) {
	const pairs = Object.entries(properties).filter(([, value]) => value !== void 0 && value !== "").map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
	return `::${name}${pairs.length > 0 ? ` ${pairs.join(",")}` : ""}::${escapeData(message)}`;
}
const escapeData = (text) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text) => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

// src/report/annotations.ts
const longestMessage = 4096;
/**
* Annotations as commands, at most ten of a level: the tenth is held back until the end, when it is the last
* one or gives way to a count of all that found no room.
*/
var Annotations = class {
	#written = /* @__PURE__ */ new Map();
	#held = /* @__PURE__ */ new Map();
	/** The command to print now; undefined when it waits for `rest`. */
	add(level, message, place) {
		const command = workflowCommand(level, clip(message), place);
		const written = this.#written.get(level) ?? 0;
		if (written < 9) {
			this.#written.set(level, written + 1);
			return command;
		}
		const held = this.#held.get(level) ?? [];
		held.push(command);
		this.#held.set(level, held);
	}
	/** The commands that end the list; call it once. */
	rest() {
		return [...this.#held].map(([level, held]) => held.length === 1 ? held[0] : workflowCommand(level, `${held.length} more of this kind are in the log: GitHub shows ten a step`));
	}
};
const clip = (message) => message.length <= longestMessage ? message : `${message.slice(0, 4095)}…`;

// src/report/inert.ts
/** What the runner's comparison may overlook; its trim takes white space away besides. */
const overlooked = String.raw`\p{C}\p{M}\p{Default_Ignorable_Code_Point}`;
const startsLikeCommand = new RegExp(String.raw`^[\s\p{Z}${overlooked}]*:[${overlooked}]*:`, "u");
const legacyCommand = new RegExp(String.raw`#([${overlooked}]*)#([${overlooked}]*)\[`, "gu");
/** .NET ends a line at each of them, a carriage return alone included. */
const lineBreak = /\r\n|\n|\r/;
/** The lines of a text as the runner will see them, none of which it takes for a workflow command. */
function inertLines(text) {
	return text.split(lineBreak).map(inertLine);
}
/** Makes one line inert; the reader still sees every character that was printed. */
function inertLine(line) {
	const unmarked = line.includes("[") ? line.replace(legacyCommand, "#$1#$2 [") : line;
	return line.includes(":") && startsLikeCommand.test(unmarked) ? `| ${unmarked}` : unmarked;
}

// src/report/github.ts
/**
* The log of a GitHub job. A line that a step printed goes out whole, even past the 1,024 characters that the live view
* shows: the finished log has all of it, and a wrapped line could not be searched or copied.
*/
function githubReporter(options) {
	const { annotations, write, repositoryPath } = options;
	const tails = new Tails();
	let sideBySide;
	return {
		handle(event, record) {
			if (event.type === "output") tails.add(event);
			sideBySide ??= runsSideBySide(record);
			for (const line of githubLines(event, record, sideBySide)) write(`${line}\n`);
			const command = annotationOf(event, record, annotations, repositoryPath, (leg) => tails.of(leg));
			if (command) write(`${command}\n`);
		},
		close(record) {
			const view = {
				...options.end(record),
				paint: plain,
				tail: (leg) => tails.of(leg)
			};
			for (const line of renderEnd(record, view).flatMap(inertLines)) write(`${line}\n`);
		}
	};
}
/** Pure: the lines of one event. A group folds what a step prints, where no other step's lines can fall into it. */
function githubLines(event, record, sideBySide) {
	if (event.type === "output") {
		const planned = record.steps.get(event.leg)?.planned;
		const prefix = sideBySide && planned ? prefixOf(planned) : "";
		return event.lines.flatMap((line) => line.split(/\r\n|\r|\n/)).flatMap((line) => inertLines(prefix + line));
	}
	const line = eventLine(event, record, plain);
	if (line === void 0) return [];
	const lines = inertLines(line);
	if (sideBySide) return lines;
	if (event.type === "step-started") return [workflowCommand("group", lines.join(" "))];
	if (event.type === "step-retrying") return [workflowCommand("endgroup", ""), ...lines];
	if (event.type === "step-ended" && event.outcome !== "skipped") return [workflowCommand("endgroup", ""), ...lines];
	return lines;
}
function annotationOf(event, record, annotations, repositoryPath, tail) {
	if (event.type === "step-ended" && event.failure && event.outcome === "failure") return failureAnnotation(event, record, annotations, repositoryPath, tail(event.leg));
	if (event.type === "notice" && event.level === "warning") return annotations.add("warning", event.message, placeOf(record, event.leg, repositoryPath));
	if (event.type === "run-ended" && event.error !== void 0) return annotations.add("error", event.error, { title: "stepops" });
}
function failureAnnotation({ leg, failure, result }, record, annotations, repositoryPath, tail) {
	if (!failure) return void 0;
	const message = [failureText(failure), ...tail.length > 0 ? ["", ...tail] : []].join("\n");
	const level = result === "success" ? "warning" : "error";
	const place = failure.at ? dockerfileLine(failure.at, record, repositoryPath) : placeOf(record, leg, repositoryPath);
	return annotations.add(level, message, {
		title: leg,
		...place
	});
}
/** Its path is relative to the pipeline's folder, as that of the pipeline file is to the working directory. */
function dockerfileLine({ file, line }, record, repositoryPath) {
	const pipeline = [...record.steps.values()][0]?.planned.at.file ?? "";
	return {
		file: repositoryPath(join(dirname(pipeline), file)),
		line
	};
}
function placeOf(record, leg, repositoryPath) {
	const at = leg === void 0 ? void 0 : record.steps.get(leg)?.planned.at;
	return at ? {
		file: repositoryPath(at.file),
		line: at.line,
		col: at.column
	} : {};
}
/** The annotations of what is wrong in the file. */
function diagnosticAnnotations(diagnostics, annotations, repositoryPath) {
	return diagnostics.flatMap((diagnostic) => {
		const { code, severity, message, hint, location } = diagnostic;
		const start = positionAt(location.file, location.range.start);
		const end = positionAt(location.file, Math.max(location.range.start, location.range.end - 1));
		const columns = start.line === end.line ? {
			col: start.column,
			endColumn: end.column
		} : {};
		const place = {
			title: code,
			file: repositoryPath(location.file.path),
			line: start.line,
			endLine: end.line,
			...columns
		};
		return annotations.add(severity, hint ? `${message}\n${hint}` : message, place) ?? [];
	});
}

// src/report/markdown.ts
/**
* Text in a table cell or inside a line of GitHub's Markdown, where it can be nothing but text: no markup, no HTML, no
* link, no mention, no end of its cell or line. Entities do it, as a backslash is itself a character inside of code.
*/
function markdownText(text) {
	return stripVTControlCharacters(text).replace(/\s+/gu, " ").replace(/\p{Cc}/gu, "�").replace(/[&<>"'`*_~|\\[\]#@$:]/gu, entity).replace(/\bwww\./giu, "www&#46;");
}
const entity = (character) => `&#${character.codePointAt(0)};`;
/** Code in a line or a cell; backticks in Markdown cannot hold every text, `<code>` can. */
const markdownCode = (text) => `<code>${markdownText(text)}</code>`;
/** Lines as they are, in a fence longer than any run of backticks among them. */
function markdownFence(lines, language = "") {
	const bare = lines.map((line) => stripVTControlCharacters(line).replace(/[\p{Cc}\u2028\u2029]/gu, " "));
	const longest = Math.max(2, ...bare.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
	const fence = "`".repeat(longest + 1);
	return [
		`${fence}${language}`,
		...bare,
		fence
	].join("\n");
}
function markdownTable(head, rows, rightFrom = head.length) {
	const line = (cells) => `| ${cells.join(" | ")} |`;
	const rule = head.map((_, column) => column >= rightFrom ? "---:" : "---");
	return [
		line(head),
		line(rule),
		...rows.map(line)
	].join("\n");
}

// src/report/summary.ts
/** GitHub drops a summary that is larger than 1 MiB, all of it; 24 KiB are left for what else the step writes. */
const mostBytes = 1024e3;
/** The job summary in Markdown, at most 1,000 KiB: what does not fit is counted, and the result always fits. */
function renderSummary(record, { tail }) {
	return bounded([
		titleOf(record),
		graphOf(record),
		stepsOf(record),
		...metricsOf(record),
		failuresOf(record, tail),
		noticesOf(record),
		aboutOf(record)
	].filter((section) => section !== ""));
}
/** Whole sections only: half a fence or table would swallow what follows. */
function bounded(sections) {
	const kept = [];
	let size = 0;
	let dropped = 0;
	for (const section of sections) {
		const length = Buffer.byteLength(section) + 2;
		if (size + length > mostBytes) {
			dropped += 1;
			continue;
		}
		kept.push(section);
		size += length;
	}
	const note = dropped > 0 ? [`_${plural(dropped, "part")} of this summary did not fit; the log has all of it._`] : [];
	return `${[...kept, ...note].join("\n\n")}\n`;
}
const icons = {
	success: "✅",
	failure: "❌",
	error: "❌",
	cancelled: "🟡",
	skipped: "⚪"
};
const iconOf = (result) => icons[result ?? ""] ?? "⏳";
function titleOf(record) {
	const steps = [...record.steps.values()];
	const time = record.endedAt === void 0 ? "" : ` in ${duration(record.endedAt - record.activeSince)}`;
	const done = steps.filter(({ outcome }) => outcome === "success").length;
	const error = record.error ? `\n\n> ❌ ${markdownText(record.error)}` : "";
	const counts = `${done} of ${plural(steps.length, "step")} succeeded${time}`;
	return `### ${iconOf(record.result)} ${markdownText(record.run.pipelineName)}: ${resultWord(record).toLowerCase()}\n\n${counts}${error}`;
}
const mostNodes = 60;
const mostEdges = 300;
/** Every leg where they are few, else a box a step; a larger graph is a wall that nobody reads, so it is left out. */
function graphOf(record) {
	const steps = [...record.steps.values()];
	const nodes = [steps.map((step) => ({
		id: step.planned.id,
		needs: step.planned.needs,
		...resultOf(step.outcome)
	})), groupsOf(steps)].map((all) => withoutShortcuts(all)).find(fits);
	return nodes && nodes.length > 1 ? markdownFence(mermaid(nodes).trimEnd().split("\n"), "mermaid") : "";
}
const fits = (nodes) => nodes.length <= mostNodes && nodes.reduce((sum, { needs }) => sum + needs.length, 0) <= mostEdges;
const resultOf = (result) => result === void 0 ? {} : { result };
const worstFirst = [
	"failure",
	"cancelled",
	"skipped",
	"success"
];
function groupsOf(steps) {
	const groups = /* @__PURE__ */ new Map();
	const stepOfLeg = /* @__PURE__ */ new Map();
	for (const step of steps) {
		stepOfLeg.set(step.planned.id, step.planned.step);
		groups.set(step.planned.step, [...groups.get(step.planned.step) ?? [], step]);
	}
	return [...groups].map(([id, legs]) => {
		const needs = new Set(legs.flatMap(({ planned }) => planned.needs.map((need) => stepOfLeg.get(need) ?? need)));
		const result = worstFirst.find((word) => legs.some(({ outcome }) => outcome === word));
		return {
			id,
			needs: [...needs],
			label: legs.length > 1 ? `${id} (${legs.length})` : id,
			...resultOf(result)
		};
	});
}
const mostRows = 100;
function stepsOf(record) {
	const steps = [...record.steps.values()];
	const rows = (steps.length <= mostRows ? steps : steps.toSorted((a, b) => worstFirst.indexOf(a.outcome ?? "") - worstFirst.indexOf(b.outcome ?? ""))).slice(0, mostRows).map(stepRow);
	const table = markdownTable([
		"Step",
		"Result",
		"Time",
		"Attempts",
		"Notes"
	], rows);
	const left = steps.length - rows.length;
	return left > 0 ? `${table}\n\n_… and ${plural(left, "step")} more._` : table;
}
function stepRow(step) {
	const time = step.durationMs === void 0 || step.outcome === "skipped" ? "" : duration(step.durationMs);
	return [
		markdownCode(cut(step.planned.id, 100)),
		`${iconOf(step.outcome)} ${stepWord(step)}`,
		time,
		step.attempt > 0 ? String(step.attempt) : "",
		notesOf(step)
	];
}
function notesOf(step) {
	const why = whyOf(step);
	if (why !== void 0) return markdownText(cut(why, 300));
	const values = Object.entries(step.values).map(([name, value]) => markdownCode(`${name}=${cut(value, 80)}`));
	const outputs = step.outputs.map(({ path, size }) => `${markdownCode(cut(path, 100))} ${bytes(size)}`);
	const all = [...values, ...outputs];
	const shown = all.slice(0, 8).join("<br>");
	return all.length > 8 ? `${shown}<br>… and ${all.length - 8} more` : shown;
}
function metricsOf(record) {
	return metricsTables(record.steps.values()).map(({ names, omitted, rows }) => {
		const head = ["Metrics", ...names.map((name) => markdownText(cut(name, 60)))];
		const shown = rows.slice(0, mostRows).map(({ leg, numbers }) => [markdownCode(cut(leg, 100)), ...numbers.map((number) => number === void 0 ? "" : markdownText(metric(number)))]);
		const hidden = rows.length - shown.length;
		const notes = [...hidden > 0 ? [plural(hidden, "more row")] : [], ...omitted > 0 ? [plural(omitted, "more metric")] : []];
		const table = markdownTable(head, shown, 1);
		return notes.length > 0 ? `${table}\n\n_… and ${notes.join(" and ")}._` : table;
	});
}
const mostFailures = 20;
function failuresOf(record, tail) {
	const failed = [...record.steps.values()].filter(({ outcome }) => outcome === "failure");
	const blocks = failed.slice(0, mostFailures).map((step) => {
		const { id, at } = step.planned;
		const lines = tail(id).map((line) => cut(line, 500));
		const log = lines.length > 0 ? `\n\n${markdownFence(lines)}\n` : "";
		const why = markdownText(cut(whyOf(step) ?? "failed", 1e3));
		return `<details open><summary>${markdownCode(cut(id, 100))}: ${why}</summary>\n\n${markdownCode(`${at.file}:${at.line}`)}${log}\n</details>`;
	});
	const left = failed.length - blocks.length;
	return [...blocks, ...left > 0 ? [`_… and ${plural(left, "failure")} more._`] : []].join("\n\n");
}
const mostNotices = 20;
function noticesOf({ notices }) {
	const lines = notices.slice(0, mostNotices).map(({ level, leg, message }) => {
		return `- ${level === "warning" ? "⚠️" : "ℹ️"} ${leg === void 0 ? "" : `${markdownCode(cut(leg, 100))}: `}${markdownText(cut(message, 500))}`;
	});
	const left = notices.length - lines.length;
	return [...lines, ...left > 0 ? [`- … and ${left} more`] : []].join("\n");
}
function aboutOf({ run }) {
	const params = Object.entries(run.params).map(([name, value]) => markdownCode(`${name}=${cut(String(value), 80)}`));
	const shown = params.slice(0, 30).join(" ");
	return `<sub>${[
		`Pipeline ${markdownCode(run.pipelinePath)}`,
		`stack ${markdownCode(run.stack)}`,
		`run ${markdownCode(run.id)}`,
		...params.length > 0 ? [`params ${shown}${params.length > 30 ? " …" : ""}`] : []
	].join(" · ")}</sub>`;
}

// src/action/action-io.ts
/** A path as typed → relative to the workspace, with slashes, as annotations want it. */
function repositoryPath({ env, cwd }) {
	const workspace = env.GITHUB_WORKSPACE || cwd;
	return (path) => {
		const inside = relative(workspace, resolve(cwd, path));
		return inside.startsWith("..") || isAbsolute(inside) ? path : inside.replaceAll(sep, "/");
	};
}
/** Appends to the job summary; false where the runner offers none. */
function writeSummary({ env, host }, record, tail) {
	const path = env.GITHUB_STEP_SUMMARY;
	if (!path) return false;
	const file = host.files.appender(path);
	try {
		file.write(renderSummary(record, { tail }));
	} finally {
		file.close();
	}
	return true;
}

// src/action/inputs.ts
/** Error: a message. An empty input is one that was not given: the runner hands both over alike. */
function readInputs(getInput) {
	const stack = getInput("stack");
	const lines = getInput("params").split("\n").map((line) => line.trim());
	const params = paramsOf(lines.filter((line) => line !== "" && !line.startsWith("#")));
	if (!params.ok) return err(`the input params has a line that is no name=value: ${params.error}`);
	return ok({
		pipeline: pipelineInput(getInput),
		...stack === "" ? {} : { stack },
		params: params.value,
		selection: {
			only: idsOf(getInput("only")),
			from: idsOf(getInput("from"))
		},
		runKey: getInput("run-key")
	});
}
const pipelineInput = (getInput) => getInput("pipeline") || "pipeline.yaml";
/** Comma-separated, a line each, or both. */
const idsOf = (text) => stepList(text.split("\n"));

// src/action/outputs.ts
/** GitHub keeps 1 MB of outputs a job, and other steps have theirs. */
const mostCharacters = 9e5;
/** The values that steps wrote, as JSON: `{"train[lr=0.1]": {"accuracy": "0.9"}}`. */
function valuesOutput(record) {
	const legs = [...record.steps.values()].filter(({ values }) => Object.keys(values).length > 0);
	return JSON.stringify(Object.fromEntries(legs.map(({ planned, values }) => [planned.id, values])));
}
/** Sets the outputs of action.yml. The returned message says what had to be left out. */
function setOutputs(toolkit, result, record) {
	toolkit.setOutput("result", result);
	toolkit.setOutput("run-id", record?.run.id ?? "");
	const values = record ? valuesOutput(record) : "{}";
	const fits = values.length <= mostCharacters;
	toolkit.setOutput("values", fits ? values : "{}");
	return fits ? void 0 : `the output values is left empty: ${values.length} characters are more than GitHub keeps for a job`;
}

// src/action/toolkit.ts
/** What `main` leaves for `post`. */
const states = {
	/** The run's folder. */
	run: "run",
	/** Not empty once the job summary is written. */
	summary: "summary"
};

// src/action/run-action.ts
/** The main part of the action; resolves with the exit code. */
async function runAction(io) {
	const annotations = new Annotations();
	try {
		return await checkAndRun(io, annotations);
	} catch (error) {
		annotate(io, annotations, "error", `stepops failed: ${messageOf(error)}`);
		return exitCodes.ourFault;
	} finally {
		for (const command of annotations.rest()) io.write(`${command}\n`);
	}
}
async function checkAndRun(io, annotations) {
	const inputs = readInputs(io.toolkit.getInput);
	if (!inputs.ok) return refuse(io, annotations, inputs.error);
	if (io.platform === "win32") return refuse(io, annotations, "stepops runs steps on Linux and macOS only: choose such a runner");
	const { pipeline: file, stack, params } = inputs.value;
	const { cwd, env, host } = io;
	const request = {
		file,
		params,
		cwd,
		env,
		...stack === void 0 ? {} : { stack }
	};
	const checked = await check(request, host);
	if (checked.pipeline) maskSecrets(checked.pipeline, io);
	await showDiagnostics(checked.diagnostics, io, annotations);
	if (!checked.pipeline || hasErrors(checked.diagnostics)) return refuse(io, annotations);
	const ran = await runPipeline(request, inputs.value, io, annotations);
	await showDiagnostics(newIn(ran.diagnostics, checked.diagnostics), io, annotations);
	return finish(ran, io, annotations);
}
/** Before anything prints that could hold one. */
function maskSecrets({ steps }, { env, toolkit }) {
	const names = new Set(steps.flatMap(({ secrets }) => secrets));
	for (const name of names) {
		const value = env[name];
		if (value !== void 0 && value.trim() !== "") toolkit.setSecret(value);
	}
}
function runPipeline(request, inputs, io, annotations) {
	const { host, toolkit, write, signal, kill } = io;
	const { selection, runKey } = inputs;
	const onFolder = (directory) => toolkit.saveState(states.run, directory);
	const end = () => ({});
	const reporter = githubReporter({
		write,
		annotations,
		repositoryPath: repositoryPath(io),
		end
	});
	return run({
		...request,
		selection,
		runKey,
		signal,
		kill,
		finallyOnCancel: "later",
		onFolder
	}, host, [reporter]);
}
/** What the full check found, less what was shown before the run. */
function newIn(all, shown) {
	const key = ({ code, message, location }) => `${code} ${location.file.path} ${location.range.start} ${message}`;
	const known = new Set(shown.map(key));
	return all.filter((diagnostic) => !known.has(key(diagnostic)));
}
async function showDiagnostics(diagnostics, io, annotations) {
	if (diagnostics.length === 0) return;
	const { renderDiagnostics } = await import("./diagnostics.js");
	const text = renderDiagnostics(diagnostics, { color: false });
	for (const line of inertLines(text.trimEnd())) io.write(`${line}\n`);
	for (const command of diagnosticAnnotations(diagnostics, annotations, repositoryPath(io))) io.write(`${command}\n`);
}
async function finish({ refused, record, directory, result }, io, annotations) {
	if (refused) return refuse(io, annotations, refused.hint === void 0 ? refused.message : `${refused.message}: ${refused.hint}`, refused.reason === "usage" ? exitCodes.badInput : exitCodes.ourFault);
	if (result === void 0 || !record) return refuse(io, annotations);
	if (result !== "left") await summarize(io, record, directory ?? "", annotations);
	const word = result === "left" ? "cancelled" : result;
	const omitted = setOutputs(io.toolkit, word, record);
	if (omitted !== void 0) annotate(io, annotations, "warning", omitted);
	return exitCodeOf(word);
}
/** A report that cannot be written never fails a run that went well. */
async function summarize(io, record, directory, annotations) {
	try {
		const tails = await tailsOf(io, record, directory);
		if (writeSummary(io, record, (leg) => tails.get(leg) ?? [])) io.toolkit.saveState(states.summary, "written");
	} catch (error) {
		annotate(io, annotations, "warning", `the job summary is missing: ${messageOf(error)}`);
	}
}
const messageOf = (error) => error instanceof Error ? error.message : String(error);
/** The last lines of each failed step's log. */
async function tailsOf({ host }, record, directory) {
	const tails = [...record.steps.values()].filter(({ outcome }) => outcome === "failure").slice(0, 20).map(async ({ planned }) => {
		const lines = await logTail(host.files, `${directory}/logs/${planned.log}`);
		return [planned.id, lines];
	});
	return new Map(await Promise.all(tails));
}
/** Nothing ran, or nothing more: the job fails and its outputs say so. */
function refuse(io, annotations, message, code = exitCodes.badInput) {
	if (message !== void 0) annotate(io, annotations, "error", message);
	setOutputs(io.toolkit, code === exitCodes.badInput ? "failure" : "error", void 0);
	return code;
}
function annotate(io, annotations, level, message) {
	const command = annotations.add(level, message, { title: "stepops" });
	if (command) io.write(`${command}\n`);
}

export { states as a, writeSummary as c, tailsOf as i, githubReporter as l, messageOf as n, pipelineInput as o, runAction as r, repositoryPath as s, annotate as t, Annotations as u };