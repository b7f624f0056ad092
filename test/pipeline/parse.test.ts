import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode } from "../../src/pipeline/decode.ts";
import { parse } from "../../src/pipeline/parse.ts";
import { brief, checkText, faultsOf } from "./check-text.ts";

const step = "steps: {a: {command: x}}\n";
const read = (text: string) => parse({ path: "pipeline.yaml", text });

describe("what is wrong with a text", () => {
  const deep = "[".repeat(1000) + "]".repeat(1000);
  const blockDeep = Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("");
  const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    .concat(
      Array.from(
        { length: 9 },
        (_, at) => `${"bcdefghij"[at]}: &${"bcdefghij"[at]} [${`*${"abcdefghi"[at]}, `.repeat(9)}]`,
      ),
    )
    .join("\n");

  // text, `line:column code source`, part of the hint
  const table: readonly (readonly [name: string, text: string, place: string, hint: RegExp])[] = [
    ["empty", "", "1:1 yaml-empty ", /stepops init/],
    ["white space", "  \n\n \t\n", "1:1 yaml-empty ", /stepops init/],
    ["comments only", "# a\n# b\n", "1:1 yaml-empty ", /stepops init/],
    ["a bare ---", "---\n", "1:1 yaml-empty ", /stepops init/],
    [
      "UTF-16 read as text",
      [..."steps:"].map((letter) => `${letter}\0`).join(""),
      "1:1 file-encoding ",
      /UTF-8/,
    ],
    ["a NUL", `# ok\nname: a\0b\n${step}${"# \n".repeat(40)}`, "2:8 file-encoding \0", /UTF-8/],
    ["over 1 MiB", `#${"x".repeat(1024 * 1024)}\n${step}`, "1:1 file-too-large ", /files of their own/],
    [
      "over 1 MiB as bytes only",
      `#${"é".repeat(600_000)}\n${step}`,
      "1:1 file-too-large ",
      /files of their own/,
    ],
    ["tab indent", "steps:\n\ta: {command: x}\n", "2:1 yaml-syntax \t", /spaces/],
    ["an open list", "steps: {a: {command: [x\n", "1:22 yaml-syntax [", /Close it with \]/],
    ["an open mapping", "steps:\n  a: {command: x\n", "2:6 yaml-syntax {", /Close it with \}/],
    ["an open quote", 'steps:\n  a:\n    command: "x\n', '3:14 yaml-syntax "', /Close it/],
    [
      "uneven indent",
      "steps:\n  a:\n    command: x\n   if: y\n",
      "4:4 yaml-syntax ",
      /same number of spaces/,
    ],
    ["a reserved start", "steps:\n  a:\n    command: @x\n", "3:14 yaml-syntax @", /quotes/],
    ["a bad escape", 'name: "\\q"\n', "1:8 yaml-syntax \\", /single quotes/],
    ["a colon in a text", "name: a: b\n", "1:7 yaml-syntax a", /quotes/],
    ["two documents", `${step}---\n${step}`, "2:1 yaml-multiple-documents ---", /file of its own/],
    ["a list nested 1,000 deep", `x-a: ${deep}`, "1:104 yaml-nesting [", /Flatten/],
    ["mappings nested 1,000 deep", blockDeep, "100:100 yaml-nesting a", /Flatten/],
    ["YAML 1.1", `%YAML 1.1\n---\n${step}`, "1:1 yaml-version %YAML 1.1", /Remove this line/],
    ["YAML 1.3", `%YAML 1.3\n---\n${step}`, "1:1 yaml-version %YAML 1.3", /Remove this line/],
    ["a tag handle", `%TAG ! tag:x,2000:\n---\n${step}`, "1:1 yaml-tag %TAG ! tag:x,2000:", /Remove/],
    ["a standard tag", "name: !!str 3\nsteps: {a: {command: x}}", "1:7 yaml-tag !!str", /quotes/],
    [
      "a dangerous tag",
      "name: !!python/object:os.system x\nsteps: {a: {command: x}}",
      "1:7 yaml-tag !!python/object:os.system",
      /Remove/,
    ],
    [
      "a glob without quotes",
      "x-a: [!data/raw]\nsteps: {a: {command: x}}",
      "1:7 yaml-tag !data/raw",
      /"!data\/raw"/,
    ],
    ["an expression in a list", "x: [echo, ${{ params.x }}]", "1:12 yaml-syntax {", /in quotes/],
    ["a tag on a mapping", "steps: !!map {a: {command: x}}", "1:8 yaml-tag !!map", /Remove/],
    ["no such anchor", "name: *x\nsteps: {a: {command: x}}", "1:7 yaml-alias *x", /anchor/],
    [
      "an alias of what follows",
      "x-a: *b\nx-b: &b 1\nsteps: {a: {command: x}}",
      "1:6 yaml-alias *b",
      /anchor/,
    ],
    ["a self-alias", "x-a: &a [*a]\nsteps: {a: {command: x}}", "1:10 yaml-alias *a", /anchor/],
    ["a self-merge", "x-a: &a {<<: *a}\nsteps: {a: {command: x}}", "1:14 yaml-alias *a", /anchor/],
    [
      "a merge of a text",
      "x-a: &a text\nsteps: {a: {<<: *a, command: x}}",
      "2:13 wrong-type <<",
      /<<: \*name/,
    ],
    [
      "a duplicate key",
      "name: a\nname: b\nsteps: {a: {command: x}}",
      "2:1 duplicate-key name",
      /Remove or rename/,
    ],
    [
      "a number and its text as keys",
      'env: {1: a, "1": b}\nsteps: {a: {command: x}}',
      '1:13 duplicate-key "1"',
      /Remove or rename/,
    ],
    [
      "__proto__",
      "env: {__proto__: 1}\nsteps: {a: {command: x}}",
      "1:7 invalid-id __proto__",
      /another name/,
    ],
    [
      "constructor",
      "steps: {a: {command: x}, constructor: {command: x}}",
      "1:26 invalid-id constructor",
      /another name/,
    ],
    ["a mapping as key", "steps: {a: {command: {{ params.x }}}}", "1:23 wrong-type { params.x }", /quotes/],
    [
      "an integer over 2^53",
      "max_parallel: 9007199254740993\nsteps: {a: {command: x}}",
      "1:15 number-range 9007199254740993",
      /quotes/,
    ],
    ["infinity", "env: {A: .inf}\nsteps: {a: {command: x}}", "1:10 number-range .inf", /quotes/],
    ["not a number", "env: {A: .nan}\nsteps: {a: {command: x}}", "1:10 number-range .nan", /quotes/],
    [
      "a commit that looks like a number",
      "env: {A: 12e34567}\nsteps: {a: {command: x}}",
      "1:10 number-range 12e34567",
      /quotes/,
    ],
  ];

  test.each(table)("%s", (_name, text, place, hint) => {
    const checked = checkText(text);
    expect(checked.diagnostics.map(brief)).toEqual([place]);
    expect(checked.diagnostics[0]?.hint).toMatch(hint);
    expect(faultsOf(checked)).toEqual([]);
  });

  test("an alias bomb is bounded, and complained about once", () => {
    const { diagnostics } = read(bomb);
    expect(diagnostics.map(({ code }) => code)).toEqual(["yaml-alias"]);
  });

  test("both places of a duplicate key are named", () => {
    const { diagnostics } = read("steps:\n  a: {command: x}\n  b: {command: x}\n  a: {command: y}\n");
    expect(diagnostics.map(brief)).toEqual(["4:3 duplicate-key a"]);
    expect(diagnostics[0]?.message).toContain("first on line 2");
    expect(diagnostics[0]?.related?.map(({ location }) => location.range)).toEqual([{ start: 9, end: 10 }]);
  });

  test("all faults of the text come with those of the shape", () => {
    const text = "name: !!str a\nname: b\nmax_parallel: .inf\nsteps: {a: {comand: *x}}\n";
    expect(
      checkText(text)
        .diagnostics.map(({ code }) => code)
        .sort(),
    ).toEqual(["duplicate-key", "number-range", "unknown-key", "yaml-alias", "yaml-tag"]);
  });
});

describe("what is accepted", () => {
  const honest = `x-a: &a {A: "1"}\nsteps:\n${Array.from({ length: 120 }, (_, at) => `  s${at}: {command: x, env: *a}\n`).join("")}`;
  test.each([
    ["a byte order mark", `\ufeff${step}`],
    ["CRLF", "steps:\r\n  a:\r\n    command: |\r\n      x\r\n      y\r\n"],
    ["a document start and end", `---\n${step}...\n`],
    ["an empty last document", `${step}---\n`],
    ["YAML 1.2", `%YAML 1.2\n---\n${step}`],
    ["120 honest aliases", honest],
    [
      "merges, also of several",
      "x-a: &a {if: a}\nx-b: &b {if: b, shell: sh}\nsteps: {s: {<<: [*a, *b], command: x}}\n",
    ],
    ["99 levels", `x-a: ${"[".repeat(96)}${"]".repeat(96)}\n${step}`],
  ])("%s", (_name, text) => {
    expect(checkText(text).diagnostics).toEqual([]);
  });

  test("a key wins over a merged one, wherever it stands, and an earlier merge over a later", () => {
    const text =
      "x-a: &a {if: a, shell: sh}\nx-b: &b {if: b, user: image}\nsteps: {s: {command: x, <<: [*a, *b], shell: bash}}\n";
    expect(checkText(text).draft?.value.steps.s).toEqual({
      command: "x",
      if: "a",
      shell: "bash",
      user: "image",
    });
  });

  test("after YAML 1.1 was refused, yes is still a text", () => {
    expect(read("%YAML 1.1\n---\na: yes\n").document?.value).toEqual({ a: "yes" });
  });

  test("no key reaches the prototype of anything", () => {
    read(
      "a: {__proto__: {polluted: 1}, constructor: {prototype: {polluted: 1}}}\n<<: {__proto__: {polluted: 1}}\n",
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    const env = checkText("env: {A: 1}\nsteps: {a: {command: x}}\n").draft?.value.env;
    expect(env?.toString).toBeUndefined();
  });
});

describe("decode", () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  test("drops a byte order mark, so that columns are those of an editor", () => {
    expect(decode(bytes("\ufeffname: x"), "p.yaml")).toEqual({
      ok: true,
      value: { path: "p.yaml", text: "name: x" },
    });
  });

  test.each([
    ["UTF-16 little endian", new Uint8Array([0xff, 0xfe, 0x61, 0]), "file-encoding"],
    ["UTF-16 big endian", new Uint8Array([0xfe, 0xff, 0, 0x61]), "file-encoding"],
    ["UTF-16 without a mark", new Uint8Array([0x61, 0, 0x62, 0, 0x63, 0]), "file-encoding"],
    ["Latin-1", new Uint8Array([0x61, 0x3a, 0x0a, 0x62, 0xe9, 0x0a]), "file-encoding"],
    ["too large", new Uint8Array(1024 * 1024 + 1), "file-too-large"],
  ])("%s", (_name, given, code) => {
    const decoded = decode(given, "p.yaml");
    expect(decoded.ok ? undefined : decoded.error.code).toBe(code);
  });

  test("a wrong byte is shown where it is", () => {
    const decoded = decode(new Uint8Array([0x61, 0x3a, 0x0a, 0x62, 0xe9, 0x0a]), "p.yaml");
    expect(decoded.ok ? undefined : brief(decoded.error)).toBe("2:2 file-encoding \ufffd");
  });

  test("any bytes: a text or a diagnostic, and what parses never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (given) => {
        const decoded = decode(given, "p.yaml");
        if (decoded.ok) expect(faultsOf(checkText(decoded.value.text))).toEqual([]);
      }),
    );
  });
});

describe("hostile texts are bounded", () => {
  const size = 200_000;
  const fill = (unit: string): string => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  test.each([
    "[",
    "{",
    "- ",
    "? ",
    ": ",
    "a: ",
    "&a ",
    "*a ",
    '"',
    "'",
    "> ",
    "\n",
    "#\n",
    "---\n",
    "!a ",
    "%a\n",
    "\t",
    "a:\n",
    "a\r\n",
  ])("nothing but %j", (unit) => {
    expect(faultsOf(checkText(fill(unit)))).toEqual([]);
  });

  test("a list of commas leaves no stack traces switched off", () => {
    const before = Error.stackTraceLimit;
    expect(checkText(`[${fill(",")}]`).diagnostics.map(({ code }) => code)).toEqual(["yaml-syntax"]);
    expect(Error.stackTraceLimit).toBe(before);
  });
});
