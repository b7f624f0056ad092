import { B as optional, H as compareCodePoints, K as compileGlob, Q as matches, V as own, d as runsInContainer, ht as ok, mt as err } from "./check.js";
import { o as thisPlatform } from "./selection.js";
import { t as breathe } from "./breathe.js";
import { a as isWithin, i as listInputs, n as isPrivate, s as realpath } from "./input-files.js";
import { t as sha256Of } from "./sha256.js";
import { C as runKey, S as readable, _ as readText, a as readManifest, b as manifestKey, c as manifestFault, d as linkFault, f as below, g as inParallel, h as shown$2, i as parse$1, l as entriesFault, m as pathFault, n as isMapping, o as readManifestAt, p as outermost, r as parseRunIndex, t as isManifestKey, u as treeDigest, v as artifactDomain, w as treeKey, x as outputsPrefix, y as latestKey } from "./run-index.js";
import { t as patiently } from "./patience.js";
import { t as createMasker } from "./mask.js";
import { t as bucketDigests } from "./bucket-data.js";
import { r as parentsOf, t as reportBytes } from "./progress.js";
import { a as stopped$2, i as progressOf, n as atBest, r as onThisDisk, t as restore } from "./restore.js";
import { t as openStore } from "./open-store.js";
import { createHash } from "node:crypto";
import { isAbsolute, join, posix, relative, sep } from "node:path";

// src/cache/difference.ts
const shown$1 = 3;
/** What makes two fingerprints differ, for people, the likeliest cause first; undefined where nothing does. */
function difference(before, now) {
	const all = [...differences(before, now)];
	if (all.length === 0) return void 0;
	const more = all.length - shown$1;
	return all.slice(0, shown$1).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
function* differences(before, now) {
	const isSame = (name) => before[name] === now[name];
	if (!isSame("command")) yield "its command changed";
	if (!isSame("setup")) yield "its setup changed";
	yield* changes("input", before.inputs, now.inputs);
	yield* changes("bucket data", before.buckets, now.buckets);
	yield* changes("param", before.params, now.params);
	yield* changes("env", before.env, now.env);
	yield* surroundings(before, now);
	yield* declarations(before, now);
	if (isSame("command") && isSame("setup") && !isSame("filled") && sameParams(before, now)) yield "a value that its command reads changed";
}
const sameParams = (before, now) => [...changes("", before.params, now.params)].length === 0;
function* surroundings(before, now) {
	if (before.image !== now.image) yield `image digest changed: ${shortened(before.image)} → ${shortened(now.image)}`;
	else if (before.machine !== now.machine) yield `it runs on ${now.machine}, not on ${before.machine}`;
	if (before.accelerators !== now.accelerators) yield `accelerators changed: ${before.accelerators ?? "none"} → ${now.accelerators ?? "none"}`;
	if (before.numNodes !== now.numNodes) yield `num_nodes changed: ${before.numNodes ?? 1} → ${now.numNodes ?? 1}`;
	if (before.user !== now.user) yield "user changed";
	if (before.network !== now.network) yield "network changed";
	if (before.workingDirectory !== now.workingDirectory) yield "working_directory changed";
}
function* declarations(before, now) {
	for (const [name, words] of [
		["secrets", "its secrets are others"],
		["outputs", "it declares other outputs"],
		["values", "it declares other values"]
	]) if (before[name].join("\0") !== now[name].join("\0")) yield words;
}
function* changes(noun, before, now) {
	for (const [name, value] of Object.entries(now)) if (!Object.hasOwn(before, name)) yield `${noun} ${name} is new`;
	else if (before[name] !== value) yield `${noun} ${name} ${verb(before[name] ?? "", value)}`;
	for (const name of Object.keys(before)) if (!Object.hasOwn(now, name)) yield `${noun} ${name} is gone`;
}
/** Content that stayed the same may have got another mode. */
const verb = (before, now) => before.replace("+x", "") === now.replace("+x", "") ? "changed its mode" : "changed";
/** An image's digest is as long as a line. */
const shortened = (digest = "none") => digest.replace(/([0-9a-f]{12})[0-9a-f]{20,}/, "$1");

// src/cache/digest-memory.ts
const version = 1;
const mostEntries = 2e5;
/**
* A file that is written after it was read, but within the same tick of the file system's clock, keeps its times. So a
* digest is believed only where both times lie further back from the reading than the coarsest tick, which is FAT's 2 s;
* the rest is for the kernel's own tick, by which its times lag behind the clock. Git calls such entries racily clean.
*/
const grainMs = 2100;
/** The digests of files by what their stats were; kept as one file. */
var DigestMemory = class {
	#files;
	#file;
	#prefix;
	#most;
	/** From earlier runs, in the order of their last use. */
	#old = /* @__PURE__ */ new Map();
	/** Used in this run, in the same order. */
	#used = /* @__PURE__ */ new Map();
	#loading;
	#isChanged = false;
	constructor({ files, file, root, most = mostEntries }) {
		this.#most = most;
		this.#files = files;
		this.#file = file;
		this.#prefix = root.endsWith(sep) ? root : root + sep;
	}
	/** Before anything is looked up; a memory that is damaged or of another version is forgotten. */
	load() {
		this.#loading ??= this.#read();
		return this.#loading;
	}
	/** As it is called in the memory and in messages. */
	nameOf(path) {
		return path.startsWith(this.#prefix) ? path.slice(this.#prefix.length) : path;
	}
	has(path) {
		return this.#used.has(path) || this.#old.has(path);
	}
	/** Undefined, and forgotten, where the file is not the one that was digested. */
	find(path, stat) {
		const entry = this.#used.get(path) ?? this.#old.get(path);
		if (!entry) return void 0;
		if (!isOf$1(entry, stat)) {
			this.#forget(path);
			return;
		}
		this.#old.delete(path);
		this.#used.set(path, entry);
		return entry[4];
	}
	keep(path, { sha256, stat, began }) {
		const { size, mtimeMs, ctimeMs, ino } = stat;
		this.#forget(path);
		if (Math.max(mtimeMs, ctimeMs) + grainMs >= began) return;
		this.#used.set(path, [
			size,
			mtimeMs,
			ctimeMs,
			ino,
			sha256
		]);
		this.#isChanged = true;
	}
	/** Only where something changed, and without what is gone. What cannot be written costs the next run time, no more. */
	async save() {
		await this.load();
		if (!this.#isChanged) return;
		this.#isChanged = false;
		const files = [...await this.#stillThere(), ...this.#used].slice(-this.#most).map(([path, entry]) => [this.nameOf(path), ...entry]);
		await this.#files.replace(this.#file, JSON.stringify({
			version,
			files
		})).catch(() => {
			this.#isChanged = true;
		});
	}
	async #read() {
		const text = await this.#files.read(this.#file).catch(() => void 0);
		for (const [name, ...entry] of parse(text)) {
			const path = isAbsolute(name) ? name : this.#prefix + name;
			if (!this.#used.has(path)) this.#old.set(path, entry);
		}
	}
	#forget(path) {
		if (this.#used.delete(path) || this.#old.delete(path)) this.#isChanged = true;
	}
	async #stillThere() {
		const there = [];
		for (const [path, entry] of this.#old) {
			await breathe();
			if (await this.#files.stat(path)) there.push([path, entry]);
		}
		return there;
	}
};
const isOf$1 = ([size, mtimeMs, ctimeMs, ino], stat) => stat?.kind === "file" && stat.size === size && stat.mtimeMs === mtimeMs && stat.ctimeMs === ctimeMs && stat.ino === ino;
function parse(text) {
	try {
		const { version: itsVersion, files } = JSON.parse(text ?? "null") ?? {};
		return itsVersion === version && Array.isArray(files) && files.every(isLine) ? files : [];
	} catch {
		return [];
	}
}
function isLine(value) {
	if (!Array.isArray(value) || value.length !== 6) return false;
	const [name, size, mtimeMs, ctimeMs, ino, sha256] = value;
	const areNumbers = [
		size,
		mtimeMs,
		ctimeMs,
		ino
	].every((each) => typeof each === "number");
	return typeof name === "string" && areNumbers && typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256);
}

// src/cache/hash-choice.ts
/** Below both of these a file is read before a thread would have started. */
const fewFiles = 500;
const fewBytes = 8388608;
/** Reads little here and much in threads; the code of either comes with the first file. */
var ChoosingHasher = class {
	#files;
	#inline;
	#pool;
	constructor(files) {
		this.#files = files;
	}
	async read(jobs) {
		await (await this.#isLittle(jobs) ? await this.#openInline() : await this.#openPool()).read(jobs);
	}
	drop() {
		this.#inline?.drop();
		this.#pool?.drop();
	}
	async close() {
		await this.#inline?.close();
		await this.#pool?.close();
	}
	async #isLittle(jobs) {
		if (jobs.length > fewFiles) return false;
		let bytes = 0;
		for (const { path } of jobs) {
			bytes += (await this.#files.stat(path))?.size ?? 0;
			if (bytes > fewBytes) return false;
		}
		return true;
	}
	async #openInline() {
		const { InlineHasher } = await import("./hash-inline.js");
		this.#inline ??= new InlineHasher();
		return this.#inline;
	}
	async #openPool() {
		const { HashPool } = await import("./hash-pool.js");
		this.#pool ??= new HashPool();
		return this.#pool;
	}
};

// src/cache/hash-job.ts
/** A file that is to be read once, for all who wait for it. */
var HashJob = class {
	path;
	#now;
	/** Nearly always one, and there may be very many jobs. */
	#listeners = [];
	#began;
	constructor(path, now) {
		this.path = path;
		this.#now = now;
	}
	/** False once all who waited went away: then it need not be read. */
	get isWanted() {
		return this.#listeners.length > 0;
	}
	/** A moment before its first byte was read; undefined as long as it waits. */
	get began() {
		return this.#began;
	}
	wait(listener) {
		this.#listeners = [...this.#listeners, listener];
	}
	leave(listener) {
		this.#listeners = this.#listeners.filter((other) => other !== listener);
	}
	begin() {
		this.#began = this.#now();
	}
	end(reading) {
		for (const listener of this.#listeners) listener(this, reading);
	}
};

// src/cache/hash-wait.ts
const stopped$1 = "files were not read to their end: the run was stopped";
/** Undefined once all jobs have ended; else the first fault, or at once that the signal came. None of them is wanted from here after that. */
async function waitForAll(jobs, { signal, begin, onEnd }) {
	const { promise, resolve } = Promise.withResolvers();
	let left = jobs.length;
	const listener = (job, reading) => {
		const fault = onEnd(job, reading);
		left -= 1;
		if (fault !== void 0 || left === 0) resolve(fault);
	};
	const stop = () => resolve(stopped$1);
	signal.addEventListener("abort", stop, { once: true });
	for (const job of jobs) job.wait(listener);
	try {
		await begin();
		return await promise;
	} finally {
		signal.removeEventListener("abort", stop);
		for (const job of jobs) job.leave(listener);
	}
}

// src/cache/digests.ts
/** Nothing is loaded or started before the first question. */
function openDigests(options) {
	return new RememberedDigests(options);
}
var RememberedDigests = class {
	#host;
	#memory;
	#hasher;
	/** Waiting or under way: whoever wants the same file joins in. */
	#jobs = /* @__PURE__ */ new Map();
	constructor({ host, file, root, hasher = new ChoosingHasher(host.files) }) {
		this.#host = host;
		this.#memory = new DigestMemory({
			files: host.files,
			file,
			root
		});
		this.#hasher = hasher;
	}
	async of(paths, signal) {
		await this.#memory.load();
		const known = /* @__PURE__ */ new Map();
		let open = [...new Set(paths)];
		while (open.length > 0) {
			const unknown = await this.#recall(open, known, signal);
			const read = await this.#read(unknown, known, signal);
			if (!read.ok) return read;
			open = read.value;
		}
		return ok(paths.flatMap((path) => known.get(path) ?? []));
	}
	learn(path, digest) {
		if (digest.began !== void 0) this.#memory.keep(path, {
			...digest,
			began: digest.began
		});
	}
	save() {
		return this.#memory.save();
	}
	close() {
		return this.#hasher.close();
	}
	/** What the memory does not know; the rest goes to `known`. */
	async #recall(paths, known, signal) {
		const unknown = [];
		for (const path of paths) {
			if (!this.#memory.has(path)) unknown.push(path);
			else if (!await this.#find(path, known)) unknown.push(path);
			if (signal.aborted) break;
		}
		return unknown;
	}
	async #find(path, known) {
		await breathe();
		const stat = await this.#host.files.stat(path);
		const sha256 = this.#memory.find(path, stat);
		if (stat && sha256 !== void 0) known.set(path, {
			sha256,
			stat
		});
		return sha256 !== void 0;
	}
	/**
	* Resolves with what has to be looked up again: a reading that had begun before this question may be older than what
	* the asker saw, so it counts only once the memory believes it.
	*/
	async #read(paths, known, signal) {
		if (signal.aborted) return err(stopped$1);
		if (paths.length === 0) return ok([]);
		const { jobs, fresh } = this.#join(paths);
		const early = new Set(jobs.filter(({ began }) => began !== void 0));
		try {
			const fault = await waitForAll(jobs, {
				signal,
				begin: () => this.#hasher.read(fresh),
				onEnd: (job, reading) => {
					const digest = this.#end(job, reading);
					if (early.has(job)) return void 0;
					if (digest.ok) known.set(job.path, digest.value);
					return digest.ok ? void 0 : digest.error;
				}
			});
			return fault === void 0 ? ok([...early].map(({ path }) => path)) : err(fault);
		} finally {
			this.#abandon(jobs);
		}
	}
	#join(paths) {
		const fresh = [];
		return {
			jobs: paths.map((path) => {
				const known = this.#jobs.get(path);
				if (known) return known;
				const job = new HashJob(path, () => this.#host.clock.now());
				this.#jobs.set(path, job);
				fresh.push(job);
				return job;
			}),
			fresh
		};
	}
	#end({ path, began = 0 }, reading) {
		this.#jobs.delete(path);
		if ("fault" in reading) return err(`${this.#memory.nameOf(path)} ${reading.fault}`);
		const digest = {
			...reading,
			began
		};
		this.#memory.keep(path, digest);
		return ok(digest);
	}
	/** What nobody waits for any more is not read to its end; whoever asks later begins anew. */
	#abandon(jobs) {
		const unwanted = jobs.filter((job) => !job.isWanted && this.#jobs.get(job.path) === job);
		for (const { path } of unwanted) this.#jobs.delete(path);
		if (unwanted.length > 0) this.#hasher.drop();
	}
};

// src/cache/fingerprint.ts
/** Pure. */
function fingerprintOf(around) {
	const { attempt, image, machine, accelerators, inputs, buckets, repositoryId } = around;
	const digest = (value) => sha256Of(canonical([repositoryId, value])).slice(0, 32);
	const digests = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, digest(value)]));
	const { step, setup, command, env } = attempt;
	const [{ numNodes }] = step.resources;
	return {
		schema: 1,
		...step.setup && { setup: digest(written(step.setup)) },
		command: digest(written(step.command)),
		filled: digest([setup && filled(setup), filled(command)]),
		workingDirectory: step.workingDirectory,
		...image === void 0 ? { machine } : { image },
		...step.user !== void 0 && { user: step.user },
		...step.network === "none" && { network: "none" },
		...accelerators !== void 0 && { accelerators },
		...numNodes > 1 && { numNodes },
		env: digests(env),
		params: digests(usedParams(step, around.params)),
		secrets: [...step.secrets].sort(compareCodePoints),
		inputs,
		buckets,
		outputs: step.outputs.map(({ path, isDirectory }) => isDirectory ? `${path}/` : path).sort(compareCodePoints),
		values: [...step.values].sort(compareCodePoints)
	};
}
/** Under which a store keeps what such a step left: 64 hexadecimal digits. */
const keyOf = (fingerprint) => sha256Of(canonical(fingerprint));
/** One text for one value, whatever the order of its keys. */
function canonical(value) {
	if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join(",")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	const pairs = Object.entries(value).filter(([, each]) => each !== void 0);
	pairs.sort(([left], [right]) => compareCodePoints(left, right));
	return `{${pairs.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(",")}}`;
}
const written = (command) => command.kind === "argv" ? command.args.map((arg) => sourcesOf(arg)) : [
	command.shell,
	command.text,
	Object.values(command.bindings).map(({ source }) => source)
];
const sourcesOf = (template) => template.map((part) => typeof part === "string" ? part : { expression: part.source });
const filled = (command) => command.kind === "argv" ? [...command.args] : [
	command.shell,
	command.text,
	{ ...command.bindings }
];
/** Params that some expression of the step names; what they come to is in the commands and the environment anyway. */
function usedParams({ setup, command, env }, params) {
	const text = [...[command, ...setup ? [setup] : []].flatMap((each) => each.kind === "argv" ? each.args : Object.values(each.bindings).map((expression) => [expression])), ...Object.values(env)].flatMap((template) => template.flatMap((part) => typeof part === "string" ? [] : [part.source])).join("\n");
	const used = Object.entries(params).filter(([name]) => namesParam(text, name));
	return Object.fromEntries(used);
}
const namesParam = (text, name) => new RegExp(`\\bparams\\s*(\\.\\s*${name}\\b|\\[\\s*'${name}'\\s*\\])`, "i").test(text);

// src/cache/input-digests.ts
/** Path → digest, of all files of the inputs but those of buckets, in code-point order. The error is a sentence. */
async function inputDigests(input) {
	const { files, root, step, stored = [] } = input;
	const inputs = step.inputs ?? [];
	const isElsewhere = within$1(stored.map(({ path }) => path));
	const isIgnored = ignored(step);
	const listed = await listInputs(files, root, inputs);
	if (listed.escaping.length > 0) return err(`${listed.escaping[0]} is a link that leaves the pipeline's folder`);
	const digested = await digestFiles(input, listed.files.filter((path) => !isElsewhere(path) && !isIgnored(path)), listed.followed);
	if (!digested.ok) return digested;
	const there = stored.flatMap((output) => storedDigests(output, inputs)).filter(([path]) => !isIgnored(path));
	const all = [...digested.value, ...there].sort(([left], [right]) => compareCodePoints(left, right));
	return ok(Object.fromEntries(all));
}
const within$1 = (folders) => (path) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
/** What interpreters and desktops leave beside the files that they read: no step is meant to depend on it. */
const droppings = /(^|\/)(__pycache__|\.ipynb_checkpoints|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.DS_Store)(\/|$)/;
/** What a step writes itself is no input of it, and what a bucket holds is told by the bucket. */
function ignored({ inputs = [], outputs, checkpoint }) {
	const buckets = inputs.flatMap((input) => input.kind === "bucket" ? [input.path] : []);
	const isOwn = within$1([
		...outputs.map(({ path }) => path),
		...buckets,
		...checkpoint === void 0 ? [] : [checkpoint]
	]);
	const isNamed = within$1(inputs.flatMap((input) => input.kind === "path" && droppings.test(input.path) ? [input.path] : []));
	return (path) => isOwn(path) || droppings.test(path) && !isNamed(path);
}
async function digestFiles(input, paths, followed) {
	const { files, root, digests, signal } = input;
	const listed = await listAll(input, paths, followed);
	const plain = listed.filter(({ target }) => target === void 0);
	const real = [];
	for (const { path } of plain) {
		const whole = join(root, path);
		real.push(followed.has(path) ? await files.realpath(whole) ?? whole : whole);
	}
	const found = await digests.of(real, signal);
	if (!found.ok) return found;
	const links = listed.flatMap(({ name, target }) => target === void 0 ? [] : [[name, `→ ${target}`]]);
	const entries = plain.map(({ name }, index) => {
		const { sha256, stat } = found.value[index] ?? {
			sha256: "",
			stat: { mode: 0 }
		};
		return [name, shown({
			sha256,
			mode: stat.mode
		})];
	});
	return ok([...links, ...entries]);
}
/** Whoever follows a link reads what it leads to, links behind it too: their content counts, where it is no input by itself. */
async function listAll({ files, root, step }, paths, followed) {
	const top = await files.realpath(root) ?? root;
	const isIgnored = ignored(step);
	const known = new Set(paths);
	const all = [];
	const queue = paths.map((path) => ({
		name: path,
		path
	}));
	for (const entry of queue) {
		await breathe();
		const { name, path } = entry;
		const target = followed.has(path) ? void 0 : await files.readlink(join(root, path));
		all.push(target === void 0 ? entry : {
			...entry,
			target
		});
		if (target === void 0) continue;
		for (const inner of await behind(files, {
			root,
			top,
			path
		})) {
			if (known.has(inner) || isIgnored(inner)) continue;
			known.add(inner);
			queue.push({
				name: `${name} → ${inner}`,
				path: inner
			});
		}
	}
	return all;
}
/** Files and links that a link leads to; nothing where that is a folder around it, which holds all sorts of things. */
async function behind(files, { root, top, path }) {
	const target = await files.realpath(join(root, path));
	if (target === void 0 || !isWithin(top, target) || isWithin(target, join(top, path))) return [];
	const base = relative(top, target).split(sep).join("/");
	const isDirectory = (await files.stat(target))?.kind === "directory";
	return (await listInputs(files, root, [{
		kind: "path",
		path: base,
		isDirectory
	}])).files;
}
/** Of the mode only what git keeps: whether a file may be run. The rest is each machine's umask. */
const shown = ({ sha256, mode }) => (mode & 64) === 0 ? sha256 : `${sha256}+x`;
function storedDigests({ path, entries }, inputs) {
	return entries.flatMap((entry) => {
		const whole = entry.path === "" ? path : `${path}/${entry.path}`;
		if (entry.path.split("/").some(isPrivate) || leadsNowhere(entry, entries)) return [];
		return entry.kind !== "directory" && isInput(inputs, whole) ? [[whole, storedDigest(entry)]] : [];
	});
}
/** No such link is an input on a disk either. Outside of the output it is taken to lead somewhere. */
function leadsNowhere(entry, entries) {
	if (entry.kind !== "link") return false;
	const target = posix.join(posix.dirname(entry.path), entry.target).replace(/\/$/, "");
	if (target === ".." || target.startsWith("../") || target === ".") return false;
	return !entries.some(({ path }) => path === target);
}
const storedDigest = (entry) => entry.kind === "link" ? `→ ${entry.target}` : shown(entry);
/** The last entry that fits decides, as an exclude takes away only what entries before it named. */
function isInput(inputs, path) {
	const last = inputs.findLast((input) => fits(input, path));
	return last !== void 0 && last.kind !== "exclude";
}
function fits(input, path) {
	switch (input.kind) {
		case "path": return input.path === "." || within$1([input.path])(path);
		case "glob":
		case "exclude": return matches(compileGlob(input.pattern), path);
		case "bucket": return false;
		default: return input;
	}
}

// src/cache/identify.ts
/** What an attempt is, of what lies here now. The error says what could not be found out. */
async function identify(context, asked) {
	const { attempt, stored = [], signal } = asked;
	const { host, root, digests, buckets, pipeline } = context;
	const { step } = attempt;
	const image = step.image ? await context.identifyImage(step, signal) : ok(void 0);
	if (!image.ok) return image;
	const listed = await bucketDigests(buckets, step, signal);
	if (!listed.ok) return {
		ok: false,
		error: listed.error.message
	};
	const inputs = await inputDigests({
		files: host.files,
		root,
		digests,
		step,
		stored,
		signal
	});
	if (!inputs.ok) return inputs;
	return ok(fingerprintOf({
		attempt,
		repositoryId: context.run.repositoryId,
		image: image.value,
		machine: machineOf(step),
		accelerators: acceleratorsOf(step),
		params: pipeline.params,
		inputs: inputs.value,
		buckets: listed.value
	}));
}
/** Whoever runs on another machine without an image runs on what that operator has. */
const machineOf = (step) => step.operator && !runsInContainer(step) ? `operator ${step.operator.name}` : thisPlatform();
/** Only an operator gives a step what it asks for. */
function acceleratorsOf({ operator, resources }) {
	const all = operator ? resources.flatMap(({ accelerators }) => accelerators) : [];
	const names = new Set(all.map(({ name, count }) => `${name}:${count}`));
	return names.size === 0 ? void 0 : [...names].sort(compareCodePoints).join(" or ");
}

// src/cache/identify-image.ts
/** Loaded with the first step that has an image: most of what it brings is of no use to others. */
function openIdentifyImage(input) {
	let opened;
	return async (step, signal) => {
		opened ??= import("./identify.js").then(({ openIdentify }) => openIdentify(input));
		return (await opened)(step, signal);
	};
}

// src/cache/known-root.ts
/** The same host, which is asked only once where the pipeline's folder leads: each step asks it several times. */
function knowingRoot(host, root) {
	const { files } = host;
	let top;
	const realpath = (path) => {
		if (path !== root) return files.realpath(path);
		top ??= files.realpath(root);
		return top;
	};
	return {
		...host,
		files: {
			...files,
			realpath
		}
	};
}

// src/cache/nothing-kept.ts
/** Why a step runs of which a run in this trust domain knows no earlier one. */
const nothingKept = (trustDomain) => trustDomain === "trusted" ? "nothing is kept of it yet" : `nothing is kept of it yet, neither by ${trustDomain} nor by trusted runs`;

// src/artifact/latest-index.ts
/** Undefined for what no version that this one knows has written. */
function parseLatestIndex(text) {
	const value = parse$1(text);
	if (!isMapping(value) || value.version !== 1 || !isMapping(value.legs)) return void 0;
	const legs = Object.entries(value.legs);
	return legs.every(isLeg) ? {
		version: 1,
		legs: Object.fromEntries(legs)
	} : void 0;
}
const isLeg = (entry) => isManifestKey(entry[1]);

// src/store/upload-content.ts
/** What is read of it, and whether that is what was expected. */
var ContentReader = class {
	#files;
	#content;
	#reader;
	#sum = createHash("sha256");
	#read = 0;
	constructor(files, content, reader) {
		this.#files = files;
		this.#content = content;
		this.#reader = reader;
	}
	/** Ends too soon where the file does. Whoever asks for several parts at once gets them one after the other. */
	async *parts(partSize) {
		const { size } = this.#content.expected;
		for (let index = 0; this.#read < size; index++) {
			const offset = this.#read;
			const wanted = Math.min(partSize, size - offset);
			const bytes = await this.next(wanted);
			if (bytes.length < wanted) return;
			yield {
				index,
				offset,
				bytes
			};
		}
	}
	async next(limit) {
		const bytes = await this.#reader.read(this.#read, limit);
		this.#sum.update(bytes);
		this.#read += bytes.length;
		return bytes;
	}
	/** After its last byte; what was read is then what was expected, and what still lies there has its size. */
	async isWhole() {
		const { path, expected } = this.#content;
		if (this.#read !== expected.size || this.#sum.digest("hex") !== expected.sha256) return false;
		return hasSize(this.#files, {
			path,
			expected
		});
	}
};
/** False also for what is no file any more. */
async function hasSize(files, { path, expected }) {
	const stat = await files.stat(path);
	return stat?.kind === "file" && stat.size === expected.size;
}

// src/store/upload.ts
/**
* Sends one file, each of its parts for as often as it takes. The object is there once all of it is known to be what was
* expected; a file that changed or vanished is a fault (`changed`) and leaves nothing. What the disk throws is thrown.
*/
async function upload(task) {
	const { files, sink, path, expected } = task;
	const reader = await hasSize(files, task) ? await files.reader(path) : void 0;
	if (!reader) return err(changed(task));
	try {
		const content = new ContentReader(files, task, reader);
		return await (expected.size <= sink.partSize(expected.size) ? uploadWhole(task, content) : uploadInParts(task, content));
	} finally {
		await reader.close();
	}
}
const changed = ({ path }) => ({
	reason: "changed",
	message: `${path} changed while it was uploaded`
});
const stopped = {
	reason: "unreachable",
	message: "it was stopped"
};
async function uploadWhole(task, content) {
	const { sink, key, expected, budget, signal } = task;
	const giveBack = await budget.take(expected.size, signal);
	if (!giveBack) return err(stopped);
	try {
		const bytes = await content.next(expected.size);
		if (!await content.isWhole()) return err(changed(task));
		const put = await patiently(task, () => sink.put({
			key,
			bytes
		}, signal));
		if (!put.ok) return put;
		task.onBytes(bytes.length);
		return ok(void 0);
	} finally {
		giveBack();
	}
}
async function uploadInParts(task, content) {
	const { sink, key, expected, signal } = task;
	const begun = await patiently(task, () => sink.begin({
		key,
		size: expected.size
	}, signal));
	if (!begun.ok) return begun;
	let isDone = false;
	try {
		const sent = await sendParts(task, content, begun.value);
		const done = sent.ok ? await patiently(task, () => begun.value.finish(signal)) : sent;
		isDone = done.ok;
		return done;
	} finally {
		if (!isDone) await abandon(task, begun.value);
	}
}
async function sendParts(task, content, sending) {
	const { sink, expected } = task;
	const failed = new AbortController();
	const signal = AbortSignal.any([task.signal, failed.signal]);
	const partSize = sink.partSize(expected.size);
	const parts = content.parts(partSize);
	let fault;
	const sendNext = async () => {
		try {
			for (;;) {
				const next = await sendPart({
					...task,
					signal
				}, {
					parts,
					partSize,
					sending
				});
				if (next.ok && next.value === "sent") continue;
				if (next.ok) return;
				fault ??= next.error;
				return failed.abort();
			}
		} catch (error) {
			failed.abort();
			throw error;
		}
	};
	const ends = await Promise.allSettled(Array.from({ length: sink.partsAtOnce }, sendNext));
	for (const end of ends) if (end.status === "rejected") throw end.reason;
	if (task.signal.aborted) return err(stopped);
	if (fault) return err(fault);
	return await content.isWhole() ? ok(void 0) : err(changed(task));
}
async function sendPart(task, what) {
	const { budget, signal, onBytes } = task;
	const giveBack = await budget.take(what.partSize, signal);
	if (!giveBack) return err(stopped);
	try {
		const { value: part, done } = await what.parts.next();
		if (done) return ok("none");
		const sent = await patiently(task, () => what.sending.part(part, signal));
		if (!sent.ok) return sent;
		onBytes(part.bytes.length);
		return ok("sent");
	} finally {
		giveBack();
	}
}
const abandonMs = 1e4;
/** Whoever was stopped has little time before he is killed. */
const hastyMs$1 = 2e3;
/** With a signal of its own: that of the caller may be what ended the upload. */
async function abandon({ clock, signal }, begun) {
	const over = new AbortController();
	const limit = clock.sleep(signal.aborted ? hastyMs$1 : abandonMs, over.signal).catch(() => {});
	const done = begun.abandon(over.signal).catch(() => {});
	await Promise.race([done, limit]);
	over.abort();
}

// src/store/upload-budget.ts
/** How many bytes of files may be in memory at once, over all files that are uploaded. */
var UploadBudget = class {
	#total;
	#free;
	#waiting = [];
	constructor(bytes) {
		this.#total = bytes;
		this.#free = bytes;
	}
	/**
	* In the order of asking, so that none waits for ever. Resolves with what gives the bytes back, or with undefined where the
	* signal comes first. Whoever asks for more than there is gets all.
	*/
	take(bytes, signal) {
		if (signal.aborted) return Promise.resolve(void 0);
		const taken = Math.min(bytes, this.#total);
		return new Promise((resolve) => {
			const leave = () => {
				this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
				resolve(void 0);
				this.#grant();
			};
			const grant = () => {
				signal.removeEventListener("abort", leave);
				resolve(() => this.#giveBack(taken));
			};
			const waiting = {
				bytes: taken,
				grant
			};
			signal.addEventListener("abort", leave, { once: true });
			this.#waiting.push(waiting);
			this.#grant();
		});
	}
	#giveBack(bytes) {
		this.#free += bytes;
		this.#grant();
	}
	#grant() {
		for (let [first] = this.#waiting; first && first.bytes <= this.#free; [first] = this.#waiting) {
			this.#waiting.shift();
			this.#free -= first.bytes;
			first.grant();
		}
	}
};

// src/artifact/arrangement.ts
/**
* Gives each file a key: that of a tree that the store holds (`known`, by digest), or a new one. The error names a file that
* changed while one output after the other was read.
*/
function arrange(read, known, placement) {
	const [trees, fresh] = [new Map(known), /* @__PURE__ */ new Map()];
	const uploads = [];
	const keys = /* @__PURE__ */ new Map();
	for (const { output, tree } of outerFirst(read)) {
		const entries = [];
		for (const entry of trees.get(tree.digest) === void 0 ? tree.entries : []) {
			if (entry.kind !== "file") {
				entries.push(entry);
				continue;
			}
			const path = below(output.path, entry.path);
			const held = keys.get(path);
			if (held && held.sha256 !== entry.sha256) return err(`${shown$2(path)} changed while it was read`);
			const key = held?.key ?? placement.keyOf(path);
			const { size, sha256 } = entry;
			if (!held) uploads.push({
				path: join(tree.at, entry.path),
				key,
				expected: {
					size,
					sha256
				}
			});
			entries.push({
				...entry,
				key
			});
		}
		if (!trees.has(tree.digest)) fresh.set(tree.digest, entries);
		const stored = trees.get(tree.digest) ?? entries;
		trees.set(tree.digest, stored);
		for (const entry of stored) if (entry.kind === "file") keys.set(below(output.path, entry.path), entry);
	}
	const outputs = read.map(({ output, tree: { digest } }) => {
		return {
			...output,
			digest,
			entries: trees.get(digest) ?? []
		};
	});
	return ok({
		outputs,
		uploads,
		fresh
	});
}
/** What lies in another output has its keys from there. */
function outerFirst(read) {
	const first = new Set(outermost(read.map(({ output }) => output)));
	return [...read.filter(({ output }) => first.has(output)), ...read.filter(({ output }) => !first.has(output))];
}

// src/store/put.ts
/** Writes a small object, over whatever has its key. */
async function putText(task) {
	const put = await patiently(task, () => task.sink.put(objectOf(task), task.signal));
	return put.ok ? ok(void 0) : put;
}
/**
* Writes a small object where none has its key. `exists` may be one's own doing: where the answer to a first try got lost, the
* second finds what that wrote. So whoever has to know who wrote reads back what is there.
*/
const createOnce = (task) => patiently(task, () => task.sink.put({
	...objectOf(task),
	ifAbsent: true
}, task.signal));
const objectOf = ({ key, text }) => ({
	key,
	bytes: Buffer.from(text)
});

// src/artifact/stored-tree.ts
/** Undefined also where what lies there is of no use. */
async function findTree(place) {
	const { store, own, digest } = place;
	const found = await lookAt(place);
	if (!found.ok || found.value === void 0) return found.ok ? ok(void 0) : found;
	const text = await readText(store.source, treeKey(own, digest), place);
	if (!text.ok) return text;
	const value = parse$1(text.value ?? "")?.entries;
	if (entriesFault({
		value,
		digest,
		domains: [own]
	}) !== void 0) return ok(void 0);
	const entries = value;
	const whole = await areThere(place, entries);
	return whole.ok && whole.value ? ok({
		entries,
		version: found.value
	}) : whole.ok ? ok(void 0) : whole;
}
/** The version of what says that the tree is there; undefined where nothing says so. */
async function lookAt(place) {
	const { store, own, digest, signal } = place;
	const found = await patiently(place, () => store.source.look(treeKey(own, digest), signal));
	if (found.ok) return ok(found.value.version);
	return found.error.reason === "missing" ? ok(void 0) : found;
}
/** Only after what it names is part of a manifest. */
const keepTree = (place, entries) => {
	const key = treeKey(place.own, place.digest);
	return putText({
		...place,
		sink: place.store.sink,
		key,
		text: JSON.stringify({ entries })
	});
};
/** A look at the first and the last object: whoever removes a tree removes all of it. */
async function areThere(place, entries) {
	const { store, signal } = place;
	const files = entries.filter((entry) => entry.kind === "file");
	for (const file of /* @__PURE__ */ new Set([files[0], files.at(-1)])) {
		if (!file) continue;
		const found = await patiently(place, () => store.source.look(file.key, signal));
		if (!found.ok && found.error.reason !== "missing") return found;
		if (!found.ok || found.value.size !== file.size) return ok(false);
	}
	return ok(true);
}

// src/artifact/claim.ts
const mostTries = 3;
/** Resolves with the manifest that is there in the end: one's own, or that of somebody who was first. */
async function claim(task) {
	let { force } = task;
	for (let tries = 1;; tries++) {
		const written = await write(task, force);
		if (written.ok && written.value === "written") return ok(task.manifest);
		if (!written.ok && !isUnsure(written.error)) return err({
			fault: written.error,
			isUnsure: false
		});
		const there = await readBack(task);
		if (!there.ok) return err({
			fault: written.ok ? there.error : written.error,
			isUnsure: true
		});
		if (there.value !== void 0 && there.value !== "useless") {
			if (there.value.nonce === task.manifest.nonce || !task.force) return ok(there.value);
		}
		if (!written.ok || tries === mostTries) return err({
			fault: written.ok ? contested : written.error,
			isUnsure: true
		});
		force ||= there.value === "useless";
	}
}
const contested = {
	reason: "busy",
	message: "the manifest was removed again and again: is something clearing up the artifact store?"
};
/** The answer got lost, not the request. */
const isUnsure = ({ reason }) => reason === "busy" || reason === "unreachable";
async function write(task, force) {
	const text = JSON.stringify(task.manifest);
	const put = {
		...task,
		sink: task.store.sink,
		key: task.at,
		text
	};
	if (!force) return createOnce(put);
	const done = await putText(put);
	return done.ok ? ok("written") : done;
}
async function readBack(task) {
	const found = await readManifestAt(task, task.at);
	if (!found.ok) {
		const { reason, message } = found.error;
		return reason === "invalid" ? ok("useless") : err({
			reason,
			message
		});
	}
	for (const { entries } of found.value?.outputs ?? []) {
		const there = await areThere(task, entries);
		if (!there.ok) return there;
		if (!there.value) return ok("useless");
	}
	return ok(found.value);
}

// src/artifact/placement.ts
/**
* Keys of files that are uploaded together, plain paths below a prefix that nobody had before. Where two paths would be one
* on some disk or in some service, the second goes below another such prefix.
*/
var Placement = class {
	#domain;
	#random;
	#layers = [];
	constructor(domain, random) {
		this.#domain = domain;
		this.#random = random;
	}
	keyOf(path) {
		const name = fold(path);
		const layer = this.#layers.find(({ taken }) => isFree(taken, name)) ?? this.#addLayer();
		layer.taken.set(name, "file");
		for (const folder of parentsOf(name)) layer.taken.set(folder, "folder");
		return layer.prefix + path;
	}
	#addLayer() {
		const layer = {
			prefix: outputsPrefix(this.#domain, this.#random.hex(32)),
			taken: /* @__PURE__ */ new Map()
		};
		this.#layers.push(layer);
		return layer;
	}
};
function isFree(taken, name) {
	if (taken.has(name)) return false;
	for (const folder of parentsOf(name)) if (taken.get(folder) === "file") return false;
	return true;
}
/** Case, the two ways to write `é`, a backslash and dots or spaces at a name's end do not make another name everywhere. */
const fold = (path) => path.normalize("NFC").toLowerCase().normalize("NFC").replaceAll("\\", "/").replaceAll(/[. ]+(?=\/|$)/g, "");

// src/artifact/tree.ts
/** All of an output, by its content; no link below it is followed. The error names what cannot be kept, or changed meanwhile. */
async function readTree(request) {
	try {
		return await read(request);
	} catch (error) {
		const { code, message } = error;
		if (!(error instanceof Error) || typeof code !== "string") throw error;
		return err(`${shownIn(request, "")} cannot be read: ${message}`);
	}
}
async function read(request) {
	const place = await placeOf(request);
	if (!place.ok) return place;
	const found = await look(request, place.value.at);
	if (!found.ok) return found;
	const links = await linksFault(request, place.value, found.value);
	if (links !== void 0) return err(links);
	const digested = await digest(request, place.value.at, found.value);
	if (!digested.ok) return digested;
	const entries = digested.value.toSorted((one, other) => compareCodePoints(one.path, other.path));
	const size = entries.reduce((sum, entry) => sum + (entry.kind === "file" ? entry.size : 0), 0);
	return ok({
		at: place.value.at,
		entries,
		size,
		digest: treeDigest(entries)
	});
}
async function placeOf(request) {
	const { files, root, path } = request;
	const [at, top] = [await realpath(files, path), await files.realpath(root) ?? root];
	if (at === void 0) return err(`${shownIn(request, "")} is not there any more`);
	if (!isWithin(top, at)) return err(`${shownIn(request, "")} leads out of the pipeline's folder, to ${at}`);
	return ok({
		at,
		fence: at === join(top, relative(root, path)) ? top : at
	});
}
/** Everything at and below a path. */
async function look(request, at) {
	const { files } = request;
	const found = [];
	const ahead = [""];
	for (let path = ahead.pop(); path !== void 0; path = ahead.pop()) {
		await breathe();
		const stat = await files.stat(join(at, path));
		const fault = path === "" ? void 0 : pathFault(path);
		if (fault !== void 0) return err(`${shownIn(request, path)} ${fault}: rename it`);
		if (!stat) return err(`${shownIn(request, path)} ${vanished(path)}`);
		if (stat.kind === "other") return err(`${shownIn(request, path)} is a pipe, a socket or a device, which cannot be kept: remove it`);
		const target = stat.kind === "link" ? await files.readlink(join(at, path)) : void 0;
		found.push({
			path,
			stat,
			...target !== void 0 && { target }
		});
		if (stat.kind !== "directory") continue;
		const names = await files.list(join(at, path));
		if (!names) return err(`${shownIn(request, path)} ${vanished(path)}`);
		for (const name of names.toReversed()) ahead.push(path === "" ? name : `${path}/${name}`);
	}
	return ok(found);
}
/** Node puts U+FFFD for bytes that are no UTF-8, under which nothing is found. */
const vanished = (path) => path.includes("�") ? "has a name that is not valid Unicode: rename it" : "vanished while it was read";
async function linksFault(request, { at, fence }, found) {
	const { files } = request;
	const place = (path) => below(relative(fence, at).replaceAll(sep, "/"), path).replace(/^\//, "");
	const links = new Map(found.flatMap(({ path, target }) => target === void 0 ? [] : [[place(path), target]]));
	for (const { path, target } of found) {
		if (target === void 0) continue;
		const real = await realpath(files, join(at, path));
		const isOut = real !== void 0 && !isWithin(fence, real);
		const fault = linkFault(links, place(path)) ?? (isOut ? "leads out of the pipeline's folder" : void 0);
		if (fault !== void 0) return `the link ${shownIn(request, path)} to ${shown$2(target)} ${fault}: make it a relative link to something inside, or a copy`;
	}
}
/** The content of files, and then whether folders still hold what they held. */
async function digest(request, at, found) {
	const { files, digests, signal } = request;
	const regular = found.filter(({ stat }) => stat.kind === "file");
	const digested = await digests.of(regular.map(({ path }) => join(at, path)), signal);
	if (!digested.ok) return digested;
	const entries = [];
	for (const [index, { path }] of regular.entries()) {
		const one = digested.value[index];
		if (!one) throw new Error(`${path} was given no digest`);
		const { size, mode } = one.stat;
		entries.push({
			kind: "file",
			path,
			mode: mode & 511,
			size,
			sha256: one.sha256
		});
	}
	for (const { path, stat, target } of found) {
		if (target !== void 0) entries.push({
			kind: "link",
			path,
			target
		});
		if (stat.kind !== "directory") continue;
		await breathe();
		const now = await files.stat(join(at, path));
		if (now?.kind !== "directory" || now.mtimeMs !== stat.mtimeMs || now.mode !== stat.mode) return err(`${shownIn(request, path)} changed while it was read: nothing may write to it any more`);
		entries.push({
			kind: "directory",
			path,
			mode: stat.mode & 511
		});
	}
	return ok(entries);
}
function shownIn({ root, path: output }, path) {
	return shown$2(below(relative(root, output).replaceAll(sep, "/"), path));
}

// src/artifact/read-outputs.ts
/** All outputs of a step; none where one of them cannot be kept. */
async function readOutputs(request) {
	const { outputs, root, signal } = request;
	const read = [];
	for (const output of outputs) {
		const tree = await readTree({
			...request,
			path: join(root, output.path)
		});
		if (signal.aborted) return err(stopped$2);
		if (!tree.ok) return err({
			reason: "unreadable",
			message: tree.error
		});
		read.push({
			output,
			tree: tree.value
		});
	}
	return ok(read);
}

// src/artifact/publish.ts
/** Keeps all outputs of a step, or nothing of them. A manifest that is there names only what is there. */
async function publish(request) {
	const read = await readOutputs({
		...request,
		...request.host
	});
	if (!read.ok) return read;
	return new Publishing(request, read.value).run();
}
/** Bytes of files in memory at once. */
const memory = 134217728;
var Publishing = class {
	#request;
	#read;
	#at;
	#won = true;
	#placement;
	#known = /* @__PURE__ */ new Map();
	/** By digest, the version of what says that the own domain holds the tree already. */
	#reused = /* @__PURE__ */ new Map();
	constructor(request, read) {
		const { host, domain, key } = request;
		this.#request = request;
		this.#read = read;
		this.#at = manifestKey(domain.own, key);
		this.#placement = new Placement(domain.own, host.random);
	}
	async run() {
		const found = await this.#findTrees();
		if (!found.ok) return found;
		const sent = await this.#send();
		if (!sent.ok) return sent;
		const manifest = this.#manifestOf(sent.value);
		const { domain, store, afresh = false } = this.#request;
		const force = afresh || this.#request.force === true;
		const claimed = await claim({
			...this.#patience,
			store,
			domain,
			at: this.#at,
			manifest,
			force
		});
		if (!claimed.ok) {
			if (!claimed.error.isUnsure) await this.#takeBack(sent.value);
			return err(claimed.error.fault);
		}
		if (claimed.value.nonce === manifest.nonce) return this.#settle(manifest, sent.value);
		this.#won = false;
		if (!isSame(claimed.value, manifest)) return this.#keepApart(manifest, sent.value);
		await this.#takeBack(sent.value);
		return ok({
			manifest: claimed.value,
			at: this.#at,
			won: false
		});
	}
	/** Another run was first and came to something else, which later runs will go by. This run's own steps go by its own. */
	async #keepApart(manifest, sent) {
		const { domain, store, key } = this.#request;
		this.#at = manifestKey(domain.own, `${key}-${manifest.nonce}`);
		const claimed = await claim({
			...this.#patience,
			store,
			domain,
			at: this.#at,
			manifest,
			force: true
		});
		if (claimed.ok) return this.#settle(manifest, sent);
		if (!claimed.error.isUnsure) await this.#takeBack(sent);
		return err(claimed.error.fault);
	}
	get #patience() {
		const { host, signal } = this.#request;
		return {
			...host,
			signal
		};
	}
	#place(digest) {
		const { store, domain } = this.#request;
		return {
			...this.#patience,
			store,
			own: domain.own,
			digest
		};
	}
	#manifestOf({ outputs }) {
		const { manifest, host } = this.#request;
		return {
			version: 1,
			...manifest,
			at: host.clock.now(),
			nonce: host.random.hex(32),
			outputs
		};
	}
	async #findTrees() {
		if (this.#request.afresh) return ok(void 0);
		for (const digest of new Set(this.#read.map(({ tree }) => tree.digest))) {
			const found = await findTree(this.#place(digest));
			if (!found.ok) return found;
			if (!found.value) continue;
			this.#known.set(digest, found.value.entries);
			this.#reused.set(digest, found.value.version);
		}
		return ok(void 0);
	}
	/** What the store does not have. Of what cannot be sent whole nothing stays there. */
	async #send() {
		const arranged = arrange(this.#read, this.#known, this.#placement);
		if (!arranged.ok) return err({
			reason: "changed",
			message: arranged.error
		});
		const fault = manifestFault(this.#manifestOf(arranged.value), [this.#request.domain.own]);
		if (fault !== void 0) return err({
			reason: "unreadable",
			message: `the outputs cannot be kept: ${fault}`
		});
		const sent = await onThisDisk(() => this.#upload(arranged.value));
		if (sent.ok) return ok(arranged.value);
		await this.#takeBack(arranged.value);
		return sent;
	}
	async #upload({ uploads }) {
		const { host, store, signal, onProgress } = this.#request;
		const onBytes = progressOf(uploads.reduce((sum, { expected }) => sum + expected.size, 0), onProgress);
		const shared = {
			...host,
			sink: store.sink,
			onBytes,
			budget: new UploadBudget(memory)
		};
		const queue = uploads.toSorted((one, other) => other.expected.size - one.expected.size);
		return await inParallel(queue, signal, (one, both) => upload({
			...shared,
			...one,
			signal: both
		})) ?? err(stopped$2);
	}
	async #takeBack({ uploads }) {
		const keys = uploads.map(({ key }) => key);
		if (keys.length > 0) await this.#remove(keys);
	}
	#remove(keys) {
		const { host, store, signal: stop } = this.#request;
		return atBest({
			...host,
			stop
		}, (signal) => store.sink.remove(keys, signal));
	}
	/** The manifest is there. From here on no object is removed, since others may make use of its trees. */
	async #settle(manifest, sent) {
		const lost = await this.#lostTrees();
		if (lost.length === 0) {
			await this.#keepTrees(sent);
			return ok({
				manifest,
				at: this.#at,
				won: this.#won
			});
		}
		const own = ownTrees(sent);
		await this.#keepTrees({ fresh: own });
		for (const [digest, entries] of own) this.#known.set(digest, entries);
		for (const digest of lost) this.#known.delete(digest);
		const again = await this.#replace();
		if (again.ok) return again;
		await this.#remove([this.#at]);
		return again;
	}
	async #replace() {
		const { domain, store } = this.#request;
		const sent = await this.#send();
		if (!sent.ok) return sent;
		const manifest = this.#manifestOf(sent.value);
		const claimed = await claim({
			...this.#patience,
			store,
			domain,
			at: this.#at,
			manifest,
			force: true
		});
		if (!claimed.ok) return err(claimed.error.fault);
		await this.#keepTrees(sent.value);
		return ok({
			manifest,
			at: this.#at,
			won: this.#won
		});
	}
	/** Without them the next run only sends more than it had to. */
	async #keepTrees({ fresh }) {
		for (const [digest, entries] of fresh) await keepTree(this.#place(digest), entries);
	}
	async #lostTrees() {
		const lost = [];
		for (const [digest, version] of this.#reused) {
			const now = await lookAt(this.#place(digest));
			if (!now.ok || now.value !== version) lost.push(digest);
		}
		return lost;
	}
};
/** By content: where it lies in the store, and when it was made, is no difference. */
const isSame = (one, other) => JSON.stringify([one.values, one.outputs.map(contentOf)]) === JSON.stringify([other.values, other.outputs.map(contentOf)]);
const contentOf = ({ path, digest }) => [path, digest];
/** Those whose files were all sent just now. */
function ownTrees({ fresh, uploads }) {
	const sent = new Set(uploads.map(({ key }) => key));
	return new Map([...fresh].filter(([, entries]) => entries.every((entry) => entry.kind !== "file" || sent.has(entry.key))));
}

// src/cache/run-note.ts
const patienceOf = ({ host }, signal) => ({
	...host,
	signal
});
const faultOf = ({ reason, message }) => ({
	reason: reasons[reason] ?? "other",
	message
});
const reasons = {
	denied: "denied",
	missing: "missing",
	changed: "changed",
	unreadable: "unkeepable"
};
/** How long a run that has ended waits for the store, in milliseconds. */
const patienceAtEndMs = 6e4;
/** The same for one that was cancelled: it has little time before it is killed. */
const hastyMs = 3e3;
/** Notes that the run is under way. What an earlier process has noted of it stays. */
async function noteBegin(opened, signal) {
	const put = await createOnce(noteOf(opened, {}, signal));
	return put.ok ? ok(void 0) : err(faultOf(put.error));
}
/** Adds to what the store knows of the run: an earlier process may have had a part in it. */
async function putLegs(opened, legs, signal) {
	const { store, domain, run } = opened;
	const text = await readText(store.source, runKey(domain.own, run.id), patienceOf(opened, signal));
	if (!text.ok) return err(faultOf(text.error));
	return putRun(opened, {
		...(text.value === void 0 ? void 0 : parseRunIndex(text.value))?.legs,
		...legs
	}, signal);
}
async function putRun(opened, legs, signal) {
	const put = await putText(noteOf(opened, legs, signal));
	return put.ok ? put : err(faultOf(put.error));
}
function noteOf(opened, legs, signal) {
	const { host, store, domain, run } = opened;
	const index = {
		version: 1,
		id: run.id,
		pipeline: run.pipelinePath,
		at: host.clock.now(),
		legs,
		...optional("commit", run.commit)
	};
	return {
		...patienceOf(opened, signal),
		sink: store.sink,
		key: runKey(domain.own, run.id),
		text: JSON.stringify(index)
	};
}
/** So that what the run stands on is kept as long as the run is, and the next one can say what has changed since. */
async function noteRun(opened, { steps, cancelling }) {
	const legs = Object.fromEntries([...steps].flatMap(([id, { manifest, cached }]) => manifest === void 0 ? [] : [[id, {
		manifest,
		cached: cached !== void 0
	}]]));
	if (Object.keys(legs).length === 0) return ok(void 0);
	const patienceMs = cancelling === void 0 ? patienceAtEndMs : hastyMs;
	return within(opened.host, patienceMs, async (late) => {
		const noted = await putLegs(opened, legs, late);
		return noted.ok ? putLatest(opened, legs, late) : noted;
	});
}
/** Does something whose signal is aborted when it has taken too long. */
async function within({ clock }, ms, act) {
	const over = new AbortController();
	const late = new AbortController();
	clock.sleep(ms, over.signal).then(() => late.abort(), () => {});
	const done = await act(late.signal);
	over.abort();
	if (done.ok || !late.signal.aborted) return done;
	return err({
		reason: "other",
		message: `it gave no answer within ${ms / 1e3} s`
	});
}
async function putLatest(opened, legs, signal) {
	const { store, domain, run } = opened;
	const key = latestKey(domain.own, run.pipelinePath);
	const text = await readText(store.source, key, patienceOf(opened, signal));
	if (!text.ok) return err(faultOf(text.error));
	const before = text.value === void 0 ? void 0 : parseLatestIndex(text.value);
	const now = Object.fromEntries(Object.entries(legs).map(([id, { manifest }]) => [id, manifest]));
	const index = {
		version: 1,
		legs: {
			...before?.legs,
			...now
		}
	};
	const written = JSON.stringify(index);
	if (written === text.value) return ok(void 0);
	const put = await putText({
		...patienceOf(opened, signal),
		sink: store.sink,
		key,
		text: written
	});
	return put.ok ? put : err(faultOf(put.error));
}

// src/cache/uses.ts
/** What is younger nobody clears up: `gc` takes no less than a day. */
const youngMs = 432e5;
/** What a run under way takes from earlier ones, noted before it is used where it is old enough to be cleared up. */
var Uses = class {
	#legs = {};
	#wanted = 0;
	#written = 0;
	#putting;
	async note(opened, use) {
		const { step, found, signal } = use;
		if (opened.host.clock.now() - found.manifest.at < youngMs) return ok(void 0);
		this.#legs = {
			...this.#legs,
			[step.id]: {
				manifest: found.at,
				cached: true
			}
		};
		this.#wanted += 1;
		const mine = this.#wanted;
		while (this.#written < mine) {
			this.#putting ??= this.#put(opened, signal).finally(() => {
				this.#putting = void 0;
			});
			const done = await this.#putting;
			if (!done.ok) return done;
		}
		return ok(void 0);
	}
	async #put(opened, signal) {
		const now = this.#wanted;
		const done = await putLegs(opened, this.#legs, signal);
		if (done.ok) this.#written = now;
		return done;
	}
};

// src/cache/open-step-store.ts
/** The stack's artifact store, opened with the first call. */
function openStepStore(options) {
	const secrets = /* @__PURE__ */ new Set();
	const { artifactStore: address, auth } = options.pipeline.stack;
	let opening;
	const open = async () => {
		opening ??= openStore({
			...options,
			address,
			onSecret: (secret) => secrets.add(secret),
			...optional("auth", auth)
		});
		const store = await opening;
		if (!store.ok) return err({
			reason: "denied",
			message: `the artifact store cannot be used: ${store.error}`
		});
		return ok({
			...options,
			store: store.value,
			domain: artifactDomain(store.value.prefix, options.run)
		});
	};
	/** What a service says may hold what it was told. */
	const ask = async (act) => {
		const opened = await open();
		const done = opened.ok ? await act(opened.value) : opened;
		if (done.ok) return done;
		return err({
			...done.error,
			message: createMasker(secrets).mask(done.error.message)
		});
	};
	let ready;
	let latest;
	const uses = new Uses();
	return {
		async ready(signal) {
			for (;;) {
				ready ??= {
					by: signal,
					done: ask((opened) => findReady(opened, signal))
				};
				const asked = ready;
				const done = await asked.done;
				if (done.ok) return void 0;
				if (ready === asked) ready = void 0;
				if (!asked.by.aborted || signal.aborted) return done.error;
			}
		},
		find: (fingerprint, signal) => ask((opened) => find(opened, fingerprint, signal)),
		async last(step, signal) {
			const opened = await open();
			if (!opened.ok) return void 0;
			latest ??= readLatest(opened.value, signal);
			return lastOf(opened.value, {
				step,
				latest: await latest,
				signal
			});
		},
		use: (step, found, signal) => ask((opened) => uses.note(opened, {
			step,
			found,
			signal
		})),
		keep: (kept, signal) => ask((opened) => keep(opened, kept, signal)),
		isHere: (manifest, signal) => isHere(options, manifest, signal),
		restore: (restored, signal) => ask((opened) => bringBack(opened, restored, signal)),
		noteRun: (record) => ask((opened) => noteRun(opened, record)),
		async close() {
			const store = await opening;
			if (store?.ok) store.value.close();
		}
	};
}
/** How long a step that has not begun waits for the store, in milliseconds. */
const patienceAtStartMs = 6e4;
async function findReady(opened, signal) {
	const written = await within(opened.host, patienceAtStartMs, (late) => noteBegin(opened, AbortSignal.any([signal, late])));
	if (written.ok) return written;
	const { store } = opened;
	const { reason, message } = written.error;
	const hint = reason === "missing" ? ": make it, or correct the stack's artifact_store" : "";
	const where = `the artifact store ${store.uriOf(store.prefix)} cannot be written to`;
	return err({
		reason,
		message: `${where}, so the step was not started: ${message}${hint}`
	});
}
async function find(opened, fingerprint, signal) {
	const { store, domain } = opened;
	const key = keyOf(fingerprint);
	const found = await readManifest({
		...patienceOf(opened, signal),
		store,
		domain,
		key
	});
	if (!found.ok) return err(faultOf(found.error));
	const made = found.value?.manifest.fingerprint;
	return ok(made && isOf(made, fingerprint, key) ? found.value : void 0);
}
/** Written by this version it is the same text, which spares putting both into one order. */
const isOf = (made, fingerprint, key) => JSON.stringify(made) === JSON.stringify(fingerprint) || keyOf(made) === key;
async function readLatest(opened, signal) {
	const { store, domain, run } = opened;
	const found = [];
	for (const prefix of readable(domain)) {
		const text = await readText(store.source, latestKey(prefix, run.pipelinePath), patienceOf(opened, signal));
		const index = text.ok && text.value !== void 0 ? parseLatestIndex(text.value) : void 0;
		if (index) found.unshift(index.legs);
	}
	return {
		version: 1,
		legs: Object.assign({}, ...found)
	};
}
async function lastOf(opened, { step, latest, signal }) {
	const { store, domain } = opened;
	const at = own(latest.legs, step.id);
	if (at === void 0) return void 0;
	const found = await readManifestAt({
		...patienceOf(opened, signal),
		store,
		domain
	}, at);
	return found.ok ? found.value?.fingerprint : void 0;
}
async function keep(opened, kept, signal) {
	const { host, root, digests, store, domain, run } = opened;
	const { step, done, durationMs, fingerprint, replaces, afresh, onLine } = kept;
	const outputs = done.outputs.map((output) => ({
		...output,
		isDirectory: step.outputs.some(({ path, isDirectory }) => path === output.path && isDirectory)
	}));
	const published = await publish({
		host,
		store,
		domain,
		digests,
		root,
		outputs,
		signal,
		key: fingerprint ? keyOf(fingerprint) : keyOfRun(run.id, step),
		force: replaces || !fingerprint,
		afresh,
		manifest: {
			...fingerprint && { fingerprint },
			step: step.id,
			run: {
				id: run.id,
				pipeline: run.pipelinePath,
				trustDomain: run.trustDomain,
				...optional("commit", run.commit)
			},
			durationMs,
			values: done.values
		},
		onProgress: reportBytes({
			clock: host.clock,
			verb: "sent to the artifact store",
			onLine
		})
	});
	return published.ok ? ok(published.value.at) : err(faultOf(published.error));
}
const keyOfRun = (runId, step) => `run-${sha256Of(`${runId}\0${step.id}`)}`;
/** Compared by content: whoever made it, it is what the step would leave. */
async function isHere({ host, root, digests }, { outputs }, signal) {
	for (const { path, digest } of outputs) {
		const tree = await readTree({
			files: host.files,
			digests,
			root,
			path: join(root, path),
			signal
		});
		if (!tree.ok || tree.value.digest !== digest) return false;
	}
	return true;
}
async function bringBack({ host, store }, { manifest, to, onLine }, signal) {
	const onProgress = reportBytes({
		clock: host.clock,
		verb: "fetched from the artifact store",
		onLine
	});
	const done = await restore({
		host,
		store,
		manifest,
		to,
		signal,
		onProgress
	});
	if (done.ok) return done;
	const isDamaged = useless.has(done.error.reason);
	return err({
		...faultOf(done.error),
		...isDamaged && { reason: "damaged" }
	});
}
/** Reasons that lie with what the store holds, not with the way there or with the disk here. */
const useless = /* @__PURE__ */ new Set([
	"damaged",
	"missing",
	"refused"
]);

export { openIdentifyImage as a, keyOf as c, knowingRoot as i, openDigests as l, within as n, identify as o, nothingKept as r, canonical as s, openStepStore as t, difference as u };