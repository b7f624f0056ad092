// src/cli/signals.ts
const names = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
/** Listens until it is disposed of. `onKill` runs once, after `kill` was aborted. */
function listenForSignals(onKill, source = process) {
	const first = new AbortController();
	const second = new AbortController();
	let isSignalled = false;
	const stop = (signal) => {
		if (!first.signal.aborted) first.abort({
			reason: "signal",
			signal
		});
	};
	const kill = (signal) => {
		if (signal === "SIGHUP" || second.signal.aborted) return;
		second.abort({
			reason: "signal",
			signal
		});
		onKill();
	};
	const onSignal = (signal) => {
		const act = isSignalled ? kill : stop;
		isSignalled = true;
		act(signal);
	};
	for (const name of names) source.on(name, onSignal);
	return {
		signal: first.signal,
		kill: second.signal,
		stop,
		dispose: () => {
			for (const name of names) source.removeListener(name, onSignal);
		}
	};
}

export { listenForSignals as t };