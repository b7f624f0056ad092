// src/report/inert.ts
/** What the runner's comparison may overlook; its trim takes white space away besides. */
const overlooked = String.raw`\p{C}\p{M}\p{Default_Ignorable_Code_Point}`;
const startsLikeCommand = new RegExp(String.raw`^[\s\p{Z}${overlooked}]*:[${overlooked}]*:`, "u");
const legacyCommand = new RegExp(String.raw`#([${overlooked}]*)#([${overlooked}]*)\[`, "gu");
/** .NET ends a line at each of them, a carriage return alone included. */
const lineBreak = /\r\n|\n|\r/;
/** The lines of a text as the runner will see them, none of which it takes for a workflow command. */
function inertLines(text) {
	return text.split(lineBreak).map(inertLine);
}
/** Makes one line inert; the reader still sees every character that was printed. */
function inertLine(line) {
	const unmarked = line.includes("[") ? line.replace(legacyCommand, "#$1#$2 [") : line;
	return line.includes(":") && startsLikeCommand.test(unmarked) ? `| ${unmarked}` : unmarked;
}

export { inertLines as t };