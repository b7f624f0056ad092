import { i as leastMs, n as repositoryScope, r as collectStore, t as ownScope } from "./collect-scope.js";
import { r as partialFolder } from "./local-path.js";
import { v as artifactDomain } from "./run-index.js";
import { A as parseDuration, ht as ok, k as durationHint, mt as err } from "./check.js";
import { t as openStoreHere } from "./artifacts-store.js";
import { C as plural, _ as paintFor, b as cut, c as writeJson, d as defaultFile, o as usageError, u as exitCodes, y as bytes } from "./program.js";
import { t as renderTable } from "./table.js";
import { t as listenForSignals } from "./signals.js";
import { join } from "node:path";

// src/artifact/collect-partials.ts
/** What writers that were killed left in the folder of a store; nobody writes to a file for as long as that. */
async function collectPartials(folder, { files, clock, dryRun }) {
	const items = [];
	const partials = join(folder, partialFolder);
	for (const name of await files.list(partials) ?? []) {
		const uri = join(partials, name);
		const stat = await files.stat(uri);
		if (!stat || clock.now() - stat.mtimeMs <= 864e5) continue;
		if (!dryRun) await files.remove(uri);
		const what = {
			kind: "partial",
			why: "who wrote it was killed",
			fate: dryRun ? "removable" : "removed"
		};
		items.push({
			...what,
			uri,
			bytes: stat.size,
			objects: 1,
			at: stat.mtimeMs
		});
	}
	return items;
}

// src/cli/gc-store-view.ts
/** What became of each thing, for people, and how much it comes to. */
function writeStoreCollection(items, { dryRun, now, stdout }) {
	const lines = [...itemLines(items, {
		now,
		paint: paintFor(stdout)
	}), summary(items, dryRun)];
	stdout.write(`${lines.join("\n")}\n`);
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
	rescued: {
		text: "kept",
		style: "dim"
	},
	left: {
		text: "left alone",
		style: "dim"
	},
	failed: {
		text: "not removed",
		style: "red"
	},
	unclear: {
		text: "not understood",
		style: "yellow"
	}
};
const nouns = {
	outputs: "upload",
	manifest: "manifest",
	run: "run",
	tree: "tree",
	latest: "index",
	partial: "partial file"
};
function itemLines(items, { now, paint }) {
	const rows = items.map(({ kind, uri, fate, why, bytes: size, objects, at }) => [
		words[fate],
		nouns[kind],
		{
			text: at === void 0 ? "" : age(now - at),
			align: "right"
		},
		{
			text: bytes(size),
			align: "right"
		},
		cut(uri, Number.POSITIVE_INFINITY),
		{
			text: cut(objects === 1 ? why : `${plural(objects, "file")}; ${why}`, 100),
			style: "dim"
		}
	]);
	return renderTable(void 0, rows, paint);
}
const hourMs = 36e5;
const age = (ms) => ms < 48 * hourMs ? `${Math.max(0, Math.floor(ms / hourMs))} h` : `${Math.floor(ms / (24 * hourMs))} d`;
function summary(items, dryRun) {
	if (items.length === 0) return "there is nothing to remove";
	const gone = items.filter(({ fate }) => fate === (dryRun ? "removable" : "removed"));
	const others = [
		"rescued",
		"unclear",
		"failed",
		"left"
	].flatMap((fate) => {
		const count = items.filter((item) => item.fate === fate).length;
		return count === 0 ? [] : [`${count} ${words[fate].text}`];
	});
	return [goneText(gone, dryRun), ...others].join(", ");
}
function goneText(gone, dryRun) {
	if (gone.length === 0) return dryRun ? "nothing would be removed" : "nothing was removed";
	const counts = Object.keys(nouns).flatMap((kind) => {
		const count = gone.filter((item) => item.kind === kind).length;
		const noun = nouns[kind];
		return count === 0 ? [] : [noun === "index" && count > 1 ? `${count} indexes` : plural(count, noun)];
	});
	const size = bytes(gone.reduce((sum, item) => sum + item.bytes, 0));
	return `${counts.join(", ")} ${dryRun ? "would be removed" : "removed"}, ${size} in all`;
}

// src/cli/gc-store.ts
/** `stepops gc --store`. */
async function executeStore(args, io) {
	const age = parseAge(args.text("older-than") ?? "30d");
	if (!age.ok) return usageError(age.error.message, io, age.error.hint);
	const host = await io.host();
	const asked = {
		file: args.text("file") ?? "pipeline.yaml",
		stack: args.text("stack")
	};
	const opened = await openStoreHere(asked, io, host);
	if (typeof opened === "number") return opened;
	const signals = listenForSignals(() => io.exit(exitCodes.cancelled));
	const options = {
		olderThanMs: age.value,
		dryRun: args.flag("dry-run"),
		signal: signals.signal
	};
	try {
		const code = tell(await collect(opened, options, host), {
			...options,
			args,
			io,
			opened,
			now: host.clock.now()
		});
		return signals.signal.aborted ? exitCodes.cancelled : code;
	} finally {
		signals.dispose();
		opened.store.close();
	}
}
async function collect(opened, options, host) {
	const { store, folder } = opened;
	const collected = await collectStore({
		...host,
		...options,
		store,
		scope: scopeOf(opened)
	});
	if (!collected.ok || collected.value.fault || folder === void 0) return collected;
	const partials = await collectPartials(folder, {
		...host,
		dryRun: options.dryRun
	});
	return ok({ items: [...collected.value.items, ...partials] });
}
function scopeOf({ store: { prefix }, trust, repositoryId, isConfined }) {
	if (!isConfined) return repositoryScope(prefix, repositoryId);
	return ownScope(artifactDomain(prefix, {
		trustDomain: trust.domain,
		repositoryId
	}));
}
function tell(collected, shown) {
	const { args, io, opened, dryRun } = shown;
	if (!collected.ok) {
		usageError(`${collected.error.message}; nothing was removed`, io);
		return exitCodes.ourFault;
	}
	const { items, fault } = collected.value;
	if (args.flag("json")) {
		const store = opened.store.uriOf(opened.store.prefix);
		writeJson({
			dryRun,
			store,
			items,
			...fault && { error: fault.message }
		}, io);
	} else writeStoreCollection(items, {
		...shown,
		stdout: io.stdout
	});
	if (!fault) return exitCodes.done;
	usageError(fault.message, io, "what was not removed is still whole: the same command goes on from there");
	return exitCodes.ourFault;
}
/** As durations of a pipeline, and longer. */
function parseAge(text) {
	const [, days = "0", rest = text] = /^(\d+(?:\.\d+)?)d(.*)$/.exec(text.trim()) ?? [];
	const parsed = rest === "" ? ok(0) : parseDuration(rest);
	if (!parsed.ok) return err({
		message: `--older-than: ${parsed.error}`,
		hint: `${durationHint}, or 90d`
	});
	const ms = Number(days) * 864e5 + parsed.value;
	if (ms >= 864e5) return ok(ms);
	return err({
		message: "--older-than is 1d or more: what a run that goes on needs may be as old as that",
		hint: "write a time that is longer than your longest run, such as 30d"
	});
}

export { executeStore };