import { join } from "node:path";

// src/store/local-path.ts
/** Where what is not whole yet lies: on the file system of what is, so that a rename gives it its name. */
const partialFolder = ".partial";
/** The file of a key. A key that leads elsewhere was never made by the store's users, so it is a bug. */
function localPath(folder, key) {
	const names = key.split("/");
	if (names.some((name) => name === "" || name === "." || name === "..") || key.includes("\0") || names[0] === ".partial") throw new Error(`${JSON.stringify(key)} is no key of a store`);
	return join(folder, key);
}
/** The folder that holds all keys with a prefix, and how keys in it begin. */
function localFolder(folder, prefix) {
	const at = prefix.slice(0, prefix.lastIndexOf("/") + 1);
	return {
		path: at === "" ? folder : localPath(folder, at.slice(0, -1)),
		at
	};
}

export { localPath as n, partialFolder as r, localFolder as t };