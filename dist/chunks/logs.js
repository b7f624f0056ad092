import { lt as suggestionHint } from "./check.js";
import { t as coloredPrefix } from "./label.js";
import { _ as paintFor, o as usageError, u as exitCodes } from "./program.js";
import { n as stateOf } from "./status2.js";
import { i as runsHere, n as logPath, r as pickRun, t as loadRecord } from "./stored-runs.js";
import { StringDecoder } from "node:string_decoder";

// src/cli/logs.ts
async function execute(args, io) {
	const host = await io.host();
	const runs = await runsHere(io, host);
	const [first, second] = args.positionals;
	const isRun = second !== void 0 || first === void 0 || pickRun(runs, first).ok;
	const run = pickRun(runs, isRun ? first : void 0);
	if (!run.ok) return usageError(run.error, io);
	const record = await loadRecord(host, run.value);
	if (!record.ok) return usageError(record.error, io);
	const wanted = isRun ? second : first;
	const steps = stepsOf(record.value, wanted);
	if (steps.length === 0) {
		const known = [...record.value.steps.values()].map(({ planned }) => planned.id);
		return usageError(`run ${run.value.id} has no step ${wanted}`, io, suggestionHint(wanted ?? "", known, "steps"));
	}
	await new LogPrinter(run.value, steps, host, io).print(args.flag("follow"));
	for (const { id } of steps) {
		const cached = record.value.steps.get(id)?.cached;
		if (cached) io.stderr.write(`${id} was taken from the cache: run ${cached.run} has its log\n`);
	}
	return exitCodes.done;
}
/** The leg of that id, or every leg of the step. */
function stepsOf(record, wanted) {
	const all = [...record.steps.values()].map(({ planned }) => planned);
	if (wanted === void 0) return all;
	const leg = all.filter(({ id }) => id === wanted);
	return leg.length > 0 ? leg : all.filter(({ step }) => step === wanted);
}
const pageBytes = 262144;
const pollMs = 250;
/** Log files as whole lines on stdout, from where the last look ended. */
var LogPrinter = class {
	#run;
	#host;
	#io;
	#sources;
	constructor(run, steps, host, io) {
		this.#run = run;
		this.#host = host;
		this.#io = io;
		const paint = paintFor(io.stdout);
		this.#sources = steps.map((step) => ({
			path: logPath(run, step.log),
			prefix: steps.length > 1 ? coloredPrefix(step, paint) : "",
			decoder: new StringDecoder("utf8"),
			offset: 0,
			rest: ""
		}));
	}
	async print(follow) {
		for (;;) {
			const goesOn = follow && await this.#runs();
			for (const source of this.#sources) await this.#drain(source);
			if (!goesOn) break;
			await this.#host.clock.sleep(pollMs);
		}
		for (const { rest, prefix } of this.#sources) if (rest !== "") this.#io.stdout.write(`${prefix}${rest}\n`);
	}
	async #runs() {
		const record = await loadRecord(this.#host, this.#run);
		return record.ok && stateOf(record.value, this.#host) === "running";
	}
	async #drain(source) {
		for (;;) {
			const bytes = await this.#host.files.readFrom(source.path, source.offset, pageBytes);
			if (!bytes || bytes.length === 0) return;
			source.offset += bytes.length;
			const lines = (source.rest + source.decoder.write(Buffer.from(bytes))).split("\n");
			source.rest = lines.pop() ?? "";
			if (lines.length > 0) await write(this.#io.stdout, lines.map((line) => `${source.prefix}${line}\n`).join(""));
		}
	}
};
/** Waits for a slow reader: a log may be larger than memory. */
function write(stream, text) {
	return new Promise((resolve) => {
		if (stream.write(text)) resolve();
		else stream.once("drain", resolve);
	});
}

export { execute };