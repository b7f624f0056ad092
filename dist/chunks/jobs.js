import { x as duration } from "./program.js";

// src/report/jobs.ts
/** Nobody knows of it that it is over. */
const isLive = ({ ended, isRemoved }) => ended === void 0 && !isRemoved;
/** The newest of a step, and whatever of the others may still run. */
function jobsOf(step) {
	const { jobs = [] } = step;
	const last = jobs.findLast(({ handle }) => handle !== void 0);
	return jobs.filter((job) => job === last || isLive(job)).map((job) => ({
		step,
		job
	}));
}
/** Of all steps. */
const shownJobs = ({ steps }) => [...steps.values()].flatMap(jobsOf);
/** What people call it; where the operator never said, its key is all there is. */
const jobWord = ({ handle, key }) => handle === void 0 ? `the job with the key ${key}` : `job ${handle.id}`;
/** `job j1 on lab, https://lab.example/j1` */
function jobPlace({ step, job }, withConsole = true) {
	const console = withConsole ? job.handle?.console : void 0;
	return `${jobWord(job)} on ${step.planned.where}${console === void 0 ? "" : `, ${console}`}`;
}
/** `queued 12 s, running 3 min 05 s`; how long the last one takes is not known before it is over. */
function jobPhases({ step, job }) {
	const { phases } = job;
	const over = job === step.jobs?.at(-1) && step.state === "ended" ? step.endedAt : void 0;
	return phases.filter(({ status }) => !isOver(status)).map(({ status, at }, index) => {
		const until = phases[index + 1]?.at ?? over;
		return until === void 0 ? status : `${status} ${duration(until - at)}`;
	}).join(", ");
}
const isOver = (status) => status === "succeeded" || status === "failed" || status === "cancelled" || status === "lost";
/** How it stands: what came of it, or what was last seen. */
const jobState = ({ ended, stopping, phases, handle }) => ended ?? (stopping === void 0 ? phases.at(-1)?.status ?? (handle ? "submitted" : "asked for") : "stopping");

export { jobsOf as a, jobState as i, jobPhases as n, shownJobs as o, jobPlace as r, isLive as t };