import { o as __toESM } from "./rolldown-runtime.js";
import { ct as suggest, ht as ok, mt as err } from "./check.js";
import { t as breathe } from "./breathe.js";
import { t as sha256Of } from "./sha256.js";
import { basename, dirname, join, relative, sep } from "node:path";

// src/run/ledger.ts
/** Paths are absolute, and inside `checkout`. */
function openLedger(files, checkout) {
	const fileOf = (path) => {
		const name = sha256Of(relative(checkout, path)).slice(0, 32);
		return join(checkout, ".stepops", "outputs", `${name}.json`);
	};
	const textOf = (path, entry) => JSON.stringify({
		path: relative(checkout, path),
		...entry
	});
	return {
		started: (path) => files.replace(fileOf(path), textOf(path, { state: "started" })),
		async left(path, found) {
			const file = fileOf(path);
			if (found.length === 0) return files.remove(file);
			const text = textOf(path, {
				state: "left",
				files: listing(found)
			});
			if (await files.read(file) !== text) await files.replace(file, text);
		},
		async foreign(path, found) {
			const entry = parse$1(await files.read(fileOf(path)));
			if (entry?.state === "started") return [];
			const known = new Map(Object.entries(entry?.files ?? {}));
			return found.filter((file) => !isSame(known.get(file.path), file));
		}
	};
}
function listing(found) {
	return Object.fromEntries(found.map((file) => [file.path, fingerprint(file)]));
}
const fingerprint = ({ stat }) => [
	stat.kind,
	stat.size,
	stat.mtimeMs
];
const isSame = (known, file) => known !== void 0 && fingerprint(file).every((part, index) => part === known[index]);
/** A damaged entry counts as none: then nothing there is ours, and nothing is deleted. */
function parse$1(text) {
	try {
		const value = JSON.parse(text ?? "null");
		return value?.state === "started" || value?.state === "left" ? value : void 0;
	} catch {
		return;
	}
}

// src/run/walk.ts
/** At once: more would only queue up. */
const width = 64;
/** Everything at and below a path that is no directory, in code-point order of each folder; links are not followed. */
async function walk(files, root) {
	const stat = await files.stat(root);
	if (!stat) return [];
	if (stat.kind !== "directory") return [{
		path: "",
		stat
	}];
	const found = [];
	const folders = [""];
	for (let folder = folders.pop(); folder !== void 0; folder = folders.pop()) for (const entry of await listFolder(files, root, folder)) if (entry.stat.kind === "directory") folders.push(entry.path);
	else found.push(entry);
	return found;
}
async function listFolder(files, root, folder) {
	const names = await files.list(join(root, folder)) ?? [];
	const found = [];
	for (let at = 0; at < names.length; at += width) {
		await breathe();
		const slice = names.slice(at, at + width).map((name) => folder === "" ? name : `${folder}/${name}`);
		const stats = await Promise.all(slice.map((path) => files.stat(join(root, path))));
		for (const [index, path] of slice.entries()) {
			const stat = stats[index];
			if (stat) found.push({
				path,
				stat
			});
		}
	}
	return found;
}

// src/run/occupancy.ts
const shown$1 = ({ noun, path, isDirectory }) => `${noun} ${path}${isDirectory ? "/" : ""}`;
/** Why it cannot be made at its place: a parent is a file, or a link out of the pipeline's folder. */
async function misplaced({ files, root }, claim) {
	const top = await files.realpath(root);
	for (let parent = dirname(join(root, claim.path)); parent.length > root.length; parent = dirname(parent)) {
		if (await files.stat(parent) === void 0) continue;
		const real = await files.realpath(parent);
		const name = relative(root, parent);
		if (real === void 0 || top === void 0 || !(real + sep).startsWith(top + sep)) return [`${shown$1(claim)} lies behind the link ${name}, which leaves the pipeline's folder`];
		return (await files.stat(real))?.kind === "directory" ? [] : [`${shown$1(claim)} cannot be made, because ${name} is a file`];
	}
	return [];
}
/** What lies there that no run left, or that was changed since. `found`: all that lies there. */
async function occupied({ files, root, ledger }, claim, found) {
	const path = join(root, claim.path);
	const all = found ?? await walk(files, path);
	const foreign = all.length === 0 ? [] : await ledger.foreign(path, all);
	if (foreign.length === 0) return [];
	const names = some(foreign.map((file) => join(claim.path, file.path)));
	return [`in the place of ${shown$1(claim)} lies what no run left there, or what was changed since: ${names}; move or delete it`];
}
function some(names) {
	const rest = names.length - 5;
	return names.slice(0, 5).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

// src/run/metrics.ts
/** Numbers of all metrics files go to the journal, so they must stay few. */
const largestFile = 2 ** 20;
const mostNumbers = 1e3;
/** The numbers of a metrics file (JSON or YAML), nested names joined with dots; texts, booleans and lists are left out. */
async function readMetrics(files, path, declared) {
	const size = (await files.stat(path))?.size ?? 0;
	if (size > largestFile) return err(`metrics file ${declared.path} has ${size} bytes, over the limit of 1 MiB`);
	const value = await parse(declared.path, await files.read(path) ?? "");
	if (!value.ok) return value;
	const numbers = Object.fromEntries(numbersOf(value.value, ""));
	const count = Object.keys(numbers).length;
	if (count > mostNumbers) return err(`metrics file ${declared.path} has ${count} numbers, over the limit of ${mostNumbers}`);
	const missing = declared.names.find((name) => !Object.hasOwn(numbers, name));
	return missing === void 0 ? ok(numbers) : err(lacking(declared.path, missing, Object.keys(numbers)));
}
async function parse(path, text) {
	try {
		return ok(/\.ya?ml$/i.test(path) ? await parseYaml(text) : JSON.parse(text));
	} catch (error) {
		const [why = ""] = error.message.split("\n");
		return err(`metrics file ${path} cannot be read: ${why}${nanHint(text)}`);
	}
}
/** Loaded only for a metrics file in YAML: the parser takes longer to load than a small step to run. */
async function parseYaml(text) {
	const { parse: parseDocument } = await import("./yaml.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	return parseDocument(text);
}
function nanHint(text) {
	const found = /\b(?:NaN|-?Infinity)\b/.exec(text);
	return found ? ` (${found[0]} is no number in JSON: write null, or leave the name out)` : "";
}
function numbersOf(value, prefix) {
	if (typeof value === "number") return Number.isFinite(value) && prefix !== "" ? [[prefix, value]] : [];
	if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
	return Object.entries(value).flatMap(([name, inner]) => numbersOf(inner, prefix === "" ? name : `${prefix}.${name}`));
}
function lacking(path, missing, found) {
	const near = suggest(missing, found);
	return `metrics file ${path} has no number ${missing}: ${near === void 0 ? `it has ${found.slice(0, 10).join(", ") || "no numbers"}` : `did you mean ${near}?`}`;
}

// src/run/replace-tree.ts
/** Beside the folder, on its file system: what shall take its place, and what it was. */
const sidesOf = (to) => [`${to}.stepops-new`, `${to}.stepops-old`];
/** Puts what lies in one folder in the place of another, which is only emptied once the new content is there. */
async function replaceTree(files, from, to) {
	if ((await files.stat(from))?.kind !== "directory") return;
	const [fresh, old] = sidesOf(to);
	await takeBack(files, from);
	for (const path of [fresh, old]) await files.remove(path);
	await files.move(from, fresh);
	if (await files.stat(to) !== void 0) await files.rename(to, old);
	await files.move(fresh, to);
	await files.remove(old);
}
/** In the container everybody might write there; here its owner may, and nobody else. */
async function takeBack(files, path) {
	const { kind, mode = 0 } = await files.stat(path) ?? {};
	if (kind === "directory") await files.setMode(path, mode & 493 | 448);
	else if (kind === "file" && (mode & 18) !== 0) await files.setMode(path, mode & 493);
	if (kind !== "directory") return;
	for (const name of await files.list(path) ?? []) {
		await breathe();
		await takeBack(files, join(path, name));
	}
}
/** Ends what a kill in the midst of `replaceTree` left: the new content wins, and without it the old one comes back. */
async function settleTree(files, to) {
	const [fresh, old] = sidesOf(to);
	const [hasFresh, hasOld] = [await files.stat(fresh), await files.stat(old)];
	if (hasFresh) {
		if (!hasOld && await files.stat(to)) await files.rename(to, old);
		await files.remove(to);
		await files.move(fresh, to);
	} else if (hasOld && !await files.stat(to)) await files.rename(old, to);
	await files.remove(old);
}

// src/run/outputs.ts
function openOutputs(context) {
	return {
		prepare: (step) => prepare(context, step),
		publish: (step, since) => publish(context, step, since),
		adopt: (step, from, since) => adopt(context, {
			step,
			from,
			since
		}),
		areUntouched: (step) => areUntouched(context, step),
		abandon: async ({ outputs }) => {
			for (const { path } of outputs) await note(context, path);
		}
	};
}
/** Files are stamped by a coarser clock, which may lag behind. */
const clockGrainMs = 100;
const config = (message) => ({
	cause: "config",
	phase: "outputs",
	message
});
const shown = ({ path, isDirectory }) => isDirectory ? `${path}/` : path;
async function prepare(context, { outputs, checkpoint }) {
	const { files, root } = context;
	const noun = "output";
	const checkpoints = checkpoint === void 0 ? [] : [{
		path: checkpoint,
		isDirectory: true
	}];
	const faults = [];
	for (const each of [...outputs, ...checkpoints]) faults.push(...await misplaced(context, {
		...each,
		noun
	}));
	if (faults.length === 0) for (const output of outputs) faults.push(...await occupied(context, {
		...output,
		noun
	}));
	if (faults.length > 0) return err(config(faults.join("; ")));
	for (const { path } of outputs) await clear(context, join(root, path));
	for (const { path } of checkpoints) {
		await settleTree(files, join(root, path));
		await files.makeDirectory(join(root, path));
	}
	return ok(void 0);
}
/** Recorded before the command starts: whatever a crash leaves there is ours. */
async function clear({ files, ledger }, path) {
	await files.remove(path);
	await files.makeDirectory(dirname(path));
	await ledger.started(path);
}
async function publish(context, step, since) {
	const notes = /* @__PURE__ */ new Map();
	for (const { path } of step.outputs) notes.set(path, await note(context, path));
	return inspect(context, {
		step,
		since,
		found: (path) => notes.get(path) ?? []
	});
}
/** All is looked at before anything moves, so that a step's outputs come all or none. */
async function adopt(context, { step, from, since }) {
	const { files, root } = context;
	const found = /* @__PURE__ */ new Map();
	for (const { path } of step.outputs) found.set(path, await walk(files, join(from, path)));
	const published = await inspect({
		...context,
		root: from
	}, {
		step,
		since,
		found: (path) => found.get(path) ?? []
	});
	if (!published.ok) return published;
	for (const { path } of outermost(step.outputs)) {
		await files.remove(join(root, path));
		await files.makeDirectory(dirname(join(root, path)));
		await files.move(join(from, path), join(root, path));
	}
	for (const { path } of step.outputs) await note(context, path);
	return published;
}
/** Those that lie in another one come along with it. */
const outermost = (outputs) => outputs.filter(({ path }) => !outputs.some((other) => path.startsWith(`${other.path}/`)));
async function areUntouched({ files, root, ledger }, { outputs }) {
	for (const { path } of outputs) {
		const at = join(root, path);
		if (!await files.stat(at)) return false;
		if ((await ledger.foreign(at, await walk(files, at))).length > 0) return false;
	}
	return true;
}
async function inspect(context, what) {
	const { step, since, found } = what;
	const wrong = await wrongOutputs(context, step, since);
	if (wrong.length > 0) return err(config(wrong.join("; ")));
	const published = [];
	for (const output of step.outputs) {
		const one = await publishOne(context, output, found(output.path));
		if (!one.ok) return err(config(one.error));
		published.push(one.value);
	}
	return ok(published);
}
async function note({ files, root, ledger }, path) {
	const found = await walk(files, join(root, path));
	await ledger.left(join(root, path), found);
	return found;
}
async function wrongOutputs(context, step, since) {
	const missing = [];
	const wrong = [];
	for (const output of step.outputs) {
		const state = await stateOf(context, output);
		if (state === "missing") missing.push(output);
		else if (state !== "fine") wrong.push(state);
	}
	if (missing.length === 0) return wrong;
	const hints = await Promise.all(missing.map((output) => nearMiss(context, step, output, since)));
	const names = missing.map((output, index) => shown(output) + (hints[index] ?? "")).join(", ");
	return [`the command ended well but did not write ${missing.length === 1 ? "the output" : "the outputs"} ${names}`, ...wrong];
}
/** `fine`, `missing`, or a sentence. */
async function stateOf({ files, root }, output) {
	const path = join(root, output.path);
	const stat = await files.stat(path);
	if (!stat) return "missing";
	const real = await files.realpath(path);
	const top = await files.realpath(root) ?? root;
	if (real === void 0) return `output ${shown(output)} is a link to nothing`;
	if (!real.startsWith(top + sep)) {
		const how = stat.kind === "link" ? "is a link that" : "lies behind a link that";
		return `output ${shown(output)} ${how} leaves the pipeline's folder`;
	}
	const kind = stat.kind === "link" ? (await files.stat(real))?.kind : stat.kind;
	if (kind === (output.isDirectory ? "directory" : "file")) return "fine";
	if (kind === "directory") return `output ${output.path} is a directory: write it as ${output.path}/ in the pipeline`;
	if (kind === "file") return `output ${output.path}/ is a file: write it as ${output.path} in the pipeline`;
	return `output ${shown(output)} is neither a file nor a directory`;
}
/** Something of nearly that name which the step did write; else nothing. */
async function nearMiss({ files, root }, step, output, since) {
	const inside = join(step.workingDirectory, output.path);
	if (inside !== output.path && await files.stat(join(root, inside))) return ` (${inside} is there; paths of outputs are relative to the pipeline's folder)`;
	const folder = dirname(output.path);
	const declared = new Set(step.outputs.map(({ path }) => path));
	const names = (await files.list(join(root, folder)) ?? []).filter((name) => !declared.has(join(folder, name)));
	const name = suggest(basename(output.path), names);
	const stat = name === void 0 ? void 0 : await files.stat(join(root, folder, name));
	return stat && stat.mtimeMs >= since - clockGrainMs ? ` (it wrote ${join(folder, name ?? "")})` : "";
}
async function publishOne(context, output, noted) {
	const { files, root } = context;
	const path = join(root, output.path);
	const found = noted.length === 1 && noted[0]?.path === "" && noted[0].stat.kind === "link" ? await walk(files, await files.realpath(path) ?? path) : noted;
	const size = found.reduce((sum, { stat }) => sum + stat.size, 0);
	const published = {
		path: output.path,
		size,
		files: found.length
	};
	if (output.role !== "metrics") return ok(published);
	const metrics = await readMetrics(files, path, {
		path: output.path,
		names: Object.keys(output.metrics ?? {})
	});
	return metrics.ok ? ok({
		...published,
		metrics: metrics.value
	}) : metrics;
}

export { walk as a, occupied as i, replaceTree as n, openLedger as o, misplaced as r, openOutputs as t };