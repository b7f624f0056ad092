import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loadPipeline } from "../../src/load.ts";
import { allPages, blocks, readPage, root } from "./markdown.ts";

const pages = allPages();
const prose = pages.filter(
  ({ path }) => !path.startsWith("docs/errors/") && !path.startsWith("docs/reference/"),
);
const yaml = prose.flatMap((page) =>
  blocks(page, "yaml").map((text, i) => ({ name: `${page.path}, block ${i + 1}`, text })),
);
const isPipeline = (text: string) => parse(text).jobs === undefined;

test.each(yaml.filter(({ text }) => isPipeline(text)))("the pipeline in $name has no fault", ({ text }) => {
  const sources = { pipeline: { path: "pipeline.yaml", text } };
  const loaded = loadPipeline(sources, { params: {}, github: {}, standIns: true, folderName: "example" });
  expect(loaded.diagnostics).toEqual([]);
  expect(loaded.pipeline?.steps.length).toBeGreaterThan(0);
});

test.each(yaml.filter(({ text }) => !isPipeline(text)))(
  "the workflow in $name uses the action as it is",
  ({ text }) => {
    const action = parse(readPage("action.yml").text) as { inputs: object; outputs: object };
    const workflow = parse(text) as {
      jobs: Record<string, { steps: { id?: string; uses?: string; with?: object }[] }>;
    };
    const uses = Object.values(workflow.jobs).flatMap(({ steps }) =>
      steps.filter((step) => step.uses?.includes("/stepops-action@")),
    );
    expect(uses).toHaveLength(1);
    for (const step of uses) {
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
      const outputs = [...text.matchAll(new RegExp(`steps\\.${step.id}\\.outputs\\.([\\w-]+)`, "g"))].map(
        ([, name]) => name,
      );
      expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(outputs));
    }
  },
);

const commandLine = /^(?:npx -y -p node@24 )?(?:stepops|node dist\/cli\.js) (.*)$/;
const commands = prose.flatMap((page) =>
  blocks(page, "sh").flatMap((text) =>
    text.split("\n").flatMap((line) => commandLine.exec(line.split(" #")[0]?.trim() ?? "")?.[1] ?? []),
  ),
);

test.each([...new Set(commands)])("`stepops %s` is a command with these flags", (line) => {
  const words = line.split(/\s+/);
  const names = words.slice(
    0,
    ["artifacts", "operator", "stack", "step-operator"].includes(words[0] ?? "") ? 2 : 1,
  );
  const help = spawnSync(process.execPath, [join(root, "dist/cli.js"), ...names, "--help"], {
    encoding: "utf8",
  });
  expect(help.status, help.stderr).toBe(0);
  expect(help.stdout).toContain(names.join(" "));
  for (const flag of words.filter((word) => word.startsWith("--")))
    expect(help.stdout).toContain(flag.split("=")[0]);
});

test("the README's table of commands is complete", () => {
  const help = spawnSync(process.execPath, [join(root, "dist/cli.js"), "--help"], {
    encoding: "utf8",
  }).stdout;
  const section = help.split(/\n{2,}/).find((part) => part.startsWith("Commands\n")) ?? "";
  const known = [...section.matchAll(/^ {2}(\S+(?: \S+)?) {2,}/gm)].map(([, name]) => name);
  const rows = readPage("README.md").text.matchAll(/^\| `stepops ([a-z-]+(?: [a-z]+)?)[ `]/gm);
  const listed = [...rows].map(([, name]) => name);
  expect(known.length).toBeGreaterThan(5);
  expect(listed.sort()).toEqual(known.sort());
});

describe.each(pages)("$path", ({ path, text }) => {
  test("its links lead somewhere", () => {
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
      ([, target]) => target ?? "",
    );
    expect(targets.filter((target) => !existsSync(join(root, dirname(path), target)))).toEqual([]);
  });
});
