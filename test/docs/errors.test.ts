import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadPipeline } from "../../src/load.ts";
import { codes, type Diagnostic } from "../../src/pipeline/diagnostic.ts";
import { blocks, readPage, root } from "./markdown.ts";

function load(text: string): readonly Diagnostic[] {
  const sources = { pipeline: { path: "pipeline.yaml", text } };
  return loadPipeline(sources, { params: {}, github: {}, standIns: false, folderName: "example" })
    .diagnostics;
}

const names = Object.keys(codes);
const pages = readdirSync(join(root, "docs/errors")).filter((name) => name !== "README.md");

test("every code has a page, and every page a code", () => {
  expect(pages.map((page) => page.replace(/\.md$/, "")).sort()).toEqual([...names].sort());
});

test("the index lists every code with its severity", () => {
  const { text } = readPage("docs/errors/README.md");
  for (const [code, severity] of Object.entries(codes))
    expect(text).toContain(`| [\`${code}\`](${code}.md) | ${severity} |`);
});

const documented = names.map((code) => {
  const page = readPage(`docs/errors/${code}.md`);
  return { code, page, examples: blocks(page, "yaml") };
});

test.each(documented)(
  "$code has its code as title, then a sentence that says what is wrong",
  ({ code, page, examples }) => {
    const [title, summary = "", text = ""] = page.text.split(/\n{2,}/);
    expect(title).toBe(`# ${code}`);
    expect(summary).toMatch(/^[A-Z`].*\.$/s);
    expect(text.length).toBeGreaterThan(20);
    expect([0, 2]).toContain(examples.length);
  },
);

// What only a disk, git, the environment or the command line can cause has no example.
const withExamples = documented.filter(({ examples }) => examples.length > 0);

test.each(withExamples)(
  "the first example of $code causes it, and nothing else",
  ({ code, examples: [bad = ""] }) => {
    expect([...new Set(load(bad).map((diagnostic) => diagnostic.code))]).toEqual([code]);
  },
);

test.each(withExamples)("the second example of $code is without faults", ({ examples: [, good = ""] }) => {
  expect(load(good)).toEqual([]);
});
