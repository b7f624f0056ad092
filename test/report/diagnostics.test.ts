import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Diagnostic, diagnostic } from "../../src/pipeline/diagnostic.ts";
import { renderDiagnostics, toJson } from "../../src/report/diagnostics.ts";
import { width } from "../../src/report/format.ts";

const text = "name: a\nsteps:\n  train:\n    comand: python train.py\nname: b\n";
const file = { path: "pipeline.yaml", text };
const location = (what: string, from = 0) => {
  const start = text.indexOf(what, from);
  return { file, range: { start, end: start + what.length } };
};

const unknown = diagnostic("unknown-key", {
  message: 'There is no key "comand" in "train"',
  location: location("comand"),
  hint: 'Did you mean "command"?',
});
const duplicate = diagnostic("duplicate-key", {
  message: 'The key "name" is given twice, first on line 1',
  location: location("name", 10),
  hint: "Remove one",
  related: [{ location: location("name"), message: "The first one is here" }],
});
const warning = diagnostic("image-latest", {
  message: "The image may change",
  location: location("python"),
  hint: "Name a digest",
});

const render = (...diagnostics: readonly Diagnostic[]): string =>
  renderDiagnostics(diagnostics, { color: false });

describe("for a person", () => {
  test("nothing is nothing", () => expect(render()).toBe(""));

  test("place, severity, code, message, source, caret, hint, count", () => {
    expect(render(unknown)).toBe(`pipeline.yaml:4:5: error unknown-key There is no key "comand" in "train"
  4 |     comand: python train.py
    |     ^^^^^^
  hint: Did you mean "command"?

1 error; explained by \`stepops explain unknown-key\`
`);
  });

  test("both places of a clash, and what there is of each severity", () => {
    expect(
      render(duplicate, warning, unknown),
    ).toBe(`pipeline.yaml:5:1: error duplicate-key The key "name" is given twice, first on line 1
  5 | name: b
    | ^^^^
  pipeline.yaml:1:1: The first one is here
  1 | name: a
    | ^^^^
  hint: Remove one

pipeline.yaml:4:13: warning image-latest The image may change
  4 |     comand: python train.py
    |             ^^^^^^
  hint: Name a digest

pipeline.yaml:4:5: error unknown-key There is no key "comand" in "train"
  4 |     comand: python train.py
    |     ^^^^^^
  hint: Did you mean "command"?

2 errors, 1 warning; explained by \`stepops explain CODE\`
`);
  });

  test("colours add escape codes and nothing else", () => {
    const colored = renderDiagnostics([duplicate, unknown], { color: true });
    expect(colored).toContain("\u001b[31m");
    expect(stripVTControlCharacters(colored)).toBe(render(duplicate, unknown));
  });

  test("a file that could not be read has no source line", () => {
    const unreadable = diagnostic("file-unreadable", {
      message: "It is a directory",
      location: { file: { path: "x", text: "" }, range: { start: 0, end: 0 } },
      hint: "Name the file in it",
    });
    expect(render(unreadable).split("\n").slice(0, 3)).toEqual([
      "x:1:1: error file-unreadable It is a directory",
      "  hint: Name the file in it",
      "",
    ]);
  });

  const at = (source: string, what: string): readonly string[] => {
    const start = source.indexOf(what);
    const place = { file: { path: "p", text: source }, range: { start, end: start + what.length } };
    const [, line = "", carets = ""] = render(
      diagnostic("wrong-type", { message: "m", location: place, hint: "h" }),
    ).split("\n");
    return [line, carets];
  };

  /** What of the line stands above the carets, by columns of a terminal. */
  function marked(source: string, what: string): string {
    const [line = "", carets = ""] = at(source, what);
    const from = carets.indexOf("^");
    const to = carets.lastIndexOf("^") + 1;
    let column = 0;
    let found = "";
    for (const character of line) {
      if (column >= from && column < to) found += character;
      column += width(character);
    }
    return found;
  }

  test.each([
    ["tabs", "\ta:\tb\tHERE c", "HERE"],
    ["wide characters", "名前: 学習 HERE 終", "HERE"],
    ["a wide mark", "a: 学習 b", "学習"],
    ["emoji", "a: 🚀🚀 HERE", "HERE"],
    ["combining marks", "e\u0301e\u0301: HERE", "HERE"],
    ["a very long line", `${"x".repeat(5000)}HERE${"y".repeat(5000)}`, "HERE"],
    ["the start of a very long line", `HERE${"y".repeat(5000)}`, "HERE"],
    ["the end of a very long line", `${"x".repeat(5000)}HERE`, "HERE"],
  ])("the carets stand under the range: %s", (_name, source, what) => {
    expect(marked(source, what)).toBe(what);
    expect(at(source, what)[0]?.length).toBeLessThan(200);
  });

  test("a range over several lines is marked on its first", () => {
    expect(at("a: b\nc: d\n", "b\nc")).toEqual(["  1 | a: b", "    |    ^"]);
  });

  test("what no one would read to its end is cut, and counted in full", () => {
    const rendered = render(...Array.from({ length: 10_003 }, () => unknown));
    expect(rendered.split("error unknown-key").length - 1).toBe(10_000);
    expect(rendered).toContain("\n… and 3 more, which --json lists\n\n10003 errors");
  });

  test("an empty range is marked by one caret, also behind the end", () => {
    const place = { file: { path: "p", text: "ab" }, range: { start: 2, end: 2 } };
    expect(render(diagnostic("wrong-type", { message: "m", location: place, hint: "h" }))).toContain(
      "  1 | ab\n    |   ^\n",
    );
  });

  test("nothing of the file reaches the terminal as a command of its own", () => {
    const evil = "a: \u001b[31m\u0007\u202e\r\u2028\u009b\ud800";
    const place = { file: { path: "p\u001b[2J", text: evil }, range: { start: 0, end: 1 } };
    const rendered = render(diagnostic("wrong-type", { message: evil, location: place, hint: evil }));
    expect(rendered).not.toMatch(/[^\P{Cc}\n]|[\u2028\u202e]/u);
    expect(rendered.isWellFormed()).toBe(true);
  });

  test("any range of any text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.nat(300),
        fc.nat(300),
        (source, from, length) => {
          const start = Math.min(from, source.length);
          const range = { start, end: Math.min(start + length, source.length) };
          const place = { file: { path: "p", text: source }, range };
          const rendered = render(diagnostic("wrong-type", { message: "m", location: place, hint: "h" }));
          expect(rendered.split("\n").length).toBeLessThanOrEqual(7);
        },
      ),
    );
  });
});

describe("for a program", () => {
  test("every place counts from 1, and ends behind the range", () => {
    expect(toJson([duplicate, unknown])).toEqual([
      {
        file: "pipeline.yaml",
        code: "duplicate-key",
        severity: "error",
        message: 'The key "name" is given twice, first on line 1',
        line: 5,
        column: 1,
        endLine: 5,
        endColumn: 5,
        hint: "Remove one",
        related: [
          {
            file: "pipeline.yaml",
            line: 1,
            column: 1,
            endLine: 1,
            endColumn: 5,
            message: "The first one is here",
          },
        ],
      },
      {
        file: "pipeline.yaml",
        code: "unknown-key",
        severity: "error",
        message: 'There is no key "comand" in "train"',
        line: 4,
        column: 5,
        endLine: 4,
        endColumn: 11,
        hint: 'Did you mean "command"?',
        related: [],
      },
    ]);
  });

  test("survives JSON", () => {
    const json = toJson([duplicate, warning]);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });
});
