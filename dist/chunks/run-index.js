import { B as optional, H as compareCodePoints, ht as ok, mt as err } from "./check.js";
import { t as sha256Of } from "./sha256.js";
import { t as patiently } from "./patience.js";
import { r as notSilent } from "./silence.js";

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
const crypto = process.getBuiltinModule("node:crypto");
/** SHA-256 (hex) over entries in the order of a manifest: equal for equal trees, wherever their content is kept. */
function treeDigest(entries) {
	const lines = entries.map((entry) => `${JSON.stringify(canonical(entry))}\n`);
	return crypto.hash("sha256", lines.join(""));
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
		const fault = linksFault(restored);
		if (fault !== void 0) return fault;
	}
}
const isMapping$1 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === "string";
const isTime$1 = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
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
	at: isTime$1,
	durationMs: isTime$1,
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
function linksFault(outputs) {
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
	let invalid;
	for (const prefix of readable(domain)) {
		const at = manifestKey(prefix, key);
		const found = await readManifestAt(request, at);
		if (found.ok && found.value) return ok({
			manifest: found.value,
			at
		});
		if (found.ok) continue;
		if (found.error.reason !== "invalid") return found;
		invalid ??= found.error;
	}
	return invalid ? err(invalid) : ok(void 0);
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
/** Undefined for what no version that this one knows has written. */
function parseRunIndex(text) {
	const value = parse(text);
	if (!isMapping(value) || value.version !== 1) return void 0;
	const { id, pipeline, at, commit, legs } = value;
	if (typeof id !== "string" || typeof pipeline !== "string" || !isTime(at)) return void 0;
	if (commit !== void 0 && typeof commit !== "string") return void 0;
	if (!isMapping(legs)) return void 0;
	const known = Object.entries(legs).map(([leg, given]) => [leg, indexedLeg(given)]);
	if (!known.every(isKnown)) return void 0;
	return {
		version: 1,
		id,
		pipeline,
		at,
		...optional("commit", commit),
		legs: Object.fromEntries(known)
	};
}
function indexedLeg(value) {
	if (!isMapping(value)) return void 0;
	const { manifest, cached } = value;
	return isManifestKey(manifest) && typeof cached === "boolean" ? {
		manifest,
		cached
	} : void 0;
}
const isKnown = (entry) => entry[1] !== void 0;
const isTime = (value) => Number.isFinite(value) && Number(value) >= 0;
const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** What can be a manifest's key in some domain; a local store would take any other one for a bug. */
function isManifestKey(value) {
	if (typeof value !== "string") return false;
	const [, name] = /(?:^|\/)manifests\/([^/]+\.json)$/.exec(value) ?? [];
	return name !== void 0 && pathFault(value) === void 0;
}

export { runKey as C, readable as S, uploadOf as T, readText as _, readManifest as a, manifestKey as b, manifestFault as c, linkFault as d, below as f, inParallel as g, shown as h, parse as i, entriesFault as l, pathFault as m, isMapping as n, readManifestAt as o, outermost as p, parseRunIndex as r, linksFault as s, isManifestKey as t, treeDigest as u, artifactDomain as v, treeKey as w, outputsPrefix as x, latestKey as y };