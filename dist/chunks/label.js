// src/report/label.ts
const styles = [
	"cyan",
	"magenta",
	"blue",
	"yellow",
	"green"
];
/** `train[lr=0.1]` → `[train lr=0.1] `, in front of what the step prints. */
function prefixOf({ id, step }) {
	const leg = id.slice(step.length);
	return leg.startsWith("[") && leg.endsWith("]") ? `[${step} ${leg.slice(1, -1)}] ` : `[${id}] `;
}
/** The same step always gets the same colour, also in two runs. */
function coloredPrefix(planned, paint) {
	let sum = 0;
	for (const character of planned.id) sum = sum * 31 + character.charCodeAt(0) >>> 0;
	return paint(styles[sum % styles.length], prefixOf(planned));
}

export { prefixOf as n, coloredPrefix as t };