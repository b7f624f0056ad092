import { I as neededSteps, W as suggestionHint, X as ok, Y as err, tt as fs } from "./check.js";
import { a as runsDirectory, n as listRuns, r as readRun } from "./run-folder.js";
import { availableParallelism, totalmem } from "node:os";

// src/run/earlier-values.ts
/**
* Values of the legs that `--only` and `--from` leave out, each from the newest run of this pipeline that came to it:
* a run that was cancelled early, or ran other steps, knows nothing of it. What failed there has none.
*/
async function earlierValues(input) {
	const { files, runs, pipeline, selected, pipelinePath, before = Number.POSITIVE_INFINITY } = input;
	const left = pipeline.steps.filter(({ id, values }) => values.length > 0 && !selected.has(id));
	const open = new Set(left.map(({ id }) => id));
	const found = /* @__PURE__ */ new Map();
	for (const { directory, startedAt } of await listRuns(files, runs)) {
		if (open.size === 0) break;
		if (startedAt >= before) continue;
		const stored = await readRun(files, directory);
		if (stored.ok && stored.value.record.run.pipelinePath === pipelinePath) takeFrom(stored.value.record, open, found);
	}
	return found;
}
function takeFrom({ run, steps }, open, found) {
	for (const leg of open) {
		const step = steps.get(leg);
		if (!step || !isKnownTo(step)) continue;
		open.delete(leg);
		if (step.result === "success") found.set(leg, {
			runId: originOf(step) ?? run.id,
			values: step.values
		});
	}
}
const isKnownTo = (step) => step.startedAt !== void 0 || originOf(step) !== void 0;
const originOf = ({ skipped }) => skipped?.reason === "not-selected" ? skipped.from : void 0;
/**
* A sentence about the first value that a selected step reads and that no run has, so that it would be null unasked.
* Steps of `finally` are used to that: what they read may always have failed.
*/
function missingValues({ steps }, selected, given) {
	const isAbsent = ({ id, values }) => values.length > 0 && !selected.has(id) && !given.has(id);
	const absent = new Set(steps.filter(isAbsent).map(({ step }) => step));
	const readers = absent.size === 0 ? [] : steps.filter(({ id, isFinally }) => selected.has(id) && !isFinally);
	for (const reader of readers) {
		const read = [...stepsRead(reader)].find((id) => absent.has(id));
		if (read !== void 0) return `${reader.step} reads ${read}, which is left out and has not succeeded in an earlier run: use --from ${read}`;
	}
}
function stepsRead({ condition, env, command }) {
	const parts = command.kind === "argv" ? command.args : Object.values(command.bindings);
	return neededSteps(...condition ? [condition.expression] : [], ...Object.values(env), ...parts);
}

// src/given.ts
/**
* What the legs that `--only` and `--from` leave out gave in earlier runs; undefined when none is left out. The error is
* a sentence about a value that a selected step reads and no run has.
*/
async function valuesGiven(input, { files }) {
	const { env, place, pipeline, selected } = input;
	if (!selected) return ok(void 0);
	const { checkout, pipelinePath } = place;
	const runs = runsDirectory(env, checkout);
	const given = await earlierValues({
		files,
		runs,
		pipeline,
		selected,
		pipelinePath
	});
	const missing = missingValues(pipeline, selected, given);
	return missing === void 0 ? ok(given) : err(missing);
}

// src/host/machine.ts
/** `folder`: where steps work. */
function thisMachine(folder) {
	const [uid, gid] = [process.getuid?.(), process.getgid?.()];
	const [disk, shm] = [fileSystem(folder), fileSystem("/dev/shm")];
	return {
		cpus: availableParallelism(),
		memoryGb: totalmem() / 1e9,
		accelerators: nvidiaDevices(),
		...disk && { diskGb: disk.freeGb },
		...shm && { shmGb: shm.sizeGb },
		...uid !== void 0 && gid !== void 0 && { user: {
			uid,
			gid
		} }
	};
}
/** Device files of NVIDIA's driver; none on systems without /dev. */
function nvidiaDevices() {
	try {
		return fs.readdirSync("/dev").filter((name) => /^nvidia\d+$/.test(name)).length;
	} catch {
		return 0;
	}
}
function fileSystem(path) {
	try {
		const { bsize, bavail, blocks } = fs.statfsSync(path);
		return {
			freeGb: bavail * bsize / 1e9,
			sizeGb: blocks * bsize / 1e9
		};
	} catch {
		return;
	}
}

// src/run/selection.ts
/**
* The legs that `--only` and `--from` leave; undefined when neither is given. `--only` is just the named steps or legs;
* `--from` adds all that stands on them, and `finally`. The error is about a name that is none.
*/
function select(pipeline, selection) {
	const { only, from } = selection;
	if (only.length + from.length === 0) return ok(void 0);
	const unknown = [...only, ...from].find((name) => legsNamed(pipeline, name).length === 0);
	if (unknown !== void 0) return err(unknownStep(pipeline, unknown));
	const selected = new Set(only.flatMap((name) => legsNamed(pipeline, name)));
	const started = new Set(from.flatMap((name) => legsNamed(pipeline, name)));
	for (const step of from.length > 0 ? pipeline.steps : []) if (step.isFinally || step.needs.some(({ leg }) => started.has(leg))) started.add(step.id);
	return ok(/* @__PURE__ */ new Set([...selected, ...started]));
}
/** Only the selected legs: what the others lack is no obstacle, and what they would write is not there. */
function selectedPart(pipeline, selected) {
	return selected ? {
		...pipeline,
		steps: pipeline.steps.filter(({ id }) => selected.has(id))
	} : pipeline;
}
function legsNamed({ steps }, name) {
	return steps.filter(({ id, step }) => step === name || id === name).map(({ id }) => id);
}
function unknownStep({ groups }, name) {
	return {
		message: `no step is called ${JSON.stringify(name)}`,
		hint: suggestionHint(name, groups.keys(), "steps")
	};
}

export { earlierValues as a, valuesGiven as i, selectedPart as n, thisMachine as r, select as t };