import { B as optional, ft as hasErrors, i as isCacheable, p as open } from "./check.js";
import { t as valuesGiven } from "./given.js";
import { a as thisMachine, n as select, r as selectedPart } from "./selection.js";
import { t as findObstacles } from "./obstacles.js";
import { n as withJobs, t as planLegs } from "./plan.js";

// src/stepops.ts
/**
* The line that all of stepops is: text → parse → check → resolve → Pipeline → plan → schedule → events → record.
* These functions are the package's API; the command line and the action are thin callers of them.
*/
/** `check`, what only disk, git and operators know unless `offline`, and what a run would do with each leg. */
async function plan(request, host) {
	const opened = await open(request, host);
	const { file, pipeline } = opened;
	if (!pipeline) return {
		file,
		diagnostics: opened.diagnostics
	};
	const selected = select(pipeline, request.selection);
	if (!selected.ok) return {
		file,
		diagnostics: opened.diagnostics,
		pipeline,
		refused: {
			reason: "usage",
			...selected.error
		}
	};
	const purpose = request.offline ? "offline-plan" : "plan";
	const part = selectedPart(pipeline, selected.value);
	const { place } = opened;
	const found = await findObstacles({
		pipeline: part,
		whole: pipeline,
		place,
		env: request.env,
		machine: thisMachine(place.root),
		purpose
	}, host);
	const diagnostics = [...opened.diagnostics, ...found.diagnostics];
	if (hasErrors(diagnostics)) return {
		file,
		diagnostics
	};
	const given = await valuesGiven({
		env: request.env,
		place,
		pipeline,
		selected: selected.value
	}, host);
	if (!given.ok) return {
		file,
		diagnostics,
		pipeline,
		refused: {
			reason: "usage",
			message: given.error
		}
	};
	const legs = request.offline || !pipeline.steps.some(isCacheable) ? planLegs(pipeline, selected.value) : await (await import("./cache-plan.js")).planByCache({
		request,
		place,
		pipeline,
		selected: selected.value,
		given: given.value,
		...found
	}, host);
	const { jobs, notices } = found.operators ?? {};
	return {
		file,
		diagnostics,
		pipeline,
		plan: withJobs(legs, jobs),
		...optional("notices", notices)
	};
}
/** Checks and runs a pipeline; resolves when all that it started has ended. */
async function run(request, host, reporters) {
	const opened = await open(request, host);
	const { pipeline, sources } = opened;
	if (!pipeline || !sources) return { diagnostics: opened.diagnostics };
	const selected = select(pipeline, request.selection);
	if (!selected.ok) return {
		diagnostics: opened.diagnostics,
		refused: {
			reason: "usage",
			...selected.error
		}
	};
	const { place } = opened;
	const machine = thisMachine(place.root);
	const part = selectedPart(pipeline, selected.value);
	const [found, { runNew }] = await Promise.all([findObstacles({
		pipeline: part,
		whole: pipeline,
		place,
		env: request.env,
		machine,
		purpose: "run",
		signal: request.signal
	}, host), import("./engine3.js")]);
	const diagnostics = [...opened.diagnostics, ...found.diagnostics];
	if (hasErrors(diagnostics)) return { diagnostics };
	return {
		diagnostics,
		...await runNew({
			request,
			place,
			sources,
			pipeline,
			selected: selected.value,
			machine,
			...found
		}, host, reporters)
	};
}
/** Goes on with a run whose process died, or attempts anew what did not succeed in one that ended. */
async function resume(request, host, reporters) {
	const { runAgain } = await import("./engine3.js");
	return runAgain(request, host, reporters);
}

export { resume as n, run as r, plan as t };