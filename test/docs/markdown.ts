import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

export interface Page {
  /** Relative to the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

export function readPage(path: string): Page {
  return { path, text: readFileSync(join(root, path), "utf8") };
}

/** Every page that people read, less the licence and what lies in `node_modules`. */
export function allPages(): readonly Page[] {
  const inDocs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" });
  const docs = inDocs
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name.replaceAll("\\", "/")}`);
  const others = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "examples/containers/README.md",
    "examples/operators/README.md",
    "examples/quickstart/README.md",
    "examples/quickstart/data/README.md",
  ];
  return [...others, ...docs].sort().map(readPage);
}

/** The contents of fenced code blocks of one language, in order. */
export function blocks({ text }: Page, language: string): readonly string[] {
  const fences = text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"));
  return [...fences].map(([, body]) => body ?? "");
}
