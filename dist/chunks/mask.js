// src/run/mask.ts
const replacement = "***";
/** Shorter values would hide half of every log. */
const shortest = 3;
/** Of a secret inside a longer base64 text only what no neighbour touches can be known; shorter than this it hits anything. */
const shortestInner = 8;
/**
* Hides every secret, and each line of one of several lines, as it is and in base64, URI and JSON form. Values of
* fewer than 3 characters are not hidden, nor are other encodings (hex, compressed).
*/
function createMasker(secrets) {
	const forms = [...new Set([...secrets].flatMap(formsOf))].filter((form) => form.length >= shortest);
	if (forms.length === 0) return {
		longest: 0,
		spans: () => [],
		mask: (text, covered = 0) => text.slice(covered)
	};
	const looks = firstLooks(forms);
	const spans = (text) => looks.some((look) => look.test(text)) ? joined(forms.flatMap((form) => occurrences(text, form))) : [];
	return {
		longest: forms.reduce((longest, { length }) => Math.max(longest, length), 0),
		spans,
		mask: (text, covered = 0) => replaced(text, spans(text), covered)
	};
}
/** Enough characters of a form to tell nearly every text free of it. */
const lookedAt = 12;
/** V8 refuses to compile an expression that is too large, as a secret of some hundred lines would make it. */
const mostAlternatives = 500;
/** A pass of each alternation tells nearly every text free of secrets; only the others pay for a search by form. */
function firstLooks(forms) {
	const starts = [...new Set(forms.map((form) => form.slice(0, lookedAt)))].map(literal);
	const count = Math.ceil(starts.length / mostAlternatives);
	return Array.from({ length: count }, (_, at) => {
		const some = starts.slice(at * mostAlternatives, (at + 1) * mostAlternatives);
		return new RegExp(some.join("|"));
	});
}
const literal = (text) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
function occurrences(text, form) {
	const found = [];
	for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) found.push([at, at + form.length]);
	return found;
}
/** Overlapping secrets become one span: replacing one after the other would leave the rest of the second. */
function joined(spans) {
	const result = [];
	for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
		const last = result.at(-1);
		if (last && start <= last[1]) last[1] = Math.max(last[1], end);
		else result.push([start, end]);
	}
	return result;
}
function replaced(text, spans, covered) {
	let result = "";
	let at = covered;
	for (const [start, end] of spans) {
		if (end <= at) continue;
		if (start >= at && !(start === at && covered === at && covered > 0)) result += text.slice(at, start) + "***";
		at = end;
	}
	return result + text.slice(at);
}
function formsOf(secret) {
	const whole = secret.toWellFormed();
	const lines = whole.split(/\r?\n/).flatMap((line) => [line, line.trim()]);
	return [
		whole,
		whole.trim(),
		...lines
	].filter((text) => text.length >= shortest).flatMap((text) => [text, ...encodings(text)]).filter((form) => !/\n/.test(form));
}
function encodings(text) {
	return [
		...base64Forms(Buffer.from(text)),
		...uriForms(text),
		...jsonForms(text)
	];
}
function base64Forms(bytes) {
	return [bytes.toString("base64"), ...[
		0,
		1,
		2
	].map((shift) => innerBase64(bytes, shift)).filter((form) => form.length >= shortestInner)].flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")]);
}
/** What base64 makes of the bytes wherever `shift` bytes of a group of three stand before them, whatever these are. */
function innerBase64(bytes, shift) {
	return Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").slice(Math.ceil(shift * 8 / 6), Math.floor((shift + bytes.length) * 8 / 6));
}
function uriForms(text) {
	const strict = encodeURIComponent(text);
	const forms = [
		strict,
		strict.replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
		encodeURI(text)
	];
	return [...forms, ...forms.map((form) => form.replaceAll("%20", "+"))].flatMap((form) => [form, lowerHex(form)]);
}
const lowerHex = (text) => text.replaceAll(/%[0-9A-F]{2}/g, (digits) => digits.toLowerCase());
function jsonForms(text) {
	const form = JSON.stringify(text).slice(1, -1);
	return [
		form,
		form.replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
		form.replaceAll("/", "\\/")
	];
}

export { createMasker as t };