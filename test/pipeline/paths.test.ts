import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareCodePoints,
  parseCheckpoint,
  parseDirectory,
  parseInput,
  parseOutput,
} from "../../src/pipeline/paths.ts";
import { naughtyPaths } from "./naughty-paths.ts";

const path = (value: string, isDirectory = false) => ({ kind: "path", path: value, isDirectory });

describe("inputs that are accepted", () => {
  test.each([
    ["src", path("src")],
    ["src/", path("src", true)],
    ["./a//b/", path("a/b", true)],
    ["a/./b", path("a/b")],
    ["a/../b", path("b")],
    ["a/b/..", path("a", true)],
    [".", path(".", true)],
    ["./", path(".", true)],
    ["a/..", path(".", true)],
    ["...", path("...")],
    ["a..b", path("a..b")],
    ["..a/b", path("..a/b")],
    ["./~cache", path("~cache")],
    ["a/~b", path("a/~b")],
    ["with space", path("with space")],
    ["ünï/日本/😀.csv", path("ünï/日本/😀.csv")],
    ["a:b", path("a:b")],
    ["-rf", path("-rf")],
    ["a}b]c", path("a}b]c")],
    [".gitignore", path(".gitignore")],
    [".github/x", path(".github/x")],
    ["*.py", { kind: "glob", pattern: "*.py" }],
    ["./src//**/*.py", { kind: "glob", pattern: "src/**/*.py" }],
    ["data/*/", { kind: "glob", pattern: "data/*/" }],
    ["a/../src/*", { kind: "glob", pattern: "src/*" }],
    ["{a,b/c}/x", { kind: "glob", pattern: "{a,b/c}/x" }],
    ["[[]x]", { kind: "glob", pattern: "[[]x]" }],
    ["!data/tmp/", { kind: "exclude", pattern: "data/tmp/" }],
    ["!*.log", { kind: "exclude", pattern: "*.log" }],
    ["!.git/", { kind: "exclude", pattern: ".git/" }],
  ])("%j", (text, value) => {
    expect(parseInput(text)).toEqual({ ok: true, value });
  });
});

type Refusal = { text: string; code: string; marked?: string };
const refusal = ([text, code, marked]: readonly [string, string, string?]): Refusal => ({
  text,
  code,
  ...(marked === undefined ? {} : { marked }),
});

const refusals = (
  [
    ["", "invalid-path"],
    ["  ", "invalid-path"],
    ["a\u0000b", "invalid-path", "\u0000"],
    ["a\nb", "invalid-path", "\n"],
    ["a\u2028b", "invalid-path", "\u2028"],
    ["a\ud800", "invalid-path"],
    ["src\\a", "invalid-path", "\\"],
    ["s3://bucket/x", "invalid-path", "s3://"],
    [`${"x".repeat(256)}/y`, "invalid-path", "x".repeat(256)],
    ["é/".repeat(400), "invalid-path"],
    [".git/config", "invalid-path", ".git"],
    ["sub/.GIT", "invalid-path", ".GIT"],
    [".stepops/runs", "state-directory", ".stepops"],
    ["..", "path-escapes", ".."],
    ["../a", "path-escapes", ".."],
    ["a/../../b", "path-escapes"],
    ["a..b/../../c", "path-escapes"],
    ["/etc/passwd", "path-escapes", "/"],
    ["C:\\data", "path-escapes", "C:\\"],
    ["C:/data", "path-escapes", "C:/"],
    ["\\\\server\\share", "path-escapes", "\\"],
    ["~", "path-escapes", "~"],
    ["~/data", "path-escapes", "~"],
    ["~root/x", "path-escapes", "~"],
  ] as const
).map(refusal);

describe("paths that no slot takes", () => {
  const slots = { parseInput, parseOutput, parseDirectory, parseCheckpoint };
  for (const [name, parse] of Object.entries(slots)) {
    test.each(refusals)(`${name} $text`, ({ text, code, marked }) => {
      const result = parse(text);
      if (result.ok) throw new Error("it was accepted");
      expect(result.error.code).toBe(code);
      expect(result.error.hint).toMatch(/^[A-Z][^.]*/);
      const { span } = result.error;
      if (marked !== undefined) expect(text.slice(span?.start, span?.end)).toBe(marked);
    });
  }
});

describe("globs that are refused", () => {
  test.each(
    (
      [
        ["a/[bc", "invalid-glob", "["],
        ["[a/b]", "invalid-glob", "["],
        ["[z-a]", "invalid-glob", "[z-a]"],
        ["[[:alpha:]]*", "invalid-glob", "[[:alpha:]"],
        ["a**", "invalid-glob", "a**"],
        ["src/**.py", "invalid-glob", "**."],
        ["{a,b", "invalid-glob", "{"],
        ["x{a}", "invalid-glob", "{a}"],
        ["+(a|b)*", "invalid-glob", "+("],
        ["{a,../b}", "invalid-glob", "{a,../b}"],
        ["{,a}/b", "invalid-glob", "{,a}/b"],
        ["{x,a/../b}", "invalid-glob"],
        ["*/../a", "invalid-glob", ".."],
        ["../*", "path-escapes", ".."],
        ["/*", "path-escapes", "/"],
        ["*\\x", "invalid-path", "\\"],
        [".stepops/**", "state-directory", ".stepops"],
        [".git/*", "invalid-path", ".git"],
        ["{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", "invalid-glob"],
        [`${"{a,".repeat(300)}b${"}".repeat(300)}`, "invalid-path"],
        [`${"{a,".repeat(200)}b${"}".repeat(200)}`, "invalid-glob"],
      ] as const
    ).map(refusal),
  )("$text", ({ text, code, marked }) => {
    for (const [written, offset] of [
      [text, 0],
      [`!${text}`, 1],
    ] as const) {
      const result = parseInput(written);
      if (offset === 1 && /^\.(git|stepops)/.test(text)) continue;
      if (result.ok) throw new Error("it was accepted");
      expect(result.error.code).toBe(code);
      const { span } = result.error;
      if (marked !== undefined) expect(written.slice(span?.start, span?.end)).toBe(marked);
    }
  });
});

describe("outputs", () => {
  test.each([
    ["models/", { path: "models", isDirectory: true }],
    ["./out//m.json", { path: "out/m.json", isDirectory: false }],
    ["models/lr=0.1/", { path: "models/lr=0.1", isDirectory: true }],
  ])("%j is accepted", (text, value) => {
    expect(parseOutput(text)).toEqual({ ok: true, value });
  });

  test.each([
    [".", "invalid-path", undefined],
    ["a/..", "invalid-path", undefined],
    ["out/*.csv", "glob-in-output", "*"],
    ["out/{a,b}", "glob-in-output", "{"],
    ["out/x[1]", "glob-in-output", "["],
    ["at 12:30", "artifact-name", ":"],
    ['a"b', "artifact-name", '"'],
    ["a|b", "artifact-name", "|"],
    ["a<b", "artifact-name", "<"],
  ])("%j is %s", (text, code, marked) => {
    const result = parseOutput(text);
    if (result.ok) throw new Error("it was accepted");
    expect(result.error.code).toBe(code);
    const { span } = result.error;
    if (marked) expect(text.slice(span?.start, span?.end)).toBe(marked);
  });
});

test("a working directory may be the whole folder, a checkpoint may not", () => {
  expect(parseDirectory("./")).toEqual({ ok: true, value: "." });
  expect(parseDirectory("src/")).toEqual({ ok: true, value: "src" });
  expect(parseDirectory("src/*")).toMatchObject({ ok: false, error: { code: "invalid-path" } });
  expect(parseCheckpoint("./")).toMatchObject({ ok: false, error: { code: "invalid-path" } });
  expect(parseCheckpoint("ck/t=1:2/")).toEqual({ ok: true, value: "ck/t=1:2" });
});

const anyPath = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom("a", "b c", "..", ".", "", "*", "**", "[a]", "{a,b}", "!", "~", ".git"), {
      maxLength: 6,
    })
    .map((names) => names.join("/")),
);

describe("for any text", () => {
  test("an accepted path is normal, stays inside and parses to itself", () => {
    fc.assert(
      fc.property(anyPath, (text) => {
        const result = parseInput(text);
        if (!result.ok || result.value.kind !== "path") return;
        const { path, isDirectory } = result.value;
        expect(path).not.toMatch(/^\/|\/\/|\/$/);
        if (path !== ".") expect(path.split("/")).not.toContain(".");
        expect(path.split("/")).not.toContain("..");
        const again = /^[~!]/.test(path) ? `./${path}` : path;
        expect(parseInput(isDirectory ? `${again}/` : again)).toEqual(result);
      }),
      { numRuns: 2_000 },
    );
  });

  test("a fault's span lies inside of the text and its message is one plain sentence", () => {
    fc.assert(
      fc.property(anyPath, (text) => {
        for (const parse of [parseInput, parseOutput, parseDirectory, parseCheckpoint]) {
          const result = parse(text);
          if (result.ok) continue;
          const { span, message } = result.error;
          expect(message).toMatch(/[^.]$/);
          if (!span) continue;
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

test("no naughty string throws or hangs", () => {
  for (const text of naughtyPaths) {
    for (const parse of [parseInput, parseOutput, parseDirectory, parseCheckpoint]) {
      expect(typeof parse(text).ok).toBe("boolean");
    }
  }
});

test("code-point order is the order of UTF-8 bytes", () => {
  expect(["😀", "ﬁ", "é", "z", "a/b", "a.b", "a"].sort(compareCodePoints)).toEqual([
    "a",
    "a.b",
    "a/b",
    "z",
    "é",
    "ﬁ",
    "😀",
  ]);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (left, right) => {
      expect(Math.sign(compareCodePoints(left, right))).toBe(
        Buffer.compare(Buffer.from(left), Buffer.from(right)),
      );
    }),
  );
});
