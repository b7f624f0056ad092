// src/report/concurrency.ts
/**
* True when two steps may run at the same time, so that a line needs its step's name in front. Steps come in topological
* order, hence they form a chain exactly when each needs the one before it; `finally` begins when all else has ended.
*/
function runsSideBySide(record) {
	const steps = [...record.steps.values()].map(({ planned }) => planned);
	return steps.some((step, index) => {
		const before = steps[index - 1];
		return before !== void 0 && before.isFinally === step.isFinally && !needs(step, before);
	});
}
const needs = (step, before) => step.needs.includes(before.id);

export { runsSideBySide as t };