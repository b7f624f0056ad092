/** A step of a graph and the steps that it needs; edges to steps that are not among the nodes are left out. */
export interface GraphNode {
  readonly id: string;
  readonly needs: readonly string[];
  /** What stands in the box; the id where it is missing. */
  readonly label?: string;
  readonly result?: string;
}

/** Nodes and edges as programs read them: an edge goes from a step to the one that needs it. */
export function graphJson<T extends GraphNode>(
  nodes: readonly T[],
  extra: (node: T) => Readonly<Record<string, unknown>> = () => ({}),
): string {
  const lines = (items: readonly object[]): string =>
    items.map((item) => `\n    ${JSON.stringify(item)}`).join(",");
  const edges = nodes.flatMap(({ id, needs }) => needs.map((from) => ({ from, to: id })));
  const shown = nodes.map((node) => ({ id: node.id, ...extra(node) }));
  const list = (items: readonly object[]): string => (items.length === 0 ? "[]" : `[${lines(items)}\n  ]`);
  return `{\n  "nodes": ${list(shown)},\n  "edges": ${list(edges)}\n}\n`;
}

const classes: Readonly<Record<string, string>> = {
  success: "fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
  failure: "fill:#ffebe9,stroke:#cf222e,color:#1f2328",
  cancelled: "fill:#fff8c5,stroke:#9a6700,color:#1f2328",
  skipped: "fill:#f6f8fa,stroke:#8c959f,color:#59636e,stroke-dasharray:4",
};

/** Above this, looking for shortcuts costs more than a chart that nobody can read is worth. */
const mostReduced = 500;

/**
 * The same order with fewer edges: one to a step that is needed through another anyway says nothing new and clutters
 * the chart. Nodes come needs first.
 */
export function withoutShortcuts<T extends GraphNode>(nodes: readonly T[]): readonly T[] {
  if (nodes.length > mostReduced) return nodes;
  const above = new Map<string, ReadonlySet<string>>();
  return nodes.map((node) => {
    const through = new Set(node.needs.flatMap((need) => [...(above.get(need) ?? [])]));
    above.set(node.id, new Set([...through, ...node.needs]));
    return { ...node, needs: node.needs.filter((need) => !through.has(need)) };
  });
}

/** A Mermaid flowchart, as GitHub draws it in Markdown; nodes are numbered, so that an id may hold anything. */
export function mermaid(nodes: readonly GraphNode[]): string {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const used = new Set(nodes.flatMap(({ result }) => (result && result in classes ? [result] : [])));
  return [
    "flowchart LR",
    ...nodes.map(({ id, label, result }) => {
      const style = result && result in classes ? `:::${result}` : "";
      return `  ${names.get(id)}["${escapeLabel(label ?? id)}"]${style}`;
    }),
    ...nodes.flatMap(({ id, needs }) =>
      needs.flatMap((need) => (names.has(need) ? [`  ${names.get(need)} --> ${names.get(id)}`] : [])),
    ),
    ...[...used].map((name) => `  classDef ${name} ${classes[name]}`),
    "",
  ].join("\n");
}

/** Everything but plain characters becomes an entity: no label can end its string, its fence, or begin HTML. */
const escapeLabel = (text: string): string =>
  [...text]
    .map((character) => (/[\w .,=/()-]/.test(character) ? character : `#${character.codePointAt(0)};`))
    .join("");
