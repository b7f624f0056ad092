import { C as own, O as compileGlob, P as matches, S as optional, X as err, Z as ok, u as runsInContainer, w as compareCodePoints } from "./check.js";
import { a as thisPlatform } from "./selection.js";
import { t as breathe } from "./breathe.js";
import { i as isWithin, o as realpath, r as listInputs } from "./input-files.js";
import { t as sha256Of } from "./sha256.js";
import { t as createMasker } from "./mask.js";
import { n as bucketDigests, t as walk } from "./walk.js";
import { a as parentsOf, i as download, r as openTransport, s as patiently, t as reportBytes } from "./progress.js";
import { n as idleMs, r as notSilent } from "./checksum2.js";
import { createHash } from "node:crypto";
import { dirname, isAbsolute, join, relative, sep } from "node:path";

// src/cache/difference.ts
const shown$2 = 3;
/** What makes two fingerprints differ, for people, the likeliest cause first; undefined where nothing does. */
function difference(before, now) {
	const all = [...differences(before, now)];
	if (all.length === 0) return void 0;
	const more = all.length - shown$2;
	return all.slice(0, shown$2).join(", ") + (more > 0 ? ` and ${more} more` : "");
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
const shortened = (digest = "none") => digest.replace(/([0-9a-f]{12})[0-9a-f]+$/, "$1");

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
		if (!isOf(entry, stat)) {
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
		for (const [name, ...entry] of parse$1(text)) {
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
const isOf = ([size, mtimeMs, ctimeMs, ino], stat) => stat?.kind === "file" && stat.size === size && stat.mtimeMs === mtimeMs && stat.ctimeMs === ctimeMs && stat.ino === ino;
function parse$1(text) {
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
const stopped$2 = "files were not read to their end: the run was stopped";
/** Undefined once all jobs have ended; else the first fault, or at once that the signal came. None of them is wanted from here after that. */
async function waitForAll(jobs, { signal, begin, onEnd }) {
	const { promise, resolve } = Promise.withResolvers();
	let left = jobs.length;
	const listener = (job, reading) => {
		const fault = onEnd(job, reading);
		left -= 1;
		if (fault !== void 0 || left === 0) resolve(fault);
	};
	const stop = () => resolve(stopped$2);
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
		if (signal.aborted) return err(stopped$2);
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
	const { attempt, image, machine, accelerators, inputs, buckets } = around;
	const { step, setup, command, env } = attempt;
	const [{ numNodes }] = step.resources;
	return {
		schema: 1,
		...step.setup && { setup: digest$1(written(step.setup)) },
		command: digest$1(written(step.command)),
		filled: digest$1([setup && filled(setup), filled(command)]),
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
const keyOf = (fingerprint) => sha256Of(canonical$1(fingerprint));
/** One text for one value, whatever the order of its keys. */
function canonical$1(value) {
	if (Array.isArray(value)) return `[${value.map((each) => canonical$1(each ?? null)).join(",")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	const pairs = Object.entries(value).filter(([, each]) => each !== void 0);
	pairs.sort(([left], [right]) => compareCodePoints(left, right));
	return `{${pairs.map(([name, each]) => `${JSON.stringify(name)}:${canonical$1(each)}`).join(",")}}`;
}
const digest$1 = (value) => sha256Of(canonical$1(value)).slice(0, 32);
const digests = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, digest$1(value)]));
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
	const isElsewhere = within(stored.map(({ path }) => path));
	const isIgnored = ignored(step);
	const listed = await listInputs(files, root, inputs);
	if (listed.escaping.length > 0) return err(`${listed.escaping[0]} is a link that leaves the pipeline's folder`);
	const digested = await digestFiles(input, listed.files.filter((path) => !isElsewhere(path) && !isIgnored(path)), listed.followed);
	if (!digested.ok) return digested;
	const there = stored.flatMap((output) => storedDigests(output, inputs)).filter(([path]) => !isIgnored(path));
	const all = [...digested.value, ...there].sort(([left], [right]) => compareCodePoints(left, right));
	return ok(Object.fromEntries(all));
}
const within = (folders) => (path) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
/** What interpreters and desktops leave beside the files that they read: no step is meant to depend on it. */
const droppings = /(^|\/)(__pycache__|\.ipynb_checkpoints|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.DS_Store)(\/|$)/;
/** What a step writes itself is no input of it, and what a bucket holds is told by the bucket. */
function ignored({ inputs = [], outputs, checkpoint }) {
	const buckets = inputs.flatMap((input) => input.kind === "bucket" ? [input.path] : []);
	const own = [
		...outputs.map(({ path }) => path),
		...buckets,
		...checkpoint === void 0 ? [] : [checkpoint]
	];
	const isOwn = within(own);
	return (path) => droppings.test(path) || isOwn(path);
}
async function digestFiles(input, paths, followed) {
	const { files, root, digests, signal } = input;
	const plain = [];
	const links = [];
	const listed = new Set(paths);
	for (const path of paths) {
		const target = followed.has(path) ? void 0 : await files.readlink(join(root, path));
		if (target !== void 0) links.push([path, `→ ${target}`]);
		for (const real of target === void 0 ? [path] : await behind(files, root, path)) if (real === path || !listed.has(real)) plain.push({
			path: real,
			from: path
		});
	}
	const real = [];
	for (const { path } of plain) {
		const whole = join(root, path);
		real.push(followed.has(path) ? await files.realpath(whole) ?? whole : whole);
	}
	const found = await digests.of(real, signal);
	if (!found.ok) return found;
	const entries = plain.map(({ path, from }, index) => {
		const { sha256, stat } = found.value[index] ?? {
			sha256: "",
			stat: { mode: 0 }
		};
		return [path === from ? path : `${from} → ${path}`, shown$1({
			sha256,
			mode: stat.mode
		})];
	});
	return ok([...links, ...entries]);
}
/** Files that a link leads to, which whoever follows it reads: their content counts where they lie. */
async function behind(files, root, path) {
	const top = await files.realpath(root) ?? root;
	const target = await files.realpath(join(root, path));
	if (target === void 0) return [];
	const found = (await walk(files, target)).filter(({ stat }) => stat.kind === "file");
	const base = target.slice(top.length + 1);
	return found.map((each) => each.path === "" ? base : `${base}/${each.path}`);
}
/** Of the mode only what git keeps: whether a file may be run. The rest is each machine's umask. */
const shown$1 = ({ sha256, mode }) => (mode & 64) === 0 ? sha256 : `${sha256}+x`;
function storedDigests({ path, entries }, inputs) {
	return entries.flatMap((entry) => {
		const whole = entry.path === "" ? path : `${path}/${entry.path}`;
		return entry.kind !== "directory" && isInput(inputs, whole) ? [[whole, storedDigest(entry)]] : [];
	});
}
const storedDigest = (entry) => entry.kind === "link" ? `→ ${entry.target}` : shown$1(entry);
/** The last entry that fits decides, as an exclude takes away only what entries before it named. */
function isInput(inputs, path) {
	const last = inputs.findLast((input) => fits(input, path));
	return last !== void 0 && last.kind !== "exclude";
}
function fits(input, path) {
	switch (input.kind) {
		case "path": return input.path === "." || within([input.path])(path);
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
	const image = runsInContainer(step) ? await context.identifyImage(step, signal) : ok(void 0);
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
		image: image.value,
		machine: thisPlatform(),
		accelerators: acceleratorsOf(step),
		params: pipeline.params,
		inputs: inputs.value,
		buckets: listed.value
	}));
}
/** Only an operator gives a step what it asks for. */
function acceleratorsOf({ operator, resources }) {
	const [first] = operator ? resources[0].accelerators : [];
	return first && `${first.name}:${first.count}`;
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

// src/artifact/domain.ts
/** `prefix`: the store's own, empty or with a slash at its end. */
function artifactDomain(prefix, { trustDomain, repositoryId }) {
	if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(trustDomain)) throw new Error(`${trustDomain} is no trust domain's name`);
	const repository = repositoryName(repositoryId);
	const trusted = `${prefix}trusted/${repository}/`;
	return trustDomain === "trusted" ? {
		own: trusted,
		trusted
	} : {
		own: `${prefix}untrusted/${trustDomain}/${repository}/`,
		trusted
	};
}
/** GitHub's ids are numbers and never change; any other may hold whatever a path or a URL holds. */
const repositoryName = (id) => /^\d+$/.test(id) ? id : sha256Of(id).slice(0, 16);
/** The prefixes that a run of the domain may read, its own first. */
const readable = ({ own, trusted }) => own === trusted ? [own] : [own, trusted];
/** Prefix of all objects that were uploaded together; plain files lie below, under their paths. */
const outputsPrefix = (domain, nonce) => `${domain}outputs/${nonce}/`;
const treeKey = (domain, digest) => `${domain}trees/${digest}.json`;
const manifestKey = (domain, key) => `${domain}manifests/${key}.json`;
const runKey = (domain, id) => `${domain}runs/${id}.json`;
/** What the last run of a pipeline left. */
const latestKey = (domain, pipelinePath) => `${domain}latest/${sha256Of(pipelinePath)}.json`;
/** The part of an output's key up to the nonce; undefined for what is no such key below one of the prefixes. */
function uploadOf(key, domains) {
	const domain = domains.find((prefix) => key.startsWith(prefix));
	if (domain === void 0) return void 0;
	const [nonce] = /^outputs\/[0-9a-f]{32}\/(?=.)/.exec(key.slice(domain.length)) ?? [];
	return nonce === void 0 ? void 0 : domain + nonce;
}

// src/store/read-text.ts
/** A small object's whole content as UTF-8; undefined where there is none. One that changes meanwhile is read again. */
function readText(source, key, patience) {
	return patiently(patience, async () => {
		const { signal } = patience;
		const found = await source.look(key, signal);
		if (!found.ok) return found.error.reason === "missing" ? ok(void 0) : found;
		if (found.value.size === 0) return ok("");
		const reading = await source.read(found.value, 0, signal);
		if (!reading.ok) return again(reading);
		return take(reading.value.body, {
			key,
			size: found.value.size,
			patience
		});
	});
}
/** What was replaced or removed since it was looked at is looked at anew. */
const again = ({ error }) => err(error.reason === "changed" ? {
	...error,
	reason: "unreachable"
} : error);
async function take(body, { key, size, patience }) {
	const chunks = [];
	const read = async () => {
		for await (const chunk of body) chunks.push(chunk);
	};
	try {
		await notSilent(read(), patience);
	} catch (error) {
		return err({
			reason: "unreachable",
			message: `${key} broke off: ${error.message}`
		});
	}
	const bytes = Buffer.concat(chunks);
	if (bytes.length === size) return ok(bytes.toString("utf8"));
	return err({
		reason: "unreachable",
		message: `${key} broke off after ${bytes.length} bytes`
	});
}

// src/artifact/entry-path.ts
/** What disks take in one name. */
const mostNameBytes = 255;
/** Why a path with slashes is none below a folder, or would not be the same on every disk; undefined when it is fine. */
function pathFault(path) {
	const names = path.split("/");
	if (path.includes("\0")) return "has a NUL character in it";
	if (path.startsWith("/")) return "is absolute";
	if (names.includes("")) return "has an empty name in it";
	if (names.some((name) => name === "." || name === "..")) return "has . or .. in it";
	if (!path.isWellFormed()) return "is not valid Unicode";
	if (names.some((name) => Buffer.byteLength(name) > mostNameBytes)) return `has a name of more than ${mostNameBytes} bytes`;
}
/** A path below an output; empty for the output itself. */
const below = (output, path) => path === "" ? output : `${output}/${path}`;
/** Outputs that lie in no other one; the rest come along with those. */
const outermost = (outputs) => outputs.filter(({ path }) => !outputs.some((other) => path.startsWith(`${other.path}/`)));
/** As JSON and cut short, so that no character of it does anything on a terminal. */
const shown = (path) => JSON.stringify(path.slice(0, 300));

// src/artifact/link-target.ts
/** Links that a system would follow in one path before it gives up. */
const mostHops = 40;
const mostTargetBytes = 4095;
/**
* Why a link may not be kept: undefined when it stays inside. `links`: paths relative to the pipeline's folder and their
* targets, `at` is one of them. Names are followed as a disk would, since after a link `..` is not what the text says.
*/
function linkFault(links, at) {
	const target = links.get(at) ?? "";
	if (target === "") return "leads to nothing";
	if (target.includes("\0")) return "has a NUL character in its target";
	if (!target.isWellFormed() || target.includes("�")) return "has a target that is not valid Unicode";
	if (Buffer.byteLength(target) > mostTargetBytes) return "has a target that is longer than disks take";
	if (target.startsWith("/")) return "is absolute, so it would lead elsewhere on another machine";
	return leaves(links, at) ? "leads out of the pipeline's folder" : void 0;
}
function leaves(links, at) {
	const place = [];
	const ahead = at.split("/").reverse();
	for (let hops = 0; ahead.length > 0;) {
		const name = ahead.pop() ?? "";
		if (name === "" || name === ".") continue;
		if (name === "..") {
			if (place.pop() === void 0) return true;
			continue;
		}
		place.push(name);
		const target = links.get(place.join("/"));
		if (target === void 0) continue;
		if (target.startsWith("/")) return true;
		hops += 1;
		if (hops > mostHops) return false;
		place.pop();
		ahead.push(...target.split("/").reverse());
	}
	return false;
}

// src/artifact/tree-digest.ts
/** SHA-256 (hex) over entries in the order of a manifest: equal for equal trees, wherever their content is kept. */
function treeDigest(entries) {
	const hash = createHash("sha256");
	for (const entry of entries) hash.update(`${JSON.stringify(canonical(entry))}\n`);
	return hash.digest("hex");
}
function canonical(entry) {
	const { kind, path } = entry;
	switch (kind) {
		case "file": return [
			kind,
			path,
			entry.mode,
			entry.size,
			entry.sha256
		];
		case "directory": return [
			kind,
			path,
			entry.mode
		];
		case "link": return [
			kind,
			path,
			entry.target
		];
		default: return kind;
	}
}

// src/artifact/stored-entries.ts
/** What is wrong with entries of one output; undefined when `value` holds StoredEntry and nothing else. */
function entriesFault({ value, digest, domains }) {
	if (!Array.isArray(value)) return "its entries are no list";
	const kinds = /* @__PURE__ */ new Map();
	let last;
	for (const entry of value) {
		const fault = shapeFault(entry, domains);
		if (fault !== void 0) return fault;
		const { path, kind } = entry;
		if (kinds.has(path)) return `it names ${shown(path)} twice`;
		if (last !== void 0 && compareCodePoints(last, path) > 0) return `${shown(path)} is out of order`;
		const misplaced = placeFault(path, kinds);
		if (misplaced !== void 0) return misplaced;
		kinds.set(path, kind);
		last = path;
	}
	const top = kinds.get("");
	if (top !== "file" && top !== "directory") return "it does not begin with a file or a directory";
	return treeDigest(value) === digest ? void 0 : "its digest is not that of its entries";
}
/** Parents come first, so whatever lies in something else is known to lie in a directory. */
function placeFault(path, kinds) {
	if (path === "") return void 0;
	const end = path.lastIndexOf("/");
	const parent = kinds.get(end < 0 ? "" : path.slice(0, end));
	if (parent === "directory") return void 0;
	return `${shown(path)} lies ${parent === void 0 ? "in nothing" : `below a ${parent}`}`;
}
function shapeFault(entry, domains) {
	if (typeof entry !== "object" || entry === null) return "one of its entries is no mapping";
	const { kind, path, mode, size, sha256, target, key } = entry;
	if (typeof path !== "string") return "one of its entries has no path";
	const odd = path === "" ? void 0 : pathFault(path);
	if (odd !== void 0) return `the path ${shown(path)} ${odd}`;
	const hasMode = isCount(mode) && mode <= 511;
	if (kind === "link") return typeof target === "string" ? void 0 : `the link ${shown(path)} has no target`;
	if (kind !== "file" && kind !== "directory") return `${shown(path)} is of no kind that is known`;
	if (!hasMode) return `${shown(path)} has permissions that are not within 0777`;
	if (kind === "directory") return void 0;
	if (!isCount(size)) return `${shown(path)} has no size`;
	if (!isSha256(sha256)) return `${shown(path)} has no SHA-256`;
	if (typeof key !== "string" || !key.isWellFormed() || uploadOf(key, domains) === void 0) return `the key of ${shown(path)} is not among those that this run may read`;
}
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isSha256 = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

// src/artifact/manifest-fault.ts
/** What keeps a value from being a manifest that may be believed; undefined when it is one. `domains`: prefixes that keys may have. */
function manifestFault(value, domains) {
	if (!isMapping$1(value)) return "it is no mapping";
	if (value.version !== 1) return `its version is ${shown(String(value.version))}, not 1`;
	const field = Object.entries(fields).find(([name, isFine]) => !isFine(value[name]));
	if (field) return `its field ${field[0]} is missing or wrong`;
	const outputs = value.outputs;
	for (const output of outputs) {
		const fault = outputFault(output, domains);
		if (fault !== void 0) return fault;
	}
	const known = outputs;
	if (new Set(known.map(({ path }) => path)).size < known.length) return "it names an output twice";
	const each = known.map((output) => [output]);
	for (const restored of [outermost(known), ...each]) {
		const fault = linksFault$1(restored);
		if (fault !== void 0) return fault;
	}
}
const isMapping$1 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === "string";
const isTime = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
const isMapOf = (isFine) => (value) => isMapping$1(value) && Object.values(value).every(isFine);
const orNone = (isFine) => (value) => value === void 0 || isFine(value);
const isRun = (value) => isMapping$1(value) && [
	value.id,
	value.pipeline,
	value.trustDomain
].every(isText) && orNone(isText)(value.commit);
const fields = {
	fingerprint: orNone(isMapping$1),
	step: isText,
	run: isRun,
	at: isTime,
	durationMs: isTime,
	nonce: (value) => typeof value === "string" && /^[0-9a-f]{32}$/.test(value),
	values: isMapOf(isText),
	outputs: Array.isArray
};
function outputFault(value, domains) {
	if (!isMapping$1(value) || typeof value.path !== "string") return "one of its outputs has no path";
	const { path, entries, digest, isDirectory } = value;
	const odd = pathFault(path);
	if (odd !== void 0) return `the output ${shown(path)} ${odd}`;
	if (!([value.size, value.files].every(isCount) && isSha256(digest) && orNone(isMapOf((number) => typeof number === "number"))(value.metrics))) return `a field of the output ${shown(path)} is missing or wrong`;
	const fault = entriesFault({
		value: entries,
		digest,
		domains
	});
	if (fault !== void 0) return `in the output ${shown(path)} ${fault}`;
	const [top] = entries;
	return isDirectory === (top?.kind === "directory") ? void 0 : `the output ${shown(path)} is ${isDirectory ? "no" : "a"} directory`;
}
/** Of outputs that are restored together, since a link of one may lead through another one. */
function linksFault$1(outputs) {
	const links = new Map(outputs.flatMap(({ path: output, entries }) => entries.flatMap((entry) => entry.kind === "link" ? [[below(output, entry.path), entry.target]] : [])));
	for (const path of links.keys()) {
		const fault = linkFault(links, path);
		if (fault !== void 0) return `the link ${shown(path)} ${fault}`;
	}
}

// src/artifact/read-manifest.ts
/** What a run left for a key: one of the own domain, else one that a trusted run left; undefined where there is none. */
async function readManifest(request) {
	const { domain, key } = request;
	for (const prefix of readable(domain)) {
		const at = manifestKey(prefix, key);
		const found = await readManifestAt(request, at);
		if (!found.ok) return found;
		if (found.value) return ok({
			manifest: found.value,
			at
		});
	}
	return ok(void 0);
}
/** The same by its key in the store, which has to be one of those that the domain may read. */
async function readManifestAt(request, at) {
	const { store, domain } = request;
	const domains = readable(domain);
	const own = domains.findIndex((prefix) => at.startsWith(prefix));
	const invalid = (why) => err({
		reason: "invalid",
		message: `the manifest ${store.uriOf(at)} cannot be used: ${why}`
	});
	if (own < 0) return invalid("it lies where this run may not read");
	const text = await readText(store.source, at, request);
	if (!text.ok) return text;
	if (text.value === void 0) return ok(void 0);
	const value = parse(text.value);
	const fault = value === void 0 ? "it is no JSON" : manifestFault(value, domains.slice(own));
	return fault === void 0 ? ok(value) : invalid(fault);
}
/** Undefined for what is no JSON. */
function parse(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

// src/artifact/run-index.ts
const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** What can be a manifest's key in some domain; a local store would take any other one for a bug. */
function isManifestKey(value) {
	if (typeof value !== "string") return false;
	const [, name] = /(?:^|\/)manifests\/([^/]+\.json)$/.exec(value) ?? [];
	return name !== void 0 && pathFault(value) === void 0;
}

// src/artifact/latest-index.ts
/** Undefined for what no version that this one knows has written. */
function parseLatestIndex(text) {
	const value = parse(text);
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
const stopped$1 = {
	reason: "unreachable",
	message: "it was stopped"
};
async function uploadWhole(task, content) {
	const { sink, key, expected, budget, signal } = task;
	const giveBack = await budget.take(expected.size, signal);
	if (!giveBack) return err(stopped$1);
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
	if (task.signal.aborted) return err(stopped$1);
	if (fault) return err(fault);
	return await content.isWhole() ? ok(void 0) : err(changed(task));
}
async function sendPart(task, what) {
	const { budget, signal, onBytes } = task;
	const giveBack = await budget.take(what.partSize, signal);
	if (!giveBack) return err(stopped$1);
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
/** With a signal of its own: that of the caller may be what ended the upload. */
async function abandon({ clock }, begun) {
	const over = new AbortController();
	const limit = clock.sleep(abandonMs, over.signal).catch(() => {});
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
			if (held && held.sha256 !== entry.sha256) return err(`${shown(path)} changed while it was read`);
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
	const value = parse(text.value ?? "")?.entries;
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

// src/artifact/in-parallel.ts
/** Files at once: enough to hide the way there, and few enough that each gets on. */
const width = 16;
/**
* Does something with each item, several at once, up to the first fault, whose signal ends the others. All have ended when it
* resolves. Undefined: the caller's signal came first.
*/
async function inParallel(items, signal, act) {
	const failed = new AbortController();
	const both = AbortSignal.any([signal, failed.signal]);
	const queue = items.values();
	let fault;
	const work = async () => {
		for (const item of queue) {
			if (both.aborted) return;
			const done = await act(item, both);
			if (done.ok) continue;
			fault ??= done;
			failed.abort();
		}
	};
	const ends = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, () => work().catch((error) => {
		failed.abort();
		throw error;
	})));
	for (const end of ends) if (end.status === "rejected") throw end.reason;
	if (signal.aborted) return void 0;
	return fault ? err(fault.error) : ok(void 0);
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

// src/artifact/transfer.ts
const stopped = {
	reason: "unreachable",
	message: "it was stopped"
};
/** Adds up what comes in pieces. */
function progressOf(total, onProgress) {
	let done = 0;
	return (count) => {
		done += count;
		onProgress({
			done,
			total
		});
	};
}
/** What this machine's disk throws as a value; anything else is a bug. */
async function onThisDisk(act) {
	try {
		return await act();
	} catch (error) {
		const { code, message } = error;
		if (!(error instanceof Error) || typeof code !== "string") throw error;
		return err({
			reason: "disk",
			message: `${whys[code] ?? "this machine refused"}: ${message}`
		});
	}
}
const full = "this machine's disk is full, so free some space";
const whys = {
	ENOSPC: full,
	EDQUOT: full,
	EEXIST: "two names that differ are one on this disk, so rename one of them"
};
const longestMs = 3e4;
/** Clears up as well as it can be done, with a signal of its own: the caller's may be why. */
async function atBest({ clock }, act) {
	const over = new AbortController();
	const limit = clock.sleep(longestMs, over.signal).catch(() => {});
	await Promise.race([act(over.signal).catch(() => {}), limit]);
	over.abort();
}

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
		if (fault !== void 0) return `the link ${shownIn(request, path)} to ${shown(target)} ${fault}: make it a relative link to something inside, or a copy`;
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
	return shown(below(relative(root, output).replaceAll(sep, "/"), path));
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
		if (signal.aborted) return err(stopped);
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
		const { domain, store, force = false } = this.#request;
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
		await this.#takeBack(sent.value);
		return ok({
			manifest: claimed.value,
			at: this.#at,
			won: false
		});
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
		})) ?? err(stopped);
	}
	async #takeBack({ uploads }) {
		const { host, store } = this.#request;
		const keys = uploads.map(({ key }) => key);
		if (keys.length > 0) await atBest(host, (signal) => store.sink.remove(keys, signal));
	}
	/** The manifest is there. From here on no object is removed, since others may make use of its trees. */
	async #settle(manifest, sent) {
		await this.#keepTrees(sent);
		const lost = await this.#lostTrees();
		if (lost.length === 0) return ok({
			manifest,
			at: this.#at,
			won: true
		});
		for (const [digest, entries] of sent.fresh) this.#known.set(digest, entries);
		for (const digest of lost) this.#known.delete(digest);
		const again = await this.#replace();
		if (again.ok) return again;
		await atBest(this.#request.host, (signal) => this.#request.store.sink.remove([this.#at], signal));
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
			won: true
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

// src/artifact/stored-objects.ts
/** The objects of keys as they are now; what is not there is left out. Files that were uploaded together are found by one listing. */
async function storedObjects(request, keys) {
	const found = /* @__PURE__ */ new Map();
	const together = Map.groupBy(keys, uploadPrefix);
	for (const group of together.values()) {
		const wanted = new Set(group);
		const prefix = commonPrefix(group);
		for (let from, isFirst = true; isFirst || from !== void 0; isFirst = false) {
			const page = await patiently(request, () => request.store.source.list(prefix, from, request.signal));
			if (!page.ok) return page;
			for (const object of page.value.objects) if (wanted.has(object.key)) found.set(object.key, object);
			from = page.value.next;
		}
		if (request.signal.aborted) return err({
			reason: "unreachable",
			message: "it was stopped"
		});
	}
	return ok(found);
}
const uploadPrefix = (key) => /^.*?\boutputs\/[0-9a-f]{32}\//.exec(key)?.[0] ?? key;
function commonPrefix(keys) {
	let prefix = keys[0] ?? "";
	for (const key of keys) while (!key.startsWith(prefix)) prefix = prefix.slice(0, prefix.lastIndexOf("/", prefix.length - 2) + 1);
	return prefix;
}

// src/artifact/restore.ts
/** Brings back what a step left. Every file is compared with its digest; after a fault the folder is gone. */
async function restore(request) {
	const { host, to, signal } = request;
	let isWhole = false;
	try {
		const done = await onThisDisk(() => bring(request));
		isWhole = done.ok && !signal.aborted;
		return done.ok && !isWhole ? err(stopped) : done;
	} finally {
		if (!isWhole) await host.files.remove(to).catch(() => {});
	}
}
async function bring(request) {
	const { manifest, outputs: wanted } = request;
	const outputs = outermost(manifest.outputs.filter(({ path }) => wanted?.includes(path) ?? true));
	const fault = linksFault$1(outputs);
	if (fault !== void 0) return err({
		reason: "damaged",
		message: fault
	});
	const all = outputs.flatMap(({ path, entries }) => entries.map((entry) => ({
		...entry,
		place: below(path, entry.path)
	})));
	const of = (kind) => all.filter((entry) => entry.kind === kind);
	await makeFolders(request, outputs.map(({ path }) => path), of("directory"));
	const fetched = await fetchFiles(request, of("file"));
	if (!fetched.ok) return fetched;
	const { files } = request.host;
	for (const { place, target } of of("link")) await files.symlink(target, join(request.to, place));
	for (const { place, mode } of of("directory").toReversed()) await files.setMode(join(request.to, place), mode);
	return ok(void 0);
}
/** A folder that is there already is another one whose name is the same on this disk. */
async function makeFolders({ host: { files }, to }, outputs, folders) {
	await files.makeDirectory(to);
	for (const path of outputs) await files.makeDirectory(dirname(join(to, path)));
	for (const { place } of folders) {
		const path = join(to, place);
		if (await files.stat(path)) throw Object.assign(/* @__PURE__ */ new Error(`${path} is there already`), { code: "EEXIST" });
		await files.makeDirectory(path, 448);
	}
}
async function fetchFiles(request, wanted) {
	const { host, store, to, signal, onProgress } = request;
	const found = await storedObjects({
		...host,
		signal,
		store
	}, wanted.map(({ key }) => key));
	if (!found.ok) return found;
	const total = wanted.reduce((sum, { size }) => sum + size, 0);
	const shared = {
		...host,
		source: store.source,
		onBytes: progressOf(total, onProgress)
	};
	const folder = join(to, `.partial-${host.random.hex(16)}`);
	await host.files.makeDirectory(folder);
	const queue = [...wanted.entries()].toSorted(([, one], [, other]) => other.size - one.size);
	const done = await inParallel(queue, signal, async ([index, entry], both) => {
		const object = expected(store, entry, found.value.get(entry.key));
		if (!object.ok) return object;
		const paths = {
			to: join(to, entry.place),
			partial: join(folder, String(index))
		};
		const got = await download({
			...shared,
			...paths,
			object: object.value,
			ownMode: entry.mode,
			signal: both
		});
		return got.ok ? ok(void 0) : err({
			...got.error,
			message: `${shown(entry.place)}: ${got.error.message}`
		});
	});
	await host.files.remove(folder);
	return done ?? err(stopped);
}
function expected(store, { key, place, size, sha256 }, found) {
	const base64 = Buffer.from(sha256, "hex").toString("base64");
	const where = `${store.uriOf(key)}, which holds ${shown(place)},`;
	if (!found) return err({
		reason: "missing",
		message: `${where} is not there any more`
	});
	if (found.size === size) return ok({
		...found,
		checksum: {
			algorithm: "sha256",
			base64
		}
	});
	return err({
		reason: "damaged",
		message: `${where} has ${found.size} bytes and not ${size}: remove it and run the step again`
	});
}

// src/store/open-store.ts
/** A stack's artifact store; the SDK of its cloud is loaded here. The error says why the identity gets no credentials. */
async function openStore(input) {
	const { address, checkout, root, host } = input;
	if (address?.kind === "bucket") return openBucketStore(input, address.uri);
	const { openLocalStore } = await import("./local.js");
	if (address) return ok(openLocalStore(isAbsolute(address.path) ? address.path : join(root, address.path), host));
	return ok(openLocalStore(join(checkout, ".stepops", "store"), host));
}
async function openBucketStore(input, uri) {
	const { host, env, auth, onSecret } = input;
	const transport = openTransport({
		env,
		idleMs
	});
	const opened = await openBucket(uri, {
		identity: {
			env,
			clock: host.clock,
			onSecret,
			...optional("auth", auth)
		},
		transport,
		asNobody: false
	});
	if (!opened.ok) {
		transport.close();
		return opened;
	}
	return ok({
		...opened.value,
		prefix: uri.key,
		uriOf: (key) => addressOf({
			...uri,
			key
		}),
		close: () => transport.close()
	});
}
async function openBucket(uri, access) {
	switch (uri.kind) {
		case "s3": return (await import("./s3.js")).openS3Store(uri, access);
		case "gcs": return (await import("./gcs.js")).openGcsStore(uri, access);
		case "azure": return (await import("./azure3.js")).openAzureStore(uri, access);
		default: return uri.kind;
	}
}
function addressOf({ kind, host, bucket, key }) {
	if (kind === "azure") return `https://${host}/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
	return `${kind === "gcs" ? "gs" : "s3"}://${bucket}/${key}`;
}

// src/cache/run-note.ts
const patienceOf = ({ host }, signal) => ({
	...host,
	signal
});
const faultOf = ({ reason, message }) => ({
	reason: reason === "denied" || reason === "changed" ? reason : "other",
	message
});
/** How long a run that has ended waits for the store, in milliseconds. */
const patienceAtEndMs = 6e4;
async function putRun(opened, legs, signal) {
	const { host, store, domain, run } = opened;
	const index = {
		version: 1,
		id: run.id,
		pipeline: run.pipelinePath,
		at: host.clock.now(),
		legs,
		...optional("commit", run.commit)
	};
	const key = runKey(domain.own, run.id);
	const put = await putText({
		...patienceOf(opened, signal),
		sink: store.sink,
		key,
		text: JSON.stringify(index)
	});
	return put.ok ? put : err(faultOf(put.error));
}
/** So that what the run stands on is kept as long as the run is, and the next one can say what has changed since. */
async function noteRun(opened, { steps }) {
	const legs = Object.fromEntries([...steps].flatMap(([id, { manifest, cached }]) => manifest === void 0 ? [] : [[id, {
		manifest,
		cached: cached !== void 0
	}]]));
	if (Object.keys(legs).length === 0) return ok(void 0);
	const over = new AbortController();
	const late = new AbortController();
	opened.host.clock.sleep(patienceAtEndMs, over.signal).then(() => late.abort(), () => {});
	const noted = await putRun(opened, legs, late.signal);
	const done = noted.ok ? await putLatest(opened, legs, late.signal) : noted;
	over.abort();
	return done;
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
	return {
		async ready(signal) {
			ready ??= ask((opened) => putRun(opened, {}, signal));
			const done = await ready;
			if (!done.ok) ready = void 0;
			return done.ok ? void 0 : done.error;
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
	return ok(made && keyOf(made) === key ? found.value : void 0);
}
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
	const { step, done, durationMs, fingerprint, replaces, onLine } = kept;
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
		if (!await host.files.stat(join(root, path))) return false;
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
	return done.ok ? ok(void 0) : err(faultOf(done.error));
}

export { openDigests as a, canonical$1 as i, openIdentifyImage as n, difference as o, identify as r, openStepStore as t };