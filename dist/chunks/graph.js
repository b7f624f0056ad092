// src/report/graph.ts
/** Nodes and edges as programs read them: an edge goes from a step to the one that needs it. */
function graphJson(nodes, extra = () => ({})) {
	const lines = (items) => items.map((item) => `\n    ${JSON.stringify(item)}`).join(",");
	const edges = nodes.flatMap(({ id, needs }) => needs.map((from) => ({
		from,
		to: id
	})));
	const shown = nodes.map((node) => ({
		id: node.id,
		...extra(node)
	}));
	const list = (items) => items.length === 0 ? "[]" : `[${lines(items)}\n  ]`;
	return `{\n  "nodes": ${list(shown)},\n  "edges": ${list(edges)}\n}\n`;
}
const classes = {
	success: "fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
	failure: "fill:#ffebe9,stroke:#cf222e,color:#1f2328",
	cancelled: "fill:#fff8c5,stroke:#9a6700,color:#1f2328",
	skipped: "fill:#f6f8fa,stroke:#8c959f,color:#59636e,stroke-dasharray:4"
};
/** Above this, looking for shortcuts costs more than a chart that nobody can read is worth. */
const mostReduced = 500;
/**
* The same order with fewer edges: one to a step that is needed through another anyway says nothing new and clutters
* the chart. Nodes come needs first.
*/
function withoutShortcuts(nodes) {
	if (nodes.length > mostReduced) return nodes;
	const above = /* @__PURE__ */ new Map();
	return nodes.map((node) => {
		const through = new Set(node.needs.flatMap((need) => [...above.get(need) ?? []]));
		above.set(node.id, /* @__PURE__ */ new Set([...through, ...node.needs]));
		return {
			...node,
			needs: node.needs.filter((need) => !through.has(need))
		};
	});
}
/** A Mermaid flowchart, as GitHub draws it in Markdown; nodes are numbered, so that an id may hold anything. */
function mermaid(nodes) {
	const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
	const used = new Set(nodes.flatMap(({ result }) => result && result in classes ? [result] : []));
	return [
		"flowchart LR",
		...nodes.map(({ id, label, result }) => {
			const style = result && result in classes ? `:::${result}` : "";
			return `  ${names.get(id)}["${escapeLabel(label ?? id)}"]${style}`;
		}),
		...nodes.flatMap(({ id, needs }) => needs.flatMap((need) => names.has(need) ? [`  ${names.get(need)} --> ${names.get(id)}`] : [])),
		...[...used].map((name) => `  classDef ${name} ${classes[name]}`),
		""
	].join("\n");
}
/** Everything but plain characters becomes an entity: no label can end its string, its fence, or begin HTML. */
const escapeLabel = (text) => [...text].map((character) => /[\w .,=/()-]/.test(character) ? character : `#${character.codePointAt(0)};`).join("");

export { mermaid as n, withoutShortcuts as r, graphJson as t };