import { t as pack } from "./hash-answer.js";
import { n as hashFile, t as bufferBytes } from "./hash-file.js";
import { parentPort } from "node:worker_threads";

// src/cache/hash-thread.ts
if (parentPort) {
	const main = parentPort;
	const buffer = Buffer.allocUnsafeSlow(bufferBytes);
	main.on("message", (paths) => main.postMessage(paths.map((path) => pack(hashFile(path, buffer)))));
}

export {  };