import { $ as ok, Q as err } from "./check.js";
import { join } from "node:path";

// src/container/engine-fault.ts
/** What stands for the client's words where there is no `docker` on PATH. */
const missingClient = "docker: not found";
const known = [
	{
		reason: "missing",
		pattern: new RegExp(`^${missingClient}`),
		message: () => "there is no docker command on PATH",
		hint: "Install Docker, or send such steps elsewhere with defaults.step_operator and a stack, or write image: null to run on the host"
	},
	{
		reason: "not-allowed",
		pattern: /permission denied while trying to connect|dial unix .*permission denied/i,
		message: (name) => `this user may not talk to ${name}`,
		hint: "Add the user to the group docker, or set DOCKER_HOST to an engine of its own"
	},
	{
		reason: "unreachable",
		pattern: /cannot connect to the docker daemon|failed to connect to the docker api|error during connect|connection refused|context .* not found|unable to resolve docker endpoint|no such host|connect to podman|no answer in time/i,
		message: (name) => `${name} does not answer`,
		hint: "Start the Docker engine, or correct DOCKER_HOST or the docker context"
	},
	{
		reason: "no-gpu",
		pattern: /could not select device driver|failed to discover GPU vendor|nvidia-container-cli|unknown or invalid runtime name: nvidia|unresolvable CDI devices/i,
		message: (name) => `${name} cannot give a container a GPU`,
		hint: "Install the NVIDIA driver and the NVIDIA Container Toolkit on that machine, or choose --stack local to run without a GPU"
	},
	{
		reason: "bind-missing",
		pattern: /bind source path does not exist|invalid mount config for type "bind"/i,
		message: (name) => `${name} does not see the files of this machine`,
		hint: "Nothing to do: stepops copies them instead"
	},
	{
		reason: "limits",
		pattern: /minimum memory limit|range of cpus is|memory limit should be|shm size/i,
		message: (name) => `${name} does not take the step's resources`,
		hint: "Correct its resources"
	},
	{
		reason: "no-space",
		pattern: /no space left on device/i,
		message: (name) => `the disk of ${name} is full`,
		hint: "Free some of it with docker system prune"
	}
];
/** What the client's words mean. */
function engineFault(stderr, name) {
	const text = stderr.trim();
	const found = known.find(({ pattern }) => pattern.test(text));
	if (found) return {
		reason: found.reason,
		message: `${found.message(name)}${detail(text)}`,
		hint: found.hint
	};
	return {
		reason: "other",
		message: `${name} refused${detail(text) || ", without a reason"}`,
		hint: "Try the same with docker run, and mend what it says"
	};
}
/** Its first telling line. */
function detail(text) {
	const plain = text.split("\n").map((each) => each.trim()).find((each) => each !== "" && !/^(see '|run '|emulate docker cli|warn(ing)?\b)|^docker: not found$/i.test(each))?.replace(/^docker: /, "").replace(/^Error response from daemon: /, "").replace(/\.$/, "");
	return plain ? `: ${plain.slice(0, 500)}` : "";
}

// src/container/engine.ts
const callTimeoutMs = 3e4;
function openEngine(input) {
	const { host, place, env, cwd } = input;
	const prefix = placeOptions(place);
	const start = (args, extra) => host.spawn({
		file: "docker",
		args: [...prefix, ...args],
		cwd,
		env: {
			...clientEnv(env, place),
			...extra
		}
	});
	const call = (args, options = {}) => reply(start(args, options.env), host.clock, options);
	let info;
	return {
		name: nameOf(place),
		place,
		start,
		call,
		async info() {
			info ??= askInfo(call, nameOf(place));
			const asked = info;
			const told = await asked;
			if (!told.ok && info === asked) info = void 0;
			return told;
		}
	};
}
const nameOf = ({ host, context }) => host !== void 0 ? `Docker at ${host}` : context !== void 0 ? `Docker of the context ${context}` : "Docker";
/** What tells the client of a place. */
function placeOptions({ host, context }) {
	if (host !== void 0) return ["--host", host];
	return context === void 0 ? [] : ["--context", context];
}
/**
* The whole environment but what lets a process act as this job towards GitHub. A context that is named wins; the client would let
* DOCKER_HOST win over it.
*/
function clientEnv(env, { host, context }) {
	const isNamed = host !== void 0 || context !== void 0;
	const isDropped = (name) => /^(ACTIONS|INPUT|STATE)_/.test(name) || isNamed && /^DOCKER_(HOST|CONTEXT)$/.test(name);
	return Object.fromEntries(Object.entries(env).filter(([name]) => !isDropped(name)));
}
async function reply(child, clock, options) {
	const { signal, timeoutMs = callTimeoutMs } = options;
	const chunks = {
		stdout: [],
		stderr: []
	};
	child.onOutput((stream, chunk) => chunks[stream].push(chunk));
	const over = new AbortController();
	const stop = () => child.signal("SIGKILL");
	signal?.addEventListener("abort", stop, { once: true });
	if (signal?.aborted) stop();
	clock.sleep(timeoutMs, over.signal).then(stop, () => {});
	const end = await child.ended;
	over.abort();
	signal?.removeEventListener("abort", stop);
	const text = (stream) => Buffer.concat(chunks[stream]).toString("utf8");
	return replyOf(end, text("stdout"), text("stderr"));
}
function replyOf(end, stdout, stderr) {
	if (end.kind === "exited") return {
		code: end.code,
		stdout,
		stderr
	};
	if (end.kind === "signalled") return {
		code: void 0,
		stdout,
		stderr: `${stderr}no answer in time`
	};
	return {
		code: void 0,
		stdout,
		stderr: end.error.code === "ENOENT" ? missingClient : end.error.message
	};
}
async function askInfo(call, name) {
	const { code, stdout, stderr } = await call([
		"info",
		"--format",
		"{{json .}}"
	]);
	const info = parseInfo(stdout);
	if (code === 0 && info) return ok(info);
	return err(engineFault(stderr || serverErrors(stdout), name));
}
function parseRaw(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
const serverErrors = (text) => (parseRaw(text)?.ServerErrors ?? []).join("\n");
/** Undefined where no engine is behind the answer. */
function parseInfo(text) {
	const raw = parseRaw(text);
	if (!raw?.ServerVersion) return void 0;
	const security = (raw.SecurityOptions ?? []).map((option) => /name=([^,]+)/.exec(option)?.[1] ?? option);
	const indexes = Object.entries(raw.RegistryConfig?.IndexConfigs ?? {});
	return {
		version: raw.ServerVersion,
		os: raw.OSType ?? "linux",
		architecture: architectures.get(raw.Architecture ?? "") ?? raw.Architecture ?? "amd64",
		cpus: raw.NCPU ?? 0,
		memoryBytes: raw.MemTotal ?? 0,
		isRootless: security.includes("rootless"),
		mapsUsers: security.includes("userns"),
		hasSelinux: security.includes("selinux"),
		insecureRegistries: indexes.filter(([, { Secure }]) => Secure === false).map(([name]) => name)
	};
}
const architectures = /* @__PURE__ */ new Map([
	["x86_64", "amd64"],
	["aarch64", "arm64"],
	["armv7l", "arm"]
]);

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

export { runLabel as a, placeOptions as c, readEngines as i, engineFault as l, openEngines as n, removeAll as o, placeOf as r, openEngine as s, enginesFile as t, missingClient as u };