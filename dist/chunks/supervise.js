// src/run/supervise.ts
/** Between SIGTERM and SIGKILL: enough to save a checkpoint, little enough that a cancelled run ends within 7 s. */
const graceMs = 5e3;
/** After SIGKILL only a process stuck in the kernel still lives; it is named, not waited for. */
const patienceMs = 1500;
/**
* Waits for a child and leaves nothing of its process group behind: what outlives its leader is killed at once. On `stop`
* the whole group gets SIGTERM and five seconds, since a shell dies at once while what it runs still saves its work.
*/
async function supervise(child, clock, stop) {
	if (await endedBefore(child, stop)) return {
		end: await child.ended,
		isGone: await kill(child, clock)
	};
	child.signal("SIGTERM");
	await gone(child, clock, graceMs, 0);
	const isGone = await kill(child, clock);
	return {
		end: await within(child.ended, clock, patienceMs),
		isGone
	};
}
/** False when `stop` came first. */
async function endedBefore(child, stop) {
	const stopped = Promise.withResolvers();
	const onAbort = () => stopped.resolve(false);
	stop.addEventListener("abort", onAbort, { once: true });
	if (stop.aborted) onAbort();
	const ended = child.ended.then(() => true);
	try {
		return await Promise.race([ended, stopped.promise]);
	} finally {
		stop.removeEventListener("abort", onAbort);
	}
}
const kill = (child, clock) => gone(child, clock, patienceMs, "SIGKILL");
/** Signals, again and again (a process may fork meanwhile), until nothing of the group is left or the time is up. */
async function gone(child, clock, limitMs, signal) {
	const deadline = clock.monotonic() + limitMs;
	for (let pauseMs = 5; child.signal(signal); pauseMs = Math.min(2 * pauseMs, 100)) {
		const left = deadline - clock.monotonic();
		if (left <= 0) return false;
		await clock.sleep(Math.min(pauseMs, left));
	}
	return true;
}
async function within(promise, clock, limitMs) {
	const over = new AbortController();
	const timer = clock.sleep(limitMs, over.signal).then(() => void 0, () => void 0);
	try {
		return await Promise.race([promise, timer]);
	} finally {
		over.abort();
	}
}

export { supervise as t };