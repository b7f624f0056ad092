import { H as compareCodePoints, X as globBase, Y as descend, Z as globCursor, q as compilePlainGlob } from "./check.js";
import { createHash } from "node:crypto";
import { closeSync, lstatSync, openSync, readSync, readdirSync, statSync } from "node:fs";
import { isAbsolute, join, posix, relative, sep } from "node:path";

// src/host/hash-files.ts
/**
* GitHub's `hashFiles`: SHA-256 (hex) over the SHA-256 digests of all files below `root` that the patterns name, ""
* when there is none. A later `!pattern` takes away what earlier ones named, `#` lines are comments, folders count with
* all that they hold, linked folders are not entered. Unlike GitHub's it never reads `.stepops`, which changes while a
* run goes on. Throws for a pattern with `..`,
* and Node's error when a file cannot be read.
*/
function hashFiles(root, patterns) {
	const compiled = patterns.flatMap((pattern) => pattern.split(/\r?\n/)).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#")).flatMap((line) => compile(root, line));
	const total = createHash("sha256");
	let count = 0;
	for (const start of searchPaths(compiled)) for (const path of walk(root, start, compiled)) {
		total.update(hashFile(join(root, path)));
		count++;
	}
	return count === 0 ? "" : total.digest("hex");
}
function compile(root, line) {
	const bare = line.replace(/^(!\s*)+/, "");
	const negated = (line.slice(0, line.length - bare.length).match(/!/g)?.length ?? 0) % 2 === 1;
	if (bare.split("/").includes("..")) throw new Error(`hashFiles takes no .. in a pattern: ${line}`);
	const path = isAbsolute(bare) ? below(root, bare) : bare;
	return path === void 0 ? [] : [{
		negated,
		glob: compilePlainGlob(withoutTail(path))
	}];
}
/** On GitHub a last `**` also fits the name before it, file or folder, and the name alone brings all that it holds. */
const withoutTail = (pattern) => /^(\*\*\/?)+$/.test(pattern) ? "**" : pattern.replace(/(\/\*\*)+(?=\/?$)/, "");
/** Where GitHub starts to look: what stands before each pattern's first wildcard, in order, none below another. */
function searchPaths(patterns) {
	const bases = new Set(patterns.filter(({ negated }) => !negated).map(({ glob }) => globBase(glob)));
	const isBelowAnother = (path) => {
		if (path === ".") return false;
		const parent = posix.dirname(path);
		return bases.has(parent) || isBelowAnother(parent);
	};
	return [...bases].filter((path) => !isBelowAnother(path));
}
/** `${{ github.workspace }}/src/**` is a habit; what lies outside is ignored, as on GitHub. */
function below(root, path) {
	const way = relative(root, path);
	if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) return void 0;
	return (sep === "/" ? way : way.replaceAll(sep, "/")) + (path.endsWith("/") ? "/" : "");
}
/** In GitHub's order: names by code point, and what a folder holds where its name stands. */
function* walk(root, start, patterns) {
	let cursors = patterns.map(({ negated, glob }) => ({
		negated,
		at: globCursor(glob)
	}));
	for (const name of start === "." ? [] : start.split("/")) cursors = descendAll(cursors, name);
	const stack = [{
		path: start,
		cursors
	}];
	for (let top = stack.pop(); top; top = stack.pop()) {
		const { path, cursors } = top;
		const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
		if (stats?.isDirectory() || path === ".") stack.push(...children(root, path, cursors).reverse());
		else if (stats && isTaken(cursors) && isReadable(join(root, path), stats)) yield path;
	}
}
const children = (root, path, cursors) => readdirSync(join(root, path)).filter((name) => name !== ".stepops").sort(compareCodePoints).map((name) => ({
	path: path === "." ? name : `${path}/${name}`,
	cursors: descendAll(cursors, name)
})).filter((each) => each.cursors.some(({ negated, at }) => at && !negated));
const descendAll = (cursors, name) => cursors.map(({ negated, at }) => ({
	negated,
	at: at && descend(at, name)
}));
function isTaken(cursors) {
	let taken = false;
	for (const { negated, at } of cursors) if (at?.matchesFile) taken = !negated;
	return taken;
}
/** A link to a folder or to nothing is skipped, and so is a pipe, on which reading would wait for ever. */
const isReadable = (path, stats) => stats.isFile() || stats.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
function hashFile(path) {
	const hash = createHash("sha256");
	const file = openSync(path, "r");
	try {
		feed(hash, file);
	} finally {
		closeSync(file);
	}
	return hash.digest();
}
/** In pieces, because a data set may be larger than memory. */
function feed(hash, file) {
	const buffer = Buffer.allocUnsafe(1048576);
	for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) hash.update(buffer.subarray(0, read));
}

export { hashFiles as t };