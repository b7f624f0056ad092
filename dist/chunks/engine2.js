import { ht as ok, mt as err } from "./check.js";
import { n as missingClient, t as engineFault } from "./engine-fault.js";

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

export { parseInfo as n, placeOptions as r, openEngine as t };