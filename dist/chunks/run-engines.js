import { t as openEngine } from "./engine2.js";
import { join } from "node:path";

// src/container/remover.ts
/** Killing a container and freeing its file system may wait for the disk. */
const timeoutMs = 6e4;
function createRemover(engine) {
	let waiting = [];
	let round;
	let last = Promise.resolve();
	/** Names that come while a call is under way go with the next one. */
	function nextRound() {
		round ??= last.then(async () => {
			const names = waiting;
			waiting = [];
			round = void 0;
			const removal = complaintsOf(engine, names);
			last = removal;
			return removal;
		});
		return round;
	}
	return {
		async remove(name) {
			waiting.push(name);
			const own = (await nextRound()).filter((complaint) => mentions(complaint, name));
			return own.length > 0 ? `container ${name} may still be there: ${own.join("; ")}` : void 0;
		},
		async idle() {
			while (round) await round;
			await last;
		}
	};
}
/** What the engine complained of, without containers that are gone already. */
async function removeAll(engine, names) {
	return (await complaintsOf(engine, names)).join("; ");
}
/** Each names the containers that it is about. */
async function complaintsOf(engine, names) {
	if (names.length === 0) return [];
	const { code, stderr } = await engine.call([
		"rm",
		"--force",
		"--volumes",
		...names
	], { timeoutMs });
	if (code === 0) return [];
	const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !isGone(line));
	const isOfOne = (line) => names.some((name) => mentions(line, name));
	return lines.length === 0 || lines.some(isOfOne) ? lines : [`${lines.join("; ")} (${names.join(", ")})`];
}
/** As a word of its own: one name may be the beginning of another. */
function mentions(line, name) {
	for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
		const [before = "", after] = [line[at - 1], line.slice(at + name.length)];
		if (!/[\w.-]/.test(before) && !/^(?:[\w-]|\.\w)/.test(after)) return true;
	}
	return false;
}
const isGone = (line) => /no such container|removal of container .* is already in progress/i.test(line);

// src/container/run-engines.ts
/** Of every container; the value is the run's. */
const runLabel = "stepops.run";
/** In a run's folder of stages. */
const enginesFile = "engines.json";
const noteOf = (directory) => join(directory, "containers", enginesFile);
/** Which engines a run used; undefined where it made no container. A damaged note counts as none. */
async function readEngines({ files }, directory) {
	try {
		const noted = JSON.parse(await files.read(noteOf(directory)) ?? "null");
		return noted && typeof noted.label === "string" && Array.isArray(noted.places) ? noted : void 0;
	} catch {
		return;
	}
}
/** The engine that an operator of flavor `docker` names; of a step without an operator the client's own. */
function placeOf(operator) {
	const { host, context } = operator?.settings ?? {};
	if (typeof host === "string") return { host };
	return typeof context === "string" ? { context } : {};
}
async function openEngines(input) {
	const { host, env, directory, cwd } = input;
	const earlier = await readEngines(host, directory);
	const label = earlier?.label ?? host.random.hex(16);
	const places = [...earlier?.places ?? []];
	const opened = /* @__PURE__ */ new Map();
	const settled = [];
	async function open(place) {
		if (!places.some((known) => JSON.stringify(known) === JSON.stringify(place))) places.push(place);
		await host.files.replace(noteOf(directory), JSON.stringify({
			label,
			places
		}));
		const engine = runEngine(openEngine({
			host,
			place,
			env,
			cwd
		}), env);
		settled.push(engine);
		return engine;
	}
	return {
		label,
		all: () => settled,
		get(operator) {
			const place = placeOf(operator);
			const key = JSON.stringify(place);
			const found = opened.get(key) ?? open(place);
			opened.set(key, found);
			return found;
		}
	};
}
function runEngine(engine, env) {
	return {
		engine,
		remover: createRemover(engine),
		seesFiles: !isElsewhere(engine.place.context === void 0 ? engine.place.host ?? env.DOCKER_HOST : void 0)
	};
}
/** An engine behind a network has a disk of its own. */
const isElsewhere = (host) => host !== void 0 && host !== "" && !/^(unix|npipe|fd):/.test(host);

export { runLabel as a, readEngines as i, openEngines as n, removeAll as o, placeOf as r, enginesFile as t };