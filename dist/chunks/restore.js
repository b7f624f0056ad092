import { ht as ok, mt as err } from "./check.js";
import { t as download } from "./download.js";
import { f as below, g as inParallel, h as shown, p as outermost, s as linksFault } from "./run-index.js";
import { t as patiently } from "./patience.js";
import { dirname, join } from "node:path";

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
/** Whoever was stopped has little time before he is killed. */
const hastyMs = 4e3;
/** Clears up as well as it can be done, with a signal of its own: `stop`, the caller's, may be why. */
async function atBest({ clock, stop }, act) {
	const over = new AbortController();
	const limit = clock.sleep(stop.aborted ? hastyMs : longestMs, over.signal).catch(() => {});
	await Promise.race([act(over.signal).catch(() => {}), limit]);
	over.abort();
}

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
	const fault = linksFault(outputs);
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
		message: `${where} has ${found.size} bytes and not ${size}: stepops run --force --only STEP puts it right`
	});
}

export { stopped as a, progressOf as i, atBest as n, onThisDisk as r, restore as t };