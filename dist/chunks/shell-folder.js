import { a as runsDirectory, i as runFolder } from "./run-folder.js";
import { t as stateDirectory } from "./state-directory.js";
import { t as thisWriter } from "./writer.js";
import { basename, dirname, join } from "node:path";

// src/container/shell-folder.ts
const suffix = ".json";
/** Where the folders of open shells lie, beside those of runs. */
const shellsDirectory = (env, checkout) => join(dirname(runsDirectory(env, checkout)), "shells");
const isShellFolder = (directory) => basename(dirname(directory)) === "shells";
/** The folder of one shell, laid out like a run's. */
async function createShellFolder(host, input) {
	const { env, checkout, leg } = input;
	const parent = shellsDirectory(env, checkout);
	if (basename(dirname(parent)) === ".stepops") await stateDirectory(host.files, checkout);
	await host.files.makeDirectory(parent);
	const note = JSON.stringify({
		writer: thisWriter(host.processes),
		leg
	});
	for (;;) {
		const folder = runFolder(join(parent, host.random.hex(12)));
		if (!await host.files.create(folder.directory + suffix, note)) continue;
		await host.files.makeDirectory(folder.directory);
		return folder;
	}
}
/** Undefined where there is none, or none that can be read. */
async function readShellNote(files, directory) {
	try {
		const note = JSON.parse(await files.read(directory + suffix) ?? "null");
		return note?.writer ? note : void 0;
	} catch (error) {
		if (error instanceof SyntaxError) return void 0;
		throw error;
	}
}
async function removeShellFolder(files, directory) {
	await files.remove(directory);
	await files.remove(directory + suffix);
}
/** Folders below `parent`, also those of which only the note is there. */
async function listShellFolders(files, parent) {
	const folders = (await files.list(parent) ?? []).map((name) => name.endsWith(suffix) ? name.slice(0, -5) : name);
	return [...new Set(folders)].map((name) => join(parent, name));
}

export { removeShellFolder as a, readShellNote as i, isShellFolder as n, shellsDirectory as o, listShellFolders as r, createShellFolder as t };