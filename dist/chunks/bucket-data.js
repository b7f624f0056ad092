import { K as compileGlob, Q as matches, W as isBucket, ht as ok, mt as err } from "./check.js";
import { posix } from "node:path";

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

export { stepData as n, bucketDigests as t };