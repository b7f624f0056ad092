import { H as compareCodePoints, K as compileGlob, Q as matches, X as globBase, Y as descend, Z as globCursor } from "./check.js";
import { t as breathe } from "./breathe.js";
import { dirname, isAbsolute, join, relative, sep } from "node:path";

// src/run/links.ts
/** Follows paths relative to `root` and remembers folders, since thousands of outputs share few of them. */
function linkFollower(files, root) {
	const known = /* @__PURE__ */ new Map();
	const top = files.realpath(root).then((path) => path ?? root);
	const follow = (path) => {
		const found = known.get(path) ?? look(path);
		known.set(path, found);
		return found;
	};
	const look = async (path) => {
		const target = await realpath(files, join(root, path));
		if (target !== void 0) return isWithin(await top, target) ? { kind: "inside" } : {
			kind: "outside",
			target
		};
		if ((await files.stat(join(root, path)))?.kind === "link") return {
			kind: "nowhere",
			link: path
		};
		return path === "." ? { kind: "inside" } : follow(dirname(path));
	};
	return follow;
}
/** Undefined also for a link that leads to itself, and for what may not be looked at. */
const realpath = (files, path) => files.realpath(path).catch(() => void 0);
function isWithin(folder, path) {
	const way = relative(folder, path);
	return way !== ".." && !way.startsWith(`..${sep}`) && !/^([A-Za-z]:)?[\\/]/.test(way);
}

// src/run/input-files.ts
/** What git, stepops, a login step or a developer keeps beside the work; only naming it makes it an input. */
const isPrivate = (name) => /^(\.git|\.stepops|\.env|gha-creds-.*\.json)$/.test(name);
/** The files that declared inputs name on this disk. Missing ones are no error here; an unreadable folder throws. */
async function listInputs(files, root, inputs) {
	const tree = await openTree(files, root);
	const found = /* @__PURE__ */ new Map();
	for (const input of inputs) {
		if (input.kind === "bucket") continue;
		if (input.kind === "exclude") remove(found, tree, compileGlob(input.pattern));
		else for await (const each of inputEntries(tree, input)) found.set(each.path, each);
	}
	return inputFiles(found, tree);
}
/** All files of the pipeline's folder that `isKept` names, a folder's path before what lies in it. */
async function listAll(files, root, isKept) {
	const tree = await openTree(files, root);
	const found = /* @__PURE__ */ new Map();
	for await (const each of walk(tree, {
		start: ".",
		from: void 0,
		kind: "directory",
		isKept
	})) found.set(each.path, each);
	return inputFiles(found, tree);
}
async function openTree(files, root) {
	return {
		files,
		root,
		top: await files.realpath(root) ?? root,
		folders: /* @__PURE__ */ new Map(),
		followed: /* @__PURE__ */ new Set(),
		renamed: /* @__PURE__ */ new Set()
	};
}
function inputFiles(found, { folders, followed, renamed }) {
	const paths = (escapes) => [...found.values()].filter((each) => each.escapes === escapes).map(({ path }) => path);
	const escaping = paths(true).sort(compareCodePoints);
	for (const path of [...escaping, ...renamed]) leaveOut(folders, path);
	return {
		files: paths(false).sort(compareCodePoints),
		escaping,
		followed,
		folders
	};
}
/** What lies around a path that is left out is no longer whole. */
function leaveOut(folders, path) {
	for (let folder = dirname(path);; folder = dirname(folder)) {
		if (folders.has(folder)) folders.set(folder, false);
		if (folder === ".") return;
	}
}
function remove(found, { folders }, glob) {
	for (const path of found.keys()) {
		if (!matches(glob, path)) continue;
		found.delete(path);
		leaveOut(folders, path);
	}
}
/** Whether a glob names any file on this disk; it stops at the first. */
async function globFindsAny(files, root, pattern) {
	const tree = await openTree(files, root);
	for await (const _ of inputEntries(tree, {
		kind: "glob",
		pattern
	})) return true;
	return false;
}
async function* inputEntries(tree, input) {
	const glob = input.kind === "glob" ? compileGlob(input.pattern) : void 0;
	const base = input.kind === "glob" && glob ? globBase(glob) : input.path;
	const target = await realpath(tree.files, join(tree.root, base));
	if (target === void 0) return;
	if (!isWithin(tree.top, target)) yield {
		path: base,
		escapes: true
	};
	else {
		const kind = (await tree.files.stat(target))?.kind;
		if (target !== join(tree.top, base)) tree.renamed.add(base);
		if (kind === "file" && !glob && await tree.files.readlink(join(tree.root, base)) !== void 0) tree.followed.add(base);
		yield* walk(tree, {
			start: base,
			from: glob && cursorAt(glob, base),
			kind
		});
	}
}
function cursorAt(glob, base) {
	let cursor = globCursor(glob);
	for (const name of base === "." ? [] : base.split("/")) cursor = cursor && descend(cursor, name);
	return cursor;
}
async function* walk(tree, { start, from, kind, isKept }) {
	if (kind === "file" && (!from || from.matchesFile)) yield {
		path: start,
		escapes: false
	};
	const stack = kind === "directory" ? [{
		path: start,
		cursor: from
	}] : [];
	for (let folder = stack.pop(); folder; folder = stack.pop()) {
		if (tree.folders.get(folder.path) !== true) tree.folders.set(folder.path, folder.cursor === void 0);
		for (const name of await tree.files.list(join(tree.root, folder.path)) ?? []) {
			const cursor = folder.cursor && descend(folder.cursor, name);
			const path = folder.path === "." ? name : `${folder.path}/${name}`;
			if (isPrivate(name) || folder.cursor && !cursor || isKept?.(path) === false) {
				if (!folder.cursor) leaveOut(tree.folders, path);
				continue;
			}
			const entry = await tree.files.stat(join(tree.root, path));
			await breathe();
			if (entry?.kind === "directory") stack.push({
				path,
				cursor
			});
			else if (!cursor || cursor.matchesFile) yield* leaf(tree, path, entry?.kind);
		}
	}
}
/** Pipes, sockets and links to nothing have no content that a step could be given. */
async function* leaf(tree, path, kind) {
	if (kind === "file") yield {
		path,
		escapes: false
	};
	else if (kind !== "link") leaveOut(tree.folders, path);
	if (kind !== "link") return;
	const target = await realpath(tree.files, join(tree.root, path));
	if (target === void 0 || !await keepsMeaning(tree, path)) leaveOut(tree.folders, path);
	if (target !== void 0) yield {
		path,
		escapes: !isWithin(tree.top, target)
	};
}
/**
* Whether a link leads to the same in a folder that is given as it is: an absolute one does not where the pipeline's folder
* bears another name, nor does any below a folder that is reached by a link.
*/
async function keepsMeaning({ files, root, top }, path) {
	if (isAbsolute(await files.readlink(join(root, path)) ?? "")) return false;
	const folder = dirname(path);
	return await realpath(files, join(root, folder)) === join(top, folder);
}

export { isWithin as a, listInputs as i, isPrivate as n, linkFollower as o, listAll as r, realpath as s, globFindsAny as t };