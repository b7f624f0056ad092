import { n as flavors } from "./registry.js";
import { _ as paintFor, c as writeJson, u as exitCodes } from "./program.js";
import { t as renderTable } from "./table.js";

// src/cli/step-operator.ts
async function execute(args, io) {
	if (args.flag("json")) {
		writeJson(flavors, io);
		return exitCodes.done;
	}
	const rows = flavors.map(({ name, description, available }) => [
		name,
		available ? {
			text: "available",
			style: "green"
		} : {
			text: "checked, cannot run yet",
			style: "dim"
		},
		description
	]);
	io.stdout.write(`${renderTable([
		"Flavor",
		"",
		"Runs a step as"
	], rows, paintFor(io.stdout)).join("\n")}\n`);
	return exitCodes.done;
}

export { execute };