import { t as endLeftovers } from "./leftovers.js";
import { join } from "node:path";

// src/leftovers.ts
/**
* Ends whatever a run started and that still runs: processes of this machine, then containers. Resolves with sentences about what
* might be left all the same.
*/
async function endAll(host, run) {
	await endLeftovers(host, run.directory);
	const containers = join(run.directory, "containers");
	if (await host.files.stat(containers) === void 0) return [];
	const { sweepRun } = await import("./sweep.js");
	const { warnings } = await sweepRun(host, run);
	return warnings;
}

export { endAll as t };