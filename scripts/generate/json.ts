const widest = 110;

/** JSON as Biome formats it: an array stands on one line where it fits and holds no mapping. */
export function formatJson(value: unknown): string {
  return `${format(value, "", 0)}\n`;
}

function format(value: unknown, indent: string, before: number): string {
  if (Array.isArray(value)) return formatList(value, indent, before);
  if (typeof value === "object" && value !== null)
    return formatMapping(value as Record<string, unknown>, indent);
  return JSON.stringify(value);
}

function formatList(list: readonly unknown[], indent: string, before: number): string {
  const inline = `[${list.map((item) => format(item, indent, 0)).join(", ")}]`;
  if (!inline.includes("\n") && before + inline.length < widest) return inline;
  const inner = `${indent}  `;
  return `[\n${list.map((item) => inner + format(item, inner, inner.length)).join(",\n")}\n${indent}]`;
}

function formatMapping(mapping: Readonly<Record<string, unknown>>, indent: string): string {
  const entries = Object.entries(mapping);
  if (entries.length === 0) return "{}";
  const inner = `${indent}  `;
  const lines = entries.map(([key, value]) => {
    const start = `${inner}${JSON.stringify(key)}: `;
    return start + format(value, inner, start.length);
  });
  return `{\n${lines.join(",\n")}\n${indent}}`;
}
