import { C as plural, S as metric, b as cut, f as paramsOf, h as stepList, l as exitCodeOf, u as exitCodes, v as plain, x as duration, y as bytes } from "./program.js";
import { $ as digest, St as stripVTControlCharacters, Tt as positionAt, U as pathEdges, f as check, ft as hasErrors, ht as ok, mt as err } from "./check.js";
import { t as runsSideBySide } from "./concurrency.js";
import { a as eventLine, c as whyOf, i as metricsTables, n as renderEnd, o as failureText, r as resultWord, s as stepWord, t as Tails } from "./tails.js";
import { t as inertLines } from "./inert.js";
import { n as prefixOf } from "./label.js";
import { t as logTail } from "./log-tail.js";
import { n as mermaid, r as withoutShortcuts } from "./graph.js";
import { a as jobsOf, i as jobState, n as jobPhases } from "./jobs.js";
import { r as run } from "./stepops.js";
import { n as uploadFault, t as firstLine } from "./artifact-fault.js";
import { s as recordToJson } from "./run-folder.js";
import { Worker } from "node:worker_threads";
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from "node:path";

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
	if (event.type === "step-started" || event.type === "cache-missed") return [workflowCommand("group", lines.join(" "))];
	if (event.type === "step-retrying") return [workflowCommand("endgroup", ""), ...lines];
	if (event.type === "step-ended" && event.outcome !== "skipped" && wasTold(event, record)) return [workflowCommand("endgroup", ""), ...lines];
	return lines;
}
/** Whether a line said that the step started, and opened a group. */
function wasTold({ leg }, record) {
	const step = record.steps.get(leg);
	return !step?.planned.isCacheable || step.why !== void 0 || step.attempt > 1;
}
function annotationOf(event, record, annotations, repositoryPath, tail) {
	if (event.type === "step-ended" && event.failure && event.outcome === "failure") return failureAnnotation(event, record, annotations, repositoryPath, tail(event.leg));
	if (event.type === "notice" && event.level === "warning") return annotations.add("warning", event.message, placeOf$1(record, event.leg, repositoryPath));
	if (event.type === "run-ended" && event.error !== void 0) return annotations.add("error", event.error, { title: "stepops" });
}
function failureAnnotation({ leg, failure, result }, record, annotations, repositoryPath, tail) {
	if (!failure) return void 0;
	const message = [failureText(failure), ...tail.length > 0 ? ["", ...tail] : []].join("\n");
	const level = result === "success" ? "warning" : "error";
	const place = failure.at ? dockerfileLine(failure.at, record, repositoryPath) : placeOf$1(record, leg, repositoryPath);
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
function placeOf$1(record, leg, repositoryPath) {
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

// src/report/job-notes.ts
/** The jobs of a step on an operator in Markdown: operator, id as a link where there is a console, and what took how long. */
const jobNotes = (step) => jobsOf(step).map(jobNote);
function jobNote(each) {
	const { step, job } = each;
	const { handle, key } = job;
	const id = markdownCode(cut(handle?.id ?? key, 100));
	const name = handle?.console === void 0 ? id : linked(id, handle.console);
	const phases = markdownText(jobPhases(each) || jobState(job));
	return `job ${name} on ${markdownText(cut(step.planned.where, 60))}, ${phases}`;
}
/** An operator says where its console is; a page of GitHub may lead nowhere but to the web. */
function linked(text, url) {
	return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? `<a href="${markdownText(new URL(url).href)}">${text}</a>` : text;
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
	const cached = steps.filter((step) => step.cached).length;
	const fromCache = cached > 0 ? `, ${cached} of them by earlier runs,` : "";
	const counts = `${done} of ${plural(steps.length, "step")} succeeded${fromCache}${time}`;
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
const mostRows$1 = 100;
function stepsOf(record) {
	const steps = [...record.steps.values()];
	const rows = (steps.length <= mostRows$1 ? steps : steps.toSorted((a, b) => worstFirst.indexOf(a.outcome ?? "") - worstFirst.indexOf(b.outcome ?? ""))).slice(0, mostRows$1).map(stepRow);
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
	const ran = step.outcome !== "skipped" && !step.cached;
	const time = step.durationMs === void 0 || !ran ? "" : duration(step.durationMs);
	return [
		markdownCode(cut(step.planned.id, 100)),
		`${iconOf(step.outcome)} ${stepWord(step)}`,
		time,
		step.attempt > 0 && ran ? String(step.attempt) : "",
		notesOf(step)
	];
}
function notesOf(step) {
	const why = whyOf(step);
	if (why !== void 0) return [markdownText(cut(why, 300)), ...jobNotes(step)].join("<br>");
	const values = Object.entries(step.values).map(([name, value]) => markdownCode(`${name}=${cut(value, 80)}`));
	const outputs = step.outputs.map(({ path, size }) => `${markdownCode(cut(path, 100))} ${bytes(size)}`);
	const all = [
		...cacheNotes(step),
		...jobNotes(step),
		...values,
		...outputs
	];
	const shown = all.slice(0, 8).join("<br>");
	return all.length > 8 ? `${shown}<br>… and ${all.length - 8} more` : shown;
}
function cacheNotes({ cached, why }) {
	if (cached) return [`as in run ${markdownCode(cached.run)}`];
	return why === void 0 ? [] : [`_${markdownText(cut(why, 200))}_`];
}
function metricsOf(record) {
	return metricsTables(record.steps.values()).map(({ names, omitted, rows }) => {
		const head = ["Metrics", ...names.map((name) => markdownText(cut(name, 60)))];
		const shown = rows.slice(0, mostRows$1).map(({ leg, numbers }) => [markdownCode(cut(leg, 100)), ...numbers.map((number) => number === void 0 ? "" : markdownText(metric(number)))]);
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
function writeSummary({ env, host }, record, tail, more = "") {
	return appendSummary({
		env,
		host
	}, () => renderSummary(record, { tail }) + more);
}
function appendSummary({ env, host }, render) {
	const path = env.GITHUB_STEP_SUMMARY;
	if (!path) return false;
	const file = host.files.appender(path);
	try {
		file.write(render());
	} finally {
		file.close();
	}
	return true;
}

// src/action/artifact-inputs.ts
const units = {
	b: 1,
	kb: 1e3,
	mb: 1e6,
	gb: 1e9,
	tb: 0xe8d4a51000,
	kib: 1024,
	mib: 2 ** 20,
	gib: 2 ** 30,
	tib: 2 ** 40
};
/** The texts of the inputs; an empty one was not given. Error: a message. */
function parseArtifactInputs(texts) {
	const { upload, sizeLimit, retentionDays } = texts;
	if (![
		"",
		"default",
		"none"
	].includes(upload)) return err(`the input upload-artifacts is ${upload}: write default or none`);
	const [, count = "", unit = ""] = /^([\d.]+)\s*([a-z]+)$/i.exec(sizeLimit.trim() || "2 GB") ?? [];
	const limit = Number(count) * (units[unit.toLowerCase()] ?? NaN);
	if (!Number.isFinite(limit)) return err(`the input artifact-size-limit is ${sizeLimit}: write a number and a unit, such as 500 MB`);
	if (!/^(?:[1-9]\d{0,3})?$/.test(retentionDays.trim())) return err(`the input artifact-retention-days is ${retentionDays}: write a number of days, such as 30`);
	const days = Number(retentionDays);
	return ok({
		isOn: upload !== "none",
		sizeLimit: limit,
		...days > 0 && { retentionDays: days }
	});
}

// src/action/inputs.ts
/** Error: a message. An empty input is one that was not given: the runner hands both over alike. */
function readInputs(getInput) {
	const stack = getInput("stack");
	const lines = getInput("params").split("\n").map((line) => line.trim());
	const params = paramsOf(lines.filter((line) => line !== "" && !line.startsWith("#")));
	if (!params.ok) return err(`the input params has a line that is no name=value: ${params.error}`);
	const force = flag("force", getInput("force"));
	if (!force.ok) return force;
	return ok({
		pipeline: pipelineInput(getInput),
		...stack === "" ? {} : { stack },
		params: params.value,
		selection: {
			only: idsOf(getInput("only")),
			from: idsOf(getInput("from")),
			...force.value && { force: true }
		},
		runKey: getInput("run-key")
	});
}
const readArtifactInputs = (getInput) => parseArtifactInputs({
	upload: getInput("upload-artifacts"),
	sizeLimit: getInput("artifact-size-limit"),
	retentionDays: getInput("artifact-retention-days")
});
/** Whether the artifact store is kept in GitHub's cache. */
const readCacheInput = (getInput) => flag("cache", getInput("cache"));
function flag(name, given) {
	const text = given.trim().toLowerCase();
	if (![
		"",
		"true",
		"false"
	].includes(text)) return err(`the input ${name} is ${text}: write true or false`);
	return ok(text === "true");
}
const pipelineInput = (getInput) => getInput("pipeline") || "pipeline.yaml";
/** Comma-separated, a line each, or both. */
const idsOf = (text) => stepList(text.split("\n"));

// src/report/artifact-choice.ts
/** The outputs that go to GitHub: metrics, plots and what no other step names as its input, unless the file decides. */
function chooseArtifacts(steps) {
	const consumed = consumedOutputs(steps);
	return steps.flatMap(({ id: leg, outputs }) => outputs.filter((output) => output.artifact ?? isWanted(output, consumed.has(placeOf(leg, output.path)))).map(({ path, isDirectory }) => ({
		leg,
		path,
		isDirectory
	})));
}
const isWanted = ({ role }, isConsumed) => role !== "output" || !isConsumed;
/** No id and no path holds a NUL. */
const placeOf = (leg, path) => `${leg}\0${path}`;
/** Edges tell which legs meet; with each output as a leg of its own they tell which outputs are read. */
function consumedOutputs(steps) {
	const readers = steps.map(({ id, step, inputs }) => ({
		id,
		step,
		...inputs && { inputs },
		outputs: []
	}));
	const written = steps.flatMap(({ id, step, outputs }) => outputs.map((output) => ({
		id: placeOf(id, output.path),
		step,
		outputs: [output]
	})));
	return new Set(pathEdges([...written, ...readers]).edges.map(({ from }) => from));
}

// src/report/artifact-names.ts
/** Longer ones are hard to read, and services refuse them somewhere above. */
const longest = 120;
/**
* A text as part of an artifact's name. Only what is legal everywhere is kept: GitHub refuses `" : < > | * ? \ /` and line
* breaks, and brackets would be globs to whoever downloads. `train[lr=0.1]` → `train-lr=0.1`.
*/
function artifactNamePart(text) {
	const legal = text.toWellFormed().normalize("NFC").replace(/[^\p{L}\p{N}\p{M}._=,+@()]+/gu, "-").replace(/^[-. ]+|[-. ]+$/g, "");
	return legal.length <= longest ? legal : `${legal.slice(0, 111).toWellFormed()}-${digest(legal).slice(0, 8)}`;
}
/** What folders of a file system that ignores case would take for one name. */
const folded = (name) => name.toLowerCase();
/** One name for each text, none twice, whether or not case counts; what collides is told apart by a digest. */
function distinctNames(texts) {
	const parts = texts.map((text) => artifactNamePart(text) || "artifact");
	const count = /* @__PURE__ */ new Map();
	for (const part of parts) count.set(folded(part), (count.get(folded(part)) ?? 0) + 1);
	const taken = /* @__PURE__ */ new Set();
	return parts.map((part, at) => {
		let name = count.get(folded(part)) === 1 ? part : `${part}-${digest(texts[at] ?? "").slice(0, 8)}`;
		for (let n = 2; taken.has(folded(name)); n++) name = `${part}-${digest(`${at} ${n}`).slice(0, 8)}`;
		taken.add(folded(name));
		return name;
	});
}
/**
* The names to try for one artifact, best first and without an end: a name is gone once somebody created it. The run key
* stands in the first one where it says more than which job this is: set by hand, or a leg of the job's matrix.
*/
function* candidateNames({ pipeline, runKey }, stem) {
	const name = (...parts) => parts.map(artifactNamePart).filter((part) => part !== "").join("-") || "artifact";
	const [, index] = /^[^/]*\/(\d*)\/[^/]*$/.exec(runKey) ?? [];
	const isPlain = index !== void 0 && Number(index) === 0;
	const keyed = name(pipeline, runKey, stem);
	const first = isPlain ? name(pipeline, stem) : keyed;
	yield first;
	if (keyed !== first) yield keyed;
	for (let n = 2;; n++) yield `${keyed}-${n}`;
}

// src/report/artifact-parcels.ts
/** GitHub takes 500 a job, and the job's other steps have theirs. */
const mostParcels = 200;
/**
* An artifact an output where they are few; else one a step, with what all of its legs left; else one for several steps
* that follow each other. Nothing is ever left out.
*/
function planParcels(outputs, stepOf, most = 200) {
	const stems = distinctNames(outputs.map(({ leg, path }) => `${leg}-${path}`));
	const named = outputs.map((output, at) => ({
		...output,
		stem: stems[at] ?? ""
	}));
	if (named.length <= most) return named.map((output) => ({
		stem: output.stem,
		isPacked: false,
		outputs: [output]
	}));
	const steps = Map.groupBy(named, ({ leg }) => stepOf(leg));
	const each = Math.ceil(steps.size / most);
	const groups = each === 1 ? [...steps] : joined([...steps], each);
	const names = distinctNames(groups.map(([name]) => `${name}-outputs`));
	return groups.map(([, inside], at) => ({
		stem: names[at] ?? "",
		isPacked: true,
		outputs: inside
	}));
}
function joined(groups, each) {
	const count = Math.ceil(groups.length / each);
	return Array.from({ length: count }, (_, part) => {
		const inside = groups.slice(part * each, (part + 1) * each);
		const [first] = inside[0] ?? [""];
		return [`${first}-and-${inside.length - 1}-more`, inside.flatMap(([, outputs]) => outputs)];
	});
}

// src/report/artifact-ledger.ts
const ledgerLine = (entry) => `${JSON.stringify(entry)}\n`;
/** A line that a kill tore is none: what it told of is uploaded once more, under another name. */
function readLedger(text) {
	const entries = text.split("\n").flatMap(entryOf);
	return {
		parcels: entries.flatMap((entry) => entry.type === "planned" ? entry.parcels : []),
		artifacts: entries.flatMap((entry) => entry.type === "uploaded" ? [withoutType(entry)] : []),
		missing: entries.flatMap((entry) => entry.type === "failed" ? [withoutType(entry)] : []),
		isFinished: entries.some(({ type }) => type === "finished")
	};
}
function withoutType({ type: _, ...rest }) {
	return rest;
}
function entryOf(line) {
	try {
		const entry = JSON.parse(line);
		return typeof entry === "object" && entry !== null && "type" in entry ? [entry] : [];
	} catch {
		return [];
	}
}
/** Those outputs of a parcel of which nothing is known yet. */
function openOutputs(parcel, { artifacts, missing }) {
	const done = new Set([...artifacts, ...missing].flatMap(({ outputs }) => outputs.map(keyOf)));
	return {
		...parcel,
		outputs: parcel.outputs.filter((output) => !done.has(keyOf(output)))
	};
}
const keyOf = ({ leg, path }) => `${leg}\0${path}`;

// src/action/artifact-book.ts
/** A run's `artifacts.jsonl`, beside its journal: the journal tells what there is to upload, this what was. */
var ArtifactBook = class ArtifactBook {
	parcels;
	artifacts;
	missing;
	#appender;
	constructor(appender, { parcels, artifacts, missing }) {
		this.#appender = appender;
		this.parcels = parcels;
		this.artifacts = [...artifacts];
		this.missing = [...missing];
	}
	/** Before any step starts, so that `post` knows what main meant to do. */
	static begin(files, directory, parcels) {
		const book = new ArtifactBook(files.appender(pathOf(directory)), {
			parcels,
			artifacts: [],
			missing: []
		});
		book.#write({
			type: "planned",
			parcels
		});
		return book;
	}
	/** What an earlier process left open; undefined when it left nothing. */
	static async reopen(files, directory) {
		const text = await files.read(pathOf(directory));
		if (text === void 0) return void 0;
		const ledger = readLedger(text);
		if (ledger.isFinished || !text.includes("\n")) return void 0;
		const whole = Buffer.byteLength(text.slice(0, text.lastIndexOf("\n") + 1));
		return new ArtifactBook(files.appender(pathOf(directory), whole), ledger);
	}
	uploaded(artifact) {
		this.artifacts.push(artifact);
		this.#write({
			type: "uploaded",
			...artifact
		});
	}
	failed(missing) {
		this.missing.push(missing);
		this.#write({
			type: "failed",
			...missing
		});
	}
	finish() {
		this.#write({ type: "finished" });
		this.#appender.close();
	}
	leave() {
		this.#appender.close();
	}
	#write(entry) {
		this.#appender.write(ledgerLine(entry));
	}
};
const pathOf = (directory) => join(directory, "artifacts.jsonl");

// src/action/artifact-files.ts
/** At once: more would only queue up. */
const width$1 = 64;
/**
* The files at and below `places`, relative to `root`. Links are followed, as the archive holds what they lead to; but
* never out of the root, nor in a circle, and credentials that a checkout holds stay here.
*/
async function listFiles(files, root, places) {
	const walk = {
		files,
		root,
		top: await files.realpath(root) ?? root,
		entries: [],
		omitted: []
	};
	for (const place of places) await visit(walk, join(root, place), []);
	const entries = [...new Map(walk.entries.map((entry) => [entry.path, entry])).values()];
	entries.sort((a, b) => a.path < b.path ? -1 : 1);
	return {
		paths: entries.map(({ path }) => path),
		size: entries.reduce((sum, { size }) => sum + size, 0),
		fingerprint: entries.map(({ path, mark }) => `${path}\0${mark}`).join("\0"),
		omitted: walk.omitted
	};
}
async function visit(walk, path, above) {
	const { files, root, top, entries, omitted } = walk;
	const omit = (why) => void omitted.push(`${relative(root, path)} ${why}`);
	const real = await files.realpath(path);
	if (real === void 0) return omit("is a link to nothing");
	if (real !== top && !real.startsWith(top + sep)) return omit("is a link that leaves the pipeline's folder");
	if (isPrivate(real.slice(top.length)) || isPrivate(basename(path))) return omit("may hold credentials");
	const stat = await files.stat(real);
	if (stat?.kind === "directory") return visitFolder(walk, {
		path,
		real,
		above
	});
	if (stat?.kind !== "file") return omit("is neither a file nor a directory");
	const { size, mtimeMs, ino } = stat;
	if (!await isReadable(files, real)) return omit("cannot be read");
	entries.push({
		path,
		size,
		mark: `${size} ${mtimeMs} ${ino}`
	});
}
async function visitFolder(walk, { path, real, above }) {
	if (above.includes(real)) {
		walk.omitted.push(`${relative(walk.root, path)} is a link to a folder that it lies in`);
		return;
	}
	const names = await walk.files.list(path) ?? [];
	if (names.length === 0) walk.entries.push({
		path: `${path}/`,
		size: 0,
		mark: ""
	});
	for (let at = 0; at < names.length; at += width$1) {
		const slice = names.slice(at, at + width$1);
		await Promise.all(slice.map((name) => visit(walk, join(path, name), [...above, real])));
	}
}
/** Never packed, wherever they lie. */
const privateNames = /(?:^|\/)(?:\.git|\.env|gha-creds-[^/]*\.json)(?:\/|$)/;
const isPrivate = (path) => privateNames.test(path);
/** The archiver takes a file that it may not open for the end of the world. */
async function isReadable(files, path) {
	try {
		return await files.readFrom(path, 0, 1) !== void 0;
	} catch {
		return false;
	}
}

// src/action/artifact-stage.ts
/** What GitHub refuses in the path of a file, all of the artifact with it. A backslash would become a folder. */
const illegal = /[":<>|*?\r\n\\]/g;
/**
* The files themselves; or, where GitHub would refuse a name, links to them in a folder of its own, under names that it
* takes: one bad name must not cost the whole artifact.
*/
async function stage(files, { root, paths, folder }) {
	const inside = paths.map((path) => relative(root, path) + (path.endsWith("/") ? "/" : ""));
	const legal = legalPaths(inside);
	const renamed = inside.flatMap((path, at) => legal[at] === path ? [] : [[legal[at], path]]);
	if (renamed.length === 0) return {
		root,
		paths
	};
	await files.remove(folder);
	for (const [at, path] of paths.entries()) {
		const place = join(folder, legal[at] ?? "");
		if (path.endsWith("/")) await files.makeDirectory(place);
		else await files.symlink(await files.realpath(path) ?? path, place);
	}
	return {
		root: folder,
		paths: legal.map((path) => join(folder, path)),
		renamed: Object.fromEntries(renamed)
	};
}
/** Legal and distinct; what is legal already stays. */
function legalPaths(paths) {
	const taken = new Set(paths);
	return paths.map((path) => {
		const legal = path.replace(illegal, "-");
		if (legal === path || !taken.has(legal)) {
			taken.add(legal);
			return legal;
		}
		const name = `${digest(path)}-${legal.slice(legal.lastIndexOf("/", legal.length - 2) + 1)}`;
		return join(dirname(legal), name);
	});
}

// src/action/artifact-upload.ts
const mostTries = 5;
/** A name that is taken costs one short request. */
const mostNames = 50;
const longestPauseMs = 3e4;
const failed = (why) => ({
	kind: "failed",
	why
});
/**
* One artifact, over what a network does in the meantime. GitHub's package tries again after some answers, but never
* after a connection that was reset, and a name whose upload was not brought to its end is gone for good.
*/
async function ship(shipment, carrier) {
	const { host, signal } = carrier;
	const { names } = shipment;
	const first = await shipment.list();
	if (first.paths.length === 0) return err(failed(first.omitted[0] ?? "its files are gone"));
	let name = names.next().value;
	let tries = 0;
	for (let used = 0; used < mostNames; used++) {
		const listing = used === 0 ? first : await shipment.list();
		const result = await attempt(shipment, carrier, {
			name,
			first,
			listing
		});
		if (signal.aborted) return err({ kind: "ended" });
		if (result.ok) return result;
		const { vanished, error } = result.error;
		const fault = uploadFault(error);
		if (fault.kind === "hopeless") return err(fault);
		if (vanished) return err(failed(error));
		if (fault.kind !== "again") name = names.next().value;
		if (fault.kind === "taken") continue;
		tries += 1;
		if (tries === mostTries) return err(failed(`${firstLine(error)} (${mostTries} times)`));
		if (!await pause(host, tries, signal)) return err({ kind: "ended" });
	}
	return err(failed(`${mostNames} names for it were taken, the last of them ${name}`));
}
async function attempt({ list, stage, retentionDays }, { worker }, { name, first, listing }) {
	const gone = vanished(first, listing);
	if (gone !== void 0) return err({
		error: gone,
		vanished: true
	});
	const { root, paths, renamed } = await stage(listing);
	const options = retentionDays === void 0 ? {} : { retentionDays };
	const result = await worker.upload({
		name,
		root,
		paths,
		...options
	});
	const after = await list();
	const lost = vanished(first, after);
	if (lost !== void 0) return err({
		error: lost,
		vanished: true
	});
	if (!result.ok) return err({
		error: result.error,
		vanished: false
	});
	if (after.fingerprint !== listing.fingerprint) return err({
		error: "its files changed while they were read",
		vanished: false
	});
	return ok({
		...result.value,
		name,
		omitted: listing.omitted,
		...renamed && { renamed }
	});
}
/** Where GitHub's package only warns and leaves the file out. */
function vanished(first, now) {
	const left = new Set(now.paths);
	const gone = first.paths.find((path) => !left.has(path));
	return gone === void 0 ? void 0 : `${gone} vanished while it was uploaded`;
}
/** False when its time was over meanwhile. */
async function pause({ clock, random }, tries, signal) {
	const ms = Math.min(1e3 * 2 ** tries, longestPauseMs) * (.5 + random.float());
	return clock.sleep(ms, signal).then(() => true, () => false);
}

// src/action/artifact-parcel.ts
/** In a packed artifact larger ones would be in everybody's way who wants one of the others. */
const largeBytes = 5e7;
/** Uploads what of a parcel is not too large; what cannot be uploaded is in the book and named by a warning. */
async function sendParcel(parcel, depot) {
	const fitting = [];
	const alone = [];
	for (const output of parcel.outputs) {
		const { size } = await listFiles(depot.carrier.host.files, depot.root, [output.path]);
		if (size > depot.inputs.sizeLimit) tooLarge(output, size, depot);
		else if (parcel.isPacked && size > largeBytes && depot.large.left-- > 0) alone.push(output);
		else fitting.push(output);
	}
	const parcels = alone.map((output) => ({
		stem: output.stem,
		isPacked: false,
		outputs: [output]
	}));
	if (fitting.length > 0) parcels.push({
		...parcel,
		outputs: fitting
	});
	for (const one of parcels) {
		const fault = await send(one, depot);
		if (fault && fault.kind !== "failed") return fault;
	}
}
function tooLarge(output, size, { inputs, book, warn }) {
	const why = `${bytes(size)} are more than the artifact-size-limit of ${bytes(inputs.sizeLimit)}`;
	book.failed({
		outputs: [nameOf(output)],
		why
	});
	warn(`output ${output.path} of ${output.leg} is no artifact, because its ${why}; it stays in the workspace of the job`);
}
const nameOf = ({ leg, path }) => ({
	leg,
	path
});
async function send(parcel, depot) {
	const { book, carrier, warn, inputs } = depot;
	const outputs = parcel.outputs.map(nameOf);
	const { retentionDays } = inputs;
	const shipped = await ship({
		...shipmentOf(parcel, depot),
		...retentionDays !== void 0 && { retentionDays }
	}, carrier);
	const shown = outputs.map(({ leg, path }) => `${path} of ${leg}`);
	const names = shown.slice(0, 3).join(", ") + (shown.length > 3 ? ` and ${shown.length - 3} more` : "");
	if (!shipped.ok) {
		if (shipped.error.kind === "failed") {
			const { why } = shipped.error;
			book.failed({
				outputs,
				why
			});
			warn(`output ${names} could not be uploaded as an artifact: ${why}; it stays in the workspace of the job`);
		}
		return shipped.error;
	}
	const { omitted, ...artifact } = shipped.value;
	book.uploaded({
		...artifact,
		outputs
	});
	if (omitted.length > 0) {
		const more = omitted.length > 5 ? ` and ${omitted.length - 5} more` : "";
		warn(`artifact ${artifact.name} lacks what may not or cannot be uploaded: ${omitted.slice(0, 5).join("; ")}${more}`);
	}
}
function shipmentOf({ stem, isPacked, outputs }, depot) {
	const { carrier, root, directory, space } = depot;
	const { files } = carrier.host;
	const places = outputs.map(({ path }) => path);
	const [only] = outputs;
	return {
		names: candidateNames(space, stem),
		list: () => listFiles(files, root, places),
		stage: ({ paths }) => {
			const base = isPacked || !only ? root : baseOf(join(root, only.path), only.isDirectory, paths);
			return stage(files, {
				root: base,
				paths,
				folder: join(directory, "artifacts", stem)
			});
		}
	};
}
/** A folder's artifact holds what is in it, as with upload-artifact; an empty one would hold nothing at all. */
const baseOf = (path, isDirectory, paths) => isDirectory && paths[0] !== `${path}/` ? path : dirname(path);

// src/report/artifact-list.ts
/** The manifest: where each output is. Plain JSON, for programs. */
function artifactManifest({ run }, { artifacts, missing }, link) {
	const uploaded = artifacts.flatMap(({ outputs, name: artifact, id, size, digest, renamed }) => outputs.map(({ leg, path: output }) => ({
		leg,
		output,
		artifact,
		id,
		size,
		digest,
		url: link(id),
		...renamed && { renamed }
	})));
	const lost = missing.flatMap(({ outputs, why }) => outputs.map(({ leg, path: output }) => ({
		leg,
		output,
		why
	})));
	const { id, runId, runKey, pipelineName: pipeline } = run;
	return `${JSON.stringify({
		schema: 1,
		pipeline,
		run: id,
		runId,
		runKey,
		outputs: uploaded,
		notUploaded: lost
	}, void 0, 2)}\n`;
}
const mostRows = 50;
/** A section of the job summary, some 20 kB at most; empty where there is nothing to tell. */
function artifactsSection({ artifacts, missing }, link) {
	const rows = artifacts.slice(0, mostRows).map(({ name, id, size, outputs }) => [
		`<a href="${markdownText(link(id))}">${markdownText(cut(name, 130))}</a>`,
		bytes(size),
		outputsOf(outputs)
	]);
	const hidden = artifacts.length - rows.length;
	const table = rows.length > 0 ? [markdownTable([
		"Artifact",
		"Size",
		"Holds"
	], rows)] : [];
	const more = hidden > 0 ? [`_… and ${plural(hidden, "more artifact")}, which the manifest lists._`] : [];
	const lost = missing.slice(0, 20).map(({ outputs, why }) => `- ⚠️ ${outputsOf(outputs)}: ${markdownText(cut(why, 300))}`);
	const parts = [
		...table,
		...more,
		...lost.length > 0 ? [`Not uploaded:\n${lost.join("\n")}`] : []
	];
	return parts.length > 0 ? `\n${parts.join("\n\n")}\n` : "";
}
function outputsOf(outputs) {
	const shown = outputs.slice(0, 2).map(({ path }) => markdownCode(cut(path, 80)));
	const rest = outputs.length - shown.length;
	return shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

// src/action/artifact-report.ts
/** The run's report, and then the manifest of all artifacts before it. */
async function sendReport(depot, { record, summary, link }) {
	const { pipelineName } = record.run;
	const fault = await sendTexts(depot, {
		pipeline: pipelineName,
		stem: "report",
		texts: {
			"summary.md": summary,
			"record.json": `${JSON.stringify(recordToJson(record), void 0, 2)}\n`
		}
	});
	if (fault && fault.kind !== "failed") return;
	await sendTexts(depot, {
		pipeline: "stepops-manifest",
		stem: pipelineName,
		texts: { "manifest.json": artifactManifest(record, depot.book, link) }
	});
}
async function sendTexts(depot, input) {
	const { carrier, directory, space, inputs, book, warn } = depot;
	const { pipeline, stem, texts } = input;
	const { files } = carrier.host;
	const root = join(directory, "artifacts", `.${pipeline === "stepops-manifest" ? "manifest" : stem}`);
	for (const [name, text] of Object.entries(texts)) await files.write(join(root, name), text);
	const { retentionDays } = inputs;
	const shipped = await ship({
		names: candidateNames({
			...space,
			pipeline
		}, stem),
		list: () => listFiles(files, root, Object.keys(texts)),
		stage: async ({ paths }) => ({
			root,
			paths
		}),
		...retentionDays !== void 0 && { retentionDays }
	}, carrier);
	if (shipped.ok) {
		const { omitted: _, ...artifact } = shipped.value;
		book.uploaded({
			...artifact,
			outputs: []
		});
		return;
	}
	if (shipped.error.kind !== "ended") warn(`${Object.keys(texts).join(" and ")} could not be uploaded as an artifact: ${shipped.error.why}`);
	return shipped.error;
}

// src/action/artifact-worker.ts
/** What is said of an upload that was given up because its time is over. */
const closed = "the upload was ended";
/**
* GitHub's package in a thread of its own, which begins with the first upload: its modules take a good part of a second
* to load, in which no step would start; a file that it cannot read ends its process; and it prints all that it does.
*/
var ArtifactWorker = class {
	#env;
	#pending = /* @__PURE__ */ new Map();
	#thread;
	#count = 0;
	#isClosed = false;
	constructor(env) {
		this.#env = env;
	}
	upload(request) {
		if (this.#isClosed) return Promise.resolve(err(closed));
		const id = ++this.#count;
		const { promise, resolve } = Promise.withResolvers();
		this.#pending.set(id, resolve);
		this.#thread ??= this.#start();
		this.#thread.ref();
		this.#thread.postMessage({
			...request,
			id
		});
		return promise;
	}
	/** Ends what is under way. */
	async close() {
		this.#isClosed = true;
		const thread = this.#thread;
		this.#failAll(closed);
		await thread?.terminate();
	}
	#start() {
		const file = new URL(`./artifact-thread${extname(import.meta.url)}`, import.meta.url);
		const thread = new Worker(file, {
			env: this.#env,
			execArgv: [],
			stdout: true,
			stderr: true
		});
		thread.stdout.resume();
		thread.stderr.resume();
		thread.on("message", (answer) => this.#settle(answer));
		thread.on("error", (error) => this.#died(thread, error instanceof Error ? error.message : String(error)));
		thread.on("exit", () => this.#died(thread, "its thread ended"));
		return thread;
	}
	#died(thread, why) {
		if (thread === this.#thread) this.#failAll(why);
	}
	#failAll(why) {
		this.#thread = void 0;
		const pending = [...this.#pending.values()];
		this.#pending.clear();
		for (const settle of pending) settle(err(why));
	}
	#settle({ id, uploaded, error = "" }) {
		const settle = this.#pending.get(id);
		this.#pending.delete(id);
		if (this.#pending.size === 0) this.#thread?.unref();
		settle?.(uploaded ? ok(uploaded) : err(error));
	}
};

// src/action/artifacts.ts
/** At once: each waits for the network most of its time, and may hold 40 MB. */
const width = 3;
/** Uploads a run's artifacts while the run goes on: it listens to the events, and nothing waits for it but the end. */
var Artifacts = class {
	#setup;
	#worker;
	#over = new AbortController();
	#parcels;
	#queued = /* @__PURE__ */ new Set();
	#queue = [];
	#active = /* @__PURE__ */ new Set();
	#large = { left: 200 / 2 };
	#depot;
	/** Why no upload of this job can succeed. */
	#hopeless;
	constructor(setup) {
		this.#setup = setup;
		this.#worker = new ArtifactWorker(setup.env);
		const pairs = setup.book.parcels.flatMap((parcel) => parcel.outputs.map(({ leg }) => ({
			leg,
			parcel
		})));
		const groups = Map.groupBy(pairs, ({ leg }) => leg);
		this.#parcels = new Map([...groups].map(([leg, found]) => [leg, [...new Set(found.map(({ parcel }) => parcel))]]));
	}
	get list() {
		return this.#setup.book;
	}
	/** Where somebody who may see the run downloads an artifact. */
	get link() {
		const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = this.#setup.env;
		return (id) => `${server || "https://github.com"}/${repository}/actions/runs/${run}/artifacts/${id}`;
	}
	handle(event, record) {
		if (event.type !== "step-ended") return;
		for (const parcel of this.#parcels.get(event.leg) ?? []) if (parcel.outputs.every(({ leg }) => record.steps.get(leg)?.state === "ended")) this.#add(parcel, record);
	}
	/**
	* Uploads the rest, the report and the manifest. When `signal` comes first, what is not done is left to a later
	* process. Never rejects.
	*/
	async finish(record, signal, summary) {
		const stop = () => this.#stop();
		signal.addEventListener("abort", stop, { once: true });
		if (signal.aborted) stop();
		try {
			for (const parcel of this.#setup.book.parcels) this.#add(parcel, record);
			await this.#idle();
			if (this.#hopeless !== void 0) this.#setup.warn(`artifacts are missing: ${this.#hopeless}`);
			else if (!this.#over.signal.aborted) await sendReport(this.#depotOf(record), {
				record,
				summary: summary(),
				link: this.link
			});
		} catch (error) {
			this.#setup.warn(`the report of this run is no artifact: ${messageOf$1(error)}`);
		} finally {
			signal.removeEventListener("abort", stop);
			await this.#close();
		}
	}
	/** What the steps left and nobody uploaded so far, nor told of. */
	left(record) {
		return this.#setup.book.parcels.flatMap((parcel) => this.#open(parcel, record));
	}
	/** Ends what is under way; somebody else goes on with it. */
	async leave() {
		this.#stop();
		await this.#idle();
		await this.#close();
	}
	#stop() {
		this.#over.abort();
		this.#queue.length = 0;
		this.#worker.close();
	}
	async #close() {
		try {
			if (this.#over.signal.aborted) this.#setup.book.leave();
			else this.#setup.book.finish();
		} catch (error) {
			this.#setup.warn(`what was uploaded could not be noted: ${messageOf$1(error)}`);
		}
		await this.#worker.close();
	}
	/** Outputs of legs that ended well, less those that an earlier process uploaded. */
	#open(parcel, record) {
		return openOutputs(parcel, this.#setup.book).outputs.filter(({ leg, path }) => record.steps.get(leg)?.outputs.some((published) => published.path === path));
	}
	#add(whole, record) {
		if (this.#queued.has(whole) || this.#over.signal.aborted) return;
		const outputs = this.#open(whole, record);
		if (outputs.length === 0) return;
		this.#queued.add(whole);
		this.#queue.push({
			...whole,
			outputs
		});
		this.#pump(record);
	}
	#pump(record) {
		while (this.#active.size < width) {
			const parcel = this.#queue.shift();
			if (!parcel) return;
			const work = this.#send(parcel, record).finally(() => {
				this.#active.delete(work);
				this.#pump(record);
			});
			this.#active.add(work);
		}
	}
	async #send(parcel, record) {
		const { book, warn } = this.#setup;
		const outputs = parcel.outputs.map(({ leg, path }) => ({
			leg,
			path
		}));
		try {
			if (this.#hopeless !== void 0) return book.failed({
				outputs,
				why: this.#hopeless
			});
			const fault = await sendParcel(parcel, this.#depotOf(record));
			if (fault?.kind !== "hopeless") return;
			this.#hopeless ??= fault.why;
			const open = openOutputs(parcel, book).outputs.map(({ leg, path }) => ({
				leg,
				path
			}));
			book.failed({
				outputs: open,
				why: fault.why
			});
		} catch (error) {
			warn(`artifact ${parcel.stem} is missing: ${messageOf$1(error)}`);
		}
	}
	async #idle() {
		while (this.#active.size > 0) await Promise.all(this.#active);
	}
	#depotOf({ run }) {
		const { host, inputs, book, directory, warn } = this.#setup;
		this.#depot ??= {
			carrier: {
				host,
				worker: this.#worker,
				signal: this.#over.signal
			},
			inputs,
			book,
			directory,
			warn,
			space: {
				pipeline: run.pipelineName,
				runKey: run.runKey
			},
			root: join(run.checkout, dirname(run.pipelinePath)),
			large: this.#large
		};
		return this.#depot;
	}
};
const messageOf$1 = (error) => error instanceof Error ? error.message : String(error);

// src/action/open-artifacts.ts
/** The artifacts of main's run. They have no place before the run has a folder. */
var ArtifactsOfRun = class {
	#io;
	#opening;
	#artifacts;
	constructor(io, opening) {
		this.#io = io;
		this.#opening = opening;
	}
	/** Undefined where there are to be none, or nowhere to upload them. */
	get artifacts() {
		return this.#artifacts;
	}
	/** Before any step starts. */
	begin(directory) {
		try {
			this.#artifacts = begin(this.#io, this.#opening, directory);
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			this.#opening.warn(`no artifacts are uploaded: ${why}`);
		}
	}
	handle(...told) {
		this.#artifacts?.handle(...told);
	}
};
function begin({ env, host }, { inputs, warn, steps }, directory) {
	if (!inputs.isOn || !env.ACTIONS_RUNTIME_TOKEN || !env.ACTIONS_RESULTS_URL) return void 0;
	if (isEnterpriseServer(env.GITHUB_SERVER_URL)) {
		warn("GitHub Enterprise Server takes no artifacts of this kind, so none is uploaded: set upload-artifacts to none, and keep what you need by a step of your own");
		return;
	}
	const stepOf = new Map(steps.map(({ id, step }) => [id, step]));
	const parcels = planParcels(chooseArtifacts(steps), (leg) => stepOf.get(leg) ?? leg);
	const book = ArtifactBook.begin(host.files, directory, parcels);
	return new Artifacts({
		env,
		host,
		inputs,
		directory,
		warn,
		book
	});
}
/** What main began and did not end; undefined when it left nothing. */
async function reopenArtifacts({ env, host }, { inputs, warn }, directory) {
	const book = await ArtifactBook.reopen(host.files, directory);
	return book && new Artifacts({
		env,
		host,
		inputs,
		directory,
		warn,
		book
	});
}
/** As GitHub's package tells it. */
function isEnterpriseServer(server) {
	const host = URL.parse(server || "https://github.com")?.hostname.trimEnd().toLowerCase() ?? "";
	return host !== "github.com" && !host.endsWith(".ghe.com") && !host.endsWith(".localhost");
}

// src/action/outputs.ts
/** GitHub keeps 1 MB of outputs a job, and other steps have theirs. */
const mostCharacters = 8e5;
const mostArtifactCharacters = 1e5;
/** The values that steps wrote, as JSON: `{"train[lr=0.1]": {"accuracy": "0.9"}}`. */
function valuesOutput(record) {
	const legs = [...record.steps.values()].filter(({ values }) => Object.keys(values).length > 0);
	return JSON.stringify(Object.fromEntries(legs.map(({ planned, values }) => [planned.id, values])));
}
/** What was uploaded, as JSON; a list that GitHub would not keep is left to the manifest. */
function setArtifactsOutput(toolkit, uploaded) {
	const artifacts = (uploaded?.list.artifacts ?? []).map(({ name, id, size, digest, outputs }) => ({
		name,
		id,
		url: uploaded?.link(id),
		size,
		digest,
		outputs
	}));
	const text = JSON.stringify(artifacts);
	toolkit.setOutput("artifacts", text.length <= mostArtifactCharacters ? text : "[]");
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

// src/action/store-cache-begin.ts
/** Before the run: the artifact store as GitHub's cache has it. Loaded where it is wanted, as few ask for it. */
async function beginStoreCache(isWanted, { warn, ...input }, io) {
	if (!isWanted) return void 0;
	const { openStoreCache } = await import("./store-cache.js");
	const say = (message) => io.write(`${message}\n`);
	const cache = await openStoreCache(input, {
		io,
		warn,
		say
	});
	await cache?.restore();
	return cache;
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
	const uploads = readArtifactInputs(io.toolkit.getInput);
	if (!uploads.ok) return refuse(io, annotations, uploads.error);
	const cache = readCacheInput(io.toolkit.getInput);
	if (!cache.ok) return refuse(io, annotations, cache.error);
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
	const warn = (message) => annotate(io, annotations, "warning", message);
	const parcels = new ArtifactsOfRun(io, {
		inputs: uploads.value,
		steps: checked.pipeline.steps,
		warn
	});
	const { runKey } = inputs.value;
	const store = await beginStoreCache(cache.value, {
		file,
		cwd,
		runKey,
		pipeline: checked.pipeline,
		warn
	}, io);
	const ran = await runPipeline(request, inputs.value, io, {
		annotations,
		parcels
	});
	await showDiagnostics(newIn(ran.diagnostics, checked.diagnostics), io, annotations);
	const code = await finish(ran, io, {
		annotations,
		parcels
	});
	if (ran.record && !io.signal.aborted) await store?.save(ran.record);
	return code;
}
/** Before anything prints that could hold one. */
function maskSecrets({ steps }, { env, toolkit }) {
	const names = new Set(steps.flatMap(({ secrets }) => secrets));
	for (const name of names) {
		const value = env[name];
		if (value !== void 0 && value.trim() !== "") toolkit.setSecret(value);
	}
}
function runPipeline(request, inputs, io, { annotations, parcels }) {
	const { host, toolkit, write, signal, kill } = io;
	const { selection, runKey } = inputs;
	const onFolder = (directory) => {
		toolkit.saveState(states.run, directory);
		parcels.begin(directory);
	};
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
	}, host, [reporter, parcels]);
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
async function finish({ refused, record, directory, result }, io, { annotations, parcels: { artifacts } }) {
	if (refused) return refuse(io, annotations, refused.hint === void 0 ? refused.message : `${refused.message}: ${refused.hint}`, refused.reason === "usage" ? exitCodes.badInput : exitCodes.ourFault);
	if (result === void 0 || !record) return refuse(io, annotations);
	if (result === "left") await artifacts?.leave();
	else await summarize(io, record, directory ?? "", {
		annotations,
		artifacts
	});
	setArtifactsOutput(io.toolkit, artifacts);
	const word = result === "left" ? "cancelled" : result;
	const omitted = setOutputs(io.toolkit, word, record);
	if (omitted !== void 0) annotate(io, annotations, "warning", omitted);
	return exitCodeOf(word);
}
/** A report that cannot be written never fails a run that went well. */
async function summarize(io, record, directory, { annotations, artifacts }) {
	try {
		const tails = await tailsOf(io, record, directory);
		const tail = (leg) => tails.get(leg) ?? [];
		const more = await finishArtifacts(artifacts, record, {
			tail,
			signal: io.signal
		});
		if (writeSummary(io, record, tail, more)) io.toolkit.saveState(states.summary, "written");
	} catch (error) {
		annotate(io, annotations, "warning", `the job summary is missing: ${messageOf(error)}`);
	}
}
/** Uploads the rest of them, and the summary as it is by then. */
async function finishArtifacts(artifacts, record, { tail, signal }) {
	if (!artifacts) return "";
	const section = () => artifactsSection(artifacts.list, artifacts.link);
	await artifacts.finish(record, signal, () => renderSummary(record, { tail }) + section());
	return section();
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
	setArtifactsOutput(io.toolkit, void 0);
	return code;
}
function annotate(io, annotations, level, message) {
	const command = annotations.add(level, message, { title: "stepops" });
	if (command) io.write(`${command}\n`);
}

export { tailsOf as a, pipelineInput as c, repositoryPath as d, writeSummary as f, runAction as i, readArtifactInputs as l, Annotations as m, finishArtifacts as n, states as o, githubReporter as p, messageOf as r, reopenArtifacts as s, annotate as t, appendSummary as u };