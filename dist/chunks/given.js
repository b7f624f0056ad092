import { ht as ok, mt as err, tt as neededSteps } from "./check.js";
import { a as runsDirectory, n as listRuns, r as readRun } from "./run-folder.js";

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

export { earlierValues as n, valuesGiven as t };