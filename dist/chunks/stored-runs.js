import { H as checkPipeline, Q as findCheckout, V as parse, X as err, Z as ok, g as readSources } from "./check.js";
import { d as defaultFile } from "./program.js";
import { a as runsDirectory, i as runFolder, n as listRuns, r as readRun } from "./run-folder.js";
import { basename, dirname, join, relative } from "node:path";

// src/cli/end-view.ts
/** Where a run's files lie as one would type them here, and how wide its tables may be. */
function viewFrom({ run }, directory, { cwd, stdout }) {
	const folder = join(run.checkout, dirname(run.pipelinePath));
	return {
		directory: relative(cwd, directory) || ".",
		outputPath: (path) => relative(cwd, join(folder, path)) || ".",
		...stdout.isTTY === true && stdout.columns !== void 0 && { columns: stdout.columns }
	};
}
/** The words behind `stepops run` as they were typed, without the selection. */
function wordsTyped(args) {
	const stack = args.text("stack");
	return [
		...args.positionals,
		...stack === void 0 ? [] : ["--stack", stack],
		...args.list("param").flatMap((text) => ["--param", text])
	];
}
/** The words for a run that was started some other time: what differs from the defaults of its own copy of the file. */
async function wordsOf({ run }, directory, { cwd, files }) {
	const sources = await readSources(files, join(runFolder(directory).sources, basename(run.pipelinePath)), cwd);
	const document = sources.ok ? parse(sources.value.pipeline).document : void 0;
	const draft = document && sources.ok ? checkPipeline(document, sources.value.pipeline).draft : void 0;
	const path = relative(cwd, join(run.checkout, run.pipelinePath));
	const params = Object.entries(run.params).filter(([name, value]) => value !== defaultOf(draft?.value.params?.[name]));
	return [
		...path === "pipeline.yaml" ? [] : [path],
		...run.stackChosen && run.stack !== draft?.value.stack ? ["--stack", run.stack] : [],
		...params.flatMap(([name, value]) => ["--param", `${name}=${value}`])
	];
}
const defaultOf = (param) => typeof param === "object" ? param.default : param;

// src/cli/stored-runs.ts
/** Runs of the checkout that a command was started in, newest first. */
async function runsHere({ cwd, env }, { files }) {
	const real = await files.realpath(cwd) ?? cwd;
	const { root } = await findCheckout(files, real);
	const runs = await listRuns(files, runsDirectory(env, root));
	return runs.length > 0 || root === real ? runs : listRuns(files, runsDirectory(env, real));
}
/** A run by its id, by the beginning of one that fits a single run, or the newest. Error: a message. */
function pickRun(runs, id) {
	const [newest] = runs;
	if (!newest) return err("there is no run here yet");
	if (id === void 0) return ok(newest);
	const exact = runs.find((run) => run.id === id);
	if (exact) return ok(exact);
	const fitting = runs.filter((run) => run.id.startsWith(id));
	if (fitting.length === 1 && fitting[0]) return ok(fitting[0]);
	if (fitting.length > 1) return err(`${id} fits ${fitting.length} runs: ${fitting.slice(0, 5).map((run) => run.id).join(", ")}`);
	return err(`there is no run ${id}; the newest is ${newest.id}`);
}
async function loadRecord({ files }, run) {
	const stored = await readRun(files, run.directory);
	return stored.ok ? ok(stored.value.record) : err(stored.error.message);
}
const logPath = (run, log) => join(run.directory, "logs", log);

export { viewFrom as a, runsHere as i, logPath as n, wordsOf as o, pickRun as r, wordsTyped as s, loadRecord as t };