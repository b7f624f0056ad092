import { n as markPrefix, r as runMark } from "./leftovers.js";
import { isAbsolute, join } from "node:path";

// src/run/environment.ts
/** Linux refuses a longer `NAME=value`, its closing NUL included (E2BIG). */
const longestString = 131072;
const passedOn = /* @__PURE__ */ new Set([
	"PATH",
	"HOME",
	"LANG",
	"TMPDIR",
	"USER",
	"LOGNAME",
	"CI"
]);
/** Files through which a process gives orders to the runner; a step's output must never reach them. */
const fileCommands = /* @__PURE__ */ new Set([
	"GITHUB_ENV",
	"GITHUB_PATH",
	"GITHUB_OUTPUT",
	"GITHUB_STATE",
	"GITHUB_STEP_SUMMARY"
]);
const secretName = /TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|PRIVATE_KEY|API_KEY|ACCESS_KEY/i;
/** What of this process's environment every step sees. */
function inherited(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => isPassedOn(name)));
}
/**
* What of it a step sees in a container or on an operator: what says where the run comes from. Programs, home and language are
* the image's, and a path of this machine leads nowhere there.
*/
function carried(env) {
	const isCarried = ([name, value]) => (name === "CI" || /^(?:GITHUB|RUNNER)_/.test(name)) && isPassedOn(name) && !isAbsolute(value);
	return Object.fromEntries(Object.entries(env).filter(isCarried));
}
function isPassedOn(name) {
	if (passedOn.has(name) || name.startsWith("LC_") || name.startsWith("STEPOPS_RUN_MARK_")) return true;
	if (!/^(?:GITHUB|RUNNER)_/.test(name)) return false;
	return !fileCommands.has(name) && !secretName.test(name);
}
/** What a step on this machine is told of itself, with the mark by which what it leaves is found. */
function hostVariables(input) {
	const { runDirectory, ...rest } = input;
	return {
		[runMark(runDirectory)]: runDirectory,
		STEPOPS_RUN_DIR: runDirectory,
		...stepVariables({
			...rest,
			portKey: join(runDirectory, rest.step.id)
		})
	};
}
/** What a step is told of itself; the same names on every operator. A step on this machine is one node. */
function stepVariables(input) {
	const { step, attempt, valuesFile, portKey } = input;
	const [resources] = step.resources;
	const accelerators = String(resources.accelerators[0]?.count ?? 0);
	const port = String(masterPort(portKey));
	return {
		STEPOPS_STEP: step.id,
		STEPOPS_ATTEMPT: String(attempt),
		STEPOPS_VALUES: valuesFile,
		STEPOPS_NUM_NODES: "1",
		STEPOPS_NODE_RANK: "0",
		STEPOPS_NUM_GPUS_PER_NODE: accelerators,
		STEPOPS_NODE_IPS: "127.0.0.1",
		MASTER_ADDR: "127.0.0.1",
		MASTER_PORT: port,
		...resources.numNodes > 1 && torchrun(accelerators, port)
	};
}
const torchrun = (accelerators, port) => ({
	PET_NNODES: "1",
	PET_NODE_RANK: "0",
	PET_NPROC_PER_NODE: accelerators === "0" ? "1" : accelerators,
	PET_MASTER_ADDR: "127.0.0.1",
	PET_MASTER_PORT: port
});
/** Below the range that the kernel hands out, and another for each step, so that steps side by side don't meet. */
function masterPort(key) {
	let hash = 0;
	for (let at = 0; at < key.length; at++) hash = Math.imul(hash, 31) + key.charCodeAt(at) >>> 0;
	return 2e4 + hash % 1e4;
}
/** Why the system would refuse this environment or argument list; undefined when it would not. */
function unfit(env, args) {
	for (const [name, value] of Object.entries(env)) {
		const why = unfitText(`${name}=${value}`);
		if (why) return `the environment variable ${name} ${why}`;
	}
	for (const [index, argument] of args.entries()) {
		const why = unfitText(argument);
		if (why) return `argument ${index} of the command ${why}`;
	}
}
function unfitText(text) {
	if (text.includes("\0")) return "holds a NUL character, which no process can be given";
	if (text.length * 3 < longestString) return void 0;
	const bytes = Buffer.byteLength(text) + 1;
	if (bytes <= longestString) return void 0;
	return `has ${bytes} bytes, over the system's limit of ${longestString}: pass a file instead`;
}

export { unfit as a, stepVariables as i, hostVariables as n, inherited as r, carried as t };