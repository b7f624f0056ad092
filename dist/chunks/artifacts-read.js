import { ht as ok, mt as err } from "./check.js";
import { d as defaultFile, o as usageError, u as exitCodes } from "./program.js";
import { C as runKey, S as readable, _ as readText, g as inParallel, o as readManifestAt, r as parseRunIndex, v as artifactDomain } from "./run-index.js";
import { t as openStoreHere } from "./artifacts-store.js";
import { r as pickRun, t as loadRecord } from "./stored-runs.js";
import { join, relative } from "node:path";

// src/cli/artifacts.ts
/** The run that is meant, of this checkout or of the store; an exit code where there is none. Whoever gets it closes its store. */
async function findStoredRun(question) {
	const { io, host, runs, id } = question;
	const run = pickRun(runs, id);
	if (run.ok) {
		const record = await loadRecord(host, run.value);
		return record.ok ? runOfRecord(record.value, question) : usageError(record.error, io);
	}
	return id === void 0 || runs.some((each) => each.id.startsWith(id)) ? usageError(run.error, io, id === void 0 ? "name a run that is in the artifact store, or start one with stepops run" : void 0) : runOfStore(question, { id });
}
/** Whether a word can be nothing but the id of a run. */
const isRunName = (text) => /^(\d{8}-\d{6}-[0-9a-f]{4}|\d+-[0-9a-f]{8})(-\d+)?$/.test(text);
/** What it stands on it knows itself, and whose it was; but not what another stack's store has of it. */
async function runOfRecord({ run, steps }, question) {
	const { args, io, host } = question;
	const file = args.text("file") ?? relative(io.cwd, join(run.checkout, run.pipelinePath));
	const stack = args.text("stack") ?? run.stack;
	if (stack !== run.stack) return runOfStore(question, {
		id: run.id,
		file
	});
	const opened = await openStoreHere({
		file,
		stack
	}, io, host);
	if (typeof opened === "number") return opened;
	const { store } = opened;
	const legs = [...steps.values()].map(({ planned: { id, step }, manifest, cached }) => {
		return {
			leg: id,
			step,
			manifest,
			cached: cached !== void 0
		};
	});
	return {
		id: run.id,
		legs,
		store,
		domain: artifactDomain(store.prefix, run)
	};
}
async function runOfStore({ args, io, host, signal }, { id, file = args.text("file") ?? "pipeline.yaml" }) {
	const opened = await openStoreHere({
		file,
		stack: args.text("stack")
	}, io, host);
	if (typeof opened === "number") return opened;
	const { store, trust, repositoryId } = opened;
	const domain = artifactDomain(store.prefix, {
		trustDomain: trust.domain,
		repositoryId
	});
	const legs = await legsOf({
		opened,
		domain,
		id,
		patience: {
			...host,
			signal
		}
	});
	if (legs.ok) return {
		id,
		legs: legs.value,
		store,
		domain
	};
	store.close();
	const { message, hint, isOurs } = legs.error;
	usageError(message, io, hint);
	return isOurs ? exitCodes.ourFault : exitCodes.badInput;
}
async function legsOf(input) {
	const { opened, domain, id, patience } = input;
	const { store } = opened;
	const where = store.uriOf(store.prefix);
	for (const prefix of /^\w[\w.-]*$/.test(id) ? readable(domain) : []) {
		const text = await readText(store.source, runKey(prefix, id), patience);
		if (!text.ok) return err({
			message: text.error.message,
			isOurs: true
		});
		if (text.value === void 0) continue;
		const index = parseRunIndex(text.value);
		if (index) return ok(Object.entries(index.legs).map(([leg, one]) => ({
			leg,
			step: stepOf(leg),
			...one
		})));
		return err({
			message: `what ${where} has of run ${id} cannot be understood`,
			hint: "another version of stepops wrote it: use that one, or a newer one",
			isOurs: true
		});
	}
	return err({
		message: `there is no run ${id} here, and none of this repository in ${where}`,
		hint: "A run on GitHub belongs to the repository's number: set GITHUB_REPOSITORY_ID to see it from here. `stepops gc --store` may have removed it",
		isOurs: false
	});
}
/** `train` of `train[lr=0.1]`. */
const stepOf = (leg) => leg.split("[", 1)[0] ?? leg;

// src/cli/artifacts-read.ts
/** Of all legs that left something, in their order. The error: the store does not answer. */
async function readLegs({ legs, store, domain }, patience) {
	const found = /* @__PURE__ */ new Map();
	const done = await inParallel(legs, patience.signal, async (leg, signal) => {
		if (leg.manifest === void 0) return ok(void 0);
		const read = await readManifestAt({
			...patience,
			signal,
			store,
			domain
		}, leg.manifest);
		if (!read.ok && read.error.reason !== "invalid") return read;
		if (!read.ok) found.set(leg, {
			ok: false,
			why: read.error.message
		});
		else found.set(leg, read.value ? {
			ok: true,
			manifest: read.value
		} : {
			ok: false,
			why: gone
		});
		return ok(void 0);
	});
	if (done && !done.ok) return done;
	return ok(legs.flatMap((leg) => {
		const content = found.get(leg);
		return content ? [{
			...leg,
			content
		}] : [];
	}));
}
const gone = "it is not in the store any more: `stepops gc --store` may have removed it, so run the step again";
function showOutput({ path, isDirectory, digest, entries }) {
	const files = entries.filter((entry) => entry.kind === "file");
	const keys = files.map((file) => isDirectory ? folderOf(file) : file.key);
	return {
		path,
		isDirectory,
		size: files.reduce((sum, file) => sum + file.size, 0),
		files: files.length,
		digest,
		keys: [...new Set(keys)]
	};
}
/** Where the output lies whose file this is: most often it is the same for all. */
const folderOf = ({ key, path }) => key.endsWith(`/${path}`) ? key.slice(0, -path.length) : key;

export { isRunName as i, showOutput as n, findStoredRun as r, readLegs as t };