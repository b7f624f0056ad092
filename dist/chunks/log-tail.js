// src/report/log-tail.ts
const mostBytes = 65536;
/** The last lines of a log file; none where the step printed nothing. */
async function logTail(files, path) {
	const stat = await files.stat(path);
	if (stat?.kind !== "file") return [];
	const from = Math.max(0, stat.size - mostBytes);
	const bytes = await files.readFrom(path, from, mostBytes);
	const lines = Buffer.from(bytes ?? []).toString("utf8").split("\n");
	if (lines.at(-1) === "") lines.pop();
	if (from > 0 && lines.length > 1) lines.shift();
	return lines.slice(-10);
}

export { logTail as t };