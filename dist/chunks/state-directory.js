import { join } from "node:path";

// src/run/state-directory.ts
/** `.stepops` of a checkout, made with a `.gitignore` of its own, so that no user has to ignore it. */
async function stateDirectory(files, checkout) {
	const directory = join(checkout, ".stepops");
	await files.makeDirectory(directory);
	await files.create(join(directory, ".gitignore"), "*\n");
	return directory;
}

export { stateDirectory as t };