import { X as err, Z as ok } from "./check.js";
import { n as isLoopback, r as proxies, t as faultOf } from "./http.js";
import { r as notSilent, t as summing } from "./checksum2.js";
import http from "node:http";
import https from "node:https";

// src/store/patience.ts
const mostTries = 8;
const firstMs = 500;
const longestMs = 2e4;
/** A service that asks for more is not obeyed to the letter: an hour's sleep would look like a hang. */
const longestAskedMs = 12e4;
const mayPass = ({ reason }) => reason === "busy" || reason === "unreachable";
/** Waits before another try; undefined when there is none to be had. `failed`: in a row. */
async function pause({ clock, random, signal }, fault, failed) {
	if (!mayPass(fault) || failed >= mostTries || signal.aborted) return void 0;
	const bound = Math.min(longestMs, firstMs * 2 ** (failed - 1));
	const asked = Math.min(longestAskedMs, retryAfterMs(fault.retryAfter, clock.now()));
	await clock.sleep(asked + random.float() * bound, signal).catch(() => {});
	return signal.aborted ? void 0 : "again";
}
async function patiently(patience, act) {
	for (let failed = 1;; failed++) {
		const done = await act();
		if (done.ok || !await pause(patience, done.error, failed)) return done.ok ? done : err(afterTries(done.error, failed));
	}
}
const afterTries = (fault, tries) => mayPass(fault) && tries > 1 ? {
	...fault,
	message: `${fault.message} (tried ${tries} times)`
} : fault;
function retryAfterMs(header, now) {
	if (header === void 0) return 0;
	if (/^\d+$/.test(header)) return Number(header) * 1e3;
	const date = Date.parse(header);
	return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

// src/store/bucket-tree.ts
const maxNameBytes = 255;
/**
* What a listing is on a disk. An error where that would not be the same on every disk, or would leave the folder: nothing is
* renamed and nothing left out. `isLeftOut`: by its path.
*/
function treeOf(objects, prefix, isLeftOut = () => false) {
	const files = [];
	const folders = /* @__PURE__ */ new Set();
	const names = new Names();
	for (const object of objects) {
		const { key, size } = object;
		const isFolder = object.isFolder === true || key.endsWith("/");
		const path = key.slice(prefix.length).replace(/\/$/, "");
		if (path === "" && isFolder && size === 0) continue;
		if (path !== "" && isLeftOut(path)) continue;
		const fault = pathFault(path) ?? (isFolder && size > 0 ? "has content and the name of a folder" : void 0);
		if (fault !== void 0) return err(`${shown(key)} ${fault}`);
		const clash = names.add(path, isFolder ? "folder" : "file");
		if (clash !== void 0) return err(`${shown(key)} and ${shown(prefix + clash)} would be one file on some disks`);
		if (!isFolder) files.push({
			path,
			object
		});
		for (const folder of isFolder ? [path, ...parentsOf(path)] : parentsOf(path)) folders.add(folder);
	}
	return ok({
		files,
		folders: [...folders].sort()
	});
}
function pathFault(path) {
	const names = path.split("/");
	if (path.includes("\0")) return "has a NUL character, which no file's name may have";
	if (names.some((name) => name === "." || name === "..")) return "has . or .. in it, which would lead to another place";
	if (names.includes("")) return "has an empty name in it, which no disk knows";
	if (!path.isWellFormed()) return "is not valid Unicode";
	if (names.some((name) => Buffer.byteLength(name) > maxNameBytes)) return `has a name of more than ${maxNameBytes} bytes, which no disk takes`;
}
/** Disks differ in whether `A` and `a`, or the two ways to write `é`, are one name. */
const fold = (path) => path.normalize("NFC").toLowerCase().normalize("NFC");
var Names = class {
	#known = /* @__PURE__ */ new Map();
	/** The path that is there already and is not the same. */
	add(path, kind) {
		for (const folder of parentsOf(path)) {
			const clash = this.#claim(folder, "folder");
			if (clash !== void 0) return clash;
		}
		return this.#claim(path, kind);
	}
	#claim(path, kind) {
		const key = fold(path);
		const known = this.#known.get(key);
		if (!known) this.#known.set(key, {
			path,
			kind
		});
		return known && (known.path !== path || known.kind !== kind || kind === "file") ? known.path : void 0;
	}
};
function* parentsOf(path) {
	for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) yield path.slice(0, end);
}
/** As JSON, so that no character of it does anything on a terminal. */
const shown = (key) => JSON.stringify(key.slice(0, 200));

// src/store/download.ts
/** What nobody may change, since more than one place may hold it. */
const mode = 292;
/** Fetches one object, on from where a connection broke; once more from its start where it is not what it should be. */
async function download(task) {
	const first = await attempt(task, `${task.partial}.1`);
	if (first.ok || first.error !== "corrupt") return first;
	const second = await attempt(task, `${task.partial}.2`);
	if (second.ok || second.error !== "corrupt") return second;
	const message = `${task.object.key} came twice with other content than its size and checksum say`;
	return err({
		reason: "refused",
		message
	});
}
async function attempt(task, path) {
	const { files, onBytes, ownMode } = task;
	const writer = await files.writer(path, ownMode === void 0 ? mode : 384);
	const taken = new Taken(task, writer);
	try {
		const done = await takeAll(task, taken).finally(() => writer.close());
		if (done.ok) await nameIt(task, path);
		else onBytes(-taken.size);
		return done;
	} finally {
		await files.remove(path);
	}
}
async function nameIt({ files, to, ownMode }, path) {
	if (ownMode === void 0) return files.rename(path, to);
	await files.setMode(path, ownMode);
	await files.link(path, to);
}
/** What has come so far. */
var Taken = class {
	size = 0;
	checksum;
	#sum;
	#task;
	#writer;
	constructor(task, writer) {
		this.#task = task;
		this.#writer = writer;
		this.expect(task.object.checksum);
	}
	/** Only before the first byte. What was known before anything came counts for more than what comes along. */
	expect(checksum) {
		if (!checksum || this.checksum || this.size > 0) return;
		this.checksum = checksum;
		this.#sum = summing(checksum.algorithm);
	}
	async add(bytes) {
		this.#sum?.update(bytes);
		await this.#writer.write(bytes);
		this.size += bytes.length;
		this.#task.onBytes(bytes.length);
	}
	get isWhole() {
		return this.#sum === void 0 || this.#sum.base64() === this.checksum?.base64;
	}
};
async function takeAll(task, taken) {
	const { object } = task;
	for (let failed = 0;;) {
		const before = taken.size;
		const fault = await takeSome(task, taken);
		if (fault === "corrupt") return err(fault);
		if (fault === void 0 && taken.size === object.size) return taken.isWhole ? ok(void 0) : err("corrupt");
		const why = fault ?? {
			reason: "unreachable",
			message: `${object.key} broke off after ${taken.size} bytes`
		};
		failed = taken.size > before ? 1 : failed + 1;
		if (!await pause(task, why, failed)) return err(why);
	}
}
/** One request, up to where it ends or breaks. */
async function takeSome(task, taken) {
	const { source, object, signal } = task;
	if (object.size === 0 && taken.size === 0) return void 0;
	const given = new AbortController();
	const reading = await source.read(object, taken.size, AbortSignal.any([signal, given.signal]));
	if (!reading.ok) return reading.error;
	taken.expect(reading.value.checksum);
	const body = reading.value.body[Symbol.asyncIterator]();
	let isOver = false;
	try {
		for (;;) {
			const next = await nextOf(body, task);
			if (next instanceof Error) return signal.aborted ? stopped : broke(object, next);
			isOver = next === void 0;
			if (next === void 0) return void 0;
			if (taken.size + next.length > object.size) return "corrupt";
			await taken.add(next);
		}
	} finally {
		if (!isOver) given.abort();
	}
}
const stopped = {
	reason: "unreachable",
	message: "it was stopped"
};
const broke = ({ key }, error) => ({
	reason: "unreachable",
	message: `${key} broke off: ${error.message}`
});
/** Apart from what the disk throws, which is no fault of the network. */
async function nextOf(body, patience) {
	try {
		const { done, value } = await notSilent(body.next(), patience);
		return done ? void 0 : value;
	} catch (error) {
		return error;
	}
}

// src/host/transport.ts
function openTransport({ env, idleMs }) {
	const proxyEnv = proxies(env);
	const common = {
		keepAlive: true,
		timeout: idleMs
	};
	const agents = {
		"http:": {
			far: new http.Agent({
				...common,
				proxyEnv
			}),
			near: new http.Agent(common)
		},
		"https:": {
			far: new https.Agent({
				...common,
				proxyEnv
			}),
			near: new https.Agent(common)
		}
	};
	const agentFor = ({ protocol, hostname }) => agents[protocol]?.[isLoopback(hostname) ? "near" : "far"];
	return {
		async send(request) {
			const url = URL.parse(request.url);
			const agent = url ? agentFor(url) : void 0;
			if (!url || !agent) return err({
				reason: "unreachable",
				message: "its address is not a URL"
			});
			return exchange(request, {
				url,
				agent,
				idleMs
			});
		},
		close() {
			for (const { far, near } of Object.values(agents)) for (const agent of [far, near]) agent.destroy();
		}
	};
}
function exchange({ method, headers, body, signal }, { url, agent, idleMs }) {
	return new Promise((resolve) => {
		const fail = (error) => resolve(err(asFault(error, url, signal)));
		try {
			const sent = (url.protocol === "https:" ? https.request : http.request)(url, {
				method,
				headers: {
					"user-agent": "stepops",
					...headers
				},
				agent,
				timeout: idleMs,
				...signal && { signal }
			}, (reply) => resolve(ok(answer(reply))));
			sent.on("error", fail);
			sent.on("timeout", () => sent.destroy(new Silence(url.host)));
			sent.end(body);
		} catch (error) {
			fail(error);
		}
	});
}
var Silence = class extends Error {
	constructor(host) {
		super(`${host} does not answer in time`);
	}
};
function asFault(error, url, signal) {
	if (signal?.aborted) return {
		reason: "aborted",
		message: `the request to ${url.host} was stopped`
	};
	if (error instanceof Silence) return {
		reason: "timeout",
		message: error.message
	};
	return faultOf(error, url.host);
}
function answer(reply) {
	const entries = Object.entries(reply.headers).map(([name, value = ""]) => [name, [value].flat().join(", ")]);
	reply.on("error", () => {});
	return {
		status: reply.statusCode ?? 0,
		headers: Object.fromEntries(entries),
		body: reply
	};
}

// src/store/progress.ts
const everyMs = 1e4;
/** What becomes of a fetch, in lines: its start, now and then how far it is, and its end. */
function reportProgress(input) {
	const { clock, from, onLine } = input;
	let told = clock.monotonic();
	return (progress) => {
		switch (progress.kind) {
			case "listed": {
				const { files, bytes, missing } = progress;
				const what = `${from}: ${files} ${files === 1 ? "file" : "files"}, ${size(bytes)}`;
				onLine(missing === 0 ? `${what}, here already` : `${what}, ${missing === bytes ? "" : `${size(missing)} of them `}to fetch`);
				return;
			}
			case "changed":
				onLine(`${from}: it changed meanwhile, so it is listed again`);
				return;
			case "bytes": {
				const { done, total } = progress;
				if (done < total && clock.monotonic() - told < everyMs) return;
				told = clock.monotonic();
				onLine(`${from}: ${done < total ? `${size(done)} of ${size(total)}` : "fetched"}`);
				return;
			}
		}
	};
}
/** The same for what comes or goes by the byte alone; of a short way nothing is told. `verb`: `sent`, `fetched`. */
function reportBytes(input) {
	const { clock, verb, onLine } = input;
	let told = clock.monotonic();
	return ({ done, total }) => {
		if (clock.monotonic() - told < everyMs) return;
		told = clock.monotonic();
		onLine(`${size(done)} of ${size(total)} ${verb}`);
	};
}
const units = [
	"B",
	"kB",
	"MB",
	"GB",
	"TB"
];
function size(bytes) {
	let [value, unit] = [bytes, 0];
	for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1e3;
	return `${unit === 0 || value >= 9.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

export { parentsOf as a, download as i, reportProgress as n, treeOf as o, openTransport as r, patiently as s, reportBytes as t };