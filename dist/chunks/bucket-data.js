import { o as __toESM } from "./rolldown-runtime.js";
import { D as compileGlob, N as matches, S as own, T as isBucket, U as suggest, X as ok, Y as err } from "./check.js";
import { s as breathe } from "./input-files.js";
import { t as createMasker } from "./mask.js";
import { t as sha256Of } from "./sha256.js";
import { n as markPrefix, r as runMark } from "./leftovers.js";
import { constants } from "node:os";
import { basename, dirname, isAbsolute, join, posix, relative, sep } from "node:path";
import { StringDecoder } from "node:string_decoder";

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

// src/run/attempt-frame.ts
/** `env`: this process's, where secrets come from. All secrets of the pipeline are masked in what any step prints. */
function openFrame({ host, env, pipeline }) {
	const known = [...new Set(pipeline.steps.flatMap((step) => step.secrets))].map((name) => [name, own(env, name) ?? ""]);
	const secrets = Object.fromEntries(known.filter(([, value]) => value !== ""));
	return {
		host,
		secrets,
		masker: createMasker(Object.values(secrets))
	};
}
/** What is the same for every attempt: its ends by signal and timeout, what it prints, what it may tell of a failure. */
var AttemptFrame = class {
	attempt;
	/** Aborted by the run's signal and by the step's own timeout. */
	stop;
	#shared;
	#emit;
	#signal;
	#stop = new AbortController();
	#timedOut = false;
	constructor(shared, attempt, emit, signal) {
		this.#shared = shared;
		this.#emit = emit;
		this.#signal = signal;
		this.attempt = attempt;
		this.stop = this.#stop.signal;
	}
	get isCancelled() {
		return this.#signal.aborted;
	}
	async run(body) {
		if (this.#signal.aborted) return this.cancelled();
		const onAbort = () => this.#stop.abort();
		this.#signal.addEventListener("abort", onAbort, { once: true });
		try {
			return await body();
		} catch (error) {
			if (!isSystemError(error)) throw error;
			return this.failure({
				cause: "infrastructure",
				message: `this machine refused: ${error.message}`
			});
		} finally {
			this.#signal.removeEventListener("abort", onAbort);
		}
	}
	async withTimeout(act) {
		const { timeoutMs } = this.attempt.step;
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
	/** What comes before the step's own commands: under its pending_timeout, and no part of its timeout. */
	async whilePending(phase, act) {
		const { pendingTimeoutMs: limitMs } = this.attempt.step;
		const over = new AbortController();
		const late = new AbortController();
		const expire = () => late.abort();
		if (limitMs !== void 0) this.#shared.host.clock.sleep(limitMs, over.signal).then(expire, () => {});
		try {
			const done = await act(AbortSignal.any([this.stop, late.signal]));
			return done.ok || !late.signal.aborted ? done : err(tooLate(phase, limitMs ?? 0));
		} finally {
			over.abort();
		}
	}
	missingSecret() {
		const { secrets } = this.#shared;
		const missing = this.attempt.step.secrets.find((name) => own(secrets, name) === void 0);
		return missing === void 0 ? void 0 : {
			cause: "config",
			message: `the secret ${missing} is not set in the environment`
		};
	}
	/** The step's secrets alone, of all that the run knows. */
	secrets() {
		const { secrets } = this.#shared;
		return Object.fromEntries(this.attempt.step.secrets.map((name) => [name, own(secrets, name) ?? ""]));
	}
	cancelled() {
		return {
			result: "cancelled",
			stopped: this.#signal.reason
		};
	}
	/** Only a timeout is read as a failure; a cancelled attempt has no other. */
	stopped(phase) {
		if (!this.#timedOut) return {
			cause: "cancelled",
			phase,
			message: `${phase} was stopped`
		};
		return {
			cause: "timeout",
			phase,
			message: `${phase} was stopped at the step's timeout of ${(this.attempt.step.timeoutMs ?? 0) / 1e3} s`
		};
	}
	failure(failure, values = {}) {
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
	output(phase, stream, lines) {
		const { step, attempt } = this.attempt;
		const at = this.#shared.host.clock.now();
		this.#emit({
			type: "output",
			at,
			leg: step.id,
			attempt,
			stream,
			phase,
			lines
		});
	}
	notice(level, message) {
		const leg = this.attempt.step.id;
		this.#emit({
			type: "notice",
			at: this.#shared.host.clock.now(),
			level,
			leg,
			message
		});
	}
};
const pendingNouns = {
	image: "the image was",
	inputs: "the data of its buckets was"
};
const tooLate = (phase, limitMs) => ({
	cause: "pending_timeout",
	phase,
	message: `${pendingNouns[phase]} not ready within the step's pending_timeout of ${limitMs / 1e3} s`
});
/** What the file system or the kernel refused, as against a bug. */
const isSystemError = (error) => error instanceof Error && "syscall" in error && "code" in error;

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
/**
* What of it a step sees in a container or on an operator: what says where the run comes from. Programs, home and language are
* the image's, and a path of this machine leads nowhere there.
*/
function carried(env) {
	const isCarried = ([name, value]) => (name === "CI" || /^(?:GITHUB|RUNNER)_/.test(name)) && isPassedOn(name) && !isAbsolute(value);
	return Object.fromEntries(Object.entries(env).filter(isCarried));
}
function isPassedOn(name) {
	if (passedOn.has(name) || name.startsWith("LC_") || name.startsWith("STEPOPS_RUN_MARK_")) return true;
	if (!/^(?:GITHUB|RUNNER)_/.test(name)) return false;
	return !fileCommands.has(name) && !secretName.test(name);
}
/** What a step on this machine is told of itself, with the mark by which what it leaves is found. */
function hostVariables(input) {
	const { runDirectory, ...rest } = input;
	return {
		[runMark(runDirectory)]: runDirectory,
		STEPOPS_RUN_DIR: runDirectory,
		...stepVariables({
			...rest,
			portKey: join(runDirectory, rest.step.id)
		})
	};
}
/** What a step is told of itself; the same names on every operator. A step on this machine is one node. */
function stepVariables(input) {
	const { step, attempt, valuesFile, portKey } = input;
	const [resources] = step.resources;
	const accelerators = String(resources.accelerators[0]?.count ?? 0);
	const port = String(masterPort(portKey));
	return {
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
		await breathe();
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

// src/run/occupancy.ts
const shown$1 = ({ noun, path, isDirectory }) => `${noun} ${path}${isDirectory ? "/" : ""}`;
/** Why it cannot be made at its place: a parent is a file, or a link out of the pipeline's folder. */
async function misplaced({ files, root }, claim) {
	const top = await files.realpath(root);
	for (let parent = dirname(join(root, claim.path)); parent.length > root.length; parent = dirname(parent)) {
		if (await files.stat(parent) === void 0) continue;
		const real = await files.realpath(parent);
		const name = relative(root, parent);
		if (real === void 0 || top === void 0 || !(real + sep).startsWith(top + sep)) return [`${shown$1(claim)} lies behind the link ${name}, which leaves the pipeline's folder`];
		return (await files.stat(real))?.kind === "directory" ? [] : [`${shown$1(claim)} cannot be made, because ${name} is a file`];
	}
	return [];
}
/** What lies there that no run left, or that was changed since. `found`: all that lies there. */
async function occupied({ files, root, ledger }, claim, found) {
	const path = join(root, claim.path);
	const all = found ?? await walk(files, path);
	const foreign = all.length === 0 ? [] : await ledger.foreign(path, all);
	if (foreign.length === 0) return [];
	const names = some(foreign.map((file) => join(claim.path, file.path)));
	return [`in the place of ${shown$1(claim)} lies what no run left there, or what was changed since: ${names}; move or delete it`];
}
function some(names) {
	const rest = names.length - 5;
	return names.slice(0, 5).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

// src/run/replace-tree.ts
/** Beside the folder, on its file system: what shall take its place, and what it was. */
const sidesOf = (to) => [`${to}.stepops-new`, `${to}.stepops-old`];
/** Puts what lies in one folder in the place of another, which is only emptied once the new content is there. */
async function replaceTree(files, from, to) {
	if ((await files.stat(from))?.kind !== "directory") return;
	const [fresh, old] = sidesOf(to);
	await takeBack(files, from);
	for (const path of [fresh, old]) await files.remove(path);
	await files.move(from, fresh);
	if (await files.stat(to) !== void 0) await files.rename(to, old);
	await files.move(fresh, to);
	await files.remove(old);
}
/** In the container everybody might write there; here its owner may, and nobody else. */
async function takeBack(files, path) {
	const { kind, mode = 0 } = await files.stat(path) ?? {};
	if (kind === "directory") await files.setMode(path, mode & 493 | 448);
	else if (kind === "file" && (mode & 18) !== 0) await files.setMode(path, mode & 493);
	if (kind !== "directory") return;
	for (const name of await files.list(path) ?? []) {
		await breathe();
		await takeBack(files, join(path, name));
	}
}
/** Ends what a kill in the midst of `replaceTree` left: the new content wins, and without it the old one comes back. */
async function settleTree(files, to) {
	const [fresh, old] = sidesOf(to);
	const [hasFresh, hasOld] = [await files.stat(fresh), await files.stat(old)];
	if (hasFresh) {
		if (!hasOld && await files.stat(to)) await files.rename(to, old);
		await files.remove(to);
		await files.move(fresh, to);
	} else if (hasOld && !await files.stat(to)) await files.rename(old, to);
	await files.remove(old);
}

// src/run/outputs.ts
function openOutputs(context) {
	return {
		prepare: (step) => prepare(context, step),
		publish: (step, since) => publish(context, step, since),
		adopt: (step, from, since) => adopt(context, {
			step,
			from,
			since
		}),
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
	const noun = "output";
	const checkpoints = checkpoint === void 0 ? [] : [{
		path: checkpoint,
		isDirectory: true
	}];
	const faults = [];
	for (const each of [...outputs, ...checkpoints]) faults.push(...await misplaced(context, {
		...each,
		noun
	}));
	if (faults.length === 0) for (const output of outputs) faults.push(...await occupied(context, {
		...output,
		noun
	}));
	if (faults.length > 0) return err(config(faults.join("; ")));
	for (const { path } of outputs) await clear(context, join(root, path));
	for (const { path } of checkpoints) {
		await settleTree(files, join(root, path));
		await files.makeDirectory(join(root, path));
	}
	return ok(void 0);
}
/** Recorded before the command starts: whatever a crash leaves there is ours. */
async function clear({ files, ledger }, path) {
	await files.remove(path);
	await files.makeDirectory(dirname(path));
	await ledger.started(path);
}
async function publish(context, step, since) {
	const notes = /* @__PURE__ */ new Map();
	for (const { path } of step.outputs) notes.set(path, await note(context, path));
	return inspect(context, {
		step,
		since,
		found: (path) => notes.get(path) ?? []
	});
}
/** All is looked at before anything moves, so that a step's outputs come all or none. */
async function adopt(context, { step, from, since }) {
	const { files, root } = context;
	const found = /* @__PURE__ */ new Map();
	for (const { path } of step.outputs) found.set(path, await walk(files, join(from, path)));
	const published = await inspect({
		...context,
		root: from
	}, {
		step,
		since,
		found: (path) => found.get(path) ?? []
	});
	if (!published.ok) return published;
	for (const { path } of outermost(step.outputs)) {
		await files.remove(join(root, path));
		await files.makeDirectory(dirname(join(root, path)));
		await files.move(join(from, path), join(root, path));
	}
	for (const { path } of step.outputs) await note(context, path);
	return published;
}
/** Those that lie in another one come along with it. */
const outermost = (outputs) => outputs.filter(({ path }) => !outputs.some((other) => path.startsWith(`${other.path}/`)));
async function inspect(context, what) {
	const { step, since, found } = what;
	const wrong = await wrongOutputs(context, step, since);
	if (wrong.length > 0) return err(config(wrong.join("; ")));
	const published = [];
	for (const output of step.outputs) {
		const one = await publishOne(context, output, found(output.path));
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

// src/run/bucket-data.ts
/** The data of all of a step's bucket inputs, fetched where it is not here yet, within the step's pending_timeout. */
async function stepData(buckets, frame) {
	const wanted = wantedBy(frame.attempt.step);
	if (wanted.length === 0) return ok([]);
	return frame.whilePending("inputs", async (signal) => {
		const found = [];
		for (const { from, path, ...rest } of wanted) {
			const onLine = (line) => frame.output("inputs", "stdout", [line]);
			const data = await buckets.fetch({
				from,
				...rest,
				onLine,
				signal
			});
			if (!data.ok) return err({
				...data.error,
				phase: "inputs"
			});
			found.push({
				from,
				path,
				data: data.value
			});
		}
		return ok(found);
	});
}
/** What an exclude takes away of a bucket is not fetched. */
function wantedBy({ inputs = [] }) {
	return inputs.flatMap((input, index) => {
		if (!isBucket(input)) return [];
		const { from, path } = input;
		const patterns = inputs.slice(index).flatMap((each) => each.kind === "exclude" ? [each.pattern] : []);
		const globs = patterns.map(compileGlob);
		const isLeftOut = (inner) => {
			const whole = posix.join(path, inner);
			return globs.some((glob) => matches(glob, whole));
		};
		return [{
			from,
			path,
			isLeftOut,
			leftOutKey: patterns.length === 0 ? "" : JSON.stringify([path, patterns])
		}];
	});
}

export { openFrame as _, openOutputs as a, lineStream as b, occupied as c, carried as d, hostVariables as f, AttemptFrame as g, unfit as h, takeValues as i, walk as l, stepVariables as m, diedOfKill as n, replaceTree as o, inherited as p, endFailure as r, misplaced as s, stepData as t, openLedger as u, supervise as v, listen as y };