import { i as __toESM } from "./rolldown-runtime.js";
import { a as findObstacles, c as earlierValues, n as selectedPart, o as thisMachine, r as plannedSteps, s as valuesGiven, t as select } from "./selection.js";
import { A as suggest, E as truthy, I as err, L as ok, P as hasErrors, S as logNames, T as render, _ as compilePlainGlob, b as globBase, c as findPlace, d as readSources, l as STACKS_FILE, m as compareCodePoints, p as own, u as loadPipeline, w as evaluate, x as globCursor, y as descend } from "./check.js";
import { a as runsDirectory, c as openJournal, i as runFolder, o as writeRecord, r as readRun, s as stateDirectory, t as createRunFolder, u as startRecord } from "./run-folder.js";
import { i as sha256Of, n as markPrefix, r as runMark, t as endLeftovers } from "./leftovers.js";
import { n as writerState, t as thisWriter } from "./writer.js";
import { r as version } from "./program.js";
import { createHash } from "node:crypto";
import { constants } from "node:os";
import { basename, dirname, isAbsolute, join, posix, relative, sep } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { closeSync, lstatSync, openSync, readSync, readdirSync, statSync } from "node:fs";

// src/run/identity.ts
function identify(input) {
	const { env, host, runKey, pipelinePath, checkout, remote } = input;
	const repositoryId = env.GITHUB_REPOSITORY_ID || env.GITHUB_REPOSITORY || remote || checkout;
	const workflowRun = env.GITHUB_RUN_ID;
	if (!workflowRun) {
		const runId = generateId(host);
		return {
			runId,
			id: runId,
			repositoryId
		};
	}
	return {
		runId: workflowRun,
		id: `${workflowRun}-${digest(`${runKey}\0${pipelinePath}`)}`,
		repositoryId
	};
}
function generateId({ clock, random }) {
	const [day, time] = new Date(clock.now()).toISOString().replaceAll(/[-:]|\..*/g, "").split("T");
	return `${day}-${time}-${random.hex(4)}`;
}
const digest = (text) => sha256Of(text).slice(0, 8);

// src/begin.ts
/** Makes the folder of a new run, with copies of its sources, and all that a session needs. */
async function beginRun(input, host) {
	const { request, place, sources, pipeline, selected, machine, notices } = input;
	const { env, runKey, signal, kill, finallyOnCancel } = request;
	const runs = runsDirectory(env, place.checkout);
	const identity = identify({
		env,
		host,
		runKey,
		...place,
		remote: place.remote
	});
	const given = await valuesGiven({
		env,
		place,
		pipeline,
		selected
	}, host);
	if (!given.ok) return err({
		reason: "usage",
		message: given.error
	});
	const folder = await createRunFolder(host.files, runs, identity.id);
	await copySources(host, folder, sources);
	request.onFolder?.(folder.directory);
	const opening = startEvent({
		...identity,
		id: folder.id,
		...describe(input)
	}, pipeline, host);
	return ok({
		pipeline,
		root: place.root,
		checkout: place.checkout,
		folder,
		env,
		machine,
		fold: startRecord(opening),
		opening,
		validBytes: 0,
		selected,
		given: given.value,
		notices,
		signal,
		kill,
		finallyOnCancel
	});
}
function startEvent(run, pipeline, host) {
	const steps = plannedSteps(pipeline);
	const writer = thisWriter(host.processes);
	return {
		type: "run-started",
		at: host.clock.now(),
		schema: 1,
		version,
		run,
		writer,
		steps
	};
}
function describe({ request, place, sources, pipeline, trustDomain }) {
	const { runKey, selection } = request;
	const { checkout, pipelinePath, github, head } = place;
	return {
		runKey,
		selection,
		checkout,
		pipelinePath,
		github,
		trustDomain,
		pipelineName: pipeline.name,
		stack: pipeline.stack.name,
		stackChosen: pipeline.stack.chosen,
		params: pipeline.params,
		sources: digests(pipelinePath, sources),
		...head?.commit !== void 0 && { commit: head.commit }
	};
}
function digests(pipelinePath, { pipeline, stacks }) {
	const digest = (path, text) => ({
		path,
		sha256: sha256Of(text)
	});
	const beside = join(dirname(pipelinePath), STACKS_FILE);
	return [digest(pipelinePath, pipeline.text), ...stacks ? [digest(beside, stacks.text)] : []];
}
/** A resume runs what this run was, even where the file has changed since. */
async function copySources({ files }, folder, { pipeline, stacks }) {
	await files.write(join(folder.sources, basename(pipeline.path)), pipeline.text);
	if (stacks) await files.write(join(folder.sources, STACKS_FILE), stacks.text);
}

// src/run/reset.ts
/**
* The ended legs that a resume runs again. A run that was cut off goes on as the same attempt: what failed in it stays
* failed. One that came to an end, or was cancelled, is attempted anew: all that did not succeed, and `finally`.
*/
function legsToReset({ steps, result, cancelling }) {
	const isNewAttempt = result !== void 0 || cancelling?.reason === "signal";
	const again = (step) => step.state === "ended" && (step.result !== "success" || step.planned.isFinally);
	return isNewAttempt && result !== "success" ? legsWhere(steps, again) : [];
}
/** For the process that runs `finally` after a cancel: its steps that the cancel stopped. */
function finallyToReset({ steps }) {
	return legsWhere(steps, ({ planned, outcome }) => planned.isFinally && outcome === "cancelled");
}
function legsWhere(steps, test) {
	return [...steps].filter(([, step]) => test(step)).map(([leg]) => leg);
}

// src/resume.ts
/** A stored run that no process works on. */
async function findStopped(directory, host) {
	const stored = await readRun(host.files, directory);
	if (!stored.ok) return err(refusal(stored.error));
	const { writer, result, run } = stored.value.record;
	if (result !== void 0 || writerState(host.processes, writer) !== "alive") return stored;
	return err({
		reason: "busy",
		message: `run ${run.id} still goes on, in process ${writer.pid}`
	});
}
/**
* Takes up a stored run: its pipeline from the copies in its folder, judged again by today's rules. Only under the lock
* of its checkout: another resume would add to the journal that is read here, and start what is ended here.
*/
async function resumeRun(request, machine, host) {
	const { directory } = request;
	const stored = await findStopped(directory, host);
	if (!stored.ok) return err({ refused: stored.error });
	const { record } = stored.value;
	const reloaded = await reload(request, record, machine, host);
	if (!reloaded.ok) return err({ diagnostics: reloaded.error });
	const { pipeline, selected, root, diagnostics, notices } = reloaded.value;
	await endLeftovers(host, directory);
	const given = selected && await earlierValues({
		files: host.files,
		runs: dirname(directory),
		pipeline,
		selected,
		pipelinePath: record.run.pipelinePath,
		before: record.startedAt
	});
	const session = sessionOf({
		request,
		stored: stored.value,
		pipeline,
		root,
		machine,
		host
	});
	return ok({
		diagnostics,
		session: {
			...session,
			notices,
			selected,
			given
		}
	});
}
function refusal({ reason, message }) {
	if (reason === "damaged") return {
		reason: "damaged",
		message,
		hint: "start a new run with `stepops run`"
	};
	return {
		reason: "usage",
		message,
		hint: "list the runs of this checkout with `stepops status`"
	};
}
async function reload(request, record, machine, host) {
	const { run } = record;
	const path = join(run.checkout, run.pipelinePath);
	const { sources: folder } = runFolder(request.directory);
	const sources = await readSources(host.files, join(folder, basename(path)), folder);
	if (!sources.ok) return err([sources.error]);
	const bindings = {
		params: Object.fromEntries(Object.entries(run.params).map(([name, value]) => [name, String(value)])),
		github: run.github,
		standIns: false,
		folderName: basename(dirname(path)),
		...run.stackChosen && { stack: run.stack }
	};
	const { diagnostics, pipeline } = loadPipeline(sources.value, bindings);
	if (!pipeline) return err(diagnostics);
	const place = await findPlace({
		file: path,
		cwd: run.checkout,
		env: request.env
	}, host);
	const selection = select(pipeline, run.selection);
	const selected = selection.ok ? selection.value : void 0;
	const part = selectedPart(pipeline, legsLeft(request, record));
	const found = await findObstacles({
		pipeline: part,
		place,
		env: request.env,
		machine,
		purpose: "run"
	}, host);
	const all = [...diagnostics, ...found.diagnostics];
	if (hasErrors(all)) return err(all);
	const notices = [...await changedSources(run, host), ...found.notices];
	return ok({
		pipeline,
		selected,
		root: place.root,
		diagnostics: all,
		notices
	});
}
/** What this process may start: what has ended needs neither its inputs nor its secrets any more. */
function legsLeft({ onlyFinally = false }, record) {
	const again = new Set(onlyFinally ? finallyToReset(record) : legsToReset(record));
	const left = [...record.steps.values()].filter(({ planned, state }) => (state !== "ended" || again.has(planned.id)) && (planned.isFinally || !onlyFinally));
	return new Set(left.map(({ planned }) => planned.id));
}
/** The copy is what this run was; that the file is another one by now must not be found out by its results. */
async function changedSources({ checkout, sources }, { files }) {
	const texts = await Promise.all(sources.map(async ({ path }) => await files.read(join(checkout, path)) ?? ""));
	return sources.filter(({ sha256 }, i) => sha256 !== sha256Of(texts[i])).map(({ path }) => `${path} has changed since this run began, which goes on with the file as it was; stepops run --from STEP uses the new one`);
}
function sessionOf(input) {
	const { request, stored, pipeline, root, machine, host } = input;
	const { env, kill, finallyOnCancel, onlyFinally = false } = request;
	const { record, fold, validBytes } = stored;
	const reset = onlyFinally ? finallyToReset(record) : legsToReset(record);
	const opening = {
		type: "run-resumed",
		at: host.clock.now(),
		writer: thisWriter(host.processes),
		reset
	};
	return {
		pipeline,
		root,
		machine,
		env,
		kill,
		signal: onlyFinally ? AbortSignal.abort(cancelReason(record)) : request.signal,
		finallyOnCancel,
		fold,
		opening,
		validBytes,
		checkout: record.run.checkout,
		folder: runFolder(request.directory)
	};
}
/** Without a journalled signal the process was killed outright. */
function cancelReason({ cancelling }) {
	return cancelling?.reason === "signal" ? cancelling : {
		reason: "signal",
		signal: "SIGKILL"
	};
}

// src/run/lock.ts
/** Takes the lock of a checkout, over a dead holder if need be. Throws Node's error when the disk refuses. */
async function acquireLock(host, checkout, runDirectory) {
	const directory = await stateDirectory(host.files, checkout);
	const mine = JSON.stringify({
		writer: thisWriter(host.processes),
		runDirectory,
		since: host.clock.now()
	});
	return take(host, join(directory, "lock"), mine);
}
/** Tries, 20 ms apart, that another process gets to finish taking the same stale lock over. */
const patience = 250;
async function take(host, path, mine) {
	for (let tries = 1;; tries++) {
		if (await host.files.create(path, mine)) return ok(lock(host, path, mine));
		const theirs = await host.files.read(path);
		if (theirs === void 0) {
			await removeDeadLink(host.files, path);
			continue;
		}
		const holder = parse$2(theirs);
		if (holder && writerState(host.processes, holder.writer) !== "dead") return err(held(host, path, holder));
		const replaced = await replaceStale(host, path, theirs, mine);
		if (replaced.ok && replaced.value) return ok(lock(host, path, mine, holder?.runDirectory));
		if (!replaced.ok && tries >= patience) return replaced;
		await host.clock.sleep(20);
	}
}
/**
* Only the holder of a second lock, named by the stale text, may replace that text: a plain rename or delete could hit
* the fresh lock of a process that was quicker. A process that dies here leaves a stale second lock, taken the same way.
* False when the text has changed meanwhile.
*/
async function replaceStale(host, path, stale, mine) {
	const claim = await take(host, `${path}.${sha256Of(stale).slice(0, 16)}`, mine);
	if (!claim.ok) return claim;
	try {
		if (await host.files.read(path) !== stale) return ok(false);
		await host.files.replace(path, mine);
		return ok(true);
	} finally {
		await claim.value.release();
	}
}
/** A link to nothing takes the name and yet holds no text: nobody has the lock by it. */
async function removeDeadLink(files, path) {
	if ((await files.stat(path))?.kind === "link") await files.remove(path);
}
function lock({ files }, path, mine, deadRun) {
	return {
		...deadRun !== void 0 && { deadRun },
		async release() {
			if (await files.read(path) === mine) await files.remove(path);
		}
	};
}
/** Undefined for a text that a power cut damaged: every lock is written whole, so nobody holds it. */
function parse$2(text) {
	try {
		const value = JSON.parse(text);
		return value?.writer && typeof value.runDirectory === "string" ? value : void 0;
	} catch {
		return;
	}
}
function held({ processes }, path, { writer, runDirectory, since }) {
	const elsewhere = writerState(processes, writer) === "unknown";
	const where = elsewhere ? ` on ${writer.hostname}` : "";
	return {
		writer,
		runDirectory,
		since,
		message: `another run uses this checkout: process ${writer.pid}${where}, since ${new Date(since).toISOString()}, in ${runDirectory}`,
		hint: elsewhere ? `wait for it; if ${writer.hostname} or its container is gone, delete ${path}` : `wait for it, or end it with: kill ${writer.pid}`
	};
}

// src/host/hash-files.ts
/**
* GitHub's `hashFiles`: SHA-256 (hex) over the SHA-256 digests of all files below `root` that the patterns name, ""
* when there is none. A later `!pattern` takes away what earlier ones named, `#` lines are comments, folders count with
* all that they hold, linked folders are not entered. Unlike GitHub's it never reads `.stepops`, which changes while a
* run goes on. Throws for a pattern with `..`,
* and Node's error when a file cannot be read.
*/
function hashFiles(root, patterns) {
	const compiled = patterns.flatMap((pattern) => pattern.split(/\r?\n/)).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#")).flatMap((line) => compile(root, line));
	const total = createHash("sha256");
	let count = 0;
	for (const start of searchPaths(compiled)) for (const path of walk$1(root, start, compiled)) {
		total.update(hashFile(join(root, path)));
		count++;
	}
	return count === 0 ? "" : total.digest("hex");
}
function compile(root, line) {
	const bare = line.replace(/^(!\s*)+/, "");
	const negated = (line.slice(0, line.length - bare.length).match(/!/g)?.length ?? 0) % 2 === 1;
	if (bare.split("/").includes("..")) throw new Error(`hashFiles takes no .. in a pattern: ${line}`);
	const path = isAbsolute(bare) ? below(root, bare) : bare;
	return path === void 0 ? [] : [{
		negated,
		glob: compilePlainGlob(withoutTail(path))
	}];
}
/** On GitHub a last `**` also fits the name before it, file or folder, and the name alone brings all that it holds. */
const withoutTail = (pattern) => /^(\*\*\/?)+$/.test(pattern) ? "**" : pattern.replace(/(\/\*\*)+(?=\/?$)/, "");
/** Where GitHub starts to look: what stands before each pattern's first wildcard, in order, none below another. */
function searchPaths(patterns) {
	const bases = new Set(patterns.filter(({ negated }) => !negated).map(({ glob }) => globBase(glob)));
	const isBelowAnother = (path) => {
		if (path === ".") return false;
		const parent = posix.dirname(path);
		return bases.has(parent) || isBelowAnother(parent);
	};
	return [...bases].filter((path) => !isBelowAnother(path));
}
/** `${{ github.workspace }}/src/**` is a habit; what lies outside is ignored, as on GitHub. */
function below(root, path) {
	const way = relative(root, path);
	if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) return void 0;
	return (sep === "/" ? way : way.replaceAll(sep, "/")) + (path.endsWith("/") ? "/" : "");
}
/** In GitHub's order: names by code point, and what a folder holds where its name stands. */
function* walk$1(root, start, patterns) {
	let cursors = patterns.map(({ negated, glob }) => ({
		negated,
		at: globCursor(glob)
	}));
	for (const name of start === "." ? [] : start.split("/")) cursors = descendAll(cursors, name);
	const stack = [{
		path: start,
		cursors
	}];
	for (let top = stack.pop(); top; top = stack.pop()) {
		const { path, cursors } = top;
		const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
		if (stats?.isDirectory() || path === ".") stack.push(...children(root, path, cursors).reverse());
		else if (stats && isTaken(cursors) && isReadable(join(root, path), stats)) yield path;
	}
}
const children = (root, path, cursors) => readdirSync(join(root, path)).filter((name) => name !== ".stepops").sort(compareCodePoints).map((name) => ({
	path: path === "." ? name : `${path}/${name}`,
	cursors: descendAll(cursors, name)
})).filter((each) => each.cursors.some(({ negated, at }) => at && !negated));
const descendAll = (cursors, name) => cursors.map(({ negated, at }) => ({
	negated,
	at: at && descend(at, name)
}));
function isTaken(cursors) {
	let taken = false;
	for (const { negated, at } of cursors) if (at?.matchesFile) taken = !negated;
	return taken;
}
/** A link to a folder or to nothing is skipped, and so is a pipe, on which reading would wait for ever. */
const isReadable = (path, stats) => stats.isFile() || stats.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
function hashFile(path) {
	const hash = createHash("sha256");
	const file = openSync(path, "r");
	try {
		feed(hash, file);
	} finally {
		closeSync(file);
	}
	return hash.digest();
}
/** In pieces, because a data set may be larger than memory. */
function feed(hash, file) {
	const buffer = Buffer.allocUnsafe(1048576);
	for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) hash.update(buffer.subarray(0, read));
}

// src/report/guard.ts
/**
* Reporters as one that never throws. One that threw is left out from then on, because half a report at every line helps
* nobody, and the others tell of it as a warning.
*/
function guard(reporters) {
	const sound = new Set(reporters);
	const handle = (event, record) => {
		for (const reporter of [...sound]) try {
			reporter.handle(event, record);
		} catch (error) {
			sound.delete(reporter);
			handle({
				type: "notice",
				at: event.at,
				level: "warning",
				message: warning(error)
			}, record);
		}
	};
	const close = async (record) => {
		for (const reporter of reporters) try {
			await reporter.close?.(record);
		} catch (error) {
			process.emitWarning(warning(error));
		}
	};
	return {
		handle,
		close
	};
}
const warning = (error) => `a part of the report is missing: ${error instanceof Error ? error.message : String(error)}`;

// src/run/environment.ts
/** Linux refuses a longer `NAME=value`, its closing NUL included (E2BIG). */
const longestString = 131072;
const passedOn = /* @__PURE__ */ new Set([
	"PATH",
	"HOME",
	"LANG",
	"TMPDIR",
	"USER",
	"LOGNAME",
	"CI"
]);
/** Files through which a process gives orders to the runner; a step's output must never reach them. */
const fileCommands = /* @__PURE__ */ new Set([
	"GITHUB_ENV",
	"GITHUB_PATH",
	"GITHUB_OUTPUT",
	"GITHUB_STATE",
	"GITHUB_STEP_SUMMARY"
]);
const secretName = /TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|PRIVATE_KEY|API_KEY|ACCESS_KEY/i;
/** What of this process's environment every step sees. */
function inherited(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => isPassedOn(name)));
}
function isPassedOn(name) {
	if (passedOn.has(name) || name.startsWith("LC_") || name.startsWith("STEPOPS_RUN_MARK_")) return true;
	if (!/^(?:GITHUB|RUNNER)_/.test(name)) return false;
	return !fileCommands.has(name) && !secretName.test(name);
}
/** What a step is told of itself; the same names on every operator. A step on this machine is one node. */
function stepVariables(input) {
	const { step, attempt, runDirectory, valuesFile } = input;
	const [resources] = step.resources;
	const accelerators = String(resources.accelerators[0]?.count ?? 0);
	const port = String(masterPort(join(runDirectory, step.id)));
	return {
		[runMark(runDirectory)]: runDirectory,
		STEPOPS_RUN_DIR: runDirectory,
		STEPOPS_STEP: step.id,
		STEPOPS_ATTEMPT: String(attempt),
		STEPOPS_VALUES: valuesFile,
		STEPOPS_NUM_NODES: "1",
		STEPOPS_NODE_RANK: "0",
		STEPOPS_NUM_GPUS_PER_NODE: accelerators,
		STEPOPS_NODE_IPS: "127.0.0.1",
		MASTER_ADDR: "127.0.0.1",
		MASTER_PORT: port,
		...resources.numNodes > 1 && torchrun(accelerators, port)
	};
}
const torchrun = (accelerators, port) => ({
	PET_NNODES: "1",
	PET_NODE_RANK: "0",
	PET_NPROC_PER_NODE: accelerators === "0" ? "1" : accelerators,
	PET_MASTER_ADDR: "127.0.0.1",
	PET_MASTER_PORT: port
});
/** Below the range that the kernel hands out, and another for each step, so that steps side by side don't meet. */
function masterPort(key) {
	let hash = 0;
	for (let at = 0; at < key.length; at++) hash = Math.imul(hash, 31) + key.charCodeAt(at) >>> 0;
	return 2e4 + hash % 1e4;
}
/** Why the system would refuse this environment or argument list; undefined when it would not. */
function unfit(env, args) {
	for (const [name, value] of Object.entries(env)) {
		const why = unfitText(`${name}=${value}`);
		if (why) return `the environment variable ${name} ${why}`;
	}
	for (const [index, argument] of args.entries()) {
		const why = unfitText(argument);
		if (why) return `argument ${index} of the command ${why}`;
	}
}
function unfitText(text) {
	if (text.includes("\0")) return "holds a NUL character, which no process can be given";
	if (text.length * 3 < longestString) return void 0;
	const bytes = Buffer.byteLength(text) + 1;
	if (bytes <= longestString) return void 0;
	return `has ${bytes} bytes, over the system's limit of ${longestString}: pass a file instead`;
}

// src/run/ledger.ts
/** Paths are absolute, and inside `checkout`. */
function openLedger(files, checkout) {
	const fileOf = (path) => {
		const name = sha256Of(relative(checkout, path)).slice(0, 32);
		return join(checkout, ".stepops", "outputs", `${name}.json`);
	};
	const write = (path, entry) => files.replace(fileOf(path), JSON.stringify({
		path: relative(checkout, path),
		...entry
	}));
	return {
		started: (path) => write(path, { state: "started" }),
		left: (path, found) => found.length === 0 ? files.remove(fileOf(path)) : write(path, {
			state: "left",
			files: listing(found)
		}),
		async foreign(path, found) {
			const entry = parse$1(await files.read(fileOf(path)));
			if (entry?.state === "started") return [];
			const known = new Map(Object.entries(entry?.files ?? {}));
			return found.filter((file) => !isSame(known.get(file.path), file));
		}
	};
}
function listing(found) {
	return Object.fromEntries(found.map((file) => [file.path, fingerprint(file)]));
}
const fingerprint = ({ stat }) => [
	stat.kind,
	stat.size,
	stat.mtimeMs,
	stat.ino
];
const isSame = (known, file) => known !== void 0 && fingerprint(file).every((part, index) => part === known[index]);
/** A damaged entry counts as none: then nothing there is ours, and nothing is deleted. */
function parse$1(text) {
	try {
		const value = JSON.parse(text ?? "null");
		return value?.state === "started" || value?.state === "left" ? value : void 0;
	} catch {
		return;
	}
}

// src/run/command-end.ts
/** Killed without a chance to say why: what the kernel does to the largest process when memory runs out. */
const diedOfKill = (end) => end.kind === "signalled" ? end.signal === "SIGKILL" : end.code === 128 + constants.signals.SIGKILL;
/** What a command's end means; undefined when it went well. */
function endFailure(end, phase, outOfMemory) {
	if (end.kind === "exited" && end.code === 0) return void 0;
	const how = end.kind === "exited" ? { exitCode: end.code } : { signal: end.signal };
	if (outOfMemory && diedOfKill(end)) return {
		cause: "oom",
		phase,
		...how,
		message: `${phase} was killed because memory ran out`
	};
	const why = end.kind === "exited" ? exitMessage(end.code) : signalMessage(end.signal);
	return {
		cause: "user",
		phase,
		...how,
		message: `${phase} ${why}`
	};
}
function exitMessage(code) {
	const text = `failed with exit code ${code}`;
	if (code === 126) return `${text}: the shell found a program but could not execute it`;
	if (code === 127) return `${text}: the shell did not find a program`;
	const signal = signalNames.get(code - 128);
	if (signal === "SIGKILL") return `${text}: a program was killed by SIGKILL, most likely because memory ran out`;
	return signal ? `${text}, which a shell gives for a program that ${signal} ended` : text;
}
function signalMessage(signal) {
	if (signal === "SIGKILL") return "was killed by SIGKILL from outside the step, most likely because memory ran out";
	if (signal === "SIGSEGV" || signal === "SIGBUS" || signal === "SIGILL") return `crashed (${signal})`;
	return `was ended by ${signal} from outside the step`;
}
/** A program may well exit with 130 of its own, but what people meet are these. */
const signalNames = new Map([
	"SIGINT",
	"SIGABRT",
	"SIGBUS",
	"SIGFPE",
	"SIGKILL",
	"SIGSEGV",
	"SIGPIPE",
	"SIGTERM"
].map((name) => [constants.signals[name], name]));

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

// src/run/lines.ts
/** Characters of a line that are kept at once; a longer line is passed on in pieces. */
const longestPiece = 65536;
/**
* Splits at `\n` only, so a progress bar's carriage returns stay inside their line. It never keeps more than one piece
* and one secret's length; a secret that lies across two chunks or two pieces is masked all the same.
*/
function lineStream(masker, onLines) {
	const decoder = new StringDecoder("utf8");
	let pending = "";
	/** First characters of `pending` that belong to a secret whose replacement was handed on with the piece before. */
	let covered = 0;
	function takeLines(text) {
		const end = text.lastIndexOf("\n");
		if (end === -1) {
			pending += text;
			return [];
		}
		const whole = masker.mask(pending + text.slice(0, end), covered);
		pending = text.slice(end + 1);
		covered = 0;
		return whole.split("\n").flatMap(inPieces);
	}
	/** A secret that begins before the cut is wholly in `pending`, which is a secret's length longer than the piece. */
	function takePiece() {
		const at = wholeCharacters(pending, longestPiece);
		const across = masker.spans(pending).find(([start, end]) => start < at && at < end);
		const end = Math.max(across?.[1] ?? at, covered);
		const piece = masker.mask(pending.slice(0, end), covered);
		pending = pending.slice(at);
		covered = end - at;
		return piece === "" ? [] : [piece];
	}
	function take(text) {
		const lines = takeLines(text);
		while (pending.length > longestPiece + masker.longest) lines.push(...takePiece());
		if (lines.length > 0) onLines(lines);
	}
	return {
		write: (chunk) => take(decoder.write(chunk)),
		end() {
			take(decoder.end());
			const rest = masker.mask(pending, covered);
			pending = "";
			covered = 0;
			if (rest !== "") onLines(inPieces(rest));
		}
	};
}
function inPieces(line) {
	const pieces = [];
	let rest = line;
	while (rest.length > longestPiece) {
		const at = wholeCharacters(rest, longestPiece);
		pieces.push(rest.slice(0, at));
		rest = rest.slice(at);
	}
	return [...pieces, rest];
}
/** Where to cut: not between the two halves of a surrogate pair. */
function wholeCharacters(text, at) {
	const before = text.charCodeAt(at - 1);
	return before >= 55296 && before <= 56319 ? at - 1 : at;
}

// src/run/listen.ts
/**
* Hands on what a child prints, in masked lines, until the function that it returns is called; that hands on the rest.
* What comes later, from a process that left the child's group, reaches nobody.
*/
function listen(child, masker, onLines) {
	const streamOf = (stream) => lineStream(masker, (lines) => onLines(stream, lines));
	const streams = {
		stdout: streamOf("stdout"),
		stderr: streamOf("stderr")
	};
	let isOpen = true;
	child.onOutput((stream, chunk) => {
		if (isOpen) streams[stream].write(chunk);
	});
	return () => {
		isOpen = false;
		streams.stdout.end();
		streams.stderr.end();
	};
}

// src/run/supervise.ts
/** Between SIGTERM and SIGKILL: enough to save a checkpoint, little enough that a cancelled run ends within 7 s. */
const graceMs = 5e3;
/** After SIGKILL only a process stuck in the kernel still lives; it is named, not waited for. */
const patienceMs = 1500;
/**
* Waits for a child and leaves nothing of its process group behind: what outlives its leader is killed at once. On `stop`
* the whole group gets SIGTERM and five seconds, since a shell dies at once while what it runs still saves its work.
*/
async function supervise(child, clock, stop) {
	if (await endedBefore(child, stop)) return {
		end: await child.ended,
		isGone: await kill(child, clock)
	};
	child.signal("SIGTERM");
	await gone(child, clock, graceMs, 0);
	const isGone = await kill(child, clock);
	return {
		end: await within(child.ended, clock, patienceMs),
		isGone
	};
}
/** False when `stop` came first. */
async function endedBefore(child, stop) {
	const stopped = Promise.withResolvers();
	const onAbort = () => stopped.resolve(false);
	stop.addEventListener("abort", onAbort, { once: true });
	if (stop.aborted) onAbort();
	const ended = child.ended.then(() => true);
	try {
		return await Promise.race([ended, stopped.promise]);
	} finally {
		stop.removeEventListener("abort", onAbort);
	}
}
const kill = (child, clock) => gone(child, clock, patienceMs, "SIGKILL");
/** Signals, again and again (a process may fork meanwhile), until nothing of the group is left or the time is up. */
async function gone(child, clock, limitMs, signal) {
	const deadline = clock.monotonic() + limitMs;
	for (let pauseMs = 5; child.signal(signal); pauseMs = Math.min(2 * pauseMs, 100)) {
		const left = deadline - clock.monotonic();
		if (left <= 0) return false;
		await clock.sleep(Math.min(pauseMs, left));
	}
	return true;
}
async function within(promise, clock, limitMs) {
	const over = new AbortController();
	const timer = clock.sleep(limitMs, over.signal).then(() => void 0, () => void 0);
	try {
		return await Promise.race([promise, timer]);
	} finally {
		over.abort();
	}
}

// src/run/mask.ts
const replacement = "***";
/** Shorter values would hide half of every log. */
const shortest = 3;
/** Of a secret inside a longer base64 text only what no neighbour touches can be known; shorter than this it hits anything. */
const shortestInner = 8;
/**
* Hides every secret, and each line of one of several lines, as it is and in base64, URI and JSON form. Values of
* fewer than 3 characters are not hidden, nor are other encodings (hex, compressed).
*/
function createMasker(secrets) {
	const forms = [...new Set([...secrets].flatMap(formsOf))].filter((form) => form.length >= shortest);
	if (forms.length === 0) return {
		longest: 0,
		spans: () => [],
		mask: (text, covered = 0) => text.slice(covered)
	};
	const looks = firstLooks(forms);
	const spans = (text) => looks.some((look) => look.test(text)) ? joined(forms.flatMap((form) => occurrences(text, form))) : [];
	return {
		longest: forms.reduce((longest, { length }) => Math.max(longest, length), 0),
		spans,
		mask: (text, covered = 0) => replaced(text, spans(text), covered)
	};
}
/** Enough characters of a form to tell nearly every text free of it. */
const lookedAt = 12;
/** V8 refuses to compile an expression that is too large, as a secret of some hundred lines would make it. */
const mostAlternatives = 500;
/** A pass of each alternation tells nearly every text free of secrets; only the others pay for a search by form. */
function firstLooks(forms) {
	const starts = [...new Set(forms.map((form) => form.slice(0, lookedAt)))].map(literal);
	const count = Math.ceil(starts.length / mostAlternatives);
	return Array.from({ length: count }, (_, at) => {
		const some = starts.slice(at * mostAlternatives, (at + 1) * mostAlternatives);
		return new RegExp(some.join("|"));
	});
}
const literal = (text) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
function occurrences(text, form) {
	const found = [];
	for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) found.push([at, at + form.length]);
	return found;
}
/** Overlapping secrets become one span: replacing one after the other would leave the rest of the second. */
function joined(spans) {
	const result = [];
	for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
		const last = result.at(-1);
		if (last && start <= last[1]) last[1] = Math.max(last[1], end);
		else result.push([start, end]);
	}
	return result;
}
function replaced(text, spans, covered) {
	let result = "";
	let at = covered;
	for (const [start, end] of spans) {
		if (end <= at) continue;
		if (start >= at && !(start === at && covered === at && covered > 0)) result += text.slice(at, start) + "***";
		at = end;
	}
	return result + text.slice(at);
}
function formsOf(secret) {
	const whole = secret.toWellFormed();
	const lines = whole.split(/\r?\n/).flatMap((line) => [line, line.trim()]);
	return [
		whole,
		whole.trim(),
		...lines
	].filter((text) => text.length >= shortest).flatMap((text) => [text, ...encodings(text)]).filter((form) => !/\n/.test(form));
}
function encodings(text) {
	return [
		...base64Forms(Buffer.from(text)),
		...uriForms(text),
		...jsonForms(text)
	];
}
function base64Forms(bytes) {
	return [bytes.toString("base64"), ...[
		0,
		1,
		2
	].map((shift) => innerBase64(bytes, shift)).filter((form) => form.length >= shortestInner)].flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")]);
}
/** What base64 makes of the bytes wherever `shift` bytes of a group of three stand before them, whatever these are. */
function innerBase64(bytes, shift) {
	return Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").slice(Math.ceil(shift * 8 / 6), Math.floor((shift + bytes.length) * 8 / 6));
}
function uriForms(text) {
	const strict = encodeURIComponent(text);
	const forms = [
		strict,
		strict.replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
		encodeURI(text)
	];
	return [...forms, ...forms.map((form) => form.replaceAll("%20", "+"))].flatMap((form) => [form, lowerHex(form)]);
}
const lowerHex = (text) => text.replaceAll(/%[0-9A-F]{2}/g, (digits) => digits.toLowerCase());
function jsonForms(text) {
	const form = JSON.stringify(text).slice(1, -1);
	return [
		form,
		form.replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
		form.replaceAll("/", "\\/")
	];
}

// src/run/values.ts
/** Bytes of one value. */
const longestValue = 65536;
/** Reads the file that a step wrote its `name=value` lines to, and removes it: it may hold what must not stay. */
async function takeValues(files, path, declared) {
	const stat = await files.stat(path);
	if (!stat) return {
		values: {},
		faults: []
	};
	const fault = unreadable(stat, declared);
	const text = fault === void 0 ? await files.read(path) : void 0;
	await files.remove(path);
	return fault === void 0 ? parseValues(text ?? "", declared) : {
		values: {},
		faults: [fault]
	};
}
/** Reading a pipe would wait for ever, and a link may lead to what is none of the step's. */
function unreadable({ kind, size }, { names }) {
	if (kind !== "file") return "the values file was replaced by something that is no file";
	return size > (names.length + 1) * 66560 ? `the values file has ${size} bytes, over the limit of 64 KiB a value` : void 0;
}
/** One `name=value` a line; the last of a name wins, a name that was not written is absent. */
function parseValues(text, declared) {
	const values = /* @__PURE__ */ new Map();
	const faults = [];
	const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
	for (const [index, line] of lines.entries()) {
		if (line.trim() === "") continue;
		const at = line.indexOf("=");
		const [name, value] = [line.slice(0, at), line.slice(at + 1)];
		const fault = at === -1 ? malformed(line, index + 1) : faultOf(name, value, index + 1, declared);
		if (fault === void 0) values.set(name, value);
		else faults.push(fault);
	}
	return {
		values: Object.fromEntries(values),
		faults
	};
}
function malformed(line, number) {
	return `line ${number} of the values file is malformed: ${/^\w+<</.test(line) ? "a value is one line, so write longer text to an output" : "expected name=value"}`;
}
function faultOf(name, value, line, { names, secrets }) {
	if (!names.includes(name)) return undeclared(name, line, names);
	const bytes = Buffer.byteLength(value);
	if (bytes > longestValue) return `value ${name} has ${bytes} bytes, over the limit of ${longestValue}: write it to an output`;
	const secret = Object.keys(secrets).find((key) => holds(value, secrets[key]));
	if (secret === void 0) return void 0;
	return `value ${name} contains the secret ${secret}: values stand in the journal and in reports`;
}
/** Also in part, as one line of several, and in the encodings that logs are searched for. */
const holds = (value, secret = "") => createMasker([secret]).spans(value).length > 0;
function undeclared(name, line, names) {
	if (name !== name.trim() && names.includes(name.trim())) return `line ${line} of the values file has spaces around the name ${name.trim()}: write name=value without them`;
	const near = suggest(name, names);
	const hint = near === void 0 ? "add it to the step's `values`" : `did you mean ${near}?`;
	return `line ${line} of the values file writes ${JSON.stringify(name)}, which the step does not declare: ${hint}`;
}

// src/run/local-attempt.ts
/** One attempt of a step that runs as processes of this machine. */
var LocalAttempt = class {
	#shared;
	#attempt;
	#emit;
	#signal;
	/** Aborted by the run's signal and by the step's own timeout. */
	#stop = new AbortController();
	#name;
	#timedOut = false;
	constructor(shared, attempt, emit, signal) {
		this.#shared = shared;
		this.#attempt = attempt;
		this.#emit = emit;
		this.#signal = signal;
		const { id } = attempt.step;
		this.#name = logNames([attempt.step]).get(id) ?? id;
	}
	async run() {
		if (this.#signal.aborted) return this.#cancelled();
		const onAbort = () => this.#stop.abort();
		this.#signal.addEventListener("abort", onAbort, { once: true });
		try {
			return await this.#runAll();
		} catch (error) {
			if (!isSystemError(error)) throw error;
			return this.#failure({
				cause: "infrastructure",
				message: `this machine refused: ${error.message}`
			});
		} finally {
			this.#signal.removeEventListener("abort", onAbort);
		}
	}
	async #runAll() {
		const { outputs, oom, host } = this.#shared;
		const { step } = this.#attempt;
		const obstacle = await this.#obstacle() ?? await this.#prepare();
		if (obstacle) return this.#failure(obstacle);
		await oom.look();
		const since = host.clock.now();
		const failure = await this.#withTimeout(() => this.#runCommands());
		if (failure) {
			await host.processes.endMarked("STEPOPS_VALUES", this.#valuesFile);
			await outputs.abandon(step);
		}
		if (this.#signal.aborted) return this.#cancelled();
		return this.#collect(failure, since);
	}
	/** What makes a start pointless, found before anything is touched. */
	async #obstacle() {
		const { step } = this.#attempt;
		const missing = step.secrets.find((name) => own(this.#shared.secrets, name) === void 0);
		if (missing !== void 0) return config$1(`the secret ${missing} is not set in the environment`);
		return step.workingDirectory === "." ? void 0 : this.#missingDirectory(step.workingDirectory);
	}
	async #missingDirectory(directory) {
		const { files } = this.#shared.host;
		const real = await files.realpath(this.#cwd);
		const kind = real === void 0 ? void 0 : (await files.stat(real))?.kind;
		if (kind === "directory") return void 0;
		return config$1(`working_directory ${directory} ${kind === void 0 ? "does not exist" : "is not a directory"}`);
	}
	async #prepare() {
		const { outputs, valuesFolder } = this.#shared;
		await valuesFolder();
		const prepared = await outputs.prepare(this.#attempt.step);
		return prepared.ok ? void 0 : prepared.error;
	}
	async #withTimeout(act) {
		const { timeoutMs } = this.#attempt.step;
		if (timeoutMs === void 0) return act();
		const over = new AbortController();
		const expire = () => {
			this.#timedOut = true;
			this.#stop.abort();
		};
		this.#shared.host.clock.sleep(timeoutMs, over.signal).then(expire, () => {});
		try {
			return await act();
		} finally {
			over.abort();
		}
	}
	async #runCommands() {
		const { setup, command } = this.#attempt;
		return (setup && await this.#runCommand("setup", setup)) ?? this.#runCommand("command", command);
	}
	async #runCommand(phase, command) {
		if (this.#stop.signal.aborted) return this.#stopped(phase);
		const { host, folder } = this.#shared;
		const scriptPath = join(folder.scripts, `${this.#name}${phase === "setup" ? ".setup" : ""}.sh`);
		const { file, args, bindings } = commandLine(command, scriptPath);
		const env = {
			...this.#environment(),
			...bindings
		};
		const refused = unfit(env, [file, ...args]);
		if (refused !== void 0) return config$1(refused);
		if (command.kind === "script") await host.files.write(scriptPath, `${command.text}\n`);
		if (this.#stop.signal.aborted) return this.#stopped(phase);
		return this.#spawn(phase, {
			file,
			args,
			env,
			cwd: this.#cwd
		});
	}
	async #spawn(phase, command) {
		const { host, oom, masker } = this.#shared;
		const child = host.spawn(command);
		const finish = listen(child, masker, (stream, lines) => this.#emitOutput(phase, stream, lines));
		const { end, isGone } = await supervise(child, host.clock, this.#stop.signal);
		finish();
		if (!isGone) this.#warn(`processes of its group ${child.pid} still run, although they were sent SIGKILL`);
		if (this.#stop.signal.aborted || end === void 0) return this.#stopped(phase);
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
		if (failure) return this.#failure(failure, values);
		const published = await outputs.publish(step, since);
		if (!published.ok) return this.#failure(published.error, values);
		if (faults.length > 0) return this.#failure({
			...config$1(faults.join("; ")),
			phase: "outputs"
		}, values);
		return {
			result: "success",
			values,
			outputs: published.value
		};
	}
	#environment() {
		const { inherited: base, secrets, folder } = this.#shared;
		const { step, attempt, env } = this.#attempt;
		const mine = Object.fromEntries(step.secrets.map((name) => [name, own(secrets, name) ?? ""]));
		const variables = {
			step,
			attempt,
			runDirectory: folder.directory,
			valuesFile: this.#valuesFile
		};
		return {
			...base,
			...env,
			...mine,
			...stepVariables(variables)
		};
	}
	get #cwd() {
		return join(this.#shared.root, this.#attempt.step.workingDirectory);
	}
	get #valuesFile() {
		return join(this.#shared.folder.directory, "values", `${this.#name}.${this.#attempt.attempt}`);
	}
	#cancelled() {
		return {
			result: "cancelled",
			stopped: this.#signal.reason
		};
	}
	/** Only a timeout is read as a failure; a cancelled attempt has no other. */
	#stopped(phase) {
		if (!this.#timedOut) return {
			cause: "cancelled",
			phase,
			message: `${phase} was stopped`
		};
		return {
			cause: "timeout",
			phase,
			message: `${phase} was stopped at the step's timeout of ${(this.#attempt.step.timeoutMs ?? 0) / 1e3} s`
		};
	}
	#failure(failure, values = {}) {
		const message = this.#shared.masker.mask(failure.message);
		return {
			result: "failure",
			failure: {
				...failure,
				message
			},
			values
		};
	}
	#emitOutput(phase, stream, lines) {
		const { step, attempt } = this.#attempt;
		this.#emit({
			type: "output",
			at: this.#shared.host.clock.now(),
			leg: step.id,
			attempt,
			stream,
			phase,
			lines
		});
	}
	#warn(message) {
		const leg = this.#attempt.step.id;
		this.#emit({
			type: "notice",
			at: this.#shared.host.clock.now(),
			level: "warning",
			leg,
			message
		});
	}
};
const config$1 = (message) => ({
	cause: "config",
	message
});
/** What the file system or the kernel refused, as against a bug. */
const isSystemError = (error) => error instanceof Error && "syscall" in error && "code" in error;

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

// src/run/metrics.ts
/** Numbers of all metrics files go to the journal, so they must stay few. */
const largestFile = 2 ** 20;
const mostNumbers = 1e3;
/** The numbers of a metrics file (JSON or YAML), nested names joined with dots; texts, booleans and lists are left out. */
async function readMetrics(files, path, declared) {
	const size = (await files.stat(path))?.size ?? 0;
	if (size > largestFile) return err(`metrics file ${declared.path} has ${size} bytes, over the limit of 1 MiB`);
	const value = await parse(declared.path, await files.read(path) ?? "");
	if (!value.ok) return value;
	const numbers = Object.fromEntries(numbersOf(value.value, ""));
	const count = Object.keys(numbers).length;
	if (count > mostNumbers) return err(`metrics file ${declared.path} has ${count} numbers, over the limit of ${mostNumbers}`);
	const missing = declared.names.find((name) => !Object.hasOwn(numbers, name));
	return missing === void 0 ? ok(numbers) : err(lacking(declared.path, missing, Object.keys(numbers)));
}
async function parse(path, text) {
	try {
		return ok(/\.ya?ml$/i.test(path) ? await parseYaml(text) : JSON.parse(text));
	} catch (error) {
		const [why = ""] = error.message.split("\n");
		return err(`metrics file ${path} cannot be read: ${why}${nanHint(text)}`);
	}
}
/** Loaded only for a metrics file in YAML: the parser takes longer to load than a small step to run. */
async function parseYaml(text) {
	const { parse: parseDocument } = await import("./yaml.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	return parseDocument(text);
}
function nanHint(text) {
	const found = /\b(?:NaN|-?Infinity)\b/.exec(text);
	return found ? ` (${found[0]} is no number in JSON: write null, or leave the name out)` : "";
}
function numbersOf(value, prefix) {
	if (typeof value === "number") return Number.isFinite(value) && prefix !== "" ? [[prefix, value]] : [];
	if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
	return Object.entries(value).flatMap(([name, inner]) => numbersOf(inner, prefix === "" ? name : `${prefix}.${name}`));
}
function lacking(path, missing, found) {
	const near = suggest(missing, found);
	return `metrics file ${path} has no number ${missing}: ${near === void 0 ? `it has ${found.slice(0, 10).join(", ") || "no numbers"}` : `did you mean ${near}?`}`;
}

// src/run/walk.ts
/** At once: more would only queue up. */
const width = 64;
/** Everything at and below a path that is no directory, in code-point order of each folder; links are not followed. */
async function walk(files, root) {
	const stat = await files.stat(root);
	if (!stat) return [];
	if (stat.kind !== "directory") return [{
		path: "",
		stat
	}];
	const found = [];
	const folders = [""];
	for (let folder = folders.pop(); folder !== void 0; folder = folders.pop()) for (const entry of await listFolder(files, root, folder)) if (entry.stat.kind === "directory") folders.push(entry.path);
	else found.push(entry);
	return found;
}
async function listFolder(files, root, folder) {
	const names = await files.list(join(root, folder)) ?? [];
	const found = [];
	for (let at = 0; at < names.length; at += width) {
		const slice = names.slice(at, at + width).map((name) => folder === "" ? name : `${folder}/${name}`);
		const stats = await Promise.all(slice.map((path) => files.stat(join(root, path))));
		for (const [index, path] of slice.entries()) {
			const stat = stats[index];
			if (stat) found.push({
				path,
				stat
			});
		}
	}
	return found;
}

// src/run/outputs.ts
function openOutputs(context) {
	return {
		prepare: (step) => prepare(context, step),
		publish: (step, since) => publish(context, step, since),
		abandon: async ({ outputs }) => {
			for (const { path } of outputs) await note(context, path);
		}
	};
}
/** Files are stamped by a coarser clock, which may lag behind. */
const clockGrainMs = 100;
const config = (message) => ({
	cause: "config",
	phase: "outputs",
	message
});
const shown = ({ path, isDirectory }) => isDirectory ? `${path}/` : path;
async function prepare(context, { outputs, checkpoint }) {
	const { files, root } = context;
	const checkpoints = checkpoint === void 0 ? [] : [{
		path: checkpoint,
		isDirectory: true
	}];
	const faults = [];
	for (const output of [...outputs, ...checkpoints]) faults.push(...await misplaced(context, output));
	if (faults.length === 0) for (const output of outputs) faults.push(...await occupied(context, output));
	if (faults.length > 0) return err(config(faults.join("; ")));
	for (const { path } of outputs) await clear(context, join(root, path));
	for (const { path } of checkpoints) await files.makeDirectory(join(root, path));
	return ok(void 0);
}
/** Recorded before the command starts: whatever a crash leaves there is ours. */
async function clear({ files, ledger }, path) {
	await files.remove(path);
	await files.makeDirectory(dirname(path));
	await ledger.started(path);
}
/** Why an output cannot be made at its place: a parent is a file, or a link out of the pipeline's folder. */
async function misplaced({ files, root }, output) {
	const top = await files.realpath(root);
	for (let parent = dirname(join(root, output.path)); parent.length > root.length; parent = dirname(parent)) {
		if (await files.stat(parent) === void 0) continue;
		const real = await files.realpath(parent);
		const name = relative(root, parent);
		if (real === void 0 || top === void 0 || !(real + sep).startsWith(top + sep)) return [`output ${shown(output)} lies behind the link ${name}, which leaves the pipeline's folder`];
		return (await files.stat(real))?.kind === "directory" ? [] : [`output ${shown(output)} cannot be made, because ${name} is a file`];
	}
	return [];
}
async function occupied({ files, root, ledger }, output) {
	const path = join(root, output.path);
	const found = await walk(files, path);
	const foreign = found.length === 0 ? [] : await ledger.foreign(path, found);
	if (foreign.length === 0) return [];
	const names = some(foreign.map((file) => join(output.path, file.path)));
	return [`in the place of output ${shown(output)} lies what no run left there, or what was changed since: ${names}; move or delete it`];
}
function some(names) {
	const rest = names.length - 5;
	return names.slice(0, 5).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
async function publish(context, step, since) {
	const notes = /* @__PURE__ */ new Map();
	for (const { path } of step.outputs) notes.set(path, await note(context, path));
	const wrong = await wrongOutputs(context, step, since);
	if (wrong.length > 0) return err(config(wrong.join("; ")));
	const published = [];
	for (const output of step.outputs) {
		const one = await publishOne(context, output, notes.get(output.path) ?? []);
		if (!one.ok) return err(config(one.error));
		published.push(one.value);
	}
	return ok(published);
}
async function note({ files, root, ledger }, path) {
	const found = await walk(files, join(root, path));
	await ledger.left(join(root, path), found);
	return found;
}
async function wrongOutputs(context, step, since) {
	const missing = [];
	const wrong = [];
	for (const output of step.outputs) {
		const state = await stateOf(context, output);
		if (state === "missing") missing.push(output);
		else if (state !== "fine") wrong.push(state);
	}
	if (missing.length === 0) return wrong;
	const hints = await Promise.all(missing.map((output) => nearMiss(context, step, output, since)));
	const names = missing.map((output, index) => shown(output) + (hints[index] ?? "")).join(", ");
	return [`the command ended well but did not write ${missing.length === 1 ? "the output" : "the outputs"} ${names}`, ...wrong];
}
/** `fine`, `missing`, or a sentence. */
async function stateOf({ files, root }, output) {
	const path = join(root, output.path);
	const stat = await files.stat(path);
	if (!stat) return "missing";
	const real = await files.realpath(path);
	const top = await files.realpath(root) ?? root;
	if (real === void 0) return `output ${shown(output)} is a link to nothing`;
	if (!real.startsWith(top + sep)) {
		const how = stat.kind === "link" ? "is a link that" : "lies behind a link that";
		return `output ${shown(output)} ${how} leaves the pipeline's folder`;
	}
	const kind = stat.kind === "link" ? (await files.stat(real))?.kind : stat.kind;
	if (kind === (output.isDirectory ? "directory" : "file")) return "fine";
	if (kind === "directory") return `output ${output.path} is a directory: write it as ${output.path}/ in the pipeline`;
	if (kind === "file") return `output ${output.path}/ is a file: write it as ${output.path} in the pipeline`;
	return `output ${shown(output)} is neither a file nor a directory`;
}
/** Something of nearly that name which the step did write; else nothing. */
async function nearMiss({ files, root }, step, output, since) {
	const inside = join(step.workingDirectory, output.path);
	if (inside !== output.path && await files.stat(join(root, inside))) return ` (${inside} is there; paths of outputs are relative to the pipeline's folder)`;
	const folder = dirname(output.path);
	const declared = new Set(step.outputs.map(({ path }) => path));
	const names = (await files.list(join(root, folder)) ?? []).filter((name) => !declared.has(join(folder, name)));
	const name = suggest(basename(output.path), names);
	const stat = name === void 0 ? void 0 : await files.stat(join(root, folder, name));
	return stat && stat.mtimeMs >= since - clockGrainMs ? ` (it wrote ${join(folder, name ?? "")})` : "";
}
async function publishOne(context, output, noted) {
	const { files, root } = context;
	const path = join(root, output.path);
	const found = noted.length === 1 && noted[0]?.path === "" && noted[0].stat.kind === "link" ? await walk(files, await files.realpath(path) ?? path) : noted;
	const size = found.reduce((sum, { stat }) => sum + stat.size, 0);
	const published = {
		path: output.path,
		size,
		files: found.length
	};
	if (output.role !== "metrics") return ok(published);
	const metrics = await readMetrics(files, path, {
		path: output.path,
		names: Object.keys(output.metrics ?? {})
	});
	return metrics.ok ? ok({
		...published,
		metrics: metrics.value
	}) : metrics;
}

// src/run/local.ts
/** Runs steps as processes of this machine, in the checkout itself. */
function createLocalExecutor(options) {
	const { host, root, checkout, folder, env, pipeline } = options;
	const secrets = secretsOf(pipeline.steps, env);
	const shared = {
		host,
		root,
		folder,
		secrets,
		inherited: inherited(env),
		masker: createMasker(Object.values(secrets)),
		outputs: openOutputs({
			files: host.files,
			root,
			ledger: openLedger(host.files, checkout)
		}),
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
function secretsOf(steps, env) {
	const known = [...new Set(steps.flatMap((step) => step.secrets))].map((name) => [name, own(env, name) ?? ""]);
	return Object.fromEntries(known.filter(([, value]) => value !== ""));
}

// src/run/log-files.ts
/** Open files at once; a wider run closes the one that was written to longest ago. */
const mostOpen = 64;
/** Log files below `directory`. */
function openLogFiles(files, directory) {
	const open = /* @__PURE__ */ new Map();
	function close(leg) {
		open.get(leg)?.close();
		open.delete(leg);
	}
	function appenderOf(leg, record) {
		const log = record.steps.get(leg)?.planned.log;
		if (log === void 0) return void 0;
		const appender = open.get(leg) ?? files.appender(`${directory}/${log}`);
		open.delete(leg);
		open.set(leg, appender);
		const [oldest] = open.keys();
		if (open.size > mostOpen && oldest !== void 0) close(oldest);
		return appender;
	}
	return {
		write(event, record) {
			if (event.type === "output") appenderOf(event.leg, record)?.write(logText(event));
			else if (event.type === "step-ended") close(event.leg);
		},
		close() {
			for (const leg of [...open.keys()]) close(leg);
		}
	};
}
const logText = ({ lines }) => `${lines.join("\n")}\n`;

// src/run/recorder.ts
/**
* Takes every event of a run, in this order: to the journal, into the record, to the log files, to the listeners. So
* what anybody was shown is in the journal. When it cannot be written the run is stopped: `onError` is called once.
*/
var Recorder = class {
	#journal;
	#logs;
	#listener;
	#onError;
	#fold;
	#error;
	constructor(input) {
		this.#journal = input.journal;
		this.#logs = input.logs;
		this.#listener = input.listener;
		this.#onError = input.onError;
		this.#fold = input.fold;
	}
	get record() {
		return this.#fold.record;
	}
	/** Why the journal could not be written. */
	get error() {
		return this.#error;
	}
	emit = (event) => {
		this.#write(event);
		this.#fold.apply(event);
		this.#listener(event, this.record);
	};
	close() {
		this.#journal.close();
		this.#logs.close();
	}
	#write(event) {
		if (this.#error !== void 0) return;
		try {
			this.#journal.write(event);
			this.#logs.write(event, this.record);
		} catch (error) {
			this.#error = `the run's journal cannot be written: ${error.message}`;
			this.#onError(this.#error);
		}
	}
};

// src/run/evaluation.ts
/** Whether the leg's `if` holds; an error is a fault of the expression, such as fromJSON of a text that is none. */
function conditionHolds(leg, around, status) {
	const { condition } = leg.step;
	if (!condition) return ok(true);
	const value = evaluate(condition.expression, {
		...contextOf(leg, around),
		status
	});
	return value.ok ? ok(truthy(value.value)) : value;
}
/** Settles the last open names of a leg. `env` sees the file's own env; the commands see the step's whole env. */
function resolveAttempt(leg, around) {
	const { step } = leg;
	const context = contextOf(leg, around);
	const env = renderAll(step.env, context);
	if (!env.ok) return env;
	const inner = {
		...context,
		env: env.value
	};
	const command = resolveCommand(step.command, inner);
	if (!command.ok) return command;
	const setup = step.setup && resolveCommand(step.setup, inner);
	if (setup && !setup.ok) return setup;
	return ok({
		step,
		attempt: leg.attempt,
		env: env.value,
		command: command.value,
		...setup && { setup: setup.value }
	});
}
function contextOf({ step, needs }, { pipeline, github, hashFiles }) {
	const { params, env } = pipeline;
	return {
		params,
		env,
		github,
		hashFiles,
		matrix: step.matrix ?? {},
		needs: needsOf(step, needs)
	};
}
/** Only needs that a name can reach: a path edge may wait for some legs of a matrix, whose siblings still run. */
function needsOf(step, needs) {
	const named = new Set(step.needs.filter(({ via }) => via !== "path").map((need) => need.step));
	const groups = new Set(needs.filter((need) => named.has(need.step.step)).map(({ group }) => group));
	return Object.fromEntries([...groups].map((group) => [group.group.id, needOf(group)]));
}
function needOf({ group, legs }) {
	const result = groupResult(legs.map((leg) => leg.result ?? "skipped"));
	if (!group.isMatrix) return {
		result,
		values: legs[0]?.values ?? {}
	};
	const outcome = (leg) => ({
		matrix: leg.step.matrix ?? {},
		result: leg.result ?? "skipped",
		values: leg.values
	});
	return {
		result,
		values: {},
		legs: legs.map(outcome)
	};
}
/** As GitHub joins the legs of a matrix. */
function groupResult(results) {
	if (results.includes("failure")) return "failure";
	if (results.includes("cancelled")) return "cancelled";
	return results.includes("success") ? "success" : "skipped";
}
function resolveCommand(command, context) {
	if (command.kind === "argv") {
		const args = renderList(command.args, context);
		return args.ok ? ok({
			kind: "argv",
			args: args.value
		}) : args;
	}
	const { kind, shell, text } = command;
	const templates = Object.entries(command.bindings).map(([name, expression]) => [name, [expression]]);
	const bindings = renderAll(Object.fromEntries(templates), context);
	return bindings.ok ? ok({
		kind,
		shell,
		text,
		bindings: bindings.value
	}) : bindings;
}
function renderAll(templates, context) {
	const names = Object.keys(templates);
	const values = renderList(Object.values(templates), context);
	return values.ok ? ok(Object.fromEntries(names.map((name, i) => [name, values.value[i]]))) : values;
}
function renderList(templates, context) {
	const texts = [];
	for (const template of templates) {
		const text = render(template, context);
		if (!text.ok) return text;
		texts.push(text.value);
	}
	return ok(texts);
}

// src/run/leg.ts
/** The graph of a pipeline in the state that `earlier` left it in. */
function legsOf(pipeline, earlier) {
	const groups = new Map([...pipeline.groups].map(([id, group]) => [id, newGroup(group)]));
	const ranks = longestPaths(pipeline.steps);
	const legs = /* @__PURE__ */ new Map();
	pipeline.steps.forEach((step, index) => {
		const group = groups.get(step.step);
		const needs = step.needs.map(({ leg }) => legs.get(leg));
		const leg = newLeg({
			step,
			group,
			needs,
			index,
			rank: ranks.get(step.id) ?? 1,
			earlier
		});
		legs.set(step.id, leg);
		group.legs.push(leg);
		if (leg.result === "failure" && stopsSiblings(group)) group.failed ??= step.id;
		for (const need of needs) need.dependants.push(leg);
	});
	return [...legs.values()];
}
const stopsSiblings = ({ group }) => group.isMatrix && group.failFast;
function newGroup(group) {
	return {
		group,
		legs: [],
		running: 0
	};
}
function newLeg(input) {
	const { earlier, ...fixed } = input;
	const before = earlier?.steps.get(input.step.id);
	const leg = {
		...fixed,
		dependants: [],
		pending: input.needs.filter(({ state }) => state !== "ended").length,
		state: before?.state === "ended" ? "ended" : "waiting",
		values: before?.values ?? {},
		attempt: before?.attempt ?? 0,
		failures: before?.failures ?? 0,
		afterFailure: input.needs.some(failedBefore),
		interrupted: before?.state === "waiting" && before.startedAt !== void 0
	};
	if (before?.result !== void 0) leg.result = before.result;
	return leg;
}
/** For `failure()`: a need failed, or stands on one that did. */
const failedBefore = (need) => need.result === "failure" || need.afterFailure;
/** Counted in steps: how long a step takes is not known before it ran. */
function longestPaths(steps) {
	const ranks = /* @__PURE__ */ new Map();
	for (const step of steps.toReversed()) {
		const rank = ranks.get(step.id) ?? 1;
		ranks.set(step.id, rank);
		for (const { leg } of step.needs) ranks.set(leg, Math.max(ranks.get(leg) ?? 1, rank + 1));
	}
	return ranks;
}

// src/run/admission.ts
/** Decides about a leg whose needs have all ended. */
function admit(leg, run, around) {
	const stopped = stopReason(leg, run);
	if (stopped) return {
		kind: "skip",
		skipped: stopped
	};
	const { condition } = leg.step;
	const unmet = condition?.usesStatus === true ? void 0 : unmetNeed(leg) ?? runFailing(leg, run, around);
	if (unmet) return {
		kind: "skip",
		skipped: unmet
	};
	const holds = conditionHolds(leg, around, statusOf(leg, run));
	if (!holds.ok) return {
		kind: "fault",
		message: `its \`if\` cannot be evaluated: ${holds.error}`
	};
	if (holds.value) return { kind: "run" };
	return {
		kind: "skip",
		skipped: {
			reason: "condition-false",
			condition: condition?.expression.source ?? ""
		}
	};
}
/** What stops a leg whatever its `if` says. */
function stopReason(leg, run) {
	if (leg.step.isFinally ? run.killed : run.cancelled) return { reason: "run-cancelled" };
	if (leg.group.failed !== void 0) return {
		reason: "fail-fast",
		failed: leg.group.failed
	};
}
/**
* Only direct needs count (on GitHub every ancestor does): a step behind one that ran under `always()` runs again.
* Steps of `finally` come after main steps whatever became of them, so just their needs within `finally` count.
*/
function unmetNeed(leg) {
	const unmet = (leg.step.isFinally ? leg.needs.filter(({ step }) => step.isFinally) : leg.needs).find(({ result }) => result !== "success");
	return unmet && {
		reason: "need-not-met",
		need: unmet.step.id,
		result: unmet.result ?? "skipped"
	};
}
function runFailing(leg, run, { pipeline }) {
	if (leg.step.isFinally || run.failed === void 0 || pipeline.onFailure === "continue") return void 0;
	return {
		reason: "run-failing",
		failed: run.failed
	};
}
/** In `finally` the status functions speak of the whole run. */
function statusOf(leg, run) {
	const cancelled = () => run.cancelled;
	if (leg.step.isFinally) {
		const failed = run.failed !== void 0;
		return {
			success: () => !failed && !run.cancelled,
			failure: () => failed && !run.cancelled,
			cancelled
		};
	}
	return {
		success: () => leg.needs.every(({ result }) => result === "success"),
		failure: () => leg.needs.some(failedBefore),
		cancelled
	};
}

// src/run/packing.ts
/**
* Books what running steps take. A step takes one slot and just what its `resources` name: one that names no cpus
* takes none, so `max_parallel: 8` means eight of them on two cores.
*/
var Packing = class {
	#capacity;
	#used = {
		slots: 0,
		cpus: 0,
		memoryGb: 0,
		accelerators: 0
	};
	constructor(capacity) {
		this.#capacity = wholeUnits(capacity, Math.floor);
	}
	get hasSlot() {
		return this.#used.slots < this.#capacity.slots;
	}
	fits(step) {
		const demand = this.#demand(step);
		return dimensions.every((key) => this.#used[key] + demand[key] <= this.#capacity[key]);
	}
	take(step) {
		this.#add(this.#demand(step), 1);
	}
	release(step) {
		this.#add(this.#demand(step), -1);
	}
	#add(demand, sign) {
		for (const key of dimensions) this.#used[key] += sign * demand[key];
	}
	/** A step that asks for more than there is (allowed under an explicit `local` only) takes the whole machine. */
	#demand(step) {
		if (step.operator) return {
			slots: 1,
			cpus: 0,
			memoryGb: 0,
			accelerators: 0
		};
		const alternatives = step.resources.map(demandOf);
		const most = this.#capacity;
		const wanted = alternatives.find((demand) => dimensions.every((key) => demand[key] <= most[key])) ?? demandOf(step.resources[0]);
		const capped = dimensions.map((key) => [key, Math.min(wanted[key], most[key])]);
		return Object.fromEntries(capped);
	}
};
function demandOf({ cpus, memory, accelerators }) {
	return wholeUnits({
		slots: 1,
		cpus: cpus?.value ?? 0,
		memoryGb: memory?.value ?? 0,
		accelerators: accelerators[0]?.count ?? 0
	}, Math.round);
}
/** Millionths of cpus and GB: sums of fractions would leave a rest behind, which a step of the whole machine waits for. */
function wholeUnits(amounts, whole) {
	const { cpus, memoryGb } = amounts;
	return {
		...amounts,
		cpus: whole(cpus * 1e6),
		memoryGb: whole(memoryGb * 1e6)
	};
}
const dimensions = [
	"slots",
	"cpus",
	"memoryGb",
	"accelerators"
];

// src/run/ready-queue.ts
/** Legs that may start, longest path first, then in topological order. */
var ReadyQueue = class {
	#legs = [];
	get length() {
		return this.#legs.length;
	}
	add(leg) {
		let low = 0;
		let high = this.#legs.length;
		while (low < high) {
			const middle = low + high >> 1;
			if (isBefore(this.#legs[middle], leg)) low = middle + 1;
			else high = middle;
		}
		this.#legs.splice(low, 0, leg);
	}
	/** The first that fits goes, though one before it may not: a wide step never keeps a slot empty. */
	takeFirst(fits) {
		const index = this.#legs.findIndex(fits);
		return index === -1 ? void 0 : this.#legs.splice(index, 1)[0];
	}
	takeAll() {
		const legs = this.#legs;
		this.#legs = [];
		return legs;
	}
	takeThose(wanted) {
		const taken = this.#legs.filter((leg) => wanted.includes(leg));
		this.#legs = this.#legs.filter((leg) => !wanted.includes(leg));
		return taken;
	}
};
const isBefore = (a, b) => a.rank > b.rank || a.rank === b.rank && a.index < b.index;

// src/run/board.ts
/** Where every leg of a run stands, and what of the machine is taken. It decides nothing. */
var Board = class {
	legs;
	#packing;
	#ready = new ReadyQueue();
	/** Legs to decide about; a queue, because a chain of 10,000 skips would overflow a recursion. */
	#arrived = [];
	/** Legs that run or wait for their next attempt. */
	#active = 0;
	#phase = "main";
	constructor(input) {
		this.legs = legsOf(input.pipeline, input.earlier);
		this.#packing = new Packing(input.capacity);
	}
	get phase() {
		return this.#phase;
	}
	/** Nothing of this phase runs, waits for its next attempt or could start. */
	get isIdle() {
		return this.#active === 0 && this.#ready.length === 0;
	}
	enter(phase) {
		this.#phase = phase;
		for (const leg of this.legs) if (leg.state === "waiting") this.#arrive(leg);
	}
	takeArrived() {
		return this.#arrived.shift();
	}
	get hasArrived() {
		return this.#arrived.length > 0;
	}
	makeReady(leg) {
		leg.state = "ready";
		this.#ready.add(leg);
	}
	/** The next leg that a slot and the machine have room for. */
	takeStartable() {
		if (!this.#packing.hasSlot) return void 0;
		return this.#ready.takeFirst((leg) => this.#packing.fits(leg.step) && hasGroupSlot(leg));
	}
	/** Decides again about legs that have not started: `among` these, or all. */
	reconsider(among) {
		this.#arrived.push(...among ? this.#ready.takeThose(among) : this.#ready.takeAll());
	}
	occupy(leg) {
		leg.state = "running";
		this.#active++;
		leg.group.running++;
		this.#packing.take(leg.step);
	}
	vacate(leg) {
		this.#active--;
		leg.group.running--;
		this.#packing.release(leg.step);
	}
	/** A leg that waits for its next attempt takes no slot, but its phase goes on. */
	postpone(leg) {
		leg.state = "retrying";
		this.#active++;
	}
	comeBack() {
		this.#active--;
	}
	end(leg, result, values) {
		leg.state = "ended";
		leg.result = result;
		leg.values = values;
		for (const dependant of leg.dependants) {
			if (dependant.state !== "waiting") continue;
			dependant.afterFailure ||= failedBefore(leg);
			dependant.pending--;
			this.#arrive(dependant);
		}
	}
	/** Tells what runs, or waits for its next attempt, to stop. */
	stop(legs, why) {
		for (const { state, abort } of legs) if (state === "running" || state === "retrying") abort?.abort(why);
	}
	#arrive(leg) {
		if (leg.pending === 0 && leg.step.isFinally === (this.#phase === "finally")) this.#arrived.push(leg);
	}
};
function hasGroupSlot({ group }) {
	return group.running < (group.group.maxParallel ?? Number.POSITIVE_INFINITY);
}

// src/run/retry.ts
/**
* Milliseconds until the next attempt; undefined when there is none. Full jitter (uniform between 0 and the bound),
* so that legs that failed together do not come back together.
*/
function retryDelay(input) {
	const { retry, failure, failures, random } = input;
	if (failures >= retry.maxAttempts || !isRetried(retry, failure)) return void 0;
	const { initialMs, factor, maxMs } = retry.backoff;
	return Math.round(random.float() * Math.min(maxMs, initialMs * factor ** (failures - 1)));
}
function isRetried(retry, failure) {
	if (failure.cause === "user") return failure.exitCode !== void 0 && retry.exitCodes.includes(failure.exitCode);
	return failure.cause !== "cancelled" && retry.on.includes(failure.cause);
}

// src/run/scheduler.ts
/** How long `finally` may take once a run is cancelled. */
const FINALLY_LIMIT_MS = 12e4;
/**
* Runs a pipeline to its end and says how it ended; "left" when `finally` of a cancelled run is left to another
* process. Never rejects but for a bug.
*/
function schedule(input) {
	return new Scheduler(input).run();
}
var Scheduler = class {
	#input;
	#board;
	#settling = false;
	#phaseEnded = Promise.withResolvers();
	#cancelled;
	#failed;
	#finallyFailed = false;
	#killed = false;
	/** Ends the time limit of `finally`. */
	#finished = new AbortController();
	constructor(input) {
		this.#input = input;
		this.#board = new Board(input);
		const failed = this.#board.legs.find(({ step, result }) => !step.isFinally && result === "failure");
		this.#failed = failed?.step.id;
		this.#finallyFailed = this.#board.legs.some(({ step, result }) => step.isFinally && result === "failure");
	}
	async run() {
		const { signal, kill } = this.#input;
		const onSignal = () => this.#cancel(signal.reason);
		const onKill = () => this.#kill(kill.reason);
		signal.addEventListener("abort", onSignal, { once: true });
		kill.addEventListener("abort", onKill, { once: true });
		if (signal.aborted) this.#cancel(signal.reason);
		try {
			await this.#runPhase("main");
			if (this.#cancelled && !this.#leavesFinally) this.#limitFinally();
			if (!this.#leavesFinally) await this.#runPhase("finally");
			return this.#leavesFinally ? "left" : this.#result;
		} finally {
			this.#finished.abort();
			signal.removeEventListener("abort", onSignal);
			kill.removeEventListener("abort", onKill);
		}
	}
	async #runPhase(phase) {
		this.#phaseEnded = Promise.withResolvers();
		this.#board.enter(phase);
		this.#settle();
		await this.#phaseEnded.promise;
	}
	async #limitFinally() {
		try {
			await this.#input.clock.sleep(FINALLY_LIMIT_MS, this.#finished.signal);
		} catch {
			return;
		}
		this.#kill(this.#cancelled);
	}
	get #leavesFinally() {
		const isOwed = ({ step, state, result }) => step.isFinally && (state !== "ended" || result === "cancelled");
		const { finallyOnCancel } = this.#input;
		return this.#cancelled !== void 0 && finallyOnCancel === "later" && this.#board.legs.some(isOwed);
	}
	get #result() {
		if (this.#cancelled) return "cancelled";
		return this.#failed !== void 0 || this.#finallyFailed ? "failure" : "success";
	}
	/** Decides about every leg that has arrived, then fills the slots. Not entered twice: ends of legs arrive here. */
	#settle() {
		if (this.#settling) return;
		this.#settling = true;
		do {
			for (let leg = this.#board.takeArrived(); leg; leg = this.#board.takeArrived()) this.#decide(leg);
			for (let leg = this.#board.takeStartable(); leg; leg = this.#board.takeStartable()) this.#start(leg);
		} while (this.#board.hasArrived);
		this.#settling = false;
		if (this.#board.isIdle) this.#phaseEnded.resolve();
	}
	#decide(leg) {
		if (this.#input.selected?.has(leg.step.id) === false) {
			this.#endUnselected(leg);
			return;
		}
		const run = {
			cancelled: this.#cancelled !== void 0,
			killed: this.#killed,
			failed: this.#failed
		};
		const verdict = admit(leg, run, this.#input);
		switch (verdict.kind) {
			case "run":
				this.#board.makeReady(leg);
				break;
			case "skip":
				this.#skip(leg, verdict.skipped);
				break;
			case "fault": this.#fail(leg, {
				cause: "config",
				message: verdict.message
			});
		}
	}
	#start(leg) {
		const { clock, execute, emit } = this.#input;
		leg.attempt++;
		this.#board.occupy(leg);
		const startedAt = clock.monotonic();
		emit({
			type: "step-started",
			at: clock.now(),
			leg: leg.step.id,
			attempt: leg.attempt
		});
		const attempt = resolveAttempt(leg, this.#input);
		if (!attempt.ok) {
			this.#board.vacate(leg);
			this.#fail(leg, {
				cause: "config",
				message: attempt.error
			});
			return;
		}
		const abort = new AbortController();
		leg.abort = abort;
		execute(attempt.value, emit, abort.signal).then((outcome) => this.#attemptEnded(leg, outcome, startedAt), (error) => this.#attemptEnded(leg, bug(error), startedAt));
	}
	#attemptEnded(leg, outcome, startedAt) {
		this.#board.vacate(leg);
		const durationMs = Math.round(this.#input.clock.monotonic() - startedAt);
		switch (outcome.result) {
			case "success":
				this.#end(leg, {
					...outcome,
					outcome: "success",
					durationMs
				});
				break;
			case "cancelled":
				this.#end(leg, {
					result: "cancelled",
					outcome: "cancelled",
					stopped: outcome.stopped,
					durationMs
				});
				break;
			case "failure": if (!this.#retry(leg, outcome.failure)) this.#fail(leg, outcome.failure, {
				durationMs,
				values: outcome.values
			});
		}
		this.#settle();
	}
	/** False when the failure stands. */
	#retry(leg, failure) {
		leg.failures++;
		const { random, clock, emit } = this.#input;
		if (this.#cancelled || leg.abort?.signal.aborted) return false;
		const delayMs = retryDelay({
			retry: leg.step.retry,
			failure,
			failures: leg.failures,
			random
		});
		if (delayMs === void 0) return false;
		const { id } = leg.step;
		emit({
			type: "step-retrying",
			at: clock.now(),
			leg: id,
			attempt: leg.attempt,
			failure,
			delayMs
		});
		leg.abort = new AbortController();
		this.#board.postpone(leg);
		this.#wakeLater(leg, delayMs, leg.abort.signal);
		return true;
	}
	async #wakeLater(leg, delayMs, signal) {
		try {
			await this.#input.clock.sleep(delayMs, signal);
			this.#board.makeReady(leg);
		} catch {
			this.#end(leg, {
				result: "cancelled",
				outcome: "cancelled",
				stopped: signal.reason
			});
		}
		this.#board.comeBack();
		this.#settle();
	}
	#skip(leg, skipped) {
		const cutOff = skipped.reason === "run-cancelled" && leg.interrupted ? this.#cancelled : void 0;
		if (cutOff) this.#end(leg, {
			result: "cancelled",
			outcome: "cancelled",
			stopped: cutOff
		});
		else this.#end(leg, {
			result: "skipped",
			outcome: "skipped",
			skipped
		});
	}
	#endUnselected(leg) {
		const given = this.#input.given?.get(leg.step.id);
		const skipped = {
			reason: "not-selected",
			...given && { from: given.runId }
		};
		this.#end(leg, {
			result: "success",
			outcome: "skipped",
			skipped,
			values: given?.values ?? {}
		});
	}
	#fail(leg, failure, rest = {}) {
		const result = leg.step.continueOnError ? "success" : "failure";
		this.#end(leg, {
			result,
			outcome: "failure",
			failure,
			...rest
		});
		if (result === "failure") this.#onFailure(leg);
	}
	#end(leg, how) {
		const ended = {
			durationMs: 0,
			values: {},
			outputs: [],
			...how
		};
		this.#input.emit({
			type: "step-ended",
			at: this.#input.clock.now(),
			leg: leg.step.id,
			...ended
		});
		this.#board.end(leg, ended.result, ended.values);
	}
	/** What a failure does to the rest of the run: `fail_fast`, then `on_failure`. */
	#onFailure({ step, group }) {
		if (stopsSiblings(group) && group.failed === void 0) {
			group.failed = step.id;
			this.#board.stop(group.legs, {
				reason: "fail-fast",
				failed: step.id
			});
			this.#board.reconsider(group.legs);
		}
		if (step.isFinally) this.#finallyFailed = true;
		else if (this.#failed === void 0) this.#firstFailure(step.id);
	}
	#firstFailure(failed) {
		this.#failed = failed;
		const { onFailure } = this.#input.pipeline;
		if (onFailure === "continue") return;
		this.#board.reconsider();
		if (onFailure === "cancel") this.#stopAll({
			reason: "step-failed",
			failed
		});
	}
	#cancel(why) {
		this.#cancelled = why;
		if (this.#board.phase === "finally" && this.#input.finallyOnCancel === "now") {
			this.#input.emit({
				type: "run-cancelling",
				at: this.#input.clock.now(),
				why
			});
			this.#limitFinally();
			return;
		}
		this.#board.reconsider();
		this.#stopAll(why);
		this.#settle();
	}
	#stopAll(why) {
		this.#input.emit({
			type: "run-cancelling",
			at: this.#input.clock.now(),
			why
		});
		this.#board.stop(this.#board.legs, why);
	}
	#kill(why) {
		this.#killed = true;
		this.#board.stop(this.#board.legs, why);
		this.#board.reconsider();
		this.#settle();
	}
};
/** An executor never rejects: that it did is our fault, not the step's. */
function bug(error) {
	return {
		result: "failure",
		failure: {
			cause: "infrastructure",
			message: `stepops failed while it ran this step, please report it: ${error instanceof Error ? error.stack : error}`
		},
		values: {}
	};
}

// src/session.ts
/** Runs what is left of a run. "error" when the journal could not be written, whatever the steps came to. */
async function runSession(session, host, reporters) {
	const { folder, fold, validBytes, signal } = session;
	const broken = new AbortController();
	const reporting = guard(reporters);
	const recorder = new Recorder({
		fold,
		journal: openJournal(host.files, folder.journal, validBytes),
		logs: openLogFiles(host.files, folder.logs),
		listener: reporting.handle,
		onError: (message) => broken.abort({
			reason: "error",
			message
		})
	});
	const result = await scheduleSession(session, host, recorder, AbortSignal.any([signal, broken.signal]));
	await endLeftovers(host, folder.directory);
	await finish({
		host,
		folder,
		recorder,
		result
	});
	await reporting.close(recorder.record);
	return {
		result: recorder.error === void 0 ? result : "error",
		record: recorder.record
	};
}
function scheduleSession(session, host, recorder, signal) {
	const { pipeline, root, checkout, folder, env, machine, selected, given, kill, finallyOnCancel } = session;
	const { emit } = recorder;
	emit(session.opening);
	for (const message of session.notices) emit({
		type: "notice",
		at: host.clock.now(),
		level: "notice",
		message
	});
	return schedule({
		pipeline,
		github: recorder.record.run.github,
		hashFiles: (patterns) => hashFiles(root, patterns),
		capacity: {
			...machine,
			slots: pipeline.maxParallel ?? machine.cpus
		},
		execute: createLocalExecutor({
			host,
			root,
			checkout,
			folder,
			env,
			pipeline
		}),
		clock: host.clock,
		random: host.random,
		earlier: recorder.record,
		signal,
		kill,
		finallyOnCancel,
		emit,
		...selected && { selected },
		...given && { given }
	});
}
/** A run whose `finally` is still owed has no end yet: the process that comes after writes it. */
async function finish(input) {
	const { host, folder, recorder, result } = input;
	const { error } = recorder;
	const at = host.clock.now();
	if (error !== void 0) recorder.emit({
		type: "run-ended",
		at,
		result: "error",
		error
	});
	else if (result !== "left") recorder.emit({
		type: "run-ended",
		at,
		result
	});
	recorder.close();
	if (error === void 0) await writeRecord(host.files, folder, recorder.record);
}

// src/engine.ts
/** All that works on a run, in one module, so that what only checks a file never loads it. */
/** Runs a checked pipeline in a new folder, which a refusal leaves no trace of. */
async function runNew(beginning, host, reporters) {
	const session = await beginRun(beginning, host);
	if (!session.ok) return { refused: session.error };
	const { checkout, folder } = session.value;
	const { directory } = folder;
	const ran = await underLock({
		checkout,
		directory
	}, host, () => runSession(session.value, host, reporters));
	if ("refused" in ran) await host.files.remove(directory);
	return {
		directory,
		...ran
	};
}
/** Goes on with a stored run. */
async function runAgain(request, host, reporters) {
	const stopped = await findStopped(request.directory, host);
	if (!stopped.ok) return {
		diagnostics: [],
		refused: stopped.error
	};
	const { directory } = request;
	const { checkout } = stopped.value.record.run;
	return {
		diagnostics: [],
		...await underLock({
			checkout,
			directory
		}, host, () => resumeLocked(request, host, reporters))
	};
}
async function resumeLocked(request, host, reporters) {
	const prepared = await resumeRun(request, thisMachine(), host);
	if (!prepared.ok) return {
		diagnostics: [],
		...prepared.error
	};
	const { session, diagnostics } = prepared.value;
	return {
		diagnostics,
		directory: request.directory,
		...await runSession(session, host, reporters)
	};
}
/** One run at a time changes a checkout. What a run left that died with the lock is ended before anything starts. */
async function underLock(at, host, act) {
	const lock = await acquireLock(host, at.checkout, at.directory);
	if (!lock.ok) return { refused: {
		reason: "busy",
		message: lock.error.message,
		hint: lock.error.hint
	} };
	try {
		if (lock.value.deadRun !== void 0) await endLeftovers(host, lock.value.deadRun);
		return await act();
	} finally {
		await lock.value.release();
	}
}

export { runAgain, runNew };