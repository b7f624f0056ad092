import { t as openEngine } from "./engine2.js";
import { gt as findCheckout, ht as ok, mt as err } from "./check.js";
import { t as engineFault } from "./engine-fault.js";
import { a as runLabel, i as readEngines, o as removeAll } from "./run-engines.js";
import { a as removeShellFolder, i as readShellNote, n as isShellFolder, o as shellsDirectory, r as listShellFolders } from "./shell-folder.js";
import { a as runsDirectory, r as readRun } from "./run-folder.js";
import { n as writerState } from "./writer.js";
import { t as viewOf } from "./view.js";
import { C as plural, _ as paintFor, b as cut, c as writeJson, o as usageError, u as exitCodes } from "./program.js";
import { t as renderTable } from "./table.js";
import { join, relative } from "node:path";

// src/container/leftover-containers.ts
/** A line of JSON each: a path may hold whatever would part columns. */
const format = `[${[
	".ID",
	".Names",
	"(.Label \"stepops.step\")",
	"(.Label \"stepops.directory\")",
	"(.Label \"stepops.host\")",
	"(.Label \"stepops.view\")"
].map((field) => `{{json ${field}}}`).join(",")}]`;
async function listContainers(engine) {
	const filter = ["--filter", `label=${runLabel}`];
	const listed = await engine.call([
		"ps",
		"--all",
		"--no-trunc",
		...filter,
		"--format",
		format
	]);
	if (listed.code !== 0) return err(engineFault(listed.stderr, engine.name));
	const lines = listed.stdout.split("\n").filter((line) => line !== "");
	return ok(lines.map((line) => {
		const [id = "", name = "", step = "", directory = "", hostname = "", view = ""] = JSON.parse(line);
		return {
			engine,
			id,
			name,
			step,
			directory,
			hostname,
			view
		};
	}));
}
/** Those that are still there all the same, each with what the engine says of it. */
async function removeContainers(containers) {
	const kept = /* @__PURE__ */ new Map();
	for (const [engine, group] of Map.groupBy(containers, (each) => each.engine)) {
		const ids = group.map(({ id }) => id);
		const complaint = await removeAll(engine, ids);
		for (const container of group) if (complaint.includes(container.id)) kept.set(container, complaint);
	}
	return kept;
}
/** What a person types to remove it. */
function removalCommand({ engine, name }) {
	const { host, context } = engine.place;
	return [
		"docker",
		...[...host === void 0 ? [] : ["--host", host], ...context === void 0 ? [] : ["--context", context]],
		"rm",
		"--force",
		"--volumes",
		name
	].join(" ");
}

// src/container/ask-engines.ts
/** The client's own engine, and each that a run or shell noted: which containers they have. */
async function askEngines(question) {
	const { host, env, cwd } = question;
	const users = await usersOf(question);
	const replies = await Promise.all([...users].map(async ([key, directories]) => {
		const engine = openEngine({
			host,
			env,
			cwd,
			place: JSON.parse(key)
		});
		return {
			isOwn: key === own,
			directories,
			listed: await listContainers(engine)
		};
	}));
	const byId = /* @__PURE__ */ new Map();
	for (const { listed } of replies) for (const container of listed.ok ? listed.value : []) if (!byId.has(container.id)) byId.set(container.id, container);
	return {
		containers: [...byId.values()],
		unknown: replies.flatMap(({ listed, directories }) => listed.ok ? [] : directories),
		unasked: replies.flatMap(complaintOf)
	};
}
const own = JSON.stringify({});
/** Of each engine the runs and shells that have left something. */
async function usersOf({ host, folders }) {
	const users = /* @__PURE__ */ new Map([[own, []]]);
	for (const { directory, paths } of folders) for (const place of (await readEngines(host, directory))?.places ?? []) {
		const key = JSON.stringify(place);
		users.set(key, [...users.get(key) ?? [], ...paths.length > 0 ? [directory] : []]);
	}
	return users;
}
/** Nobody needs Docker, or an engine that is no more, for the sake of runs that have left nothing. */
function complaintOf(reply) {
	const { isOwn, directories, listed } = reply;
	if (listed.ok) return [];
	const { reason, message, hint } = listed.error;
	return directories.length > 0 || isOwn && reason !== "missing" ? [{
		message,
		hint
	}] : [];
}

// src/container/leftover-folders.ts
/** `parents`: where folders of runs lie, and of shells. Folders of living ones too: who lists must ask afterwards. */
async function listFolders(files, parents) {
	const shells = (await Promise.all(parents.shells.map((parent) => listShellFolders(files, parent)))).flat();
	const runs = (await Promise.all(parents.runs.map((parent) => runsBelow(files, parent)))).flat();
	return [...await Promise.all(runs.map((directory) => stagesOf(files, directory))), ...shells.map((directory) => ({
		directory,
		paths: [directory]
	}))];
}
const runsBelow = async (files, parent) => (await files.list(parent) ?? []).map((name) => join(parent, name));
/** A folder for each container, beside the note of engines, which a resume needs. */
async function stagesOf(files, directory) {
	const parent = join(directory, "containers");
	const paths = [];
	for (const name of await files.list(parent) ?? []) {
		const path = join(parent, name);
		if ((await files.stat(path))?.kind === "directory") paths.push(path);
	}
	return {
		directory,
		paths
	};
}
/** Why a folder is still there; undefined when it is gone. */
async function removeFolder(files, path) {
	try {
		await (isShellFolder(path) ? removeShellFolder(files, path) : files.remove(path));
		return;
	} catch (error) {
		return error.message;
	}
}

// src/container/life.ts
/** Asks about each folder once: hundreds of containers may belong to one run. */
function askLives(host) {
	const known = /* @__PURE__ */ new Map();
	return (directory) => {
		const life = known.get(directory) ?? lifeOf(host, directory);
		known.set(directory, life);
		return life;
	};
}
/** A folder that may not be looked into is somebody else's, so what becomes of it is theirs to say. */
async function lifeOf(host, directory) {
	try {
		return isShellFolder(directory) ? await shellLife(host, directory) : await runLife(host, directory);
	} catch (error) {
		return {
			state: "unknown",
			why: `its folder cannot be read: ${error.message}`
		};
	}
}
async function shellLife(host, directory) {
	const note = await readShellNote(host.files, directory);
	return note ? byWriter(host, note.writer, "shell") : {
		state: "over",
		why: "its shell has ended"
	};
}
async function runLife(host, directory) {
	if (await host.files.stat(directory) === void 0) return {
		state: "over",
		why: "the folder of its run is gone"
	};
	const run = await readRun(host.files, directory);
	if (!run.ok) return {
		state: "unknown",
		why: run.error.message
	};
	const { result, writer } = run.value.record;
	return result === void 0 ? byWriter(host, writer, "run") : {
		state: "over",
		why: "its run has ended"
	};
}
function byWriter({ processes }, writer, noun) {
	const { pid, hostname } = writer;
	switch (writerState(processes, writer)) {
		case "alive": return {
			state: "alive",
			why: `its ${noun} goes on, in process ${pid}`
		};
		case "dead": return {
			state: "over",
			why: `the process ${pid} of its ${noun} is gone`
		};
		case "unknown": return {
			state: "unknown",
			why: `its ${noun} is on ${hostname}, which cannot be seen from here`
		};
	}
}

// src/container/collect.ts
/** Removes the containers that nobody looks after any more, and then the folders that they worked in. */
async function collect(input, host) {
	const { dryRun } = input;
	const folders = await listFolders(host.files, input);
	const asked = await askEngines({
		...input,
		host,
		folders
	});
	const lifeOf = askLives(host);
	const here = {
		hostname: host.processes.hostname,
		view: await viewOf(host.files)
	};
	const judged = await judge(asked.containers, {
		...here,
		lifeOf
	});
	const over = judged.filter(({ life }) => life.state === "over").map(({ container }) => container);
	const complaints = dryRun ? /* @__PURE__ */ new Map() : await removeContainers(over);
	const containers = judged.map((each) => settled({
		...each,
		complaints,
		dryRun
	}));
	const inUse = /* @__PURE__ */ new Set([
		...asked.unknown,
		...judged.filter(({ life }) => life.state !== "over").map(({ container }) => container.directory),
		...[...complaints.keys()].map(({ directory }) => directory)
	]);
	const cleared = await clear(folders.filter(({ directory }) => !inUse.has(directory)), {
		dryRun,
		files: host.files,
		lifeOf
	});
	return {
		items: [...containers, ...cleared],
		unasked: asked.unasked
	};
}
/** A container's folder tells; on another machine that is another folder, if there is one at all. */
function judge(containers, here) {
	const life = async ({ hostname, view, directory }) => {
		if (hostname !== here.hostname) return {
			state: "unknown",
			why: `it was made by ${hostname}, which cannot be seen from here`
		};
		if (view !== "" && view !== here.view) return {
			state: "unknown",
			why: "it was made where other folders are seen than here, such as in a container"
		};
		return here.lifeOf(directory);
	};
	return Promise.all(containers.map(async (container) => ({
		container,
		life: await life(container)
	})));
}
function settled(settlement) {
	const { id, name, step, engine } = settlement.container;
	return {
		kind: "container",
		id,
		name,
		step,
		engine: engine.name,
		...fateOf(settlement)
	};
}
function fateOf(settlement) {
	const { container, life, complaints, dryRun } = settlement;
	const complaint = complaints.get(container);
	const { why } = life;
	const command = removalCommand(container);
	if (life.state === "alive") return {
		fate: "left",
		why
	};
	if (life.state === "unknown") return {
		fate: "left",
		why,
		command
	};
	if (complaint !== void 0) return {
		fate: "failed",
		why: complaint,
		command
	};
	return {
		fate: dryRun ? "removable" : "removed",
		why
	};
}
async function clear(folders, input) {
	const { dryRun, files, lifeOf } = input;
	const found = [];
	for (const { directory, paths } of folders.filter((each) => each.paths.length > 0)) {
		const { state, why } = await lifeOf(directory);
		if (state !== "over") continue;
		for (const name of paths) {
			const complaint = dryRun ? void 0 : await removeFolder(files, name);
			const item = complaint === void 0 ? {
				fate: dryRun ? "removable" : "removed",
				why
			} : {
				fate: "failed",
				why: complaint
			};
			found.push({
				kind: "folder",
				name,
				...item
			});
		}
	}
	return found;
}

// src/cli/gc.ts
async function execute(args, io) {
	if (args.flag("store")) {
		if (args.list("run").length > 0) return usageError("--run names runs whose jobs go, and --store has none", io);
		return (await import("./gc-store.js")).executeStore(args, io);
	}
	if (args.text("older-than") !== void 0) return usageError("--older-than says what goes of a store", io, "add --store");
	const dryRun = args.flag("dry-run");
	const found = await collectAll(args, io, await io.host());
	if (!found.ok) return usageError(found.error, io);
	if (args.flag("json")) writeJson({
		dryRun,
		...found.value
	}, io);
	else write(found.value, {
		dryRun,
		io
	});
	return isComplete(found.value) ? exitCodes.done : exitCodes.ourFault;
}
/** Jobs first: they cost the most. */
async function collectAll(args, io, host) {
	const { env, cwd } = io;
	const { files } = host;
	const real = await files.realpath(cwd) ?? cwd;
	const { root } = await findCheckout(files, real);
	const checkouts = [.../* @__PURE__ */ new Set([root, real])];
	const runs = unique(checkouts.map((checkout) => runsDirectory(env, checkout)));
	const shells = unique(checkouts.map((checkout) => shellsDirectory(env, checkout)));
	const { collectJobsHere } = await import("./gc-jobs.js");
	const jobs = await collectJobsHere(args, {
		io,
		host,
		runs
	});
	if (!jobs.ok) return err(jobs.error);
	const rest = await collect({
		env,
		cwd,
		dryRun: args.flag("dry-run"),
		runs,
		shells
	}, host);
	return ok({
		items: [...jobs.value.items, ...rest.items],
		unasked: [...jobs.value.unasked, ...rest.unasked]
	});
}
const unique = (paths) => [...new Set(paths)];
const isComplete = ({ items, unasked }) => unasked.length === 0 && items.every(({ fate }) => fate !== "failed");
function write({ items, unasked }, { dryRun, io }) {
	const { stdout, stderr, cwd } = io;
	const lines = [...itemLines(items, {
		paint: paintFor(stdout),
		cwd
	}), summary(items, {
		dryRun,
		isComplete: unasked.length === 0
	})];
	stdout.write(`${lines.join("\n")}\n`);
	for (const { message, hint } of unasked) stderr.write(`${paintFor(stderr)("red", "error:")} ${message}\n  ${hint}\n`);
}
const words = {
	removed: {
		text: "removed",
		style: "green"
	},
	removable: {
		text: "would remove",
		style: "cyan"
	},
	left: {
		text: "left alone",
		style: "dim"
	},
	failed: {
		text: "not removed",
		style: "red"
	}
};
function itemLines(items, { paint, cwd }) {
	const rows = items.map((item) => [
		words[item.fate],
		nameOf(item, cwd),
		item.kind === "job" ? cut(item.why, 400) : item.why
	]);
	return [
		...renderTable(void 0, rows, paint),
		...hint("For the jobs that are left:", commandsOf(items, true)),
		...hint("To remove what is left all the same:", commandsOf(items, false))
	];
}
function nameOf(item, cwd) {
	if (item.kind === "job") {
		const step = item.step === void 0 ? "" : ` (${item.step} of run ${item.run ?? "?"})`;
		return cut(`job ${item.name} on ${item.operator}${step}`, 120);
	}
	return item.kind === "folder" ? relative(cwd, item.name) || "." : item.name;
}
const commandsOf = (items, isJob) => unique(items.flatMap(({ kind, command }) => command === void 0 || kind === "job" !== isJob ? [] : [`  ${command}`]));
const hint = (text, commands) => commands.length === 0 ? [] : [text, ...commands];
function summary(items, { dryRun, isComplete }) {
	const count = (fate, kind) => items.filter((item) => item.fate === fate && (kind === void 0 || item.kind === kind)).length;
	const fate = dryRun ? "removable" : "removed";
	if (items.length === 0) return isComplete ? "there is nothing to remove" : "nothing was removed";
	const gone = `${items.some(({ kind }) => kind === "job") ? `${plural(count(fate, "job"), "job")}, ` : ""}${plural(count(fate, "container"), "container")} and ${plural(count(fate, "folder"), "folder")}`;
	return [
		dryRun ? `${gone} would be removed` : `${gone} removed`,
		...count("left") === 0 ? [] : [`${count("left")} left alone`],
		...count("failed") === 0 ? [] : [`${count("failed")} could not be removed`]
	].join(", ");
}

export { execute };