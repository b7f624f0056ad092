import { Tt as positionAt, wt as lineAt } from "./check.js";
import { C as plural, E as width, g as colored, v as plain } from "./program.js";

// src/report/excerpt.ts
/** UTF-16 units shown to either side of the caret of a very long line. */
const around = {
	before: 50,
	after: 70
};
const tab = "  ";
const mostCarets = 120;
function excerptOf({ file, range }) {
	const { line, column } = positionAt(file, range.start);
	const whole = lineAt(file, line);
	const start = Math.min(column - 1, whole.length);
	const end = Math.min(whole.length, start + Math.max(0, range.end - range.start));
	const from = start > around.before + around.after / 2 ? start - around.before : 0;
	const to = whole.length - start > around.after * 1.5 ? start + around.after : whole.length;
	const before = (from > 0 ? "…" : "") + printable(whole.slice(from, start));
	const marked = printable(whole.slice(start, Math.min(end, to)));
	const after = printable(whole.slice(Math.min(end, to), to)) + (to < whole.length ? "…" : "");
	const count = Math.min(mostCarets, Math.max(1, width(marked)));
	return {
		line,
		column,
		text: before + marked + after,
		before: " ".repeat(width(before)),
		carets: "^".repeat(count)
	};
}
/** Controls, direction overrides and halves of surrogates as visible characters: a file must not steer the terminal. */
function printable(text) {
	return text.toWellFormed().replaceAll("	", tab).replace(/\p{Cc}/gu, picture).replace(/[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, "�");
}
function picture(control) {
	const code = control.charCodeAt(0);
	if (code < 32) return String.fromCharCode(9216 + code);
	return code === 127 ? "␡" : "�";
}

// src/report/diagnostics.ts
const styles = {
	error: "red",
	warning: "yellow"
};
const mostShown = 1e4;
/** Diagnostics for a person: each with its place, source line, caret and hint, then how many there are. Ends in a line break. */
function renderDiagnostics(diagnostics, { color }) {
	if (diagnostics.length === 0) return "";
	const paint = color ? colored : plain;
	const parts = diagnostics.slice(0, mostShown).map((diagnostic) => renderOne(diagnostic, paint));
	const left = diagnostics.length - parts.length;
	if (left > 0) parts.push(`… and ${left.toLocaleString("en")} more, which --json lists`);
	return `${parts.join("\n\n")}\n\n${closing(diagnostics, paint)}\n`;
}
function renderOne({ code, severity, message, location, hint, related = [] }, paint) {
	const style = styles[severity];
	return [
		`${paint("bold", place(location))} ${paint([style, "bold"], severity)} ${paint("dim", code)} ${printable(message)}`,
		...source(location, style, paint),
		...related.flatMap((other) => [`  ${paint("bold", place(other.location))} ${printable(other.message)}`, ...source(other.location, "cyan", paint)]),
		`  ${paint("cyan", "hint:")} ${printable(hint)}`
	].join("\n");
}
/** Clickable in terminals and editors. */
function place({ file, range }) {
	const { line, column } = positionAt(file, range.start);
	return `${printable(file.path)}:${line}:${column}:`;
}
/** Nothing for a file that has no text to show. */
function source(location, style, paint) {
	if (location.file.text === "") return [];
	const { line, text, before, carets } = excerptOf(location);
	if (text === "") return [];
	const gutter = String(line);
	const blank = " ".repeat(gutter.length);
	return [`  ${paint("dim", `${gutter} |`)} ${text}`, `  ${paint("dim", `${blank} |`)} ${before}${paint(style, carets)}`];
}
function closing(diagnostics, paint) {
	const count = (wanted) => diagnostics.filter(({ severity }) => severity === wanted).length;
	return `${["error", "warning"].flatMap((severity) => count(severity) === 0 ? [] : [paint([styles[severity], "bold"], plural(count(severity), severity))]).join(", ")}; explained by \`stepops explain ${codeOf(diagnostics)}\``;
}
function codeOf(diagnostics) {
	const distinct = new Set(diagnostics.map(({ code }) => code));
	const [only] = distinct;
	return distinct.size === 1 && only !== void 0 ? only : "CODE";
}
/** Diagnostics for a program: `validate --json` prints this. */
function toJson(diagnostics) {
	return diagnostics.map(({ code, severity, message, location, hint, related = [] }) => {
		const { file, ...span } = spanOf(location);
		return {
			file,
			code,
			severity,
			message,
			...span,
			hint,
			related: related.map((other) => ({
				...spanOf(other.location),
				message: other.message
			}))
		};
	});
}
function spanOf({ file, range }) {
	const { line, column } = positionAt(file, range.start);
	const end = positionAt(file, range.end);
	return {
		file: file.path,
		line,
		column,
		endLine: end.line,
		endColumn: end.column
	};
}

export { renderDiagnostics, toJson };