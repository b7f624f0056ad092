import { E as isBucket, O as compileGlob, P as matches, X as err, Z as ok } from "./check.js";
import { t as breathe } from "./breathe.js";
import { join, posix } from "node:path";

// src/run/bucket-data.ts
/** The data of all of a step's bucket inputs, fetched where it is not here yet, within the step's pending_timeout. */
async function stepData(buckets, frame) {
	const wanted = wantedBy(frame.attempt.step);
	if (wanted.length === 0) return ok([]);
	return frame.whilePending("inputs", async (signal) => {
		const found = [];
		for (const { from, path, ...rest } of wanted) {
			const onLine = (line) => frame.output("inputs", "stdout", [line]);
			const data = await buckets.fetch({
				from,
				...rest,
				onLine,
				signal
			});
			if (!data.ok) return err({
				...data.error,
				phase: "inputs"
			});
			found.push({
				from,
				path,
				data: data.value
			});
		}
		return ok(found);
	});
}
/** Path → what its bucket holds for the step today. */
async function bucketDigests(buckets, step, signal) {
	const found = [];
	for (const { from, path, isLeftOut } of wantedBy(step)) {
		const digest = await buckets.identify({
			from,
			isLeftOut,
			signal
		});
		if (!digest.ok) return digest;
		found.push([path, digest.value]);
	}
	return ok(Object.fromEntries(found));
}
/** What an exclude takes away of a bucket is not fetched. */
function wantedBy({ inputs = [] }) {
	return inputs.flatMap((input, index) => {
		if (!isBucket(input)) return [];
		const { from, path } = input;
		const patterns = inputs.slice(index).flatMap((each) => each.kind === "exclude" ? [each.pattern] : []);
		const globs = patterns.map(compileGlob);
		const isLeftOut = (inner) => {
			const whole = posix.join(path, inner);
			return globs.some((glob) => matches(glob, whole));
		};
		return [{
			from,
			path,
			isLeftOut,
			leftOutKey: patterns.length === 0 ? "" : JSON.stringify([path, patterns])
		}];
	});
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

export { bucketDigests as n, stepData as r, walk as t };