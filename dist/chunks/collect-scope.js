import { ht as ok, mt as err } from "./check.js";
import { S as readable, T as uploadOf, _ as readText, g as inParallel, i as parse, o as readManifestAt, r as parseRunIndex, v as artifactDomain } from "./run-index.js";
import { t as patiently } from "./patience.js";

// src/artifact/collect-decision.ts
/** An upload is on its way for so long before a manifest names it, or never will be. */
const leastMs = 864e5;
/** What goes: all that no kept run needs, as far as everything is understood. Pure. */
function decide(input) {
	const { found } = input;
	const needed = neededManifests(input);
	const uploads = doomedUploads(input, needed);
	return {
		manifests: found.manifests.filter((manifest) => manifest.content && !needed.has(manifest)).map((what) => ({
			what,
			why: `no kept run needs what ${what.content?.step} left`
		})),
		uploads,
		runs: found.runs.filter((run) => run.index && !isKept(run, input)).map((what) => ({
			what,
			why: "it is over for so long"
		})),
		latest: found.latest.filter(({ modifiedAt }) => !isYoung(modifiedAt, input)).map((what) => ({
			what,
			why: "its pipeline has not run for so long"
		})),
		unclear: unclear(input)
	};
}
/** What has no date is as good as new. */
const isYoung = (at, { now, olderThanMs }) => at === void 0 || now - at <= olderThanMs;
/** By whichever date is later: the clock of the machine that wrote it may have been wrong. */
const isKept = ({ index, modifiedAt }, input) => isYoung(modifiedAt, input) || index !== void 0 && isYoung(index.at, input);
function neededManifests(input) {
	const { found, scope } = input;
	const kept = found.runs.filter((run) => isKept(run, input));
	const named = new Set(kept.flatMap(({ index }) => Object.values(index?.legs ?? {}).map(({ manifest }) => manifest)));
	const held = new Set(kept.filter(({ index }) => !index).flatMap(({ domain }) => readable(scope.readersOf(domain))));
	return new Set(found.manifests.filter(({ key, domain, content, modifiedAt }) => !content || named.has(key) || held.has(domain) || isYoung(modifiedAt, input) || isYoung(content.at, input)));
}
function doomedUploads(input, needed) {
	const { found, scope, olderThanMs } = input;
	const frozen = new Set(found.manifests.filter(({ content }) => !content).flatMap(({ domain }) => readable(scope.readersOf(domain))));
	const inUse = new Set([...needed].flatMap(({ content }) => content?.uploads ?? []));
	const named = new Set(found.manifests.flatMap(({ content }) => content?.uploads ?? []));
	const onItsWay = {
		...input,
		olderThanMs: Math.max(olderThanMs, leastMs)
	};
	return found.uploads.flatMap((what) => {
		const { prefix, domain, modifiedAt } = what;
		if (frozen.has(domain) || inUse.has(prefix)) return [];
		if (named.has(prefix)) return [{
			what,
			why: "no kept run needs it"
		}];
		return isYoung(modifiedAt, onItsWay) ? [] : [{
			what,
			why: "no step's manifest names it"
		}];
	});
}
function unclear(input) {
	const { manifests, runs } = input.found;
	return [...manifests.filter(({ content }) => !content).map((what) => ({
		what,
		why: "this manifest cannot be understood, so all outputs that it might name stay"
	})), ...runs.filter(({ index }) => !index).map((what) => ({
		what,
		why: isKept(what, input) ? "this index of a run cannot be understood, so all manifests that it might name stay" : "this index of a run cannot be understood"
	}))];
}
/** Trees that nobody may count on any more. `found`: all uploads that there are. */
function doomedTrees(trees, { uploads, found, now }) {
	const going = new Set(uploads.map(({ what: { prefix } }) => prefix));
	const there = new Set(found.map(({ prefix }) => prefix));
	return trees.flatMap((what) => {
		if (!what.uploads) return [{
			what,
			why: "it cannot be understood"
		}];
		if (what.uploads.some((prefix) => going.has(prefix))) return [{
			what,
			why: "it names what goes"
		}];
		return what.modifiedAt !== void 0 && now - what.modifiedAt > 864e5 && what.uploads.some((prefix) => !there.has(prefix)) ? [{
			what,
			why: "it names what is not there"
		}] : [];
	});
}

// src/artifact/collect-item.ts
function itemOf(kind, { what, why }) {
	if ("prefix" in what) {
		const { prefix: key, bytes, objects, modifiedAt: at } = what;
		return {
			kind,
			key,
			why,
			bytes,
			objects,
			at
		};
	}
	const { key, size: bytes, modifiedAt: at } = what;
	return {
		kind,
		key,
		why,
		bytes,
		objects: 1,
		at
	};
}
/** Another version of an object is another thing. */
const identityOf = (what) => "prefix" in what ? what.prefix : `${what.version} ${what.key}`;

// src/artifact/collect-listing.ts
const stopped = {
	reason: "unreachable",
	message: "it was stopped"
};
/** All of a scope. */
async function listScope(request) {
	const objects = /* @__PURE__ */ new Map();
	const uploads = /* @__PURE__ */ new Map();
	const { scope } = request;
	for (const prefix of scope.prefixes) {
		const done = await listBelow(request, prefix, async (page) => {
			for (const object of page) {
				const { key } = object;
				const domain = scope.domainOf(key);
				if (domain === void 0 || object.isFolder || key.endsWith("/")) continue;
				const upload = uploadOf(key, [domain]);
				if (upload !== void 0) {
					uploads.set(upload, withObject(uploads.get(upload), {
						upload,
						domain,
						object
					}));
					continue;
				}
				const kind = key.slice(domain.length).split("/", 1)[0] ?? "";
				const known = objects.get(kind);
				if (known) known.push({
					...object,
					domain
				});
				else objects.set(kind, [{
					...object,
					domain
				}]);
			}
			return ok(void 0);
		});
		if (!done.ok) return done;
	}
	return ok({
		objects,
		uploads
	});
}
/** Hands over page by page, up to the first fault. */
async function listBelow(request, prefix, take) {
	const { store, signal } = request;
	for (let from, isFirst = true; isFirst || from !== void 0; isFirst = false) {
		const page = await patiently(request, () => store.source.list(prefix, from, signal));
		if (!page.ok) return isFirst && page.error.reason === "missing" ? ok(void 0) : page;
		if (signal.aborted) return err(stopped);
		const taken = await take(page.value.objects);
		if (!taken.ok) return taken;
		from = page.value.next;
	}
	return ok(void 0);
}
function withObject(known, found) {
	const { upload, domain, object } = found;
	const { objects = 0, bytes = 0, modifiedAt = 0 } = known ?? {};
	const isUndated = object.modifiedAt === void 0 || known && known.modifiedAt === void 0;
	return {
		domain,
		prefix: upload,
		objects: objects + 1,
		bytes: bytes + object.size,
		modifiedAt: isUndated ? void 0 : Math.max(modifiedAt, object.modifiedAt ?? 0)
	};
}

// src/artifact/collect-survey.ts
/** Lists all of a scope, and reads manifests and indexes of runs. */
async function survey(request) {
	const listed = await listScope(request);
	if (!listed.ok) return listed;
	const { objects, uploads } = listed.value;
	const manifests = await readEach(request, objects.get("manifests") ?? [], readManifest);
	if (!manifests.ok) return manifests;
	const runs = await readEach(request, objects.get("runs") ?? [], readRun);
	if (!runs.ok) return runs;
	return ok({
		manifests: manifests.value,
		runs: runs.value,
		uploads: [...uploads.values()],
		latest: objects.get("latest") ?? [],
		trees: objects.get("trees") ?? []
	});
}
/** In the order of the objects; what vanished meanwhile is left out. */
async function readEach(request, objects, read) {
	const found = /* @__PURE__ */ new Map();
	const done = await inParallel(objects, request.signal, async (object, signal) => {
		const one = await read({
			...request,
			signal
		}, object);
		if (one.ok && one.value !== void 0) found.set(object, one.value);
		return one.ok ? ok(void 0) : one;
	});
	if (!done) return err(stopped);
	return done.ok ? ok(objects.flatMap((object) => found.get(object) ?? [])) : done;
}
const readManifest = async (request, object) => {
	const domain = request.scope.readersOf(object.domain);
	const found = await readManifestAt({
		...request,
		domain
	}, object.key);
	if (found.ok) return ok(found.value && {
		...object,
		content: contentOf(found.value, request.scope)
	});
	const { reason, message } = found.error;
	return reason === "invalid" ? ok({
		...object,
		content: void 0
	}) : err({
		reason,
		message
	});
};
function contentOf({ step, at, outputs }, scope) {
	return {
		step,
		at,
		uploads: uploadsOf(outputs.flatMap(({ entries }) => entries.flatMap((entry) => entry.kind === "file" ? [entry.key] : [])), scope)
	};
}
function uploadsOf(keys, scope) {
	const uploads = /* @__PURE__ */ new Set();
	for (const key of keys) {
		const domain = scope.domainOf(key);
		const upload = domain === void 0 ? void 0 : uploadOf(key, [domain]);
		if (upload !== void 0) uploads.add(upload);
	}
	return [...uploads];
}
const readRun = async (request, object) => {
	const text = await readText(request.store.source, object.key, request);
	if (!text.ok || text.value === void 0) return text.ok ? ok(void 0) : text;
	return ok({
		...object,
		index: parseRunIndex(text.value)
	});
};
/** What says that a tree is in the store already. */
function readTrees(request, trees) {
	return readEach(request, trees, async ({ store, scope, ...patience }, object) => {
		const text = await readText(store.source, object.key, patience);
		if (!text.ok || text.value === void 0) return text.ok ? ok(void 0) : text;
		const entries = parse(text.value)?.entries;
		const keys = Array.isArray(entries) ? entries.map(keyOf).filter((key) => key !== void 0) : void 0;
		return ok({
			...object,
			uploads: keys && uploadsOf(keys, scope)
		});
	});
}
function keyOf(entry) {
	const key = typeof entry === "object" && entry !== null && "key" in entry ? entry.key : void 0;
	return typeof key === "string" ? key : void 0;
}

// src/artifact/collect-removal.ts
const decideNow = ({ scope, clock, olderThanMs }, found) => decide({
	found,
	scope,
	now: clock.now(),
	olderThanMs
});
/**
* The order is what keeps a run whole that publishes at the same time. It may count on a tree that is about to go, so trees go
* first: who has not yet written its manifest misses the tree when it looks again after that, and sends copies of its own.
* Who has written it is found by another look at the manifests, and what these name stays.
*/
var Removal = class {
	#request;
	#judged;
	#items = [];
	/** Domains whose objects a manifest may name that changed since it was read. */
	#changed = /* @__PURE__ */ new Set();
	#fault;
	constructor(request, judged) {
		this.#request = request;
		this.#judged = judged;
	}
	async run() {
		const { decision: first, trees } = this.#judged;
		for (const one of first.unclear) this.#note(itemOf(kindOf(one.what), one), "unclear");
		await this.#removeEach("tree", trees, (one) => this.#removeKeys([one.key]));
		const last = await this.#lookAgain();
		const ifSame = (one) => this.#removeIfSame(one);
		await this.#removeEach("manifest", this.#still("manifest", first.manifests, last.manifests), ifSame);
		await this.#removeUploads(this.#still("outputs", first.uploads, last.uploads));
		await this.#removeEach("run", this.#still("run", first.runs, last.runs), ifSame);
		await this.#removeEach("latest", first.latest, ifSame);
		return {
			items: this.#items,
			...this.#fault && { fault: this.#fault }
		};
	}
	/** What is to go by all that is there now. */
	async #lookAgain() {
		const { found, decision } = this.#judged;
		const { manifests, uploads, runs } = decision;
		const isIdle = manifests.length + uploads.length + runs.length === 0;
		if (this.#request.dryRun || isIdle || this.#fault) return decision;
		const now = await survey(this.#request);
		if (now.ok) return decideNow(this.#request, {
			...found,
			manifests: now.value.manifests,
			runs: now.value.runs
		});
		this.#fault = now.error;
		return decision;
	}
	#still(kind, first, last) {
		const doomed = new Set(last.map(({ what }) => identityOf(what)));
		const isStill = ({ what }) => doomed.has(identityOf(what));
		for (const one of first) if (!isStill(one)) this.#note({
			...itemOf(kind, one),
			why: "it was needed again meanwhile"
		}, "rescued");
		return first.filter(isStill);
	}
	async #removeEach(kind, doomed, removeOne) {
		await inParallel(doomed, new AbortController().signal, async (one) => {
			await this.#remove(itemOf(kind, one), () => removeOne(one.what));
			return ok(void 0);
		});
	}
	/** Another object may have got its name since it was listed: that one stays. */
	async #removeIfSame({ key, version, domain }) {
		const { store, scope, signal } = this.#request;
		const now = await patiently(this.#request, () => store.source.look(key, signal));
		if (!now.ok) return now.error.reason === "missing" ? ok("removed") : now;
		if (isSameVersion(now.value.version, version)) return this.#removeKeys([key]);
		for (const prefix of readable(scope.readersOf(domain))) this.#changed.add(prefix);
		return ok("rescued");
	}
	async #removeKeys(keys) {
		const { store, signal } = this.#request;
		const removed = await patiently(this.#request, () => store.sink.remove(keys, signal));
		return removed.ok ? ok("removed") : removed;
	}
	/** What a manifest names that has just changed is not known, so all that it might name stays. */
	async #removeUploads(doomed) {
		for (const one of doomed) {
			const item = itemOf("outputs", one);
			const { domain, prefix } = one.what;
			if (this.#changed.has(domain)) this.#note({
				...item,
				why: "a manifest changed meanwhile that may name it"
			}, "rescued");
			else await this.#remove(item, async () => {
				const removed = await listBelow(this.#request, prefix, async (page) => {
					const gone = await this.#removeKeys(page.map(({ key }) => key));
					return gone.ok ? ok(void 0) : gone;
				});
				return removed.ok ? ok("removed") : removed;
			});
		}
	}
	/** After a fault nothing is removed any more: what comes later stands on what went before. */
	async #remove(item, act) {
		const { dryRun, signal } = this.#request;
		if (dryRun) return this.#note(item, "removable");
		if (signal.aborted) this.#fault ??= stopped;
		if (this.#fault) return this.#note(item, "left");
		const done = await act();
		if (!done.ok) this.#fault ??= signal.aborted ? stopped : done.error;
		this.#note(item, done.ok ? done.value : "failed");
	}
	#note({ key, ...item }, fate) {
		this.#items.push({
			...item,
			uri: this.#request.store.uriOf(key),
			fate
		});
	}
};
/** Azure's listing leaves away the quotes that stand around the same ETag in its headers. */
const isSameVersion = (one, other) => one.replaceAll("\"", "") === other.replaceAll("\"", "");
const kindOf = ({ key, domain }) => key.startsWith("runs/", domain.length) ? "run" : "manifest";

// src/artifact/collect.ts
/** Removes what no kept run needs, or says what that is. The error: not all could be looked at, so nothing was removed. */
async function collectStore(request) {
	const found = await survey(request);
	if (!found.ok) return found;
	const decision = decideNow(request, found.value);
	const trees = await judgeTrees(request, {
		found: found.value,
		decision
	});
	if (!trees.ok) return trees;
	return ok(await new Removal(request, {
		found: found.value,
		decision,
		trees: trees.value
	}).run());
}
/** A tree names what lies in its own domain. */
async function judgeTrees(request, { found, decision: { uploads } }) {
	const domains = new Set(uploads.map(({ what: { domain } }) => domain));
	const read = await readTrees(request, found.trees.filter(({ domain }) => domains.has(domain)));
	if (!read.ok) return read;
	return ok(doomedTrees(read.value, {
		uploads,
		found: found.uploads,
		now: request.clock.now()
	}));
}

// src/artifact/collect-scope.ts
/** All domains of a repository. `prefix`: the store's own. */
function repositoryScope(prefix, repositoryId) {
	const { trusted } = artifactDomain(prefix, {
		trustDomain: "trusted",
		repositoryId
	});
	const repository = trusted.slice(`${prefix}trusted/`.length);
	const others = `${prefix}untrusted/`;
	return {
		prefixes: [trusted, others],
		domainOf(key) {
			if (key.startsWith(trusted)) return trusted;
			if (!key.startsWith(others)) return void 0;
			const end = key.indexOf("/", others.length) + 1;
			return end > 0 && key.startsWith(repository, end) ? key.slice(0, end + repository.length) : void 0;
		},
		readersOf: (own) => ({
			own,
			trusted
		})
	};
}
/** For a run that may not touch what others left. Nobody but its domain's runs reads what lies there. */
const ownScope = ({ own }) => ({
	prefixes: [own],
	domainOf: (key) => key.startsWith(own) ? own : void 0,
	readersOf: () => ({
		own,
		trusted: own
	})
});

export { leastMs as i, repositoryScope as n, collectStore as r, ownScope as t };