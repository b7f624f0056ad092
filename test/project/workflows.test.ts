import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

const folder = join(import.meta.dirname, "../../.github/workflows");

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly steps: readonly Step[]; readonly permissions?: object; readonly "timeout-minutes"?: number }
    >
  >;
}

test.each(readdirSync(folder))("%s pins actions, asks for the least and keeps no credentials", (name) => {
  const text = readFileSync(join(folder, name), "utf8");
  const workflow = parse(text) as Workflow;
  expect(workflow.permissions).toEqual({});
  for (const [id, job] of Object.entries(workflow.jobs)) {
    expect(job, id).toMatchObject({ permissions: expect.any(Object), "timeout-minutes": expect.any(Number) });
    for (const { uses, with: inputs } of job.steps) {
      if (uses?.startsWith("actions/checkout@"))
        expect(inputs).toMatchObject({ "persist-credentials": false });
    }
  }
  const uses = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, value]) => value ?? "");
  expect(uses.length).toBeGreaterThan(0);
  for (const value of uses.filter((use) => !use.startsWith("./")))
    expect(value).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test("one action has one pin in all workflows", () => {
  const all = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
  const pins = new Map<string, Set<string>>();
  for (const [, action = "", pin = ""] of all.matchAll(/uses: ([\w./-]+)@([0-9a-f]{40} # \S+)/g)) {
    const repository = action.split("/").slice(0, 2).join("/");
    pins.set(repository, (pins.get(repository) ?? new Set()).add(pin));
  }
  expect([...pins].filter(([, set]) => set.size > 1)).toEqual([]);
});
