import { X as ok, Y as err, _ as parseBucketUri, g as isPrefix, x as optional } from "./check.js";
import { n as isLoopback, r as proxies, t as faultOf$1 } from "./http.js";
import { t as shareWork } from "./shared-work.js";
import { t as createMasker } from "./mask.js";
import { t as stateDirectory } from "./state-directory.js";
import { t as sha256Of } from "./sha256.js";
import { n as notSilent, t as idleMs } from "./silence.js";
import http from "node:http";
import { crc32 } from "node:zlib";
import { createHash } from "node:crypto";
import https from "node:https";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";

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
	return faultOf$1(error, url.host);
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

// src/store/checksum.ts
function summing(algorithm) {
	switch (algorithm) {
		case "md5":
		case "sha1":
		case "sha256": {
			const hash = createHash(algorithm);
			return {
				update: (bytes) => void hash.update(bytes),
				base64: () => hash.digest("base64")
			};
		}
		case "crc32": return crc((sum, bytes) => crc32(bytes, sum));
		case "crc32c": return crc(crc32c);
		case "crc64nvme": return crc64();
		default: return algorithm;
	}
}
function crc(step) {
	let sum = 0;
	return {
		update: (bytes) => {
			sum = step(sum, bytes);
		},
		base64: () => {
			const bytes = Buffer.alloc(4);
			bytes.writeUInt32BE(sum);
			return bytes.toString("base64");
		}
	};
}
/** Castagnoli's polynomial, which Node has no code for. */
let castagnoli;
function crc32c(sum, bytes) {
	castagnoli ??= Int32Array.from({ length: 256 }, (_, byte) => {
		let value = byte;
		for (let bit = 0; bit < 8; bit++) value = value >>> 1 ^ (value & 1 ? 2197175160 : 0);
		return value;
	});
	const table = castagnoli;
	let state = ~sum;
	for (let at = 0; at < bytes.length; at++) state = state >>> 8 ^ (table[(state ^ (bytes[at] ?? 0)) & 255] ?? 0);
	return ~state >>> 0;
}
/** In two halves, since numbers hold no 64 bits and BigInt is a hundred times slower. */
let nvme;
function nvmeTable() {
	const high = /* @__PURE__ */ new Int32Array(256);
	const low = /* @__PURE__ */ new Int32Array(256);
	for (let byte = 0; byte < 256; byte++) {
		let [above, below] = [0, byte];
		for (let bit = 0; bit < 8; bit++) {
			const isOdd = (below & 1) === 1;
			below = below >>> 1 | above << 31;
			above >>>= 1;
			if (isOdd) {
				above ^= 2590806825;
				below ^= 2890647989;
			}
		}
		high[byte] = above;
		low[byte] = below;
	}
	return {
		high,
		low
	};
}
function crc64() {
	nvme ??= nvmeTable();
	const { high, low } = nvme;
	let [above, below] = [-1, -1];
	return {
		update(bytes) {
			for (let at = 0; at < bytes.length; at++) {
				const index = (below ^ (bytes[at] ?? 0)) & 255;
				below = (below >>> 8 | above << 24) ^ (low[index] ?? 0);
				above = above >>> 8 ^ (high[index] ?? 0);
			}
		},
		base64() {
			const bytes = Buffer.alloc(8);
			bytes.writeInt32BE(~above, 0);
			bytes.writeInt32BE(~below, 4);
			return bytes.toString("base64");
		}
	};
}

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
	const { files, to, onBytes } = task;
	const writer = await files.writer(path, mode);
	const taken = new Taken(task, writer);
	try {
		const done = await takeAll(task, taken).finally(() => writer.close());
		if (done.ok) await files.rename(path, to);
		else onBytes(-taken.size);
		return done;
	} finally {
		await files.remove(path);
	}
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
	/** Only before the first byte. */
	expect(checksum) {
		if (!checksum || this.size > 0) return;
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

// src/store/marker.ts
const fileOf = (place) => join(place, "complete.json");
async function readMarker(files, place) {
	try {
		const value = JSON.parse(await files.read(fileOf(place)) ?? "null");
		return value && Array.isArray(value.files) ? value : void 0;
	} catch {
		return;
	}
}
async function writeMarker(files, place, { from, tree }) {
	const noted = [];
	for (const { path } of tree.files) {
		const stat = await files.stat(join(place, "data", path));
		noted.push([
			path,
			stat?.size ?? -1,
			stat?.mtimeMs ?? -1
		]);
	}
	await files.replace(fileOf(place), JSON.stringify({
		from,
		files: noted
	}));
	await files.remove(join(place, "partial"));
}
/** A kill from here on is noticed: what lies there is looked at file by file. */
const removeMarker = (files, place) => files.remove(fileOf(place));
/** A step may have got names for these very files, and root may write to whatever it likes. */
async function isIntact(files, data, marker) {
	let looked = 0;
	for (const [path, size, mtimeMs] of marker.files) {
		const stat = await files.stat(join(data, path));
		if (stat?.kind !== "file" || stat.size !== size || stat.mtimeMs !== mtimeMs) return false;
		looked += 1;
		if (looked % 512 === 0) await setImmediate();
	}
	return true;
}

// src/store/fill.ts
/** Files at once: enough to hide the way there, and few enough that each gets on. */
const width = 16;
/** Makes the folders; resolves with the files that are not there. What is there came whole, since only then it got its name. */
async function prepare(files, { place, tree, marker }) {
	const data = join(place, "data");
	await removeChanged(files, {
		place,
		data,
		marker
	});
	for (const folder of [".", ...tree.folders]) await makeReal(files, join(data, folder));
	const missing = [];
	for (const file of tree.files) {
		const stat = await files.stat(join(data, file.path));
		if (stat?.kind === "file" && stat.size === file.object.size) continue;
		if (stat) await files.remove(join(data, file.path));
		missing.push(file);
	}
	return missing;
}
/** Somebody wrote to what was whole. The marker goes last, so that a kill in between is noticed too. */
async function removeChanged(files, { place, data, marker }) {
	for (const noted of marker?.files ?? []) if (!await isIntact(files, data, { files: [noted] })) await files.remove(join(data, noted[0]));
	if (marker) await removeMarker(files, place);
}
/** Never by way of a link that somebody put there. */
async function makeReal(files, path) {
	const stat = await files.stat(path);
	if (stat?.kind === "directory") return;
	if (stat) await files.remove(path);
	await files.makeDirectory(path);
}
/** Fetches files that are missing; all of them, or it ends with the first fault. */
async function fetchAll(request, { place, missing }) {
	const { files, random } = request.host;
	const folder = join(place, "partial", random.hex(16));
	await files.makeDirectory(folder);
	try {
		return await fetchInto(request, {
			place,
			missing,
			folder
		});
	} catch (error) {
		if (await readMarker(files, place) === void 0) throw error;
		return ok(void 0);
	} finally {
		await files.remove(folder);
	}
}
async function fetchInto(request, work) {
	const { place, missing, folder } = work;
	const { host, source, onBytes } = request;
	const failed = new AbortController();
	const signal = AbortSignal.any([request.signal, failed.signal]);
	const queue = missing.entries();
	let fault;
	const fetchNext = async () => {
		for (const [index, { path, object }] of queue) {
			if (signal.aborted) return;
			const task = {
				...host,
				source,
				object,
				signal,
				onBytes,
				to: join(place, "data", path)
			};
			const got = await download({
				...task,
				partial: join(folder, String(index))
			});
			if (got.ok) continue;
			fault ??= got.error;
			failed.abort();
		}
	};
	const ends = await Promise.allSettled(Array.from({ length: width }, () => fetchNext().catch((error) => {
		failed.abort();
		throw error;
	})));
	for (const end of ends) if (end.status === "rejected") throw end.reason;
	if (fault) return err(fault);
	return request.signal.aborted ? err({
		reason: "unreachable",
		message: "it was stopped"
	}) : ok(void 0);
}

// src/store/fetch.ts
/** A bucket that changes all the time has no state that could be fetched. */
const mostListings = 3;
/** Lists the data and fetches what is not here yet. What the listing names lies here whole, or not at all. */
async function fetchBucket(request) {
	for (let listings = 1;; listings++) {
		const listed = await list(request);
		if (!listed.ok) return err(faultOf(request, listed.error));
		const tree = treeFor(request, listed.value);
		if (!tree.ok) return err({
			cause: "config",
			message: `${request.from}: ${tree.error}`
		});
		if (tree.value.files.length === 0) return err({
			cause: "config",
			message: `${request.from} holds no objects: check the URI`
		});
		const fetched = await bring(request, tree.value);
		if (fetched.ok) return fetched;
		if (fetched.error.reason !== "changed" || listings === mostListings) return err(faultOf(request, fetched.error));
		request.onProgress({ kind: "changed" });
	}
}
const causes = {
	denied: "permission",
	missing: "config",
	refused: "infrastructure",
	changed: "infrastructure",
	busy: "infrastructure",
	unreachable: "infrastructure"
};
const faultOf = ({ from }, { reason, message }) => ({
	cause: causes[reason],
	message: `${from} could not be fetched: ${message}`
});
const patienceOf = ({ host, signal }) => ({
	...host,
	signal
});
async function list(request) {
	const { source, uri, signal } = request;
	if (!isPrefix(uri)) {
		const found = await patiently(patienceOf(request), () => source.look(uri.key, signal));
		return found.ok ? ok([found.value]) : found;
	}
	const objects = [];
	for (let next, isFirst = true; isFirst || next !== void 0; isFirst = false) {
		const from = next;
		const page = await patiently(patienceOf(request), () => source.list(uri.key, from, signal));
		if (!page.ok) return page;
		for (const object of page.value.objects) objects.push(object);
		next = page.value.next;
	}
	return ok(objects);
}
function treeFor({ uri, isLeftOut }, objects) {
	if (isPrefix(uri)) return treeOf(objects, uri.key, isLeftOut);
	return treeOf(objects, uri.key.slice(0, uri.key.lastIndexOf("/") + 1));
}
/** One folder for one listing: another version of one object is another folder. */
function nameOf({ uri }, { files, folders }) {
	const { kind, host, bucket, key } = uri;
	const objects = files.map(({ path, object: { size, version } }) => [
		path,
		size,
		version
	]);
	objects.sort(([left = ""], [right = ""]) => left < right ? -1 : 1);
	return sha256Of(JSON.stringify([
		kind,
		host,
		bucket,
		key,
		objects,
		folders
	])).slice(0, 40);
}
async function bring(request, tree) {
	const { files } = request.host;
	const place = join(request.directory, nameOf(request, tree));
	const data = join(place, "data");
	const marker = await readMarker(files, place);
	const isHere = marker !== void 0 && await isIntact(files, data, marker);
	const missing = isHere ? [] : await prepare(files, {
		place,
		tree,
		marker
	});
	const bytes = sum(tree.files);
	request.onProgress({
		kind: "listed",
		files: tree.files.length,
		bytes,
		missing: sum(missing)
	});
	if (!isHere) {
		const fetched = await fetchAll({
			...request,
			onBytes: counter(request, missing)
		}, {
			place,
			missing
		});
		if (!fetched.ok) return fetched;
		await writeMarker(files, place, {
			from: request.from,
			tree
		});
	}
	const single = isPrefix(request.uri) ? void 0 : tree.files[0]?.path;
	return ok(single === void 0 ? {
		at: data,
		files: tree.files.map(({ path }) => path),
		folders: tree.folders
	} : {
		at: join(data, single),
		files: [""],
		folders: []
	});
}
function counter({ onProgress }, missing) {
	const total = sum(missing);
	let done = 0;
	return (count) => {
		done += count;
		onProgress({
			kind: "bytes",
			done,
			total
		});
	};
}
const sum = (files) => files.reduce((bytes, { object }) => bytes + object.size, 0);

// src/store/open-source.ts
/** A cloud's SDK is loaded here, with the first bucket of its kind; an error says why the identity gets no credentials. */
async function openSource(uri, access) {
	switch (uri.kind) {
		case "s3": return (await import("./s3.js")).openS3(uri, access);
		case "gcs": return (await import("./gcs.js")).openGcs(uri, access);
		case "azure": return (await import("./azure3.js")).openAzureBlobs(uri, access);
		default: return uri.kind;
	}
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

// src/store/buckets.ts
/** The data of a run's buckets, below `.stepops/buckets` of the checkout. */
function openBuckets(input) {
	const transport = openTransport({
		env: input.env,
		idleMs
	});
	const known = /* @__PURE__ */ new Map();
	return {
		async fetch(request) {
			const key = `${request.from} ${request.leftOutKey}`;
			const found = known.get(key);
			const work = found?.isAbandoned === false ? found : shareWork((end) => fetchOne(input, transport, {
				...request,
				signal: end
			}));
			known.set(key, work);
			const fetched = await work.wait(request.signal);
			if (fetched?.ok === false && known.get(key) === work) known.delete(key);
			return fetched ?? err({
				cause: "cancelled",
				message: "the wait for the data was stopped"
			});
		},
		close: () => transport.close()
	};
}
async function fetchOne(input, transport, request) {
	const uri = parseBucketUri(request.from);
	if (!uri.ok) return err({
		cause: "config",
		message: uri.error.message
	});
	const secrets = /* @__PURE__ */ new Set();
	const identity = {
		env: input.env,
		clock: input.host.clock,
		onSecret: (secret) => secrets.add(secret),
		...optional("auth", input.auth)
	};
	const done = await fetchAs(input, {
		uri: uri.value,
		identity,
		transport,
		request
	});
	if (done.ok) return done;
	const { cause, message } = done.error;
	const why = cause === "permission" && input.refused !== void 0 ? `; it is asked without credentials, because ${input.refused}` : "";
	return err({
		...done.error,
		message: createMasker(secrets).mask(message) + why
	});
}
async function fetchAs({ host, checkout, refused, open = openSource }, how) {
	const { uri, identity, transport, request } = how;
	const { from, isLeftOut, onLine, signal } = request;
	const source = await open(uri, {
		identity,
		transport,
		asNobody: refused !== void 0
	});
	if (!source.ok) return err({
		cause: "permission",
		message: `${from} could not be fetched: ${source.error}`
	});
	const directory = await folderFor(host, checkout);
	if (!directory.ok) return directory;
	const onProgress = reportProgress({
		clock: host.clock,
		from,
		onLine
	});
	return fetchBucket({
		host,
		source: source.value,
		from,
		uri,
		directory: directory.value,
		isLeftOut,
		onProgress,
		signal
	});
}
async function folderFor({ files }, checkout) {
	const directory = join(await stateDirectory(files, checkout), "buckets");
	await files.makeDirectory(directory);
	const top = await files.realpath(checkout);
	if (top !== void 0 && await files.realpath(directory) === join(top, ".stepops", "buckets")) return ok(directory);
	return err({
		cause: "config",
		message: `${directory} is behind a link: remove it`
	});
}

export { openBuckets };