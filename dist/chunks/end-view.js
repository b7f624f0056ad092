import { O as readSources, at as parse, ot as checkPipeline } from "./check.js";
import { i as runFolder } from "./run-folder.js";
import { d as defaultFile } from "./program.js";
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

export { wordsOf as n, wordsTyped as r, viewFrom as t };