import { gt as findCheckout, ht as ok, mt as err } from "./check.js";
import { a as runsDirectory, n as listRuns, r as readRun } from "./run-folder.js";
import { join } from "node:path";

// src/cli/stored-runs.ts
/** Runs of the checkout that a command was started in, newest first. */
async function runsHere({ cwd, env }, { files }) {
	const real = await files.realpath(cwd) ?? cwd;
	const { root } = await findCheckout(files, real);
	const runs = await listRuns(files, runsDirectory(env, root));
	return runs.length > 0 || root === real ? runs : listRuns(files, runsDirectory(env, real));
}
/** A run by its id, by the beginning of one that fits a single run, or the newest. Error: a message. */
function pickRun(runs, id) {
	const [newest] = runs;
	if (!newest) return err("there is no run here yet");
	if (id === void 0) return ok(newest);
	const exact = runs.find((run) => run.id === id);
	if (exact) return ok(exact);
	const fitting = runs.filter((run) => run.id.startsWith(id));
	if (fitting.length === 1 && fitting[0]) return ok(fitting[0]);
	if (fitting.length > 1) return err(`${id} fits ${fitting.length} runs: ${fitting.slice(0, 5).map((run) => run.id).join(", ")}`);
	return err(`there is no run ${id}; the newest is ${newest.id}`);
}
async function loadRecord({ files }, run) {
	const stored = await readRun(files, run.directory);
	return stored.ok ? ok(stored.value.record) : err(stored.error.message);
}
const logPath = (run, log) => join(run.directory, "logs", log);

export { runsHere as i, logPath as n, pickRun as r, loadRecord as t };