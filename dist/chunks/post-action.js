import { a as tailsOf, c as pipelineInput, d as repositoryPath, f as writeSummary, l as readArtifactInputs, m as Annotations, n as finishArtifacts, o as states, p as githubReporter, r as messageOf, s as reopenArtifacts, t as annotate, u as appendSummary } from "./run-action.js";
import { gt as findCheckout } from "./check.js";
import { a as runsDirectory, n as listRuns, r as readRun } from "./run-folder.js";
import { n as resume } from "./stepops.js";
import { dirname, resolve, sep } from "node:path";

// src/action/post-action.ts
/** What GitHub leaves for a cancelled job is five minutes in all. */
const finallyMs = 12e4;
/** For artifacts, and then some are left for the runner itself. */
const uploadMs = 12e4;
/** The post part: ends what main left, runs `finally`, writes the summary. Its own trouble is a warning, never a failed job. */
async function postAction(io) {
	const annotations = new Annotations();
	try {
		const found = await findRun(io);
		if (found) await wrapUp(found, io, annotations);
	} catch (error) {
		annotate(io, annotations, "warning", `cleaning up was not complete: ${messageOf(error)}`);
	}
	for (const command of annotations.rest()) io.write(`${command}\n`);
}
/**
* The run of this action step. The saved state is a hint only, because a step's output might have forged it: what
* counts is that the folder lies where runs lie and that its journal names this workflow run and this run key.
*/
async function findRun(io) {
	const { host, toolkit } = io;
	const parent = await runsOf(io);
	const listed = await listRuns(host.files, parent);
	const saved = await host.files.realpath(toolkit.getState(states.run) || parent);
	const candidates = listed.map(({ directory }) => directory).sort((a, b) => Number(b === saved) - Number(a === saved));
	for (const directory of candidates) {
		const record = await ownRecord(directory, parent, io);
		if (record) return {
			directory,
			record
		};
	}
}
/** Where main put its run, links followed. */
async function runsOf({ env, cwd, host: { files }, toolkit }) {
	const folder = dirname(resolve(cwd, pipelineInput(toolkit.getInput)));
	const { root } = await findCheckout(files, await files.realpath(folder) ?? folder);
	const runs = runsDirectory(env, root);
	return await files.realpath(runs) ?? runs;
}
async function ownRecord(directory, parent, { env, host, toolkit }) {
	if (!(await host.files.realpath(directory) ?? "").startsWith(parent + sep)) return void 0;
	const stored = await readRun(host.files, directory);
	if (!stored.ok) return void 0;
	const { run } = stored.value.record;
	return run.runId === env.GITHUB_RUN_ID && run.runKey === toolkit.getInput("run-key") ? stored.value.record : void 0;
}
async function wrapUp({ directory, record }, io, annotations) {
	const artifacts = await artifactsOf(directory, io, annotations);
	const last = record.result === void 0 ? await finishRun(directory, io, {
		annotations,
		artifacts
	}) ?? record : record;
	const tails = await tailsOf(io, last, directory);
	const tail = (leg) => tails.get(leg) ?? [];
	const deadline = new AbortController();
	const more = await before(io, uploadMs, deadline, () => finishArtifacts(artifacts, last, {
		tail,
		signal: deadline.signal
	}));
	if (artifacts && deadline.signal.aborted) tellLate(artifacts.left(last), io, annotations);
	if (io.toolkit.getState(states.summary) === "") writeSummary(io, last, tail, more);
	else if (more !== "") appendSummary(io, () => more);
}
function tellLate(left, io, annotations) {
	const names = left.slice(0, 5).map(({ leg, path }) => `${path} of ${leg}`);
	const more = left.length > 5 ? ` and ${left.length - 5} more` : "";
	const message = `not all artifacts could be uploaded in the time that the end of a job has${left.length > 0 ? `: ${names.join(", ")}${more}` : ""}`;
	annotate(io, annotations, "warning", message);
}
/** What main left to upload. */
async function artifactsOf(directory, io, annotations) {
	const inputs = readArtifactInputs(io.toolkit.getInput);
	const warn = (message) => annotate(io, annotations, "warning", message);
	return inputs.ok ? await reopenArtifacts(io, {
		inputs: inputs.value,
		warn
	}, directory) : void 0;
}
/** The controller is aborted where the work takes longer. */
async function before({ host }, ms, deadline, work) {
	const done = new AbortController();
	const late = host.clock.sleep(ms, done.signal).then(() => deadline.abort(), () => void 0);
	try {
		return await work();
	} finally {
		done.abort();
		await late;
	}
}
async function finishRun(directory, io, { annotations, artifacts }) {
	const { env, host, write, signal } = io;
	const done = new AbortController();
	const kill = new AbortController();
	const deadline = host.clock.sleep(finallyMs, done.signal).then(() => kill.abort({
		reason: "signal",
		signal: "SIGKILL"
	}), () => void 0);
	const end = () => ({});
	const reporter = githubReporter({
		write,
		annotations,
		repositoryPath: repositoryPath(io),
		end
	});
	try {
		const request = {
			directory,
			env,
			signal,
			kill: kill.signal,
			finallyOnCancel: "now",
			onlyFinally: true
		};
		const { record, refused, diagnostics } = await resume(request, host, [reporter, ...artifacts ? [artifacts] : []]);
		if (refused) annotate(io, annotations, "warning", refused.message);
		for (const { message } of record ? [] : diagnostics) annotate(io, annotations, "warning", message);
		return record;
	} finally {
		done.abort();
		await deadline;
	}
}

export { postAction };