import { _ as paintFor, b as cut, c as writeJson, o as usageError, u as exitCodes, y as bytes } from "./program.js";
import { t as renderTable } from "./table.js";
import { n as showOutput, r as findStoredRun, t as readLegs } from "./artifacts-read.js";
import { i as runsHere } from "./stored-runs.js";

// src/cli/artifacts-list.ts
async function execute(args, io) {
	const host = await io.host();
	const { signal } = new AbortController();
	const runs = await runsHere(io, host);
	const run = await findStoredRun({
		args,
		io,
		host,
		signal,
		runs,
		id: args.positionals[0]
	});
	if (typeof run === "number") return run;
	try {
		const legs = await readLegs(run, {
			...host,
			signal
		});
		if (!legs.ok) {
			usageError(legs.error.message, io);
			return exitCodes.ourFault;
		}
		if (args.flag("json")) writeJson(toJson(run, legs.value), io);
		else write(run, legs.value, io);
		return exitCodes.done;
	} finally {
		run.store.close();
	}
}
function toJson({ id, store }, legs) {
	return {
		run: id,
		store: store.uriOf(store.prefix),
		outputs: outputsOf(legs).map(({ leg, cached, output: { keys, ...output } }) => {
			return {
				step: leg,
				...output,
				uris: keys.map((key) => store.uriOf(key)),
				cached
			};
		}),
		missing: legs.flatMap(({ leg, content }) => content.ok ? [] : [{
			step: leg,
			why: content.why
		}])
	};
}
const outputsOf = (legs) => legs.flatMap(({ leg, cached, content }) => content.ok ? content.manifest.outputs.map((each) => ({
	leg,
	cached,
	output: showOutput(each)
})) : []);
function write(run, legs, { stdout, stderr }) {
	stdout.write(`${lines(run, legs, paintFor(stdout)).join("\n")}\n`);
	for (const { leg, content } of legs) if (!content.ok) stderr.write(`${paintFor(stderr)("yellow", "warning:")} what ${bare(leg)} left: ${bare(content.why)}\n`);
}
/** Names come from a file that somebody else may have written; a terminal would obey what stands in them. */
const bare = (text) => cut(text, Number.POSITIVE_INFINITY);
function lines({ id, store }, legs, paint) {
	const where = store.uriOf(store.prefix);
	const rows = outputsOf(legs).map(({ leg, cached, output }) => {
		const { path, isDirectory, size, files, keys } = output;
		const [uri = "", ...others] = keys.map((key) => bare(store.uriOf(key)));
		return [
			bare(leg),
			bare(isDirectory ? `${path}/` : path),
			{
				text: bytes(size),
				align: "right"
			},
			{
				text: String(files),
				align: "right"
			},
			{
				text: cached ? "cached" : "",
				style: "dim"
			},
			others.length === 0 ? uri : `${uri} and ${others.length} more`
		];
	});
	if (rows.length === 0) return [`run ${id} has nothing in the artifact store ${where}`];
	return [`run ${id} in ${where}`, ...renderTable([
		"Step",
		"Path",
		"Size",
		"Files",
		"",
		"Where"
	], rows, paint)];
}

export { execute };