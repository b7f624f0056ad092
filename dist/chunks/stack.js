import { O as readSources, at as parse, ft as hasErrors, ot as checkPipeline, st as checkStacks } from "./check.js";
import { _ as paintFor, c as writeJson, d as defaultFile, s as writeDiagnostics, u as exitCodes } from "./program.js";
import { t as renderTable } from "./table.js";

// src/cli/stack.ts
/** The drafts are enough: a step that is wrong must not hide which stacks there are. */
async function execute(args, io) {
	const files = await io.files();
	const sources = await readSources(files, args.positionals[0] ?? "pipeline.yaml", io.cwd);
	const { stacks, diagnostics } = sources.ok ? stacksOf(sources.value) : {
		stacks: [],
		diagnostics: [sources.error]
	};
	await writeDiagnostics(diagnostics, io.stderr);
	if (!stacks) return exitCodes.badInput;
	if (args.flag("json")) writeJson(stacks, io);
	else writeTable(stacks, io);
	return hasErrors(diagnostics) ? exitCodes.badInput : exitCodes.done;
}
function stacksOf({ pipeline, stacks }) {
	const parsed = parse(pipeline);
	const main = parsed.document && checkPipeline(parsed.document, pipeline);
	const besideText = stacks && parse(stacks);
	const beside = stacks && besideText?.document && checkStacks(besideText.document, stacks);
	const diagnostics = [
		parsed,
		main,
		besideText,
		beside
	].flatMap((part) => part?.diagnostics ?? []);
	if (!main?.draft) return { diagnostics };
	const { stack, stacks: own = {} } = main.draft.value;
	return {
		stacks: listStacks({
			...beside?.draft?.value.stacks,
			...own
		}, stack),
		diagnostics
	};
}
function listStacks(stacks, chosen) {
	const names = Object.keys(stacks);
	const listed = Object.entries(stacks).map(([name, { description, step_operators = {} }]) => ({
		name,
		chosen: name === chosen,
		builtin: false,
		...description === void 0 ? {} : { description },
		operators: Object.entries(step_operators).map(([operator, { type }]) => ({
			name: operator,
			flavor: type
		}))
	}));
	if (names.includes("local")) return listed;
	const isChosen = chosen === "local" || chosen === void 0 && names.length === 0;
	return [...listed, {
		name: "local",
		chosen: isChosen,
		builtin: true,
		description: "every step on this machine",
		operators: []
	}];
}
function writeTable(stacks, { stdout }) {
	const paint = paintFor(stdout);
	const rows = stacks.map(({ name, chosen, builtin, description = "", operators }) => [
		name,
		{
			text: [chosen ? "chosen" : "", builtin ? "built in" : ""].filter((word) => word !== "").join(", "),
			style: "green"
		},
		operators.map((operator) => `${operator.name} (${operator.flavor})`).join(", "),
		{
			text: description,
			style: "dim"
		}
	]);
	stdout.write(`${renderTable([
		"Stack",
		"",
		"Step operators",
		"Description"
	], rows, paint).join("\n")}\n`);
}

export { execute };