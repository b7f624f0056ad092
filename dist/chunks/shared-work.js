// src/image/shared-work.ts
function shareWork(act) {
	const end = new AbortController();
	const work = act(end.signal);
	let waiting = 0;
	async function leave() {
		waiting--;
		if (waiting > 0) return;
		end.abort();
		await work;
	}
	return {
		get isAbandoned() {
			return end.signal.aborted;
		},
		async wait(signal) {
			waiting++;
			const aborted = Promise.withResolvers();
			const onAbort = () => aborted.resolve("aborted");
			signal.addEventListener("abort", onAbort, { once: true });
			if (signal.aborted) onAbort();
			try {
				const first = await Promise.race([work.then((value) => ({ value })), aborted.promise]);
				if (first === "aborted") return await leave();
				waiting--;
				return first.value;
			} finally {
				signal.removeEventListener("abort", onAbort);
			}
		}
	};
}

export { shareWork as t };