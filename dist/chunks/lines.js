import { StringDecoder } from "node:string_decoder";

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

export { lineStream as t };