import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import type { Path } from "../../src/pipeline/draft.ts";
import { checkText } from "./check-text.ts";
import { fullPipeline } from "./full-pipeline.ts";

type Part = "value" | "key" | { readonly start: number; readonly end: number };

function shown(text: string, path: Path, part?: Part): string {
  const { draft, diagnostics } = checkText(text);
  if (!draft) throw new Error(JSON.stringify(diagnostics.map(({ message }) => message)));
  const { start, end } = draft.at(path, part).range;
  return text.slice(start, end);
}

const nowhere: Path = ["steps", "train", "nope", "deeper"];

describe("a path", () => {
  test.each<readonly [Path, Part, string]>([
    [["name"], "value", "vision"],
    [["name"], "key", "name"],
    [["steps", "prepare"], "key", "prepare"],
    [["steps", "prepare", "command", 1], "value", "src/prepare.py"],
    [["steps", "prepare", "inputs", 2, "from"], "value", '"s3://acme-data/coco/v3/"'],
    [["steps", "prepare", "env", "LEVEL"], "value", "debug"],
    [["steps", "prepare", "env", "LEVEL"], "key", "LEVEL"],
    [["steps", "prepare", "env"], "key", "env"],
    [["steps", "train", "outputs", "log.txt"], "value", "log.txt"],
    [["steps", "train", "strategy", "matrix", "include", 0, "extra", "deep", 0], "value", "1"],
    [nowhere, "key", "train"],
    [["nope"], "key", "x-shared"],
    [["steps", "prepare", "inputs", 2, "nope"], "key", "from"],
  ])("%j %j is at %j", (path, part, text) => {
    expect(shown(fullPipeline, path, part)).toBe(text);
  });

  test("an alias is shown where it stands, what is inside of it where it is written", () => {
    const text = 'x-c: &c "echo ${{ x }}"\nx-e: &e {A: b}\nsteps: {s: {command: *c, env: *e}}\n';
    expect(shown(text, ["steps", "s", "command"])).toBe("*c");
    expect(shown(text, ["steps", "s", "command"], { start: 5, end: 13 })).toBe("${{ x }}");
    expect(shown(text, ["steps", "s", "env", "A"])).toBe("b");
  });

  test("an item's place does not move when a faulty one before it is left out", () => {
    const text = "steps: {s: {command: x, needs: [3, a, [], b]}}\n";
    expect(shown(text, ["steps", "s", "needs", 0])).toBe("a");
    expect(shown(text, ["steps", "s", "needs", 1])).toBe("b");
  });
});

describe("a span inside a text", () => {
  const path: Path = ["steps", "s", "command"];
  const span = { start: 5, end: 8 };
  test.each([
    ["plain", "command: echo abc def"],
    ["double quotes", 'command: "echo abc def"'],
    ["single quotes", "command: 'echo abc def'"],
    ["escapes elsewhere", 'command: "echo abc \\t def"'],
    ["a doubled quote elsewhere", "command: 'echo abc '' def'"],
    ["a literal", "command: |\n      echo abc def\n      next"],
    ["a literal with an indicator", "command: |2-\n      echo abc def".replace("|2-", "|-")],
    ["a folded text", "command: >\n      echo abc def\n      next"],
    ["several plain lines", "command: echo abc\n      def"],
    ["the same text twice", 'command: "echo abc \\" abc"'],
    ["an escape before it", 'command: "echo\\tabc abc"'],
    ["a doubled quote before it", "command: 'a''b  abc abc'"],
    ["characters by number", 'command: "\\U0001f680\\u00e9\\x41 abc abc"'],
    ["a line break before it in double quotes", 'command: "echo\n      abc abc"'],
    ["a line that goes on", 'command: "echo \\\n      abc abc"'],
    ["a folded text of several lines", "command: >-\n      echo\n      abc\n      abc"],
    ["a literal of several lines", "command: |\n      echo\n      abc\n      abc"],
  ])("%s", (_name, line) => {
    expect(shown(`steps:\n  s:\n    ${line}\n`, path, span)).toBe("abc");
  });

  // Every line break of a literal stays, and so does every character: a span must come back as it is.
  const line = fc.stringMatching(/^[a-z${} #"':\\é\u{1f680}-]{0,20}$/u);
  const script = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => lines.join("\n"));
  const eol = fc.constantFrom("\n", "\r\n");

  test("of a literal script is the same text in the source", () => {
    fc.assert(
      fc.property(script, eol, fc.nat(), fc.nat(), (value, newline, from, length) => {
        fc.pre(value.trim() !== "" && !value.startsWith(" ") && !value.startsWith("\n"));
        const written = value.split("\n").map((text) => (text === "" ? "" : `      ${text}`));
        const text = ["steps:", "  s:", "    command: |-", ...written, ""].join(newline);
        const read = checkText(text).draft?.value.steps.s?.command;
        fc.pre(typeof read === "string" && read.length > 0);
        const content = read as string;
        const start = from % content.length;
        const lineEnd = content.indexOf("\n", start);
        const end = Math.min(start + 1 + (length % 10), lineEnd === -1 ? content.length : lineEnd);
        fc.pre(end > start);
        expect(shown(text, path, { start, end })).toBe(content.slice(start, end));
      }),
      { numRuns: 300 },
    );
  });

  test("of any text in any style never leaves its value", () => {
    const style = fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL", "BLOCK_FOLDED");
    fc.assert(
      fc.property(script, style, fc.nat(200), fc.nat(200), (value, defaultStringType, start, length) => {
        fc.pre(value.trim() !== "");
        const text = stringify(
          { steps: { s: { command: value } } },
          { defaultStringType: defaultStringType as "PLAIN", defaultKeyType: "PLAIN" },
        );
        const { draft } = checkText(text);
        const whole = draft?.at(path).range;
        const range = draft?.at(path, { start, end: start + length }).range;
        if (!whole || !range) throw new Error("the text was refused");
        expect(range.start).toBeGreaterThanOrEqual(whole.start);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 300 },
    );
  });
});
