import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

interface Described {
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: string;
}
const root = join(import.meta.dirname, "../..");
const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as {
  readonly inputs: Readonly<Record<string, Described>>;
  readonly outputs: Readonly<Record<string, Described>>;
  readonly runs: Readonly<Record<string, string>>;
};
const sources = ["inputs.ts", "outputs.ts", "post-action.ts"]
  .map((name) => readFileSync(join(root, "src/action", name), "utf8"))
  .join("\n");

const named = (call: RegExp): ReadonlySet<string | undefined> =>
  new Set([...sources.matchAll(call)].map(([, name]) => name));

test("the inputs that the code reads are the inputs that action.yml describes", () => {
  expect(named(/getInput\("([^"]+)"\)/g)).toEqual(new Set(Object.keys(action.inputs)));
  for (const [name, { description, required, default: fallback }] of Object.entries(action.inputs)) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect([typeof description, required, typeof fallback], name).toEqual(["string", false, "string"]);
  }
});

test("the outputs that the code sets are the outputs that action.yml describes", () => {
  expect(named(/setOutput\("([^"]+)"/g)).toEqual(new Set(Object.keys(action.outputs)));
  for (const { description } of Object.values(action.outputs)) expect(description).toMatch(/\w/);
});

test("defaults name only contexts that GitHub evaluates in the default of an input", () => {
  const contexts = Object.values(action.inputs).flatMap((input) =>
    [...(input.default ?? "").matchAll(/\$\{\{\s*(\w+)\./g)].map(([, name]) => name),
  );
  expect(contexts.length).toBeGreaterThan(0);
  for (const context of contexts)
    expect(["github", "strategy", "matrix", "job", "runner"]).toContain(context);
});

test("it runs on Node 24, and post runs whatever became of main", () => {
  expect(action.runs).toEqual({ using: "node24", main: "dist/main.js", post: "dist/post.js" });
});
