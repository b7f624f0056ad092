import { n as trustOf } from "./obstacles.js";
import { B as optional, d as runsInContainer, et as logNames, ht as ok, i as isCacheable, mt as err } from "./check.js";
import { r as runMark } from "./leftovers.js";
import { i as openFrame, n as endFailure, r as AttemptFrame, t as diedOfKill } from "./command-end.js";
import { a as unfit, n as hostVariables, r as inherited } from "./environment.js";
import { a as walk, i as occupied, o as openLedger, r as misplaced, t as openOutputs } from "./outputs.js";
import { t as listen } from "./listen.js";
import { n as stepData } from "./bucket-data.js";
import { t as supervise } from "./supervise.js";
import { t as takeValues } from "./values.js";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";

// src/run/command-line.ts
/** An argv is run as it is, a script by its shell from a file: no limit on its length, and no quoting. */
function commandLine(command, scriptPath) {
	if (command.kind === "argv") {
		const [file = "", ...args] = command.args;
		return {
			file,
			args,
			bindings: {}
		};
	}
	const options = command.shell === "sh" ? ["-e"] : [
		"--noprofile",
		"--norc",
		"-eo",
		"pipefail"
	];
	return {
		file: command.shell,
		args: [...options, scriptPath],
		bindings: command.bindings
	};
}
/** Why a program could not be started, with the exit code that a shell gives for it. */
async function startFailure(error, started) {
	const { file, path } = started;
	switch (error.code) {
		case "ENOENT": return notFound(started);
		case "EACCES": return notExecutable(file, await found(started));
		case "ENOEXEC": return {
			cause: "user",
			exitCode: 126,
			message: `${file} has no first line that names its interpreter: begin it with #!/bin/sh, say`
		};
		case "E2BIG": return {
			cause: "config",
			message: `${file} could not be started: its arguments and environment are too long together; pass a file instead`
		};
		case "EAGAIN":
		case "ENOMEM":
		case "EMFILE":
		case "ENFILE": return {
			cause: "infrastructure",
			message: `${file} could not be started: this machine has no room for another process (${error.code})`
		};
		default: return {
			cause: "user",
			exitCode: 126,
			message: `${file} could not be started: ${error.message} (PATH is ${path ?? "not set"})`
		};
	}
}
async function notFound(started) {
	const { file, path } = started;
	if (!file.includes("/")) return {
		cause: "user",
		exitCode: 127,
		message: `the program ${file} was not found: install it, or correct PATH, which is ${path ?? "not set"}`
	};
	return {
		cause: "user",
		exitCode: 127,
		message: await found(started) ? `${file} names an interpreter in its first line that was not found` : `the program ${file} was not found in ${started.cwd}`
	};
}
function notExecutable(file, stat) {
	return {
		cause: "user",
		exitCode: 126,
		message: stat?.kind === "directory" ? `${file} is a directory, not a program` : `${file} may not be executed: run chmod +x ${file}, and git update-index --chmod=+x ${file} where git keeps it`
	};
}
const found = ({ file, cwd, files }) => files.stat(file.startsWith("/") ? file : join(cwd, file));

// src/run/placed-data.ts
function placeInCheckout(context) {
	const known = /* @__PURE__ */ new Map();
	return { async place(data) {
		const { at } = data.data;
		const found = known.get(data.path);
		if (found?.at === at) return found.placing;
		const placing = (found?.placing ?? Promise.resolve()).then(() => placeOne(context, data));
		known.set(data.path, {
			at,
			placing
		});
		const placed = await placing;
		if (!placed.ok && known.get(data.path)?.placing === placing) known.delete(data.path);
		return placed;
	} };
}
/** All that a step on the host is to find, fetched and in its place. */
async function placeStepData(input) {
	const found = await stepData(input.buckets, input.frame);
	if (!found.ok) return found;
	for (const data of found.value) {
		const placed = await input.placed.place(data);
		if (!placed.ok) return placed;
	}
	return ok(void 0);
}
async function placeOne(context, data) {
	const { files, root, ledger } = context;
	const claim = {
		path: data.path,
		isDirectory: isFolder(data),
		noun: `the data of ${data.from} at`
	};
	const path = join(root, data.path);
	const wrong = await misplaced(context, claim);
	if (wrong.length > 0) return err(config$1(wrong));
	const found = await walk(files, path);
	const foreign = await occupied(context, claim, found);
	if (foreign.length > 0) return err(config$1(foreign));
	if (await isThere(context, data, found)) return ok(void 0);
	await files.remove(path);
	await files.makeDirectory(dirname(path));
	await ledger.started(path);
	await fill(context, data);
	await ledger.left(path, await walk(files, path));
	return ok(void 0);
}
const isFolder = ({ data }) => data.files[0] !== "";
const config$1 = (messages) => ({
	cause: "config",
	phase: "inputs",
	message: messages.join("; ")
});
/** Whether an earlier run placed the very same: then nothing moves under whoever looks at it. */
async function isThere({ files, root }, { path, data }, found) {
	if (found.length !== data.files.length) return false;
	const known = new Map(found.map((file) => [file.path, file.stat]));
	for (const name of data.files) {
		const [here, there] = [known.get(name), await files.stat(join(data.at, name))];
		if (here?.kind !== "file" || here.ino !== there?.ino || here.size !== there.size) return false;
	}
	for (const folder of data.folders) if ((await files.stat(join(root, path, folder)))?.kind !== "directory") return false;
	return true;
}
async function fill({ files, root }, { path, data }) {
	const to = join(root, path);
	for (const folder of data.folders) await files.makeDirectory(join(to, folder));
	for (const [index, name] of data.files.entries()) {
		await files.link(join(data.at, name), join(to, name));
		if (index % 512 === 511) await setImmediate();
	}
}

// src/run/local-attempt.ts
/** One attempt of a step that runs as processes of this machine. */
var LocalAttempt = class {
	#shared;
	#frame;
	#name;
	constructor(shared, attempt, emit, signal) {
		this.#shared = shared;
		this.#frame = new AttemptFrame(shared, attempt, emit, signal);
		const { id } = attempt.step;
		this.#name = logNames([attempt.step]).get(id) ?? id;
	}
	run() {
		return this.#frame.run(() => this.#runAll());
	}
	get #attempt() {
		return this.#frame.attempt;
	}
	async #runAll() {
		const { outputs, oom, host } = this.#shared;
		const { step } = this.#attempt;
		const obstacle = await this.#obstacle() ?? await this.#placeData() ?? await this.#prepare();
		if (this.#frame.isCancelled) return this.#frame.cancelled();
		if (obstacle) return this.#frame.failure(obstacle);
		await oom.look();
		const since = host.clock.now();
		const failure = await this.#frame.withTimeout(() => this.#runCommands());
		if (failure) {
			await host.processes.endMarked("STEPOPS_VALUES", this.#valuesFile);
			await outputs.abandon(step);
		}
		if (this.#frame.isCancelled) return this.#frame.cancelled();
		return this.#collect(failure, since);
	}
	/** What makes a start pointless, found before anything is touched. */
	async #obstacle() {
		const { workingDirectory } = this.#attempt.step;
		return this.#frame.missingSecret() ?? (workingDirectory === "." ? void 0 : this.#missingDirectory(workingDirectory));
	}
	async #missingDirectory(directory) {
		const { files } = this.#shared.host;
		const real = await files.realpath(this.#cwd);
		const kind = real === void 0 ? void 0 : (await files.stat(real))?.kind;
		if (kind === "directory") return void 0;
		return config(`working_directory ${directory} ${kind === void 0 ? "does not exist" : "is not a directory"}`);
	}
	async #placeData() {
		const { buckets, placed } = this.#shared;
		const done = await placeStepData({
			buckets,
			placed,
			frame: this.#frame
		});
		return done.ok ? void 0 : done.error;
	}
	async #prepare() {
		const { outputs, valuesFolder } = this.#shared;
		await valuesFolder();
		const prepared = await outputs.prepare(this.#attempt.step);
		return prepared.ok ? void 0 : prepared.error;
	}
	async #runCommands() {
		const { setup, command } = this.#attempt;
		return (setup && await this.#runCommand("setup", setup)) ?? this.#runCommand("command", command);
	}
	async #runCommand(phase, command) {
		const { stop } = this.#frame;
		if (stop.aborted) return this.#frame.stopped(phase);
		const { host, folder } = this.#shared;
		const scriptPath = join(folder.scripts, `${this.#name}${phase === "setup" ? ".setup" : ""}.sh`);
		const { file, args, bindings } = commandLine(command, scriptPath);
		const env = {
			...this.#environment(),
			...bindings
		};
		const refused = unfit(env, [file, ...args]);
		if (refused !== void 0) return config(refused);
		if (command.kind === "script") await host.files.write(scriptPath, `${command.text}\n`);
		if (stop.aborted) return this.#frame.stopped(phase);
		return this.#spawn(phase, {
			file,
			args,
			env,
			cwd: this.#cwd
		});
	}
	async #spawn(phase, command) {
		const { host, oom, masker } = this.#shared;
		const { stop } = this.#frame;
		const child = host.spawn(command);
		const finish = listen(child, masker, (stream, lines) => this.#frame.output(phase, stream, lines));
		const { end, isGone } = await supervise(child, host.clock, stop);
		finish();
		if (!isGone) {
			const message = `processes of its group ${child.pid} still run, although they were sent SIGKILL`;
			this.#frame.notice("warning", message);
		}
		if (stop.aborted || end === void 0) return this.#frame.stopped(phase);
		if (end.kind === "not-started") {
			const { file, cwd, env } = command;
			return {
				phase,
				...await startFailure(end.error, {
					file,
					cwd,
					path: env.PATH,
					files: host.files
				})
			};
		}
		return endFailure(end, phase, diedOfKill(end) && await oom.hasStruck());
	}
	async #collect(failure, since) {
		const { host, outputs, secrets } = this.#shared;
		const { step } = this.#attempt;
		const { values, faults } = await takeValues(host.files, this.#valuesFile, {
			names: step.values,
			secrets
		});
		if (failure) return this.#frame.failure(failure, values);
		const published = await outputs.publish(step, since);
		if (!published.ok) return this.#frame.failure(published.error, values);
		if (faults.length > 0) return this.#frame.failure({
			...config(faults.join("; ")),
			phase: "outputs"
		}, values);
		return {
			result: "success",
			values,
			outputs: published.value
		};
	}
	#environment() {
		const { inherited: base, folder } = this.#shared;
		const { step, attempt, env } = this.#attempt;
		const variables = {
			step,
			attempt,
			runDirectory: folder.directory,
			valuesFile: this.#valuesFile
		};
		return {
			...base,
			...env,
			...this.#frame.secrets(),
			...hostVariables(variables)
		};
	}
	get #cwd() {
		return join(this.#shared.root, this.#attempt.step.workingDirectory);
	}
	get #valuesFile() {
		return join(this.#shared.folder.directory, "values", `${this.#name}.${this.#attempt.attempt}`);
	}
};
const config = (message) => ({
	cause: "config",
	message
});

// src/run/oom.ts
/** Reading the counters for every short step would cost a few per cent of it. */
const freshMs = 1e3;
function watchOom({ files, clock }) {
	let known;
	return {
		async look() {
			if (known && clock.monotonic() - known.at < freshMs) return;
			known = {
				at: clock.monotonic(),
				count: await countKills(files)
			};
		},
		hasStruck: async () => known !== void 0 && await countKills(files) > known.count
	};
}
/** The machine's count, and that of our own control group, which a container can see. */
async function countKills(files) {
	return (await Promise.all(["/proc/vmstat", "/sys/fs/cgroup/memory.events"].map((path) => readCounter(files, path)))).reduce((sum, text) => sum + Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0), 0);
}
async function readCounter(files, path) {
	try {
		return await files.read(path) ?? "";
	} catch {
		return "";
	}
}

// src/run/local.ts
/** Runs steps as processes of this machine, in the checkout itself. */
function createLocalExecutor(options) {
	const { host, root, checkout, folder, env, pipeline, buckets } = options;
	const place = {
		files: host.files,
		root,
		ledger: openLedger(host.files, checkout)
	};
	const shared = {
		...openFrame({
			host,
			env,
			pipeline
		}),
		root,
		folder,
		inherited: inherited(env),
		outputs: openOutputs(place),
		buckets,
		placed: placeInCheckout(place),
		oom: watchOom(host),
		valuesFolder: once(() => host.files.makeDirectory(join(folder.directory, "values")))
	};
	return (attempt, emit, signal) => new LocalAttempt(shared, attempt, emit, signal).run();
}
function once(act) {
	let started;
	return () => {
		started ??= act();
		return started;
	};
}

// src/executors.ts
/** Runs each step where it says, on the host, in a container or on an operator, unless an earlier run did the same work. */
function createExecutors(options) {
	const { env } = options;
	const { run } = options.record();
	const head = optional("head", run.commit === void 0 ? void 0 : { commit: run.commit });
	const { operatorsRefused } = trustOf({
		github: run.github,
		...head
	}, env);
	const refused = optional("refused", operatorsRefused);
	const pipeline = withUsableStore(options.pipeline, operatorsRefused);
	const buckets = lazyBuckets({
		...options,
		...refused
	});
	const local = createLocalExecutor({
		...options,
		buckets
	});
	let containers;
	let remote;
	const execute = async (attempt, emit, signal) => {
		if (runsOnOperator(attempt.step)) {
			remote ??= openRemote(options, buckets);
			return (await remote).execute(attempt, emit, signal);
		}
		if (!runsInContainer(attempt.step)) return local(attempt, emit, signal);
		containers ??= openContainers(options, buckets);
		return (await containers).execute(attempt, emit, signal);
	};
	let cache;
	return {
		async execute(attempt, emit, signal) {
			if (!isKept(attempt.step, pipeline)) return execute(attempt, emit, signal);
			cache ??= openCache({
				...options,
				run,
				pipeline,
				buckets,
				execute
			});
			return (await cache).execute(attempt, emit, signal);
		},
		heard(event) {
			if (event.type === "step-ended" || event.type === "step-retrying") remote?.then((executor) => executor.settled(event.leg));
		},
		async close(jobsMs) {
			if (hasJobs(options.record())) remote ??= openRemote(options, buckets);
			const [isOver] = await Promise.all([(await remote)?.close(jobsMs), (await containers)?.close()]);
			const unknown = await (await cache)?.close(options.record());
			await buckets.close();
			return {
				isOver: isOver ?? true,
				unknown
			};
		}
	};
}
/** Who may use no credentials gets nothing out of a bucket and puts nothing in: such a run has the store of its checkout. */
function withUsableStore(pipeline, refused) {
	if (refused === void 0 || pipeline.stack.artifactStore?.kind !== "bucket") return pipeline;
	const { artifactStore: _, ...stack } = pipeline.stack;
	return {
		...pipeline,
		stack
	};
}
/** Whether the artifact store has anything to do with a step. */
const isKept = (step, { stack }) => isCacheable(step) || stack.artifactStore !== void 0 && step.outputs.length > 0;
/** Loaded with the first step that declares its inputs. */
async function openCache(options) {
	return (await import("./step-cache.js")).openStepCache(options);
}
const hasJobs = ({ steps }) => [...steps.values()].some(({ jobs = [] }) => jobs.some(({ isRemoved }) => !isRemoved));
const runsOnOperator = (step) => step.operator !== void 0 && !runsInContainer(step);
/** Loaded with the first step that has data in a bucket. */
function lazyBuckets(options) {
	const { auth } = options.pipeline.stack;
	let opened;
	const open = async () => (await import("./buckets.js")).openBuckets({
		...options,
		...optional("auth", auth)
	});
	return {
		async fetch(request) {
			opened ??= open();
			return (await opened).fetch(request);
		},
		async identify(request) {
			opened ??= open();
			return (await opened).identify(request);
		},
		async close() {
			(await opened)?.close();
		}
	};
}
/** Loaded with the first step that runs on an operator. */
async function openRemote(options, buckets) {
	const { createRemoteExecutor } = await import("./executor2.js");
	return createRemoteExecutor({
		...options,
		buckets
	});
}
/** Loaded here, because most of it is of no use to a run without containers. */
async function openContainers(options, buckets) {
	const { createContainerExecutor } = await import("./executor4.js");
	const { run } = options.record();
	const { directory } = options.folder;
	const env = {
		...options.env,
		[runMark(directory)]: directory
	};
	return createContainerExecutor({
		...options,
		run,
		env,
		buckets
	});
}

export { placeStepData as a, placeInCheckout as i, lazyBuckets as n, withUsableStore as r, createExecutors as t };