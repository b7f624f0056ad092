import { StringDecoder } from "node:string_decoder";

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

// src/run/lines.ts
/** Characters of a line that are kept at once; a longer line is passed on in pieces. */
const longestPiece = 65536;
/**
* Splits at `\n` only, so a progress bar's carriage returns stay inside their line. It never keeps more than one piece
* and one secret's length; a secret that lies across two chunks or two pieces is masked all the same.
*/
function lineStream(masker, onLines) {
	const decoder = new StringDecoder("utf8");
	let pending = "";
	/** First characters of `pending` that belong to a secret whose replacement was handed on with the piece before. */
	let covered = 0;
	function takeLines(text) {
		const end = text.lastIndexOf("\n");
		if (end === -1) {
			pending += text;
			return [];
		}
		const whole = masker.mask(pending + text.slice(0, end), covered);
		pending = text.slice(end + 1);
		covered = 0;
		return whole.split("\n").flatMap(inPieces);
	}
	/** A secret that begins before the cut is wholly in `pending`, which is a secret's length longer than the piece. */
	function takePiece() {
		const at = wholeCharacters(pending, longestPiece);
		const across = masker.spans(pending).find(([start, end]) => start < at && at < end);
		const end = Math.max(across?.[1] ?? at, covered);
		const piece = masker.mask(pending.slice(0, end), covered);
		pending = pending.slice(at);
		covered = end - at;
		return piece === "" ? [] : [piece];
	}
	function take(text) {
		const lines = takeLines(text);
		while (pending.length > longestPiece + masker.longest) lines.push(...takePiece());
		if (lines.length > 0) onLines(lines);
	}
	return {
		write: (chunk) => take(decoder.write(chunk)),
		end() {
			take(decoder.end());
			const rest = masker.mask(pending, covered);
			pending = "";
			covered = 0;
			if (rest !== "") onLines(inPieces(rest));
		}
	};
}
function inPieces(line) {
	const pieces = [];
	let rest = line;
	while (rest.length > longestPiece) {
		const at = wholeCharacters(rest, longestPiece);
		pieces.push(rest.slice(0, at));
		rest = rest.slice(at);
	}
	return [...pieces, rest];
}
/** Where to cut: not between the two halves of a surrogate pair. */
function wholeCharacters(text, at) {
	const before = text.charCodeAt(at - 1);
	return before >= 55296 && before <= 56319 ? at - 1 : at;
}

export { supervise as n, lineStream as t };