import { ct as suggest } from "./check.js";
import { t as createMasker } from "./mask.js";

// src/run/values.ts
/** Bytes of one value. */
const longestValue = 65536;
/** Reads the file that a step wrote its `name=value` lines to, and removes it: it may hold what must not stay. */
async function takeValues(files, path, declared) {
	const stat = await files.stat(path);
	if (!stat) return {
		values: {},
		faults: []
	};
	const fault = unreadable(stat, declared);
	const text = fault === void 0 ? await files.read(path) : void 0;
	await files.remove(path);
	return fault === void 0 ? parseValues(text ?? "", declared) : {
		values: {},
		faults: [fault]
	};
}
/** Reading a pipe would wait for ever, and a link may lead to what is none of the step's. */
function unreadable({ kind, size }, { names }) {
	if (kind !== "file") return "the values file was replaced by something that is no file";
	return size > (names.length + 1) * 66560 ? `the values file has ${size} bytes, over the limit of 64 KiB a value` : void 0;
}
/** One `name=value` a line; the last of a name wins, a name that was not written is absent. */
function parseValues(text, declared) {
	const values = /* @__PURE__ */ new Map();
	const faults = [];
	const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
	for (const [index, line] of lines.entries()) {
		if (line.trim() === "") continue;
		const at = line.indexOf("=");
		const [name, value] = [line.slice(0, at), line.slice(at + 1)];
		const fault = at === -1 ? malformed(line, index + 1) : faultOf(name, value, index + 1, declared);
		if (fault === void 0) values.set(name, value);
		else faults.push(fault);
	}
	return {
		values: Object.fromEntries(values),
		faults
	};
}
function malformed(line, number) {
	return `line ${number} of the values file is malformed: ${/^\w+<</.test(line) ? "a value is one line, so write longer text to an output" : "expected name=value"}`;
}
function faultOf(name, value, line, { names, secrets }) {
	if (!names.includes(name)) return undeclared(name, line, names);
	const bytes = Buffer.byteLength(value);
	if (bytes > longestValue) return `value ${name} has ${bytes} bytes, over the limit of ${longestValue}: write it to an output`;
	const secret = Object.keys(secrets).find((key) => holds(value, secrets[key]));
	if (secret === void 0) return void 0;
	return `value ${name} contains the secret ${secret}: values stand in the journal and in reports`;
}
/** Also in part, as one line of several, and in the encodings that logs are searched for. */
const holds = (value, secret = "") => createMasker([secret]).spans(value).length > 0;
function undeclared(name, line, names) {
	if (name !== name.trim() && names.includes(name.trim())) return `line ${line} of the values file has spaces around the name ${name.trim()}: write name=value without them`;
	const near = suggest(name, names);
	const hint = near === void 0 ? "add it to the step's `values`" : `did you mean ${near}?`;
	return `line ${line} of the values file writes ${JSON.stringify(name)}, which the step does not declare: ${hint}`;
}

export { takeValues as t };