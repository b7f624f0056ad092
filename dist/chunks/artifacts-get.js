import { C as plural, _ as paintFor, b as cut, o as usageError, u as exitCodes, y as bytes } from "./program.js";
import { t as renderTable } from "./table.js";
import { i as isRunName, n as showOutput, r as findStoredRun, t as readLegs } from "./artifacts-read.js";
import { p as outermost } from "./run-index.js";
import { ht as ok, lt as suggestionHint, mt as err } from "./check.js";
import { t as restore } from "./restore.js";
import { t as listenForSignals } from "./signals.js";
import { i as runsHere, r as pickRun } from "./stored-runs.js";
import { dirname, join, relative, resolve } from "node:path";

// src/cli/artifacts-choice.ts
/** What words of a command line name: legs, steps with all their legs, paths of outputs. `legs`: of the run, `read`: what they left. */
function choose(words, { legs, read }) {
	const chosen = /* @__PURE__ */ new Map();
	for (const word of words) {
		const named = legsNamed(word, legs);
		const found = named.length > 0 ? ofLegs(named, read) : ofPath(word, {
			legs,
			read
		});
		if (!found.ok) return found;
		for (const [leg, path] of found.value) {
			const paths = chosen.get(leg);
			if (paths) paths.add(path);
			else chosen.set(leg, /* @__PURE__ */ new Set([path]));
		}
	}
	return ok([...chosen].flatMap(([{ leg, content }, paths]) => content.ok ? [wanted(leg, content.manifest, paths)] : []));
}
function wanted(leg, manifest, paths) {
	return {
		leg,
		manifest,
		outputs: outermost(manifest.outputs.filter(({ path }) => paths.has(path))).map(({ path }) => path)
	};
}
function legsNamed(word, legs) {
	const one = legs.filter(({ leg }) => leg === word);
	return one.length > 0 ? one : legs.filter(({ step }) => step === word);
}
function ofLegs(named, read) {
	const found = [];
	for (const { leg } of named) {
		const one = read.find((each) => each.leg === leg);
		if (!one) return err({
			message: `${leg} left nothing in the artifact store`,
			hint: "it did not succeed, has no outputs, or its stack names no artifact_store and it declares no inputs"
		});
		const { content } = one;
		if (!content.ok) return err({ message: `what ${leg} left cannot be fetched: ${content.why}` });
		for (const { path } of content.manifest.outputs) found.push([one, path]);
	}
	return found.length > 0 ? ok(found) : err({ message: `${named[0]?.step} has no outputs` });
}
function ofPath(word, { legs, read }) {
	const path = word.replace(/^(\.\/)+/, "").replace(/\/+$/, "");
	const found = read.filter((leg) => pathsOf(leg).includes(path));
	if (found.length > 0) return ok(found.map((leg) => [leg, path]));
	const all = read.flatMap(pathsOf);
	const around = all.find((each) => path.startsWith(`${each}/`));
	if (around !== void 0) return err({
		message: `${word} is only a part of the output ${around}`,
		hint: `get ${around}`
	});
	const lost = read.find(({ content }) => !content.ok);
	const hint = suggestionHint(path, [.../* @__PURE__ */ new Set([...legs.flatMap(({ leg, step }) => [leg, step]), ...all])], "steps and outputs");
	const also = lost && !lost.content.ok ? `. What ${lost.leg} left: ${lost.content.why}` : "";
	return err({
		message: `the run has no step and no output ${word}`,
		hint: hint + also
	});
}
const pathsOf = ({ content }) => content.ok ? content.manifest.outputs.map(({ path }) => path) : [];

// src/cli/artifacts-fetch.ts
/** Brings outputs into a folder, laid out as the pipeline's: all of them, or none. */
async function fetchOutputs(request) {
	const { host, to, wanted } = request;
	const { files } = host;
	const taken = await whatIsTaken(request);
	if (taken) return err(taken);
	const scratch = join(to, `.stepops-get-${host.random.hex(16)}`);
	try {
		await files.makeDirectory(scratch);
		const fetched = await fetchAll(request, scratch);
		if (!fetched.ok) return fetched;
		for (const [index, { outputs }] of wanted.entries()) for (const path of outputs) await place(request, {
			from: join(scratch, String(index), path),
			path,
			scratch
		});
		return ok(void 0);
	} catch (error) {
		const { code, message } = error;
		if (!(error instanceof Error) || typeof code !== "string") throw error;
		return err({ message: `${to} cannot be written to: ${message}` });
	} finally {
		await files.remove(scratch).catch(() => {});
	}
}
/** Before anything is fetched. Nothing is ever written through a link. */
async function whatIsTaken({ host: { files }, to, wanted, force }) {
	const paths = wanted.flatMap(({ outputs }) => outputs);
	for (const folder of new Set(paths.flatMap(parents))) {
		const stat = await files.stat(join(to, folder));
		if (stat && stat.kind !== "directory") return {
			message: `${join(to, folder)} is in the way: it is no folder`,
			hint: "choose another folder with --to DIR",
			isTaken: true
		};
	}
	const there = [];
	if (!force) {
		for (const path of paths) if (await files.stat(join(to, path))) there.push(join(to, path));
	}
	if (there.length === 0) return void 0;
	const more = there.length > 3 ? ` and ${there.length - 3} more` : "";
	return {
		message: `${there.slice(0, 3).join(", ")}${more} ${there.length === 1 ? "is" : "are"} there already`,
		hint: "choose another folder with --to DIR, or put the outputs in their place with --force",
		isTaken: true
	};
}
const parents = (path) => {
	const names = path.split("/").slice(0, -1);
	return names.map((_, index) => names.slice(0, index + 1).join("/"));
};
async function fetchAll({ host, store, wanted, signal, onProgress }, scratch) {
	let before = 0;
	for (const [index, { leg, manifest, outputs }] of wanted.entries()) {
		let now = 0;
		const fetched = await restore({
			host,
			store,
			manifest,
			outputs,
			signal,
			to: join(scratch, String(index)),
			onProgress: ({ done }) => {
				now = done;
				onProgress(before + done);
			}
		});
		if (!fetched.ok) return err({ message: `what ${leg} left cannot be fetched: ${fetched.error.message}` });
		before += now;
	}
	return ok(void 0);
}
async function place({ host, to, force }, { from, path, scratch }) {
	const { files } = host;
	const at = join(to, path);
	await files.makeDirectory(dirname(at));
	if (await files.stat(at)) {
		if (!force) throw Object.assign(/* @__PURE__ */ new Error(`${at} is there already`), { code: "EEXIST" });
		await move(files, at, join(scratch, `old-${host.random.hex(16)}`));
	}
	await move(files, from, at);
}
/** A closed folder cannot be moved, so it is open on the way. */
async function move(files, from, to) {
	const stat = await files.stat(from);
	const isFolder = stat?.kind === "directory";
	if (isFolder) await files.setMode(from, stat.mode | 448);
	await files.rename(from, to);
	if (isFolder) await files.setMode(to, stat.mode & 511);
}

// src/cli/artifacts-get.ts
async function execute(args, io) {
	const signals = listenForSignals(() => io.exit(exitCodes.cancelled));
	try {
		const code = await get({
			args,
			io,
			signal: signals.signal
		});
		return signals.signal.aborted ? exitCodes.cancelled : code;
	} finally {
		signals.dispose();
	}
}
async function get({ args, io, signal }) {
	const host = await io.host();
	const runs = await runsHere(io, host);
	const [first = "", ...rest] = args.positionals;
	const isRun = isRunName(first) || rest.length > 0 && pickRun(runs, first).ok;
	const words = isRun ? rest : args.positionals;
	if (words.length === 0) return usageError(`which outputs of run ${first}?`, io, `name steps or paths; stepops artifacts list ${first} shows them`);
	const run = await findStoredRun({
		args,
		io,
		host,
		signal,
		runs,
		id: isRun ? first : void 0
	});
	if (typeof run === "number") return run;
	try {
		return await getFrom(run, words, {
			args,
			io,
			signal
		});
	} finally {
		run.store.close();
	}
}
async function getFrom(run, words, { args, io, signal }) {
	const host = await io.host();
	const read = await readLegs(run, {
		...host,
		signal
	});
	if (!read.ok) return failed(read.error, io);
	const wanted = choose(words, {
		legs: run.legs,
		read: read.value
	});
	if (!wanted.ok) return usageError(wanted.error.message, io, wanted.error.hint);
	const to = resolve(io.cwd, args.text("to") ?? join("artifacts", run.id));
	const shown = wanted.value.flatMap(outputsOf);
	const progress = progressOn(io, host.clock, shown.reduce((sum, { output: { size } }) => sum + size, 0));
	const force = args.flag("force");
	const { store } = run;
	const fetched = await fetchOutputs({
		host,
		store,
		wanted: wanted.value,
		to,
		force,
		signal,
		...progress
	});
	progress.end();
	if (!fetched.ok) return failed(fetched.error, io);
	write(shown, to, io);
	return exitCodes.done;
}
function failed(fault, io) {
	const code = usageError(fault.message, io, fault.hint);
	return fault.isTaken ? code : exitCodes.ourFault;
}
const outputsOf = ({ leg, manifest, outputs }) => manifest.outputs.filter(({ path }) => outputs.includes(path)).map((output) => ({
	leg,
	output: showOutput(output)
}));
function write(shown, to, { stdout, cwd }) {
	const folder = relative(cwd, to) || ".";
	const rows = shown.map(({ leg, output: { path, isDirectory, size } }) => [
		cut(leg, 60),
		cut(`${join(folder, path)}${isDirectory ? "/" : ""}`, 200),
		{
			text: bytes(size),
			align: "right"
		}
	]);
	const sum = (of) => shown.reduce((all, { output }) => all + of(output), 0);
	const files = plural(sum((output) => output.files), "file");
	const total = `${plural(shown.length, "output")} in ${folder}: ${files}, ${bytes(sum(({ size }) => size))}`;
	stdout.write(`${[...renderTable(void 0, rows, paintFor(stdout)), total].join("\n")}\n`);
}
const everyMs = 100;
/** One line that is written over and over, on a terminal alone. */
function progressOn({ stderr }, clock, total) {
	const isShown = stderr.isTTY === true;
	let told = Number.NEGATIVE_INFINITY;
	return {
		onProgress(done) {
			if (!isShown || clock.monotonic() - told < everyMs) return;
			told = clock.monotonic();
			stderr.write(`\r\u001B[K${bytes(done)} of ${bytes(total)} fetched`);
		},
		end() {
			if (told > Number.NEGATIVE_INFINITY) stderr.write("\r\x1B[K");
		}
	};
}

export { execute };