import { ht as ok, it as truthy, nt as evaluate, rt as render } from "./check.js";

// src/run/evaluation.ts
/** Whether the leg's `if` holds; an error is a fault of the expression, such as fromJSON of a text that is none. */
function conditionHolds(leg, around, status) {
	const { condition } = leg.step;
	if (!condition) return ok(true);
	const value = evaluate(condition.expression, {
		...contextOf(leg, around),
		status
	});
	return value.ok ? ok(truthy(value.value)) : value;
}
/** Settles the last open names of a leg. `env` sees the file's own env; the commands see the step's whole env. */
function resolveAttempt(leg, around) {
	const { step } = leg;
	const context = contextOf(leg, around);
	const env = renderAll(step.env, context);
	if (!env.ok) return env;
	const inner = {
		...context,
		env: env.value
	};
	const command = resolveCommand(step.command, inner);
	if (!command.ok) return command;
	const setup = step.setup && resolveCommand(step.setup, inner);
	if (setup && !setup.ok) return setup;
	return ok({
		step,
		attempt: leg.attempt,
		env: env.value,
		command: command.value,
		...setup && { setup: setup.value }
	});
}
function contextOf({ step, needs }, { pipeline, github, hashFiles }) {
	const { params, env } = pipeline;
	return {
		params,
		env,
		github,
		hashFiles,
		matrix: step.matrix ?? {},
		needs: needsOf(step, needs)
	};
}
/** Only needs that a name can reach: a path edge may wait for some legs of a matrix, whose siblings still run. */
function needsOf(step, needs) {
	const named = new Set(step.needs.filter(({ via }) => via !== "path").map((need) => need.step));
	const groups = new Set(needs.filter((need) => named.has(need.step.step)).map(({ group }) => group));
	return Object.fromEntries([...groups].map((group) => [group.group.id, needOf(group)]));
}
function needOf({ group, legs }) {
	const result = groupResult(legs.map((leg) => leg.result ?? "skipped"));
	if (!group.isMatrix) return {
		result,
		values: legs[0]?.values ?? {}
	};
	const outcome = (leg) => ({
		matrix: leg.step.matrix ?? {},
		result: leg.result ?? "skipped",
		values: leg.values
	});
	return {
		result,
		values: {},
		legs: legs.map(outcome)
	};
}
/** As GitHub joins the legs of a matrix. */
function groupResult(results) {
	if (results.includes("failure")) return "failure";
	if (results.includes("cancelled")) return "cancelled";
	return results.includes("success") ? "success" : "skipped";
}
function resolveCommand(command, context) {
	if (command.kind === "argv") {
		const args = renderList(command.args, context);
		return args.ok ? ok({
			kind: "argv",
			args: args.value
		}) : args;
	}
	const { kind, shell, text } = command;
	const templates = Object.entries(command.bindings).map(([name, expression]) => [name, [expression]]);
	const bindings = renderAll(Object.fromEntries(templates), context);
	return bindings.ok ? ok({
		kind,
		shell,
		text,
		bindings: bindings.value
	}) : bindings;
}
function renderAll(templates, context) {
	const names = Object.keys(templates);
	const values = renderList(Object.values(templates), context);
	return values.ok ? ok(Object.fromEntries(names.map((name, i) => [name, values.value[i]]))) : values;
}
function renderList(templates, context) {
	const texts = [];
	for (const template of templates) {
		const text = render(template, context);
		if (!text.ok) return text;
		texts.push(text.value);
	}
	return ok(texts);
}

// src/run/leg.ts
/** The graph of a pipeline in the state that `earlier` left it in. */
function legsOf(pipeline, earlier) {
	const groups = new Map([...pipeline.groups].map(([id, group]) => [id, newGroup(group)]));
	const ranks = longestPaths(pipeline.steps);
	const legs = /* @__PURE__ */ new Map();
	pipeline.steps.forEach((step, index) => {
		const group = groups.get(step.step);
		const needs = step.needs.map(({ leg }) => legs.get(leg));
		const leg = newLeg({
			step,
			group,
			needs,
			index,
			rank: ranks.get(step.id) ?? 1,
			earlier
		});
		legs.set(step.id, leg);
		group.legs.push(leg);
		if (leg.result === "failure" && stopsSiblings(group)) group.failed ??= step.id;
		for (const need of needs) need.dependants.push(leg);
	});
	return [...legs.values()];
}
const stopsSiblings = ({ group }) => group.isMatrix && group.failFast;
function newGroup(group) {
	return {
		group,
		legs: [],
		running: 0
	};
}
function newLeg(input) {
	const { earlier, ...fixed } = input;
	const before = earlier?.steps.get(input.step.id);
	const leg = {
		...fixed,
		dependants: [],
		pending: input.needs.filter(({ state }) => state !== "ended").length,
		state: before?.state === "ended" ? "ended" : "waiting",
		values: before?.values ?? {},
		attempt: before?.attempt ?? 0,
		failures: before?.failures ?? 0,
		afterFailure: input.needs.some(failedBefore),
		interrupted: before?.state === "waiting" && before.startedAt !== void 0
	};
	if (before?.result !== void 0) leg.result = before.result;
	return leg;
}
/** For `failure()`: a need failed, or stands on one that did. */
const failedBefore = (need) => need.result === "failure" || need.afterFailure;
/** Counted in steps: how long a step takes is not known before it ran. */
function longestPaths(steps) {
	const ranks = /* @__PURE__ */ new Map();
	for (const step of steps.toReversed()) {
		const rank = ranks.get(step.id) ?? 1;
		ranks.set(step.id, rank);
		for (const { leg } of step.needs) ranks.set(leg, Math.max(ranks.get(leg) ?? 1, rank + 1));
	}
	return ranks;
}

export { resolveAttempt as a, conditionHolds as i, legsOf as n, stopsSiblings as r, failedBefore as t };