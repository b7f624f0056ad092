import { c as writeJson, o as usageError, u as exitCodes } from "./program.js";

// src/cli/schema.ts
/** Each schema is a part of the bundle that loads on its own. */
const schemas = /* @__PURE__ */ new Map([["pipeline", () => import("./pipeline.schema.js")], ["stacks", () => import("./stacks.schema.js")]]);
async function execute(args, io) {
	const name = args.positionals[0] ?? "pipeline";
	const load = schemas.get(name);
	if (!load) return usageError(`there is no schema ${name}`, io, `write stepops schema ${[...schemas.keys()].join(" or stepops schema ")}`);
	writeJson((await load()).default, io);
	return exitCodes.done;
}

export { execute };