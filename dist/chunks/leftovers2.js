import { t as endLeftovers } from "./leftovers.js";
import { r as readRun } from "./run-folder.js";
import { join } from "node:path";

// src/leftovers.ts
/**
* Ends whatever a run started on this machine and that still runs: processes, then containers. Jobs on operators go on, since a
* resume takes them up. Resolves with sentences about what might be left all the same.
*/
async function endAll(host, run) {
	await endLeftovers(host, run.directory);
	await host.files.remove(join(run.directory, "jobs")).catch(() => {});
	const containers = join(run.directory, "containers");
	if (await host.files.stat(containers) === void 0) return [];
	const { sweepRun } = await import("./sweep.js");
	const { warnings } = await sweepRun(host, run);
	return warnings;
}
/** Jobs on operators that a run left whose process died, as a sentence; undefined where there are none. */
async function leftJobs(host, directory) {
	if (await host.files.stat(join(directory, "operators")) === void 0) return void 0;
	const stored = await readRun(host.files, directory);
	if (!stored.ok || stored.value.record.result !== void 0) return void 0;
	const { liveJobs } = await import("./leftovers3.js");
	const { length } = liveJobs(stored.value.record);
	const { id } = stored.value.record.run;
	return length === 0 ? void 0 : `run ${id} left ${length === 1 ? "a job" : `${length} jobs`} on operators, which may still run, and cost: stepops run --resume ${id} goes on with them`;
}

export { leftJobs as n, endAll as t };