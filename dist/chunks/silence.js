// src/store/silence.ts
/** A service that sends nothing for so long has forgotten us. */
const idleMs = 3e4;
var Silence = class extends Error {
	constructor(message = "nothing came for 30 s") {
		super(message);
	}
};
/** Rejects with a Silence when the work takes too long, or where the signal comes first: not every SDK heeds one. */
async function notSilent(work, { clock, signal }) {
	const over = new AbortController();
	const onAbort = () => over.abort();
	signal.addEventListener("abort", onAbort, { once: true });
	if (signal.aborted) onAbort();
	const silence = clock.sleep(idleMs, over.signal).then(() => {
		throw new Silence();
	}, () => {
		throw new Silence("it was stopped");
	});
	silence.catch(() => {});
	work.catch(() => {});
	try {
		return await Promise.race([work, silence]);
	} finally {
		signal.removeEventListener("abort", onAbort);
		over.abort();
	}
}

export { idleMs as n, notSilent as r, Silence as t };