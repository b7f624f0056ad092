import { a as walk, c as openFrame, i as openOutputs, n as endFailure, o as openLedger, r as takeValues, s as AttemptFrame } from "./command-end.js";
import { a as unfit, i as stepVariables, t as carried } from "./environment.js";
import { r as jobPaths, t as controlFiles } from "./start-script.js";
import { n as missingClient, t as engineFault } from "./engine-fault.js";
import { G as findCheckout, K as keptFiles, U as err, W as ok, k as logNames, q as runGit, s as isOnThisMachine, v as optional } from "./check.js";
import { i as isWithin, n as listAll, r as listInputs } from "./input-files.js";
import { n as removeTree, t as openFolder } from "./step-tree.js";
import { n as supervise, t as lineStream } from "./lines.js";
import { a as runLabel, n as openEngines } from "./run-engines.js";
import { dirname, join, posix, relative, resolve, sep } from "node:path";

// src/job/results.ts
/** Whether a job's folders are still folders: a step could put links in their place, and lead whoever reads there astray. */
async function isIntact(files, job) {
	const kinds = [jobPaths.results, jobPaths.work].map(async (path) => (await files.stat(join(job, path)))?.kind);
	return (await Promise.all(kinds)).every((kind) => kind === "directory");
}
/** `job`: the folder that the step saw, absolute. */
async function readResults(files, job) {
	if (!await isIntact(files, job)) return {
		started: true,
		seesNoGpu: false
	};
	const at = (name) => join(job, jobPaths.results, name);
	const text = async (name) => (await readSmall(files, at(name)))?.trim();
	const exists = async (name) => (await files.stat(at(name)))?.kind === "file";
	const [phase, code, fault] = [
		await text("phase"),
		await text("exit"),
		faultOf(await text("fault"))
	];
	return {
		started: await exists("started"),
		seesNoGpu: await exists("no-gpu"),
		...(phase === "setup" || phase === "command") && { phase },
		...code !== void 0 && /^\d{1,3}$/.test(code) && { exitCode: Number(code) },
		...fault && { fault }
	};
}
const largest = 4096;
/** Never more than a little, and never through a link: the step may have put anything there. */
async function readSmall(files, path) {
	if ((await files.stat(path))?.kind !== "file") return void 0;
	const bytes = await files.readFrom(path, 0, largest);
	return bytes && Buffer.from(bytes).toString("utf8");
}
function faultOf(text) {
	const [cause, message] = text?.split("\n") ?? [];
	return (cause === "image" || cause === "config") && message ? {
		cause,
		message
	} : void 0;
}

// src/container/container-end.ts
/** What a container's end means; undefined when all went well. */
function containerFailure(end) {
	const { results } = end;
	if (!results.started) return neverStarted$1(end);
	if (results.fault) return {
		...results.fault,
		message: `${results.fault.message} (image ${end.image})`
	};
	const phase = results.phase ?? "command";
	const code = results.exitCode ?? end.clientCode;
	if (code === void 0 || results.exitCode === void 0 && code !== killed$1) return cutOff(end);
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
		message: `the command ended well, but not all that it wrote could be copied out of its container (${paths.join("; ")})`
	};
}
const killed$1 = 137;
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
		cause: fault.reason === "no-gpu" ? "config" : "infrastructure",
		message: `${fault.message}: ${lowerFirst(fault.hint)}`
	};
}
const lowerFirst = (text) => text.charAt(0).toLowerCase() + text.slice(1);
/** The start script began and could not end: it was killed from outside, or the engine went away. */
function cutOff({ engine, complaint, results }) {
	const fault = engineFault(complaint, engine);
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

// src/container/request.ts
/** Where a container finds its job's folder, whatever its image's own working directory is. */
const jobRoot = "/stepops";
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
	const { isInteractive = false } = request;
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
		...isInteractive ? ["--interactive", "--tty"] : [],
		...["--entrypoint", "sh"],
		image,
		`${jobRoot}/control/start.sh`,
		jobRoot,
		...isInteractive ? ["shell"] : []
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

// src/container/container-job.ts
/** An attempt as a job for a container of its own. */
function containerJob(input) {
	const { attempt, secrets, carried, userName, marker, portKey } = input;
	const { step, setup, command, env } = attempt;
	const values = `${jobRoot}/${jobPaths.values}`;
	return {
		command,
		...setup && { setup },
		env: {
			...userName !== void 0 && {
				HOME: `${"/stepops"}/${jobPaths.home}`,
				USER: userName,
				LOGNAME: userName
			},
			...carried,
			...env,
			...stepVariables({
				step,
				attempt: attempt.attempt,
				valuesFile: values,
				portKey
			})
		},
		secrets,
		workingDirectory: step.workingDirectory,
		accelerators: step.resources[0].accelerators[0]?.count ?? 0,
		requireGpu: step.settings.require_gpu === true,
		marker,
		ownsProcesses: true
	};
}
/** Why no process could be started with what a job gives it; undefined when one could. */
function unfitJob({ env, secrets, setup, command }) {
	return (setup ? [setup, command] : [command]).map((each) => unfit({
		...env,
		...secrets,
		...bindingsOf(each)
	}, argumentsOf(each))).find((why) => why !== void 0);
}
const bindingsOf = (command) => command.kind === "script" ? command.bindings : {};
const argumentsOf = (command) => command.kind === "argv" ? command.args : [];

// src/container/resources.ts
/** The first alternative of `any_of` that fits; else the first, which an explicit `local` runs with what there is. */
function fittingResources(alternatives, size) {
	const fits = ({ cpus, memory, accelerators }) => (cpus?.value ?? 0) <= size.cpus && (memory?.value ?? 0) <= size.memoryGb && (accelerators[0]?.count ?? 0) <= size.accelerators;
	return alternatives.find(fits) ?? alternatives[0];
}

// src/container/step-inputs.ts
/** What a step is given of this disk: its inputs; without the key all that git keeps, and what its needs wrote. */
async function stepInputs(source, step) {
	const { files, root, pipeline } = source;
	const needs = new Set(step.needs.map(({ leg }) => leg));
	const needed = pipeline.steps.filter(({ id }) => needs.has(id)).flatMap(outputsOf);
	const others = pipeline.steps.filter(({ id }) => !needs.has(id)).flatMap(writtenBy$1);
	const listed = step.inputs ? await listInputs(files, root, step.inputs) : await listAll(files, root, isGiven({
		kept: await gitKeeps(source),
		needed,
		others
	}));
	return {
		...listed,
		folders: wholeAlways(listed.folders, others)
	};
}
const outputsOf = ({ outputs }) => outputs.map(({ path }) => path);
const writtenBy$1 = (step) => [...outputsOf(step), ...step.checkpoint === void 0 ? [] : [step.checkpoint]];
/** A folder that is given as it is would show what other steps write there while the step runs. */
function wholeAlways(folders, others) {
	const around = new Set(others.flatMap((path) => [".", ...parentsOf(path)]));
	return new Map([...folders].map(([path, isWhole]) => [path, isWhole && !around.has(path)]));
}
/** Another step's outputs come and go meanwhile, so only those of needs count, ignored by git or not. */
function isGiven(input) {
	const { kept, others } = input;
	const needed = new Set(input.needed);
	const onTheWay = new Set(input.needed.flatMap((path) => [...parentsOf(path)]));
	const excluded = new Set(others);
	return (path) => {
		if (needed.has(path) || onTheWay.has(path) || [...parentsOf(path)].some((each) => needed.has(each))) return true;
		return !excluded.has(path) && (kept?.(path) ?? true);
	};
}
function* parentsOf(path) {
	for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) yield path.slice(0, end);
}
/** Undefined where git cannot tell: then everything counts. */
async function gitKeeps(source) {
	const { files, root } = source;
	const checkout = await findCheckout(files, root);
	const listed = await keptFiles(checkout, root, source.runGit ?? runGit);
	if (!listed) return void 0;
	const prefix = relative(checkout.root, root).split(sep).join("/");
	const own = listed.map((path) => prefix === "" ? path : path.slice(prefix.length + 1));
	const names = new Set(own);
	const folders = new Set(own.flatMap((path) => [...parentsOf(path)]));
	return (path) => names.has(path) || folders.has(path) || [...parentsOf(path)].some((each) => names.has(each));
}
/** Files that git tracks and a step was not given; for the hint of a step that failed for want of one. */
async function withheldFiles(source, given) {
	const checkout = await findCheckout(source.files, source.root);
	const listed = await keptFiles(checkout, source.root, source.runGit ?? runGit);
	const has = new Set(given.files);
	return (listed ?? []).map((path) => relative(source.root, join(checkout.root, path)).split(sep).join("/")).filter((path) => !has.has(path));
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
	const inputs = await stepInputs({
		...shared,
		files: shared.host.files
	}, step);
	const user = containerUser(step.user, shared.machine.user, info.value);
	const job = jobOf(shared, frame, user);
	const unfit = escaping(inputs) ?? unfitJob(job);
	if (unfit !== void 0) return err({
		cause: "config",
		message: unfit
	});
	const accelerators = isOnThisMachine(step) ? shared.machine.accelerators : Number.POSITIVE_INFINITY;
	const size = {
		cpus: info.value.cpus,
		memoryGb: info.value.memoryBytes / 1e9,
		accelerators
	};
	const resources = fittingResources(step.resources, size);
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
async function readyImage({ images, host, masker }, frame, { engine }) {
	const { image, operator, pendingTimeoutMs } = frame.attempt.step;
	if (!image) return err({
		cause: "config",
		message: "the step names no image"
	});
	const over = new AbortController();
	const late = new AbortController();
	if (pendingTimeoutMs !== void 0) host.clock.sleep(pendingTimeoutMs, over.signal).then(() => late.abort(), () => {});
	const ready = await images.ready({
		image,
		engine,
		copies: operator?.settings.copy_images === true,
		publishes: operator !== void 0,
		onLines: (stream, lines) => frame.output("image", stream, lines.map((line) => masker.mask(line))),
		onNotice: (message) => frame.notice("notice", message),
		signal: AbortSignal.any([frame.stop, late.signal])
	});
	over.abort();
	if (ready.ok) return ready;
	const { signal } = late;
	return err(signal.aborted ? tooLate(pendingTimeoutMs ?? 0) : {
		cause: "image",
		phase: "image",
		...ready.error
	});
}
const tooLate = (limitMs) => ({
	cause: "pending_timeout",
	phase: "image",
	message: `the image was not ready within the step's pending_timeout of ${limitMs / 1e3} s`
});
function jobOf(shared, frame, { option, isCaller }) {
	const { host, carried, folder, userName } = shared;
	return containerJob({
		attempt: frame.attempt,
		secrets: frame.secrets(),
		carried,
		userName: option === void 0 ? void 0 : isCaller ? userName : "stepops",
		marker: `stepops-${host.random.hex(32)}`,
		portKey: join(folder.directory, frame.attempt.step.id)
	});
}
function escaping({ escaping: paths }) {
	if (paths.length === 0) return void 0;
	return `${paths.slice(0, 5).join(", ")}: a link that leaves the pipeline's folder cannot be an input; copy what it leads to`;
}

// src/container/lost-links.ts
/**
* Sentences about links in outputs to what is there only as long as the step's own folder: taken over, they would lead nowhere.
* `checkpoint`: stays, too.
*/
async function lostLinks(place) {
	const { files, job, paths, inputs, checkpoint } = place;
	const stays = (path) => inputs.files.includes(path) || inputs.folders.has(path) || [...paths, checkpoint].some((each) => isBelow(each, path));
	const faults = [];
	for (const link of await linksIn(place)) {
		const target = await insideJob(place, link);
		if (target === void 0) continue;
		const path = posix.relative(jobPaths.work, target);
		if (stays(path) || await files.stat(join(job, target)) === void 0) continue;
		const shown = path.startsWith("../") ? `${jobRoot}/${target}` : path;
		faults.push(`output ${link} is a link to ${shown}, which is no output and goes with the step's folder: write the file itself there`);
	}
	return faults;
}
/**
* An output may be a link to an input or into the checkpoint, which are not in the step's folder once nothing is mounted there any
* more: what looks at the outputs finds the file itself there. `root`: the pipeline's folder.
*/
async function placeLinkTargets(place) {
	const { files, job, root, paths, inputs } = place;
	const top = await files.realpath(root) ?? root;
	const work = await files.realpath(join(job, jobPaths.work)) ?? join(job, jobPaths.work);
	for (const output of paths) {
		const target = await insideJob(place, output);
		if (target === void 0) continue;
		const path = posix.relative(jobPaths.work, target);
		if (await files.realpath(join(work, dirname(path))) !== join(work, dirname(path))) continue;
		const isKept = isBelow(place.checkpoint, path) && await files.realpath(join(top, path)) === join(top, path);
		const kind = (await files.stat(join(root, path)))?.kind;
		if (inputs.folders.has(path) || isKept && kind === "directory") await files.makeDirectory(join(work, path));
		else if (inputs.files.includes(path) || isKept && kind === "file") await placeFile(files, join(root, path), join(work, path));
	}
}
const isBelow = (folder, path) => folder !== void 0 && (path === folder || path.startsWith(`${folder}/`));
async function placeFile(files, from, to) {
	const source = await files.realpath(from);
	if (source === void 0) return;
	await files.remove(to);
	await files.link(source, to);
}
async function linksIn({ files, job, paths }) {
	const found = [];
	for (const path of paths) {
		const entries = await walk(files, join(job, jobPaths.work, path));
		found.push(...entries.filter(({ stat }) => stat.kind === "link").map((entry) => posix.join(path, entry.path)));
	}
	return found;
}
/** Where a link leads, relative to the job's folder; undefined for what is no link, and for one that leaves that folder. */
async function insideJob({ files, job }, path) {
	const target = await files.readlink(join(job, jobPaths.work, path));
	if (target === void 0) return void 0;
	const meant = posix.resolve(posix.join(jobRoot, jobPaths.work, dirname(path)), target);
	return meant.startsWith(`${"/stepops"}/`) ? meant.slice(jobRoot.length + 1) : void 0;
}

// src/container/relink.ts
const workRoot = `${jobRoot}/${jobPaths.work}/`;
/**
* Links in outputs that name the step's folder by the path that it has in the container become relative ones: they lead to the
* same wherever the outputs lie. `work`: that folder on this machine.
*/
async function relinkOutputs(files, work, paths) {
	for (const path of paths) for (const { path: inner, stat } of await walk(files, join(work, path))) if (stat.kind === "link") await relink(files, work, posix.join(path, inner));
}
async function relink(files, work, path) {
	const target = await files.readlink(join(work, path));
	if (!target?.startsWith(workRoot)) return;
	await files.remove(join(work, path));
	await files.symlink(posix.relative(dirname(path), target.slice(workRoot.length)), join(work, path));
}

// src/container/take-over.ts
/** Gives the outputs that a step left in its job's folder their place in the pipeline's, all or none. */
async function takeOver(input) {
	const { shared, step, job, inputs, since } = input;
	const { host, outputs, root } = shared;
	const { files } = host;
	const work = join(job, jobPaths.work);
	const paths = step.outputs.map(({ path }) => path);
	await relinkOutputs(files, work, paths);
	const place = {
		files,
		job,
		paths,
		inputs,
		...optional("checkpoint", step.checkpoint)
	};
	const lost = await lostLinks(place);
	if (lost.length > 0) return err({
		cause: "config",
		phase: "outputs",
		message: lost.join("; ")
	});
	await placeLinkTargets({
		...place,
		root
	});
	for (const path of paths) await openFolder(files, join(work, path));
	return outputs.adopt(step, work, since);
}

// src/container/transfer.ts
/** Moving a job's folder is bounded by the disk and the network alone. */
const timeoutMs = 864e5;
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
	const { engine, container, files, job, paths } = input;
	const complaints = [];
	for (const path of paths) {
		const to = join(job, path);
		await removeTree(files, to);
		await files.makeDirectory(dirname(to));
		const from = `${container}:${posix.join(jobRoot, path)}`;
		const { code, stderr } = await engine.call([
			"cp",
			from,
			to
		], { timeoutMs });
		if (code === 0 || isMissing(stderr)) continue;
		complaints.push(`${path}: ${engineFault(stderr, engine.name).message}`);
		await removeTree(files, to);
	}
	return complaints;
}
const isMissing = (stderr) => /no such container:path|could not find the file/i.test(stderr);
/** Whether an engine sees this machine's files: asked of a container that is made and never started. */
async function seesFiles(input) {
	const { engine, image, name, labels, job } = input;
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
	if ((await engine.call(create)).code !== 0) return false;
	const { code } = await engine.call([
		"cp",
		`${name}:${jobRoot}/${jobPaths.start}`,
		"-"
	]);
	return code === 0;
}
/** Puts what lies in one folder in the place of another, which is only emptied once the new content is there. */
async function replaceTree(files, from, to) {
	if ((await files.stat(from))?.kind !== "directory") return;
	const fresh = `${to}.stepops-new`;
	await openFolder(files, from);
	await removeTree(files, fresh);
	await files.move(from, fresh);
	await removeTree(files, to);
	await files.move(fresh, to);
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
	const isOutOfMemory = clientCode === killed && await ranOutOfMemory(runEngine, request.name);
	const uncopied = transfer.job === "copy" ? await bringBack(run) : [];
	return {
		results: await readResults(host.files, stage.job),
		clientCode,
		complaint,
		isOutOfMemory,
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
	const { host, runEngine, request, stage, written } = run;
	const outputs = written.map((path) => join(jobPaths.work, path));
	return copyOut({
		engine: runEngine.engine,
		container: request.name,
		files: host.files,
		job: stage.job,
		paths: [jobPaths.results, ...outputs]
	});
}

// src/container/layout.ts
function layoutOf(input) {
	const { inputs, written, workingDirectory } = input;
	const own = new Set(written);
	const real = new Set(written.flatMap((path) => ancestors(path)).concat("."));
	const isOwn = (path) => own.has(path) || ancestors(path).some((folder) => own.has(folder));
	const isWhole = (path) => inputs.folders.get(path) === true && !real.has(path);
	const folders = [...inputs.folders.keys()].filter((path) => isWhole(path) && !ancestors(path).some(isWhole) && !isOwn(path)).sort();
	const given = withoutFolders(inputs, real).filter((path) => !isOwn(path));
	const rest = given.filter((path) => !ancestors(path).some(isWhole));
	const links = new Set(rest);
	const place = [workingDirectory, ...ancestors(workingDirectory)];
	const isThere = place.some((path) => folders.includes(path) || links.has(path));
	const others = [...inputs.folders.keys()].filter((path) => !isOwn(path));
	const empty = others.filter((path) => !isWhole(path) && !ancestors(path).some(isWhole));
	const parts = partsOf({
		rest,
		folders,
		real,
		empty: isThere ? empty : [...empty, workingDirectory]
	});
	const covered = /* @__PURE__ */ new Set([...folders, ...parts.map(({ path }) => path)]);
	const isCovered = (path) => [path, ...ancestors(path)].some((each) => covered.has(each));
	const files = rest.filter((path) => !isCovered(path));
	const made = [
		...real,
		...others.filter((path) => !isCovered(path)),
		...[...covered].flatMap((path) => ancestors(path).filter((each) => !isCovered(each))),
		...isThere || isCovered(workingDirectory) ? [] : place
	];
	const directories = [...new Set(made)].sort();
	return {
		directories,
		folders,
		parts,
		files,
		copied: {
			directories: [.../* @__PURE__ */ new Set([
				...directories,
				...others,
				...isThere ? [] : place
			])].sort(),
			files: given
		}
	};
}
/** Without links that stand where a folder must: one that the step writes to, or that an input names by the link's name. */
function withoutFolders({ files, folders }, real) {
	const around = [.../* @__PURE__ */ new Set([...files.map((path) => dirname(path)), ...folders.keys()])];
	const holders = new Set(around.flatMap((folder) => [folder, ...ancestors(folder)]));
	return files.filter((path) => !real.has(path) && !holders.has(path));
}
/** Grouped by the outermost folder that need not be real. */
function partsOf(input) {
	const outermost = (path) => ancestors(path).toReversed().find((folder) => !input.real.has(folder));
	const found = /* @__PURE__ */ new Map();
	const partAt = (path) => {
		const part = found.get(path) ?? {
			path,
			files: [],
			inner: []
		};
		found.set(path, part);
		return part;
	};
	for (const file of input.rest) {
		const path = outermost(file);
		if (path !== void 0) partAt(path).files.push(file);
	}
	for (const folder of input.folders) {
		const path = outermost(folder);
		if (path !== void 0) partAt(path).inner.push(folder);
	}
	for (const folder of input.empty) found.get(outermost(folder) ?? "")?.inner.push(folder);
	return [...found.values()].sort((a, b) => a.path < b.path ? -1 : 1);
}
/** Folders around a path, innermost first, `.` last. */
function ancestors(path) {
	const found = [];
	for (let at = path; at !== ".";) {
		at = dirname(at);
		found.push(at);
	}
	return found;
}

// src/container/stage.ts
async function openStage(request) {
	const { files, directory } = request;
	try {
		return await fillStage(request);
	} catch (error) {
		await files.remove(directory).catch(() => {});
		throw error;
	}
}
async function fillStage(request) {
	const { files, directory, control, transfer } = request;
	if (await files.stat(directory) !== void 0) await removeTree(files, directory);
	await files.makeDirectory(directory, 448);
	const job = join(directory, "job");
	const isShared = transfer.job === "copy";
	const mode = isShared ? 511 : 493;
	for (const path of [
		".",
		jobPaths.control,
		jobPaths.work,
		jobPaths.home,
		jobPaths.results
	]) await files.makeDirectory(join(job, path), mode);
	for (const [path, text] of Object.entries(control)) await files.write(join(job, path), text, isShared ? 438 : 384);
	const place = {
		...request,
		job,
		mode
	};
	const mounts = transfer.inputs === "mount" ? await layOut(place) : await copyInputs(place);
	const whole = {
		source: job,
		target: jobRoot,
		isReadOnly: false
	};
	return {
		job,
		mounts: [
			...transfer.job === "mount" ? [whole] : [],
			...mounts,
			...await placeCheckpoint(place)
		],
		remove: () => removeTree(files, directory)
	};
}
const workOf = (job, path) => join(job, jobPaths.work, path);
const mountedAt = (path) => posix.join(jobRoot, jobPaths.work, path);
async function layOut(place) {
	const { files, root, job, layout, directory, mode, transfer } = place;
	for (const path of layout.directories) await files.makeDirectory(workOf(job, path), mode);
	const mounts = [];
	const mount = (source, path) => mounts.push({
		source,
		target: mountedAt(path),
		isReadOnly: true
	});
	const makePoint = transfer.job === "mount" ? (path) => files.makeDirectory(path) : async () => {};
	for (const part of layout.parts) {
		await layOutPart(place, part);
		await makePoint(workOf(job, part.path));
		mount(join(directory, "parts", part.path), part.path);
	}
	const inner = new Set(layout.parts.flatMap((part) => part.inner));
	for (const path of layout.folders) {
		if (!inner.has(path)) await makePoint(workOf(job, path));
		mount(await files.realpath(join(root, path)) ?? join(root, path), path);
	}
	for (const path of layout.files) {
		const source = await fileToMount(place, path);
		if (source !== void 0) mount(source, path);
	}
	return mounts;
}
async function layOutPart(place, { files: paths, inner }) {
	const at = (path) => join(place.directory, "parts", path);
	for (const path of paths) await give(place, path, at(path));
	for (const path of inner) await place.files.makeDirectory(at(path));
}
/** It outlives the attempt: mounted as it is, or copied in now and out again at the end. */
async function placeCheckpoint({ files, root, job, checkpoint, transfer, mode }) {
	if (checkpoint === void 0) return [];
	const [source, target] = [join(root, checkpoint), workOf(job, checkpoint)];
	if (transfer.job === "copy") {
		await copyTree({
			files,
			from: source,
			to: target,
			mode
		});
		return [];
	}
	await files.makeDirectory(target);
	return [{
		source,
		target: mountedAt(checkpoint),
		isReadOnly: false
	}];
}
/** A link is made anew where it stands; what is mounted is a file with the same name. */
async function fileToMount(place, path) {
	const { files, root, job, transfer } = place;
	const link = await linkTarget(place, path);
	if (link !== void 0) {
		await files.symlink(link, workOf(job, path));
		return;
	}
	const source = await files.realpath(join(root, path));
	if (source !== void 0 && transfer.job === "mount") await files.write(workOf(job, path), "");
	return source;
}
async function copyInputs(place) {
	const { files, job, layout, mode } = place;
	for (const path of layout.copied.directories) await files.makeDirectory(workOf(job, path), mode);
	for (const path of layout.copied.files) await give(place, path, workOf(job, path));
	return [];
}
async function copyTree(tree) {
	const { files, from, to, mode } = tree;
	await files.makeDirectory(to, mode);
	for (const name of await files.list(from) ?? []) {
		const [source, target] = [join(from, name), join(to, name)];
		const kind = (await files.stat(source))?.kind;
		if (kind === "directory") await copyTree({
			files,
			from: source,
			to: target,
			mode
		});
		else if (kind === "link") await files.symlink(await files.readlink(source) ?? "", target);
		else if (kind === "file") await files.link(source, target);
	}
}
/** One input under its name at `to`. */
async function give(place, path, to) {
	const { files, root } = place;
	const link = await linkTarget(place, path);
	if (link !== void 0) return files.symlink(link, to);
	const source = await files.realpath(join(root, path));
	if (source !== void 0 && (await files.stat(source))?.kind === "file") await files.link(source, to);
}
/** Where a link leads, as seen from its own folder; undefined for what is no link, and for one that an input names. */
async function linkTarget({ files, root, inputs }, path) {
	if (inputs.followed.has(path)) return void 0;
	const target = await files.readlink(join(root, path));
	if (target === void 0) return void 0;
	const folder = dirname(path);
	const [top = root, from = join(root, folder)] = [await files.realpath(root), await files.realpath(join(root, folder))];
	const meant = resolve(from, target);
	const inRoot = relative(isWithin(top, meant) ? top : root, meant);
	return posix.relative(folder, inRoot.split(sep).join("/")) || ".";
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
/** Removes the container, and the folder only once it is gone; what cannot be removed becomes a warning. */
async function discard({ prepared, frame }, { request, stage }) {
	await discardContainer({
		prepared,
		frame
	}, { request });
	await stage.remove().catch((error) => {
		frame.notice("warning", `the step's folder could not be removed: ${error.message}`);
	});
}
async function discardContainer({ prepared, frame }, { request }) {
	const trouble = await prepared.runEngine.remover.remove(request.name);
	if (trouble !== void 0) frame.notice("warning", trouble);
}
async function isSeen({ prepared }, { request, stage }) {
	const { engine, remover } = prepared.runEngine;
	const name = `${request.name}-probe`;
	const { image, labels } = request;
	const seen = await seesFiles({
		engine,
		image,
		name,
		labels,
		job: stage.job
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
/** Paths that the step may write and that outlive it. */
const writtenBy = ({ outputs, checkpoint }) => [...outputs.map(({ path }) => path), ...checkpoint === void 0 ? [] : [checkpoint]];
function nameOf({ attempt: { step, attempt } }) {
	return `${logNames([step]).get(step.id) ?? step.id}.${attempt}`;
}
/** Apart for every run, leg and attempt; a second try of one attempt must not meet the first on its way out. */
function containerName({ shared, frame }, { inputs }) {
	const slug = nameOf(frame).replaceAll(/[^A-Za-z0-9_.-]+/g, "-").slice(0, 100);
	return `stepops-${shared.engines.label.slice(0, 8)}-${slug}${inputs === "copy" ? "-copy" : ""}`;
}

// src/container/withheld.ts
/**
* The sentence that a step's failure ends with where what it printed names a file that the folder has and the step's inputs lack.
* Undefined where it names none.
*/
function withheldHint(input) {
	const { lines, withheld, workingDirectory } = input;
	const printed = printedBy(lines);
	const named = withheld.filter((path) => names(printed, path, workingDirectory)).slice(0, 3);
	if (named.length === 0) return void 0;
	const [noun, verb] = named.length === 1 ? ["it", "is"] : ["them", "are"];
	return `${named.join(", ")} ${verb} in the folder but not among the step's inputs: add ${noun} to inputs`;
}
function printedBy(lines) {
	const text = lines.join("\n").slice(-65536);
	const complains = (line) => /no such file|not found|not exist|can(?:not|'t)|could not|unable|no module|missing/i.test(line);
	const modules = [...text.matchAll(/Cannot find module '(?:\.{1,2}\/)+([^']+)'/g)];
	return {
		text,
		complaints: text.split("\n").filter(complains).join("\n"),
		modules: modules.map(([, name = ""]) => name)
	};
}
function names({ text, complaints, modules }, path, workingDirectory) {
	const prefix = workingDirectory === "." ? "" : `${workingDirectory}/`;
	const forms = path.startsWith(prefix) ? [path, path.slice(prefix.length)] : [path];
	const isNamed = (form) => standsIn(/[./]/.test(form) ? text : complaints, form);
	return forms.some(isNamed) || importNames(path).some((name) => standsIn(text, name)) || isModule(path, modules);
}
/** As a word of its own: `data.csv` stands neither in `mydata.csv` nor in `data.csv.gz`. */
function standsIn(text, form) {
	for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
		const [before = " ", after] = [text[at - 1], text.slice(at + form.length, at + form.length + 2)];
		if ((before === "/" ? leadsHere(text.slice(0, at)) : !/[\w.-]/.test(before)) && !/^(?:[\w/-]|\.\w)/.test(after)) return true;
	}
	return false;
}
/** Whether a path so far is the step's folder: `./`, `../`, or its name in the container. */
const leadsHere = (text) => /(?:^|[^\w.-])\.{1,2}\/$/.test(text.slice(-4)) || text.endsWith(`${"/stepops"}/${jobPaths.work}/`);
/** How Python's own complaint names a module: `No module named 'pkg.util'`. */
function importNames(path) {
	const [, module] = /^(.+?)(?:\/__init__)?\.py$/.exec(path) ?? [];
	if (module === void 0) return [];
	const parts = module.split("/");
	return parts.map((_, index) => `No module named '${parts.slice(index).join(".")}'`);
}
/** Node names a module without its ending, and a folder for its index. */
function isModule(path, modules) {
	const [, module] = /^(.+?)(?:\/index)?\.(?:[cm]?[jt]sx?|json)$/.exec(path) ?? [];
	return modules.some((name) => module === name || module?.endsWith(`/${name}`));
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
		const cleared = await this.#shared.outputs.prepare(this.#frame.attempt.step);
		if (!cleared.ok) return this.#frame.failure(cleared.error);
		const gpus = gpusFor(this.#shared, prepared.value);
		try {
			return await this.#runPrepared(prepared.value, gpus);
		} finally {
			if (Array.isArray(gpus)) this.#shared.devices.release(gpus);
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
		if (this.#frame.stop.aborted) await discardContainer(context, tried);
		return this.#conclude(prepared, tried, since).finally(() => {
			const gone = discard(context, tried).then(() => void this.#shared.background.delete(gone));
			this.#shared.background.add(gone);
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
		if (failure) await this.#shared.outputs.abandon(this.#frame.attempt.step);
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
			workingDirectory
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
/** As the pipeline has it. */
function imageName({ image }) {
	return image?.kind === "reference" ? image.reference : `built from ${image?.context ?? "."}`;
}

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
	const { host, root, checkout, folder, env, machine, pipeline, images } = options;
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
		images,
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
			"stepops.host": host.processes.hostname
		}
	};
}

export { copyIn as a, containerArguments as c, containerFailure as d, readResults as f, openTrial as i, jobRoot as l, openShared as n, copyOut as o, discard as r, prepare as s, createContainerExecutor as t, gpusFor as u };