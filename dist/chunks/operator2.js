import { B as optional, C as oneOf, F as readCustomOperator, S as object, _ as list, b as nullable, g as json, h as integer, ht as ok, m as boolean, mt as err, n as causes, v as mapping, w as text, x as number, y as matching, z as describe } from "./check.js";
import { r as inherited } from "./environment.js";
import { t as statuses } from "./operator.js";
import { t as lineStream } from "./lines.js";
import { t as supervise } from "./supervise.js";

// src/operator/custom/messages.ts
/** A job as messages have it; without its folder while nothing is staged. */
const jobMessage = (job, isStaged) => ({
	key: job.key,
	name: job.name,
	labels: job.labels,
	...isStaged && { directory: job.directory },
	...job.image !== void 0 && { image: job.image },
	resources: resourcesMessage(job.resources),
	settings: job.settings,
	secrets: job.secrets,
	deadline_seconds: job.deadlineSeconds
});
const resourcesMessage = (resources) => {
	const { accelerators, cpus, memory, diskSize, shmSize, useSpot, numNodes, instanceType } = resources;
	return {
		...accelerators && { accelerators: {
			name: accelerators.name,
			count: accelerators.count
		} },
		...optional("cpus", cpus),
		...optional("memory", memory),
		...optional("disk_size", diskSize),
		...optional("shm_size", shmSize),
		...optional("instance_type", instanceType),
		use_spot: useSpot,
		num_nodes: numNodes
	};
};
const handleMessage = ({ key, id, labels, console, data }) => ({
	key,
	id,
	labels,
	...optional("console", console),
	...optional("data", data)
});
const planOf = ({ instance_type, hourly_cost, request }) => ({
	...optional("instanceType", instance_type),
	...optional("hourlyCost", hourly_cost),
	...optional("request", request)
});
const observationOf = ({ status, cause, message, exit_code }) => ({
	status,
	...optional("cause", cause),
	...optional("message", message),
	...optional("exitCode", exit_code)
});
const capabilitiesOf = ({ capabilities }) => {
	const { gpu, spot, multi_node: multiNode, logs, data, max_runtime_seconds } = capabilities;
	return {
		gpu,
		spot,
		multiNode,
		logs,
		data,
		...optional("maxRuntimeSeconds", max_runtime_seconds)
	};
};

// src/operator/custom/answers.ts
const someText = text({ least: 1 });
const mostSeconds = 31536e4;
const largestHandle = 65536;
/** A job's key, as `JobKey` says. */
const key = matching(/^[0-9a-f]{40}-[1-9]\d{0,8}$/, "a job's key");
const anyHandle = object({
	key,
	id: someText,
	labels: mapping(text())
}, {
	console: text(),
	data: json
});
/** Small, since journals keep it. */
const handle = (value, at) => {
	const read = anyHandle(value, at);
	if (!read.ok || JSON.stringify(value).length <= largestHandle) return read;
	return err(`${at} must have at most ${largestHandle} characters`);
};
const observation = object({ status: oneOf(statuses) }, {
	cause: oneOf(causes),
	message: text(),
	exit_code: integer(0, 255)
});
const capabilities = object({
	gpu: boolean,
	spot: boolean,
	multi_node: boolean,
	logs: boolean,
	data: oneOf(["directory"])
}, {
	max_runtime_seconds: integer(1, mostSeconds),
	max_open_calls: integer(1, 1e3)
});
const finding = object({
	level: oneOf([
		"ok",
		"warning",
		"error"
	]),
	message: someText
}, { hint: text() });
const nothing = object({}, {});
/** The result of each method, as docs/reference/operator-protocol.md has it. */
const results = {
	initialize: object({
		protocol_version: text(),
		name: someText,
		version: text(),
		capabilities
	}, {}),
	check: object({ findings: list(finding) }, {}),
	plan: object({}, {
		instance_type: text(),
		hourly_cost: number(),
		request: json
	}),
	submit: object({ handle }, {}),
	find: object({ handle: nullable(handle) }, {}),
	list: object({ handles: list(handle) }, {}),
	poll: object({ observations: mapping(observation) }, {}),
	follow: nothing,
	unfollow: nothing,
	cancel: nothing,
	collect: object({ directory: matching(/^\/[^\0]*$/, "an absolute path") }, { billed_seconds: number() }),
	cleanup: nothing,
	shutdown: nothing
};
const cursor = text({
	least: 1,
	most: 1024
});
const line = matching(/^[^\n]*$/, "a line without a line feed");
/** The params of each notification. */
const notifications = {
	log: object({
		key,
		cursor,
		stream: oneOf(["stdout", "stderr"]),
		lines: list(line, 1)
	}, {}),
	progress: object({ id: integer(1, Number.MAX_SAFE_INTEGER) }, { message: text() })
};
const errorData = (value, at) => {
	const { reason, retry_after } = value ?? {};
	const read = object({}, {
		reason: text(),
		retry_after: number()
	})({
		reason: reason ?? null,
		retry_after: retry_after ?? null
	}, at);
	if (!read.ok) return read;
	const { reason: known, retry_after: retryAfter } = read.value;
	return {
		ok: true,
		value: {
			...known !== void 0 && { reason: known },
			...retryAfter !== void 0 && { retryAfter }
		}
	};
};
/** Of an answer that is an error. */
const errorShape = object({
	code: integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
	message: text()
}, { data: errorData });
/** The version is looked at before anything else: another one's answer may have another shape. */
function versionOf(value) {
	const { protocol_version: version } = value ?? {};
	return text({
		least: 1,
		most: 100
	})(version, "protocol_version");
}

// src/operator/custom/envelope.ts
/** Undefined for an empty line. */
function parseMessage(line) {
	let value;
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(line);
		if (text.trim() === "") return ok(void 0);
		value = JSON.parse(text);
	} catch {
		const start = line.subarray(0, 80).toString("utf8");
		return err(`it wrote a line on stdout that is no JSON: ${describe(start)} (what is for people belongs on stderr)`);
	}
	if (typeof value === "object" && value !== null && !Array.isArray(value)) return ok(value);
	return err(`it wrote a line on stdout that is no JSON object: ${describe(line.subarray(0, 80).toString())}`);
}
/** Outer: what is wrong with the message; inner: what it says. */
function readAnswer(message, { method, read }) {
	const [hasResult, hasError] = [Object.hasOwn(message, "result"), Object.hasOwn(message, "error")];
	if (hasResult === hasError) return err(`its answer to ${method} must have either a result or an error`);
	if (hasError) {
		const error = errorShape(message.error, "error");
		return error.ok ? ok(err(faultOf(error.value, method))) : err(notRight(method, error.error));
	}
	const result = read(message.result);
	return result.ok ? ok(result) : err(notRight(method, result.error));
}
const notRight = (method, why) => `its answer to ${method} is not right: ${why}`;
const reasons = [
	"busy",
	"unavailable",
	"denied",
	"invalid",
	"capacity",
	"quota",
	"gone"
];
/** Without a known reason it is most likely a fault of the program, which would only happen again. */
function faultOf({ message, data }, method) {
	const reason = reasons.find((known) => known === data?.reason) ?? "invalid";
	const retryAfter = data?.retryAfter;
	return {
		reason,
		message: message.trim() === "" ? `It refused ${method} and did not say why` : message,
		...retryAfter !== void 0 && { retryAfterMs: retryAfter * 1e3 }
	};
}
function show(message) {
	const [method, id] = [message.method, message.id].map((value) => typeof value === "object" || value === void 0 ? void 0 : describe(value));
	return [method && `"method": ${method}`, id && `"id": ${id}`].filter(Boolean).join(", ") || "neither method nor id";
}

// src/operator/custom/lines.ts
/** Bytes of one message, with its line feed. */
const longestLine = 16777216;
const lineFeed = 10;
/**
* Splits bytes at line feeds. It keeps at most one line of `longestLine` bytes; `onTooLong` is called once when more come
* without a line feed, and all that follows is dropped.
*/
function splitLines(onLine, onTooLong) {
	let parts = [];
	let size = 0;
	let isOver = false;
	/** False where the line has become too long. */
	function keep(part) {
		size += part.length;
		if (size >= 16777216) {
			isOver = true;
			parts = [];
			onTooLong();
			return false;
		}
		parts.push(part);
		return true;
	}
	return (chunk) => {
		let from = 0;
		while (!isOver) {
			const end = chunk.indexOf(lineFeed, from);
			if (end === -1) break;
			if (!keep(chunk.subarray(from, end))) return;
			const line = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
			parts = [];
			size = 0;
			from = end + 1;
			onLine(line);
		}
		if (!isOver && from < chunk.length) keep(Buffer.from(chunk.subarray(from)));
	};
}

// src/operator/custom/peer.ts
/** JSON-RPC 2.0 over lines: requests to the other side, and what it answers and notifies. Knows no process. */
var Peer = class {
	/** Takes bytes of the other side as they come. */
	take;
	#input;
	#open = /* @__PURE__ */ new Map();
	#lastId = 0;
	#isReady = false;
	#closed;
	constructor(input) {
		this.#input = input;
		this.take = splitLines((line) => this.#takeLine(line), () => this.#refuse(`it wrote more than ${longestLine} bytes on stdout without a line feed`));
	}
	call(call) {
		if (this.#closed) return Promise.resolve(err(this.#closed));
		const id = ++this.#lastId;
		const { method, params } = call;
		const text = `${JSON.stringify({
			jsonrpc: "2.0",
			id,
			method,
			params
		})}\n`;
		if (Buffer.byteLength(text) > 16777216) return Promise.resolve(err({
			reason: "invalid",
			message: `The call ${method} has more than ${longestLine} bytes`
		}));
		return new Promise((resolve) => {
			this.#open.set(id, this.#opened(id, call, resolve));
			this.#input.write(text);
		});
	}
	/** Answers all open calls, and every later one; what still comes from the other side is not looked at. */
	close(fault) {
		if (this.#closed) return;
		this.#closed = fault;
		for (const open of [...this.#open.values()]) open.giveUp(fault);
		this.#open.clear();
	}
	#opened(id, call, resolve) {
		const { method } = call;
		const timer = this.#timer(call);
		const settle = (answer) => {
			timer.stop();
			this.#open.delete(id);
			resolve(answer);
		};
		return {
			method,
			renew: timer.start,
			giveUp: (fault) => settle(err(fault)),
			answer: (message) => {
				const read = readAnswer(message, call);
				if (!read.ok) return read.error;
				this.#input.onAnswer(method);
				settle(read.value);
			}
		};
	}
	#timer({ method, limitMs }) {
		let over = new AbortController();
		const expire = () => this.#refuse(`it gave no answer to ${method} within ${limitMs / 1e3} s`);
		const start = () => {
			over.abort();
			over = new AbortController();
			this.#input.clock.sleep(limitMs, over.signal).then(expire, () => {});
		};
		start();
		return {
			start,
			stop: () => over.abort()
		};
	}
	#takeLine(line) {
		if (this.#closed) return;
		const message = parseMessage(line);
		const fault = message.ok ? message.value && this.#takeMessage(message.value) : message.error;
		if (fault !== void 0) this.#refuse(fault);
	}
	#takeMessage(message) {
		if (message.jsonrpc !== "2.0") return `it wrote a message without "jsonrpc": "2.0": ${show(message)}`;
		if (!Object.hasOwn(message, "method")) return this.#takeAnswer(message);
		if (Object.hasOwn(message, "id")) return `it sent a request, which only stepops does: ${show(message)}`;
		if (!this.#isReady) return `it sent ${show(message)} before its answer to initialize`;
		return this.#takeNotification(message);
	}
	#takeAnswer(message) {
		const { id } = message;
		const open = typeof id === "number" ? this.#open.get(id) : void 0;
		if (!open) return `it answered with an id that no open call has: ${show(message)}`;
		const fault = open.answer(message);
		if (fault === void 0) this.#isReady = true;
		return fault;
	}
	#takeNotification({ method, params }) {
		if (method === "log") {
			const log = notifications.log(params, "params");
			if (!log.ok) return `its notification log is not right: ${log.error}`;
			this.#input.onLog(log.value);
		} else if (method === "progress") {
			const progress = notifications.progress(params, "params");
			if (!progress.ok) return `its notification progress is not right: ${progress.error}`;
			const open = this.#open.get(progress.value.id);
			open?.renew();
			if (open && progress.value.message) this.#input.onProgress(open.method, progress.value.message);
		} else return `it sent a notification that there is none of: ${describe(method ?? null)}`;
	}
	#refuse(what) {
		if (!this.#closed) this.#input.onNonsense(what);
	}
};

// src/operator/custom/turns.ts
/** Lets so many through at once; of those that wait the urgent ones go first, each kind in the order of its coming. */
var Turns = class {
	#urgent = [];
	#waiting = [];
	#most;
	#taken = 0;
	constructor(most) {
		this.#most = most;
	}
	async take(isUrgent, act) {
		if (this.#taken >= this.#most) await new Promise((resolve) => (isUrgent ? this.#urgent : this.#waiting).push(resolve));
		else this.#taken += 1;
		try {
			return await act();
		} finally {
			const next = this.#urgent.shift() ?? this.#waiting.shift();
			if (next) next();
			else this.#taken -= 1;
		}
	}
};

// src/operator/custom/session.ts
const givenUp = {
	reason: "unavailable",
	message: "Whoever made the call lost interest in its answer"
};
/** Lines of stderr that a message about its end shows. */
const shownLines = 5;
/** Between its answer to `shutdown` and SIGTERM. */
const graceMs = 5e3;
/** One life of an operator's process. */
var Session = class {
	#input;
	#child;
	#peer;
	#stop = new AbortController();
	#tail = [];
	/** Resolves when nothing of its process group is left. */
	#gone;
	#turns = new Turns(1);
	#isAlive = true;
	#isLeaving = false;
	constructor(input) {
		this.#input = input;
		const { clock, spawn, command, cwd, env } = input;
		const [file, ...args] = command;
		this.#child = spawn({
			file,
			args,
			cwd,
			env,
			stdin: "pipe"
		});
		this.#peer = new Peer({
			clock,
			write: (text) => this.#child.input?.write(text),
			onLog: (log) => input.onLog(log),
			onProgress: input.onProgress,
			onAnswer: input.onAnswer,
			onNonsense: (what) => this.#fail({
				reason: "unavailable",
				message: this.#sentence(what)
			})
		});
		this.#listen();
		this.#gone = supervise(this.#child, clock, this.#stop.signal);
	}
	get isAlive() {
		return this.#isAlive;
	}
	/** How many calls it works on at once. */
	set mostOpenCalls(most) {
		this.#turns = new Turns(most);
	}
	/** One that waits for its turn is not sent any more once its signal is aborted; one that was sent keeps its turn till it is answered. */
	call(call, signal) {
		const send = async () => signal.aborted ? err(givenUp) : this.#peer.call(call);
		return this.#turns.take(call.method === "cancel", send);
	}
	/** Asks it to end, and makes it end some seconds later; resolves when nothing of it is left. */
	async shutdown(call) {
		this.#isLeaving = true;
		if (this.#isAlive) await this.#peer.call(call);
		this.#child.input?.end();
		const over = new AbortController();
		const expire = () => this.#stop.abort();
		this.#input.clock.sleep(graceMs, over.signal).then(expire, () => {});
		await this.#gone;
		over.abort();
	}
	/** Ends it at once, as a fault of its own. */
	async abandon(fault) {
		this.#fail(fault);
		await this.#gone;
	}
	#listen() {
		const { masker, onDiagnostic } = this.#input;
		const stderr = lineStream(masker, (lines) => {
			this.#tail.push(...lines.slice(-5));
			this.#tail.splice(0, this.#tail.length - shownLines);
			for (const line of lines) onDiagnostic(line);
		});
		this.#child.onOutput((stream, chunk) => {
			if (stream === "stderr") stderr.write(chunk);
			else this.#peer.take(chunk);
		});
		this.#child.ended.then((end) => {
			stderr.end();
			this.#fail(this.#faultOf(end), end.kind === "not-started");
		});
	}
	#fail(fault, isHopeless = false) {
		if (!this.#isAlive) return;
		this.#isAlive = false;
		this.#child.signal("SIGKILL");
		if (!this.#isLeaving) this.#input.onFailed(fault, isHopeless);
		this.#peer.close(fault.reason === "unavailable" ? fault : {
			...fault,
			reason: "unavailable"
		});
	}
	#faultOf(end) {
		if (end.kind !== "not-started") return {
			reason: "unavailable",
			message: this.#sentence(`it ${describeEnd(end)}`)
		};
		const why = describeStart(end.error, this.#input.command[0]);
		return {
			reason: "invalid",
			message: this.#sentence(`it could not be started: ${why}`)
		};
	}
	#sentence(what) {
		const { name, masker } = this.#input;
		const tail = this.#tail.map((line) => line.slice(0, 300)).join(" | ");
		return `The program of the operator "${name}" failed: ${masker.mask(what)}${tail === "" ? "" : `; its last lines on stderr: ${tail}`}`;
	}
};
const describeEnd = (end) => end.kind === "exited" ? `exited with code ${end.code}` : `was ended by ${end.signal}`;
function describeStart({ code, message }, file) {
	if (code === "ENOENT") return `there is no ${file}; "command" is looked for from the pipeline's folder`;
	if (code === "EACCES") return `${file} is not executable; try chmod +x ${file}`;
	return message;
}

// src/operator/custom/process.ts
/** Of the protocol that docs/reference/operator-protocol.md describes. */
const protocolVersion = "1";
const shortMs = 6e4;
const longMs = 9e5;
const limits = {
	initialize: 3e4,
	shutdown: 5e3,
	submit: longMs,
	collect: longMs
};
const firstPauseMs = 1e3;
const longestPauseMs = 3e4;
const mostFailures = 5;
/**
* The operator's process, started with the first call and again after it has failed, with a pause in between. It waits for
* nothing: whoever calls in the pause is told how long it lasts.
*/
var OperatorProcess = class {
	#input;
	#live;
	#starting;
	#lives = 0;
	#failures = 0;
	#notBefore = Number.NEGATIVE_INFINITY;
	/** Why it is never started again. */
	#over;
	#lastFault;
	constructor(input) {
		this.#input = input;
	}
	/** Of the process that runs; 0 where none does. */
	get life() {
		return this.#live?.session.isAlive ? this.#live.number : 0;
	}
	async open(signal) {
		const live = await unlessAborted(this.#ready(), signal);
		return live.ok ? ok(live.value.introduction) : live;
	}
	async call(asked) {
		const live = await unlessAborted(this.#ready(), asked.signal);
		if (!live.ok) return live;
		const { session, number } = live.value;
		asked.onSend?.(number);
		return unlessAborted(session.call(withLimit(asked), asked.signal), asked.signal);
	}
	async close() {
		this.#over ??= {
			reason: "unavailable",
			message: `The operator "${this.#input.name}" was closed`
		};
		const live = await this.#starting;
		await (live?.ok ? live.value.session : this.#live?.session)?.shutdown(withLimit({
			method: "shutdown",
			params: {},
			read: reader("shutdown")
		}));
	}
	#ready() {
		if (this.#over) return Promise.resolve(err(this.#over));
		if (this.#live?.session.isAlive) return Promise.resolve(ok(this.#live));
		this.#starting ??= this.#start().finally(() => {
			this.#starting = void 0;
		});
		return this.#starting;
	}
	async #start() {
		const { host, scratch } = this.#input;
		const leftMs = this.#notBefore - host.clock.monotonic();
		if (leftMs > 0) return err(this.#inPause(leftMs));
		await host.files.makeDirectory(scratch, 448);
		const session = new Session({
			...this.#input,
			clock: host.clock,
			spawn: host.spawn,
			onAnswer: (method) => {
				if (method !== "initialize") this.#failures = 0;
			},
			onFailed: (fault, isHopeless) => this.#failed(fault, isHopeless)
		});
		const introduced = await this.#introduce(session);
		if (!introduced.ok) return introduced;
		session.mostOpenCalls = introduced.value.capabilities.max_open_calls ?? 1;
		this.#lives += 1;
		this.#live = {
			session,
			introduction: introduced.value,
			number: this.#lives
		};
		return ok(this.#live);
	}
	async #introduce(session) {
		const { version, name, settings, scratch } = this.#input;
		const call = withLimit({
			method: "initialize",
			params: {
				protocol_version: "1",
				stepops: { version },
				operator: {
					name,
					settings
				},
				directory: scratch
			},
			read: readIntroduction
		});
		const answer = await session.call(call, new AbortController().signal);
		const fault = answer.ok ? this.#mismatch(answer.value) : answer.error;
		if (fault && session.isAlive) await session.abandon(fault);
		if (fault) return err(this.#over ?? fault);
		return answer.ok && answer.value.kind === "right" ? ok(answer.value.introduction) : err(unanswered);
	}
	#mismatch(introduced) {
		if (introduced.kind === "right") return void 0;
		const { name, version, masker } = this.#input;
		const message = `The program of the operator "${name}" speaks version ${masker.mask(introduced.version)} of the operator protocol and stepops ${version} speaks version ${"1"}: use a release of the program that speaks version ${"1"}, or another version of stepops`;
		this.#over = {
			reason: "invalid",
			message
		};
		return this.#over;
	}
	#failed(fault, isHopeless) {
		const { host, name } = this.#input;
		this.#failures += 1;
		this.#lastFault = fault;
		const bound = Math.min(longestPauseMs, firstPauseMs * 2 ** (this.#failures - 1));
		this.#notBefore = host.clock.monotonic() + host.random.float() * bound;
		if (isHopeless) this.#over ??= fault;
		if (this.#failures < mostFailures) return;
		const message = `The operator "${name}" is not started again, since it failed ${mostFailures} times in a row. ${fault.message}`;
		this.#over ??= {
			reason: "invalid",
			message
		};
	}
	#inPause(leftMs) {
		return {
			reason: "unavailable",
			message: this.#lastFault?.message ?? `The operator "${this.#input.name}" has failed`,
			retryAfterMs: Math.ceil(leftMs)
		};
	}
};
const unanswered = {
	reason: "unavailable",
	message: "The operator gave no answer"
};
function readIntroduction(result) {
	const version = versionOf(result);
	if (!version.ok) return version;
	if (version.value !== "1") return ok({
		kind: "other-version",
		version: version.value
	});
	const introduction = results.initialize(result, "");
	return introduction.ok ? ok({
		kind: "right",
		introduction: introduction.value
	}) : introduction;
}
const reader = (method) => (result) => results[method](result, "");
const withLimit = ({ method, params, read }) => ({
	method,
	params,
	read,
	limitMs: limits[method] ?? shortMs
});
/** Whoever lost interest does not wait for a start, or for a turn. */
async function unlessAborted(promise, signal) {
	const given = Promise.withResolvers();
	const onAbort = () => given.resolve(err(givenUp));
	signal.addEventListener("abort", onAbort, { once: true });
	if (signal.aborted) onAbort();
	try {
		return await Promise.race([promise, given.promise]);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}

// src/operator/custom/follow.ts
/** Characters of a job's log that wait to be asked for; more makes the operator stop, and begin again later. */
const mostWaiting = 1048576;
/**
* Makes pages of logs that the operator sends of its own accord. Since each notification says where one would begin again,
* anything may be dropped and asked for anew: after the death of the process, and when lines come too fast.
*/
var Follower = class {
	#process;
	#jobs = /* @__PURE__ */ new Map();
	/** Jobs that a process may be sending lines of, with its life. */
	#sending = /* @__PURE__ */ new Map();
	constructor(process) {
		this.#process = process;
	}
	take(log) {
		const job = this.#jobs.get(log.key);
		if (!job || job.isFull) return;
		const size = log.lines.reduce((sum, line) => sum + line.length, 0);
		if (job.waiting.length > 0 && job.size + size > mostWaiting) {
			job.isFull = true;
			this.#unfollow(log.key, new AbortController().signal);
			return;
		}
		job.waiting.push(log);
		job.size += size;
	}
	async page(handle, cursor, signal) {
		const job = this.#jobs.get(handle.key);
		const isCurrent = job?.position === cursor && (job.waiting.length > 0 || this.#flows(job));
		if (!job || !isCurrent) {
			const begun = await this.#follow(handle, cursor, signal);
			if (!begun.ok) return begun;
		}
		return ok(this.#handOut(handle.key, cursor));
	}
	forget(key) {
		this.#jobs.delete(key);
		this.#sending.delete(key);
	}
	#flows(job) {
		return !job.isFull && job.life !== 0 && job.life === this.#process.life;
	}
	async #follow(handle, cursor, signal) {
		const { key } = handle;
		this.#jobs.delete(key);
		if (this.#sending.get(key) === this.#process.life) {
			const stopped = await this.#unfollow(key, signal);
			if (!stopped.ok) return stopped;
		}
		const job = {
			position: cursor,
			waiting: [],
			size: 0,
			isFull: false,
			life: 0
		};
		this.#jobs.set(key, job);
		const begun = await this.#process.call({
			method: "follow",
			params: {
				handle: handleMessage(handle),
				cursor
			},
			onSend: (life) => this.#sending.set(key, life),
			read: (result) => {
				job.life = this.#process.life;
				return reader("follow")(result);
			},
			signal
		});
		if (!begun.ok && this.#jobs.get(key) === job) this.#jobs.delete(key);
		return begun;
	}
	async #unfollow(key, signal) {
		const life = this.#process.life;
		if (life === 0) return ok(void 0);
		const stopped = await this.#process.call({
			method: "unfollow",
			params: { key },
			read: reader("unfollow"),
			signal
		});
		if (stopped.ok && this.#sending.get(key) === life) this.#sending.delete(key);
		return stopped;
	}
	#handOut(key, cursor) {
		const job = this.#jobs.get(key);
		if (!job) return {
			lines: [],
			cursor,
			hasMore: true
		};
		const { waiting, isFull } = job;
		job.waiting = [];
		job.size = 0;
		job.position = waiting.at(-1)?.cursor ?? cursor;
		return {
			lines: waiting.flatMap(({ stream, lines }) => lines.map((text) => ({
				stream,
				text
			}))),
			cursor: job.position,
			hasMore: isFull
		};
	}
};

// src/operator/custom/operator.ts
/** Characters of a sentence for people. */
const longestTold = 4096;
/** More in one call could come over a message's size, with handles of the largest size. */
const mostPolled = 200;
/**
* Starts the user's program and speaks with it from then on, starting it again where that helps. A fault of reason `unavailable`
* may pass: call again, not before `retryAfterMs`.
*/
async function openCustomOperator(input, signal) {
	const operator = new CustomOperator(input);
	const opened = await operator.open(signal);
	if (opened.ok) return ok(operator);
	await operator.close();
	return opened;
}
var CustomOperator = class {
	capabilities = {
		gpu: false,
		spot: false,
		multiNode: false,
		logs: false,
		data: "directory"
	};
	#process;
	#follower;
	#masker;
	constructor(input) {
		const { operator, directory, env, marks, secrets, masker, onProgress } = input;
		const { command, settings } = readCustomOperator(operator);
		this.#masker = masker;
		this.#process = new OperatorProcess({
			...input,
			command,
			settings,
			cwd: directory,
			env: {
				...inherited(env),
				...marks,
				...secrets
			},
			name: operator.name,
			onProgress: (method, message) => onProgress?.(method, this.#tell(message)),
			onLog: (log) => this.#follower.take(log)
		});
		this.#follower = new Follower(this.#process);
	}
	async open(signal) {
		const opened = this.#masked(await this.#process.open(signal));
		if (!opened.ok) return opened;
		this.capabilities = capabilitiesOf(opened.value);
		return ok(void 0);
	}
	async check(signal) {
		const answer = await this.#call("check", {
			params: {},
			signal
		});
		return mapped(answer, ({ findings }) => findings.map(({ level, message, hint }) => ({
			level,
			message: this.#tell(message),
			...optional("hint", hint && this.#tell(hint))
		})));
	}
	async plan(job, signal) {
		return mapped(await this.#call("plan", {
			params: { job: jobMessage(job, false) },
			signal
		}), planOf);
	}
	async submit(job, signal) {
		const answer = await this.#call("submit", {
			params: { job: jobMessage(job, true) },
			signal,
			refuse: ({ handle }) => wrongKey(handle, job.key)
		});
		return mapped(answer, ({ handle }) => handle);
	}
	async find(key, signal) {
		const answer = await this.#call("find", {
			params: { key },
			signal,
			refuse: ({ handle }) => handle && wrongKey(handle, key)
		});
		return mapped(answer, ({ handle }) => handle);
	}
	async list(labels, signal) {
		const refuse = ({ handles }) => {
			const stray = handles.find((handle) => !bears(handle, labels));
			return stray && `handles holds ${stray.key}, which does not bear the labels that were asked for`;
		};
		const answer = await this.#call("list", {
			params: { labels },
			signal,
			refuse
		});
		return mapped(answer, ({ handles }) => handles);
	}
	async poll(handles, signal) {
		const found = /* @__PURE__ */ new Map();
		for (let at = 0; at < handles.length; at += mostPolled) {
			const some = await this.#pollSome(handles.slice(at, at + mostPolled), signal);
			if (!some.ok) return some;
			for (const [key, observation] of some.value) found.set(key, observation);
		}
		return ok(found);
	}
	async logs(handle, cursor, signal) {
		const from = cursor ?? "";
		if (!this.capabilities.logs) return ok({
			lines: [],
			cursor: from,
			hasMore: false
		});
		return this.#masked(await this.#follower.page(handle, from, signal));
	}
	async cancel(handle, why, signal) {
		return done(await this.#call("cancel", {
			params: {
				handle: handleMessage(handle),
				why
			},
			signal
		}));
	}
	async collect(handle, signal) {
		const answer = await this.#call("collect", {
			params: { handle: handleMessage(handle) },
			signal
		});
		return mapped(answer, ({ directory, billed_seconds }) => ({
			directory,
			...optional("billedSeconds", billed_seconds)
		}));
	}
	async cleanup(handle, signal) {
		const answer = await this.#call("cleanup", {
			params: { handle: handleMessage(handle) },
			signal
		});
		if (answer.ok) this.#follower.forget(handle.key);
		return done(answer);
	}
	close() {
		return this.#process.close();
	}
	async #pollSome(handles, signal) {
		const asked = new Set(handles.map(({ key }) => key));
		const refuse = ({ observations }) => {
			const stray = Object.keys(observations).find((key) => !asked.has(key));
			return stray && `observations holds ${stray}, which was not asked for`;
		};
		const params = { handles: handles.map(handleMessage) };
		const answer = await this.#call("poll", {
			params,
			signal,
			refuse
		});
		return mapped(answer, ({ observations }) => Object.entries(observations).map(([key, observation]) => [key, this.#readObservation(observationOf(observation))]));
	}
	#readObservation(observation) {
		const { message } = observation;
		return message === void 0 ? observation : {
			...observation,
			message: this.#tell(message)
		};
	}
	async #call(method, asked) {
		const { params, signal, refuse } = asked;
		const read = (value) => {
			const result = reader(method)(value);
			const fault = result.ok ? refuse?.(result.value) : void 0;
			return fault ? err(fault) : result;
		};
		return this.#masked(await this.#process.call({
			method,
			params,
			read,
			signal
		}));
	}
	/** A journal keeps what is told, so it is cut; after masking, lest half a secret be left. */
	#tell(text) {
		return this.#masker.mask(text).slice(0, longestTold);
	}
	#masked(answer) {
		if (answer.ok) return answer;
		return err({
			...answer.error,
			message: this.#tell(answer.error.message)
		});
	}
};
const wrongKey = ({ key }, asked) => key === asked ? void 0 : `handle.key is ${key}, and ${asked} was asked for`;
const bears = (handle, labels) => Object.entries(labels).every(([name, value]) => handle.labels[name] === value);
const mapped = (answer, map) => answer.ok ? ok(map(answer.value)) : answer;
const done = (answer) => mapped(answer, () => void 0);

export { splitLines as n, openCustomOperator as t };