import { t as openImages } from "./images.js";
import { $ as digest, B as optional, et as logNames, ht as ok, mt as err, r as writtenBy, u as isOnThisMachine } from "./check.js";
import { i as openFrame, n as endFailure, r as AttemptFrame } from "./command-end.js";
import { t as carried } from "./environment.js";
import { n as replaceTree, o as openLedger, t as openOutputs } from "./outputs.js";
import { r as jobPaths, t as controlFiles } from "./start-script.js";
import { a as unfitJob, d as stepInputs, f as withheldFiles, h as readResults, i as stepJob, l as withData, n as jobRoot, o as withheldHint, p as isIntact, r as layoutOf, s as takeOver, t as openStage, u as escapingFault } from "./stage.js";
import { t as takeValues } from "./values.js";
import { n as missingClient, t as engineFault } from "./engine-fault.js";
import { n as stepData } from "./bucket-data.js";
import { t as supervise } from "./supervise.js";
import { t as lineStream } from "./lines.js";
import { a as runLabel, n as openEngines } from "./run-engines.js";
import { t as viewOf } from "./view.js";
import { dirname, join, posix } from "node:path";

// src/container/container-end.ts
/** What a container's end means; undefined when all went well. */
function containerFailure(end) {
	const { results } = end;
	if (!results.started) return isGone(end) ? cutOff(end) : endedUnseen(end) ?? neverStarted$1(end);
	if (results.fault) return {
		...results.fault,
		message: `${results.fault.message} (image ${end.image})`
	};
	const phase = results.phase ?? "command";
	const code = results.exitCode ?? end.clientCode;
	if (code === void 0 || results.exitCode === void 0 && !end.isOutOfMemory) return cutOff(end);
	const failure = endFailure({
		kind: "exited",
		code
	}, phase, end.isOutOfMemory);
	if (failure?.cause === "oom") return {
		...failure,
		message: outOfMemory(phase, end.memoryBytes)
	};
	return failure ?? uncopied(end);
}
function uncopied({ uncopied: paths = [] }) {
	if (paths.length === 0) return void 0;
	return {
		cause: "infrastructure",
		phase: "outputs",
		message: `the command ended well, but not all that it wrote could be copied out of its container (${paths.join("; ")})${advice(paths)}`
	};
}
const advice = (complaints) => complaints.some((each) => /permission denied/i.test(each)) ? ": where a folder is read-only, let the command make it writable again" : "";
/** Codes that the client gives of its own, and the start script's where it cannot begin. */
const isOwnCode = (code) => code === void 0 || code === 120 || code >= 125 && code <= 127;
/** The step removed the traces of its start, but the client still passes on how it ended. */
const endedUnseen = ({ clientCode, isOutOfMemory }) => clientCode === void 0 || isOwnCode(clientCode) ? void 0 : endFailure({
	kind: "exited",
	code: clientCode
}, "command", isOutOfMemory);
/** Somebody removed it, or is about to, with all that it could have told: its results were put there before it started. */
const isGone = ({ uncopied: paths = [] }) => paths.some((each) => each.startsWith(`${jobPaths.results}:`) || /no such container/i.test(each));
function outOfMemory(phase, memoryBytes) {
	if (memoryBytes === void 0) return `${phase} was killed because memory ran out`;
	return `${phase} was killed because it needed more than the step's ${memoryBytes / 1e9} GB: ask for more with resources.memory`;
}
/** The client's code and words are all there is. */
function neverStarted$1({ image, engine, complaint }) {
	if (/exec format error/i.test(complaint)) return {
		cause: "image",
		message: `the image ${image} is for another processor: name one for this machine, or set build.platform`
	};
	if (/exec: \\?"sh\\?": executable file not found|exec sh failed: no such file|executable file `sh` not found/i.test(complaint)) return {
		cause: "image",
		message: `the image ${image} has no sh, which runs a step's setup and command: use an image with a shell`
	};
	if (/E2BIG|argument list too long/i.test(complaint)) return {
		cause: "config",
		message: "too many inputs lie in folders that the step also writes to, and each of them would be mounted alone: give outputs and checkpoint a folder of their own"
	};
	if (/started: (?:permission denied|read-only file system|cannot create)|cannot create .*started/i.test(complaint)) return {
		cause: "image",
		message: `the user of the image ${image} cannot write in the step's folder: leave user out, or set user: image`
	};
	const fault = engineFault(complaint, engine);
	return {
		cause: fault.reason === "no-gpu" || fault.reason === "limits" ? "config" : "infrastructure",
		message: `${fault.message}: ${lowerFirst(fault.hint)}`
	};
}
const lowerFirst = (text) => text.charAt(0).toLowerCase() + text.slice(1);
/** The start script began and could not end: it was killed from outside, or the engine went away. */
function cutOff({ engine, complaint, results, clientCode }) {
	const fault = engineFault(isOwnCode(clientCode) ? complaint : "", engine);
	const why = fault.reason === "other" ? `${engine} ended the container` : fault.message;
	return {
		cause: "infrastructure",
		phase: results.phase ?? "command",
		message: `${why} before the step was done`
	};
}

// src/container/gpus.ts
/** On this machine by index, as the scheduler books them; an engine elsewhere deals out its own. */
function gpusFor({ machine, devices }, { runEngine, resources }) {
	const count = resources.accelerators[0]?.count ?? 0;
	const { host, context } = runEngine.engine.place;
	if (count === 0) return void 0;
	if (host !== void 0 || context !== void 0) return count;
	return machine.accelerators === 0 ? void 0 : devices.take(Math.min(count, machine.accelerators));
}

// src/container/image-name.ts
/** A step's image as people know it: as the pipeline has it. */
function imageName({ image }) {
	return image?.kind === "reference" ? image.reference : `built from ${image?.context ?? "."}`;
}

// src/container/resources.ts
/** The first alternative of `any_of` that fits; else the first, which an explicit `local` runs with what there is. */
function fittingResources(alternatives, size) {
	const fits = ({ cpus, memory, accelerators }) => (cpus?.value ?? 0) <= size.cpus && (memory?.value ?? 0) <= size.memoryGb && (accelerators[0]?.count ?? 0) <= size.accelerators;
	return alternatives.find(fits) ?? alternatives[0];
}

// src/container/user.ts
/** `wanted`: the step's `user`. By default it is whoever runs stepops, so that outputs are theirs. */
function containerUser(wanted, caller, engine) {
	if (wanted === "image" || wanted === void 0 && !caller) return { isCaller: false };
	const isOurs = wanted === void 0 || Number(wanted.split(":")[0]) === caller?.uid;
	if (wanted !== void 0) return {
		option: wanted,
		isCaller: isOurs && !engine.isRootless && !engine.mapsUsers
	};
	return {
		option: engine.isRootless ? "0:0" : `${caller?.uid}:${caller?.gid}`,
		isCaller: !engine.mapsUsers
	};
}

// src/container/preparation.ts
/** Finds the engine, gets the image there, and lists what the step is given; touches nothing of the checkout. */
async function prepare(shared, frame) {
	const { step } = frame.attempt;
	const missing = frame.missingSecret();
	if (missing) return err(missing);
	const runEngine = await shared.engines.get(step.operator);
	const info = await runEngine.engine.info();
	if (!info.ok) return err({
		cause: "infrastructure",
		message: `${info.error.message}: ${info.error.hint}`
	});
	const image = await readyImage(shared, frame, runEngine);
	if (!image.ok) return image;
	const data = await stepData(shared.buckets, frame);
	if (!data.ok) return data;
	const source = {
		...shared,
		files: shared.host.files
	};
	const inputs = withData(await stepInputs(source, step), data.value);
	const user = containerUser(step.user, shared.machine.user, info.value);
	const resources = resourcesOn(info.value, step, shared.machine);
	const job = jobOf(shared, {
		...frame.attempt,
		step: {
			...step,
			resources: [resources]
		}
	}, frame.secrets(), user);
	const unfit = escapingFault(inputs) ?? unfitJob(job);
	if (unfit !== void 0) return err({
		cause: "config",
		message: unfit
	});
	return ok({
		runEngine,
		info: info.value,
		image: image.value,
		user,
		resources,
		inputs,
		job
	});
}
function readyImage({ images, masker }, frame, { engine }) {
	const { image, operator } = frame.attempt.step;
	return frame.whilePending("image", async (signal) => {
		if (!image) return err({
			cause: "config",
			message: "the step names no image"
		});
		const ready = await images.ready({
			image,
			engine,
			copies: operator?.settings.copy_images === true,
			publishes: operator !== void 0,
			onLines: (stream, lines) => frame.output("image", stream, lines.map((line) => masker.mask(line))),
			onNotice: (message) => frame.notice("notice", message),
			signal
		});
		return ready.ok ? ready : err({
			cause: "image",
			phase: "image",
			...ready.error
		});
	});
}
function resourcesOn(info, step, machine) {
	const accelerators = isOnThisMachine(step) ? machine.accelerators : Number.POSITIVE_INFINITY;
	const size = {
		cpus: info.cpus,
		memoryGb: info.memoryBytes / 1e9,
		accelerators
	};
	return fittingResources(step.resources, size);
}
function jobOf({ host, carried, folder, userName }, attempt, secrets, { option, isCaller }) {
	return stepJob({
		attempt,
		secrets,
		carried,
		userName: option === void 0 ? void 0 : isCaller ? userName : "stepops",
		marker: `stepops-${host.random.hex(32)}`,
		portKey: join(folder.directory, attempt.step.id),
		ownsProcesses: true
	});
}

// src/job/phases.ts
function phaseStream(marker, onChunk) {
	const line = Buffer.from(`${marker}\n`);
	let pending = Buffer.alloc(0);
	let phase = "setup";
	const hand = (chunk) => {
		if (chunk.length > 0) onChunk(phase, chunk);
	};
	return {
		write(chunk) {
			if (phase === "command") return hand(chunk);
			const all = Buffer.concat([pending, chunk]);
			const at = all.indexOf(line);
			if (at >= 0) {
				hand(all.subarray(0, at));
				phase = "command";
				pending = Buffer.alloc(0);
				return hand(all.subarray(at + line.length));
			}
			const kept = Math.min(all.length, line.length - 1);
			const begins = startOf(all.subarray(all.length - kept), line);
			hand(all.subarray(0, all.length - begins));
			pending = all.subarray(all.length - begins);
		},
		end() {
			hand(pending);
			pending = Buffer.alloc(0);
		}
	};
}
/** Length of the longest end of `bytes` that `line` begins with. */
function startOf(bytes, line) {
	for (let length = bytes.length; length > 0; length--) if (bytes.subarray(bytes.length - length).equals(line.subarray(0, length))) return length;
	return 0;
}

// src/container/output.ts
/** Hands on what a container prints, in masked lines and told apart by phase. */
function listenToContainer(child, options) {
	const streams = {
		stdout: openStream("stdout", options),
		stderr: openStream("stderr", options)
	};
	let tail = Buffer.alloc(0);
	child.onOutput((stream, chunk) => {
		streams[stream].write(chunk);
		if (stream === "stderr") tail = Buffer.concat([tail, chunk]).subarray(-8192);
	});
	return {
		finish() {
			streams.stdout.end();
			streams.stderr.end();
		},
		complaint: () => tail.toString("utf8")
	};
}
function openStream(stream, { masker, marker, onLines }) {
	const lines = {
		setup: lineStream(masker, (found) => onLines("setup", stream, found)),
		command: lineStream(masker, (found) => onLines("command", stream, found))
	};
	if (marker === void 0) return lines.command;
	const phases = phaseStream(marker, (phase, chunk) => {
		if (phase === "command") lines.setup.end();
		lines[phase].write(chunk);
	});
	return {
		write: (chunk) => phases.write(chunk),
		end() {
			phases.end();
			lines.setup.end();
			lines.command.end();
		}
	};
}

// src/container/request.ts
/** What is left of a step's resources on an engine with so many cores: `4+` bounds nothing, it only asks. */
function limitsOf({ cpus, memory, shmSize }, engine, gpus) {
	return {
		...cpus && !cpus.atLeast && { cpus: Math.min(cpus.value, engine.cpus) },
		...memory && !memory.atLeast && { memoryBytes: Math.round(memory.value * 1e9) },
		...shmSize !== void 0 && { shmBytes: Math.round(shmSize * 1e9) },
		...gpus !== void 0 && { gpus }
	};
}
/** `docker create` with these runs the start script in the image's own file system. */
function containerArguments(request) {
	const { name, labels, image, platform, user, network, limits, mounts, hasSelinux } = request;
	const { shell } = request;
	return [
		...["--name", name],
		...Object.entries(labels).flatMap(([label, value]) => ["--label", `${label}=${value}`]),
		"--init",
		"--no-healthcheck",
		...["--log-driver", "none"],
		...["--pull", "never"],
		...platform === void 0 ? [] : ["--platform", platform],
		...user === void 0 ? [] : ["--user", user],
		...network === "none" ? ["--network", "none"] : [],
		...hasSelinux ? ["--security-opt", "label=disable"] : [],
		...limitOptions(limits),
		...mounts.flatMap((mount) => ["--mount", mountOption(mount)]),
		...["--workdir", "/"],
		...shell ? ["--interactive"] : [],
		...shell === "terminal" ? ["--tty"] : [],
		...["--entrypoint", "sh"],
		image,
		`${jobRoot}/control/start.sh`,
		jobRoot,
		...shell ? ["shell"] : []
	];
}
function limitOptions({ cpus, memoryBytes, shmBytes, gpus }) {
	return [
		...cpus === void 0 ? [] : ["--cpus", String(cpus)],
		...memoryBytes === void 0 ? [] : [
			"--memory",
			String(memoryBytes),
			"--memory-swap",
			String(memoryBytes)
		],
		...shmBytes === void 0 ? [] : ["--shm-size", String(shmBytes)],
		...gpus === void 0 ? [] : ["--gpus", gpuOption(gpus)]
	];
}
/** The option is read as CSV, so the list of devices is quoted. */
const gpuOption = (gpus) => typeof gpus === "number" ? String(gpus) : `"device=${gpus.join(",")}"`;
function mountOption({ source, target, isReadOnly }) {
	return [
		"type=bind",
		`source=${source}`,
		`target=${target}`,
		...isReadOnly ? ["readonly"] : []
	].map(csvField).join(",");
}
const csvField = (text) => /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;

// src/container/transfer.ts
/** Moving a job's folder is bounded by the disk and the network alone. */
const timeoutMs = 864e5;
const hurriedMs = 3e3;
/** Puts a job's folder into a container that has not started. Its modes let everybody in: who owns it there differs by engine. */
async function copyIn(input) {
	const { engine, container, job, signal } = input;
	const args = [
		"cp",
		`${job}/.`,
		`${container}:${jobRoot}`
	];
	const { code, stderr } = await engine.call(args, {
		signal,
		timeoutMs
	});
	return code === 0 ? ok(void 0) : err(engineFault(stderr, engine.name));
}
/**
* Brings back what the step left, owned by whoever runs stepops; resolves with complaints. What is not there is no error here,
* and of what does not come whole nothing is left.
*/
async function copyOut(input) {
	const { engine, container, files, job, paths, stop } = input;
	const complaints = [];
	for (const path of paths) {
		const to = join(job, path);
		await files.remove(to);
		await files.makeDirectory(dirname(to));
		const from = `${container}:${posix.join(jobRoot, path)}`;
		const limits = stop.aborted ? { timeoutMs: hurriedMs } : {
			timeoutMs,
			signal: stop
		};
		const { code, stderr } = await engine.call([
			"cp",
			from,
			to
		], limits);
		if (code === 0 || isMissing(stderr)) continue;
		complaints.push(`${path}: ${engineFault(stderr, engine.name).message}`);
		await files.remove(to);
	}
	return complaints;
}
const isMissing = (stderr) => /no such container:path|could not find the file/i.test(stderr);
/**
* Whether an engine sees this machine's files: asked of a container that is made and never started. An engine that fails for
* another reason says nothing of its sight, so the answer is that it sees.
*/
async function seesFiles(input) {
	const { engine, image, name, labels, job, signal } = input;
	const mount = `type=bind,"source=${job.replaceAll("\"", "\"\"")}",target=${jobRoot}`;
	const create = [
		"create",
		"--name",
		name,
		...Object.entries(labels).flatMap(([label, value]) => ["--label", `${label}=${value}`]),
		"--pull",
		"never",
		"--mount",
		mount,
		image,
		"sh"
	];
	const created = await engine.call(create, { signal });
	if (created.code !== 0) return engineFault(created.stderr, engine.name).reason !== "bind-missing";
	const { code, stderr } = await engine.call([
		"cp",
		`${name}:${jobRoot}/${jobPaths.start}`,
		"-"
	], { signal });
	return code === 0 || !isMissing(stderr);
}

// src/container/container.ts
/** Runs one container to its end; on `stop` it gets SIGTERM, and SIGKILL five seconds later by whoever removes it. */
async function runContainer(run) {
	const { runEngine, request, transfer } = run;
	const args = containerArguments(request);
	if (transfer.job === "mount") return follow(run, runEngine.engine.start(["run", ...args]));
	const refused = await prepareCopy(run, args);
	if (refused !== void 0) return {
		...neverStarted,
		complaint: refused
	};
	return follow(run, runEngine.engine.start([
		"start",
		"--attach",
		request.name
	]));
}
const neverStarted = {
	results: {
		started: false,
		seesNoGpu: false
	},
	clientCode: void 0,
	complaint: "",
	isOutOfMemory: false,
	uncopied: []
};
/** What kept the container from being made; undefined when it can start. */
async function prepareCopy({ host, runEngine, request, stage, stop }, args) {
	const { engine } = runEngine;
	const created = await engine.call(["create", ...args], { signal: stop });
	if (created.code !== 0) return created.stderr;
	const copied = await copyIn({
		engine,
		container: request.name,
		job: stage.job,
		signal: stop
	});
	await host.files.remove(join(stage.job, jobPaths.secrets));
	return copied.ok ? void 0 : copied.error.message;
}
async function follow(run, child) {
	const { host, runEngine, request, stage, transfer, masker, marker, onLines } = run;
	const listener = listenToContainer(child, {
		masker,
		marker,
		onLines
	});
	const { end } = await superviseClient(run, child);
	listener.finish();
	const clientCode = end?.kind === "exited" ? end.code : void 0;
	const complaint = end?.kind === "not-started" ? notStarted(end.error) : listener.complaint();
	const uncopied = transfer.job === "copy" ? await bringBack(run) : [];
	const results = await readResults(host.files, stage.job);
	return {
		results,
		clientCode,
		complaint,
		isOutOfMemory: clientCode === killed && (results.isOutOfMemory || await ranOutOfMemory(runEngine, request.name)),
		uncopied
	};
}
/**
* `docker run` passes signals on to its container. `docker start` of newer clients leaves at the first one, while the container
* still saves its work: there the engine is asked, and the client ends when the container does.
*/
async function superviseClient(run, child) {
	const { host, runEngine, request, transfer, stop } = run;
	if (transfer.job === "mount") return supervise(child, host.clock, stop);
	const stopped = new AbortController();
	const ask = () => void runEngine.engine.call([
		"stop",
		"-t",
		"5",
		request.name
	]).then(() => stopped.abort());
	stop.addEventListener("abort", ask, { once: true });
	if (stop.aborted) ask();
	const supervised = await supervise(child, host.clock, stopped.signal);
	stop.removeEventListener("abort", ask);
	return supervised;
}
const notStarted = ({ code, message }) => code === "ENOENT" ? missingClient : message;
const killed = 137;
async function ranOutOfMemory({ engine }, name) {
	const { stdout } = await engine.call([
		"inspect",
		"--format",
		"{{.State.OOMKilled}}",
		name
	]);
	return stdout.trim() === "true";
}
async function bringBack(run) {
	const { host, runEngine, request, stage, written, stop } = run;
	const outputs = written.map((path) => join(jobPaths.work, path));
	const complaints = await copyOut({
		engine: runEngine.engine,
		container: request.name,
		files: host.files,
		job: stage.job,
		paths: [jobPaths.results, ...outputs],
		stop
	});
	if (complaints.length > 0) await host.files.makeDirectory(join(stage.job, jobPaths.results));
	return complaints;
}

// src/container/trial.ts
/** Mounts the step's folders, and where the engine turns out not to see them copies them, then and ever after. */
async function tryContainer(context) {
	const { runEngine } = context.prepared;
	const first = await tryOnce(context);
	if (!(!first.ended.results.started && first.transfer.inputs === "mount") || context.frame.stop.aborted || await isSeen(context, first)) return first;
	runEngine.seesFiles = false;
	await discard(context, first);
	const message = `${runEngine.engine.name} does not see this machine's files, so they are copied`;
	context.frame.notice("notice", message);
	return tryOnce(context);
}
/** Removes the container, and the folder only once that is gone; what cannot be removed becomes a warning. */
async function discard(context, { request, stage }) {
	if (!await discardContainer(context, { request })) return;
	await stage.remove().catch((error) => {
		context.frame.notice("warning", `the step's folder could not be removed: ${error.message}`);
	});
}
/** Pauses between tries: an engine may be away for a moment, and a run that is cancelled cannot wait for it. */
const pausesMs = [
	500,
	1e3,
	2e3,
	4e3,
	8e3
];
/** False where nobody can say that it is gone. */
async function discardContainer({ shared, prepared, frame }, { request }) {
	let trouble = await prepared.runEngine.remover.remove(request.name);
	for (const pauseMs of frame.isCancelled ? pausesMs.slice(0, 1) : pausesMs) {
		if (trouble === void 0) return true;
		await shared.host.clock.sleep(pauseMs);
		trouble = await prepared.runEngine.remover.remove(request.name);
	}
	if (trouble !== void 0) frame.notice("warning", trouble);
	return trouble === void 0;
}
async function isSeen({ prepared, frame }, { request, stage }) {
	const { engine, remover } = prepared.runEngine;
	const name = `${request.name}-probe`;
	const { image, labels } = request;
	const seen = await seesFiles({
		engine,
		image,
		name,
		labels,
		job: stage.job,
		signal: frame.stop
	});
	await remover.remove(name);
	return seen;
}
async function tryOnce(context) {
	const { shared, frame, prepared, onLines } = context;
	const trial = await openTrial(context);
	const { setup, marker } = prepared.job;
	try {
		const ended = await runContainer({
			...trial,
			host: shared.host,
			runEngine: prepared.runEngine,
			written: writtenBy(frame.attempt.step),
			masker: shared.masker,
			marker: setup && marker,
			stop: frame.stop,
			onLines
		});
		return {
			...trial,
			ended
		};
	} catch (error) {
		await discard(context, trial);
		throw error;
	}
}
async function openTrial(context) {
	const { shared, frame, prepared, gpus } = context;
	const { runEngine, info, image, user, resources } = prepared;
	const { step } = frame.attempt;
	const transfer = {
		inputs: runEngine.seesFiles ? "mount" : "copy",
		job: runEngine.seesFiles && user.isCaller ? "mount" : "copy"
	};
	const stage = await stageFor(context, transfer);
	return {
		stage,
		transfer,
		request: {
			name: containerName(context, transfer),
			labels: {
				...shared.labels,
				"stepops.step": step.id
			},
			image: image.reference,
			...step.image?.kind === "build" && step.image.platform !== void 0 && { platform: step.image.platform },
			...user.option !== void 0 && { user: user.option },
			network: step.network,
			limits: limitsOf(resources, info, gpus),
			mounts: stage.mounts,
			hasSelinux: info.hasSelinux
		}
	};
}
function stageFor({ shared, frame, prepared }, transfer) {
	const { step } = frame.attempt;
	const { inputs, job } = prepared;
	const { workingDirectory, checkpoint } = step;
	return openStage({
		inputs,
		transfer,
		files: shared.host.files,
		root: shared.root,
		directory: join(shared.folder.directory, "containers", nameOf(frame)),
		control: controlFiles(job),
		layout: layoutOf({
			inputs,
			written: writtenBy(step),
			workingDirectory
		}),
		...checkpoint !== void 0 && { checkpoint }
	});
}
function nameOf({ attempt: { step, attempt } }) {
	return `${logNames([step]).get(step.id) ?? step.id}.${attempt}`;
}
/**
* Apart for every run, leg and attempt, however long the leg's id; a second try of one attempt must not meet the first on its
* way out.
*/
function containerName({ shared, frame }, { inputs }) {
	const { step, attempt } = frame.attempt;
	const words = step.id.replaceAll(/[^A-Za-z0-9_.-]+/g, "-").slice(0, 80);
	const mark = words === step.id ? "" : `.${digest(step.id).slice(0, 8)}`;
	const tail = `${attempt}${inputs === "copy" ? "-copy" : ""}`;
	return `stepops-${shared.engines.label.slice(0, 8)}-${words}${mark}.${tail}`;
}

// src/container/attempt.ts
/** One attempt of a step that runs in a container. */
var ContainerAttempt = class {
	#shared;
	#frame;
	/** The last that the step printed. */
	#tail = [];
	constructor(shared, attempt, emit, signal) {
		this.#shared = shared;
		this.#frame = new AttemptFrame(shared, attempt, emit, signal);
	}
	run() {
		return this.#frame.run(() => this.#runAll());
	}
	async #runAll() {
		const prepared = await prepare(this.#shared, this.#frame);
		if (this.#frame.isCancelled) return this.#frame.cancelled();
		if (!prepared.ok) return this.#frame.failure(prepared.error);
		const { outputs, devices } = this.#shared;
		const { step } = this.#frame.attempt;
		const cleared = await outputs.prepare(step);
		if (!cleared.ok) return this.#frame.failure(cleared.error);
		const gpus = gpusFor(this.#shared, prepared.value);
		let outcome;
		try {
			outcome = await this.#runPrepared(prepared.value, gpus);
			return outcome;
		} finally {
			if (Array.isArray(gpus)) devices.release(gpus);
			if (outcome?.result !== "success") await outputs.abandon(step);
		}
	}
	async #runPrepared(prepared, gpus) {
		const context = {
			shared: this.#shared,
			frame: this.#frame,
			prepared,
			gpus
		};
		const onLines = this.#print.bind(this);
		const since = this.#shared.host.clock.now();
		const tried = await this.#frame.withTimeout(() => tryContainer({
			...context,
			onLines
		}));
		const isOver = this.#hasEnded(tried) || await discardContainer(context, tried);
		const outcome = await this.#conclude(prepared, tried, since).catch((error) => this.#keep(tried, error));
		if (!isOver) return outcome.result === "failure" ? this.#stillRunning(tried) : outcome;
		const gone = discard(context, tried).then(() => void this.#shared.background.delete(gone));
		this.#shared.background.add(gone);
		return outcome;
	}
	#hasEnded({ ended }) {
		return !this.#frame.stop.aborted && ended.results.exitCode !== void 0;
	}
	/** A cause that is not tried again by itself: two attempts at once would write over each other. */
	#stillRunning({ request }) {
		const message = `the step's container may still run, as Docker does not say that it is gone: see docker ps, and end it with docker rm --force ${request.name}`;
		return this.#frame.failure({
			cause: "lost",
			message
		});
	}
	/** A disk may be full where the outputs belong; where the step left them they must not go with its folder. */
	async #keep({ stage, request }, error) {
		if (!("code" in error && "syscall" in error)) throw error;
		const { host, folder } = this.#shared;
		const kept = join(folder.directory, "kept", request.name);
		await host.files.makeDirectory(join(folder.directory, "kept"));
		await host.files.rename(join(stage.job, jobPaths.work), kept);
		const message = `the step ended well, but its outputs cannot be put in their place (${error.message}); they are kept in ${kept}`;
		return this.#frame.failure({
			cause: "infrastructure",
			phase: "outputs",
			message
		});
	}
	#print(phase, stream, lines) {
		this.#tail = [...this.#tail, ...lines].slice(-200);
		this.#frame.output(phase, stream, lines);
	}
	async #conclude(prepared, tried, since) {
		const { results } = tried.ended;
		if (results.seesNoGpu) this.#warnOfNoGpu();
		const intact = await isIntact(this.#shared.host.files, tried.stage.job);
		const ended = intact ? this.#failureOf(prepared, tried) : displaced;
		const { aborted } = this.#frame.stop;
		const failure = aborted ? this.#frame.stopped(results.phase ?? "command") : ended;
		if (intact) await this.#keepCheckpoint(tried);
		if (this.#frame.isCancelled) return this.#frame.cancelled();
		if (!intact) return this.#frame.failure(failure ?? displaced);
		const hinted = failure && await this.#withHint(failure, prepared);
		return this.#collect({
			tried,
			failure: hinted,
			since,
			inputs: prepared.inputs
		});
	}
	#warnOfNoGpu() {
		const [asked] = this.#frame.attempt.step.resources[0].accelerators;
		const what = asked ? `${asked.name}:${asked.count}` : "an accelerator";
		this.#frame.notice("warning", `the step asked for ${what} and sees no GPU`);
	}
	#failureOf({ runEngine }, { ended, request }) {
		const { memoryBytes } = request.limits;
		return containerFailure({
			...ended,
			image: imageName(this.#frame.attempt.step),
			engine: runEngine.engine.name,
			...memoryBytes !== void 0 && { memoryBytes }
		});
	}
	/** Names what the step was not given, where that is what it says it lacks. */
	async #withHint(failure, { inputs }) {
		const { step } = this.#frame.attempt;
		if (failure.cause !== "user" || step.inputs === void 0) return failure;
		const { host, ...source } = this.#shared;
		const withheld = await withheldFiles({
			...source,
			files: host.files
		}, inputs);
		const { workingDirectory } = step;
		const hint = withheldHint({
			lines: this.#tail,
			withheld,
			workingDirectory,
			seenAs: jobRoot
		});
		return hint === void 0 ? failure : {
			...failure,
			message: `${failure.message}; ${hint}`
		};
	}
	/** Kept whatever became of the step: the next attempt goes on from it. */
	async #keepCheckpoint({ stage, transfer }) {
		const { checkpoint } = this.#frame.attempt.step;
		if (checkpoint === void 0 || transfer.job === "mount") return;
		const { host, root } = this.#shared;
		await replaceTree(host.files, join(stage.job, jobPaths.work, checkpoint), join(root, checkpoint));
	}
	async #collect(input) {
		const { tried, failure, since, inputs } = input;
		const { host, secrets } = this.#shared;
		const { step } = this.#frame.attempt;
		const { job } = tried.stage;
		const declared = {
			names: step.values,
			secrets
		};
		const { values, faults } = await takeValues(host.files, join(job, jobPaths.values), declared);
		if (failure) return this.#frame.failure(failure, values);
		if (faults.length > 0) return this.#frame.failure({
			cause: "config",
			phase: "outputs",
			message: faults.join("; ")
		}, values);
		const published = await takeOver({
			shared: this.#shared,
			step,
			job,
			seenAs: jobRoot,
			inputs,
			since
		});
		if (!published.ok) return this.#frame.failure(published.error, values);
		return {
			result: "success",
			values,
			outputs: published.value
		};
	}
};
const displaced = {
	cause: "user",
	message: "the step put something else in the place of its own folders below /stepops, so nothing of it is taken over"
};

// src/container/devices.ts
function createDevices(total) {
	const free = new Set(Array.from({ length: total }, (_, index) => index));
	return {
		take(count) {
			if (count > free.size) return void 0;
			const taken = [...free].sort((a, b) => a - b).slice(0, count);
			for (const index of taken) free.delete(index);
			return taken;
		},
		release(indexes) {
			for (const index of indexes) free.add(index);
		}
	};
}

// src/container/executor.ts
/** Runs steps in containers of a Docker engine, each in a fresh folder that holds what the step declares. */
async function createContainerExecutor(options) {
	const shared = await openShared(options);
	return {
		execute: (attempt, emit, signal) => new ContainerAttempt(shared, attempt, emit, signal).run(),
		close: async () => {
			await Promise.all(shared.background);
		}
	};
}
/** What all containers share that work in one folder of a run. */
async function openShared(options) {
	const { host, root, checkout, folder, env, machine, pipeline, buckets } = options;
	const engines = await openEngines({
		host,
		env,
		directory: folder.directory,
		cwd: root
	});
	return {
		...openFrame({
			host,
			env,
			pipeline
		}),
		root,
		folder,
		pipeline,
		images: imagesOf(options),
		buckets,
		engines,
		machine,
		carried: carried(env),
		userName: env.USER || env.LOGNAME || (machine.user?.uid === 0 ? "root" : "stepops"),
		devices: createDevices(machine.accelerators),
		background: /* @__PURE__ */ new Set(),
		outputs: openOutputs({
			files: host.files,
			root,
			ledger: openLedger(host.files, checkout)
		}),
		labels: {
			[runLabel]: engines.label,
			"stepops.directory": folder.directory,
			"stepops.host": host.processes.hostname,
			"stepops.view": await viewOf(host.files)
		}
	};
}
function imagesOf({ host, env, root, run, folder, pipeline }) {
	const { containerRegistry, auth } = pipeline.stack;
	const at = (name) => join(folder.directory, name);
	return openImages({
		host,
		env,
		root,
		run,
		pipeline,
		scratch: at("images"),
		logins: at("containers"),
		...optional("containerRegistry", containerRegistry),
		...optional("auth", auth)
	});
}

export { copyIn as a, prepare as c, containerFailure as d, openTrial as i, imageName as l, openShared as n, copyOut as o, discard as r, containerArguments as s, createContainerExecutor as t, gpusFor as u };