import { Tt as positionAt, et as logNames, i as isCacheable } from "./check.js";

// src/run/planned.ts
/** What of a pipeline a run's journal keeps, so that a reader needs nothing else. */
function plannedSteps({ steps }) {
	const names = logNames(steps);
	return steps.map((step) => planned(step, `${names.get(step.id) ?? step.id}.log`));
}
function planned(step, log) {
	const { id, isFinally, continueOnError, matrix, location } = step;
	const { line, column } = positionAt(location.file, location.range.start);
	return {
		id,
		step: step.step,
		needs: step.needs.map(({ leg }) => leg),
		isFinally,
		where: whereOf(step),
		continueOnError,
		outputs: step.outputs.map(({ path, isDirectory, role }) => ({
			path,
			isDirectory,
			role
		})),
		at: {
			file: location.file.path,
			line,
			column
		},
		log,
		...isCacheable(step) && { isCacheable: true },
		...matrix && { matrix }
	};
}
/** `host`, `docker` or the name of a step operator. */
function whereOf({ operator, image }) {
	return operator?.name ?? (image ? "docker" : "host");
}

export { whereOf as n, plannedSteps as t };