import { ht as ok, mt as err } from "./check.js";

// src/store/remove-each.ts
const atOnce = 16;
/** For services that remove one key a request: some at once, up to the first fault. */
async function removeEach(keys, removeOne) {
	const queue = keys.values();
	let fault;
	const removeSome = async () => {
		for (const key of queue) {
			if (fault) return;
			const removed = await removeOne(key);
			if (!removed.ok) fault ??= removed.error;
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, keys.length) }, removeSome));
	return fault ? err(fault) : ok(void 0);
}

export { removeEach as t };