import { n as trustOf } from "./obstacles.js";
import { O as readSources, T as findPlace, at as parse, ht as ok, mt as err, ot as checkPipeline, pt as isOnActions, st as checkStacks } from "./check.js";
import { t as identify } from "./identity.js";
import { t as endLeftovers } from "./leftovers.js";
import { t as endLeft } from "./end-left.js";
import { r as operatorsFolder } from "./operators.js";
import { i as runFolder, n as listRuns, r as readRun } from "./run-folder.js";
import { n as writerState } from "./writer.js";
import { d as defaultFile } from "./program.js";
import { basename, dirname, join } from "node:path";

// src/cli/gc-operators.ts
/** Runs that had steps on operators, with whether anybody works on them. What cannot be read is nobody's to judge by. */
async function runsWithJobs(host, parents) {
	const listed = (await Promise.all(parents.map((parent) => listRuns(host.files, parent)))).flat();
	return (await Promise.all(listed.map(({ directory }) => knownRun(host, directory)))).filter((run) => run !== void 0);
}
async function knownRun(host, directory) {
	if (await host.files.stat(join(directory, "operators")) === void 0) return void 0;
	const stored = await readRun(host.files, directory);
	if (!stored.ok) return void 0;
	const { record } = stored.value;
	return {
		directory,
		record,
		...stateOf(record, host)
	};
}
function stateOf({ result, writer }, { processes }) {
	if (result !== void 0) return {
		state: "over",
		why: "its run has ended"
	};
	const { pid, hostname } = writer;
	switch (writerState(processes, writer)) {
		case "alive": return {
			state: "alive",
			why: `its run goes on, in process ${pid}`
		};
		case "dead": return {
			state: "over",
			why: `the process ${pid} of its run is gone`
		};
		case "unknown": return {
			state: "unknown",
			why: `its run is on ${hostname}, which cannot be seen from here`
		};
	}
}
/** Operators of one's own in the stacks of a pipeline file. The drafts are enough: a step that is wrong must not hide them. */
async function operatorsOfFile(asked, io, host) {
	const place = await findPlace({
		file: asked.file,
		cwd: io.cwd,
		env: io.env
	}, host);
	const sources = await readSources(host.files, asked.file, io.cwd);
	if (!sources.ok) return err(sources.error.message);
	const stacks = stacksOf(sources.value);
	if (!stacks) return err(`what ${asked.file} says of stacks cannot be read`);
	const { stack } = asked;
	if (stack !== void 0 && stack !== "local" && !Object.hasOwn(stacks, stack)) return err(`there is no stack ${stack} in ${asked.file}`);
	const chosen = Object.entries(stacks).filter(([name]) => stack === void 0 || name === stack);
	return ok({
		place,
		operators: chosen.flatMap(([, each]) => operatorsIn(each, place.root))
	});
}
/** Operators that runs here had jobs on which may still be there, by each run's own copy of its pipeline. */
async function operatorsOfRuns(host, runs) {
	return (await Promise.all(runs.map((run) => operatorsOfRun(host, run)))).flat();
}
async function operatorsOfRun(host, { directory, record }) {
	const { checkout, pipelinePath, stack } = record.run;
	const used = new Set([...record.steps.values()].flatMap(({ planned, jobs = [] }) => jobs.some(({ isRemoved }) => !isRemoved) ? [planned.where] : []));
	if (used.size === 0) return [];
	const { sources: folder } = runFolder(directory);
	const sources = await readSources(host.files, join(folder, basename(pipelinePath)), folder);
	const chosen = sources.ok ? stacksOf(sources.value)?.[stack] : void 0;
	const root = dirname(join(checkout, pipelinePath));
	return chosen ? operatorsIn(chosen, root).filter(({ operator }) => used.has(operator.name)) : [];
}
function stacksOf({ pipeline, stacks }) {
	const { document } = parse(pipeline);
	const draft = document && checkPipeline(document, pipeline).draft;
	if (!draft) return void 0;
	const text = stacks && parse(stacks).document;
	return {
		...(stacks && text && checkStacks(text, stacks).draft)?.value.stacks,
		...draft.value.stacks
	};
}
const operatorsIn = ({ step_operators: operators = {} }, root) => Object.entries(operators).filter(([, { type }]) => type === "custom").map(([name, { type, ...settings }]) => ({
	operator: {
		name,
		flavor: type,
		settings
	},
	root
}));
/** Each once, whatever stacks and runs name it. */
function distinctOperators(operators) {
	const keyOf = ({ operator, root }) => JSON.stringify([
		root,
		operator.flavor,
		Object.entries(operator.settings).sort(([a], [b]) => a < b ? -1 : 1)
	]);
	return [...new Map(operators.toReversed().map((each) => [keyOf(each), each])).values()].reverse();
}

// src/cli/gc-jobs.ts
const nothing = {
	items: [],
	unasked: []
};
/** The part of `stepops gc` that looks after jobs on operators. Error: a sentence about what was asked for. */
async function collectJobsHere(args, here) {
	const { io, host } = here;
	const known = await runsWithJobs(host, here.runs);
	const asked = await operatorsAsked(args, here);
	if (!asked.ok) return asked;
	const { place, unasked } = asked.value;
	const operators = distinctOperators([...asked.value.operators, ...await operatorsOfRuns(host, known)]);
	if (operators.length === 0) return ok({
		...nothing,
		unasked
	});
	const trust = trustOf(place, io.env);
	if (trust.operatorsRefused !== void 0) return ok({
		...nothing,
		unasked: [...unasked, refusal(trust.operatorsRefused)]
	});
	const directory = scratchOf(here);
	const { collectJobs } = await import("./collect-jobs.js");
	const named = new Set(args.list("run"));
	const { repositoryId } = identify({
		env: io.env,
		host,
		runKey: "",
		...place,
		remote: place.remote
	});
	try {
		const collected = await collectJobs({
			env: io.env,
			operators,
			directory,
			repositoryId,
			named,
			runs: known,
			domain: isOnActions(io.env) ? trust.domain : void 0,
			dryRun: args.flag("dry-run"),
			endRun: (run) => endRun(run, here)
		}, host);
		return ok({
			...collected,
			unasked: [...unasked, ...collected.unasked]
		});
	} finally {
		await endLeftovers(host, directory);
		await host.files.remove(directory).catch(() => {});
	}
}
const refusal = (why) => ({
	message: `no operator may be asked for its jobs from here: ${why}`,
	hint: "run stepops gc from a branch of this repository, or on a machine of yours"
});
const scratchOf = ({ runs: [first = ""], host }) => join(dirname(first), `gc-${host.random.hex(12)}`);
/** A file that nobody named need not be there, and its faults keep nobody from removing what can be removed. */
async function operatorsAsked(args, { io, host }) {
	const file = args.text("file");
	const stack = args.text("stack");
	const isNamed = file !== void 0 || stack !== void 0;
	const path = file ?? "pipeline.yaml";
	const found = await operatorsOfFile({
		file: path,
		stack
	}, io, host);
	if (found.ok) return ok({
		...found.value,
		unasked: []
	});
	if (isNamed) return err(found.error);
	const place = await findPlace({
		file: path,
		cwd: io.cwd,
		env: io.env
	}, host);
	const isThere = await host.files.stat(join(place.root, path)) !== void 0;
	const message = `the operators of ${path} were not asked for their jobs: ${found.error}`;
	return ok({
		place,
		operators: [],
		unasked: isThere ? [{
			message,
			hint: `see stepops validate ${path}`
		}] : []
	});
}
async function endRun(run, { io, host }) {
	const ended = await endLeft(run.directory, {
		host,
		env: io.env,
		isNamed: true
	});
	if (!ended.ok) return err(ended.error.message);
	return ok(ended.value.stored.record);
}

export { collectJobsHere };