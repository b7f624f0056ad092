import { expect, test } from "vitest";
import { codes } from "../../src/pipeline/diagnostic.ts";
import { width } from "../../src/report/format.ts";
import { createRepo } from "../rig/repo.ts";
import { say } from "./fake-io.ts";

const names = Object.keys(codes);

test("without a code it lists all, each with what is wrong", async () => {
  const { code, stdout } = await say(["explain"]);
  expect(code).toBe(0);
  for (const name of names) expect(stdout).toMatch(new RegExp(`^${name} +\\S`, "m"));
});

test.each(names)("%s: its text is there, without Markdown's own signs", async (name) => {
  const { code, stdout, stderr } = await say(["explain", name]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.split("\n")[0]).toBe(`${name} (${codes[name as keyof typeof codes]})`);
  expect(stdout).not.toMatch(/^```|^\||\]\(/m);
  expect(stdout.split("\n").length).toBeGreaterThan(4);
});

test("code of an example keeps its lines and their indents", async () => {
  const { stdout } = await say(["explain", "unknown-key"]);
  expect(stdout).toContain("\n  steps:\n    train:\n      comand: [python, train.py]\n");
  for (const line of stdout.split("\n")) expect(width(line)).toBeLessThanOrEqual(88);
});

test("an unknown code is a mistake, with the nearest one", async () => {
  const { code, stdout, stderr } = await say(["explain", "unknow-key"]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain('Did you mean "unknown-key"?');
});

test("the built program brings its pages along", async () => {
  using repo = createRepo({});
  const built = await repo.run(["explain", "output-tracked"]);
  expect(built).toMatchObject({ code: 0, stdout: (await say(["explain", "output-tracked"])).stdout });
});
