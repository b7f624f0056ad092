import { minifySync, parseSync } from "rolldown/utils";

/** Names of functions and classes stay: SDKs look at those of errors and policies. */
const options = {
  module: true,
  compress: { keepNames: { function: true, class: true } },
  mangle: { toplevel: false, keepNames: true },
  codegen: { legalComments: "inline" },
} as const;

/** One module of a bundle by itself, as small as it gets without a change of the names that other modules know it by. */
export function minifyModule(code: string): string {
  // The bundler's first line tells which file it was.
  const [origin = ""] = /^\/\/ .*\n/.exec(code) ?? [];
  const { program, errors } = parseSync("module.js", code);
  if (errors[0]) throw new Error(errors[0].message);
  const names = [...new Set(declaredNames(program))];
  // Whatever is not exported may go: it is for the minifier to see that all of these are used.
  const minified = minifySync("module.js", `${code}\nexport { ${names.join(", ")} };`, options);
  if (minified.errors[0]) throw new Error(minified.errors[0].message);
  const end = /export\s?\{[\w$,]*\};?\s*$/.exec(minified.code);
  if (!end) throw new Error("the export of its names is not at the module's end");
  return `${origin}${minified.code.slice(0, end.index)}\n`;
}

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** What a module declares at its top, `var` in its blocks included; not what functions and classes hold. */
function declaredNames(node: unknown, isTop = true): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((each) => declaredNames(each, isTop));
  if (!isNode(node)) return [];
  const { type, kind, id, body } = node;
  if (type === "Program") return declaredNames(body);
  if (type === "FunctionDeclaration" || type === "ClassDeclaration") return isTop ? boundNames(id) : [];
  if (/Function|Class/.test(String(type))) return [];
  const isSeen = type === "VariableDeclaration" && (isTop || kind === "var");
  const own = isSeen ? (node.declarations as readonly Node[]).flatMap((each) => boundNames(each.id)) : [];
  return [...own, ...Object.values(node).flatMap((each) => declaredNames(each, false))];
}

/** Of an identifier or of a pattern. */
function boundNames(pattern: unknown): readonly string[] {
  if (!isNode(pattern)) return [];
  const { type, name, properties, elements, value, argument, left } = pattern;
  if (type === "Identifier") return [String(name)];
  const parts = [...((properties ?? elements ?? []) as readonly unknown[]), value, argument, left];
  return parts.flatMap(boundNames);
}
