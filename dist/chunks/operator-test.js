import { o as __toESM } from "./rolldown-runtime.js";
import { n as splitLines, t as openCustomOperator } from "./operator2.js";
import { B as optional, P as programSettings, ht as ok, mt as err } from "./check.js";
import { n as markPrefix } from "./leftovers.js";
import { t as createMasker } from "./mask.js";
import { t as statuses } from "./operator.js";
import { r as jobPaths, t as controlFiles } from "./start-script.js";
import { _ as paintFor, c as writeJson, f as paramsOf, i as version, o as usageError, u as exitCodes, x as duration } from "./program.js";
import { t as listenForSignals } from "./signals.js";
import { isDeepStrictEqual } from "node:util";
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";

// src/conformance/wire.ts
const keptMessages = 8;
const shownCharacters = 300;
/** Ids of the wire's own requests; those of stepops count from 1. */
const ownIds = 1e9;
/** Stands between stepops and the program: notes what they say, and kills the program when it is told to. */
var Wire = class {
	#spawn;
	#clock;
	#options;
	#trace = [];
	#leaks = /* @__PURE__ */ new Set();
	#asked = /* @__PURE__ */ new Map();
	#order;
	/** Of the request whose answer is withheld. */
	#withheld;
	#child;
	#lastId = ownIds;
	constructor(spawn, clock, options = {}) {
		this.#spawn = spawn;
		this.#clock = clock;
		this.#options = options;
	}
	/** To be used in the place of the host's. */
	spawn = (command) => {
		const child = this.#spawn(command);
		this.#child = child;
		return this.#between(child);
	};
	get trace() {
		return this.#trace;
	}
	/** Which of the forbidden texts the program has written. */
	get leaks() {
		return [...this.#leaks];
	}
	/** Of the newest process. */
	get ended() {
		return this.#child?.ended;
	}
	/** Kills the program (SIGKILL, its whole group) around the next message of this method. */
	killAt(method, moment, delayMs = 0) {
		this.#order = {
			method,
			moment,
			delayMs
		};
	}
	kill() {
		this.#child?.signal("SIGKILL");
	}
	endInput() {
		this.#child?.input?.end();
	}
	/** Sends a request of the wire's own, and resolves with the whole answer. */
	ask(method, params) {
		const id = ++this.#lastId;
		return new Promise((resolve) => {
			this.#asked.set(id, resolve);
			this.#note("→", JSON.stringify({
				id,
				method,
				params
			}));
			this.#child?.input?.write(`${JSON.stringify({
				jsonrpc: "2.0",
				id,
				method,
				params
			})}\n`);
		});
	}
	#between(child) {
		const { input } = child;
		return {
			pid: child.pid,
			ended: child.ended,
			signal: (signal) => child.signal(signal),
			onOutput: (listener) => this.#listen(child, listener),
			...input && { input: {
				write: (text) => this.#toProgram(child, text),
				end: () => input.end()
			} }
		};
	}
	#listen(child, listener) {
		const lineFeed = Buffer.from("\n");
		const lines = splitLines((line) => {
			if (this.#fromProgram(child, line)) listener("stdout", Buffer.concat([line, lineFeed]));
		}, () => listener("stdout", Buffer.alloc(16777216, "x")));
		child.onOutput((stream, chunk) => {
			if (stream === "stdout") return lines(chunk);
			this.#look(chunk.toString("utf8"));
			this.#note("stderr:", chunk.toString("utf8").trimEnd());
			listener(stream, chunk);
		});
	}
	#toProgram(child, text) {
		const message = JSON.parse(text);
		const order = this.#order?.method === message.method ? this.#order : void 0;
		if (order) this.#order = void 0;
		this.#note("→", text.trimEnd());
		if (order?.moment === "before") {
			this.#note("✗", `killed before it got ${order.method}`);
			child.signal("SIGKILL");
			return;
		}
		child.input?.write(this.#changed(message, text));
		if (order?.moment === "after") this.#withheld = Number(message.id);
		if (order?.moment === "amid") this.#killLater(child, order);
	}
	async #killLater(child, { method, delayMs }) {
		if (delayMs > 0) await this.#clock.sleep(delayMs);
		this.#note("✗", `killed while it worked on ${method}`);
		child.signal("SIGKILL");
	}
	/** False where the line is to be kept from stepops. */
	#fromProgram(child, line) {
		const text = line.toString("utf8");
		this.#note("←", text);
		this.#look(text);
		if (this.#withheld === void 0 && this.#asked.size === 0) return true;
		const message = parsed(text);
		const id = Number(message?.id);
		if (this.#withheld === id) {
			this.#withheld = void 0;
			this.#note("✗", "killed when it had answered, and the answer thrown away");
			child.signal("SIGKILL");
			return false;
		}
		const resolve = this.#asked.get(id);
		this.#asked.delete(id);
		if (resolve && message) resolve(message);
		return resolve === void 0;
	}
	#look(text) {
		for (const each of this.#options.forbidden ?? []) if (text.includes(each)) this.#leaks.add(each);
	}
	#note(sign, text) {
		const cut = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
		this.#trace.push(`${sign} ${cut}`);
		this.#trace.splice(0, this.#trace.length - keptMessages);
	}
	#changed(message, text) {
		const { isFromTheFuture, version } = this.#options;
		if (version !== void 0 && message.method === "initialize") return line(withParams(message, { protocol_version: version }));
		return isFromTheFuture ? `\n${line(fromTheFuture(message))}\n` : text;
	}
};
const line = (message) => `${JSON.stringify(message)}\n`;
const withParams = (message, more) => ({
	...message,
	params: {
		...message.params,
		...more
	}
});
const unknown = { not_known_yet: { since: 2 } };
function fromTheFuture(message) {
	const { job, handle } = message.params;
	return {
		...withParams(message, {
			...unknown,
			...job && { job: {
				...job,
				...unknown
			} },
			...handle && { handle: { ...handle } }
		}),
		...unknown
	};
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

// src/conformance/subject.ts
/** A program that speaks the operator protocol. */
function customSubject(subject) {
	let opened = 0;
	return async (options) => {
		const { host, command, settings, scratch } = subject;
		opened += 1;
		const folder = join(scratch, `process-${opened}`);
		const wire = new Wire(host.spawn, host.clock, options);
		const mark = [`${markPrefix}CONFORMANCE_${opened}`, folder];
		const answer = await openCustomOperator({
			...subject,
			operator: {
				name: "tested",
				flavor: "custom",
				settings: {
					...settings,
					command
				}
			},
			scratch: folder,
			marks: { [mark[0]]: mark[1] },
			masker: createMasker([]),
			host: {
				...host,
				spawn: wire.spawn,
				random: {
					...host.random,
					float: () => 0
				}
			},
			onDiagnostic: () => {}
		}, new AbortController().signal);
		return answer.ok ? ok({
			operator: answer.value,
			wire,
			mark
		}) : answer;
	};
}

// src/conformance/expectation.ts
/**
* Thrown in a check where a promise is broken. A check is a long line of expectations, and each ends it: values would bury what
* it says under how it ends.
*/
var Broken = class extends Error {};
/** Thrown in a check that says nothing about this operator. */
var Skipped = class extends Error {};
/** Ends the check unless `holds`. */
function expect(holds, what) {
	if (!holds) throw new Broken(what());
}
/** What came, for people: cut where it is long. */
function show(value) {
	const text = typeof value === "string" ? JSON.stringify(value) : JSON.stringify(value) ?? "nothing";
	return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

// src/conformance/job-folder.ts
/** A job's folder as stepops stages it. */
async function makeJobFolder(request) {
	const { files, directory, inputs } = request;
	for (const path of [
		".",
		jobPaths.control,
		jobPaths.work,
		jobPaths.home,
		jobPaths.results
	]) await files.makeDirectory(join(directory, path), 493);
	for (const [path, text] of Object.entries(controlFiles(stepJob(request)))) await files.write(join(directory, path), text, path === jobPaths.secrets ? 384 : 420);
	for (const [path, input] of Object.entries(inputs)) await place(files, join(directory, jobPaths.work, path), input);
}
const stepJob = ({ script, secrets, marker }) => ({
	command: {
		kind: "script",
		shell: "sh",
		text: script,
		bindings: {}
	},
	env: {},
	secrets,
	setsHome: true,
	workingDirectory: ".",
	accelerators: 0,
	requireGpu: false,
	marker,
	ownsProcesses: false
});
async function place(files, path, input) {
	switch (input.kind) {
		case "folder": return files.makeDirectory(path);
		case "link": return files.symlink(input.target, path);
		default: return files.write(path, input.text, input.mode ?? 420);
	}
}

// src/conformance/bench.ts
const isLast = (status) => statuses.indexOf(status) >= statuses.indexOf("succeeded");
/** Longer than any check waits: what runs so long was stopped, or is a fault. */
const deadlineSeconds = 900;
const signal$1 = new AbortController().signal;
/** What a check works with: fresh operators, jobs, and waits that end. */
var Bench = class {
	host;
	directory;
	keeps;
	/** Labels that all jobs of this check bear. */
	labels;
	#input;
	#opened = [];
	#left = /* @__PURE__ */ new Set();
	#handles = /* @__PURE__ */ new Map();
	#jobs = 0;
	constructor(input) {
		this.#input = input;
		this.host = input.host;
		this.directory = input.directory;
		this.keeps = input.keeps;
		this.labels = { run: `conformance-${input.host.random.hex(12)}` };
	}
	/** The last messages of the newest operator. */
	messages() {
		return [...this.#opened.at(-1)?.wire?.trace ?? []];
	}
	/** A fresh operator, as a new process would have it. */
	async open(options = {}) {
		const opened = await this.#input.open(options);
		if (!opened.ok) throw new Broken(`The operator should open, and answered: ${faultText(opened.error)}`);
		this.#opened.push(opened.value);
		return opened.value.operator;
	}
	/** Of an operator that is a program; the check is skipped where it is none. */
	wireOf(operator) {
		const wire = this.#opened.find((each) => each.operator === operator)?.wire;
		if (!wire) throw new Skipped("the operator is no program of its own");
		return wire;
	}
	/** Ends an operator as a run's end does: it is asked to leave, then whatever bears its mark is killed. */
	async leave(operator) {
		this.#left.add(operator);
		await operator.close();
		const mark = this.#opened.find((each) => each.operator === operator)?.mark;
		if (mark) await this.host.processes.endMarked(...mark);
	}
	/** A job that is staged and not submitted. */
	async job(request) {
		const { random, files } = this.host;
		const { script, inputs = {}, secrets = {}, labels = {}, resources = {}, settings } = request;
		const image = request.image ?? this.#input.image;
		this.#jobs += 1;
		const directory = join(this.directory, `job-${this.#jobs}`);
		const marker = `stepops-${random.hex(16)}`;
		await makeJobFolder({
			files,
			directory,
			script,
			secrets,
			inputs,
			marker
		});
		return {
			key: `${random.hex(40)}-1`,
			name: "conformance step[x=1]",
			labels: {
				...this.labels,
				...labels
			},
			directory,
			...image !== void 0 && { image },
			resources: {
				useSpot: false,
				numNodes: 1,
				...resources
			},
			settings: settings ?? this.#input.stepSettings,
			secrets: Object.keys(secrets),
			deadlineSeconds: request.deadlineSeconds ?? deadlineSeconds
		};
	}
	/** The value of an answer; a fault ends the check, but `busy`, which asks for patience. */
	async value(what, ask) {
		const until = this.#until();
		for (;;) {
			const answer = await ask(signal$1);
			if (answer.ok) return answer.value;
			const { error } = answer;
			if (!(error.reason === "busy" && this.host.clock.monotonic() < until)) throw new Broken(`${what} should succeed, and answered: ${faultText(error)}`);
			await this.host.clock.sleep(error.retryAfterMs ?? 500);
		}
	}
	/** The fault of an answer; success ends the check. */
	async fault(what, reasons, ask) {
		const answer = await ask(signal$1);
		const wanted = `${what} should be answered with the fault ${reasons.join(" or ")}`;
		if (answer.ok) throw new Broken(`${wanted}, and succeeded: ${show(answer.value)}`);
		expect(reasons.includes(answer.error.reason), () => `${wanted}, and the fault was ${faultText(answer.error)}`);
		return answer.error;
	}
	async submit(operator, job) {
		const handle = await this.value("submit", (signal) => operator.submit(job, signal));
		this.#handles.set(job.key, handle);
		return handle;
	}
	/** A job that was submitted. */
	async start(operator, request) {
		return await this.submit(operator, await this.job(request));
	}
	async look(operator, handle) {
		return (await this.value("poll", (signal) => operator.poll([handle], signal))).get(handle.key);
	}
	/** How a job stands once `isThere`, or once it has ended. */
	async wait(operator, handle, isThere) {
		let before = 0;
		return await this.until("the job to be there", async () => {
			const now = await this.look(operator, handle);
			if (!now) throw new Broken("poll should tell how a job stands that was submitted, and left it out");
			const stage = statuses.indexOf(now.status);
			expect(stage >= before, () => `A job goes on and never back, and this one went from ${statuses[before]} to ${now.status}`);
			before = stage;
			return isThere(now.status) || isLast(now.status) ? now : void 0;
		});
	}
	async end(operator, handle) {
		return await this.wait(operator, handle, isLast);
	}
	async running(operator, handle) {
		const { status, message } = await this.wait(operator, handle, (status) => status === "running");
		expect(status === "running", () => `The job should run, and its status is ${status}${message ? `: ${message}` : ""}`);
	}
	/** Runs a job to its end, which has to be this one. */
	async runTo(operator, request, status) {
		const handle = await this.start(operator, request);
		await this.endAs(operator, handle, status);
		return handle;
	}
	async endAs(operator, handle, status) {
		const end = await this.end(operator, handle);
		expect(end.status === status, () => `The job should end as ${status}, and poll says ${show(end)}`);
		return end;
	}
	/** The folder that an ended job left. */
	async collect(operator, handle) {
		return (await this.value("collect", (signal) => operator.collect(handle, signal))).directory;
	}
	async text(...path) {
		return await this.host.files.read(join(...path));
	}
	/** What `probe` finds, once it finds something. Gives up in the end. */
	async until(what, probe) {
		const until = this.#until();
		for (let pauseMs = 20;; pauseMs = Math.min(pauseMs * 1.5, 500)) {
			if (this.#input.signal?.aborted) throw new Skipped("stopped");
			const found = await probe();
			if (found !== void 0) return found;
			if (this.host.clock.monotonic() > until) throw new Broken(`Waited ${this.#input.patienceMs / 1e3} s for ${what}, in vain`);
			await this.host.clock.sleep(pauseMs);
		}
	}
	/** Ends and takes away whatever the check made, however the operator takes it. */
	async close() {
		await this.#cleanUp();
		await Promise.all(this.#opened.map(({ operator }) => operator.close()));
		await this.host.files.remove(this.directory);
	}
	async #cleanUp() {
		const handles = [...this.#handles.values()];
		if (handles.length === 0) return;
		const last = this.#opened.findLast(({ operator }) => !this.#left.has(operator));
		const again = await this.#cleanUpBy(last?.operator, handles);
		if (again.length === 0) return;
		const fresh = await this.#input.open({});
		if (!fresh.ok) return;
		this.#opened.push(fresh.value);
		await this.#cleanUpBy(fresh.value.operator, again);
	}
	/** Those that could not be cleaned up. */
	async #cleanUpBy(operator, handles) {
		if (!operator) return handles;
		const answers = await Promise.all(handles.map((handle) => operator.cleanup(handle, signal$1)));
		return handles.filter((_, at) => !answers[at]?.ok);
	}
	#until() {
		return this.host.clock.monotonic() + this.#input.patienceMs;
	}
};
const faultText = ({ reason, message }) => `${message} (${reason})`;

// src/conformance/check.ts
function check(name, act, options = {}) {
	return {
		name,
		isAlone: options.isAlone ?? false,
		run: (bench) => verdictOf(bench, act)
	};
}
async function verdictOf(bench, act) {
	try {
		await act(bench);
		return { kind: "kept" };
	} catch (error) {
		if (error instanceof Skipped) return {
			kind: "skipped",
			why: error.message
		};
		if (error instanceof Broken) return {
			kind: "broken",
			what: error.message,
			messages: bench.messages()
		};
		throw error;
	} finally {
		await bench.close();
	}
}

// src/conformance/identity.ts
const forever = "sleep 600";
function expectSameHandle(what, found, handle) {
	const same = found?.key === handle.key && found.id === handle.id && isDeepStrictEqual(found.labels, handle.labels);
	expect(same, () => `${what} should give the handle of the job, ${show(handle)}, and gave ${show(found)}`);
}
/** Keys of the jobs of this check. */
async function listed(bench, operator, labels = bench.labels) {
	return (await bench.value("list", (signal) => operator.list(labels, signal))).map(({ key }) => key).sort();
}
async function expectListed(bench, operator, keys) {
	const found = await listed(bench, operator);
	const wanted = [...keys].sort();
	expect(isDeepStrictEqual(found, wanted), () => `list should give ${wanted.length} handle${wanted.length === 1 ? "" : "s"} of these labels: ${show(wanted)}, and gave ${found.length}: ${show(found)}`);
}
/** A line of a script that notes each run of it where the step runs on this machine. */
const witness = (bench) => {
	return `if [ -d '${join(bench.directory, "..")}' ]; then echo ran >> '${ranFile(bench)}'; fi\n`;
};
const ranFile = (bench) => `${bench.directory}.ran`;
/** Ends the check where the step ran more than once; on another machine it leaves no trace here. */
async function expectOneRun(bench) {
	const runs = (await bench.text(ranFile(bench)))?.trim().split("\n").length ?? 0;
	expect(runs <= 1, () => `The command should run once, and ran ${runs} times`);
}
/** Who a job is, and how it is found. */
const identityChecks = [
	check("The same key submitted twice gives one job and the same handle", async (bench) => {
		const operator = await bench.open();
		const job = await bench.job({ script: `${witness(bench)}${forever}` });
		const handle = await bench.submit(operator, job);
		expectSameHandle("A second submit", await bench.submit(operator, job), handle);
		await bench.running(operator, handle);
		expectSameHandle("A submit of a job that runs", await bench.submit(operator, job), handle);
		await expectListed(bench, operator, [job.key]);
		await bench.value("cancel", (signal) => operator.cancel(handle, "the test is over", signal));
		await bench.end(operator, handle);
		await expectOneRun(bench);
	}),
	check("The key of a job that has ended, submitted again, does not run again", async (bench) => {
		const operator = await bench.open();
		const job = await bench.job({ script: witness(bench) });
		const handle = await bench.submit(operator, job);
		await bench.endAs(operator, handle, "succeeded");
		expectSameHandle("A submit of a job that has ended", await bench.submit(operator, job), handle);
		await bench.endAs(operator, handle, "succeeded");
		await expectListed(bench, operator, [job.key]);
		await expectOneRun(bench);
	}),
	check("The same key submitted by two processes at once gives one job", async (bench) => {
		const operators = [await bench.open(), await bench.open()];
		const job = await bench.job({ script: `${witness(bench)}${forever}` });
		const [one, two] = await Promise.all(operators.map((operator) => bench.submit(operator, job)));
		const [operator] = operators;
		if (!one || !operator) return;
		expectSameHandle("Both submits", two, one);
		await expectListed(bench, operator, [job.key]);
		await bench.running(operator, one);
		await expectOneRun(bench);
	}),
	check("A job is found by its key once it was submitted, and not before", async (bench) => {
		const operator = await bench.open();
		const job = await bench.job({ script: forever });
		const before = await bench.value("find", (signal) => operator.find(job.key, signal));
		expect(before === void 0, () => `find should give null for a key that was never submitted, and gave ${show(before)}`);
		const handle = await bench.submit(operator, job);
		expect(handle.key === job.key, () => `The handle's key should be ${job.key}, and is ${handle.key}`);
		expectSameHandle("find", await bench.value("find", (signal) => operator.find(job.key, signal)), handle);
	}),
	check("Labels come back as they were", async (bench) => {
		const operator = await bench.open();
		const labels = {
			step: "train[lr=0.1]",
			words: "it's a \"text\" with $HOME, \\ and für",
			empty: ""
		};
		const handle = await bench.start(operator, {
			script: "true",
			labels
		});
		const wanted = {
			...bench.labels,
			...labels
		};
		expect(isDeepStrictEqual({ ...handle.labels }, wanted), () => `The handle's labels should be ${show(wanted)}, and are ${show(handle.labels)}`);
		expectSameHandle("find", await bench.value("find", (signal) => operator.find(handle.key, signal)), handle);
		const keys = await listed(bench, operator, wanted);
		expect(isDeepStrictEqual(keys, [handle.key]), () => `list should find the job by all of its labels, and gave ${show(keys)}`);
	}),
	check("Jobs are listed by labels that they bear all of, ended ones too", async (bench) => {
		const operator = await bench.open();
		const one = await bench.runTo(operator, {
			script: "true",
			labels: {
				step: "a",
				kind: "x"
			}
		}, "succeeded");
		const two = await bench.start(operator, {
			script: forever,
			labels: {
				step: "b",
				kind: "x"
			}
		});
		await expectListed(bench, operator, [one.key, two.key]);
		const cases = [
			[{
				...bench.labels,
				kind: "x"
			}, [one.key, two.key].sort()],
			[{
				...bench.labels,
				step: "b"
			}, [two.key]],
			[{
				...bench.labels,
				step: "b",
				kind: "y"
			}, []],
			[{
				...bench.labels,
				step: "c"
			}, []],
			[{
				...bench.labels,
				other: "x"
			}, []]
		];
		for (const [labels, wanted] of cases) {
			const found = await listed(bench, operator, labels);
			expect(isDeepStrictEqual(found, wanted), () => `list by ${show(labels)} should give ${show(wanted)}, and gave ${show(found)}`);
		}
		const all = await listed(bench, operator, {});
		for (const { key } of [one, two]) expect(all.includes(key), () => "list without labels should give all jobs of the operator, and left one out");
	}),
	check("One poll tells how many jobs stand, and leaves out those that it does not know", async (bench) => {
		const operator = await bench.open();
		const handles = await Promise.all([
			bench.start(operator, { script: "true" }),
			bench.start(operator, { script: "exit 4" }),
			bench.start(operator, { script: forever })
		]);
		const [good, bad, long] = handles;
		if (!good || !bad || !long) return;
		for (const each of [good, bad]) await bench.end(operator, each);
		await bench.running(operator, long);
		const stranger = {
			...good,
			key: `${bench.host.random.hex(40)}-7`
		};
		const states = await bench.value("poll", (signal) => operator.poll([stranger, ...handles], signal));
		const found = [
			stranger,
			good,
			bad,
			long
		].map(({ key }) => states.get(key)?.status ?? "left out");
		const wanted = [
			"left out",
			"succeeded",
			"failed",
			"running"
		];
		expect(isDeepStrictEqual(found, wanted), () => `poll of an unknown job, and three that have succeeded, failed and run, should give ${show(wanted)}, and gave ${show(found)}`);
		const none = await bench.value("poll of no job", (signal) => operator.poll([stranger], signal));
		expect(none.size === 0, () => `poll of an unknown job alone should give nothing, and gave ${show([...none.values()])}`);
	})
];

// src/conformance/tree.ts
async function treeOf(files, root) {
	const tree = /* @__PURE__ */ new Map();
	await walk(files, root, "", tree);
	return tree;
}
async function walk(files, root, path, tree) {
	for (const name of await files.list(join(root, path)) ?? []) {
		const below = path === "" ? name : `${path}/${name}`;
		const stat = await files.stat(join(root, below));
		const mode = ((stat?.mode ?? 0) & 511).toString(8);
		if (stat?.kind === "directory") {
			tree.set(below, `folder ${mode}`);
			await walk(files, root, below, tree);
		} else if (stat?.kind === "link") tree.set(below, `link ${await files.readlink(join(root, below))}`);
		else if (stat?.kind === "file") tree.set(below, `file ${mode} ${await digest(files, join(root, below))}`);
		else tree.set(below, "something that is no file");
	}
}
async function digest(files, path) {
	const hash = createHash("sha256");
	for (let at = 0;;) {
		const bytes = await files.readFrom(path, at, 1048576);
		if (!bytes || bytes.length === 0) return hash.digest("hex");
		hash.update(bytes);
		at += bytes.length;
	}
}
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
/** Ends the check with the first difference in what is expected; what else there is does not count. */
function expectTree(what, tree, expected) {
	for (const [path, wanted] of Object.entries(expected)) {
		const found = tree.get(path) ?? "not there";
		expect(found === wanted, () => `${what}: ${path} should be ${wanted}, and is ${found}`);
	}
}
/** Ends the check with the first difference of two folders that should hold the same. */
function expectSame(what, one, other) {
	for (const path of /* @__PURE__ */ new Set([...one.keys(), ...other.keys()])) {
		const [first, second] = [one.get(path) ?? "not there", other.get(path) ?? "not there"];
		expect(first === second, () => `${what}: ${path} was ${first} and then ${second}`);
	}
}

// src/conformance/kills.ts
const signal = new AbortController().signal;
const moments = [
	"before",
	"amid",
	"after"
];
/** How long a program may have worked when it is killed, in milliseconds. */
const delays = [
	0,
	5,
	25,
	100
];
/** What happens when the program is killed around a message. */
const killChecks = [
	check("The program killed around submit leaves one job or none, and submit again gives the one", killAroundSubmit),
	check("The program killed around cancel: cancel again ends the job", async (bench) => {
		for (const moment of moments) {
			const operator = await bench.open();
			const handle = await bench.start(operator, { script: forever });
			await killed(bench, operator, {
				method: "cancel",
				moment,
				call: () => operator.cancel(handle, "the test asks for it", signal)
			});
			await bench.value("cancel", (signal) => operator.cancel(handle, "the test asks for it", signal));
			await bench.endAs(operator, handle, "cancelled");
		}
	}),
	check("The program killed around collect: collect again gives all that the job left", async (bench) => {
		const operator = await bench.open();
		const handle = await bench.runTo(operator, { script: "mkdir out\nfor i in 1 2 3 4 5 6 7 8 9; do echo $i > out/$i; done\nhead -c 3000000 /dev/zero > large" }, "succeeded");
		const tree = await treeOf(bench.host.files, join(await bench.collect(operator, handle), "work"));
		for (const moment of moments) {
			await killed(bench, operator, {
				method: "collect",
				moment,
				call: () => operator.collect(handle, signal)
			});
			const again = await treeOf(bench.host.files, join(await bench.collect(operator, handle), "work"));
			expectSame("collect after the program was killed", tree, again);
		}
	}),
	check("The program killed around cleanup: cleanup again takes all of the job away", async (bench) => {
		for (const moment of moments) {
			const operator = await bench.open();
			const handle = await bench.runTo(operator, { script: "echo x > file" }, "succeeded");
			await killed(bench, operator, {
				method: "cleanup",
				moment,
				call: () => operator.cleanup(handle, signal)
			});
			await bench.value("cleanup", (signal) => operator.cleanup(handle, signal));
			await expectListed(bench, operator, []);
		}
	}),
	check("The program killed around check, plan, find, list, poll and follow answers them all the same", killAroundQuestions)
];
/** Makes a call around which the program is killed; it may well have answered before that. */
async function killed(bench, operator, { method, moment, delayMs, call }) {
	const wire = bench.wireOf(operator);
	wire.killAt(method, moment, delayMs);
	const answer = await call();
	await wire.ended;
	return answer;
}
async function killAroundSubmit(bench) {
	const orders = moments.flatMap((moment) => (moment === "amid" ? delays : [0]).map((delayMs) => ({
		moment,
		delayMs
	})));
	for (const order of orders) {
		const operator = await bench.open();
		const inputs = { large: {
			kind: "file",
			text: "0123456789abcdef".repeat(1e5)
		} };
		const job = await bench.job({
			script: `[ "$(wc -c < large | tr -d ' ')" = 1600000 ]\necho ran >> '${join(bench.directory, "ran")}'`,
			inputs
		});
		await killed(bench, operator, {
			method: "submit",
			...order,
			call: () => operator.submit(job, signal)
		});
		await oneJob(bench, await bench.open(), job);
		await bench.host.files.remove(join(bench.directory, "ran"));
	}
}
async function oneJob(bench, operator, job) {
	const found = await bench.value("find", (signal) => operator.find(job.key, signal));
	const handle = await bench.submit(operator, job);
	if (found) expectSameHandle("find after the kill", found, handle);
	const listed = (await bench.value("list", (signal) => operator.list(bench.labels, signal))).filter(({ key }) => key === job.key);
	expect(listed.length === 1, () => `There should be one job of the key, and list gives ${listed.length}`);
	await bench.endAs(operator, handle, "succeeded");
	const runs = (await bench.text(bench.directory, "ran"))?.trim().split("\n").length ?? 1;
	expect(runs === 1, () => `The command should run once, and ran ${runs} times`);
}
async function killAroundQuestions(bench) {
	const operator = await bench.open();
	const job = await bench.job({ script: `${witness(bench)}echo one` });
	const handle = await bench.submit(operator, job);
	await bench.endAs(operator, handle, "succeeded");
	for (const [method, call] of questions(operator, {
		job,
		handle,
		labels: bench.labels
	})) {
		const before = await bench.value(method, call);
		for (const moment of moments) {
			await killed(bench, operator, {
				method,
				moment,
				call: () => call(signal)
			});
			const after = await bench.value(`${method} after the program was killed`, call);
			expect(isDeepStrictEqual(after, before), () => `${method} should answer the same after the program was killed, ${show(before)}, and answered ${show(after)}`);
		}
	}
	await expectOneRun(bench);
}
function questions(operator, about) {
	const { job, handle, labels } = about;
	const poll = async (signal) => {
		const answer = await operator.poll([handle], signal);
		return answer.ok ? {
			ok: true,
			value: [...answer.value]
		} : answer;
	};
	return [
		["plan", (signal) => operator.plan(job, signal)],
		["find", (signal) => operator.find(handle.key, signal)],
		["list", (signal) => operator.list(labels, signal)],
		["poll", poll],
		...operator.capabilities.logs ? [["follow", (signal) => operator.logs(handle, void 0, signal)]] : []
	];
}

// src/conformance/life.ts
const large = "0123456789abcde\n".repeat(1e5);
const inputs = {
	"plain.txt": {
		kind: "file",
		text: "plain\n"
	},
	"bin/run me": {
		kind: "file",
		text: "#!/bin/sh\necho ran\n",
		mode: 493
	},
	"read-only": {
		kind: "file",
		text: "kept\n",
		mode: 292
	},
	"-dash": {
		kind: "file",
		text: "dash\n"
	},
	".hidden/für 'dich' $HOME": {
		kind: "file",
		text: "umlaut\n"
	},
	"data/large": {
		kind: "file",
		text: large
	},
	"data/link": {
		kind: "link",
		target: "../plain.txt"
	},
	"data/dangling": {
		kind: "link",
		target: "nowhere"
	},
	"data/folder-link": {
		kind: "link",
		target: "../bin"
	},
	empty: { kind: "folder" }
};
/** Names of what is not as it should be, a line each. */
const lookAtInputs = `
expect() { name=$1; shift; "$@" || echo "$name" >> wrong; }
: > wrong
expect 'a plain file' [ "$(cat plain.txt)" = plain ]
expect 'an executable file with a space in its name' [ "$('./bin/run me')" = ran ]
expect 'the mode of a read-only file' [ "$(ls -l read-only | cut -c1-10)" = -r--r--r-- ]
expect 'a name that begins with a dash' [ "$(cat ./-dash)" = dash ]
expect 'a hidden folder and odd characters in a name' [ "$(cat ".hidden/für 'dich' \\$HOME")" = umlaut ]
expect 'a file of ${large.length} bytes' [ "$(wc -c < data/large | tr -d ' ')" = ${large.length} ]
expect 'a link as a link' [ -L data/link ]
expect 'what a link leads to' [ "$(cat data/link)" = plain ]
expect 'a link that leads nowhere' [ -L data/dangling ]
expect 'a link to a folder' [ -L data/folder-link ]
expect 'an empty folder' [ -d empty ]
`;
const makeOutputs = `
mkdir -p out/empty out/deep/er
printf 'hello\\n' > out/file
printf 'run\\n' > out/deep/er/script
chmod 750 out/deep/er/script
chmod 640 out/file
printf '\\000\\377\\001' > out/binary
: > "out/für dich"
ln -s deep/er/script out/link
ln -s nowhere out/dangling
chmod 700 out/deep
printf 'accuracy=0.5\\n' >> "$STEPOPS_VALUES"
`;
const outputs = {
	"out/file": `file 640 ${sha256("hello\n")}`,
	"out/deep": "folder 700",
	"out/deep/er/script": `file 750 ${sha256("run\n")}`,
	"out/für dich": `file 644 ${sha256("")}`,
	"out/link": "link deep/er/script",
	"out/dangling": "link nowhere"
};
async function exitCode(bench, folder) {
	return (await bench.text(folder, "results", "exit"))?.trim();
}
function expectCode(end, wanted) {
	const { exitCode } = end;
	expect(exitCode === void 0 || exitCode === wanted, () => `exit_code should be ${wanted} or left out, and is ${exitCode}`);
}
/** What a job's life is from submit to collect. */
const lifeChecks = [
	check("A job runs to its end, and what it left comes back with modes, links and empty folders", async (bench) => {
		const operator = await bench.open();
		const handle = await bench.start(operator, { script: `umask 022\n${makeOutputs}` });
		expectCode(await bench.endAs(operator, handle, "succeeded"), 0);
		const folder = await bench.collect(operator, handle);
		const tree = await treeOf(bench.host.files, join(folder, "work"));
		expectTree("What comes back below work/", tree, outputs);
		expect(tree.get("out/empty") !== void 0, () => "What comes back below work/: the empty folder out/empty is not there");
		const binary = tree.get("out/binary") ?? "not there";
		const bytes = new Uint8Array([
			0,
			255,
			1
		]);
		const found = await bench.host.files.readFrom(join(folder, "work/out/binary"), 0, 10);
		expect(found !== void 0 && Buffer.from(bytes).equals(found), () => `out/binary should hold the bytes 00 ff 01, and is ${binary}`);
		expect(await exitCode(bench, folder) === "0", () => "results/exit should be 0");
		const values = await bench.text(folder, "results", "values");
		expect(values === "accuracy=0.5\n", () => `results/values should hold what the step wrote there, and holds ${show(values)}`);
	}),
	check("Inputs are with the step as they were, with modes, links, empty folders and odd names", async (bench) => {
		const operator = await bench.open();
		const handle = await bench.runTo(operator, {
			script: lookAtInputs,
			inputs
		}, "succeeded");
		const wrong = await bench.text(await bench.collect(operator, handle), "work", "wrong");
		expect(wrong === "", () => `These inputs should be with the step as they were: ${wrong?.trim().split("\n").join(", ")}`);
	}),
	check("A command that fails is told with its exit code, and what it left comes back", async (bench) => {
		const operator = await bench.open();
		const handle = await bench.start(operator, { script: "echo half > half\nexit 3" });
		const end = await bench.endAs(operator, handle, "failed");
		expectCode(end, 3);
		const cause = end.cause ?? "user";
		expect(cause === "user", () => `The cause should be user, since the step itself failed, and is ${cause}`);
		const folder = await bench.collect(operator, handle);
		expect(await exitCode(bench, folder) === "3", () => "results/exit should be 3");
		expect(await bench.text(folder, "work", "half") === "half\n", () => "The file that the step wrote should come back");
	}),
	check("A command that is killed is told as failed", async (bench) => {
		const operator = await bench.open();
		const handle = await bench.start(operator, { script: "kill -KILL $$" });
		expectCode(await bench.endAs(operator, handle, "failed"), 137);
		const folder = await bench.collect(operator, handle);
		expect(await exitCode(bench, folder) === "137", () => "results/exit should be 137");
	}),
	check("A job whose start script is killed too is told as failed or lost, and is collected", async (bench) => {
		const operator = await bench.open();
		const handle = await bench.start(operator, { script: "echo half > half\nkill -KILL 0" });
		const end = await bench.end(operator, handle);
		const isRight = end.status === "failed" || end.status === "lost";
		expect(isRight, () => `The job should end as failed or lost, and poll says ${show(end)}`);
		const folder = await bench.collect(operator, handle);
		const code = await exitCode(bench, folder);
		expect(code === void 0, () => `There should be no results/exit, and it says ${code}`);
		expect(await bench.text(folder, "work", "half") === "half\n", () => "The file that the step wrote should come back");
	}),
	check("A step has an empty stdin, a home that it can write to, and none of stepops' marks", async (bench) => {
		const operator = await bench.open();
		const handle = await bench.runTo(operator, { script: `cat > stdin
echo here > "$HOME/here"
env > environment` }, "succeeded");
		const folder = await bench.collect(operator, handle);
		expect(await bench.text(folder, "work", "stdin") === "", () => "The step's stdin should be empty");
		const mark = /^STEPOPS_RUN_MARK_.*$/m.exec(await bench.text(folder, "work", "environment") ?? "")?.[0];
		expect(mark === void 0, () => `The step should not have ${mark} in its environment: what bears it is killed with the program`);
	})
];

// src/conformance/log-reading.ts
function needsLogs(operator) {
	if (!operator.capabilities.logs) throw new Skipped("the operator has no logs");
}
/** Reads pages until `isEnough`, or until nothing more can come. */
async function readLog(bench, operator, handle, options = {}) {
	const lines = [];
	const cursors = [];
	let { cursor } = options;
	return await bench.until("the rest of the job's log", async () => {
		for (;;) {
			const state = await bench.look(operator, handle);
			const page = await bench.value("logs", (signal) => operator.logs(handle, cursor, signal));
			for (const { text } of page.lines) lines.push(text);
			({cursor} = page);
			if (page.lines.length > 0) cursors.push([lines.length, cursor]);
			if (options.isEnough?.(lines)) return {
				lines,
				cursors
			};
			if (page.lines.length > 0 || page.hasMore) continue;
			if (!(state === void 0 || statuses.indexOf(state.status) >= statuses.indexOf("succeeded"))) return void 0;
			if (options.isEnough) throw new Broken(`The log should hold more, and ended with ${show(lines.at(-1) ?? "nothing")}`);
			return {
				lines,
				cursors
			};
		}
	});
}
/** Ends the check with the first line that is not the one that was printed. */
function expectLines(what, found, wanted) {
	const at = wanted.findIndex((line, index) => found[index] !== line);
	if (at === -1 && found.length === wanted.length) return;
	const place = at === -1 ? wanted.length : at;
	const [came, printed] = [found[place], wanted[place]];
	const count = `it should have ${wanted.length} lines and has ${found.length}`;
	throw new Broken(`${what}: line ${place + 1} should be ${printed === void 0 ? "none" : show(printed)}, and ${came === void 0 ? "is missing" : `is ${show(came)}`}; ${count}`);
}

// src/conformance/logs.ts
const numbered = (count, word = "line") => Array.from({ length: count }, (_, at) => `${word} ${at + 1}`);
/** Prints lines by their numbers, without a process for each. */
const printing = (count, word = "line") => `awk 'BEGIN { for (i = 1; i <= ${count}; i++) print "${word} " i }'`;
/** Goes on once it is cancelled. */
const untilCancelled = `trap 'echo stopping; exit 1' TERM
echo begun
while :; do sleep 1 & wait "$!" || true; done`;
const wide = "€".repeat(7e5);
const logChecks = [
	check("A log has all lines in their order, empty ones and a last one without its end too", async (bench) => {
		const operator = await bench.open();
		needsLogs(operator);
		const script = `${printing(5e3)}\necho\nprintf '  two  \\n\\n\\tspaces\\r\\n'\nprintf 'no end'`;
		const handle = await bench.start(operator, { script });
		const { lines } = await readLog(bench, operator, handle);
		expectLines("The log", lines, [
			...numbered(5e3),
			"",
			"  two  ",
			"",
			"	spaces\r",
			"no end"
		]);
	}),
	check("Both streams are in the log, each in its order", async (bench) => {
		const operator = await bench.open();
		needsLogs(operator);
		const handle = await bench.runTo(operator, { script: `${printing(300, "out")}\n${printing(300, "err")} >&2` }, "succeeded");
		const { lines } = await readLog(bench, operator, handle);
		for (const word of ["out", "err"]) expectLines(`The log of std${word}`, lines.filter((line) => line.startsWith(word)), numbered(300, word));
		expect(lines.length === 600, () => `The log should have 600 lines, and has ${lines.length}`);
	}),
	check("A log is there while the job runs, and what a step prints when it is stopped is in it", async (bench) => {
		const operator = await bench.open();
		needsLogs(operator);
		const handle = await bench.start(operator, { script: untilCancelled });
		const first = await readLog(bench, operator, handle, { isEnough: ({ length }) => length > 0 });
		expectLines("The log of a job that runs", first.lines, ["begun"]);
		await bench.value("cancel", (signal) => operator.cancel(handle, "the test asks for it", signal));
		const rest = await readLog(bench, operator, handle, { cursor: first.cursors.at(-1)?.[1] ?? "" });
		const isThere = rest.lines.includes("stopping") && !rest.lines.includes("begun");
		expect(isThere, () => `The log of a job that was stopped should go on with "stopping", and goes on with ${show(rest.lines)}`);
	}),
	check("A log goes on from any of its cursors, in another process too, and is the same each time", async (bench) => {
		const operator = await bench.open();
		needsLogs(operator);
		const handle = await bench.start(operator, { script: `for i in 1 2 3 4 5 6 7 8; do ${printing(100)}; sleep 0.1; done` });
		const all = Array.from({ length: 8 }, () => numbered(100)).flat();
		const read = await readLog(bench, operator, handle);
		expectLines("The log", read.lines, all);
		const other = await bench.open();
		expectLines("The whole log again", (await readLog(bench, other, handle)).lines, all);
		for (const [count, cursor] of [...read.cursors.slice(0, 3), ...read.cursors.slice(-1)]) {
			const rest = await readLog(bench, other, handle, { cursor });
			expectLines(`The log from the cursor ${show(cursor)}, which was given after line ${count}`, rest.lines, all.slice(count));
		}
	}),
	check("No line is lost or doubled when the program is killed while a log is read", async (bench) => {
		const operator = await bench.open();
		needsLogs(operator);
		const wire = bench.wireOf(operator);
		const handle = await bench.start(operator, { script: `for i in 1 2 3 4 5 6; do ${printing(200)}; sleep 0.2; done` });
		const lines = [];
		let cursor;
		for (let kills = 0; kills < 3; kills++) {
			const some = await readLog(bench, operator, handle, {
				...cursor !== void 0 && { cursor },
				isEnough: ({ length }) => length > 0
			});
			lines.push(...some.lines);
			cursor = some.cursors.at(-1)?.[1];
			wire.kill();
			await wire.ended;
		}
		const rest = await readLog(bench, operator, handle, { ...cursor !== void 0 && { cursor } });
		expectLines("The log", [...lines, ...rest.lines], Array.from({ length: 6 }, () => numbered(200)).flat());
	}),
	check("A line of 1 MB comes whole, and a longer one in pieces that make up the whole", async (bench) => {
		const operator = await bench.open();
		needsLogs(operator);
		const handle = await bench.start(operator, { script: `awk 'BEGIN { for (i = 0; i < 100000; i++) printf "0123456789"; print ""; for (i = 0; i < 700000; i++) printf "€"; print ""; print "end" }'` });
		const { lines } = await readLog(bench, operator, handle);
		expect(lines[0] === "0123456789".repeat(1e5), () => `A line of 1000000 characters should come as one, and the first line has ${lines[0]?.length ?? 0}`);
		const pieces = lines.slice(1, -1);
		const whole = pieces.join("");
		const wrong = whole.length === wide.length ? "holds others" : `has ${whole.length}`;
		expect(whole === wide, () => `The pieces of a line of ${wide.length} characters, 3 bytes each, should make up the line, and what they make ${wrong}`);
		const longest = Math.max(...pieces.map((piece) => Buffer.byteLength(piece)));
		expect(longest <= 1048576, () => `A piece of a long line should have at most 1048576 bytes, and one has ${longest}`);
		expect(lines.at(-1) === "end", () => `The last line should be "end", and is ${show(lines.at(-1))}`);
	}),
	check("10 MB of output come whole", async (bench) => {
		const operator = await bench.open();
		needsLogs(operator);
		const text = "x".repeat(90);
		const script = `awk 'BEGIN { for (i = 1; i <= 100000; i++) print "line " i " ${text}" }'`;
		const handle = await bench.start(operator, { script });
		const { lines } = await readLog(bench, operator, handle);
		expectLines("The log", lines, numbered(1e5).map((line) => `${line} ${text}`));
	}),
	check("Bytes that are no UTF-8 are replaced, and no other character is touched", async (bench) => {
		const operator = await bench.open();
		needsLogs(operator);
		const handle = await bench.start(operator, { script: `printf 'a\\377b\\n'; printf 'gr\\303\\274n \\360\\237\\230\\200\\n'; printf 'cut \\303\\nnul \\000 escape \\033[1m\\n'` });
		const { lines } = await readLog(bench, operator, handle);
		expectLines("The log", lines, [
			"a�b",
			"grün 😀",
			"cut �",
			"nul \0 escape \x1B[1m"
		]);
	})
];

// src/conformance/program.ts
/** Without it there is nothing to look at. */
const openingCheck = check("The operator opens and tells what it can do", async (bench) => {
	await bench.open();
});
/** What is asked of the program itself, whatever its backend. */
const programChecks = [
	check("The program ignores empty lines, and keys of requests that it does not know", async (bench) => {
		const operator = await bench.open({ isFromTheFuture: true });
		bench.wireOf(operator);
		await bench.value("check", (signal) => operator.check(signal));
		const job = await bench.job({ script: "echo one" });
		await bench.value("plan", (signal) => operator.plan(job, signal));
		const handle = await bench.submit(operator, job);
		await bench.value("find", (signal) => operator.find(job.key, signal));
		await bench.value("list", (signal) => operator.list(bench.labels, signal));
		await bench.endAs(operator, handle, "succeeded");
		if (operator.capabilities.logs) await readLog(bench, operator, handle);
		await bench.value("cancel", (signal) => operator.cancel(handle, "the test asks for it", signal));
		await bench.collect(operator, handle);
		await bench.value("cleanup", (signal) => operator.cleanup(handle, signal));
	}),
	check("The program answers a method that it does not have with an error, and goes on", async (bench) => {
		const operator = await bench.open();
		const answer = await bench.wireOf(operator).ask("no_such_method", {});
		expect(Object.hasOwn(answer, "error"), () => `A method that there is none of should be answered with an error, and the answer was ${show(answer)}`);
		await bench.value("find after it", (signal) => operator.list(bench.labels, signal));
	}),
	check("The program tells the version that it speaks, whatever it was asked for", async (bench) => {
		bench.wireOf(await bench.open({ version: "1000" }));
	}),
	check("The program answers shutdown and exits with code 0", async (bench) => {
		const operator = await bench.open();
		const wire = bench.wireOf(operator);
		await operator.close();
		const end = await wire.ended;
		expect(isDeepStrictEqual(end, {
			kind: "exited",
			code: 0
		}), () => `The program should exit with code 0 after shutdown, and ${show(end)}`);
	}),
	check("The program exits when its stdin ends", async (bench) => {
		const operator = await bench.open();
		const wire = bench.wireOf(operator);
		let isOver = false;
		wire.ended?.then(() => {
			isOver = true;
		});
		wire.endInput();
		await bench.until("the program to exit, since its stdin has ended", async () => isOver ? true : void 0);
	})
];

// src/conformance/refusals.ts
/** What no backend has. */
const impossible = [
	["1000000 cpus", { cpus: 1e6 }],
	["1000000 GB of memory", { memory: 1e6 }],
	["1000000000 GB of disk", { diskSize: 1e9 }],
	["1000000 GB of shared memory", { shmSize: 1e6 }],
	["an instance type that does not exist", { instanceType: "no-such-type" }]
];
const unknownImage = `registry.invalid/no/such@sha256:${"0".repeat(64)}`;
/** What an operator must say no to, and what it only answers. */
const refusalChecks = [
	check("check tells how things stand, and finds no error", async (bench) => {
		const operator = await bench.open();
		const findings = await bench.value("check", (signal) => operator.check(signal));
		expect(findings.length > 0, () => "check should tell at least one finding, so that doctor has something to show");
		const fault = findings.find(({ level }) => level === "error");
		expect(fault === void 0, () => `check should find no error where jobs are to run, and found: ${fault?.message}`);
	}),
	check("plan starts nothing", async (bench) => {
		const operator = await bench.open();
		const job = await bench.job({ script: forever });
		await bench.value("plan", (signal) => operator.plan(job, signal));
		await expectNone$1(bench, operator, job, "plan");
	}),
	check("Resources that cannot be had are refused, not ignored", async (bench) => {
		const operator = await bench.open();
		for (const [what, resources] of impossible) await expectRefused(bench, operator, {
			what,
			resources: resources ?? {}
		});
	}),
	check("An image that cannot be had is refused, not ignored", async (bench) => {
		const operator = await bench.open();
		const job = await bench.job({
			script: "true",
			image: unknownImage
		});
		const answer = await operator.submit(job, new AbortController().signal);
		if (!answer.ok) return expectReason(answer.error, `submit of a job with the image ${unknownImage}`);
		const end = await bench.end(operator, await bench.submit(operator, job));
		expect(end.status === "failed" && end.cause === "image", () => `A job whose image does not exist should be refused, or fail with the cause image, and poll says ${show(end)}`);
	}),
	check("A setting of a step that the operator does not know is refused, not ignored", async (bench) => {
		await expectRefused(bench, await bench.open(), {
			what: "the setting no_such_setting",
			settings: { no_such_setting: 1 }
		});
	}),
	check("A job that does not exist is gone for logs and collect", async (bench) => {
		const operator = await bench.open();
		const handle = {
			key: `${bench.host.random.hex(40)}-1`,
			id: "none",
			labels: {}
		};
		await bench.fault("collect of an unknown job", ["gone"], (signal) => operator.collect(handle, signal));
		if (operator.capabilities.logs) await bench.fault("follow of an unknown job", ["gone"], (signal) => operator.logs(handle, void 0, signal));
		await bench.value("cleanup of an unknown job", (signal) => operator.cleanup(handle, signal));
	})
];
async function expectRefused(bench, operator, request) {
	const { what, ...rest } = request;
	const job = await bench.job({
		script: "true",
		...rest
	});
	const signal = new AbortController().signal;
	for (const method of ["plan", "submit"]) {
		const answer = await operator[method](job, signal);
		if (answer.ok && method === "submit") await bench.submit(operator, job);
		expect(!answer.ok, () => `${method} of a job with ${what} should be answered with the fault invalid, and succeeded: what a job asks for is honoured or refused`);
		if (!answer.ok) expectReason(answer.error, `${method} of a job with ${what}`);
	}
	await expectNone$1(bench, operator, job, "a submit that was refused");
}
function expectReason({ reason, message }, what) {
	const isRight = [
		"invalid",
		"capacity",
		"quota"
	].includes(reason);
	expect(isRight, () => `${what} should be answered with the fault invalid, capacity or quota, and the fault was ${reason}: ${message}`);
}
async function expectNone$1(bench, operator, job, what) {
	const found = await bench.value("find", (signal) => operator.find(job.key, signal));
	expect(found === void 0, () => `There should be no job after ${what}, and find gives ${show(found)}`);
}

// src/conformance/restart.ts
/** What happens when the program ends, and another one goes on. */
const restartChecks = [
	check("A new process finds, polls, reads, cancels, collects and cleans up the jobs of an earlier one", async (bench) => {
		const first = await bench.open();
		const [short, long] = [await bench.start(first, { script: "echo one\necho two\necho done > file" }), await bench.start(first, { script: forever })];
		await bench.running(first, long);
		await bench.leave(first);
		const second = await bench.open();
		for (const handle of [short, long]) expectSameHandle("find", await bench.value("find", (signal) => second.find(handle.key, signal)), handle);
		await expectListed(bench, second, [short.key, long.key]);
		await bench.endAs(second, short, "succeeded");
		if (second.capabilities.logs) expectLines("The log", (await readLog(bench, second, short)).lines, ["one", "two"]);
		const file = await bench.text(await bench.collect(second, short), "work", "file");
		expect(file === "done\n", () => `The file that the step wrote should come back, and is ${show(file)}`);
		await bench.value("cancel", (signal) => second.cancel(long, "the test asks for it", signal));
		await bench.endAs(second, long, "cancelled");
		for (const handle of [short, long]) await bench.value("cleanup", (signal) => second.cleanup(handle, signal));
		await expectListed(bench, second, []);
	}),
	check("A job goes on when the program and all that bears its mark are ended", async (bench) => {
		const operator = await bench.open();
		const go = join(bench.directory, "go");
		const script = `echo begun\nwhile [ -d '${bench.directory}' ] && [ ! -e '${go}' ]; do sleep 0.1; done\necho done > file`;
		const handle = await bench.start(operator, { script });
		await bench.running(operator, handle);
		await bench.leave(operator);
		await bench.host.files.write(go, "");
		const next = await bench.open();
		await bench.endAs(next, handle, "succeeded");
		const file = await bench.text(await bench.collect(next, handle), "work", "file");
		expect(file === "done\n", () => `The file that the step wrote should come back, and is ${show(file)}`);
	}),
	check("collect gives a fresh folder each time, and not before the job has ended", async (bench) => {
		const operator = await bench.open();
		const long = await bench.start(operator, { script: forever });
		await bench.running(operator, long);
		await bench.fault("collect of a job that runs", ["invalid"], (signal) => operator.collect(long, signal));
		const handle = await bench.runTo(operator, { script: "echo x > file" }, "succeeded");
		const [one, two] = [await bench.collect(operator, handle), await bench.collect(operator, handle)];
		expect(one !== two, () => `collect should give another folder each time, and gave ${one} twice`);
		const trees = [await treeOf(bench.host.files, one), await treeOf(bench.host.files, two)];
		expectSame("collect the second time", ...trees);
		await bench.host.files.remove(one);
		expectSame("collect after its first folder was removed", trees[1], await treeOf(bench.host.files, await bench.collect(operator, handle)));
	})
];

// src/conformance/stop.ts
const why = "the test asks for it";
const mostMs = 5e3;
const cancel = (bench, operator, handle) => bench.value("cancel", (signal) => operator.cancel(handle, why, signal));
/** Waits until the command itself runs, where that can be seen. */
async function begun(bench, operator, handle) {
	await bench.running(operator, handle);
	if (operator.capabilities.logs) await readLog(bench, operator, handle, { isEnough: (lines) => lines.includes("begun") });
}
/** Processes of this machine with a text in their arguments; none where there is no /proc. */
async function processesWith(bench, text) {
	const { files } = bench.host;
	const pids = (await files.list("/proc") ?? []).filter((name) => /^\d+$/.test(name));
	const found = [];
	for (const pid of pids) {
		const line = await files.read(`/proc/${pid}/cmdline`).catch(() => void 0);
		if (line?.includes(text)) found.push(line.replaceAll("\0", " ").trim());
	}
	return found;
}
/** A sleep that no other process has in its arguments. */
const ownSleep = (bench) => `600.${[...bench.host.random.hex(12)].map((digit) => Number.parseInt(digit, 16) % 10).join("")}1`;
async function expectNone(bench, sleep) {
	await bench.until("all processes of the step to be gone", async () => (await processesWith(bench, `sleep\0${sleep}`)).length === 0 ? true : void 0);
}
const saving = `trap 'echo saved > saved; exit 0' TERM
echo begun
while :; do sleep 1 & wait "$!" || true; done`;
const deaf = (sleep) => `trap '' TERM
sleep ${sleep} &
echo begun
while :; do sleep 1 || true; done`;
/** How jobs are made to end, by people, by their deadline, and for good. */
const stopChecks = [
	check("A job that is cancelled gets SIGTERM, may save its work, and ends as cancelled", async (bench) => {
		const operator = await bench.open();
		const handle = await bench.start(operator, { script: saving });
		await begun(bench, operator, handle);
		await cancel(bench, operator, handle);
		await cancel(bench, operator, handle);
		await bench.endAs(operator, handle, "cancelled");
		if (!operator.capabilities.logs) return;
		const saved = await bench.text(await bench.collect(operator, handle), "work", "saved");
		expect(saved === "saved\n", () => "What the step wrote when it got SIGTERM should come back, and did not");
	}),
	check("A job is cancelled right after it was submitted", async (bench) => {
		const operator = await bench.open();
		const handle = await bench.start(operator, { script: forever });
		await cancel(bench, operator, handle);
		await bench.endAs(operator, handle, "cancelled");
		await bench.endAs(await bench.open(), handle, "cancelled");
	}),
	check("A cancel of a job that has ended, or isn't known, changes nothing and succeeds", async (bench) => {
		const operator = await bench.open();
		const handle = await bench.runTo(operator, { script: "true" }, "succeeded");
		await cancel(bench, operator, handle);
		await bench.endAs(operator, handle, "succeeded");
		const key = `${bench.host.random.hex(40)}-1`;
		await cancel(bench, operator, {
			...handle,
			key
		});
		const found = await bench.value("find", (signal) => operator.find(key, signal));
		expect(found === void 0, () => "A cancel of an unknown job should make none, and find gives one");
	}),
	check("A step that ignores SIGTERM is killed in the end, with all that it started", async (bench) => {
		const operator = await bench.open();
		const sleep = ownSleep(bench);
		const handle = await bench.start(operator, { script: deaf(sleep) });
		await begun(bench, operator, handle);
		await cancel(bench, operator, handle);
		await bench.endAs(operator, handle, "cancelled");
		await expectNone(bench, sleep);
	}),
	check("A deadline ends a job with nobody watching, and its cause is timeout", async (bench) => {
		const operator = await bench.open();
		const sleep = ownSleep(bench);
		const handle = await bench.start(operator, {
			script: `echo begun\nsleep ${sleep}`,
			deadlineSeconds: 2
		});
		await begun(bench, operator, handle);
		await bench.leave(operator);
		await expectNone(bench, sleep);
		const end = await bench.endAs(await bench.open(), handle, "failed");
		expect(end.cause === "timeout", () => `The cause should be timeout, and poll says ${show(end)}`);
	}),
	check("A cleanup stops a job that runs, and can be made again; nothing is found after it", async (bench) => {
		const operator = await bench.open();
		const sleep = ownSleep(bench);
		const handle = await bench.start(operator, { script: `echo begun\nsleep ${sleep}` });
		await begun(bench, operator, handle);
		for (const who of [
			operator,
			operator,
			await bench.open()
		]) {
			await bench.value("cleanup", (signal) => who.cleanup(handle, signal));
			await expectGone(bench, who, handle);
		}
		await expectNone(bench, sleep);
	}),
	check("A cleanup takes away what a step made read-only", async (bench) => {
		const operator = await bench.open();
		const handle = await bench.runTo(operator, { script: "mkdir -p cache/deep\necho x > cache/deep/file\nchmod 555 cache/deep cache" }, "succeeded");
		const folder = await bench.collect(operator, handle);
		const place = (await bench.text(folder, "results", "started"))?.trim();
		await bench.value("cleanup", (signal) => operator.cleanup(handle, signal));
		await expectGone(bench, operator, handle);
		const left = place === void 0 ? void 0 : await bench.host.files.stat(place);
		expect(left === void 0, () => `The folder where the step ran, ${place}, should be gone after cleanup, and is still there`);
	}),
	check("20 jobs at once are cancelled within 5 s", cancelMany, { isAlone: true })
];
async function expectGone(bench, operator, handle) {
	const found = await bench.value("find", (signal) => operator.find(handle.key, signal));
	expect(found === void 0, () => `find should give null after cleanup, and gave ${show(found)}`);
	const handles = await bench.value("list", (signal) => operator.list(bench.labels, signal));
	expect(handles.length === 0, () => `list should give nothing after cleanup, and gave ${show(handles)}`);
	const state = await bench.look(operator, handle);
	expect(state === void 0, () => `poll should leave the job out after cleanup, and says ${show(state)}`);
	await bench.fault("collect of a job that was cleaned up", ["gone"], (signal) => operator.collect(handle, signal));
}
async function cancelMany(bench) {
	const operator = await bench.open();
	const { clock } = bench.host;
	const handles = await Promise.all(Array.from({ length: 20 }, () => bench.start(operator, { script: forever })));
	await bench.value("poll", (signal) => operator.poll(handles, signal));
	const since = clock.monotonic();
	await Promise.all(handles.map((handle) => cancel(bench, operator, handle)));
	const tookMs = clock.monotonic() - since;
	expect(tookMs <= mostMs, () => `20 cancels at once should be answered within 5 s, and took ${(tookMs / 1e3).toFixed(1)} s; how many calls the program works on at once is max_open_calls`);
	for (const handle of handles) await bench.endAs(operator, handle, "cancelled");
}

// src/conformance/secrets.ts
/** What becomes of a step's secrets. */
const secretChecks = [
	check("A step gets its secrets, from a file that nobody else can read", async (bench) => {
		const operator = await bench.open();
		const value = secret(bench);
		const handle = await bench.runTo(operator, {
			script: `printf %s "$TOKEN" > token\nls -l ../control/secrets.sh | cut -c1-10 > mode`,
			secrets: { TOKEN: value }
		}, "succeeded");
		const folder = await bench.collect(operator, handle);
		expect(await bench.text(folder, "work", "token") === value, () => "The step should get its secret, and did not");
		const mode = (await bench.text(folder, "work", "mode"))?.trim();
		expect(mode === "-rw-------", () => `control/secrets.sh should have the mode -rw------- where the step runs, and has ${mode}`);
	}),
	check("No value of a secret is in a message or in an argument list", async (bench) => {
		const value = secret(bench);
		const operator = await bench.open({ forbidden: [value] });
		const wire = bench.wireOf(operator);
		const job = await bench.job({
			script: `test -n "$TOKEN"\n${forever}`,
			secrets: { TOKEN: value }
		});
		await watchArguments(bench, value, async () => {
			await bench.value("plan", (signal) => operator.plan(job, signal));
			const handle = await bench.submit(operator, job);
			await bench.running(operator, handle);
			await bench.value("list", (signal) => operator.list(bench.labels, signal));
			await bench.value("cancel", (signal) => operator.cancel(handle, "the test asks for it", signal));
			await bench.endAs(operator, handle, "cancelled");
			await bench.collect(operator, handle);
		});
		expect(wire.leaks.length === 0, () => "No message and no line on stderr should hold the value of a secret, and one does");
	}),
	check("No value of a secret is left behind after cleanup, not even of a submit that was killed", async (bench) => {
		const value = secret(bench);
		const killed = await bench.open();
		const inputs = { large: {
			kind: "file",
			text: "0123456789abcdef".repeat(2e5)
		} };
		const job = await bench.job({
			script: "true",
			secrets: { TOKEN: value },
			inputs
		});
		bench.wireOf(killed).killAt("submit", "amid", 20);
		await killed.submit(job, new AbortController().signal);
		const operator = await bench.open();
		const handle = await bench.submit(operator, job);
		await bench.endAs(operator, handle, "succeeded");
		await bench.value("cleanup", (signal) => operator.cleanup(handle, signal));
		for (const folder of bench.keeps) await expectNowhere(bench, folder, value);
	})
];
/** Long enough to be found nowhere by chance. */
const secret = (bench) => `s3cr3t-${bench.host.random.hex(24)}`;
/** Looks through the arguments of all processes as long as something goes on. */
async function watchArguments(bench, value, act) {
	let isOver = false;
	const found = [];
	const watch = async () => {
		while (!isOver && found.length === 0) {
			found.push(...await processesWith(bench, value));
			await bench.host.clock.sleep(10);
		}
	};
	const watching = watch();
	try {
		await act();
	} finally {
		isOver = true;
		await watching;
	}
	expect(found.length === 0, () => `No process should have the value of a secret in its arguments, and one does: ${found[0]?.replaceAll(value, "***").slice(0, 200)}`);
}
async function expectNowhere(bench, folder, value) {
	const { files } = bench.host;
	for (const [path, what] of await treeOf(files, folder)) {
		if (!what.startsWith("file")) continue;
		const bytes = await files.readFrom(join(folder, path), 0, 1e5);
		const holds = bytes !== void 0 && Buffer.from(bytes).includes(value);
		expect(!holds, () => `No value of a secret should be left after cleanup, and ${join(folder, path)} holds one`);
	}
}

// src/conformance/suite.ts
/** All that an operator promises, in the order in which it is best mended. */
const checks = [
	openingCheck,
	...lifeChecks,
	...identityChecks,
	...logChecks,
	...stopChecks,
	...refusalChecks,
	...secretChecks,
	...programChecks,
	...restartChecks,
	...killChecks
];
/**
* Runs checks on an operator and yields what came of each, in their order, as soon as it and all before it are done. What cannot be
* opened at all is not looked at any further.
*/
async function* conformance(options) {
	const { checks, jobs, signal } = options;
	const opening = await runCheck(openingCheck, 0, options);
	if (checks.includes(openingCheck) || opening.verdict.kind === "broken") yield opening;
	if (opening.verdict.kind === "broken") return;
	const rest = checks.filter((each) => each !== openingCheck);
	const run = new Run(rest, jobs, (check, at) => runCheck(check, at + 1, options));
	for (let at = 0; at < rest.length && !signal?.aborted; at++) yield await run.outcome(at);
}
/** Begins checks in their order, so many at once, and lets those alone that want it. */
var Run = class {
	#outcomes;
	constructor(checks, most, act) {
		const open = /* @__PURE__ */ new Set();
		let turn = Promise.resolve();
		const begin = async (check, at) => {
			const before = turn;
			const begun = Promise.withResolvers();
			turn = begun.promise;
			await before;
			while (open.size >= (check.isAlone ? 1 : most)) await Promise.race(open);
			const outcome = act(check, at);
			const done = outcome.then(() => {}, () => {}).finally(() => open.delete(done));
			open.add(done);
			if (check.isAlone) done.then(begun.resolve);
			else begun.resolve();
			return await outcome;
		};
		this.#outcomes = checks.map(begin);
		for (const outcome of this.#outcomes) outcome.catch(() => {});
	}
	outcome(at) {
		return this.#outcomes[at] ?? Promise.reject(/* @__PURE__ */ new Error(`there is no check ${at}`));
	}
};
async function runCheck(check, at, options) {
	const { clock, files } = options.host;
	const directory = join(options.directory, `check-${at + 1}`);
	await files.makeDirectory(directory, 448);
	const since = clock.monotonic();
	if (options.signal?.aborted) return {
		name: check.name,
		verdict: {
			kind: "skipped",
			why: "stopped"
		},
		tookMs: 0
	};
	const verdict = await check.run(new Bench({
		...options,
		directory
	}));
	return {
		name: check.name,
		verdict,
		tookMs: clock.monotonic() - since
	};
}

// src/cli/operator-test-request.ts
const defaultWaitSeconds = 60;
async function operatorRequest(args, io) {
	const [file = "", ...rest] = args.positionals;
	if (file.includes("/") && await (await io.files()).stat(resolve(io.cwd, file)) === void 0) return err({ message: `there is no program ${file}` });
	const settings = await settingsOf(args, io);
	if (!settings.ok) return settings;
	const stepSettings = await valuesOf(args, "step-setting");
	if (!stepSettings.ok) return stepSettings;
	const secrets = secretsOf(args.list("secret"), io.env);
	if (!secrets.ok) return secrets;
	const wait = Number(args.text("wait") ?? defaultWaitSeconds);
	if (!(wait > 0)) return err({ message: `--wait ${args.text("wait")} is no number of seconds` });
	const only = args.list("only").map((text) => text.toLowerCase());
	const checks$1 = checks.filter(({ name }) => only.length === 0 || only.some((text) => name.toLowerCase().includes(text)));
	if (checks$1.length === 0) return err({
		message: `no check has ${only.join(" or ")} in its name`,
		hint: "without --only all run, and show their names"
	});
	return ok({
		command: [file, ...rest],
		settings: settings.value,
		stepSettings: stepSettings.value,
		secrets: secrets.value,
		patienceMs: wait * 1e3,
		...optional("image", args.text("image")),
		checks: checks$1
	});
}
async function settingsOf(args, io) {
	const file = args.text("settings");
	const fromFile = file === void 0 ? ok({}) : await readSettings(file, io);
	if (!fromFile.ok) return fromFile;
	const given = await valuesOf(args, "setting");
	return given.ok ? ok({
		...fromFile.value,
		...given.value
	}) : given;
}
/** A mapping as it stands in a stack; what stepops itself reads there is left out. */
async function readSettings(file, { cwd, files }) {
	const text = await (await files()).read(resolve(cwd, file));
	if (text === void 0) return err({ message: `there is no file ${file}` });
	const value = await yamlValue(text);
	if (!value.ok) return err({ message: `${file} is no YAML: ${value.error}` });
	if (typeof value.value !== "object" || value.value === null || Array.isArray(value.value)) return err({
		message: `${file} is no mapping`,
		hint: "it holds the operator's settings as a stack does"
	});
	return ok(programSettings(value.value));
}
/** `--setting nodes=2 --setting ssh='[ssh, gpu-box]'`: values are YAML. */
async function valuesOf(args, option) {
	const texts = paramsOf(args.list(option));
	if (!texts.ok) return err({ message: `--${option} ${texts.error} is no NAME=VALUE` });
	const values = [];
	for (const [name, text] of Object.entries(texts.value)) {
		const value = await yamlValue(text);
		if (!value.ok) return err({ message: `--${option} ${name}: the value is no YAML: ${value.error}` });
		values.push([name, value.value]);
	}
	return ok(Object.fromEntries(values));
}
async function yamlValue(text) {
	const { parse } = await import("./yaml.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	try {
		return ok(parse(text));
	} catch (error) {
		return err(error.message.split("\n")[0] ?? "");
	}
}
function secretsOf(names, env) {
	const missing = names.find((name) => (env[name] ?? "") === "");
	if (missing !== void 0) return err({
		message: `the secret ${missing} is not set`,
		hint: `set ${missing} in the environment`
	});
	return ok(Object.fromEntries(names.map((name) => [name, env[name] ?? ""])));
}

// src/cli/operator-test-view.ts
/** What came of a check; where a promise is broken what it is, and the last messages before it. */
function checkedLine({ name, verdict, tookMs }, paint) {
	const time = paint("dim", duration(tookMs));
	switch (verdict.kind) {
		case "kept": return `${paint("green", "✓")} ${name} ${time}\n`;
		case "skipped": return `${paint("yellow", "-")} ${name} ${paint("dim", `(not looked at: ${verdict.why})`)}\n`;
		default: {
			const messages = verdict.messages.map((message) => `      ${paint("dim", message.replaceAll("\n", "\n      "))}\n`);
			const about = messages.length === 0 ? "" : `    The last messages, → to the program and ← from it:\n${messages.join("")}`;
			return `${paint("red", "✗")} ${name} ${time}\n    ${verdict.what}\n${about}`;
		}
	}
}
function summaryLine(checked, paint) {
	const count = (kind) => checked.filter(({ verdict }) => verdict.kind === kind).length;
	const [kept, broken, skipped] = [
		count("kept"),
		count("broken"),
		count("skipped")
	];
	const rest = skipped === 0 ? "" : `, ${skipped} not looked at`;
	if (broken === 0) return paint("green", `All is kept that was promised: ${kept} of ${kept} checks${rest}`);
	return paint("red", `Broken: ${broken} of ${kept + broken} checks${rest}`);
}
const checkedJson = ({ name, verdict, tookMs }) => ({
	name,
	outcome: verdict.kind,
	...verdict.kind === "broken" && {
		what: verdict.what,
		messages: verdict.messages
	},
	...verdict.kind === "skipped" && { why: verdict.why },
	seconds: Math.round(tookMs) / 1e3
});

// src/cli/operator-test.ts
/** How many checks run at once: most of them wait most of the time. */
const jobs = 4;
async function execute(args, io) {
	const request = await operatorRequest(args, io);
	if (!request.ok) return usageError(request.error.message, io, request.error.hint);
	const signals = listenForSignals(() => io.exit(exitCodes.cancelled));
	try {
		const checked = await test(request.value, {
			args,
			io,
			signals
		});
		if (args.flag("json")) writeJson(checked.map(checkedJson), io);
		else io.stdout.write(`${summaryLine(checked, paintFor(io.stdout))}\n`);
		if (signals.signal.aborted) return exitCodes.cancelled;
		return checked.some(({ verdict }) => verdict.kind === "broken") ? exitCodes.stepFailed : exitCodes.done;
	} finally {
		signals.dispose();
	}
}
async function test(request, { args, io, signals }) {
	const host = await io.host();
	const folder = join(io.env.TMPDIR ?? "/tmp", `stepops-operator-test-${host.random.hex(12)}`);
	await host.files.makeDirectory(folder, 448);
	const scratch = join(folder, "processes");
	const place = {
		open: customSubject({
			...request,
			scratch,
			host,
			version,
			directory: io.cwd,
			env: io.env
		}),
		host,
		directory: join(folder, "checks"),
		keeps: [],
		signal: signals.signal
	};
	const checked = [];
	try {
		for await (const each of conformance({
			...request,
			...place,
			jobs
		})) {
			checked.push(each);
			if (!args.flag("json")) io.stdout.write(checkedLine(each, paintFor(io.stdout)));
		}
		return checked;
	} finally {
		await host.files.remove(folder);
	}
}

export { execute };