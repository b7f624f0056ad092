import { d as open, q as hasErrors } from "./check.js";
import { i as valuesGiven, n as selectedPart, r as thisMachine, t as select } from "./selection.js";
import { t as findObstacles } from "./obstacles.js";
import { n as whereOf } from "./planned.js";

// src/run/plan.ts
/** The plan of a run over `selected` legs (undefined: all), in topological order. */
function planLegs(pipeline, selected) {
	return pipeline.steps.map((step) => {
		const needs = step.needs.map(({ leg }) => leg);
		const rest = {
			leg: step.id,
			where: whereOf(step),
			needs
		};
		if (selected?.has(step.id) === false) return {
			...rest,
			action: "skip",
			why: "not selected"
		};
		return {
			...rest,
			action: "run",
			why: reason(step)
		};
	});
}
/** A condition is known only when its needs have ended, so a plan says what it depends on. */
function reason({ condition, isFinally, needs }) {
	if (condition) return `if ${condition.expression.source}`;
	if (isFinally) return "after all other steps, whatever became of them";
	return needs.length === 0 ? "needs nothing" : "when its needs succeed";
}

// src/stepops.ts
/**
* The line that all of stepops is: text → parse → check → resolve → Pipeline → plan → schedule → events → record.
* These functions are the package's API; the command line and the action are thin callers of them.
*/
/** `check`, what only disk and git know unless `offline`, and what a run would do with each leg. */
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
	return {
		file,
		diagnostics,
		pipeline,
		plan: planLegs(pipeline, selected.value)
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
		purpose: "run"
	}, host), import("./engine.js")]);
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
	const { runAgain } = await import("./engine.js");
	return runAgain(request, host, reporters);
}

export { resume as n, run as r, plan as t };