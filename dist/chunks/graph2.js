import { f as check } from "./check.js";
import { n as mermaid, r as withoutShortcuts, t as graphJson } from "./graph.js";
import { d as defaultFile, o as usageError, p as requestOf, s as writeDiagnostics, u as exitCodes } from "./program.js";

// src/cli/graph.ts
async function execute(args, io) {
	const request = requestOf(args, args.positionals[0] ?? "pipeline.yaml", io);
	if (!request.ok) return usageError(request.error, io, "write --param NAME=VALUE");
	const { diagnostics, pipeline } = await check({
		...request.value,
		standIns: true
	}, { files: await io.files() });
	await writeDiagnostics(diagnostics, io.stderr);
	if (!pipeline) return exitCodes.badInput;
	const nodes = pipeline.steps.map(({ id, step, needs, isFinally }) => ({
		id,
		step,
		isFinally,
		needs: needs.map(({ leg }) => leg)
	}));
	const text = args.text("format") === "json" ? graphJson(nodes, ({ step, isFinally }) => ({
		step,
		...isFinally ? { finally: true } : {}
	})) : mermaid(withoutShortcuts(nodes));
	io.stdout.write(text);
	return exitCodes.done;
}

export { execute };