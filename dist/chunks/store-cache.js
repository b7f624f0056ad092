import { n as trustOf } from "./obstacles.js";
import { T as findPlace, ht as ok, mt as err } from "./check.js";
import { C as plural, y as bytes } from "./program.js";
import { t as stateDirectory } from "./state-directory.js";
import { t as identify } from "./identity.js";
import { t as sha256Of } from "./sha256.js";
import { r as collectStore, t as ownScope } from "./collect-scope.js";
import { v as artifactDomain } from "./run-index.js";
import { t as openLocalStore } from "./local.js";
import { t as firstLine } from "./artifact-fault.js";
import { Worker } from "node:worker_threads";
import { dirname, extname, isAbsolute, join, relative, resolve } from "node:path";
import { text } from "node:stream/consumers";

// src/action/store-cache-place.ts
/** What of a store a domain writes: a path in it. */
const domainPath = (domain) => domain === "trusted" ? "trusted" : `untrusted/${domain}`;
/** The folder of a store that goes with the job; undefined where the store outlives it. `workspace`: absolute. */
function passingStore(address, { checkout, root }, workspace) {
	if (!address) return join(checkout, ".stepops", "store");
	if (address.kind !== "local") return void 0;
	const path = resolve(root, address.path);
	const inside = relative(workspace, path);
	return inside.startsWith("..") || isAbsolute(inside) ? void 0 : path;
}
/** Of the entries that hold what a domain wrote. */
function cacheKeys(input) {
	const { domain, env, host, place, runKey } = input;
	const { checkout, pipelinePath, remote } = place;
	const { repositoryId, runId } = identify({
		env,
		host,
		runKey,
		pipelinePath,
		checkout,
		remote
	});
	const pipeline = `stepops-1-${domain}-${short(repositoryId)}-${short(pipelinePath)}-`;
	const job = `${pipeline}${short(runKey)}-`;
	return {
		key: `${job}${runId}-${env.GITHUB_RUN_ATTEMPT || "1"}`,
		earlier: [job, pipeline]
	};
}
const short = (text) => sha256Of(text).slice(0, 16);

// src/action/store-cache-prune.ts
const dayMs = 864e5;
/** GitHub drops what nobody used for a week, so nobody misses what is older. */
const keptMs = 7 * dayMs;
/** Each save holds all that was restored, so without this it would only grow. `store`: absolute. */
async function pruneStore(input) {
	const { host, run, signal, fits } = input;
	const store = openLocalStore(input.store, host);
	const scope = ownScope(artifactDomain(store.prefix, run));
	for (const olderThanMs of [keptMs, dayMs]) {
		await collectStore({
			...host,
			store,
			scope,
			olderThanMs,
			dryRun: false,
			signal
		});
		if (await fits()) return;
	}
}

// src/action/store-cache-tree.ts
/** At once: more would only queue up. */
const width = 64;
/** Through no link. A folder that is not there has no files. */
async function filesBelow(files, top) {
	const sizes = /* @__PURE__ */ new Map();
	const strange = [];
	const visit = async (path) => {
		const stat = await files.stat(join(top, path));
		if (stat?.kind === "file") sizes.set(path, stat.size);
		else if (stat?.kind === "directory") await visitAll(path);
		else if (stat) strange.push(path);
	};
	const visitAll = async (path) => {
		const names = await files.list(join(top, path)) ?? [];
		for (let at = 0; at < names.length; at += width) await Promise.all(names.slice(at, at + width).map((name) => visit(join(path, name))));
	};
	await visit("");
	return {
		sizes,
		strange
	};
}
const sameFiles = (left, right) => left.size === right.size && [...left].every(([path, size]) => right.get(path) === size);
const totalSize = (sizes) => [...sizes.values()].reduce((sum, size) => sum + size, 0);
/** Moves what is below `from` to where there is nothing yet: what a store holds never changes, so nothing is lost. */
async function graft(files, from, to) {
	const [source, target] = [await files.stat(from), await files.stat(to)];
	if (!source) return;
	if (!target) return files.move(from, to);
	if (source.kind !== "directory" || target.kind !== "directory") return;
	for (const name of await files.list(from) ?? []) await graft(files, join(from, name), join(to, name));
}

// src/action/store-cache-worker.ts
/**
* One request to GitHub's cache, by its package in a thread of its own: that reads the environment of the process, prints
* what it does, secrets among it, and cannot be stopped. The value is the key of the entry; undefined where none was found.
*/
async function askCache(request, input) {
	const { env, host, temp, ms } = input;
	const [done, deadline] = [new AbortController(), new AbortController()];
	const late = host.clock.sleep(ms, done.signal).then(() => deadline.abort(), () => void 0);
	const signal = AbortSignal.any([input.signal, deadline.signal]);
	const result = await ask(request, {
		env,
		temp,
		signal
	});
	done.abort();
	await late;
	return signal.aborted ? err({
		kind: "failed",
		why: "its time was over"
	}) : result;
}
async function ask(request, { env, temp, signal }) {
	const file = new URL(`./store-cache-thread${extname(import.meta.url)}`, import.meta.url);
	const thread = new Worker(file, {
		env: {
			...env,
			GITHUB_WORKSPACE: request.root,
			RUNNER_TEMP: temp
		},
		workerData: request,
		execArgv: [],
		stdout: true,
		stderr: true
	});
	const stop = () => void thread.terminate();
	signal.addEventListener("abort", stop);
	if (signal.aborted) stop();
	const [answer, printed] = await Promise.all([
		answerOf(thread),
		text(thread.stdout),
		text(thread.stderr)
	]);
	signal.removeEventListener("abort", stop);
	return "error" in answer ? err({
		kind: "failed",
		why: firstLine(answer.error)
	}) : judge(answer, request, printed);
}
async function answerOf(thread) {
	let answer = { error: "its thread ended" };
	thread.on("message", (message) => {
		answer = message;
	});
	thread.on("error", (error) => {
		answer = { error: error instanceof Error ? error.message : String(error) };
	});
	await new Promise((resolve) => thread.on("exit", resolve));
	return answer;
}
/** The package takes a fault for an entry that is not there, and only prints what it was. */
function judge({ key }, { kind }, printed) {
	if (key !== void 0) return ok(key);
	const [, unwanted] = /^(Cache (?:save|restore) skipped: .*)$/m.exec(printed) ?? [];
	if (unwanted !== void 0) return err({
		kind: "unwanted",
		why: unwanted
	});
	const [, command, plain] = /^(?:::(?:warning|error)[^:]*::(.*)|(Failed to save: .*))$/m.exec(printed) ?? [];
	const why = command === void 0 ? plain : unescaped(command);
	if (why === void 0 && kind === "restore") return ok(void 0);
	return err({
		kind: "failed",
		why: firstLine(why ?? "GitHub did not take it")
	});
}
/** As @actions/core escapes what a workflow command says. */
const unescaped = (text) => text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");

// src/action/store-cache.ts
/** All caches of a repository together may have 10 GB; GitHub then drops what was not used for longest. */
const largest = 5e9;
/** No cache is worth more of a job's time. */
const restoreMs = 6e5;
const saveMs = 9e5;
const pruneMs = 12e4;
/** The artifact store of a job, brought from GitHub's cache and back; undefined where it needs no cache, or has none. */
async function openStoreCache(input, surroundings) {
	const { file, cwd, runKey, pipeline } = input;
	const { io, warn, say } = surroundings;
	const { env, host } = io;
	const place = await findPlace({
		file,
		cwd,
		env
	}, host);
	const workspace = resolve(cwd, env.GITHUB_WORKSPACE || ".");
	const top = await host.files.realpath(workspace) ?? workspace;
	const store = passingStore(pipeline.stack.artifactStore, place, top);
	if (store === void 0) {
		say(`cache does nothing here: the artifact store of the stack ${pipeline.stack.name} outlives the job`);
		return;
	}
	if (!env.ACTIONS_RESULTS_URL && !env.ACTIONS_CACHE_URL) {
		warn("cache does nothing here: the runner offers no cache");
		return;
	}
	const { domain } = trustOf(place, env);
	const keysOf = (of) => cacheKeys({
		domain: of,
		env,
		host,
		place,
		runKey
	});
	return new StoreCache({
		...surroundings,
		store,
		checkout: place.checkout,
		domain,
		keysOf
	});
}
var StoreCache = class {
	#made;
	/** What GitHub has of the run's own domain. */
	#known = /* @__PURE__ */ new Map();
	#isUsable = true;
	constructor(made) {
		this.#made = made;
	}
	/** Before the run. Trusted runs get what trusted runs wrote, and nothing else. */
	async restore() {
		const { domain, warn } = this.#made;
		try {
			this.#isUsable = await this.#prepare();
			if (!this.#isUsable) return;
			for (const of of /* @__PURE__ */ new Set([domain, "trusted"])) await this.#restoreDomain(of);
		} catch (error) {
			warn(`the artifact store could not be restored: ${messageOf(error)}`);
		}
	}
	/** After the run, whatever became of it: what its steps did need not be done again. */
	async save({ run }) {
		const { domain, store, warn, io } = this.#made;
		if (!this.#isUsable || run.trustDomain !== domain) return;
		try {
			const path = domainPath(domain);
			const look = async () => (await filesBelow(io.host.files, join(store, path))).sizes;
			const before = await look();
			if (before.size === 0 || sameFiles(before, this.#known)) return;
			const fits = async () => totalSize(await look()) <= largest;
			await pruneStore({
				host: io.host,
				store,
				run,
				signal: AbortSignal.timeout(pruneMs),
				fits
			});
			const sizes = await look();
			const size = totalSize(sizes);
			if (size <= largest) await this.#save(path, sizes);
			else warn(`the artifact store has ${bytes(size)}, too much for GitHub's cache, which takes 10 GB a repository: give the stack an artifact_store in a bucket, or delete the repository's caches to begin anew`);
		} catch (error) {
			warn(`the artifact store was not saved: ${messageOf(error)}`);
		}
	}
	/** False where something else lies in the store's place, such as a link that came with the checkout. */
	async #prepare() {
		const { io, store, checkout, warn } = this.#made;
		const { files } = io.host;
		if (dirname(dirname(store)) === checkout) await stateDirectory(files, checkout);
		await files.makeDirectory(store);
		if (await files.realpath(store) === store) return true;
		warn(`cache does nothing here: ${store} leads elsewhere`);
		return false;
	}
	async #restoreDomain(of) {
		const { keysOf, domain, store, io, warn, say } = this.#made;
		const { files } = io.host;
		const { key, earlier } = keysOf(of);
		const path = domainPath(of);
		await withScratch(this.#made, async (stage, temp) => {
			const result = await askCache({
				kind: "restore",
				root: stage,
				path,
				key,
				restoreKeys: earlier
			}, {
				...io,
				temp,
				ms: restoreMs
			});
			if (!result.ok) return this.#tell("the artifact store could not be restored from GitHub's cache", result.error);
			if (result.value === void 0) return;
			const found = await filesBelow(files, join(stage, path));
			if (found.strange.length > 0) return warn(`what GitHub's cache has under ${result.value} is not used: it holds a link, ${found.strange[0]}`);
			await files.makeDirectory(dirname(join(store, path)));
			await graft(files, join(stage, path), join(store, path));
			if (of === domain) this.#known = found.sizes;
			const what = `${plural(found.sizes.size, "file")}, ${bytes(totalSize(found.sizes))}`;
			say(`artifact store: ${what} of earlier ${of} runs came from GitHub's cache`);
		});
	}
	async #save(path, sizes) {
		const { keysOf, domain, store, io, say } = this.#made;
		await withScratch(this.#made, async (_stage, temp) => {
			const request = {
				kind: "save",
				root: store,
				path,
				key: keysOf(domain).key,
				restoreKeys: []
			};
			const result = await askCache(request, {
				...io,
				temp,
				ms: saveMs
			});
			if (!result.ok) return this.#tell("the artifact store was not saved in GitHub's cache", result.error);
			this.#known = sizes;
			say(`artifact store: ${plural(sizes.size, "file")}, ${bytes(totalSize(sizes))} saved in GitHub's cache`);
		});
	}
	#tell(what, { kind, why }) {
		const { warn, say } = this.#made;
		if (kind === "failed") warn(`${what}: ${why}`);
		else say(`${what}: ${why}`);
	}
};
/** With folders that go afterwards: a broken archive leaves nothing in the store. */
async function withScratch({ io, checkout }, work) {
	const { files, random } = io.host;
	const folder = join(io.env.RUNNER_TEMP || join(checkout, ".stepops"), `stepops-cache-${random.hex(8)}`);
	const [stage, temp] = [join(folder, "stage"), join(folder, "temp")];
	await Promise.all([files.makeDirectory(stage), files.makeDirectory(temp)]);
	try {
		await work(stage, temp);
	} finally {
		await files.remove(folder).catch(() => void 0);
	}
}
const messageOf = (error) => error instanceof Error ? error.message : String(error);

export { openStoreCache };