import { t as openJournal } from "./journal.js";
import { t as createRemoteExecutor } from "./executor.js";

// src/remote/leftovers.ts
/** What of a run its operators may still have at work. */
function liveJobs({ steps }) {
	return [...steps.values()].flatMap(({ jobs = [] }) => jobs).filter(({ ended, isRemoved }) => ended === void 0 && !isRemoved);
}
/**
* Stops the jobs that a run left and waits for their ends, at most so long; its journal is told. Resolves with the journal's length,
* and sentences about what may go on all the same.
*/
async function endJobs(run, host, limitMs) {
	const { fold, folder, validBytes } = run;
	if (liveJobs(fold.record).length === 0) return {
		validBytes,
		warnings: []
	};
	const warnings = [];
	const journal = openJournal(host.files, folder.journal, validBytes);
	const emit = (event) => {
		if (event.type === "notice") {
			if (event.level === "warning") warnings.push(event.message);
			return;
		}
		journal.write(event);
		fold.apply(event);
	};
	await createRemoteExecutor({
		...run,
		host,
		emit,
		record: () => fold.record,
		buckets: { fetch: async () => ({
			ok: false,
			error: {
				cause: "config",
				message: "nothing is run"
			}
		}) }
	}).close(limitMs);
	journal.close();
	return {
		validBytes: (await host.files.stat(folder.journal))?.size ?? validBytes,
		warnings
	};
}

export { liveJobs as n, endJobs as t };