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
/** With what an operator said of the legs that may run on it. */
const withJobs = (legs, jobs) => legs.map((leg) => {
	const job = leg.action === "run" || leg.action === "depends" ? jobs?.get(leg.leg) : void 0;
	return job ? {
		...leg,
		job
	} : leg;
});
/** A condition is known only when its needs have ended, so a plan says what it depends on. */
function reason({ condition, isFinally, needs }) {
	if (condition) return `if ${condition.expression.source}`;
	if (isFinally) return "after all other steps, whatever became of them";
	return needs.length === 0 ? "needs nothing" : "when its needs succeed";
}

export { withJobs as n, planLegs as t };