import { V as own, mt as err } from "./check.js";
import { t as createMasker } from "./mask.js";
import { constants } from "node:os";

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

export { openFrame as i, endFailure as n, AttemptFrame as r, diedOfKill as t };