// src/run/writer.ts
/** This process, as a journal or a lock names it. */
function thisWriter({ pid, hostname, bootId, startToken }) {
	return {
		pid,
		hostname,
		bootId,
		startToken: startToken(pid) ?? ""
	};
}
function writerState(processes, writer) {
	if (writer.hostname !== processes.hostname) return "unknown";
	if (writer.bootId !== processes.bootId) return "dead";
	return processes.startToken(writer.pid) === writer.startToken ? "alive" : "dead";
}

export { writerState as n, thisWriter as t };