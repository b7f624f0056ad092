import { K as suggest, Q as err, T as own } from "./check.js";
import { n as markPrefix, r as runMark } from "./leftovers.js";
import { t as createMasker } from "./mask.js";
import { constants } from "node:os";
import { isAbsolute, join } from "node:path";
import { StringDecoder } from "node:string_decoder";

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

export { diedOfKill as a, hostVariables as c, unfit as d, AttemptFrame as f, lineStream as i, inherited as l, supervise as n, endFailure as o, openFrame as p, listen as r, carried as s, takeValues as t, stepVariables as u };