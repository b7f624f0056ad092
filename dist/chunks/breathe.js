import { setImmediate } from "node:timers/promises";

// src/run/breathe.ts
let entries = 0;
/** The file system answers at once, so without a pause a large tree would hold up signals and other steps' output. */
async function breathe() {
	entries += 1;
	if (entries % 512 === 0) await setImmediate();
}

export { breathe as t };