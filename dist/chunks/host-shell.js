import { a as placeStepData, i as placeInCheckout, n as lazyBuckets } from "./executors.js";
import { a as attend, i as showEvent, n as phaseFiles, o as exitCodeOf, r as phaseScripts, t as announce } from "./shell-session.js";
import { n as trustOf } from "./obstacles.js";
import { B as optional, V as own, ht as ok, mt as err } from "./check.js";
import { i as openFrame, r as AttemptFrame } from "./command-end.js";
import { a as unfit, n as hostVariables, r as inherited } from "./environment.js";
import { o as openLedger } from "./outputs.js";
import { join, relative } from "node:path";

// src/cli/host-shell.ts
/** The user's own shell, where a step of this machine would run and with the environment that it would have. */
async function runHostShell(session) {
	const { step, io, host, folder, signals } = session;
	const { attempt, place } = step;
	const cwd = join(place.root, attempt.step.workingDirectory);
	const env = await environment(session);
	const refused = await missingFolder(session, cwd) ?? unfit(env, []);
	if (refused !== void 0) return err({
		cause: "config",
		message: refused
	});
	const placed = await placeData(session);
	if (placed) return placed.result === "failure" ? err(placed.failure) : ok(void 0);
	const home = folder.directory;
	const texts = {
		...phaseFiles(attempt),
		...phaseScripts(attempt, {
			home,
			folder: cwd
		})
	};
	for (const [path, text] of Object.entries(texts)) await host.files.write(join(home, path), text, 448);
	const file = io.env.SHELL || "sh";
	const where = `on this machine, at ${relative(io.cwd, cwd) || "."}`;
	announce(io, {
		attempt,
		where,
		home,
		kept: "it is the step's own folder, so what changes there stays"
	});
	const { isTerminal, spawn } = await io.attach();
	if (isTerminal) signals.leaveInterrupts();
	const child = spawn({
		file,
		args: [],
		cwd,
		env
	});
	const ask = () => child.signal("SIGHUP");
	const end = await attend({
		child,
		clock: host.clock,
		stop: signals.signal,
		ask
	});
	if (signals.signal.aborted) return ok(void 0);
	if (end.kind !== "not-started") return ok(exitCodeOf(end));
	const message = `the shell ${file} could not be started: ${end.error.message}`;
	return err({
		cause: "config",
		message: `${message}; set SHELL to another one`
	});
}
/** As the step would find it. Undefined once all is there. */
async function placeData({ step, io, host, signals }) {
	const { attempt, pipeline, place } = step;
	const { root, checkout } = place;
	const { env } = io;
	const shared = openFrame({
		host,
		env,
		pipeline
	});
	const frame = new AttemptFrame(shared, attempt, (event) => showEvent(event, io), signals.signal);
	const buckets = lazyBuckets({
		host,
		checkout,
		env,
		pipeline,
		...optional("refused", trustOf(place, env).operatorsRefused)
	});
	const checkoutPlace = {
		files: host.files,
		root,
		ledger: openLedger(host.files, checkout)
	};
	const outcome = await frame.run(async () => {
		const placed = await placeStepData({
			buckets,
			frame,
			placed: placeInCheckout(checkoutPlace)
		});
		if (frame.isCancelled) return frame.cancelled();
		return placed.ok ? {
			result: "success",
			values: {},
			outputs: []
		} : frame.failure(placed.error);
	});
	await buckets.close();
	return outcome.result === "success" ? void 0 : outcome;
}
async function missingFolder({ host }, path) {
	const real = await host.files.realpath(path);
	return (real === void 0 ? void 0 : (await host.files.stat(real))?.kind) === "directory" ? void 0 : `the step's working_directory ${path} is no folder`;
}
/** A step's environment, and what stands in its scripts for expressions, so that they can be pasted. */
async function environment({ step, io, host, folder }) {
	const { attempt } = step;
	const { directory } = folder;
	const values = join(directory, "values");
	await host.files.makeDirectory(values);
	const { TERM } = io.env;
	const secrets = attempt.step.secrets.map((name) => [name, own(io.env, name) ?? ""]);
	return {
		...inherited(io.env),
		...TERM !== void 0 && { TERM },
		...attempt.env,
		...Object.fromEntries(secrets),
		...hostVariables({
			...attempt,
			runDirectory: directory,
			valuesFile: join(values, "shell")
		}),
		...bindingsOf(attempt.setup),
		...bindingsOf(attempt.command)
	};
}
const bindingsOf = (command) => command?.kind === "script" ? command.bindings : {};

export { runHostShell };