#!/usr/bin/env node
import module from "node:module";

// src/cli.ts
const [major = 0] = process.versions.node.split(".").map(Number);
const neededMajor = 24;
/** The same command, under a Node that can run it. */
function otherNode() {
	const quoted = [process.argv[1] ?? "dist/cli.js", ...process.argv.slice(2)].map((word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
	return `npx -y -p node@${neededMajor} node ${quoted.join(" ")}`;
}
if (major < neededMajor) {
	process.stderr.write(`stepops needs Node ${neededMajor}, this is ${process.versions.node}; go on with: ${otherNode()}\n`);
	process.exitCode = 2;
} else {
	module.enableCompileCache();
	const { start } = await import("./chunks/start2.js");
	await start(process);
}

export {  };