import { t as listenForSignals } from "./signals.js";
import { Dt as keepYoungGenerationSmall } from "./check.js";

// src/action/start.ts
/** Runs one part of the action in this process. */
async function start(process, load) {
	keepYoungGenerationSmall();
	const { signal, kill } = listenForSignals(() => void 0, process);
	const [toolkit, { nodeHost: host }, part] = await Promise.all([
		import("./actions-core.js"),
		import("./node-host.js"),
		load()
	]);
	process.exitCode = await part({
		env: Object.fromEntries(Object.entries(process.env).filter((pair) => pair[1] !== void 0)),
		cwd: process.cwd(),
		platform: process.platform,
		host,
		toolkit,
		write: (text) => void process.stdout.write(text),
		signal,
		kill
	}) ?? 0;
}

export { start as t };