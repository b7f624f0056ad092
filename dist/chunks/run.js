import { Dt as keepYoungGenerationSmall } from "./check.js";
import { t as endAll } from "./leftovers2.js";
import { o as shownJobs, r as jobPlace, t as isLive } from "./jobs.js";
import { n as resume, r as run } from "./stepops.js";
import { n as wordsOf, r as wordsTyped, t as viewFrom } from "./end-view.js";
import { T as timeOfDay, _ as paintFor, a as refused, d as defaultFile, l as exitCodeOf, m as selectionOf, o as usageError, p as requestOf, s as writeDiagnostics, u as exitCodes } from "./program.js";
import { i as consoleReporter, t as canShowLive } from "./live.js";
import { t as listenForSignals } from "./signals.js";
import { i as runsHere, r as pickRun, t as loadRecord } from "./stored-runs.js";

// src/report/jsonl.ts
/** Every event as one line of JSON, as soon as it happens: for programs. */
function jsonlReporter(write) {
	return { handle(event) {
		write(`${JSON.stringify(event)}\n`);
	} };
}

// src/cli/reporters.ts
/** How a run is shown: JSON for programs, moving lines on a terminal, else one line for each thing. */
async function reportersFor({ args, io, host, again, folder }) {
	const { stdout, env } = io;
	const write = (text) => {
		stdout.write(text);
	};
	if (args.flag("json")) return [jsonlReporter(write)];
	const paint = paintFor(stdout);
	const end = (record) => ({
		...viewFrom(record, folder.directory, io),
		...args.flag("quiet") ? {} : { again }
	});
	if (args.flag("quiet") || !canShowLive(stdout, env)) return [consoleReporter({
		write,
		paint,
		time: timeOfDay,
		quiet: args.flag("quiet"),
		end
	})];
	return [await live({
		io,
		host,
		paint,
		end,
		verbose: args.flag("verbose")
	})];
}
/** Loaded here, so that pipes, CI and every other command do without the terminal's code. */
async function live({ io, host, paint, end, verbose }) {
	const [{ createLogUpdate }, { liveReporter }] = await Promise.all([import("./log-update.js"), import("./live2.js")]);
	const region = createLogUpdate(io.stdout, { showCursor: true });
	return liveReporter({
		terminal: io.stdout,
		region,
		paint,
		end,
		verbose,
		now: () => host.clock.now()
	});
}
/** Follows which steps run, for the last words of a run that is left at once. */
function runningLegs() {
	const running = /* @__PURE__ */ new Set();
	return {
		reporter: { handle(event) {
			if (event.type === "step-started") running.add(event.leg);
			else if (event.type === "step-ended" || event.type === "step-retrying") running.delete(event.leg);
		} },
		text: () => [...running].join(", ")
	};
}

// src/cli/run.ts
async function execute(args, io) {
	if (io.platform === "win32") return usageError("run needs Linux or macOS: on Windows stepops has no process groups to stop steps with", io, "use WSL; validate, plan and graph work here");
	const fault = optionFault(args);
	if (fault !== void 0) return usageError(fault, io);
	const watch = runningLegs();
	const folder = { directory: "" };
	const seen = {};
	const watcher = { handle(event, record) {
		watch.reporter.handle(event, record);
		seen.record = record;
	} };
	const signals = listenForSignals(() => void leave(io, lastWords(watch.text(), seen.record), folder));
	io.stdout.once("error", (error) => onOutputLost(error, io, signals));
	try {
		return await finish(await start({
			args,
			io,
			signals,
			folder,
			watcher
		}), args, io);
	} finally {
		signals.dispose();
	}
}
/** Nobody sees any more what goes on when the reader or the terminal is gone; a full disk costs just the text. */
function onOutputLost(error, { stderr }, signals) {
	if (error.code === "EPIPE" || error.code === "EIO") signals.stop("SIGPIPE");
	else stderr.write(`warning: the run goes on, but its output cannot be written: ${error.message}\n`);
}
function optionFault(args) {
	if (args.flag("quiet") && args.flag("verbose")) return "--quiet and --verbose exclude each other";
	if (args.text("resume") === void 0) return void 0;
	const clash = [
		"stack",
		"only",
		"from",
		"param"
	].find((name) => args.text(name) !== void 0 || args.list(name).length > 0) ?? (args.flag("force") ? "force" : void 0);
	if (clash !== void 0) return `--${clash} cannot change a run that --resume goes on with`;
	return args.positionals.length > 0 ? "--resume names the run, so leave the file away" : void 0;
}
async function start({ args, io, signals: { signal, kill }, folder, watcher }) {
	const { env } = io;
	keepYoungGenerationSmall();
	const host = await io.host();
	const id = args.text("resume");
	const reporters = async (again) => [watcher, ...await reportersFor({
		args,
		io,
		host,
		again,
		folder
	})];
	if (id !== void 0) {
		const found = pickRun(await runsHere(io, host), id);
		if (!found.ok) return { code: usageError(found.error, io) };
		const { directory } = found.value;
		folder.directory = directory;
		const stored = await loadRecord(host, found.value);
		const again = stored.ok ? await wordsOf(stored.value, directory, {
			cwd: io.cwd,
			files: host.files
		}) : [];
		return resume({
			directory,
			env,
			signal,
			kill,
			finallyOnCancel: "now"
		}, host, await reporters(again));
	}
	const request = requestOf(args, args.positionals[0] ?? "pipeline.yaml", io);
	if (!request.ok) return { code: usageError(request.error, io, "write --param NAME=VALUE") };
	const rest = {
		selection: selectionOf(args),
		runKey: "",
		signal,
		kill,
		finallyOnCancel: "now"
	};
	const onFolder = (directory) => {
		folder.directory = directory;
	};
	return run({
		...request.value,
		...rest,
		onFolder
	}, host, await reporters(wordsTyped(args)));
}
async function finish(ran, args, io) {
	if ("code" in ran) return ran.code;
	if (args.flag("json")) await writeDiagnosticEvents(ran, io);
	else await writeDiagnostics(ran.diagnostics, io.stderr);
	if (ran.refused) return refused(ran.refused, io);
	const result = ran.result === "left" ? "cancelled" : ran.result;
	return result === void 0 ? exitCodes.badInput : exitCodeOf(result);
}
async function writeDiagnosticEvents({ diagnostics }, { stdout }) {
	if (diagnostics.length === 0) return;
	const { toJson } = await import("./diagnostics.js");
	for (const one of toJson(diagnostics)) stdout.write(`${JSON.stringify({
		type: "diagnostic",
		...one
	})}\n`);
}
/** What still runs; a job goes on though nobody watches it, and costs. */
function lastWords(running, record) {
	const jobs = record ? shownJobs(record).filter(({ job }) => isLive(job)) : [];
	return [
		`leaving at once${running === "" ? "" : `; these steps were still running: ${running}`}`,
		...jobs.map((each) => `${jobPlace(each)}, of ${each.step.planned.id}, may still run, and cost`),
		...jobs.length === 0 ? [] : [`stepops cancel ${record?.run.id} stops ${jobs.length === 1 ? "it" : "them"}`]
	].join("\n");
}
/** The second signal: says what still runs, ends the processes among it by force, and leaves whatever comes of that. */
async function leave({ stderr, exit, host, env }, words, { directory }) {
	stderr.write(`\n${words}\n`);
	try {
		const machine = await host();
		const limit = machine.clock.sleep(leaveMs);
		if (directory !== "") await Promise.race([endAll(machine, {
			directory,
			env
		}), limit]);
	} finally {
		exit(exitCodes.cancelled);
	}
}
const leaveMs = 1e3;

export { execute };