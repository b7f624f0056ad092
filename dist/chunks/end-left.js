import { t as endAll } from "./leftovers2.js";
import { D as loadPipeline, O as readSources, T as findPlace, ht as ok, mt as err } from "./check.js";
import { n as trustOf } from "./obstacles.js";
import { n as liveJobs, t as endJobs } from "./leftovers4.js";
import { t as acquireLock } from "./lock.js";
import { i as runFolder, r as readRun } from "./run-folder.js";
import { n as writerState } from "./writer.js";
import { basename, dirname, join } from "node:path";

// src/cli/end-left.ts
/** What GitHub leaves for a cancelled job is five minutes in all. */
const limitMs = 12e4;
/** Stops the jobs of a run that no process works on, by its record, and runs nothing else; its journal has what came of it. */
async function endLeft(directory, input) {
	const { host, env } = input;
	const first = await readRun(host.files, directory);
	if (!first.ok) return err(first.error);
	const { run } = first.value.record;
	const lock = await acquireLock(host, run.checkout, directory);
	if (!lock.ok) return endBeside(directory, lock.error, input);
	try {
		const { deadRun } = lock.value;
		for (const dead of /* @__PURE__ */ new Set([directory, ...deadRun === void 0 ? [] : [deadRun]])) await endAll(host, {
			directory: dead,
			env
		});
		return await endUnderLock(directory, input);
	} finally {
		await lock.value.release();
	}
}
/**
* Nobody can take this run up while another one has the checkout, and what costs should not have to wait for that. But a checkpoint
* goes into the checkout, where the other run may be at work on the same step.
*/
async function endBeside(directory, held, input) {
	const { message, hint } = held;
	if (held.runDirectory === directory) return err({
		message,
		hint
	});
	return endUnderLock(directory, input, {
		message,
		hint
	});
}
async function endUnderLock(directory, input, refusesCheckpoints) {
	const { host, env, openOperator, onEnded, isNamed } = input;
	const stored = await readRun(host.files, directory);
	if (!stored.ok) return err(stored.error);
	const { record, fold, validBytes } = stored.value;
	const alive = aliveStill(record, host, isNamed);
	if (alive !== void 0) return err({ message: alive });
	if (liveJobs(record).length === 0) {
		const ended = {
			stored: stored.value,
			warnings: []
		};
		await onEnded?.(ended);
		return ok(ended);
	}
	const loaded = await pipelineOf(directory, record, {
		host,
		env
	});
	if (!loaded.ok) return loaded;
	const { pipeline, root } = loaded.value;
	if (refusesCheckpoints && savesCheckpoint(record, pipeline)) return err(refusesCheckpoints);
	const { checkout } = record.run;
	const left = {
		fold,
		validBytes,
		folder: runFolder(directory),
		pipeline,
		root,
		checkout,
		env
	};
	const { warnings, validBytes: grown } = await endJobs({
		...left,
		...openOperator && { openOperator }
	}, host, limitMs);
	const ended = {
		stored: {
			fold,
			record: fold.record,
			validBytes: grown
		},
		warnings
	};
	await onEnded?.(ended);
	return ok(ended);
}
function aliveStill(record, { processes }, isNamed) {
	const { run, result, writer } = record;
	const state = result === void 0 ? writerState(processes, writer) : "dead";
	if (state === "alive") return `run ${run.id} goes on, in process ${writer.pid}`;
	if (state === "dead" || isNamed) return void 0;
	return `run ${run.id} is on ${writer.hostname}: whether its process lives cannot be seen from here`;
}
const savesCheckpoint = ({ steps }, pipeline) => pipeline.steps.some(({ id, checkpoint }) => checkpoint !== void 0 && (steps.get(id)?.jobs ?? []).some(({ ended, isRemoved }) => ended === void 0 && !isRemoved));
/** The pipeline as the run began with it, by the rules of today. */
async function pipelineOf(directory, { run }, { host, env }) {
	const path = join(run.checkout, run.pipelinePath);
	const place = await findPlace({
		file: path,
		cwd: run.checkout,
		env
	}, host);
	const { operatorsRefused } = trustOf(place, env);
	if (operatorsRefused !== void 0) return err({ message: `no operator may be asked from here: ${operatorsRefused}` });
	const { sources: folder } = runFolder(directory);
	const sources = await readSources(host.files, join(folder, basename(path)), folder);
	if (!sources.ok) return err(asNotEnded(run.id, sources.error));
	const { pipeline, diagnostics } = loadPipeline(sources.value, {
		params: Object.fromEntries(Object.entries(run.params).map(([name, value]) => [name, String(value)])),
		github: run.github,
		standIns: false,
		folderName: basename(dirname(path)),
		...run.stackChosen && { stack: run.stack }
	});
	return pipeline ? ok({
		pipeline,
		root: place.root
	}) : err(asNotEnded(run.id, diagnostics[0]));
}
const asNotEnded = (id, fault) => ({
	message: `what run ${id} keeps of its pipeline cannot be read${fault ? `: ${fault.message}` : ""}`,
	hint: "stop its jobs by hand where they run"
});

export { endLeft as t };