import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { pipelineTemplate } from "../../src/cli/init-templates.ts";
import { main } from "../../src/cli/program.ts";
import { fakeIo, say } from "./fake-io.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "stepops-init-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const init = (cwd: string, ...argv: string[]) => say(["init", ...argv], { cwd });
const read = (file: string): string => readFileSync(join(folder, file), "utf8");

test.each([
  ["none", undefined, "/out/\n", ".gitignore written"],
  ["one without a last line break", "*.log", "*.log\n/out/\n", ".gitignore extended with /out/"],
  ["one that has the folder", "out/\n*.log\n", "out/\n*.log\n", undefined],
])(".gitignore where there is %s", async (_name, before, after, said) => {
  if (before !== undefined) writeFileSync(join(folder, ".gitignore"), before);
  const { stdout } = await init(folder, "--yes");
  expect(read(".gitignore")).toBe(after);
  if (said === undefined) expect(stdout).not.toContain(".gitignore");
  else expect(stdout).toContain(said);
  await init(folder, "--yes", "--force");
  expect(read(".gitignore")).toBe(after);
});

test("a pipeline that is kept leaves .gitignore alone", async () => {
  writeFileSync(join(folder, "pipeline.yaml"), "mine");
  await init(folder, "--yes");
  expect(() => read(".gitignore")).toThrow("ENOENT");
});

test("below the top of a checkout the workflow goes to the top and names the pipeline from there", async () => {
  mkdirSync(join(folder, ".git"));
  writeFileSync(join(folder, ".git/HEAD"), "ref: refs/heads/main\n");
  const sub = join(folder, "models/a b");
  mkdirSync(sub, { recursive: true });
  const { stdout } = await init(sub, "--yes");
  const { jobs } = parse(read(".github/workflows/pipeline.yml")) as {
    jobs: { pipeline: { steps: { with: object }[] } };
  };
  expect(jobs.pipeline.steps.at(-1)?.with).toEqual({ pipeline: "models/a b/pipeline.yaml" });
  expect(stdout).toContain("✓ ../../.github/workflows/pipeline.yml written");
  expect(read("models/a b/.gitignore")).toBe("/out/\n");
});

test("any text is a pipeline's name", async () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
      expect(parse(pipelineTemplate(name))).toMatchObject({ name });
    }),
  );
  for (const name of ["Größe: 3 # no", "true", "1.0", "a b", "- x", "null", "it's"]) {
    expect(await init(folder, "--yes", "--force", `--name=${name}`)).toMatchObject({ code: 0, stderr: "" });
    expect(parse(read("pipeline.yaml"))).toMatchObject({ name });
    expect(await say(["validate"], { cwd: folder })).toMatchObject({ code: 0 });
  }
});

test.each(["", "  ", "a\nb", "x".repeat(201)])("%j is no name", async (name) => {
  expect(await init(folder, "--yes", `--name=${name}`)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("that is no name"),
  });
});

/** Types a line whenever a question is asked; the terminal closes where no line is left. */
async function typed(lines: readonly string[]) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stdout = Object.assign(new PassThrough(), { isTTY: true });
  const rest = [...lines];
  let text = "";
  stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
    if (!/(?:\): )$/.test(text)) return;
    const line = rest.shift();
    if (line === undefined) stdin.end();
    else stdin.write(`${line}\n`);
  });
  const fake = fakeIo({ cwd: folder, stdin, stdout });
  const code = await main(["init"], fake.io);
  return { code, text, rest };
}

test("an answer that cannot be used is asked for again", async () => {
  writeFileSync(join(folder, "pipeline.yaml"), "mine");
  const { code, text, rest } = await typed(["x".repeat(300), "A name", "perhaps", "no", "what", "y"]);
  expect([code, rest]).toEqual([0, []]);
  expect(text.match(/Name of the pipeline/g)).toHaveLength(2);
  expect(text.match(/Run it on GitHub too/g)).toHaveLength(2);
  expect(text.match(/Overwrite it/g)).toHaveLength(2);
  expect(read("pipeline.yaml")).toContain("name: A name\n");
});

test("a terminal that closes while it is asked ends it, with nothing written", async () => {
  expect(await typed([])).toMatchObject({ code: 130 });
  expect(() => read("pipeline.yaml")).toThrow("ENOENT");
});
