import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePlainGlob, couldMatchInside, globBase, matches } from "../../src/pipeline/glob.ts";
import { expandBraces } from "../../src/pipeline/glob-syntax.ts";
import { parseInput } from "../../src/pipeline/paths.ts";

describe("matches", () => {
  test.each<[pattern: string, yes: string[], no: string[]]>([
    ["*.py", ["a.py", ".py", ".hidden.py", "a.py/inside"], ["a/b.py", "a.pyc", "py"]],
    ["src/*", ["src/a", "src/a/b/c", "src/.env"], ["src", "a/src/b", "src2/a"]],
    ["src/**", ["src/a", "src/a/b"], ["src", "source/a"]],
    ["**", ["a", "a/b", ".x/y"], []],
    ["**/x", ["x", "a/x", "a/b/x", "x/below"], ["xx", "a/xx"]],
    ["a/**/z", ["a/z", "a/b/z", "a/b/c/z"], ["z", "a", "b/a/z"]],
    ["a/**/**/z", ["a/z", "a/b/z"], ["a"]],
    ["**/a/**/b/**", ["a/b/c", "x/a/y/b/z/w"], ["a/b", "b/a/c"]],
    ["f?", ["fa", "f😀", "fé"], ["f", "fab", "f/a"]],
    ["[abc]", ["a", "c"], ["d", "ab"]],
    ["[!a-z]*", ["A", "0x", "_"], ["a", "zz"]],
    ["[^a-z]", ["A"], ["a"]],
    ["[]a]", ["]", "a"], ["b"]],
    ["[a-]", ["a", "-"], ["b"]],
    ["[😀-😂]", ["😁"], ["😃"]],
    ["[*]", ["*"], ["a"]],
    ["{a,b}/x", ["a/x", "b/x"], ["c/x", "{a,b}/x"]],
    ["src{,/sub}/x", ["src/x", "src/sub/x"], ["sub/x"]],
    ["{a,{b,c}d}", ["a", "bd", "cd"], ["b", "c"]],
    ["[{]a,b}", ["{a,b}"], ["a"]],
    ["data/*.csv", ["data/x.csv"], ["data/X.CSV", "Data/x.csv"]],
    ["a.b", ["a.b"], ["axb"]],
  ])("%s", (pattern, yes, no) => {
    for (const path of yes) expect([path, matches(pattern, path)]).toEqual([path, true]);
    for (const path of no) expect([path, matches(pattern, path)]).toEqual([path, false]);
  });

  test("a trailing slash takes folders and what they hold, no files", () => {
    expect(matches("data/*/", "data/a")).toBe(false);
    expect(matches("data/*/", "data/a", true)).toBe(true);
    expect(matches("data/*/", "data/a/b")).toBe(true);
  });
});

test("stars cost no more than name times pattern", () => {
  const name = "a".repeat(50_000);
  expect(matches(`${"*a".repeat(400)}*b`, name)).toBe(false);
  expect(matches(`${"*a".repeat(400)}*`, name)).toBe(true);
  const path = Array(1_000).fill("a").join("/");
  expect(matches(`${"**/a/".repeat(200)}b`, path)).toBe(false);
  expect(matches(`${"{a,b}".repeat(6)}*`, "ab".repeat(10_000))).toBe(true);
});

describe("couldMatchInside", () => {
  test.each([
    ["src/*.py", "src", true],
    ["src/*.py", "srcs", false],
    ["src/*.py", "src/sub.py", true],
    ["src/*.py", "src/sub", false],
    ["**/*.py", "any/thing", true],
    ["a/**/z", "a/b/c", true],
    ["a/**/z", "b", false],
    ["{a,b}/*/c", "b/x", true],
    ["{a,b}/*/c", "c", false],
    ["src/*", ".", true],
  ])("%s in %s: %s", (pattern, directory, expected) => {
    expect(couldMatchInside(pattern, directory)).toBe(expected);
  });
});

test.each([
  ["src/*.py", "src"],
  ["*.py", "."],
  ["src/lib/**/x", "src/lib"],
  ["src/a[b]c/x", "src"],
  ["{src/a,src/b}/*", "src"],
  ["{src,lib}/*", "."],
  ["src/{a,b}", "src"],
  ["src/{a,a/b}/*", "src/a"],
  ["src/lib", "src/lib"],
])("the base of %s is %s", (pattern, base) => {
  expect(globBase(pattern)).toBe(base);
});

test("a plain glob knows no braces and never throws", () => {
  expect(matches(compilePlainGlob("{a,b}"), "{a,b}")).toBe(true);
  expect(matches(compilePlainGlob("{a,b}"), "a")).toBe(false);
  expect(matches(compilePlainGlob("[a"), "[a")).toBe(true);
  expect(matches(compilePlainGlob("a\\*"), "a*")).toBe(true);
  expect(matches(compilePlainGlob("a\\*"), "ab")).toBe(false);
  expect(matches(compilePlainGlob("**.lock"), "x.lock")).toBe(true);
});

test("braces are expanded in the order written, up to a bound", () => {
  expect(expandBraces("{a,b}{1,2}")).toEqual({ ok: true, value: ["a1", "a2", "b1", "b2"] });
  expect(expandBraces("{a,b}".repeat(6))).toMatchObject({ ok: true });
  expect(expandBraces("{a,b}".repeat(40))).toMatchObject({ ok: false });
});

/** Straight from the definition, exponential and obviously right. */
function reference(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.length === 0) return true;
  const [first = "", ...rest] = pattern;
  if (first === "**") {
    if (rest.length === 0) return path.length > 0;
    return reference(rest, path) || (path.length > 0 && reference(pattern, path.slice(1)));
  }
  return path.length > 0 && referenceName(first, path[0] as string) && reference(rest, path.slice(1));
}

function referenceName(pattern: string, name: string): boolean {
  if (pattern === "") return name === "";
  if (pattern[0] === "*") {
    return referenceName(pattern.slice(1), name) || (name !== "" && referenceName(pattern, name.slice(1)));
  }
  if (name === "") return false;
  const group = /^\[(!?)([ab]+)\]/.exec(pattern);
  if (group) {
    const found = (group[2] as string).includes(name[0] as string) !== (group[1] === "!");
    return found && referenceName(pattern.slice(group[0].length), name.slice(1));
  }
  return (pattern[0] === "?" || pattern[0] === name[0]) && referenceName(pattern.slice(1), name.slice(1));
}

const name = fc
  .string({ unit: fc.constantFrom("a", "b", "."), minLength: 1, maxLength: 4 })
  .filter((each) => !/^\.+$/.test(each));
const paths = fc.array(name, { minLength: 1, maxLength: 5 });
const segment = fc
  .oneof(
    { weight: 2, arbitrary: fc.constant("**") },
    {
      weight: 5,
      arbitrary: fc
        .array(fc.constantFrom("a", "b", ".", "?", "*", "[ab]", "[!a]"), { minLength: 1, maxLength: 4 })
        .map((parts) => parts.join("")),
    },
  )
  .filter((each) => each === "**" || (!each.includes("**") && !/^\.+$/.test(each)));
const patterns = fc.array(segment, { minLength: 1, maxLength: 5 });

describe("for any glob and path", () => {
  test("matching agrees with the definition", () => {
    fc.assert(
      fc.property(patterns, paths, (pattern, path) => {
        expect(matches(pattern.join("/"), path.join("/"))).toBe(reference(pattern, path));
      }),
      { numRuns: 5_000 },
    );
  });

  test("a match lies below the base, and every folder above it could match inside", () => {
    fc.assert(
      fc.property(patterns, paths, (pattern, path) => {
        const glob = pattern.join("/");
        if (!matches(glob, path.join("/"))) return;
        const base = globBase(glob);
        expect(base === "." || `${path.join("/")}/`.startsWith(`${base}/`)).toBe(true);
        for (let depth = 1; depth < path.length; depth++) {
          expect(couldMatchInside(glob, path.slice(0, depth).join("/"))).toBe(true);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  test("parsing keeps the meaning", () => {
    fc.assert(
      fc.property(patterns, paths, (pattern, path) => {
        const parsed = parseInput(`./${pattern.join("//")}`);
        if (!parsed.ok || parsed.value.kind !== "glob") return;
        expect(matches(parsed.value.pattern, path.join("/"))).toBe(reference(pattern, path));
      }),
    );
  });
});
