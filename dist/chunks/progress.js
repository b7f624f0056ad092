import { ht as ok, mt as err } from "./check.js";

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

export { treeOf as i, reportProgress as n, parentsOf as r, reportBytes as t };