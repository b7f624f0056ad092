import { t as openTransport } from "./transport.js";
import { t as shareWork } from "./shared-work.js";
import { B as optional, L as isPrefix, R as parseBucketUri, ht as ok, mt as err } from "./check.js";
import { t as createMasker } from "./mask.js";
import { t as stateDirectory } from "./state-directory.js";
import { t as sha256Of } from "./sha256.js";
import { i as treeOf, n as reportProgress } from "./progress.js";
import { t as download } from "./download.js";
import { t as patiently } from "./patience.js";
import { n as idleMs } from "./silence.js";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";

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
/** What the data is today, 40 hexadecimal digits: another one when the version of one object is another. Nothing is fetched. */
async function identifyBucket(request) {
	const tree = await look(request);
	return tree.ok ? ok(nameOf(request, tree.value)) : tree;
}
/** Lists the data and fetches what is not here yet. What the listing names lies here whole, or not at all. */
async function fetchBucket(request) {
	for (let listings = 1;; listings++) {
		const tree = await look(request);
		if (!tree.ok) return tree;
		const fetched = await bring(request, tree.value);
		if (fetched.ok) return fetched;
		if (fetched.error.reason !== "changed" || listings === mostListings) return err(faultOf(request, fetched.error));
		request.onProgress({ kind: "changed" });
	}
}
async function look(request) {
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
	return tree;
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
		identify: (request) => askAs(input, {
			transport,
			from: request.from
		}, (how) => identifyAs(input, {
			...how,
			request
		})),
		close: () => transport.close()
	};
}
const fetchOne = (input, transport, request) => askAs(input, {
	transport,
	from: request.from
}, (how) => fetchAs(input, {
	...how,
	request
}));
/** What comes of it holds no secret. */
async function askAs(input, { transport, from }, act) {
	const uri = parseBucketUri(from);
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
	const done = await act({
		uri: uri.value,
		identity,
		transport
	});
	if (done.ok) return done;
	const { cause, message } = done.error;
	const why = cause === "permission" && input.refused !== void 0 ? `; it is asked without credentials, because ${input.refused}` : "";
	return err({
		...done.error,
		message: createMasker(secrets).mask(message) + why
	});
}
async function openAs({ refused, open = openSource }, { from, uri, identity, transport }) {
	const source = await open(uri, {
		identity,
		transport,
		asNobody: refused !== void 0
	});
	return source.ok ? source : err({
		cause: "permission",
		message: `${from} could not be fetched: ${source.error}`
	});
}
async function identifyAs(input, { request, ...way }) {
	const source = await openAs(input, {
		from: request.from,
		...way
	});
	return source.ok ? identifyBucket({
		...request,
		host: input.host,
		source: source.value,
		uri: way.uri
	}) : source;
}
async function fetchAs(input, { request, ...way }) {
	const { from, isLeftOut, onLine, signal } = request;
	const { uri } = way;
	const source = await openAs(input, {
		from,
		...way
	});
	if (!source.ok) return source;
	const { host, checkout } = input;
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