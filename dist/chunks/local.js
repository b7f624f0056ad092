import { H as compareCodePoints, bt as fs, ht as ok, mt as err } from "./check.js";
import { t as breathe } from "./breathe.js";
import { n as localPath, r as partialFolder, t as localFolder } from "./local-path.js";
import { dirname, join } from "node:path";

// src/store/local-fault.ts
/** What the disk of a store answers, as a value; anything but a system's error is a bug and stays thrown. */
async function onDisk(path, act) {
	try {
		return ok(await act());
	} catch (error) {
		const { code } = error;
		if (!(error instanceof Error) || typeof code !== "string") throw error;
		return err(localFault(code, path));
	}
}
function localFault(code, path) {
	if (code === "ENOENT" || code === "ENOTDIR") return {
		reason: "missing",
		message: `${path} is not there`
	};
	const [what, hint] = known[code] ?? [`refused by the file system (${code})`, "look after that disk"];
	return {
		reason: passing.has(code) ? "busy" : "refused",
		message: `the artifact store's file ${path} is ${what}: ${hint}`
	};
}
/** A server of files that is busy or was restarted, and too many files open. */
const passing = /* @__PURE__ */ new Set([...[
	"EAGAIN",
	"EBUSY",
	"EINTR",
	"ESTALE",
	"ETIMEDOUT",
	"EMFILE",
	"ENFILE"
]]);
const elsewhere = "or choose another folder for the artifact store";
const full = ["on a full disk", `free some space, let "stepops gc" remove old artifacts, ${elsewhere}`];
const closed = ["closed to this user", `let this user read and write there, ${elsewhere}`];
const occupied = ["in the way of another one", "remove what does not belong into the artifact store"];
const known = {
	ENOSPC: full,
	EDQUOT: full,
	EACCES: closed,
	EPERM: closed,
	EROFS: ["on a file system that may only be read", `mount it writable, ${elsewhere}`],
	EIO: ["on a disk that reports an error (EIO)", `check that disk, ${elsewhere}`],
	ENAMETOOLONG: ["longer in its name than this disk takes", "give the output shorter names"],
	EFBIG: ["larger than this disk takes", elsewhere.slice(3)],
	EISDIR: occupied,
	EEXIST: occupied,
	ENOTEMPTY: occupied
};

// src/store/local-sink.ts
const partSize = 8388608;
/** What nobody may write to: a new object takes the name of an old one, and never its content. */
const mode = 292;
/** Objects as files below a folder: each is written under another name and takes its own once it is whole. */
function localSink(folder, host) {
	const { files } = host;
	const partials = new Partials(folder, host);
	return {
		partSize: () => partSize,
		partsAtOnce: 1,
		async put({ key, bytes, ifAbsent = false }) {
			const path = localPath(folder, key);
			return onDisk(path, async () => {
				const partial = await partials.open();
				try {
					await partial.writer.write(bytes).finally(() => partial.writer.close());
					return ifAbsent ? await claim(files, partial.path, path) : await take(files, partial.path, path);
				} finally {
					await files.remove(partial.path);
				}
			});
		},
		async begin({ key }) {
			const path = localPath(folder, key);
			const partial = await onDisk(path, () => partials.open());
			return partial.ok ? ok(uploadOf(files, partial.value, path)) : partial;
		},
		async remove(keys) {
			for (const key of keys) {
				await breathe();
				const path = localPath(folder, key);
				const removed = await onDisk(path, () => removeFile(files, path));
				if (!removed.ok && removed.error.reason !== "missing") return removed;
				removeEmpty(folder, dirname(path));
			}
			return ok(void 0);
		}
	};
}
const dayMs = 864e5;
/** Files on their way. */
var Partials = class {
	#folder;
	#host;
	#isReady = false;
	constructor(folder, host) {
		this.#folder = join(folder, partialFolder);
		this.#host = host;
	}
	async open() {
		const { files, random } = this.#host;
		if (!this.#isReady) await this.#prepare();
		this.#isReady = true;
		const path = join(this.#folder, random.hex(32));
		return {
			path,
			writer: await withParents(path, files, () => files.writer(path, mode))
		};
	}
	/** What a killed run left would stay for ever; what is a day old nobody writes to any more. */
	async #prepare() {
		const { files, clock } = this.#host;
		for (const name of await files.list(this.#folder) ?? []) {
			const path = join(this.#folder, name);
			const stat = await files.stat(path);
			if (stat && clock.now() - stat.mtimeMs > dayMs) await files.remove(path);
		}
	}
};
/** Another process may remove an empty folder just when it is about to hold something. */
const mostTries = 5;
async function withParents(path, files, act) {
	for (let tries = 1;; tries++) try {
		return await act();
	} catch (error) {
		if (error.code !== "ENOENT" || tries === mostTries) throw error;
		await files.makeDirectory(dirname(path));
	}
}
async function take(files, partial, path) {
	await withParents(path, files, () => files.rename(partial, path));
	return "written";
}
/** A second name for a file is refused where the name is taken, on servers of files too. */
async function claim(files, partial, path) {
	try {
		await withParents(path, files, () => files.link(partial, path));
		return "written";
	} catch (error) {
		const isThere = async () => (await files.stat(path))?.kind === "file";
		if (error.code === "EEXIST" && await isThere()) return "exists";
		throw error;
	}
}
function uploadOf(files, { path: partial, writer }, path) {
	let next = 0;
	let isFinished = false;
	let fault;
	const attempt = async (act) => {
		if (fault) return err({
			...fault,
			reason: "refused"
		});
		const done = await onDisk(path, act);
		if (done.ok) return ok(void 0);
		fault = done.error;
		return done;
	};
	return {
		async part({ index, bytes }) {
			if (index > next) throw new Error(`part ${index} of ${path} came before part ${next}`);
			if (index < next) return ok(void 0);
			const written = await attempt(() => writer.write(bytes));
			if (written.ok) next += 1;
			return written;
		},
		finish: () => attempt(async () => {
			if (isFinished) return;
			await writer.close();
			await take(files, partial, path);
			isFinished = true;
		}),
		async abandon() {
			await writer.close().catch(() => {});
			await files.remove(partial);
		}
	};
}
async function removeFile(files, path) {
	if ((await files.stat(path))?.kind === "file") await files.remove(path);
}
/** Only the system's own call is safe: between a look and a removal somebody may put an object there. */
function removeEmpty(folder, path) {
	try {
		for (let at = path; at.startsWith(`${folder}/`); at = dirname(at)) fs.rmdirSync(at);
	} catch {}
}

// src/store/local-source.ts
const pageSize = 1e3;
const chunkSize = 1048576;
const smallSize = 262144;
/** Files below a folder as objects. */
function localSource(folder, files) {
	return {
		async list(prefix, from, signal) {
			const { path, at } = localFolder(folder, prefix);
			const page = await onDisk(path, async () => {
				const objects = [];
				for await (const object of objectsBelow({
					files,
					folder,
					prefix,
					from,
					at
				})) {
					if (signal.aborted) break;
					if (objects.length === pageSize) return {
						objects,
						next: objects.at(-1)?.key ?? ""
					};
					objects.push(object);
				}
				return { objects };
			});
			return signal.aborted ? err(stopped) : page;
		},
		async look(key) {
			const path = localPath(folder, key);
			const found = await onDisk(path, () => files.stat(path));
			if (!found.ok) return found;
			return found.value?.kind === "file" ? ok(objectOf(key, found.value)) : err(missing(path));
		},
		async read({ key, version, size }, offset, signal) {
			const path = localPath(folder, key);
			const found = await onDisk(path, () => files.stat(path));
			if (!found.ok) return found;
			if (found.value?.kind !== "file" || versionOf(found.value) !== version) return err({
				reason: "changed",
				message: `${path} is not what it was when it was looked at`
			});
			const what = {
				files,
				path,
				offset,
				size,
				signal
			};
			return ok({ body: size - offset > smallSize ? bytesOf(what) : oneChunk(what) });
		}
	};
}
const stopped = {
	reason: "unreachable",
	message: "it was stopped"
};
const missing = (path) => ({
	reason: "missing",
	message: `${path} is not there`
});
/** What is there is never written to, only replaced by another file. */
const versionOf = ({ mtimeMs, size, ino }) => `${mtimeMs}-${size}-${ino}`;
const objectOf = (key, stat) => ({
	key,
	size: stat.size,
	version: versionOf(stat),
	modifiedAt: stat.mtimeMs
});
/** Folder by folder, names in code-point order, so that a later page starts where the one before it ended. */
async function* objectsBelow(walk) {
	const { files, folder, prefix, from, at } = walk;
	const known = from?.startsWith(at) ? from.slice(at.length).split("/", 1)[0] : void 0;
	for (const name of await files.list(join(folder, at)) ?? []) {
		if (known !== void 0 && compareCodePoints(name, known) < 0) continue;
		if (at === "" && name === ".partial") continue;
		const key = at + name;
		if (!key.startsWith(prefix) && !prefix.startsWith(`${key}/`)) continue;
		await breathe();
		const stat = await files.stat(join(folder, key));
		if (stat?.kind === "directory") yield* objectsBelow({
			...walk,
			at: `${key}/`
		});
		else if (stat?.kind === "file" && key !== from && key.startsWith(prefix)) yield objectOf(key, stat);
	}
}
/** Of what is small four trips to a thread would cost ten times the reading. */
async function* oneChunk({ files, path, offset, size, signal }) {
	signal.throwIfAborted();
	const bytes = await files.readFrom(path, offset, size - offset);
	if (!bytes) throw new Error(`${path} was removed`);
	yield bytes;
}
/** Opened when it is read. Whoever wants no more ends the signal, and need not go on asking. */
async function* bytesOf(what) {
	const { files, path, offset, size, signal } = what;
	const reader = await files.reader(path);
	if (!reader) throw new Error(`${path} was removed`);
	const close = () => void reader.close().catch(() => {});
	signal.addEventListener("abort", close, { once: true });
	if (signal.aborted) close();
	try {
		for (let at = offset; at < size;) {
			signal.throwIfAborted();
			const bytes = await reader.read(at, Math.min(chunkSize, size - at));
			if (bytes.length === 0) return;
			yield bytes;
			at += bytes.length;
		}
	} finally {
		signal.removeEventListener("abort", close);
		if (!signal.aborted) await reader.close();
	}
}

// src/store/local.ts
/**
* A store in a folder, absolute; of this disk or of a server of files. It needs no lock: all that it does is whole or not at
* all by names given once.
*/
function openLocalStore(folder, host) {
	return {
		source: localSource(folder, host.files),
		sink: localSink(folder, host),
		prefix: "",
		uriOf: (key) => join(folder, key),
		close: () => {}
	};
}

export { openLocalStore as t };