import { a as copyIn, c as prepare, d as containerFailure, i as openTrial, l as imageName, n as openShared, o as copyOut, r as discard, s as containerArguments, u as gpusFor } from "./executor3.js";
import { a as attend, i as showEvent, o as exitCodeOf, r as phaseScripts, t as announce } from "./shell-session.js";
import { r as jobPaths } from "./start-script.js";
import { h as readResults, n as jobRoot } from "./stage.js";
import { B as optional, ht as ok, mt as err } from "./check.js";
import { r as AttemptFrame } from "./command-end.js";
import { t as openEngine } from "./engine2.js";
import { t as engineFault } from "./engine-fault.js";
import { n as lazyBuckets } from "./executors.js";
import { n as trustOf } from "./obstacles.js";
import { t as identify } from "./identity.js";
import { join, posix } from "node:path";

// src/container/shell-container.ts
/** A checkpoint would be mounted as it is: here it is one more path that the step writes, and gets a copy. */
function withoutCheckpoint({ checkpoint, ...step }) {
	if (checkpoint === void 0) return step;
	const { location } = step;
	const written = {
		path: checkpoint,
		isDirectory: true,
		role: "output",
		location
	};
	return {
		...step,
		outputs: [...step.outputs, written]
	};
}
/** What stands in a script for an expression is in the shell too, so that the script can be pasted. */
function withBindings(prepared, { setup, command }) {
	const bindings = [setup, command].map((each) => each?.kind === "script" ? each.bindings : {});
	const env = Object.assign({}, prepared.job.env, ...bindings);
	return {
		...prepared,
		job: {
			...prepared.job,
			env
		}
	};
}
/** Makes the container, and does not start it. "blind": the engine does not see our files, so they must be copied. */
async function makeShell(shell, { frame, prepared }, { request, stage, transfer }) {
	const { attempt, attach } = shell;
	const { engine } = prepared.runEngine;
	const signal = frame.stop;
	await addFiles(shell, stage.job);
	const args = containerArguments({
		...request,
		shell: attach.isTerminal ? "terminal" : "pipe"
	});
	const created = await engine.call(["create", ...args], { signal });
	if (created.code !== 0) {
		const { reason } = engineFault(created.stderr, engine.name);
		const isBlind = transfer.inputs === "mount" && reason === "bind-missing";
		return err(isBlind ? "blind" : notOpened({
			step: attempt.step,
			engine,
			complaint: created.stderr
		}));
	}
	if (transfer.job === "mount") {
		const start = `${request.name}:${jobRoot}/${jobPaths.start}`;
		return (await engine.call([
			"cp",
			start,
			"-"
		], { signal })).code === 0 ? ok(void 0) : err("blind");
	}
	const copied = await copyIn({
		engine,
		container: request.name,
		job: stage.job,
		signal
	});
	return copied.ok ? copied : err({
		cause: "infrastructure",
		message: `${copied.error.message}: ${copied.error.hint}`
	});
}
async function addFiles(shell, job) {
	for (const [path, text] of Object.entries(shell.extras)) await shell.shared.host.files.write(join(job, path), text, 493);
	const { checkpoint } = shell.attempt.step;
	if (checkpoint !== void 0) await copyCheckpoint(shell, checkpoint, job);
}
/** Not linked, as inputs are: what the shell does to it must not be done to the checkout's. */
async function copyCheckpoint({ shared, env }, checkpoint, job) {
	const { host, root } = shared;
	const [from, to] = [join(root, checkpoint), join(job, jobPaths.work, checkpoint)];
	await host.files.makeDirectory(to);
	if ((await host.files.stat(from))?.kind !== "directory") return;
	const { PATH = "/usr/bin:/bin" } = env;
	await host.spawn({
		file: "cp",
		args: [
			"-RP",
			`${from}/.`,
			to
		],
		cwd: root,
		env: { PATH }
	}).ended;
}
/** Why there is no shell. */
function notOpened(input) {
	const { step, engine, complaint, results = {
		started: false,
		seesNoGpu: false
	} } = input;
	const end = {
		image: imageName(step),
		engine: engine.name,
		results,
		complaint,
		clientCode: void 0
	};
	return containerFailure({
		...end,
		isOutOfMemory: false
	}) ?? {
		cause: "infrastructure",
		message: `${engine.name} did not start the shell`
	};
}

// src/container/shell.ts
/**
* Opens it and waits for its end, then removes the container and its folder. Nothing of the checkout changes. The code is
* the shell's own, undefined where it was stopped; the failure says why none was opened.
*/
async function runContainerShell(shell) {
	const { shared, attempt, emit, signal } = shell;
	const step = withoutCheckpoint(attempt.step);
	const frame = new AttemptFrame(shared, {
		...attempt,
		step
	}, emit, signal);
	let code;
	const outcome = await frame.run(async () => {
		const prepared = await prepare(shared, frame);
		if (frame.isCancelled) return frame.cancelled();
		if (!prepared.ok) return frame.failure(prepared.error);
		const gpus = gpusFor(shared, prepared.value);
		const ended = await open(shell, {
			shared,
			frame,
			gpus,
			prepared: withBindings(prepared.value, attempt)
		});
		if (frame.isCancelled) return frame.cancelled();
		if (!ended.ok) return frame.failure(ended.error);
		code = ended.value;
		return {
			result: "success",
			values: {},
			outputs: []
		};
	});
	return outcome.result === "failure" ? err(outcome.failure) : ok(code);
}
async function open(shell, context) {
	const trial = await openTrial(context);
	try {
		const made = await makeShell(shell, context, trial);
		if (made.ok) return await attendTo(shell, context, trial);
		if (made.error !== "blind") return err(made.error);
	} finally {
		await discard(context, trial);
	}
	context.prepared.runEngine.seesFiles = false;
	return open(shell, context);
}
async function attendTo(shell, { frame, prepared }, { request, stage, transfer }) {
	const { shared, attempt, onOpen } = shell;
	const { step } = attempt;
	const { engine, remover } = prepared.runEngine;
	const { name } = request;
	onOpen(imageName(step));
	const child = attachTo(shell, prepared, name);
	const { clock, files } = shared.host;
	const end = await attend({
		child,
		clock,
		stop: frame.stop,
		ask: () => remover.remove(name)
	});
	if (transfer.job === "copy" && !frame.stop.aborted) await copyOut({
		engine,
		container: name,
		files,
		job: stage.job,
		paths: [jobPaths.results],
		stop: frame.stop
	});
	const results = await readResults(files, stage.job);
	if (results.started && !results.fault) return ok(exitCodeOf(end));
	const { stdout } = await engine.call([
		"inspect",
		"--format",
		"{{.State.Error}}",
		name
	]);
	const complaint = stdout.trim() || complaintOf(exitCodeOf(end));
	return err(notOpened({
		step,
		engine,
		complaint,
		results
	}));
}
/** What the container itself printed went to the terminal; its code tells nearly as much. */
function complaintOf(code) {
	if (code === 127) return "exec sh failed: no such file";
	return code === startFailed ? "cannot create started" : "";
}
/** Of a start script that cannot write in its folder. */
const startFailed = 120;
/** The client itself gets the terminal: it knows how to hand one on. */
function attachTo({ shared, attach, env }, { runEngine }, name) {
	const host = {
		spawn: attach.spawn,
		clock: shared.host.clock
	};
	return openEngine({
		host,
		place: runEngine.engine.place,
		env,
		cwd: shared.root
	}).start([
		"start",
		"--attach",
		"--interactive",
		"--detach-keys",
		detachKeys,
		name
	]);
}
/** The default, Ctrl-P Ctrl-Q, holds back each Ctrl-P, and leaves a shell that would then be removed. */
const detachKeys = "ctrl-^,ctrl-^,ctrl-^,ctrl-^";

// src/cli/container-shell.ts
/** A shell in a container like the step's. */
async function openContainerShell(session) {
	const { step, io, host, folder, signals } = session;
	const { attempt, pipeline, machine, place } = step;
	const { root, checkout } = place;
	const { env } = io;
	const { repositoryId } = identify({
		env,
		host,
		runKey: "",
		...place,
		remote: place.remote
	});
	const run = {
		trustDomain: step.trustDomain,
		repositoryId
	};
	const buckets = lazyBuckets({
		host,
		checkout,
		env,
		pipeline,
		...optional("refused", trustOf(place, env).operatorsRefused)
	});
	const shared = await openShared({
		host,
		root,
		checkout,
		folder,
		env,
		machine,
		pipeline,
		run,
		buckets
	});
	const work = posix.join(jobRoot, jobPaths.work, attempt.step.workingDirectory);
	return runContainerShell({
		shared,
		attempt,
		attach: await io.attach(),
		env,
		extras: phaseScripts(attempt, {
			home: jobRoot,
			folder: work
		}),
		emit: (event) => showEvent(event, io),
		signal: signals.signal,
		onOpen: (image) => {
			const where = `in a container of ${image}, at ${work}`;
			announce(io, {
				attempt,
				where,
				home: jobRoot,
				kept: "what is written there is not kept"
			});
		}
	}).finally(buckets.close);
}

export { openContainerShell };