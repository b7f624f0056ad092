import { ft as hasErrors } from "./check.js";
import { C as plural, _ as paintFor, a as refused, b as cut, c as writeJson, d as defaultFile, m as selectionOf, o as usageError, p as requestOf, s as writeDiagnostics, u as exitCodes } from "./program.js";
import { t as inertLines } from "./inert.js";
import { t as renderTable } from "./table.js";
import { t as plan } from "./stepops.js";

// src/cli/plan.ts
/** What a program writes on a runner's log must not read like an order to the runner. */
const noticeLines = (notices, paint) => notices.flatMap((notice) => inertLines(notice).map((line) => `${paint("dim", "notice:")} ${line}`));
async function execute(args, io) {
	const request = requestOf(args, args.positionals[0] ?? "pipeline.yaml", io);
	if (!request.ok) return usageError(request.error, io, "write --param NAME=VALUE");
	const asked = {
		...request.value,
		selection: selectionOf(args),
		offline: args.flag("offline")
	};
	const planned = await plan(asked, await io.host());
	if (args.flag("json")) await writePlanJson(planned, io);
	else await writePlan(planned, io);
	if (planned.refused) return refused(planned.refused, io);
	return hasErrors(planned.diagnostics) || !planned.plan ? exitCodes.badInput : exitCodes.done;
}
async function writePlanJson({ diagnostics, plan: legs = [], notices = [] }, io) {
	const { toJson } = await import("./diagnostics.js");
	const steps = legs.map(({ leg, ...rest }) => ({
		id: leg,
		...rest
	}));
	writeJson({
		diagnostics: toJson(diagnostics),
		steps,
		notices
	}, io);
}
async function writePlan(planned, { stdout, stderr }) {
	await writeDiagnostics(planned.diagnostics, stderr);
	for (const line of noticeLines(planned.notices ?? [], paintFor(stderr))) stderr.write(`${line}\n`);
	if (!planned.plan || !planned.pipeline) return;
	for (const line of planLines({
		...planned,
		plan: planned.plan,
		pipeline: planned.pipeline
	}, paintFor(stdout))) stdout.write(`${line}\n`);
}
const styles = {
	run: "green",
	depends: "yellow",
	cached: "dim",
	skip: "dim"
};
/** Pure: a heading and a table, a row a leg. */
function planLines({ pipeline, plan: legs }, paint) {
	const count = (wanted) => legs.filter(({ action }) => action === wanted).length;
	const running = count("run");
	const rows = legs.map(({ leg, where, action, why, needs, job }) => {
		const style = styles[action];
		const after = needs.length === 0 ? "" : cut(needs.join(", "), 48);
		return [
			cut(leg, 48),
			{
				text: action,
				style
			},
			job ? placeText(where, job) : where,
			{
				text: cut(why, 60),
				style: "dim"
			},
			{
				text: after,
				style: "dim"
			}
		];
	});
	const others = [
		...count("depends") > 0 ? [`, ${count("depends")} if its inputs change`] : [],
		...count("cached") > 0 ? [`, ${count("cached")} cached`] : [],
		...count("skip") > 0 ? [`, ${count("skip")} left out`] : []
	].join("");
	return [`${paint("bold", pipeline.name)}: ${plural(running, "step")} would run on stack ${pipeline.stack.name}${others}`, ...renderTable([
		"Step",
		"Action",
		"Where",
		"Why",
		"Needs"
	], rows, paint)];
}
/** Where it runs, what it would get and what that costs, as far as its operator says so. */
function placeText(where, { resources, instanceType, hourlyCost }) {
	const paid = resources?.endsWith(" on spot") ? " on spot" : "";
	const told = [instanceType === void 0 ? resources : `${instanceType}${paid}`, hourlyCost === void 0 ? void 0 : `$${hourlyCost.toFixed(2)}/h`].filter((each) => each !== void 0).join(", ");
	return told === "" ? where : cut(`${where}: ${told}`, 60);
}

export { execute };