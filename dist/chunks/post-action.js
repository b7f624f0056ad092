import { a as states, c as writeSummary, i as tailsOf, l as githubReporter, n as messageOf, o as pipelineInput, s as repositoryPath, t as annotate, u as Annotations } from "./run-action.js";
import { K as findCheckout } from "./check.js";
import { a as runsDirectory, n as listRuns, r as readRun } from "./run-folder.js";
import { n as resume } from "./stepops.js";
import { dirname, resolve, sep } from "node:path";

// src/action/post-action.ts
/** What GitHub leaves for a cancelled job is five minutes in all. */
const finallyMs = 12e4;
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
	const last = record.result === void 0 ? await finishRun(directory, io, annotations) ?? record : record;
	if (io.toolkit.getState(states.summary) !== "") return;
	const tails = await tailsOf(io, last, directory);
	writeSummary(io, last, (leg) => tails.get(leg) ?? []);
}
async function finishRun(directory, io, annotations) {
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
		const { record, refused, diagnostics } = await resume(request, host, [reporter]);
		if (refused) annotate(io, annotations, "warning", refused.message);
		for (const { message } of record ? [] : diagnostics) annotate(io, annotations, "warning", message);
		return record;
	} finally {
		done.abort();
		await deadline;
	}
}

export { postAction };