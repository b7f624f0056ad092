import { ht as ok, mt as err } from "./check.js";

// src/run/journal.ts
/** `validBytes`, as the reader found them: what a kill left behind them is cut off. */
function openJournal(files, path, validBytes) {
	const appender = files.appender(path, validBytes);
	return {
		write(event) {
			if (event.type === "output") return;
			if (appender.isRemoved()) throw new Error(`${path} was removed while the run went on`);
			appender.write(journalLine(event));
			if (isDurable(event)) appender.sync();
		},
		close: () => appender.close()
	};
}
/** Where a power cut would lose these two, a job that costs money would run and nobody would know of it. */
const isDurable = ({ type }) => type === "job-intended" || type === "job-submitted";
/** `type` and `at` come first, so that a listing of runs reads only the first bytes of each. */
function journalLine({ type, at, ...rest }) {
	return `${JSON.stringify({
		type,
		at,
		...rest
	})}\n`;
}
/** Parses a journal. A last line without its line break, or that is no event, never counts. */
function parseJournal(text) {
	const lines = text.split("\n");
	lines.pop();
	const events = [];
	let validBytes = 0;
	for (const [index, line] of lines.entries()) {
		const event = parseEvent(line);
		if (event) {
			events.push(event);
			validBytes += Buffer.byteLength(line) + 1;
		} else if (index < lines.length - 1) return err({
			line: index + 1,
			message: `line ${index + 1} of the journal is no event`
		});
	}
	return ok({
		events,
		validBytes
	});
}
function parseEvent(line) {
	try {
		const value = JSON.parse(line);
		return isEvent(value) ? value : void 0;
	} catch {
		return;
	}
}
/** Only what every event has: types that a later version writes are the fold's business. */
function isEvent(value) {
	return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "at" in value;
}
/** Undefined when there is no journal. */
async function readJournal(files, path) {
	const text = await files.read(path);
	return text === void 0 ? void 0 : parseJournal(text);
}

export { readJournal as n, openJournal as t };