import { mt as err } from "./check.js";

// src/store/patience.ts
const mostTries = 8;
const firstMs = 500;
const longestMs = 2e4;
/** A service that asks for more is not obeyed to the letter: an hour's sleep would look like a hang. */
const longestAskedMs = 12e4;
const mayPass = ({ reason }) => reason === "busy" || reason === "unreachable";
/** Waits before another try; undefined when there is none to be had. `failed`: in a row. */
async function pause({ clock, random, signal }, fault, failed) {
	if (!mayPass(fault) || failed >= mostTries || signal.aborted) return void 0;
	const bound = Math.min(longestMs, firstMs * 2 ** (failed - 1));
	const asked = Math.min(longestAskedMs, retryAfterMs(fault.retryAfter, clock.now()));
	await clock.sleep(asked + random.float() * bound, signal).catch(() => {});
	return signal.aborted ? void 0 : "again";
}
async function patiently(patience, act) {
	for (let failed = 1;; failed++) {
		const done = await act();
		if (done.ok || !await pause(patience, done.error, failed)) return done.ok ? done : err(afterTries(done.error, failed));
	}
}
const afterTries = (fault, tries) => mayPass(fault) && tries > 1 ? {
	...fault,
	message: `${fault.message} (tried ${tries} times)`
} : fault;
function retryAfterMs(header, now) {
	if (header === void 0) return 0;
	if (/^\d+$/.test(header)) return Number(header) * 1e3;
	const date = Date.parse(header);
	return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

export { pause as n, patiently as t };