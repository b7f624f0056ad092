/** Writes docs/errors/README.md, the list of all codes. `--check` writes nothing and fails when the committed list is stale. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codes } from "../src/pipeline/diagnostic.ts";

const folder = join(import.meta.dirname, "../docs/errors");
const path = join(folder, "README.md");

/** The first paragraph of a page says in one sentence what is wrong. */
function summary(code: string): string {
  const paragraph = readFileSync(join(folder, `${code}.md`), "utf8").split(/\n{2,}/)[1] ?? "";
  return paragraph
    .replaceAll("\n", " ")
    .replace(/\.(?: .*)?$/, "")
    .replaceAll("|", "\\|");
}

const rows = Object.entries(codes).map(
  ([code, severity]) => `| [\`${code}\`](${code}.md) | ${severity} | ${summary(code)} |`,
);
const text = `# Errors and warnings

Every complaint about what you wrote has a code that does not change, a place and a hint. All faults of a file are shown together,
before anything runs; with an error the exit code is 2. \`stepops validate --json\` gives them to programs.

| Code | Severity | What is wrong |
|---|---|---|
${rows.join("\n")}
`;

if (!process.argv.includes("--check")) writeFileSync(path, text);
else if (readFileSync(path, "utf8") !== text) {
  console.error("docs/errors/README.md is not what the pages say: run npm run generate");
  process.exitCode = 1;
}
