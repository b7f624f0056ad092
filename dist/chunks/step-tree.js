import { join } from "node:path";

// src/container/step-tree.ts
/** Opens the owner's way into a folder that a step closed (Go's module cache is all read-only), so that it can be moved. */
async function openFolder(files, path) {
	const stat = await files.stat(path);
	if (stat?.kind === "directory" && (stat.mode & 448) !== 448) await files.makeDirectory(path, stat.mode & 511 | 448);
}
/** Removes what a step left, folders that it closed included; throws where something of it is not ours. */
async function removeTree(files, path) {
	try {
		await files.remove(path);
	} catch {
		await openFolders(files, path);
		await files.remove(path);
	}
}
async function openFolders(files, path) {
	if ((await files.stat(path))?.kind !== "directory") return;
	await openFolder(files, path);
	for (const name of await files.list(path) ?? []) await openFolders(files, join(path, name));
}

export { removeTree as n, openFolder as t };