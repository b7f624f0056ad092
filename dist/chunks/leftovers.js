import { t as sha256Of } from "./sha256.js";

// src/run/leftovers.ts
/** Of every mark; a run that a step of another run starts passes the other's on. */
const markPrefix = "STEPOPS_RUN_MARK_";
/**
* The name of a variable in the environment of everything that a run starts; its value is the run's folder. Each run has
* a name of its own, so that what a step starts through stepops bears the marks of both runs, and goes with either.
*/
function runMark(runDirectory) {
	return markPrefix + sha256Of(runDirectory).slice(0, 16);
}
/** Ends whatever a run started and that still runs, in whatever process group; resolves with their number. */
function endLeftovers({ processes }, runDirectory) {
	return processes.endMarked(runMark(runDirectory), runDirectory);
}

export { markPrefix as n, runMark as r, endLeftovers as t };