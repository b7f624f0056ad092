import { bt as fs, ht as ok, lt as suggestionHint, mt as err } from "./check.js";
import { availableParallelism, totalmem } from "node:os";

// src/host/machine.ts
/** `folder`: where steps work. */
function thisMachine(folder) {
	const [uid, gid] = [process.getuid?.(), process.getgid?.()];
	const [disk, shm] = [fileSystem(folder), fileSystem("/dev/shm")];
	return {
		cpus: availableParallelism(),
		memoryGb: totalmem() / 1e9,
		accelerators: nvidiaDevices(),
		...disk && { diskGb: disk.freeGb },
		...shm && { shmGb: shm.sizeGb },
		...uid !== void 0 && gid !== void 0 && { user: {
			uid,
			gid
		} }
	};
}
/** Device files of NVIDIA's driver; none on systems without /dev. */
function nvidiaDevices() {
	try {
		return fs.readdirSync("/dev").filter((name) => /^nvidia\d+$/.test(name)).length;
	} catch {
		return 0;
	}
}
function fileSystem(path) {
	try {
		const { bsize, bavail, blocks } = fs.statfsSync(path);
		return {
			freeGb: bavail * bsize / 1e9,
			sizeGb: blocks * bsize / 1e9
		};
	} catch {
		return;
	}
}
/** Undefined where the system does not tell. */
const freeDiskGb = (folder) => fileSystem(folder)?.freeGb;
/** Operating system and architecture, `linux/x64`, which decide what a program of this machine does elsewhere. */
const thisPlatform = () => `${process.platform}/${process.arch}`;

// src/run/selection.ts
/**
* The legs that `--only` and `--from` leave; undefined when neither is given. `--only` is just the named steps or legs;
* `--from` adds all that stands on them, and `finally`. The error is about a name that is none.
*/
function select(pipeline, selection) {
	const { only, from } = selection;
	if (only.length + from.length === 0) return ok(void 0);
	const unknown = [...only, ...from].find((name) => legsNamed(pipeline, name).length === 0);
	if (unknown !== void 0) return err(unknownStep(pipeline, unknown));
	const selected = new Set(only.flatMap((name) => legsNamed(pipeline, name)));
	const started = new Set(from.flatMap((name) => legsNamed(pipeline, name)));
	for (const step of from.length > 0 ? pipeline.steps : []) if (step.isFinally || step.needs.some(({ leg }) => started.has(leg))) started.add(step.id);
	return ok(/* @__PURE__ */ new Set([...selected, ...started]));
}
/** Whether a leg runs whatever earlier runs have done: `--force` says so of all, `--only` and `--from` of what they name. */
function isForced({ only, from, force }, { id, step }) {
	return force === true || [...only, ...from].some((name) => name === step || name === id);
}
/** Only the selected legs: what the others lack is no obstacle, and what they would write is not there. */
function selectedPart(pipeline, selected) {
	return selected ? {
		...pipeline,
		steps: pipeline.steps.filter(({ id }) => selected.has(id))
	} : pipeline;
}
function legsNamed({ steps }, name) {
	return steps.filter(({ id, step }) => step === name || id === name).map(({ id }) => id);
}
function unknownStep({ groups }, name) {
	return {
		message: `no step is called ${JSON.stringify(name)}`,
		hint: suggestionHint(name, groups.keys(), "steps")
	};
}

export { thisMachine as a, freeDiskGb as i, select as n, thisPlatform as o, selectedPart as r, isForced as t };